# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking: nothing of a child is left anywhere in the window; what was typed comes back to the same person, whatever locked it.

C1, C2, C3, C27, S9 and S29 of research/peers.md.
"""
import re
import signal

import harness
from desktop import Desktop
from haven_app import Haven, PASSPHRASE, TODAY
from stores import Store

# Kept as it stands: spaces at the end, lines, other scripts, and a day that nobody can read
NOTE = 'Half a sentence that ends with a space \nand goes on: “naïve” – 名前 ſ'
DAY = 'the day after the trip'


def open_window(store, env=None):
    app = Haven('--store', str(store.path), '--today', TODAY, demo=False, env=env)
    app.unlock()
    app.find('list', 'Views')
    return app


def begin_note(app):
    app.open_child('Keira Edwards')
    app.key('ctrl+shift+n')
    app.wait_active('New Note')
    app.set_text('text', 'Note', NOTE)
    app.set_text('text', 'Day', DAY)
    app.set_text('text', 'Author', 'A. Invented')


def find_note(app):
    app.wait_active('New Note')
    assert app.text(app.find('text', 'Note')) == NOTE
    assert app.text(app.find('text', 'Day')) == DAY
    assert app.text(app.find('text', 'Author')) == 'A. Invented'
    app.see('label', 'Keira Edwards')


def words_left(app, names):
    """Names of pupils that a screen reader could still find, whole words only."""
    left = set(re.findall(r'\w+', app.every_text()))
    return sorted(names & left)


def nothing_is_left(app, names):
    app.wait_locked()
    assert not words_left(app, names), words_left(app, names)
    text = app.every_text()
    for word in ('Half a sentence', DAY, 'Child protection', 'persistent', 'Last seen', 'CP plan'):
        assert word not in text, word


def locks_and_gives_back(lock, env=None):
    """A form is begun, `lock` locks, nothing is left, and after unlocking the form stands as it stood."""
    with Store(people=[('D. Lead', 'dsl')]) as store:
        names = {name for name in store.names() if len(name) > 2}
        with open_window(store, env) as app:
            begin_note(app)
            lock(app)
            nothing_is_left(app, names)
            app.see('label', 'A form that was being written is kept')
            app.unlock()
            find_note(app)
            app.key('Escape')
            app.wait_active('Haven')


def c01_c02_lock_by_key_keeps_the_form():
    locks_and_gives_back(lambda app: app.lock())


def c01_c02_lock_when_the_computer_sleeps_keeps_the_form():
    with Desktop() as desktop:
        def sleep(app):
            harness.wait_for(lambda: desktop.inhibitors, 'Haven to ask for a moment before sleep')
            assert not desktop.lets_sleep()
            desktop.sleep()
            app.wait_locked()
            harness.wait_for(desktop.lets_sleep, 'Haven to let the computer sleep')
        locks_and_gives_back(sleep, desktop.env)


def c01_c02_lock_of_the_session_keeps_the_form():
    with Desktop() as desktop:
        def lock_session(app):
            harness.wait_for(lambda: desktop.inhibitors, 'Haven to be on the bus')
            desktop.lock_other_session()
            harness.wait_for(lambda: desktop.lock_session() or not app.shows('list', 'Views'), 'the lock')
        locks_and_gives_back(lock_session, desktop.env)


def c01_c02_lock_of_the_screen_keeps_the_form():
    with Desktop() as desktop:
        def lock_screen(app):
            harness.wait_for(lambda: desktop.lock_screen() or not app.shows('list', 'Views'), 'the lock')
        locks_and_gives_back(lock_screen, desktop.env)


def s09_another_session_s_lock_is_not_ours():
    with Desktop() as desktop, Haven(env=desktop.env) as app:
        app.find('list', 'Views')
        harness.wait_for(lambda: desktop.inhibitors, 'Haven to be on the bus')
        desktop.lock_other_session()
        app.go('cohort')
        app.see('label', 'persistently absent')


def c01_c02_c03_lock_by_timer_keeps_the_form():
    def lock(app):
        app.key('Escape')
        app.wait_active('Haven')
        app.key('ctrl+comma')
        app.wait_active('Preferences')
        minutes = app.find('spin button', 'Minutes until Haven locks itself')
        assert minutes.queryValue().currentValue == 5
        minutes.queryValue().currentValue = 1
        app.key('Escape')
        app.wait_active('Haven')
        begin_note(app)
        app.wait_locked(patience=90 + harness.PATIENCE)
    locks_and_gives_back(lock)


def c01_the_end_of_the_session_keeps_the_form():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with open_window(store) as app:
            begin_note(app)
            app.process.send_signal(signal.SIGTERM)
            assert app.process.wait(harness.PATIENCE) == 0
        with open_window(store) as app:
            find_note(app)


def c01_a_crash_costs_no_more_than_a_few_seconds():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        log = store.path / 'store.db-wal'
        with open_window(store) as app:
            app.see('label', 'marks to')
            begin_note(app)
            before = log.stat().st_size, log.stat().st_mtime_ns
            harness.wait_for(lambda: (log.stat().st_size, log.stat().st_mtime_ns) != before, 'the draft to be kept')
            app.process.send_signal(signal.SIGKILL)
            app.process.wait()
        with open_window(store) as app:
            find_note(app)


def c01_what_is_saved_or_cancelled_does_not_come_back():
    with Haven() as app:
        begin_note(app)
        app.set_text('text', 'Day', 'yesterday')
        app.act('push button', None, contains='Save')
        app.see('label', 'Note recorded')
        app.key('ctrl+shift+n')
        app.wait_active('New Note')
        app.set_text('text', 'Note', 'Never mind.')
        app.key('Escape')
        app.wait_active('Haven')
        app.lock()
        app.unlock()
        app.find('list', 'Views')
        app.go('cohort')
        app.see('label', 'persistently absent')
        assert not app.shows('filler', 'New Note')


def c01_a_form_is_only_its_writer_s():
    with Store() as store, open_window(store) as app:
        begin_note(app)
        app.lock()
        app.unlock(who='B. Deputy')
        app.find('list', 'Views')
        app.go('cohort')
        app.see('label', 'persistently absent')
        assert not app.shows('filler', 'New Note')
        app.lock()
        app.unlock(who='D. Lead')
        find_note(app)


def c02_a_child_s_page_and_its_toast_leave_nothing():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        names = {name for name in store.names() if len(name) > 2}
        with open_window(store) as app:
            app.go('children')
            app.see('label', ' children')
            app.open_child('Keira Edwards')
            app.click(app.find('page tab', 'Meetings'))
            app.act('push button', app.see('push button', 'Delete: ', within=app.find('list', 'Meetings')).name)
            app.see('label', 'Meeting deleted')
            assert words_left(app, names)
            app.lock()
            nothing_is_left(app, names)
            assert 'Meeting' not in app.every_text()


def c03_locked_it_can_be_set_and_ended():
    with Haven() as app:
        app.lock()
        app.see('label', 'Haven is locked')
        app.key('ctrl+comma')
        app.wait_active('Preferences')
        assert app.find('spin button', 'Minutes until Haven locks itself').queryValue().currentValue == 5
        assert not app.shows('list item', 'People and keys')
        app.key('Escape')
        app.wait_active('Haven')
        app.key('ctrl+q')
        assert app.process.wait(harness.PATIENCE) == 0


def c03_after_a_lock_a_new_start_asks_for_the_passphrase():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with open_window(store) as app:
            app.lock()
            app.see('label', 'Haven is locked')
        with Haven('--store', str(store.path), demo=False) as app:
            app.see('label', 'Haven is locked')
            assert not app.shows('list', 'Views')


def s09_a_wrong_passphrase_says_so_and_the_right_one_opens():
    with Haven('--view', 'cohort') as app:
        app.see('label', 'persistently absent')
        app.lock()
        app.unlock('something else')
        app.see('label', 'The passphrase does not open this store.')
        assert not app.shows('list', 'Views')
        app.unlock()
        app.find('list', 'Views')
        app.see('label', 'persistently absent')


def s08_wrong_passphrases_wait_and_say_how_long():
    with Haven() as app:
        app.lock()
        app.see('label', 'Haven is locked')

        def waits():
            app.key('x', 'Return')
            return app.shows('label', contains='You can try again in')
        harness.wait_for(waits, 'a wait')
        app.see('label', 'Nothing is lost')
        app.gone('label', contains='You can try again in')
        app.key('ctrl+a', 'BackSpace')
        app.unlock()
        app.find('list', 'Views')


def titles():
    windows = harness.run('xdotool', 'search', '--onlyvisible', '--name', '.*').split()
    return [harness.run('xdotool', 'getwindowname', window).strip() for window in windows]


def c27_hide_now_and_titles_and_notifications_say_nothing():
    with Desktop() as desktop, Store(people=[('D. Lead', 'dsl')]) as store:
        names = store.names()
        with open_window(store, desktop.env) as app:
            begin_note(app)
            assert not [title for title in titles() if set(title.split()) & names], titles()
            app.key('ctrl+shift+h')
            app.find('push button', contains='Show again')
            app.gone('label', contains='Keira')
            assert titles().count('New Note') == 0, titles()
            app.act('push button', None, contains='Show again')
            find_note(app)
            app.key('Escape')
            app.wait_active('Haven')
            app.act('push button', 'Hide everything now')
            app.find('push button', contains='Show again')
            app.gone('label', contains='Keira')
            app.lock()
            app.see('label', 'Haven is locked')
            assert not desktop.notified


def hide_shows_nothing_until_it_is_asked():
    with Haven() as app:
        app.see('list item', 'No reason since')
        app.key('ctrl+shift+h')
        app.find('push button', contains='Show again')
        app.act('push button', None, contains='Show again')
        app.see('list item', 'No reason since')


TESTS = [
    c01_c02_lock_by_key_keeps_the_form, c01_c02_lock_when_the_computer_sleeps_keeps_the_form, c01_c02_lock_of_the_session_keeps_the_form,
    c01_c02_lock_of_the_screen_keeps_the_form, s09_another_session_s_lock_is_not_ours, c01_c02_c03_lock_by_timer_keeps_the_form,
    c01_the_end_of_the_session_keeps_the_form, c01_a_crash_costs_no_more_than_a_few_seconds,
    c01_what_is_saved_or_cancelled_does_not_come_back, c01_a_form_is_only_its_writer_s, c02_a_child_s_page_and_its_toast_leave_nothing,
    c03_locked_it_can_be_set_and_ended, c03_after_a_lock_a_new_start_asks_for_the_passphrase,
    s09_a_wrong_passphrase_says_so_and_the_right_one_opens, s08_wrong_passphrases_wait_and_say_how_long,
    c27_hide_now_and_titles_and_notifications_say_nothing, hide_shows_nothing_until_it_is_asked,
]
harness.run_tests(TESTS)
