/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-code-text.h"

#include <string.h>

#include "haven-text.h"

#define LONGEST 80

/* "I01": a letter and two digits are a sub-code in systems that have them; "C1" and "Y4" have one */
static const HavenAttendanceCode *
find_parent (const char *text)
{
  char parent[2] = { text[0], '\0' };

  if (!g_ascii_isupper (text[0]) || !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[2]) || text[3] != '\0')
    return NULL;
  return haven_attendance_code_find (parent);
}

static const HavenAttendanceCode *
find_bare (const char *text)
{
  g_autofree char *bare = haven_text_squeeze (text);
  const HavenAttendanceCode *code = haven_attendance_code_find (bare);

  return code != NULL ? code : find_parent (bare);
}

/* "I - Illness", "I: Illness", "I (Illness)", "Illness (I)" */
static const HavenAttendanceCode *
find_beside_words (const char *text)
{
  static const char *const joints[] = { " - ", " – ", ": ", " (", " = " };

  for (guint i = 0; i < G_N_ELEMENTS (joints); i++) {
    const char *joint = strstr (text, joints[i]);
    g_autofree char *first = joint != NULL ? g_strndup (text, joint - text) : NULL;
    g_autofree char *second = joint != NULL ? g_strdup (joint + strlen (joints[i])) : NULL;
    const HavenAttendanceCode *code;
    if (joint == NULL)
      continue;
    g_strdelimit (second, ")", ' ');
    code = find_bare (first);
    if (code == NULL)
      code = find_bare (second);
    if (code != NULL)
      return code;
  }
  return NULL;
}

/* Nothing but a time of day, or minutes: "08:47", "(09:41)", "9.41 am", "(11 minutes)" */
static gboolean
is_time (const char *text)
{
  static const char *const words[] = { "am", "pm", "m", "min", "mins", "minutes", "late", NULL };
  g_auto (GStrv) parts = g_strsplit_set (text, " ():.,", -1);
  gboolean digits = FALSE;

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *rest = parts[i] + strspn (parts[i], "0123456789");
    digits |= rest > parts[i];
    if (*rest != '\0' && !g_strv_contains (words, rest))
      return FALSE;
  }
  return digits;
}

/* "/ 08:47", "L (09:41)", "L 09:41 (11 minutes)": when the child came */
static const HavenAttendanceCode *
find_before_time (const char *text)
{
  g_autofree char *squeezed = haven_text_squeeze (text);
  char *end = squeezed + strcspn (squeezed, " (");
  g_autofree char *code = g_strndup (squeezed, end - squeezed);

  return *end != '\0' && is_time (end) ? find_bare (code) : NULL;
}

const HavenAttendanceCode *
haven_code_text_find (const char *text)
{
  const HavenAttendanceCode *code = haven_attendance_code_find (text);

  if (code == NULL)
    code = find_bare (text);
  if (code != NULL || strlen (text) > LONGEST)
    return code;
  code = find_before_time (text);
  return code != NULL ? code : find_beside_words (text);
}
