# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told about one child to somebody outside: asked for, gone through by key presses, signed and given; sealed for the next school."""
import os
import pathlib
import subprocess
import tempfile

import harness
from haven_app import Haven

CHILD = 'Keira Edwards'
SEAL = 'marble kettle ostrich tunnel'
SHOTS = os.environ.get('HAVEN_SHOTS')


def shot(app, name):
    nameless = [name for name in app.unnamed() if 'AdwToast' not in name]
    assert not nameless, nameless
    if SHOTS:
        app.shot(f'{SHOTS}/{name}.png')


def open_records(app):
    app.open_child(CHILD)
    app.click(app.find(None, 'Looking after records'))
    app.find(None, 'Asked For, Moving School…')
    app.key('a')
    app.see('label', 'Moving school')


def ask(app):
    app.act('push button', None, contains='New request')
    app.wait_active('New Request for Access')
    app.set_text('text', 'Who asks', 'Pat Parent')
    app.press('Save')
    app.see('label', 'Pat Parent')


def practice_35_asked_decided_signed_and_given():
    with tempfile.TemporaryDirectory() as folder, Haven() as app:
        paper = pathlib.Path(folder) / 'answer.pdf'
        open_records(app)
        ask(app)
        shot(app, 'requests')
        app.act('push button', None, contains='Go through')
        app.see('label', 'Passage 1 of')
        app.see('label', 'still to be decided')
        shot(app, 'access-walk')
        app.key('ctrl+Page_Down')
        app.see('label', 'Passage 2 of')
        app.key('ctrl+Page_Up')
        app.see('label', 'Passage 1 of')
        app.click(app.find('check box', None, contains='same words'))
        count = int(app.see('label', 'Passage 1 of').name.split()[3])
        for _ in range(count):
            if app.shows('label', contains='has not signed it'):
                break
            before = app.see('label', 'Passage').name
            app.key('alt+t')
            harness.wait_for(lambda: app.see('label', 'Passage').name != before, 'the next passage')
        app.see('label', 'has not signed it')
        app.set_text('text', 'Data protection officer', 'O. Officer')
        app.act('push button', 'Sign')
        app.see('label', 'it can be given')
        shot(app, 'access-signed')
        app.act('push button', None, contains='Give the answer')
        app.choose_file('Save the Answer', str(paper))
        harness.wait_for(paper.exists, 'the answer')
        words = subprocess.run(['pdftotext', '-layout', paper, '-'], check=True, capture_output=True, text=True).stdout
        assert 'DRAFT' not in words and 'O. Officer' in words and '[a member of staff]' in words, words[:1500]
        app.see('label', 'the request is answered')


def practice_25_sealed_and_sent():
    with tempfile.TemporaryDirectory() as folder:
        sealed = pathlib.Path(folder) / 'out.haven-transfer'
        with Haven() as app:
            open_records(app)
            app.act('push button', None, contains='Seal records')
            app.wait_active('Seal Records for the Next School')
            app.set_text('text', 'Next school', 'Another Invented School')
            app.act('push button', None, contains='Make one up')
            harness.wait_for(lambda: app.text(app.find('text', 'Passphrase again')), 'a passphrase to be made up')
            app.set_text('text', 'Passphrase of the file', SEAL)
            app.set_text('text', 'Passphrase again', SEAL)
            shot(app, 'seal')
            app.press('Seal…')
            app.choose_file('Save the Sealed Records', str(sealed))
            harness.wait_for(sealed.exists, 'the sealed file')
            app.see('label', 'sealed, and not sent yet')
            app.act('push button', None, contains='Sent today')
            app.see('label', 'no receipt yet')
        assert sealed.read_bytes().startswith(b'HAVENMOV') and CHILD.split()[1].encode() not in sealed.read_bytes()


TESTS = [practice_35_asked_decided_signed_and_given, practice_25_sealed_and_sent]
harness.run_tests(TESTS)
