/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-round-page.h"

#include <glib/gi18n-lib.h>
#include "haven-group.h"
#include "haven-input.h"
#include "haven-meeting-piece.h"
#include "haven-round.h"
#include "haven-run.h"
#include "haven-state-page.h"
#include "haven-text.h"
#include "haven-typed-day.h"
#include "haven-window-system.h"
#include "haven-words.h"

#define A_MINUTE 60000
#define ACTION_DAYS 7           /* by the next round */

/* What is written of one child in this round; it stays when one goes on and comes back */
typedef struct {
  HavenMeetingPiece *line;
  HavenMeetingPiece *action;
  char *said;
  char *text;
  char *who;
  char *due;
} Written;

struct _HavenRoundPage {
  AdwBin parent_instance;

  HavenSession *session;
  HavenSchool *school;          /* that the list was made of: its entries are lent */
  GPtrArray *entries;           /* HavenRoundEntry; NULL: being made */
  GPtrArray *written;           /* Written, by place */
  guint place_now;
  gint64 began;                 /* monotonic, microseconds */
  guint timer_id;
  gboolean filling;             /* the entries are filled by us */

  /* template */
  GtkStack *stack;
  GtkLabel *place;
  GtkLabel *name;
  GtkLabel *about;
  GtkLabel *seen;
  AdwActionRow *why;
  AdwActionRow *last_line;
  AdwActionRow *last_action;
  GtkWidget *done_button;
  GtkWidget *writing;
  GtkEditable *said;
  GtkEditable *action;
  GtkEditable *who;
  GtkEditable *due;
};

G_DEFINE_FINAL_TYPE (HavenRoundPage, haven_round_page, ADW_TYPE_BIN)

static void
written_free (gpointer data)
{
  Written *written = data;

  haven_meeting_piece_keep (written->line);
  haven_meeting_piece_keep (written->action);
  haven_meeting_piece_unref (written->line);
  haven_meeting_piece_unref (written->action);
  g_free (written->said);
  g_free (written->text);
  g_free (written->who);
  g_free (written->due);
  g_free (written);
}

static HavenRoundEntry *
entry_now (HavenRoundPage *self)
{
  return self->entries->pdata[self->place_now];
}

static Written *
written_now (HavenRoundPage *self)
{
  return self->written->pdata[self->place_now];
}

/* ---- the child in hand ---- */

static void
show_place (HavenRoundPage *self)
{
  guint minutes = (guint) ((g_get_monotonic_time () - self->began) / G_USEC_PER_SEC / 60);
  g_autofree char *text = NULL;

  if (self->entries == NULL || self->entries->len == 0)
    return;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Child %u of %u \302\267 %u minute of %u",
                                       "Child %u of %u \302\267 %u minutes of %u", minutes),
                          self->place_now + 1, self->entries->len, minutes, haven_round_get_minutes ());
  gtk_label_set_label (self->place, text);
}

static void
set_row (AdwActionRow *row, const char *text)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, safe);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static const HavenAction *
get_last_action (HavenRoundPage *self)
{
  const HavenAction *lent = entry_now (self)->last_action;
  HavenSchool *now = haven_session_get_school (self->session);

  return lent != NULL && now != NULL ? haven_school_get_record (now, HAVEN_TABLE_ACTIONS, lent->id) : NULL;
}

static void
show_last_action (HavenRoundPage *self)
{
  const HavenAction *action = get_last_action (self);
  g_autofree char *due = action != NULL ? haven_words_day (action->due, _("no date")) : NULL;
  g_autofree char *done = action != NULL ? haven_words_day (action->done_on, "") : NULL;
  g_autofree char *text = NULL;

  if (action == NULL)
    text = g_strdup (_("None on record."));
  else if (*done != '\0')
    text = g_strdup_printf (_("%s (done on %s)"), action->text, done);
  else
    /* Translators: an action, who does it, the day by which it is due */
    text = g_strdup_printf (_("%s (%s, by %s)"), action->text, haven_text_is_empty (action->owner) ? _("nobody is named") : action->owner,
                            due);
  set_row (self->last_action, text);
  gtk_widget_set_visible (self->done_button, action != NULL && *done == '\0' && haven_session_may (self->session, HAVEN_DEED_EDIT));
}

static void
show_last_line (HavenRoundPage *self)
{
  const HavenRoundEntry *entry = entry_now (self);
  const char *said = entry->last_line != NULL && entry->last_line->text != NULL ? entry->last_line->text : "";
  g_autofree char *day = entry->last_line != NULL ? haven_day_to_text (entry->last_round) : NULL;
  g_autofree char *text = day != NULL ? g_strdup_printf ("%s (%s)", said, day)
                                      : g_strdup (_("The child has not been spoken of in a round yet."));

  set_row (self->last_line, text);
}

static void
fill_entries (HavenRoundPage *self)
{
  Written *written = written_now (self);

  self->filling = TRUE;
  gtk_editable_set_text (self->said, written->said != NULL ? written->said : "");
  gtk_editable_set_text (self->action, written->text != NULL ? written->text : "");
  gtk_editable_set_text (self->who, written->who != NULL ? written->who : "");
  gtk_editable_set_text (self->due, written->due != NULL ? written->due : "");
  self->filling = FALSE;
}

static void
show_child (HavenRoundPage *self)
{
  const HavenRoundEntry *entry = entry_now (self);
  HavenStanding standing = haven_standing_on (self->school, entry->pupil->id, haven_session_get_clock (self->session).today);
  g_autofree char *name = haven_pupil_dup_name (entry->pupil), *about = haven_words_child (entry->pupil, &standing);

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->about, about);
  gtk_label_set_label (self->seen, entry->seen);
  set_row (self->why, entry->why != NULL ? entry->why : _("Nothing does."));
  show_last_line (self);
  show_last_action (self);
  fill_entries (self);
  show_place (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "round.turn", TRUE);
}

static void
keep (HavenRoundPage *self)
{
  haven_meeting_piece_keep (written_now (self)->line);
  haven_meeting_piece_keep (written_now (self)->action);
}

static void
turn_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenRoundPage *self = HAVEN_ROUND_PAGE (widget);
  int to;

  if (self->entries == NULL || self->entries->len == 0)
    return;
  keep (self);
  to = (int) self->place_now + g_variant_get_int32 (parameter);
  self->place_now = (guint) CLAMP (to, 0, (int) self->entries->len - 1);
  show_child (self);
  haven_window_system_announce (widget, gtk_label_get_label (self->name));
  gtk_widget_grab_focus (GTK_WIDGET (self->said));
}

static void
open_cb (HavenRoundPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-child", "(xs)", entry_now (self)->pupil->id, "");
}

static void
done_cb (HavenRoundPage *self)
{
  const HavenAction *action = get_last_action (self);
  HavenAction *done;

  if (action == NULL)
    return;
  done = haven_action_copy (action);
  done->id = action->id;
  done->done_on = haven_session_get_clock (self->session).today;
  haven_run (GTK_WIDGET (self), self->session, haven_command_put (HAVEN_TABLE_ACTIONS, done));
}

/* ---- writing ---- */

static void
take (char **place, GtkEditable *entry)
{
  g_free (*place);
  *place = g_strdup (gtk_editable_get_text (entry));
}

static void
said_cb (HavenRoundPage *self)
{
  Written *written;
  const HavenUser *user;

  if (self->filling || self->entries == NULL)
    return;
  written = written_now (self);
  user = haven_session_get_user (self->session);
  take (&written->said, self->said);
  haven_meeting_piece_type (written->line, written->said, user != NULL ? user->name : NULL, HAVEN_DAY_NONE);
}

static void
action_cb (HavenRoundPage *self)
{
  HavenDay due = HAVEN_DAY_NONE;
  Written *written;

  if (self->filling || self->entries == NULL)
    return;
  written = written_now (self);
  take (&written->text, self->action);
  take (&written->who, self->who);
  take (&written->due, self->due);
  haven_typed_day_parse (written->due, haven_session_get_clock (self->session).today, &due);
  haven_meeting_piece_type (written->action, written->text, written->who, due);
}

static Written *
written_new (HavenSession *session, gint64 pupil_id)
{
  Written *written = g_new0 (Written, 1);

  written->line = haven_meeting_piece_new (session, HAVEN_PIECE_LINE, HAVEN_LINE_ROUND, pupil_id, 0);
  written->action = haven_meeting_piece_new (session, HAVEN_PIECE_ACTION, HAVEN_LINE_NOTE, pupil_id, 0);
  written->due = haven_typed_day_format (haven_session_get_clock (session).today + ACTION_DAYS);
  return written;
}

/* ---- whom to speak of, off the main thread ---- */

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  GVariant *ids;            /* "ax": of these children alone; NULL: of all */
} Errand;

static void
errand_free (gpointer data)
{
  haven_school_unref (((Errand *) data)->school);
  g_clear_pointer (&((Errand *) data)->ids, g_variant_unref);
  g_free (data);
}

static gboolean
is_wanted (Errand *errand, gint64 pupil_id)
{
  gsize n;
  const gint64 *ids = errand->ids != NULL ? g_variant_get_fixed_array (errand->ids, &n, sizeof *ids) : NULL;

  for (gsize i = 0; ids != NULL && i < n; i++)
    if (ids[i] == pupil_id)
      return TRUE;
  return errand->ids == NULL;
}

static void
list_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Errand *errand = task_data;
  GPtrArray *entries = haven_round_list (errand->school, errand->clock, 0);

  for (guint i = entries->len; i > 0; i--)
    if (!is_wanted (errand, ((HavenRoundEntry *) entries->pdata[i - 1])->pupil->id))
      g_ptr_array_remove_index (entries, i - 1);
  g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

static void
begin (HavenRoundPage *self, GPtrArray *take_entries)
{
  self->entries = take_entries;
  for (guint i = 0; i < take_entries->len; i++)
    g_ptr_array_add (self->written, written_new (self->session, ((HavenRoundEntry *) take_entries->pdata[i])->pupil->id));
  if (take_entries->len == 0) {
    gtk_stack_set_visible_child_name (self->stack, "nobody");
    return;
  }
  gtk_stack_set_visible_child_name (self->stack, "round");
  show_child (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->said));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenRoundPage *self = HAVEN_ROUND_PAGE (source);
  GPtrArray *entries = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->session != NULL)
    begin (self, entries);
  else
    g_ptr_array_unref (entries);
}

static void
start (HavenRoundPage *self, GVariant *ids)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, listed_cb, NULL);
  Errand *errand = g_new0 (Errand, 1);

  self->school = haven_school_ref (haven_session_get_school (self->session));
  errand->school = haven_school_ref (self->school);
  errand->clock = haven_session_get_clock (self->session);
  errand->ids = ids != NULL ? g_variant_ref (ids) : NULL;
  g_task_set_task_data (task, errand, errand_free);
  g_task_run_in_thread (task, list_work);
}

/* ---- the page ---- */

static void
changed_cb (HavenRoundPage *self)
{
  if (self->entries != NULL && self->entries->len > 0 && haven_session_get_school (self->session) != NULL)
    show_last_action (self);
}

static gboolean
timer_cb (gpointer user_data)
{
  show_place (user_data);
  return G_SOURCE_CONTINUE;
}

/* Gone at a lock, what is in hand is on its way by then */
static void
haven_round_page_unmap (GtkWidget *widget)
{
  HavenRoundPage *self = HAVEN_ROUND_PAGE (widget);

  if (self->entries != NULL && self->entries->len > 0)
    keep (self);
  GTK_WIDGET_CLASS (haven_round_page_parent_class)->unmap (widget);
}

static void
haven_round_page_dispose (GObject *object)
{
  HavenRoundPage *self = HAVEN_ROUND_PAGE (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_pointer (&self->written, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->school, haven_school_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_round_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/meeting/haven-round-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (klass, HavenRoundPage, child)
  BIND (stack);
  BIND (place);
  BIND (name);
  BIND (about);
  BIND (seen);
  BIND (why);
  BIND (last_line);
  BIND (last_action);
  BIND (done_button);
  BIND (writing);
  BIND (said);
  BIND (action);
  BIND (who);
  BIND (due);
#undef BIND
  gtk_widget_class_bind_template_callback (klass, open_cb);
  gtk_widget_class_bind_template_callback (klass, done_cb);
  gtk_widget_class_bind_template_callback (klass, said_cb);
  gtk_widget_class_bind_template_callback (klass, action_cb);
}

static void
haven_round_page_class_init (HavenRoundPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_round_page_dispose;
  widget_class->unmap = haven_round_page_unmap;
  gtk_widget_class_install_action (widget_class, "round.turn", "i", turn_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "round.turn", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "round.turn", "i", -1);
  g_type_ensure (HAVEN_TYPE_STATE_PAGE);
  bind_template (widget_class);
}

static void
haven_round_page_init (HavenRoundPage *self)
{
  self->written = g_ptr_array_new_with_free_func (written_free);
  self->began = g_get_monotonic_time ();
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name_row (self->said);
  haven_input_name_row (self->action);
  haven_input_name_row (self->who);
  haven_input_name_row (self->due);
}

GtkWidget *
haven_round_page_new (HavenSession *session, GVariant *ids)
{
  HavenRoundPage *self = g_object_new (HAVEN_TYPE_ROUND_PAGE, NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_visible (self->writing, haven_session_may (session, HAVEN_DEED_EDIT));
  self->timer_id = g_timeout_add (A_MINUTE, timer_cb, self);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  start (self, ids);
  return GTK_WIDGET (self);
}
