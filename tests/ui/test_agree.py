#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window's list models say is what the command line prints, what files and papers hold and what a return shares, in store after store.
Between themselves those are set beside each other by tests/cli/test_figures.py; the window itself is read in test_charts.py.

usage: test_agree.py HAVEN-CLI LIST-MODELS"""
import csv
import datetime
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
import haven  # noqa: E402
from haven import LONG, TODAY, equal, test, true  # noqa: E402
from test_figures import band, percent, words_of  # noqa: E402

haven.TESTS.clear()  # those of the other file are run there
STORES = 200 if LONG else 2
GROUPS = ('all', 'flagged', 'others', 'CP', 'CIN', 'CLA', 'previous', 'kinship')
MEASURES = ('absence', 'persistent-absence', 'severe-absence', 'suspended')
COLUMNS = ('name', 'year', 'since', 'attendance', 'band', 'suspended', 'part-time', 'sdq', 'meeting')
NONE = '–'
FIGURE_SPACE = '\u2007'


def read_models(cli):
    """The lines of the list models by their first word."""
    done = subprocess.run([sys.argv[2], str(cli.store), haven.PASSPHRASE, TODAY], capture_output=True, text=True, check=True)
    lines = {}
    for line in done.stdout.splitlines():
        kind, *words = line.split('\t')
        lines.setdefault(kind, []).append(words)
    return lines


def day_text(iso):
    day = datetime.date.fromisoformat(iso)
    return f'{day.day} {day:%B %Y}'


def short_day_text(iso):
    day = datetime.date.fromisoformat(iso)
    return f'{day.day} {day:%b}'


def number_text(number):
    return f'{number:g}'


def attendance_is_the_same(child, row):
    if row['possible'] == 0:
        equal((child['attendance'], child['band']), (NONE, NONE), child['name'])
        return
    equal(child['attendance'], percent(row['attended'], row['possible']), child['name'])
    equal(child['band'], {'under_10': NONE, '10_to_under_50': 'persistent', '50_and_over': 'severe'}[band(row)], child['name'])


def next_meetings(cli):
    found = {}
    for meeting in cli.do('meetings')['meetings']:
        if meeting['day'] and meeting['day'] >= TODAY:
            found[meeting['upn']] = min(meeting['day'], found.get(meeting['upn'], meeting['day']))
    return found


def children_are_the_same(cli, models):
    """Every cell with a figure, a day or a name in the list of children."""
    flagged = {row['upn']: row for row in cli.do('pupils', '--flagged')['pupils']}
    marks = {row['key']: row for row in cli.do('attendance', '--group', 'flagged', '--by', 'pupil')['rows']}
    suspended = {row['key']: row for row in cli.do('suspensions', '--group', 'flagged', '--by', 'pupil')['rows']}
    meetings = next_meetings(cli)
    equal(sorted(words[0] for words in models['child']), sorted(flagged), 'who is in the list')
    for upn, about, *cells in models['child']:
        child = dict(zip(COLUMNS, cells))
        equal(about, flagged[upn]['status'], child['name'])
        true(child['name'].endswith(flagged[upn]['surname']), upn)  # the first name is the one a child goes by
        attendance_is_the_same(child, marks[upn])
        days = suspended[upn]['days_in_period'] if upn in suspended else 0
        equal(child['suspended'].strip(FIGURE_SPACE), number_text(days) if days else NONE, child['name'])
        equal(child['meeting'], short_day_text(meetings[upn]) if upn in meetings else NONE, child['name'])


def numbers_are_the_same(cli, models):
    """The tiles of Cohort: value, pupils, and what stands beside it."""
    tiles = iter(models['number'])
    for group in GROUPS:
        for measure in MEASURES:
            of, _, value, n, note = next(tiles)
            equal(of, group, 'group')
            compared = cli.do('compare', measure, '--group', group)
            equal((value, int(n)), (compared['shown'], compared['pupils']), f'{group}: {measure}')
            rest = next((row for row in compared['rows'] if row['name'].startswith('the rest of the school')), None)
            if rest is not None and rest['multiple'] is not None:
                times, beside = re.match(r'([0-9.]+) times ([0-9.]+)%', note).groups()
                true(abs(float(times) - rest['multiple']) < .056 and abs(float(beside) - rest['value']) < .056, f'{group}: {measure}: {note}')


def today_is_the_same(cli, models):
    items = [[item['rule'], item['upn'] or '', item['when'], item['sentence'], item['figures'] or ''] for item in cli.do('today')['items']]
    equal(models.get('today', []), items, 'the lines of Today')


def cells_are_the_same(cli, models):
    """The cells of the return as the window lists them are those of the file."""
    release = cli.do('release', '--period', '2025/26-autumn')
    wanted = [[cell['measure'], cell['by'], cell['group'], cell['response'], str(cell['value'])] for cell in release['cells']]
    wanted += [[total['measure'], total['by'], total['group'], '', str(total['value'])] for total in release['magnitudes']]
    equal(models['cell'], wanted, 'cells')


def tables_are_the_same(cli, models):
    """The table twin of every figure: in the window, as JSON and in a file."""
    tables = {}
    for figure, who, *cells in models['table']:
        tables.setdefault((figure, who), []).append(cells)
    path = cli.folder / 'table.csv'
    for (figure, who), rows in tables.items():
        asked = ('--group', who) if who == 'flagged' else ('--upn', who)
        chart = cli.do('chart', figure, *asked, '--output', path)
        equal(rows, [[cell or '' for cell in row] for row in chart['rows']], f'{figure} of {who}')
        with open(path, encoding='utf-8-sig', newline='') as file:
            kept = [[cell.lstrip("'") for cell in row] for row in csv.reader(file)][1:]
        equal([[cell.lstrip("'") for cell in row] for row in rows], kept, f'{figure} of {who} as a file')
    return len(tables)


def paper_is_the_same(cli, models):
    """A pack's first page has the child's line of the list."""
    upn, _, *cells = models['child'][0]
    child, pack = dict(zip(COLUMNS, cells)), cli.folder / 'pack.pdf'
    cli.do('pack', '--upn', upn, '--kind', 'internal', '--recipient', 'R. Invented', '--output', pack)
    if child['attendance'] != NONE:
        true(f'{child["attendance"]} (' in words_of(pack), f'the pack lacks {child["attendance"]}')


def check_store(cli, seed):
    cli.do('demo', '--size', 'small', '--seed', seed)
    models = read_models(cli)
    children_are_the_same(cli, models)
    numbers_are_the_same(cli, models)
    today_is_the_same(cli, models)
    cells_are_the_same(cli, models)
    n = tables_are_the_same(cli, models)
    if shutil.which('pdftotext'):
        paper_is_the_same(cli, models)
    return n


@test('/ui/agree/lists-say-what-everything-else-says')
def lists_say_the_same(cli):
    n = 0
    for seed in range(1, STORES + 1):
        folder = cli.folder / str(seed)
        folder.mkdir()
        n += check_store(haven.Cli(cli.program, folder), seed)
        shutil.rmtree(folder)
    print(f'# {STORES} stores, seeds 1 to {STORES}, {n} tables')


if __name__ == '__main__':
    haven.main()
