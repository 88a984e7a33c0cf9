/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-date-reader.h"

#include <glib/gi18n-lib.h>

#define FRIDAY 5

typedef enum { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST } Order;
typedef enum { BY_ITSELF, BY_OTHERS, BY_WEEKDAYS, BY_MONDAYS, BY_FILES } Reason;

typedef struct {
  GHashTable *read;          /* text -> HavenDateText */
  gboolean settled;
  Order order;
  Reason reason;
} ColumnDates;

/* What the days of a column say of their order */
typedef struct {
  guint day_first;
  guint month_first;
  gboolean weekend_day_first;            /* read so, one falls on a weekend */
  gboolean weekend_month_first;
  gboolean midweek_day_first;            /* read so, one is no Monday */
  gboolean midweek_month_first;
} Evidence;

struct _HavenDateReader {
  HavenSheet *sheet;
  HavenMapping *mapping;
  int latest;
  Order said;
  Order others;              /* of the other files of the same import, … */
  char *other_file;          /* … as this one of them proves */
  char *serial;              /* the first day that is written as a number; NULL: none is */
  HavenDay serial_day;
  int school_year;           /* 0: not known, or every day has its own */
  ColumnDates columns[HAVEN_N_COLUMNS];
  gboolean weighed;
  Evidence evidence[HAVEN_N_COLUMNS];
};

static const HavenColumn day_columns[] = {
  HAVEN_COLUMN_BORN, HAVEN_COLUMN_ADMITTED, HAVEN_COLUMN_LEFT, HAVEN_COLUMN_FIRST, HAVEN_COLUMN_LAST, HAVEN_COLUMN_CONFIRMED_ON,
  HAVEN_COLUMN_DAY, HAVEN_COLUMN_WEEK,
};

static gboolean
is_weekend (HavenDay day)
{
  return day != HAVEN_DAY_NONE && haven_day_get_weekday (day) > FRIDAY;
}

static gboolean
is_midweek (HavenDay day)
{
  return day != HAVEN_DAY_NONE && haven_day_get_weekday (day) != 1;
}

static void
weigh (Evidence *evidence, HavenDateText read)
{
  HavenDay swapped = read.reading == HAVEN_DATE_AMBIGUOUS ? read.swapped : read.day;

  evidence->day_first += read.reading == HAVEN_DATE_DAY_FIRST;
  evidence->month_first += read.reading == HAVEN_DATE_MONTH_FIRST;
  evidence->weekend_day_first |= is_weekend (read.day);
  evidence->weekend_month_first |= is_weekend (swapped);
  evidence->midweek_day_first |= is_midweek (read.day);
  evidence->midweek_month_first |= is_midweek (swapped);
}

/* Only days of marks may lack their year: a child's birthday does not tell its own */
static HavenDateText
read_text (HavenDateReader *self, HavenColumn column, const char *text)
{
  HavenDateText read = haven_date_text_read (text, self->latest);

  if (read.reading == HAVEN_DATE_BAD && self->school_year != 0 && (column == HAVEN_COLUMN_DAY || column == HAVEN_COLUMN_WEEK))
    read = haven_date_text_read_in_year (text, self->school_year, NULL);
  if (read.reading == HAVEN_DATE_BAD)
    read = haven_date_text_read_serial (text);
  return read;
}

/* A stamp names the session behind the day */
static HavenDateText
read_cell (HavenDateReader *self, HavenColumn column, const char *text)
{
  HavenSlot slot;

  if (column == HAVEN_COLUMN_DAY && self->mapping->shape == HAVEN_SHAPE_STAMPS && haven_slot_parse (text, self->latest, &slot))
    return read_text (self, column, slot.words);
  return read_text (self, column, text);
}

static gboolean
weigh_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  HavenDateReader *self = user_data;

  if (line <= self->mapping->header_line)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (day_columns); i++) {
    int source = self->mapping->source[day_columns[i]];
    if (source != HAVEN_NO_COLUMN && (guint) source < n)
      weigh (&self->evidence[day_columns[i]], read_cell (self, day_columns[i], fields[source]));
  }
  return TRUE;
}

static void
weigh_file (HavenDateReader *self)
{
  const GArray *slots = self->mapping->slots;

  self->weighed = TRUE;
  haven_sheet_read (self->sheet, self->mapping->delimiter, weigh_row_cb, self, NULL);
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, HavenSlot, i).weekday == 0)
      weigh (&self->evidence[HAVEN_COLUMN_DAY], read_text (self, HAVEN_COLUMN_DAY, g_array_index (slots, HavenSlot, i).words));
}

static Order
find_order (guint day_first, guint month_first)
{
  if ((day_first > 0) == (month_first > 0))
    return ORDER_UNKNOWN;
  return day_first > 0 ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
}

static void
count_orders (HavenDateReader *self, guint *ret_day_first, guint *ret_month_first)
{
  *ret_day_first = *ret_month_first = 0;
  for (guint i = 0; i < G_N_ELEMENTS (day_columns); i++) {
    *ret_day_first += self->evidence[day_columns[i]].day_first;
    *ret_month_first += self->evidence[day_columns[i]].month_first;
  }
}

static Order
find_order_of_others (HavenDateReader *self)
{
  guint day_first, month_first;

  count_orders (self, &day_first, &month_first);
  return find_order (day_first, month_first);
}

static Order
find_order_by_weekdays (const Evidence *evidence)
{
  return find_order (!evidence->weekend_day_first, !evidence->weekend_month_first);
}

static gboolean
is_of_strings (HavenDateReader *self, HavenColumn column)
{
  return column == HAVEN_COLUMN_DAY && (self->mapping->shape == HAVEN_SHAPE_STRINGS || self->mapping->shape == HAVEN_SHAPE_WEEKS);
}

/* Marks are made, and suspensions begin, on days when there is school */
static gboolean
is_school_day (HavenDateReader *self, HavenColumn column)
{
  return (column == HAVEN_COLUMN_DAY && self->mapping->type == HAVEN_IMPORT_MARKS)
         || (column == HAVEN_COLUMN_FIRST && self->mapping->type == HAVEN_IMPORT_SUSPENSIONS);
}

static void
settle_column (HavenDateReader *self, HavenColumn column)
{
  ColumnDates *dates = &self->columns[column];
  const Evidence *evidence = &self->evidence[column];

  if (!self->weighed)
    weigh_file (self);
  dates->settled = TRUE;
  dates->reason = BY_ITSELF;
  dates->order = find_order (evidence->day_first, evidence->month_first);
  if (dates->order != ORDER_UNKNOWN || (evidence->day_first > 0 && evidence->month_first > 0))
    return;
  dates->reason = BY_OTHERS;
  dates->order = find_order_of_others (self);
  if (dates->order == ORDER_UNKNOWN && (column == HAVEN_COLUMN_WEEK || is_of_strings (self, column))) {
    dates->reason = BY_MONDAYS;
    dates->order = find_order (!evidence->midweek_day_first, !evidence->midweek_month_first);
  }
  if (dates->order == ORDER_UNKNOWN && is_school_day (self, column)) {
    dates->reason = BY_WEEKDAYS;
    dates->order = find_order_by_weekdays (evidence);
  }
  if (dates->order == ORDER_UNKNOWN && self->said == ORDER_UNKNOWN) {
    dates->reason = BY_FILES;
    dates->order = self->others;
  }
}

static HavenDateText
settle (HavenDateReader *self, HavenColumn column, HavenDateText read)
{
  ColumnDates *dates = &self->columns[column];

  if (!dates->settled)
    settle_column (self, column);
  if (dates->order == ORDER_DAY_FIRST)
    read.reading = HAVEN_DATE_DAY_FIRST;
  if (dates->order == ORDER_MONTH_FIRST) {
    read.reading = HAVEN_DATE_MONTH_FIRST;
    read.day = read.swapped;
  }
  return read;
}

HavenDateReader *
haven_date_reader_new (HavenSheet *sheet, HavenMapping *mapping, int latest)
{
  HavenDateReader *self = g_new0 (HavenDateReader, 1);

  self->sheet = sheet;
  self->mapping = mapping;
  self->latest = latest;
  for (HavenColumn column = 0; column < HAVEN_N_COLUMNS; column++)
    self->columns[column].read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
haven_date_reader_free (HavenDateReader *self)
{
  if (self == NULL)
    return;
  for (HavenColumn column = 0; column < HAVEN_N_COLUMNS; column++)
    g_hash_table_unref (self->columns[column].read);
  g_free (self->other_file);
  g_free (self->serial);
  g_free (self);
}

static Order
parse_order (const char *answer)
{
  return g_strcmp0 (answer, "day-first") == 0 ? ORDER_DAY_FIRST
         : g_strcmp0 (answer, "month-first") == 0 ? ORDER_MONTH_FIRST : ORDER_UNKNOWN;
}

void
haven_date_reader_set_order (HavenDateReader *self, const char *answer)
{
  self->said = parse_order (answer);
}

void
haven_date_reader_set_others (HavenDateReader *self, const char *answer, const char *file)
{
  self->others = parse_order (answer);
  g_free (self->other_file);
  self->other_file = g_strdup (file);
}

void
haven_date_reader_set_year (HavenDateReader *self, int school_year)
{
  self->school_year = school_year;
}

void
haven_date_reader_count_orders (HavenDateReader *self, guint *ret_day_first, guint *ret_month_first)
{
  if (!self->weighed)
    weigh_file (self);
  count_orders (self, ret_day_first, ret_month_first);
}

HavenDay
haven_date_reader_settle (HavenDateReader *self, HavenDateText read)
{
  if (read.reading != HAVEN_DATE_AMBIGUOUS || self->said == ORDER_DAY_FIRST)
    return read.day;
  return self->said == ORDER_MONTH_FIRST ? read.swapped : HAVEN_DAY_NONE;
}

int
haven_date_reader_get_latest (HavenDateReader *self)
{
  return self->latest;
}

static void
note_serial (HavenDateReader *self, const char *text, HavenDateText read)
{
  if (self->serial != NULL || haven_date_text_read_serial (text).reading == HAVEN_DATE_BAD)
    return;
  self->serial = g_strdup (text);
  self->serial_day = read.day;
}

HavenDateText
haven_date_reader_read (HavenDateReader *self, HavenColumn column, const char *text)
{
  GHashTable *table = self->columns[column].read;
  const HavenDateText *known = g_hash_table_lookup (table, text);
  HavenDateText read;

  if (known != NULL)
    return *known;
  read = read_text (self, column, text);
  if (read.reading == HAVEN_DATE_AMBIGUOUS)
    read = settle (self, column, read);
  note_serial (self, text, read);
  g_hash_table_insert (table, g_strdup (text), g_memdup2 (&read, sizeof read));
  return read;
}

static char *
explain_files (HavenDateReader *self, const ColumnDates *dates, const char *header)
{
  return g_strdup_printf (dates->order == ORDER_DAY_FIRST
                          ? _("Dates in “%s” are taken as day, month, year, as in %s of the same import.")
                          : _("Dates in “%s” are taken as month, day, year, as in %s of the same import."), header, self->other_file);
}

static char *
explain_order (const ColumnDates *dates, const char *header)
{
  gboolean day_first = dates->order == ORDER_DAY_FIRST;

  if (dates->reason == BY_ITSELF)
    return g_strdup_printf (day_first ? _("Dates in “%s” are day, month, year: some of them can be nothing else.")
                                      : _("Dates in “%s” are month, day, year: some of them can be nothing else."), header);
  if (dates->reason == BY_OTHERS)
    return g_strdup_printf (day_first ? _("Dates in “%s” are taken as day, month, year, as in the other columns of the file.")
                                      : _("Dates in “%s” are taken as month, day, year, as in the other columns of the file."), header);
  if (dates->reason == BY_WEEKDAYS)
    return g_strdup_printf (day_first ? _("Dates in “%s” are taken as day, month, year: the other way some fall on a weekend.")
                                      : _("Dates in “%s” are taken as month, day, year: the other way some fall on a weekend."), header);
  return g_strdup_printf (day_first ? _("Dates in “%s” are taken as day, month, year: then all of them are Mondays.")
                                    : _("Dates in “%s” are taken as month, day, year: then all of them are Mondays."), header);
}

/* Days of the header stand in no column that has a name */
static const char *
find_header (HavenDateReader *self, HavenColumn column)
{
  const HavenMapping *mapping = self->mapping;

  if (column == HAVEN_COLUMN_DAY && mapping->source[column] == HAVEN_NO_COLUMN && mapping->slots->len > 0)
    return mapping->headers[g_array_index (mapping->slots, HavenSlot, 0).column];
  return haven_mapping_header (mapping, column);
}

void
haven_date_reader_explain (HavenDateReader *self, GPtrArray *sentences)
{
  g_autofree char *day = self->serial != NULL ? haven_day_to_text (self->serial_day) : NULL;

  if (day != NULL)
    g_ptr_array_add (sentences, g_strdup_printf (_("Days written as a number are taken as a spreadsheet counts them: %s is %s."),
                                                 self->serial, day));
  for (HavenColumn column = 0; column < HAVEN_N_COLUMNS; column++) {
    const ColumnDates *dates = &self->columns[column];
    const char *header = find_header (self, column);
    if (!dates->settled || dates->order == ORDER_UNKNOWN)
      continue;
    g_ptr_array_add (sentences, dates->reason == BY_FILES ? explain_files (self, dates, header) : explain_order (dates, header));
  }
}
