#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of haven-cli as its contract says: what it does, what it refuses, and how it ends."""
import json
import pathlib
import shutil

import haven
from haven import DATA, PASSPHRASE, TODAY, equal, test, true

FIGURES = {'possible', 'attended', 'authorised', 'unauthorised', 'late_before', 'late_after', 'attendance_percent', 'pupils',
           'persistently_absent', 'severely_absent'}
SUSPENSIONS = {'suspensions', 'pupils_suspended', 'sessions', 'days', 'permanent_exclusions', 'rate_per_100'}


def has(object_, keys, what):
    true(set(keys) <= set(object_), f'{what} lacks {set(keys) - set(object_)}')


def demo(cli, seed=1, size='small', today=TODAY):
    return cli.do('demo', '--size', size, '--seed', seed, today=today)


# ---- how it ends ----

@test('/cli/exit/usage')
def usage(cli):
    for words in (('bogus',), (), ('attendance', '--no-such-option'), ('init', '--school', 'X'), ('init', '--school', 'X', '--urn', '12'),
                  ('demo', '--size', 'huge'), ('import',), ('verify-release',)):
        equal(cli.run(*words).status, 2, words)
        equal(cli.run(*words).code, 'usage', words)
    equal(cli.run('users', form='xml').status, 2, 'a form that does not exist')
    equal(cli.run('users', today='18/03/2026').status, 2, 'a day that is none')


@test('/cli/exit/usage-with-a-store')
def usage_with_store(cli):
    demo(cli)
    for words in (('attendance', '--group', 'CINO'), ('attendance', '--by', 'month'), ('attendance', '--from', '2026-13-01'),
                  ('attendance', '--from', '2026-02-01', '--to', '2026-01-01'), ('attendance', '--upn', 'X', '--group', 'all'),
                  ('chart', 'no-such-chart', '--output', 'x.svg'), ('release', '--period', 'autumn'), ('undo-import', 'x'),
                  ('book', 'drop-in-1'), ('pack', '--kind', 'pep')):
        equal(cli.run(*words).status, 2, words)


@test('/cli/exit/locked')
def locked(cli):
    cli.init()
    wrong = cli.folder / 'wrong'
    wrong.write_text('not the passphrase\n', encoding='utf-8')
    cli.refuse(3, 'locked', 'pupils', passphrase=wrong)
    cli.refuse(3, 'locked', 'pupils', passphrase=cli.folder / 'nowhere')
    cli.refuse(3, 'locked', 'pupils', passphrase='-', input='')
    cli.do('pupils')


@test('/cli/exit/not-a-store')
def not_a_store(cli):
    text = cli.folder / 'notes.txt'
    text.write_text('milk, bread\n', encoding='utf-8')
    empty = cli.folder / 'empty'
    empty.mkdir()
    impostor = cli.folder / 'impostor'
    impostor.mkdir()
    (impostor / 'keys').write_text('not keys\n', encoding='utf-8')
    for store in (text, empty, impostor, cli.folder / 'nowhere'):
        cli.refuse(3, 'not-a-store', 'pupils', store=store)
    equal(text.read_text(encoding='utf-8'), 'milk, bread\n', 'the text file')
    equal(list(empty.iterdir()), [], 'the empty folder')


@test('/cli/exit/damaged')
def damaged(cli):
    demo(cli)
    with (cli.store / 'store.db').open('r+b') as file:
        file.seek(200)
        file.write(b'\0' * 64)
    cli.refuse(1, 'damaged', 'pupils')


@test('/cli/passphrase/from-standard-input')
def passphrase_from_input(cli):
    cli.run('init', '--school', 'X', '--urn', '999001', passphrase='-', input=PASSPHRASE)
    for typed in (PASSPHRASE, PASSPHRASE + '\n', PASSPHRASE + '\r\n'):
        equal(cli.run('pupils', passphrase='-', input=typed).status, 0, repr(typed))
    equal(cli.run('pupils', passphrase='-', input=PASSPHRASE + '\n\n').status, 3, 'two newlines')


@test('/cli/print/one-object')
def one_object(cli):
    demo(cli)
    ended = cli.run('attendance')
    equal(ended.out.strip()[0] + ended.out.strip()[-1], '{}', 'what is printed')
    json.loads(ended.out)
    text = cli.run('attendance', form='text')
    true('attendance percent' in text.out and '{' not in text.out, 'text for people')


# ---- a store and its school ----

@test('/cli/init')
def init(cli):
    equal(cli.init()['store'], str(cli.store), 'store')
    equal(cli.do('users')['users'], [{'name': 'D. Invented', 'role': 'dsl'}], 'users')
    equal(cli.do('settings', 'urn'), {'urn': '999001'}, 'urn')
    equal(cli.do('pupils')['pupils'], [], 'pupils')
    equal(cli.run('init', '--school', 'Y', '--urn', '999002').status, 1, 'a second store in the same place')
    equal(cli.do('settings', 'name'), {'name': 'Invented High School'}, 'the first store')


@test('/cli/settings')
def settings(cli):
    cli.init()
    equal(cli.do('settings', 'registers', 'everyone'), {'registers': 'everyone'}, 'what was set')
    true('name' in cli.do('settings'), 'all settings')
    equal(cli.run('settings', 'exchange.token', 'x').status, 2, 'the key of the exchange')


@test('/cli/calendar')
def calendar(cli):
    cli.init()
    file = cli.folder / 'calendar.csv'
    file.write_text('what,first,last\nautumn,2025-09-02,2025-12-19\nhalf-term,2025-10-27,2025-10-31\nspring,2026-01-05,2026-03-27\n'
                    'half-term,2026-02-16,2026-02-20\nsummer,2026-04-13,2026-07-21\nhalf-term,2026-05-25,2026-05-29\nclosed,2026-05-04\n',
                    encoding='utf-8')
    equal(cli.do('calendar', file), {'dates': 7}, 'dates')
    file.write_text('what,first,last\nautumn,2 September,2025-12-19\n', encoding='utf-8')
    cli.refuse(1, 'invalid', 'calendar', file)
    cli.refuse(1, 'not-found', 'calendar', cli.folder / 'nowhere.csv')


# ---- imports ----

@test('/cli/import/receipts-and-undo')
def receipts_and_undo(cli):
    cli.init()
    done = cli.load_samples()['imports']
    equal([each['kind'] for each in done], ['pupils', 'statuses', 'marks', 'suspensions'], 'order')
    has(done[0], ('id', 'kind', 'rows', 'new', 'changed', 'same', 'problems', 'assumptions'), 'a receipt')
    equal([each['id'] for each in cli.do('imports')['imports']], [each['id'] for each in done], 'receipts kept')
    before = cli.do('attendance')
    cli.do('undo-import', done[2]['id'])
    equal(cli.do('attendance')['possible'], 0, 'no marks any more')
    cli.do('import', DATA / 'mis' / 'marks-long.csv')
    equal(cli.do('attendance'), before, 'the same again')
    equal(cli.run('undo-import', 999).status, 1, 'an import that is not there')


@test('/cli/import/dry-run')
def dry_run(cli):
    cli.init()
    shown = cli.do('import', '--dry-run', *(DATA / 'mis' / name for name in ('pupils.csv', 'marks-long.csv')))['imports']
    true(shown[0]['new'] > 0 and shown[1]['problems'] == [], 'what it would do, marks of pupils that the first file brings')
    equal(cli.do('pupils')['pupils'], [], 'nothing written')
    equal(cli.do('imports')['imports'], [], 'no receipt')


@test('/cli/import/problems')
def problems(cli):
    cli.init()
    cli.load_samples()
    file = cli.folder / 'marks.csv'
    file.write_text('UPN,Date,Session,Mark\nA123456789012,2025-11-03,AM,/\nC801208020001,31 Foo,AM,/\nC801208020001,2025-11-03,AM,??\n',
                    encoding='utf-8')
    found = cli.do('import', '--kind', 'marks', file)['imports'][0]['problems']
    equal([each['line'] for each in found], [2, 3, 4], 'lines')
    for each in found:
        has(each, ('line', 'column', 'code', 'message'), 'a problem')
    equal(cli.run('import', cli.folder / 'nowhere.csv').status, 1, 'no such file')
    file.write_text('one,two\n1,2\n', encoding='utf-8')
    equal(cli.run('import', file).status, 1, 'no kind of file')
    equal(cli.run('import', '--kind', 'bogus', file).status, 2, 'no such kind')


# ---- figures ----

@test('/cli/practice_01/pupils-and-groups')
def pupils(cli):
    cli.init()
    cli.load_samples()
    flagged = cli.do('pupils', '--flagged')['pupils']
    has(flagged[0], ('upn', 'surname', 'forename', 'year', 'status', 'groups'), 'a pupil')
    equal(flagged, cli.do('pupils', '--group', 'flagged')['pupils'], '--flagged is --group flagged')
    everybody = cli.do('pupils')['pupils']
    for group in ('CP', 'CIN', 'CLA', 'previous', 'others'):
        equal(cli.do('pupils', '--group', group)['pupils'], [each for each in everybody if group in each['groups']], group)
    equal(len(everybody), len(flagged) + len(cli.do('pupils', '--group', 'others')['pupils']), 'flagged and others')


@test('/cli/practice_03/flagged-later-is-not-in-autumn')
def flagged_later(cli):
    cli.init()
    cli.load_samples()
    other = cli.do('pupils', '--group', 'others')['pupils'][0]['upn']
    before = cli.do('attendance', '--group', 'flagged', '--from', '2025-09-01', '--to', '2025-12-19')
    file = cli.folder / 'status.csv'
    file.write_text(f'UPN,Status,Start Date,End Date\n{other},CP,2026-01-12,\n', encoding='utf-8')
    cli.do('import', file)
    equal(cli.do('attendance', '--group', 'flagged', '--from', '2025-09-01', '--to', '2025-12-19'), before, 'the autumn line')
    true(other in [each['upn'] for each in cli.do('pupils', '--flagged')['pupils']], 'flagged now')


@test('/cli/practice_34/a-range-that-cuts-a-week')
def cut_week(cli):
    cli.init()
    cli.load_samples()
    wednesday = ('--from', '2025-09-01', '--to', '2025-11-12')
    for group in ('all', 'others'):
        cli.refuse(1, 'invalid', 'attendance', '--group', group, *wednesday)
        cli.refuse(1, 'invalid', 'attendance', '--group', group, '--by', 'weekday')
        cli.refuse(1, 'invalid', 'attendance', '--group', group, '--by', 'code')
        cli.do('attendance', '--group', group, '--from', '2025-09-01', '--to', '2025-11-14')
    for by in ('weekday', 'code'):
        has(cli.do('attendance', '--group', 'flagged', '--by', by, *wednesday)['rows'][0], FIGURES | {'key'}, by)


@test('/cli/figures/keys')
def figure_keys(cli):
    demo(cli)
    child = cli.do('pupils', '--flagged')['pupils'][0]['upn']
    has(cli.do('attendance'), FIGURES, 'attendance')
    has(cli.do('attendance', '--upn', child.lower()), FIGURES, 'attendance of a child')
    has(cli.do('suspensions'), SUSPENSIONS, 'suspensions')
    for by in ('term', 'week', 'pupil'):
        has(cli.do('attendance', '--by', by)['rows'][0], FIGURES | {'key'}, by)
        has(cli.do('suspensions', '--by', by)['rows'][0], SUSPENSIONS | {'key'}, by)
    true('rows' not in cli.do('attendance'), 'rows only when asked')
    cli.refuse(1, 'not-found', 'attendance', '--upn', 'A123456789012')


@test('/cli/figures/default-range-is-the-year-of-the-last-mark')
def default_range(cli):
    cli.init()
    cli.load_samples()
    here = cli.do('attendance', today='2026-11-21')
    equal((here['from'], here['to']), ('2025-09-01', '2026-08-31'), 'range')
    true(here['possible'] > 0, 'marks of last year')
    equal(cli.do('attendance', today='2025-06-01')['possible'], 0, 'before there was any')


@test('/cli/practice_07/today-when-marks-stop-short')
def today_stale(cli):
    demo(cli)
    fresh = cli.do('today')
    equal((fresh['marks_until'], fresh['reaches_now']), (TODAY, True), 'the day of the demo')
    has(fresh['items'][0], ('rule', 'upn', 'since', 'figures', 'sentence'), 'an item')
    equal(fresh['items'][0]['rule'], 'unexplained-absence', 'what comes first')
    stale = cli.do('today', today='2026-03-20')
    equal((stale['marks_until'], stale['reaches_now']), (TODAY, False), 'two days later')
    equal(stale['items'][0]['rule'], 'marks-stop-short', 'row one')
    true('absent-today' not in [each['rule'] for each in stale['items']], 'absent today is not worked out')


@test('/cli/demo/same-again')
def demo_again(cli):
    first = demo(cli, seed=7)
    has(first, ('pupils', 'flagged', 'marks'), 'demo')
    equal(first['pupils'], 120, 'pupils')
    seen = [cli.do(*words) for words in (('pupils',), ('today',), ('attendance', '--by', 'week'), ('bookings',))]
    equal(cli.run('demo').status, 1, 'a demo in the place of a store')
    shutil.rmtree(cli.store)
    equal(demo(cli, seed=7), first, 'the same seed')
    equal([cli.do(*words) for words in (('pupils',), ('today',), ('attendance', '--by', 'week'), ('bookings',))], seen, 'the same school')
    shutil.rmtree(cli.store)
    true(demo(cli, seed=8) != first, 'another seed')


# ---- papers ----

@test('/cli/chart/every-one')
def charts(cli):
    demo(cli)
    children = [child['upn'] for child in cli.do('pupils', '--flagged')['pupils']]
    child = children[0]
    listed = cli.do('chart', '--list')['charts']

    def is_drawn(kind, *of):
        return cli.run('chart', kind, *of, '--output', cli.folder / 'tried.csv').status == 0

    for chart in listed:
        # Not every child has an SDQ or a part-time timetable; somebody in the invented school has.
        whose = next((each for each in children if is_drawn(chart['kind'], '--upn', each)), None) if chart['upn'] else None
        true(whose or not chart['upn'], f'{chart["kind"]} of anybody')
        of = ('--upn', whose) if whose else ('--group', 'flagged')
        for suffix, start in (('svg', b'<?xml'), ('png', b'\x89PNG'), ('pdf', b'%PDF'), ('csv', b''), ('html', b'<!DOCTYPE html>')):
            file = cli.folder / f'chart.{suffix}'
            shown = cli.do('chart', chart['kind'], *of, '--width', 700, '--height', 350, '--output', file)
            has(shown, ('title', 'description', 'rows'), chart['kind'])
            true(file.read_bytes().startswith(start), f'{chart["kind"]}.{suffix}')
    equal(cli.run('chart', listed[0]['kind'], '--output', cli.folder / 'chart.gif', '--upn', child).status, 1, 'a gif')
    part = cli.do('chart', 'absence-codes', '--group', 'flagged', '--from', '2025-09-01', '--to', '2025-10-17', '--output', cli.folder / 'part.csv')
    whole = cli.do('chart', 'absence-codes', '--group', 'flagged', '--output', cli.folder / 'whole.csv')
    true(part['description'] != whole['description'], 'a period of its own')
    true('Published' in cli.do('chart', 'attendance-trend', '--group', 'CIN', '--beside', 'england', '--output', file)['description'], 'England')
    equal(cli.run('chart', 'multiples', '--beside', 'mars', '--output', file).status, 2, 'beside nothing')


@test('/cli/pack/every-kind')
def packs(cli):
    demo(cli)
    child = cli.do('pupils', '--flagged')['pupils'][0]['upn']
    for kind in ('pep', 'cin-review', 'core-group', 'cp-conference', 'strategy', 'internal'):
        file = cli.folder / f'{kind}.pdf'
        true(cli.do('pack', '--upn', child, '--kind', kind, '--output', file)['pages'] >= 1, kind)
        true(file.read_bytes().startswith(b'%PDF'), kind)
    equal(cli.run('pack', '--upn', child, '--kind', 'party', '--output', file).status, 2, 'no such pack')


# ---- the Virtual School ----

@test('/cli/release/proved-from-the-file')
def release(cli):
    demo(cli, size='school')
    file = cli.folder / 'return.json'
    cli.do('release', '--period', '2025/26-autumn', '--output', file)
    shown = cli.do('release', '--period', '2025/26-autumn')
    equal(json.loads(file.read_text(encoding='utf-8')), shown, 'the file and what is shown')
    piped = cli.folder / 'piped.json'
    piped.write_text(cli.run('release', '--period', '2025/26-autumn').out, encoding='utf-8', newline='')
    equal(piped.read_bytes(), file.read_bytes(), 'what is printed is what would be sent')
    verdict = cli.do('verify-release', file, store=cli.folder / 'nowhere')
    true(0 < verdict['hidden'] == verdict['proved'] < verdict['cells'], verdict)
    cells = cli.do('release', '--period', '2025/26-autumn', '--explain')['cells']
    has(cells[0], ('measure', 'by', 'group', 'response', 'shown', 'reason'), 'a cell')
    equal(sum(not cell['shown'] for cell in cells), verdict['hidden'], 'hidden cells')
    equal(cli.run('release', '--period', '2026/27-autumn').status, 1, 'a period to come')


@test('/cli/release/a-changed-figure-is-refused')
def changed_release(cli):
    demo(cli, size='school')
    file = cli.folder / 'return.json'
    cli.do('release', '--period', '2025/26-autumn', '--output', file)
    text = file.read_text(encoding='utf-8')
    roll = json.loads(text)['cells'][0]['value']
    file.write_text(text.replace(f'"value":{roll}', f'"value":{roll + 1}', 1), encoding='utf-8')
    equal(cli.run('verify-release', file).status, 1, 'one more child')
    equal(cli.run('verify-release', cli.passphrase).status, 1, 'no return at all')


@test('/cli/release/queued-once')
def queued(cli):
    demo(cli, size='school')
    waiting = cli.do('outbox')['waiting']
    for _ in range(2):
        cli.do('release', '--period', '2025/26-autumn', '--queue', '--approved-by', 'H. Invented')
    equal(cli.do('outbox')['waiting'], waiting + 1, 'the same return twice is one')
    file = cli.folder / 'outbox.haven'
    cli.do('outbox', '--save', file)
    true(file.stat().st_size > 0, 'saved')
    equal(cli.do('outbox')['waiting'], waiting + 1, 'what is saved still waits')


@test('/cli/training/book-and-cancel')
def training(cli):
    demo(cli)
    waiting = cli.do('outbox')['waiting']
    event = cli.do('events')['events'][0]['event']
    booking = cli.do('book', event, '--name', 'Terry Invented', '--email', 't@school.invalid', '--role', 'Tutor')
    equal(booking['state'], 'asked', 'asked for is not confirmed')
    equal(cli.do('outbox')['waiting'], waiting + 1, 'it waits')
    equal(cli.do('cancel', booking['booking'])['state'], 'cancelled', 'cancelled before it left')
    equal(cli.do('outbox')['waiting'], waiting, 'the Virtual School never hears of it')
    cli.refuse(1, 'invalid', 'cancel', booking['booking'])
    cli.refuse(1, 'not-found', 'book', 'no-such-event', '--name', 'T', '--email', 't@school.invalid')
    equal({each['state'] for each in cli.do('bookings')['bookings']} >= {'confirmed', 'waiting-list', 'not-offered', 'asked'}, True, 'states')


@test('/cli/exit/kept-for-later')
def kept_for_later(cli):
    demo(cli)
    equal(cli.run('sync').status, 1, 'not joined')
    cli.refuse(4, 'offline', 'enrol', '--endpoint', 'https://127.0.0.1:1', '--code', '7K3M-XQ2F-9TDA-B4WN')
    cli.refuse(1, 'invalid', 'load', cli.passphrase)


# ---- nothing in clear ----

@test('/cli/store/nothing-in-clear')
def nothing_in_clear(cli):
    demo(cli)
    everybody = cli.do('pupils')['pupils']
    held = b''.join(file.read_bytes() for file in pathlib.Path(cli.store).rglob('*') if file.is_file())
    for pupil in everybody:
        for text in (pupil['upn'], pupil['surname']):
            true(len(text) < 5 or text.encode() not in held, 'a name or a number stands in clear')
    true(b'Invented' not in held and b'SQLite' not in held, 'the store says what it is')


if __name__ == '__main__':
    haven.main()
