/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-columns-card.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"
#include "haven-preview-card.h"

struct _HavenColumnsCard {
  AdwBin parent_instance;

  GArray *members;          /* HavenColumnWords, the lines of every choice */

  /* template */
  GtkLabel *missing;
  AdwPreferencesGroup *group;
  AdwComboRow *kind;
};

G_DEFINE_FINAL_TYPE (HavenColumnsCard, haven_columns_card, ADW_TYPE_BIN)

enum { COLUMN_SAID, KIND_SAID, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
member_chosen_cb (AdwComboRow *row, GParamSpec *pspec, HavenColumnsCard *self)
{
  const char *header = g_object_get_data (G_OBJECT (row), "header");
  guint n = adw_combo_row_get_selected (row);

  if (n < self->members->len)
    g_signal_emit (self, signals[COLUMN_SAID], 0, header, g_array_index (self->members, HavenColumnWords, n).member);
}

static guint
find_member (HavenColumnsCard *self, const char *member)
{
  for (guint i = 0; member != NULL && i < self->members->len; i++)
    if (g_str_equal (g_array_index (self->members, HavenColumnWords, i).member, member))
      return i;
  return 0;
}

static GtkStringList *
list_words (HavenColumnsCard *self)
{
  GtkStringList *words = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->members->len; i++)
    gtk_string_list_append (words, g_array_index (self->members, HavenColumnWords, i).words);
  return words;
}

static void
add_column (HavenColumnsCard *self, const HavenImportColumn *column, GtkStringList *words)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *title = g_markup_escape_text (*column->header != '\0' ? column->header : _("(no name)"), -1);
  g_autofree char *sample = g_markup_escape_text (column->sample, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sample);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_member (self, column->member));
  haven_names_combo_row (ADW_COMBO_ROW (row));
  g_object_set_data_full (G_OBJECT (row), "header", g_strdup (column->header), g_free);
  g_signal_connect (row, "notify::selected", G_CALLBACK (member_chosen_cb), self);
  adw_preferences_group_add (self->group, row);
}

static void
kind_chosen_cb (HavenColumnsCard *self)
{
  g_signal_emit (self, signals[KIND_SAID], 0, (int) adw_combo_row_get_selected (self->kind));
}

static void
show_kinds (HavenColumnsCard *self, HavenImportType type)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (HavenImportType each = HAVEN_IMPORT_PUPILS; each <= HAVEN_IMPORT_AUTO; each++)
    gtk_string_list_append (words, each == HAVEN_IMPORT_AUTO ? _("Not said yet") : haven_import_type_words (each));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->kind, type);
  haven_names_combo_row (self->kind);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kind_chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
haven_columns_card_finalize (GObject *object)
{
  g_clear_pointer (&HAVEN_COLUMNS_CARD (object)->members, g_array_unref);
  G_OBJECT_CLASS (haven_columns_card_parent_class)->finalize (object);
}

static void
haven_columns_card_class_init (HavenColumnsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_columns_card_finalize;
  signals[COLUMN_SAID] = g_signal_new ("column-said", HAVEN_TYPE_COLUMNS_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_STRING);
  signals[KIND_SAID] = g_signal_new ("kind-said", HAVEN_TYPE_COLUMNS_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/imports/haven-columns-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenColumnsCard, missing);
  gtk_widget_class_bind_template_child (widget_class, HavenColumnsCard, group);
  gtk_widget_class_bind_template_child (widget_class, HavenColumnsCard, kind);
}

static void
haven_columns_card_init (HavenColumnsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_columns_card_new (const HavenImportPreview *preview)
{
  HavenColumnsCard *self = g_object_new (HAVEN_TYPE_COLUMNS_CARD, NULL);
  g_autoptr (GtkStringList) words = NULL;
  g_autofree char *title = g_markup_escape_text (preview->file, -1);

  self->members = haven_session_list_members (preview->missing != NULL && preview->choices->type == HAVEN_IMPORT_AUTO ? HAVEN_IMPORT_AUTO
                                                                                                                      : preview->type);
  words = list_words (self);
  adw_preferences_group_set_title (self->group, title);
  show_kinds (self, preview->missing != NULL ? preview->choices->type : preview->type);
  for (guint i = 0; i < preview->columns->len; i++)
    add_column (self, g_ptr_array_index (preview->columns, i), words);
  gtk_label_set_label (self->missing, preview->missing != NULL ? preview->missing : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing), preview->missing != NULL);
  return GTK_WIDGET (self);
}
