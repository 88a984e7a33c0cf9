# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line in a language that nobody speaks (tests/support/catalogue.py): what it says to people was given to translators,
what a program reads of it and what leaves the school is the same in every language."""
import os
import pathlib
import re
import sys
import tempfile

from haven import equal, main, test, true

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / 'tests' / 'support'))
import catalogue  # noqa: E402

DAY = '2025-11-21'
FOLDER = tempfile.TemporaryDirectory()
catalogue.write_pseudo(catalogue.template(ROOT)[0], FOLDER.name)
for each in catalogue.languages(ROOT):
    catalogue.write_language(ROOT, each, FOLDER.name)
PSEUDO = {**os.environ, 'LANGUAGE': 'xx', 'HAVEN_TEST_TEXTS': FOLDER.name, 'LD_PRELOAD': os.environ['HAVEN_TEXTS_ELSEWHERE'],
          'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'}
# GLib says these itself. The line of usage, and what stands before two spaces, is what scripts type: commands, options, codes.
OF_GLIB = ('Usage:', 'Help Options:', 'Application Options:', 'Show help options')


def plain(text):
    """Stretches of a help text that no translator was given."""
    for line in text.splitlines():
        if line.startswith('  haven-cli '):
            continue
        line = re.sub(r'^ +\S.*?  +|--[a-z-]+', '', line)
        for known in OF_GLIB:
            line = line.replace(known, '')
        yield from (part for part in catalogue.untranslated(line) if len(part) > 2)


@test('/cli/texts/every-help')
def every_help(cli):
    whole = cli.run('--help', env=PSEUDO).out
    equal(list(plain(whole)), [])
    commands = re.findall(r'^  ([a-z][a-z-]+)  +' + catalogue.OPEN, whole, re.M)
    true(len(commands) > 30, commands)
    for command in commands:
        ended = cli.run(command, '--help', env=PSEUDO)
        equal(list(plain(ended.out)), [], command)


@test('/cli/texts/every-refusal')
def every_refusal(cli):
    for words in (('today',), ('nothing',), ('init',), ('pack',), ('user', 'add'), ('chart',)):
        ended = cli.run(*words, form='text', env=PSEUDO)
        true(ended.status != 0 and catalogue.OPEN in ended.err, f'{words}: {ended.err}')


@test('/cli/texts/sentences-are-translated-and-keys-are-not')
def sentences(cli):
    cli.do('demo', '--size', 'small', today=DAY)
    for command, rows in (('today', 'items'), ('meetings', 'expected')):
        english, pseudo = cli.do(command, today=DAY)[rows], cli.do(command, today=DAY, env=PSEUDO)[rows]
        true(english, 'nothing')
        equal([row.keys() for row in english], [row.keys() for row in pseudo])
        equal([row['upn'] for row in english], [row['upn'] for row in pseudo])
        equal([row['sentence'] for row in pseudo if not row['sentence'].startswith(catalogue.OPEN)], [])


@test('/cli/texts/every-language-has-its-dates')
def dates(cli):
    cli.do('demo', '--size', 'small', today=DAY)
    english = cli.do('today', today=DAY)['items']
    for language in catalogue.languages(ROOT):
        items = cli.do('today', today=DAY, env={**PSEUDO, 'LANGUAGE': language})['items']
        equal(len(items), len(english))
        for item in items:
            true(not re.search('January|October|November|December|Monday|Friday', item['sentence']), item['sentence'])
    welsh = ' '.join(item['sentence'] for item in cli.do('today', today=DAY, env={**PSEUDO, 'LANGUAGE': 'cy'})['items'])
    true('bore dydd Llun' in welsh and ' Tachwedd 2025' in welsh, welsh)


@test('/cli/texts/what-leaves-the-school-is-the-same')
def release(cli):
    cli.do('demo', '--size', 'small', today=DAY)
    files = []
    for name, env in (('english', None), ('pseudo', PSEUDO)):
        files.append(cli.folder / name)
        cli.do('release', '--period', '2025/26-autumn', '--output', files[-1], today=DAY, env=env)
    equal(files[0].read_bytes(), files[1].read_bytes())
    true(not re.search('[^\x00-\x7f]', files[1].read_text(encoding='utf-8')), 'letters of the pseudo language')


if __name__ == '__main__':
    main()
