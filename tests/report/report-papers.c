/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-draw.h"
#include "haven-figure.h"
#include "haven-pack.h"
#include "report-school.h"

/* Writes every figure and every pack of the invented school into a folder, for people to look at. */

static void
write_figures (ReportSchool *school, const char *folder)
{
  guint n;
  const HavenFigureKind *kinds = haven_figure_list (&n);

  for (guint i = 0; i < 2 * n; i++) {
    const HavenFigureKind *kind = &kinds[i / 2];
    gboolean group = i % 2;
    HavenFigureSubject subject = group ? haven_figure_subject_of_group (school->school, school->clock, HAVEN_GROUP_FLAGGED)
                                       : haven_figure_subject_of_pupil (school->school, school->clock, school->child);
    g_autofree char *base = g_strdup_printf ("%s-%s.png", kind->name, group ? "group" : "pupil");
    g_autofree char *path = g_build_filename (folder, base, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenChart) chart = haven_figure_draw (kind->name, &subject, &error);
    HavenChartStyle style = haven_chart_style_new (900, kind->height);
    if (chart == NULL || !haven_chart_write (chart, &style, path, &error))
      g_printerr ("%s: %s\n", base, error->message);
  }
}

static void
write_packs (ReportSchool *school, const char *folder)
{
  for (const char *const *kind = haven_pack_kinds (); *kind != NULL; kind++) {
    HavenPackRequest request = { .school = school->school, .pupil_id = school->child, .kind = *kind, .recipient = "Sam Socialworker",
                                 .printed_by = "D. Safeguard", .clock = school->clock };
    g_autofree char *base = g_strdup_printf ("%s.pdf", *kind);
    g_autofree char *path = g_build_filename (folder, base, NULL);
    g_autoptr (GError) error = NULL;
    guint pages = 0;
    if (haven_pack_write_pdf (&request, path, &pages, &error))
      g_print ("%s: %u pages\n", base, pages);
    else
      g_printerr ("%s: %s\n", base, error->message);
  }
}

static void
write_edition (ReportSchool *school, const char *folder, HavenEdition edition, guint paper)
{
  HavenPackRequest request = { .school = school->school, .pupil_id = school->child, .kind = "cin-review", .recipient = "Sam Socialworker",
                               .printed_by = "D. Safeguard", .clock = school->clock, .edition = edition, .paper = paper };
  g_autofree char *base = g_strdup_printf ("edition-%s%s%s.pdf", haven_edition_code (edition), paper & HAVEN_PAPER_LANDSCAPE
                                           ? "-landscape" : "",
                                           paper & HAVEN_PAPER_LARGE ? "-large" : "");
  g_autofree char *path = g_build_filename (folder, base, NULL);
  guint pages = 0;

  if (haven_pack_write_pdf (&request, path, &pages, NULL))
    g_print ("%s: %u pages\n", base, pages);
}

static void
write_editions (ReportSchool *school, const char *folder)
{
  for (HavenEdition edition = HAVEN_EDITION_FULL; edition < HAVEN_N_EDITIONS; edition++)
    for (guint paper = 0; paper <= (HAVEN_PAPER_LANDSCAPE | HAVEN_PAPER_LARGE); paper++)
      write_edition (school, folder, edition, paper);
}

int
main (int argc, char **argv)
{
  g_autoptr (ReportSchool) school = NULL;

  if (argc != 2) {
    g_printerr ("report-papers FOLDER\n");
    return 2;
  }
  school = report_school_new (12, 2);
  write_figures (school, argv[1]);
  write_packs (school, argv[1]);
  write_editions (school, argv[1]);
  return 0;
}
