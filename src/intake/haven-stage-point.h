/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-stager.h"

/* A point in time of which results tell: what of, measured how, on which day. FALSE: a problem was noted. */
gboolean haven_stage_read_point (HavenStager *stager, const HavenRow *row, char **subject, char **measure, HavenDay *day);
