# SPDX-License-Identifier: GPL-3.0-or-later
"""A walk through every window that opens above Haven's: whatever can have the focus has a name, and Tab comes round. And a walk through a window
with both faults, which must find them."""
import contextlib
import os

import harness
from haven_app import Haven, TODAY
from stores import Store

CHILD = 'Keira Edwards'


class Planted(Haven):
    """A small window in which something has no name, and something keeps Tab."""

    def __init__(self):
        harness.App.__init__(self, os.environ['HAVEN_PLANTED'])
        self.wait_active('Haven')


def what_has_no_name_or_keeps_tab_is_found():
    with Planted() as app:
        app.find('push button', 'Named')
        found = list(app.unnamed())
        assert len(found) == 1 and found[0].startswith("push button 'GtkButton'"), found
        app.key('Tab', 'Tab', 'Tab')
        assert not app.comes_round('Haven', most=8)


def check_names(app, title):
    app.wait_active(title)
    nameless = harness.wait_for(lambda: [list(app.unnamed())], 'a look at ' + title)[0]
    assert not nameless, f'{title}: {nameless}'


def check(app, title):
    check_names(app, title)
    assert app.comes_round(title), f'{title}: Tab does not come round'


def go_through(app, ways):
    """Open each, look, and leave it."""
    for way, title in ways:
        way(app)
        check(app, title)
        app.leave(title)


def key(keys):
    return lambda app: app.key(keys)


def press(name):
    return lambda app: app.press(name)


def new(letter):
    """From the menu of New"""
    def choose(app):
        app.act('push button', 'New')
        harness.wait_for(lambda: app.focused() is not None and app.focused().getRoleName() == 'menu item', 'the menu to have the focus')
        app.key(letter)
    return choose


def from_menu(letter):
    def choose(app):
        app.key('F10')
        harness.wait_for(lambda: app.focused() is not None and app.focused().getRoleName() == 'menu item', 'the menu to have the focus')
        app.key(letter)
    return choose


def what_is_recorded_about_a_child():
    with Haven() as app:
        app.open_child(CHILD)
        app.key('ctrl+shift+n')
        app.wait_active('New Note')
        assert app.comes_round('New Note', 'shift+Tab'), 'Shift+Tab does not come round'
        app.leave('New Note')
        go_through(app, [(new('s'), 'New Status'), (new('w'), 'New Social Worker'), (key('ctrl+shift+s'), 'New Suspension'),
                         (key('ctrl+shift+m'), 'New Meeting'), (key('ctrl+shift+n'), 'New Note'), (press('Prepare pack'), 'Prepare Pack')])


def what_today_training_and_share_ask():
    with Haven() as app:
        app.see('list item', 'No reason since')
        go_through(app, [(press('Put off: '), 'Put Off')])
        app.go('training')
        app.see('push button', 'Book: ')
        go_through(app, [(press('Book: Emotion'), 'Book')])
        app.go('share')
        app.see('label', 'figures are shown')
        go_through(app, [(press('Send…'), 'Send the Termly Return')])


def the_meeting_and_its_papers():
    with Haven() as app:
        app.open_child(CHILD)
        app.press('Meeting view')
        check(app, 'Meeting')
        app.key('alt+e')
        app.wait_active('Was this meeting held today?')     # it was set for December
        app.key('alt+h')
        app.see('label', 'The meeting is held')
        check_names(app, 'Meeting')
        app.key('alt+p')
        check_names(app, 'Preview')


def preferences_and_what_they_open():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with Haven('--store', str(store.path), '--today', TODAY, demo=False) as app:
            app.unlock()
            app.see('label', 'marks to')
            app.key('ctrl+comma')
            check_names(app, 'Preferences')     # along the list of pages Tab shows another page at each step
            for page, button, title in (('General', 'Change your passphrase', 'Change Your Passphrase'), ('People and keys', 'Add a person', 'Add a Person'),
                                        ('Virtual School', 'Join…', 'Join a Virtual School')):
                app.click(app.bring_into_sight(app.find('list item', page)))
                app.press(button)
                check(app, title)
                with contextlib.suppress(AssertionError):
                    app.leave(title)
                app.wait_active('Preferences')
            app.leave('Preferences')
            go_through(app, [(key('ctrl+question'), 'Keyboard Shortcuts'), (from_menu('f'), 'The School’s Shared Folder')])


harness.run_tests([
    what_has_no_name_or_keeps_tab_is_found, what_is_recorded_about_a_child, what_today_training_and_share_ask, the_meeting_and_its_papers,
    preferences_and_what_they_open,
])
