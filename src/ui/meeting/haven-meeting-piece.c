/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-meeting-piece.h"

#include "haven-text.h"
#include "haven-typist.h"

struct _HavenMeetingPiece {
  gatomicrefcount refs;
  HavenSession *session;
  HavenPieceWhat what;
  gpointer record;              /* as it is typed; its id 0 until it was kept once */
  HavenTypist typist;
  guint timer;
  gboolean keeping;             /* on its way to the store … */
  gboolean again;               /* … and typed on since */
};

static HavenTable
get_table (HavenPieceWhat what)
{
  static const HavenTable tables[] = { HAVEN_TABLE_LINES, HAVEN_TABLE_TARGETS, HAVEN_TABLE_ACTIONS };

  return tables[what];
}

static gpointer
record_new (HavenPieceWhat what, HavenLineType type, gint64 pupil_id, gint64 meeting_id)
{
  gpointer record = haven_record_new (haven_table_get_kind (get_table (what)));

  if (what == HAVEN_PIECE_LINE) {
    ((HavenLine *) record)->pupil_id = pupil_id;
    ((HavenLine *) record)->meeting_id = meeting_id;
    ((HavenLine *) record)->type = type;
  } else if (what == HAVEN_PIECE_TARGET) {
    ((HavenTarget *) record)->pupil_id = pupil_id;
    ((HavenTarget *) record)->meeting_id = meeting_id;
  } else {
    ((HavenAction *) record)->pupil_id = pupil_id;
    ((HavenAction *) record)->meeting_id = meeting_id;
  }
  return record;
}

HavenMeetingPiece *
haven_meeting_piece_new (HavenSession *session, HavenPieceWhat what, HavenLineType type, gint64 pupil_id, gint64 meeting_id)
{
  HavenMeetingPiece *self = g_new0 (HavenMeetingPiece, 1);

  g_atomic_ref_count_init (&self->refs);
  self->session = g_object_ref (session);
  self->what = what;
  self->record = record_new (what, type, pupil_id, meeting_id);
  return self;
}

HavenMeetingPiece *
haven_meeting_piece_ref (HavenMeetingPiece *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_meeting_piece_unref (HavenMeetingPiece *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  haven_record_free (haven_table_get_kind (get_table (self->what)), self->record);
  g_object_unref (self->session);
  g_free (self);
}

void
haven_meeting_piece_adopt (HavenMeetingPiece *self, gconstpointer record)
{
  const HavenKind *kind = haven_table_get_kind (get_table (self->what));

  haven_record_free (kind, self->record);
  self->record = haven_record_copy (kind, record);
  *(gint64 *) self->record = *(const gint64 *) record;
}

gint64
haven_meeting_piece_get_id (HavenMeetingPiece *self)
{
  return *(gint64 *) self->record;
}

gboolean
haven_meeting_piece_is_kept (HavenMeetingPiece *self)
{
  return !self->keeping && haven_typist_get_wait (&self->typist, 0) < 0;
}

/* ---- keeping ---- */

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenMeetingPiece) self = user_data;
  gint64 id = haven_session_run_finish (HAVEN_SESSION (source), result, NULL);

  self->keeping = FALSE;
  if (id > 0)
    *(gint64 *) self->record = id;
  /* locked meanwhile, or refused: the text stays in the piece and is tried with the next letter */
  if (self->again && id > 0)
    haven_meeting_piece_keep (self);
}

static gpointer
dup_record (HavenMeetingPiece *self)
{
  gpointer copy = haven_record_copy (haven_table_get_kind (get_table (self->what)), self->record);

  *(gint64 *) copy = *(gint64 *) self->record;
  return copy;
}

void
haven_meeting_piece_keep (HavenMeetingPiece *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (haven_typist_get_wait (&self->typist, 0) < 0 && !self->again)
    return;
  haven_typist_keep (&self->typist);
  if (self->keeping) {
    self->again = TRUE;
    return;
  }
  self->again = FALSE;
  self->keeping = TRUE;
  haven_session_run_async (self->session, haven_command_type_into (get_table (self->what), dup_record (self)), NULL, kept_cb,
                           haven_meeting_piece_ref (self));
}

static gboolean
due_cb (gpointer user_data)
{
  HavenMeetingPiece *self = user_data;

  self->timer = 0;
  haven_meeting_piece_keep (self);
  return G_SOURCE_REMOVE;
}

/* ---- typing ---- */

static void
set_text (char **place, const char *text)
{
  g_free (*place);
  *place = haven_text_is_empty (text) ? NULL : g_strdup (text);
}

static void
take_letters (HavenMeetingPiece *self, const char *text, const char *who, HavenDay due)
{
  if (self->what == HAVEN_PIECE_LINE) {
    HavenLine *line = self->record;
    set_text (&line->text, text);
    set_text (&line->who, who);
    line->at = haven_session_get_clock (self->session).now;
  } else if (self->what == HAVEN_PIECE_TARGET) {
    HavenTarget *target = self->record;
    set_text (&target->text, text);
    set_text (&target->owner, who);
    target->due = due;
  } else {
    HavenAction *action = self->record;
    set_text (&action->text, text);
    set_text (&action->owner, who);
    action->due = due;
  }
}

void
haven_meeting_piece_type (HavenMeetingPiece *self, const char *text, const char *who, HavenDay due)
{
  gint64 now = g_get_monotonic_time () / 1000;

  if (haven_meeting_piece_get_id (self) == 0 && !self->keeping && haven_text_is_empty (text))
    return;
  take_letters (self, text, who, due);
  haven_typist_type (&self->typist, now);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add ((guint) haven_typist_get_wait (&self->typist, now), due_cb, self);
}
