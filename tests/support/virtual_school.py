# SPDX-License-Identifier: GPL-3.0-or-later
"""The Virtual School at the other end: the authority's program, by file, or as a server on this computer."""
import json
import os
import pathlib
import subprocess

CERTIFICATES = '''set -e
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/CN=Haven trial authority' -keyout ca.key -out ca.pem
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=localhost' -keyout server.key -out server.csr
printf 'subjectAltName=DNS:localhost\\n' > server.ext
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.pem
'''


class VirtualSchool:
    """school: its urn and name. What the server says of its requests goes into a file, log."""

    def __init__(self, folder, school, today='2025-11-21'):
        self.folder, self.data, self.back, self.today = folder, folder / 'virtual-school', folder / 'to-school.json', today
        self.server, self.log = None, folder / 'server.log'
        folder.mkdir(exist_ok=True)
        self.fingerprint = self.say('init', '--name', 'Invented Virtual School')['fingerprint']
        self.code = self.say('school', 'add', '--urn', school['urn'], '--name', school['name'])['code']

    def command(self, *words):
        return [str(word) for word in (os.environ['HAVEN_ENDPOINT'], '--data', self.data, '--today', self.today, '--format', 'json', *words)]

    def run(self, *words):
        return subprocess.run(self.command(*words), check=False, capture_output=True, text=True)

    def say(self, *words):
        return json.loads(subprocess.run(self.command(*words), check=True, capture_output=True, text=True).stdout or '{}')

    def publish(self, what, text):
        file = self.folder / f'{what}.csv'
        file.write_text(text, encoding='utf-8')
        self.say(what, 'import', file)

    def answer(self, asked):
        self.say('answer', asked, '--output', self.back)
        return self.back

    def ask_for_sealed_total(self):
        """In its sharing settings: the built-in ones, and a key-holder"""
        policy = json.loads((pathlib.Path(__file__).parents[2] / 'data/reference/policy-default.json').read_text(encoding='utf-8'))
        key_holder = VirtualSchool(self.folder / 'key-holder', {'urn': '900009', 'name': 'None of its own'})
        keys = [self.say('share', 'key')['key'], key_holder.say('share', 'key', '--role', 'second-party')['key']]
        policy |= {'id': 'invented-1', 'version': 2, 'channel': 'page_and_total',
                   'total': {'key_holder': 'Invented Region', 'virtual_school_key': keys[0], 'key_holder_key': keys[1], 'schools': 20, 'hiding': 10}}
        file = self.folder / 'policy.json'
        file.write_text(json.dumps(policy), encoding='utf-8')
        self.say('policy', 'import', file)

    def content(self):
        return b''.join(file.read_bytes() for file in self.data.rglob('*') if file.is_file())

    def __enter__(self):
        """As a server; again after it ended, with the same data at another port"""
        if not (self.folder / 'server.pem').exists():
            subprocess.run(['sh', '-c', CERTIFICATES], cwd=self.folder, check=True, capture_output=True)
        keys = ('--tls-cert', self.folder / 'server.pem', '--tls-key', self.folder / 'server.key')
        with self.log.open('ab') as log:
            self.server = subprocess.Popen(self.command('serve', '--listen', '127.0.0.1:0', *keys), stdout=subprocess.PIPE, stderr=log, text=True)
        self.port = json.loads(self.server.stdout.readline())['port']
        self.url = f'https://localhost:{self.port}'
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.communicate()
