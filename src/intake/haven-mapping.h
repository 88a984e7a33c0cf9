/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-import-choices.h"
#include "haven-import.h"
#include "haven-sheet.h"
#include "haven-slot.h"

/* What a column of a file can mean; the names are those of data/reference/synonyms.json */
typedef enum {
  HAVEN_COLUMN_UPN, HAVEN_COLUMN_FORMER_UPN, HAVEN_COLUMN_ADMISSION_NO, HAVEN_COLUMN_SURNAME, HAVEN_COLUMN_FORENAME, HAVEN_COLUMN_NAME,
  HAVEN_COLUMN_BORN,
  HAVEN_COLUMN_PREFERRED, HAVEN_COLUMN_SEX, HAVEN_COLUMN_YEAR_GROUP, HAVEN_COLUMN_REG_GROUP, HAVEN_COLUMN_SEN, HAVEN_COLUMN_FSM,
  HAVEN_COLUMN_ADMITTED, HAVEN_COLUMN_LEFT, HAVEN_COLUMN_DESTINATION, HAVEN_COLUMN_LANGUAGE,
  HAVEN_COLUMN_STATUS, HAVEN_COLUMN_FIRST, HAVEN_COLUMN_LAST, HAVEN_COLUMN_AUTHORITY, HAVEN_COLUMN_CONFIRMED_ON,
  HAVEN_COLUMN_SOCIAL_WORKER, HAVEN_COLUMN_SOCIAL_WORKER_PHONE, HAVEN_COLUMN_SOCIAL_WORKER_EMAIL,
  HAVEN_COLUMN_DAY, HAVEN_COLUMN_SESSION, HAVEN_COLUMN_MARK, HAVEN_COLUMN_WEEK, HAVEN_COLUMN_MINUTES_LATE,
  HAVEN_COLUMN_AM, HAVEN_COLUMN_PM, HAVEN_COLUMN_MARKS,              /* of the file only: a stager sees DAY, SESSION, MARK */
  HAVEN_COLUMN_TYPE, HAVEN_COLUMN_SESSIONS, HAVEN_COLUMN_DAYS, HAVEN_COLUMN_REASON,     /* DAYS of the file only: twice as many SESSIONS */
  HAVEN_COLUMN_POSSIBLE, HAVEN_COLUMN_ATTENDED, HAVEN_COLUMN_AUTHORISED, HAVEN_COLUMN_UNAUTHORISED,
  HAVEN_COLUMN_LATE_BEFORE, HAVEN_COLUMN_LATE_AFTER,                 /* totals of FIRST to LAST */
  HAVEN_COLUMN_SUBJECT, HAVEN_COLUMN_MEASURE, HAVEN_COLUMN_RESULT, HAVEN_COLUMN_EXPECTATION,   /* attainment, on DAY */
  HAVEN_COLUMN_BELOW, HAVEN_COLUMN_AT, HAVEN_COLUMN_ABOVE, HAVEN_COLUMN_NONE,                 /* numbers of pupils, of the whole school */
  HAVEN_N_COLUMNS
} HavenColumn;

const char *haven_column_get_name (HavenColumn column);                  /* "upn" */
HavenColumn haven_column_find (const char *name);                        /* HAVEN_N_COLUMNS: there is none */

#define HAVEN_NO_COLUMN -1

/* How the marks of a file stand; haven_shape_read () makes rows of each */
typedef enum {
  HAVEN_SHAPE_ROWS,              /* as a stager wants them */
  HAVEN_SHAPE_SESSIONS,          /* a column a session: "02/09/2025 AM", or "Mon AM" of the week in DAY */
  HAVEN_SHAPE_DAYS,              /* a column a day with two marks: "/\" */
  HAVEN_SHAPE_WEEKS,             /* a column a week, or longer: a session a character from the day of the header on */
  HAVEN_SHAPE_TWO_MARKS,         /* a row a day with a column AM and a column PM */
  HAVEN_SHAPE_STAMPS,            /* a row a mark whose DAY says the session too: "02/09/2025 AM" */
  HAVEN_SHAPE_STRINGS,           /* MARKS, a session a character, from DAY on */
} HavenShape;

typedef enum {
  HAVEN_NAMES_APART,
  HAVEN_NAMES_SURNAME_FIRST,     /* "Brown, Amara" */
  HAVEN_NAMES_SURNAME_SPACE,     /* "BROWN Amara" */
  HAVEN_NAMES_FORENAME_FIRST,    /* "Amara Brown" */
} HavenNames;

/* Cells that haven_shape_read () makes, behind those of the file */
typedef enum {
  HAVEN_MADE_DAY, HAVEN_MADE_SESSION, HAVEN_MADE_MARK, HAVEN_MADE_SURNAME, HAVEN_MADE_FORENAME, HAVEN_MADE_PREFERRED, HAVEN_MADE_FIRST, HAVEN_MADE_LAST,
  HAVEN_MADE_SESSIONS,
  HAVEN_N_MADE
} HavenMade;

/* Which kind of file it is, where its header stands, and which column means what */
typedef struct {
  HavenImportType type;
  char delimiter;
  guint header_line;                     /* 0: the file has none, or the table is not made of lines */
  gboolean headless;                     /* no row names the columns: they are known by what stands in them, and called "Column 1" … */
  GStrv headers;
  guint n_headers;
  int place[HAVEN_N_COLUMNS];            /* in a row of haven_shape_read (); HAVEN_NO_COLUMN: it has none */
  int source[HAVEN_N_COLUMNS];           /* in the file; the same but for what is made */
  GPtrArray *unused;                     /* char *: headers that mean what a column before them means already */
  GPtrArray *guessed;                    /* char *: sentences of what is known by the cells, not by the header */
  HavenShape shape;
  GArray *slots;                         /* HavenSlot: columns of marks, in the order of the file */
  gboolean lacks_year;                   /* days of marks are written without it */
  int title_year;                        /* the school year of which the lines above the header speak; 0: they do not, or of several */
  guint days_a_week;                     /* of marks strings: 5 or 7 */
  HavenNames names;
  HavenSpan period;                      /* of totals, from the lines above the header; NONE at both ends: they do not say */
  guint headings;                        /* rows that were passed over: one value only, and no child */
  const char *here;                      /* the header of the cell that is being read, where it is made; else NULL */
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
