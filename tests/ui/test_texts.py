# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in a language that nobody speaks: whatever the program itself says wears brackets, so what does not was forgotten.

Its letters are accented and its vowels doubled (tests/support/catalogue.py), so that a forgotten word shows among translated ones
too, and a text that is too long for its place shows in a picture. What people wrote, and what stands in data/reference, is left as it is.
"""
import contextlib
import csv
import os
import pathlib
import re
import sys
import tempfile


import harness
from haven_app import Haven, TYPE_NAME

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests' / 'support'))
import catalogue  # noqa: E402

# What GTK and libadwaita say themselves, in a language that they have.
OF_THE_TOOLKIT = {
    'Close', 'Minimize', 'Maximize', 'Close the window', 'Minimize the window', 'Maximize the window', 'Show Text', 'Hide Text', 'Caps Lock is on', 'Page_Up', 'Page_Down', 'Shift', 'Ctrl', 'Alt',
}
# A name and a marking of the government's are the same in every language.
EVERYWHERE = {'Haven', 'OFFICIAL-SENSITIVE'}
# Wording that stands in data, with its source and its date, and invented people's own words
LEFT_OUT = {'synonyms.json', 'common-passphrases.txt'}


def demo_words():
    """Every literal that the invented school is made of and that is not translated."""
    for source in (ROOT / 'src').glob('*/haven-*demo*.c'):
        code = re.sub(r'/\*.*?\*/|#include[^\n]*', '', source.read_text(encoding='utf-8'), flags=re.S)
        yield from (part for text in catalogue.STRING.findall(code) for part in re.split(r'%[a-z0-9.]+', text))


def reference_words():
    for path in (ROOT / 'data' / 'reference').iterdir():
        if path.name in LEFT_OUT:
            continue
        with path.open(encoding='utf-8', newline='') as file:
            if path.suffix == '.csv':
                yield from (part for row in csv.reader(file) for part in row)
            elif path.suffix == '.json':
                yield from catalogue.STRING.findall(file.read())
            elif path.suffix == '.txt':
                yield from re.split(r'\n|\{\w+\}', file.read())


def known_words():
    words = {word.strip(' .,;:') for word in [*demo_words(), *reference_words()]} | OF_THE_TOOLKIT | EVERYWHERE
    words |= {word[:1].upper() + word[1:] for word in words}  # as a heading has them
    return sorted((word for word in words if re.search('[A-Za-z]{2}', word)), key=len, reverse=True)


A_PATH = re.compile(r'(?<!\S)(?:/[\w.-]+){2,}|[\w-]+\.haven')
KNOWN = re.compile(r'(?<![A-Za-z])(?:' + '|'.join(map(re.escape, known_words())) + r')(?![A-Za-z])')
TEMPLATE, COMPLAINTS = catalogue.template(ROOT)
TEXTS = [text.replace('_', '') for text, _ in catalogue.entries(TEMPLATE)]


def forgotten(text):
    """The words of the program in a text that no translator was given; a page's lines break anywhere."""
    text = ' '.join(text.split())
    return [part for part in catalogue.untranslated(KNOWN.sub('', A_PATH.sub('', text))) if re.search('[A-Za-z]{3}', part)]


def in_pseudo(text):
    """What a test calls something, as the window calls it now; a child's name stays."""
    if text is None or not any(text.rstrip(' ') in known for known in TEXTS):
        return text
    return catalogue.in_pseudo(text)


class Pseudo(Haven):
    """The window in the pseudo language; what looks for English finds what it became."""

    folder = tempfile.TemporaryDirectory()
    catalogue.write_pseudo(TEMPLATE, folder.name)

    def __init__(self, *arguments, **more):
        self.found = {}      # each text once, where it was met first
        super().__init__(*arguments, env={'LANGUAGE': 'xx', 'HAVEN_TEST_TEXTS': self.folder.name, 'LD_PRELOAD': os.environ['HAVEN_TEXTS_ELSEWHERE'],
                                          'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'}, **more)

    def _is_called(self, node, name):
        plain = name in (node.name, None)
        return plain or super()._is_called(node, catalogue.bracketed(name)) or super()._is_called(node, name)

    def all(self, role=None, name=None, within=None, visible=True, contains=None, thorough=False):
        return super().all(role, name, within, visible, in_pseudo(contains), thorough)

    def wait_active(self, title):
        super().wait_active(catalogue.bracketed(title) if title != 'Haven' and title in TEXTS else title)

    def texts(self):
        """What is or may be seen or read aloud, (role, text): what another page or a closed menu holds too."""
        for item, node_of in self.tree.below(thorough=True):
            if self.tree.role(item) == 'application':
                continue
            said = [item.description if TYPE_NAME.match(item.name) else item.name, item.description]
            with contextlib.suppress(*harness.VANISHED):
                said += [self.text(node_of())] if 'org.a11y.atspi.Text' in item.interfaces else []
            yield from ((self.tree.role(item), text) for text in said if text)

    def check(self, place):
        for role, text in self.texts():
            if forgotten(text):
                self.found.setdefault(text, f'{place}: {role} “{text}”: {forgotten(text)}')

    def __exit__(self, kind, error, trace):
        super().__exit__(kind, error, trace)
        assert kind is not None or not self.found, '\n'.join(self.found.values())


def every_view_is_translated():
    with Pseudo() as app:
        app.find('list', 'Now')
        app.check('today')
        for view, something in (('children', ('tree table', None)), ('cohort', ('image', 'points')), ('training', ('push button', 'Book: ')),
                                ('share', ('push button', ': protected'))):
            app.go(view)
            app.find(something[0], contains=something[1])
            app.check(view)


def every_tab_of_a_child_is_translated():
    with Pseudo() as app:
        app.open_child('Keira Edwards')
        for name in ('Overview', 'Attendance', 'Suspensions', 'Learning', 'Wellbeing', 'Meetings', 'Record'):
            app.click(app.find('page tab', name))
            app.check(name)


def every_form_is_translated():
    with Pseudo() as app:
        app.open_child('Keira Edwards')
        for keys, title in (('ctrl+shift+s', 'New Suspension'), ('ctrl+shift+m', 'New Meeting'), ('ctrl+shift+n', 'New Note')):
            app.key(keys)
            app.wait_active(title)
            app.find('push button', contains='Save')
            app.check(title)
            app.key('Escape')
            app.wait_active('Haven')
        app.act('push button', None, contains='Prepare pack')
        app.wait_active('Prepare Pack')
        app.check('Prepare Pack')


def preferences_and_shortcuts_are_translated():
    with Pseudo() as app:
        for keys, title in (('ctrl+comma', 'Preferences'), ('ctrl+question', 'Keyboard Shortcuts')):
            app.key(keys)
            app.wait_active(title)
            app.check(title)
            app.key('Escape')
            app.wait_active('Haven')


def the_locked_page_and_the_import_are_translated():
    with Pseudo() as app:
        app.key('ctrl+i')
        app.find('push button', contains='Choose a file')
        app.check('import')
        app.lock()
        app.check('locked')


def papers_and_the_round_are_translated():
    with Pseudo() as app:
        app.open_child('Keira Edwards')
        app.act('push button', None, contains='Prepare pack')
        app.wait_active('Prepare Pack')
        app.set_text('text', 'For whom (a named recipient)', 'Helen Marsh')
        app.see('label', 'Not in it: ')
        app.press('Preview…')
        app.wait_active('Preview')
        app.find('page tab', 'Field by field')
        app.check('preview')
        app.key('Escape')
        app.wait_active('Prepare Pack')
        app.key('Escape')
        app.wait_active('Haven')
        for keys, entry in (('ctrl+t', 'Text of the letter'), ('ctrl+r', 'One new action')):
            app.key(keys)
            app.find('text', entry)
            app.check(entry)


def a_meeting_is_translated():
    with Pseudo() as app:
        app.open_child('Keira Edwards')
        app.act('push button', None, contains='Meeting view')
        app.wait_active('Meeting')
        app.see('label', 'Working well')
        app.check('meeting')
        app.act('push button', None, contains='End meeting')
        app.see('label', 'It is set for')
        app.check('whether it was held today')
        app.act('push button', None, contains='Held today')
        app.see('label', 'The meeting is held')
        app.check('after the meeting')


def the_first_start_is_translated():
    with tempfile.TemporaryDirectory() as folder, Pseudo('--store', folder + '/first.haven', demo=False) as app:
        app.set_text('text', 'Name of the school', 'Invented High School')
        app.find('push button', contains='Create the store')
        app.check('first start')


harness.run_tests([
    every_view_is_translated, every_tab_of_a_child_is_translated, every_form_is_translated, preferences_and_shortcuts_are_translated,
    the_locked_page_and_the_import_are_translated, papers_and_the_round_are_translated, a_meeting_is_translated, the_first_start_is_translated,
])
