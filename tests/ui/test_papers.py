# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers before they leave: asked for, looked at page by page, copied field by field, saved, and told to the store."""
import contextlib
import os
import pathlib
import subprocess
import tempfile

import harness
from haven_app import Haven, TODAY
from stores import Store

CHILD = 'Keira Edwards'
SHOTS = os.environ.get('HAVEN_SHOTS')


def shot(app, name):
    """Each place that is looked at has a name for everything that can have the focus."""
    nameless = [name for name in app.unnamed() if 'AdwToast' not in name]   # its own button, for as long as it stands
    assert not nameless, nameless
    if SHOTS:
        app.shot(f'{SHOTS}/{name}.png')


def ask(app, recipient):
    app.open_child(CHILD)
    app.act('push button', None, contains='Prepare pack')
    app.wait_active('Prepare Pack')
    app.set_text('text', 'For whom (a named recipient)', recipient)


def preview(app):
    app.press('Preview…')
    app.wait_active('Preview')
    app.see('label', 'Page 1 of')


def practice_24_what_is_left_out_is_said_before_it_is_made():
    with Haven() as app:
        ask(app, 'S. Worker')
        app.see('label', 'Not in it: Names of other children')
        shot(app, 'pack-form')
        app.set_text('text', 'For whom (a named recipient)', CHILD)
        app.see('label', 'For the young person, in plain words')
        app.see('label', 'Not in it: Scores, suspensions, status')


def the_pages_are_turned_by_keyboard():
    with Haven() as app:
        ask(app, 'S. Worker')
        preview(app)
        shot(app, 'preview')
        app.key('ctrl+Page_Down')
        app.see('label', 'Page 2 of')
        count = app.see('label', 'Page 2 of').name.split()[3]
        app.key('ctrl+End')
        app.see('label', f'Page {count} of {count}')
        app.key('ctrl+Home')
        app.see('label', 'Page 1 of')
        app.key('ctrl+plus')
        app.see('label', 'not PDF/UA')
        app.key('Escape')
        app.wait_active('Prepare Pack')


def fields_are_copied_one_by_one():
    with Haven() as app:
        ask(app, 'S. Worker')
        preview(app)
        app.click(app.find('page tab', 'Field by field'))
        app.see('label', 'Attendance this year')
        app.find('push button', 'Copy: Strengths')
        app.act('push button', 'Copy: Attendance this year')
        app.find('push button', contains='Copied')
        shot(app, 'fields')
        app.click(app.find('page tab', 'Text'))
        app.press('Copy all of it')


def it_is_saved_where_somebody_says_and_in_the_list_of_who_has_what():
    with tempfile.TemporaryDirectory() as folder, Haven() as app:
        paper = pathlib.Path(folder) / 'paper.pdf'
        ask(app, 'S. Worker')
        preview(app)
        app.key('ctrl+s')
        app.choose_file('Save the Paper', str(paper))
        harness.wait_for(paper.exists, 'the paper')
        app.see('label', 'Saved.')
        words = subprocess.run(['pdftotext', '-layout', paper, '-'], check=True, capture_output=True, text=True).stdout
        assert 'for S. Worker' in words, words[:500]
        assert [entry.name for entry in pathlib.Path(folder).iterdir()] == ['paper.pdf']


def printing_asks_where_and_can_be_left():
    with Haven() as app:
        ask(app, 'S. Worker')
        preview(app)
        app.key('ctrl+p')
        app.wait_active('Print')
        app.act('push button', None, contains='Preview', within=next(window for window in app.root if window.name == 'Print'))
        app.see('label', 'as they will be printed')     # no file is written for another program to show
        app.wait_active('Preview')
        app.key('ctrl+p')
        app.wait_active('Print')
        app.key('Escape')
        app.wait_active('Preview')
        app.see('label', 'Page 1 of')


def write_places(folder):
    """Where papers are printed to: GTK asks the desktop for the folder of documents."""
    (folder / 'user-dirs.dirs').write_text(f'XDG_DOCUMENTS_DIR="{folder}"\n', encoding='utf-8')
    return {'XDG_CONFIG_HOME': str(folder), 'XDG_DATA_HOME': str(folder / 'data')}


def print_to_file(app):
    """The first line of GTK's list of printers, by keyboard."""
    app.key('ctrl+p')
    app.wait_active('Print')
    app.find('label', 'Print to File')
    window = next(window for window in app.root if window.name == 'Print')
    app.key('Tab', 'Down', 'space')
    paper = app.find('push button', contains='.pdf', within=window).name
    app.act('push button', 'Print', within=window)
    app.wait_active('Preview')
    return paper


def read_info(paper):
    return subprocess.run(['pdfinfo', paper], check=True, capture_output=True, text=True).stdout


def practice_24_what_is_printed_is_one_child_for_one_reader_and_told_to_the_store():
    with tempfile.TemporaryDirectory() as folder, Store() as store:
        folder = pathlib.Path(folder)
        others = store.names() - set(CHILD.split())
        with Haven('--store', str(store.path), '--today', TODAY, '--view', 'today', demo=False, env=write_places(folder)) as app:
            app.unlock(who='D. Lead')
            ask(app, 'S. Worker')
            preview(app)
            count = app.see('label', 'Page 1 of').name.split()[3]
            paper = folder / print_to_file(app).rpartition('/')[2]
            harness.wait_for(lambda: paper.exists() and paper.read_bytes().rstrip().endswith(b'%%EOF'), 'the paper')
            words = subprocess.run(['pdftotext', '-layout', paper, '-'], check=True, capture_output=True, text=True).stdout
            assert words.count(' for S. Worker') >= int(count) and f'Pages:           {count}\n' in read_info(paper), words[:500]
            assert words.count('Page 1 of ') == 1, 'one job, one paper'
            assert CHILD in words and not [name for name in others if f' {name} ' in words]
            assert not [word for word in CHILD.split() if word in read_info(paper) or word in str(paper)]
            for left in folder.rglob('*.xbel'):
                assert not [word for word in CHILD.split() if word in left.read_text(encoding='utf-8')]
            assert 'Paper from Haven' in read_info(paper) or 'Title' not in read_info(paper)
        told = [line['detail'] for line in store.run('audit')['audit'] if line['action'] == 'paper']
        assert len(told) == 1 and 'printed' in told[0] and 'S. Worker' in told[0], told


def chosen_restricted_entries_are_in_it_and_no_others():
    chosen, left = 'Said in confidence at the gate', 'Said in confidence at the door'
    with Store() as store:
        with Haven('--store', str(store.path), '--today', TODAY, '--view', 'today', demo=False) as app:
            app.unlock(who='D. Lead')
            app.open_child(CHILD)
            for words in (chosen, left):
                app.key('ctrl+shift+n')
                app.wait_active('New Note')
                app.set_text('text', 'Note', words)
                app.act('check box', 'Restricted: stays out of every paper unless chosen')
                app.act('push button', None, contains='Save')
                app.wait_active('Haven')
                app.see('label', 'Note recorded')
                app.put_toasts_away()
            app.act('push button', None, contains='Prepare pack')
            app.wait_active('Prepare Pack')
            app.set_text('text', 'For whom (a named recipient)', 'S. Worker')
            app.see('label', '2 restricted entries')
            app.find('check box', None, contains='number 2')
            app.act('check box', None, contains='number 1')
            app.see('label', '1 restricted entry')
            shot(app, 'restricted')
            preview(app)
            app.click(app.find('page tab', 'Text'))
            paper = app.find('text', 'Text of the paper')
            harness.wait_for(lambda: 'Said in confidence' in app.text(paper), 'the chosen entry')
            assert chosen in app.text(paper) and left not in app.text(paper)
        assert store.audit().count('view-restricted') == 1


def several_recipients_have_an_edition_each():
    with Haven() as app:
        ask(app, 'S. Worker; ' + CHILD)
        app.see('label', 'For the young person, in plain words')
        preview(app)
        shot(app, 'two-editions')
        app.click(app.find(None, 'For whom'))
        app.key('Down', 'Return')
        app.click(app.find('page tab', 'Text'))
        harness.wait_for(lambda: 'your meeting' in app.text(app.find('text', 'Text of the paper')), 'the young person’s edition')


def prepare(app):
    app.open_child(CHILD)
    app.press('Prepare meeting')
    app.see('label', 'Where it stands')


def choose(app, box, place, words):
    """From a list that opens; a key that is pressed before the list has the focus is lost: a person presses it again."""
    def is_chosen():
        return app.shows('list item', words, within=app.find('combo box', box))

    def chosen():
        app.click(app.bring_into_sight(app.find('combo box', box)))
        app.find('list item', words)
        app.key('Home', *['Down'] * place, 'Return')
        with contextlib.suppress(AssertionError):
            harness.wait_for(is_chosen, words, 5)
        return is_chosen()
    harness.wait_for(chosen, words)


def practice_22_a_click_says_where_a_meeting_stands():
    with Haven() as app:
        prepare(app)
        meeting = 'Core group, 17 December 2025 at 12:00'
        app.see('label', 'Papers go out by')
        for place, state in ((1, 'In progress'), (2, 'Ready')):
            choose(app, meeting, place, state)
        app.key('ctrl+z')
        harness.wait_for(lambda: app.shows('list item', 'In progress', within=app.find('combo box', meeting)), 'what it was before')


def what_is_to_come_has_not_been_held():
    with Haven() as app:
        prepare(app)
        meeting = 'Core group, 17 December 2025 at 12:00'
        app.click(app.bring_into_sight(app.find('combo box', meeting)))
        app.find('list item', 'Returned')
        app.key('Home', 'Down', 'Down', 'Down', 'Return')
        app.see('label', 'This meeting is on 17 December 2025, a day that is still to come')
        shot(app, 'not-held')
        app.key('Escape')
        app.wait_active('Haven')
        assert app.shows('list item', 'Not started', within=app.find('combo box', meeting))


def practice_22_papers_are_sent_of_what_was_held():
    with Haven() as app:
        prepare(app)
        app.act('push button', None, contains='Meeting view')
        app.wait_active('Meeting')
        app.act('push button', None, contains='End meeting')
        app.wait_active('Was this meeting held today?')
        app.see('label', 'It is set for 17 December 2025')
        shot(app, 'held-today')
        app.act('push button', 'Held today')
        app.wait_active('Meeting')
        app.see('label', 'The meeting is held')
        app.act('push button', None, contains='Close')
        app.wait_active('Haven')
        meeting = 'Core group, 21 November 2025 at 12:00'
        for place, state in ((4, 'Sent'), (6, 'Complete')):
            choose(app, meeting, place, state)
        app.see('label', 'Papers sent on 21 November 2025.')


def sentences_are_edited_struck_out_and_kept():
    with Haven() as app:
        prepare(app)
        app.see('label', 'What has changed')
        made = app.find('push button', contains='Strike it out: ').name.removeprefix('Strike it out: ')
        shot(app, 'prepare')
        app.click(app.find('push button', 'Edit: ' + made))
        app.set_text('text', 'The sentence as it shall stand', 'In the school’s own words.')
        app.press('Keep this')
        app.see('label', 'In the school’s own words.')
        app.see('label', 'Edited')
        app.act('push button', 'Strike it out: In the school’s own words.')
        app.find('push button', 'Put it back: In the school’s own words.')
        app.act('push button', 'Put it back: In the school’s own words.')
        app.find('push button', 'Edit: In the school’s own words.')
        app.click(app.find('push button', 'Edit: In the school’s own words.'))
        app.press('Haven’s own words')
        app.see('label', made)


def a_letter_has_its_facts_and_is_looked_at_first():
    with Haven() as app:
        app.open_child(CHILD)
        app.key('ctrl+t')
        app.see('label', 'Letters and notices')
        app.find('text', 'Text of the letter')
        app.set_text('text', 'For whom (a named recipient)', 'A. Parent')
        harness.wait_for(lambda: 'Dear A. Parent' in app.text(app.find('text', 'Text of the letter')), 'the letter')
        shot(app, 'letters')
        app.press('Preview, print or save…')
        app.wait_active('Preview')
        app.see('label', 'Page 1 of')
        shot(app, 'letter-preview')
        app.key('Escape')
        app.wait_active('Haven')


def practice_26_the_round_goes_from_child_to_child():
    with Haven() as app:
        app.see('label', 'marks to')
        app.key('ctrl+r')
        app.see('label', 'Child 1 of')
        shot(app, 'round')
        app.set_text('text', 'What is said', 'Settled since half term')
        app.set_text('text', 'One new action', 'Ring the carer about Mondays')
        app.press('Next child')
        app.see('label', 'Child 2 of')
        assert app.text(app.find('text', 'What is said')) == ''
        app.press('Previous')
        app.see('label', 'Child 1 of')
        assert app.text(app.find('text', 'What is said')) == 'Settled since half term'


def practice_40_a_report_is_looked_at_and_its_sentences_are_edited():
    with Haven() as app:
        app.see('label', 'marks to')
        app.key('F10')
        app.find(None, 'Reports')
        app.key('o')
        app.see('label', 'Its sentences')
        made = app.find('push button', contains='Strike it out: ').name.removeprefix('Strike it out: ')
        shot(app, 'reports')
        app.act('push button', 'Edit: ' + made)
        app.set_text('text', 'The sentence as it shall stand', 'What governors should know.')
        app.press('Keep this')
        app.see('label', 'What governors should know.')
        app.press('Preview, print or save…')
        app.wait_active('Preview')
        app.see('label', 'Page 1 of')
        shot(app, 'report-preview')
        app.click(app.find('page tab', 'Text'))
        harness.wait_for(lambda: 'What governors should know.' in app.text(app.find('text', 'Text of the paper')), 'the edit')


TESTS = [practice_24_what_is_left_out_is_said_before_it_is_made, the_pages_are_turned_by_keyboard, fields_are_copied_one_by_one,
         it_is_saved_where_somebody_says_and_in_the_list_of_who_has_what, several_recipients_have_an_edition_each,
         printing_asks_where_and_can_be_left, practice_24_what_is_printed_is_one_child_for_one_reader_and_told_to_the_store,
         chosen_restricted_entries_are_in_it_and_no_others, practice_22_a_click_says_where_a_meeting_stands, what_is_to_come_has_not_been_held,
         practice_22_papers_are_sent_of_what_was_held,
         sentences_are_edited_struck_out_and_kept, a_letter_has_its_facts_and_is_looked_at_first,
         practice_26_the_round_goes_from_child_to_child, practice_40_a_report_is_looked_at_and_its_sentences_are_edited]
harness.run_tests(TESTS)
