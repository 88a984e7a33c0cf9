# SPDX-License-Identifier: GPL-3.0-or-later
"""In step with the Virtual School when nobody asks: the window exchanges by itself, and shows no more than the state."""
import os
import pathlib
import sys

import harness
from haven_app import Haven, TODAY
from stores import Store

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'support'))
from virtual_school import VirtualSchool  # noqa: E402

# The system's own monitor says what this computer has; this one says that there is a network.
NETWORK = {'GIO_USE_NETWORK_MONITOR': 'base'}


def shot(app, name):
    if os.environ.get('HAVEN_SHOTS'):
        app.shot(f"{os.environ['HAVEN_SHOTS']}/{name}.png")


def open_at(store, view):
    app = Haven('--store', str(store.path), '--today', TODAY, '--view', view, demo=False, env=NETWORK)
    app.unlock()
    return app


def what_waits_goes_by_itself():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        assert store.run('outbox')['waiting'] == 1
        with open_at(store, 'today') as app:
            app.see('label', 'marks to')                # it may have gone before anybody could read that it waits
            app.gone('label', contains='1 waiting to be sent')
            assert not app.shows('label', contains='new from the Virtual School'), 'nobody asked'
        booking = store.run('outbox')['items'][0]
        assert (booking['id'], booking['state']) == (1, 'refused'), booking      # for an event that this authority does not have


def where_nobody_answers_the_banner_says_so():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with VirtualSchool(store.folder, store.run('settings')) as authority:
            store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        with open_at(store, 'today') as app:
            app.see('label', 'Working offline.')
            app.see('label', '1 waiting to be sent')
        assert store.run('outbox')['waiting'] == 1


CATALOGUE = """course,kind,title,topic,audience,summary,event,starts,ends,place,online,places,cancel_by,waiting_list,open_to,url
att,course,Attachment,attachment,All staff,A day.,moves,{moves},{ends},Centre,no,9,2026-01-20,yes,schools,
pep,course,PEPs,pep,All staff,A day.,goes,2026-02-03 09:30,2026-02-03 15:30,Centre,no,9,,no,schools,
self,e-learning,Trauma at your desk,trauma,All staff,An hour.,,,,,,,,,schools,https://elsewhere.example/trauma
sw,course,Thresholds,safeguarding,Social workers,Theirs.,theirs,2026-02-04 09:30,2026-02-04 15:30,Centre,no,10,,yes,social-workers,
"""
SURVEY = """survey,title,closes_on,question,question_text,choice,choice_text
s1,Once a year,2026-07-01,q1,Is there an attachment policy?,yes,Yes
s1,,,q1,,no,No
"""


def publish(authority, moves, without=()):
    file = authority.folder / 'catalogue.csv'
    lines = CATALOGUE.format(moves=f'{moves} 09:30', ends=f'{moves} 15:30').splitlines(keepends=True)
    file.write_text(''.join(line for line in lines if not any(name in line for name in without)), encoding='utf-8')
    authority.say('catalogue', 'import', file)
    file.write_text(SURVEY, encoding='utf-8')
    authority.say('survey', 'import', file)


def what_moved_or_vanished_is_explained_and_each_offer_has_its_place():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        publish(authority, '2026-02-02')
        store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        store.run('sync')
        for event in ('moves', 'goes'):
            store.run('book', event, '--name', 'Jo Invented', '--email', 'jo@school.example', '--role', 'DT')
        store.run('sync')
        publish(authority, '2026-02-09', without=('PEPs',))
        store.run('sync')
        with open_at(store, 'training') as app:
            app.see('list item', 'Trauma at your desk')
            app.see('label', 'E-learning: no date')
            app.see('label', 'for social workers, who book it themselves')
            assert not app.shows('push button', contains='Book: Thresholds'), 'theirs is not ours to book'
            app.click(app.find('page tab', 'Our bookings'))
            app.see('label', 'Moved: it was')
            app.see('label', 'The Virtual School no longer offers this event')
            app.see('label', 'Can be cancelled without charge until 20 January 2026')
            app.click(app.find('page tab', 'Signposts'))
            app.see('label', 'Once a year')


def a_survey_is_answered_in_the_window_and_goes():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        publish(authority, '2026-02-02')
        store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        store.run('sync')
        with open_at(store, 'training') as app:
            app.see('list item', 'Trauma at your desk')
            app.click(app.find('page tab', 'Signposts'))
            app.see('label', 'Once a year')
            app.act('push button', 'Send the answers')
            app.see('label', 'Answer at least one question first')
            choice = app.find('combo box', 'Is there an attachment policy?')
            app.click(choice)
            app.see('list item', 'Yes')
            app.key('Down', 'Return')
            app.see('label', 'Yes', within=choice)
            app.act('push button', 'Send the answers')
            app.see('label', 'Answered; sent again')
            shot(app, 'survey-answered')
        assert store.run('survey')['surveys'][0]['answered'] is True


def what_was_chosen_and_not_sent_survives_an_exchange():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        publish(authority, '2026-02-02')
        store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        store.run('sync')
        with open_at(store, 'training') as app:
            app.click(app.find('page tab', 'Signposts'))
            app.see('label', 'Once a year')
            choice = app.find('combo box', 'Is there an attachment policy?')
            app.click(choice)
            app.see('list item', 'Yes')
            app.key('Down', 'Return')
            app.see('label', 'Yes', within=choice)
            authority.publish('resources', 'id,kind,title,text,url,phone,email,dated\nr1,guidance,Brand new,Read it.,,,,2026-01-02\n')
            app.go('share')
            app.act('push button', 'Send and fetch now')
            app.see('label', 'new from the Virtual School')
            app.go('training')
            app.click(app.find('page tab', 'Signposts'))
            app.see('label', 'Brand new')
            app.see('label', 'Yes', within=app.find('combo box', 'Is there an attachment policy?'))


def what_waits_can_be_removed_in_the_window():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with open_at(store, 'share') as app:
            app.act('push button', 'Save list…')
            app.choose_file('List of What Was Sent', store.folder / 'sent.csv')
            app.see('label', 'The list was saved')
            assert (store.folder / 'sent.csv').read_text(encoding='utf-8').startswith('id,kind,target,sha256,made,settled,state,receipt')
            app.act('push button', 'Do not send: A booking')
            app.see('label', 'Will not be sent')
            app.gone('push button', contains='Do not send: A booking')
        item = store.run('outbox')['items'][0]
        assert item['state'] == 'cancelled', item
        assert 'draft' in {each['state'] for each in store.run('bookings')['bookings']}


def open_page(app):
    app.find('list', 'Views')
    app.key('ctrl+comma')
    app.wait_active('Preferences')
    app.click(app.bring_into_sight(app.find('list item', 'Virtual School')))


def who_joins_in_preferences_reads_the_fingerprint_out():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        with open_at(store, 'cohort') as app:
            open_page(app)
            app.see('label', 'It gives you an address and a code')
            app.act('push button', 'Join…')
            app.wait_active('Join a Virtual School')
            app.set_text('text', 'Address (https://…)', authority.url)
            app.set_text('text', 'Code', authority.code)
            app.act('push button', 'Choose…')
            app.choose_file('Certificate of the Virtual School’s System', store.folder / 'ca.pem')
            app.see('label', 'ca.pem')
            shot(app, 'join-window')
            app.act('push button', 'Join')
            app.see('label', authority.fingerprint)
            app.key('Escape')
            app.wait_active('Preferences')
            app.see('label', 'Invented Virtual School')
            app.see('label', authority.url)
            app.see('label', authority.fingerprint)
            app.see('label', 'Another authority’s Virtual School')
            assert not list(app.unnamed()), list(app.unnamed())
            app.act('push button', 'Copy the fingerprint: Invented Virtual School')
            app.see('label', 'The fingerprint was copied.')
            shot(app, 'virtual-school-page')


def practice_38_another_authority_is_joined_by_file():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        other = VirtualSchool(store.folder / 'other', store.run('settings'))
        with VirtualSchool(store.folder, store.run('settings')) as authority:
            store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        asked, waits = store.folder / 'asked.json', store.folder / 'waits.json'
        with open_at(store, 'cohort') as app:
            open_page(app)
            app.act('push button', 'Join…')
            app.wait_active('Join a Virtual School')
            app.act('push button', 'Save to file…')
            app.choose_file('Save What Waits', asked)
            app.see('label', 'What waits was saved to a file.')
            other.answer(asked)
            app.act('push button', 'Load from file…')
            app.choose_file('Load the Virtual School’s Answer', other.back)
            app.wait_active('Compare This by Telephone')
            app.set_text('text', 'Last group, as read out to you', other.fingerprint.split()[-1])
            app.act('push button', None, contains='They match')
            app.wait_active('Join a Virtual School')
            app.see('label', 'new from the Virtual School')
            shot(app, 'joined-by-file')
            app.key('Escape')
            app.wait_active('Preferences')
            app.see('label', other.fingerprint)
            app.see('label', 'none: by file alone')
            shot(app, 'two-authorities')
            buttons = list(app.all('push button', contains='Save what waits to a file: '))
            assert len(buttons) == 2, buttons
            app.click(app.bring_into_sight(buttons[-1]))
            app.choose_file('Save What Waits', waits)
            app.see('label', 'What waits was saved to a file.')
        assert waits.read_bytes().startswith(b'haven-sealed/1'), 'for the other alone'
        assert [each['by_file'] for each in store.run('authorities')['authorities']] == [False, True]


def certificates_and_metered_connections_are_settings():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        own = store.folder / 'own.pem'
        own.write_bytes((store.folder / 'server.pem').read_bytes() + (store.folder / 'server.key').read_bytes())
        with open_at(store, 'cohort') as app:
            open_page(app)
            app.act('push button', 'Choose this school’s own certificate: Invented Virtual School')
            app.choose_file('Certificate of this School', store.folder / 'ca.pem')
            app.see('label', 'private key')
            app.key('Escape')
            app.gone('label', contains='private key')
            app.act('push button', 'Choose this school’s own certificate: Invented Virtual School')
            app.choose_file('Certificate of this School', own)
            app.see('label', 'kept in the store, with its key')
            app.act('push button', 'Forget this school’s own certificate: Invented Virtual School')
            app.gone('label', contains='kept in the store, with its key')
            app.act('push button', 'Forget the certificate for the connection: Invented Virtual School')
            app.see('label', 'none: those that this computer trusts')
            kept = store.path / 'store.db-wal'          # what is said of one change stands in a queue behind what is said of others
            size = kept.stat().st_size
            app.act('check box', 'Exchange over a metered connection')
            harness.wait_for(lambda: kept.stat().st_size != size, 'the change to be written')
            app.leave('Preferences')
            app.lock()                                  # what is being written is written whole
        settings = store.run('settings')
        assert settings['exchange.metered'] == 'yes', settings
        assert not settings.get('exchange.ca'), settings


def who_leaves_is_told_first_what_would_not_be_sent():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with VirtualSchool(store.folder, store.run('settings')) as authority:
            store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        with open_at(store, 'cohort') as app:
            open_page(app)
            for answer in ('Cancel', 'Leave, Unsent'):
                app.see('label', authority.url)
                app.act('push button', 'Leave: Invented Virtual School')
                app.see('label', '1 message waits and will not be sent.')
                shot(app, 'leave')
                app.act('push button', answer)
                app.wait_active('Preferences')
            app.gone('label', contains=authority.url)
            app.see('label', 'It gives you an address and a code')
        assert store.run('authorities')['authorities'][0]['joined'] is False
        assert store.run('outbox')['items'][0]['state'] == 'cancelled'


def the_way_out_is_chosen_in_preferences_and_kept_at_once():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with open_at(store, 'cohort') as app:
            open_page(app)
            proxy = app.find('combo box', 'Proxy')
            app.click(proxy)
            app.see('list item', 'this one:')
            app.key('End', 'Return')
            address = app.bring_into_sight(app.find('text', 'Address of the proxy (http://…)'))
            for text in ('proxy.school.example', 'http://proxy.school.example:8080'):
                app.click(address)
                app.key('ctrl+a')
                app.type(text)
                app.key(*(('Return',) if '//' not in text else ('Tab', 'Tab')))    # past the button that takes it: kept without Return, too
                app.see('label', 'Type the proxy as' if '//' not in text else 'Setting changed')
            shot(app, 'proxy')
            app.leave('Preferences')
        assert store.run('settings')['exchange.proxy'] == 'http://proxy.school.example:8080'


DEFAULTS = '''[virtual-school]
address={url}
proxy=http://127.0.0.1:1
ca={folder}/ca.pem
[desk]
lock-minutes=12
[notice]
version=99.0
text=Haven 99 is in the Software Centre.
'''


def what_was_laid_down_for_the_computer_is_offered_and_gives_way():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        file = store.folder / 'etc/haven/defaults.ini'
        file.parent.mkdir(parents=True)
        file.write_text(DEFAULTS.format(url=authority.url, folder=store.folder), encoding='utf-8')
        store.run('settings', 'exchange.proxy', '')
        env = {**NETWORK, 'XDG_CONFIG_DIRS': f'{file.parents[1]}:/etc/xdg'}
        with Haven('--store', str(store.path), '--today', TODAY, '--view', 'today', demo=False, env=env) as app:
            app.unlock()
            app.see('label', 'Haven 99 is in the Software Centre.')
            shot(app, 'notice')
            open_page(app)
            app.see('label', 'laid down for this computer: http://127.0.0.1:1')
            app.act('push button', 'Join…')
            app.wait_active('Join a Virtual School')
            app.see('label', f'laid down for this computer: {store.folder}/ca.pem')
            assert app.text(app.find('text', 'Address (https://…)')) == authority.url
            shot(app, 'join-laid-down')
            app.set_text('text', 'Code', authority.code)
            app.act('push button', 'Join')
            app.see('label', authority.fingerprint)
            app.key('Escape')
            app.wait_active('Preferences')
            app.see('label', 'Invented Virtual School')
            app.click(app.bring_into_sight(app.find('list item', 'General')))
            assert app.text(app.find('spin button', contains='Minutes until')) == '12'
            shot(app, 'lock-laid-down')


harness.run_tests([what_waits_goes_by_itself, where_nobody_answers_the_banner_says_so,
                   what_moved_or_vanished_is_explained_and_each_offer_has_its_place, a_survey_is_answered_in_the_window_and_goes,
                   who_joins_in_preferences_reads_the_fingerprint_out, who_leaves_is_told_first_what_would_not_be_sent,
                   what_was_chosen_and_not_sent_survives_an_exchange, what_waits_can_be_removed_in_the_window,
                   practice_38_another_authority_is_joined_by_file, certificates_and_metered_connections_are_settings,
                   the_way_out_is_chosen_in_preferences_and_kept_at_once, what_was_laid_down_for_the_computer_is_offered_and_gives_way])
