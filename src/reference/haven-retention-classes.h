/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How long what is kept: data/reference/retention.csv. A class with a clock ends on a day; the school's own time, where it may set one, wins. */
typedef enum {
  HAVEN_RETENTION_NO_CLOCK,     /* kept with something else, or while the school uses Haven */
  HAVEN_RETENTION_YEAR_END,     /* so many months after the end of the academic year of leaving */
  HAVEN_RETENTION_LEAVING,      /* so many months after leaving */
  HAVEN_RETENTION_POST,         /* so many months after the post ended */
  HAVEN_RETENTION_CHILD,        /* with the child's records */
  HAVEN_RETENTION_BIRTHDAY,     /* so many months after birth; nothing of Haven's, and told beside it */
} HavenRetentionRule;

typedef struct {
  const char *name;
  const char *what;
  const char *kept;
  const char *source;
  const char *setting;          /* months that the school set; "": it cannot */
  HavenRetentionRule rule;
  int months;
} HavenRetentionClass;

const HavenRetentionClass *haven_retention_classes    (guint *ret_n);
const HavenRetentionClass *haven_retention_class_find (const char *name);      /* aborts on an unknown one */

/* Why nothing may be destroyed, data/reference/hold-grounds.csv; and why something is, erasure-grounds.csv */
const char *haven_hold_ground_text            (const char *ground);     /* NULL: unknown */
const char *const *haven_hold_grounds         (void);                   /* NULL-terminated */
const char *haven_erasure_ground_text         (const char *ground);
const char *const *haven_erasure_grounds      (void);
gboolean    haven_erasure_ground_is_after_time (const char *ground);    /* only once the time is over */
