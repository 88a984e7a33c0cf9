#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs that were built are as hard to misuse as meson.build asks for, and those of a school listen to nobody. Each rule is a TAP
line; the offenders go to standard error. ELF and PE are read here.

    check-hardening.py [--unfortified] BUILD PROGRAM...

--unfortified: a sanitizer looks after what FORTIFY would.
"""
import argparse
import pathlib
import struct
import subprocess
import sys

X86_64 = 62
ENDBR64 = b'\xf3\x0f\x1e\xfa'
LISTENERS = {'listen', 'accept', 'accept4', 'MHD_start_daemon', 'g_socket_listen', 'g_socket_listener_new', 'g_socket_service_new',
             'g_threaded_socket_service_new'}
SERVER = 'haven-endpoint'

PT_DYNAMIC, PT_GNU_STACK, PT_GNU_RELRO = 2, 0x6474e551, 0x6474e552
SHT_SYMTAB, SHT_DYNSYM = 2, 11
STB_LOCAL, STT_FUNC = 0, 2
DT_FLAGS, DT_FLAGS_1, DF_BIND_NOW, DF_1_NOW, DF_1_PIE = 30, 0x6ffffffb, 8, 1, 0x08000000
ET_DYN, PF_X = 3, 1


class Elf:
    """As much of a 64-bit little-endian ELF file as the rules ask for."""

    def __init__(self, path):
        self.data = path.read_bytes()
        (self.type, self.machine, _, _, programs, sections, _, _, program_size, n_programs, section_size, n_sections, _) = struct.unpack_from(
            '<HHIQQQIHHHHHH', self.data, 16)
        self.programs = [struct.unpack_from('<IIQQQQQQ', self.data, programs + i * program_size) for i in range(n_programs)]
        self.sections = [struct.unpack_from('<IIQQQQIIQQ', self.data, sections + i * section_size) for i in range(n_sections)]

    def segment(self, kind):
        return next((each for each in self.programs if each[0] == kind), None)

    def dynamic(self):
        _, _, offset, _, _, size, _, _ = self.segment(PT_DYNAMIC)
        return dict(struct.iter_unpack('<qQ', self.data[offset:offset + size]))

    def symbols(self, kind):
        """Name, address and section of each symbol that the tables of a kind show to other files."""
        for _, of_kind, _, _, offset, size, link, _, _, _ in self.sections:
            strings = self.sections[link][4]
            for name, info, _, section, address, _ in struct.iter_unpack('<IBBHQQ', self.data[offset:offset + size] if of_kind == kind else b''):
                if info >> 4 != STB_LOCAL:
                    yield self.text(strings + name), address, info & 15 == STT_FUNC, section

    def text(self, offset):
        return self.data[offset:self.data.index(b'\0', offset)].decode()

    def imports(self):
        return {name for name, _, _, section in self.symbols(SHT_DYNSYM) if section == 0}

    def bytes_at(self, address, size):
        for _, _, _, start, offset, length, _, _, _, _ in self.sections:
            if start and start <= address < start + length:
                return self.data[offset + address - start:offset + address - start + size]
        return b''


class Pe:
    """The same of a Windows program: where it may be loaded."""
    HIGH_ENTROPY_VA, DYNAMIC_BASE, NX_COMPAT = 0x20, 0x40, 0x100

    def __init__(self, path):
        data = path.read_bytes()
        start, = struct.unpack_from('<I', data, 0x3c)
        self.characteristics, = struct.unpack_from('<H', data, start + 24 + 70)


def elf_faults(elf):
    flags = elf.dynamic()
    imports = elf.imports()
    stack = elf.segment(PT_GNU_STACK)
    if elf.type != ET_DYN or not flags.get(DT_FLAGS_1, 0) & DF_1_PIE:
        yield 'not PIE'
    if elf.segment(PT_GNU_RELRO) is None:
        yield 'no RELRO'
    if not flags.get(DT_FLAGS, 0) & DF_BIND_NOW and not flags.get(DT_FLAGS_1, 0) & DF_1_NOW:
        yield 'no BIND_NOW: RELRO is not whole'
    if stack is None or stack[1] & PF_X:
        yield 'its stack can be executed'
    if '__stack_chk_fail' not in imports:
        yield 'no stack protector'


def functions_without_landing_pad(elf):
    """Of our own functions: what the system's start files are built with, Debian decides."""
    if elf.machine != X86_64:
        return
    bare = [name for name, address, is_function, section in elf.symbols(SHT_SYMTAB)
            if is_function and section and name.startswith('haven_') and elf.bytes_at(address, 4) != ENDBR64]
    if bare:
        yield f'{len(bare)} functions do not begin with ENDBR64, {bare[0]} for one'


def pe_faults(pe):
    for name in ('HIGH_ENTROPY_VA', 'DYNAMIC_BASE', 'NX_COMPAT'):
        if not pe.characteristics & getattr(Pe, name):
            yield f'no {name}'


def hardened(path):
    return pe_faults(Pe(path)) if path.suffix == '.exe' else elf_faults(Elf(path))


def marked_for_cet(path):
    return functions_without_landing_pad(Elf(path)) if path.suffix != '.exe' else ()


def who_listens(path):
    """A school's programs ask; they are never asked."""
    found = Elf(path).imports() & LISTENERS if path.suffix != '.exe' else set()
    if path.stem != SERVER:
        yield from (f'can listen, by {name}' for name in sorted(found))
    elif not found:
        yield 'the server does not listen: the rule sees nothing'


def never_fortified(build):
    """Our own libraries, because the programs hold SQLCipher too, which was built elsewhere."""
    libraries = sorted((build / 'src').rglob('libhaven-*.a'))
    told = subprocess.run(['nm', '--undefined-only', '--format=posix', *libraries], stdout=subprocess.PIPE, text=True, check=True).stdout
    wanted = {line.split()[0] for line in told.splitlines() if ' U' in line}
    if not any(name.endswith('_chk') for name in wanted):
        yield 'nothing in our libraries is checked by FORTIFY'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--unfortified', action='store_true')
    parser.add_argument('build', type=pathlib.Path)
    parser.add_argument('programs', type=pathlib.Path, nargs='+')
    asked = parser.parse_args()
    windows = any(path.suffix == '.exe' for path in asked.programs)

    def of_each(rule):
        return [f'{path.name}: {fault}' for path in asked.programs for fault in rule(path)]

    results = {
        'S35/programs-are-hardened': of_each(hardened),
        'S35/functions-are-marked-for-cet': of_each(marked_for_cet),
        'S35/libraries-are-fortified': [] if asked.unfortified or windows else list(never_fortified(asked.build)),
        'S32/only-the-server-listens': of_each(who_listens),
    }
    print(f'1..{len(results)}')
    for number, (name, faults) in enumerate(results.items(), 1):
        print('not ok' if faults else 'ok', number, f'/house/{name}')
        for fault in faults:
            print('#', fault, file=sys.stderr)


if __name__ == '__main__':
    main()
