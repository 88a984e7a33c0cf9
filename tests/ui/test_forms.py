# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that is written by hand on a child's page: made, changed in place, deleted and brought back, by keys and by what a screen reader presses;
what is half written survives a lock and a crash; and a child is flagged by typing a name."""
import os
import signal

import harness
from haven_app import Haven, TODAY
from stores import Store

CHILD = 'Keira Edwards'
# The tab, its list, the form's name, what is typed, how its line reads, the field that is changed and to what, and how the line reads then
FORMS = (
    ('Overview', 'Status', 'Status', {'From': '1 September 2025', 'Told by': 'the duty team'}, 'since 1 September 2025', 'Until (empty: still)',
     '30 September 2025', '1 September 2025 to 30 September 2025'),
    ('Overview', 'Barriers to learning', 'Barrier to Learning', {'From': '3 November 2025'}, 'since 3 November 2025', 'Until', '7 November 2025', 'to 7 November 2025'),
    ('Attendance', 'Part-time timetables', 'Part-time Timetable', {'From': '10 November 2025', 'Agreed by': 'home and school'}, '0 hours in school a week',
     'Next review on', '5 December 2025', 'review on 5 December 2025'),
    ('Suspensions', 'Suspensions and exclusions', 'Suspension', {'First day': '12 November 2025'}, 'Suspension, 1 day', 'Cancelled on',
     '13 November 2025', 'cancelled 13 November 2025'),
    ('Suspensions', 'Who was told', 'Notice', {'On': '12 November 2025'}, 'told', 'How', 'by letter', 'by letter'),
    ('Learning', 'Attainment', 'Attainment', {'Subject': 'Drama', 'Day': '14 November 2025', 'Result': '5'}, 'Drama: 5', 'Result', '6', 'Drama: 6'),
    ('Learning', 'Interventions', 'Intervention', {'Need': 'friends', 'What is done': 'Lego club', 'From': '3 November 2025'}, 'Lego club', 'What is done',
     'Chess club', 'Chess club'),
    ('Learning', 'Where the child learns', 'Provision', {'School or provider': 'Invented Farm', 'From': '3 November 2025'}, 'Invented Farm',
     'School or provider', 'Invented Garden', 'Invented Garden'),
    ('Wellbeing', 'SDQ scores', 'SDQ Score', {'Day': '14 November 2025', 'Total difficulties (0 to 40)': '17'}, 'Total difficulties 17',
     'Total difficulties (0 to 40)', '15', 'Total difficulties 15'),
    ('Meetings', 'Meetings', 'Meeting', {'Day': '12 December 2025', 'Time': '14:30', 'Place': 'Room 2'}, '12 December 2025 at 14:30', 'Time', '15:00',
     '12 December 2025 at 15:00'),
    ('Meetings', 'Targets', 'Target', {'Target': 'Read aloud to a friend'}, 'Read aloud to a friend', 'Target', 'Read aloud to two friends',
     'Read aloud to two friends'),
    ('Meetings', 'Actions', 'Action', {'Action': 'Find a coat', 'By': '28 November 2025'}, 'Find a coat', 'Action', 'Find a warm coat', 'Find a warm coat'),
    ('Record', 'Notes', 'Note', {'Note': 'Smiled at the gate'}, 'Smiled at the gate', 'Note', 'Smiled at the gate twice', 'Smiled at the gate twice'),
    ('Record', 'Changes around the child', 'Move', {'Day': '14 November 2025', 'Note': 'to an aunt'}, 'to an aunt', 'Note',
     'to her aunt', 'to her aunt'),
    ('Record', 'Contacts', 'Contact', {'Name': 'A. Invented', 'Who this is to the child': 'aunt'}, 'A. Invented', 'Name', 'B. Invented', 'B. Invented'),
)


def fill(app, fields):
    for name, text in fields.items():
        app.set_text('text', name, text)


def save(app):
    """By the key that saves from anywhere in the form."""
    app.key('ctrl+Return')
    app.wait_active('Haven')


def lines(app, where):
    """The lines of a list, each with what it is called by and what stands below; a list of nothing is not there."""
    found = list(app.all('list', where))  # the same list may stand on an earlier tab too, which keeps its size behind
    return list(app.all('list item', within=found[-1])) if found else []


def says(row, words):
    return words in row.name or words in (row.description or '')


def line(app, where, words):
    return next((row for row in lines(app, where) if says(row, words)), None)


def one_form(app, form):
    tab, where, title, fields, reads, field, text, reads_then = form
    app.click(app.find('page tab', tab))
    app.find('push button', 'Add: ' + where)
    before = len(lines(app, where))
    app.press('Add: ' + where)
    app.wait_active('New ' + title)
    app.see('label', CHILD)
    fill(app, fields)
    save(app)
    harness.wait_for(lambda: len(lines(app, where)) == before + 1, f'{title} to be in the list')
    app.put_toasts_away()
    app.click(app.bring_into_sight(harness.wait_for(lambda: line(app, where, reads), f'{title} to read {reads!r}')))
    app.wait_active(title)
    fill(app, {field: text})
    save(app)
    changed = harness.wait_for(lambda: line(app, where, reads_then), f'{title} to read {reads_then!r}')
    app.act('push button', None, contains='Delete: ', within=changed)
    harness.wait_for(lambda: len(lines(app, where)) == before and not line(app, where, reads_then), f'{title} to go')
    app.key('ctrl+z')
    harness.wait_for(lambda: line(app, where, reads_then), f'{title} to come back')


def some_forms(*tabs, one_of=2):
    with Haven() as app:
        app.open_child(CHILD)
        for form in harness.some((form for form in FORMS if form[0] in tabs), one_of):
            one_form(app, form)


def what_stands_on_the_first_tabs_is_made_changed_deleted_and_back():
    some_forms('Overview', 'Attendance', 'Suspensions', one_of=1)  # a notice is of the suspension before it


def what_is_learnt_and_felt_is_made_changed_deleted_and_back():
    some_forms('Learning', 'Wellbeing')


def what_is_met_about_and_recorded_is_made_changed_deleted_and_back():
    some_forms('Meetings', 'Record')


def the_keyboard_alone_writes_a_barrier():
    """Tab, Return and typing: no pointer, and nothing that only a screen reader can press."""
    with Haven() as app:
        app.open_child(CHILD)
        app.tab_to('page tab', 'Overview')
        app.tab_to('push button', 'Add: Barriers to learning')
        app.key('Return')
        app.wait_active('New Barrier to Learning')
        app.key('alt+f')
        app.key('ctrl+a')
        app.type('3 November 2025')
        app.key('Return')
        app.wait_active('Haven')
        harness.wait_for(lambda: line(app, 'Barriers to learning', 'since 3 November 2025'), 'the barrier')


def a_child_is_flagged_by_typing_the_name():
    """Somebody who has had no social worker until now: a page, a line in the list, and a word about the register."""
    with Store(people=[('D. Lead', 'dsl')]) as store:
        flagged = {pupil['upn'] for pupil in store.run('pupils', '--flagged')['pupils']}
        other = next(pupil for pupil in store.run('pupils')['pupils'] if pupil['upn'] not in flagged and pupil['groups'] != [])
        with Haven('--store', str(store.path), '--today', TODAY, '--view', 'children', demo=False) as app:
            app.unlock()
            app.see('label', f'{len(flagged)} children')
            app.act('push button', 'New')
            harness.wait_for(lambda: app.focused() is not None and app.focused().getRoleName() == 'menu item', 'the menu to have the focus')
            app.key('Return')
            app.wait_active('New Status')
            app.type(other['forename'] + ' ' + other['surname'])
            app.see('list item', other['surname'])
            app.key('Return')
            app.set_text('text', 'Told by', 'a letter')
            save(app)
            app.see('label', f'{len(flagged) + 1} children')
            app.key('ctrl+z')
            app.see('label', f'{len(flagged)} children')


def what_is_half_written_survives_a_crash():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with Haven('--store', str(store.path), '--today', TODAY, demo=False) as app:
            app.unlock()
            app.open_child(CHILD)
            app.key('ctrl+shift+n')
            app.wait_active('New Note')
            app.set_text('text', 'Note', 'Half a sentence about')
            drafts = store.path / 'store.db-wal'
            size = drafts.stat().st_size if drafts.exists() else 0
            harness.wait_for(lambda: drafts.exists() and drafts.stat().st_size != size, 'the draft to be kept')
            os.kill(app.process.pid, signal.SIGKILL)
            app.process.wait()
        with Haven('--store', str(store.path), '--today', TODAY, demo=False) as app:
            app.unlock()
            app.wait_active('New Note')
            harness.wait_for(lambda: app.text(app.find('text', 'Note')) == 'Half a sentence about', 'what was typed')
            save(app)
            app.see('label', 'Note recorded')


harness.run_tests([
    what_stands_on_the_first_tabs_is_made_changed_deleted_and_back, what_is_learnt_and_felt_is_made_changed_deleted_and_back,
    what_is_met_about_and_recorded_is_made_changed_deleted_and_back, the_keyboard_alone_writes_a_barrier,
    a_child_is_flagged_by_typing_the_name, what_is_half_written_survives_a_crash,
])
