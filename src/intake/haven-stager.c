/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-stager.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

#include "haven-text.h"

const char *
haven_stager_get (HavenStager *self, const HavenRow *row, HavenColumn column)
{
  return haven_row_get (row, self->mapping, column);
}

char *
haven_stager_dup (HavenStager *self, const HavenRow *row, HavenColumn column)
{
  char *text = haven_text_squeeze (haven_stager_get (self, row, column));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

void
haven_stager_problem (HavenStager *self, guint line, HavenColumn column, const char *code, const char *format, ...)
{
  const char *header = column < HAVEN_N_COLUMNS ? haven_mapping_header (self->mapping, column) : "";
  va_list arguments;

  va_start (arguments, format);
  haven_import_preview_add_problem (self->preview, line, header, code, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
haven_stager_assume (HavenStager *self, char *take_sentence)
{
  g_ptr_array_add (self->preview->assumptions, take_sentence);
}

gboolean
haven_stager_shows (HavenStager *self)
{
  return self->preview->changes->len < HAVEN_IMPORT_EXAMPLES;
}

void
haven_stager_change (HavenStager *self, const HavenPupil *pupil, const char *what, const char *before, const char *after)
{
  g_autofree char *name = haven_pupil_dup_short (pupil);

  haven_import_preview_add_change (self->preview, g_strdup_printf ("%s: %s", name, what), g_strdup (before), g_strdup (after));
}

void
haven_stager_see_day (HavenStager *self, HavenDay day)
{
  HavenSpan *days = &self->preview->days;

  if (days->first == HAVEN_DAY_NONE || day < days->first)
    days->first = day;
  if (days->last == HAVEN_DAY_NONE || day > days->last)
    days->last = day;
}

gboolean
haven_stager_read_day (HavenStager *self, const HavenRow *row, HavenColumn column, HavenDay *ret_day)
{
  const char *text = haven_stager_get (self, row, column);
  HavenDateText read = haven_date_reader_read (self->dates, column, text);

  if (read.reading == HAVEN_DATE_BAD)
    haven_stager_problem (self, row->line, column, "bad-date", _("“%s” is no date."), text);
  else if (read.reading == HAVEN_DATE_AMBIGUOUS)
    haven_stager_problem (self, row->line, column, "ambiguous-date",
                          _("“%s” could be two dates: nothing in the file says which number is the month."), text);
  else {
    *ret_day = read.reading == HAVEN_DATE_EMPTY ? HAVEN_DAY_NONE : read.day;
    return TRUE;
  }
  return FALSE;
}

/* No problem is noted for the day here: that nobody was found is the one to tell */
HavenMatch
haven_stager_find_by_name (HavenStager *self, const HavenRow *row, const HavenPupil **ret_pupil)
{
  HavenDateText born = haven_date_reader_read (self->dates, HAVEN_COLUMN_BORN, haven_stager_get (self, row, HAVEN_COLUMN_BORN));
  HavenSaid said = {
    .admission_no = haven_stager_get (self, row, HAVEN_COLUMN_ADMISSION_NO),
    .surname = haven_stager_get (self, row, HAVEN_COLUMN_SURNAME),
    .forename = haven_stager_get (self, row, HAVEN_COLUMN_FORENAME),
    .born = born.reading == HAVEN_DATE_AMBIGUOUS ? HAVEN_DAY_NONE : born.day,
  };

  return haven_matcher_by_name (self->matcher, &said, ret_pupil);
}

static void
tell_not_found (HavenStager *self, const HavenRow *row, HavenMatch match)
{
  const char *upn = haven_stager_get (self, row, HAVEN_COLUMN_UPN);

  if (match == HAVEN_MATCH_BAD_UPN)
    haven_stager_problem (self, row->line, HAVEN_COLUMN_UPN, "bad-upn",
                          _("“%s” is no UPN: its check letter or its length is wrong."), upn);
  else if (match == HAVEN_MATCH_UNKNOWN)
    haven_stager_problem (self, row->line, HAVEN_COLUMN_UPN, "unknown-upn",
                          _("No pupil here has the UPN “%s”. Import the pupils first."), upn);
  else
    haven_stager_problem (self, row->line, HAVEN_COLUMN_UPN, "no-pupil", _("The row does not say whose it is."));
}

const HavenPupil *
haven_stager_find_pupil (HavenStager *self, const HavenRow *row)
{
  const HavenPupil *pupil = NULL;
  HavenMatch match = haven_matcher_by_upn (self->matcher, haven_stager_get (self, row, HAVEN_COLUMN_UPN), &pupil);

  if (match != HAVEN_MATCH_FOUND && haven_stager_find_by_name (self, row, &pupil) != HAVEN_MATCH_FOUND)
    tell_not_found (self, row, match);
  return pupil;
}
