#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A child moves from one school to another: sealed, opened, received (practice 25), as two schools' scripts would do it."""
import contextlib
import pathlib
import tempfile

import haven
from haven import Cli, equal, test, true

SEAL = 'marble kettle ostrich tunnel'


@contextlib.contextmanager
def another(cli):
    """A second school, with a store of its own."""
    with tempfile.TemporaryDirectory(prefix='haven-there-') as folder:
        there = Cli(cli.program, folder)
        there.do('init', '--school', 'Another Invented School', '--urn', '999002', '--user', 'D. There')
        yield there


def here(cli):
    cli.init()
    cli.load_samples()
    (cli.folder / 'seal').write_text(SEAL + '\n', encoding='utf-8')
    return cli.do('pupils', '--flagged')['pupils'][0]


def seal(cli, upn, *more):
    out = cli.folder / 'out.haven-transfer'
    made = cli.do('transfer', 'make', '--upn', upn, '--to', 'Another Invented School', '--for', 'D. There', '--output', out,
                  '--seal-passphrase-file', cli.folder / 'seal', *more)
    return out, made


def open_there(cli, there, path, *more, **how):
    return there.do('transfer', 'open', path, '--seal-passphrase-file', cli.folder / 'seal', *more, **how)


@test('/cli/transfer/practice_25/S26/two-schools')
def two_schools(cli):
    pupil = here(cli)
    path, made = seal(cli, pupil['upn'])
    raw = path.read_bytes()
    true(pupil['surname'].encode() not in raw and pupil['upn'].encode() not in raw, 'something stands in clear')
    equal(cli.do('transfer', 'list')['transfers'][0]['received'], None)
    with another(cli) as there:
        looked = open_there(cli, there, path, '--dry-run')['imports'][0]
        true(looked['new'] > 1 and looked['id'] is None, looked)
        equal(there.do('pupils')['pupils'], [])
        receipt = cli.folder / 'receipt.txt'
        taken = open_there(cli, there, path, '--receipt', receipt)
        equal(taken['transfer'], made['transfer'])
        equal([one['upn'] for one in there.do('pupils')['pupils']], [pupil['upn']])
        span = ('attendance', '--upn', pupil['upn'], '--from', '2025-09-01', '--to', '2026-03-18')
        equal(there.do(*span), cli.do(*span), 'attendance of the child')
        equal(cli.do('transfer', 'receipt', receipt)['received'], cli.do('transfer', 'list')['transfers'][0]['id'])
        row = cli.do('transfer', 'list')['transfers'][0]
        equal((row['way'], row['received'], row['received_by']), ('out', haven.TODAY, 'D. There, Another Invented School'))
        equal(there.do('transfer', 'list')['transfers'][0]['way'], 'in')
        there.do('undo-import', taken['imports'][0]['id'])
        equal(there.do('pupils')['pupils'], [])


@test('/cli/transfer/practice_25/S26/contract')
def contract(cli):
    """As the command line promises it: no verb makes one."""
    pupil = here(cli)
    out = cli.folder / 'x.haven-transfer'
    cli.do('transfer', '--upn', pupil['upn'], '--output', out, '--seal-passphrase-file', cli.folder / 'seal')
    true(out.read_bytes().startswith(b'HAVENMOV'), 'no sealed file')


@test('/cli/transfer/practice_25/restricted-only-by-choice')
def restricted(cli):
    pupil = here(cli)
    equal(seal(cli, pupil['upn'])[1]['restricted'], 0)
    equal(cli.run('transfer', 'make', '--upn', pupil['upn'], '--output', cli.folder / 'y', '--restricted', '4711',
                  '--seal-passphrase-file', cli.folder / 'seal').status, 2)


@test('/cli/transfer/refused')
def refused(cli):
    pupil = here(cli)
    path, _ = seal(cli, pupil['upn'])
    wrong = cli.folder / 'wrong'
    wrong.write_text('quite another passphrase\n', encoding='utf-8')
    with another(cli) as there:
        there.refuse(3, 'locked', 'transfer', 'open', path, '--seal-passphrase-file', wrong)
        there.refuse(3, 'not-a-store', 'transfer', 'open', cli.folder / 'seal', '--seal-passphrase-file', cli.folder / 'seal')
        receipt = cli.folder / 'receipt.txt'
        open_there(cli, there, path, '--receipt', receipt)
        there.refuse(1, 'refused', 'transfer', 'receipt', receipt)
        text = receipt.read_text(encoding='utf-8')
        receipt.write_text(text.replace('D. There', 'N. Body'), encoding='utf-8')
        cli.refuse(1, 'refused', 'transfer', 'receipt', receipt)
        receipt.write_text('x', encoding='utf-8')
        cli.refuse(1, 'invalid', 'transfer', 'receipt', receipt)
    equal(cli.do('transfer', 'list')['transfers'][0]['received'], None)


@test('/cli/transfer/practice_32/roles')
def roles(cli):
    pupil = here(cli)
    other = cli.folder / 'other'
    other.write_text('kettle marble tunnel ostrich\n', encoding='utf-8')
    path, _ = seal(cli, pupil['upn'])
    for name, role in (('T. Teacher', 'dt'), ('R. Reader', 'reader')):
        cli.do('user', 'add', '--user', name, '--role', role, '--new-passphrase-file', other)
        for words in (('make', '--upn', pupil['upn'], '--output', cli.folder / 'z'), ('open', path)):
            ended = cli.run('--user', name, 'transfer', *words, '--seal-passphrase-file', cli.folder / 'seal', passphrase=other)
            true(ended.status in (1, 2), f'{role} {words[0]}: {ended.out}')
        cli.do('user', 'remove', name)
    true(not pathlib.Path(cli.folder / 'z').exists(), 'a file was written')


haven.main()
