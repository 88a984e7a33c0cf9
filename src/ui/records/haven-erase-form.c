/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-erase-form.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-input.h"
#include "haven-names.h"
#include "haven-retention-classes.h"
#include "haven-session-records.h"

struct _HavenEraseForm {
  HavenSaveWindow parent_instance;

  HavenErased subject;
  gint64 id;
  GtkWidget *why;
  GtkWidget *decided_by;

  /* template */
  GtkLabel *who;
  AdwPreferencesGroup *group;
  AdwComboRow *ground;
  GtkLabel *problem;
  GtkWidget *erase_button;
};

G_DEFINE_FINAL_TYPE (HavenEraseForm, haven_erase_form, HAVEN_TYPE_SAVE_WINDOW)

static const HavenInput why_input = { "why", N_("_Why, without the name"), HAVEN_INPUT_LINE };
static const HavenInput decided_input = { "decided_by", N_("_Decided by"), HAVEN_INPUT_LINE };

static const char *
get_ground (HavenEraseForm *self)
{
  return haven_erasure_grounds ()[adw_combo_row_get_selected (self->ground)];
}

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static char *
tell_done (const HavenErasure *erasure)
{
  if (erasure->swept_at == 0)
    return g_strdup_printf (_("Erased. Certificate %s. Free pages and copies are not clean yet: Haven goes on when it opens next."),
                            erasure->reference);
  if (erasure->left_over != NULL)
    return g_strdup_printf (_("Erased. Certificate %s names copies that you have to destroy too."), erasure->reference);
  return g_strdup_printf (_("Erased. Certificate %s."), erasure->reference);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenEraseForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenErasure) erasure = haven_session_erase_finish (HAVEN_SESSION (source), result, &error);
  g_autofree char *done = erasure != NULL ? tell_done (erasure) : NULL;

  if (haven_save_window_get_session (HAVEN_SAVE_WINDOW (self)) == NULL)
    return;                 /* locked or closed meanwhile */
  gtk_widget_set_sensitive (self->erase_button, TRUE);
  if (erasure == NULL)
    haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), error->message);
  else
    haven_save_window_close (HAVEN_SAVE_WINDOW (self), done, FALSE);
}

static void
erase (gpointer widget)
{
  HavenEraseForm *self = HAVEN_ERASE_FORM (widget);
  HavenSession *session = haven_save_window_get_session (HAVEN_SAVE_WINDOW (self));
  const HavenErasureRequest request = { self->subject, self->id, get_ground (self), get_text (self->why), get_text (self->decided_by) };

  if (session == NULL)
    return;
  gtk_widget_set_sensitive (self->erase_button, FALSE);
  haven_session_erase_async (session, &request, erased_cb, g_object_ref (self));
}

static void
erase_cb (HavenEraseForm *self)
{
  haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), NULL);
  haven_confirm_then (GTK_WIDGET (self), haven_save_window_get_session (HAVEN_SAVE_WINDOW (self)), HAVEN_DEED_DESTROY, erase);
}

static void
haven_erase_form_class_init (HavenEraseFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/records/haven-erase-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenEraseForm, who);
  gtk_widget_class_bind_template_child (widget_class, HavenEraseForm, group);
  gtk_widget_class_bind_template_child (widget_class, HavenEraseForm, ground);
  gtk_widget_class_bind_template_child (widget_class, HavenEraseForm, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenEraseForm, erase_button);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
}

static void
haven_erase_form_init (HavenEraseForm *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  haven_save_window_set_parts (HAVEN_SAVE_WINDOW (self), self->problem, self->erase_button);
  for (const char *const *ground = haven_erasure_grounds (); *ground != NULL; ground++)
    gtk_string_list_append (words, haven_erasure_ground_text (*ground));
  adw_combo_row_set_model (self->ground, G_LIST_MODEL (words));
  haven_names_combo_row (self->ground);
  self->why = haven_input_get_kind (HAVEN_INPUT_LINE)->make (&why_input, NULL);
  self->decided_by = haven_input_get_kind (HAVEN_INPUT_LINE)->make (&decided_input, NULL);
  adw_preferences_group_add (self->group, self->why);
  adw_preferences_group_add (self->group, self->decided_by);
}

static char *
name_whom (HavenSchool *school, gint64 pupil_id, gint64 person_id)
{
  const HavenPupil *pupil = pupil_id != 0 ? haven_school_get_pupil (school, pupil_id) : NULL;
  const HavenPerson *person = person_id != 0 ? haven_school_get_record (school, HAVEN_TABLE_PEOPLE, person_id) : NULL;

  if (pupil != NULL)
    return haven_pupil_dup_name (pupil);
  return person != NULL ? g_strdup (person->name) : NULL;
}

GtkWindow *
haven_erase_form_new (HavenSession *session, gint64 pupil_id, gint64 person_id)
{
  g_autofree char *name = name_whom (haven_session_get_school (session), pupil_id, person_id);
  HavenEraseForm *self;

  if (name == NULL)
    return NULL;
  self = g_object_new (HAVEN_TYPE_ERASE_FORM, NULL);
  self->subject = pupil_id != 0 ? HAVEN_ERASED_PUPIL : HAVEN_ERASED_STAFF;
  self->id = pupil_id != 0 ? pupil_id : person_id;
  haven_save_window_set_session (HAVEN_SAVE_WINDOW (self), session);
  gtk_label_set_label (self->who, name);
  g_signal_connect_swapped (self, "map", G_CALLBACK (gtk_widget_grab_focus), self->why);
  return GTK_WINDOW (self);
}
