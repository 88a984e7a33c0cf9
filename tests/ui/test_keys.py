# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyboard alone: parts of the window by F6, lists that Tab leaves, and a focus that is never lost."""
import harness
from haven_app import Haven


class Walker(Haven):
    """Knows the parts of the window by where they lie."""

    def part(self):
        """The part that has the focus: sidebar, header, banner or page"""
        node = self.focused()
        if node is None:
            return None
        chain = []
        while node is not None and node.getRoleName() != 'application':
            chain.append(node.name or '')
            node = node.parent
        return 'sidebar' if 'Views' in chain else 'header' if 'Search and actions' in chain else 'banner' if 'Notices' in chain else 'page'

    def wait_part(self, part, why):
        try:
            harness.wait_for(lambda: self.part() == part, f'{why}: the focus in the {part}', 10)
        except AssertionError:
            node = self.focused()
            raise AssertionError(f'{why}: the focus is in {self.part()} on {node and (node.getRoleName(), node.name)}') from None


PLACES = {'today': ('list item', 'Last seen'), 'children': ('label', '18 children'), 'cohort': ('image', 'points'),
          'training': ('push button', 'Book: '), 'share': ('label', 'figures are shown')}


def f6_goes_round_the_parts_and_back():
    with Walker() as app:
        app.see('list item', 'Last seen')
        app.wait_part('sidebar', 'after opening')
        for part in ('header', 'banner', 'page', 'sidebar'):
            app.key('F6')
            app.wait_part(part, 'F6')
        for part in ('page', 'banner', 'header', 'sidebar'):
            app.key('shift+F6')
            app.wait_part(part, 'Shift+F6')


def f6_comes_back_to_where_it_was():
    with Walker('--view', 'children') as app:
        app.see('label', '18 children')
        app.key('F6', 'F6', 'F6')
        app.wait_part('page', 'F6')
        app.key('Down', 'Down', 'Down')
        harness.wait_for(lambda: app.focused().getRoleName() == 'table row', 'a row')
        row = app.focused().name
        app.key('F6')
        app.wait_part('sidebar', 'F6')
        app.key('shift+F6')
        harness.wait_for(lambda: app.focused() is not None and app.focused().name == row, row)


def after_each_view_the_focus_is_in_it():
    with Walker() as app:
        app.see('list item', 'Last seen')
        for view, (role, words) in PLACES.items():
            app.go(view)
            app.see(role, words)
            app.wait_part('page', view)


def arrows_in_the_list_of_views_stay_there():
    with Walker() as app:
        app.see('list item', 'Last seen')
        app.tab_to('list item', 'Today, ')
        app.key('Down')
        app.see('label', '18 children')
        harness.wait_for(lambda: app.focused() is not None and app.focused().name.startswith('Children'), 'the focus to stay in the list')


def opening_going_back_and_closing_keep_the_focus_on_the_page():
    with Walker('--view', 'children') as app:
        app.see('label', '18 children')
        app.open_child('Keira Edwards')
        app.wait_part('page', 'an opened child')
        app.key('ctrl+shift+n')
        app.wait_active('New Note')
        app.leave('New Note')
        app.wait_part('page', 'a form that was left')
        app.key('alt+Left')
        app.see('label', 'of 18 children')
        app.wait_part('page', 'back')
        app.key('ctrl+i')
        app.find('push button', contains='Choose a file')
        app.wait_part('page', 'the import')
        app.key('alt+Left')
        app.wait_part('page', 'back from the import')
        app.key('ctrl+r')
        app.find('push button', contains='Next child')
        app.type_into('text', 'What is said', 'Something')
        app.key('alt+Left')
        app.wait_part('page', 'back from the round')


def a_row_that_goes_leaves_the_focus_on_the_page():
    with Walker() as app:
        row = app.see('list item', 'No reason since')
        name = row.name.split('.')[0]
        app.go('today')
        app.tab_to('push button', 'Put off: ')
        app.key('Return')
        app.wait_active('Put Off')
        app.type('Home rang at noon.')
        app.key('Return')
        app.wait_active('Haven')
        app.see('label', 'Undo')
        app.wait_part('page', f'{name} was put off')
        app.key('ctrl+z')
        app.see('label', 'Undone')
        app.wait_part('page', 'undone')


def letters_find_a_child_from_the_list():
    with Walker('--view', 'children') as app:
        app.see('label', '18 children')
        app.go('children')
        app.wait_part('page', 'children')
        app.type('keira')
        app.see('label', '1 of 18 children')
        app.key('Return')
        app.find('push button', contains='Prepare pack')


def no_view_is_a_trap():
    """Tab goes on and on in each view, or out of it; F6 always leads out."""
    with Walker() as app:
        app.see('list item', 'Last seen')
        for view, (role, words) in PLACES.items():
            app.go(view)
            app.see(role, words)
            app.wait_part('page', view)
            for _ in range(8):
                before = app.focused()
                app.key(*['Tab'] * 4)
                harness.wait_for(lambda before=before: app.focused() != before, f'{view}: Tab to go on from {before and before.name!r}', 10)
                if app.part() in ('sidebar', 'header'):
                    break
            else:
                app.key('F6')
                app.wait_part('sidebar', f'F6 in {view}')


def every_shortcut_of_the_table_is_shown_once():
    with Walker() as app:
        app.see('list item', 'Last seen')
        app.key('ctrl+question')
        app.wait_active('Keyboard Shortcuts')
        groups = [node.name for node in app.all('list', visible=False, within=app.find(None, 'Keyboard Shortcuts')) if node.name]
        for group in ('Views', 'Children', 'Record', 'Meetings and papers', 'Charts', 'Privacy', 'General'):
            assert groups.count(group) == 1, (group, groups)
        app.see('label', 'Next part of the window')


harness.run_tests([
    f6_goes_round_the_parts_and_back, f6_comes_back_to_where_it_was, after_each_view_the_focus_is_in_it, arrows_in_the_list_of_views_stay_there,
    opening_going_back_and_closing_keep_the_focus_on_the_page, a_row_that_goes_leaves_the_focus_on_the_page, letters_find_a_child_from_the_list,
    no_view_is_a_trap, every_shortcut_of_the_table_is_shown_once,
])
