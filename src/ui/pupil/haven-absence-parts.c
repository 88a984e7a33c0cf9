/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include "haven-attendance-codes.h"
#include "haven-attendance.h"
#include "haven-plain-list.h"
#include "haven-reference.h"
#include "haven-words.h"

#define MOST_SPELLS 12

/* Stretches of absence, latest first */

GtkWidget *
haven_part_make_absence_spells (const HavenPupilPart *part)
{
  return haven_plain_list_new (_(part->title), _(part->nothing));
}

static char *
spell_title (const HavenAbsenceSpell *spell)
{
  g_autofree char *first = haven_day_to_text (spell->first), *last = haven_day_to_text (spell->last);
  const char *from = spell->first_session == 0 ? _("AM") : _("PM"), *until = spell->last_session == 0 ? _("AM") : _("PM");

  if (spell->first == spell->last && spell->first_session == spell->last_session)
    return g_strdup_printf ("%s %s", first, from);
  if (spell->first == spell->last)
    return g_strdup (first);
  /* Translators: an absence: its first day and half ("4 June AM"), its last day and half */
  return g_strdup_printf (_("%s %s to %s %s"), first, from, last, until);
}

static char *
codes_text (const char *codes)
{
  GString *text = g_string_new (NULL);

  for (const char *mark = codes; *mark != '\0'; mark++) {
    const HavenAttendanceCode *code = haven_attendance_code_of ((guint8) *mark);

    if (code != NULL)
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", code->code, code->meaning);
  }
  return g_string_free (text, FALSE);
}

void
haven_part_show_absence_spells (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenSchool *school = haven_session_get_school (session);
  HavenSpan span = haven_part_get_span (widget, briefing);
  g_autoptr (GArray) spells = haven_absence_spells (school, pupil_id, span);
  HavenPlainList *list = HAVEN_PLAIN_LIST (widget);

  haven_plain_list_clear (list);
  for (guint i = 0; i < MIN (spells->len, MOST_SPELLS); i++) {
    const HavenAbsenceSpell *spell = &g_array_index (spells, HavenAbsenceSpell, spells->len - 1 - i);
    g_autofree char *title = spell_title (spell), *codes = codes_text (spell->codes);
    g_autofree char *length = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u session", "%u sessions", spell->sessions),
                                               spell->sessions);

    haven_plain_list_add (list, title, codes, length);
  }
}

/* How often each code was given */

GtkWidget *
haven_part_make_codes (const HavenPupilPart *part)
{
  return haven_plain_list_new (_(part->title), _(part->nothing));
}

void
haven_part_show_codes (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSession *session = haven_briefing_get_session (briefing);
  HavenSchool *school = haven_session_get_school (session);
  HavenSpan span = haven_part_get_span (widget, briefing);
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  g_autoptr (GPtrArray) rows = NULL;

  g_ptr_array_add (alone, (gpointer) haven_school_get_pupil (school, pupil_id));
  rows = haven_attendance_by (school, alone, span, HAVEN_BY_CODE, NULL);
  haven_plain_list_clear (HAVEN_PLAIN_LIST (widget));
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const HavenAttendanceRow *row = g_ptr_array_index (rows, i);
    const HavenAttendanceCode *code = haven_attendance_code_find (row->key);
    g_autofree char *count = g_strdup_printf ("%d", (int) row->sessions);

    if (row->sessions > 0)
      haven_plain_list_add (HAVEN_PLAIN_LIST (widget), row->key, code != NULL ? code->meaning : row->label, count);
  }
}
