# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program is killed while a meeting is typed into its window: all but the last second is there.

The same two hundred times with a clock of their own: tests/session/test-meetings.c. Here five, by a seed that is printed; a machine with more to do than
it has processors for may take longer than a second over what it does at once otherwise, and is given three."""
import json
import os
import pathlib
import random
import signal
import subprocess
import tempfile
import time

import harness
from haven_app import TODAY, Haven

PASSPHRASE = 'correct horse battery staple'
KILLS = 5
WORDS = 6
SEED = int(os.environ.get('HAVEN_TEST_SEED', '7'))


class School:
    """A store that outlives the window."""

    def __init__(self, folder):
        self.store = pathlib.Path(folder) / 'school.haven'
        self.passphrase = pathlib.Path(folder) / 'passphrase'
        self.passphrase.write_text(PASSPHRASE + '\n', encoding='utf-8')
        self.do('demo', '--size', 'small')
        child = self.do('pupils', '--flagged')['pupils'][0]
        self.upn, self.name = child['upn'], f'{child["forename"]} {child["surname"]}'

    def do(self, *words):
        command = (os.environ['HAVEN_CLI'], '--store', self.store, '--passphrase-file', self.passphrase, '--quick-keys', '--today', TODAY,
                   '--format', 'json', *words)
        return json.loads(subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout)

    def minutes(self):
        """All that was written down in meetings of the child."""
        paper = self.store.parent / 'minutes.txt'
        found = ''
        for meeting in self.do('meetings', '--upn', self.upn)['meetings']:
            self.do('minutes', '--meeting', meeting['id'], '--text', '--output', paper)
            found += paper.read_text(encoding='utf-8')
        return found


def grace():
    return 1.0 if os.getloadavg()[0] <= (os.cpu_count() or 1) else 3.0


def type_until_killed(app, chance, kill):
    """Words one after the other, with pauses as people make them; gives each with the moment at which it stood in the window."""
    typed, text = [], ''
    for place in range(chance.randrange(2, WORDS)):
        word = f'k{kill}w{place}'
        text += word + ' '
        app.set_text('text', 'Working well: what is said', text)
        typed.append((word, time.monotonic()))
        time.sleep(chance.uniform(0, 0.9))
    return typed


def killed_at_any_moment_all_but_the_last_second_is_there():
    chance = random.Random(SEED)
    print(f'# seed {SEED}', flush=True)
    with tempfile.TemporaryDirectory() as folder:
        school = School(folder)
        for kill in range(KILLS):
            app = Haven('--store', str(school.store), '--today', TODAY, demo=False)
            try:
                app.unlock(PASSPHRASE)
                app.find('list', 'Views')
                app.open_child(school.name)
                app.act('push button', None, contains='Meeting view')
                app.wait_active('Meeting')
                typed = type_until_killed(app, chance, kill)
                time.sleep(chance.uniform(0, 2.5))
                moment, allowed = time.monotonic(), grace()
                app.process.send_signal(signal.SIGKILL)
                app.process.wait(60)
            finally:
                app.close()
            minutes = school.minutes()
            lost = [word for word, at in typed if word not in minutes]
            late = [word for word, at in typed if word not in minutes and moment - at > allowed]
            print(f'# kill {kill + 1}: {len(typed)} words, {len(lost)} of the last moment lost', flush=True)
            assert not late, f'lost: {late}, of {typed}, killed at {moment}'


harness.run_tests([killed_at_any_moment_all_but_the_last_second_is_there])
