/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-restricted-list.h"

#include <glib/gi18n-lib.h>

struct _HavenRestrictedList {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *switches;          /* GtkSwitch, lent by the group; its data "id" is the note's */

  /* template */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (HavenRestrictedList, haven_restricted_list, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static gint64
id_of (GtkWidget *choice)
{
  return *(gint64 *) g_object_get_data (G_OBJECT (choice), "id");
}

static void
chosen_cb (HavenRestrictedList *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static const char *
type_text (const HavenNote *note)
{
  static const char *const words[] = { N_("Fact"), N_("Allegation"), N_("Opinion") };

  return _(words[CLAMP (note->type, 0, 2)]);
}

static gboolean
look_alike (const HavenNote *one, const HavenNote *other)
{
  return other->restricted && one->type == other->type && one->day == other->day && g_strcmp0 (one->author, other->author) == 0;
}

/* Which of those that look alike it is, in the order in which they were written; 0: there is no other */
static guint
count_alike (HavenSlice notes, const HavenNote *note)
{
  guint before = 0, all = 0;

  for (guint i = 0; i < notes.n; i++) {
    const HavenNote *other = notes.items[i];
    all += look_alike (note, other);
    before += look_alike (note, other) && other->id <= note->id;
  }
  return all > 1 ? before : 0;
}

/* Told apart without a word of what they say */
static char *
dup_title (HavenSlice notes, const HavenNote *note)
{
  guint number = count_alike (notes, note);
  g_autofree char *day = haven_day_to_text (note->day);

  if (number > 0)
    /* Translators: a kind of note (fact, allegation, opinion), its day, and which of that day's it is */
    return g_strdup_printf (_("%s of %s, number %u"), type_text (note), day, number);
  /* Translators: a kind of note (fact, allegation, opinion) and its day */
  return g_strdup_printf (_("%s of %s"), type_text (note), day);
}

static void
add_note (HavenRestrictedList *self, HavenSlice notes, const HavenNote *note)
{
  GtkWidget *row = adw_action_row_new (), *choice = gtk_switch_new ();
  g_autofree char *title = dup_title (notes, note);
  g_autofree char *author = g_markup_escape_text (note->author != NULL ? note->author : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), author);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (choice), "id", g_memdup2 (&note->id, sizeof note->id), g_free);
  g_signal_connect_object (choice, "notify::active", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->switches, choice);
}

void
haven_restricted_list_show (HavenRestrictedList *self, HavenSession *session, gint64 pupil_id)
{
  HavenSlice notes = haven_school_of_pupil (haven_session_get_school (session), HAVEN_TABLE_NOTES, pupil_id);

  g_return_if_fail (HAVEN_IS_RESTRICTED_LIST (self));
  g_set_object (&self->session, session);
  for (guint i = 0; i < notes.n; i++)
    if (((const HavenNote *) notes.items[i])->restricted)
      add_note (self, notes, notes.items[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->switches->len > 0);
}

GPtrArray *
haven_restricted_list_dup_chosen (HavenRestrictedList *self)
{
  HavenSchool *school = self->session != NULL ? haven_session_get_school (self->session) : NULL;
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; school != NULL && i < self->switches->len; i++) {
    gpointer note = (gpointer) haven_school_get_record (school, HAVEN_TABLE_NOTES, id_of (self->switches->pdata[i]));
    if (note != NULL && gtk_switch_get_active (self->switches->pdata[i]))
      g_ptr_array_add (chosen, note);
  }
  return chosen;
}

static void
free_note (gpointer note)
{
  haven_wipe_string (((HavenNote *) note)->text);
  haven_note_free (note);
}

/* ---- uncovering, one after the other: each is in the audit ---- */

static void uncover_next (GTask *take_task);

static HavenNote *
find_covered (GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    if (((HavenNote *) notes->pdata[i])->text == NULL)
      return notes->pdata[i];
  return NULL;
}

static void
revealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  char *text = haven_session_reveal_note_finish (HAVEN_SESSION (source), result, &error);

  if (text == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  find_covered (g_task_get_task_data (task))->text = text;
  uncover_next (task);
}

static void
uncover_next (GTask *take_task)
{
  HavenRestrictedList *self = g_task_get_source_object (take_task);
  GPtrArray *notes = g_task_get_task_data (take_task);
  HavenNote *note = find_covered (notes);

  if (note == NULL) {
    g_task_return_pointer (take_task, g_ptr_array_ref (notes), (GDestroyNotify) g_ptr_array_unref);
    g_object_unref (take_task);
  } else {
    haven_session_reveal_note_async (self->session, note->id, revealed_cb, take_task);
  }
}

void
haven_restricted_list_uncover_async (HavenRestrictedList *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GPtrArray) chosen = haven_restricted_list_dup_chosen (self);
  GPtrArray *notes = g_ptr_array_new_with_free_func (free_note);

  for (guint i = 0; i < chosen->len; i++) {
    const HavenNote *covered = chosen->pdata[i];
    HavenNote *note = haven_note_copy (covered);
    note->id = covered->id;
    g_clear_pointer (&note->text, g_free);
    g_ptr_array_add (notes, note);
  }
  g_task_set_task_data (task, notes, (GDestroyNotify) g_ptr_array_unref);
  uncover_next (task);
}

GPtrArray *
haven_restricted_list_uncover_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- the widget ---- */

static void
haven_restricted_list_dispose (GObject *object)
{
  g_clear_object (&HAVEN_RESTRICTED_LIST (object)->session);
  G_OBJECT_CLASS (haven_restricted_list_parent_class)->dispose (object);
}

static void
haven_restricted_list_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_RESTRICTED_LIST (object)->switches);
  G_OBJECT_CLASS (haven_restricted_list_parent_class)->finalize (object);
}

static void
haven_restricted_list_class_init (HavenRestrictedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_restricted_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_restricted_list_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", HAVEN_TYPE_RESTRICTED_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/papers/haven-restricted-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenRestrictedList, group);
}

static void
haven_restricted_list_init (HavenRestrictedList *self)
{
  self->switches = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
