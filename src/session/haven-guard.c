/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-guard.h"

#include "haven-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  guint seconds;
  gboolean own_answer;       /* having unlocked is not enough */
} Guard;

static const Guard guards[HAVEN_N_DEEDS] = {
  [HAVEN_DEED_SEND] = { 300, FALSE },
  [HAVEN_DEED_EXPORT] = { 300, FALSE },
  [HAVEN_DEED_PEOPLE] = { 300, FALSE },
  [HAVEN_DEED_DESTROY] = { 60, TRUE },
};

guint
haven_guard_get_seconds (HavenDeed deed)
{
  return guards[deed].seconds;
}

static gboolean
holds (gint64 answered, guint seconds, gint64 now)
{
  return answered != 0 && now >= answered && now - answered < seconds;
}

gboolean
haven_guard_is_open (HavenDeed deed, HavenAnswers answers, gint64 now)
{
  const Guard *guard = &guards[deed];

  if (guard->seconds == 0 || holds (answers.confirmed, guard->seconds, now))
    return TRUE;
  return !guard->own_answer && holds (answers.unlocked, guard->seconds, now);
}

gboolean
haven_guard_check (HavenDeed deed, HavenAnswers answers, gint64 now, GError **error)
{
  if (haven_guard_is_open (deed, answers, now))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFIRM, _("Type your passphrase again first. Nothing was done."));
  return FALSE;
}
