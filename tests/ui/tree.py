# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessible tree of a program, taken in one call.

Asking node by node costs a call for each of some thousand nodes and each of their properties, and a test looks many times until it
sees. GTK keeps a list of all nodes that were ever asked for; where it knows fewer children of one than there are, that one is asked.

The list does not tell what has been hidden since: a hidden child may stand in it where a new one stands that nobody has asked for. So
now and then, and wherever the test is that something is not there, every node is asked for its children.
"""
import ast
import collections
import re
import time

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ROOT = '/org/a11y/atspi/accessible/root'
CACHE = ('/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems')
QUICK = 2  # seconds in which the list is believed
CHILD = ('org.a11y.atspi.Accessible', 'GetChildAtIndex')
CHILD_COUNT = ('org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', ('org.a11y.atspi.Accessible', 'ChildCount')))
EXTENTS = ('org.a11y.atspi.Component', 'GetExtents', GLib.Variant('(u)', (1,)))  # within the window
BUS = ('/org/freedesktop/DBus', 'org.freedesktop.DBus')

Item = collections.namedtuple('Item', 'path parent index n_children interfaces name role description states')
# One item as GLib prints it. Read so because taking a value of thousands of parts to pieces costs more than all the rest.
REFERENCE = r"\('[^']*', '([^']*)'\)"
TEXT = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
ITEM = re.compile(rf"\({REFERENCE}, \('[^']*', '[^']*'\), {REFERENCE}, (-?\d+), (\d+), \[([^]]*)\], {TEXT}, (\d+), {TEXT}, \[(\d+), (\d+)\]\)")


def _text(printed):
    return ast.literal_eval(printed) if '\\' in printed else printed[1:-1]


def _items(printed):
    for path, parent, index, n_children, interfaces, name, role, description, low, high in ITEM.findall(printed):
        yield Item(path, parent, int(index), int(n_children), interfaces, _text(name), int(role), _text(description), int(low) | int(high) << 32)


class Tree:
    """What asks; every answer is new."""

    def __init__(self, root):
        self._root = root
        self._nodes = {ROOT: root}
        self._asked = 0
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, -1).unpack()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._bus = Gio.DBusConnection.new_for_address_sync(address, flags, None)
        self._owner = next(name for name in self._call(BUS[1], *BUS, 'ListNames')
                           if name.startswith(':') and self._process_of(name) == root.get_process_id())

    def _ask(self, owner, path, interface, method, arguments=None):
        return self._bus.call_sync(owner, path, interface, method, arguments, None, 0, -1)

    def _call(self, *words):
        return self._ask(*words).unpack()[0]

    def _process_of(self, name):
        return self._call(BUS[1], *BUS, 'GetConnectionUnixProcessID', GLib.Variant('(s)', (name,)))

    def _take(self):
        """The items by path, and the known children of each path."""
        items = {item.path: item for item in _items(self._ask(self._owner, *CACHE).print_(False))}
        known = collections.defaultdict(list)
        for item in items.values():
            if item.index >= 0:
                known[item.parent].append(item)
        return items, known

    def _children(self, path, item, known):
        """Those that the list knows, where it seems to know all."""
        children = sorted(known[path], key=lambda child: child.index)
        if item is not None and [child.index for child in children] == list(range(item.n_children)):
            return [child.path for child in children]
        return self._ask_children(path, item)

    def _ask_children(self, path, item):
        """One by one: asked for all at once, GTK 4.8 counts those that are hidden too."""
        try:
            n = item.n_children if item is not None and path != ROOT else self._call(self._owner, path, *CHILD_COUNT)
            asked = [self._call(self._owner, path, *CHILD, GLib.Variant('(i)', (i,))) for i in range(n)]
        except GLib.GError:
            return []  # gone meanwhile
        return [child for _, child in asked]

    def _below(self, path, thorough):
        """Everything there is below, and what of it the list does not know yet."""
        items, known = self._take()
        below, unknown, waiting = {}, 0, [(path, None, -1)]
        while waiting:
            one, parent, index = waiting.pop()
            if one in items:
                below[one] = items[one]._replace(parent=parent or items[one].parent, index=index)
            unknown += one not in items
            children = self._ask_children(one, items.get(one)) if thorough else self._children(one, items.get(one), known)
            found = [(child, one, i) for i, child in enumerate(children)]
            waiting += found if one == ROOT else reversed(found)
        return below, unknown

    def items(self, path=ROOT, thorough=False):
        """Every item below by its path, parents first; of the windows the newest first, because a dialog is above what it asks about.
        What is met for the first time is known only after it was asked for: then the list is taken again."""
        below, unknown = self._below(path, thorough)
        return self._below(path, thorough)[0] if unknown else below

    def node(self, item, items):
        """The node that libatspi knows, found from the top of these items down."""
        if item.path not in self._nodes:
            node = self.node(items[item.parent], items).getChildAtIndex(item.index)
            if node is None or node.path != item.path:
                raise LookupError(f'{item.path} has gone')
            self._nodes[item.path] = node
        return self._nodes[item.path]

    def below(self, node=None, thorough=False):
        """Every item below a node, each with what gives its node."""
        node = node or self._root
        self._nodes[node.path] = node
        thorough = thorough or time.monotonic() > self._asked + QUICK
        items = self.items(node.path, thorough)
        self._asked = time.monotonic() if thorough else self._asked
        for item in items.values():
            yield item, lambda one=item: self.node(one, items)

    def has_size(self, item):
        """Asked past libatspi, which may take a program for gone after a window of another one was there (GTK's own chooser of files)."""
        return 'Component' in item.interfaces and min(self._call(self._owner, item.path, *EXTENTS)[2:]) > 0

    @staticmethod
    def role(item):
        return Atspi.role_get_name(item.role)

    @staticmethod
    def has_state(item, state):
        return item.states >> int(state) & 1 == 1
