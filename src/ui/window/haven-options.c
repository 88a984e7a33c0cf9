/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-options.h"

#include <glib/gi18n-lib.h>
#include "haven-error.h"

const GOptionEntry HAVEN_OPTION_ENTRIES[] = {
  { "store", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Open the store in FOLDER"), N_("FOLDER") },
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open an invented school; nothing of yours is touched"), NULL },
  { "demo-size", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Size of the invented school: small, school or large"), N_("SIZE") },
  { "today", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Take DATE (YYYY-MM-DD) for today"), N_("DATE") },
  { "view", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Begin with a view: today, children, cohort, training or share"), N_("VIEW") },
  { "exit-after-startup", 0, 0, G_OPTION_ARG_NONE, NULL, N_("End as soon as the window is drawn"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and end"), NULL },
  { NULL }
};

static gboolean
is_one_of (const char *text, const char *const *choices)
{
  return g_strv_contains (choices, text);
}

static gboolean
read_size (HavenOptions *self, const char *size, GError **error)
{
  static const char *const sizes[] = { "small", "school", "large", NULL };

  for (guint i = 0; sizes[i] != NULL; i++)
    if (g_str_equal (sizes[i], size)) {
      self->demo_size = (HavenDemoSize) i;
      return TRUE;
    }
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("“%s” is not a size: small, school or large."), size);
  return FALSE;
}

static gboolean
read_view (HavenOptions *self, const char *view, GError **error)
{
  static const char *const views[] = { "today", "children", "cohort", "training", "share", NULL };

  if (!is_one_of (view, views)) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("“%s” is not a view: today, children, cohort, training or share."), view);
    return FALSE;
  }
  self->view = g_strdup (view);
  return TRUE;
}

static gboolean
read_today (HavenOptions *self, const char *today, GError **error)
{
  if (haven_day_parse (today, &self->today))
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("“%s” is not a date: write it as 2026-01-31."), today);
  return FALSE;
}

gboolean
haven_options_read (HavenOptions *self, GVariantDict *dict, GError **error)
{
  const char *size = NULL, *today = NULL, *view = NULL;

  self->today = HAVEN_DAY_NONE;
  self->demo = g_variant_dict_contains (dict, "demo");
  self->exit_after_startup = g_variant_dict_contains (dict, "exit-after-startup");
  g_variant_dict_lookup (dict, "store", "^ay", &self->store);
  g_variant_dict_lookup (dict, "demo-size", "&s", &size);
  g_variant_dict_lookup (dict, "today", "&s", &today);
  g_variant_dict_lookup (dict, "view", "&s", &view);
  return (size == NULL || read_size (self, size, error)) && (today == NULL || read_today (self, today, error)) &&
         (view == NULL || read_view (self, view, error));
}

void
haven_options_clear (HavenOptions *self)
{
  g_clear_pointer (&self->store, g_free);
  g_clear_pointer (&self->view, g_free);
}

HavenClock
haven_options_get_clock (const HavenOptions *self)
{
  return self->today == HAVEN_DAY_NONE ? haven_clock_system () : haven_clock_fixed (self->today);
}
