/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "haven-clock.h"
#include "haven-command.h"
#include "haven-defaults.h"
#include "haven-merge.h"
#include "haven-passphrase.h"
#include "haven-role-view.h"
#include "haven-secret.h"

/* The one door to a store. Main thread only. Each _async has its _finish; the plain verb does the same and waits (command line, tests). */
typedef enum { HAVEN_SESSION_CLOSED, HAVEN_SESSION_BUSY, HAVEN_SESSION_OPEN } HavenSessionState;

typedef struct {
  char *name;
  HavenRole role;
  gboolean recovery;            /* no person: the sheet in the school's safe */
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
/* What a technician laid down for this computer: haven_defaults_get (), unless a test lends its own. A new store keeps full registers if that
 * says so; the proxy and the certificate hold for as long as the school has not chosen its own. */
const HavenDefaults *haven_session_get_defaults (HavenSession *self);
void              haven_session_set_defaults  (HavenSession *self, const HavenDefaults *defaults);
HavenSchool      *haven_session_get_school    (HavenSession *self);    /* lent: what the user may see of it (haven-role-view.h); NULL while closed or locked */
gboolean          haven_session_may           (HavenSession *self, HavenDeed deed);    /* FALSE while closed */
const HavenUser  *haven_session_get_user      (HavenSession *self);    /* NULL while closed */
gboolean          haven_session_exists        (HavenSession *self);    /* there is something at the folder */
GPtrArray        *haven_session_list_users    (HavenSession *self, GError **error);  /* HavenUser; no passphrase needed */

/* For a meter beside the entry; name: whose it will be. The passphrase of a new store, person or change is refused by the same rule. */
HavenStrength haven_session_measure_passphrase (HavenSession *self, const char *name, const char *passphrase, char **ret_sentence);
/* Seconds that the next passphrase has to wait after wrong ones; an unlock before that is refused (LOCKED) without being tried. */
guint    haven_session_get_wait      (HavenSession *self);
void     haven_session_set_wall_clock (HavenSession *self, gint64 (*read_wall) (gpointer data), gpointer data);  /* for tests */

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

/* The desktop's keyring, for who switches it on (off by default; of this computer and this person, and asks for the passphrase first): Haven that
 * was quit opens again without a passphrase until the person logs out. A lock, by hand or by itself, ends that: the next time the passphrase is
 * asked for. So a window that only closes lets its session go (g_object_unref) and does not lock it. */
gboolean haven_session_has_keyring           (HavenSession *self);     /* this Haven can use one */
gboolean haven_session_get_keyring           (HavenSession *self);     /* switched on by whoever has it open */
void     haven_session_set_keyring_async     (HavenSession *self, gboolean on, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_set_keyring_finish    (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_set_keyring           (HavenSession *self, gboolean on, GError **error);
gboolean haven_session_is_kept               (HavenSession *self);     /* worth trying, before a passphrase is asked for */
void     haven_session_unlock_kept_async     (HavenSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_unlock_kept           (HavenSession *self, GError **error);   /* NOT_FOUND, LOCKED: ask for it; its finish is unlock_finish */

/* People (haven-role-view.h says who may). Each is whole or nothing and in the audit. REFUSED: oneself, the last designated safeguarding
 * lead. A removed person's passphrase opens this store no more; it still opens backups that were made before. Undo begins anew. */
void     haven_session_add_user_async       (HavenSession *self, const HavenUser *user, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data);
void     haven_session_remove_user_async    (HavenSession *self, const char *name, GAsyncReadyCallback callback, gpointer user_data);
void     haven_session_change_role_async    (HavenSession *self, const char *name, HavenRole role, GAsyncReadyCallback callback, gpointer user_data);
void     haven_session_rename_user_async    (HavenSession *self, const char *name, const char *new_name, GAsyncReadyCallback callback, gpointer user_data);
void     haven_session_change_passphrase_async (HavenSession *self, const char *before, const char *after, GAsyncReadyCallback callback, gpointer user_data); /* one's own */
gboolean haven_session_people_finish        (HavenSession *self, GAsyncResult *result, GError **error);   /* of all five */
gboolean haven_session_add_user             (HavenSession *self, const HavenUser *user, const char *passphrase, GError **error);
gboolean haven_session_remove_user          (HavenSession *self, const char *name, GError **error);
gboolean haven_session_change_role          (HavenSession *self, const char *name, HavenRole role, GError **error);
gboolean haven_session_rename_user          (HavenSession *self, const char *name, const char *new_name, GError **error);
gboolean haven_session_change_passphrase    (HavenSession *self, const char *before, const char *after, GError **error);
/* Before a send, an export, an erasure or a change of people: is it still the same person? LOCKED: it is not that passphrase; wrong ones
 * wait as at the door. haven-guard.h says what asks for it and for how long it holds; without it those answer CONFIRM and nothing is done. */
gboolean haven_session_needs_confirm        (HavenSession *self, HavenDeed deed);     /* ask for the passphrase before doing this */
void     haven_session_confirm_async        (HavenSession *self, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_confirm_finish       (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_confirm              (HavenSession *self, const char *passphrase, GError **error);
/* A page for the school's safe (PDF). The code on it opens the store from then on, and the sheet before does not. */
void     haven_session_make_recovery_sheet_async  (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data);
GBytes  *haven_session_make_recovery_sheet_finish (HavenSession *self, GAsyncResult *result, GError **error);
GBytes  *haven_session_make_recovery_sheet  (HavenSession *self, GError **error);

/* What somebody is typing, sealed in the store to whoever types it; key names the form. Kept before any lock that comes after the call. */
void     haven_session_keep_draft_async  (HavenSession *self, const char *key, GBytes *draft, GAsyncReadyCallback callback, gpointer user_data);
void     haven_session_drop_draft_async  (HavenSession *self, const char *key, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_draft_finish      (HavenSession *self, GAsyncResult *result, GError **error);      /* of both */
gboolean haven_session_keep_draft        (HavenSession *self, const char *key, GBytes *draft, GError **error);
gboolean haven_session_drop_draft        (HavenSession *self, const char *key, GError **error);
void     haven_session_get_draft_async   (HavenSession *self, const char *key, GAsyncReadyCallback callback, gpointer user_data);
GBytes  *haven_session_get_draft_finish  (HavenSession *self, GAsyncResult *result, GError **error);      /* NOT_FOUND */
GBytes  *haven_session_get_draft         (HavenSession *self, const char *key, GError **error);
GStrv    haven_session_list_drafts       (HavenSession *self, GError **error);                            /* keys */

/* Files that somebody hands in who may not read the store: sealed to it, opened in memory by a designated safeguarding lead. */
typedef struct {
  char *id;
  char *file;
  char *who;
  gint64 at;
  gsize size;
} HavenHandedFile;
void       haven_handed_file_free               (HavenHandedFile *self);
void       haven_session_hand_in_async          (HavenSession *self, const char *const *paths, GAsyncReadyCallback callback, gpointer user_data);
gint64     haven_session_hand_in_finish         (HavenSession *self, GAsyncResult *result, GError **error);   /* how many; -1 on error */
gint64     haven_session_hand_in                (HavenSession *self, const char *const *paths, GError **error);
void       haven_session_list_handed_in_async   (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *haven_session_list_handed_in_finish  (HavenSession *self, GAsyncResult *result, GError **error);   /* HavenHandedFile */
GPtrArray *haven_session_list_handed_in         (HavenSession *self, GError **error);
void       haven_session_stage_handed_in_async  (HavenSession *self, const char *id, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *haven_session_stage_handed_in_finish (HavenSession *self, GAsyncResult *result, GError **error);   /* one HavenImportPreview, for apply */
GPtrArray *haven_session_stage_handed_in        (HavenSession *self, const char *id, GError **error);
void       haven_session_drop_handed_in_async   (HavenSession *self, const char *id, GAsyncReadyCallback callback, gpointer user_data); /* after it was applied, or unwanted */
gboolean   haven_session_drop_handed_in_finish  (HavenSession *self, GAsyncResult *result, GError **error);
gboolean   haven_session_drop_handed_in         (HavenSession *self, const char *id, GError **error);

/* Backup: an encrypted copy of one moment in one file, checked before it takes its name. To a folder: under a name of its day, and old ones
 * go by haven-backup-policy.h. Settings: backup.last (day), backup.days (a reminder after so many, 7), backup.folder (the window's). */
void     haven_session_backup_async           (HavenSession *self, const char *path, GAsyncReadyCallback callback, gpointer user_data);
void     haven_session_backup_to_folder_async (HavenSession *self, const char *folder, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_backup_finish          (HavenSession *self, GAsyncResult *result, GError **error);     /* of both */
gboolean haven_session_backup                 (HavenSession *self, const char *path, GError **error);
gboolean haven_session_backup_to_folder       (HavenSession *self, const char *folder, GError **error);
HavenDay haven_session_get_backup_due         (HavenSession *self);   /* on or before today: show the reminder */
/* Into a new or empty folder, never over a store; needs no session. A session on that folder opens it with the passphrases of that day. Whom
 * the list of erasures beside the file, or in the folder of the store at hand (beside, may be NULL), names is erased again when it opens. */
void     haven_restore_async                  (const char *file, const char *beside, const char *folder, GAsyncReadyCallback callback,
                                               gpointer user_data);
gboolean haven_restore_finish                 (GAsyncResult *result, GError **error);
gboolean haven_restore                        (const char *file, const char *beside, const char *folder, GError **error);
/* Cipher, database and audit as they were written; gives the number of audit lines, -1 with DAMAGED */
void     haven_session_check_async            (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data);
gint64   haven_session_check_finish           (HavenSession *self, GAsyncResult *result, GError **error);
gint64   haven_session_check                  (HavenSession *self, GError **error);

/* Several people, one store (practice 33): the school's shared folder holds a sealed snapshot; one person at a time takes it to a local folder
 * and brings it back, others read a copy. BUSY: who has it and since when. CONFLICT: it was released to somebody else meanwhile, and brought
 * back changed: then merge. A store that was shared or brought back is a copy to read until it is checked out again, into the same folder. */
void     haven_session_share_async            (HavenSession *self, const char *shared, GAsyncReadyCallback callback, gpointer user_data);
void     haven_session_check_in_async         (HavenSession *self, const char *shared, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_share_finish           (HavenSession *self, GAsyncResult *result, GError **error);     /* of both */
gboolean haven_session_share                  (HavenSession *self, const char *shared, GError **error);
gboolean haven_session_check_in               (HavenSession *self, const char *shared, GError **error);
gboolean haven_shared_check_out               (const char *shared, const char *folder, const char *who, HavenClock clock, GError **error);
gboolean haven_shared_copy                    (const char *shared, const char *folder, GError **error);       /* to read */
gboolean haven_shared_release                 (const char *shared, GError **error);  /* somebody decides: whoever had it cannot check it in any more */
gboolean haven_shared_get_holder              (const char *shared, char **ret_holder, gint64 *ret_since, GError **error); /* NULL: nobody; NOT_FOUND */

/* A copy to read: may () says no to every change, and each is refused with this sentence (who has the store, and since when). NULL: it is not. */
char    *haven_session_dup_to_read            (HavenSession *self);
char    *haven_session_dup_damage             (HavenSession *self);      /* what of the records cannot be read, in a sentence that says what to do; NULL: nothing */

/* What was done on a copy that is not checked out any more, while the shared store went on: both sides are put together field by field. A field
 * that both changed is a conflict, which a person settles (haven-merge.h: each one's side). Nothing is written by looking. merge takes what was
 * looked at with every side settled, does all of it in one step that can be undone, and the store can be checked in then. CONFLICT: one is not
 * settled, or either side moved on since: look again. */
typedef struct {
  GPtrArray *conflicts;         /* HavenConflict */
  guint n_mine;                 /* rows changed here since the two parted */
  guint n_theirs;               /* and there */
  char *digest;                 /* of the snapshot that was looked at */
} HavenMergeView;
void            haven_merge_view_free         (HavenMergeView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenMergeView, haven_merge_view_free)
char           *haven_conflict_dup_name       (const HavenConflict *conflict);         /* "Meeting: working well"; "Meeting" for the whole */
void            haven_session_look_at_merge_async  (HavenSession *self, const char *shared, GAsyncReadyCallback callback, gpointer user_data);
HavenMergeView *haven_session_look_at_merge_finish (HavenSession *self, GAsyncResult *result, GError **error);  /* NOT_FOUND: nothing to merge */
HavenMergeView *haven_session_look_at_merge   (HavenSession *self, const char *shared, GError **error);
void            haven_session_merge_async     (HavenSession *self, const char *shared, HavenMergeView *take_view,
                                               GAsyncReadyCallback callback, gpointer user_data);
gboolean        haven_session_merge_finish    (HavenSession *self, GAsyncResult *result, GError **error);
gboolean        haven_session_merge           (HavenSession *self, const char *shared, HavenMergeView *take_view, GError **error);

/* Who did what and when; what, never content */
typedef struct {
  gint64 id;
  gint64 at;
  char *who;
  char *action;
  gint64 pupil_id;              /* 0: none */
  char *detail;
} HavenAuditLine;
void       haven_audit_line_free            (HavenAuditLine *self);
void       haven_session_read_audit_async   (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *haven_session_read_audit_finish  (HavenSession *self, GAsyncResult *result, GError **error);   /* HavenAuditLine */
GPtrArray *haven_session_read_audit         (HavenSession *self, GError **error);

/* All of it as a CSV file. That it was taken out is its last line; asks for the passphrase (haven-guard.h). */
void       haven_session_export_audit_async  (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data);
GBytes    *haven_session_export_audit_finish (HavenSession *self, GAsyncResult *result, GError **error);
GBytes    *haven_session_export_audit        (HavenSession *self, GError **error);

/* The text of a restricted entry, which the lent school covers: asking for it is in the audit. REFUSED for whom it is not sealed. To be wiped. */
void     haven_session_reveal_note_async  (HavenSession *self, gint64 note_id, GAsyncReadyCallback callback, gpointer user_data);
char    *haven_session_reveal_note_finish (HavenSession *self, GAsyncResult *result, GError **error);
char    *haven_session_reveal_note        (HavenSession *self, gint64 note_id, GError **error);

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

/* The person saw this return, cell by cell or as exact bytes: only then can it be queued, unless the setting sharing.unseen is yes. Forgotten
 * when the store is locked. */
void          haven_session_note_looked    (HavenSession *self, HavenRelease *release);
gboolean      haven_session_has_looked     (HavenSession *self, HavenRelease *release);

/* The Virtual School. The fingerprint that joining gives is read out by telephone. */
typedef struct {
  const char *url;              /* as the authority wrote it */
  const char *code;
  const char *ca_file;          /* NULL: the system's authorities */
  const char *certificate;      /* PEM, the school's own certificate and its key, where the authority wants one; kept in the store. NULL: none */
  gboolean another;             /* of another authority, beside the school's own (haven-authority.h) */
} HavenJoin;
void     haven_session_join_async     (HavenSession *self, const HavenJoin *join, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char    *haven_session_join_finish    (HavenSession *self, GAsyncResult *result, GError **error);
char    *haven_session_join           (HavenSession *self, const HavenJoin *join, GError **error);
gboolean haven_session_is_enrolled    (HavenSession *self);            /* with any */
void     haven_session_sync_async     (HavenSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HavenSyncSummary *haven_session_sync_finish (HavenSession *self, GAsyncResult *result, GError **error); /* offline is no error: summary->offline */
HavenSyncSummary *haven_session_sync  (HavenSession *self, GError **error);
/* The same when nobody asked (haven-auto-sync.h): what was put off waits for its time */
void     haven_session_sync_by_itself_async (HavenSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* How far the exchange under way has come, on the main thread: "sync-progress" (guint done, guint all) is emitted */
/* "sending": it is on its way at this moment; else haven_outbox_state_code (). */
const char *haven_session_get_outbox_state (HavenSession *self, const HavenOutboxItem *item);
/* Ends the enrolment: token, keys and address are forgotten, the ledger and bookings stay. What was not sent is never thrown away unasked:
 * CONFLICT says how much waits, unless discard. */
void     haven_session_leave_async    (HavenSession *self, gint64 authority, gboolean discard, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_leave_finish   (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_leave          (HavenSession *self, gint64 authority, gboolean discard, GError **error);
/* What was sent, for whoever asks: number, kind, target, SHA-256, made, settled, state, receipt; as CSV, without names. */
GBytes  *haven_session_list_sent      (HavenSession *self);
/* The fingerprint of an authority's keys, to be compared by telephone at any time; NULL: none are kept */
char    *haven_session_dup_fingerprint (HavenSession *self, gint64 authority);
/* Keys that came in a file are pinned once a person has compared their fingerprint by telephone; REFUSED where it is another. another: they
 * are of another authority's Virtual School, beside the school's own. */
char    *haven_session_read_fingerprint (HavenSession *self, GBytes *file, GError **error);
void     haven_session_pin_keys_async   (HavenSession *self, GBytes *file, const char *fingerprint, gboolean another,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_pin_keys_finish  (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_pin_keys         (HavenSession *self, GBytes *file, const char *fingerprint, gboolean another, GError **error);
/* The same by file (practice 38). What is saved stays waiting until an answer is loaded. With a number that nobody has yet
 * (haven_authority_get_free) it asks another authority for everything: its answer's keys are pinned as another's. */
void     haven_session_save_outbox_async  (HavenSession *self, gint64 authority, GAsyncReadyCallback callback, gpointer user_data);
GBytes  *haven_session_save_outbox_finish (HavenSession *self, GAsyncResult *result, GError **error);
GBytes  *haven_session_save_outbox        (HavenSession *self, gint64 authority, GError **error);
void     haven_session_load_reply_async (HavenSession *self, GBytes *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HavenSyncSummary *haven_session_load_reply_finish (HavenSession *self, GAsyncResult *result, GError **error);
HavenSyncSummary *haven_session_load_reply (HavenSession *self, GBytes *file, GError **error);

/* An invented school for the demo, the tests and the screenshots: same size, seed and day, same content. The session must be open and empty. */
typedef enum { HAVEN_DEMO_SMALL, HAVEN_DEMO_SCHOOL, HAVEN_DEMO_LARGE } HavenDemoSize;
void     haven_session_fill_demo_async  (HavenSession *self, HavenDemoSize size, guint32 seed, GAsyncReadyCallback callback, gpointer user_data);
gboolean haven_session_fill_demo_finish (HavenSession *self, GAsyncResult *result, GError **error);
gboolean haven_session_fill_demo      (HavenSession *self, HavenDemoSize size, guint32 seed, GError **error);
