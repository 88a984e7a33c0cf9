# SPDX-License-Identifier: GPL-3.0-or-later
"""The Virtual School's training: read it, book it, take it back."""
import os
import pathlib
import tempfile

import pyatspi

import harness
from haven_app import Haven

SHOTS = os.environ.get('HAVEN_SHOTS')


def shot(app, name):
    if SHOTS:
        app.shot(f'{SHOTS}/{name}.png')


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
        app.see('label', 'wants to know the post')
        app.set_text('text', 'Post', 'Teaching assistant')
        shot(app, 'booking-form')
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
        shot(app, 'coverage')


def what_else_is_at_that_time_is_said_before():
    """The same person twice for the same event is the plainest clash of all."""
    with Haven('--view', 'training') as app:
        app.act('push button', None, contains='Book: Emotion coaching')
        app.wait_active('Book')
        for role, text in (('Name', 'Sam Invented'), ('E-mail', 'sam@school.example'), ('Post', 'Mentor')):
            app.set_text('text', role, text)
        app.act('push button', 'Book')
        app.wait_active('Haven')
        app.act('push button', None, contains='Book: Emotion coaching')
        app.wait_active('Book')
        app.set_text('text', 'Name', 'Sam Invented')
        app.set_text('text', 'E-mail', 'SAM@school.example')
        app.see('label', 'At the same time Sam Invented is booked for “Emotion coaching”')
        shot(app, 'clash')


def a_colleague_takes_a_place_over():
    with Haven('--view', 'training') as app:
        app.click(app.find('page tab', 'Our bookings'))
        app.see('label', 'on the waiting list')
        shot(app, 'bookings')
        app.act('push button', None, contains='Somebody else instead of')
        app.wait_active('Book')
        for role, text in (('Name', 'Alex Instead'), ('E-mail', 'alex@school.example'), ('Post', 'Mentor')):
            app.set_text('text', role, text)
        app.act('push button', 'Book')
        app.wait_active('Haven')
        app.see('label', 'Alex Instead')


def bookings_are_saved_as_a_calendar_file():
    with tempfile.TemporaryDirectory() as folder, Haven('--view', 'training') as app:
        file = pathlib.Path(folder) / 'training.ics'
        app.click(app.find('page tab', 'Our bookings'))
        app.act('push button', 'Calendar file…')
        app.choose_file('Calendar File of the Bookings', file)
        app.see('label', 'saved as a calendar file')
        text = file.read_text(encoding='utf-8')
        assert text.startswith('BEGIN:VCALENDAR') and 'STATUS:TENTATIVE' in text and 'STATUS:CONFIRMED' in text, text
        assert '@' not in text.replace('@haven', ''), 'no address of anybody'


def what_was_booked_elsewhere_and_a_note_stay_here():
    with Haven('--view', 'training') as app:
        app.click(app.find('page tab', 'Our bookings'))
        app.act('push button', 'Booked elsewhere…')
        app.see('label', 'told to nobody')
        assert not app.find('push button', 'Keep').getState().contains(pyatspi.STATE_SENSITIVE), 'without a title and a name'
        for role, text in (('What was booked', 'Trauma, an introduction'), ('Who goes', 'Sam Invented'), ('Day, such as 4 June', '4 June 2026'),
                           ('Time, such as 9.30', '9.30'), ('Place', 'Online'), ('Link', 'https://other.example/course')):
            app.set_text('text', role, text)
        shot(app, 'elsewhere')
        app.act('push button', 'Keep')
        app.see('label', 'Thursday 4 June 2026')
        app.see('label', 'https://other.example/course')
        app.act('push button', 'Note with the booking of Sam Invented: Trauma, an introduction')
        app.set_text('text', 'Note', 'Invoice to the office')
        app.act('push button', 'Keep')
        app.see('label', 'Your note: Invoice to the office')
        shot(app, 'note')


def signposts_of_england_are_there_and_searched():
    with Haven('--view', 'training') as app:
        app.click(app.find('page tab', 'Signposts'))
        app.see('label', 'Keeping children safe in education')
        shot(app, 'signposts')
        app.set_text('entry', 'Search the signposts', 'whistle')
        app.gone('label', contains='Keeping children safe')
        app.see('label', '0800 028 0285')


harness.run_tests([the_catalogue_is_read_offline, an_event_is_booked_and_cancelled, topics_choose_events, coverage_counts_and_lists_the_staff,
                   what_else_is_at_that_time_is_said_before, a_colleague_takes_a_place_over, bookings_are_saved_as_a_calendar_file,
                   what_was_booked_elsewhere_and_a_note_stay_here, signposts_of_england_are_there_and_searched])
