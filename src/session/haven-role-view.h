/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-school.h"

/* What a role may do, and what of the school it sees (practice 32). Enforced by the program, and Help says so; only restricted entries and
 * handed-in files are sealed besides. */
typedef enum {
  HAVEN_DEED_LOOK,           /* at pupils */
  HAVEN_DEED_COUNT,          /* figures of the whole school: the termly return */
  HAVEN_DEED_EDIT,
  HAVEN_DEED_PRINT,
  HAVEN_DEED_BOOK,           /* training, and sending what waits */
  HAVEN_DEED_IMPORT,
  HAVEN_DEED_SEND,           /* joining a Virtual School, queueing a return */
  HAVEN_DEED_SETTINGS,
  HAVEN_DEED_PEOPLE,
  HAVEN_DEED_AUDIT,
  HAVEN_DEED_BACK_UP,
  HAVEN_DEED_HAND_IN,
  HAVEN_DEED_EXPORT,         /* the audit or what is held on a pupil, to a file */
  HAVEN_DEED_DESTROY,        /* erasing for good */
  HAVEN_DEED_ANSWER,         /* requests for access, and records of a child who moves */
  HAVEN_DEED_MERGE,          /* what was done offline with the shared store */
  HAVEN_DEED_LOOK_AFTER,     /* holds, reviews of what is kept, what became of a file */
  HAVEN_N_DEEDS
} HavenDeed;

gboolean     haven_role_may       (HavenRole role, HavenDeed deed);
gboolean     haven_deed_changes   (HavenDeed deed);                                       /* refused in a copy that is only read */
gboolean     haven_role_check     (HavenRole role, HavenDeed deed, GError **error);       /* REFUSED in a sentence */

/* The school as this role sees it: all, those who are or were in care (beside totals of the whole), or nobody. The text of a restricted note
 * is covered (NULL) for everybody: haven_session_reveal_note uncovers one. Pure. */
HavenSchool *haven_role_view      (HavenSchool *school, HavenRole role, HavenDay today);
gboolean     haven_role_sees      (HavenSchool *school, HavenRole role, gint64 pupil_id, HavenDay today);
