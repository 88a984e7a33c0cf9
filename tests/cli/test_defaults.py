# SPDX-License-Identifier: GPL-3.0-or-later
"""What a technician laid down for every Haven on a computer: offered, and never in the way of a choice."""
import os
import pathlib
import re

from haven import equal, main, test, true

SAMPLE = pathlib.Path(__file__).parents[2] / 'data' / 'defaults.ini'


def lay_down(cli, text):
    """The environment in which the computer has this file"""
    file = cli.folder / 'etc' / 'haven' / 'defaults.ini'
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding='utf-8')
    return {**os.environ, 'XDG_CONFIG_DIRS': str(cli.folder / 'etc')}


@test('/cli/defaults/nothing-laid-down')
def nothing_laid_down(cli):
    said = cli.do('defaults', env={**os.environ, 'XDG_CONFIG_DIRS': str(cli.folder)})
    equal(len(said['places']), 1, 'where it is looked for')
    equal([said[key] for key in ('file', 'address', 'proxy', 'ca', 'lock_minutes', 'full_registers', 'notice', 'refused')],
          [None, None, None, None, None, False, None, []], 'nothing')


@test('/cli/defaults/every-line-of-the-sample-makes-sense')
def sample(cli):
    text = SAMPLE.read_text(encoding='utf-8')
    equal(cli.do('defaults', env=lay_down(cli, text))['refused'], [], 'as it is shipped')
    keys = re.findall(r'^#([a-z-]+)=', text, re.MULTILINE)
    env = lay_down(cli, re.sub(r'^#([a-z-]+)=(C:.*)?', lambda line: f'{line[1]}={SAMPLE if line[2] else ""}', text, flags=re.MULTILINE))
    said = cli.do('defaults', env=env)
    equal(said['refused'], [], 'each line without its mark')
    equal(said['ca'], str(SAMPLE), 'a path as it stands')
    equal(len(keys), 7, 'keys of the sample')
    equal([key for key in said if said[key] is None], [], 'keys that the sample leaves out')


@test('/cli/defaults/what-makes-no-sense-fails-by-name')
def senseless(cli):
    ended = cli.run('defaults', env=lay_down(cli, '[virtual-school]\naddress=http://exchange.example\n[desk]\nlock-minutes=90\n'))
    equal((ended.status, ended.json['refused']), (1, ['virtual-school/address', 'desk/lock-minutes']), 'told')
    equal((ended.json['address'], ended.json['lock_minutes']), (None, None), 'as if not said')


@test('/cli/defaults/what-anybody-could-have-written-is-not-read')
def written_by_anybody(cli):
    env = lay_down(cli, '[virtual-school]\naddress=https://exchange.example\n')
    equal(cli.do('defaults', env=env)['address'], 'https://exchange.example', 'one’s own')
    if not cli.program.endswith('.exe'):
        (cli.folder / 'etc/haven/defaults.ini').chmod(0o666)
        ended = cli.run('defaults', env=env)
        equal((ended.status, ended.json['refused'], ended.json['address']), (1, ['defaults.ini'], None), 'anybody’s')


@test('/cli/defaults/practice_34/full-registers-of-a-new-store')
def full_registers(cli):
    env = lay_down(cli, '[desk]\nfull-registers=true\n')
    cli.do('init', '--school', 'Invented High School', '--urn', '999001', '--user', 'D. Invented', env=env)
    equal(cli.do('settings', 'registers')['registers'], 'everyone', 'laid down')
    true(any(line['detail'] == 'registers' for line in cli.do('audit')['audit']), 'a recorded choice')
    equal(cli.do('settings', 'registers', 'flagged', env=env)['registers'], 'flagged', 'the school’s choice')
    equal(cli.do('settings', 'registers', env=env)['registers'], 'flagged', 'stays')


@test('/cli/defaults/the-address-need-not-be-typed')
def address(cli):
    cli.init()
    env = lay_down(cli, '[virtual-school]\naddress=https://127.0.0.1:1\n')
    cli.refuse(2, 'usage', 'enrol', '--code', '7K3M-XQ2F-9TDA-B4WN')
    cli.refuse(4, 'offline', 'enrol', '--code', '7K3M-XQ2F-9TDA-B4WN', env=env)
    cli.refuse(2, 'usage', 'enrol', '--another', '--code', '7K3M-XQ2F-9TDA-B4WN', env=env)


@test('/cli/defaults/a-newer-haven-is-told-of-beside-the-version')
def notice(cli):
    told = 'Haven 99 is in the Software Centre.'
    equal(len(cli.run('--version').out.splitlines()), 1, 'nothing laid down')
    equal(cli.run('--version', env=lay_down(cli, f'[notice]\nversion=99.0\ntext={told}\n')).out.splitlines()[1:], [told], 'newer')
    equal(len(cli.run('--version', env=lay_down(cli, f'[notice]\nversion=0.0.1\ntext={told}\n')).out.splitlines()), 1, 'older')


if __name__ == '__main__':
    main()
