#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts for people: every one can be translated, and no translation is broken. TAP; the offenders go to standard error.

    check-texts.py ROOT             check; what a language lacks is counted, so that whoever adds a sentence need not speak Welsh
    check-texts.py ROOT --release   the same, and every language has to be whole
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(ROOT / 'tests' / 'support'))
import catalogue  # noqa: E402

SOURCES = sorted([*(ROOT / 'src').rglob('*.c'), *(ROOT / 'src').rglob('*.h')])
A_TEXT = r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext|g_dngettext) ?\('
A_LITERAL = r'"(?:[^"\\\n]|\\.)*"'


def lines_with(pattern):
    for path in SOURCES:
        code = path.read_text(encoding='utf-8')
        for match in re.finditer(pattern, code):
            yield f'{path.relative_to(ROOT).as_posix()}:{code.count(chr(10), 0, match.start()) + 1}: {match.group()[:90]!r}'


def every_text_can_be_extracted():
    _, complaints = catalogue.template(ROOT)
    return complaints


def no_text_is_pieced_together_from_macros():
    """xgettext ends the text at the macro, often without a word, and no translation is ever found for what is left."""
    return lines_with(rf'{A_TEXT}(?:GETTEXT_PACKAGE, )?\s*{A_LITERAL}(?:\s*{A_LITERAL})*\s*(?:G_G\w+|PRI\w+)')


def plurals_know_their_domain():
    """Without one they are looked for in whatever the program calls its own, and the window calls nothing so."""
    return lines_with(r'(?<![A-Za-z0-9_])ngettext \(')


def broken(language, pot):
    """What msgfmt finds wrong: formats, plural forms, line ends, mnemonics; and how many texts are missing."""
    now = catalogue.merged(ROOT, language, pot)
    checked = subprocess.run(['msgfmt', '--check', '--check-accelerators=_', '--statistics', '--output-file=/dev/null', '-'],
                             input=now, capture_output=True, text=True, check=False)
    words = checked.stderr.splitlines()
    missing = sum(int(n) for n in re.findall(r'(\d+) (?:untranslated|fuzzy)', words[-1] if words else ''))
    return (words if checked.returncode else []), missing


def a_broken_translation_is_found():
    """The check itself, on a catalogue with a format, a mnemonic and a plural form gone."""
    head = 'msgid ""\nmsgstr "Language: cy\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n!=1;\\n"\n\n'
    for text in ('#, c-format\nmsgid "%s on"\nmsgstr "%d ar"\n', 'msgid "_Save"\nmsgstr "Cadw"\n',
                 '#, c-format\nmsgid "%u child"\nmsgid_plural "%u children"\nmsgstr[0] "%u plentyn"\n'):
        run = subprocess.run(['msgfmt', '--check', '--check-accelerators=_', '--output-file=/dev/null', '-'], input=head + text,
                             capture_output=True, text=True, check=False)
        if run.returncode == 0:
            yield f'msgfmt finds nothing wrong with {text!r}'


def language_check(language, pot):
    def check():
        wrong, missing = broken(language, pot)
        if missing:
            print(f'# {language}: {missing} texts are not translated; `ninja haven-update-po` adds them to po/{language}.po')
        return wrong + ([f'{language}: {missing} texts are not translated'] if missing and '--release' in sys.argv else [])
    check.__name__ = f'translation_{language}_is_sound'
    return check


def main():
    with tempfile.NamedTemporaryFile('w', encoding='utf-8', suffix='.pot') as pot:
        pot.write(catalogue.template(ROOT)[0])
        pot.flush()
        checks = [every_text_can_be_extracted, no_text_is_pieced_together_from_macros, plurals_know_their_domain, a_broken_translation_is_found,
                  *(language_check(language, pot.name) for language in catalogue.languages(ROOT))]
        print(f'1..{len(checks)}')
        for number, check in enumerate(checks, 1):
            offenders = list(check())
            print('not ok' if offenders else 'ok', number, '/house/' + check.__name__.replace('_', '-'))
            for offender in offenders:
                print('#', offender, file=sys.stderr)


if __name__ == '__main__':
    main()
