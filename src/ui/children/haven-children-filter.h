/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-briefing.h"
#include "haven-child.h"

/* Which children are shown: one chip, one year, some letters */
typedef enum {
  HAVEN_CHIP_ALL, HAVEN_CHIP_CP, HAVEN_CHIP_CIN, HAVEN_CHIP_NO_PLAN, HAVEN_CHIP_CLA, HAVEN_CHIP_BEFORE, HAVEN_CHIP_KINSHIP,
  HAVEN_CHIP_ATTENTION, HAVEN_N_CHIPS
} HavenChip;

#define HAVEN_EVERY_YEAR G_MAXINT

typedef struct {
  HavenChip chip;
  int year;                 /* HAVEN_EVERY_YEAR */
  char *needle;             /* folded; "" for everybody */
} HavenChildrenFilter;

const char *haven_chip_text              (HavenChip chip);
gboolean    haven_chip_has               (HavenChip chip, HavenChild *child, HavenBriefing *briefing);
gboolean    haven_children_filter_passes (const HavenChildrenFilter *self, HavenChild *child, HavenBriefing *briefing);
