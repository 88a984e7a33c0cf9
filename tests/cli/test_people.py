#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People, passphrases, backups, the audit and files handed in, as a script would use them."""
import json

import haven
from haven import DATA, PASSPHRASE, equal, test, true

OTHER = 'kettle marble tunnel ostrich'


def keep(cli, name, text):
    path = cli.folder / name
    path.write_text(text + '\n', encoding='utf-8')
    return path


def add(cli, name, role):
    other = keep(cli, 'other', OTHER)
    return cli.do('user', 'add', '--user', name, '--role', role, '--new-passphrase-file', other)['users']


@test('/cli/people/practice_32/add-and-remove')
def add_and_remove(cli):
    cli.init()
    users = add(cli, 'T. Teacher', 'dt')
    equal([(user['name'], user['role']) for user in users], [('D. Invented', 'dsl'), ('T. Teacher', 'dt')])
    other = cli.folder / 'other'
    cli.do('pupils', passphrase=other)
    cli.refuse(1, 'refused', 'user', 'remove', 'D. Invented', passphrase=other)
    equal(cli.do('user', 'role', 'T. Teacher', 'deputy')['users'][1]['role'], 'deputy')
    equal(cli.do('user', 'rename', 'T. Teacher', 'T. Married')['users'][1]['name'], 'T. Married')
    cli.refuse(1, 'refused', 'user', 'remove', 'D. Invented', passphrase=other)
    equal(len(cli.do('user', 'remove', 'T. Married')['users']), 1)
    cli.refuse(3, 'locked', 'pupils', passphrase=other)


@test('/cli/people/usage')
def usage(cli):
    cli.init()
    for words in (('user',), ('user', 'bogus'), ('user', 'add'), ('user', 'add', '--user', 'X', '--role', 'king'), ('user', 'remove'),
                  ('user', 'role', 'X'), ('recovery-sheet',), ('backup',), ('restore', 'x')):
        equal(cli.run(*words).status, 2, words)


@test('/cli/people/practice_32/passphrase')
def passphrase(cli):
    cli.init()
    new = keep(cli, 'new', OTHER)
    cli.do('passphrase', '--new-passphrase-file', new)
    cli.refuse(3, 'locked', 'pupils')
    cli.do('pupils', passphrase=new)


@test('/cli/people/practice_32/recovery-sheet')
def recovery_sheet(cli):
    cli.init()
    sheet = cli.folder / 'sheet.pdf'
    cli.do('recovery-sheet', '--output', sheet)
    true(sheet.read_bytes().startswith(b'%PDF-'), 'no PDF')
    users = cli.do('users')['users']
    equal(['recovery' in user for user in users], [False, True])


@test('/cli/people/practice_32/hand-in')
def hand_in(cli):
    cli.init()
    add(cli, 'O. Officer', 'attendance')
    other = cli.folder / 'other'
    pupils = DATA / 'mis' / 'pupils.csv'
    equal(cli.do('hand-in', pupils, passphrase=other)['handed_in'], 1)
    equal(cli.do('pupils', passphrase=other)['pupils'], [])
    cli.refuse(1, 'refused', 'import', pupils, passphrase=other)
    cli.refuse(1, 'refused', 'audit', passphrase=other)
    file = cli.do('handed-in')['handed_in'][0]
    equal((file['file'], file['who'], file['bytes']), ('pupils.csv', 'O. Officer', pupils.stat().st_size))
    equal(cli.do('handed-in', '--import', file['id'])['handed_in'], [])
    true(len(cli.do('pupils')['pupils']) > 0, 'nothing was imported')


@test('/cli/backup/c8/there-and-back')
def backup(cli):
    cli.init()
    cli.load_samples()
    copy, back = cli.folder / 'copy.havenbackup', cli.folder / 'back.haven'
    before = cli.do('pupils')
    cli.do('backup', copy)
    true(cli.do('restore', copy, '--as', back)['opens'], 'the copy does not open')
    equal(cli.do('pupils', store=back), before)
    cli.refuse(1, 'invalid', 'restore', copy, '--as', cli.store)
    equal(cli.do('pupils'), before)
    damaged = bytearray(copy.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    copy.write_bytes(damaged)
    cli.refuse(1, 'damaged', 'restore', copy, '--as', cli.folder / 'other.haven')
    true(cli.do('check')['sound'], 'not sound')


@test('/cli/check/c4/damage')
def damage(cli):
    cli.init()
    cli.load_samples()
    records = cli.store / 'store.db'
    before, sound = cli.do('pupils')['pupils'], records.read_bytes()
    rests = []
    for start in range(10 * 4096, len(sound), len(sound) // 4096 // 20 * 4096):
        damaged = bytearray(sound)
        damaged[start + 99] ^= 1
        records.write_bytes(damaged)
        cli.refuse(1, 'damaged', 'check')
        shown = cli.run('pupils')
        if shown.status:  # what tables there are stands in a few pages, without which there is no rest
            equal(shown.code, 'damaged')
            continue
        left = shown.json['pupils']
        true(all(pupil in before for pupil in left), 'altered')
        changed = cli.run('settings', 'phone', '01')
        if changed.status:
            equal(changed.code, 'refused')
            true(records.read_bytes()[start:start + 4096] == damaged[start:start + 4096], 'the damaged page was written')
            rests.append(len(left))
        for log in cli.store.glob('store.db-*'):
            log.unlink()
    true(rests and max(rests) == len(before), f'nothing was left: {rests}')


@test('/cli/shared/practice_33/out-and-in')
def shared(cli):
    cli.init()
    folder, mine, other, after = (cli.folder / name for name in ('shared', 'mine.haven', 'other.haven', 'after.haven'))
    folder.mkdir()
    cli.do('share', folder)
    cli.do('check-out', folder, '--as', mine)
    true(cli.do('shared', folder)['holder'], 'nobody has it')
    cli.refuse(1, 'busy', 'check-out', folder, '--as', other)
    cli.do('check-out', folder, '--to-read', '--as', other)
    cli.do('settings', 'phase', 'primary', store=mine)
    cli.do('check-in', folder, store=mine)
    equal(cli.do('shared', folder)['holder'], None)
    cli.do('check-out', folder, '--as', after)
    equal(cli.do('settings', 'phase', store=after), {'phase': 'primary'})
    cli.refuse(1, 'refused', 'check-in', folder, store=other)
    told = cli.refuse(1, 'refused', 'settings', 'phase', 'primary', store=other)
    true('has the shared store since' in told.err, told.err)


def go_two_ways(cli):
    """A copy that was checked out is given free while somebody works on it; another takes it, works on it and brings it back."""
    folder, home, school = (cli.folder / name for name in ('shared', 'home.haven', 'school.haven'))
    folder.mkdir()
    cli.init()
    cli.do('share', folder)
    cli.do('check-out', folder, '--as', home)
    cli.do('shared', folder, '--release')
    cli.do('check-out', folder, '--as', school)
    cli.do('settings', 'phase', 'primary', store=home)
    cli.do('settings', 'authority', 'Home', store=home)
    cli.do('settings', 'phase', 'secondary', store=school)
    cli.do('import', haven.DATA / 'mis' / 'pupils.csv', store=school)
    cli.do('check-in', folder, store=school)
    return folder, home


@test('/cli/merge/practice_33/settled-by-a-person')
def merge(cli):
    folder, home = go_two_ways(cli)
    cli.refuse(1, 'conflict', 'check-in', folder, store=home)
    asked = cli.run('merge', folder, store=home)
    equal((asked.status, asked.json['unsettled'], asked.json['merged']), (1, 1, False), 'a person settles it')
    conflict = asked.json['conflicts'][0]
    equal([conflict[key] for key in ('number', 'mine', 'theirs', 'side')], [1, 'primary', 'secondary', None], 'what, and both')
    equal([conflict['mine_by'], conflict['theirs_by']], ['D. Invented'] * 2, 'who')
    equal(cli.run('merge', folder, '--settle', '2=mine', store=home).status, 2, 'there is no second')
    equal(cli.run('merge', folder, '--settle', '1=ours', store=home).status, 2, 'no such side')
    equal(cli.do('merge', folder, '--settle', '1=mine', '--dry-run', store=home)['merged'], False, 'only looked')
    equal(cli.do('pupils', store=home)['pupils'], [], 'nothing was written')
    equal(cli.do('merge', folder, '--settle', '1=mine', store=home)['merged'], True, 'merged')
    true(len(cli.do('pupils', store=home)['pupils']) > 10, 'the import there is here')
    equal(cli.do('settings', 'phase', store=home), {'phase': 'primary'})
    cli.refuse(1, 'not-found', 'merge', folder, store=home)
    cli.do('check-in', folder, store=home)
    after = cli.folder / 'after.haven'
    cli.do('check-out', folder, '--as', after)
    equal(cli.do('settings', 'authority', store=after), {'authority': 'Home'})
    true(cli.do('audit', '--verify', store=after)['verified'], 'the audit of both')


@test('/cli/audit/S22/who-did-what')
def audit(cli):
    cli.init()
    wrong = keep(cli, 'wrong', 'not it at all')
    cli.refuse(3, 'locked', 'pupils', passphrase=wrong)
    cli.load_samples()
    lines = cli.do('audit')['audit']
    actions = [line['action'] for line in lines]
    equal(actions[0], 'create')
    true({'unlock', 'unlock-failed', 'import', 'setting'} <= set(actions), actions)
    true(all(line['who'] == 'D. Invented' and line['at'] for line in lines), 'who and when')
    verified = cli.do('audit', '--verify')
    true(verified['verified'] and verified['lines'] > len(lines), 'verified')
    table = cli.folder / 'audit.csv'
    cli.do('audit', '--output', table)
    text = table.read_text(encoding='utf-8')
    true(text.startswith('line,at,who,action,pupil,detail'), text[:60])
    true(PASSPHRASE not in text, 'a passphrase in the audit')


@test('/cli/audit/S22/every-deed-has-its-line')
def every_deed(cli):
    """Unlocks and failures, imports and taking them back, changes, charts, packs, exports, what is queued and saved to be sent, backups, sharing."""
    cli.init()
    cli.refuse(3, 'locked', 'pupils', passphrase=keep(cli, 'wrong', 'not it at all'))
    receipts = cli.load_samples()['imports']
    child = cli.do('pupils', '--flagged')['pupils'][0]
    cli.do('undo-import', receipts[-1]['id'])
    cli.do('settings', 'phase', 'secondary')
    cli.do('chart', 'pupil-calendar', '--upn', child['upn'], '--output', cli.folder / 'chart.svg')
    cli.do('pack', '--upn', child['upn'], '--kind', 'pep', '--output', cli.folder / 'pack.pdf')
    cli.do('release', '--period', '2025/26-autumn', '--queue', '--approved-by', 'H. Invented')
    cli.do('outbox', '--save', cli.folder / 'outbox.haven')
    cli.do('backup', cli.folder / 'copy.havenbackup')
    cli.do('audit', '--output', cli.folder / 'audit.csv')
    (cli.folder / 'shared').mkdir()
    cli.do('share', cli.folder / 'shared')
    lines = cli.do('audit')['audit']
    papers = [line['detail'] for line in lines if line['action'] == 'paper']
    true({'unlock', 'unlock-failed', 'import', 'undo-import', 'setting', 'paper', 'queue-return', 'send', 'backup', 'export', 'share'}
         <= {line['action'] for line in lines}, {line['action'] for line in lines})
    true(any(paper.startswith('chart ') for paper in papers) and any(paper.startswith('pack ') for paper in papers), papers)
    told = json.dumps(lines)
    true(all(child[key] not in told for key in ('upn', 'surname')), 'a line says who the child is')
    exported = (cli.folder / 'audit.csv').read_text(encoding='utf-8')
    true(exported.strip().splitlines()[-1].split(',')[3] == 'export', 'its last line says that it was taken out')


if __name__ == '__main__':
    haven.main()
