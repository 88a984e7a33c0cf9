/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-child-chooser.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-text.h"

#define MOST_MATCHES 5

struct _HavenChildChooser {
  AdwBin parent_instance;

  HavenSession *session;
  gint64 pupil_id;
  GPtrArray *matches;       /* rows, lent by group */

  /* template */
  AdwPreferencesGroup *group;
  AdwEntryRow *search;
  GtkWidget *chosen;
  GtkLabel *name;
  GtkLabel *about;
  GtkWidget *change_button;
};

G_DEFINE_FINAL_TYPE (HavenChildChooser, haven_child_chooser, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
drop_matches (HavenChildChooser *self)
{
  for (guint i = 0; i < self->matches->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->matches, i));
  g_ptr_array_set_size (self->matches, 0);
}

static char *
describe (const HavenPupil *pupil)
{
  g_autofree char *year = haven_pupil_dup_year_text (pupil);

  return pupil->reg_group != NULL ? g_strdup_printf ("%s · %s", year, pupil->reg_group) : g_steal_pointer (&year);
}

static void
show_row (AdwActionRow *row, const HavenPupil *pupil)
{
  g_autofree char *name = haven_pupil_dup_name (pupil);
  g_autofree char *about = describe (pupil);
  g_autofree char *safe_name = g_markup_escape_text (name, -1);
  g_autofree char *safe_about = g_markup_escape_text (about, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_name);
  adw_action_row_set_subtitle (row, safe_about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
}

static void
show_chosen (HavenChildChooser *self, const HavenPupil *pupil)
{
  g_autofree char *name = haven_pupil_dup_name (pupil);
  g_autofree char *about = describe (pupil);

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->about, about);
}

static void
match_activated_cb (HavenChildChooser *self, AdwActionRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "pupil");

  haven_child_chooser_set_child (self, *id, FALSE);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
add_match (HavenChildChooser *self, const HavenPupil *pupil)
{
  GtkWidget *row = adw_action_row_new ();

  show_row (ADW_ACTION_ROW (row), pupil);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "pupil", g_memdup2 (&pupil->id, sizeof pupil->id), g_free);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (match_activated_cb), self);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->matches, row);
}

static gboolean
matches (const HavenPupil *pupil, const char *needle)
{
  g_autofree char *words = haven_pupil_dup_needle (pupil);

  return haven_text_matches (words, needle);
}

static void
search_changed_cb (HavenChildChooser *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  HavenDay today = haven_session_get_clock (self->session).today;
  g_autofree char *needle = haven_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  drop_matches (self);
  for (guint i = 0; *needle != '\0' && school != NULL && i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);

    if (self->matches->len < MOST_MATCHES && haven_pupil_is_on_roll (pupil, today) && matches (pupil, needle))
      add_match (self, pupil);
  }
}

/* Return takes the first */
static void
entry_activated_cb (HavenChildChooser *self)
{
  if (self->matches->len > 0)
    match_activated_cb (self, g_ptr_array_index (self->matches, 0));
}

static void
change_cb (HavenChildChooser *self)
{
  haven_child_chooser_set_child (self, 0, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
haven_child_chooser_dispose (GObject *object)
{
  HavenChildChooser *self = HAVEN_CHILD_CHOOSER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_child_chooser_parent_class)->dispose (object);
}

static void
haven_child_chooser_class_init (HavenChildChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_child_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", HAVEN_TYPE_CHILD_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/forms/haven-child-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenChildChooser, group);
  gtk_widget_class_bind_template_child (widget_class, HavenChildChooser, search);
  gtk_widget_class_bind_template_child (widget_class, HavenChildChooser, chosen);
  gtk_widget_class_bind_template_child (widget_class, HavenChildChooser, name);
  gtk_widget_class_bind_template_child (widget_class, HavenChildChooser, about);
  gtk_widget_class_bind_template_child (widget_class, HavenChildChooser, change_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
}

static void
haven_child_chooser_init (HavenChildChooser *self)
{
  self->matches = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->search))), _("Find the child"));
}

void
haven_child_chooser_set_session (HavenChildChooser *self, HavenSession *session)
{
  g_return_if_fail (HAVEN_IS_CHILD_CHOOSER (self));
  g_set_object (&self->session, session);
}

gint64
haven_child_chooser_get_child (HavenChildChooser *self)
{
  g_return_val_if_fail (HAVEN_IS_CHILD_CHOOSER (self), 0);
  return self->pupil_id;
}

void
haven_child_chooser_set_child (HavenChildChooser *self, gint64 pupil_id, gboolean fixed)
{
  HavenSchool *school = haven_session_get_school (self->session);
  const HavenPupil *pupil = school != NULL && pupil_id != 0 ? haven_school_get_pupil (school, pupil_id) : NULL;

  g_return_if_fail (HAVEN_IS_CHILD_CHOOSER (self));
  self->pupil_id = pupil != NULL ? pupil_id : 0;
  drop_matches (self);
  if (pupil != NULL)
    show_chosen (self, pupil);
  gtk_widget_set_visible (self->chosen, pupil != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->group), pupil == NULL);
  gtk_widget_set_visible (self->change_button, !fixed);
}

void
haven_child_chooser_enter (HavenChildChooser *self)
{
  g_return_if_fail (HAVEN_IS_CHILD_CHOOSER (self));
  gtk_widget_grab_focus (self->pupil_id != 0 ? self->change_button : GTK_WIDGET (self->search));
}
