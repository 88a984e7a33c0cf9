/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-coverage.h"

#include <glib/gi18n-lib.h>
#include "haven-stat-tile.h"
#include "haven-state-page.h"
#include "haven-table-view.h"
#include "haven-tile-layout.h"
#include "haven-training-coverage.h"

struct _HavenCoverage {
  AdwBin parent_instance;

  /* template */
  GtkStack *stack;
  GtkWidget *tiles;
  AdwBin *table;
};

G_DEFINE_FINAL_TYPE (HavenCoverage, haven_coverage, ADW_TYPE_BIN)

typedef struct {
  HavenSchool *school;
  HavenDay today;
  GPtrArray *staff;         /* const HavenPerson * */
  GPtrArray *topics;        /* const char * */
} Scene;

static char *
cell_text (const HavenTrained *trained)
{
  g_autofree char *done = trained->training != NULL ? haven_day_to_text (trained->training->done_on) : NULL;
  g_autofree char *lapses = trained->training != NULL ? haven_day_to_text (trained->training->lapses_on) : NULL;

  switch (trained->state) {
  case HAVEN_TRAINED_IN_DATE: return g_steal_pointer (&done);
  case HAVEN_TRAINED_LAPSES_SOON: return g_strdup_printf (_("lapses %s"), lapses);
  case HAVEN_TRAINED_LAPSED: return g_strdup_printf (_("lapsed %s"), lapses);
  default: return g_strdup ("–");
  }
}

static GStrv
make_row (const Scene *scene, const HavenPerson *person)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  g_strv_builder_add (row, person->name != NULL ? person->name : "");
  g_strv_builder_add (row, person->role != NULL ? person->role : "");
  for (guint i = 0; i < scene->topics->len; i++) {
    HavenTrained trained = haven_training_look (scene->school, person, g_ptr_array_index (scene->topics, i), scene->today);
    g_autofree char *cell = cell_text (&trained);

    g_strv_builder_add (row, cell);
  }
  return g_strv_builder_end (row);
}

static GStrv
make_header (const Scene *scene)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  g_strv_builder_add (row, _("Name"));
  g_strv_builder_add (row, _("Post"));
  for (guint i = 0; i < scene->topics->len; i++) {
    g_autofree char *title = haven_training_topic_text (g_ptr_array_index (scene->topics, i));

    g_strv_builder_add (row, title);
  }
  return g_strv_builder_end (row);
}

static void
show_table (HavenCoverage *self, const Scene *scene)
{
  HavenRows *rows = g_new0 (HavenRows, 1);

  rows->n_columns = scene->topics->len + 2;
  rows->numeric = g_new0 (gboolean, rows->n_columns);
  rows->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (rows->rows, make_header (scene));
  for (guint i = 0; i < scene->staff->len; i++)
    g_ptr_array_add (rows->rows, make_row (scene, g_ptr_array_index (scene->staff, i)));
  adw_bin_set_child (self->table, haven_table_view_new (rows, _("Training of the staff")));
  haven_rows_free (rows);
}

static void
add_tile (HavenCoverage *self, const HavenTrainingCoverage *topic)
{
  GtkWidget *tile = haven_stat_tile_new ();
  /* Translators: staff whose training stands, of all staff */
  g_autofree char *title = haven_training_topic_text (topic->topic), *value = g_strdup_printf (_("%u of %u"), topic->current, topic->staff);

  haven_stat_tile_show (HAVEN_STAT_TILE (tile), value, title, _("staff in post whose training has not lapsed"));
  gtk_widget_insert_before (tile, self->tiles, NULL);
}

static void
show_tiles (HavenCoverage *self, const Scene *scene)
{
  g_autoptr (GArray) coverage = haven_training_coverage (scene->school, scene->today);
  GtkWidget *tile;

  while ((tile = gtk_widget_get_first_child (self->tiles)) != NULL)
    gtk_widget_unparent (tile);
  for (guint i = 0; i < coverage->len; i++)
    add_tile (self, &g_array_index (coverage, HavenTrainingCoverage, i));
}

static void
haven_coverage_class_init (HavenCoverageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HAVEN_TYPE_TILE_LAYOUT);
  g_type_ensure (HAVEN_TYPE_STATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/training/haven-coverage.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenCoverage, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenCoverage, tiles);
  gtk_widget_class_bind_template_child (widget_class, HavenCoverage, table);
}

static void
haven_coverage_init (HavenCoverage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
haven_coverage_show (HavenCoverage *self, HavenSession *session)
{
  HavenSchool *school = haven_session_get_school (session);
  HavenDay today = haven_session_get_clock (session).today;
  g_autoptr (GPtrArray) staff = haven_training_list_staff (school, today), topics = haven_training_list_topics (school);
  Scene scene = { school, today, staff, topics };

  g_return_if_fail (HAVEN_IS_COVERAGE (self));
  show_tiles (self, &scene);
  show_table (self, &scene);
  gtk_stack_set_visible_child_name (self->stack, staff->len > 0 && topics->len > 0 ? "table" : "nothing");
}
