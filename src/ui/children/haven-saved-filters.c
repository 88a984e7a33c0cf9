/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-saved-filters.h"

#include <glib/gi18n-lib.h>
#include "haven-pupil.h"

static const char *const names[HAVEN_N_CHIPS] = {
  [HAVEN_CHIP_ALL] = "all", [HAVEN_CHIP_CP] = "cp", [HAVEN_CHIP_CIN] = "cin", [HAVEN_CHIP_NO_PLAN] = "no-plan", [HAVEN_CHIP_CLA] = "cla",
  [HAVEN_CHIP_BEFORE] = "before", [HAVEN_CHIP_KINSHIP] = "kinship", [HAVEN_CHIP_ATTENTION] = "attention",
};

char *
haven_saved_filter_format (const HavenChildrenFilter *filter)
{
  return filter->year == HAVEN_EVERY_YEAR ? g_strdup (names[filter->chip]) : g_strdup_printf ("%s %d", names[filter->chip], filter->year);
}

void
haven_saved_filter_parse (const char *text, HavenChildrenFilter *ret_filter)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);
  gint64 year;

  ret_filter->chip = HAVEN_CHIP_ALL;
  ret_filter->year = HAVEN_EVERY_YEAR;
  for (HavenChip chip = 0; parts[0] != NULL && chip < HAVEN_N_CHIPS; chip++)
    if (g_str_equal (names[chip], parts[0]))
      ret_filter->chip = chip;
  if (parts[0] != NULL && parts[1] != NULL && g_ascii_string_to_signed (parts[1], 10, -1, 20, &year, NULL))
    ret_filter->year = (int) year;
}

static char *
dup_year_text (int year)
{
  g_autofree char *code = year > 0 ? g_strdup_printf ("%d", year) : g_strdup (year == 0 ? "R" : "N1");
  const HavenPupil pupil = { .year_group = code };

  return haven_pupil_dup_year_text (&pupil);
}

char *
haven_saved_filter_to_text (const char *text)
{
  HavenChildrenFilter filter = { 0 };
  g_autofree char *year = NULL;

  haven_saved_filter_parse (text, &filter);
  if (filter.year == HAVEN_EVERY_YEAR)
    return g_strdup (haven_chip_text (filter.chip));
  year = dup_year_text (filter.year);
  return g_strdup_printf ("%s · %s", haven_chip_text (filter.chip), year);
}

static char **
split (const char *kept)
{
  return *kept != '\0' ? g_strsplit (kept, ";", -1) : g_new0 (char *, 1);
}

gboolean
haven_saved_filters_have (const char *kept, const char *text)
{
  g_auto (GStrv) all = split (kept);

  return g_strv_contains ((const char *const *) all, text);
}

char *
haven_saved_filters_toggle (const char *kept, const char *text)
{
  g_auto (GStrv) all = split (kept);
  g_autoptr (GPtrArray) now = g_ptr_array_new ();
  gboolean had = FALSE;

  for (guint i = 0; all[i] != NULL; i++) {
    if (g_str_equal (all[i], text))
      had = TRUE;
    else
      g_ptr_array_add (now, all[i]);
  }
  if (!had)
    g_ptr_array_add (now, (gpointer) text);
  g_ptr_array_add (now, NULL);
  return g_strjoinv (";", (char **) now->pdata);
}

GMenuModel *
haven_saved_filters_make_menu (const char *kept)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) filters = g_menu_new (), change = g_menu_new ();
  g_auto (GStrv) all = split (kept);

  for (guint i = 0; all[i] != NULL; i++) {
    g_autofree char *text = haven_saved_filter_to_text (all[i]);
    g_autoptr (GMenuItem) item = g_menu_item_new (text, NULL);

    g_menu_item_set_action_and_target (item, "children.filter", "s", all[i]);
    g_menu_append_item (filters, item);
  }
  g_menu_append (change, _("Keep this filter"), "children.keep-filter");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (filters));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (change));
  return G_MENU_MODEL (menu);
}
