# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may open the store: added, changed and removed in the window; one's own passphrase; the sheet in the safe; the activity."""
import csv
import re

import harness
from haven_app import Haven, PASSPHRASE, TODAY
from stores import Store

GOOD = 'tide mill lantern'


def open_window(store, who=None, passphrase=PASSPHRASE):
    app = Haven('--store', str(store.path), '--today', TODAY, '--view', 'cohort', demo=False)
    app.unlock(passphrase, who=who)
    app.find('list', 'Views')
    return app


def show_page(app, name):
    app.wait_active('Haven')
    app.key('ctrl+comma')
    app.wait_active('Preferences')
    app.click(app.find('list item', name))


def fill_person(app, name, first, again):
    app.set_text('text', 'Name', name)
    app.set_text('text', 'First passphrase (best of 15 characters or more)', first)
    app.set_text('text', 'First passphrase again', again)


def s07_a_person_is_added_with_a_good_passphrase():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with open_window(store) as app:
            show_page(app, 'People and keys')
            app.act('push button', None, contains='Add a person')
            app.wait_active('Add a Person')
            app.see('label', 'Sees and changes everything')
            fill_person(app, 'N. Newcomer', GOOD, 'tide mill lamp')
            app.act('push button', None, contains='Save')
            app.see('label', 'The two passphrases differ')
            app.set_text('text', 'First passphrase again', GOOD)
            app.act('push button', None, contains='Save')
            app.wait_active('Preferences')
            app.see('label', 'Added.')
            app.see('list item', 'N. Newcomer')
            app.leave('Preferences')
            app.lock()
            app.unlock(GOOD, who='N. Newcomer')
            app.find('list', 'Views')
        assert 'add-person' in store.audit()


def a_person_is_renamed_gets_another_role_and_goes():
    with Store() as store:
        with open_window(store, who='D. Lead') as app:
            show_page(app, 'People and keys')
            app.act('push button', 'Change: R. Reader')
            app.wait_active('Change a Person')
            app.set_text('text', 'Name', 'R. Renamed')
            app.act('push button', None, contains='Save')
            app.wait_active('Preferences')
            app.see('list item', 'R. Renamed')
            assert not app.shows('push button', 'Remove: D. Lead')
            app.act('push button', 'Remove: R. Renamed')
            app.see('label', 'still opens backups that were made before')
            app.act('push button', '_Remove Remove')
            app.see('label', 'Removed.')
            app.gone('list item', 'R. Renamed')
        people = [user['name'] for user in store.run('users')['users']]
        assert people == ['D. Lead', 'B. Deputy', 'T. Teacher', 'O. Officer'], people


def s05_s09_one_s_own_passphrase_is_changed_by_who_knows_it():
    with Store(people=[('D. Lead', 'dsl')]) as store, open_window(store) as app:
        app.key('ctrl+comma')
        app.wait_active('Preferences')
        app.act('push button', None, contains='Change your passphrase')
        app.wait_active('Change Your Passphrase')
        app.set_text('text', 'Passphrase until now', 'not this one')
        app.set_text('text', 'New passphrase (best of 15 characters or more)', GOOD)
        app.set_text('text', 'New passphrase again', GOOD)
        app.act('push button', None, contains='C_hange')
        app.see('label', 'The passphrase does not open this store.')
        app.set_text('text', 'Passphrase until now', PASSPHRASE)
        app.act('push button', None, contains='C_hange')
        app.wait_active('Preferences')
        app.see('label', 'Your passphrase is changed')
        app.leave('Preferences')
        app.lock()
        app.unlock(PASSPHRASE)
        app.see('label', 'The passphrase does not open this store.')
        app.unlock(GOOD)
        app.find('list', 'Views')


def the_sheet_from_the_safe_opens_the_store():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        sheet = store.folder / 'sheet.pdf'
        with open_window(store) as app:
            show_page(app, 'People and keys')
            app.see('label', 'There is none')
            app.act('push button', None, contains='Make a new sheet')
            app.choose_file('Save the Recovery Sheet', str(sheet))
            app.see('label', 'Print the sheet')
            app.see('label', 'A sheet is valid.')
            text = harness.run('pdftotext', '-layout', str(sheet), '-')
            code = next(re.findall(r'\b[0-9A-Z]{5}\b', line) for line in text.splitlines() if len(re.findall(r'\b[0-9A-Z]{5}\b', line)) > 4)
            app.leave('Preferences')
            app.lock()
            app.unlock('-'.join(code).lower(), who='Recovery sheet')
            app.find('list', 'Views')
            app.see('label', 'Opened by the recovery sheet.')
            app.act('push button', None, contains='People')
            app.wait_active('Preferences')
            app.find('push button', contains='Add a person')


def s22_the_activity_is_read_checked_and_exported():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        export = store.folder / 'activity.csv'
        with open_window(store) as app:
            app.open_child('Keira Edwards')
            app.key('ctrl+shift+n')
            app.wait_active('New Note')
            app.set_text('text', 'Note', 'A word that is in no log: kingfisher')
            app.act('push button', None, contains='Save')
            app.see('label', 'Note recorded')
            show_page(app, 'Activity')
            app.see('label', 'D. Lead recorded: Note')
            app.see('label', 'Keira Edwards')
            app.act('push button', None, contains='Check')
            app.see('label', 'Checked: all')
            app.act('push button', None, contains='Export')
            app.choose_file('Export the Activity', str(export))
            app.see('label', 'Exported, with numbers')
            app.leave('Preferences')
            app.lock()
            app.wait_locked()
            assert 'D. Lead recorded' not in app.every_text()
        text = export.read_text(encoding='utf-8')
        assert 'Keira' not in text and 'kingfisher' not in text
        rows = list(csv.DictReader(text.splitlines()))
        assert rows[-1]['action'] in ('add', 'unlock') and any(row['action'] == 'add' and row['pupil'] for row in rows)
        assert 'paper' in store.audit()


harness.run_tests([
    s07_a_person_is_added_with_a_good_passphrase, a_person_is_renamed_gets_another_role_and_goes,
    s05_s09_one_s_own_passphrase_is_changed_by_who_knows_it, the_sheet_from_the_safe_opens_the_store,
    s22_the_activity_is_read_checked_and_exported,
])
