#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a school's MIS would export, for a school made up from a seed, and beside it what anybody can count from the same rows.

    mis_samples.py FOLDER [SEED [PUPILS [DAYS]]]

FOLDER receives pupils.csv, statuses.csv, marks.csv, suspensions.csv and truth.json. The truth is counted from the rows as they are
written, by the regulation's own lists of codes, and shares nothing with the program that it is held against.
"""
import csv
import datetime
import json
import pathlib
import random
import sys

FIRST_DAY = datetime.date(2025, 9, 2)
CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'
NAMES = ('Amara', 'Bilal', 'Chloë', 'Dawit', 'Erin', 'Femi', 'Grace', 'Hanna', 'Ivan', 'José', 'Kezia', 'Łucja', 'Maryam', 'Noah', 'Siân')
SURNAMES = ('Adeyemi', "D'Souza", 'Evans', 'Fernández', 'Hussain', "O'Connor", 'Patel', 'Quinn', 'Smith-Jones', 'Ünal', 'Wójcik', 'Young')

ATTENDED = set('/\\LKVPWB')
AUTHORISED = {'C', 'C1', 'C2', 'E', 'I', 'J1', 'M', 'R', 'S', 'T'}
UNAUTHORISED = set('GNOU')
NOT_COUNTED = {'D', 'Q', 'X', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7', 'Z', '#'}
STATUSES = ('CP', 'CIN', 'SW', 'CLA', 'PLA', 'KINSHIP')


def upn(number):
    body = f'999{4000 + number // 1000:04d}21{number % 1000:03d}'
    return CHECK_LETTERS[sum(int(digit) * weight for weight, digit in enumerate(body, 2)) % 23] + body


def weekdays(count):
    day = FIRST_DAY
    while count:
        if day.weekday() < 5:
            count -= 1
            yield day
        day += datetime.timedelta(1)


def make_pupils(rng, count):
    for number in range(count):
        year = rng.randint(7, 11)
        born = datetime.date(2025 - year - 5, 9, 1) + datetime.timedelta(rng.randrange(365))
        yield dict(upn=upn(number), year=year, born=born, surname=rng.choice(SURNAMES), forename=rng.choice(NAMES),
                   gone=min(0.95, rng.expovariate(12)), flagged=False)


def make_statuses(rng, pupils):
    """One child in seven, some with two spells, and some whose spell ended within six years or before that."""
    for pupil in rng.sample(pupils, max(1, len(pupils) // 7)):
        kind = rng.choice(STATUSES)
        begin = datetime.date(2024, 1, 8) + datetime.timedelta(rng.randrange(400))
        end = begin + datetime.timedelta(rng.randint(60, 180)) if kind in ('CP', 'CIN') and rng.random() < .4 else ''
        pupil['flagged'] = True
        pupil['gone'] = min(0.95, rng.expovariate(4))
        yield pupil['upn'], kind, begin, end
        if rng.random() < .3:
            yield pupil['upn'], 'CIN', begin - datetime.timedelta(300), begin - datetime.timedelta(1)
    for pupil in pupils[:2]:
        if not pupil['flagged']:
            yield pupil['upn'], 'CIN', datetime.date(2016, 1, 4), datetime.date(2018, 7, 20)


def make_marks(rng, pupils, days):
    absent = sorted(AUTHORISED | UNAUTHORISED | {'Y4', 'Y7', 'D'})
    odd = sorted((ATTENDED | NOT_COUNTED | {'U'}) - set('/\\'))
    for pupil in pupils:
        for day in days:
            for session, present in (('AM', '/'), ('PM', '\\')):
                if rng.random() < .01:
                    continue  # registers have gaps
                draw = rng.random()
                code = rng.choice(absent) if draw < pupil['gone'] else rng.choice(odd) if draw > .97 else present
                yield pupil['upn'], day, session, code


def make_suspensions(rng, pupils, days):
    for pupil in pupils:
        if rng.random() < (.3 if pupil['flagged'] else .06):
            day = rng.choice(days)
            for _ in range(rng.choice((1, 1, 1, 2, 3))):  # two on one day are two
                yield pupil['upn'], rng.choice(('SUSP', 'SUSP', 'FIXD')), day, rng.randint(1, 10), rng.choice(('PP', 'VA', 'DB', 'BU'))
                day = rng.choice((day, rng.choice(days)))


def count(marks, upns):
    total = dict.fromkeys(('possible', 'attended', 'authorised', 'unauthorised', 'late_before', 'late_after'), 0)
    each = {}
    for pupil, _, _, code in marks:
        if pupil not in upns or code in NOT_COUNTED:
            continue
        missed = code in AUTHORISED or code in UNAUTHORISED
        total['possible'] += 1
        total['attended'] += code in ATTENDED
        total['authorised'] += code in AUTHORISED
        total['unauthorised'] += code in UNAUTHORISED
        total['late_before'] += code == 'L'
        total['late_after'] += code == 'U'
        possible, absent = each.get(pupil, (0, 0))
        each[pupil] = possible + 1, absent + missed
    total['pupils'] = len(each)
    total['persistently_absent'] = sum(10 * absent >= possible for possible, absent in each.values())
    total['severely_absent'] = sum(2 * absent >= possible for possible, absent in each.values())
    return total


def tell_truth(pupils, marks, suspensions):
    everybody = {pupil['upn'] for pupil in pupils}
    flagged = {pupil['upn'] for pupil in pupils if pupil['flagged']}
    theirs = [row for row in suspensions if row[0] in flagged]
    return {
        'all': count(marks, everybody), 'flagged': count(marks, flagged), 'others': count(marks, everybody - flagged),
        'one': {'upn': min(flagged), **count(marks, {min(flagged)})},
        'suspensions_flagged': {
            'suspensions': len(theirs), 'pupils_suspended': len({row[0] for row in theirs}), 'sessions': sum(row[3] for row in theirs)},
        'rows': {'pupils': len(pupils), 'marks': len(marks), 'suspensions': len(suspensions)},
    }


def write(path, header, rows):
    with path.open('w', encoding='utf-8', newline='') as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)


def draw(seed=1, pupils=60, days=60):
    """The school: its rows, and the truth that is counted from them."""
    rng = random.Random(seed)
    days = list(weekdays(days))
    children = list(make_pupils(rng, pupils))
    statuses = list(make_statuses(rng, children))
    marks = list(make_marks(rng, children, days))
    suspensions = list(make_suspensions(rng, children, days))
    return {'pupils': children, 'statuses': statuses, 'marks': marks, 'suspensions': suspensions,
            'truth': tell_truth(children, marks, suspensions)}


def make(folder, seed=1, pupils=60, days=60):
    """Writes the files and gives the truth."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    school = draw(seed, pupils, days)
    write(folder / 'pupils.csv', ('UPN', 'Surname', 'Forename', 'DOB', 'NC Year'),
          ((child['upn'], child['surname'], child['forename'], child['born'], child['year']) for child in school['pupils']))
    write(folder / 'statuses.csv', ('UPN', 'Status', 'Start Date', 'End Date'), school['statuses'])
    write(folder / 'marks.csv', ('UPN', 'Date', 'Session', 'Mark'), school['marks'])
    write(folder / 'suspensions.csv', ('UPN', 'Type', 'Start Date', 'Sessions', 'Reason'), school['suspensions'])
    (folder / 'truth.json').write_text(json.dumps(school['truth'], indent=1), encoding='utf-8')
    return school['truth']


if __name__ == '__main__':
    make(sys.argv[1], *map(int, sys.argv[2:]))
