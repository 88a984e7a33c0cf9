/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attention.h"

/* The rules of Today, inside analysis only. Each looks at one child, or at the school, and adds what needs doing. */

/* What can be seen, and where the findings go */
typedef struct {
  HavenSchool *school;
  HavenCalendar *calendar;
  HavenClock clock;
  HavenSpan year;               /* the academic year of the marks, up to what can be seen */
  HavenAttention *attention;    /* marks_until, marks_session, reaches_now; items */
  char *until;                  /* up to which session, in words: each item says it */
} HavenSight;

/* One child with a social worker, now or before, on roll today */
typedef struct {
  const HavenPupil *pupil;      /* NULL: the rule is about the school */
  HavenStanding standing;       /* today */
  gboolean has_social_worker;   /* now */
  const guint8 *marks;          /* of the year, or NULL */
  const guint8 *marks_before;   /* of the year before, or NULL */
} HavenChild;

typedef struct _HavenRule HavenRule;
typedef void (*HavenRuleFunc) (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
struct _HavenRule {
  const char *name;
  const char *source;           /* its name in data/reference/rules.json */
  const char *view;
  HavenWhen when;
  HavenRuleFunc look;
};

/* A new item in sight's list, with what can be filled in for every rule; the rule says the rest */
HavenAttentionItem *haven_rule_found (const HavenRule *rule, HavenSight *sight, const HavenChild *child, char *take_sentence);
gboolean  haven_sight_has_marks  (const HavenSight *sight);
char     *haven_sight_until_text (const HavenSight *sight);            /* "Friday PM" */
HavenDay  haven_sight_recently   (const HavenSight *sight);            /* a threshold crossed before this day is no news */
HavenDay  haven_sight_long_ago   (const HavenSight *sight);            /* the day before it: what held on it was crossed before */
HavenSpan haven_sight_get_weeks  (const HavenSight *sight, HavenDay until, int count); /* so many school weeks, back from a day */
HavenDay  haven_sight_get_last_due (const HavenSight *sight, int *ret_session);  /* the last session that the marks should reach by now */
char     *haven_sight_dup_next   (const HavenSight *sight);            /* what is due next, when there is nothing */
guint     haven_child_count_marks (const HavenSight *sight, const HavenChild *child, HavenSpan span, const char *marks);

/* haven-attention-snooze.c: takes what is put off out of the list, and keeps it beside */
void haven_attention_put_off (HavenAttention *self, HavenSchool *school, HavenClock clock);

/* In the order of their weight */
void haven_rule_education_owed       (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_second_suspension    (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_reintegration        (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_unplanned_part_time  (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_part_time_wants      (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_elsewhere            (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_sdq_due              (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_meeting_expected     (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_still_our_child      (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_support_review       (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_file_to_send         (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_file_receipt         (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_records_due          (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_marks_stop_short     (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_unexplained_absence  (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_suspension_notices   (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_absent_today         (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_continuous_absence   (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_unrecorded_suspension (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_suspended_term       (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_suspended_year       (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_severe_absence       (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_persistent_absence   (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_unauthorised         (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_illness              (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_first_week           (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_falling              (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_child_without_marks  (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_meeting_due          (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_part_time_review     (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_action_due           (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_action_overdue       (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_reason_wanted        (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_stale_import         (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_training_soon        (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_cancel_by            (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_training_lapses      (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_booking_news         (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
void haven_rule_bookings_waiting     (const HavenRule *rule, HavenSight *sight, const HavenChild *child);
