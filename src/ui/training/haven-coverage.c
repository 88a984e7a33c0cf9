/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-coverage.h"

#include <glib/gi18n-lib.h>
#include "haven-stat-tile.h"
#include "haven-table-view.h"
#include "haven-text.h"
#include "haven-tile-layout.h"

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

static gboolean
is_staff (const HavenPerson *person, HavenDay today)
{
  return person->type == HAVEN_PERSON_STAFF && (person->last == HAVEN_DAY_NONE || person->last >= today);
}

static void
look (Scene *scene)
{
  GPtrArray *people = haven_school_get_table (scene->school, HAVEN_TABLE_PEOPLE);
  GPtrArray *trainings = haven_school_get_table (scene->school, HAVEN_TABLE_TRAINING);

  for (guint i = 0; i < people->len; i++)
    if (is_staff (g_ptr_array_index (people, i), scene->today))
      g_ptr_array_add (scene->staff, g_ptr_array_index (people, i));
  for (guint i = 0; i < trainings->len; i++) {
    const char *topic = ((HavenTraining *) g_ptr_array_index (trainings, i))->topic;

    if (!haven_text_is_empty (topic) && !g_ptr_array_find_with_equal_func (scene->topics, topic, g_str_equal, NULL))
      g_ptr_array_add (scene->topics, (gpointer) topic);
  }
}

/* The latest that this person had; NULL: none */
static const HavenTraining *
find_training (const Scene *scene, gint64 person_id, const char *topic)
{
  GPtrArray *trainings = haven_school_get_table (scene->school, HAVEN_TABLE_TRAINING);
  const HavenTraining *latest = NULL;

  for (guint i = 0; i < trainings->len; i++) {
    const HavenTraining *training = g_ptr_array_index (trainings, i);

    if (training->person_id == person_id && g_strcmp0 (training->topic,
                                                       topic) == 0 && (latest == NULL || training->done_on > latest->done_on))
      latest = training;
  }
  return latest;
}

static gboolean
is_current (const HavenTraining *training, HavenDay today)
{
  return training != NULL && training->done_on != HAVEN_DAY_NONE && training->done_on <= today &&
         (training->lapses_on == HAVEN_DAY_NONE || training->lapses_on >= today);
}

static char *
cell_text (const HavenTraining *training, HavenDay today)
{
  g_autofree char *done = training != NULL ? haven_day_to_text (training->done_on) : NULL;
  g_autofree char *lapsed = training != NULL ? haven_day_to_text (training->lapses_on) : NULL;

  if (training == NULL)
    return g_strdup ("–");
  return is_current (training, today) ? g_steal_pointer (&done) : g_strdup_printf (_("lapsed %s"), lapsed);
}

static GStrv
make_row (const Scene *scene, const HavenPerson *person)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  g_strv_builder_add (row, person->name != NULL ? person->name : "");
  g_strv_builder_add (row, person->role != NULL ? person->role : "");
  for (guint i = 0; i < scene->topics->len; i++) {
    g_autofree char *cell = cell_text (find_training (scene, person->id, g_ptr_array_index (scene->topics, i)), scene->today);

    g_strv_builder_add (row, cell);
  }
  return g_strv_builder_end (row);
}

static char *
topic_title (const char *topic)
{
  g_autofree char *words = g_strdelimit (g_strdup (topic), "-_", ' ');
  g_autofree char *head = g_utf8_substring (words, 0, 1);
  g_autofree char *upper = g_utf8_strup (head, -1);

  return g_strconcat (upper, g_utf8_next_char (words), NULL);
}

static GStrv
make_header (const Scene *scene)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  g_strv_builder_add (row, _("Name"));
  g_strv_builder_add (row, _("Post"));
  for (guint i = 0; i < scene->topics->len; i++) {
    g_autofree char *title = topic_title (g_ptr_array_index (scene->topics, i));

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
add_tile (HavenCoverage *self, const Scene *scene, const char *topic)
{
  GtkWidget *tile = haven_stat_tile_new ();
  g_autofree char *title = topic_title (topic), *value = NULL;
  guint current = 0;

  for (guint i = 0; i < scene->staff->len; i++)
    current += is_current (find_training (scene, ((HavenPerson *) g_ptr_array_index (scene->staff, i))->id, topic), scene->today);
  value = g_strdup_printf (_("%u of %u"), current, scene->staff->len);
  haven_stat_tile_show (HAVEN_STAT_TILE (tile), value, title, _("staff in post whose training has not lapsed"));
  gtk_widget_insert_before (tile, self->tiles, NULL);
}

static void
show_tiles (HavenCoverage *self, const Scene *scene)
{
  GtkWidget *tile;

  while ((tile = gtk_widget_get_first_child (self->tiles)) != NULL)
    gtk_widget_unparent (tile);
  for (guint i = 0; i < scene->topics->len; i++)
    add_tile (self, scene, g_ptr_array_index (scene->topics, i));
}

static void
haven_coverage_class_init (HavenCoverageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HAVEN_TYPE_TILE_LAYOUT);
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
  g_autoptr (GPtrArray) staff = g_ptr_array_new (), topics = g_ptr_array_new ();
  Scene scene = { haven_session_get_school (session), haven_session_get_clock (session).today, staff, topics };

  g_return_if_fail (HAVEN_IS_COVERAGE (self));
  look (&scene);
  show_tiles (self, &scene);
  show_table (self, &scene);
  gtk_stack_set_visible_child_name (self->stack, staff->len > 0 && topics->len > 0 ? "table" : "nothing");
}
