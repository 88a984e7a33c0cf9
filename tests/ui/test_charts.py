# SPDX-License-Identifier: GPL-3.0-or-later
"""Every figure of the window, walked: it is read aloud, its data are walked by keys, its table is the command line's, and how it was worked out can be
opened; and every number of Cohort, of a child's page and of Today is the one that the command line prints."""
import contextlib
import csv
import os
import re

import harness
from haven_app import Haven, TODAY
from stores import Store

TABS = {
    'Overview': ('attendance-trend', 'spells'),
    'Attendance': ('pupil-calendar', 'before-and-after', 'attendance-so-far', 'weekday-pattern', 'absence-codes', 'punctuality', 'part-time'),
    'Suspensions': ('suspension-limits', 'suspensions-by-term', 'suspension-reasons'),
    'Learning': ('attainment',),
    'Wellbeing': ('sdq',),
}
OF_GROUPS = ('attendance-trend', 'attendance-so-far', 'weekday-pattern', 'absence-codes', 'punctuality', 'attendance-spread', 'absence-bands',
             'multiples', 'suspensions-by-term', 'suspension-reasons', 'part-time', 'attainment', 'sdq', 'training-coverage')
MEASURES = {'of sessions missed': 'absence', 'persistently absent': 'persistent-absence', 'severely absent': 'severe-absence',
            'suspended at least once': 'suspended'}


def open_window(store, view='today'):
    app = Haven('--store', str(store.path), '--today', TODAY, '--view', view, demo=False)
    app.unlock()
    app.find('list', 'Views')
    return app


def ask(store, figure, *whom):
    """The command line's chart and the rows of its file; of a child who has nothing of it, none."""
    path = store.folder / 'figure.csv'
    try:
        chart = store.run('chart', figure, *whom, '--output', path)
    except AssertionError as refused:
        assert whom[0] == '--upn', refused
        return None
    with open(path, encoding='utf-8-sig', newline='') as file:
        chart['file'] = [[cell.lstrip("'") for cell in row] for row in csv.reader(file)][1:]
    return chart


def open_child(app, pupil):
    app.see('label', 'marks to')
    app.key('ctrl+f')
    harness.wait_for(lambda: app.focused() is not None and app.focused().name == 'Find a child', 'the search to have the focus')
    app.set_text('entry', 'Find a child', pupil)
    app.key('Return')
    app.find('push button', contains='Prepare pack')


# ---- one figure ----

def walks_by_keys(app, image, chart):
    """Home, an arrow, and out again: what is chosen is said before the sentence, which stays."""
    assert image.description == chart['description'], (image.description, chart['description'])
    app.click(app.bring_into_sight(image))
    app.key('Home')
    first = harness.wait_for(lambda: image.description.endswith(chart['description']) and image.description != chart['description'] and
                             image.description, f'the first datum of {chart["title"]!r} to be said')
    app.key('Right', 'Down', 'End')
    if len(chart['rows']) > 1:
        harness.wait_for(lambda: image.description not in (first, chart['description']), f'another datum of {chart["title"]!r}')
    app.key('Escape')
    harness.wait_for(lambda: image.description == chart['description'], 'the sentence alone again')


def table_is_the_file(app, chart, within):
    """The table that stands in the figure's place has the rows of the file."""
    button = app.find(None, contains='Table: ' + chart['title'], within=within)
    app.act(None, button.name, within=within)
    table = app.find('tree table', chart['title'], within=within)
    rows = harness.wait_for(lambda: app.rows(app.bring_into_sight(table)), f'rows of {chart["title"]!r}')
    shown = [[cell.lstrip("'") if cell != 'empty' else '' for cell in cells] for cells, _ in rows]
    assert shown == chart['file'][:len(shown)], (chart['title'], shown[:3], chart['file'][:3])
    app.act(None, button.name, within=within)
    return len(shown)


def worked_out(app, title, within=None):
    """What stands behind a number; closed again."""
    name = 'How this was worked out: ' + title
    button = harness.wait_for(lambda: next((node for node in app.all('push button', contains=name, within=within)
                                            if node.name in (name, name + ' How worked out')), None), name)
    app.bring_into_sight(button)
    app.act('push button', button.name, within=within)
    text = harness.wait_for(lambda: next((node.name for node in app.all('label') if len(node.name) > 40 and is_of_popover(node)), None), name)
    app.key('Escape')
    harness.wait_for(lambda: not any(node.name == text and is_of_popover(node) for node in app.all('label')), 'the explanation to close')
    return text


def is_of_popover(node):
    """It hangs on its button."""
    for _ in range(4):
        node = node.parent if node is not None else None
        if node is not None and node.getRoleName() == 'push button':
            return True
    return False


def figure_is_whole(app, chart, within=None):
    image = app.find('image', chart['title'], within=within)
    assert len(chart['title'].split()) <= 10, chart['title']
    walks_by_keys(app, image, chart)
    rows = table_is_the_file(app, chart, within)
    text = worked_out(app, chart['title'], within)
    assert re.search(r'\d', text) and ('imported' in text or 'what is recorded at' in text), (chart['title'], text)
    return rows


# ---- the tests ----

def every_figure_of_cohort_is_walked():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        charts = {figure: ask(store, figure, '--group', 'flagged') for figure in OF_GROUPS}
        rows = 0
        with open_window(store, 'cohort') as app:
            app.see('label', 'persistently absent')
            for chart in harness.some(charts.values(), 3):
                app.press('Enlarge: ' + chart['title'])
                back = app.find('push button', 'All figures')
                rows += figure_is_whole(app, chart, back.parent)
                app.press('All figures')
            assert not [node.name for node in app.all('push button', contains='Enlarge: ')
                        if node.name.removeprefix('Enlarge: ') not in {chart['title'] for chart in charts.values()}]
        print(f'# {len(charts)} figures of Cohort, {rows} rows')


def choose_pupils(store):
    """Few children who have between them all that a child's page can draw, each with whether there are suspensions."""
    wanted, chosen, found = ('part-time', 'sdq', 'attainment', 'before-and-after', 'punctuality'), {}, set()
    for pupil in store.run('pupils', '--flagged')['pupils']:
        upn = pupil['upn']
        has = {figure for figure in wanted if figure not in found and ask(store, figure, '--upn', upn)}
        is_suspended = bool(store.run('suspensions', '--upn', upn)['suspensions'])
        has |= {'suspensions'} if is_suspended else set()
        if has - found:
            chosen[upn] = is_suspended
            found |= has
    return chosen


def is_drawn(app, chart):
    """A figure of what the child has nothing of is left out of the page; one that is there is drawn off the main thread."""
    with contextlib.suppress(AssertionError):
        return app.find('image', chart['title'], patience=4) is not None


def every_figure_of_a_child_is_walked():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        pupils = choose_pupils(store)
        charts = {upn: {figure: ask(store, figure, '--upn', upn) for figures in TABS.values() for figure in figures} for upn in pupils}
        seen, rows = set(), 0
        tabs = {tab: harness.some(figures, 3) for tab, figures in TABS.items()}
        with open_window(store) as app:
            for upn, is_suspended in pupils.items():
                open_child(app, upn)
                for tab, figures in tabs.items():
                    if set(figures) <= seen or (tab == 'Suspensions' and not is_suspended):
                        continue
                    app.click(app.find('page tab', tab))
                    for figure in figures:
                        chart = charts[upn][figure]
                        if figure not in seen and chart is not None and is_drawn(app, chart):
                            rows += figure_is_whole(app, chart)
                            seen.add(figure)
        missing = {figure for figures in tabs.values() for figure in figures} - seen
        assert missing <= {'punctuality'}, missing  # only of who has minutes late
        print(f'# {len(seen)} figures of {len(pupils)} children, {rows} rows')


def the_numbers_of_cohort_are_the_command_line_s():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        wanted = {caption: store.run('compare', measure, '--group', 'flagged') for caption, measure in MEASURES.items()}
        with open_window(store, 'cohort') as app:
            for caption, compared in wanted.items():
                tile = app.find(None, contains=f'{caption}: {compared["shown"]}')
                assert f'n = {compared["pupils"]}' in tile.name or str(compared['pupils']) in tile.name, tile.name
                text = worked_out(app, caption)
                assert compared['text'] in text, (text, compared['text'])


def choose(app, button, line):
    """By keys, from the first line down."""
    app.act('push button', button)
    app.find('list item', contains=line)
    harness.wait_for(lambda: app.focused() is not None and app.focused().getRoleName() == 'list item', 'the list to have the focus')
    app.key('Home')
    while line not in app.focused().name:
        before = app.focused()
        app.key('Down')
        harness.wait_for(lambda gone=before: app.focused() is not None and app.focused() != gone, 'the next line')
    app.key('Return')


def ask_cohort(store, *asked, beside='rest'):
    compared = {caption: store.run('compare', measure, *asked) for caption, measure in MEASURES.items()}
    return compared, ask(store, 'attendance-trend', *asked, '--beside', beside)


def cohort_says(app, store, wanted):
    """The tiles, a figure and its file, as the command line has them of the same question."""
    numbers, chart = wanted
    for caption, compared in numbers.items():
        app.find(None, contains=f'{caption}: {compared["shown"]}')
        assert compared['text'] in worked_out(app, caption), (caption, compared['text'])
    image = app.find('image', chart['title'])
    harness.wait_for(lambda: image.description == chart['description'], chart['description'])
    path = store.folder / 'chosen.csv'
    path.unlink(missing_ok=True)
    app.press('Export: ' + chart['title'])
    harness.wait_for(lambda: app.focused() is not None and 'PNG' in app.focused().name, 'the menu to have the focus')
    app.key('Down', 'Down', 'Down', 'Return')
    app.choose_file('Save the Figure', str(path))
    harness.wait_for(path.exists, 'the file')
    with open(path, encoding='utf-8-sig', newline='') as file:
        assert [[cell.lstrip("'") for cell in row] for row in csv.reader(file)][1:] == chart['file'], chart['title']


def practice_04_group_comparison_and_period_are_chosen():
    autumn = ('--from', '2025-09-01', '--to', TODAY)
    with Store(people=[('D. Lead', 'dsl')]) as store:
        year = ask_cohort(store, '--group', 'CIN')
        england = ask_cohort(store, '--group', 'CIN', beside='england')
        term = ask_cohort(store, '--group', 'CIN', *autumn, beside='england')
        looked_after = ask_cohort(store, '--group', 'CLA', *autumn)
        with open_window(store, 'cohort') as app:
            app.see('label', 'persistently absent')
            choose(app, 'Which group', 'in need plan')
            cohort_says(app, store, year)
            choose(app, 'Beside what', 'published for England')
            cohort_says(app, store, england)
            choose(app, 'Period', 'Autumn term 2025')
            cohort_says(app, store, term)
            choose(app, 'Which group', 'looked after')
            choose(app, 'Beside what', 'rest of the school')
            cohort_says(app, store, looked_after)


def practice_18_markers_have_figures_on_either_side():
    """What began stands on the curve; before and after it, each with its sessions and its days, and that other things changed too."""
    with Store(people=[('D. Lead', 'dsl')]) as store:
        compared = {pupil['upn']: [one for one in store.run('figures', '--upn', pupil['upn'])['before_and_after'] if 'Too few' not in one['text']]
                    for pupil in store.run('pupils', '--flagged')['pupils']}
        upn, sides = next((upn, sides) for upn, sides in compared.items() if sides)
        chart = ask(store, 'before-and-after', '--upn', upn)
        last = sides[-1]
        with open_window(store) as app:
            open_child(app, upn)
            app.click(app.find('page tab', 'Attendance'))
            image = app.find('image', chart['title'])
            for side in ('before', 'after'):
                said = f'{last[side]:.1f}%, {round(last[side] * last["sessions_" + side] / 100)} of {last["sessions_" + side]} sessions'
                assert said in image.description.replace('\u00a0', ' '), (said, image.description)
            assert 'Other things changed too' in image.description and 'Events: ' in image.description, image.description


def the_numbers_of_a_child_are_the_command_line_s():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        upn = next(iter(choose_pupils(store)))
        figures = {row['measure']: row for row in store.run('figures', '--upn', upn)['figures']}
        attendance = store.run('explain', 'attendance', '--upn', upn)
        suspended = store.run('explain', 'suspended-days', '--upn', upn)
        counts = store.run('figures', '--upn', upn)['suspension_counts'][0]
        with open_window(store) as app:
            open_child(app, upn)
            app.find(None, contains=f'attendance: {figures["attendance"]["shown"]}')
            assert worked_out(app, 'attendance').startswith(attendance['text'])
            app.find(None, contains=f'days suspended: {figures["suspended-days"]["value"]:g}.')
            assert worked_out(app, 'days suspended') == suspended['text']
            for caption in ('SDQ, total difficulties', 'hours in school a week' if app.shows(None, contains='hours in school a week: ')
                            else 'part-time timetable'):
                assert len(worked_out(app, caption)) > 40
            app.click(app.find('page tab', 'Suspensions'))
            for caption, key in (('days suspended this term', 'days_this_term'), ('days in a row', 'days_in_a_row'),
                                 ('days suspended this academic year', 'days_this_year')):
                app.find(None, contains=f'{caption}: {counts[key]:g}')
                assert 'half-day' in worked_out(app, caption)


def the_numbers_of_today_are_the_command_line_s():
    with Store(people=[('D. Lead', 'dsl')]) as store:
        items = store.run('today')['items']
        week = {group: store.run('explain', 'attendance', '--group', group, '--from', '2025-11-17', '--to', '2025-11-23')
                for group in ('flagged', 'others')}
        with open_window(store) as app:
            for button in list(app.all('push button', contains='Show all ')):
                app.act('push button', button.name)
            for item in items:
                row = app.see('list item', item['sentence'])
                assert (item['advice'] or '') in row.name, row.name
                app.find('label', item['figures'], visible=False, within=row) if item['figures'] else None
            for group, caption in (('flagged', 'children with a social worker, now or before'), ('others', 'the rest of the school')):
                app.find(None, contains=f'{caption}: {week[group]["shown"]}')
                assert worked_out(app, caption) == week[group]['text']
        print(f'# {len(items)} lines of Today')


def a_figure_is_saved_in_every_form():
    """Read back: a picture, a drawing, a paper, a table and a page for a browser."""
    begins = {'png': b'\x89PNG', 'svg': b'<?xml', 'pdf': b'%PDF', 'csv': b'Week beginning', 'html': b'<!DOCTYPE html>'}
    with Store(people=[('D. Lead', 'dsl')]) as store, open_window(store, 'cohort') as app:
        name = app.see('push button', 'Export: ').name
        for steps, (form, start) in enumerate(begins.items()):
            path = store.folder / ('saved.' + form)
            harness.run('xdotool', 'mousemove', '2', '2')  # a line of the menu below the pointer would be chosen by it
            app.press(name)
            harness.wait_for(lambda: app.focused() is not None and 'PNG' in app.focused().name, 'the menu to have the focus')
            app.key(*['Down'] * steps, 'Return')
            app.choose_file('Save the Figure', str(path))
            harness.wait_for(lambda place=path: place.exists() and os.path.getsize(place) > 200, form)
            assert path.read_bytes().removeprefix(b'\xef\xbb\xbf').startswith(start), form


harness.run_tests([
    every_figure_of_cohort_is_walked, every_figure_of_a_child_is_walked, the_numbers_of_cohort_are_the_command_line_s,
    practice_04_group_comparison_and_period_are_chosen, practice_18_markers_have_figures_on_either_side,
    the_numbers_of_a_child_are_the_command_line_s, the_numbers_of_today_are_the_command_line_s, a_figure_is_saved_in_every_form,
])
