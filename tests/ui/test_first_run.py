# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start, from an empty computer to a store with a sheet, a calendar and a tour; and Preferences, where all of it can be changed."""
import json
import os
import pathlib
import subprocess
import tempfile

import harness
from haven_app import Haven, TODAY
from stores import Store

OWN = 'four odd words together'


def ask_cli(store, *words):
    with tempfile.NamedTemporaryFile('w', suffix='.txt') as passphrase:
        passphrase.write(OWN + '\n')
        passphrase.flush()
        command = [os.environ['HAVEN_CLI'], '--store', str(store), '--user', 'D. Lead', '--passphrase-file', passphrase.name, '--today', TODAY,
                   '--format', 'json', *words]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def create(app):
    """By keys alone, in the order of the page"""
    app.tab_to('push button', 'S_hared folder')
    app.key('Tab')
    app.type_into('text', 'Name of the school', 'Invented Primary School')
    app.key('Tab')
    app.type_into('text', 'URN', '123456')
    app.tab_to('push button', 'Local authority')
    app.key('Return')
    harness.wait_for(lambda: app.focused().getRoleName() == 'list item' and app.focused().name == 'not chosen yet', 'the list of authorities')
    app.type('Kent')
    harness.wait_for(lambda: {row.name for row in app.all('list item') if row.name in ('Kent', 'Bexley')} == {'Kent'}, 'the list to be of Kent')
    app.key('Down', 'Return')
    app.tab_to('push button', 'Local authority')
    app.key('Tab')
    app.type_into('text', 'Your name', 'D. Lead')
    app.key('Tab', 'Tab')
    app.type_into('text', 'Passphrase (', OWN)
    app.key('Tab', 'Tab')
    app.type_into('text', 'Passphrase again', OWN)
    app.tab_to('push button', '_Create the store')
    app.key('Return')


def the_first_start_ends_with_a_sheet_a_year_and_a_tour():
    with tempfile.TemporaryDirectory() as folder:
        store, sheet = pathlib.Path(folder, 'school.haven'), os.path.join(folder, 'sheet.pdf')
        with Haven('--store', str(store), '--today', TODAY, demo=False) as app:
            app.see('label', 'Begin with your school')
            create(app)
            app.see('label', 'Three things, in any order')
            assert len([row for row in app.all('list item') if row.name in ('Today', 'Children', 'Cohort', 'Training', 'Share')]) >= 5
            app.press('Recovery sheet')
            app.choose_file('Save the Recovery Sheet', sheet)
            app.see('label', 'Is it in the safe?')
            assert os.path.getsize(sheet) > 1000
            app.press('The school’s year')
            app.wait_active('Preferences')
            app.press('Use these dates')
            harness.wait_for(lambda: not app.shows('push button', contains='Use these dates'), 'the dates to be used')
            app.leave('Preferences')
            app.see('label', 'Terms, half terms and closed days are entered.')
            app.press('The children')
            app.find('push button', contains='Choose a file')
        settings = ask_cli(store, 'settings')
        assert (settings['name'], settings['urn'], settings['authority']) == ('Invented Primary School', '123456', 'Kent'), settings


def an_invented_school_opens_beside_and_goes_with_its_window():
    with tempfile.TemporaryDirectory() as folder:
        with Haven('--store', os.path.join(folder, 'school.haven'), '--today', TODAY, demo=False) as app:
            app.press('Look around first')
            app.see('label', 'Invented High School')
            assert not os.path.exists(os.path.join(folder, 'school.haven'))
            harness.run('xdotool', 'key', 'ctrl+q')
            app.see('label', 'Begin with your school')


def a_wrong_urn_is_said_and_asked_for_again():
    with tempfile.TemporaryDirectory() as folder:
        with Haven('--store', os.path.join(folder, 'school.haven'), demo=False) as app:
            app.set_text('text', 'Name of the school', 'Invented Primary School')
            app.press('Create the store')
            app.see('label', 'The URN is the school’s number of six digits.')
            app.type_into('text', 'URN', '123456')


def open_preferences(app):
    app.key('ctrl+comma')
    app.wait_active('Preferences')


def in_sight(app, name):
    window = app.box(app.find(None, 'Preferences'))
    return any(window[1] < app.box(node)[1] < window[1] + window[3] - 20 for node in app.all(None, contains=name))


def every_setting_is_found_by_its_words():
    with Haven() as app:
        for words, page, row in (('urn', 'School', 'URN'), ('half term', 'Calendar', 'Half term from'), ('full registers', 'Import', 'Full'),
                                 ('marking', 'Printing', 'Marking'), ('minutes', 'General', 'Minutes until'),
                                 ('metered', 'Virtual School', 'Exchange over a metered'), ('proxy', 'Virtual School', 'Proxy')):
            open_preferences(app)
            app.key('ctrl+f')
            harness.wait_for(lambda: app.focused() is not None and app.focused().name == 'Find a setting', 'the search to have the focus')
            app.type(words)
            found = app.find('list', 'What was found')
            app.see('label', page, within=found)
            app.key('Return')
            app.find(None, contains=row)
            harness.wait_for(lambda row=row: in_sight(app, row), f'{row!r} to be in sight')
            app.leave('Preferences')


def what_is_changed_is_kept_at_once():
    with Store() as store:
        with Haven('--store', str(store.path), '--today', TODAY, demo=False) as app:
            app.unlock(who='D. Lead')
            app.find('list', 'Views')
            open_preferences(app)
            app.select(app.find('list', 'Pages'), 1)
            app.set_text('text', 'Name of the school', 'Another Name')
            app.click(app.find('text', 'Name of the school'))
            app.key('Return')
            app.see('label', 'Setting changed')
            app.select(app.find('list', 'Pages'), 2)
            app.click(app.bring_into_sight(app.find('text', 'Add a closed day')))
            app.type('12 March 2026')
            app.key('Return')
            app.see('label', '12 March 2026')
            app.type('14 March 2026')
            app.key('Return')
            app.see('label', 'A closed day is a weekday. Nothing was changed.')
            app.leave('Preferences')
        settings = store.run('settings')
        assert settings['name'] == 'Another Name', settings
        assert store.audit().count('calendar') == 1


harness.run_tests([
    the_first_start_ends_with_a_sheet_a_year_and_a_tour, an_invented_school_opens_beside_and_goes_with_its_window,
    a_wrong_urn_is_said_and_asked_for_again, every_setting_is_found_by_its_words, what_is_changed_is_kept_at_once,
])
