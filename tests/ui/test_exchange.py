# SPDX-License-Identifier: GPL-3.0-or-later
"""In step with the Virtual School when nobody asks: the window exchanges by itself, and shows no more than the state."""
import harness
from haven_app import Haven, TODAY
from stores import Store
from virtual_school import VirtualSchool

# The system's own monitor says what this computer has; this one says that there is a network.
NETWORK = {'GIO_USE_NETWORK_MONITOR': 'base'}


def open_today(store):
    app = Haven('--store', str(store.path), '--today', TODAY, '--view', 'today', demo=False, env=NETWORK)
    app.unlock()
    return app


def what_waits_goes_by_itself():
    with Store(people=[('D. Lead', 'dsl')]) as store, VirtualSchool(store.folder, store.run('settings')) as authority:
        store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        assert store.run('outbox')['waiting'] == 1
        with open_today(store) as app:
            app.see('label', '1 waiting to be sent')
            app.gone('label', contains='1 waiting to be sent')
            assert not app.shows('label', contains='new from the Virtual School'), 'nobody asked'
        booking = store.run('outbox')['items'][0]
        assert (booking['id'], booking['state']) == (1, 'refused'), booking      # for an event that this authority does not have


def where_nobody_answers_the_banner_says_so():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with VirtualSchool(store.folder, store.run('settings')) as authority:
            store.run('enrol', '--endpoint', authority.url, '--code', authority.code, '--ca', store.folder / 'ca.pem')
        with open_today(store) as app:
            app.see('label', 'Working offline.')
            app.see('label', '1 waiting to be sent')
        assert store.run('outbox')['waiting'] == 1


harness.run_tests([what_waits_goes_by_itself, where_nobody_answers_the_banner_says_so])
