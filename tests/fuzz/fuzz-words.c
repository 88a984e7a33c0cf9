/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz-support.h"
#include "haven-date-text.h"
#include "haven-marks-text.h"
#include "haven-reference.h"
#include "haven-slot.h"
#include "haven-synonyms.h"
#include "haven-upn.h"

#define LATEST 2026

/* A day that was read is a day that is written and read again */
static void
check_day (const char *text)
{
  HavenDateText read = haven_date_text_read (text, LATEST);
  g_autofree char *iso = haven_day_to_iso (read.day);
  HavenDateText again = haven_date_text_read (iso, LATEST);

  if (read.day != HAVEN_DAY_NONE)
    g_assert_cmpint (again.day, ==, read.day);
}

static void
check_marks (const char *text)
{
  HavenMarksText marks;
  gsize n = 0;

  haven_marks_text_begin (&marks, text);
  while (haven_marks_text_next (&marks))
    n++;
  g_assert_cmpuint (n, <=, strlen (text));
  g_assert_cmpuint (haven_marks_text_count (text), <=, n);
}

/* The words and cells of a file, one at a time: every line is one */
static void
check_word (const char *text)
{
  g_autofree char *upn = haven_upn_normalise (text);
  HavenSlot slot;

  check_day (text);
  check_marks (text);
  haven_slot_parse (text, LATEST, &slot);
  haven_synonym_find_column ("marks", text);
  haven_synonym_find_value ("status", text);
  if (upn != NULL)
    g_assert_true (haven_upn_is_valid (upn));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = NULL;

  haven_reference_start ();
  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    check_word (lines[i]);
  return 0;
}
