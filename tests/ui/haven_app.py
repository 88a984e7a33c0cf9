# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test of the window needs: Haven on its invented school, and the words of its places."""
import contextlib
import os
import re

import pyatspi

import harness

TODAY = '2025-11-21'
PASSPHRASE = 'invented school'
# A name that GTK made from a type says nothing to anybody.
TYPE_NAME = re.compile(r'^(Gtk|Adw|Haven|G)[A-Z][A-Za-z]+$')


def exe():
    return os.environ['HAVEN']


@contextlib.contextmanager
def twice_the_text():
    """As somebody has it who reads badly: 192 dots to the inch where others have 96."""
    def say(dots):
        harness.run('xprop', '-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER', f'Xft.dpi:\t{dots}\n')
    say(192)
    try:
        yield
    finally:
        say(96)


class Haven(harness.App):
    """The window open on the demonstration."""

    def __init__(self, *arguments, demo=True, env=None, title='Haven'):
        demo_arguments = ('--demo', '--today', TODAY) if demo else ()
        super().__init__(exe(), *demo_arguments, *arguments, env=env)
        self.wait_active(title)

    def go(self, view):
        self.key('ctrl+' + str(1 + ['today', 'children', 'cohort', 'training', 'share'].index(view)))

    def open_child(self, name):
        """By the search field, as a person in a hurry does."""
        harness.wait_for(lambda: self.shows('label', contains='marks to') or self.shows(None, 'Show the views'), 'the school')
        self.key('ctrl+f')
        harness.wait_for(lambda: self.focused() is not None and self._is_called(self.focused(), 'Find a child'), 'the search to have the focus')
        self.set_text('entry', 'Find a child', name)
        self.key('Return')
        self.see('label', name, patience=harness.PATIENCE)
        self.find('push button', contains='Prepare pack')

    def wait_locked(self, patience=harness.PATIENCE):
        """What stands behind the visible page of a stack keeps its size, so the words of the page alone do not tell."""
        harness.wait_for(lambda: not self.shows('list', 'Views') and not self.shows('label', 'Hand files in'), 'the lock', patience)
        self.see('label', 'Haven is locked', patience=patience)

    def lock(self):
        """A key that is pressed while the focus goes from one window to another is lost: a person presses it again."""
        def locked():
            self.key('ctrl+l')
            with contextlib.suppress(AssertionError):
                self.wait_locked(2)
                return True
        harness.wait_for(locked, 'the lock')

    def unlock(self, passphrase=PASSPHRASE, who=None):
        self.wait_locked()
        if who:
            harness.run('xdotool', 'mousemove', '2', '2')  # a line below the pointer would be chosen by it
            self.act('push button', 'Who are you?')
            harness.wait_for(lambda: self.focused().getRoleName() == 'list item', 'the list to have the focus')
            self.key('Home')
            harness.wait_for(lambda: self._choose(who), f'{who} to be in the list')
        entry = self.find('password text')
        self.click(entry)
        self.type(passphrase)
        self.act('push button', None, contains='Unlock')

    def _choose(self, who):
        line = self.focused()
        if line is None or line.getRoleName() != 'list item':
            return False
        if line.name.startswith(who):
            self.key('Return')
            return True
        self.key('Down')
        harness.wait_for(lambda: self.focused() != line, 'the next line')
        return False

    def leave(self, title):
        """By Escape, of which a toast takes the first."""
        def left():
            if harness.run('xdotool', 'getactivewindow', 'getwindowname').strip() == title:
                self.key('Escape')
                return False
            return True
        harness.wait_for(left, f'{title!r} to close')
        self.wait_active('Haven')

    def press(self, name):
        """A button that was pressed a moment ago does not answer at once: ask until it does."""
        harness.wait_for(lambda: self._try_press(name), f'{name!r} to answer')

    def _try_press(self, name):
        with contextlib.suppress(AssertionError):
            self.act('push button', None, contains=name)
            return True
        return False

    def choose_file(self, title, path):
        """In GTK's own file chooser: a slash opens the line for a path."""
        self.wait_active(title)
        self.key('slash')
        self.key('ctrl+a')
        self.type(path)
        self.key('Return')
        harness.wait_for(lambda: title not in harness.run('xdotool', 'getactivewindow', 'getwindowname'), f'{title} to close')

    def every_text(self):
        """All that a screen reader could find in all windows, seen or not: names, descriptions, texts."""
        found = []
        for item, node_of in self.tree.below(thorough=True):
            found += [item.name, item.description]
            with contextlib.suppress(*harness.VANISHED):
                found += [self.text(node_of())] if 'org.a11y.atspi.Text' in item.interfaces else []
        return '\n'.join(found)

    def unnamed(self):
        """What can have the focus and has no name of its own."""
        for item, node_of in self.tree.below(thorough=True):
            if not self.tree.has_state(item, pyatspi.STATE_FOCUSABLE) or (item.name and not TYPE_NAME.match(item.name)):
                continue
            with contextlib.suppress(*harness.VANISHED):
                node = node_of()
                if min(self.box(node)[2:]) > 0:
                    yield f'{node.getRoleName()} {node.name!r} in {node.parent.getRoleName()} {node.parent.name!r}'

    def comes_round(self, title, key='Tab', most=70):
        """Whether Tab alone comes back to where it began in this window, past something else. Rows with an entry do not say that they have the
        focus: they count as nothing."""
        window = next(window for window in self.root if window.name == title)
        first, others = None, False
        for _ in range(most):
            node = self.focused(window)
            first = first or node
            if node is not None and node == first and others:
                return True
            others = others or (first is not None and node != first)
            self.key(key)
            with contextlib.suppress(AssertionError):
                harness.wait_for(lambda before=node: self.focused(window) != before, 'the next stop', .4)
        return False

    def tab_to(self, role, start, most=80):
        """By Tab alone, to what has this role and a name that starts so."""
        for _ in range(most):
            node = self.focused()
            if node is not None and node.getRoleName() == role and node.name.startswith(start):
                return node
            self.key('Tab')
            with contextlib.suppress(AssertionError):
                harness.wait_for(lambda before=node: self.focused() not in (None, before), 'the next stop', 1)
        raise AssertionError(f'Tab does not come to {role} {start!r}')

    def type_into(self, role, name, text):
        """Into the row of this name, which has the focus: libadwaita 1.2 does not say so of a row with an entry, but the letters arrive there."""
        self.type(text)
        node = self.find(role, contains=name)
        harness.wait_for(lambda: len(self.text(node)) == len(text), f'{name!r} to take the letters')

    def put_toasts_away(self):
        """They may lie on what is to be clicked, and a click would undo."""
        def away():
            if self.shows('push button', contains='Undo'):
                self.key('Escape')
                return False
            return True
        harness.wait_for(away, 'the toasts to go')

    def bring_into_sight(self, node):
        """By the wheel, until its middle can be clicked."""
        window = self.window_of(node)
        height = self.box(window)[3]
        x, y = self.middle(window)
        harness.run('xdotool', 'mousemove', str(x), str(y))

        before = [None]

        def in_sight():
            _, top, _, tall = self.box(node)
            middle = top + tall // 2
            if tall > 0 and (height * 9 // 20 < middle < height - 32 or (top == before[0] and height // 8 < middle < height - 8)):
                return True      # clear of what stands above the page, or as far as it goes
            before[0] = top
            harness.run('xdotool', 'click', '5' if middle > height // 2 else '4')
            with contextlib.suppress(AssertionError):
                harness.wait_for(lambda: self.box(node)[1] != top, 'the page to move', 1)
            return False
        harness.wait_for(in_sight, f'{node.name!r} to be in sight')
        return node

    def focused(self, window=None):
        for item, node_of in self.tree.below(window):
            if self.tree.has_state(item, pyatspi.STATE_FOCUSED):
                with contextlib.suppress(*harness.VANISHED):
                    return node_of()
        return None
