#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An awkward school, typed into files and reckoned here a second time: who left and came back, statuses that begin and end on the edge of a
term, suspensions over the end of one, codes of before and after 19 August 2024, nothing but closures, one pupil, nobody.

usage: test_edges.py HAVEN-CLI"""
import csv
import datetime

import haven
from haven import equal, test, true

LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'
DAY = datetime.timedelta(1)
PRESENT, APPROVED = {'/', '\\', 'L'}, {'K', 'V', 'P', 'W', 'B'}
AUTHORISED = {'C', 'C1', 'C2', 'E', 'I', 'J1', 'M', 'R', 'S', 'T'}
UNAUTHORISED = {'G', 'N', 'O', 'U'}
OLD_APPROVED, OLD_AUTHORISED = {'J'}, {'H'}       # until 18 August 2024
TERMS = {
    '2023/24': (('2023-09-04', '2023-12-21'), ('2024-01-08', '2024-03-28'), ('2024-04-15', '2024-07-23')),
    '2024/25': (('2024-09-02', '2024-12-20'), ('2025-01-06', '2025-04-04'), ('2025-04-22', '2025-07-22')),
    '2025/26': (('2025-09-01', '2025-12-19'), ('2026-01-05', '2026-03-27'), ('2026-04-13', '2026-07-21')),
}
HALF_TERMS = (('2023-10-23', '2023-10-27'), ('2024-02-12', '2024-02-16'), ('2024-05-27', '2024-05-31'), ('2024-10-28', '2024-11-01'),
              ('2025-02-17', '2025-02-21'), ('2025-05-26', '2025-05-30'), ('2025-10-27', '2025-10-31'), ('2026-02-16', '2026-02-20'),
              ('2026-05-25', '2026-05-29'))


def day(iso):
    return datetime.date.fromisoformat(iso)


def days(first, last):
    first, last = day(first), day(last)
    return [first + DAY * i for i in range((last - first).days + 1)]


SCHOOL_DAYS = sorted(date for year in TERMS.values() for term in year for date in days(*term)
                     if date.weekday() < 5 and not any(day(first) <= date <= day(last) for first, last in HALF_TERMS))


def upn(number):
    body = f'9992001{number:05}'
    return LETTERS[sum(int(digit) * weight for digit, weight in zip(body, range(2, 14))) % 23] + body


class School:
    """What is typed into the files, and what it comes to."""

    def __init__(self):
        self.pupils, self.marks, self.statuses, self.suspensions = {}, {}, [], []

    def add(self, number, left='', entered=''):
        key = upn(number)
        self.pupils[key] = (f'Invented{number}', left, entered)
        return key

    def attend(self, who, first, last, code=None):
        for date in SCHOOL_DAYS:
            if day(first) <= date <= day(last):
                for session, usual in (('AM', '/'), ('PM', '\\')):
                    self.marks[who, date, session] = code or usual

    def mark(self, who, iso, *codes):
        """From the morning of a day on, over weekends and holidays."""
        place = SCHOOL_DAYS.index(day(iso)) * 2
        for i, code in enumerate(codes):
            self.marks[who, SCHOOL_DAYS[(place + i) // 2], ('AM', 'PM')[(place + i) % 2]] = code

    def write(self, folder):
        tables = {
            'pupils': (('UPN', 'Surname', 'Forename', 'DOB', 'NC Year', 'Sex', 'Date of Admission', 'Date of Leaving'),
                       [(key, name, 'Amara', '2011-11-15', 9, 'F', entered, left) for key, (name, left, entered) in self.pupils.items()]),
            'statuses': (('UPN', 'Status', 'Start Date', 'End Date'), self.statuses),
            'marks': (('UPN', 'Date', 'Session', 'Mark'), [(who, date.isoformat(), session, code)
                                                           for (who, date, session), code in self.marks.items()]),
            'suspensions': (('UPN', 'Type', 'Start Date', 'Sessions', 'Reason'), self.suspensions),
        }
        paths = []
        for name, (header, rows) in tables.items():
            path = folder / f'{name}.csv'
            with open(path, 'w', encoding='utf-8', newline='') as file:
                csv.writer(file).writerows([header, *rows])
            paths += [path] if rows else []
        return paths

    def load(self, cli):
        cli.init()
        cli.do('settings', 'registers', 'everyone')
        calendar = cli.folder / 'calendar.csv'
        rows = [(name, *span) for year in TERMS.values() for name, span in zip(('autumn', 'spring', 'summer'), year)]
        rows += [('half-term', *span) for span in HALF_TERMS]
        calendar.write_text('what,first,last\n' + ''.join(','.join(row) + '\n' for row in rows), encoding='utf-8')
        cli.do('calendar', calendar)
        done = cli.do('import', *self.write(cli.folder))
        equal([one['problems'] for one in done['imports']], [[]] * len(done['imports']), 'problems')

    # ---- reckoned anew ----

    def count(self, who, first, last):
        sums = dict.fromkeys(('possible', 'attended', 'authorised', 'unauthorised', 'late_before', 'late_after', 'elsewhere'), 0)
        for (key, date, _), code in self.marks.items():
            if key != who or not day(first) <= date <= day(last):
                continue
            old = date < day('2024-08-19')
            attended = code in PRESENT | APPROVED or (old and code in OLD_APPROVED)
            authorised = code in AUTHORISED or (old and code in OLD_AUTHORISED)
            sums['attended'] += attended
            sums['authorised'] += authorised
            sums['unauthorised'] += code in UNAUTHORISED
            sums['possible'] += attended or authorised or code in UNAUTHORISED
            sums['late_before'] += code == 'L'
            sums['late_after'] += code == 'U'
            sums['elsewhere'] += code in {'D', 'B', 'K'}
        return sums

    def of(self, members, first, last):
        each = [self.count(who, first, last) for who in members]
        total = {name: sum(sums[name] for sums in each) for name in each[0]} if each else {}
        absent = [(sums['authorised'] + sums['unauthorised'], sums['possible']) for sums in each if sums['possible']]
        total['pupils'] = len(absent)
        total['persistently_absent'] = sum(10 * missed >= possible for missed, possible in absent)
        total['severely_absent'] = sum(2 * missed >= possible for missed, possible in absent)
        return total


def the_same(cli, school, members, first, last, *who, today='2026-07-22'):
    found = cli.do('attendance', *who, '--from', first, '--to', last, today=today)
    wanted = school.of(members, first, last)
    equal({name: found[name] for name in wanted}, wanted, (who, first, last))


# ---- attendance ----

@test('/cli/edges/left-and-came-back')
def left_and_came_back(cli):
    """Marks stop when she leaves, and go on when she is back; the gap is nobody's absence."""
    school = School()
    amara, other = school.add(1), school.add(2)
    school.attend(amara, '2025-09-01', '2025-10-10')
    school.mark(amara, '2025-09-10', 'O', 'O', 'I')
    school.attend(amara, '2025-10-13', '2025-11-07', 'Z')
    school.attend(amara, '2025-11-10', '2026-07-21')
    school.mark(amara, '2025-11-10', 'N', 'L', 'U')
    school.attend(other, '2025-09-01', '2026-07-21')
    school.statuses.append((amara, 'CIN', '2025-09-15', ''))
    school.load(cli)
    for first, last in (('2025-09-01', '2025-12-19'), ('2025-10-13', '2025-11-07'), ('2025-11-10', '2025-11-14'), ('2025-09-01', '2026-07-21')):
        the_same(cli, school, [amara], first, last, '--upn', amara)
        the_same(cli, school, [amara], first, last, '--group', 'CIN')
        the_same(cli, school, [amara, other], first, last, '--group', 'all')


@test('/cli/edges/a-leaver-counts-until-the-leaving-day')
def a_leaver(cli):
    """Practice 3: she is a member of what she was when she left, and of nothing after it."""
    school = School()
    amara, other = school.add(1, left='2025-11-14', entered='2023-09-04'), school.add(2, entered='2023-09-04')
    for who, last in ((amara, '2025-11-14'), (other, '2026-07-21')):
        school.attend(who, '2025-09-01', last)
    school.mark(amara, '2025-11-10', *'OOOOOOOOOO')
    school.statuses.append((amara, 'CP', '2025-09-15', '2025-12-01'))
    school.load(cli)
    the_same(cli, school, [amara], '2025-09-01', '2025-12-19', '--group', 'CP')
    the_same(cli, school, [amara, other], '2025-09-01', '2025-12-19', '--group', 'all')
    equal(cli.do('attendance', '--group', 'CP', '--from', '2026-01-05', '--to', '2026-03-27', today='2026-07-22')['possible'], 0, 'after she left')


@test('/cli/edges/practice_03/statuses-on-the-edge-of-a-term')
def statuses_on_the_edge(cli):
    """A member is who is one on the last school day: begun that day, in; begun on the first day of the next, not yet; ended that day, in."""
    school = School()
    last_day, first_day, ended, ended_before = (school.add(number) for number in (1, 2, 3, 4))
    for who in school.pupils:
        school.attend(who, '2025-09-01', '2026-03-27')
    school.mark(last_day, '2025-10-01', *'OO')
    school.mark(first_day, '2025-10-02', *'OOO')
    school.mark(ended, '2025-10-03', *'OOOO')
    school.mark(ended_before, '2025-10-06', *'OOOOO')
    school.statuses += [(last_day, 'CP', '2025-12-19', ''), (first_day, 'CP', '2026-01-05', ''), (ended, 'CP', '2025-01-06', '2025-12-19'),
                        (ended_before, 'CP', '2025-01-06', '2025-12-18')]
    school.load(cli)
    the_same(cli, school, [last_day, ended], '2025-09-01', '2025-12-19', '--group', 'CP')
    the_same(cli, school, [last_day, first_day], '2026-01-05', '2026-03-27', '--group', 'CP')
    the_same(cli, school, [ended_before], '2025-09-01', '2025-12-19', '--group', 'previous')
    the_same(cli, school, [first_day], '2025-09-01', '2025-12-19', '--group', 'others')
    the_same(cli, school, [ended, ended_before], '2026-01-05', '2026-03-27', '--group', 'previous')


@test('/cli/edges/codes-of-before-and-after-19-august-2024')
def codes_over_the_years(cli):
    """J was attendance and J1 is none; H was a holiday; Y became seven codes, C two more, K and Q are new."""
    school = School()
    amara = school.add(1)
    school.attend(amara, '2023-09-04', '2025-07-22')
    school.mark(amara, '2024-07-08', 'J', 'J', 'H', 'H', 'Y', 'Y', 'C', 'B', 'D', 'X')
    school.mark(amara, '2024-09-09', 'J1', 'C1', 'C2', 'K', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7', 'B', 'D', 'X', 'Z', '#', '#', 'T', 'S')
    school.statuses.append((amara, 'CLA', '2023-01-01', ''))
    school.load(cli)
    for first, last in (('2024-07-08', '2024-07-12'), ('2024-09-09', '2024-09-20'), ('2024-07-08', '2024-09-20'), ('2023-09-04', '2025-07-22')):
        the_same(cli, school, [amara], first, last, '--upn', amara, today='2025-07-23')
    rows = {row['key']: row for row in cli.do('attendance', '--upn', amara, '--from', '2024-07-08', '--to', '2024-09-20', '--by', 'code',
                                              today='2025-07-23')['rows']}
    equal((rows['J']['attended'], rows['J1']['authorised'], rows['H']['authorised']), (2, 1, 2), 'old and new')


@test('/cli/edges/nothing-but-closures')
def nothing_but_closures(cli):
    """All marks are #: nothing was possible, so there is no rate and nobody is persistently absent."""
    school = School()
    amara, other = school.add(1), school.add(2)
    for who in (amara, other):
        school.attend(who, '2025-09-01', '2025-10-24', '#')
    school.statuses.append((amara, 'CIN', '2025-01-06', ''))
    school.load(cli)
    for who in (('--group', 'all'), ('--group', 'CIN'), ('--upn', amara)):
        found = cli.do('attendance', *who, today='2025-10-24')
        equal((found['possible'], found['attended'], found['persistently_absent'], found['pupils']), (0, 0, 0, 0), who)
        equal(found['attendance_percent'], None, who)
    shown = {row['measure']: row['shown'] for row in cli.do('figures', '--group', 'CIN', today='2025-10-24')['figures']}
    equal((shown['attendance'], shown['persistent-absence']), ('–', '–'), 'shown')
    true(not any(item['rule'] in ('persistent-absence', 'severe-absence', 'absent-today', 'unexplained-absence')
                 for item in cli.do('today', today='2025-10-24')['items']), 'Today')


@test('/cli/edges/an-empty-store')
def an_empty_store(cli):
    cli.init()
    for group in ('all', 'flagged', 'others', 'CP', 'CLA'):
        equal(cli.do('attendance', '--group', group)['possible'], 0, group)
        equal(cli.do('suspensions', '--group', group)['suspensions'], 0, group)
        shown = {row['measure']: row['shown'] for row in cli.do('figures', '--group', group)['figures']}
        equal((shown['attendance'], shown['persistent-absence'], shown['suspended']), ('–', '–', '–'), group)
        equal([row['multiple'] for row in cli.do('compare', 'persistent-absence', '--group', group)['rows'] if row['multiple'] is not None], [], group)
    equal([item['rule'] for item in cli.do('today')['items']], ['marks-stop-short'], 'Today')


@test('/cli/edges/one-pupil')
def one_pupil(cli):
    school = School()
    amara = school.add(1)
    school.attend(amara, '2025-09-01', '2025-11-21')
    school.mark(amara, '2025-09-08', *'IIIIIIIIII')
    school.mark(amara, '2025-11-21', '/', 'N')
    school.statuses.append((amara, 'CP', '2025-01-06', ''))
    school.load(cli)
    the_same(cli, school, [amara], '2025-09-01', '2025-11-21', '--group', 'all', today='2025-11-21')
    compared = cli.do('compare', 'absence', '--group', 'CP', today='2025-11-21')
    equal((compared['pupils'], [row['multiple'] for row in compared['rows'] if row['name'].startswith('the rest of the school')]), (1, [None]), 'alone')
    true('Small group' in compared['text'], compared['text'])
    equal(cli.do('today', today='2025-11-21')['items'][0]['rule'], 'unexplained-absence', 'Today')


# ---- suspensions ----

def split(first, half_days):
    """The half-days by school day: two a day from the first on."""
    place = SCHOOL_DAYS.index(day(first))
    return {SCHOOL_DAYS[place + i // 2]: 2 if i + 1 < half_days else 1 for i in range(0, half_days, 2)}


@test('/cli/edges/practice_14/suspensions-over-the-end-of-a-term')
def suspensions_over_the_end(cli):
    school = School()
    amara, other = school.add(1), school.add(2)
    for who in (amara, other):
        school.attend(who, '2025-09-01', '2026-01-16')
    school.statuses.append((amara, 'CIN', '2025-01-06', ''))
    records = (('2025-09-10', 1), ('2025-10-23', 7), ('2025-12-17', 11))      # half a day; over half term; over Christmas
    school.suspensions += [(amara, 'SUSP', first, sessions, 'PP') for first, sessions in records]
    school.suspensions.append((other, 'LNCH', '2025-11-03', 1, 'DB'))
    school.load(cli)
    spent = {}
    for first, sessions in records:
        for date, count in split(first, sessions).items():
            spent[date] = spent.get(date, 0) + count
    for first, last in (('2025-09-01', '2025-12-19'), ('2026-01-05', '2026-03-27'), ('2025-09-01', '2025-10-24'), ('2025-11-03', '2025-12-17')):
        found = cli.do('suspensions', '--group', 'CIN', '--from', first, '--to', last, today='2026-07-22')
        wanted = sum(count for date, count in spent.items() if day(first) <= date <= day(last)) / 2
        equal(found['days_in_period'], wanted, (first, last))
        equal(found['suspensions'], sum(day(first) <= day(begins) <= day(last) for begins, _ in records), (first, last))
    for today in ('2025-12-17', '2025-12-19', '2026-01-05', '2026-01-07', '2026-01-09'):
        counts = cli.do('figures', '--upn', amara, today=today)['suspension_counts'][0]
        begins = day('2025-09-01') if day(today) < day('2026-01-05') else day('2026-01-05')
        equal(counts['days_this_term'], sum(count for date, count in spent.items() if begins <= date <= day(today)) / 2, today)
        equal(counts['days_this_year'], sum(count for date, count in spent.items() if date <= day(today)) / 2, today)
        equal(counts['days_in_a_row'], 5.5, today)                           # of the one that runs, whatever the term
    equal(cli.do('suspensions', '--group', 'all', '--from', '2025-09-01', '--to', '2025-12-19', today='2026-07-22')['days_in_period'],
          sum(count for date, count in spent.items() if date <= day('2025-12-19')) / 2 + .5, 'with the lunchtime')
    owed = [item for item in cli.do('today', today='2026-01-07')['items'] if item['rule'] == 'education-owed']
    equal([item['sentence'] for item in owed], ['Suspended for 5.5 days in a row: full-time education is owed from 7 January 2026.'], 'sixth day')


@test('/cli/edges/practice_28/a-suspension-of-today')
def a_suspension_of_today(cli):
    """Recorded on Friday, while the marks end on Thursday: it counts at once."""
    school = School()
    amara = school.add(1)
    school.attend(amara, '2025-09-01', '2025-11-20')
    school.statuses.append((amara, 'CIN', '2025-01-06', ''))
    school.suspensions.append((amara, 'SUSP', '2025-11-21', 4, 'PP'))
    school.load(cli)
    found = cli.do('suspensions', '--group', 'CIN', today='2025-11-21')
    equal((found['suspensions'], found['pupils_suspended']), (1, 1), 'suspensions')
    shown = {row['measure']: row['numerator'] for row in cli.do('figures', '--group', 'CIN', today='2025-11-21')['figures']}
    equal((shown['suspended'], shown['suspension-rate']), (1, 1), 'measures')


if __name__ == '__main__':
    haven.main()
