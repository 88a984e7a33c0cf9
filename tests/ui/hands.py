# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hands on a keyboard, and nothing else: whoever uses this cannot click, and cannot press what only a screen reader can press."""
import contextlib

import harness
from haven_app import Haven


class Hands(Haven):
    def _not_by_hand(self, *_, **__):
        raise TypeError('this test is done by keyboard only')

    act = click = set_text = select = press = bring_into_sight = _not_by_hand

    def until(self, keys, done, what):
        """Keys that are pressed while the focus goes from one place to another are lost: a person presses them again."""
        def pressed():
            self.key(*keys)
            with contextlib.suppress(AssertionError):
                return harness.wait_for(done, what, 3)
        return harness.wait_for(pressed, what)

    def unlock_by_hand(self, passphrase, who=None):
        self.wait_locked()
        if who:
            self.until(['alt+w'], lambda: self.focused().getRoleName() == 'list item', 'the people')
            self.key('Home')
            harness.wait_for(lambda: self._choose(who), f'{who} to be in the list')
        self.until(['alt+p'], lambda: self.focused().getRoleName() == 'password text', 'the passphrase to have the focus')
        self.type(passphrase)
        self.key('Return')

    def find_child(self, name):
        self.see('label', 'marks to')
        self.key('ctrl+f')
        self.type(name)
        self.see('label', '1 of ')
        self.key('Return')
        self.find('push button', contains='Prepare pack')

    def open_window(self, keys, title):
        """By a mnemonic or a shortcut, or by Return on what has the focus."""
        self.until([keys], lambda: harness.run('xdotool', 'getactivewindow', 'getwindowname').strip() == title, f'{title!r} to open')

    def choose_from(self, keys, line, role='combo box'):
        """The line of a list that opens at Space, Return or a mnemonic: by going down until it has the focus."""
        self.key(keys)
        self.choose_line(line)

    def choose_line(self, line):
        def found():
            node = self.focused()
            if node is not None and node.name.startswith(line) and node.getRoleName() in ('list item', 'menu item'):
                return True
            self.key('Down')
            return False
        harness.wait_for(found, f'{line!r} to be chosen')
        self.key('Return')

    def tab_page(self, name):
        """Along a row of tabs by arrows: one of them has the focus."""
        self.tab_to('page tab', name)
        self.key('space')

    def choose_page(self, page, wanted):
        """Of Preferences: to the list of pages, where this one is chosen, and along it by arrows."""
        self.tab_to('list item', page)

        def chosen():
            if self.focused().name == wanted:
                return True
            self.key('Down')
            return False
        harness.wait_for(chosen, f'the page {wanted!r}')
