# SPDX-License-Identifier: GPL-3.0-or-later
"""A school's week by keyboard only, second half: the cohort, the training, what is shared, the signposts, and looking after the records."""
import os
import pathlib
import sys
import tempfile

import harness
from hands import Hands
from haven_app import PASSPHRASE, TODAY
from stores import Store

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'support'))
from virtual_school import VirtualSchool  # noqa: E402


def job_6_a_figure_of_the_cohort_is_enlarged_read_and_exported():
    with tempfile.TemporaryDirectory() as folder, Hands('--view', 'cohort') as app:
        name = app.see('image', 'points below the rest of school').name
        app.tab_to('push button', 'Which group')
        app.key('space')
        app.choose_line('child')
        app.tab_to('push button', 'Enlarge: ')
        app.key('Return')
        large = app.find('push button', 'All figures').parent
        app.tab_to('image', '')
        app.key('t')
        assert harness.wait_for(lambda: app.rows(app.find('tree table', within=large)), 'rows of the table')
        app.tab_to('push button', 'Export: ')
        app.key('space')
        app.choose_line('Table')
        path = os.path.join(folder, 'figure.csv')
        app.choose_file('Save the Figure', path)
        harness.wait_for(lambda: os.path.exists(path), 'the file')
        app.key('Escape')
        app.find('push button', contains='Enlarge: ')


def job_6_the_governors_report_comes_out_as_a_pdf():
    with tempfile.TemporaryDirectory() as folder, Hands() as app:
        paper = pathlib.Path(folder, 'report.pdf')
        app.see('label', 'marks to')
        app.until(['F10'], lambda: app.shows(None, 'Reports'), 'the main menu')
        app.key('o')
        app.see('label', 'Its sentences')
        app.open_window('alt+r', 'Preview')
        app.see('label', 'Page 1 of')
        app.key('ctrl+s')
        app.choose_file('Save the Paper', str(paper))
        harness.wait_for(paper.exists, 'the report')
        app.see('label', 'Saved.')


def job_7_a_place_is_booked_and_cancelled():
    with tempfile.TemporaryDirectory() as folder, Hands('--view', 'training') as app:
        app.see('push button', 'Book: Emotion coaching')
        app.tab_to('push button', 'Book: Emotion coaching')
        app.open_window('Return', 'Book')
        for keys, name, text in (('alt+n', 'Name', 'Sam Invented'), ('alt+e', 'E-mail', 'sam@school.example'), ('alt+p', 'Post', 'Mentor')):
            app.key(keys)
            app.type_into('text', name, text)
        app.key('Return')
        app.wait_active('Haven')
        app.see('label', 'Place asked for')
        app.tab_page('Our bookings')
        app.see('label', 'Sam Invented')
        file = pathlib.Path(folder, 'training.ics')
        app.open_window('alt+c', 'Calendar File of the Bookings')
        app.choose_file('Calendar File of the Bookings', file)
        app.see('label', 'saved as a calendar file')
        app.tab_to('push button', 'Cancel the booking of Sam Invented')
        app.key('Return')
        app.gone('push button', contains='Cancel the booking of Sam Invented')
        app.key('shift+Tab')
        app.tab_page('Staff coverage')
        app.see('label', 'staff in post whose training has not lapsed')


def job_8_every_figure_is_seen_before_the_return_is_sent():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        with Hands('--store', str(store.path), '--today', TODAY, '--view', 'share', demo=False, env={'GIO_USE_NETWORK_MONITOR': 'base'}) as app:
            app.unlock_by_hand(PASSPHRASE)
            app.see('label', 'figures are shown')
            app.tab_to('push button', 'Children counted, All')
            app.until(['Down'], lambda: app.focused().name.endswith(': protected'), 'a protected figure')
            app.key('Return')
            app.see('label', 'Protected: c')
            app.open_window('alt+e', 'Exact Bytes')
            app.key('Escape')
            app.wait_active('Haven')
            app.open_window('alt+s', 'Send the Termly Return')
            app.key('alt+a')
            app.type_into('text', 'Approved by', 'H. Invented, headteacher')
            app.key('Return')
            app.see('label', 'approved by H. Invented')
            app.see('label', 'receipt')


def job_9_signposts_are_searched_and_read_offline():
    with Hands('--view', 'training') as app:
        app.see('push button', 'Book: ')
        app.tab_page('Signposts')
        app.see('label', 'Keeping children safe in education')
        app.tab_to('entry', 'Search the signposts')
        app.type('whistle')
        app.gone('label', contains='Keeping children safe')
        app.see('label', '0800 028 0285')


def job_10_a_backup_is_made_and_the_activity_is_read():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with Hands('--store', str(store.path), '--today', TODAY, demo=False) as app:
            app.unlock_by_hand(PASSPHRASE)
            app.find('list', 'Views')
            app.open_window('ctrl+comma', 'Preferences')
            app.choose_page('General', 'Backup')
            (store.folder / 'backups').mkdir()
            app.open_window('alt+f', 'Choose the Folder for Backups')
            app.choose_file('Choose the Folder for Backups', store.folder / 'backups')
            app.wait_active('Preferences')
            app.key('alt+b')
            harness.wait_for(lambda: any((store.folder / 'backups').iterdir()), 'the backup')
            app.choose_page('Backup', 'Activity')
            app.see('label', 'made a backup')
            app.leave('Preferences')
            app.lock()
        assert 'backup' in store.audit()


TESTS = [job_6_a_figure_of_the_cohort_is_enlarged_read_and_exported, job_6_the_governors_report_comes_out_as_a_pdf,
         job_7_a_place_is_booked_and_cancelled, job_9_signposts_are_searched_and_read_offline,
         job_10_a_backup_is_made_and_the_activity_is_read]
if 'HAVEN_ENDPOINT' in os.environ:
    TESTS.append(job_8_every_figure_is_seen_before_the_return_is_sent)
harness.run_tests(TESTS)
