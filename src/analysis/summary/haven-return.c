/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-return.h"

HavenReturn *
haven_return_new (const char *urn, const char *period)
{
  HavenReturn *self = g_new0 (HavenReturn, 1);

  self->urn = g_strdup (urn);
  self->period = g_strdup (period);
  self->cells = g_array_new (FALSE, TRUE, sizeof (HavenReturnCell));
  self->magnitudes = g_array_new (FALSE, TRUE, sizeof (HavenReturnMagnitude));
  self->keys = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->lines = g_array_new (FALSE, TRUE, sizeof (HavenReturnLine));
  return self;
}

void
haven_return_free (HavenReturn *self)
{
  if (self == NULL)
    return;
  g_free (self->urn);
  g_free (self->period);
  g_array_unref (self->cells);
  g_array_unref (self->magnitudes);
  g_array_unref (self->lines);
  g_array_unref (self->keys);
  g_free (self);
}
