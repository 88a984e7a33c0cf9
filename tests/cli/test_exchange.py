# SPDX-License-Identifier: GPL-3.0-or-later
"""The school's verbs of training and outbox, and the Virtual School's of keeping: haven-cli and haven-endpoint as they are run, and what they
write read by others' readers (csv, sqlite3, json)."""
import base64
import contextlib
import csv
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys

import haven
from haven import equal, test, true

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'support'))
from virtual_school import VirtualSchool  # noqa: E402

STAFF = ('--name', 'Jo Invented', '--email', 'jo@school.example', '--role', 'DT')
CATALOGUE = """course,kind,title,topic,audience,summary,event,starts,ends,place,online,places,waiting_list
att,course,Attachment,attachment,All staff,"A day, or two; it's O'Hara's.",open,2026-06-01 09:30,2026-06-01 15:30,Centre,no,9,yes
"""
DOCUMENTS = {
    'benchmarks': 'time_period,area_code,group,phase,measure,value,source,published\n202425,E06000000,CINO,secondary,absence_percent,17.4,DfE,2025-10-30\n',
    'priorities': 'id,title,text,measure,target,by\np1,In school,Every day counts.,absence_percent,12.5,2026-07-31\n',
    'survey': 'survey,title,closes_on,question,question_text,choice,choice_text\ns1,Once a year,,q1,Is there a policy?,yes,Yes\ns1,,,q1,,no,No\n',
}


@contextlib.contextmanager
def joined(cli):
    """The small demo's school, with a real Virtual School; its own bookings are settled"""
    cli.do('demo', '--size', 'small', '--seed', 1)
    cli.do('settings', 'exchange.proxy', '')
    with VirtualSchool(cli.folder / 'authority', cli.do('settings'), haven.TODAY) as authority:
        authority.publish('catalogue', CATALOGUE)
        join(cli, authority)
        cli.do('sync')
        yield authority


def join(cli, authority, *more):
    return cli.do('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', authority.folder / 'ca.pem', *more)


def find(cli, booking):
    return next(each for each in cli.do('bookings')['bookings'] if each['booking'] == booking)


def items_of(cli, booking):
    return [each for each in cli.do('outbox')['items'] if each['target'] == booking]


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


# ---- the school's verbs ----

@test('/cli/training/elsewhere')
def elsewhere(cli):
    """Booked on somebody else's site: kept here with its note and link, in the calendar, and told to nobody."""
    cli.do('demo', '--size', 'small', '--seed', 1)
    before, calendar = cli.do('outbox')['items'], cli.folder / 'training.ics'
    booking = cli.do('elsewhere', 'Trauma, an introduction', *STAFF, '--starts', '2026-06-02T09:30', '--place', 'Online', '--url',
                     'https://other.example/course', '--note', 'Invoice to the office')
    equal(booking['state'], 'elsewhere', 'state')
    kept = find(cli, booking['booking'])
    equal([kept[key] for key in ('title', 'name', 'starts', 'place', 'url', 'note', 'event', 'state')],
          ['Trauma, an introduction', 'Jo Invented', '2026-06-02T08:30:00Z', 'Online', 'https://other.example/course', 'Invoice to the office', None,
           'elsewhere'], 'kept as it was said')
    equal(cli.do('outbox')['items'], before, 'nothing waits to be sent')
    cli.do('bookings', '--calendar', calendar)
    true('SUMMARY:Trauma\\, an introduction' in calendar.read_text(encoding='utf-8'), 'in the calendar')
    equal(cli.do('cancel', booking['booking'])['state'], 'cancelled', 'it can be taken back')
    equal(cli.do('outbox')['items'], before, 'and nobody is told')
    least = cli.do('elsewhere', 'A reading group', '--name', 'Al Invented')
    equal([find(cli, least['booking'])[key] for key in ('starts', 'place', 'url')], [None, None, None], 'a title and a name are enough')
    cli.refuse(1, 'invalid', 'elsewhere', ' ', *STAFF)
    cli.refuse(1, 'invalid', 'elsewhere', 'Trauma')
    equal(cli.run('elsewhere', 'Trauma', *STAFF, '--starts', 'tomorrow').status, 2, 'a time that is none')


@test('/cli/training/note')
def note(cli):
    """The school's own words stay with its booking, and never go."""
    with joined(cli) as authority:
        booking = cli.do('book', 'open', *STAFF, '--note', 'Cover from Kim')['booking']
        equal(find(cli, booking)['note'], 'Cover from Kim', 'with the booking')
        cli.do('sync')
        cli.do('note', booking, 'Train at 8.12 from platform 4')
        equal((find(cli, booking)['note'], find(cli, booking)['state']), ('Train at 8.12 from platform 4', 'confirmed'), 'later, and nothing else changed')
        equal(len(items_of(cli, booking)), 1, 'nothing more to send')
        cli.do('sync')
        equal(find(cli, booking)['note'], 'Train at 8.12 from platform 4', 'an exchange leaves it')
        true(b'platform 4' not in authority.content() and b'Cover from Kim' not in authority.content(), 'it went')
        cli.do('note', booking, '')
        equal(find(cli, booking)['note'], None, 'taken away')
        cli.refuse(1, 'not-found', 'note', 'no-such-booking', 'x')


@test('/cli/outbox/remove')
def remove(cli):
    """What was never tried can be taken out; what may have arrived can only be cancelled, and that is told."""
    with joined(cli) as authority:
        booking = cli.do('book', 'open', *STAFF)['booking']
        request = items_of(cli, booking)[0]['id']
        cli.do('outbox', '--remove', request)
        equal((find(cli, booking)['state'], items_of(cli, booking)[0]['state']), ('draft', 'cancelled'), 'it is a draft again')
        equal(authority.say('bookings')['bookings'], [], 'and was not sent')
        cli.do('ask', booking)
        cli.do('sync')
        equal(find(cli, booking)['state'], 'confirmed', 'asked for in the end')
        cli.do('cancel', booking)
        equal(find(cli, booking)['state'], 'cancelling', 'the authority is not told yet')
        cli.do('outbox', '--remove', items_of(cli, booking)[-1]['id'])
        cli.do('sync')
        equal((find(cli, booking)['state'], authority.say('bookings')['bookings'][0]['state']), ('confirmed', 'confirmed'), 'it still stands')
        cli.refuse(1, 'not-found', 'outbox', '--remove', items_of(cli, booking)[1]['id'])
        cli.refuse(1, 'not-found', 'outbox', '--remove', 9999)
        second = cli.do('book', 'open', '--name', 'Al Invented', '--email', 'al@school.example', '--role', 'DSL')['booking']
    equal(cli.run('sync').status, 4, 'nobody is there')
    item = items_of(cli, second)[0]
    equal((item['state'], item['attempts']), ('waiting', 1), 'tried once, kept')
    true(item['next_try'] is not None and item['last_error'], 'when again, and why')
    cli.refuse(1, 'conflict', 'outbox', '--remove', item['id'])
    cli.do('outbox', '--retry', item['id'])
    equal((items_of(cli, second)[0]['state'], items_of(cli, second)[0]['next_try']), ('waiting', None), 'at once')


@test('/cli/outbox/list-of-what-was-sent')
def list_sent(cli):
    """Ids, hashes, times and receipts, for whoever has to account for what left: against the bytes, and the Virtual School's own record."""
    with joined(cli) as authority:
        return_file, listing = cli.folder / 'return.json', cli.folder / 'sent.csv'
        booking = cli.do('book', 'open', *STAFF)['booking']
        cli.do('release', '--period', '2025/26-autumn', '--queue', '--approved-by', 'H. Invented', '--output', return_file)
        cli.do('sync')
        cli.do('outbox', '--list', listing)
        text = listing.read_text(encoding='utf-8')
        rows = {row['target']: row for row in rows_of(text)}
        equal(list(rows_of(text)[0]), ['id', 'kind', 'target', 'sha256', 'made', 'settled', 'state', 'receipt'], 'columns')
        equal(len({row['id'] for row in rows_of(text)}), len(cli.do('outbox')['items']), 'every one, each with an id of its own')
        sent = next(row for row in rows.values() if row['kind'] == 'release')
        equal(sent['sha256'], hashlib.sha256(return_file.read_bytes()).hexdigest(), 'the hash of the very bytes')
        equal(sent['state'], 'sent', 'state')
        receipt = json.loads(sent['receipt'])
        equal(receipt, cli.do('outbox')['receipts'][0], 'the receipt as it was signed')
        with contextlib.closing(sqlite3.connect(authority.data / 'virtual-school.db')) as held:
            equal(held.execute('SELECT digest, receipt FROM releases').fetchall(), [(sent['sha256'], sent['receipt'].encode())], 'as the authority holds it')
        for key in ('made', 'settled'):
            true(re.fullmatch(r'2026-03-18T\d\d:\d\d:\d\dZ', sent[key]), f'{key}: {sent[key]}')
        equal(rows[booking]['kind'], 'booking', 'the booking')
        true('jo@school.example' not in text and 'Jo Invented' not in text, 'it says what went, and not about whom')


@test('/cli/exchange/practice_38/second-authority-by-file')
def second_authority_by_file(cli):
    """A second authority that has no server: joined by its first file, its key compared by telephone, and all the rest by file as well."""
    with joined(cli) as own:
        other = VirtualSchool(cli.folder / 'other', cli.do('settings'), haven.TODAY)
        other.publish('catalogue', CATALOGUE)
        asked, mine = cli.folder / 'asked.haven', cli.do('authorities')['authorities']
        cli.do('outbox', '--save', asked, '--another')
        true(own.code not in asked.read_text(encoding='utf-8') and 'Invented' not in asked.read_text(encoding='utf-8'), 'it asks, and says nothing')
        answer = other.answer(asked)
        cli.refuse(1, 'refused', 'load', answer)
        cli.refuse(1, 'refused', 'load', answer, '--fingerprint', own.fingerprint, '--another')
        cli.refuse(1, 'conflict', 'load', answer, '--fingerprint', other.fingerprint)
        cli.do('load', answer, '--fingerprint', other.fingerprint, '--another')
        cli.refuse(1, 'conflict', 'load', answer, '--fingerprint', other.fingerprint, '--another')
        both = cli.do('authorities')['authorities']
        equal(both[:-1], mine, 'the own is as it was')
        equal([both[1][key] for key in ('name', 'joined', 'by_file', 'fingerprint', 'endpoint')],
              ['Invented Virtual School', False, True, other.fingerprint, None], 'by file alone')
        number = both[1]['authority']
        equal({each['authority'] for each in cli.do('events')['events']}, {0, number}, 'the catalogues of both')
        booking = cli.do('book', 'open', *STAFF, '--authority', number)['booking']
        cli.do('sync')
        equal(items_of(cli, booking)[0]['state'], 'waiting', 'no wire to it')
        cli.do('outbox', '--save', asked, '--authority', number)
        cli.do('load', other.answer(asked))
        equal(find(cli, booking)['state'], 'confirmed', 'its word came by file')
        equal((len(own.say('bookings')['bookings']), other.say('bookings')['bookings'][0]['booking']), (0, booking), 'to the one that was asked')
        cli.do('leave', '--authority', number)
        equal([each['authority'] for each in cli.do('authorities')['authorities']], [0], 'left again')


@test('/cli/outbox/saving-is-noted')
def saving_is_noted(cli):
    """A file that left stands in the list of what was done, each time, before the program ends."""
    cli.do('demo', '--size', 'small', '--seed', 1)
    for times in range(1, 6):
        cli.do('outbox', '--save', cli.folder / 'outbox.haven')
        equal(sum(each['action'] == 'send' for each in cli.do('audit')['audit']), times, 'noted')


@test('/cli/exchange/targets-on-charts')
def targets(cli):
    """What the Virtual School aims at stands on the cohort's charts, and in their words; not beside others or one child."""
    with joined(cli) as authority:
        authority.publish('priorities', 'id,title,text,measure,target,by\n'
                          'p1,In school,Every day counts.,absence_percent,12.5,2026-07-31\n'
                          'p2,Fewer persistently absent,Half as many.,persistent_absence_percent,20,\n'
                          'p3,Reading,A book a week.,,,\n')
        cli.do('sync')
        trend = chart(cli, 'attendance-trend', '--group', 'flagged')
        true('Target of Invented Virtual School, “In school”: attendance 87.5%, by 31 July 2026' in trend['description'], trend['description'])
        bands = chart(cli, 'absence-bands', '--group', 'CP')
        true('“Fewer persistently absent”: persistently absent at most 20.0%' in bands['description'], bands['description'])
        upn = cli.do('pupils', '--flagged')['pupils'][0]['upn']
        for words in (('attendance-trend', '--group', 'others'), ('attendance-trend', '--upn', upn), ('attendance-spread', '--group', 'flagged')):
            true('Target' not in chart(cli, *words)['description'], words)


def chart(cli, *words):
    return cli.do('chart', *words, '--output', cli.folder / 'chart.svg')


@test('/cli/exchange/a-referral-stays-in-the-school')
def referral(cli):
    """A referral names a child: printed on the school's side, as pages and as text, and no part of any exchange."""
    with joined(cli) as authority:
        child = cli.do('pupils', '--flagged')['pupils'][0]
        before = cli.do('outbox')['items']
        paper = cli.folder / 'referral.pdf'
        cli.do('letter', '--name', 'referral', '--upn', child['upn'], '--recipient', 'Front door', '--output', paper)
        true(paper.read_bytes().startswith(b'%PDF'), 'pages')
        equal(cli.do('outbox')['items'], before, 'nothing waits')
        saved = cli.folder / 'saved.json'
        cli.do('sync')
        cli.do('outbox', '--save', saved)
        for needle in (child['upn'], child['surname']):
            true(needle.encode() not in authority.content() + saved.read_bytes() + authority.log.read_bytes(), needle)


# ---- the Virtual School's verbs ----

def call(authority, token, method, path, body=b'', headers=()):
    """One request by hand; the socket is left open and returned with the answer's head."""
    trusted = ssl.create_default_context(cafile=str(authority.folder / 'ca.pem'))
    connection = trusted.wrap_socket(socket.create_connection(('localhost', authority.port)), server_hostname='localhost')
    digest = hashlib.sha256(body).digest()
    lines = [f'{method} /exchange/v1{path} HTTP/1.1', 'Host: localhost', f'Authorization: Bearer {token}', f'Content-Length: {len(body)}',
             'Idempotency-Key: k', f'Content-Digest: sha-256=:{base64.b64encode(digest).decode()}:', *headers]
    connection.sendall(('\r\n'.join(lines) + '\r\n\r\n').encode())
    return connection


def enrol_by_hand(authority, urn):
    code = authority.say('school', 'add', '--urn', urn, '--name', 'By Hand School')['code']
    body = json.dumps({'format': 'haven-enrolment/1', 'code': code, 'urn': urn}).encode()
    with contextlib.closing(call(authority, '', 'POST', '/enrolments', headers=('Connection: close',), body=body)) as connection:
        connection.sendall(body)
        answer = b''.join(iter(lambda: connection.recv(65536), b''))
    return json.loads(answer.split(b'\r\n\r\n', 1)[1])['token']


BOOKING = json.dumps({'format': 'haven-booking/1', 'event': 'open', 'name': 'Hana Byhand', 'email': 'hana@byhand.example', 'role': 'DSL'}).encode()


@test('/cli/endpoint/stops-when-what-is-in-hand-is-done')
def graceful_stop(cli):
    """Told to stop in the middle of a booking, the server hears it out, keeps it and answers, and then ends well."""
    with joined(cli) as authority:
        token = enrol_by_hand(authority, '999777')
        connection = call(authority, token, 'PUT', '/bookings/in-hand', BOOKING, ('Expect: 100-continue',))
        true(connection.recv(65536).startswith(b'HTTP/1.1 100'), 'the server has not begun')
        authority.server.terminate()
        connection.sendall(BOOKING[:20])
        equal(authority.server.poll(), None, 'it ended with a booking in hand')
        connection.sendall(BOOKING[20:])
        true(connection.recv(65536).startswith(b'HTTP/1.1 201'), 'no answer')
        connection.close()
        equal(authority.server.wait(timeout=60), 0, 'it did not end well')
        equal([(each['booking'], each['state']) for each in authority.say('bookings')['bookings']], [('in-hand', 'confirmed')], 'the booking is lost')


@test('/cli/endpoint/log-without-personal-data')
def log(cli):
    """A line a request: when, which school, what kind, how it ended. Names, addresses, ids, tokens and bodies are in none."""
    with joined(cli) as authority:
        booking = cli.do('book', 'open', *STAFF)['booking']
        cli.do('release', '--period', '2025/26-autumn', '--queue', '--approved-by', 'H. Invented')
        cli.do('sync')
        cli.do('cancel', booking)
        cli.do('sync')
        token = enrol_by_hand(authority, '999777')
        for given, method, path in ((token, 'PUT', '/bookings/hana-byhand-7'), (token, 'GET', '/Hana.Byhand?since=hana@byhand.example'),
                                    ('not-a-token-hana', 'GET', '/state'), (token, 'HANA', '/state')):
            with contextlib.closing(call(authority, given, method, path, BOOKING, ('Connection: close',))) as connection:
                connection.sendall(BOOKING)
                connection.recv(65536)
    lines = authority.log.read_text(encoding='utf-8').splitlines()
    true(len(lines) >= 12, 'nothing was logged')
    for line in lines:
        true(re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (\d{6}|-) ((GET|PUT|POST|DELETE) /[a-z*/]*|-) (\d{3}|broken-off) \d+ ms', line), line)
    text = '\n'.join(lines).lower()
    for secret in ('jo', 'hana', 'invented', '@', booking, token, authority.code.lower(), 'attachment'):
        true(secret.lower() not in text, f'{secret!r} is in the log')


def fill(cli, authority):
    """One of everything that a Virtual School holds"""
    for what, text in DOCUMENTS.items():
        authority.publish(what, text)
    cli.do('book', 'open', *STAFF, '--topics', 'attendance exclusions')
    cli.do('sync')
    cli.do('release', '--period', '2025/26-autumn', '--queue', '--approved-by', 'H. Invented')
    cli.do('survey', 's1', 'q1=yes')
    cli.do('sync')


@test('/cli/endpoint/schools')
def schools(cli):
    """Who is known and who has joined; who was let go is not joined any more, and is told so."""
    with joined(cli) as authority:
        urn = cli.do('settings')['urn']
        authority.say('school', 'add', '--urn', '654321', '--name', 'Another High')
        equal({each['urn']: each['enrolled'] for each in authority.say('schools')['schools']}, {urn: True, '654321': False}, 'before')
        authority.say('school', 'revoke', '--urn', urn)
        equal([each['enrolled'] for each in authority.say('schools')['schools']], [False, False], 'after')
        true('enrolment' in cli.refuse(1, 'refused', 'sync').json['error']['message'], 'the school is told')


@test('/cli/endpoint/what-it-holds-comes-out')
def dump(cli):
    """Tidy CSV with its metadata, and SQL that another database takes: all that the Virtual School holds, and none of its keys."""
    with joined(cli) as authority:
        fill(cli, authority)
        out = cli.folder / 'out'
        out.mkdir()
        for words, name in ((('releases', 'export'), 'returns.csv'), (('bookings', 'export'), 'bookings.csv'), (('answers', 'export'), 'answers.csv'),
                            (('dump',), 'all.sql')):
            authority.say(*words, '--output', out / name)
        returns, described = rows_of((out / 'returns.csv').read_text(encoding='utf-8')), rows_of((out / 'returns.meta.csv').read_text(encoding='utf-8'))
        fixed = {'time_period', 'time_identifier', 'geographic_level', 'country_code', 'country_name'}
        equal(set(returns[0]) - fixed, {row['col_name'] for row in described}, 'every column is described')
        equal({row['col_type'] for row in described}, {'Filter', 'Indicator'}, 'as the DfE does')
        true(all(re.fullmatch(r'\d+|[cz]', row[key]) for row in returns for key in ('pupils_count', 'sessions_count')), 'a number, or a symbol')
        equal(len({tuple(row[key] for key in ('school_urn', 'measure', 'breakdown_topic', 'breakdown', 'response')) for row in returns}), len(returns),
              'a row a figure')
        booked = rows_of((out / 'bookings.csv').read_text(encoding='utf-8'))
        equal([(row['title'], row['name'], row['topics'], row['state']) for row in booked], [('Attachment', 'Jo Invented', 'attendance exclusions', 'confirmed')],
              'who comes')
        equal([tuple(row.values())[-2:] for row in rows_of((out / 'answers.csv').read_text(encoding='utf-8'))], [('q1', 'yes')], 'what was answered')
        compare_dump(authority, (out / 'all.sql').read_text(encoding='utf-8'))


def compare_dump(authority, sql):
    taken = sqlite3.connect(':memory:')
    taken.executescript(sql)
    tables = [name for (name,) in taken.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    with contextlib.closing(sqlite3.connect(authority.data / 'virtual-school.db')) as held:
        mine = {name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")}
        for table in tables:
            columns = ', '.join(row[1] for row in taken.execute(f'PRAGMA table_info({table})'))
            rows = [[sorted(tuple(each.decode() if isinstance(each, bytes) else each for each in row) for row in database.execute(f'SELECT {columns} FROM {table}'))]
                    for database in (taken, held)]
            equal(rows[0], rows[1], table)
            true(rows[0][0], f'{table} is empty: this proves nothing')
        secrets = [value for key, value in held.execute('SELECT key, value FROM facts') if key.endswith('secret')]
        true(secrets and all(secret.hex() not in sql for secret in secrets), 'a key came out')
        hashes = [row[0] for row in held.execute('SELECT token_hash FROM tokens')]
        true(hashes and all(each.hex() not in sql for each in hashes), 'a token came out')
    # keys, tokens and cursors are of this server alone
    equal(mine - set(tables), {'facts', 'tokens', 'changes'}, 'what is left out')


@test('/cli/endpoint/backup-while-it-serves')
def back_up(cli):
    """A copy made while the server runs is whole; on an empty disk it is the same Virtual School, keys and all."""
    with joined(cli) as authority:
        fill(cli, authority)
        copy = cli.folder / 'copy.db'
        authority.say('backup', copy)
        equal(copy.stat().st_mode & 0o777, 0o600, 'others can read it')
        before = copy.read_bytes()
        equal((authority.run('backup', copy).returncode, copy.read_bytes()), (1, before), 'a copy was written over')
        equal(authority.run('backup', cli.folder / 'no' / 'such' / 'folder.db').returncode, 1, 'nowhere')
        held = authority.say('bookings')
    shutil.rmtree(authority.data)
    authority.data.mkdir()
    shutil.copy(copy, authority.data / 'virtual-school.db')
    equal(authority.say('bookings'), held, 'the bookings')
    with contextlib.closing(sqlite3.connect(copy)) as database:
        equal(database.execute('PRAGMA integrity_check').fetchall(), [('ok',)], 'whole')
    cli.do('leave')
    with authority:
        authority.code = authority.say('school', 'add', '--urn', cli.do('settings')['urn'], '--name', 'Invented High School')['code']
        equal(join(cli, authority)['fingerprint'], authority.fingerprint, 'its keys')
        cli.do('sync')
        equal(len(cli.do('outbox')['receipts']), 1, 'the receipt is known again')


# ---- who listens ----

@test('/cli/S32/nothing-listens')
def nothing_listens(cli):
    """A school's program in the middle of a conversation, in a network where nothing else is."""
    here = pathlib.Path(__file__).parent
    apart = ['unshare', '--map-root-user', '--net', sys.executable, here.parent.parent / 'build-aux' / 'loopback', sys.executable]
    with joined(cli):
        found = subprocess.run([*apart, here / 'who_listens.py', cli.program, '--store', cli.store, '--passphrase-file', cli.passphrase,
                                '--today', haven.TODAY, 'enrol', '--endpoint', '@ADDRESS@', '--code', '7K3M-XQ2F-9TDA-B4WN'],
                               capture_output=True, text=True, check=False)
    equal((found.returncode, found.stdout, found.stderr), (0, '', ''), 'haven-cli')


if __name__ == '__main__':
    haven.main()
