/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* By which way figures reach the Virtual School. One policy has one, and so one cell goes one way and no other: noise on a figure that the
 * page protects would be one more thing known about it. */
typedef enum {
  HAVEN_CHANNEL_PAGE,            /* A: the protected page alone */
  HAVEN_CHANNEL_PAGE_AND_TOTAL,  /* A and C: besides it the sealed total of all schools, with an independent key-holder */
  HAVEN_CHANNEL_NOISE,           /* B: every figure with noise, instead of both */
} HavenChannel;

extern const char *const HAVEN_CHANNEL_CODES[];                        /* page, page_and_total, noise */

/* The floor of the sealed total, built in as the others are (haven-policy.h). */
#define HAVEN_POLICY_TOTAL_SCHOOLS 20
#define HAVEN_POLICY_TOTAL_HIDING 10
#define HAVEN_POLICY_RECEIVER_BYTES 32

/* Who can open the sealed total together, and neither alone. */
typedef struct {
  char *key_holder;              /* the independent key-holder's name */
  GBytes *virtual_school_key;    /* X25519, to which each one's share is sealed */
  GBytes *key_holder_key;
  guint schools;                 /* fewest that are opened together */
  guint hiding;                  /* a figure is opened if none or so many hide it on their pages */
} HavenPolicyTotal;
