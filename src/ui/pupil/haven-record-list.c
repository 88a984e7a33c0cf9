/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-record-list.h"

#include <glib/gi18n-lib.h>
#include "haven-form-specs.h"
#include "haven-names.h"
#include "haven-record-words.h"
#include "haven-run.h"

struct _HavenRecordList {
  AdwBin parent_instance;

  HavenSession *session;
  HavenTable table;
  const HavenFormSpec *spec;/* NULL: not written by hand here; of people, the child's contacts */
  gint64 pupil_id;
  char *nothing;
  GPtrArray *rows;          /* lent by group */

  /* template */
  AdwPreferencesGroup *group;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (HavenRecordList, haven_record_list, ADW_TYPE_BIN)

static void
add_cb (HavenRecordList *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new", "(sx)", self->spec->name, self->pupil_id);
}

static gint64
id_of (GtkWidget *row)
{
  return *(gint64 *) g_object_get_data (G_OBJECT (row), "id");
}

static void
row_activated_cb (HavenRecordList *self, GtkWidget *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit", "(sx)", self->spec->name, id_of (row));
}

static void
delete_cb (HavenRecordList *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.remove", "(sx)", self->spec->name, id_of (row));
}

static GtkWidget *
make_delete_button (HavenRecordList *self, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = g_strdup_printf (_("Delete: %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "quiet");
  gtk_widget_set_tooltip_text (button, name);      /* an icon is called as its tooltip */
  haven_names_button (button, name);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (delete_cb), self);
  return button;
}

static void
make_editable (HavenRecordList *self, GtkWidget *row, const char *title)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_delete_button (self, title));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (row_activated_cb), self);
}

/* A restricted entry stays covered until somebody asks, which the audit keeps; it is covered again with the next change, and by the lock. */

typedef struct {
  GWeakRef row;
  GWeakRef button;
} Uncovering;

static void
uncovering_free (Uncovering *uncovering)
{
  g_weak_ref_clear (&uncovering->row);
  g_weak_ref_clear (&uncovering->button);
  g_free (uncovering);
}

static void
show_uncovered (GtkWidget *row, GtkWidget *button, const char *text)
{
  char *safe = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  gtk_widget_set_visible (button, FALSE);
  haven_wipe_string (safe);
  g_free (safe);
}

static void
uncovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Uncovering *uncovering = user_data;
  g_autoptr (GtkWidget) row = g_weak_ref_get (&uncovering->row);
  g_autoptr (GtkWidget) button = g_weak_ref_get (&uncovering->button);
  g_autoptr (GError) error = NULL;
  char *text = haven_session_reveal_note_finish (HAVEN_SESSION (source), result, &error);

  if (row != NULL && button != NULL && gtk_widget_get_root (row) != NULL) {
    if (text != NULL)
      show_uncovered (row, button, text);
    else
      haven_fail (row, error);
  }
  haven_wipe_string (text);
  g_free (text);
  uncovering_free (uncovering);
}

static void
uncover_cb (HavenRecordList *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  Uncovering *uncovering = g_new0 (Uncovering, 1);

  g_weak_ref_init (&uncovering->row, row);
  g_weak_ref_init (&uncovering->button, button);
  haven_session_reveal_note_async (self->session, id_of (row), uncovered_cb, uncovering);
}

static void
make_uncoverable (HavenRecordList *self, GtkWidget *row, const char *detail)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Uncover"));
  g_autofree char *name = g_strdup_printf (_("Uncover the restricted entry: %s"), detail);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("That you looked is kept in the activity"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (uncover_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static gboolean
is_covered (HavenRecordList *self, gconstpointer record)
{
  return self->table == HAVEN_TABLE_NOTES && ((const HavenNote *) record)->restricted && ((const HavenNote *) record)->text == NULL;
}

static void
append (HavenRecordList *self, GtkWidget *row)
{
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_record (HavenRecordList *self, HavenSchool *school, gconstpointer record)
{
  g_auto (HavenRecordWords) words = haven_record_words (school, self->table, record);
  g_autofree char *title = g_markup_escape_text (words.title, -1), *detail = g_markup_escape_text (words.detail, -1);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words.detail, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (record, sizeof (gint64)), g_free);
  if (is_covered (self, record))
    make_uncoverable (self, row, words.detail);
  if (self->spec != NULL && haven_session_may (self->session, HAVEN_DEED_EDIT))
    make_editable (self, row, words.title);
  append (self, row);
}

static void
clear (HavenRecordList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

typedef struct {
  gconstpointer record;
  HavenDay day;
} Dated;

/* Latest first; without a day at the top */
static int
compare_dated (gconstpointer a, gconstpointer b)
{
  const Dated *one = a, *two = b;

  if (one->day == HAVEN_DAY_NONE || two->day == HAVEN_DAY_NONE)
    return (one->day != HAVEN_DAY_NONE) - (two->day != HAVEN_DAY_NONE);
  return (one->day < two->day) - (one->day > two->day);
}

static GArray *
sort_records (HavenRecordList *self, HavenSchool *school)
{
  HavenSlice slice = haven_school_of_pupil (school, self->table, self->pupil_id);
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (Dated));

  for (guint i = 0; i < slice.n; i++) {
    g_auto (HavenRecordWords) words = haven_record_words (school, self->table, slice.items[i]);
    Dated dated = { slice.items[i], words.day };

    g_array_append_val (sorted, dated);
  }
  g_array_sort (sorted, compare_dated);
  return sorted;
}

static void
haven_record_list_finalize (GObject *object)
{
  HavenRecordList *self = HAVEN_RECORD_LIST (object);

  g_clear_object (&self->session);
  g_ptr_array_unref (self->rows);
  g_free (self->nothing);
  G_OBJECT_CLASS (haven_record_list_parent_class)->finalize (object);
}

static void
haven_record_list_class_init (HavenRecordListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haven_record_list_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/pupil/haven-record-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenRecordList, group);
  gtk_widget_class_bind_template_child (widget_class, HavenRecordList, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
haven_record_list_init (HavenRecordList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_record_list_new (HavenTable table, const char *title, const char *nothing)
{
  HavenRecordList *self = g_object_new (HAVEN_TYPE_RECORD_LIST, NULL);
  g_autofree char *name = g_strdup_printf (_("Add: %s"), title);

  self->table = table;
  self->spec = table == HAVEN_TABLE_PEOPLE ? haven_form_spec_find ("contact") : haven_form_spec_of (table);
  self->nothing = g_strdup (nothing);
  adw_preferences_group_set_title (self->group, title);
  gtk_widget_set_visible (self->add_button, self->spec != NULL);
  gtk_widget_set_tooltip_text (self->add_button, name);   /* an icon is called as its tooltip */
  return GTK_WIDGET (self);
}

void
haven_record_list_show (HavenRecordList *self, HavenSession *session, gint64 pupil_id)
{
  HavenSchool *school = haven_session_get_school (session);
  g_autoptr (GArray) sorted = NULL;

  g_return_if_fail (HAVEN_IS_RECORD_LIST (self));
  g_set_object (&self->session, session);
  self->pupil_id = pupil_id;
  gtk_widget_set_visible (self->add_button, self->spec != NULL && haven_session_may (session, HAVEN_DEED_EDIT));
  clear (self);
  if (school == NULL)
    return;
  sorted = sort_records (self, school);
  for (guint i = 0; i < sorted->len; i++)
    add_record (self, school, g_array_index (sorted, Dated, i).record);
  adw_preferences_group_set_description (self->group, sorted->len > 0 ? NULL : self->nothing);
}
