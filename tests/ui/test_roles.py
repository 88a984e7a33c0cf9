# SPDX-License-Identifier: GPL-3.0-or-later
"""A store opened by each role shows what it may, and nothing else (practice 32)."""
import os
import pathlib

import harness
from haven_app import Haven, TODAY
from stores import Store

SAMPLES = pathlib.Path(os.environ['HAVEN_TEST_DATA']) / 'mis'
IN_CARE = ('Ibrahim', 'Arjun')         # of the small invented school
NOT_IN_CARE = ('Keira', 'Paige')


def open_as(store, who):
    app = Haven('--store', str(store.path), '--today', TODAY, '--view', 'today', demo=False)
    app.unlock(who=who)
    return app


def views(app):
    return {row.name.split(',')[0] for row in app.all('list item', within=app.find('list', 'Views'))}


def practice_32_leads_see_all_and_may_all():
    with Store() as store:
        for who in ('D. Lead', 'B. Deputy'):
            with open_as(store, who) as app:
                assert views(app) == {'Today', 'Children', 'Cohort', 'Training', 'Share'}
                assert app.shows('push button', contains='Import') and app.shows(None, 'New')
                app.go('children')
                app.see('label', '18 children')
                app.key('ctrl+comma')
                app.wait_active('Preferences')
                for page in ('People and keys', 'Backup', 'Activity'):
                    app.find('list item', page)


def practice_32_a_designated_teacher_sees_children_in_care():
    with Store() as store, open_as(store, 'T. Teacher') as app:
        app.find('list', 'Views')
        assert views(app) == {'Today', 'Children', 'Training'}
        app.go('children')
        app.see('label', '5 children')
        text = app.every_text()
        assert not [name for name in NOT_IN_CARE if name in text]
        assert [name for name in IN_CARE if name in text]
        app.key('ctrl+3')
        app.key('ctrl+i')
        app.see('label', '5 children')
        assert not app.shows('push button', contains='Import')
        app.key('ctrl+shift+n')
        app.wait_active('New Note')
        app.leave('New Note')
        app.key('ctrl+comma')
        app.wait_active('Preferences')
        app.find('list item', 'Backup')
        assert not app.shows('list item', 'People and keys') and not app.shows('list item', 'Activity')


def practice_32_a_designated_teacher_prepares_their_own_report_to_governors():
    with Store() as store:
        names = {f'{pupil["forename"]} {pupil["surname"]}' for pupil in store.run('pupils')['pupils']}
        with open_as(store, 'T. Teacher') as app:
            app.see('label', 'marks to')
            app.key('F10')
            app.find(None, 'Reports')
            app.key('o')
            app.see('label', 'Its sentences')
            assert not app.shows('label', contains='safeguarding lead’s report')
            app.see('label', 'Time given to this work')
            app.press('Preview, print or save…')
            app.wait_active('Preview')
            app.see('label', 'Page 1 of')
            app.click(app.find('page tab', 'Text'))
            harness.wait_for(lambda: 'previously looked after' in app.text(app.find('text', 'Text of the paper')), 'whom it is about')
            assert not [name for name in names if name in app.text(app.find('text', 'Text of the paper'))]
        kept = [line['detail'] for line in store.run('audit')['audit']]
        assert not [detail for detail in kept if detail and 'governors' in detail], kept     # it was looked at and did not leave
        paper = store.folder / 'report.pdf'
        store.run('report', '--kind', 'dt-annual', '--year', '2025/26', '--output', paper, user='T. Teacher')
        refused = store.refuse('report', '--kind', 'governors', '--year', '2025/26', '--output', store.folder / 'other.pdf', user='T. Teacher')
        assert 'designated safeguarding lead' in refused and not (store.folder / 'other.pdf').exists()


def practice_32_a_reader_looks_and_changes_nothing():
    with Store() as store, open_as(store, 'R. Reader') as app:
        app.find('list', 'Views')
        assert not app.shows(None, 'New') and not app.shows('push button', contains='Import')
        app.open_child('Keira Edwards')
        app.click(app.find('page tab', 'Meetings'))
        app.see('label', 'Core group')
        assert not app.shows('push button', contains='Delete: ') and not app.shows('push button', contains='Add: ')
        app.key('ctrl+shift+n')
        app.go('children')
        app.see('label', '18 children')
        assert not app.shows('filler', 'New Note')


def practice_32_an_attendance_officer_hands_files_in_and_reads_nothing():
    with Store() as store:
        names = store.names()
        with open_as(store, 'O. Officer') as app:
            app.see('label', 'Hand files in')
            text = app.every_text()
            assert not [name for name in names if len(name) > 3 and name in text]
            app.key('ctrl+2', 'ctrl+i')
            app.press('Choose files')
            app.choose_file('Choose Files of the MIS', str(SAMPLES / 'pupils.csv'))
            app.see('label', 'The file is handed in.')
            app.see('list item', 'pupils.csv')
            app.lock()
            app.wait_locked()
            assert 'pupils.csv' not in app.every_text()
        assert [file['file'] for file in store.run('handed-in')['handed_in']] == ['pupils.csv']


def c23_a_restricted_entry_is_covered_until_somebody_asks():
    secret = 'Said in confidence at the gate'
    with Store() as store:
        with open_as(store, 'D. Lead') as app:
            app.open_child('Keira Edwards')
            app.key('ctrl+shift+n')
            app.wait_active('New Note')
            app.set_text('text', 'Note', secret)
            app.act('check box', 'Restricted: stays out of every paper unless chosen')
            app.act('push button', None, contains='Save')
            app.see('label', 'Note recorded')
            app.click(app.find('page tab', 'Record'))
            app.see('label', 'Restricted entry')
            assert secret not in app.every_text()
            app.press('Uncover the restricted entry')
            app.see('label', secret)
            app.lock()
            app.wait_locked()
            assert secret not in app.every_text()
            app.unlock(who='R. Reader')
            app.open_child('Keira Edwards')
            app.click(app.find('page tab', 'Record'))
            app.press('Uncover the restricted entry')
            app.see('label', 'restricted to the designated safeguarding lead')
            assert secret not in app.every_text()
        assert store.audit().count('view-restricted') == 1


harness.run_tests([
    practice_32_leads_see_all_and_may_all, practice_32_a_designated_teacher_sees_children_in_care,
    practice_32_a_designated_teacher_prepares_their_own_report_to_governors, practice_32_a_reader_looks_and_changes_nothing, practice_32_an_attendance_officer_hands_files_in_and_reads_nothing,
    c23_a_restricted_entry_is_covered_until_somebody_asks,
])
