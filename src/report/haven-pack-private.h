/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-figure.h"
#include "haven-findings.h"
#include "haven-meeting-kinds.h"
#include "haven-pack.h"
#include "haven-page.h"

/* A pack being written. For the pack's own sources. */
typedef struct {
  const HavenPackRequest *request;
  HavenEdition edition;
  const HavenMeetingKind *kind;
  HavenSchool *school;
  HavenClock clock;
  const HavenPupil *pupil;
  HavenStanding standing;
  const HavenMeeting *meeting;  /* that it is for: the next of its kind; NULL: no date is held (practice 21) */
  const HavenMeeting *before;   /* the last of its kind that was held; NULL: none */
  HavenSpan year;               /* the academic year, up to the last mark */
  HavenDay since;               /* the day after that meeting, or the first of the year: what changed is told from here */
  GPtrArray *findings;          /* HavenFinding, those struck out are gone */
  GPtrArray *masks;             /* HavenMask */
  HavenPages *pages;
} HavenPackRun;

/* Words that are not for this recipient, and what stands in their place */
typedef struct {
  char *words;
  char *instead;
} HavenMask;

/* of a request that was checked; pages are begun by whoever writes them */
HavenPackRun haven_pack_run_new (const HavenPackRequest *request);
void haven_pack_begin_masks (HavenPackRun *run);
void haven_pack_end         (HavenPackRun *run);
gboolean haven_pack_is_of_family (HavenEdition edition);               /* the parent's and the child's own */
/* the recipient is one of the child's contacts */
gboolean haven_pack_is_contact   (const HavenPackRequest *request, gboolean barred_only);

typedef void (*HavenPackFunc) (HavenPackRun *run);

void haven_pack_write_front        (HavenPackRun *run);
void haven_pack_write_attendance   (HavenPackRun *run);
void haven_pack_write_suspensions  (HavenPackRun *run);
void haven_pack_write_part_time    (HavenPackRun *run);
void haven_pack_write_wellbeing    (HavenPackRun *run);
void haven_pack_write_learning     (HavenPackRun *run);
void haven_pack_write_support      (HavenPackRun *run);
void haven_pack_write_stability    (HavenPackRun *run);
void haven_pack_write_targets      (HavenPackRun *run);
void haven_pack_write_premium      (HavenPackRun *run);
void haven_pack_write_voice        (HavenPackRun *run);
void haven_pack_write_contributions (HavenPackRun *run);
void haven_pack_write_chronology   (HavenPackRun *run);   /* notes that are not restricted, and those that were chosen */
void haven_pack_write_chosen       (HavenPackRun *run);   /* restricted ones that were chosen, where there is no chronology; else nothing */
void haven_pack_write_distribution (HavenPackRun *run);

void haven_pack_write_who          (HavenPackRun *run);
void haven_pack_write_findings     (HavenPackRun *run, HavenFindingList list, const char *heading, const char *none);
void haven_pack_write_strategy     (HavenPackRun *run, guint people, gboolean legend); /* so many siblings and contacts, at most */
void haven_pack_write_young_person (HavenPackRun *run);
void haven_pack_write_class_teacher (HavenPackRun *run);
void haven_pack_write_summary      (HavenPackRun *run, guint charts); /* so many charts, at most */

/* Words that sections share */
HavenSlice  haven_pack_slice       (HavenPackRun *run, HavenTable table);   /* of the pupil */
char       *haven_pack_day         (HavenDay day);                        /* "4 Jun 2026", on one line; a dash for none */
const char *haven_pack_text        (const char *text);                    /* a dash for nothing */
/* what people wrote, as this recipient may read it; a dash for nothing */
char       *haven_pack_words       (HavenPackRun *run, const char *text);
char       *haven_pack_hours       (gint64 minutes);                      /* "12.5 hours" */
char       *haven_pack_pounds      (gint64 pence);                        /* "£120.50"; a dash for nothing */
char       *haven_pack_born        (HavenPackRun *run);                   /* "15 November 2011 (aged 14)" */
char       *haven_pack_last_seen   (HavenPackRun *run);                   /* "Thursday PM" */
char       *haven_pack_rate        (const HavenAttendance *figures);      /* "84.2% (80 of 95 sessions; 6 elsewhere)" */
char       *haven_pack_social_worker (HavenPackRun *run, gboolean phone);
double      haven_pack_days_suspended (HavenPackRun *run, HavenSpan span); /* that fall into span */
const HavenPlan *haven_pack_plan_now (HavenPackRun *run);                  /* part-time plan in force, or NULL */
const HavenMeeting *haven_pack_find_voice (HavenPackRun *run);             /* the latest in which the child's wishes stand, or NULL */
/* HavenLine, lent: of the meeting, or without one and since the last */
GPtrArray  *haven_pack_list_lines  (HavenPackRun *run, HavenLineType type);
void        haven_pack_add_row     (HavenRows *rows, char *first, ...) G_GNUC_NULL_TERMINATED;  /* takes the texts */
void        haven_pack_add_paragraphs (HavenPackRun *run, const char *text); /* one for each line */
/* Chart, sentence, table; where the figure cannot be drawn, why not. drop_events: the table has no room for them; the sentence has. */
/* Chart and sentence before a table that the section has in any case; nothing where it cannot be drawn */
void        haven_pack_add_chart   (HavenPackRun *run, const char *name, double height);
void        haven_pack_add_figure  (HavenPackRun *run, const char *name, double height, gboolean drop_events);
