/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-session.h"

/* One line, target or action while it is typed: each letter goes here, and it is kept with each pause (haven-typist.h), whatever becomes of
 * the widget that it was typed into. */
typedef enum {
  HAVEN_PIECE_LINE,             /* of a HavenLineType */
  HAVEN_PIECE_TARGET,
  HAVEN_PIECE_ACTION,
} HavenPieceWhat;

typedef struct _HavenMeetingPiece HavenMeetingPiece;

HavenMeetingPiece *haven_meeting_piece_new    (HavenSession *session, HavenPieceWhat what, HavenLineType type, gint64 pupil_id, gint64 meeting_id);
HavenMeetingPiece *haven_meeting_piece_ref    (HavenMeetingPiece *self);
void               haven_meeting_piece_unref  (HavenMeetingPiece *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenMeetingPiece, haven_meeting_piece_unref)

void               haven_meeting_piece_adopt  (HavenMeetingPiece *self, gconstpointer record);   /* goes on with one that is there */
void               haven_meeting_piece_type   (HavenMeetingPiece *self, const char *text, const char *who, HavenDay due);
void               haven_meeting_piece_keep   (HavenMeetingPiece *self);      /* at once: the line ends, or the window goes */
gint64             haven_meeting_piece_get_id (HavenMeetingPiece *self);      /* 0: nothing of it was kept yet */
gboolean           haven_meeting_piece_is_kept (HavenMeetingPiece *self);     /* all of it */
