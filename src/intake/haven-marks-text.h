/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Several marks in one cell: "/\LI-", "/ \ C2 C2", "Y4Y4". A code of two characters counts as one mark; "-", a space or a dot stands for a
 * session without one. */
typedef struct {
  const char *text;
  gboolean spaced;           /* codes with a space or comma between them */
  char code[3];              /* of the mark that was read; "" for a session without one */
} HavenMarksText;

void     haven_marks_text_begin (HavenMarksText *self, const char *text);
gboolean haven_marks_text_next  (HavenMarksText *self);                  /* FALSE: there are no more. An unknown code is handed on as it is. */
guint    haven_marks_text_count (const char *text);                      /* 0: some of it is no attendance code */
