/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>

#include "haven-text.h"

/* Other people, and who may read what: chronology, distribution, and the one page of a strategy discussion. */
#define SIX_WEEKS (6 * 7)

/* As this reader may have it; NULL: not at all. Facts alone go to the family, and no restricted entry ever; to others those that somebody
 * uncovered and chose. */
static const HavenNote *
readable (HavenPackRun *run, const HavenNote *note)
{
  GPtrArray *chosen = run->request->chosen;

  if (run->edition != HAVEN_EDITION_FULL)
    return note->restricted || note->type != HAVEN_NOTE_FACT ? NULL : note;
  for (guint i = 0; note->restricted && chosen != NULL && i < chosen->len; i++)
    if (((HavenNote *) chosen->pdata[i])->id == note->id)
      return chosen->pdata[i];
  return note->restricted ? NULL : note;
}

/* Fact, allegation and opinion are told apart (practice 25) */
static HavenRows *
list_entries (HavenPackRun *run, gboolean restricted_only)
{
  static const char *const types[] = { N_("Fact"), N_("Allegation"), N_("Opinion") };
  const char *header[] = { _("Date"), _("Kind"), _("Entry"), _("By"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_NOTES);
  HavenRows *rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenNote *note = readable (run, slice.items[i]);
    if (note != NULL && (note->restricted || !restricted_only))
      haven_pack_add_row (rows, haven_pack_day (note->day), g_strdup (_(types[note->type])), haven_pack_words (run, note->text),
                          g_strdup (haven_pack_text (note->author)), NULL);
  }
  return rows;
}

void
haven_pack_write_chronology (HavenPackRun *run)
{
  g_autoptr (HavenRows) rows = list_entries (run, FALSE);

  haven_pages_add_heading (run->pages, 1, _("Chronology"));
  if (haven_rows_get_n (rows) == 0)
    haven_pages_add_paragraph (run->pages, _("No entry is on record."));
  else
    haven_pages_add_table (run->pages, NULL, rows);
}

void
haven_pack_write_chosen (HavenPackRun *run)
{
  g_autoptr (HavenRows) rows = list_entries (run, TRUE);

  if (haven_rows_get_n (rows) == 0)
    return;
  haven_pages_add_heading (run->pages, 1, _("Entries chosen for this edition"));
  haven_pages_add_table (run->pages, NULL, rows);
}

/* Siblings */

static GPtrArray *
list_siblings (HavenPackRun *run)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; !haven_text_is_empty (run->pupil->family) && i < haven_school_get_n_pupils (run->school); i++) {
    const HavenPupil *other = haven_school_get_nth_pupil (run->school, i);
    g_autofree char *name = NULL;
    g_autofree char *year = NULL;
    if (other == run->pupil || g_strcmp0 (other->family, run->pupil->family) != 0)
      continue;
    name = haven_pupil_dup_name (other);
    year = haven_pupil_dup_year_text (other);
    g_ptr_array_add (list, haven_pupil_is_on_roll (other, run->clock.today) ? g_strdup_printf ("%s, %s", name, year)
                                                                              : g_strdup_printf (_("%s, not on roll here"), name));
  }
  return list;
}

/* Contacts: named if they hold parental responsibility, else by what they are to the child */

static char *
contact_text (HavenPackRun *run, const HavenPerson *person)
{
  gboolean named = person->parental_responsibility || (run->request->parts & HAVEN_PACK_CARERS);
  g_autoptr (GString) text = g_string_new (NULL);

  if (named)
    g_string_append_printf (text, "%s, %s", haven_pack_text (person->name), haven_pack_text (person->role));
  else
    g_string_append_printf (text, _("%s (name held by the school)"), haven_pack_text (person->role));
  if (person->parental_responsibility)
    g_string_append (text, _(", parental responsibility"));
  if (named && !person->address_withheld && !haven_text_is_empty (person->phone))
    g_string_append_printf (text, ", %s", person->phone);
  if (person->address_withheld)
    g_string_append (text, _("; address not to be disclosed"));
  if (person->barred)
    g_string_append (text, _("; barred from papers about this child"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GPtrArray *
list_contacts (HavenPackRun *run)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  HavenSlice people = haven_pack_slice (run, HAVEN_TABLE_PEOPLE);

  for (guint i = 0; i < people.n; i++)
    if (((HavenPerson *) people.items[i])->type == HAVEN_PERSON_CONTACT)
      g_ptr_array_add (list, contact_text (run, people.items[i]));
  return list;
}

/* Not more than so many; the rest are counted */
static void
write_people (HavenPackRun *run, const char *heading, GPtrArray *list, guint most)
{
  haven_pages_add_heading (run->pages, 2, heading);
  if (list->len == 0) {
    haven_pages_add_paragraph (run->pages, _("None on record."));
    return;
  }
  if (list->len > most) {
    guint rest = list->len - most;
    g_ptr_array_set_size (list, (int) most);
    g_ptr_array_add (list, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more, in Haven", "and %u more, in Haven", rest), rest));
  }
  g_ptr_array_add (list, NULL);
  haven_pages_add_bullets (run->pages, (const char *const *) list->pdata);
}

/* Distribution */

static void
write_left_out (HavenPackRun *run)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  if (!(run->request->parts & HAVEN_PACK_CARERS))
    g_ptr_array_add (list, (gpointer) _("who cares for the child, where that is not a person with parental responsibility"));
  if (!(run->request->parts & HAVEN_PACK_SIBLINGS))
    g_ptr_array_add (list, (gpointer) _("brothers and sisters, and other children"));
  if (!(run->request->parts & HAVEN_PACK_PLACEMENT))
    g_ptr_array_add (list, (gpointer) _("where the child lives, and transport"));
  if (run->request->chosen == NULL || run->request->chosen->len == 0 || run->edition != HAVEN_EDITION_FULL)
    g_ptr_array_add (list, (gpointer) _("restricted entries, of which this pack does not say whether there are any"));
  g_ptr_array_add (list, NULL);
  haven_pages_add_heading (run->pages, 2, _("Left out of this edition"));
  haven_pages_add_bullets (run->pages, (const char *const *) list->pdata);
}

/* Who has had an edition of it */
static void
write_given (HavenPackRun *run)
{
  const char *header[] = { _("Given to"), _("Edition"), _("Day"), NULL };
  g_autoptr (GPtrArray) lines = haven_pack_list_lines (run, HAVEN_LINE_GIVEN);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < lines->len && !haven_pack_is_of_family (run->edition); i++) {
    const HavenLine *line = lines->pdata[i];
    haven_pack_add_row (rows, haven_pack_words (run, line->who), g_strdup (haven_pack_text (line->text)),
                        haven_pack_day (haven_time_get_day (line->at)), NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, _("Editions given out so far"), rows);
}

void
haven_pack_write_distribution (HavenPackRun *run)
{
  const HavenPackRequest *request = run->request;
  g_autoptr (GPtrArray) siblings = list_siblings (run);
  g_autofree char *made = g_strdup_printf (_("This edition was made for %s. Another reader needs an edition of their own."),
                                           request->recipient);
  g_autofree char *by = g_strdup_printf (_("Made by %s."), haven_pack_text (request->printed_by));

  if (request->parts & HAVEN_PACK_SIBLINGS)
    write_people (run, _("Brothers and sisters here"), siblings, G_MAXUINT);
  haven_pages_add_heading (run->pages, 1, _("Distribution"));
  haven_pages_add_paragraph (run->pages, made);
  if (!haven_text_is_empty (request->printed_by))
    haven_pages_add_paragraph (run->pages, by);
  write_given (run);
  write_left_out (run);
  haven_pages_add_lines (run->pages, (const char *const[]) { _("Shared with the parent on"), _("Shared with the child on"),
                                                             _("Signed, with name and role"), _("Date"), NULL });
}

/* Strategy discussion */

static void
write_strategy_facts (HavenPackRun *run)
{
  HavenAttendance figures = haven_attendance_of_pupil (run->school, run->pupil->id, run->year);
  g_autofree char *born = haven_pack_born (run);
  g_autofree char *year = haven_pupil_dup_year_text (run->pupil);
  g_autofree char *standing = haven_standing_to_text (&run->standing);
  g_autofree char *worker = haven_pack_social_worker (run, TRUE);
  g_autofree char *seen = haven_pack_last_seen (run);
  g_autofree char *rate = haven_pack_rate (&figures);
  const char *pairs[] = { _("Born"), born, _("Year"), year, _("Status"), standing, _("Allocated social worker"), worker,
                          _("Last seen in school"), seen, _("Attendance this year"), rate, NULL, NULL };

  haven_pages_add_facts (run->pages, pairs);
}

/* "O: absent in other or unknown circumstances" */
static void
write_legend (HavenPackRun *run, HavenSpan span)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_ptr_array_add (members, (gpointer) run->pupil);
  codes = haven_attendance_by (run->school, members, span, HAVEN_BY_CODE, NULL);
  for (guint i = 0; codes != NULL && i < codes->len; i++) {
    const HavenAttendanceRow *row = codes->pdata[i];
    if (!g_str_equal (row->key, "/") && !g_str_equal (row->key, "\\"))
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", row->key, row->label);
  }
  if (text->len > 0)
    haven_pages_add_small (run->pages, text->str);
}

/* As a table: on one page nothing else is as easy to read, or to read aloud */
static void
write_six_weeks (HavenPackRun *run, gboolean legend)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (run->school, run->clock, run->pupil->id);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenChart) chart = NULL;
  g_autoptr (HavenRows) rows = NULL;
  g_autofree char *sentence = NULL;

  subject.span = (HavenSpan) { haven_day_get_monday (run->year.last) - SIX_WEEKS + 7, run->year.last };
  chart = haven_figure_draw ("pupil-calendar", &subject, &error);
  if (chart == NULL) {
    haven_pages_add_paragraph (run->pages, error->message);
    return;
  }
  rows = haven_chart_get_rows (chart);
  if (haven_chart_get_n_events (chart) > 0)
    haven_rows_drop_column (rows, rows->n_columns - 1);
  sentence = haven_chart_describe (chart);
  haven_pages_add_table (run->pages, _("Six weeks of marks"), rows);
  haven_pages_add_small (run->pages, sentence);
  if (legend)
    write_legend (run, subject.span);
}

void
haven_pack_write_strategy (HavenPackRun *run, guint people, gboolean legend)
{
  g_autofree char *name = haven_pupil_dup_name (run->pupil);
  g_autofree char *title = g_strdup_printf (_("%s: %s"), haven_pack_kind_text ("strategy"), name);
  g_autoptr (GPtrArray) siblings = list_siblings (run);
  g_autoptr (GPtrArray) contacts = list_contacts (run);

  haven_pages_add_title (run->pages, title);
  write_strategy_facts (run);
  write_six_weeks (run, legend);
  write_people (run, _("Brothers and sisters here"), siblings, people);
  write_people (run, _("Contacts"), contacts, people);
}
