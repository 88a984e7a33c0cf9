#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The school of mis_samples.py as other systems and other report writers would export it.

    mis_dialects.py FOLDER DIALECT [SEED [PUPILS [DAYS]]]

A dialect says what columns are called and in what order they stand, how days, names, years, yes and no are written, in which shape the
marks stand, and what kind of file it is. FOLDER receives its files and truth.json, which is counted before anything is written."""
import csv
import datetime
import io
import json
import pathlib
import sys
import zipfile
from xml.sax.saxutils import escape

import mis_samples

STAND_INS = {'C1': '<', 'C2': '>', 'J1': '?', 'Y1': '$', 'Y2': 'a', 'Y3': '%', 'Y4': '`', 'Y5': ':', 'Y6': '|', 'Y7': '_'}
WORDS = {'I': 'I - Illness', 'O': 'O (Unauthorised)', 'L': 'L: Late', 'M': 'Medical (M)'}
STATUS_WORDS = {'CP': 'Child Protection Plan', 'CIN': 'Child in Need', 'SW': 'Section 47', 'CLA': 'Looked After', 'PLA': 'Previously LAC',
                'KINSHIP': 'Kinship care'}
YEAR_WORDS = {'plain': str, 'year': 'Year {}'.format, 'yr': 'Yr {}'.format, 'y': 'Y{}'.format, 'two': '{:02d}'.format}
LATIN = str.maketrans('Łłó', 'Llo')


def short(day):
    return f'{day.day} {day:%b %Y}'


DAY_STYLES = {
    'iso': '{:%Y-%m-%d}'.format, 'dmy': '{:%d/%m/%Y}'.format, 'dmy2': '{:%d/%m/%y}'.format, 'dots': '{:%d.%m.%Y}'.format,
        'month': '{:%d-%b-%y}'.format,
    'short': short, 'long': '{:%d %B %Y}'.format, 'weekday': '{:%a %d/%m/%Y}'.format, 'time': '{:%d/%m/%Y 00:00:00}'.format,
    'us': '{:%m/%d/%Y}'.format, 'stamp': '{:%Y-%m-%dT00:00:00}'.format,
}

# Headers are: pupils (UPN, number, surname, forename or one name, born, year, form, sex, SEN, FSM), statuses (status, first, last), marks
# (day, session, mark), suspensions (type, first, sessions, reason)
DIALECTS = {
    'sims-like': dict(
        form='csv', delimiter=',', encoding='utf-8-sig', day='dmy', shape='rows', year='year',
        pupils=('UPN', 'Adno', 'Legal Surname', 'Preferred Forename', 'DOB', 'Year Taught In', 'Reg Group', 'Gender', 'SEN Status',
            'FSM Eligible'),
        statuses=('Social Care Status', 'Start Date', 'End Date'), marks=('Mark Date', 'AM/PM', 'Mark'),
        suspensions=('Exclusion Type', 'Start Date', 'No. of Sessions', 'Exclusion Reason')),
    'cloud-names': dict(
        form='csv', delimiter=',', encoding='utf-8', day='short', shape='two-marks', year='yr', name='comma', quote=csv.QUOTE_ALL,
        pupils=('Student Name', 'Student ID', None, None, 'Date of birth', 'Year group', 'Registration form', 'Legal sex',
            'SEN provision', 'Free School Meals'),
        statuses=('Involvement', 'Opened', 'Closed'), marks=('Date', 'AM', 'PM'), suspensions=('Type', 'Suspended From',
            'Number of sessions', 'Main Reason')),
    'primary-wide': dict(
        form='csv', delimiter=',', encoding='utf-8', day='weekday', shape='sessions', year='y', name='forename',
        pupils=('Pupil Name', 'Admission number', None, None, 'Birth Date', 'Yr', 'Class', 'M/F', 'SEND', 'Eligible for FSM'),
        statuses=('Plan', 'From', 'To'), marks=('{day} {session}',), suspensions=('Category', 'First Day', 'Sessions Lost',
            'Reason Code')),
    'days-of-two': dict(
        form='csv', delimiter=';', encoding='cp1252', day='dots', shape='days', year='plain',
        pupils=('Pupil UPN', 'Adm No', 'Surname', 'Forename', 'D.O.B.', 'NCY', 'Tutor Group', 'Sex', 'SEN Code', 'FSM'),
        statuses=('CiN/CP/LAC', 'Date Started', 'Date Ended'), marks=('{day}',), suspensions=('Suspension Type', 'Date of Suspension',
            'Half Days', 'Reasons')),
    'long-strings': dict(
        form='csv', delimiter='|', encoding='utf-8', day='iso', shape='long-strings', year='two',
        pupils=('Unique Pupil No', 'Roll Number', 'Last Name', 'First Name', 'DoB', 'National Curriculum Year', 'Form Group', 'Gender',
            'SEN', 'FSM Flag'),
        statuses=('Plan Type', 'Date From', 'Date To'), marks=('Start Date', 'Attendance Marks'),
        suspensions=('Kind', 'Suspended On', 'Sessions Missed', 'Suspension Reason')),
    'weeks-by-weekday': dict(
        form='csv', delimiter='\t', encoding='utf-16', day='long', shape='weekdays', year='year',
        pupils=('UPN', 'Admission No', 'Surname', 'Forename', 'Date of Birth', 'Curriculum Year', 'Reg', 'Sex', 'SEN Stage',
            'Free Meals'),
        statuses=('Status', 'Commenced', 'Ceased'), marks=('Week Commencing',), suspensions=('Type', 'From', 'Sessions', 'Reason')),
    'stamps-and-words': dict(
        form='csv', delimiter=',', encoding='utf-8', day='dmy2', shape='stamps', year='yr', words=True, titles=True,
        pupils=('UPN', 'MIS ID', 'Legal Surname', 'Legal Forename', 'DOB', 'Year', 'Form', 'Sex', 'SEN status', 'FSM'),
        statuses=('Current Status', 'Effective From', 'Effective To'), marks=('Session', 'Attendance Code'),
        suspensions=('Exclusion Category', 'Exclusion Start', 'Sessions Excluded', 'Reason')),
    'american': dict(
        form='csv', delimiter=',', encoding='utf-8', day='us', shape='rows', year='plain', titles=True,
        pupils=('UPN', 'Student Number', 'Last Name', 'First Name', 'Birth Date', 'Year', 'Tutor Group', 'Gender', 'SEN', 'FSM'),
        statuses=('Status', 'Start', 'End'), marks=('Attendance Date', 'Half Day', 'Attendance Mark'), suspensions=('Type', 'Start',
            'Sessions', 'Reason')),
    'workbook': dict(
        form='xlsx', day='serial', shape='rows', year='plain',
        pupils=('UPN', 'Adno', 'Surname', 'Forename', 'Date of Birth', 'NC Year', 'Reg Group', 'Sex', 'SEN Status', 'FSM'),
        statuses=('Status', 'Start Date', 'End Date'), marks=('Date', 'Session', 'Code'), suspensions=('Type', 'Start Date', 'Sessions',
            'Reason')),
    'service': dict(
        form='json', day='stamp', shape='rows', year='plain',
        pupils=('upn', 'mis_id', 'surname', 'forename', 'dateOfBirth', 'yearGroup', 'regGroup', 'gender', 'senProvision', 'fsmEligible'),
        statuses=('status', 'startDate', 'endDate'), marks=('date', 'session', 'attendance_code'), suspensions=('type', 'startDate',
            'sessions', 'reason')),
}


# --- what the cells say ---


class Writer:
    def __init__(self, dialect):
        self.dialect = dialect
        self.day = (lambda day: day) if dialect['day'] == 'serial' else DAY_STYLES[dialect['day']]

    def fit(self, text):
        return text.translate(LATIN) if self.dialect.get('encoding') == 'cp1252' else text

    def days(self, day):
        return self.day(day) if day else ''

    def code(self, code):
        return WORDS.get(code, code) if self.dialect.get('words') else code

    def name(self, child):
        if self.dialect.get('name') == 'comma':
            return [f'{child["surname"]}, {child["forename"]}', None, None]
        return [f'{child["forename"]} {child["surname"]}', None, None]

    def pupils(self, children):
        header = list(self.dialect['pupils'])
        named = header[2] is None
        yield (['UPN'] if named else []) + [name for name in header if name]
        for n, child in enumerate(children):
            year = YEAR_WORDS[self.dialect['year']](child['year'])
            who = [child['upn'], self.name(child)[0], f'{n + 1:06d}'] if named else [child['upn'], f'{n + 1:06d}',
                self.fit(child['surname']),
                                                                                     self.fit(child['forename'])]
            yield who + [self.days(child['born']), year, f'{child["year"]}B', 'FM'[n % 2], ('N', 'K - SEN Support', 'EHCP')[n % 3],
                ('Yes', 'No')[n % 2]]

    def upn(self):
        first = self.dialect['pupils'][0]
        return 'UPN' if self.dialect['pupils'][2] is None else first

    def statuses(self, rows):
        yield [self.upn(), *self.dialect['statuses']]
        for upn, status, first, last in rows:
            yield [upn, STATUS_WORDS[status] if self.dialect.get('words') else status, self.days(first), self.days(last)]

    def suspensions(self, rows):
        yield [self.upn(), *self.dialect['suspensions']]
        for upn, kind, first, sessions, reason in rows:
            yield [upn, kind, self.days(first), sessions, reason]

    def marks(self, rows):
        return getattr(self, 'marks_' + self.dialect['shape'].replace('-', '_'))(rows)

    def marks_rows(self, rows):
        yield [self.upn(), *self.dialect['marks']]
        for upn, day, session, code in rows:
            yield [upn, self.days(day), session, self.code(code)]

    def marks_stamps(self, rows):
        yield [self.upn(), *self.dialect['marks']]
        for upn, day, session, code in rows:
            yield [upn, f'{self.days(day)} {session}', self.code(code)]

    def by_day(self, rows):
        table = {}
        for upn, day, session, code in rows:
            table.setdefault(upn, {}).setdefault(day, {})[session] = code
        return table

    def marks_two_marks(self, rows):
        yield [self.upn(), *self.dialect['marks']]
        for upn, days in self.by_day(rows).items():
            for day, both in days.items():
                yield [upn, self.days(day), both.get('AM', ''), both.get('PM', '')]

    def marks_sessions(self, rows):
        table = self.by_day(rows)
        days = sorted({day for each in table.values() for day in each})
        yield [self.upn(), 'Name', *(f'{self.days(day)} {session}' for day in days for session in ('AM', 'PM'))]
        for upn, each in table.items():
            yield [upn, 'Invented, Child', *(each.get(day, {}).get(session, '') for day in days for session in ('AM', 'PM'))]

    def marks_days(self, rows):
        table = self.by_day(rows)
        days = sorted({day for each in table.values() for day in each})
        yield [self.upn(), *map(self.days, days)]
        for upn, each in table.items():
            yield [upn, *(''.join(STAND_INS.get(code, code) for code in (each[day].get('AM', '-'), each[day].get('PM', '-')))
                if day in each else ''
                          for day in days)]

    def marks_weekdays(self, rows):
        table = self.by_day(rows)
        names = [f'{day} {session}' for day in ('Mon', 'Tue', 'Wed', 'Thu', 'Fri') for session in ('AM', 'PM')]
        yield [self.upn(), *self.dialect['marks'], *names]
        for upn, each in table.items():
            for monday in sorted({day - datetime.timedelta(day.weekday()) for day in each}):
                week = [monday + datetime.timedelta(n) for n in range(5)]
                yield [upn, self.days(monday), *(each.get(day, {}).get(session, '') for day in week for session in ('AM', 'PM'))]

    def marks_long_strings(self, rows):
        """Every day of the week from the first Monday on."""
        yield [self.upn(), *self.dialect['marks']]
        for upn, each in self.by_day(rows).items():
            first = min(each) - datetime.timedelta(min(each).weekday())
            days = [first + datetime.timedelta(n) for n in range((max(each) - first).days + 1)]
            yield [upn, self.days(first), ''.join(STAND_INS.get(code, code) for day in days
                                                  for code in (each.get(day, {}).get('AM', '-'), each.get(day, {}).get('PM', '-')))]


# --- files ---


def write_text(path, dialect, rows):
    text = io.StringIO(newline='')
    out = csv.writer(text, delimiter=dialect['delimiter'], quoting=dialect.get('quote', csv.QUOTE_MINIMAL))
    rows = list(rows)
    if dialect.get('titles'):
        out.writerows([['Invented High School'], [f'{path.stem}, made by hand'], []])
    out.writerows(rows)
    if dialect.get('titles'):
        out.writerows([[], ['Total', len(rows) - 1]])
    path.write_bytes(text.getvalue().encode(dialect['encoding']))


def cell(place, value):
    if isinstance(value, datetime.date):
        return f'<c r="{place}" s="1"><v>{(value - datetime.date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value not in ('', None) else ''


def sheet(rows):
    body = ''.join(f'<row r="{n}">' + ''.join(cell(f'{chr(65 + i)}{n}', value) for i, value in enumerate(row)) + '</row>'
                   for n, row in enumerate(rows, 1))
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}</sheetData></worksheet>'


def write_workbook(path, sheets):
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    entries = ''.join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    targets = ''.join(f'<Relationship Id="r{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                      for n in range(1, len(sheets) + 1))
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as packed:
        packed.writestr('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{entries}</sheets></workbook>')
        packed.writestr('xl/_rels/workbook.xml.rels', f'<Relationships>{targets}</Relationships>')
        packed.writestr('xl/styles.xml',
            f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')
        for n, rows in enumerate(sheets.values(), 1):
            packed.writestr(f'xl/worksheets/sheet{n}.xml', sheet(rows))


def write_json(path, rows):
    header, *rows = rows
    path.write_text(json.dumps({'data': [dict(zip(header, row)) for row in rows], 'meta': {'pagination': {'next': None}}}),
        encoding='utf-8')


def make(folder, name, seed=1, pupils=40, days=40):
    """Writes the files; gives the truth and the files in the order of the kinds."""
    folder = pathlib.Path(folder)
    dialect = DIALECTS[name]
    school = mis_samples.draw(seed, pupils, days)
    writer = Writer(dialect)
    tables = {kind: list(getattr(writer, kind)(school[kind])) for kind in ('pupils', 'statuses', 'marks', 'suspensions')}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'truth.json').write_text(json.dumps(school['truth'], indent=1), encoding='utf-8')
    if dialect['form'] == 'xlsx':
        write_workbook(folder / 'school.xlsx', tables)
        return school['truth'], [folder / 'school.xlsx']
    files = []
    for kind, rows in tables.items():
        files.append(folder / f'{kind}.{dialect["form"]}')
        if dialect['form'] == 'json':
            write_json(files[-1], rows)
        else:
            write_text(files[-1], dialect, rows)
    return school['truth'], files


if __name__ == '__main__':
    make(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
