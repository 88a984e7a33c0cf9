# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame and the five views, each with something real in it."""
import os
import tempfile

import pyatspi

import harness
from haven_app import Haven


def the_five_views_have_their_content():
    with Haven() as app:
        app.see('label', 'Friday 21 November 2025')
        app.find('list', 'Now')
        app.see('list item', 'Last seen in school')
        app.go('children')
        table = app.find('tree table', 'Children with a social worker, now or before')
        assert len(harness.wait_for(lambda: app.rows(table), 'rows of children')) > 5
        app.go('cohort')
        app.see('image', 'points below the rest of school')
        app.see('label', 'persistently absent')
        app.go('training')
        app.see('push button', 'Book: ')
        app.go('share')
        app.see('label', 'figures are shown')


def the_sidebar_chooses_a_view():
    with Haven() as app:
        views = app.find('list', 'Views')
        app.select(views, 3)
        app.see('push button', 'Book: ')
        app.see('list item', 'Children, ')


def tab_leaves_the_sidebar_and_the_view_stays():
    with Haven() as app:
        app.see('list item', 'No reason since')
        app.tab_to('list item', 'Today, ')
        app.key('Tab')
        harness.wait_for(lambda: app.focused() is not None and app.focused().getRoleName() != 'list item', 'the focus to leave the views')
        app.find('list', 'Now')


def a_view_can_be_asked_for():
    with Haven('--view', 'share') as app:
        app.see('label', 'figures are shown')


def today_says_why_and_opens_the_place():
    with Haven() as app:
        row = app.see('list item', 'No reason since')
        name = row.name.split('.')[0]
        app.act(None, None, contains='Why: ' + name)
        app.see('label', 'Seen up to')
        app.act('push button', None, contains='Open: ' + name)
        app.find('push button', contains='Prepare pack')


def search_finds_a_child_and_return_opens_her():
    with Haven() as app:
        app.key('ctrl+f')
        app.type('keira')
        app.see('label', '1 of 18 children')
        app.key('Return')
        app.find('label', 'Keira Edwards')
        app.key('alt+Left')
        app.find('tree table', 'Children with a social worker, now or before')


def chips_and_years_choose_children():
    with Haven('--view', 'children') as app:
        app.see('label', '18 children')
        app.click(app.see(None, 'Child protection plan 2'))
        app.see('label', '2 of 18 children')
        app.click(app.see(None, 'All 18'))
        app.see('label', '18 children')
        app.key('ctrl+f')
        app.type('zzz')
        app.see('label', 'No child matches')
        app.press('Show all children')
        app.see('label', '18 children')
        harness.wait_for(lambda: app.text(app.find('entry', 'Find a child')) == '', 'the letters to go too', 5)


def a_filter_is_kept_and_chosen_again():
    with Haven('--view', 'children') as app:
        app.click(app.see(None, 'Looked after 2'))
        app.see('label', '2 of 18 children')
        app.act('push button', 'Kept filters')
        harness.wait_for(lambda: app.focused() is not None and app.focused().name == 'Keep this filter', 'the menu to have the focus')
        app.key('Return')
        app.click(app.see(None, 'All 18'))
        app.see('label', '18 children')
        app.act('push button', 'Kept filters')
        harness.wait_for(lambda: app.focused() is not None and app.focused().name == 'Looked after', 'what was kept to have the focus')
        app.key('Return')
        app.see('label', '2 of 18 children')


def tab_leaves_the_table():
    with Haven('--view', 'children') as app:
        table = app.find('tree table', 'Children with a social worker, now or before')
        rows = harness.wait_for(lambda: app.rows(table), 'rows of children')
        app.click(rows[2][1])
        harness.wait_for(lambda: app.focused() is not None and app.focused().getRoleName() == 'table row', 'a row to have the focus')
        app.key('Tab')
        harness.wait_for(lambda: app.focused() is None or app.focused().getRoleName() != 'table row', 'the focus to leave the rows')


def space_previews_and_return_opens():
    with Haven('--view', 'children') as app:
        table = app.find('tree table', 'Children with a social worker, now or before')
        rows = harness.wait_for(lambda: app.rows(table), 'rows of children')
        app.click(rows[1][1])
        app.key('space')
        app.see('label', 'attendance this year; the last twelve weeks')
        app.key('Return')
        app.find('push button', contains='Prepare pack')


def several_children_are_chosen_from_the_keyboard():
    """With the pointer it is Ctrl or Shift and a click."""
    with Haven('--view', 'children') as app:
        table = app.find('tree table', 'Children with a social worker, now or before')
        rows = harness.wait_for(lambda: app.rows(table), 'rows of children')
        app.click(rows[0][1])
        harness.wait_for(lambda: app.focused() is not None and app.focused().getRoleName() == 'table row', 'a row to have the focus')
        assert not app.shows('push button', contains='Packs, one after the other')
        app.key('shift+Down', 'ctrl+Down', 'ctrl+Down', 'ctrl+space')
        app.see('label', '3 children chosen')
        app.press('Packs, one after the other')
        app.wait_active('Prepare Pack')
        app.leave('Prepare Pack')       # whoever cancels one has had enough
        app.press('Weekly round of these')
        app.see('label', 'Child 1 of 3')
        app.key('alt+Left')
        app.press('Choose none')
        app.gone('label', '3 children chosen')


def the_table_sorts_from_the_keyboard():
    with Haven('--view', 'children') as app:
        table = app.find('tree table', 'Children with a social worker, now or before')
        first = harness.wait_for(lambda: app.rows(table), 'rows of children')[0][0][0]
        app.act('push button', 'Sort')
        harness.wait_for(lambda: app.focused() is not None and app.focused().name == 'Name', 'the menu to have the focus')
        app.key('Down', 'Down', 'Down', 'Return')
        harness.wait_for(lambda: app.rows(table) and app.rows(table)[0][0][0] != first, 'another child first')


def a_narrow_window_folds_the_sidebar_away():
    with Haven() as app:
        app.find('list', 'Views')
        assert not app.shows(None, 'Show the views')
        app.resize('Haven', 640, 700)
        app.act(None, 'Show the views')
        app.key('Tab')
        app.key('Escape')
        app.find(None, 'Show the views')


def group_and_period_are_asked_once():
    with Haven('--view', 'cohort') as app:
        app.see('image', 'points below the rest of school')
        app.act('push button', 'Which group')
        app.find('list item', contains='child protection plan')
        app.key('Down', 'Return')
        app.see('label', 'small')


def a_figure_is_enlarged_and_its_table_exported():
    with Haven('--view', 'cohort') as app, tempfile.TemporaryDirectory() as folder:
        name = app.see('image', 'points below the rest of school').name
        app.press('Enlarge: ' + name)
        large = app.find('push button', 'All figures').parent
        app.act(None, None, contains='Table: ' + name, within=large)
        table = app.find('tree table', name, within=large)
        assert harness.wait_for(lambda: app.rows(table), 'rows of the table')
        app.act('push button', None, contains='Export: ' + name, within=large)
        harness.wait_for(lambda: app.focused() is not None and 'PNG' in app.focused().name, 'the menu to have the focus')
        app.key('Down', 'Down', 'Down', 'Return')
        path = os.path.join(folder, 'figure.csv')
        app.choose_file('Save the Figure', path)
        harness.wait_for(lambda: os.path.exists(path), 'the file')
        with open(path, encoding='utf-8') as file:
            assert file.readline().startswith('Week beginning,')
        app.press('All figures')
        app.find('push button', contains='Enlarge: ' + name)


def every_figure_of_a_group_is_read_aloud():
    with Haven('--view', 'cohort') as app:
        app.see('image', 'points below the rest of school')
        harness.wait_for(lambda: len(list(app.all('image', visible=False, contains=' '))) >= 6, 'six figures')
        for chart in list(app.all('image', visible=False, contains=' ')):
            if chart.getState().contains(pyatspi.STATE_FOCUSABLE):
                assert len(chart.description) > 40, (chart.name, chart.description)
                assert len(chart.name.split()) <= 10, chart.name


harness.run_tests([
    the_five_views_have_their_content, the_sidebar_chooses_a_view,
    tab_leaves_the_sidebar_and_the_view_stays, a_view_can_be_asked_for, today_says_why_and_opens_the_place,
    search_finds_a_child_and_return_opens_her, chips_and_years_choose_children, a_filter_is_kept_and_chosen_again, tab_leaves_the_table, space_previews_and_return_opens,
    several_children_are_chosen_from_the_keyboard,
    the_table_sorts_from_the_keyboard, a_narrow_window_folds_the_sidebar_away, group_and_period_are_asked_once,
    a_figure_is_enlarged_and_its_table_exported, every_figure_of_a_group_is_read_aloud,
])
