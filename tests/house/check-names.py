#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No two modules call two things by one name.

Static libraries do not complain of it: the linker takes whichever it meets first, and a module calls another's function."""
import collections
import pathlib
import subprocess
import sys


def names_in(library):
    """The names that a library defines for all to see."""
    told = subprocess.run(['nm', '--defined-only', '--extern-only', '--format=posix', library],
                          stdout=subprocess.PIPE, text=True, check=True).stdout
    return {line.split()[0] for line in told.splitlines() if line.startswith('haven_')}


def main(build):
    owners = collections.defaultdict(list)
    libraries = sorted(pathlib.Path(build, 'src').rglob('libhaven-*.a'))
    for library in libraries:
        for name in names_in(library):
            owners[name].append(library.stem.removeprefix('lib'))
    shared = {name: who for name, who in owners.items() if len(who) > 1}
    for name, who in sorted(shared.items()):
        print(f'# {name} is in {" and in ".join(who)}')
    print('1..1')
    print(f'{"not ok" if shared or not libraries else "ok"} 1 /house/one-name-one-thing')
    return 1 if shared or not libraries else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
