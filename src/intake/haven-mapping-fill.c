/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-mapping-private.h"
#include "haven-synonyms.h"
#include "haven-text.h"

#define ANY_YEAR 2100
#define WHOLE_WEEK 14        /* sessions of a week with its weekend */

typedef guint (*CountFunc) (const HavenProfile *profile);

static guint
count_upns (const HavenProfile *profile)
{
  return profile->upns;
}

static guint
count_days (const HavenProfile *profile)
{
  return profile->days;
}

static guint
count_sessions (const HavenProfile *profile)
{
  return profile->sessions;
}

static guint
count_codes (const HavenProfile *profile)
{
  return profile->strokes == 0 ? 0 : profile->codes;
}

/* "REFU" under Ethnicity could be four absences: a column of marks has children present in it */
static guint
count_strings (const HavenProfile *profile)
{
  return profile->strokes == 0 ? 0 : profile->strings + profile->pairs;
}

static guint
count_stamps (const HavenProfile *profile)
{
  return profile->stamps;
}

static guint
count_statuses (const HavenProfile *profile)
{
  return profile->statuses;
}

static gboolean
is_taken (const HavenMapping *self, guint column)
{
  for (HavenColumn each = 0; each < HAVEN_N_COLUMNS; each++)
    if (self->source[each] == (int) column)
      return TRUE;
  for (guint i = 0; i < self->slots->len; i++)
    if (g_array_index (self->slots, HavenSlot, i).column == column)
      return TRUE;
  return FALSE;
}

/* The one free column whose cells are such; HAVEN_NO_COLUMN: none, or more than one */
static int
find_only (const HavenMapping *self, const HavenSample *sample, int header, CountFunc count)
{
  int found = HAVEN_NO_COLUMN;

  for (guint i = 0; i < self->n_headers; i++) {
    HavenProfile profile;
    if (is_taken (self, i))
      continue;
    profile = haven_sample_profile (sample, header + 1, i);
    if (!haven_profile_mostly (&profile, count (&profile)))
      continue;
    if (found != HAVEN_NO_COLUMN)
      return HAVEN_NO_COLUMN;
    found = (int) i;
  }
  return found;
}

static const char *
describe_column (HavenColumn column)
{
  switch (column) {
  case HAVEN_COLUMN_UPN: return _("UPN");
  case HAVEN_COLUMN_DAY: return _("date");
  case HAVEN_COLUMN_SESSION: return _("session");
  case HAVEN_COLUMN_MARK: return _("mark");
  case HAVEN_COLUMN_MARKS: return _("marks");
  case HAVEN_COLUMN_STATUS: return _("status");
  case HAVEN_COLUMN_FIRST: return _("start date");
  default: return haven_column_get_name (column);
  }
}

static gboolean
place_by_content (HavenMapping *self, const HavenSample *sample, int header, HavenColumn column, CountFunc count)
{
  int found = haven_mapping_has_source (self, column) ? HAVEN_NO_COLUMN : find_only (self, sample, header, count);

  if (found == HAVEN_NO_COLUMN)
    return FALSE;
  self->place[column] = self->source[column] = found;
  g_ptr_array_add (self->guessed, g_strdup_printf (_("The column “%s” is taken as the %s, by what stands in it."), self->headers[found],
                                                   describe_column (column)));
  return TRUE;
}

/* "Day" holds weekdays and "Date" beside it the days: the column whose cells are days is meant */
static void
settle_days (HavenMapping *self, const HavenSample *sample, int header, HavenColumn column)
{
  const char *kind = haven_import_type_code (self->type);
  HavenProfile profile;

  if (!haven_mapping_has_source (self, column))
    return;
  profile = haven_sample_profile (sample, header + 1, self->source[column]);
  for (guint i = 0; profile.n > 0 && profile.days + profile.stamps == 0 && i < self->n_headers; i++) {
    HavenProfile other;
    if (is_taken (self, i) || g_strcmp0 (haven_synonym_find_column (kind, self->headers[i]), haven_column_get_name (column)) != 0)
      continue;
    other = haven_sample_profile (sample, header + 1, i);
    if (haven_profile_mostly (&other, other.days)) {
      self->place[column] = self->source[column] = (int) i;
      return;
    }
  }
}

void
haven_mapping_fill (HavenMapping *self, const HavenSample *sample, int header)
{
  settle_days (self, sample, header, HAVEN_COLUMN_DAY);
  settle_days (self, sample, header, HAVEN_COLUMN_FIRST);
  if (self->type != HAVEN_IMPORT_SCHOOL_ATTAINMENT)
    place_by_content (self, sample, header, HAVEN_COLUMN_UPN, count_upns);
  if (self->type == HAVEN_IMPORT_STATUSES && haven_mapping_has_source (self, HAVEN_COLUMN_UPN)) {
    place_by_content (self, sample, header, HAVEN_COLUMN_STATUS, count_statuses);
    if (haven_mapping_has_source (self, HAVEN_COLUMN_STATUS))
      place_by_content (self, sample, header, HAVEN_COLUMN_FIRST, count_days);
  }
}

/* --- the shape of marks --- */

static void
find_slots (HavenMapping *self)
{
  for (guint i = 0; i < self->n_headers; i++) {
    HavenSlot slot;
    if (is_taken (self, i) || !haven_slot_parse (self->headers[i], ANY_YEAR, &slot))
      continue;
    slot.column = i;
    g_array_append_val (self->slots, slot);
  }
}

/* Every day twice and no word for its halves: the first is the morning */
static void
pair_slots (HavenMapping *self)
{
  HavenSlot *slots = (HavenSlot *) (gpointer) self->slots->data;

  if (self->slots->len % 2 != 0)
    return;
  for (guint i = 0; i < self->slots->len; i += 2)
    if (slots[i].session >= 0 || slots[i + 1].session >= 0
        || strcmp (self->headers[slots[i].column], self->headers[slots[i + 1].column]) != 0)
      return;
  for (guint i = 0; i < self->slots->len; i++)
    slots[i].session = i % 2;
  g_ptr_array_add (self->guessed, g_strdup (_("Every day has two columns: the first is taken as morning, the second as afternoon.")));
}

static gboolean
needs_week (const HavenMapping *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (g_array_index (self->slots, HavenSlot, i).weekday > 0)
      return TRUE;
  return FALSE;
}

/* A week's or a string's first day may stand under any of these */
static gboolean
take_start (HavenMapping *self)
{
  static const HavenColumn starts[] = { HAVEN_COLUMN_DAY, HAVEN_COLUMN_WEEK, HAVEN_COLUMN_FIRST };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (haven_mapping_has_source (self, starts[i])) {
      self->source[HAVEN_COLUMN_DAY] = self->source[starts[i]];
      return TRUE;
    }
  return FALSE;
}

static void
make_marks (HavenMapping *self, HavenShape shape)
{
  self->shape = shape;
  haven_mapping_make (self, HAVEN_COLUMN_DAY, HAVEN_MADE_DAY);
  haven_mapping_make (self, HAVEN_COLUMN_SESSION, HAVEN_MADE_SESSION);
  haven_mapping_make (self, HAVEN_COLUMN_MARK, HAVEN_MADE_MARK);
}

/* "Sep 25" may be a month of figures: days without a year count where marks stand below them */
static gboolean
has_marks_below (const HavenMapping *self, const HavenSample *sample, int header)
{
  guint n = 0, marks = 0;

  for (guint i = 0; i < self->slots->len; i++) {
    const HavenSlot *slot = &g_array_index (self->slots, HavenSlot, i);
    HavenProfile profile;
    if (!slot->no_year)
      continue;
    profile = haven_sample_profile (sample, header + 1, slot->column);
    n += profile.n;
    marks += profile.codes + profile.pairs + profile.strings;
  }
  return marks * 2 >= n;
}

/* More than a day's marks below a day: it is the first of them */
static gboolean
has_strings_below (const HavenMapping *self, const HavenSample *sample, int header)
{
  guint n = 0, strings = 0;

  for (guint i = 0; i < self->slots->len; i++) {
    const HavenSlot *slot = &g_array_index (self->slots, HavenSlot, i);
    HavenProfile profile = haven_sample_profile (sample, header + 1, slot->column);
    if (slot->session >= 0 || slot->weekday > 0)
      return FALSE;
    n += profile.n;
    strings += profile.strings;
  }
  return strings * 2 > n;
}

/* All strings of the columns have a weekend in them */
static gboolean
have_weekends (const HavenMapping *self, const HavenSample *sample, int header)
{
  guint n = 0;

  for (guint i = header + 1; i < sample->rows->len; i++)
    for (guint slot = 0; slot < self->slots->len; slot++) {
      gsize length = strlen (haven_sample_get_cell (sample, i, g_array_index (self->slots, HavenSlot, slot).column));
      if (length > 2 && length != WHOLE_WEEK)
        return FALSE;
      n += length == WHOLE_WEEK;
    }
  return n > 0;
}

static void
make_wide (HavenMapping *self, const HavenSample *sample, int header)
{
  gboolean weeks = has_strings_below (self, sample, header);

  if (weeks && have_weekends (self, sample, header))
    self->days_a_week = 7;
  make_marks (self, weeks ? HAVEN_SHAPE_WEEKS : HAVEN_SHAPE_SESSIONS);
}

/* The week of "Mon AM" may stand above the header */
static gboolean
take_week (HavenMapping *self, const HavenSample *sample, int header)
{
  if (take_start (self))
    return TRUE;
  haven_mapping_find_week (self, sample, header);
  return self->period.first != HAVEN_DAY_NONE;
}

static gboolean
is_wide (HavenMapping *self, const HavenSample *sample, int header)
{
  find_slots (self);
  if (self->slots->len >= (has_strings_below (self, sample, header) ? 1 : 2) && has_marks_below (self, sample, header)
      && (!needs_week (self) || take_week (self, sample, header))) {
    pair_slots (self);
    return TRUE;
  }
  g_array_set_size (self->slots, 0);
  return FALSE;
}

/* The column that is called Mark or Marks holds what its cells show */
static void
settle_marks_column (HavenMapping *self, const HavenSample *sample, int header)
{
  HavenColumn column = haven_mapping_has_source (self, HAVEN_COLUMN_MARKS) ? HAVEN_COLUMN_MARKS : HAVEN_COLUMN_MARK;
  HavenProfile profile;
  HavenColumn is;

  if (!haven_mapping_has_source (self, column) || (haven_mapping_has_source (self, HAVEN_COLUMN_MARK) && column == HAVEN_COLUMN_MARKS))
    return;
  profile = haven_sample_profile (sample, header + 1, self->source[column]);
  is = profile.n == 0 ? column : profile.strings + profile.pairs > profile.codes && profile.strings + profile.pairs > 0 ? HAVEN_COLUMN_MARKS
       : HAVEN_COLUMN_MARK;
  if (is == column || (is == HAVEN_COLUMN_MARKS && haven_mapping_has_source (self, HAVEN_COLUMN_SESSION)))
    return;
  self->source[is] = self->place[is] = self->source[column];
  self->source[column] = self->place[column] = HAVEN_NO_COLUMN;
}

/* A weekend in strings that hold every day has no marks, all the way down; else five days a week are meant */
static guint
count_days_a_week (const HavenMapping *self, const HavenSample *sample, int header)
{
  guint long_ones = 0;

  for (guint i = header + 1; i < sample->rows->len; i++) {
    const char *text = haven_sample_get_cell (sample, i, self->source[HAVEN_COLUMN_MARKS]);
    HavenDateText start = haven_date_text_read (haven_sample_get_cell (sample, i, self->source[HAVEN_COLUMN_DAY]), ANY_YEAR);
    gsize length = strlen (text);
    int weekday;
    if (start.day == HAVEN_DAY_NONE || length <= 10)
      continue;
    weekday = haven_day_get_weekday (start.day);
    long_ones++;
    for (gsize n = 0; n < length; n++) {
      int day = (weekday - 1 + (int) n / 2) % 7 + 1;
      if (day > 5 && text[n] != '-' && text[n] != ' ' && text[n] != '#' && text[n] != '.')
        return 5;
    }
  }
  return long_ones > 0 ? 7 : 5;
}

static gboolean
is_strings (HavenMapping *self, const HavenSample *sample, int header)
{
  if (!haven_mapping_has_source (self, HAVEN_COLUMN_MARKS))
    place_by_content (self, sample, header, HAVEN_COLUMN_MARKS, count_strings);
  if (!haven_mapping_has_source (self, HAVEN_COLUMN_MARKS))
    return FALSE;
  if (!take_start (self) && !place_by_content (self, sample, header, HAVEN_COLUMN_DAY, count_days)) {
    haven_mapping_find_period (self, sample, header);
    return self->period.first != HAVEN_DAY_NONE;
  }
  self->days_a_week = count_days_a_week (self, sample, header);
  return TRUE;
}

/* DAY or SESSION may say both */
static gboolean
is_stamps (HavenMapping *self, const HavenSample *sample, int header)
{
  HavenColumn column = haven_mapping_has_source (self, HAVEN_COLUMN_DAY) ? HAVEN_COLUMN_DAY : HAVEN_COLUMN_SESSION;
  HavenProfile profile;

  if (haven_mapping_has_source (self, HAVEN_COLUMN_DAY) && haven_mapping_has_source (self, HAVEN_COLUMN_SESSION))
    return FALSE;
  if (!haven_mapping_has_source (self, column))
    return place_by_content (self, sample, header, HAVEN_COLUMN_DAY, count_stamps);
  profile = haven_sample_profile (sample, header + 1, self->source[column]);
  if (!haven_profile_mostly (&profile, profile.stamps))
    return FALSE;
  self->source[HAVEN_COLUMN_DAY] = self->source[column];
  return TRUE;
}

static void
find_rows (HavenMapping *self, const HavenSample *sample, int header)
{
  place_by_content (self, sample, header, HAVEN_COLUMN_SESSION, count_sessions);
  place_by_content (self, sample, header, HAVEN_COLUMN_DAY, count_days);
  place_by_content (self, sample, header, HAVEN_COLUMN_MARK, count_codes);
}

/* "Register" may name the session, or hold a week's marks */
static void
settle_session (HavenMapping *self, const HavenSample *sample, int header)
{
  HavenProfile profile;

  if (!haven_mapping_has_source (self, HAVEN_COLUMN_SESSION) || haven_mapping_has_source (self, HAVEN_COLUMN_MARK)
      || haven_mapping_has_source (self, HAVEN_COLUMN_MARKS))
    return;
  profile = haven_sample_profile (sample, header + 1, self->source[HAVEN_COLUMN_SESSION]);
  if (!haven_profile_mostly (&profile, count_strings (&profile)))
    return;
  self->place[HAVEN_COLUMN_MARKS] = self->source[HAVEN_COLUMN_MARKS] = self->source[HAVEN_COLUMN_SESSION];
  self->place[HAVEN_COLUMN_SESSION] = self->source[HAVEN_COLUMN_SESSION] = HAVEN_NO_COLUMN;
}

static gboolean
lacks_year (const HavenMapping *self, const HavenSample *sample, int header)
{
  HavenProfile profile;

  for (guint i = 0; i < self->slots->len; i++)
    if (g_array_index (self->slots, HavenSlot, i).no_year)
      return TRUE;
  if (!haven_mapping_has_source (self, HAVEN_COLUMN_DAY))
    return FALSE;
  profile = haven_sample_profile (sample, header + 1, self->source[HAVEN_COLUMN_DAY]);
  return haven_profile_mostly (&profile, profile.yearless);
}

static void
find_lack_of_year (HavenMapping *self, const HavenSample *sample, int header)
{
  self->lacks_year = lacks_year (self, sample, header);
  if (self->lacks_year)
    haven_mapping_find_title_year (self, sample, header);
}

void
haven_mapping_find_shape (HavenMapping *self, const HavenSample *sample, int header)
{
  settle_session (self, sample, header);
  settle_marks_column (self, sample, header);
  if (is_wide (self, sample, header))
    make_wide (self, sample, header);
  else if (haven_mapping_has_source (self, HAVEN_COLUMN_AM) && haven_mapping_has_source (self, HAVEN_COLUMN_PM) && take_start (self))
    make_marks (self, HAVEN_SHAPE_TWO_MARKS);
  else if (!haven_mapping_has_source (self, HAVEN_COLUMN_MARK) && is_strings (self, sample, header))
    make_marks (self, HAVEN_SHAPE_STRINGS);
  else if (is_stamps (self, sample, header)) {
    place_by_content (self, sample, header, HAVEN_COLUMN_MARK, count_codes);
    if (haven_mapping_has_source (self, HAVEN_COLUMN_MARK))
      make_marks (self, HAVEN_SHAPE_STAMPS);
  }
  else
    find_rows (self, sample, header);
  find_lack_of_year (self, sample, header);
}

/* --- a header in two rows --- */

static gboolean
is_half (const char *text)
{
  return strlen (text) > 1 && haven_synonym_find_value ("session", text) != NULL;
}

gboolean
haven_mapping_join_headers (const HavenSample *sample, int header, GPtrArray *headers)
{
  const HavenSampleRow *row = haven_sample_get_row (sample, header);
  const char *above = "";
  guint halves = 0;

  if (header < 1)
    return FALSE;
  for (guint i = 0; i < row->n; i++)
    halves += is_half (row->cells[i]);
  for (guint i = 0; halves >= 2 && i < row->n; i++) {
    const char *here = haven_sample_get_cell (sample, header - 1, i);
    HavenSlot slot;
    if (!haven_text_is_empty (here))
      above = here;
    if (is_half (row->cells[i]) && haven_slot_parse (above, ANY_YEAR, &slot))
      g_ptr_array_add (headers, g_strdup_printf ("%s %s", above, row->cells[i]));
    else
      g_ptr_array_add (headers, g_strdup (haven_text_is_empty (row->cells[i]) ? here : row->cells[i]));
  }
  return headers->len > 0;
}

/* --- names in one column --- */

/* A header that says in which order: "Surname Forename" */
static gboolean
names_surname_first (const char *header)
{
  g_autofree char *folded = haven_text_fold (header);
  const char *surname = strstr (folded, "surname");
  const char *forename = strstr (folded, "forename");

  return surname != NULL && forename != NULL && surname < forename;
}

/* A report with the name that a child goes by and no other */
static void
take_preferred (HavenMapping *self)
{
  int preferred = self->source[HAVEN_COLUMN_PREFERRED];

  if (preferred == HAVEN_NO_COLUMN || haven_mapping_has_source (self, HAVEN_COLUMN_FORENAME)
      || haven_mapping_has_source (self, HAVEN_COLUMN_NAME))
    return;
  self->place[HAVEN_COLUMN_FORENAME] = self->source[HAVEN_COLUMN_FORENAME] = preferred;
  self->place[HAVEN_COLUMN_PREFERRED] = self->source[HAVEN_COLUMN_PREFERRED] = HAVEN_NO_COLUMN;
  g_ptr_array_add (self->guessed, g_strdup_printf (_("“%s” is taken as the forename, for there is no other."), self->headers[preferred]));
}

void
haven_mapping_find_names (HavenMapping *self, const HavenSample *sample, int header)
{
  HavenProfile profile;

  take_preferred (self);
  if (!haven_mapping_has_source (self, HAVEN_COLUMN_NAME)
      || (haven_mapping_has_source (self, HAVEN_COLUMN_SURNAME) && haven_mapping_has_source (self, HAVEN_COLUMN_FORENAME)))
    return;
  profile = haven_sample_profile (sample, header + 1, self->source[HAVEN_COLUMN_NAME]);
  self->names = haven_profile_mostly (&profile, profile.commas) ? HAVEN_NAMES_SURNAME_FIRST
                : names_surname_first (self->headers[self->source[HAVEN_COLUMN_NAME]]) || haven_profile_mostly (&profile, profile.shouted)
                ? HAVEN_NAMES_SURNAME_SPACE : HAVEN_NAMES_FORENAME_FIRST;
  haven_mapping_make (self, HAVEN_COLUMN_SURNAME, HAVEN_MADE_SURNAME);
  haven_mapping_make (self, HAVEN_COLUMN_FORENAME, HAVEN_MADE_FORENAME);
  if (!haven_mapping_has_source (self, HAVEN_COLUMN_PREFERRED))
    haven_mapping_make (self, HAVEN_COLUMN_PREFERRED, HAVEN_MADE_PREFERRED);
}

/* --- whether it can be true --- */

gboolean
haven_mapping_is_borne_out (const HavenMapping *self, const HavenSample *sample, int header)
{
  gboolean lists = self->type == HAVEN_IMPORT_STATUSES || self->type == HAVEN_IMPORT_AUTHORITY_LIST;
  HavenColumn column = lists ? HAVEN_COLUMN_STATUS
                       : self->type == HAVEN_IMPORT_MARKS ? HAVEN_COLUMN_MARK
                       : self->type == HAVEN_IMPORT_SUSPENSIONS ? HAVEN_COLUMN_SESSIONS : HAVEN_N_COLUMNS;
  HavenProfile profile;
  guint count;

  if (column == HAVEN_N_COLUMNS || self->source[column] == HAVEN_NO_COLUMN || self->shape == HAVEN_SHAPE_STRINGS)
    return TRUE;
  profile = haven_sample_profile (sample, header + 1, self->source[column]);
  count = column == HAVEN_COLUMN_STATUS ? profile.statuses : column == HAVEN_COLUMN_MARK ? profile.codes : profile.numbers;
  return count * 2 >= profile.n;
}
