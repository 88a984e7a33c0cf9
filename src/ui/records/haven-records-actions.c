/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-records-actions.h"

#include <glib/gi18n-lib.h>
#include "haven-certificate.h"
#include "haven-confirm-window.h"
#include "haven-erase-form.h"
#include "haven-file-chooser.h"
#include "haven-form.h"
#include "haven-form-specs.h"
#include "haven-records-page.h"
#include "haven-retention.h"
#include "haven-run.h"
#include "haven-save-file.h"
#include "haven-session-records.h"
#include "haven-window.h"

#define WINDOW(widget) HAVEN_WINDOW (widget)

/* NULL: locked or hidden */
static HavenSchool *
school_of (GtkWidget *widget)
{
  HavenWindow *window = WINDOW (widget);

  return haven_window_get_hidden (window) ? NULL : haven_session_get_school (haven_window_get_session (window));
}

void
haven_records_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenWorkspace *workspace = haven_window_get_workspace (WINDOW (widget));

  if (workspace != NULL && school_of (widget) != NULL)
    haven_workspace_open_page (workspace, haven_records_page_new (haven_window_get_session (WINDOW (widget))), _("Looking after records"));
}

/* ---- forms: a new record, or the one that stands ---- */

static void
show_form (GtkWidget *widget, const char *kind, gint64 pupil_id, gint64 record_id)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  const HavenFormSpec *spec = haven_form_spec_find (kind);
  gpointer draft = record_id != 0 ? haven_form_spec_dup_record (spec, session, record_id)
                                  : haven_form_spec_new_draft (spec, session, pupil_id);

  if (draft != NULL)
    haven_window_show_form (WINDOW (widget), haven_form_new (session, spec, draft));
}

void
haven_records_note_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 pupil_id = g_variant_get_int64 (parameter);
  HavenLeaving leaving;

  if (school_of (widget) != NULL && haven_leaving_find (school_of (widget), pupil_id, &leaving))
    show_form (widget, "file", pupil_id, leaving.departure != NULL ? leaving.departure->id : 0);
}

void
haven_records_hold_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 pupil_id = g_variant_get_int64 (parameter);
  const HavenHold *hold = school_of (widget) != NULL ? haven_retention_find_hold (school_of (widget), pupil_id) : NULL;

  if (school_of (widget) != NULL)
    show_form (widget, hold != NULL ? "lift-hold" : "hold", pupil_id, hold != NULL ? hold->id : 0);
}

void
haven_records_keep_on_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (school_of (widget) != NULL)
    show_form (widget, "review", g_variant_get_int64 (parameter), 0);
}

/* ---- erasing ---- */

static void
show_erase (GtkWidget *widget, gint64 pupil_id, gint64 person_id)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  GtkWindow *form = school_of (widget) != NULL ? haven_erase_form_new (session, pupil_id, person_id) : NULL;

  if (form != NULL)
    haven_window_show_form (WINDOW (widget), form);
}

void
haven_records_erase_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_erase (widget, g_variant_get_int64 (parameter), 0);
}

void
haven_records_erase_staff_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_erase (widget, 0, g_variant_get_int64 (parameter));
}

/* ---- papers: where to, then the paper ---- */

#define ABOUT "haven-records-about"         /* whose paper is being saved: a number on the window */
#define PLACE "haven-records-place"

static void
remember (gpointer widget, gint64 id)
{
  g_object_set_data_full (widget, ABOUT, g_memdup2 (&id, sizeof id), g_free);
}

static gint64
recall (gpointer widget)
{
  const gint64 *id = g_object_get_data (widget, ABOUT);

  return id != NULL ? *id : 0;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_save_file_finish (result, &error))
    haven_say (widget, _("Saved"));
  else
    haven_fail (widget, error);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSheets) sheets = haven_session_print_for_file_finish (HAVEN_SESSION (source), result, &error);
  const char *path = g_object_get_data (G_OBJECT (widget), PLACE);

  if (sheets != NULL)
    haven_save_file_async (path, haven_sheets_get_pdf (sheets), saved_cb, g_object_ref (widget));
  else
    haven_fail (widget, error);
}

static void
place_chosen_cb (gpointer widget, const char *path)
{
  if (school_of (widget) == NULL)
    return;
  g_object_set_data_full (widget, PLACE, g_strdup (path), g_free);
  haven_session_print_for_file_async (haven_window_get_session (WINDOW (widget)), recall (widget), printed_cb, g_object_ref (widget));
}

static void
choose_place (gpointer widget)
{
  haven_file_chooser_save (widget, _("Print for the Child Protection File"), "for-the-file.pdf", place_chosen_cb);
}

void
haven_records_print_for_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (school_of (widget) == NULL)
    return;
  remember (widget, g_variant_get_int64 (parameter));
  haven_confirm_then (widget, haven_window_get_session (WINDOW (widget)), HAVEN_DEED_EXPORT, choose_place);
}

static void
certificate_place_chosen_cb (gpointer widget, const char *path)
{
  HavenSession *session = haven_window_get_session (WINDOW (widget));
  HavenSchool *school = school_of (widget);
  const HavenErasure *erasure = school != NULL ? haven_school_get_record (school, HAVEN_TABLE_ERASURES, recall (widget)) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSheets) sheets = NULL;

  if (erasure == NULL)
    return;
  sheets = haven_certificate_print (school, erasure, haven_session_get_clock (session), &error);
  if (sheets != NULL)
    haven_save_file_async (path, haven_sheets_get_pdf (sheets), saved_cb, g_object_ref (widget));
  else
    haven_fail (widget, error);
}

void
haven_records_certificate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (school_of (widget) == NULL)
    return;
  remember (widget, g_variant_get_int64 (parameter));
  haven_file_chooser_save (widget, _("Save Certificate"), "certificate-of-destruction.pdf", certificate_place_chosen_cb);
}
