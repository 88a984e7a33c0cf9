/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-access-page.h"
#include "haven-window-actions.h"

#include <glib/gi18n-lib.h>
#include "haven-about.h"
#include "haven-booking-form.h"
#include "haven-form.h"
#include "haven-form-specs.h"
#include "haven-help.h"
#include "haven-letters-page.h"
#include "haven-expected-meetings.h"
#include "haven-meeting-view.h"
#include "haven-pack-form.h"
#include "haven-preferences-window.h"
#include "haven-prepare-page.h"
#include "haven-put-off-form.h"
#include "haven-records-actions.h"
#include "haven-reports-page.h"
#include "haven-requests-page.h"
#include "haven-restore-window.h"
#include "haven-round-page.h"
#include "haven-run.h"
#include "haven-shared-window.h"
#include "haven-shortcuts.h"
#include "haven-places.h"
#include "haven-welcome-page.h"
#include "haven-window.h"

#define WINDOW(widget) HAVEN_WINDOW (widget)
#define PACKS_LEFT "haven-packs-left"    /* ids of the children whose packs come next */

static HavenWorkspace *
workspace_of (GtkWidget *widget)
{
  return haven_window_get_hidden (WINDOW (widget)) ? NULL : haven_window_get_workspace (WINDOW (widget));
}

static void
view_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_show_view (workspace_of (widget), g_variant_get_string (parameter, NULL));
}

static void
open_child_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *tab;
  gint64 pupil_id;

  g_variant_get (parameter, "(x&s)", &pupil_id, &tab);
  if (workspace_of (widget) != NULL)
    haven_workspace_open_child (workspace_of (widget), pupil_id, tab);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_go_back (workspace_of (widget));
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_search (workspace_of (widget));
}

static void
next_part_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_go_on (workspace_of (widget), FALSE);
}

static void
previous_part_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_go_on (workspace_of (widget), TRUE);
}

static void
import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_open_import (workspace_of (widget), NULL);
}

static void
sync_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_sync (workspace_of (widget));
}

static void
new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const HavenFormSpec *spec;
  const char *kind;
  gint64 pupil_id;

  g_variant_get (parameter, "(&sx)", &kind, &pupil_id);
  spec = haven_form_spec_find (kind);
  if (workspace_of (widget) == NULL || spec == NULL)
    return;
  if (pupil_id == 0)
    pupil_id = haven_workspace_get_child (workspace_of (widget));
  haven_window_show_form (WINDOW (widget), haven_form_new (session, spec, haven_form_spec_new_draft (spec, session, pupil_id)));
}

/* The text of a restricted entry is uncovered before it can be changed, and that it was is in the audit. */

typedef struct {
  HavenWindow *window;
  gint64 id;
} Uncovering;

static void
uncovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenSession *session = HAVEN_SESSION (source);
  g_autofree Uncovering *uncovering = user_data;
  g_autoptr (HavenWindow) window = uncovering->window;
  const HavenFormSpec *spec = haven_form_spec_of (HAVEN_TABLE_NOTES);
  g_autoptr (GError) error = NULL;
  char *text = haven_session_reveal_note_finish (session, result, &error);
  HavenNote *note = workspace_of (GTK_WIDGET (window)) != NULL ? haven_form_spec_dup_record (spec, session, uncovering->id) : NULL;

  if (text == NULL)
    haven_window_fail (window, error->message);
  if (text == NULL || note == NULL) {
    if (note != NULL)
      haven_form_spec_free_draft (spec, note);
    haven_wipe_string (text);
    g_free (text);
    return;
  }
  note->text = text;
  haven_window_show_form (window, haven_form_new (session, spec, note));
}

static gboolean
is_covered (const HavenFormSpec *spec, gpointer draft)
{
  return spec->table == HAVEN_TABLE_NOTES && ((HavenNote *) draft)->restricted && ((HavenNote *) draft)->text == NULL;
}

static void
uncover (HavenWindow *window, gint64 id)
{
  Uncovering *uncovering = g_new0 (Uncovering, 1);

  uncovering->window = g_object_ref (window);
  uncovering->id = id;
  haven_session_reveal_note_async (haven_window_get_session (window), id, uncovered_cb, uncovering);
}

static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const HavenFormSpec *spec;
  gpointer draft;
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  spec = haven_form_spec_find (kind);
  draft = workspace_of (widget) != NULL && spec != NULL ? haven_form_spec_dup_record (spec, session, id) : NULL;
  if (draft == NULL)
    return;
  if (is_covered (spec, draft)) {
    haven_form_spec_free_draft (spec, draft);
    uncover (WINDOW (widget), id);
    return;
  }
  haven_window_show_form (WINDOW (widget), haven_form_new (session, spec, draft));
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const HavenFormSpec *spec;
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  spec = haven_form_spec_find (kind);
  if (workspace_of (widget) != NULL && spec != NULL)
    haven_run (widget, haven_window_get_session (WINDOW (widget)), haven_command_remove (spec->table, id));
}

static void
put_off_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  gint64 pupil_id, record_id;
  GtkWindow *form;
  const char *rule;

  if (workspace_of (widget) == NULL)
    return;
  g_variant_get (parameter, "(&sxx)", &rule, &pupil_id, &record_id);
  form = haven_put_off_form_new (session, rule, pupil_id, record_id);
  if (form != NULL)
    haven_window_show_form (WINDOW (widget), form);
}

static void
book_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const char *event, *instead_of;
  gint64 authority;

  g_variant_get (parameter, "(x&s&s)", &authority, &event, &instead_of);
  if (workspace_of (widget) != NULL)
    haven_window_show_form (WINDOW (widget), haven_booking_form_new (session, authority, event, instead_of));
}

static void
pack_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));

  if (workspace_of (widget) != NULL)
    haven_window_show_form (WINDOW (widget), haven_pack_form_new (session, g_variant_get_int64 (parameter)));
}

/* Of several children, one after the other: each pack is for a recipient of its own (practice 23, 24). Who cancels one has had enough. */

static gboolean
next_pack_cb (gpointer user_data)
{
  GtkWidget *window = user_data;
  g_autoptr (GVariant) left = g_object_steal_data (G_OBJECT (window), PACKS_LEFT);

  if (left != NULL)
    gtk_widget_activate_action_variant (window, "win.packs", left);
  return G_SOURCE_REMOVE;
}

static void
pack_saved_cb (GtkWidget *window)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, next_pack_cb, g_object_ref (window), g_object_unref);     /* once the form is gone */
}

static void
packs_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gsize n;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n, sizeof *ids);
  GtkWindow *form;

  if (workspace_of (widget) == NULL || n == 0)
    return;
  form = haven_pack_form_new (haven_window_get_session (WINDOW (widget)), ids[0]);
  g_object_set_data_full (G_OBJECT (widget), PACKS_LEFT,
                          g_variant_ref_sink (g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids + 1, n - 1, sizeof *ids)),
                          (GDestroyNotify) g_variant_unref);
  g_signal_connect_object (form, "saved", G_CALLBACK (pack_saved_cb), widget, G_CONNECT_SWAPPED);
  haven_window_show_form (WINDOW (widget), form);
}

static void
pack_of_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const char *kind;
  GtkWindow *form;
  gint64 pupil_id;

  g_variant_get (parameter, "(x&s)", &pupil_id, &kind);
  if (workspace_of (widget) == NULL)
    return;
  form = haven_pack_form_new (session, pupil_id);
  haven_pack_form_choose (HAVEN_PACK_FORM (form), kind);
  haven_window_show_form (WINDOW (widget), form);
}

static void
prepare_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  gint64 pupil_id = g_variant_get_int64 (parameter);

  if (workspace_of (widget) != NULL && haven_school_get_pupil (haven_session_get_school (session), pupil_id) != NULL)
    haven_workspace_open_page (workspace_of (widget), haven_prepare_page_new (session, pupil_id), _("Meeting in preparation"));
}

static void
requests_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_open_page (workspace_of (widget), haven_requests_page_new (haven_window_get_session (WINDOW (widget)),
                                                                              g_variant_get_int64 (parameter)),
                               _("Asked for, and moved"));
}

static void
access_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_open_page (workspace_of (widget), haven_access_page_new (haven_window_get_session (WINDOW (widget)),
                                                                             g_variant_get_int64 (parameter)),
                               _("What is held"));
}

static void
round_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_open_page (workspace_of (widget), haven_round_page_new (haven_window_get_session (WINDOW (widget)), parameter),
                               _("Weekly round"));
}

/* 0: of the child whose page is open, or one that is chosen there */
static void
letters_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 pupil_id = g_variant_get_int64 (parameter);

  if (workspace_of (widget) == NULL)
    return;
  if (pupil_id == 0)
    pupil_id = haven_workspace_get_child (workspace_of (widget));
  haven_workspace_open_page (workspace_of (widget), haven_letters_page_new (haven_window_get_session (WINDOW (widget)), pupil_id),
                             _("Letters and notices"));
}

static void
reports_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_workspace_open_page (workspace_of (widget), haven_reports_page_new (haven_window_get_session (WINDOW (widget))), _("Reports"));
}

static void
welcome_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));

  if (workspace_of (widget) != NULL)
    haven_workspace_open_page (workspace_of (widget), haven_welcome_page_new (session), _("Getting started"));
}

static void
undo_import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (workspace_of (widget) != NULL)
    haven_run (widget, haven_window_get_session (WINDOW (widget)), haven_command_undo_import (g_variant_get_int64 (parameter)));
}

typedef struct {
  HavenWindow *window;
  char *label;
  gboolean redo;
} Undoing;

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undoing *undoing = user_data;
  g_autoptr (HavenWindow) window = undoing->window;
  g_autofree char *label = undoing->label;
  g_autoptr (GError) error = NULL;

  if (!haven_session_undo_finish (HAVEN_SESSION (source), result, &error))
    haven_window_fail (window, error->message);
  else if (undoing->redo)
    haven_window_say (window, label, _("_Undo"), "win.undo");
  else
    haven_window_say (window, label, _("_Redo"), "win.redo");
  g_free (undoing);
}

static void
undo_or_redo (GtkWidget *widget, gboolean redo)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const char *what = redo ? haven_session_get_redo (session) : haven_session_get_undo (session);
  Undoing *undoing;

  if (workspace_of (widget) == NULL || what == NULL)
    return;
  undoing = g_new0 (Undoing, 1);
  undoing->window = g_object_ref (WINDOW (widget));
  undoing->label = redo ? g_strdup_printf (_("Done again: %s"), what) : g_strdup_printf (_("Undone: %s"), what);
  undoing->redo = redo;
  haven_session_undo_async (session, redo, undone_cb, undoing);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  undo_or_redo (widget, FALSE);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  undo_or_redo (widget, TRUE);
}

static void
said_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *sentence;
  gboolean can_undo;

  g_variant_get (parameter, "(&sb)", &sentence, &can_undo);
  haven_window_say (WINDOW (widget), sentence, can_undo ? _("_Undo") : NULL, "win.undo");
}

static void
imported_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *action = NULL;
  const char *sentence;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &sentence, &id);
  action = g_strdup_printf ("win.undo-import(int64 %" G_GINT64_FORMAT ")", id);
  haven_window_say (WINDOW (widget), sentence, _("_Undo import"), action);
}

static void
failed_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_window_fail (WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
lock_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_window_lock (WINDOW (widget));
}

static void
hide_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_window_set_hidden (WINDOW (widget), !haven_window_get_hidden (WINDOW (widget)));
}

static void
show_preferences (HavenWindow *window, const char *page)
{
  GtkWidget *preferences = haven_preferences_window_new (haven_window_get_settings (window), haven_window_get_session (window));

  haven_preferences_window_show_page (HAVEN_PREFERENCES_WINDOW (preferences), page);
  gtk_window_set_transient_for (GTK_WINDOW (preferences), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
preferences_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (WINDOW (widget), "general");
}

static void
preferences_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* Stores: another one, a backup beside, the school's shared folder */

static void
open_store_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_place_choose (WINDOW (widget));
}

static void
copy_store_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_place_copy_here (WINDOW (widget));
}

static void
restore_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (haven_restore_window_new (WINDOW (widget), NULL));
}

static void
shared_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (haven_shared_window_new (WINDOW (widget)));
}

/* To the folder that was chosen; where none was, the page on which it is. */
static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_session_backup_finish (HAVEN_SESSION (source), result, &error))
    haven_window_say (window, _("Backed up"), NULL, NULL);
  else
    haven_window_fail (window, error->message);
}

static void
backup_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  HavenSchool *school = haven_session_get_school (session);
  const char *folder = school != NULL ? haven_school_get_setting (school, "backup.folder", "") : "";

  if (*folder == '\0')
    show_preferences (WINDOW (widget), "backup");
  else
    haven_session_backup_to_folder_async (session, folder, backed_up_cb, g_object_ref (widget));
}

static void
shortcuts_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (haven_shortcuts_window_new (GTK_WINDOW (widget))));
}

static void
messages_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_window_show_messages (WINDOW (widget));
}

static void
help_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_help_show (widget, haven_window_get_topic (WINDOW (widget)));
}

static void
about_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_about_present (GTK_WINDOW (widget));
}

/* ---- a meeting: the one that is next, or one of the school's own now ---- */

typedef struct {
  HavenWindow *window;
  gint64 pupil_id;
} MeetingCall;

static void
meeting_ended_cb (GtkWidget *view, HavenWindow *window)
{
  haven_window_set_meeting (window, FALSE);
}

static void
show_meeting (HavenWindow *window, gint64 meeting_id)
{
  GtkWindow *view = haven_meeting_view_new (haven_window_get_session (window), meeting_id);

  haven_window_set_meeting (window, TRUE);
  g_signal_connect_object (view, "destroy", G_CALLBACK (meeting_ended_cb), window, 0);
  haven_window_show_form (window, view);
}

static void
meeting_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree MeetingCall *call = user_data;
  g_autoptr (HavenWindow) window = call->window;
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_run_finish (HAVEN_SESSION (source), result, &error);

  if (id < 0)
    haven_window_fail (window, error->message);
  else if (haven_window_get_workspace (window) != NULL)
    show_meeting (window, id);
}

static void
make_meeting (HavenWindow *window, gint64 pupil_id, const char *kind)
{
  HavenSession *session = haven_window_get_session (window);
  HavenMeeting *meeting = haven_meeting_new ();
  MeetingCall *call = g_new0 (MeetingCall, 1);

  call->window = g_object_ref (window);
  call->pupil_id = pupil_id;
  meeting->pupil_id = pupil_id;
  meeting->type = g_strdup (kind != NULL ? kind : "internal");
  meeting->day = haven_session_get_clock (session).today;
  meeting->minute = -1;
  haven_session_run_async (session, haven_command_put (HAVEN_TABLE_MEETINGS, meeting), NULL, meeting_made_cb, call);
}

/* kind: NULL: whichever is at hand */
static void
begin_meeting (GtkWidget *widget, gint64 pupil_id, const char *kind)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  HavenSchool *school = haven_session_get_school (session);
  const HavenMeeting *meeting;

  if (workspace_of (widget) == NULL || haven_school_get_pupil (school, pupil_id) == NULL)
    return;
  meeting = haven_meeting_at_hand (school, haven_session_get_clock (session), pupil_id, kind);
  if (meeting != NULL)
    show_meeting (WINDOW (widget), meeting->id);
  else
    make_meeting (WINDOW (widget), pupil_id, kind);
}

static void
meeting_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_meeting (widget, g_variant_get_int64 (parameter), NULL);
}

static void
meeting_of_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *kind;
  gint64 pupil_id;

  g_variant_get (parameter, "(x&s)", &pupil_id, &kind);
  begin_meeting (widget, pupil_id, kind);
}

/* When it can be asked for: at any time; while the store is open, hidden or not; while it is shown, by who may do that */
typedef enum { ALWAYS, OPEN, SHOWN } When;
#define ANYBODY HAVEN_N_DEEDS

typedef struct {
  const char *name;
  const char *parameter;    /* its type; NULL: none */
  GtkWidgetActionActivateFunc activate;
  When when;
  HavenDeed deed;
} Action;

static const Action actions[] = {
  { "win.view", "s", view_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.open-child", "(xs)", open_child_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.back", NULL, back_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.next-part", NULL, next_part_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.previous-part", NULL, previous_part_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.search", NULL, search_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.import", NULL, import_cb, SHOWN, HAVEN_DEED_IMPORT },
  { "win.sync", NULL, sync_cb, SHOWN, HAVEN_DEED_BOOK },
  { "win.new", "(sx)", new_cb, SHOWN, HAVEN_DEED_EDIT },
  { "win.edit", "(sx)", edit_cb, SHOWN, HAVEN_DEED_EDIT },
  { "win.remove", "(sx)", remove_cb, SHOWN, HAVEN_DEED_EDIT },
  { "win.put-off", "(sxx)", put_off_cb, SHOWN, HAVEN_DEED_EDIT },
  { "win.book", "(xss)", book_cb, SHOWN, HAVEN_DEED_BOOK },
  { "win.pack", "x", pack_cb, SHOWN, HAVEN_DEED_PRINT },
  { "win.pack-of", "(xs)", pack_of_cb, SHOWN, HAVEN_DEED_PRINT },
  { "win.packs", "ax", packs_cb, SHOWN, HAVEN_DEED_PRINT },
  { "win.prepare", "x", prepare_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.requests", "x", requests_cb, SHOWN, HAVEN_DEED_ANSWER },
  { "win.access", "x", access_cb, SHOWN, HAVEN_DEED_ANSWER },
  { "win.round", NULL, round_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.round-of", "ax", round_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.letters", "x", letters_cb, SHOWN, HAVEN_DEED_PRINT },
  { "win.reports", NULL, reports_cb, SHOWN, HAVEN_DEED_PRINT },
  { "win.records", NULL, haven_records_open_cb, SHOWN, HAVEN_DEED_LOOK_AFTER },
  { "win.print-for-file", "x", haven_records_print_for_file_cb, SHOWN, HAVEN_DEED_EXPORT },
  { "win.note-file", "x", haven_records_note_file_cb, SHOWN, HAVEN_DEED_LOOK_AFTER },
  { "win.hold", "x", haven_records_hold_cb, SHOWN, HAVEN_DEED_LOOK_AFTER },
  { "win.keep-on", "x", haven_records_keep_on_cb, SHOWN, HAVEN_DEED_LOOK_AFTER },
  { "win.erase", "x", haven_records_erase_cb, SHOWN, HAVEN_DEED_DESTROY },
  { "win.erase-staff", "x", haven_records_erase_staff_cb, SHOWN, HAVEN_DEED_DESTROY },
  { "win.certificate", "x", haven_records_certificate_cb, SHOWN, HAVEN_DEED_LOOK_AFTER },
  { "win.welcome", NULL, welcome_cb, SHOWN, HAVEN_DEED_SETTINGS },
  { "win.meeting", "x", meeting_cb, SHOWN, HAVEN_DEED_EDIT },
  { "win.meeting-of", "(xs)", meeting_of_cb, SHOWN, HAVEN_DEED_EDIT },
  { "win.undo-import", "x", undo_import_cb, SHOWN, HAVEN_DEED_IMPORT },
  { "win.undo", NULL, undo_cb, SHOWN, HAVEN_DEED_EDIT },
  { "win.redo", NULL, redo_cb, SHOWN, HAVEN_DEED_EDIT },
  { "win.backup", NULL, backup_cb, SHOWN, HAVEN_DEED_BACK_UP },
  { "win.said", "(sb)", said_cb, ALWAYS, ANYBODY },
  { "win.imported", "(sx)", imported_cb, SHOWN, HAVEN_DEED_IMPORT },
  { "win.failed", "s", failed_cb, ALWAYS, ANYBODY },
  { "win.lock", NULL, lock_cb, OPEN, ANYBODY },
  { "win.hide", NULL, hide_cb, OPEN, ANYBODY },
  { "win.open-store", NULL, open_store_cb, ALWAYS, ANYBODY },
  { "win.copy-store", NULL, copy_store_cb, ALWAYS, ANYBODY },
  { "win.restore", NULL, restore_cb, ALWAYS, ANYBODY },
  { "win.shared", NULL, shared_cb, ALWAYS, ANYBODY },
  { "win.preferences", NULL, preferences_cb, ALWAYS, ANYBODY },
  { "win.preferences-page", "s", preferences_page_cb, ALWAYS, ANYBODY },
  { "win.shortcuts", NULL, shortcuts_cb, ALWAYS, ANYBODY },
  { "win.messages", NULL, messages_cb, SHOWN, HAVEN_DEED_LOOK },
  { "win.help", NULL, help_cb, ALWAYS, ANYBODY },
  { "win.about", NULL, about_cb, ALWAYS, ANYBODY },
};

void
haven_window_actions_install (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, actions[i].parameter, actions[i].activate);
}

static gboolean
can_undo (HavenSession *session, const Action *action)
{
  if (action->activate == undo_cb)
    return haven_session_get_undo (session) != NULL;
  return action->activate != redo_cb || haven_session_get_redo (session) != NULL;
}

static gboolean
is_possible (HavenWindow *window, const Action *action)
{
  HavenSession *session = haven_window_get_session (window);

  if (action->when == ALWAYS)
    return TRUE;
  if (!haven_window_is_open (window))
    return FALSE;
  if (action->when == OPEN)
    return TRUE;
  return !haven_window_get_hidden (window) && haven_session_may (session, action->deed) && can_undo (session, action);
}

void
haven_window_actions_update (HavenWindow *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (window), actions[i].name, is_possible (window, &actions[i]));
}
