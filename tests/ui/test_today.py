# SPDX-License-Identifier: GPL-3.0-or-later
"""Today's lines put off: by a button and by keys, for a reason, until a day; where they stand meanwhile, and how they come back."""
import harness
from haven_app import Haven
from stores import Store

LINE = 'No reason since'


def first_line(app):
    """The name of the child of a line of Now."""
    return app.see('list item', LINE).name.split('.')[0] + '.'


def ask_to_put_off(app, who):
    app.press('Put off: ' + who)
    app.wait_active('Put Off')
    app.see('label', 'It is back on Monday 24 November 2025 at the latest')


def unfold(app):
    app.put_toasts_away()
    app.click(app.bring_into_sight(app.find('list item', contains='Put off (')))


def practice_07_a_line_is_put_off_and_stands_beside():
    with Haven() as app:
        who = first_line(app)
        ask_to_put_off(app, who)
        app.see('label', LINE)
        app.set_text('text', 'Why it can wait', 'Seen at the door by the head.')
        app.act('push button', None, contains='_Put Off')
        app.wait_active('Haven')
        app.gone('push button', contains='Put off: ' + who)
        unfold(app)
        app.see('label', 'back on 24 November 2025: Seen at the door by the head.')
        app.press('Bring back: ' + who)
        app.find('push button', contains='Put off: ' + who)
        app.gone('list item', contains='Put off (')


def every_line_has_buttons_of_its_own():
    """A child may have several lines: their buttons are named by child and reason."""
    with Haven() as app:
        app.see('list item', LINE)
        for begins in ('Put off: ', 'Open: ', 'Why: '):
            names = [node.name for node in app.all(None, contains=begins, visible=False) if node.name.startswith(begins)]
            assert len(names) > 3 and len(set(names)) == len(names), sorted(names)


def what_was_put_off_is_undone_and_done_again():
    with Haven() as app:
        who = first_line(app)
        ask_to_put_off(app, who)
        app.set_text('text', 'Why it can wait', 'Told by telephone.')
        app.key('Return')
        app.wait_active('Haven')
        app.gone('push button', contains='Put off: ' + who)
        app.act('push button', None, contains='Undo')
        app.find('push button', contains='Put off: ' + who)
        app.act('push button', None, contains='Redo')
        app.gone('push button', contains='Put off: ' + who)


def a_reason_is_needed_and_a_day_that_is_allowed():
    with Haven() as app:
        app.see('list item', LINE)
        other = next(node for node in app.all('push button', contains='Put off: ', within=app.find('list', 'This week')))
        app.press(other.name)
        app.wait_active('Put Off')
        app.act('push button', None, contains='_Put Off')
        app.see('label', 'Say why it is put off.')
        app.set_text('text', 'Why it can wait', 'The review is booked.')
        app.click(app.find('combo box', contains='Back on the list'))
        app.see('list item', 'On another day')
        app.key('End', 'Return')
        app.set_text('text', 'On this day', '6 January 2026')
        app.act('push button', None, contains='_Put Off')
        app.see('label', 'It cannot be put off until that day.')
        app.set_text('text', 'On this day', '3 December')
        app.act('push button', None, contains='_Put Off')
        app.wait_active('Haven')
        unfold(app)
        app.see('label', 'back on 3 December 2025: The review is booked.')


def the_keyboard_alone_puts_a_line_off():
    with Haven() as app:
        line = app.see('list item', LINE).name
        who = first_line(app)
        app.tab_to('list item', line)
        app.key('shift+F10')
        app.find('menu item', contains='Put off')
        harness.wait_for(lambda: app.focused() is not None and app.focused().getRoleName() == 'menu item', 'the menu to have the focus')
        app.key('Down', 'Down', 'Return')
        app.wait_active('Put Off')
        app.type('She is with her aunt.')
        app.key('Return')
        app.wait_active('Haven')
        app.gone('push button', contains='Put off: ' + who)
        app.see('list item', 'Put off (1)')


def what_is_typed_survives_a_lock():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        with Haven('--store', str(store.path), '--today', '2025-11-21', demo=False) as app:
            app.unlock()
            who = first_line(app)
            ask_to_put_off(app, who)
            app.set_text('text', 'Why it can wait', 'Home rang at noon.')
            app.key('ctrl+l')
            app.wait_locked()
            assert 'Home rang' not in app.every_text()
            app.unlock()
            app.wait_active('Put Off')
            harness.wait_for(lambda: app.text(app.find('text', 'Why it can wait')) == 'Home rang at noon.', 'what was typed')
            app.act('push button', None, contains='_Put Off')
            app.wait_active('Haven')
            unfold(app)
            app.see('label', 'Put off by D. Lead, back on 24 November 2025: Home rang at noon.')
        put_off = store.run('today')['put_off']
        assert [line['because'] for line in put_off] == ['Home rang at noon.'], put_off


def practice_07_that_marks_stop_short_is_never_put_off():
    with Store(people=[('D. Lead', 'dsl')]) as store, Haven('--store', str(store.path), '--today', '2025-11-27', demo=False) as app:
        app.unlock()
        row = app.see('list item', 'Marks end')
        who = row.name.split('.')[0]
        app.find('push button', contains='Put off: ')
        assert not app.shows('push button', contains='Put off: ', within=row), who


def who_only_reads_puts_nothing_off():
    with Store(people=[('D. Lead', 'dsl'), ('R. Reader', 'reader')]) as store:
        with Haven('--store', str(store.path), '--today', '2025-11-21', demo=False) as app:
            app.unlock(who='R. Reader')
            app.see('list item', LINE)
            assert not app.shows('push button', contains='Put off: ')


harness.run_tests([
    practice_07_a_line_is_put_off_and_stands_beside, every_line_has_buttons_of_its_own, what_was_put_off_is_undone_and_done_again,
    a_reason_is_needed_and_a_day_that_is_allowed, the_keyboard_alone_puts_a_line_off, what_is_typed_survives_a_lock,
    practice_07_that_marks_stop_short_is_never_put_off, who_only_reads_puts_nothing_off,
])
