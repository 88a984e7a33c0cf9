#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A class, its .c and its .ui share one name, and no file of either folder is left over."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(sys.argv[1])
SOURCES, TEMPLATES = ROOT / 'src/ui', ROOT / 'ui'
PREFIX = '/uk/org/haven/Haven/ui/'


def camel(stem):
    return ''.join(part.capitalize() for part in stem.split('-'))


def templates():
    return {path.relative_to(TEMPLATES).with_suffix('').as_posix(): path for path in TEMPLATES.rglob('*.ui')}


def sources():
    return {path.relative_to(SOURCES).with_suffix('').as_posix(): path for path in SOURCES.rglob('*.c')}


def each_template_has_its_class():
    for name, path in sorted(templates().items()):
        source = sources().get(name)
        if source is None:
            yield f'ui/{name}.ui has no src/ui/{name}.c'
            continue
        if f'"{PREFIX}{name}.ui"' not in source.read_text(encoding='utf-8'):
            yield f'src/ui/{name}.c does not load {name}.ui'
        if f'<template class="{camel(path.stem)}"' not in path.read_text(encoding='utf-8'):
            yield f'ui/{name}.ui is not a template of {camel(path.stem)}'


def each_class_finds_its_template():
    for name, path in sorted(sources().items()):
        for wanted in re.findall(f'"{PREFIX}([^"]+)\\.ui"', path.read_text(encoding='utf-8')):
            if wanted != name:
                yield f'src/ui/{name}.c loads {wanted}.ui'
            if wanted not in templates():
                yield f'src/ui/{name}.c loads ui/{wanted}.ui, which is not there'


def the_resource_lists_them_all():
    listed = set(re.findall(r'<file[^>]*>([^<]+)\.ui</file>', (TEMPLATES / 'haven-ui.gresource.xml').read_text(encoding='utf-8')))
    yield from (f'the resource lacks ui/{name}.ui' for name in sorted(set(templates()) - listed))
    yield from (f'the resource lists ui/{name}.ui, which is not there' for name in sorted(listed - set(templates())))


def the_build_lists_them_all():
    built = set(re.findall(r"'([^']+)\.c'", (SOURCES / 'meson.build').read_text(encoding='utf-8')))
    yield from (f'src/ui/meson.build lacks {name}.c' for name in sorted(set(sources()) - built))


def icons_are_there():
    drawn = {path.stem for path in (TEMPLATES / 'icons').glob('*.svg')}
    text = '\n'.join(path.read_text(encoding='utf-8') for path in [*sources().values(), *templates().values()])
    used = set(re.findall(r'haven-[a-z-]+-symbolic', text))
    yield from (f'nothing draws {name}' for name in sorted(used - drawn))
    yield from (f'nobody shows {name}' for name in sorted(drawn - used))


def the_window_keeps_to_its_door():
    for path in sorted(SOURCES.rglob('*.[ch]')):
        for header in re.findall(r'#include "(haven-(?:store|intake|exchange|transport|keys|sql|wire)[^"]*)"', path.read_text(encoding='utf-8')):
            yield f'{path.relative_to(ROOT)} includes {header}'


def help_is_about_what_there_is():
    pages = {path.stem for path in (ROOT / 'data/help/C').glob('*.page')}
    classes = {camel(name.rsplit('/', 1)[-1]) for name in sources()}
    for widget, topic in re.findall(r'{ "(Haven\w+)", "([a-z-]+)" }', (SOURCES / 'support/haven-help.c').read_text(encoding='utf-8')):
        if topic not in pages:
            yield f'Help has no page {topic}'
        if widget not in classes:
            yield f'nothing is called {widget}'


def mnemonics(node, page=''):
    """Each letter that is pressed with Alt, as (page of a stack, letter, text)"""
    underlined = any(child.get('name') == 'use-underline' and child.text == '1' for child in node)
    for child in node:
        if child.tag == 'menu':
            continue
        if underlined and child.get('name') in ('label', 'title') and '_' in (child.text or ''):
            yield page, child.text[child.text.index('_') + 1].lower(), child.text
        yield from mnemonics(child, id(child) if child.get('class') == 'GtkStackPage' else page)


def a_letter_means_one_thing():
    """What stands on several pages of a stack is never seen together; what stands outside them is seen with each."""
    for name, path in sorted(templates().items()):
        met = {}
        for page, letter, text in mnemonics(ElementTree.parse(path).getroot()):
            other = met.get((page, letter)) or met.get(('', letter))
            if other:
                yield f'ui/{name}.ui: {other} and {text}'
            met[page, letter] = text


def main():
    checks = (each_template_has_its_class, each_class_finds_its_template, the_resource_lists_them_all, the_build_lists_them_all,
              icons_are_there, help_is_about_what_there_is, the_window_keeps_to_its_door,
              a_letter_means_one_thing)
    print(f'1..{len(checks)}')
    for number, check in enumerate(checks, 1):
        offenders = list(check())
        print('not ok' if offenders else 'ok', number, '/ui/files/' + check.__name__.replace('_', '-'))
        for offender in offenders:
            print('#', offender, file=sys.stderr)


if __name__ == '__main__':
    main()
