/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-progress.h"

static GPrivate current;

HavenProgress *
haven_progress_set_current (HavenProgress *self)
{
  HavenProgress *before = g_private_get (&current);

  g_private_set (&current, self);
  return before;
}

gboolean
haven_progress_is_wanted (void)
{
  return g_private_get (&current) != NULL;
}

static void
tell_percent (HavenProgress *self, guint percent)
{
  if (percent + 1 <= self->told)
    return;
  self->told = percent + 1;
  self->func (self->step, percent, self->user_data);
}

void
haven_progress_enter (HavenStep step, guint part, guint parts)
{
  HavenProgress *self = g_private_get (&current);

  if (self == NULL || parts == 0)
    return;
  if (self->step != step)
    self->told = 0;
  self->step = step;
  self->part = part;
  self->parts = parts;
  haven_progress_tell (0, 1);
}

/* Never backwards: a file that is looked at twice begins again at nothing */
void
haven_progress_tell (guint64 done, guint64 of)
{
  HavenProgress *self = g_private_get (&current);

  if (self == NULL || of == 0)
    return;
  tell_percent (self, (guint) ((self->part * 100 + MIN (done, of) * 100 / of) / self->parts));
}
