/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-stager.h"

/* The social workers that a file names: those who are kept already, by name, and new ones, each put once. */
typedef struct _HavenStageWorkers HavenStageWorkers;

HavenStageWorkers *haven_stage_workers_new  (HavenStager *stager);
void               haven_stage_workers_free (HavenStageWorkers *self);
/* 0: the row names none. organisation of a new one, or NULL */
gint64             haven_stage_workers_find (HavenStageWorkers *self, const HavenRow *row, const char *organisation);
