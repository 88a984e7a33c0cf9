# SPDX-License-Identifier: GPL-3.0-or-later
"""A meeting on the whole screen: one child, what is typed is kept, hidden at a key, and written up before people stand up."""
import os

import harness
from haven_app import Haven

CHILD = 'Keira Edwards'
OTHERS = ('Zahra', 'Tomasz', 'Amara')


def begin(app):
    app.open_child(CHILD)
    app.act('push button', None, contains='Meeting view')
    app.see('label', CHILD + ' ·', patience=harness.PATIENCE)
    app.wait_active('Meeting')


def say(app, heading, words):
    entry = app.find('text', heading + ': what is said')
    app.set_text('text', heading + ': what is said', words)
    app.click(entry)
    app.key('Return')


def all_is_there_and_nothing_of_others():
    with Haven() as app:
        begin(app)
        if os.environ.get('HAVEN_SHOTS'):
            app.shot(os.environ['HAVEN_SHOTS'] + '/meeting.png')
        for heading in ('Working well', 'Worried about', 'Needs to happen', 'Targets', 'Actions'):
            app.see('label', heading)
        app.see('label', 'min')
        app.see('label', 'Last seen in school')
        for name in OTHERS:
            assert not app.shows('label', contains=name), name


def what_is_said_becomes_minutes():
    with Haven() as app:
        begin(app)
        say(app, 'Working well', 'Art club every Thursday')
        app.see('label', 'Art club every Thursday')
        app.set_text('text', 'Actions: what is said', 'Order the reading books')    # no Enter: the end of the meeting keeps it
        app.act('push button', None, contains='End meeting')
        app.wait_active('Was this meeting held today?')     # it was set for December
        app.act('push button', 'Held today')
        app.wait_active('Meeting')
        app.see('label', 'The meeting is held')
        harness.wait_for(lambda: 'Art club every Thursday' in app.text(app.find('text', 'Minutes')), 'the minutes')
        assert 'Order the reading books' in app.text(app.find('text', 'Minutes'))
        app.click(app.find('check box', CHILD))
        app.set_text('text', 'Others who were present', 'A. Visitor, B. Visitor')
        app.press('Keep who was present')
        app.see('label', 'Who was present is kept')
        harness.wait_for(lambda: 'B. Visitor' in app.text(app.find('text', 'Minutes')), 'who was present')
        app.set_text('text', 'Next meeting', '12 December 2025')
        app.act('push button', None, contains='Record')
        app.see('label', 'names the kind of meeting')
        if os.environ.get('HAVEN_SHOTS'):
            app.shot(os.environ['HAVEN_SHOTS'] + '/after.png')
        app.press('Preview minutes…')
        app.wait_active('Preview')
        app.see('label', 'Page 1 of')
        app.key('Escape')
        app.wait_active('Meeting')
        app.act('push button', None, contains='Close')
        app.wait_active('Haven')


def c27_hide_now_hides_the_meeting():
    with Haven() as app:
        begin(app)
        app.key('ctrl+shift+h')
        app.wait_active('Haven')
        app.find('push button', contains='Show again')
        assert not app.shows('label', contains='Keira')
        app.act('push button', None, contains='Show again')
        app.see('label', CHILD + ' ·')
        assert not app.shows('label', contains='Zahra')


def a_lock_ends_it_and_keeps_what_was_typed():
    with Haven() as app:
        begin(app)
        app.set_text('text', 'Worried about: what is said', 'Mondays are hard')
        app.lock()
        app.unlock()
        app.wait_active('Haven')
        begin(app)
        if os.environ.get('HAVEN_SHOTS'):
            app.shot(os.environ['HAVEN_SHOTS'] + '/again.png')
        app.see('label', 'Mondays are hard')


TESTS = [all_is_there_and_nothing_of_others, what_is_said_becomes_minutes, c27_hide_now_hides_the_meeting,
         a_lock_ends_it_and_keeps_what_was_typed]
harness.run_tests(TESTS)
