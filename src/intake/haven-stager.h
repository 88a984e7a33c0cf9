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
} HavenStager;

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

const char *haven_stager_get     (HavenStager *self, const HavenRow *row, HavenColumn column);   /* as it stands in the file */
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
