/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-typist.h"

void
haven_typist_type (HavenTypist *self, gint64 now)
{
  if (self->first == 0)
    self->first = now;
  self->last = now;
}

void
haven_typist_keep (HavenTypist *self)
{
  self->first = 0;
}

gint64
haven_typist_get_wait (const HavenTypist *self, gint64 now)
{
  gint64 due;

  if (self->first == 0)
    return -1;
  due = MIN (self->last + HAVEN_TYPIST_PAUSE, self->first + HAVEN_TYPIST_MOST);
  return MAX (due - now, 0);
}

gboolean
haven_typist_is_due (const HavenTypist *self, gint64 now)
{
  return haven_typist_get_wait (self, now) == 0;
}
