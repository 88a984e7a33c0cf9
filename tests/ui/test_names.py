# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can have the focus has a name of its own, in every place of the window; and everything fits at twice the text."""
import os
import tempfile

import pyatspi

import harness
from haven_app import Haven, twice_the_text


def check(app, place):
    left = harness.wait_for(lambda: [list(app.unnamed())], 'a look at ' + place)[0]
    assert not left, f'{place}: {left}'


def every_view_is_named():
    with Haven() as app:
        app.find('list', 'Now')
        check(app, 'today')
        for view, something in (('children', ('tree table', None)), ('cohort', ('image', 'points')), ('training', ('push button', 'Book: ')),
                                ('share', ('push button', ': protected'))):
            app.go(view)
            app.find(something[0], contains=something[1])
            check(app, view)


def every_tab_of_a_child_is_named():
    with Haven() as app:
        app.open_child('Keira Edwards')
        for name in ('Overview', 'Attendance', 'Suspensions', 'Learning', 'Wellbeing', 'Meetings', 'Record'):
            app.click(app.find('page tab', name))
            check(app, name)


def height_of_a_line(app):
    return app.find('label', 'Friday 21 November 2025').queryComponent().getExtents(pyatspi.WINDOW_COORDS).height


def everything_fits_at_twice_the_text():
    """What does not fit warns, and a warning fails the test. The text has really grown."""
    with Haven() as app:
        usual = height_of_a_line(app)
    with twice_the_text(), Haven() as app:
        app.see('list item', 'No reason since')
        assert height_of_a_line(app) > 1.5 * usual, 'the text is as small as before'
        app.go('cohort')
        app.see('label', 'persistently absent')
        app.see('image', 'points below the rest of school')
        app.key('ctrl+f')
        app.set_text('entry', 'Find a child', 'Keira Edwards')
        app.key('Return')
        app.find('push button', contains='Prepare pack')
        for name in ('Overview', 'Attendance', 'Suspensions', 'Learning', 'Wellbeing', 'Meetings', 'Record'):
            app.click(app.bring_into_sight(app.find('page tab', name)))
        app.go('children')
        app.find('tree table')


def every_form_is_named():
    with Haven() as app:
        app.open_child('Keira Edwards')
        for keys, title in (('ctrl+shift+s', 'New Suspension'), ('ctrl+shift+m', 'New Meeting'), ('ctrl+shift+n', 'New Note')):
            app.key(keys)
            app.wait_active(title)
            app.find('push button', contains='Save')
            check(app, title)
            app.key('Escape')
            app.wait_active('Haven')
        app.act('push button', None, contains='Prepare pack')
        app.wait_active('Prepare Pack')
        check(app, 'Prepare Pack')


def preferences_shortcuts_and_about_are_named_and_close():
    with Haven() as app:
        for keys, title in (('ctrl+comma', 'Preferences'), ('ctrl+question', 'Keyboard Shortcuts')):
            app.key(keys)
            app.wait_active(title)
            check(app, title)
            app.key('Escape')
            app.wait_active('Haven')
        app.key('F10')
        app.find(None, 'About Haven')
        app.key('a')
        app.see('label', 'The Haven authors')


def every_page_of_preferences_is_named():
    with Haven() as app:
        app.see('label', 'marks to')
        app.key('ctrl+comma')
        app.wait_active('Preferences')
        pages = app.find('list', 'Pages')
        for number in range(pages.childCount):
            app.select(pages, number)
            check(app, f'Preferences, page {number + 1}')


def the_first_start_and_getting_started_are_named():
    with tempfile.TemporaryDirectory() as folder, Haven('--store', os.path.join(folder, 'school.haven'), demo=False) as app:
        app.see('label', 'Begin with your school')
        check(app, 'the first start')
        app.press('Look around first')
        app.see('label', 'Invented High School')
        app.key('F10')
        app.find(None, 'Getting Started')
        app.key('g')
        app.see('label', 'Haven in five sentences')
        check(app, 'Getting Started')


def the_locked_page_and_the_import_are_named():
    with Haven() as app:
        app.key('ctrl+i')
        app.find('push button', contains='Choose a file')
        check(app, 'import')
        app.lock()
        app.see('label', 'Haven is locked')
        check(app, 'locked')


harness.run_tests([
    every_view_is_named, every_tab_of_a_child_is_named, everything_fits_at_twice_the_text, every_form_is_named,
    preferences_shortcuts_and_about_are_named_and_close, every_page_of_preferences_is_named, the_first_start_and_getting_started_are_named,
    the_locked_page_and_the_import_are_named,
])
