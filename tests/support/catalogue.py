# SPDX-License-Identifier: GPL-3.0-or-later
"""The translators' files, read and made for tests: the template as the sources have it now, what a catalogue lacks, and a pseudo
language in which every text that went through gettext can be told from one that did not."""
import os
import pathlib
import re
import subprocess

# As po/meson.build has them from Meson's preset, so that a test sees what `ninja haven-pot` sees.
XGETTEXT = ['--from-code=UTF-8', '--add-comments', '--add-location=file', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
            '--keyword=NC_:1c,2', '--keyword=g_dngettext:2,3', '--flag=N_:1:pass-c-format', '--flag=C_:2:pass-c-format',
            '--flag=g_strdup_printf:1:c-format', '--flag=g_string_append_printf:2:c-format', '--flag=g_set_error:4:c-format']
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.M)

# Each letter keeps its look and is no longer ASCII; vowels come twice, which makes English longer by about a third.
ACCENTED = {**dict(zip('bcdfghjklmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ', 'ƀçđƒĝĥĵķļɱñþɋřšţṽŵẋýžƁÇĐƑĜĤĴĶĻṀÑÞɊŘŠŢṼŴẊÝŽ')),
            **{letter: accented * 2 for letter, accented in zip('aeiouAEIOU', 'åéîöûÅÉÎÖÛ')}}
LEFT_ALONE = re.compile(r"""%(?:\d+\$)?[-+#0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:ll|l|h|z)?[a-zA-Z%]   # a place for a value
                          | \\. | <[^>]*> | &\w+; | \{\w+\} | --[a-z-]+ """, re.X)
OPEN, CLOSE = '⟦', '⟧'


def _run(*command, text=None):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False, env={**os.environ, 'LC_ALL': 'C.UTF-8'})


def template(root):
    """The template of the sources as they are, and what xgettext says of them."""
    run = subprocess.run(['xgettext', '--output=-', *XGETTEXT, '--files-from=po/POTFILES.in'], cwd=root, capture_output=True, text=True, check=False)
    return run.stdout.replace('charset=CHARSET', 'charset=UTF-8'), run.stderr.splitlines()


def languages(root):
    lines = (pathlib.Path(root) / 'po/LINGUAS').read_text(encoding='utf-8').splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith('#')]


def entries(catalogue):
    """(msgid, msgstr) of all texts but the header, as they stand in the file; of a plural its first msgid and its last msgstr."""
    found, key = [], None
    for what, strings in ENTRY.findall(catalogue):
        text = ''.join(STRING.findall(strings))
        if what == 'msgid':
            key = text
        elif what.startswith('msgstr') and key:
            if found and found[-1][0] == key and what != 'msgstr':
                found.pop()
            found.append((key, text))
    return found


def merged(root, language, pot):
    """A language as it stands against these sources: what they changed since is missing, and never guessed."""
    return _run('msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file=-', str(pathlib.Path(root) / 'po' / (language + '.po')), pot).stdout


def write_language(root, language, folder):
    """A language of po/, compiled to FOLDER."""
    place = pathlib.Path(folder) / language / 'LC_MESSAGES'
    place.mkdir(parents=True)
    made = _run('msgfmt', '--output-file=' + str(place / 'haven.mo'), str(pathlib.Path(root) / 'po' / (language + '.po')))
    assert made.returncode == 0, made.stderr


def in_pseudo(text):
    """Letters only, without brackets: a part of a text becomes a part of what the whole becomes."""
    done, end = [], 0
    for hole in LEFT_ALONE.finditer(text):
        done += [ACCENTED.get(letter, letter) for letter in text[end:hole.start()]] + [hole.group()]
        end = hole.end()
    return ''.join(done + [ACCENTED.get(letter, letter) for letter in text[end:]])


def bracketed(text):
    """What stands around a text, spaces and line ends, stays around the brackets."""
    lead = re.match(r'(?:\s|\\n)*', text).group()
    trail = re.search(r'(?:\s|\\n)*$', text[len(lead):]).group()
    inner = text[len(lead):len(text) - len(trail)]
    return lead + OPEN + in_pseudo(inner) + CLOSE + trail if inner else text


def write_pseudo(pot, folder):
    """A compiled catalogue at FOLDER/xx/LC_MESSAGES/haven.mo, checked by msgfmt as any other is."""
    english = plural = ''
    header, _, rest = _run('msgcat', '--no-wrap', '--no-location', '-', text=pot).stdout.partition('\n\n')

    def fill(match):
        nonlocal english, plural
        what, text = match.group(1), ''.join(STRING.findall(match.group(2)))
        if what == 'msgid':
            english = plural = text
        elif what == 'msgid_plural':
            plural = text
        elif what.startswith('msgstr'):
            return f'{what} "{bracketed(plural if what == "msgstr[1]" else english)}"\n'
        return match.group(0)

    header = header.replace('nplurals=INTEGER; plural=EXPRESSION', 'nplurals=2; plural=n!=1').replace('#, fuzzy\n', '')
    header = re.sub(r'"(PO-Revision-Date|Last-Translator|Language-Team|Language):[^\n]*\n', r'"\1: xx\\n"\n', header)
    place = pathlib.Path(folder) / 'xx' / 'LC_MESSAGES'
    place.mkdir(parents=True)
    made = _run('msgfmt', '--check-format', '--output-file=' + str(place / 'haven.mo'), '-', text=header + '\n\n' + ENTRY.sub(fill, rest))
    assert made.returncode == 0, made.stderr
    return place / 'haven.mo'


def untranslated(text):
    """The stretches of a text that did not come through the pseudo catalogue: two or more plain letters together."""
    return [part.strip(' .,;:·–…()“”') for part in re.findall(r"[A-Za-z][A-Za-z0-9 .,;:’'&/@()-]*[A-Za-z]", text)]
