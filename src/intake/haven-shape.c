/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-shape.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-calendar.h"
#include "haven-error.h"
#include "haven-marks-text.h"
#include "haven-synonyms.h"
#include "haven-text.h"

#define SUNDAY 7
#define WORKING_WEEK 5

typedef struct {
  HavenMapping *mapping;
  HavenDateReader *dates;
  HavenShapeRowFunc func;
  gpointer user_data;
  gboolean makes;            /* cells are made: rows are not handed on as they are */
  const char **cells;        /* those of the file, then those that are made */
  char **slot_days;          /* by slot: its day as a stager reads it; NULL where the row's week says it */
  HavenRow row;
  HavenDay cached_day;       /* of cached_text */
  char *cached_text;
  char day[16];
  char first[16];
  char last[16];
  char sessions[16];
  GString *surname;
  GString *forename;
  GString *preferred;
  guint last_line;           /* of the last row of data, … */
  guint last_n;              /* … its cells, … */
  guint fewest;              /* … and those of the shortest row before it */
  gboolean last_is_words;
} Reading;

/* --- which rows are data --- */

static gboolean
is_blank (const HavenRow *row)
{
  for (guint i = 0; i < row->n; i++)
    if (!haven_text_is_empty (row->fields[i]))
      return FALSE;
  return TRUE;
}

/* How a report writer's last lines begin; "Page" alone could be a child */
static gboolean
ends_with_total (const char *folded)
{
  return g_str_has_suffix (folded, " total") || g_str_has_suffix (folded, " totals");
}

static gboolean
is_footer (const char *text)
{
  static const char *const beginnings[] = {
    "total ", "totals ", "grand total", "sub total", "end of ", "printed ", "produced ", "generated ", "number of ", "page 1", "page 2",
    "report ",
  };
  g_autofree char *folded = haven_text_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (folded, beginnings[i]))
      return TRUE;
  return ends_with_total (folded) || haven_synonym_find_value ("total", text) != NULL;
}

/* A report writer's last lines: the first cell that has anything in it says "Total" */
static gboolean
is_total (const HavenRow *row)
{
  for (guint i = 0; i < row->n; i++)
    if (!haven_text_is_empty (row->fields[i]))
      return is_footer (row->fields[i]);
  return FALSE;
}

/* The header once more, where a page began */
static gboolean
is_header (const HavenMapping *mapping, const HavenRow *row)
{
  for (guint i = 0; i < mapping->n_headers; i++)
    if (i >= row->n || strcmp (mapping->headers[i], row->fields[i]) != 0)
      return FALSE;
  return TRUE;
}

static const char *
get_source (const HavenMapping *mapping, const HavenRow *row, HavenColumn column)
{
  int source = mapping->source[column];

  return source != HAVEN_NO_COLUMN && (guint) source < row->n ? row->fields[source] : "";
}

/* Which column holds the only value of the row; HAVEN_NO_COLUMN: there is more than one */
static int
find_only_cell (const HavenRow *row)
{
  int found = HAVEN_NO_COLUMN;

  for (guint i = 0; i < row->n; i++) {
    if (haven_text_is_empty (row->fields[i]))
      continue;
    if (found != HAVEN_NO_COLUMN)
      return HAVEN_NO_COLUMN;
    found = (int) i;
  }
  return found;
}

/* "9B" over the pupils of a class, "* L: late" under all of them: one value, where a row begins or its child stands. One word that ends a
 * file could be the beginning of a row. */
static gboolean
is_heading (const HavenMapping *mapping, const HavenRow *row)
{
  int only = find_only_cell (row);

  if (only == HAVEN_NO_COLUMN || (row->n == 1 && strchr (row->fields[0], ' ') == NULL))
    return FALSE;
  return only == 0 || only == mapping->source[HAVEN_COLUMN_UPN] || only == mapping->source[HAVEN_COLUMN_NAME]
         || only == mapping->source[HAVEN_COLUMN_SURNAME];
}

typedef enum { DATA, HEADING, NO_DATA } RowKind;

/* A row with a UPN is no total: the look at its words is spared */
static RowKind
find_row_kind (const HavenMapping *mapping, const HavenRow *row)
{
  const char *upn = get_source (mapping, row, HAVEN_COLUMN_UPN);

  if (g_ascii_isalpha (upn[0]) && g_ascii_isdigit (upn[1]))
    return DATA;
  if (is_blank (row) || is_total (row) || is_header (mapping, row))
    return NO_DATA;
  return is_heading (mapping, row) ? HEADING : DATA;
}

/* Cells beyond the header: a delimiter inside a value has pushed the others aside, and no column can be trusted */
static gboolean
has_too_many_cells (const HavenMapping *mapping, const HavenRow *row)
{
  for (guint i = mapping->n_headers; i < row->n; i++)
    if (!haven_text_is_empty (row->fields[i]))
      return TRUE;
  return FALSE;
}

/* --- cells that are made --- */

static gboolean
is_made (const HavenMapping *mapping, HavenColumn column)
{
  return mapping->place[column] >= (int) mapping->n_headers;
}

static void
set_made (Reading *self, HavenMade made, const char *text)
{
  self->cells[self->mapping->n_headers + made] = text;
}

static void
print_day (HavenDay day, char buffer[16])
{
  int year, month, dom;

  haven_day_get_ymd (day, &year, &month, &dom);
  g_snprintf (buffer, 16, "%04d-%02d-%02d", year, month, dom);
}

static char *
find_middle (HavenNames names, char *name)
{
  char *comma = strchr (name, ',');

  if (names == HAVEN_NAMES_FORENAME_FIRST)
    return strrchr (name, ' ');
  return comma != NULL || names == HAVEN_NAMES_SURNAME_FIRST ? comma : strchr (name, ' ');
}

static void
split_name (Reading *self, const char *name)
{
  g_autofree char *squeezed = haven_text_squeeze (name);
  gboolean surname_first = self->mapping->names != HAVEN_NAMES_FORENAME_FIRST;
  char *middle = find_middle (self->mapping->names, squeezed);

  g_string_assign (self->surname, squeezed);
  g_string_truncate (self->forename, 0);
  if (middle == NULL)
    return;
  *middle = '\0';
  g_string_assign (self->surname, surname_first ? squeezed : middle + 1);
  g_string_assign (self->forename, surname_first ? g_strchug (middle + 1) : squeezed);
}

/* "Chloë (Clo)": the name to go by */
static void
part_preferred (Reading *self)
{
  char *bracket = strstr (self->forename->str, " (");
  gsize length = self->forename->len;

  g_string_truncate (self->preferred, 0);
  if (bracket == NULL || bracket == self->forename->str || self->forename->str[length - 1] != ')')
    return;
  g_string_append_len (self->preferred, bracket + 2, self->forename->str + length - 1 - (bracket + 2));
  g_string_truncate (self->forename, bracket - self->forename->str);
}

static void
make_names (Reading *self)
{
  if (self->mapping->names == HAVEN_NAMES_APART)
    return;
  split_name (self, get_source (self->mapping, &self->row, HAVEN_COLUMN_NAME));
  set_made (self, HAVEN_MADE_SURNAME, self->surname->str);
  part_preferred (self);
  set_made (self, HAVEN_MADE_FORENAME, self->forename->str);
  set_made (self, HAVEN_MADE_PREFERRED, self->preferred->str);
}

static gboolean
hand_on (Reading *self, GError **error)
{
  gboolean go_on = self->func (&self->row, self->user_data, error);

  self->row.again = TRUE;
  return go_on;
}

static gboolean
hand_on_mark (Reading *self, const char *day, int session, const char *mark, GError **error)
{
  set_made (self, HAVEN_MADE_DAY, day);
  set_made (self, HAVEN_MADE_SESSION, session == 0 ? "AM" : "PM");
  set_made (self, HAVEN_MADE_MARK, mark);
  return hand_on (self, error);
}

/* What cannot be told apart goes on as the file writes it: the stager says what is wrong, or asks */
static gboolean
hand_on_as_is (Reading *self, const char *day, const char *session, const char *mark, GError **error)
{
  set_made (self, HAVEN_MADE_DAY, day);
  set_made (self, HAVEN_MADE_SESSION, session);
  set_made (self, HAVEN_MADE_MARK, mark);
  return hand_on (self, error);
}

/* The day in DAY (or WEEK); NONE: it cannot be read, or only in two ways */
static HavenDay
read_start (Reading *self)
{
  const char *text = get_source (self->mapping, &self->row, HAVEN_COLUMN_DAY);
  HavenDateText read;

  if (self->mapping->source[HAVEN_COLUMN_DAY] == HAVEN_NO_COLUMN)
    return self->mapping->period.first;
  if (self->cached_text != NULL && strcmp (text, self->cached_text) == 0)
    return self->cached_day;
  read = haven_date_reader_read (self->dates, HAVEN_COLUMN_DAY, text);
  g_free (self->cached_text);
  self->cached_text = g_strdup (text);
  self->cached_day = haven_date_reader_settle (self->dates, read);
  return self->cached_day;
}

/* --- the shapes --- */

/* "/\" of one day; a single mark says nothing of the half it is of */
static gboolean
read_pair (Reading *self, const char *day, const char *text, GError **error)
{
  char both[2][3];
  HavenMarksText marks;
  guint n = 0;

  haven_marks_text_begin (&marks, text);
  while (n < 2 && haven_marks_text_next (&marks))
    memcpy (both[n++], marks.code, sizeof both[0]);
  if (n < 2 || *marks.text != '\0')
    return hand_on_as_is (self, day, "", text, error);
  return (both[0][0] == '\0' || hand_on_mark (self, day, 0, both[0], error))
         && (both[1][0] == '\0' || hand_on_mark (self, day, 1, both[1], error));
}

static gboolean
read_slot (Reading *self, const HavenSlot *slot, const char *day, GError **error)
{
  const char *text = self->row.fields[slot->column];

  if (haven_text_is_empty (text))
    return TRUE;
  self->mapping->here = self->mapping->headers[slot->column];
  if (slot->session < 0)
    return read_pair (self, day, text, error);
  return hand_on_mark (self, day, slot->session, text, error);
}

static HavenDay
next_day (const Reading *self, HavenDay day)
{
  day++;
  while (self->mapping->days_a_week == WORKING_WEEK && haven_day_get_weekday (day) > WORKING_WEEK)
    day++;
  return day;
}

/* A session a character, two a day from that day on */
static gboolean
read_marks_from (Reading *self, HavenDay start, const char *text, GError **error)
{
  HavenDay day = next_day (self, start - 1);
  HavenMarksText marks;
  int session = 0;

  haven_marks_text_begin (&marks, text);
  for (; haven_marks_text_next (&marks); session = 1 - session) {
    print_day (day, self->day);
    if (marks.code[0] != '\0' && !hand_on_mark (self, self->day, session, marks.code, error))
      return FALSE;
    if (session == 1)
      day = next_day (self, day);
  }
  return TRUE;
}

/* The day of a weekday in the row's week */
static const char *
find_slot_day (Reading *self, const HavenSlot *slot, guint n)
{
  HavenDay start;

  if (self->slot_days[n] != NULL)
    return self->slot_days[n];
  start = read_start (self);
  if (start == HAVEN_DAY_NONE)
    return get_source (self->mapping, &self->row, HAVEN_COLUMN_DAY);
  print_day (start + (slot->weekday - haven_day_get_weekday (start) + SUNDAY) % SUNDAY, self->day);
  return self->day;
}

static gboolean
read_sessions (Reading *self, GError **error)
{
  const GArray *slots = self->mapping->slots;

  for (guint i = 0; i < slots->len; i++) {
    const HavenSlot *slot = &g_array_index (slots, HavenSlot, i);
    if (!read_slot (self, slot, find_slot_day (self, slot, i), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_two_marks (Reading *self, GError **error)
{
  const char *day = get_source (self->mapping, &self->row, HAVEN_COLUMN_DAY);

  for (int session = 0; session < 2; session++) {
    HavenColumn column = session == 0 ? HAVEN_COLUMN_AM : HAVEN_COLUMN_PM;
    const char *mark = get_source (self->mapping, &self->row, column);
    self->mapping->here = self->mapping->headers[self->mapping->source[column]];
    if (!haven_text_is_empty (mark) && !hand_on_mark (self, day, session, mark, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_stamp (Reading *self, GError **error)
{
  const char *text = get_source (self->mapping, &self->row, HAVEN_COLUMN_DAY);
  const char *mark = get_source (self->mapping, &self->row, HAVEN_COLUMN_MARK);
  HavenSlot slot;

  if (!haven_slot_parse (text, haven_date_reader_get_latest (self->dates), &slot))
    return hand_on_as_is (self, text, "", mark, error);
  return hand_on_as_is (self, slot.words, slot.session == 0 ? "AM" : slot.session == 1 ? "PM" : "", mark, error);
}

static gboolean
read_string (Reading *self, GError **error)
{
  const char *text = get_source (self->mapping, &self->row, HAVEN_COLUMN_MARKS);
  HavenDay day = read_start (self);

  if (day == HAVEN_DAY_NONE)
    return hand_on_as_is (self, get_source (self->mapping, &self->row, HAVEN_COLUMN_DAY), "AM", text, error);
  self->mapping->here = self->mapping->headers[self->mapping->source[HAVEN_COLUMN_MARKS]];
  return read_marks_from (self, day, text, error);
}

static gboolean
read_week (Reading *self, const HavenSlot *slot, const char *first, GError **error)
{
  const char *text = self->row.fields[slot->column];
  HavenDay day;

  self->mapping->here = self->mapping->headers[slot->column];
  if (haven_text_is_empty (text))
    return TRUE;
  return haven_day_parse (first, &day) ? read_marks_from (self, day, text, error) : hand_on_as_is (self, first, "AM", text, error);
}

static gboolean
read_weeks (Reading *self, GError **error)
{
  const GArray *slots = self->mapping->slots;

  for (guint i = 0; i < slots->len; i++)
    if (!read_week (self, &g_array_index (slots, HavenSlot, i), self->slot_days[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_shape (Reading *self, GError **error)
{
  switch (self->mapping->shape) {
  case HAVEN_SHAPE_SESSIONS:
  case HAVEN_SHAPE_DAYS:
    return read_sessions (self, error);
  case HAVEN_SHAPE_WEEKS:
    return read_weeks (self, error);
  case HAVEN_SHAPE_TWO_MARKS:
    return read_two_marks (self, error);
  case HAVEN_SHAPE_STAMPS:
    return read_stamp (self, error);
  case HAVEN_SHAPE_STRINGS:
    return read_string (self, error);
  default:
    return hand_on (self, error);
  }
}

/* How many sessions one of the words is; 0: it is no such word */
static int
find_unit (const char *word)
{
  g_autofree char *folded = haven_text_fold (word);

  if (*folded == '\0' || g_str_equal (folded, "day") || g_str_equal (folded, "days"))
    return HAVEN_SESSIONS_A_DAY;
  return g_str_has_prefix (folded, "session") || g_str_has_prefix (folded, "half day") ? 1 : 0;
}

/* "2.5" and "2.5 days" are 5 sessions; what is no number goes on as it is */
static void
make_sessions (Reading *self)
{
  const char *text = get_source (self->mapping, &self->row, HAVEN_COLUMN_DAYS);
  char *end = NULL;
  double sessions;

  if (!is_made (self->mapping, HAVEN_COLUMN_SESSIONS))
    return;
  set_made (self, HAVEN_MADE_SESSIONS, text);
  sessions = g_ascii_strtod (text, &end);
  sessions *= find_unit (end);
  if (end == text || find_unit (end) == 0 || !(sessions >= 0 && sessions <= 2000) || sessions != (int) sessions)
    return;
  g_snprintf (self->sessions, sizeof self->sessions, "%d", (int) sessions);
  set_made (self, HAVEN_MADE_SESSIONS, self->sessions);
}

/* The cells of the file in their places, those that are made behind them */
static gboolean
make_row (Reading *self, const HavenRow *row, GError **error)
{
  for (guint i = 0; i < self->mapping->n_headers; i++)
    self->cells[i] = i < row->n ? row->fields[i] : "";
  self->row = (HavenRow) { self->cells, self->mapping->n_headers + HAVEN_N_MADE, row->line, row->spilled, FALSE };
  make_names (self);
  make_sessions (self);
  return row->spilled ? hand_on (self, error) : read_shape (self, error);
}

static void
note_last (Reading *self, const HavenRow *row)
{
  if (self->last_line > 0)
    self->fewest = MIN (self->fewest, self->last_n);
  self->last_line = row->line;
  self->last_n = row->n;
  self->last_is_words = row->n == 1 && strchr (row->fields[0], ' ') != NULL;
}

/* A last line without a line break that has fewer cells than every other one has lost its end */
static gboolean
check_end (Reading *self, HavenSheet *sheet, GError **error)
{
  if (!haven_sheet_is_open_ended (sheet) || self->last_line == 0 || self->last_is_words || self->last_n >= self->fewest)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
               _("Line %u: the file ends in the middle of that row: it was cut off. Export it again. Nothing was read."), self->last_line);
  return FALSE;
}

static gboolean
take_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  Reading *self = user_data;
  HavenRow row = { fields, n, line };
  RowKind kind;

  if (line <= self->mapping->header_line)
    return TRUE;
  kind = find_row_kind (self->mapping, &row);
  self->mapping->headings += kind == HEADING;
  if (kind != DATA)
    return TRUE;
  note_last (self, &row);
  row.spilled = n > self->mapping->n_headers && has_too_many_cells (self->mapping, &row);
  return self->makes ? make_row (self, &row, error) : self->func (&row, self->user_data, error);
}

/* The days of the header are read once, by the evidence of all of them */
static char *
describe_slot_day (Reading *self, const HavenSlot *slot)
{
  HavenDateText read = haven_date_reader_read (self->dates, HAVEN_COLUMN_DAY, slot->words);

  if (slot->weekday > 0)
    return NULL;
  return read.reading == HAVEN_DATE_AMBIGUOUS || read.day == HAVEN_DAY_NONE ? g_strdup (slot->words) : haven_day_to_iso (read.day);
}

static void
begin (Reading *self)
{
  HavenMapping *mapping = self->mapping;

  self->fewest = mapping->n_headers;
  self->makes = mapping->shape != HAVEN_SHAPE_ROWS || mapping->names != HAVEN_NAMES_APART || mapping->period.first != HAVEN_DAY_NONE
                || is_made (mapping, HAVEN_COLUMN_SESSIONS);
  self->cells = g_new0 (const char *, mapping->n_headers + HAVEN_N_MADE);
  self->slot_days = g_new0 (char *, mapping->slots->len + 1);
  self->surname = g_string_new (NULL);
  self->forename = g_string_new (NULL);
  self->preferred = g_string_new (NULL);
  for (guint i = 0; i < HAVEN_N_MADE; i++)
    set_made (self, i, "");
  for (guint i = 0; i < mapping->slots->len; i++)
    self->slot_days[i] = describe_slot_day (self, &g_array_index (mapping->slots, HavenSlot, i));
  if (mapping->period.first != HAVEN_DAY_NONE) {
    print_day (mapping->period.first, self->first);
    print_day (mapping->period.last, self->last);
    set_made (self, HAVEN_MADE_FIRST, self->first);
    set_made (self, HAVEN_MADE_LAST, self->last);
  }
}

static void
end (Reading *self)
{
  self->mapping->here = NULL;
  for (guint i = 0; i < self->mapping->slots->len; i++)
    g_free (self->slot_days[i]);
  g_free (self->slot_days);
  g_free (self->cells);
  g_free (self->cached_text);
  g_string_free (self->surname, TRUE);
  g_string_free (self->preferred, TRUE);
  g_string_free (self->forename, TRUE);
}

gboolean
haven_shape_read (HavenSheet *sheet, HavenMapping *mapping, HavenDateReader *dates, HavenShapeRowFunc func, gpointer user_data,
                  GError **error)
{
  Reading reading = { .mapping = mapping, .dates = dates, .func = func, .user_data = user_data };
  gboolean was_read;

  begin (&reading);
  was_read = haven_sheet_read (sheet, mapping->delimiter, take_row_cb, &reading, error) && check_end (&reading, sheet, error);
  end (&reading);
  return was_read;
}

static void
explain_shape (const HavenMapping *mapping, GPtrArray *sentences)
{
  if (mapping->shape == HAVEN_SHAPE_SESSIONS)
    g_ptr_array_add (sentences, g_strdup_printf (_("The marks stand in columns, one a session or day: %u of them."), mapping->slots->len));
  if (mapping->shape == HAVEN_SHAPE_WEEKS)
    g_ptr_array_add (sentences, g_strdup_printf (mapping->days_a_week == WORKING_WEEK
      ? _("The marks stand in columns, a week or more in each: %u of them, two characters a weekday from the day of the header on.")
      : _("The marks stand in columns, a week or more in each: %u of them, two characters a day from the day of the header on, "
          "weekends too."),
      mapping->slots->len));
  if (mapping->shape == HAVEN_SHAPE_STRINGS && mapping->days_a_week == WORKING_WEEK)
    g_ptr_array_add (sentences, g_strdup (_("The marks stand in a row of characters, two a weekday from the start date on.")));
  if (mapping->shape == HAVEN_SHAPE_STRINGS && mapping->days_a_week == SUNDAY)
    g_ptr_array_add (sentences, g_strdup (_("The marks stand in a row of characters, two a day from the start date on, weekends too.")));
}

void
haven_shape_explain (HavenSheet *sheet, const HavenMapping *mapping, GPtrArray *sentences)
{
  if (haven_sheet_get_note (sheet) != NULL)
    g_ptr_array_add (sentences, g_strdup (haven_sheet_get_note (sheet)));
  if (haven_sheet_is_open_ended (sheet))
    g_ptr_array_add (sentences, g_strdup (_("There is no line break behind the last line of the file: it is taken as whole.")));
  if (mapping->headless)
    g_ptr_array_add (sentences, g_strdup (_("The file has no line that names its columns.")));
  for (guint i = 0; i < mapping->guessed->len; i++)
    g_ptr_array_add (sentences, g_strdup (mapping->guessed->pdata[i]));
  if (mapping->names == HAVEN_NAMES_SURNAME_FIRST)
    g_ptr_array_add (sentences, g_strdup (_("Names are read as surname, comma, forename.")));
  if (mapping->names == HAVEN_NAMES_SURNAME_SPACE)
    g_ptr_array_add (sentences, g_strdup (_("Names are read as surname first; the first word is the surname.")));
  if (mapping->names == HAVEN_NAMES_FORENAME_FIRST)
    g_ptr_array_add (sentences, g_strdup (_("Names are read as forename first; the last word is the surname.")));
  explain_shape (mapping, sentences);
  if (is_made (mapping, HAVEN_COLUMN_SESSIONS))
    g_ptr_array_add (sentences, g_strdup (_("The file counts days, and each is taken as two sessions.")));
  if (mapping->period.first != HAVEN_DAY_NONE)
    g_ptr_array_add (sentences, g_strdup (_("The dates of the period are taken from the lines above the header.")));
}
