/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release-file.h"

/* What an attacker adds up. A release falls into blocks that are worked on one at a time:
 *   block 0                     the roll by every variable
 *   block m                     measure m by every variable, with the roll that it shares with the others
 *   the blocks after those      sessions possible, attended, authorised and unauthorised together; every other magnitude by itself */

typedef enum {
  HAVEN_IDENTITY_GROUP,      /* measure, place = group: its responses add up to its roll */
  HAVEN_IDENTITY_RESPONSE,   /* measure, place = variable, response: its groups add up to everybody; measure 0 is the roll */
  HAVEN_IDENTITY_MAGNITUDE,  /* a sum of magnitudes; no proof refers to it by name */
} HavenIdentityKind;

typedef struct {
  HavenIdentityKind kind;
  guint measure;
  guint place;
  guint response;
} HavenIdentity;

typedef struct {
  guint cell;
  gint64 times;
} HavenSummand;

/* The terms add up to 0. */
typedef struct {
  HavenIdentity identity;
  GArray *terms;             /* HavenSummand */
} HavenEquation;

guint      haven_block_get_n            (HavenReleaseFile *file);
gboolean   haven_block_is_magnitude     (HavenReleaseFile *file, guint block);
GArray    *haven_block_list_cells       (HavenReleaseFile *file, guint block); /* guint: the block's own cells, in order */
GArray    *haven_block_list_equations   (HavenReleaseFile *file, guint block); /* HavenEquation; the roll's among a measure's */
