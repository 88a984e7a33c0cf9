# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the real haven-cli as a script would, and say in TAP what came of it."""
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

PASSPHRASE = 'correct horse battery staple'
TODAY = '2026-03-18'
LONG = os.environ.get('HAVEN_TEST_LONG') == '1'
DATA = pathlib.Path(os.environ['HAVEN_TEST_DATA'])

TESTS = []


def test(path):
    def keep(function):
        TESTS.append((path, function))
        return function
    return keep


def equal(got, expected, what=''):
    if got != expected:
        raise AssertionError(f'{what}: got {got!r}, expected {expected!r}')


def true(condition, what):
    if not condition:
        raise AssertionError(what)


def launcher(program):
    """What starts it: a program for Windows needs Wine where this is not Windows."""
    return ['wine'] if program.endswith('.exe') and os.name != 'nt' else []


class Ended:
    """A run that came to its end: status, what it printed, and that as JSON."""

    def __init__(self, process):
        self.status, self.out, self.err = process.returncode, process.stdout, process.stderr

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def code(self):
        return self.json['error']['code']


class Cli:
    """One store in a folder of its own."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.store = self.folder / 'school.haven'
        self.passphrase = self.folder / 'passphrase'
        self.passphrase.write_text(PASSPHRASE + '\n', encoding='utf-8')

    def run(self, *words, store=None, passphrase=None, today=TODAY, form='json', **more):
        command = [*launcher(self.program), self.program, '--store', str(store or self.store), '--passphrase-file', str(passphrase or self.passphrase),
                   '--quick-keys', '--today', today, '--format', form, *map(str, words)]
        for _ in range(3):
            ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **more)
            if not launcher(self.program) or ended.returncode == 0 or ended.stdout or ended.stderr:
                break                                    # Wine now and then gives up a program before it begins, without a word
        return Ended(ended)

    def do(self, *words, **more):
        """A command that must be done; gives its JSON."""
        ended = self.run(*words, **more)
        equal(ended.status, 0, f'{" ".join(map(str, words))}: {ended.err}')
        return ended.json

    def refuse(self, status, code, *words, **more):
        """A command that must be refused in words, in both forms."""
        ended = self.run(*words, **more)
        equal((ended.status, ended.code), (status, code), ' '.join(map(str, words)))
        true(len(ended.json['error']['message']) > 15 and ended.json['error']['message'] in ended.err, 'no sentence')
        return ended

    def init(self):
        return self.do('init', '--school', 'Invented High School', '--urn', '999001', '--user', 'D. Invented')

    def load_samples(self, folder=None):
        folder = folder or DATA / 'mis'
        return self.do('import', *(folder / f'{name}.csv' for name in ('suspensions', 'marks-long', 'statuses', 'pupils')))


@contextlib.contextmanager
def new_cli():
    folder = tempfile.mkdtemp(prefix='haven-cli-')
    try:
        yield Cli(os.path.abspath(sys.argv[1]), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_one(number, path, function):
    try:
        with new_cli() as cli:
            function(cli)
        print('ok', number, path)
    except Exception:  # whatever it was, it is this test that failed
        print('not ok', number, path)
        print('# ' + traceback.format_exc().replace('\n', '\n# '), file=sys.stderr)


def main():
    print(f'1..{len(TESTS)}', flush=True)
    for number, (path, function) in enumerate(TESTS, 1):
        run_one(number, path, function)
        sys.stdout.flush()
