# SPDX-License-Identifier: GPL-3.0-or-later
"""A pupil's life in Haven, as a script would live it: enrolled by an import, flagged, written about, held, left, printed into the child protection
file, sent and acknowledged, due, erased. Then nothing of the child is left in any byte of any file of the machine's home: the database with its
free pages, its log, backups and lists are searched decrypted, with the store's key. The search is tried while the child is still there.

Between leaving and erasing somebody asks for everything held, and the next school opens what was sealed for it."""
import json
import os
import pathlib
import subprocess

import haven
from canary import Canary
from haven import PASSPHRASE, equal, test, true

IN_SCHOOL, LEFT, OVER = '2025-10-06', '2025-12-19', '2027-09-01'
SIBLING = 'X801207017000'


class Child(Canary):
    """Whose name and number nobody else has."""

    @property
    def words(self):
        return [self.surname, self.forename, self.upn]


def csv(cli, name, *lines):
    path = cli.folder / 'from-the-mis' / f'{name}.csv'
    path.parent.mkdir(exist_ok=True)
    path.write_text('\n'.join(lines) + '\n', encoding='utf-8')
    return path


def pupils(cli, child, left=''):
    header = 'UPN,Surname,Forename,DOB,NC Year,Reg Group,Sex,SEN Status,FSM Eligible,Admission Date,Leaving Date'
    row = f'{child.upn},{child.surname},{child.forename},2012-02-29,9,9B,F,N,Y,2023-09-01,{left}'
    return csv(cli, 'pupils', header, row, f'{SIBLING},Iqbal,Tomasz,2010-08-15,11,11C,M,N,N,2023-09-01,')


def search(cli, *needles):
    """How often they stand in the machine's home, and where; what the MIS gave and the paper that was asked for are not Haven's to clean."""
    ended = subprocess.run([os.environ['HAVEN_SEARCH_WITH_KEY'], cli.store / 'keys', PASSPHRASE, cli.home, *needles],
                           capture_output=True, text=True, check=True)
    *where, n = ended.stdout.splitlines()
    return int(n), '\n'.join(where)


def enrol(cli, child):
    cli.home = cli.folder / 'home'
    cli.home.mkdir()
    cli.store = cli.home / 'school.haven'
    cli.init()
    cli.do('import', pupils(cli, child), today=IN_SCHOOL)


def flag(cli, child):
    cli.do('import', csv(cli, 'statuses', 'UPN,Status,Start Date,End Date', f'{child.upn},CP,2025-09-08,'), today=IN_SCHOOL)
    cli.do('import', csv(cli, 'suspensions', 'UPN,Type,Start Date,Sessions,Reason', f'{child.upn},SUSP,2025-10-01,4,DB'), today=IN_SCHOOL)


def back_up(cli):
    """One of the day before it leaves, in a folder of its own; and one that somebody carried away."""
    folder = cli.home / 'backups'
    folder.mkdir(exist_ok=True)
    cli.do('backup', folder, today='2025-12-18')
    carried = cli.home / 'stick.havenbackup'
    cli.do('backup', carried, today='2025-12-18')
    away = cli.folder / 'carried-away.havenbackup'
    carried.rename(away)
    return folder, away


def leave(cli, child):
    cli.do('import', pupils(cli, child, LEFT), today='2026-01-05')
    told = cli.do('leaver', '--upn', child.upn, today='2026-01-05')
    equal((told['stage'], told['left']), ('print', LEFT), 'it leaves')
    rules = {item['rule']: item for item in cli.do('today', today='2026-01-05')['items']}
    true('file-to-send' in rules, 'Today tells that the file is to be sent')
    return told


def hand_on(cli, child):
    paper = cli.folder / 'for-the-file.pdf'
    equal(cli.do('leaver', '--upn', child.upn, '--print', paper, today='2026-01-05')['stage'], 'send', 'printed')
    true(paper.read_bytes().startswith(b'%PDF'), 'a paper for the file')
    cli.refuse(1, 'invalid', 'leaver', '--upn', child.upn, '--receipt', '2026-01-09', today='2026-01-12')
    equal(cli.do('leaver', '--upn', child.upn, '--sent', '2026-01-07', '--to', 'Elsewhere High', today='2026-01-07')['stage'], 'receipt', 'sent')
    rules = [item['rule'] for item in cli.do('today', today='2026-01-20')['items']]
    true('file-receipt' in rules and 'file-to-send' not in rules, 'Today asks for the receipt')
    equal(cli.do('leaver', '--upn', child.upn, '--receipt', '2026-01-09', today='2026-01-21')['stage'], 'settled', 'received')


def answer(cli, child):
    """Asked for, gone through, signed, given: on paper, and for machines with every table of the child in it."""
    asker, paper, data = 'Quillon Askingwell', cli.folder / 'answer.pdf', cli.folder / 'answer.json'
    request = str(cli.do('subject-access', 'ask', '--upn', child.upn, '--by', asker, today='2026-01-06')['id'])
    cli.refuse(1, 'refused', 'subject-access', 'answer', request, '--output', paper, today='2026-01-07')
    for kind in {passage['kind'] for passage in cli.do('subject-access', 'marks', request)['passages']}:
        cli.do('subject-access', 'decide', request, kind, 'redact', today='2026-01-07')
    cli.do('subject-access', 'sign', request, '--by', 'O. Officer', today='2026-01-07')
    cli.do('subject-access', 'answer', request, '--output', paper, '--data', data, today='2026-01-08')
    held = json.loads(data.read_text(encoding='utf-8'))['held']
    equal((held['pupils'][0]['upn'], held['spells'][0]['status'], len(held['suspensions'])), (child.upn, 'CP', 1), 'what is held')
    return asker


def move_school(cli, child):
    """Sealed here, opened at a school that knows nobody, and its receipt taken here."""
    sealed, receipt, key = cli.folder / 'sealed.haven-transfer', cli.folder / 'receipt.txt', cli.folder / 'seal'
    key.write_text('marble kettle ostrich tunnel\n', encoding='utf-8')
    cli.do('transfer', 'make', '--upn', child.upn, '--to', 'Elsewhere High', '--output', sealed, '--seal-passphrase-file', key, today='2026-01-07')
    equal([word for word in child.words if word.encode() in sealed.read_bytes()], [], 'in clear in the sealed file')
    there = haven.Cli(cli.program, cli.folder / 'from-the-mis')
    there.do('init', '--school', 'Elsewhere High', '--urn', '999002', '--user', 'D. There')
    there.do('transfer', 'open', sealed, '--receipt', receipt, '--seal-passphrase-file', key, today='2026-01-09')
    equal([pupil['upn'] for pupil in there.do('pupils', '--flagged', today='2026-01-09')['pupils']], [child.upn], 'the child is there')
    cli.do('transfer', 'receipt', receipt, today='2026-01-12')
    equal(cli.do('transfer', 'list', today='2026-01-12')['transfers'][0]['received'], '2026-01-09', 'received')


def hold(cli, child):
    cli.do('hold', '--upn', child.upn, '--ground', 'inquiry', '--because', 'Invented inquiry 7', today='2026-02-01')
    for reason in ('time', 'request', 'mistake', 'order'):
        cli.refuse(1, 'refused', 'erase', '--upn', child.upn, '--reason', reason, today=OVER)
    cli.do('hold', '--upn', child.upn, '--lift', '--because', 'It ended', today='2027-08-01')


def review(cli, child):
    cli.refuse(1, 'refused', 'erase', '--upn', child.upn, '--reason', 'time', today='2027-08-31')
    due = cli.do('retention', '--due', today=OVER)
    equal([row['upn'] for row in due['records']], [child.upn], 'due the day after the year after')
    equal((due['records'][0]['until'], due['records'][0]['file_until']), ('2027-08-31', '2037-03-01'), 'of Haven, and of the file')
    cli.do('keep', '--upn', child.upn, '--until', '2027-12-31', '--because', 'A complaint may come', today=OVER)
    cli.refuse(1, 'refused', 'erase', '--upn', child.upn, '--reason', 'time', today='2027-12-31')


def erase(cli, child, away):
    certificate = cli.home / 'certificate.pdf'
    cli.refuse(1, 'refused', 'erase', '--upn', child.upn, '--reason', 'time', '--because', f'{child.surname} is grown up', today='2028-01-01')
    erased = cli.do('erase', '--upn', child.upn, '--reason', 'time', '--because', 'Reviewed by the governors', '--decided-by', 'The head',
                    '--certificate', certificate, today='2028-01-01')
    counts = {row['what']: row['rows'] for row in erased['erased']}
    equal([counts[table] for table in ('pupils', 'spells', 'suspensions', 'holds', 'departures', 'reviews')], [1] * 6, 'what went')
    equal([row['destroy_this_too'] for row in erased['left_over']], [str(cli.home / 'stick.havenbackup')], 'the one that was carried away is told')
    true(erased['swept_at'] is not None and certificate.read_bytes().startswith(b'%PDF'), 'swept, with a certificate')
    return erased['reference']


def look_back(cli, child, folder, away, reference):
    """Neither the rotated backup nor the one that was carried away brings the child back; the other child is in both."""
    for number, backup in enumerate([*folder.glob('*.havenbackup'), away]):
        restored = cli.home / f'restored-{number}.haven'
        cli.do('restore', backup, '--as', restored, today='2028-01-02')
        equal([pupil['upn'] for pupil in cli.do('pupils', store=restored, today='2028-01-02')['pupils']], [SIBLING], str(backup))
        equal([row['reference'] for row in cli.do('erasures', store=restored, today='2028-01-02')['erasures']], [reference], str(backup))
        cli.do('audit', '--verify', store=restored, today='2028-01-02')


@test('/cli/practice_25/a-pupils-life')
def _(cli):
    child = Child(seed=25)
    enrol(cli, child)
    flag(cli, child)
    folder, away = back_up(cli)
    true(search(cli, child.surname)[0] > 1 and search(cli, child.upn)[0] > 1, 'the search finds who is there')
    leave(cli, child)
    asked = answer(cli, child)
    hand_on(cli, child)
    move_school(cli, child)
    hold(cli, child)
    review(cli, child)
    reference = erase(cli, child, away)
    equal(search(cli, *child.words, asked), (0, ''), 'nothing is left')
    cli.do('check', today='2028-01-01')
    cli.do('audit', '--verify', today='2028-01-01')
    equal([pupil['upn'] for pupil in cli.do('pupils', today='2028-01-01')['pupils']], [SIBLING], 'the other child is there')
    cli.refuse(1, 'invalid', 'undo-import', 1, today='2028-01-01')
    look_back(cli, child, folder, away, reference)
    equal(search(cli, *child.words), (0, ''), 'nothing came back')


if __name__ == '__main__':
    haven.main()
