# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desk keeps to: narrow and wide, right to left, without motion, as it was left, and with no child in a title."""
import os
import pathlib
import re
import tempfile

import harness
from haven_app import Haven, TODAY
from stores import Store

VIEWS = {'today': ('list item', 'Last seen'), 'children': ('label', '18 children'), 'cohort': ('image', 'points'),
         'training': ('push button', 'Book: '), 'share': ('label', 'figures are shown')}
TABS = ('Overview', 'Attendance', 'Suspensions', 'Learning', 'Wellbeing', 'Meetings', 'Record')


def gtk_settings(folder, lines):
    """The environment of somebody who has these lines in their GTK settings"""
    path = pathlib.Path(folder, 'gtk-4.0')
    path.mkdir()
    (path / 'settings.ini').write_text('[Settings]\n' + lines, encoding='utf-8')
    return {'XDG_CONFIG_HOME': folder}


def titles(app):
    ids = harness.run('xdotool', 'search', '--pid', str(app.process.pid)).split()
    return [harness.run('xdotool', 'getwindowname', window).strip() for window in ids] + [window.name for window in app.root]


def go_round(app, see=lambda: None):
    for view, (role, words) in VIEWS.items():
        app.go(view)
        app.see(role, words)
        see()
    app.open_child('Keira Edwards')
    for tab in TABS:
        app.click(app.bring_into_sight(app.find('page tab', tab)))
        see()


def nothing_is_wider_than_600_pixels():
    """What does not fit warns, and a warning fails the test."""
    with Haven() as app:
        app.see('list item', 'No reason since')
        app.resize('Haven', 600, 700)
        app.find(None, 'Show the views')

        def fits():
            width = app.box(app.window_of(app.find("push button", "Main menu")))[2]
            assert width <= 600, width
        go_round(app, fits)


def no_child_is_in_a_title():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        names = re.compile('|'.join(re.escape(name) for name in store.names() if len(name) > 2))
        with Haven('--store', str(store.path), '--today', TODAY, demo=False) as app:
            app.unlock()

            def check():
                assert not [title for title in titles(app) if names.search(title)], titles(app)
            go_round(app, check)
            for keys, title in (('ctrl+shift+n', 'New Note'), ('ctrl+shift+m', 'New Meeting'), ('alt+p', 'Prepare Pack')):
                app.key(keys)
                app.wait_active(title)
                check()
                app.leave(title)
            app.key('alt+m')
            app.wait_active('Meeting')
            check()


def nothing_moves_for_who_wants_no_motion():
    """GTK's own widgets heed the setting; whatever of ours moves asks for it."""
    root = pathlib.Path(__file__).resolve().parents[2]
    moving = [path for path in (root / 'src' / 'ui').rglob('*.c') if re.search(r'_animation_new|_pulse \(', path.read_text(encoding='utf-8'))]
    assert not [path.name for path in moving if 'gtk-enable-animations' not in path.read_text(encoding='utf-8')]
    assert not [path.name for path in (root / 'data').glob('*.css') if re.search(r'@keyframes|transition:|animation:', path.read_text(encoding='utf-8'))]
    with tempfile.TemporaryDirectory() as folder, Haven(env=gtk_settings(folder, 'gtk-enable-animations=false\n')) as app:
        app.go('children')
        app.see('label', '18 children')
        app.click(app.find('push button', 'Sort'))
        app.find('menu item', 'Name')
        app.key('Escape')
        app.lock()


def from_right_to_left_everything_is_there():
    """As on a desktop in a language that is written so: mirrored, and without a warning."""
    with Haven(env={'GTK_DEBUG': 'invert-text-dir'}) as app:
        app.see('list item', 'Last seen')
        views, page = app.find('list', 'Views'), app.find('list', 'Now')
        harness.wait_for(lambda: app.box(views)[0] > app.box(page)[0], 'the views to stand at the right')
        if os.environ.get('HAVEN_SHOTS'):
            app.shot(os.environ['HAVEN_SHOTS'] + '/right-to-left.png')
        go_round(app)


def a_window_opens_as_it_was_left():
    with Store(people=[('D. Lead', 'dsl')]) as store, tempfile.TemporaryDirectory() as folder:
        kept = {'GSETTINGS_BACKEND': 'keyfile', 'XDG_CONFIG_HOME': folder}
        with Haven('--store', str(store.path), '--today', TODAY, demo=False, env=kept) as app:
            app.unlock()
            app.see('label', 'marks to')
            app.resize('Haven', 1000, 600)
            app.go('children')
            app.see('label', '18 children')
            size = app.box(app.window_of(app.find('push button', 'Main menu')))[2:]
            app.act('push button', 'Sort')
            harness.wait_for(lambda: app.focused() is not None and app.focused().name == 'Name', 'the menu to have the focus')
            app.key('Down', 'Down', 'Down', 'Return')
            app.click(app.see(None, 'Looked after 2'))
            app.act('push button', 'Kept filters')
            harness.wait_for(lambda: app.focused() is not None and app.focused().name == 'Keep this filter', 'the menu to have the focus')
            app.key('Return')
            app.key('ctrl+q')
            app.process.wait(20)
        with Haven('--store', str(store.path), '--today', TODAY, demo=False, env=kept) as app:
            app.unlock()
            app.see('label', '18 children')
            assert app.box(app.window_of(app.find('push button', 'Main menu')))[2:] == size
            table = app.find('tree table', 'Children with a social worker, now or before')
            rows = harness.wait_for(lambda: app.rows(table), 'rows of children')
            assert [row[0][0] for row in rows] != sorted(row[0][0] for row in rows), 'sorted by attendance still'
            app.act('push button', 'Kept filters')
            app.find('menu item', 'Looked after')


def what_is_typed_in_preferences_is_kept_without_return():
    """By leaving the row, and by closing the window; what cannot be right is said, and holds nobody back."""
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with Haven('--store', str(store.path), '--today', TODAY, demo=False) as app:
            app.unlock()
            app.see('label', 'marks to')
            app.key('ctrl+comma')
            app.wait_active('Preferences')
            for page, row, text in (('School', 'Name of the school', 'Another Invented School'), ('School', 'URN (six digits)', '12'),
                                    ('Calendar', 'Add a closed day', '5 December 2025'), ('Printing', 'Marking at the head of each page', 'PRIVATE')):
                app.click(app.find('list item', page))
                app.click(app.bring_into_sight(app.find('text', row)))
                app.key('ctrl+a')
                app.type_into('text', row, text)
                if text == '12':
                    app.key('Tab', 'Tab')
                    app.see('label', 'The URN is the school’s number of six digits.')
            app.leave('Preferences')
            app.key('ctrl+comma')
            app.wait_active('Preferences')
            app.click(app.find('list item', 'Calendar'))
            app.find('push button', 'Open on 5 December 2025 after all')
            app.leave('Preferences')
            app.lock()
        settings = store.run('settings')
        assert (settings['name'], settings['paper.marking']) == ('Another Invented School', 'PRIVATE'), settings


harness.run_tests([
    nothing_is_wider_than_600_pixels, no_child_is_in_a_title, nothing_moves_for_who_wants_no_motion, from_right_to_left_everything_is_there,
    a_window_opens_as_it_was_left, what_is_typed_in_preferences_is_kept_without_return,
])
