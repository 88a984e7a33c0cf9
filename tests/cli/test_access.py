#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody asks for everything held on a pupil (practice 35; research/peers.md S27), as a script would answer it."""
import csv
import json

import haven
from haven import equal, test, true


def start(cli):
    cli.init()
    cli.load_samples()
    pupil = cli.do('pupils', '--flagged')['pupils'][0]
    asked = cli.do('subject-access', 'ask', '--upn', pupil['upn'], '--by', 'Pat Parent', '--as', 'parent')
    return pupil, str(asked['id'])


def decide_all(cli, request, decision):
    for kind in {passage['kind'] for passage in cli.do('subject-access', 'marks', request)['passages']}:
        cli.do('subject-access', 'decide', request, kind, decision)


@test('/cli/access/practice_35/asked-decided-signed-answered')
def answered(cli):
    pupil, request = start(cli)
    paper, data = cli.folder / 'answer.pdf', cli.folder / 'answer.json'
    listed = cli.do('subject-access', 'list')['requests'][0]
    equal((listed['upn'], listed['due'], listed['answered'], listed['late']), (pupil['upn'], '2026-04-20', None, False))
    true(cli.do('subject-access', 'list', today='2026-05-01')['requests'][0]['late'], 'a month over is not late')
    marks = cli.do('subject-access', 'marks', request)
    true(marks['open'] > 0 and marks['draft'], marks)
    cli.refuse(1, 'refused', 'subject-access', 'sign', request, '--by', 'O. Officer')
    cli.refuse(1, 'refused', 'subject-access', 'answer', request, '--output', paper)
    true(not paper.exists(), 'an answer was written that nobody signed')
    one = marks['passages'][0]
    equal(cli.do('subject-access', 'decide', request, one['mark'], 'keep')['decided'], 1)
    equal(cli.do('subject-access', 'marks', request)['open'], marks['open'] - 1)
    decide_all(cli, request, 'redact')
    cli.refuse(1, 'refused', 'subject-access', 'answer', request, '--output', paper)
    cli.do('subject-access', 'sign', request, '--by', 'O. Officer', '--on', '2026-03-17')
    done = cli.do('subject-access', 'answer', request, '--output', paper, '--data', data)
    equal((done['draft'], done['open']), (False, 0))
    true(paper.read_bytes().startswith(b'%PDF-'), 'no PDF')
    held = json.loads(data.read_text(encoding='utf-8'))
    equal((held['draft'], held['signed_by']), (False, 'O. Officer'))
    equal(held['held']['pupils'][0]['upn'], pupil['upn'])
    for passage in marks['passages']:
        true(passage['words'] not in json.dumps(held['held'].get('people', []), ensure_ascii=False) or passage['kind'] == 'somebody', passage)
    equal(cli.do('subject-access', 'list')['requests'][0]['answered'], haven.TODAY)
    cli.refuse(1, 'refused', 'subject-access', 'decide', request, one['mark'], 'redact')


@test('/cli/access/practice_35/changed-since-signed')
def changed(cli):
    pupil, request = start(cli)
    decide_all(cli, request, 'keep')
    cli.do('subject-access', 'sign', request, '--by', 'O. Officer')
    equal(cli.do('subject-access', 'marks', request)['draft'], False)
    record = json.loads(export(cli, pupil['upn'], cli.folder / 'x.json'))['held']['pupils'][0]['record']
    cli.do('subject-access', 'withhold', request, f'pupils/{record}', '--exemption', 'crime', '--reason', 'a trial')
    true(cli.do('subject-access', 'marks', request)['draft'], 'what changed since it was signed is no draft')


@test('/cli/access/practice_35/withheld')
def withheld(cli):
    pupil, request = start(cli)
    data = cli.folder / 'x.json'
    codes = [one['code'] for one in cli.do('subject-access', 'exemptions')['exemptions']]
    true('serious-harm-education' in codes and 'child-abuse' in codes, codes)
    spell = 'spells/' + str(json.loads(export(cli, pupil['upn'], data))['held']['spells'][0]['record'])
    cli.refuse(1, 'invalid', 'subject-access', 'withhold', request, spell, '--exemption', 'child-abuse')
    equal(cli.run('subject-access', 'withhold', request, spell, '--exemption', 'bogus', '--reason', 'x').status, 2)
    equal(cli.run('subject-access', 'withhold', request, 'spells/4711', '--exemption', 'crime', '--reason', 'x').status, 2)
    cli.do('subject-access', 'withhold', request, spell, '--exemption', 'child-abuse', '--reason', 'not in the best interests of the child')
    equal(cli.do('subject-access', 'marks', request)['withheld'], 1)
    cli.do('subject-access', 'export', request, '--output', data)
    text = data.read_text(encoding='utf-8')
    true('best interests' not in text, 'the reason is told')
    equal([row for row in json.loads(text)['held'].get('spells', []) if f"spells/{row['record']}" == spell], [])
    cli.do('subject-access', 'withhold', request, spell)
    equal(cli.do('subject-access', 'marks', request)['withheld'], 0)


def export(cli, upn, path):
    cli.do('subject-access', '--upn', upn, '--output', path)
    return path.read_text(encoding='utf-8')


@test('/cli/access/S27/contract')
def contract(cli):
    """As the command line promises it: of a pupil of whom nobody asked it is a draft, and that it left is in the audit."""
    cli.init()
    cli.load_samples()
    upn = cli.do('pupils', '--flagged')['pupils'][0]['upn']
    paper, table = cli.folder / 'x.pdf', cli.folder / 'x.csv'
    equal(cli.do('subject-access', '--upn', upn, '--output', paper, '--data', table)['draft'], True)
    rows = list(csv.DictReader(table.read_text(encoding='utf-8').splitlines()))
    true({'pupils', 'registers', 'spells', 'imports', 'audit'} <= {row['table'] for row in rows}, 'a table is missing')
    true(json.loads(export(cli, upn, cli.folder / 'x.json'))['draft'], 'no draft')
    actions = [line['action'] for line in cli.do('audit')['audit']]
    true('subject-access' in actions and 'export' in actions, actions)
    equal(cli.run('subject-access', '--upn', upn, '--output', cli.folder / 'x.txt').status, 2)


@test('/cli/access/practice_35/extended')
def extended(cli):
    _, request = start(cli)
    equal(cli.run('subject-access', 'extend', request).status, 2)
    equal(cli.do('subject-access', 'extend', request, '--reason', 'three years of meetings')['due'], '2026-06-18')
    equal(cli.do('subject-access', 'identity', request, '--on', '2026-03-25')['due'], '2026-06-25')


@test('/cli/access/practice_32/roles')
def roles(cli):
    pupil, request = start(cli)
    other = cli.folder / 'other'
    other.write_text('kettle marble tunnel ostrich\n', encoding='utf-8')
    for name, role in (('T. Teacher', 'dt'), ('R. Reader', 'reader')):
        cli.do('user', 'add', '--user', name, '--role', role, '--new-passphrase-file', other)
        for words in (('--upn', pupil['upn'], '--output', cli.folder / 'z.pdf'), ('marks', request),
                      ('ask', '--upn', pupil['upn'], '--by', 'X')):
            true(cli.run('--user', name, 'subject-access', *words, passphrase=other).status in (1, 2), f'{role} {words}')
        cli.do('user', 'remove', name)
    true(not (cli.folder / 'z.pdf').exists(), 'a file was written')


haven.main()
