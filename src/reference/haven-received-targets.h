/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* The targets among a Virtual School's priorities, as the exchange brought them: those whose measure is counted */
typedef struct {
  char *title;                  /* of the priority */
  char *measure;                /* as published figures call it: overall_absence_rate, persistent_absence_rate … */
  double value;                 /* per cent */
  HavenDay by;                  /* HAVEN_DAY_NONE: not said */
} HavenReceivedTarget;

/* json: the document as it was kept; NULL, or what is no such document, holds nothing */
GPtrArray *haven_received_targets_read (const char *json);             /* HavenReceivedTarget */
