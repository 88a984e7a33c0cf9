# SPDX-License-Identifier: GPL-3.0-or-later
"""A child's page: its tabs, its charts as picture and as table, and writing things down by hand."""
import pyatspi

import harness
from haven_app import Haven, TYPE_NAME


def the_page_says_who_and_last_seen():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.see('label', 'on a child protection plan since 28 June 2025')
        app.see('label', 'Last seen in school: ')
        app.see('label', 'Social worker: ')
        app.see('label', 'attendance')


def each_tab_has_its_content():
    with Haven() as app:
        app.open_child('Keira Edwards')
        for name, something in (('Attendance', 'Absences, latest first'), ('Suspensions', 'days suspended this term'), ('Learning', 'Attainment'),
                                ('Wellbeing', 'Wishes and feelings'), ('Meetings', 'Targets'), ('Record', 'What happened, latest first')):
            app.click(app.find('page tab', name))
            app.see('label', something)


def charts_have_names_sentences_and_tables():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.click(app.find('page tab', 'Attendance'))
        chart = app.see('image', 'attended')
        assert not TYPE_NAME.match(chart.name)
        assert len(chart.description) > 40, chart.description
        app.act(None, None, contains='Table: ' + chart.name)
        table = app.find('tree table', chart.name)
        assert harness.wait_for(lambda: app.rows(table), 'rows of the table')


def every_chart_of_a_child_is_read_aloud():
    with Haven() as app:
        app.open_child('Keira Edwards')
        for tab in ('Overview', 'Attendance', 'Learning'):
            app.click(app.find('page tab', tab))
            app.see('image', 'K.E.')
        charts = [image for image in app.all('image', visible=False) if image.getState().contains(pyatspi.STATE_FOCUSABLE)]
        assert len(charts) >= 6, charts
        for chart in charts:
            assert not TYPE_NAME.match(chart.name) and chart.name, chart
            assert len(chart.description) > 40, (chart.name, chart.description)


def arrows_walk_a_chart():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.click(app.find('page tab', 'Attendance'))
        chart = app.see('image', 'attended')
        sentence = chart.description
        app.click(chart)
        app.key('Home', 'Right')
        harness.wait_for(lambda: chart.description != sentence and sentence in chart.description, 'the chosen mark to be said first')
        app.key('Escape')
        harness.wait_for(lambda: chart.description == sentence, 'the sentence alone again')


def a_period_is_chosen_on_a_chart():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.click(app.find('page tab', 'Attendance'))
        chart = app.see('image', 'attended')
        assert 'to 21 November 2025' in chart.description or 'to 20 November 2025' in chart.description, chart.description
        app.click(chart)
        app.key('Home', 'shift+Right', 'shift+Right', 'shift+Right')
        harness.wait_for(lambda: 'Return shows this period alone' in chart.description, 'the period to be said')
        app.key('Return')
        harness.wait_for(lambda: 'September 2025.' in app.see('image', 'attended').description, 'the chart of three weeks')


def a_period_is_dragged_on_a_chart():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.click(app.find('page tab', 'Attendance'))
        chart = app.see('image', 'attended')
        sentence = chart.description
        x, y = app.middle(chart)
        harness.run('xdotool', 'mousemove', str(x - 60), str(y), 'mousedown', '1')
        for step in range(-50, 60, 10):
            harness.run('xdotool', 'mousemove', str(x + step), str(y))
        harness.run('xdotool', 'mouseup', '1')
        harness.wait_for(lambda: app.see('image', 'attended').description != sentence, 'the chart of the period alone')


def a_figure_says_how_it_was_worked_out():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.act('push button', 'How this was worked out: attendance')
        app.see('label', 'possible')


def a_suspension_is_written_undone_and_done_again():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.click(app.find('page tab', 'Suspensions'))
        app.see('label', 'None on record.')
        app.key('ctrl+shift+s')
        app.wait_active('New Suspension')
        app.see('label', 'Keira Edwards')
        app.set_text('text', 'First day', '20/11/2025')
        app.act('push button', None, contains='Save')
        app.see('label', 'Suspension recorded')
        app.see('list item', 'Suspension, 1 day')
        app.key('ctrl+z')
        app.gone('list item', contains='Suspension, 1 day')
        app.key('ctrl+shift+z')
        app.see('list item', 'Suspension, 1 day')


def a_form_says_what_is_wrong_and_keeps_what_was_typed():
    with Haven() as app:
        app.key('ctrl+shift+n')
        app.wait_active('New Note')
        app.act('push button', None, contains='Save')
        app.see('label', 'Choose the child first.')
        app.type('keira')
        app.see('list item', 'Keira Edwards')
        app.key('Return')
        app.act('push button', None, contains='Save')
        app.see('label', 'is needed')
        app.set_text('text', 'Note', 'Walked in with a smile.')
        app.set_text('text', 'Day', 'the day before')
        app.act('push button', None, contains='Save')
        app.see('label', 'is not a date')
        app.set_text('text', 'Day', 'yesterday')
        app.act('push button', None, contains='Save')
        app.see('label', 'Note recorded')


def a_record_is_deleted_with_a_way_back():
    with Haven() as app:
        app.open_child('Keira Edwards')
        app.click(app.find('page tab', 'Meetings'))
        button = app.see('push button', 'Delete: ', within=app.find('list', 'Meetings'))
        title = button.name.removeprefix('Delete: ')
        app.act('push button', button.name)
        app.gone('push button', button.name)
        app.act('push button', None, contains='Undo')
        app.see('push button', 'Delete: ' + title)


harness.run_tests([
    the_page_says_who_and_last_seen, each_tab_has_its_content, charts_have_names_sentences_and_tables, every_chart_of_a_child_is_read_aloud, arrows_walk_a_chart,
    a_period_is_chosen_on_a_chart, a_period_is_dragged_on_a_chart,
    a_figure_says_how_it_was_worked_out, a_suspension_is_written_undone_and_done_again,
    a_form_says_what_is_wrong_and_keeps_what_was_typed, a_record_is_deleted_with_a_way_back,
])
