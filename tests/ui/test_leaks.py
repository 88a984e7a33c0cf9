# SPDX-License-Identifier: GPL-3.0-or-later
"""One invented child on the screen, in a note, in a pack and through a lock and a crash: afterwards the name and the UPN stand in no file of the home
folder but the pack that was asked for, in no title, notification, list of processes, standard error, setting, recent file or thumbnail.

The search itself is tried on planted leaks in tests/cli/test_canary.py."""
import contextlib
import os
import pathlib
import signal
import sys
import tempfile
import threading

import harness
from desktop import Desktop
from haven_app import Haven, PASSPHRASE

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
import test_canary as cli_canary  # noqa: E402
from haven import Cli  # noqa: E402

TODAY = cli_canary.haven.TODAY
NOTE = 'said in confidence'


class Titles:
    """Every title of every window, asked for again and again."""

    def __init__(self):
        self.seen, self._over = set(), threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self._thread.join()

    def _look(self):
        while not self._over.is_set():
            for window in harness.run('xdotool', 'search', '--name', '.+').split():
                self.seen.add(harness.run('xdotool', 'getwindowname', window))
                self.seen.add(harness.run('xprop', '-id', window, 'WM_NAME', '_NET_WM_NAME', 'WM_ICON_NAME', '_NET_WM_ICON_NAME', 'WM_CLASS'))
            self._over.wait(.1)


class Home:
    """A home folder in which everything that the window leaves is left; its log is what a journal would keep."""

    def __init__(self, folder):
        self.canary = cli_canary.Canary()
        self.cli = Cli(os.environ['HAVEN_CLI'], folder)
        self.cli.passphrase.write_text(PASSPHRASE + '\n', encoding='utf-8')
        self.run = cli_canary.Run(self.cli, self.canary)
        self.log = self.cli.folder / 'log'
        self.pack = self.run.out('pack.pdf')
        self.run.do('init', '--school', 'Invented High School', '--urn', '999001', '--user', 'D. Lead')
        self.run.do('import', *cli_canary.write_inputs(self.run))
        self.env = {**self.run.env, 'GSETTINGS_BACKEND': 'keyfile', 'HAVEN': self._make_starter()}

    def _make_starter(self):
        """The window with its words in a file; by this name the test finds it."""
        starter = self.cli.folder / 'bin' / 'haven'
        starter.parent.mkdir()
        starter.write_text(f'#!/bin/sh\nexec "{os.environ["HAVEN"]}" "$@" >>"{self.log}" 2>&1\n', encoding='utf-8')
        starter.chmod(0o700)
        return str(starter)

    @contextlib.contextmanager
    def window(self, desktop):
        before = os.environ['HAVEN']
        os.environ['HAVEN'] = self.env['HAVEN']
        try:
            with Haven('--store', str(self.cli.store), '--today', TODAY, demo=False, env={**self.env, **desktop.env}) as app:
                yield app
        finally:
            os.environ['HAVEN'] = before

    def name(self):
        return f'{self.canary.forename} {self.canary.surname}'

    def leaks(self):
        found = self.run.leaks()
        if self.canary.found_in(self.log.read_bytes()):
            found.append('what it said')
        return found


def write_note(app, home):
    app.key('ctrl+shift+n')
    app.wait_active('New Note')
    app.set_text('text', 'Note', f'{home.name()} {NOTE}')
    app.set_text('text', 'Author', 'A. Invented')


def save_pack(app, home):
    app.act('push button', None, contains='Prepare pack')
    app.find('push button', contains='Save as PDF')
    app.set_text('text', 'For whom (a named recipient)', 'S. Worker')
    app.press('Save as PDF')
    app.choose_file('Save the Pack', str(home.pack))
    harness.wait_for(home.pack.exists, 'the pack')


def c15_s11_one_child_leaves_nothing_outside():
    with tempfile.TemporaryDirectory() as folder, Desktop() as desktop, Titles() as titles:
        home = Home(folder)
        with cli_canary.Watch(home.canary) as watch, home.window(desktop) as app:
            app.unlock()
            app.find('list', 'Views')
            app.open_child(home.name())
            save_pack(app, home)
            app.open_child(home.name())
            write_note(app, home)
            app.lock()
            app.wait_locked()
            assert home.canary.found_in(app.every_text().encode()) is None
            assert home.leaks() == [], home.leaks()
            app.unlock()
            app.wait_active('New Note')
            app.process.send_signal(signal.SIGSEGV)
            assert app.process.wait(60) == -signal.SIGSEGV
        assert home.leaks() == [], home.leaks()
        assert watch.found == [] and watch.looks > 5, watch.found
        told = '\n'.join(titles.seen)
        assert 'New Note' in told, 'no title was seen at all'
        assert home.canary.found_in(told.encode()) is None, told
        assert not [note for note in desktop.notified if home.canary.found_in(repr(note).encode())], desktop.notified
        assert not list(home.run.home.rglob('core*')), 'a core file'


harness.run_tests([c15_s11_one_child_leaves_nothing_outside])
