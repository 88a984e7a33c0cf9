#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever system exported it, in whatever shape and words, and no mapping given: the figures are those of the rows.

With HAVEN_TEST_LONG=1: twenty seeds instead of one."""
import pathlib
import sys

import haven
from haven import LONG, equal, test

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'support'))
import mis_dialects  # noqa: E402

SEEDS = range(1, 21 if LONG else 2)


def pick(figures, expected):
    return {key: figures[key] for key in expected}


def compare_seed(cli, name, seed):
    truth, files = mis_dialects.make(cli.folder / f'files-{seed}', name, seed)
    cli.store = cli.folder / f'{seed}.haven'
    cli.init()
    imports = cli.do('import', *files)['imports']
    equal([(each['kind'], each['problem_count'], each['problems'][:2]) for each in imports if each['problem_count']], [],
        f'problems of seed {seed}')
    for group in ('all', 'flagged', 'others'):
        equal(pick(cli.do('attendance', '--group', group), truth[group]), truth[group], f'attendance of {group}, seed {seed}')
    expected = truth['suspensions_flagged']
    equal(pick(cli.do('suspensions', '--group', 'flagged'), expected), expected, f'suspensions of flagged, seed {seed}')


def add(name):
    @test(f'/cli/dialects/{name}')
    def compare(cli):
        for seed in SEEDS:
            compare_seed(cli, name, seed)


for dialect in mis_dialects.DIALECTS:
    add(dialect)

if __name__ == '__main__':
    haven.main()
