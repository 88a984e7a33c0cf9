/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "haven-clock.h"
#include "haven-command.h"
#include "haven-secret.h"

/* The one door to a store. Main thread only. Each _async has its _finish; the plain verb does the same and waits (command line, tests). */
typedef enum { HAVEN_SESSION_CLOSED, HAVEN_SESSION_BUSY, HAVEN_SESSION_OPEN } HavenSessionState;

typedef struct {
  char *name;
  HavenRole role;
} HavenUser;
void haven_user_free (HavenUser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenUser, haven_user_free)

/* What one sync did */
typedef struct {
  guint sent;
  guint waiting;
  guint refused;
  guint received;               /* news: bookings answered, catalogue entries, receipts */
  gboolean offline;
  char *sentence;               /* "2 bookings sent. The catalogue has 3 new events." */
} HavenSyncSummary;
void haven_sync_summary_free (HavenSyncSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSyncSummary, haven_sync_summary_free)

#define HAVEN_TYPE_SESSION (haven_session_get_type ())
G_DECLARE_FINAL_TYPE (HavenSession, haven_session, HAVEN, SESSION, GObject)
/* Properties: state (HavenSessionState as int), notify on the main thread. Signal: changed (guint table bits). */

HavenSession     *haven_session_new           (const char *folder, HavenClock clock);
const char       *haven_session_get_folder    (HavenSession *self);
HavenSessionState haven_session_get_state     (HavenSession *self);
HavenClock        haven_session_get_clock     (HavenSession *self);
void              haven_session_set_clock     (HavenSession *self, HavenClock clock);  /* a new day: emits changed */
HavenSchool      *haven_session_get_school    (HavenSession *self);    /* lent; NULL while closed or locked */
const HavenUser  *haven_session_get_user      (HavenSession *self);    /* NULL while closed */
gboolean          haven_session_exists        (HavenSession *self);    /* there is something at the folder */
GPtrArray        *haven_session_list_users    (HavenSession *self, GError **error);  /* HavenUser; no passphrase needed */

void     haven_session_create_async  (HavenSession *self, const HavenUser *user, const char *passphrase, HavenStretch cost,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_create_finish (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_create        (HavenSession *self, const HavenUser *user, const char *passphrase, HavenStretch cost, GError **error);

/* name: NULL tries the only user, or every slot */
void     haven_session_unlock_async  (HavenSession *self, const char *name, const char *passphrase, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_unlock_finish (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_unlock        (HavenSession *self, const char *name, const char *passphrase, GError **error);
void     haven_session_lock          (HavenSession *self);             /* at once: drops the school, closes the store, wipes the key */

/* Takes command. Gives the id of the row it made, or 0. changed has been emitted when it finishes. */
void     haven_session_run_async     (HavenSession *self, HavenCommand *take_command, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gint64   haven_session_run_finish    (HavenSession *self, GAsyncResult *result, GError **error);   /* -1 on error */
gint64   haven_session_run           (HavenSession *self, HavenCommand *take_command, GError **error);

const char *haven_session_get_undo   (HavenSession *self);             /* the label of what would be undone, or NULL */
const char *haven_session_get_redo   (HavenSession *self);
/* CONFLICT if what would be undone was changed since: then nothing is. The window uses the pair, since waiting there would let clicks in between. */
void     haven_session_undo_async    (HavenSession *self, gboolean redo, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_undo_finish   (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_undo          (HavenSession *self, GError **error);
gboolean haven_session_redo          (HavenSession *self, GError **error);

/* Previews, in the order in which they would be applied; each is staged on what the ones before would make of the school. Nothing is written. */
void       haven_session_stage_async  (HavenSession *self, const char *const *paths, HavenImportType type, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *haven_session_stage_finish (HavenSession *self, GAsyncResult *result, GError **error);  /* HavenImportPreview */
GPtrArray *haven_session_stage        (HavenSession *self, const char *const *paths, HavenImportType type, GError **error);

/* Writes them, a transaction a file; an error stops at the file it names, and those before it stand. Takes previews. */
void       haven_session_apply_async  (HavenSession *self, GPtrArray *take_previews, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *haven_session_apply_finish (HavenSession *self, GAsyncResult *result, GError **error);  /* HavenImport */
GPtrArray *haven_session_apply        (HavenSession *self, GPtrArray *take_previews, GError **error);

/* The return of a period, proved; nothing is sent or kept by making it. */
void          haven_session_release_async  (HavenSession *self, HavenPeriod period, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
HavenRelease *haven_session_release_finish (HavenSession *self, GAsyncResult *result, GError **error);
HavenRelease *haven_session_release        (HavenSession *self, HavenPeriod period, GError **error);

/* The Virtual School. ca_file: NULL for the system's authorities. The fingerprint is read out by telephone. */
gboolean haven_session_enrol          (HavenSession *self, const char *url, const char *code, const char *ca_file,
                                       char **ret_fingerprint, GError **error);
void     haven_session_enrol_async    (HavenSession *self, const char *url, const char *code, const char *ca_file,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char    *haven_session_enrol_finish   (HavenSession *self, GAsyncResult *result, GError **error);  /* fingerprint */
gboolean haven_session_is_enrolled    (HavenSession *self);
void     haven_session_sync_async     (HavenSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HavenSyncSummary *haven_session_sync_finish (HavenSession *self, GAsyncResult *result, GError **error); /* offline is no error: summary->offline */
HavenSyncSummary *haven_session_sync  (HavenSession *self, GError **error);
/* The same by file (practice 38). What is saved stays waiting until an answer is loaded. */
GBytes  *haven_session_save_outbox    (HavenSession *self, GError **error);
void     haven_session_load_reply_async (HavenSession *self, GBytes *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HavenSyncSummary *haven_session_load_reply_finish (HavenSession *self, GAsyncResult *result, GError **error);
HavenSyncSummary *haven_session_load_reply (HavenSession *self, GBytes *file, GError **error);

/* An invented school for the demo, the tests and the screenshots: same size, seed and day, same content. The session must be open and empty. */
typedef enum { HAVEN_DEMO_SMALL, HAVEN_DEMO_SCHOOL, HAVEN_DEMO_LARGE } HavenDemoSize;
void     haven_session_fill_demo_async  (HavenSession *self, HavenDemoSize size, guint32 seed, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_fill_demo_finish (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_fill_demo      (HavenSession *self, HavenDemoSize size, guint32 seed, GError **error);
