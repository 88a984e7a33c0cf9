# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking after records in the window (practice 25, 35): the list of whoever left, a hold, and erasing for good, by keyboard and by menu."""
import os

import harness
from haven_app import PASSPHRASE, TODAY, Haven
from stores import Store

LEFT = '2024-07-19'


class Left(Store):
    """The invented school, of which one child left long ago: the file was received, so the records are due."""

    def __init__(self):
        super().__init__()
        self.child = self.run('pupils', '--flagged')['pupils'][0]
        path = self.folder / 'leavers.csv'
        child = self.child
        path.write_text('UPN,Surname,Forename,NC Year,DOB,Leaving Date\n'
                        f'{child["upn"]},{child["surname"]},{child["forename"]},{child["year"]},2012-05-04,{LEFT}\n', encoding='utf-8')
        self.run('import', '--kind', 'pupils', path)
        self.run('leaver', '--upn', self.child['upn'], '--sent', '2025-11-03', '--to', 'Elsewhere High', '--receipt', '2025-11-05')
        self.name = f'{self.child["forename"]} {self.child["surname"]}'


def open_records(store):
    app = Haven('--store', str(store.path), '--today', TODAY, '--view', 'today', demo=False)
    app.unlock(who='D. Lead')
    app.see('label', 'marks to')
    app.key('F10')
    app.find(None, 'Looking After Records')
    app.key('r')
    app.see('label', 'Due for review')
    return app


def shot(app, name):
    if 'HAVEN_TEST_SHOTS' in os.environ:
        app.shot(os.path.join(os.environ['HAVEN_TEST_SHOTS'], name + '.png'))


def practice_35_a_hold_is_set_and_refuses_and_an_erasure_leaves_a_certificate():
    with Left() as store:
        with open_records(store) as app:
            shot(app, 'records')
            app.click(app.find(None, f'What to do about {store.name}'))
            app.find(None, 'Legal Hold…')
            shot(app, 'menu')
            app.key('l')
            app.wait_active('Legal Hold')
            app.set_text('text', 'Which inquiry or case', 'Invented inquiry 7')
            shot(app, 'hold')
            app.key('ctrl+Return')
            app.see('label', 'Nothing of theirs can be destroyed')
            app.click(app.find(None, f'What to do about {store.name}'))
            app.find(None, 'Erase for Good…')
            app.key('e')
            app.wait_active('Erase for Good')
            shot(app, 'erase')
            app.press('Erase for Good')
            app.wait_active('Your Passphrase Again')
            app.type(PASSPHRASE)
            shot(app, 'confirm')
            app.key('Return')
            app.see('label', 'A legal hold stands on these records')
            shot(app, 'refused')
            app.leave('Erase for Good')
            app.click(app.find(None, f'What to do about {store.name}'))
            app.find(None, 'Lift Legal Hold…')
            app.key('l')
            app.wait_active('Lift Legal Hold')
            app.set_text('text', 'Why it is lifted', 'It ended')
            app.key('ctrl+Return')
            app.see('label', 'Due for review')
            app.click(app.find(None, f'What to do about {store.name}'))
            app.key('e')
            app.wait_active('Erase for Good')
            app.press('Erase for Good')
            app.see('label', 'Certificates. They name nobody.')
            shot(app, 'erased')
            assert store.name not in app.every_text()
        assert store.child['upn'] not in {pupil['upn'] for pupil in store.run('pupils')['pupils']}
        assert len(store.run('erasures')['erasures']) == 1


harness.run_tests([practice_35_a_hold_is_set_and_refuses_and_an_erasure_leaves_a_certificate])
