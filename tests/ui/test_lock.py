# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking: nothing of a child is left anywhere in the window; what was typed comes back to the same person."""
import harness
from haven_app import Haven, PASSPHRASE


def unlock(app, passphrase=PASSPHRASE):
    entry = app.find('password text', 'Passphrase')
    app.click(entry)
    app.type(passphrase)
    app.act('push button', None, contains='Unlock')


def names_of_children(app):
    app.go('children')
    table = app.find('tree table', 'Children with a social worker, now or before')
    rows = harness.wait_for(lambda: app.rows(table), 'rows of children')
    return [texts[0].split(',')[0] for texts, _ in rows]


def a_lock_leaves_no_child_in_the_window():
    with Haven() as app:
        names = names_of_children(app)
        assert len(names) > 5
        app.open_child(names[3])
        app.key('ctrl+l')
        app.see('label', 'Haven is locked')
        left = app.every_text()
        parts = {part for name in names for part in name.split() if len(part) > 3}
        assert not [name for name in names if name in left]
        assert not [part for part in parts if part in left], [part for part in parts if part in left]
        for word in ('Child protection', 'persistent', 'Last seen', 'CP plan'):
            assert word not in left, word


def a_wrong_passphrase_says_so_and_the_right_one_opens():
    with Haven('--view', 'cohort') as app:
        app.see('label', 'persistently absent')
        app.key('ctrl+l')
        app.see('label', 'Demonstration')
        unlock(app, 'something else')
        app.see('label', 'The passphrase does not open this store.')
        assert not app.shows('list', 'Views')
        unlock(app)
        app.find('list', 'Views')
        app.see('label', 'persistently absent')


def an_open_form_outlives_a_lock():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.key('ctrl+shift+n')
        app.wait_active('New Note')
        app.set_text('text', 'Note', 'Half a sentence that')
        app.set_text('text', 'Author', 'A. Invented')
        app.key('ctrl+l')
        unlock_after_lock(app)
        app.wait_active('New Note')
        assert app.text(app.find('text', 'Note')) == 'Half a sentence that'
        app.see('label', 'Keira Edwards')


def unlock_after_lock(app):
    app.see('label', 'Haven is locked')
    assert 'Half a sentence' not in app.every_text()
    unlock(app)


def hide_shows_nothing_until_it_is_asked():
    with Haven() as app:
        app.see('list item', 'No reason since')
        app.key('ctrl+shift+h')
        app.find('push button', contains='Show again')
        app.act('push button', None, contains='Show again')
        app.see('list item', 'No reason since')


harness.run_tests([
    a_lock_leaves_no_child_in_the_window, a_wrong_passphrase_says_so_and_the_right_one_opens, an_open_form_outlives_a_lock,
    hide_shows_nothing_until_it_is_asked,
])
