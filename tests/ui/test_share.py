# SPDX-License-Identifier: GPL-3.0-or-later
"""What would leave the school: every figure, why it is protected, the exact bytes, and whose approval it has."""
import harness
from haven_app import Haven


def every_figure_is_shown_or_protected_and_says_why():
    with Haven('--view', 'share') as app:
        app.see('label', 'figures are shown')
        cell = app.see('push button', ': protected')
        app.act('push button', cell.name)
        app.see('label', 'Protected: c')
        shown = app.see('push button', 'Children counted, All, Children: ')
        app.act('push button', shown.name)
        app.see('label', 'Shown: ')


def made_up_examples_show_why_nobody_can_tell():
    with Haven('--view', 'share') as app:
        app.act('push button', app.see('push button', ': protected').name)
        app.click(app.see(None, 'Made-up examples'))
        app.see('label', 'One example')


def the_exact_bytes_can_be_read():
    with Haven('--view', 'share') as app:
        app.see('label', 'figures are shown')
        app.act('push button', None, contains='Exact bytes')
        text = app.find('text', 'Exact bytes')
        assert app.text(text).startswith('{"format":"haven-release/1"'), app.text(text)[:80]
        app.key('Escape')


def nothing_is_sent_without_an_approval():
    with Haven('--view', 'share') as app:
        app.see('label', 'figures are shown')
        app.act('push button', None, contains='Send…')
        app.wait_active('Send the Termly Return')
        app.act('push button', 'Send')
        app.see('label', 'Who approved it?')
        app.set_text('text', 'Approved by', 'H. Invented, headteacher')
        app.act('push button', 'Send')
        app.see('label', 'approved by H. Invented')
        app.see('list item', 'A termly return')


def sending_without_having_joined_says_so():
    with Haven('--view', 'today') as app:
        app.act('push button', 'Send now')
        app.see('label', 'Join the Virtual School')
        app.act('push button', None, contains='Join')
        app.see('label', 'The Virtual School gives you both')


harness.run_tests([
    every_figure_is_shown_or_protected_and_says_why, made_up_examples_show_why_nobody_can_tell, the_exact_bytes_can_be_read,
    nothing_is_sent_without_an_approval, sending_without_having_joined_says_so,
])
