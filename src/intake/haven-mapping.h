/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-import-choices.h"
#include "haven-import.h"
#include "haven-sheet.h"

/* What a column of a file can mean; the names are those of data/reference/synonyms.json */
typedef enum {
  HAVEN_COLUMN_UPN, HAVEN_COLUMN_FORMER_UPN, HAVEN_COLUMN_ADMISSION_NO, HAVEN_COLUMN_SURNAME, HAVEN_COLUMN_FORENAME, HAVEN_COLUMN_NAME,
  HAVEN_COLUMN_BORN,
  HAVEN_COLUMN_PREFERRED, HAVEN_COLUMN_SEX, HAVEN_COLUMN_YEAR_GROUP, HAVEN_COLUMN_REG_GROUP, HAVEN_COLUMN_SEN, HAVEN_COLUMN_FSM,
  HAVEN_COLUMN_ADMITTED, HAVEN_COLUMN_LEFT, HAVEN_COLUMN_DESTINATION, HAVEN_COLUMN_LANGUAGE,
  HAVEN_COLUMN_STATUS, HAVEN_COLUMN_FIRST, HAVEN_COLUMN_LAST, HAVEN_COLUMN_AUTHORITY, HAVEN_COLUMN_CONFIRMED_ON,
  HAVEN_COLUMN_SOCIAL_WORKER, HAVEN_COLUMN_SOCIAL_WORKER_PHONE, HAVEN_COLUMN_SOCIAL_WORKER_EMAIL,
  HAVEN_COLUMN_DAY, HAVEN_COLUMN_SESSION, HAVEN_COLUMN_MARK, HAVEN_COLUMN_WEEK,
  HAVEN_COLUMN_AM, HAVEN_COLUMN_PM, HAVEN_COLUMN_MARKS,              /* of the file only: a stager sees DAY, SESSION, MARK */
  HAVEN_COLUMN_TYPE, HAVEN_COLUMN_SESSIONS, HAVEN_COLUMN_REASON,
  HAVEN_COLUMN_POSSIBLE, HAVEN_COLUMN_ATTENDED, HAVEN_COLUMN_AUTHORISED, HAVEN_COLUMN_UNAUTHORISED,
  HAVEN_COLUMN_LATE_BEFORE, HAVEN_COLUMN_LATE_AFTER,                 /* totals of FIRST to LAST */
  HAVEN_COLUMN_SUBJECT, HAVEN_COLUMN_MEASURE, HAVEN_COLUMN_RESULT, HAVEN_COLUMN_EXPECTATION,   /* attainment, on DAY */
  HAVEN_COLUMN_BELOW, HAVEN_COLUMN_AT, HAVEN_COLUMN_ABOVE, HAVEN_COLUMN_NONE,                 /* numbers of pupils, of the whole school */
  HAVEN_N_COLUMNS
} HavenColumn;

const char *haven_column_get_name (HavenColumn column);                  /* "upn" */
HavenColumn haven_column_find (const char *name);                        /* HAVEN_N_COLUMNS: there is none */

#define HAVEN_NO_COLUMN -1

/* Which kind of file it is, where its header stands, and which column means what */
typedef struct {
  HavenImportType type;
  char delimiter;
  guint header_line;
  GStrv headers;
  guint n_headers;
  int place[HAVEN_N_COLUMNS];            /* HAVEN_NO_COLUMN: the file has none */
  GPtrArray *unused;                     /* char *: headers that mean what a column before them means already */
} HavenMapping;

/* The likeliest delimiter, header row and (AUTO) kind; INVALID says what is missing */
HavenMapping *haven_mapping_detect (HavenSheet *sheet, HavenImportType type, GError **error);
/* The same with what a person, or a mapping that was remembered, said of the kind and the columns: that beats the words Haven knows */
HavenMapping *haven_mapping_detect_chosen (HavenSheet *sheet, const HavenImportChoices *choices, GError **error);
/* For a file that no kind fits: the row that looks most like a header, with whatever columns can be named. NULL: no row has two columns */
HavenMapping *haven_mapping_guess  (HavenSheet *sheet, const HavenImportChoices *choices);
void          haven_mapping_free   (HavenMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenMapping, haven_mapping_free)

gboolean      haven_mapping_has    (const HavenMapping *self, HavenColumn column);
const char   *haven_mapping_header (const HavenMapping *self, HavenColumn column);   /* as the file writes it; "" where there is none */

/* One row of data, lent for a call */
typedef struct {
  const char *const *fields;
  guint n;
  guint line;
  gboolean spilled;                      /* more values than columns: none of them can be trusted */
  gboolean again;                        /* one more mark of a row that was counted */
} HavenRow;

static inline const char *
haven_row_get (const HavenRow *row, const HavenMapping *mapping, HavenColumn column)
{
  int place = mapping->place[column];

  return place != HAVEN_NO_COLUMN && (guint) place < row->n ? row->fields[place] : "";
}
