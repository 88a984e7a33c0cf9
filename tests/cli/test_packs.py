# SPDX-License-Identifier: GPL-3.0-or-later
"""Packs of an invented school, every page read back with a public reader of PDF (poppler): whose it is, that nothing is cut off or lies over other
text, that no other child is named, that charts are drawn, fonts are in it, and the words come in the order in which they are meant.

A sample each day; where HAVEN_TEST_LONG is 1 all children with a social worker, now or before, of an invented school of each size (of those that
HAVEN_TEST_SIZES names: "small,school,large"), in each kind and edition."""
import collections
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

from haven import LONG, equal, main, test, true

TODAY = '2025-11-21'
RECIPIENT = 'Pat Recipient'
SCHOOL = 'Invented High School'
SIZES = os.environ.get('HAVEN_TEST_SIZES', 'small,school,large').split(',') if LONG else ['small']
A4 = {(595, 842), (842, 595)}
EDITIONS = ('full', 'parent', 'young-person', 'class-teacher', 'summary')
KINDS = ('pep', 'cla-review', 'cin-review', 'core-group', 'cp-conference-initial', 'cp-conference-review', 'early-help', 'ehcp-review', 'reintegration',
         'part-time-review', 'governors-panel', 'internal', 'pep-initial', 'pep-transition')
# As much of the smaller of two words may lie under the other; the boxes are of the font, not of the ink
MOST_OVERLAP = 0.3

Word = collections.namedtuple('Word', 'x0 y0 x1 y1 text')
Pack = collections.namedtuple('Pack', 'pupil kind edition path pages text')


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


# What poppler says of a file

def read_pages(path):
    """Each page's size and its words with their boxes, in the order of the file."""
    root = ElementTree.fromstring(run('pdftotext', '-bbox', path, '-').replace('\x0c', ''))
    for page in root.iter('{http://www.w3.org/1999/xhtml}page'):
        words = [Word(*(float(word.get(side)) for side in ('xMin', 'yMin', 'xMax', 'yMax')), word.text or '')
                 for word in page.iter('{http://www.w3.org/1999/xhtml}word')]
        yield float(page.get('width')), float(page.get('height')), words


def count_drawn(path, page):
    """Lines and areas that are neither letters nor the straight rules of tables: what charts are made of."""
    root = ElementTree.fromstring(run('pdftocairo', '-svg', '-f', page, '-l', page, path, '-'))
    drawn = 0
    for parent in root.iter():
        if parent.tag.endswith(('defs', 'symbol', 'clipPath', 'mask')):
            for path_below in list(parent.iter()):
                path_below.attrib.pop('d', None)
    for shape in root.iter('{http://www.w3.org/2000/svg}path'):
        numbers = [float(number) for number in re.findall(r'-?\d+(?:\.\d+)?', shape.get('d', ''))]
        level = {round(y, 2) for y in numbers[1::2]}
        drawn += len(level) > 1
    return drawn


# What is asked of each page

def check_inside(pack, width, height, words):
    for word in words:
        true(word.x0 >= 0 and word.y0 >= 0 and word.x1 <= width and word.y1 <= height, f'{pack.path.name}: {word} is outside the page')
        true('…' not in word.text, f'{pack.path.name}: {word.text!r} was cut')


def overlap(one, two):
    across, down = min(one.x1, two.x1) - max(one.x0, two.x0), min(one.y1, two.y1) - max(one.y0, two.y0)
    if across <= 0 or down <= 0:
        return 0
    area = min((one.x1 - one.x0) * (one.y1 - one.y0), (two.x1 - two.x0) * (two.y1 - two.y0))
    return across * down / area if area > 0 else 0


def check_apart(pack, number, words):
    words = sorted(words, key=lambda word: word.y0)
    for place, word in enumerate(words):
        for other in words[place + 1:]:
            if other.y0 >= word.y1:
                break
            true(overlap(word, other) < MOST_OVERLAP, f'{pack.path.name}, page {number}: {word} lies over {other}')


def check_identity(pack, number, count, words):
    text = ' '.join(word.text for word in words)
    for wanted in ('OFFICIAL-SENSITIVE', f'Page {number} of {count}', SCHOOL, f'for {RECIPIENT}'):
        true(wanted in text, f'{pack.path.name}, page {number}: {wanted!r} is not on it')
    identity = re.search(r'((?:\w\.)+) · pack ([0-9A-F]{4}-[0-9A-F]{4})', text)
    true(identity, f'{pack.path.name}, page {number}: whose pack it is, is not on it')
    true(identity.group(1)[:-1].split('.')[-1] == pack.pupil['surname'][0], f'{pack.path.name}, page {number}: {identity.group(1)}')
    return identity.group(0)


def check_only_one(pack, others, text):
    flat = ' '.join(text.split())
    for name in others:
        true(name not in flat, f'{pack.path.name}: names another child')


def check_fonts(pack):
    lines = run('pdffonts', pack.path).splitlines()[2:]
    true(lines, f'{pack.path.name}: no fonts')
    for line in lines:
        true(re.search(r'\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$', line).group(1) == 'yes', f'{pack.path.name}: not in it: {line}')


def check_order(pack):
    """The headings of the editable text stand in the file in the same order; where a line ends, and at which hyphen, is the page's."""
    def squeeze(text):
        return re.sub(r'[\s-]+', '', text)
    raw = squeeze(run('pdftotext', '-raw', pack.path, '-'))
    place = 0
    for heading in re.findall(r'^#+ (.+)$', pack.text, re.MULTILINE):
        found = raw.find(squeeze(heading), place)
        true(found >= 0, f'{pack.path.name}: “{heading}” is not where it belongs')
        place = found


def check_file(pack):
    info = run('pdfinfo', pack.path)
    title = re.search(r'^Title:\s+(.*)$', info, re.MULTILINE).group(1)
    equal(int(re.search(r'^Pages:\s+(\d+)$', info, re.MULTILINE).group(1)), pack.pages, pack.path.name)
    true(pack.pupil['surname'] not in title and pack.pupil['forename'] not in title, f'{pack.path.name}: its title names the child')


def check(pack, others):
    pages = list(read_pages(pack.path))
    ids = set()
    check_file(pack)
    check_fonts(pack)
    check_order(pack)
    for number, (width, height, words) in enumerate(pages, 1):
        true((round(width), round(height)) in A4, f'{pack.path.name}: {width} x {height}')
        check_inside(pack, width, height, words)
        check_apart(pack, number, words)
        ids.add(check_identity(pack, number, len(pages), words))
        check_only_one(pack, others, ' '.join(word.text for word in words))
    equal(len(ids), 1, pack.path.name)
    if pack.edition in ('full', 'parent') and pack.kind == 'pep':
        true(any(count_drawn(pack.path, number) > 20 for number in range(1, len(pages) + 1)), f'{pack.path.name}: no chart is drawn')
    return len(pages)


# Which packs

def make(cli, pupil, kind, edition):
    path, text = cli.folder / f'{pupil["upn"]}-{kind}-{edition}.pdf', cli.folder / 'text'
    words = ('pack', '--upn', pupil['upn'], '--kind', kind, '--edition', edition, '--recipient', RECIPIENT)
    pages = cli.do(*words, '--output', path, today=TODAY)['pages']
    cli.do(*words, '--text', '--output', text, today=TODAY)
    return Pack(pupil, kind, edition, path, pages, text.read_text(encoding='utf-8'))


def choose(pupils):
    """Every child in every edition of one meeting, the kinds in turn; in the sample five children."""
    chosen = pupils if LONG else pupils[::max(1, len(pupils) // 5)][:5]
    for place, pupil in enumerate(chosen):
        for edition in EDITIONS:
            yield pupil, 'pep' if edition == 'full' else KINDS[place % len(KINDS)], edition
        yield pupil, 'strategy', 'full'
        yield pupil, KINDS[place % len(KINDS)], 'full'


def others_of(pupil, pupils, kind):
    """Names that must not be in it; a strategy discussion has brothers and sisters (practice 22)."""
    own = f'{pupil["forename"]} {pupil["surname"]}'
    for other in pupils:
        name = f'{other["forename"]} {other["surname"]}'
        if name != own and not (kind == 'strategy' and other['surname'] == pupil['surname']):
            yield name


def check_school(cli, size):
    cli.do('demo', '--size', size, today=TODAY)
    everybody = cli.do('pupils', today=TODAY)['pupils']
    flagged = cli.do('pupils', '--flagged', today=TODAY)['pupils']
    n_packs = n_pages = 0
    for pupil, kind, edition in choose(flagged):
        pack = make(cli, pupil, kind, edition)
        n_pages += check(pack, others_of(pupil, everybody, kind))
        n_packs += 1
        pack.path.unlink()
    print(f'# {size}: {n_packs} packs of {len({row[0]["upn"] for row in choose(flagged)})} children, {n_pages} pages', flush=True)


@test('/cli/packs/read-back-with-poppler')
def packs(cli):
    if not all(map(shutil.which, ('pdftotext', 'pdffonts', 'pdfinfo', 'pdftocairo'))):
        print('# poppler is not installed; build-aux/packages lists what tests need')
        return
    for size in SIZES:
        cli.store = cli.folder / f'{size}.haven'
        check_school(cli, size)


main()
