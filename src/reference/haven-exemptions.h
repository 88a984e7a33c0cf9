/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* Why a part of what is held on a pupil is not told to whoever asks: data/reference/exemptions.csv. A person chooses one for an entry, with a
 * reason; none applies by itself. */
typedef struct {
  const char *code;
  const char *title;
  const char *when;
  const char *law;
  gboolean told;             /* the answer says that something was withheld by it; else even that would harm */
  HavenDay dated;
  const char *source;
} HavenExemption;

const HavenExemption *haven_exemptions     (guint *ret_n);
const HavenExemption *haven_exemption_find (const char *code);         /* NULL: no such */

/* How a column is told of in an answer to whoever asks: data/reference/access-columns.csv. "*" is every column of its table. What is in no line is told as it is, and its words are
 * searched for names. */
typedef enum {
  HAVEN_ACCESS_PLAIN,
  HAVEN_ACCESS_NAMES,        /* it names somebody: marked whole */
  HAVEN_ACCESS_DETAIL,       /* how somebody is reached: marked whole */
  HAVEN_ACCESS_STAFF,        /* told as "a member of staff" */
  HAVEN_ACCESS_ELSEWHERE,    /* told in another place, or no words at all: the file says where and why */
} HavenAccessHow;
HavenAccessHow        haven_access_column  (const char *table, const char *column);
