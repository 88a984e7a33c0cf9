/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance-codes.h"

/* One attendance mark as an export writes it: "I", "I - Illness", "Illness (I)", a sub-code of the school's own such as I01 (its letter's).
 * Nothing is guessed: NULL, where the text is no code, or a small letter that could be I, L or 1. */
const HavenAttendanceCode *haven_code_text_find (const char *text);
