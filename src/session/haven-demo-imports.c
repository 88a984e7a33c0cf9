/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#include "haven-secret.h"

typedef struct {
  HavenImportType type;
  const char *file;
  HavenTable table;
} Receipt;

/* In the order of their numbers */
static const Receipt receipts[] = {
  { HAVEN_IMPORT_PUPILS, "pupils.csv", HAVEN_TABLE_PUPILS },
  { HAVEN_IMPORT_STATUSES, "statuses.csv", HAVEN_TABLE_SPELLS },
  { HAVEN_IMPORT_MARKS, "marks.csv", HAVEN_TABLE_WEEKS },
  { HAVEN_IMPORT_SUSPENSIONS, "suspensions.csv", HAVEN_TABLE_SUSPENSIONS },
};

static gint64
count_covered (const HavenWeeks *record)
{
  const HavenWeek *weeks = haven_weeks_peek (record);
  gint64 count = 0;

  for (int i = 0; i < HAVEN_WEEKS_A_YEAR; i++)
    count += __builtin_popcount (weeks[i].covered);
  return count;
}

/* A row a mark in the file of marks */
static gint64
count_rows (HavenDemo *demo, HavenTable table)
{
  GPtrArray *records = demo->tables[table];
  gint64 count = 0;

  if (table != HAVEN_TABLE_WEEKS)
    return records->len;
  for (guint i = 0; i < records->len; i++)
    count += count_covered (records->pdata[i]);
  return count;
}

static void
add_receipt (HavenDemo *demo, const Receipt *receipt)
{
  HavenImport *import = haven_import_new ();

  import->made_at = demo->now - 60 * 60;
  import->by = g_strdup ("Terry Blackwood");
  import->type = receipt->type;
  import->file = g_strdup (receipt->file);
  import->digest = haven_secret_hash_hex (receipt->file, strlen (receipt->file));
  import->rows = import->added = count_rows (demo, receipt->table);
  import->problem_list = g_strdup ("[]");
  import->assumptions = g_strdup ("[]");
  if (receipt->type == HAVEN_IMPORT_MARKS) {
    import->first = haven_day_new (demo->first_year, 9, 1);
    import->last = demo->last_day;
  }
  haven_demo_add (demo, HAVEN_TABLE_IMPORTS, import);
}

void
haven_demo_make_imports (HavenDemo *demo)
{
  for (guint i = 0; i < G_N_ELEMENTS (receipts); i++)
    add_receipt (demo, &receipts[i]);
}
