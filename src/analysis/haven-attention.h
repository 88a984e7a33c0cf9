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
  const char *view;             /* where it is dealt with: attendance, suspensions, meetings, import, training, share */
} HavenAttentionItem;

typedef struct {
  HavenDay marks_until;         /* the last session that can be seen; NONE: no marks at all */
  int marks_session;
  gboolean reaches_now;         /* the marks reach the last closed session: only then may there be an all-clear */
  char *marks_sentence;         /* "Marks end Thursday PM: Friday cannot be seen." or NULL */
  GPtrArray *items;             /* HavenAttentionItem, most pressing first */
  char *next;                   /* when there is nothing: what is due next, and when */
} HavenAttention;

HavenAttention *haven_attention_new  (HavenSchool *school, HavenClock clock);
void            haven_attention_free (HavenAttention *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenAttention, haven_attention_free)
