/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-merge-window.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-names.h"

struct _HavenMergeWindow {
  AdwWindow parent_instance;

  HavenWindow *parent;      /* lent: this goes with it; NULL once it is closed */
  HavenSession *session;
  char *shared;
  HavenMergeView *view;     /* what was looked at; its conflicts take their sides from here */

  /* template */
  GtkLabel *summary;
  GtkLabel *problem;
  GtkBox *conflicts;
  GtkWidget *apply_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenMergeWindow, haven_merge_window, ADW_TYPE_WINDOW)

static void
show_problem (HavenMergeWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static guint
count_unsettled (HavenMergeWindow *self)
{
  guint n = 0;

  for (guint i = 0; i < self->view->conflicts->len; i++)
    n += ((HavenConflict *) g_ptr_array_index (self->view->conflicts, i))->side == HAVEN_SIDE_UNSETTLED;
  return n;
}

static void
set_busy (HavenMergeWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->apply_button, !busy && self->view != NULL && count_unsettled (self) == 0);
}

static char *
describe (HavenMergeWindow *self)
{
  guint n = self->view->conflicts->len, left = count_unsettled (self);
  g_autofree char *rows = g_strdup_printf (_("%u entries were changed here and %u in the shared store since they parted."),
                                           self->view->n_mine, self->view->n_theirs);
  g_autofree char *settle = NULL;

  if (n == 0)
    settle = g_strdup (_("Nothing was changed by both: they go together as they are. This can be undone."));
  else if (left == 0)
    settle = g_strdup (_("All that both changed is settled. Putting them together can be undone."));
  else
    settle = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field was changed by both. Choose which one stays.",
                                           "%u fields were changed by both. Choose for each which one stays.", left), left);
  return g_strdup_printf ("%s %s", rows, settle);
}

static void
show_summary (HavenMergeWindow *self)
{
  g_autofree char *text = describe (self);

  gtk_label_set_label (self->summary, text);
  set_busy (self, FALSE);
}

/* A conflict: what it is about, what stood there, and the two that stand there now */

static char *
describe_side (const char *which, const char *who, gint64 at)
{
  g_autofree char *when = at != 0 ? haven_time_to_text (at) : NULL;

  if (who == NULL)
    return g_strdup (which);
  return when != NULL ? g_strdup_printf ("%s · %s, %s", which, who, when) : g_strdup_printf ("%s · %s", which, who);
}

typedef struct {
  HavenMergeWindow *window; /* lent: the button is in it */
  HavenConflict *conflict;
  HavenSide side;
} Choice;

static void
chosen_cb (GtkCheckButton *check, GParamSpec *pspec, gpointer user_data)
{
  Choice *choice = user_data;

  if (!gtk_check_button_get_active (check) || choice->window->view == NULL)
    return;
  choice->conflict->side = choice->side;
  show_summary (choice->window);
}

static void
free_choice (gpointer choice, GClosure *closure)
{
  g_free (choice);
}

static GtkWidget *
add_side (HavenMergeWindow *self, AdwPreferencesGroup *group, HavenConflict *conflict, HavenSide side)
{
  const char *value = side == HAVEN_SIDE_MINE ? conflict->mine : conflict->theirs;
  g_autofree char *about = side == HAVEN_SIDE_MINE ? describe_side (_("Written here"), conflict->mine_by, conflict->mine_at)
                                                   : describe_side (_("In the shared store"), conflict->theirs_by, conflict->theirs_at);
  const char *shown = value == NULL ? _("deleted") : *value == '\0' ? _("empty") : value;
  g_autofree char *safe = g_markup_escape_text (shown, -1), *safe_about = g_markup_escape_text (about, -1);
  g_autofree char *name = g_strdup_printf ("%s: %s", about, shown);
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  Choice *choice = g_new0 (Choice, 1);

  *choice = (Choice) { self, conflict, side };
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_about);
  haven_input_name (check, name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_data (check, "notify::active", G_CALLBACK (chosen_cb), choice, free_choice, 0);
  adw_preferences_group_add (group, row);
  return check;
}

static char *
dup_title (HavenMergeWindow *self, const HavenConflict *conflict)
{
  HavenSchool *school = haven_session_get_school (self->session);
  const HavenPupil *pupil = school != NULL && conflict->pupil_id != 0 ? haven_school_get_pupil (school, conflict->pupil_id) : NULL;
  g_autofree char *what = haven_conflict_dup_name (conflict);
  g_autofree char *whose = pupil != NULL ? haven_pupil_dup_name (pupil) : NULL;

  return whose != NULL ? g_strdup_printf ("%s · %s", whose, what) : g_steal_pointer (&what);
}

static void
add_conflict (HavenMergeWindow *self, HavenConflict *conflict)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = dup_title (self, conflict);
  g_autofree char *before = g_strdup_printf (_("Before: %s"), conflict->old != NULL && *conflict->old != '\0' ? conflict->old : _("empty"));
  g_autofree char *safe_title = g_markup_escape_text (title, -1), *safe_before = g_markup_escape_text (before, -1);
  GtkWidget *mine, *theirs;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), safe_title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), safe_before);
  mine = add_side (self, ADW_PREFERENCES_GROUP (group), conflict, HAVEN_SIDE_MINE);
  theirs = add_side (self, ADW_PREFERENCES_GROUP (group), conflict, HAVEN_SIDE_THEIRS);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (theirs), GTK_CHECK_BUTTON (mine));
  gtk_box_append (self->conflicts, group);
}

static void
clear (HavenMergeWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->conflicts))) != NULL)
    gtk_box_remove (self->conflicts, child);
  g_clear_pointer (&self->view, haven_merge_view_free);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenMergeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  HavenMergeView *view = haven_session_look_at_merge_finish (HAVEN_SESSION (source), result, &error);

  if (self->parent == NULL) {
    g_clear_pointer (&view, haven_merge_view_free);
    return;                 /* locked meanwhile */
  }
  clear (self);
  self->view = view;
  set_busy (self, FALSE);
  if (view == NULL) {
    gtk_label_set_label (self->summary, error->message);
    return;
  }
  for (guint i = 0; i < view->conflicts->len; i++)
    add_conflict (self, g_ptr_array_index (view->conflicts, i));
  haven_names_complete (GTK_WIDGET (self->conflicts));
  show_summary (self);
}

static void
look (HavenMergeWindow *self)
{
  set_busy (self, TRUE);
  haven_session_look_at_merge_async (self->session, self->shared, looked_cb, g_object_ref (self));
}

/* Either side may have moved on while a person was reading: then it is looked at again. */
static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenMergeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_merge_finish (HAVEN_SESSION (source), result, &error);

  if (self->parent == NULL)
    return;
  if (!ok) {
    show_problem (self, error->message);
    look (self);
    return;
  }
  haven_window_say (self->parent, _("Put together. Now bring it back to the shared folder."), _("_Bring back"), "win.shared");
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
apply_cb (HavenMergeWindow *self)
{
  HavenMergeView *view = g_steal_pointer (&self->view);

  show_problem (self, NULL);
  set_busy (self, TRUE);
  haven_session_merge_async (self->session, self->shared, view, merged_cb, g_object_ref (self));
}

static void
haven_merge_window_dispose (GObject *object)
{
  HavenMergeWindow *self = HAVEN_MERGE_WINDOW (object);

  self->parent = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->shared, g_free);
  g_clear_pointer (&self->view, haven_merge_view_free);
  G_OBJECT_CLASS (haven_merge_window_parent_class)->dispose (object);
}

static void
haven_merge_window_class_init (HavenMergeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_merge_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/lock/haven-merge-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenMergeWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, HavenMergeWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenMergeWindow, conflicts);
  gtk_widget_class_bind_template_child (widget_class, HavenMergeWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, HavenMergeWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
haven_merge_window_init (HavenMergeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_complete (GTK_WIDGET (self));
}

GtkWindow *
haven_merge_window_new (HavenWindow *parent, const char *shared)
{
  HavenMergeWindow *self = g_object_new (HAVEN_TYPE_MERGE_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->parent = parent;
  self->session = g_object_ref (haven_window_get_session (parent));
  self->shared = g_strdup (shared);
  look (self);
  return GTK_WINDOW (self);
}
