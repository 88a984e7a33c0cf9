# SPDX-License-Identifier: GPL-3.0-or-later
"""F1 opens Help at the page about what is on the screen, in whatever shows web pages; here that is a program that writes down what it was asked for."""
import contextlib
import os
import pathlib
import tempfile

import harness
from haven_app import Haven

PLACES = ('today', 'children', 'cohort', 'training', 'share')


class Browser:
    """The desktop's, for as long as the test."""

    def __init__(self, folder):
        self.asked = pathlib.Path(folder, 'asked')
        applications = pathlib.Path(folder, 'share', 'applications')
        applications.mkdir(parents=True)
        reader = pathlib.Path(folder, 'reader')
        reader.write_text(f'#!/bin/sh\necho "$1" >> {self.asked}\n', encoding='utf-8')
        reader.chmod(0o755)
        (applications / 'reader.desktop').write_text(
            f'[Desktop Entry]\nType=Application\nName=Reader\nExec={reader} %u\nMimeType=text/html;\n', encoding='utf-8')
        (applications / 'mimeapps.list').write_text('[Default Applications]\ntext/html=reader.desktop\n', encoding='utf-8')
        self.env = {'XDG_DATA_DIRS': f'{folder}/share:{os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share")}'}

    def wait(self, topic):
        harness.wait_for(lambda: self.asked.exists() and self.asked.read_text(encoding='utf-8').splitlines()[-1].endswith(f'/C/{topic}.html'),
                         f'Help about {topic}')


@contextlib.contextmanager
def browser():
    with tempfile.TemporaryDirectory() as folder:
        yield Browser(folder)


def each_view_has_its_page():
    with browser() as reader, Haven(env=reader.env) as app:
        for view in PLACES:
            app.go(view)
            app.key('F1')
            reader.wait(view)
        app.open_child('Keira Edwards')
        app.key('F1')
        reader.wait('pupil')


def forms_preferences_and_the_door_have_theirs():
    with browser() as reader, Haven(env=reader.env) as app:
        app.open_child('Keira Edwards')
        app.key('ctrl+shift+n')
        app.wait_active('New Note')
        app.key('F1')
        reader.wait('record')
        app.leave('New Note')
        app.lock()
        app.key('F1')
        reader.wait('unlock')


def nothing_that_shows_pages_is_said():
    with tempfile.TemporaryDirectory() as folder, Haven(env={'HAVEN_HELP': folder}) as app:
        app.see('label', 'marks to')
        app.key('F1')
        app.see('label', 'Help was not installed with this Haven.')


harness.run_tests([each_view_has_its_page, forms_preferences_and_the_door_have_theirs, nothing_that_shows_pages_is_said])
