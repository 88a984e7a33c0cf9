# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores to open in the window, made by the command line: an invented school, and people of every role."""
import contextlib
import json
import os
import pathlib
import subprocess
import tempfile

from haven_app import PASSPHRASE, TODAY

# In the order in which the window lists them
PEOPLE = (('D. Lead', 'dsl'), ('B. Deputy', 'deputy'), ('T. Teacher', 'dt'), ('O. Officer', 'attendance'), ('R. Reader', 'reader'))


class Store:
    """A folder for a test, in which `path` is the invented school; it goes with the test."""

    def __init__(self, people=PEOPLE):
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._temporary.name)
        self.path = self.folder / 'invented.haven'
        self.passphrase_file = self.folder / 'passphrase'
        self.passphrase_file.write_text(PASSPHRASE + '\n', encoding='utf-8')
        self.run('demo', '--size', 'small')
        for name, role in people[1:]:
            self.run('user', 'add', '--user', name, '--role', role, '--new-passphrase-file', self.passphrase_file)

    @staticmethod
    @contextlib.contextmanager
    def empty(folder):
        """A new store in this folder, as `haven-cli init` makes one"""
        path, passphrase = pathlib.Path(folder, 'empty.haven'), pathlib.Path(folder, 'passphrase')
        passphrase.write_text(PASSPHRASE + '\n', encoding='utf-8')
        subprocess.run([os.environ['HAVEN_CLI'], '--store', path, '--user', PEOPLE[0][0], '--passphrase-file', passphrase, '--quick-keys', 'init',
                        '--school', 'Invented Primary School', '--urn', '123456'], capture_output=True, check=True)
        yield path

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._temporary.cleanup()

    def _call(self, words, store, user):
        command = [os.environ['HAVEN_CLI'], '--store', store or self.path, '--user', user, '--passphrase-file', self.passphrase_file,
                   '--quick-keys', '--today', TODAY, '--format', 'json', *words]
        return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)

    def run(self, *words, store=None, user=PEOPLE[0][0]):
        """What the command line says; the store must not be open in a window."""
        done = self._call(words, store, user)
        assert done.returncode == 0, f'{words[0]}: {done.stderr}'
        return json.loads(done.stdout) if done.stdout.strip() else {}

    def refuse(self, *words, user=PEOPLE[0][0]):
        """A command that must be refused; gives the sentence."""
        done = self._call(words, None, user)
        assert done.returncode != 0, words[0]
        return done.stderr

    def damage(self):
        """Alters a byte of the records where it matters to whoever reads them: other pages hold indexes, or nothing."""
        records = self.path / 'store.db'
        sound = records.read_bytes()
        for page in range(len(sound) // 8192, len(sound) // 4096):
            records.write_bytes(sound[:page * 4096 + 99] + bytes([sound[page * 4096 + 99] ^ 1]) + sound[page * 4096 + 100:])
            if 'damaged' in self._call(('settings', 'phone', '01'), None, PEOPLE[0][0]).stderr:
                return
        raise AssertionError('no page that matters')

    def names(self):
        """The names of every pupil, first and last."""
        return {pupil[key] for pupil in self.run('pupils')['pupils'] for key in ('forename', 'surname')}

    def audit(self):
        return [line['action'] for line in self.run('audit')['audit']]
