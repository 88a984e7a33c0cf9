/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-import.h"

/* What was said of a file before it is taken in: by the person in front of it, by options of the command line, or by a mapping that was
 * remembered for files of the same shape. What is not said here Haven finds out, or asks. */
struct _HavenImportChoices {
  HavenImportType type;      /* AUTO: not said */
  GHashTable *columns;       /* header as the file writes it -> name of a member ("born"); "": not to be used */
  GHashTable *values;        /* "status|With family support" -> "SW"; "": to be left out */
  GHashTable *answers;       /* key of a HavenImportQuestion -> answer */
  char *others_order;        /* what the other files of the same import prove: an answer to DATE_ORDER that nobody gave, and which is told */
  char *others_file;         /* the one of them that proves it */
  gboolean lenient;          /* a file whose columns cannot be named gives a preview that says so, not an error */
};

HavenImportChoices *haven_import_choices_new        (HavenImportType type);
HavenImportChoices *haven_import_choices_copy       (const HavenImportChoices *self);        /* NULL: an empty one */
void                haven_import_choices_free       (HavenImportChoices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenImportChoices, haven_import_choices_free)

/* self may be NULL: nothing was said. NULL takes back what was said. */
const char         *haven_import_choices_get_column (const HavenImportChoices *self, const char *header);
void                haven_import_choices_set_column (HavenImportChoices *self, const char *header, const char *member);
const char         *haven_import_choices_get_value  (const HavenImportChoices *self, const char *set, const char *text);
void                haven_import_choices_set_value  (HavenImportChoices *self, const char *set, const char *text, const char *code);
const char         *haven_import_choices_get_answer (const HavenImportChoices *self, const char *key);
void                haven_import_choices_set_answer (HavenImportChoices *self, const char *key, const char *answer);

void                haven_import_choices_set_others (HavenImportChoices *self, const char *order, const char *file);   /* never remembered */

void                haven_import_choices_add        (HavenImportChoices *self, const HavenImportChoices *more);   /* more wins */
gboolean            haven_import_choices_is_empty   (const HavenImportChoices *self);

/* Keys of answers that files of one shape share, and options of the command line stand for */
#define HAVEN_ANSWER_DATE_ORDER "date-order"       /* day-first, month-first */
#define HAVEN_ANSWER_SCHOOL_YEAR "school-year"     /* 2025/26: of days without a year */
#define HAVEN_ANSWER_PERIOD "period"               /* 2025-09-01..2025-12-19: what totals cover */
#define HAVEN_ANSWER_AUTHORITY "authority"         /* whose list it is */
#define HAVEN_ANSWER_TOLD_BY "told-by"
#define HAVEN_ANSWER_CONFIRMED_ON "confirmed-on"   /* 2025-11-21 */
