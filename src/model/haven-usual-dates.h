/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

/* The year as most schools of England keep it: three terms, each with a half term of a week, and the bank holiday of early May. A proposal
 * for a school to look at and change; nothing counts by it until it is entered. HavenDates, terms before what lies in them. */
GPtrArray *haven_usual_dates (int year);
