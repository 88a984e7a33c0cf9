#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where stores and files may lie, and what people may be called: letters of every language, and paths longer than Windows' calls go."""
import os
import pathlib
import sys

import haven
from haven import equal, test, true

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'support'))
import mis_samples  # noqa: E402

LETTERS = 'Zoë Łyn 学校'
LONG_ENOUGH = 400


def deep_folder(cli):
    folder = cli.folder / LETTERS
    while len(str(folder)) < LONG_ENOUGH:
        folder = folder / 'a folder with a name that is rather long'
    folder.mkdir(parents=True)
    return folder


def write_pupils(path):
    path.write_text(f'UPN,Surname,Forename,DOB,NC Year\n{mis_samples.upn(1)},Łukasiewicz,Zoë,2012-03-04,9\n', encoding='utf-8')
    return path


@test('/cli/places/letters-of-every-language')
def letters(cli):
    cli.store = cli.folder / f'{LETTERS}.haven'
    cli.do('init', '--school', LETTERS, '--urn', '999001', '--user', LETTERS)
    equal(cli.do('settings', 'name'), {'name': LETTERS}, 'a name through arguments, store and output')
    equal(cli.do('users')['users'][0]['name'], LETTERS, 'a person')
    equal(cli.do('import', write_pupils(cli.folder / f'{LETTERS}.csv'))['imports'][0]['new'], 1, 'a file')
    true('Łukasiewicz' in cli.run('pupils').out and LETTERS in cli.run('settings', 'name', form='text').out, 'output in UTF-8')


@test('/cli/places/long-paths')
def long_paths(cli):
    folder = deep_folder(cli)
    cli.store = folder / 'school.haven'
    cli.init()
    equal(cli.do('import', write_pupils(folder / 'pupils.csv'))['imports'][0]['new'], 1, 'a file')
    equal(len(cli.do('pupils')['pupils']), 1, 'the store again')
    true((cli.store / 'store.db').stat().st_size > 0, 'the records')


@test('/cli/places/links')
def links(cli):
    cli.init()
    link = cli.folder / 'link.haven'
    os.symlink(cli.store, link)
    cli.refuse(1, 'refused', 'pupils', store=link)


if __name__ == '__main__':
    haven.main()
