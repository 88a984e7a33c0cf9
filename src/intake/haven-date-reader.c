/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-date-reader.h"

#include <glib/gi18n-lib.h>

typedef enum { ORDER_NOT_LOOKED, ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST } Order;

typedef struct {
  GHashTable *read;          /* text -> HavenDateText */
  Order order;
} ColumnDates;

struct _HavenDateReader {
  HavenSheet *sheet;
  HavenMapping *mapping;
  int latest;
  ColumnDates columns[HAVEN_N_COLUMNS];
};

/* What one column's days say of their order */
typedef struct {
  HavenDateReader *reader;
  HavenColumn column;
  guint day_first;
  guint month_first;
} Evidence;

static gboolean
weigh_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  Evidence *evidence = user_data;
  HavenRow row = { fields, n, line };
  HavenDateText read;

  if (line <= evidence->reader->mapping->header_line)
    return TRUE;
  read = haven_date_text_read (haven_row_get (&row, evidence->reader->mapping, evidence->column), evidence->reader->latest);
  evidence->day_first += read.reading == HAVEN_DATE_DAY_FIRST;
  evidence->month_first += read.reading == HAVEN_DATE_MONTH_FIRST;
  return TRUE;
}

static Order
find_order (HavenDateReader *self, HavenColumn column)
{
  Evidence evidence = { .reader = self, .column = column };

  haven_sheet_read (self->sheet, self->mapping->delimiter, weigh_row_cb, &evidence, NULL);
  if ((evidence.day_first > 0) == (evidence.month_first > 0))
    return ORDER_UNKNOWN;
  return evidence.day_first > 0 ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
}

static HavenDateText
settle (HavenDateReader *self, HavenColumn column, HavenDateText read)
{
  ColumnDates *dates = &self->columns[column];

  if (dates->order == ORDER_NOT_LOOKED)
    dates->order = find_order (self, column);
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
  g_free (self);
}

HavenDateText
haven_date_reader_read (HavenDateReader *self, HavenColumn column, const char *text)
{
  GHashTable *table = self->columns[column].read;
  const HavenDateText *known = g_hash_table_lookup (table, text);
  HavenDateText read;

  if (known != NULL)
    return *known;
  read = haven_date_text_read (text, self->latest);
  if (read.reading == HAVEN_DATE_AMBIGUOUS)
    read = settle (self, column, read);
  g_hash_table_insert (table, g_strdup (text), g_memdup2 (&read, sizeof read));
  return read;
}

void
haven_date_reader_explain (HavenDateReader *self, GPtrArray *sentences)
{
  for (HavenColumn column = 0; column < HAVEN_N_COLUMNS; column++) {
    const char *header = haven_mapping_header (self->mapping, column);
    if (self->columns[column].order == ORDER_DAY_FIRST)
      g_ptr_array_add (sentences, g_strdup_printf (_("Dates in “%s” are day, month, year: some of them can be nothing else."), header));
    if (self->columns[column].order == ORDER_MONTH_FIRST)
      g_ptr_array_add (sentences, g_strdup_printf (_("Dates in “%s” are month, day, year: some of them can be nothing else."), header));
  }
}
