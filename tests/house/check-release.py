#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What would be handed out: it is known what it is made of, and it holds nothing of the tests, nobody's account and no address to call.

    check-release.py ROOT PROGRAM...
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

# What any program of ours must be made of, by Debian's source packages
EXPECTED = {'glib2.0', 'libsodium', 'openssl', 'curl', 'cairo', 'pango1.0', 'libzip', 'libxml2'}
HOOKS = re.compile(rb'HAVEN_(TEST|FUZZ|PLANTED|CLI\0|ENDPOINT\0)\w*')
# Addresses are a school's to write. What stands in the programs is the names of formats, and examples that lead nowhere.
ADDRESS = re.compile(rb'https?://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)')
NO_ADDRESS = re.compile(r'www\.w3\.org|(.+\.)?example(\..+)?|(.+\.)?invalid|127\.0\.0\.1')
GOVERNMENT = re.compile(r'(.+\.)?(gov\.uk|nspcc\.org\.uk|org\.uk)')  # signposts that a person opens


def parts_list(root, programs):
    command = [root / 'build-aux' / 'sbom', 'linux', '0', *programs]
    first, second = (subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout for _ in range(2))
    if first != second:
        yield 'the same programs are made of other things the second time'
    document = json.loads(first)
    parts = {part['name']: part for part in document['components']}
    yield from (f'{name} is not in it' for name in sorted(EXPECTED - set(parts)))
    yield from (f'{name} has no version' for name, part in parts.items() if part['type'] == 'library' and not part['version'])


def hooks_and_addresses(programs):
    for program in programs:
        content = program.read_bytes()
        yield from (f'{program.name} holds {hook.group().decode(errors="replace")}' for hook in HOOKS.finditer(content))
        hosts = {host.decode().rstrip('.') for host in ADDRESS.findall(content)}
        yield from (f'{program.name} knows {host}' for host in sorted(hosts) if not NO_ADDRESS.fullmatch(host) and not GOVERNMENT.fullmatch(host))


def main(root, *programs):
    programs = [pathlib.Path(program) for program in programs]
    results = {'S34/no-hook-and-no-address': list(hooks_and_addresses(programs))}
    if shutil.which('dpkg-query'):
        results['S33/what-it-is-made-of'] = list(parts_list(pathlib.Path(root), programs))
    print(f'1..{len(results)}')
    for number, (name, faults) in enumerate(results.items(), 1):
        print('not ok' if faults else 'ok', number, f'/house/{name}')
        for fault in faults:
            print('#', fault, file=sys.stderr)


if __name__ == '__main__':
    main(*sys.argv[1:])
