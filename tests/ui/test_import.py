# SPDX-License-Identifier: GPL-3.0-or-later
"""From nothing to a school: a first store, a first file, what it would change, done, and taken back."""
import contextlib
import os
import pathlib
import tempfile

import pyatspi

import harness
from haven_app import Haven

SAMPLES = pathlib.Path(os.environ['HAVEN_TEST_DATA']) / 'mis'
GOOD = 'tide mill lantern'


def begin(app, passphrase=GOOD):
    app.set_text('text', 'Name of the school', 'Invented Primary')
    app.set_text('text', 'URN (six digits)', '123456')
    app.set_text('text', 'Your name', 'A. Invented')
    app.set_text('text', 'Passphrase (best of 15 characters or more)', passphrase)
    app.set_text('text', 'Passphrase again', passphrase)
    app.press('Create the store')


@contextlib.contextmanager
def first_store():
    """Haven open on a store that was made just now, and a folder for files."""
    with tempfile.TemporaryDirectory() as folder, Haven('--store', folder + '/first.haven', demo=False) as app:
        begin(app)
        app.find('list', 'Views', patience=4 * harness.PATIENCE)
        yield app, folder


def choose(app, path):
    app.key('ctrl+i')
    app.act('push button', None, contains='Choose a file')
    app.choose_file('Choose Files of the MIS', str(path))


def take_in(app):
    """The preview is seen before anything is written."""
    app.see('label', 'Nothing is written yet')
    app.act('push button', '_Import Import')


@contextlib.contextmanager
def open_school():
    """A first store that has two pupils."""
    with first_store() as (app, folder):
        choose(app, write(folder, 'pupils.csv', PUPILS))
        take_in(app)
        app.see('label', 'It is in the records')
        yield app, folder


def a_first_start_makes_a_store_and_asks_for_a_good_passphrase():
    with tempfile.TemporaryDirectory() as folder, Haven('--store', folder + '/first.haven', demo=False) as app:
        begin(app, 'password1')
        app.see('label', 'guess')
        assert not app.shows('list', 'Views')
        begin(app)
        app.find('list', 'Views', patience=4 * harness.PATIENCE)
        app.see('label', 'Invented Primary')
        assert {'keys', 'store.db'} <= set(os.listdir(folder + '/first.haven'))


def a_file_is_previewed_imported_and_taken_back():
    with first_store() as (app, _):
        choose(app, SAMPLES / 'pupils.csv')
        app.see('label', 'pupils.csv')
        take_in(app)
        app.see('list item', 'Pupils · pupils.csv')
        choose(app, SAMPLES / 'statuses.csv')
        take_in(app)
        app.see('list item', 'Statuses · statuses.csv')
        app.go('children')
        app.see('label', ' children')
        app.find('tree table', 'Children with a social worker, now or before')
        app.key('ctrl+i')
        app.act('push button', 'Undo the import of statuses.csv')
        app.see('label', ', undone ')
        app.go('children')
        app.see('label', 'No children with a social worker yet')


def write(folder, name, text):
    path = os.path.join(folder, name)
    pathlib.Path(path).write_text(text, encoding='utf-8')
    return path


def pick(app, row, word, steps=1):
    """A line of a drop-down by its keys: GTK 4.8 gives it no accessible action."""
    app.click(app.find('combo box', None, contains=row))
    app.find('list item', word)
    app.key(*['Down'] * steps, 'Return')


PUPILS = ('UPN,Adno,Surname,Forename,DOB,Year,Form\n'
          'B801200005001,000123,Brown,Amara,2012-03-14,9,9B\n'
          'U502400200093,000456,Evans,Ben,2012-03-15,9,9C\n')


def what_the_file_does_not_say_is_asked_and_remembered():
    with open_school() as (app, folder):
        choose(app, write(folder, 'marks.csv', 'UPN,Date,Session,Mark\nB801200005001,03/04/2025,AM,/\nB801200005001,03/04/2025,PM,N\n'))
        app.see('label', 'Haven has to know first')
        app.see('label', 'could be two days')
        assert not enabled(app.find('push button', None, contains='Continue'))
        pick(app, 'could be two days', '3 April 2025')
        harness.wait_for(lambda: enabled(app.find('push button', None, contains='Continue')), 'the answer to be taken')
        app.act('push button', None, contains='Continue')
        app.see('label', 'Nothing is written yet')
        app.see('label', '3 April 2025')
        app.act('push button', '_Import Import')
        app.see('list item', 'Attendance marks · marks.csv')
        # The next file of this shape is not asked about again.
        choose(app, write(folder, 'next.csv', 'UPN,Date,Session,Mark\nB801200005001,04/04/2025,AM,/\n'))
        app.see('label', 'Nothing is written yet')
        app.see('label', '4 April 2025')


def columns_without_a_known_name_are_given_one():
    with open_school() as (app, folder):
        choose(app, write(folder, 'odd.csv', 'Zed,Who,Bit,Tally\nx,Brown,one,5\ny,Evans,two,7\n'))
        app.see('label', 'What the columns mean')
        app.see('label', 'Haven cannot tell what is in this file')
        app.act('push button', '_Cancel Cancel')
        app.see('push button', 'Choose a file')


def a_list_of_the_authority_is_ticked_line_by_line():
    with open_school() as (app, folder):
        choose(app, write(folder, 'list.csv', 'Surname,Forename,DOB,Status,Start Date,Local Authority\n'
                                              'Brown,Amara,2012-03-14,CIN,2025-10-01,Invented County\n'
                                              'Nobody,Zed,2011-01-13,CP,2025-10-01,Invented County\n'))
        app.see('label', 'Nothing is written yet')
        app.see('label', 'New on the list')
        app.see('label', 'On theirs only')
        assert not enabled(app.find('push button', '_Import Import'))
        app.click(app.find('check box', None, contains='Amara Brown'))
        harness.wait_for(lambda: enabled(app.find('push button', '_Import Import')), 'the tick to count')
        app.act('push button', '_Import Import')
        app.see('list item', 'List from the authority · list.csv')
        app.go('children')
        app.find('tree table', 'Children with a social worker, now or before')
        app.see('label', 'Amara')


def the_export_is_deleted_when_it_has_done_its_work():
    with open_school() as (app, folder):
        app.act('push button', 'Delete the export pupils.csv')
        harness.wait_for(lambda: not os.path.exists(folder + '/pupils.csv'), 'the export to go')
        app.see('label', 'deleted')
        app.act('push button', 'Undo what was just imported from pupils.csv')
        app.see('label', ', undone ')


def all_four_steps_go_by_keys_alone():
    with first_store() as (app, folder):
        pupils = write(folder, 'pupils.csv', PUPILS)
        marks = write(folder, 'marks.csv', 'UPN,Date,Session,Mark\nB801200005001,03/04/2025,AM,/\nB801200005001,03/04/2025,PM,zz\n')
        app.key('ctrl+i')
        app.tab_to('push button', '_Choose a file')
        app.key('Return')
        app.choose_file('Choose Files of the MIS', pupils)
        app.see('label', 'Nothing is written yet')
        app.tab_to('push button', '_Import')
        app.key('Return')
        app.see('label', 'It is in the records')
        app.key('ctrl+i')
        app.tab_to('push button', '_Choose a file')
        app.key('Return')
        app.choose_file('Choose Files of the MIS', marks)
        app.see('label', 'Haven has to know first')
        app.tab_to('combo box', '“03/04/2025” could be two days')
        app.key('space')
        app.find('list item', '3 April 2025')
        app.key('Down', 'Return')
        harness.wait_for(lambda: enabled(app.find('push button', None, contains='Continue')), 'the answer to be taken')
        app.tab_to('push button', 'Con_tinue')
        app.key('Return')
        app.see('label', 'Nothing is written yet')
        app.tab_to('push button', 'C_olumns')
        app.key('Return')
        app.see('label', 'What the columns mean')
        app.tab_to('push button', 'Con_tinue')
        app.key('Return')
        app.see('label', 'Nothing is written yet')
        app.tab_to('push button', '_Import')
        app.key('Return')
        app.see('list item', 'Attendance marks · marks.csv')


def enabled(node):
    return node.getState().contains(pyatspi.STATE_SENSITIVE)


def what_is_not_a_file_of_the_mis_is_refused_in_words():
    with Haven() as app:
        with tempfile.NamedTemporaryFile('w', suffix='.csv') as nonsense:
            nonsense.write('no columns here\n')
            nonsense.flush()
            choose(app, nonsense.name)
            app.see('label', 'That could not be done')


harness.run_tests([
    a_first_start_makes_a_store_and_asks_for_a_good_passphrase, a_file_is_previewed_imported_and_taken_back,
    what_the_file_does_not_say_is_asked_and_remembered, columns_without_a_known_name_are_given_one,
    a_list_of_the_authority_is_ticked_line_by_line, the_export_is_deleted_when_it_has_done_its_work,
    what_is_not_a_file_of_the_mis_is_refused_in_words, all_four_steps_go_by_keys_alone,
])
