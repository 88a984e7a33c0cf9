# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers and meetings from the command line: pack, report, letter, minutes, meetings, sentences, round; each with what it refuses."""
import re

from haven import equal, main, test, true

DAY = '2025-11-21'


def demo(cli):
    cli.do('demo', '--size', 'small', today=DAY)
    return cli.do('pupils', '--flagged', today=DAY)['pupils']


def with_meeting(cli, pupils):
    """A child of whom a meeting was held, and that meeting."""
    for pupil in pupils:
        for meeting in cli.do('meetings', '--upn', pupil['upn'], today=DAY)['meetings']:
            if meeting['state'] == 'complete':
                return pupil, meeting
    raise AssertionError('no meeting was held')


def is_pdf(path):
    return path.read_bytes().startswith(b'%PDF-')


@test('/cli/papers/practice_21/meetings')
def meetings(cli):
    pupils = demo(cli)
    everybody = cli.do('meetings', today=DAY)
    true(everybody['meetings'] and everybody['expected'], 'nothing')
    for row in everybody['expected']:
        true(not re.search(r'overdue|late', row['sentence']), row['sentence'])
        true(row['date_held'] is None or row['date_held'] >= DAY, row)
    states = {row['state'] for row in everybody['meetings']}
    true(states <= {'not-started', 'in-progress', 'ready', 'held', 'sent', 'returned', 'complete'}, states)
    one = cli.do('meetings', '--upn', pupils[0]['upn'], today=DAY)
    equal({row['upn'] for row in one['meetings'] + one['expected']} - {pupils[0]['upn']}, set())
    cli.refuse(1, 'not-found', 'meetings', '--upn', 'A000000000000', today=DAY)


@test('/cli/papers/sentences')
def sentences(cli):
    upn = demo(cli)[0]['upn']
    words = ('sentences', '--upn', upn, '--kind', 'pep')
    before = cli.do(*words, today=DAY)['sentences']
    true(before and all(row['text'] for row in before), 'nothing')
    key = before[0]['key']
    edited = cli.do(*words, '--key', key, '--text', 'In our own words.', today=DAY)['sentences']
    equal([(row['text'], row['edited']) for row in edited if row['key'] == key], [('In our own words.', True)])
    again = cli.do(*words, today=DAY)['sentences']
    equal(again, edited, 'the edit is kept')
    struck = cli.do(*words, '--key', key, '--strike', today=DAY)['sentences']
    true([row['struck'] for row in struck if row['key'] == key] == [True], 'struck out')
    own = cli.do(*words, '--list', 'strengths', '--text', 'Sings in the choir.', today=DAY)['sentences']
    true(('strengths', 'Sings in the choir.') in [(row['list'], row['text']) for row in own], 'one’s own')
    paper = cli.folder / 'pack.txt'
    cli.do('pack', '--upn', upn, '--kind', 'pep', '--recipient', 'A. Reader', '--text', '--output', paper, today=DAY)
    text = paper.read_text(encoding='utf-8')
    true('Sings in the choir.' in text and 'In our own words.' not in text, 'the pack has what was made of them')


@test('/cli/papers/sentences/refused')
def sentences_refused(cli):
    upn = demo(cli)[0]['upn']
    cli.refuse(2, 'usage', 'sentences', '--upn', upn, today=DAY)
    cli.refuse(2, 'usage', 'sentences', '--upn', upn, '--kind', 'nonsense', today=DAY)
    cli.refuse(2, 'usage', 'sentences', '--upn', upn, '--kind', 'pep', '--key', 'nonsense', '--text', 'x', today=DAY)
    cli.refuse(2, 'usage', 'sentences', '--upn', upn, '--kind', 'pep', '--list', 'nonsense', '--text', 'x', today=DAY)
    cli.refuse(1, 'not-found', 'sentences', '--upn', 'A000000000000', '--kind', 'pep', today=DAY)


@test('/cli/papers/practice_26/round')
def weekly_round(cli):
    flagged = {row['upn'] for row in demo(cli)}
    told = cli.do('round', today=DAY)
    equal(told['minutes'], 45)
    true(0 < len(told['round']) <= 20, len(told['round']))
    true({row['upn'] for row in told['round']} <= flagged, 'only children with a social worker, now or before')
    true(all(row['seen'] for row in told['round']), 'last seen')
    cli.refuse(2, 'usage', 'round', '--nonsense', today=DAY)


@test('/cli/papers/practice_40/report')
def report(cli):
    demo(cli)
    for kind, period in (('dt-annual', '2025/26'), ('governors', '2025/26-autumn'), ('governors', '2024/25')):
        paper, text = cli.folder / f'{kind}.pdf', cli.folder / f'{kind}.txt'
        true(cli.do('report', '--kind', kind, '--year', period, '--output', paper, today=DAY)['pages'] >= 2, 'pages')
        true(is_pdf(paper), 'a PDF')
        cli.do('report', '--kind', kind, '--year', period, '--text', '--output', text, today=DAY)
        words = text.read_text(encoding='utf-8')
        for pupil in cli.do('pupils', '--flagged', today=DAY)['pupils']:
            true(f'{pupil["forename"]} {pupil["surname"]}' not in words, 'a child is named')
    true(any('report dt-annual' in str(line['detail']) for line in cli.do('audit', today=DAY)['audit']), 'in the audit')


@test('/cli/papers/report/refused')
def report_refused(cli):
    demo(cli)
    paper = cli.folder / 'report.pdf'
    cli.refuse(2, 'usage', 'report', '--kind', 'dt-annual', '--output', paper, today=DAY)
    cli.refuse(2, 'usage', 'report', '--kind', 'nonsense', '--year', '2025/26', '--output', paper, today=DAY)
    cli.refuse(2, 'usage', 'report', '--kind', 'governors', '--year', 'soon', '--output', paper, today=DAY)
    cli.refuse(1, 'not-found', 'report', '--kind', 'governors', '--year', '2031/32', '--output', paper, today=DAY)
    true(not paper.exists(), 'nothing was written')


@test('/cli/papers/practice_13/letter')
def letter(cli):
    upn = demo(cli)[0]['upn']
    names = {row['letter'] for row in cli.do('letter', today=DAY)['letters']}
    true({'suspension-parent', 'suspension-governors', 'suspension-authority', 'suspension-social-worker', 'suspension-virtual-school',
          'suspension-cancelled', 'part-time-agreement', 'invitation', 'transfer-receipt'} <= names, names)
    for name in sorted(names):
        paper, text = cli.folder / 'letter.pdf', cli.folder / 'letter.txt'
        true(cli.do('letter', '--upn', upn, '--name', name, '--recipient', 'A. Reader', '--output', paper, today=DAY)['pages'] >= 1, name)
        true(is_pdf(paper), name)
        cli.do('letter', '--upn', upn, '--name', name, '--recipient', 'A. Reader', '--text', '--output', text, today=DAY)
        true('{' not in text.read_text(encoding='utf-8'), f'{name}: a fact was not filled in')
    cli.do('settings', 'letter.invitation', '# Come\n\nDear {recipient}, come and talk about {forename}.', today=DAY)
    cli.do('letter', '--upn', upn, '--name', 'invitation', '--recipient', 'A. Reader', '--text', '--output', text, today=DAY)
    true('Dear A. Reader, come and talk about' in text.read_text(encoding='utf-8'), 'the school’s own template')


@test('/cli/papers/letter/refused')
def letter_refused(cli):
    upn = demo(cli)[0]['upn']
    paper = cli.folder / 'letter.pdf'
    cli.refuse(2, 'usage', 'letter', '--upn', upn, '--name', 'invitation', '--output', paper, today=DAY)
    cli.refuse(1, 'invalid', 'letter', '--upn', upn, '--name', 'nonsense', '--recipient', 'A. Reader', '--output', paper, today=DAY)
    cli.refuse(1, 'not-found', 'letter', '--upn', 'A000000000000', '--name', 'invitation', '--recipient', 'A. Reader', '--output', paper, today=DAY)
    true(not paper.exists(), 'nothing was written')


@test('/cli/papers/minutes')
def minutes(cli):
    pupil, meeting = with_meeting(cli, demo(cli))
    name = f'{pupil["forename"]} {pupil["surname"]}'
    paper, text, calendar = cli.folder / 'minutes.pdf', cli.folder / 'minutes.txt', cli.folder / 'meeting.ics'
    true(cli.do('minutes', '--meeting', meeting['id'], '--output', paper, today=DAY)['pages'] >= 1, 'pages')
    true(is_pdf(paper), 'a PDF')
    cli.do('minutes', '--meeting', meeting['id'], '--text', '--output', text, today=DAY)
    true('Working well' in text.read_text(encoding='utf-8') or 'Actions' in text.read_text(encoding='utf-8'), 'what was said')
    cli.do('minutes', '--meeting', meeting['id'], '--calendar', '--output', calendar, today=DAY)
    ics = calendar.read_bytes().decode()
    true(ics.startswith('BEGIN:VCALENDAR\r\n') and meeting['day'].replace('-', '') in ics, ics)
    true(name not in ics and pupil['surname'] not in ics, 'the calendar names the child')


@test('/cli/papers/minutes/refused')
def minutes_refused(cli):
    demo(cli)
    paper = cli.folder / 'minutes.pdf'
    cli.refuse(2, 'usage', 'minutes', '--output', paper, today=DAY)
    cli.refuse(2, 'usage', 'minutes', '--meeting', '1', today=DAY)
    cli.refuse(1, 'not-found', 'minutes', '--meeting', '999999', '--output', paper, today=DAY)
    true(not paper.exists(), 'nothing was written')


@test('/cli/papers/practice_24/pack')
def pack(cli):
    upn = demo(cli)[0]['upn']
    words = ('pack', '--upn', upn, '--kind', 'pep', '--recipient', 'A. Reader')
    review = cli.do(*words, '--review', today=DAY)
    true(review['edition'] == 'full' and review['left_out'], review)
    fields = {row['field'] for row in cli.do(*words, '--fields', today=DAY)['fields']}
    true({'Name', 'UPN', 'Attendance this year'} <= fields, fields)
    for edition in ('full', 'parent', 'young-person', 'class-teacher', 'summary'):
        paper = cli.folder / f'{edition}.pdf'
        pages = cli.do(*words, '--edition', edition, '--output', paper, today=DAY)['pages']
        true(is_pdf(paper) and (edition != 'summary' or pages <= 2), f'{edition}: {pages}')
    large = cli.do(*words, '--large-print', '--landscape', '--output', cli.folder / 'large.pdf', today=DAY)['pages']
    true(large > 1, 'large print')


@test('/cli/papers/pack/refused')
def pack_refused(cli):
    upn = demo(cli)[0]['upn']
    paper = cli.folder / 'pack.pdf'
    cli.refuse(2, 'usage', 'pack', '--upn', upn, '--kind', 'pep', today=DAY)
    cli.refuse(2, 'usage', 'pack', '--upn', upn, '--kind', 'nonsense', '--output', paper, today=DAY)
    cli.refuse(2, 'usage', 'pack', '--upn', upn, '--kind', 'pep', '--edition', 'nonsense', '--output', paper, today=DAY)
    cli.refuse(2, 'usage', 'pack', '--upn', upn, '--kind', 'pep', '--with', 'nonsense', '--output', paper, today=DAY)
    cli.refuse(1, 'not-found', 'pack', '--upn', 'A000000000000', '--kind', 'pep', '--output', paper, today=DAY)
    true(not paper.exists(), 'nothing was written')


main()
