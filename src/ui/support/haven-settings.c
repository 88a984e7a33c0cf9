/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-settings.h"

#include "haven-defaults.h"

struct _HavenSettings {
  GObject parent_instance;

  GSettings *kept;          /* NULL: for this run only */
  GHashTable *widths;       /* column -> pixels */
  int window_width;
  int window_height;
  int idle_lock_minutes;
  int meeting_lock_minutes;
  gboolean window_maximized;
  gboolean children_sort_descending;
  char *view;
  char *colour_scheme;
  char *last_store;
  char *shared_folder;
  char *children_sort_column;
  char *children_filters;
};

G_DEFINE_FINAL_TYPE (HavenSettings, haven_settings, G_TYPE_OBJECT)

/* The defaults are those of data/uk.org.haven.Haven.gschema.xml; a test compares them. */
enum {
  PROP_0, PROP_WINDOW_WIDTH, PROP_WINDOW_HEIGHT, PROP_WINDOW_MAXIMIZED, PROP_VIEW, PROP_IDLE_LOCK_MINUTES, PROP_MEETING_LOCK_MINUTES,
  PROP_COLOUR_SCHEME, PROP_LAST_STORE, PROP_SHARED_FOLDER, PROP_CHILDREN_SORT_COLUMN, PROP_CHILDREN_SORT_DESCENDING,
  PROP_CHILDREN_FILTERS, N_PROPS
};
static GParamSpec *properties[N_PROPS];

static gpointer
place_of (HavenSettings *self, guint id)
{
  switch (id) {
  case PROP_WINDOW_WIDTH: return &self->window_width;
  case PROP_WINDOW_HEIGHT: return &self->window_height;
  case PROP_WINDOW_MAXIMIZED: return &self->window_maximized;
  case PROP_VIEW: return &self->view;
  case PROP_IDLE_LOCK_MINUTES: return &self->idle_lock_minutes;
  case PROP_MEETING_LOCK_MINUTES: return &self->meeting_lock_minutes;
  case PROP_COLOUR_SCHEME: return &self->colour_scheme;
  case PROP_LAST_STORE: return &self->last_store;
  case PROP_SHARED_FOLDER: return &self->shared_folder;
  case PROP_CHILDREN_SORT_COLUMN: return &self->children_sort_column;
  case PROP_CHILDREN_SORT_DESCENDING: return &self->children_sort_descending;
  case PROP_CHILDREN_FILTERS: return &self->children_filters;
  default: g_assert_not_reached ();
  }
}

static void
haven_settings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  gpointer place = place_of (HAVEN_SETTINGS (object), id);

  if (G_IS_PARAM_SPEC_INT (pspec))
    g_value_set_int (value, *(int *) place);
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    g_value_set_boolean (value, *(gboolean *) place);
  else
    g_value_set_string (value, *(char **) place);
}

static void
haven_settings_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  gpointer place = place_of (HAVEN_SETTINGS (object), id);

  if (G_IS_PARAM_SPEC_INT (pspec)) {
    *(int *) place = g_value_get_int (value);
  } else if (G_IS_PARAM_SPEC_BOOLEAN (pspec)) {
    *(gboolean *) place = g_value_get_boolean (value);
  } else {
    g_free (*(char **) place);
    *(char **) place = g_value_dup_string (value);
  }
}

static void
haven_settings_finalize (GObject *object)
{
  HavenSettings *self = HAVEN_SETTINGS (object);

  g_clear_object (&self->kept);
  g_clear_pointer (&self->widths, g_hash_table_unref);
  g_free (self->view);
  g_free (self->colour_scheme);
  g_free (self->last_store);
  g_free (self->shared_folder);
  g_free (self->children_sort_column);
  g_free (self->children_filters);
  G_OBJECT_CLASS (haven_settings_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS;

  properties[PROP_WINDOW_WIDTH] = g_param_spec_int ("window-width", NULL, NULL, 360, G_MAXINT, 1280, flags);
  properties[PROP_WINDOW_HEIGHT] = g_param_spec_int ("window-height", NULL, NULL, 300, G_MAXINT, 700, flags);
  properties[PROP_WINDOW_MAXIMIZED] = g_param_spec_boolean ("window-maximized", NULL, NULL, FALSE, flags);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "today", flags);
  properties[PROP_IDLE_LOCK_MINUTES] = g_param_spec_int ("idle-lock-minutes", NULL, NULL, 1, 60, 5, flags);
  properties[PROP_MEETING_LOCK_MINUTES] = g_param_spec_int ("meeting-lock-minutes", NULL, NULL, 5, 180, 30, flags);
  properties[PROP_COLOUR_SCHEME] = g_param_spec_string ("colour-scheme", NULL, NULL, "follow", flags);
  properties[PROP_LAST_STORE] = g_param_spec_string ("last-store", NULL, NULL, "", flags);
  properties[PROP_SHARED_FOLDER] = g_param_spec_string ("shared-folder", NULL, NULL, "", flags);
  properties[PROP_CHILDREN_SORT_COLUMN] = g_param_spec_string ("children-sort-column", NULL, NULL, "name", flags);
  properties[PROP_CHILDREN_SORT_DESCENDING] = g_param_spec_boolean ("children-sort-descending", NULL, NULL, FALSE, flags);
  properties[PROP_CHILDREN_FILTERS] = g_param_spec_string ("children-filters", NULL, NULL, "", flags);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
haven_settings_class_init (HavenSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = haven_settings_get_property;
  object_class->set_property = haven_settings_set_property;
  object_class->finalize = haven_settings_finalize;
  install_properties (object_class);
}

static void
haven_settings_init (HavenSettings *self)
{
  self->widths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
read_widths (HavenSettings *self)
{
  g_autoptr (GVariant) widths = g_settings_get_value (self->kept, "children-column-widths");
  GVariantIter iter;
  char *column;
  int width;

  g_variant_iter_init (&iter, widths);
  while (g_variant_iter_next (&iter, "{si}", &column, &width))
    g_hash_table_insert (self->widths, column, GINT_TO_POINTER (width));
}

static void
write_widths (HavenSettings *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{si}"));
  GHashTableIter iter;
  gpointer column, width;

  g_hash_table_iter_init (&iter, self->widths);
  while (g_hash_table_iter_next (&iter, &column, &width))
    g_variant_builder_add (&builder, "{si}", column, GPOINTER_TO_INT (width));
  g_settings_set_value (self->kept, "children-column-widths", g_variant_builder_end (&builder));
}

/* What this person chose; else what was laid down for this computer, which is not taken for a choice: it may be another one tomorrow. */
static gboolean
get_lock_minutes (GValue *value, GVariant *kept, gpointer user_data)
{
  HavenSettings *self = user_data;
  g_autoptr (GVariant) chosen = g_settings_get_user_value (self->kept, "idle-lock-minutes");
  int laid_down = haven_defaults_get ()->lock_minutes;

  g_value_set_int (value, chosen == NULL && laid_down > 0 ? laid_down : g_variant_get_int32 (kept));
  return TRUE;
}

static void
bind (HavenSettings *self, guint id)
{
  const char *name = properties[id]->name;

  GSettingsBindGetMapping get = id == PROP_IDLE_LOCK_MINUTES ? get_lock_minutes : NULL;

  g_settings_bind_with_mapping (self->kept, name, self, name, G_SETTINGS_BIND_DEFAULT, get, NULL, self, NULL);
}

/* A schema that is not installed must not end the program, as g_settings_new() would. */
static GSettings *
open_kept (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, HAVEN_APP_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

HavenSettings *
haven_settings_new (gboolean kept)
{
  HavenSettings *self = g_object_new (HAVEN_TYPE_SETTINGS, NULL);

  if (haven_defaults_get ()->lock_minutes > 0)
    self->idle_lock_minutes = haven_defaults_get ()->lock_minutes;
  if (kept)
    self->kept = open_kept ();
  if (self->kept == NULL)
    return self;
  for (guint i = 1; i < N_PROPS; i++)
    bind (self, i);
  read_widths (self);
  return self;
}

int
haven_settings_get_column_width (HavenSettings *self, const char *column)
{
  gpointer width;

  g_return_val_if_fail (HAVEN_IS_SETTINGS (self), -1);
  return g_hash_table_lookup_extended (self->widths, column, NULL, &width) ? GPOINTER_TO_INT (width) : -1;
}

void
haven_settings_set_column_width (HavenSettings *self, const char *column, int width)
{
  g_return_if_fail (HAVEN_IS_SETTINGS (self));
  if (haven_settings_get_column_width (self, column) == width)
    return;
  g_hash_table_insert (self->widths, g_strdup (column), GINT_TO_POINTER (width));
  if (self->kept != NULL)
    write_widths (self);
}
