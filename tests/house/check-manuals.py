#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages name what the programs do: each command of haven-cli, and each option of haven.

    check-manuals.py ROOT HAVEN-CLI [HAVEN]"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])


def manual(name):
    return (ROOT / 'data/man' / name).read_text(encoding='utf-8').replace('\\-', '-')


def help_of(program):
    return subprocess.run([program, '--help'], stdout=subprocess.PIPE, text=True, check=True).stdout


def lacking(words, text, what):
    yield from (f'the manual lacks the {what} {word}' for word in sorted(words) if not re.search(rf'^\.BI? {re.escape(word)}\b', text, re.M))


def commands_are_told():
    commands = re.findall(r'^  ([a-z-]+)  ', help_of(sys.argv[2]).split('Commands:')[1], re.M)
    text = manual('haven-cli.1').split('.SH COMMANDS')[1].split('.SH EXIT')[0]
    yield from lacking(commands, text, 'command')
    yield from (f'the manual has a command {word} that there is not' for word in re.findall(r'^\.B ([a-z-]+)$', text, re.M)
                if word not in commands and word != '--help')


def options_are_told():
    if len(sys.argv) < 4:
        return
    options = re.findall(r'^  (--[a-z-]+)', help_of(sys.argv[3]).split('Application Options:')[1], re.M)
    yield from lacking(options, manual('haven.1'), 'option')


checks = (commands_are_told, options_are_told)
print(f'1..{len(checks)}')
for number, check in enumerate(checks, 1):
    offenders = list(check())
    print('not ok' if offenders else 'ok', number, '/house/manuals/' + check.__name__.replace('_', '-'))
    for offender in offenders:
        print('#', offender, file=sys.stderr)
