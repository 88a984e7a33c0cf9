# SPDX-License-Identifier: GPL-3.0-or-later
"""One invented child through import, figures, chart, pack, print, return, sending, backup, lock and crash: and after all that, the name and the UPN
stand in no file but the outputs that were asked for, in no list of processes, and in no byte that left (research/peers.md C15, S11).

The search is tried on a planted leak of each kind first: a test that cannot fail proves nothing."""
import contextlib
import os
import pathlib
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib

import haven
from canary import Canary, make_upn
from haven import equal, test, true

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'support'))
from virtual_school import VirtualSchool  # noqa: E402

OUTPUTS, INPUTS = 'outputs', 'inputs'  # what was asked for, and what the school's MIS gave


class Watch:
    """Looks at every process of this user again and again: its words, its environment, its open files."""

    def __init__(self, canary):
        self.canary, self.found, self.looks, self._over = canary, [], 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self._thread.join()

    def _look(self):
        while not self._over.is_set():
            for process in pathlib.Path('/proc').glob('[0-9]*'):
                self._look_at(process)
            self.looks += 1
            self._over.wait(.01)

    def _look_at(self, process):
        if int(process.name) == os.getpid():
            return
        for name in ('cmdline', 'environ', 'comm'):
            try:
                content = (process / name).read_bytes()
            except OSError:  # it ended, or is somebody else's
                continue
            if self.canary.found_in(content):
                self.found.append(f'{name} of process {process.name}')


def unpack(sent):
    """What was packed in it (gzip)."""
    found, at = b'', sent.find(b'\x1f\x8b\x08')
    while at >= 0:
        with contextlib.suppress(zlib.error):
            found += zlib.decompressobj(31).decompress(bytes(sent[at:]))
        at = sent.find(b'\x1f\x8b\x08', at + 1)
    return found


class Recorder:
    """Stands between the school and the Virtual School, ends the encryption and begins it anew, and keeps every byte: as it was on the wire
    and as it was meant."""

    def __init__(self, folder, port):
        self.wire, self.plain, self._port = bytearray(), bytearray(), port
        self._served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._served.load_cert_chain(folder / 'server.pem', folder / 'server.key')
        self._asked = ssl.create_default_context(cafile=str(folder / 'ca.pem'))
        self._listener = socket.create_server(('127.0.0.1', 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller):
        inner, outer = ssl.MemoryBIO(), ssl.MemoryBIO()
        session = self._served.wrap_bio(inner, outer, server_side=True)
        with caller, socket.create_connection(('localhost', self._port)) as raw, self._asked.wrap_socket(raw, server_hostname='localhost') as onward:
            try:
                self._carry(caller, session, inner, outer, onward)
            except (OSError, ssl.SSLError):
                pass

    def _receive(self, caller, inner):
        read = caller.recv(65536)
        self.wire += read
        inner.write(read) if read else inner.write_eof()
        return bool(read)

    def _shake_hands(self, caller, session, inner, outer):
        while True:
            try:
                session.do_handshake()
                caller.sendall(outer.read())
                return
            except ssl.SSLWantReadError:
                caller.sendall(outer.read())
                self._receive(caller, inner)

    def _carry(self, caller, session, inner, outer, onward):
        self._shake_hands(caller, session, inner, outer)
        onward.settimeout(.02)
        caller.settimeout(.02)
        alive = True
        while alive:
            try:
                alive = self._receive(caller, inner)
            except TimeoutError:
                pass
            self._pass_on(session, onward)
            alive = self._pass_back(session, outer, caller, onward) and alive

    def _pass_on(self, session, onward):
        try:
            while True:
                asked = session.read(65536)
                if not asked:
                    return
                self.plain += asked
                onward.sendall(asked)
        except ssl.SSLWantReadError:
            pass

    def _pass_back(self, session, outer, caller, onward):
        try:
            answer = onward.recv(65536)
        except TimeoutError:
            return True
        if not answer:
            return False
        session.write(answer)
        caller.sendall(outer.read())
        return True

    def close(self):
        self._listener.close()


class Run:
    """A home of its own, so that whatever Haven leaves anywhere is left in it."""

    def __init__(self, cli, canary):
        self.cli, self.canary, self.home = cli, canary, cli.folder / 'home'
        for name in ('tmp', 'runtime', 'work', OUTPUTS, INPUTS):
            (self.home / name).mkdir(mode=0o700, parents=True)
        cli.store = self.home / 'share' / 'haven' / 'school.haven'
        self.env = {key: value for key, value in os.environ.items() if key in ('PATH', 'LD_LIBRARY_PATH', 'LC_ALL', 'TZ', 'ASAN_OPTIONS', 'G_DEBUG')}
        self.env |= {'HOME': str(self.home), 'TMPDIR': str(self.home / 'tmp'), 'XDG_RUNTIME_DIR': str(self.home / 'runtime'),
                     'XDG_DATA_HOME': str(self.home / 'share'), 'XDG_CONFIG_HOME': str(self.home / 'config'), 'XDG_CACHE_HOME': str(self.home / 'cache'),
                     'XDG_STATE_HOME': str(self.home / 'state'), 'G_MESSAGES_DEBUG': 'all'}
        self.said = bytearray()  # what went to standard error: a journal would keep it

    def do(self, *words, **more):
        """A command whose answer may name the child only on standard output, where it was asked for."""
        ended = self.cli.run(*words, env=self.env, cwd=self.home / 'work', **more)
        equal(ended.status, 0, f'{words[0]}: {ended.err}')
        answer = ended.out.index('{') if ended.out.startswith('{') else ended.out.index('\n{')  # the libraries talk before it
        self.said += (ended.err + ended.out[:answer]).encode()
        return haven.json.loads(ended.out[answer:])

    def of_child(self, *words):
        return self.do(*words, '--upn', '-', input=self.canary.upn + '\n')

    def try_of_child(self, *words):
        """As of_child, where there may be nothing of that kind: what is said instead may not name the child either."""
        ended = self.cli.run(*words, '--upn', '-', input=self.canary.upn + '\n', env=self.env, cwd=self.home / 'work')
        true(ended.status in (0, 1), f'{words}: {ended.err}')
        self.said += (ended.err + (ended.out if ended.status else '')).encode()

    def out(self, name):
        return self.home / OUTPUTS / name

    def files(self):
        for folder, _, names in os.walk(self.home):
            place = pathlib.Path(folder)
            if place.parent == self.home and place.name in (OUTPUTS, INPUTS):
                continue
            yield from (place / name for name in names)

    def leaks(self):
        """Every place but the outputs in which the child stands."""
        found = []
        for file in self.files():
            where = self.canary.found_in(str(file.relative_to(self.home)).encode()) or self.canary.found_in(file.read_bytes())
            if where is not None:
                found.append(f'{file.relative_to(self.home)} ({where[:12]!r})')
        if self.canary.found_in(bytes(self.said)):
            found.append('standard error')
        return found


def write_inputs(run):
    child, others = run.canary, [f'{make_upn(random.Random(n))},Invented{n},Amara,2012-05-06,9,9A,F,N,N' for n in range(12)]
    rows = ['UPN,Surname,Forename,DOB,NC Year,Reg Group,Sex,SEN Status,FSM Eligible', f'{child.upn},{child.surname},{child.forename},2011-10-20,9,9B,M,K,Y', *others]
    days = [f'2025-{month:02}-{day:02}' for month in (9, 10, 11) for day in range(1, 29)]
    marks = ['UPN,Date,Session,Mark', *(f'{child.upn},{day},{session},{"/" if int(day[-2:]) % 3 else "O"}' for day in days for session in ('AM', 'PM'))]
    files = {'pupils.csv': rows, 'statuses.csv': ['UPN,Status,Start Date,End Date', f'{child.upn},CP,2024-10-01,'], 'marks.csv': marks,
             'suspensions.csv': ['UPN,Type,Start Date,Sessions,Reason', f'{child.upn},SUSP,2025-10-09,5,OW']}
    for name, lines in files.items():
        (run.home / INPUTS / name).write_text('\n'.join(lines) + '\n', encoding='utf-8')
    return [run.home / INPUTS / name for name in files]


def through_the_week(run):
    """Import, look, chart, pack, print, export, back up, restore, share: all of it about the child."""
    run.do('init', '--school', 'Invented High School', '--urn', '999001', '--user', 'D. Invented')
    receipts = run.do('import', *write_inputs(run))
    equal([each['problems'] for each in receipts['imports']], [[]] * 4, 'imports')
    equal(run.of_child('attendance')['pupils'], 1, 'the child is there')
    true(run.of_child('suspensions')['suspensions'] == 1, 'the suspension is there')
    run.do('today')
    for suffix in ('svg', 'png', 'pdf'):
        run.of_child('chart', 'pupil-calendar', '--output', run.out(f'chart.{suffix}'))
    for kind in (each['kind'] for each in run.do('chart', '--list')['charts'] if each['upn']):
        run.try_of_child('chart', kind, '--output', run.out(f'{kind}.svg'))
    for kind in ('pep', 'cp-conference', 'strategy'):
        run.of_child('pack', '--kind', kind, '--output', run.out(f'{kind}.pdf'))
    run.do('audit', '--output', run.out('audit.csv'))
    true(run.canary.found_in(run.out('audit.csv').read_bytes()) is None, 'the audit names the child')
    run.do('backup', run.home / 'backup.havenbackup')
    run.do('restore', run.home / 'backup.havenbackup', '--as', run.home / 'restored.haven')
    (run.home / 'shared').mkdir()
    run.do('share', run.home / 'shared')
    run.do('check-out', run.home / 'shared', '--as', run.home / 'away.haven', '--to-read')
    run.do('check-out', run.home / 'shared', '--as', run.cli.store)
    run.do('check')


def new_virtual_school(run):
    return VirtualSchool(run.cli.folder / 'trust', {'urn': '999001', 'name': 'Invented High School'}, haven.TODAY)


def send(run):
    """Joins a Virtual School, sends the return and a booking, and gives every byte that left."""
    with new_virtual_school(run) as school, contextlib.closing(Recorder(school.folder, school.port)) as recorder:
        run.do('enrol', '--endpoint', f'https://localhost:{recorder.port}', '--code', school.code, '--ca', school.folder / 'ca.pem')
        run.do('release', '--period', '2025/26-autumn', '--queue', '--approved-by', 'H. Invented', '--output', run.out('return.json'))
        equal(run.do('sync')['sent'], 1, 'sent')
    run.said += school.log.read_bytes()
    meant = bytes(recorder.plain) + unpack(recorder.plain)
    true(b'haven-release' in meant and len(recorder.wire) > 1000, 'the recorder heard nothing')
    return bytes(recorder.wire) + meant + school.content()


def crash(run, number):
    """Ends with the store open and the child in memory; it waits for a UPN on standard input that does not come."""
    command = [run.cli.program, '--store', str(run.cli.store), '--passphrase-file', str(run.cli.passphrase), '--today', haven.TODAY, 'attendance', '--upn', '-']
    process = subprocess.Popen(command, env=run.env, cwd=run.home / 'work', stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    lock = run.cli.store / 'lock'
    while not (lock.exists() and lock.stat().st_size > 0):
        true(process.poll() is None, 'it ended before it could crash')
        time.sleep(.01)
    time.sleep(.2)
    process.send_signal(number)
    out, err = process.communicate()
    run.said += out + err
    true(process.returncode in (-number, 1), f'it ended with {process.returncode}')  # a sanitizer catches it, and ends with 1
    run.do('check')


def no_core(run):
    return [file.name for file in (run.home / 'work').iterdir()]


@test('/cli/canary/S11/nothing-leaks')
def nothing_leaks(cli):
    canary = Canary()
    run = Run(cli, canary)
    with Watch(canary) as watch:
        through_the_week(run)
        sent = send(run)
        crash(run, signal.SIGSEGV)
        crash(run, signal.SIGABRT)
        crash(run, signal.SIGKILL)
    equal(run.leaks(), [], 'outside the store and the outputs')
    equal(no_core(run), [], 'left where it ran')
    equal(watch.found, [], 'in the list of processes')
    true(watch.looks > 5, 'nobody looked at the processes')
    equal(canary.found_in(sent), None, 'on the network')
    true(canary.found_in(haven.json.dumps(run.do('pupils', '--flagged')).encode()), 'the store does not hold the child: this looks for the wrong thing')


@test('/cli/canary/C15/nothing-beside-the-outputs')
def nothing_beside_outputs(cli):
    run = Run(cli, Canary())
    through_the_week(run)
    made = [file for file in (run.home / OUTPUTS).iterdir() if run.canary.found_in(file.name.encode())]
    equal(made, [], 'nothing gives an output another name')
    equal([file for file in run.home.rglob('*.*') if file.suffix in ('.pdf', '.png', '.svg') and file.parent.name != OUTPUTS], [], 'copies of outputs')
    equal(list((run.home / 'tmp').iterdir()), [], 'temporary files')
    true(not (run.home / 'share' / 'recently-used.xbel').exists(), 'recent files')
    true(not (run.home / 'cache' / 'thumbnails').exists(), 'thumbnails')


# ---- a planted leak of each kind is found ----

@test('/cli/canary/S11/planted-in-a-file')
def planted_in_files(cli):
    run = Run(cli, Canary())
    equal(run.leaks(), [], 'before')
    for number, needle in enumerate(run.canary.needles):
        file = run.home / 'tmp' / f'plant-{number}'
        file.write_bytes(b'\0before' + needle + b'after')
        equal(len(run.leaks()), 1, needle)
        file.unlink()
    (run.home / 'cache' / run.canary.surname).mkdir(parents=True)
    (run.home / 'cache' / run.canary.surname / 'empty').touch()
    equal(len(run.leaks()), 1, 'in a name')
    shutil.rmtree(run.home / 'cache')
    run.said += run.canary.forename.encode()
    equal(run.leaks(), ['standard error'], 'on standard error')


@test('/cli/canary/S11/planted-in-a-process')
def planted_in_processes(cli):
    canary = Canary()
    with Watch(canary) as watch:
        process = subprocess.Popen(['sleep', '60'], env={'LEAK': canary.surname})
        deadline = time.monotonic() + 30
        while not watch.found and time.monotonic() < deadline:
            time.sleep(.01)
        process.kill()
        process.wait()
    true(watch.found, 'a name in an environment was not seen')


@test('/cli/canary/S11/planted-on-the-wire')
def planted_on_the_wire(cli):
    run = Run(cli, Canary())
    with new_virtual_school(run) as school, contextlib.closing(Recorder(school.folder, school.port)) as recorder:
        trusted = ssl.create_default_context(cafile=str(school.folder / 'ca.pem'))
        with socket.create_connection(('localhost', recorder.port)) as raw, trusted.wrap_socket(raw, server_hostname='localhost') as connection:
            connection.sendall(f'GET /{run.canary.upn} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode())
            connection.recv(65536)
    true(run.canary.found_in(bytes(recorder.plain)), 'a UPN in a request was not seen')
    true(run.canary.found_in(bytes(recorder.wire)) is None, 'it was sent in clear')


if __name__ == '__main__':
    haven.main()
