#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that no compiler checks (src/README.md), each a TAP line; the offenders go to standard error.

    check-tree.py ROOT              check
    check-tree.py ROOT --potfiles   bring the translators' list, po/POTFILES.in, up to date
"""
import functools
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
OURS = ('src', 'ui', 'data', 'tests', 'build-aux', 'po', '.ci')
TOP_LEVEL = {'src', 'ui', 'data', 'po', 'tests', 'build-aux', 'meson.build', 'meson_options.txt', 'README.md', 'LICENSE'}
CAN_SAY_LICENCE = {'.c', '.h', '.ui', '.py', '.sh', '.css', '.sql', '.xml', '.in', '.svg', '.yaml', '.build', '.txt', '.page'}
MAY_PRINT = ('src/cli/', 'src/endpoint/', 'src/ui/')
TEXT_FOR_PEOPLE = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext|dngettext|g_dngettext) ?\((?:GETTEXT_PACKAGE,)?\s*"|translatable="yes"')


def name(path):
    return path.relative_to(ROOT).as_posix()


def files(*folders, suffix=None):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob('*')):
            hidden = any(part == '__pycache__' or part.endswith('.git') for part in path.parts)
            if path.is_file() and not hidden and (suffix is None or path.suffix in suffix):
                yield path


@functools.cache
def text(path):
    return path.read_text(encoding='utf-8', errors='replace')


def is_script(path):
    with path.open('rb') as start:
        return path.suffix == '' and start.read(2) == b'#!'


def lines_matching(pattern, paths):
    for path in paths:
        for number, line in enumerate(text(path).splitlines(), 1):
            if re.search(pattern, line):
                yield f'{name(path)}:{number}: {line.strip()}'


def the_top_level_holds_what_it_should():
    """What git ignores may lie there too; without git there is nothing to ask."""
    asked = subprocess.run(['git', 'ls-files'], cwd=ROOT, capture_output=True, text=True, check=False)
    top = {path.split('/')[0] for path in asked.stdout.splitlines()}
    return sorted(each for each in top - TOP_LEVEL if not each.startswith('.'))


def every_file_says_its_licence():
    for path in files(*OURS):
        if name(path).startswith(('tests/data/', 'tests/fuzz/corpus/')) and path.suffix == '.txt':
            continue  # what a program wrote, to be compared with
        if path.suffix in CAN_SAY_LICENCE or is_script(path):
            if 'SPDX-License-Identifier' not in '\n'.join(text(path).splitlines()[:8]):
                yield name(path)


def gtk_stays_in_the_window():
    below = (path for path in files('src', suffix={'.c', '.h'}) if not name(path).startswith('src/ui/'))
    return lines_matching(r'#\s*include\s*<(gtk|gdk|gsk|adwaita)', below)


def core_prints_nothing():
    core = (path for path in files('src', suffix={'.c'}) if not name(path).startswith(MAY_PRINT))
    return lines_matching(r'\b(g_print|g_printerr|printf|fprintf|vprintf|puts|putchar|perror)\s*\(', core)


def sql_is_never_printed_together():
    """Values are bound. What cannot be bound is a name, and one file prints names: of the server's own tables, which it lists itself."""
    verb = r'"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|ATTACH|PRAGMA)\b[^"]*%|\bsqlite3_(v?mprintf|v?snprintf|str_appendf)\b'
    by_name = 'src/endpoint/haven-endpoint-keep.c'
    return lines_matching(verb, (path for path in files('src', suffix={'.c'}) if name(path) != by_name))


def sql_never_replaces():
    return lines_matching(r'(?i)\b(insert\s+or\s+replace|replace\s+into)\b', files('src', 'data', suffix={'.c', '.sql'}))


def tests_use_assertions_that_stay():
    return lines_matching(r'\bg_assert\s*\(|(?<![\w_])assert\s*\(', files('tests', suffix={'.c', '.h'}))


def nothing_is_left_open():
    return lines_matching(r'\b(TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b', files('src', 'ui', 'data', 'tests', suffix=CAN_SAY_LICENCE))


def code_fits_its_lines():
    for path in files('src', 'tests', suffix={'.c'}):
        for number, line in enumerate(text(path).splitlines(), 1):
            code = re.sub(r'\s*/\*.*', '', line)  # a remark beside it may be longer
            if len(code) > 140 or '\t' in code:
                yield f'{name(path)}:{number}: {len(code)} columns'


def listed():
    lines = text(ROOT / 'po/POTFILES.in').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def with_text():
    ours = {name(path) for path in files('src', 'ui', suffix={'.c', '.h', '.ui'}) if TEXT_FOR_PEOPLE.search(text(path))}
    return sorted(ours | {path for path in listed() if path.startswith('data/')})


def translators_see_every_file():
    told, true = listed(), with_text()
    if told != true:
        yield 'po/POTFILES.in is not what the sources say; tests/house/check-tree.py . --potfiles mends it'
        yield from (f'it lacks {path}' for path in true if path not in told)
        yield from (f'it has {path}, which holds no text' for path in told if path not in true)


def write_potfiles():
    path = ROOT / 'po/POTFILES.in'
    head = [line for line in text(path).splitlines() if line.startswith('#')]
    path.write_text('\n'.join(head + with_text()) + '\n', encoding='utf-8')


def main():
    checks = (the_top_level_holds_what_it_should, every_file_says_its_licence, gtk_stays_in_the_window, core_prints_nothing,
              sql_is_never_printed_together, sql_never_replaces, tests_use_assertions_that_stay, nothing_is_left_open, code_fits_its_lines,
              translators_see_every_file)
    print(f'1..{len(checks)}')
    for number, check in enumerate(checks, 1):
        offenders = list(check())
        print('not ok' if offenders else 'ok', number, '/house/' + check.__name__.replace('_', '-'))
        for offender in offenders:
            print('#', offender, file=sys.stderr)


if __name__ == '__main__':
    if '--potfiles' in sys.argv:
        write_potfiles()
    else:
        main()
