#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of haven-cli are those that anybody can count from the files, with weekly totals and with full registers.

With HAVEN_TEST_LONG=1: fifty seeds instead of four."""
import json
import pathlib
import sys

import haven
from haven import DATA, LONG, equal, test

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'support'))
import mis_samples  # noqa: E402

SEEDS = range(1, 51 if LONG else 5)


def pick(figures, expected):
    return {key: figures[key] for key in expected}


def compare_figures(cli, truth):
    for group in ('all', 'flagged', 'others'):
        equal(pick(cli.do('attendance', '--group', group), truth[group]), truth[group], f'attendance of {group}')
    expected = truth['suspensions_flagged']
    equal(pick(cli.do('suspensions', '--group', 'flagged'), expected), expected, 'suspensions of flagged')
    one = {key: value for key, value in truth['one'].items() if key != 'upn'}
    equal(pick(cli.do('attendance', '--upn', truth['one']['upn']), one), one, 'attendance of one')


def compare_rows(cli, truth, ways):
    """However it is cut, it sums to the same."""
    for by in ways:
        rows = cli.do('attendance', '--group', 'all', '--by', by)['rows']
        for key in ('possible', 'attended', 'authorised', 'unauthorised', 'late_before', 'late_after'):
            equal(sum(row[key] for row in rows), truth['all'][key], f'{key} by {by}')


def import_all(cli, folder, names):
    imports = cli.do('import', *(folder / name for name in names))['imports']
    equal([each['problem_count'] for each in imports], [0] * len(names), 'problems')
    return imports


@test('/cli/practice_34/truth-from-weekly-totals')
def weekly_totals(cli):
    for seed in SEEDS:
        store = cli.folder / f'totals-{seed}.haven'
        compare_seed(cli, seed, store, 'flagged', ('term', 'week', 'pupil'))


@test('/cli/practice_34/truth-from-full-registers')
def full_registers(cli):
    for seed in SEEDS:
        store = cli.folder / f'registers-{seed}.haven'
        compare_seed(cli, seed, store, 'everyone', ('term', 'week', 'pupil', 'weekday', 'code'))


def compare_seed(cli, seed, store, registers, ways):
    folder = cli.folder / str(seed)
    truth = mis_samples.make(folder, seed)
    cli.store = store
    cli.init()
    cli.do('settings', 'registers', registers)
    imports = import_all(cli, folder, ('pupils.csv', 'statuses.csv', 'marks.csv', 'suspensions.csv'))
    equal({each['kind']: each['rows'] for each in imports if each['kind'] in truth['rows']}, truth['rows'], f'rows of seed {seed}')
    compare_figures(cli, truth)
    compare_rows(cli, truth, ways)
    if seed == SEEDS[-1]:
        print(f'# {len(SEEDS)} seeds, registers for {registers}')


@test('/cli/truth/committed-samples')
def committed_samples(cli):
    truth = json.loads((DATA / 'mis' / 'truth.json').read_text(encoding='utf-8'))
    cli.init()
    cli.load_samples()
    for group, key in (('all', 'all'), ('flagged', 'flagged_totals')):
        equal(pick(cli.do('attendance', '--group', group), truth[key]), truth[key], group)
    suspended = cli.do('suspensions', '--group', 'flagged')
    equal((suspended['pupils_suspended'], suspended['sessions']), (truth['suspended_flagged'], truth['suspension_sessions_flagged']),
          'suspensions')


@test('/cli/truth/an-import-again-changes-nothing')
def import_again(cli):
    truth = mis_samples.make(cli.folder / 'samples', 3)
    names = ('pupils.csv', 'statuses.csv', 'marks.csv', 'suspensions.csv')
    cli.init()
    import_all(cli, cli.folder / 'samples', names)
    for each in import_all(cli, cli.folder / 'samples', names):
        equal((each['new'], each['changed']), (0, 0), each['kind'])
    compare_figures(cli, truth)


if __name__ == '__main__':
    haven.main()
