# SPDX-License-Identifier: GPL-3.0-or-later
"""A school's week by keyboard only, first half: what product.md calls its jobs, from unlocking to the meeting."""
import pathlib
import subprocess
import tempfile

import harness
from hands import Hands
from haven_app import PASSPHRASE, TODAY
from stores import Store

CHILD = 'Keira Edwards'


def open_store(store, *arguments):
    return Hands('--store', str(store.path), '--today', TODAY, *arguments, demo=False)


def job_1_open_and_unlock_and_a_form_survives_the_lock():
    with Store() as store, open_store(store) as app:
        app.unlock_by_hand(PASSPHRASE, who='B. Deputy')
        app.find_child(CHILD)
        app.open_window('ctrl+shift+n', 'New Note')
        app.type_into('text', 'Note', 'Half a sentence')
        app.lock()
        app.unlock_by_hand(PASSPHRASE, who='B. Deputy')
        app.wait_active('New Note')
        harness.wait_for(lambda: app.text(app.find('text', 'Note')) == 'Half a sentence', 'what was typed')
        app.key('ctrl+Return')
        app.wait_active('Haven')
        app.see('label', 'Note recorded')


def job_2_today_says_why_and_opens_the_place():
    with Hands() as app:
        line = app.see('list item', 'No reason since').name
        app.key('F6', 'F6', 'F6')
        app.tab_to('list item', line)
        app.tab_to('push button', 'Why: ')
        app.key('space')
        app.see('label', 'Seen up to')
        app.tab_to('push button', 'Open: ')
        app.key('Return')
        app.find('push button', contains='Prepare pack')
        app.see('label', 'Absences, latest first')


def job_3_a_file_is_imported_and_taken_back():
    with tempfile.TemporaryDirectory() as folder, Hands() as app:
        app.see('label', 'marks to')
        path = pathlib.Path(folder, 'pupils.csv')
        path.write_text('UPN,Adno,Surname,Forename,DOB,Year,Form\nB801200005001,000123,Brown,Invented,2012-03-14,9,9B\n', encoding='utf-8')
        app.key('ctrl+i')
        app.find('push button', contains='Choose a file')
        app.open_window('alt+c', 'Choose Files of the MIS')
        app.choose_file('Choose Files of the MIS', str(path))
        app.see('label', 'Nothing is written yet')
        app.until(['alt+i'], lambda: app.shows('label', contains='It is in the records'), 'the import')
        app.tab_to('push button', 'Undo what was just imported')
        app.key('Return')
        app.see('label', ', undone ')


def job_4_a_child_s_page_its_tabs_charts_and_tables():
    with Hands() as app:
        app.find_child('keira')
        for name, something in (('Attendance', 'Absences, latest first'), ('Suspensions', 'days suspended this term'), ('Learning', 'Attainment'),
                                ('Wellbeing', 'Wishes and feelings'), ('Meetings', 'Targets'), ('Record', 'What happened, latest first')):
            app.tab_page(name)
            app.see('label', something)
        app.key('shift+Tab', 'shift+Tab')
        app.tab_page('Attendance')
        chart = app.tab_to('image', 'K.E.')
        sentence = chart.description
        app.key('Home', 'Right')
        harness.wait_for(lambda: chart.description != sentence and sentence in chart.description, 'the chosen mark to be said first')
        app.key('t')
        table = app.find('tree table', chart.name)
        assert harness.wait_for(lambda: app.rows(table), 'rows of the table')
        app.key('alt+Left')
        app.see('label', 'of 18 children')


def read(path):
    return subprocess.run(['pdftotext', '-layout', path, '-'], check=True, capture_output=True, text=True).stdout


def job_5_a_pack_is_looked_at_and_saved():
    with tempfile.TemporaryDirectory() as folder, Hands() as app:
        paper = pathlib.Path(folder, 'paper.pdf')
        app.find_child(CHILD)
        app.open_window('alt+p', 'Prepare Pack')
        app.key('alt+f')
        app.type_into('text', 'For whom (a named recipient)', 'S. Worker')
        app.open_window('alt+r', 'Preview')
        app.see('label', 'Page 1 of')
        app.key('ctrl+Page_Down')
        app.see('label', 'Page 2 of')
        app.key('ctrl+s')
        app.choose_file('Save the Paper', str(paper))
        harness.wait_for(paper.exists, 'the paper')
        app.see('label', 'Saved.')
        assert 'for S. Worker' in read(paper)
        app.key('Escape')
        app.leave('Prepare Pack')


def job_5_a_meeting_is_held_and_written_up():
    with Hands() as app:
        app.find_child(CHILD)
        app.open_window('alt+m', 'Meeting')
        for heading, words in (('Working well', 'Art club every Thursday'), ('Targets', 'Read aloud to a friend'), ('Actions', 'Order the reading books')):
            app.tab_to('text', heading + ': what is said')
            app.type(words)
            app.key('Return')
            app.see('label', words)
        app.open_window('alt+e', 'Was this meeting held today?')     # it was set for December
        app.key('alt+h')
        app.see('label', 'The meeting is held')
        harness.wait_for(lambda: 'Art club every Thursday' in app.text(app.find('text', 'Minutes')), 'the minutes')
        app.open_window('alt+p', 'Preview')
        app.see('label', 'Page 1 of')
        app.key('Escape')
        app.wait_active('Meeting')
        app.open_window('alt+l', 'Haven')


harness.run_tests([
    job_1_open_and_unlock_and_a_form_survives_the_lock, job_2_today_says_why_and_opens_the_place, job_3_a_file_is_imported_and_taken_back,
    job_4_a_child_s_page_its_tabs_charts_and_tables, job_5_a_pack_is_looked_at_and_saved, job_5_a_meeting_is_held_and_written_up,
])
