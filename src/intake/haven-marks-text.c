/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-marks-text.h"

#include <string.h>

#include "haven-attendance-codes.h"

#define MOST_CODE 2
#define BETWEEN " ,;"

static gboolean
is_gap (char c)
{
  return c == '-' || c == ' ' || c == '.' || c == '*';
}

/* Every piece between single spaces or commas is a code or a gap */
static gboolean
is_spaced (const char *text)
{
  guint pieces = 0;

  if (strpbrk (text, BETWEEN) == NULL)
    return FALSE;
  for (const char *c = text; *c != '\0'; pieces++) {
    gsize length = strcspn (c, BETWEEN);
    if (length == 0 || length > MOST_CODE)
      return FALSE;
    c += length + (c[length] != '\0');
  }
  return pieces > 1;
}

void
haven_marks_text_begin (HavenMarksText *self, const char *text)
{
  self->text = text;
  self->spaced = is_spaced (text);
  self->code[0] = '\0';
}

/* "Y4" in a row of marks is one mark; "YA" is two */
static gsize
find_length (const HavenMarksText *self)
{
  char two[MOST_CODE + 1] = { self->text[0], self->text[1], '\0' };

  if (self->spaced)
    return strcspn (self->text, BETWEEN);
  return g_ascii_isdigit (two[1]) && haven_attendance_code_find (two) != NULL ? MOST_CODE : 1;
}

gboolean
haven_marks_text_next (HavenMarksText *self)
{
  gsize length;

  if (*self->text == '\0')
    return FALSE;
  length = find_length (self);
  memcpy (self->code, self->text, length);
  self->code[length] = '\0';
  if (length == 1 && is_gap (self->code[0]))
    self->code[0] = '\0';
  self->text += length;
  if (self->spaced && *self->text != '\0')
    self->text++;
  return TRUE;
}

guint
haven_marks_text_count (const char *text)
{
  HavenMarksText marks;
  guint n = 0, known = 0;

  haven_marks_text_begin (&marks, text);
  while (haven_marks_text_next (&marks)) {
    n++;
    if (marks.code[0] == '\0')
      continue;
    if (haven_attendance_code_find (marks.code) == NULL)
      return 0;
    known++;
  }
  return known > 0 || n > 2 ? n : 0;
}
