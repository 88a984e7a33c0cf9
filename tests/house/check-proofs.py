#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each line of data/help/tests.csv, which Help prints, names tests that are in this build, or says why there is none.

    check-proofs.py BUILD CSV
"""
import ast
import collections
import csv
import json
import os
import pathlib
import re
import subprocess
import sys

LINES = [f'C{n}' for n in range(1, 34)] + [f'S{n}' for n in range(1, 37)]


def listed_by(program, environment):
    """The paths of a GLib test program; where it cannot start without a display, those that are written in it."""
    told = subprocess.run([program, '-l'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
                          env={**os.environ, **environment}).stdout
    paths = {line for line in told.splitlines() if line.startswith('/')}
    return paths or {path.decode() for path in re.findall(rb'(?<=\0)/[a-z]+/[\w/.-]+(?=\0)', pathlib.Path(program).read_bytes())}


def functions_run(tree):
    """What is handed to run_tests, by name or as a list of its own."""
    lists = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, 'attr', '') == 'run_tests':
            given = lists.get(node.args[0].id) if isinstance(node.args[0], ast.Name) else node.args[0]
            yield from (each.id for each in given.elts)


def written_in(script):
    """The names that a script of ours gives its tests: of a window's, a command line's, the house's."""
    tree = ast.parse(pathlib.Path(script).read_text(encoding='utf-8'))
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    if '/tests/house/' in script:
        return {f'/house/{word}' for word in words} | {'/house/' + name.replace('_', '-') for name in functions}
    return {word for word in words if word.startswith('/')} | {'/ui/' + name.replace('_', '-') for name in functions_run(tree)}


def tests_of(build):
    told = subprocess.run(['meson', 'introspect', '--tests', build], stdout=subprocess.PIPE, text=True, check=True).stdout
    names = set()
    for test in json.loads(told):
        scripts = [word for word in test['cmd'] if word.endswith('.py')]
        programs = [str(pathlib.Path(build, word)) for word in test['cmd'] if re.search(r'(^|/)tests/[a-z]+/[a-z-]+$', word)]
        programs = [program for program in programs if os.access(program, os.X_OK)]  # in a build of some of them, the others have no names
        for script in scripts:
            names |= written_in(script)
        for program in [] if scripts else programs:
            names |= listed_by(program, test['env'])
    return names


def faults(lines, names):
    counts = collections.Counter(line['id'] for line in lines)
    yield from (f'{each} is there {counts[each]} times' for each in LINES if counts[each] != 1)
    yield from (f'nobody knows {line["id"]}' for line in lines if line['id'] not in LINES)
    for line in lines:
        if not line['asked'] or not (line['tests'] or line['why']):
            yield f'{line["id"]} names no test and gives no reason'
        yield from (f'{line["id"]} names {test}, which is no test of this build' for test in line['tests'].split() if test not in names)


def main(build, table):
    with open(table, encoding='utf-8', newline='') as file:
        lines = list(csv.DictReader(file))
    found = list(faults(lines, tests_of(build)))
    print('1..1')
    print('not ok' if found else 'ok', '1 /house/every-proof-is-a-test')
    for fault in found:
        print('#', fault, file=sys.stderr)


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2])
