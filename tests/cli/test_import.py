#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing from a script: what is asked is refused with the option that says it, and what was said is remembered."""
import json
import os

import haven
from haven import equal, test, true

ONE, TWO = 'B801200005001', 'U502400200093'
PUPILS = f'UPN,Adno,Surname,Forename,DOB,Year,Form\n{ONE},1,Brown,Amara,2012-03-14,9,9B\n{TWO},2,Evans,Ben,2012-03-15,9,9C\n'
LIST = 'Surname,Forename,DOB,Status,Start Date,Social Worker\nBrown,Amara,2012-03-14,CIN,2025-10-01,J. Invented\n'
UNSURE = f'UPN,Date,Session,Mark\n{ONE},03/04/2025,AM,/\n{ONE},03/04/2025,PM,N\n'


def write(cli, name, text):
    path = cli.folder / name
    path.write_text(text, encoding='utf-8')
    return path


def begin(cli):
    cli.init()
    cli.do('import', write(cli, 'pupils.csv', PUPILS))


def only(result):
    equal(len(result['imports']), 1, 'imports')
    return result['imports'][0]


def refuse(cli, option, *words):
    message = cli.refuse(1, 'invalid', 'import', *words).json['error']['message']
    true(option in message, message)


@test('/cli/import/date-order')
def date_order(cli):
    begin(cli)
    path = write(cli, 'marks.csv', UNSURE)
    before = cli.do('imports')
    refuse(cli, '--date-order', path)
    equal(cli.do('imports'), before, 'nothing was imported')
    equal(cli.run('import', '--date-order', 'sideways', path).status, 2, 'usage')
    only(cli.do('import', '--date-order', 'month-first', path))
    equal(cli.do('attendance', '--from', '2025-03-03', '--to', '2025-03-09')['possible'], 2, 'in March')
    # A file of the same shape is not asked about again.
    only(cli.do('import', write(cli, 'next.csv', UNSURE.replace('03/04', '05/04'))))
    equal(cli.do('attendance', '--from', '2025-04-28', '--to', '2025-05-04')['possible'], 2, 'in May')


# One file cannot tell, and the other proves it: what nobody said is told as an assumption, and not remembered.
@test('/cli/import/date-order-of-the-other-file')
def date_order_of_others(cli):
    cli.init()
    pupils = write(cli, 'pupils.csv', PUPILS.replace('2012-03-14', '14/03/2012').replace('2012-03-15', '15/03/2012'))
    marks = write(cli, 'marks.csv', UNSURE)
    imports = cli.do('import', marks, pupils)['imports']
    equal([each['kind'] for each in imports], ['pupils', 'marks'], 'both')
    true(any('as in pupils.csv' in each for each in imports[1]['assumptions']), imports[1]['assumptions'])
    equal(cli.do('attendance', '--from', '2025-03-31', '--to', '2025-04-06')['possible'], 2, 'in April')
    true('as in pupils.csv' in cli.do('imports', '--receipt', imports[1]['id'])['receipt'], 'in the receipt')
    refuse(cli, '--date-order', write(cli, 'alone.csv', UNSURE.replace('03/04', '05/04')))


@test('/cli/import/date-order-of-files-that-differ')
def date_order_of_files_that_differ(cli):
    cli.init()
    pupils = write(cli, 'pupils.csv', PUPILS.replace('2012-03-14', '14/03/2012'))
    statuses = write(cli, 'statuses.csv', f'UPN,Status,Start Date\n{ONE},CIN,10/25/2024\n')
    refuse(cli, '--date-order', pupils, statuses, write(cli, 'marks.csv', UNSURE))
    equal(cli.do('imports')['imports'], [], 'nothing of any of them')


@test('/cli/import/school-year')
def school_year(cli):
    begin(cli)
    path = write(cli, 'marks.csv', f'UPN,04-Nov AM,04-Nov PM\n{ONE},/,I\n')
    refuse(cli, '--school-year', path)
    one = only(cli.do('import', '--school-year', '2024/25', path))
    equal(one['new'], 2, 'taken')
    equal(cli.do('attendance', '--from', '2024-11-04', '--to', '2024-11-10')['possible'], 2, 'of that year')
    told = only(cli.do('import', '--dry-run', write(cli, 'told.csv', f'UPN,Mon 03/11 AM,Tue 04/11 AM\n{ONE},/,I\n')))['assumptions']
    true(any('2025/26' in each for each in told), told)


@test('/cli/import/dry-run')
def dry_run(cli):
    begin(cli)
    path = write(cli, 'marks.csv', UNSURE)
    before = cli.do('imports')
    ended = cli.run('import', '--dry-run', path)
    equal(ended.status, 1, 'ends as the import would')
    questions = only(ended.json)['questions']
    equal([(each['key'], each['answers'], each['needed']) for each in questions], [('date-order', ['day-first', 'month-first'], True)], 'questions')
    equal(cli.run('import', '--dry-run', '--answer', 'date-order=day-first', path).status, 0, 'answered')
    equal(cli.do('imports'), before, 'nothing is written')


@test('/cli/practice_29/list-of-the-authority')
def authority_list(cli):
    begin(cli)
    path = write(cli, 'list.csv', LIST)
    refuse(cli, '--authority', path)
    one = only(cli.do('import', '--authority', 'Invented County', path))
    equal((one['kind'], one['new']), ('authority-list', 0), 'a name is not enough')
    one = only(cli.do('import', '--authority', 'Invented County', '--told-by', 'The team', '--confirmed-on', '2026-03-16',
                      '--answer', 'list-new:2=yes', path))
    equal(one['new'], 1, 'with a yes')
    equal([each['upn'] for each in cli.do('pupils', '--flagged')['pupils']], [ONE], 'flagged')
    cli.do('undo-import', one['id'])
    equal(cli.do('pupils', '--flagged')['pupils'], [], 'taken back')


@test('/cli/import/totals')
def totals(cli):
    begin(cli)
    path = write(cli, 'totals.csv', f'UPN,Possible,Attended,Authorised Absences,Unauthorised Absences\n{ONE},140,120,15,5\n{TWO},140,139,1,0\n')
    refuse(cli, '--period', path)
    equal(only(cli.do('import', '--period', '2025/26-autumn', path))['new'], 2, 'taken')
    whole = ('--from', '2025-09-01', '--to', '2025-12-31')
    figures = cli.do('attendance', *whole)
    equal([figures[key] for key in ('possible', 'attended', 'authorised', 'unauthorised')], [280, 259, 16, 5], 'figures')
    cli.refuse(1, 'invalid', 'attendance', *whole, '--by', 'week')
    cli.refuse(1, 'invalid', 'attendance', '--upn', ONE, *whole, '--by', 'code')
    cli.refuse(1, 'invalid', 'attendance', '--from', '2025-09-01', '--to', '2025-10-05')
    # Marks of the same days win: totals of them never count beside.
    cli.do('import', write(cli, 'marks.csv', f'UPN,Date,Session,Mark\n{ONE},2025-11-03,AM,/\n'))
    equal(cli.do('attendance', *whole)['possible'], 141, 'never twice')


@test('/cli/practice_19/whole-school-attainment')
def whole_school(cli):
    begin(cli)
    text = 'Subject,Date,Year Group,Below,Expected,Greater Depth,No Result\nReading,2025-07-01,6,10,30,15,2\n'
    one = only(cli.do('import', write(cli, 'results.csv', text)))
    equal((one['kind'], one['new']), ('school-attainment', 1), 'taken')
    equal(only(cli.do('import', write(cli, 'results.csv', text)))['same'], 1, 'the same again')


@test('/cli/import/mapping')
def mapping(cli):
    begin(cli)
    odd = write(cli, 'odd.csv', f'Zed,Who,Bit,Tally\n{ONE},2025-11-03,one,/\n')
    saved = cli.folder / 'mapping.json'
    known = write(cli, 'known.csv', f'UPN,Date,Session,Mark\n{ONE},2025-11-03,AM,/\n')
    cli.do('import', '--dry-run', '--save-mapping', saved, known)
    equal(json.loads(saved.read_text())['columns'], {'UPN': 'upn', 'Date': 'day', 'Session': 'session', 'Mark': 'mark'}, 'saved')
    saved.write_text(json.dumps({'haven': 'mapping', 'version': 1, 'kind': 'marks',
                                 'columns': {'Zed': 'upn', 'Who': 'day', 'Bit': 'session', 'Tally': 'mark'},
                                 'values': {'session|one': 'AM'}}))
    equal(only(cli.do('import', '--mapping', saved, odd))['new'], 1, 'read with it')
    true(ONE not in saved.read_text(), 'a mapping holds no pupil')
    saved.write_text('{}')
    cli.refuse(1, 'invalid', 'import', '--mapping', saved, odd)
    cli.refuse(1, 'not-found', 'import', '--mapping', cli.folder / 'nowhere', odd)


@test('/cli/import/receipt')
def receipt(cli):
    begin(cli)
    text = cli.do('imports', '--receipt', 1)['receipt']
    for part in ('pupils.csv', 'SHA-256: ', 'New: 2', 'By: D. Invented'):
        true(part in text, part)
    cli.refuse(1, 'not-found', 'imports', '--receipt', 7)


@test('/cli/practice_30/delete-the-export')
def delete_export(cli):
    cli.init()
    path = write(cli, 'pupils.csv', PUPILS)
    cli.do('import', '--delete-export', path)
    true(not os.path.exists(path), 'it is gone')


@test('/cli/practice_32/handed-in')
def handed_in(cli):
    begin(cli)
    other = cli.folder / 'other'
    other.write_text('an officer of attendance\n', encoding='utf-8')
    cli.do('user', 'add', '--user', 'A. Officer', '--role', 'attendance', '--new-passphrase-file', other)
    cli.do('hand-in', write(cli, 'marks.csv', UNSURE), passphrase=other)
    file = cli.do('handed-in')['handed_in'][0]['id']
    message = cli.refuse(1, 'invalid', 'handed-in', '--import', file).json['error']['message']
    true('--date-order' in message or '--answer' in message, message)
    cli.do('handed-in', '--import', file, '--answer', 'date-order=day-first')
    equal(cli.do('attendance', '--from', '2025-03-31', '--to', '2025-04-06')['possible'], 2, 'in April')
    equal(cli.do('handed-in')['handed_in'], [], 'put away')


@test('/cli/practice_34/registers')
def registers(cli):
    begin(cli)
    marks = write(cli, 'marks.csv', f'UPN,Date,Session,Mark\n{ONE},2025-11-03,AM,/\n{ONE},2025-11-03,PM,N\n')
    by_code = ('attendance', '--upn', ONE, '--by', 'code', '--from', '2025-11-03', '--to', '2025-11-09')
    cli.do('import', marks)
    cli.refuse(1, 'invalid', *by_code)
    cli.do('settings', 'registers', 'everyone')
    cli.do('import', marks)
    equal({row['key'] for row in cli.do(*by_code)['rows']}, {'/', 'N'}, 'a full register for everyone')
    figures = cli.do('attendance', '--from', '2025-11-03', '--to', '2025-11-09')
    # Back to those with a social worker: days and codes go at once, the figures stay.
    cli.do('settings', 'registers', 'flagged')
    cli.refuse(1, 'invalid', *by_code)
    equal(cli.do('attendance', '--from', '2025-11-03', '--to', '2025-11-09'), figures, 'figures')
    # A pupil who is flagged later gets a full register from the next import.
    cli.do('import', write(cli, 'statuses.csv', f'UPN,Status,Start Date\n{ONE},CP,2025-11-01\n'))
    cli.do('import', marks)
    equal({row['key'] for row in cli.do(*by_code)['rows']}, {'/', 'N'}, 'a full register')


@test('/cli/practice_34/unused-columns')
def unused_columns(cli):
    cli.init()
    head, *rows = PUPILS.splitlines()
    cli.do('import', write(cli, 'pupils.csv', '\n'.join([head + ',Home Address,Shoe Size'] + [row + ',7 Canary Lane,41' for row in rows])))
    for name in os.listdir(cli.store):
        path = cli.store / name
        if path.is_file():
            true(b'Canary' not in path.read_bytes(), name)
    columns = only(cli.do('import', '--dry-run', cli.folder / 'pupils.csv'))['columns']
    equal([each['means'] for each in columns if each['column'] in ('Home Address', 'Shoe Size')], [None, None], 'unused')


if __name__ == '__main__':
    haven.main()
