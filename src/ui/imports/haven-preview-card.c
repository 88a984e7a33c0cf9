/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-preview-card.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"
#include "haven-stat-tile.h"
#include "haven-tile-layout.h"

#define MOST_LINES 100

struct _HavenPreviewCard {
  AdwBin parent_instance;

  GtkWidget *questions;     /* HavenQuestionList */
  GPtrArray *rows;          /* lent by lists */

  /* template */
  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *tiles;
  AdwBin *asked;
  AdwPreferencesGroup *lists;
};

G_DEFINE_FINAL_TYPE (HavenPreviewCard, haven_preview_card, ADW_TYPE_BIN)

const char *
haven_import_type_words (HavenImportType type)
{
  switch (type) {
  case HAVEN_IMPORT_PUPILS: return _("Pupils");
  case HAVEN_IMPORT_STATUSES: return _("Statuses");
  case HAVEN_IMPORT_MARKS: return _("Attendance marks");
  case HAVEN_IMPORT_SUSPENSIONS: return _("Suspensions");
  case HAVEN_IMPORT_TOTALS: return _("Attendance totals");
  case HAVEN_IMPORT_ATTAINMENT: return _("Attainment");
  case HAVEN_IMPORT_SCHOOL_ATTAINMENT: return _("Whole-school attainment");
  case HAVEN_IMPORT_AUTHORITY_LIST: return _("List from the authority");
  case HAVEN_IMPORT_TRANSFER: return _("Records of a child from another school");
  default: return _("A file");
  }
}

static void
add_tile (HavenPreviewCard *self, guint n, const char *caption)
{
  GtkWidget *tile = haven_stat_tile_new ();
  g_autofree char *value = g_strdup_printf ("%u", n);

  haven_stat_tile_show (HAVEN_STAT_TILE (tile), value, caption, NULL);
  gtk_widget_insert_before (tile, self->tiles, NULL);
}

static GtkWidget *
add_list (HavenPreviewCard *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle != NULL ? subtitle : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_add (self->lists, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_line (GtkWidget *list, const char *title, const char *detail)
{
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_detail = g_markup_escape_text (detail, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (list), row);
}

static void
list_changes (HavenPreviewCard *self, const HavenImportPreview *preview)
{
  GtkWidget *list;

  if (preview->changes->len == 0)
    return;
  list = add_list (self, _("What changes, from old to new"), NULL);
  for (guint i = 0; i < preview->changes->len; i++) {
    const HavenImportChange *change = g_ptr_array_index (preview->changes, i);
    g_autofree char *detail = g_strdup_printf ("%s → %s", change->before != NULL && *change->before != '\0' ? change->before : "–",
                                               change->after != NULL && *change->after != '\0' ? change->after : "–");

    add_line (list, change->what, detail);
  }
}

static void
list_problems (HavenPreviewCard *self, const HavenImportPreview *preview)
{
  GtkWidget *list;

  if (preview->problems->len == 0)
    return;
  list = add_list (self, _("Problems"), _("These rows are left out; everything else is taken."));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (list), preview->problems->len <= 5);
  for (guint i = 0; i < MIN (preview->problems->len, MOST_LINES); i++) {
    const HavenImportProblem *problem = g_ptr_array_index (preview->problems, i);
    g_autofree char *where = problem->column != NULL && *problem->column != '\0'
      ? g_strdup_printf (_("Line %u, %s"), problem->line, problem->column) : g_strdup_printf (_("Line %u"), problem->line);

    add_line (list, where, problem->message);
  }
}

static void
list_assumptions (HavenPreviewCard *self, const HavenImportPreview *preview)
{
  GtkWidget *list;

  if (preview->assumptions->len == 0)
    return;
  list = add_list (self, _("What Haven takes for granted"), _("If one of these is wrong, do not apply the file."));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (list), preview->assumptions->len <= 3);
  for (guint i = 0; i < preview->assumptions->len; i++)
    add_line (list, g_ptr_array_index (preview->assumptions, i), "");
}

static void
list_absences (HavenPreviewCard *self, const HavenImportPreview *preview)
{
  GtkWidget *list;

  if (preview->absences->len == 0)
    return;
  list = add_list (self, _("Kept here, and not in the file"), _("Nothing of theirs changes, unless it is said above."));
  for (guint i = 0; i < MIN (preview->absences->len, MOST_LINES); i++)
    add_line (list, g_ptr_array_index (preview->absences, i), "");
}

static void
show_head (HavenPreviewCard *self, const HavenImportPreview *preview)
{
  g_autofree char *first = haven_day_to_text (preview->days.first), *last = haven_day_to_text (preview->days.last);
  gboolean days = preview->days.first != HAVEN_DAY_NONE && preview->days.last != HAVEN_DAY_NONE;
  g_autofree char *detail = days ? g_strdup_printf (_("%s · %u rows · %s to %s"), preview->file, preview->rows, first, last)
                                 : g_strdup_printf (_("%s · %u rows"), preview->file, preview->rows);

  gtk_label_set_label (self->title, haven_import_type_words (preview->type));
  gtk_label_set_label (self->detail, detail);
}

static void
haven_preview_card_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_PREVIEW_CARD (object)->rows);
  G_OBJECT_CLASS (haven_preview_card_parent_class)->finalize (object);
}

static void
haven_preview_card_class_init (HavenPreviewCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_preview_card_finalize;
  g_type_ensure (HAVEN_TYPE_TILE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/imports/haven-preview-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPreviewCard, title);
  gtk_widget_class_bind_template_child (widget_class, HavenPreviewCard, detail);
  gtk_widget_class_bind_template_child (widget_class, HavenPreviewCard, tiles);
  gtk_widget_class_bind_template_child (widget_class, HavenPreviewCard, asked);
  gtk_widget_class_bind_template_child (widget_class, HavenPreviewCard, lists);
}

static void
haven_preview_card_init (HavenPreviewCard *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
clear (HavenPreviewCard *self)
{
  GtkWidget *tile;

  while ((tile = gtk_widget_get_first_child (self->tiles)) != NULL)
    gtk_widget_unparent (tile);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->lists, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

GtkWidget *
haven_preview_card_new (const HavenImportPreview *preview, HavenAnsweredFunc answered, gpointer data)
{
  HavenPreviewCard *self = g_object_new (HAVEN_TYPE_PREVIEW_CARD, NULL);

  self->questions = haven_question_list_new (HAVEN_QUESTIONS_ALL, answered, data);
  adw_bin_set_child (self->asked, self->questions);
  haven_preview_card_show (self, preview);
  return GTK_WIDGET (self);
}

void
haven_preview_card_show (HavenPreviewCard *self, const HavenImportPreview *preview)
{
  g_return_if_fail (HAVEN_IS_PREVIEW_CARD (self));
  clear (self);
  show_head (self, preview);
  add_tile (self, preview->added, _("new"));
  add_tile (self, preview->changed, _("changed"));
  add_tile (self, preview->same, _("the same"));
  add_tile (self, preview->n_problems, _("problems"));
  add_tile (self, preview->absent, _("not in the file"));
  haven_question_list_show (HAVEN_QUESTION_LIST (self->questions), preview);
  list_assumptions (self, preview);
  list_problems (self, preview);
  list_changes (self, preview);
  list_absences (self, preview);
  haven_names_complete (GTK_WIDGET (self));
}
