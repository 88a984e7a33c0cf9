/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "haven-saved-filters.h"

/* What stands in the setting, what it is read as, and what the menu calls it */
static const struct {
  const char *text;
  HavenChip chip;
  int year;
  const char *said;
} filters[] = {
  { "all", HAVEN_CHIP_ALL, HAVEN_EVERY_YEAR, "All" },
  { "cp 9", HAVEN_CHIP_CP, 9, "Child protection plan · Year 9" },
  { "cla 0", HAVEN_CHIP_CLA, 0, "Looked after · Reception" },
  { "kinship -1", HAVEN_CHIP_KINSHIP, -1, "Kinship · Nursery" },
  { "attention", HAVEN_CHIP_ATTENTION, HAVEN_EVERY_YEAR, "Needs attention" },
};

static void
test_formats (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++) {
    HavenChildrenFilter filter = { 0 };
    g_autofree char *said = haven_saved_filter_to_text (filters[i].text), *text = NULL;

    haven_saved_filter_parse (filters[i].text, &filter);
    text = haven_saved_filter_format (&filter);
    g_assert_cmpint (filter.chip, ==, filters[i].chip);
    g_assert_cmpint (filter.year, ==, filters[i].year);
    g_assert_cmpstr (text, ==, filters[i].text);
    g_assert_cmpstr (said, ==, filters[i].said);
  }
}

/* A setting can be written by hand, or by a Haven to come. */
static void
test_odd (void)
{
  const char *const odd[] = { "", " ", "nobody", "nobody 9", "cp nine", "cp 99999999999", "cp 9 9" };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++) {
    HavenChildrenFilter filter = { 0 };

    haven_saved_filter_parse (odd[i], &filter);
    g_assert_cmpint (filter.chip, >=, HAVEN_CHIP_ALL);
    g_assert_cmpint (filter.chip, <, HAVEN_N_CHIPS);
    g_assert_true (filter.year == HAVEN_EVERY_YEAR || filter.year == 9);
  }
}

static void
test_toggle (void)
{
  g_autofree char *one = haven_saved_filters_toggle ("", "cp 9");
  g_autofree char *two = haven_saved_filters_toggle (one, "attention");
  g_autofree char *back = haven_saved_filters_toggle (two, "cp 9");
  g_autofree char *none = haven_saved_filters_toggle (back, "attention");

  g_assert_cmpstr (one, ==, "cp 9");
  g_assert_cmpstr (two, ==, "cp 9;attention");
  g_assert_cmpstr (back, ==, "attention");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (haven_saved_filters_have (two, "attention"));
  g_assert_false (haven_saved_filters_have (two, "cp"));
  g_assert_false (haven_saved_filters_have ("", ""));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/saved-filters/formats", test_formats);
  g_test_add_func ("/ui/saved-filters/odd", test_odd);
  g_test_add_func ("/ui/saved-filters/toggle", test_toggle);
  return g_test_run ();
}
