/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-certificate.h"

#include "haven-kept-columns.h"
#include "haven-retention-classes.h"
#include "haven-rows.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>

void
haven_erased_rows_free (HavenErasedRows *self)
{
  if (self == NULL)
    return;
  g_free (self->table);
  g_free (self);
}

/* All fields of a table are of one class. */
static const char *
find_class (const char *table)
{
  guint n;
  const HavenKeptColumn *columns = haven_kept_columns (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (columns[i].table, table))
      return columns[i].kept;
  return "as the record";
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const HavenErasedRows *one = *(HavenErasedRows *const *) a, *two = *(HavenErasedRows *const *) b;
  int order = g_strcmp0 (one->kept, two->kept);

  return order != 0 ? order : g_strcmp0 (one->table, two->table);
}

/* "notes=4 meetings=2" */
GPtrArray *
haven_certificate_list (const HavenErasure *erasure)
{
  g_auto (GStrv) counts = g_strsplit (erasure->counts != NULL ? erasure->counts : "", " ", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_erased_rows_free);

  for (guint i = 0; counts[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (counts[i], "=", 2);
    HavenErasedRows *rows;
    if (g_strv_length (pair) != 2)
      continue;
    rows = g_new0 (HavenErasedRows, 1);
    rows->table = g_strdup (pair[0]);
    rows->kept = find_class (pair[0]);
    rows->n = g_ascii_strtoull (pair[1], NULL, 10);
    g_ptr_array_add (list, rows);
  }
  g_ptr_array_sort (list, compare_rows);
  return list;
}

static void
add_facts (HavenPages *pages, const HavenErasure *erasure)
{
  g_autofree char *number = g_strdup_printf (erasure->subject == HAVEN_ERASED_PUPIL ? _("Pupil number %lld of this store")
                                                                                     : _("Member of staff number %lld of this store"),
                                             (long long) erasure->number);
  g_autofree char *when = haven_time_to_text (erasure->at);
  g_autofree char *swept = erasure->swept_at != 0 ? haven_time_to_text (erasure->swept_at) : g_strdup (_("not yet"));
  const char *ground = haven_erasure_ground_text (erasure->ground);
  const char *const facts[] = {
    _("Certificate"), erasure->reference, _("Of whom"), number, _("Destroyed on"), when, _("Done by"), erasure->by,
    _("Decided by"), erasure->decided_by, _("Ground"), ground != NULL ? ground : erasure->ground,
    _("Reason"), erasure->why != NULL ? erasure->why : "–", _("Free pages, log and known copies clean since"), swept, NULL
  };

  haven_pages_add_facts (pages, facts);
}

static void
add_rows (HavenPages *pages, const HavenErasure *erasure)
{
  const char *const header[] = { _("Class"), _("What"), _("#Rows"), NULL };
  g_autoptr (GPtrArray) list = haven_certificate_list (erasure);
  g_autoptr (HavenRows) table = haven_rows_new (header);

  for (guint i = 0; i < list->len; i++) {
    const HavenErasedRows *rows = list->pdata[i];
    char **cells = g_new0 (char *, 4);
    cells[0] = g_strdup (rows->kept);
    cells[1] = g_strdup (rows->table);
    cells[2] = g_strdup_printf ("%" G_GUINT64_FORMAT, rows->n);
    haven_rows_take (table, cells);
  }
  haven_pages_add_table (pages, _("What was destroyed"), table);
}

static void
add_left_over (HavenPages *pages, const HavenErasure *erasure)
{
  g_auto (GStrv) paths = erasure->left_over != NULL ? g_strsplit (erasure->left_over, "\n", -1) : NULL;

  haven_pages_add_heading (pages, 1, _("Copies"));
  if (paths == NULL) {
    haven_pages_add_paragraph (pages, _("Every copy that Haven knew of was written anew without these records."));
    return;
  }
  haven_pages_add_paragraph (pages, _("These copies could not be reached. Destroy each of them too, and write the day beside it:"));
  haven_pages_add_bullets (pages, (const char *const *) paths);
}

static void
add_by_hand (HavenPages *pages)
{
  const char *const lines[] = {
    _("Papers and exports about this person destroyed, or in the child protection file, on"),
    _("Name, by hand and on the school’s own copy only, where its schedule asks for one"), _("Signed"), NULL
  };

  haven_pages_add_lines (pages, lines);
}

HavenSheets *
haven_certificate_print (HavenSchool *school, const HavenErasure *erasure, HavenClock clock, GError **error)
{
  g_autofree char *when = haven_time_to_text (clock.now);
  g_autofree char *printed = g_strdup_printf (_("Printed on %s"), when);
  const HavenPageIdentity identity = {
    .title = _("Certificate of destruction"), .subject = erasure->reference, .marking = haven_page_marking (school),
    .school = haven_school_get_setting (school, "name", ""), .printed = printed, .printed_at = clock.now,
  };
  g_autoptr (HavenPages) pages = haven_pages_new (&identity);

  haven_pages_add_title (pages, _("Certificate of destruction"));
  add_facts (pages, erasure);
  add_rows (pages, erasure);
  add_left_over (pages, erasure);
  add_by_hand (pages);
  return haven_pages_print (pages, error);
}
