/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* Today: what needs doing and why, from facts, never from a scoreboard. Each rule names the last session it can see (practice 7). */
typedef enum { HAVEN_WHEN_NOW, HAVEN_WHEN_THIS_WEEK, HAVEN_WHEN_COMING } HavenWhen;

typedef struct {
  const char *rule;             /* interned: absent-today, unexplained-absence, persistent-absence, suspension-notices … */
  HavenWhen when;
  gint64 pupil_id;              /* 0: about the school */
  gint64 record_id;             /* the suspension, meeting, plan … it is about */
  HavenDay since;
  int since_session;
  char *sentence;               /* "No reason since Monday AM. Last seen in school Friday PM." */
  char *advice;                 /* "Contact home and the social worker today." */
  char *figures;                /* "4 sessions coded N since 17 November" */
  char *source;                 /* the rule's source, and the last session it saw */
  char marks[11];               /* the last ten marks up to what can be seen, oldest first, ' ' for none; "" where it does not help */
  const char *view;             /* where it is dealt with: attendance, suspensions, meetings, support, wellbeing, chronology, import, training, share */
  HavenDay put_off_until;       /* of those in put_off: the last day; else NONE */
  char *put_off_because;        /* the reason that somebody gave */
  gint64 snooze_id;             /* the record that puts it off; 0: none */
} HavenAttentionItem;

typedef struct {
  HavenDay marks_until;         /* the last session that can be seen; NONE: no marks at all */
  int marks_session;
  gboolean reaches_now;         /* the marks reach the last closed session: only then may there be an all-clear */
  char *marks_sentence;         /* "Marks end Thursday PM: Friday cannot be seen." or NULL */
  GPtrArray *items;             /* HavenAttentionItem, most pressing first */
  GPtrArray *put_off;           /* HavenAttentionItem that would be there, but somebody put them off for a reason */
  char *next;                   /* when there is nothing: what is due next, and when */
} HavenAttention;

HavenAttention *haven_attention_new  (HavenSchool *school, HavenClock clock);
void            haven_attention_free (HavenAttention *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenAttention, haven_attention_free)
const char     *haven_attention_nth_rule (guint i);                    /* by name; NULL: there are no more */

/* Putting a line off, by putting a record into HAVEN_TABLE_SNOOZES. It comes back after its day, or at once when it becomes more pressing
 * than it was. A line of Now goes away until the next school day at most, others for two weeks at most; that marks stop short, never. */
gboolean     haven_attention_can_put_off (const HavenAttentionItem *item);
HavenDay     haven_attention_put_off_limit (HavenSchool *school, const HavenAttentionItem *item, HavenClock clock);  /* the last day that is allowed */
/* NULL and an error: no reason given, or a day that is not allowed */
HavenSnooze *haven_attention_dup_snooze  (HavenSchool *school, const HavenAttentionItem *item, HavenDay until, const char *reason,
                                          HavenClock clock, GError **error);
