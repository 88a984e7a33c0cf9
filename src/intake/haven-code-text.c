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

const HavenAttendanceCode *
haven_code_text_find (const char *text)
{
  const HavenAttendanceCode *code = haven_attendance_code_find (text);

  if (code == NULL)
    code = find_bare (text);
  return code != NULL || strlen (text) > LONGEST ? code : find_beside_words (text);
}
