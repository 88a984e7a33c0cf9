# SPDX-License-Identifier: GPL-3.0-or-later
"""The Virtual School at the other end: the authority's program, by file, or as a server on this computer."""
import json
import os
import subprocess

from haven_app import TODAY

CERTIFICATES = '''set -e
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/CN=Haven trial authority' -keyout ca.key -out ca.pem
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=localhost' -keyout server.key -out server.csr
printf 'subjectAltName=DNS:localhost\\n' > server.ext
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.pem
'''


class VirtualSchool:
    def __init__(self, folder, school):
        self.folder, self.data, self.back = folder, folder / 'virtual-school', folder / 'to-school.json'
        self.fingerprint = self.say('init', '--name', 'Invented Virtual School')['fingerprint']
        self.code = self.say('school', 'add', '--urn', school['urn'], '--name', school['name'])['code']

    def command(self, *words):
        return [str(word) for word in (os.environ['HAVEN_ENDPOINT'], '--data', self.data, '--today', TODAY, '--format', 'json', *words)]

    def say(self, *words):
        return json.loads(subprocess.run(self.command(*words), check=True, capture_output=True, text=True).stdout or '{}')

    def answer(self, asked):
        self.say('answer', asked, '--output', self.back)
        return self.back

    def bookings(self):
        return self.say('bookings')['bookings']

    def __enter__(self):
        """As a server"""
        subprocess.run(['sh', '-c', CERTIFICATES], cwd=self.folder, check=True, capture_output=True)
        keys = ('--tls-cert', self.folder / 'server.pem', '--tls-key', self.folder / 'server.key')
        self.server = subprocess.Popen(self.command('serve', '--listen', '127.0.0.1:0', *keys), stdout=subprocess.PIPE, text=True)
        self.url = f"https://localhost:{json.loads(self.server.stdout.readline())['port']}"
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.communicate()
