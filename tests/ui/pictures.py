# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of every view and state, in every dress: for the eyes of whoever changes how Haven looks, and for Help. build-aux/pictures runs it.

    pictures.py FOLDER [DRESS...]     dresses: light dark high-contrast dark-high-contrast large-text small-screen narrow welsh
    pictures.py --screenshots         those that the catalogues of software and README show, in data/screenshots
"""
import contextlib
import os
import pathlib
import sys
import tempfile
import time

import pyatspi

import harness
from haven_app import Haven, PASSPHRASE, TODAY, twice_the_text
from stores import Store

# What makes a dress: the environment, and the size of the window
DRESSES = {
    'light': ({}, None),
    'dark': ({'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}, None),
    'high-contrast': ({'ADW_DEBUG_HIGH_CONTRAST': '1'}, None),
    'dark-high-contrast': ({'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark', 'ADW_DEBUG_HIGH_CONTRAST': '1'}, None),
    'large-text': ({}, (1366, 768)),
    'small-screen': ({}, (1366, 768)),
    'narrow': ({}, (600, 700)),
    'welsh': ({'LANGUAGE': 'cy', 'HAVEN_TEST_TEXTS': os.environ.get('HAVEN_TEXTS'), 'LD_PRELOAD': os.environ.get('HAVEN_TEXTS_ELSEWHERE')}, None),
}
SCREENSHOTS = pathlib.Path(__file__).parents[2] / 'data' / 'screenshots'
TABS = ('attendance', 'suspensions', 'learning', 'wellbeing', 'meetings', 'record')


class Studio:
    """Haven in one dress, and where its pictures go"""

    def __init__(self, folder, dress):
        self.environment, self.size = DRESSES[dress]
        self.folder = pathlib.Path(folder, dress)
        self.folder.mkdir(parents=True, exist_ok=True)

    def open(self, *arguments, demo=True):
        home = tempfile.mkdtemp()
        pathlib.Path(home, 'gtk-4.0').mkdir()
        pathlib.Path(home, 'gtk-4.0', 'settings.ini').write_text('[Settings]\ngtk-enable-animations=false\n', encoding='utf-8')
        app = Haven(*arguments, demo=demo, env={**self.environment, 'XDG_CONFIG_HOME': home})
        if self.size:
            app.resize('Haven', *self.size)
        return app

    def take(self, app, name):
        """When the window has stood still for a moment: a person who looks waits as long."""
        before, after = self.folder / (name + '.png'), self.folder / '.again.png'
        for _ in range(20):
            app.shot(str(before))
            time.sleep(.3)
            app.shot(str(after))
            if before.read_bytes() == after.read_bytes():
                break
        after.unlink()


def take_views(studio, views=('today', 'children', 'cohort', 'training', 'share')):
    for view in views:
        with studio.open('--view', view) as app:
            harness.wait_for(lambda app=app: len(list(app.all('label'))) > 12, view)
            studio.take(app, view)


def take_a_child(studio):
    with studio.open('--view', 'children') as app:
        app.key('ctrl+f')
        app.type('keira')
        app.key('Return')
        time.sleep(1)
        studio.take(app, 'child-overview')
        harness.wait_for(lambda: len(list(app.all('page tab'))) > len(TABS), 'the tabs')
        app.tab_to('page tab', '')
        for tab in TABS:        # by keyboard: in a narrow window not all of them can be clicked
            before = app.focused()
            app.key('Right')
            harness.wait_for(lambda before=before: app.focused() not in (None, before), 'the next tab')
            app.key('space')
            harness.wait_for(lambda: app.focused().getState().contains(pyatspi.STATE_SELECTED), 'the tab to be chosen')
            studio.take(app, 'child-' + tab)


def take_pages(studio):
    for name, keys in (('import', 'ctrl+i'), ('weekly-round', 'ctrl+r'), ('letters', 'ctrl+t'), ('shortcuts', 'ctrl+question'),
                       ('new-note', 'ctrl+shift+n'), ('new-suspension', 'ctrl+shift+s'), ('new-meeting', 'ctrl+shift+m')):
        with studio.open() as app:
            app.key('F6', keys)
            time.sleep(.6)
            studio.take(app, name)


def take_preferences(studio):
    with studio.open() as app:
        app.key('ctrl+comma')
        time.sleep(.6)
        pages = next(node for node in app.all('list') if node.childCount >= 7 and app.box(node)[2] < 400)
        for number in range(pages.childCount):
            app.select(pages, number)
            studio.take(app, f'preferences-{number + 1}')


def take_states(studio):
    """Nothing there yet, nothing found, locked, hidden, a store that is gone"""
    with tempfile.TemporaryDirectory() as folder:
        with studio.open('--store', os.path.join(folder, 'school.haven'), demo=False) as app:
            studio.take(app, 'first-start')
    with studio.open('--view', 'children') as app:
        app.key('ctrl+f')
        app.type('zzz')
        studio.take(app, 'children-no-match')
        app.key('ctrl+shift+h')
        studio.take(app, 'hidden')
        app.key('ctrl+shift+h')
        app.key('ctrl+l')
        studio.take(app, 'locked')


def take_empty(studio):
    with tempfile.TemporaryDirectory() as folder, Store.empty(folder) as store:
        for view in ('today', 'children', 'cohort', 'training', 'share'):
            with studio.open('--store', str(store), '--view', view, '--today', TODAY, demo=False) as app:
                entry = next(node for node in app.all('password text'))
                app.click(entry)
                app.type(PASSPHRASE)
                app.key('Return')
                harness.wait_for(lambda app=app: len(list(app.all('label'))) > 12, view)
                studio.take(app, 'empty-' + view)


def take_screenshots():
    studio = Studio(SCREENSHOTS, 'light')
    studio.size = (1180, 700)
    take_views(studio, ('today', 'children', 'cohort', 'share'))
    for picture in studio.folder.glob('*.png'):
        harness.run('convert', picture, '-trim', '+repage', '-strip', SCREENSHOTS / picture.name)
        picture.unlink()
    studio.folder.rmdir()


def dress_up(folder, dress):
    studio = Studio(folder, dress)
    with twice_the_text() if dress == 'large-text' else contextlib.nullcontext():
        for take in (take_views, take_a_child, take_pages, take_preferences, take_states, take_empty):
            try:
                take(studio)
            except AssertionError as error:      # one that fails does not cost the others
                print(f'{dress}: {take.__name__}: {error}', flush=True)
    print(f'{dress}: {len(list(studio.folder.glob("*.png")))} pictures', flush=True)


def main():
    if sys.argv[1:] == ['--screenshots']:
        take_screenshots()
        return
    for dress in sys.argv[2:] or DRESSES:
        dress_up(sys.argv[1], dress)


if __name__ == '__main__':
    main()
