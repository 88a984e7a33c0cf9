/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

/* Two schools that came from one, put together row by row and field by field. Pure: nothing is written here.
 *
 * A field that one side changed has that side's value; one that both changed alike has it too; one that both changed differently is a
 * conflict. A mark is a field of a register, and a week one of a pupil's weeks. What one side deleted is gone, unless the other side changed
 * it or added to it: that is a conflict about the whole. What both added alike is there once. What is new here takes other numbers where the
 * other side used the same ones, because others may have copies of theirs. What is the Virtual School's (catalogue, bookings, what was
 * sent) is a fact and no conflict: the later is kept. */
typedef enum { HAVEN_SIDE_UNSETTLED, HAVEN_SIDE_MINE, HAVEN_SIDE_THEIRS } HavenSide;

typedef struct {
  HavenTable table;
  gint64 id;                    /* of the row as it will be */
  guint field;                  /* of its kind; 0: the whole row, which one side deleted */
  gint64 pupil_id;              /* of whom it is; 0: of nobody */
  char *old;                    /* as text for people; "" where there was nothing */
  char *mine;                   /* NULL: deleted */
  char *theirs;
  char *mine_by;                /* who changed it, and when, as far as the audit tells; NULL and 0 otherwise */
  gint64 mine_at;
  char *theirs_by;
  gint64 theirs_at;
  HavenSide side;               /* for a person to settle */
} HavenConflict;
void        haven_conflict_free         (HavenConflict *self);

typedef struct _HavenMerge HavenMerge;
HavenMerge *haven_merge_new             (HavenSchool *base, HavenSchool *mine, HavenSchool *theirs);
void        haven_merge_free            (HavenMerge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenMerge, haven_merge_free)
GPtrArray  *haven_merge_get_conflicts   (HavenMerge *self);             /* HavenConflict: settle each by its side */
guint       haven_merge_get_n_changed   (HavenMerge *self, HavenSide side);   /* rows, since the base */
gint64      haven_merge_get_new_id      (HavenMerge *self, HavenTable table, gint64 id);   /* of a row of mine; the other side's keep theirs */
/* The school as settled: HAVEN_N_TABLES arrays, for the store to make of the one it has. FALSE while a conflict is not settled. */
gboolean    haven_merge_make            (HavenMerge *self, GPtrArray *tables[HAVEN_N_TABLES]);
