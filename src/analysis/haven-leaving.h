/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-school.h"

/* A child with a social worker, now or before, leaves (practice 25). Haven is not the child protection file: what it holds is printed into
 * that file, which goes whole and separate to the next school, in time, and whose receipt is kept. Pure. */
typedef enum {
  HAVEN_FILE_TO_PRINT,          /* Haven's records are not in it yet */
  HAVEN_FILE_TO_SEND,
  HAVEN_FILE_TO_ACKNOWLEDGE,    /* sent, and no receipt yet */
  HAVEN_FILE_SETTLED,           /* received; or it stays here, printed, because no other school asks for it */
} HavenFileStage;

typedef struct {
  const HavenPupil *pupil;
  const HavenDeparture *departure;  /* what is recorded of this leaving; NULL: nothing yet */
  HavenFileStage stage;
  HavenDay due;                 /* the last day on which it goes in time */
  HavenDay receipt_due;         /* when a receipt is asked after; NONE: not sent */
} HavenLeaving;

gboolean    haven_leaving_find       (HavenSchool *school, gint64 pupil_id, HavenLeaving *ret_leaving);  /* FALSE: on roll, or no such child */
HavenDay    haven_leaving_file_due   (HavenCalendar *calendar, HavenDay left);
const char *haven_file_stage_code    (HavenFileStage stage);
const char *haven_file_stage_text    (HavenFileStage stage);
gboolean    haven_leaving_is_child   (HavenSchool *school, gint64 pupil_id);   /* has or had a social worker, or was in care */
