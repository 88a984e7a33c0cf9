# SPDX-License-Identifier: GPL-3.0-or-later
"""The Virtual School's training: read it, book it, take it back."""
import harness
from haven_app import Haven


def the_catalogue_is_read_offline():
    with Haven('--view', 'training') as app:
        app.see('list item', 'Designated teachers’ network')
        app.see('label', 'free')


def an_event_is_booked_and_cancelled():
    with Haven('--view', 'training') as app:
        app.act('push button', None, contains='Book: Emotion coaching')
        app.wait_active('Book')
        app.act('push button', 'Book')
        app.see('label', 'Type a name')
        app.set_text('text', 'Name', 'Sam Invented')
        app.set_text('text', 'E-mail', 'sam@school.example')
        app.act('push button', 'Book')
        app.wait_active('Haven')
        app.see('label', 'Place asked for')
        app.click(app.find('page tab', 'Our bookings'))
        app.see('label', 'Sam Invented')
        app.act('push button', None, contains='Cancel the booking of Sam Invented: Emotion coaching')
        app.gone('push button', contains='Cancel the booking of Sam Invented')
        app.see('label', 'cancel')


def topics_choose_events():
    with Haven('--view', 'training') as app:
        app.see('list item', 'Virtual School drop-in')
        every = len(list(app.all('push button', contains='Book: ')))
        app.act('push button', 'Topic')
        app.find('list item', 'attachment')
        app.key('Down', 'Return')
        harness.wait_for(lambda: 0 < len(list(app.all('push button', contains='Book: '))) < every, 'fewer events')


def coverage_counts_and_lists_the_staff():
    with Haven('--view', 'training') as app:
        app.click(app.find('page tab', 'Staff coverage'))
        app.see('label', 'staff in post whose training has not lapsed')
        table = app.find('tree table', 'Training of the staff')
        assert harness.wait_for(lambda: app.rows(table), 'rows of staff')


harness.run_tests([the_catalogue_is_read_offline, an_event_is_booked_and_cancelled, topics_choose_events, coverage_counts_and_lists_the_staff])
