# SPDX-License-Identifier: GPL-3.0-or-later
"""Where stores are and how they come back: backups, restoring beside, the school's shared folder, a store that is not there, another writer.

C6, C7, C8, C15 of research/peers.md; practice 33.
"""
import hashlib
import os
import pathlib
import tempfile

import harness
from haven_app import Haven, TODAY
from stores import Store


def open_window(path, *arguments, who=None):
    app = Haven('--store', str(path), '--today', TODAY, '--view', 'today', *arguments, demo=False)
    app.unlock(who=who)
    app.find('list', 'Views')
    return app


def show_page(app, name):
    app.wait_active('Haven')
    app.key('ctrl+comma')
    app.wait_active('Preferences')
    app.click(app.find('list item', name))


def digest(path):
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(path.iterdir()) if file.name in ('keys', 'store.db')}


def private_home():
    """Where new stores go"""
    return pathlib.Path(os.environ['HOME']) / '.local/share/haven'


def alone():
    return Store(people=[('D. Lead', 'dsl')])


def c08_the_banner_reminds_until_there_is_a_backup():
    with alone() as store:
        backups = store.folder / 'backups'
        backups.mkdir()
        store.run('settings', 'demo', 'no')
        with open_window(store.path) as app:
            app.see('label', 'There is no backup of these records yet.')
            show_page(app, 'Backup')
            app.see('label', 'none yet')
            app.act('push button', None, contains='Choose the folder')
            app.choose_file('Choose the Folder for Backups', str(backups))
            app.see('label', str(backups))
            app.act('push button', None, contains='Back up now')
            app.see('label', 'Backed up, and the copy was checked.')
            app.see('label', '21 November 2025')
            app.act('push button', None, contains='Check now')
            app.see('label', 'Sound: every part is as it was written.')
            app.leave('Preferences')
            app.gone('label', contains='There is no backup')
        assert len(list(backups.glob('*.havenbackup'))) == 1


def c04_the_healthy_rest_of_a_damaged_store_is_shown():
    with alone() as store:
        store.damage()
        with open_window(store.path) as app:
            app.see('label', 'Part of these records is damaged and cannot be read. What is whole is shown, and nothing can be changed. Open a backup.')
            app.act('push button', 'Restore a backup')
            app.wait_active('Restore a Backup')


def a_backup_that_is_due_is_made_without_asking():
    with alone() as store:
        backups = store.folder / 'backups'
        backups.mkdir()
        store.run('settings', 'backup.folder', backups)
        with open_window(store.path) as app:
            harness.wait_for(lambda: list(backups.glob('*.havenbackup')), 'a backup')
            app.gone('label', contains='There is no backup')


def c08_a_backup_opens_beside_and_never_over():
    with alone() as store:
        backup = store.folder / 'copy.havenbackup'
        store.run('backup', backup)
        with open_window(store.path) as app:
            app.lock()
            app.wait_locked()
            before = harness.wait_for(lambda: digest(store.path), 'the store')
            app.key('F10')
            app.find(None, 'Restore a Backup…')
            app.key('r')
            app.wait_active('Restore a Backup')
            app.act('push button', None, contains='Choose the backup')
            app.choose_file('Choose the Backup', str(backup))
            app.see('label', 'copy.haven')
            app.act('push button', '_Restore Restore')
            app.wait_active('Haven')
            app.see('label', 'copy.haven')
            app.unlock()
            app.find('list', 'Views')
            app.see('label', 'Invented High School')
            assert digest(store.path) == before


def a_backup_opened_from_a_folder_is_offered():
    with alone() as store:
        backup = store.folder / 'opened.havenbackup'
        store.run('backup', backup)
        with Haven('--store', str(store.path), '--today', TODAY, str(backup), demo=False, title='Restore a Backup') as app:
            app.see('label', str(backup))
            app.see('label', 'opened.haven')
            app.act('push button', '_Restore Restore')
            app.wait_active('Haven')
            app.see('label', 'opened.haven')
            app.unlock()
            app.see('label', 'Invented High School')


def c15_nothing_is_left_open_in_a_folder():
    with alone() as store:
        names = [name.encode() for name in store.names() if len(name) > 5]
        with open_window(store.path) as app:
            app.open_child('Keira Edwards')
            app.lock()
            app.wait_locked()
        for root in (store.path, pathlib.Path(os.environ['HOME']), pathlib.Path(os.environ['XDG_RUNTIME_DIR'])):
            for file in root.rglob('*'):
                if file.is_file():
                    text = file.read_bytes()
                    assert not [name for name in names if name in text], file


def c07_another_writer_is_named():
    with alone() as store, open_window(store.path) as first:
        first.see('label', 'marks to')
        with Haven('--store', str(store.path), '--today', TODAY, demo=False) as second:
            second.find('password text')
            second.type('invented school')
            second.key('Return')
            second.see('label', 'D. Lead')
            assert not second.shows('list', 'Views')


def a_store_that_is_not_there_says_so_and_what_can_be_done():
    with alone() as store, tempfile.TemporaryDirectory() as config:
        env = {'XDG_CONFIG_HOME': config, 'GSETTINGS_BACKEND': 'keyfile'}
        with Haven('--store', str(store.path), '--today', TODAY, demo=False, env=env) as app:
            app.unlock()
            app.find('list', 'Views')
        away = store.folder / 'away.haven'
        store.path.rename(away)
        with Haven('--today', TODAY, demo=False, env=env) as app:
            app.see('label', 'The store is not there')
            app.see('label', str(store.path))
            away.rename(store.path)
            app.act('push button', None, contains='Look again')
            app.see('label', 'Haven is locked')
            app.unlock()
            app.find('list', 'Views')


def choose_shared(app, shared):
    app.wait_active('The School’s Shared Folder')
    app.act('push button', None, contains='Choose the folder')
    app.choose_file('Choose the School’s Shared Folder', str(shared))


def show_shared(app):
    app.wait_active('Haven')
    app.key('F10')
    app.find(None, 'The School’s Shared Folder…')
    app.key('f')
    app.wait_active('The School’s Shared Folder')


def practice_33_a_store_is_shared_taken_out_and_brought_back():
    with alone() as store:
        shared = store.folder / 'shared'
        shared.mkdir()
        with open_window(store.path) as app:
            show_shared(app)
            choose_shared(app, shared)
            app.see('label', 'Nothing has been put there yet.')
            app.act('push button', None, contains='Put there')
            app.see('label', 'nobody has it')
            app.key('Escape')
            app.wait_active('Haven')
            app.lock()
            app.unlock()
            app.see('label', 'to read')
            assert not app.shows(None, 'New')
            app.key('ctrl+shift+n')
            show_shared(app)
            app.see('label', 'nobody has it')
            app.act('push button', None, contains='Take it')
            app.unlock()
            app.find(None, 'New')
            app.open_child('Keira Edwards')
            app.key('ctrl+shift+n')
            app.wait_active('New Note')
            app.set_text('text', 'Note', 'Written while it was out')
            app.act('push button', None, contains='Save')
            app.see('label', 'Note recorded')
            show_shared(app)
            app.see('label', 'D. Lead has had it since')
            app.act('push button', None, contains='Bring back')
            app.see('label', 'nobody has it')
        assert store.run('shared', shared)['holder'] is None


def practice_33_offline_work_is_put_together_field_by_field():
    with alone() as store:
        shared, mine, theirs = store.folder / 'shared', store.folder / 'mine.haven', store.folder / 'theirs.haven'
        shared.mkdir()
        store.run('settings', 'phone', '01')
        store.run('share', shared)
        store.run('check-out', shared, '--as', mine, store=mine)
        store.run('settings', 'phone', '02 mine', store=mine)
        store.run('shared', shared, '--release')
        store.run('check-out', shared, '--as', theirs, store=theirs)
        store.run('settings', 'phone', '03 theirs', store=theirs)
        store.run('check-in', shared, store=theirs)
        with open_window(mine) as app:
            show_shared(app)
            choose_shared(app, shared)
            app.act('push button', None, contains='Bring back')
            app.wait_active('Put Both Together')
            app.see('label', '02 mine')
            app.see('label', '03 theirs')
            app.see('label', 'Before: 01')
            apply = app.find('push button', '_Apply Apply')
            app.click(app.find(None, contains='In the shared store'))
            app.see('label', 'All that both changed is settled.')
            app.act('push button', apply.name)
            app.see('label', 'Put together.')
            app.act('push button', None, contains='Bring back')
            app.wait_active('The School’s Shared Folder')
        assert store.run('settings', store=mine)['phone'] == '03 theirs'


TESTS = [
    c08_the_banner_reminds_until_there_is_a_backup, c04_the_healthy_rest_of_a_damaged_store_is_shown,
    a_backup_that_is_due_is_made_without_asking,
    c08_a_backup_opens_beside_and_never_over, a_backup_opened_from_a_folder_is_offered,
    c15_nothing_is_left_open_in_a_folder, c07_another_writer_is_named,
    a_store_that_is_not_there_says_so_and_what_can_be_done, practice_33_a_store_is_shared_taken_out_and_brought_back,
    practice_33_offline_work_is_put_together_field_by_field,
]
harness.run_tests(TESTS)
