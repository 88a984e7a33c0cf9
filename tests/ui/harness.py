# SPDX-License-Identifier: GPL-3.0-or-later
"""Drive the real window the way a screen reader and a pair of hands do. Runs inside xenv.sh.

A test reads like a story:

    with App(exe, '--demo') as app:
        app.act('push button', 'Import')
        app.type('/tmp/export.csv')
        app.see('label', '300 pupils')

Nothing here sleeps for a fixed time: everything that looks asks again until it sees, or says what it looked for.
What GTK 4.8 does not tell through accessibility is read another way, and the reason stands beside it.
"""
import contextlib
import os
import re
import subprocess
import tempfile
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import GLib  # noqa: E402
import pyatspi  # noqa: E402

from tree import Tree  # noqa: E402

PATIENCE = 45 * float(os.environ.get('HAVEN_TEST_PATIENCE', '1'))  # seconds until a test gives up looking
LONG = os.environ.get('HAVEN_TEST_LONG') == '1'
WARNING = re.compile(r'-(WARNING|CRITICAL|ERROR) \*\*')
# GTK 4.8 answers the accessibility bus so, and harms nobody:
OF_GTK_ITSELF = (
    'gtk_widget_compute_point: assertion',  # somebody asks where a widget is that has just left the window
    'gdk_monitor_get_geometry: assertion',  # a popover's button was scrolled off the screen while it opened
)
VANISHED = (GLib.GError, NotImplementedError, AttributeError, LookupError, StopIteration)  # a node can go while it is read


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def some(things, one_of):
    """All of them in the long run; otherwise one of so many, so that a day's run stays short."""
    return list(things)[::1 if LONG else one_of]


def wait_for(look, what, patience=PATIENCE):
    """What `look` returns, as soon as it is something."""
    end = time.monotonic() + patience
    while True:
        with contextlib.suppress(*VANISHED):
            seen = look()
            if seen:
                return seen
        if time.monotonic() > end:
            raise AssertionError(f'waited {patience:g} s for {what}')
        time.sleep(.03)


class App:
    """The program under test, its accessible tree, and the pointer and keyboard that act on it."""

    def __init__(self, exe, *arguments, env=None):
        self.name = os.path.basename(exe)
        self.words = tempfile.TemporaryFile('w+', encoding='utf-8', errors='replace')
        self.process = subprocess.Popen([exe, *arguments], env={**os.environ, **(env or {})}, stderr=self.words)
        self.root = wait_for(self._find_root, f'{self.name} to show a window', 2 * PATIENCE)
        self.tree = Tree(self.root)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self._leave_evidence()
        self.close()
        warnings = self._warnings()
        assert kind is not None or not warnings, '\n'.join(warnings)

    def _warnings(self):
        """What the program warned of, but for what is GTK's own."""
        self.words.seek(0)
        lines = self.words.read().splitlines()
        self.words.close()
        return [line for line in lines if WARNING.search(line) and not any(known in line for known in OF_GTK_ITSELF)]

    def _find_root(self):
        if self.process.poll() is not None:
            raise AssertionError(f'{self.name} ended with status {self.process.returncode} before it showed a window')
        desktop = pyatspi.Registry.getDesktop(0)
        return next(app for app in desktop if app and app.get_process_id() == self.process.pid and app.childCount)

    def _leave_evidence(self):
        folder = os.environ.get('HAVEN_TEST_SHOTS')
        if folder:
            os.makedirs(folder, exist_ok=True)
            self.shot(os.path.join(folder, f'failed-{self.process.pid}.png'))

    def close(self):
        """End the program and return its status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    # Looking

    @staticmethod
    def box(node):
        """x, y, width, height in the window, without the shadow around it."""
        extents = node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)
        return extents.x, extents.y, extents.width, extents.height

    @staticmethod
    def _is_called(node, name):
        # A button with a mnemonic is called "_Delete Delete" or "Se_nd Send"; an entry by its title and then by its name.
        return node.name == name or ('_' in node.name and node.name.endswith(' ' + name))

    def all(self, role=None, name=None, within=None, visible=True, contains=None, thorough=False):
        """Every node of a role, name or part of a name. GTK 4.8 sets SHOWING on windows only, so seen means having a size."""
        for item, node_of in self.tree.below(within, thorough):
            if (role and self.tree.role(item) != role) or (name is not None and not self._is_called(item, name)):
                continue
            if contains is not None and contains not in item.name:
                continue
            with contextlib.suppress(*VANISHED):
                if visible and not self.tree.has_size(item):
                    continue
                yield node_of()

    def find(self, role=None, name=None, patience=PATIENCE, **where):
        what = f'{role or "anything"} {name or where.get("contains", "")!r}'
        return wait_for(lambda: next(self.all(role, name, **where), None), what, patience)

    def see(self, role, contains, **where):
        """Wait until something of this role says this."""
        return self.find(role, contains=contains, **where)

    def shows(self, role=None, name=None, **where):
        """Whether it can be seen now, without waiting."""
        return next(self.all(role, name, thorough=True, **where), None) is not None

    def gone(self, role=None, name=None, patience=PATIENCE, **where):
        wait_for(lambda: not self.shows(role, name, **where), f'{role} {name!r} to go', patience)

    @staticmethod
    def text(node):
        words = node.queryText()
        return words.getText(0, words.characterCount)

    def rows(self, table):
        """The visible rows of a column view from top to bottom, as (texts of the cells, row).

        Found by asking what lies at a point: the order of accessible children is not the order on the screen, and rows
        that were scrolled away keep their old place and text. The whole tree of the table is taken at first: what lies at a
        point knows its parents only once they were met.
        """
        body = next(self.all('list', within=table, visible=False))
        x, y, _, height = self.box(body)
        end, found, window = y + height, [], self.window_of(body).queryComponent()
        while y < end:
            row = window.getAccessibleAtPoint(x + 20, y + 1, pyatspi.WINDOW_COORDS)
            while row is not None and row.getRoleName() not in ('table row', 'application'):
                row = row.parent
            if row is None or row.getRoleName() != 'table row':
                y += 8
                continue
            found.append(([cell.getChildAtIndex(0).name for cell in row], row))
            y = max(y + 1, self.box(row)[1] + self.box(row)[3])
        return found

    @staticmethod
    def window_of(node):
        while node.parent is not None and node.parent.getRoleName() != 'application':
            node = node.parent
        return node

    def shot(self, path):
        run('import', '-window', 'root', path)

    # Acting through accessibility: buttons, switches and entries answer to it

    def act(self, role, name, action=None, **where):
        actions = self.find(role, name, **where).queryAction()
        names = [actions.getName(i) for i in range(actions.nActions)]
        assert actions.doAction(names.index(action) if action else 0), f'{role} {name!r} does not answer'

    def set_text(self, role, name, text, **where):
        node = self.find(role, name, **where)
        assert node.queryEditableText().setTextContents(text)
        wait_for(lambda: self.text(node) == text, f'{role} {name!r} to take its text')

    def select(self, node, index):
        assert node.querySelection().selectChild(index)

    # Acting by hand: what has no accessible action in GTK 4.8 (check buttons, rows, cells, column titles, drop-downs)

    def _x_window(self, title):
        search = ('xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid), '--name', '^' + title + '$')
        return wait_for(lambda: run(*search).split(), f'window {title!r}')[-1]

    def middle(self, node):
        """Where on the screen the middle of a node is: the window's place, its shadow, and the place within."""
        x, y, width, height = self.box(node)
        window = self._x_window(self.window_of(node).name)
        place = dict(line.split('=') for line in run('xdotool', 'getwindowgeometry', '--shell', window).split())
        shadow = run('xprop', '-id', window, '_GTK_FRAME_EXTENTS').partition('=')[2].replace(',', ' ').split() or [0, 0, 0, 0]
        return int(place['X']) + int(shadow[0]) + x + width // 2, int(place['Y']) + int(shadow[2]) + y + height // 2

    def click(self, node, times=1, button=1):
        x, y = self.middle(node)
        run('xdotool', 'mousemove', str(x), str(y), 'click', '--repeat', str(times), '--delay', '60', str(button))

    def wait_active(self, title):
        """Keys go to the active window: wait for it before typing."""
        wait_for(lambda: run('xdotool', 'getactivewindow', 'getwindowname').strip() == title, f'{title!r} to be the active window')

    def key(self, *keys):
        run('xdotool', 'key', '--delay', '20', *keys)

    def type(self, text):
        run('xdotool', 'type', '--delay', '12', text)

    def resize(self, title, width, height):
        run('xdotool', 'windowsize', self._x_window(title), str(width), str(height))


def run_tests(tests):
    """Run functions in turn as TAP, each a test of its own; a test that fails does not stop the next. HAVEN_TEST_ONLY is part of a name."""
    tests = [test for test in tests if os.environ.get('HAVEN_TEST_ONLY', '') in test.__name__]
    print(f'1..{len(tests)}', flush=True)
    for number, test in enumerate(tests, 1):
        title = f'/ui/{test.__name__.replace("_", "-")}'
        try:
            test()
        except Exception as error:  # whatever it is, it is the test's result
            print(f'not ok {number} {title}')
            print('\n'.join('# ' + line for line in f'{type(error).__name__}: {error}'.splitlines()), flush=True)
        else:
            print(f'ok {number} {title}', flush=True)
