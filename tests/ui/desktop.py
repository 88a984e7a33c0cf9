# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that goes to sleep, locks its screen and its session when a test says so: logind on a system bus of its own, and a screen
saver and notifications on the session bus of the test."""
import os
import subprocess
import threading

from gi.repository import Gio, GLib

MANAGER, MANAGER_PATH = 'org.freedesktop.login1.Manager', '/org/freedesktop/login1'
SESSION, SESSION_PATH = 'org.freedesktop.login1.Session', '/org/freedesktop/login1/session/_31'
SAVER, SAVER_PATH = 'org.freedesktop.ScreenSaver', '/org/freedesktop/ScreenSaver'
NOTES, NOTES_PATH = 'org.freedesktop.Notifications', '/org/freedesktop/Notifications'
INTERFACES = Gio.DBusNodeInfo.new_for_xml(f'''<node>
  <interface name="{MANAGER}">
    <method name="Inhibit"><arg type="s"/><arg type="s"/><arg type="s"/><arg type="s"/><arg type="h" direction="out"/></method>
    <method name="GetSession"><arg type="s"/><arg type="o" direction="out"/></method>
  </interface>
  <interface name="{NOTES}">
    <method name="Notify">
      <arg type="s"/><arg type="u"/><arg type="s"/><arg type="s"/><arg type="s"/><arg type="as"/><arg type="a{{sv}}"/><arg type="i"/>
      <arg type="u" direction="out"/>
    </method>
  </interface>
</node>''')


class Desktop:
    def __init__(self):
        self.inhibitors, self.notified = [], []
        self._daemon = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address=1'],
                                        stdout=subprocess.PIPE, text=True)
        self.env = {'DBUS_SYSTEM_BUS_ADDRESS': self._daemon.stdout.readline().strip()}
        self._ready = threading.Event()
        self._context = GLib.MainContext()
        self._loop = GLib.MainLoop(self._context)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        assert self._ready.wait(20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._loop.quit()
        self._thread.join()
        self._daemon.terminate()
        self._daemon.wait()

    def _serve(self):
        """Calls are answered on a thread of their own: the test's waits for the window."""
        self._context.push_thread_default()
        self._system = self._connect(self.env['DBUS_SYSTEM_BUS_ADDRESS'], 'org.freedesktop.login1')
        self._session = self._connect(os.environ['DBUS_SESSION_BUS_ADDRESS'], SAVER, NOTES)
        self._system.register_object(MANAGER_PATH, INTERFACES.lookup_interface(MANAGER), self._answer, None, None)
        self._session.register_object(NOTES_PATH, INTERFACES.lookup_interface(NOTES), self._answer, None, None)
        self._ready.set()
        self._loop.run()
        self._system.close_sync()
        self._session.close_sync()
        self._context.pop_thread_default()

    @staticmethod
    def _connect(address, *names):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        for name in names:
            connection.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                                 GLib.Variant('(su)', (name, 4)), None, Gio.DBusCallFlags.NONE, -1, None)
        return connection

    def _answer(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        if method == 'Notify':
            self.notified.append(parameters.unpack())
            invocation.return_value(GLib.Variant('(u)', (len(self.notified),)))
        elif method == 'GetSession':
            invocation.return_value(GLib.Variant('(o)', (SESSION_PATH,)))
        else:
            self._give_inhibitor(invocation)

    def _give_inhibitor(self, invocation):
        """Whoever holds the other end keeps the computer awake; here it reads as ended once they let go."""
        mine, theirs = os.pipe()
        os.set_blocking(mine, False)
        fds = Gio.UnixFDList.new_from_array([theirs])
        self.inhibitors.append(mine)
        invocation.return_value_with_unix_fd_list(GLib.Variant('(h)', (0,)), fds)

    def _emit(self, connection, path, interface, signal, value):
        connection.emit_signal(None, path, interface, signal, value)
        connection.flush_sync()

    def lets_sleep(self):
        """Whether nobody holds the computer awake any more."""
        try:
            return all(os.read(fd, 1) == b'' for fd in self.inhibitors)
        except BlockingIOError:
            return False

    def sleep(self):
        self._emit(self._system, MANAGER_PATH, MANAGER, 'PrepareForSleep', GLib.Variant('(b)', (True,)))

    def lock_session(self):
        self._emit(self._system, SESSION_PATH, SESSION, 'Lock', None)

    def lock_other_session(self):
        self._emit(self._system, SESSION_PATH + '2', SESSION, 'Lock', None)

    def lock_screen(self):
        self._emit(self._session, SAVER_PATH, SAVER, 'ActiveChanged', GLib.Variant('(b)', (True,)))
