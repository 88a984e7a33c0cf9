#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every figure is worked out in one place: what the command line prints as JSON and as text, what charts and papers show and what a
return shares is the same number, in store after store."""
import csv
import random
import re
import shutil
import subprocess

import haven
from haven import LONG, equal, test, true

GROUPS = ('all', 'flagged', 'others', 'CP', 'CIN', 'CLA', 'previous', 'kinship')
COUNTS = ('possible', 'attended', 'authorised', 'unauthorised', 'late_before', 'late_after')
STORES = 200 if LONG else 2
AUTUMN = ('--from', '2025-09-01', '--to', '2025-12-31')


def percent(part, whole):
    return f'{100 * part / whole:.1f}%'


def value_of(text):
    return float(re.match(r'-?[0-9.]+', text.replace(',', '')).group())


def words_of(pdf):
    done = subprocess.run(['pdftotext', '-layout', str(pdf), '-'], capture_output=True, text=True, check=True)
    return ' '.join(done.stdout.replace('\u00a0', ' ').split())


# ---- the same in every way of asking ----

def rows_make_the_total(cli, group):
    """Parts of a period, codes and weekdays come to the whole."""
    asked = ('attendance', '--group', group, *AUTUMN)
    total = cli.do(*asked)
    cuts = ['term', 'half-term', 'week', 'year', 'pupil']
    if group not in ('all', 'others'):
        cuts += ['weekday', 'session', 'slot', 'code']
    for by in cuts:
        rows = cli.do(*asked, '--by', by)['rows']
        for name in COUNTS:
            equal(sum(row[name] for row in rows), total[name], f'{group} by {by}: {name}')
    equal(sum(row['persistently_absent'] for row in cli.do(*asked, '--by', 'pupil')['rows']), total['persistently_absent'], group)
    return total


def measures_say_the_same(cli, group, total):
    """A measure is the quotient of what attendance and suspensions count."""
    figures = {row['measure']: row for row in cli.do('figures', '--group', group, *AUTUMN)['figures']}
    equal((figures['attendance']['numerator'], figures['attendance']['denominator']), (total['attended'], total['possible']), group)
    equal(figures['absence']['numerator'], total['authorised'] + total['unauthorised'], group)
    equal(figures['persistent-absence']['numerator'], total['persistently_absent'], group)
    equal(figures['persistent-absence']['denominator'], total['pupils'], group)
    equal(figures['severe-absence']['numerator'], total['severely_absent'], group)
    equal(figures['elsewhere']['numerator'], total['elsewhere'], group)
    suspended = cli.do('suspensions', '--group', group, *AUTUMN)
    equal(figures['suspension-rate']['numerator'], suspended['suspensions'], group)
    equal(figures['suspended']['numerator'], suspended['pupils_suspended'], group)
    equal(figures['suspended-days']['value'], suspended['days_in_period'], group)
    equal(figures['exclusion-rate']['numerator'], suspended['permanent_exclusions'], group)
    if total['possible'] > 0:
        equal(figures['attendance']['shown'], percent(total['attended'], total['possible']), group)


def charts_of_records_show_the_same(cli, group):
    """Minutes late, part-time timetables and SDQ bands in a chart are those of the command line's list; each child's come to the group's."""
    total = cli.do('attendance', '--group', group)
    figures = {row['measure']: row for row in cli.do('figures', '--group', group)['figures']}
    children = cli.do('attendance', '--group', group, '--by', 'pupil')['rows']
    for part in ('before', 'after'):
        equal(figures[f'minutes-late-{part}']['numerator'], total[f'minutes_late_{part}'], f'{group}: minutes late {part}')
        equal(sum(row[f'minutes_late_{part}'] for row in children), total[f'minutes_late_{part}'], f'{group}: minutes late {part} by pupil')
        equal(sum(row[f'known_late_{part}'] for row in children), total[f'known_late_{part}'], f'{group}: known late {part} by pupil')
    plans = cli.do('chart', 'part-time', '--group', group, '--output', cli.folder / 'plans.csv')['rows']
    now, long, none, passed = (int(row[1]) for row in plans)
    equal(now, figures['part-time-now']['numerator'], f'{group}: part-time now')
    equal(long, figures['part-time-long']['numerator'], f'{group}: part-time for long')
    equal(none + passed, figures['part-time-no-review']['numerator'], f'{group}: part-time without review')
    if figures['sdq-raised']['denominator']:
        bands = cli.do('chart', 'sdq', '--group', group, '--output', cli.folder / 'sdq.csv')['rows'][0]
        equal([int(bands[i]) for i in (5, 7)], [figures['sdq-raised']['numerator'], 0], f'{group}: SDQ raised')
        equal(sum(int(bands[i]) for i in (1, 3, 5, 7)), figures['sdq-raised']['denominator'], f'{group}: SDQ bands')
    if total['known_late_before'] + total['known_late_after'] > 0:
        late = cli.do('chart', 'punctuality', '--group', group, '--output', cli.folder / 'late.csv')['rows']
        for column, part in ((1, 'before'), (3, 'after')):
            equal(sum(value_of(row[column]) for row in late if row[column] != 'x'), total[f'minutes_late_{part}'], f'{group}: chart, {part}')


def text_says_the_same(cli, group, total):
    """Text is the JSON's object printed for people."""
    text = cli.run('attendance', '--group', group, *AUTUMN, form='text').out
    said = {line[:24].strip().replace(' ', '_'): line[24:].strip() for line in text.splitlines() if len(line) > 24}
    for name in (*COUNTS, 'elsewhere', 'pupils', 'persistently_absent', 'severely_absent'):
        equal(said[name], str(total[name]), f'{group}: {name} in text')


def explanation_says_the_same(cli, group, total):
    """How it was worked out names the same numbers."""
    for measure, part, whole in (('attendance', total['attended'], total['possible']),
                                 ('persistent-absence', total['persistently_absent'], total['pupils'])):
        explained = cli.do('explain', measure, '--group', group, *AUTUMN)
        equal((explained['numerator'], explained['denominator']), (part, whole), f'{group}: {measure}')
        true(f'{part} {explained["numerator_is"]} of {whole} ' in explained['text'], f'{group}: {explained["text"]}')


def bands_show_the_same(cli):
    """The chart's table has the counts that attendance has."""
    chart = cli.do('chart', 'absence-bands', '--group', 'flagged', '--output', cli.folder / 'bands.svg')
    for row in chart['rows']:
        under, to_50, over = (row[2], row[4], row[6])
        name = row[0].rsplit(' (', 1)[0].lower()
        group = {'on a child protection plan': 'CP', 'on a child in need plan, or a social worker and no plan yet': 'CIN', 'looked after': 'CLA',
                 'had a social worker before': 'previous', 'in kinship care': 'kinship', 'rest of the school': 'others'}[name]
        total = cli.do('attendance', '--group', group)
        bands = [value_of(text) for text in (under, to_50, over)]
        equal(sum(bands), total['pupils'], name)
        equal(bands[1] + bands[2], total['persistently_absent'], name)
        equal(bands[2], total['severely_absent'], name)
        for shown, count in zip((row[1], row[3], row[5]), bands):
            equal(shown, percent(count, total['pupils']), name)


def trend_shows_the_same(cli, upn):
    """A child's weeks in the chart are the weeks of the command line."""
    chart = cli.do('chart', 'attendance-trend', '--upn', upn, '--output', cli.folder / 'trend.svg')
    weeks = [row for row in cli.do('attendance', '--upn', upn, '--by', 'week')['rows'] if row['possible'] > 0]
    shown = [row for row in chart['rows'] if re.match(r'[0-9.]+%', row[1])]
    equal([row[1] for row in shown], [percent(week['attended'], week['possible']) for week in weeks], 'weeks of the trend')


def csv_says_the_same(cli, *who):
    """The file of a chart holds the rows that it is printed with."""
    for kind in ('absence-bands', 'attendance-trend', 'absence-codes', 'suspensions-by-term'):
        if kind == 'absence-bands' and who[0] == '--upn':
            continue
        path = cli.folder / 'chart.csv'
        chart = cli.do('chart', kind, *who, '--output', path)
        with open(path, encoding='utf-8-sig', newline='') as file:
            kept = list(csv.reader(file))
        for row in chart['rows']:
            true(any([cell.lstrip("'") for cell in each] == [cell or '' for cell in row] for each in kept), f'{kind}: {row} is not in the file')


def paper_says_the_same(cli, upn):
    """A pack's front page has the rate and what it was worked out from."""
    pack = cli.folder / 'pack.pdf'
    cli.do('pack', '--upn', upn, '--kind', 'internal', '--recipient', 'R. Invented', '--output', pack)
    total = cli.do('attendance', '--upn', upn)
    if total['possible'] == 0:
        return
    wanted = f'{percent(total["attended"], total["possible"])} ({total["attended"]} of {total["possible"]} sessions; {total["elsewhere"]} elsewhere)'
    true(wanted in words_of(pack), f'the pack lacks {wanted}')


def band(row):
    absent = row['authorised'] + row['unauthorised']
    if row['possible'] == 0:
        return 'not_counted'
    if 2 * absent >= row['possible']:
        return '50_and_over'
    return '10_to_under_50' if 10 * absent >= row['possible'] else 'under_10'


def return_shares_the_same(cli):
    """Every cell that is shown is the count of the children whose figures the command line prints."""
    release = cli.do('release', '--period', '2025/26-autumn')
    looked_after = {row['key'] for row in cli.do('attendance', '--group', 'CLA', *AUTUMN, '--by', 'pupil')['rows']}
    rows = [row for row in cli.do('attendance', '--group', 'flagged', *AUTUMN, '--by', 'pupil')['rows'] if row['key'] not in looked_after]
    for cell in release['cells']:
        if cell['by'] != 'all' or not isinstance(cell['value'], int):
            continue
        if cell['measure'] == 'roll':
            equal(cell['value'], len(rows), 'children on roll')
        if cell['measure'] == 'absence':
            equal(cell['value'], sum(band(row) == cell['response'] for row in rows), cell['response'])
    for total in release['magnitudes']:
        if total['by'] == 'all' and isinstance(total['value'], int) and total['measure'].startswith('sessions_'):
            equal(total['value'], sum(row[total['measure'][len('sessions_'):]] for row in rows), total['measure'])


def check_store(cli, seed):
    cli.do('demo', '--size', 'small', '--seed', seed)
    for group in GROUPS:
        total = rows_make_the_total(cli, group)
        measures_say_the_same(cli, group, total)
        charts_of_records_show_the_same(cli, group)
        text_says_the_same(cli, group, total)
        explanation_says_the_same(cli, group, total)
    bands_show_the_same(cli)
    upn = random.Random(seed).choice(cli.do('pupils', '--flagged')['pupils'])['upn']
    trend_shows_the_same(cli, upn)
    csv_says_the_same(cli, '--upn', upn)
    csv_says_the_same(cli, '--group', 'flagged')
    if shutil.which('pdftotext'):
        paper_says_the_same(cli, upn)
    return_shares_the_same(cli)


@test('/cli/figures/one-number-everywhere')
def one_number(cli):
    for seed in range(1, STORES + 1):
        folder = cli.folder / str(seed)
        folder.mkdir()
        one = haven.Cli(cli.program, folder)
        check_store(one, seed)
        shutil.rmtree(folder)


# ---- the commands ----

@test('/cli/figures/contract')
def contract(cli):
    cli.do('demo', '--size', 'small', '--seed', 1)
    upn = cli.do('pupils', '--flagged')['pupils'][0]['upn']
    child = cli.do('figures', '--upn', upn)
    true({'figures', 'outlook', 'absences', 'suspension_counts', 'before_and_after'} <= set(child), 'figures of a child')
    equal([row['threshold'] for row in child['outlook']], ['persistent', 'severe'], 'outlook')
    compared = cli.do('compare', 'persistent-absence', '--group', 'CIN')
    true(all(row['multiple'] is None or row['why'] is None for row in compared['rows']), 'a multiple and why there is none')
    true(all(row['dated'] for row in compared['rows']), 'an undated figure')
    for words in (('explain', 'happiness'), ('compare', 'absence', '--group', 'CINO'), ('figures', '--upn', 'X', '--group', 'all')):
        equal(cli.run(*words).status, 2, words)


@test('/cli/figures/put-off')
def put_off(cli):
    cli.do('demo', '--size', 'small', '--seed', 1)
    item = next(item for item in cli.do('today')['items'] if item['rule'] == 'attendance-falling')
    words = ('put-off', item['rule'], '--upn', item['upn'])
    cli.refuse(1, 'invalid', *words)                                          # without a reason
    cli.refuse(1, 'invalid', *words, '--because', 'met', '--until', '2026-12-01')
    cli.refuse(1, 'not-found', 'put-off', 'no-such-rule', '--because', 'met')
    cli.do(*words, '--because', 'met the mother today', '--until', '2026-03-25')
    today = cli.do('today')
    true(not any((each['rule'], each['upn']) == (item['rule'], item['upn']) for each in today['items']), 'still there')
    equal([(each['upn'], each['because'], each['until']) for each in today['put_off']], [(item['upn'], 'met the mother today', '2026-03-25')], '')
    later = cli.do('today', today='2026-03-26')
    equal(later['put_off'], [], 'put off for ever')


if __name__ == '__main__':
    haven.main()
