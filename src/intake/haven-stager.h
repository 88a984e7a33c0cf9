/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-date-reader.h"
#include "haven-mapping.h"
#include "haven-matcher.h"
#include "haven-school.h"
#include "haven-staged.h"

/* What every stager works with: the file, what its columns mean, the school it is compared with, and the preview it fills. */
typedef struct {
  HavenSheet *sheet;
  HavenMapping *mapping;
  HavenSchool *school;
  HavenClock clock;
  HavenImportPreview *preview;
  HavenStaged *staged;
  HavenDateReader *dates;
  HavenMatcher *matcher;
  GHashTable *seen;          /* HavenPupil of the school whom a row was about: by name so far, all of them once they are gathered */
  gboolean gathered;
  GHashTable *asked;         /* keys of questions: one text is asked about once */
  gint64 next_new;           /* -1, -2 …: ids of records that others of the same file refer to */
} HavenStager;

void     haven_stager_clear       (HavenStager *self);                   /* what it made itself: seen, asked */

/* One for each kind of file. take_row gets every row of data; finish settles what only the whole file can tell, and frees state. */
typedef struct {
  gpointer (*begin)    (HavenStager *stager);
  void     (*take_row) (HavenStager *stager, gpointer state, const HavenRow *row);
  void     (*finish)   (HavenStager *stager, gpointer state);
} HavenStageKind;

extern const HavenStageKind HAVEN_STAGE_PUPILS;
extern const HavenStageKind HAVEN_STAGE_STATUSES;
extern const HavenStageKind HAVEN_STAGE_MARKS;
extern const HavenStageKind HAVEN_STAGE_SUSPENSIONS;
extern const HavenStageKind HAVEN_STAGE_TOTALS;
extern const HavenStageKind HAVEN_STAGE_ATTAINMENT;
extern const HavenStageKind HAVEN_STAGE_SCHOOL_ATTAINMENT;
extern const HavenStageKind HAVEN_STAGE_AUTHORITY_LIST;

const char *haven_stager_get     (HavenStager *self, const HavenRow *row, HavenColumn column);   /* as it stands in the file; "" for "#N/A" */
char       *haven_stager_dup     (HavenStager *self, const HavenRow *row, HavenColumn column);   /* squeezed; NULL where empty */
void        haven_stager_problem (HavenStager *self, guint line, HavenColumn column, const char *code, const char *format, ...) G_GNUC_PRINTF (5, 6);
void        haven_stager_assume  (HavenStager *self, char *take_sentence);
gboolean    haven_stager_shows   (HavenStager *self);                    /* whether another example of a change is wanted */
void        haven_stager_change  (HavenStager *self, const HavenPupil *pupil, const char *what, const char *before, const char *after);
void        haven_stager_see_day (HavenStager *self, HavenDay day);      /* the file covers it */

/* A cell that holds a day. FALSE: a problem was noted. NONE where the cell is empty. */
gboolean    haven_stager_read_day (HavenStager *self, const HavenRow *row, HavenColumn column, HavenDay *ret_day);

/* The pupil of a row: by UPN, else by admission number, name and date of birth. NULL: a problem was noted. */
const HavenPupil *haven_stager_find_pupil (HavenStager *self, const HavenRow *row);
HavenMatch  haven_stager_find_by_name (HavenStager *self, const HavenRow *row, const HavenPupil **ret_pupil);   /* the second way, no problem noted */
HavenMatch  haven_stager_find_by_birth (HavenStager *self, const HavenRow *row, const HavenPupil **ret_pupil);  /* to be confirmed; likewise */

gboolean    haven_stager_has_seen (HavenStager *self, const HavenPupil *pupil);  /* once all rows were read: one was about this pupil */

/* What a text of the file stands for: as a person said, else a word that Haven knows. NULL: unknown, which is asked about once, or to be left
 * out. set is one of synonyms.json. */
const char *haven_stager_find_code (HavenStager *self, const char *set, const char *text, guint line);

/* A question of this file, lent to be filled in; the answer that was given already is in it */
HavenImportQuestion *haven_stager_ask       (HavenStager *self, guint line, char *take_key, const char *format, ...) G_GNUC_PRINTF (4, 5);
gboolean             haven_stager_ask_yes   (HavenStager *self, guint line, char *take_key, char *take_sentence, gboolean unless_said);
const char          *haven_stager_get_answer (HavenStager *self, const char *key);   /* NULL: none was given */

gboolean    haven_stager_read_count (HavenStager *self, const HavenRow *row, HavenColumn column, gint64 *ret_count);   /* 0 where empty; FALSE: noted */
gboolean    haven_stager_read_year  (HavenStager *self, const HavenRow *row, char **ret_year);   /* "9", "R"; NULL where empty; FALSE: noted */
gboolean    haven_stager_is_flagged (HavenStager *self, gint64 pupil_id);    /* has or had a social worker: ever, by what is kept */
gint64      haven_stager_new_id     (HavenStager *self);                     /* for a record that another one of this file names */

/* Whoever is on roll and was in no row: counted, named, told */
void        haven_stager_tell_absent (HavenStager *self);
