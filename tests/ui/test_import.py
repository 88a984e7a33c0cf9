# SPDX-License-Identifier: GPL-3.0-or-later
"""From nothing to a school: a first store, a first file, what it would change, done, and taken back."""
import os
import pathlib
import tempfile

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


def import_file(app, name):
    app.key('ctrl+i')
    app.act('push button', None, contains='Choose a file')
    app.choose_file('Choose Files of the MIS', str(SAMPLES / name))


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
    with tempfile.TemporaryDirectory() as folder, Haven('--store', folder + '/first.haven', demo=False) as app:
        begin(app)
        app.find('list', 'Views', patience=4 * harness.PATIENCE)
        import_file(app, 'pupils.csv')
        app.see('label', 'Nothing is written yet')
        app.see('label', 'pupils.csv')
        app.act('push button', '_Import Import')
        app.see('list item', 'Pupils · pupils.csv')
        import_file(app, 'statuses.csv')
        app.see('label', 'Nothing is written yet')
        app.act('push button', '_Import Import')
        app.see('list item', 'Statuses · statuses.csv')
        app.go('children')
        app.see('label', ' children')
        app.find('tree table', 'Children with a social worker, now or before')
        app.key('ctrl+i')
        app.act('push button', 'Undo the import of statuses.csv')
        app.see('label', ', undone ')
        app.go('children')
        app.see('label', 'No children with a social worker yet')


def what_is_not_a_file_of_the_mis_is_refused_in_words():
    with Haven() as app:
        with tempfile.NamedTemporaryFile('w', suffix='.csv') as nonsense:
            nonsense.write('this,is,no\nexport,of,anything\n')
            nonsense.flush()
            app.key('ctrl+i')
            app.act('push button', None, contains='Choose a file')
            app.choose_file('Choose Files of the MIS', nonsense.name)
            app.see('label', 'That could not be done')


harness.run_tests([
    a_first_start_makes_a_store_and_asks_for_a_good_passphrase, a_file_is_previewed_imported_and_taken_back,
    what_is_not_a_file_of_the_mis_is_refused_in_words,
])
