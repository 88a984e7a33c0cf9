#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""In a network of its own: what listens while a program is in the middle of a conversation, an address a line.

    who_listens.py PROGRAM ARGUMENT...      "@ADDRESS@" becomes that of a server that says nothing
"""
import pathlib
import socket
import subprocess
import sys

LISTENS, BOUND = '0A', '07'  # as /proc/net calls the states of TCP, and of UDP that nobody is at the other end of


def open_doors():
    for kind, state in (('tcp', LISTENS), ('tcp6', LISTENS), ('udp', BOUND), ('udp6', BOUND)):
        for line in pathlib.Path(f'/proc/net/{kind}').read_text(encoding='ascii').splitlines()[1:]:
            fields = line.split()
            if fields[3] == state:
                yield f'{kind} {fields[1]}'


with socket.create_server(('127.0.0.1', 0)) as silent:
    port = silent.getsockname()[1]
    command = [argument.replace('@ADDRESS@', f'https://127.0.0.1:{port}') for argument in sys.argv[1:]]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as asking:
        silent.settimeout(60)
        conversation, _ = silent.accept()
        found = set(open_doors()) - {f'tcp 0100007F:{port:04X}'}
        asking.kill()
        conversation.close()
print(*sorted(found), sep='\n', end='')
