/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "haven-clock.h"
#include "haven-error.h"
#include "haven-school.h"
#include "haven-secret.h"

/* A school's records in one encrypted folder. A HavenStore belongs to the thread that opened it, and asserts so. */
typedef struct _HavenStore HavenStore;

typedef struct {
  const char *name;             /* of the person */
  HavenRole role;
  const char *passphrase;
} HavenStoreUser;

/* Makes folder and first user. The folder must not be there, or be empty. */
HavenStore *haven_store_create       (const char *folder, const HavenStoreUser *first, HavenStretch cost, HavenClock clock, GError **error);

typedef enum { HAVEN_STORE_WRITER, HAVEN_STORE_READER, HAVEN_STORE_DOOR } HavenStoreMode;
/* name NULL: whichever slot opens. LOCKED: wrong passphrase. NOT_A_STORE. DAMAGED. TOO_NEW. BUSY: another writer, who and since when. Migrates when a writer.
 * Who may not read (an attendance officer) stands at the DOOR whatever was asked for: files are handed in there, the records stay shut. */
HavenStore *haven_store_open         (const char *folder, const char *name, const char *passphrase, HavenStoreMode mode, HavenClock clock, GError **error);
/* A second connection with the key of the first: for the reader thread. May be called on another thread than the first's. */
HavenStore *haven_store_open_beside  (HavenStore *writer, GError **error);
void        haven_store_close        (HavenStore *self);                /* wipes the key */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenStore, haven_store_close)

gboolean    haven_store_is_there     (const char *folder);              /* a keys file stands in it */
typedef struct {
  char *name;
  HavenRole role;
  gboolean recovery;                                                    /* no person: the sheet in the school's safe */
} HavenStorePerson;
#define HAVEN_STORE_RECOVERY "Recovery sheet"                           /* under this name it stands among the people */
void        haven_store_person_free  (HavenStorePerson *person);
GPtrArray  *haven_store_list_people  (const char *folder, GError **error);  /* HavenStorePerson; no passphrase needed */
const char *haven_store_get_folder   (HavenStore *self);
const char *haven_store_get_user     (HavenStore *self);
GBytes     *haven_store_get_own_key  (HavenStore *self);                /* public; of whoever has it open */
HavenRole   haven_store_get_role     (HavenStore *self);
HavenStoreMode haven_store_get_mode  (HavenStore *self);
gboolean    haven_store_is_to_read   (HavenStore *self);                /* a copy of a shared store: every change is REFUSED, with who has it */
HavenStretch haven_store_get_cost    (HavenStore *self);
gboolean    haven_store_has_lead     (HavenStore *self);                /* a designated safeguarding lead or deputy is among the people */

/* People, by a writer and outside a transaction: keys, seals and audit at once and whole */
gboolean    haven_store_add_user     (HavenStore *self, const HavenStoreUser *user, HavenClock clock, GError **error);
gboolean    haven_store_remove_user  (HavenStore *self, const char *name, HavenClock clock, GError **error);  /* REFUSED: oneself, the last lead */
gboolean    haven_store_change_role  (HavenStore *self, const char *name, HavenRole role, HavenClock clock, GError **error); /* likewise */
gboolean    haven_store_rename_user  (HavenStore *self, const char *name, const char *new_name, HavenClock clock, GError **error);
gboolean    haven_store_set_recovery (HavenStore *self, const char *code, HavenClock clock, GError **error);  /* haven_recovery_code_new; the sheet before ends */
gboolean    haven_store_change_passphrase (HavenStore *self, const char *before, const char *after, HavenClock clock, GError **error); /* one's own; LOCKED */

gboolean    haven_store_confirm      (HavenStore *self, const char *passphrase, GError **error); /* of whoever has it open; LOCKED: it is another */

/* What somebody was typing: sealed to whoever has the store open; each at once, outside a transaction */
gboolean    haven_store_keep_draft   (HavenStore *self, HavenClock clock, const char *key, GBytes *draft, GError **error);
GBytes     *haven_store_get_draft    (HavenStore *self, const char *key, GError **error);  /* NOT_FOUND */
gboolean    haven_store_drop_draft   (HavenStore *self, const char *key, GError **error);
GStrv       haven_store_list_drafts  (HavenStore *self, GError **error);

/* All or nothing. Everything below happens inside one; nested begins are a programmer's error. */
gboolean    haven_store_begin        (HavenStore *self, gboolean record_undo, GError **error);
gboolean    haven_store_commit       (HavenStore *self, HavenTables *ret_changed, GBytes **ret_undo, GError **error); /* ret_undo: a changeset where one was recorded, NULL if nothing changed */
void        haven_store_rollback     (HavenStore *self);

gboolean    haven_store_put          (HavenStore *self, HavenTable table, gpointer record, GError **error);  /* id 0: inserts and fills it in */
gboolean    haven_store_insert       (HavenStore *self, HavenTable table, gconstpointer record, GError **error);  /* with the id it has: the demo, a transfer */
gboolean    haven_store_remove       (HavenStore *self, HavenTable table, gint64 id, GError **error);        /* and what belongs to it; NOT_FOUND */
gboolean    haven_store_set          (HavenStore *self, const char *key, const char *value, GError **error); /* a setting; NULL removes it */
char       *haven_store_dup_setting  (HavenStore *self, const char *key, GError **error);                    /* NULL without an error: not set */
gboolean    haven_store_take_back    (HavenStore *self, GBytes *changeset, GError **error); /* the inverse of what was recorded; CONFLICT if a row changed since */

/* Imports: the receipt's row, put last in the import's transaction (begun with record_undo): the changeset recorded so far is kept beside it */
gboolean    haven_store_put_import   (HavenStore *self, HavenImport *receipt, GError **error);
gboolean    haven_store_undo_import  (HavenStore *self, gint64 import_id, HavenClock clock, GError **error);  /* inside a transaction; CONFLICT names what depends on it */

/* Audit: append-only, hash-chained; what, never content. pupil_id 0: none */
gboolean    haven_store_add_audit    (HavenStore *self, HavenClock clock, const char *action, gint64 pupil_id, const char *detail, GError **error);
typedef struct {
  gint64 id;
  gint64 at;
  char *who;
  char *action;
  gint64 pupil_id;
  char *detail;
} HavenAuditEntry;
void        haven_audit_entry_free   (HavenAuditEntry *entry);
GPtrArray  *haven_store_read_audit   (HavenStore *self, GError **error);     /* HavenAuditEntry */
gboolean    haven_store_verify_audit (HavenStore *self, guint *ret_n, GError **error);  /* DAMAGED names the first line that was altered */

/* previous NULL or changed HAVEN_ALL_TABLES: reads everything; else only the changed tables, the others are shared */
HavenSchool *haven_store_read_school (HavenStore *self, HavenSchool *previous, HavenTables changed, GError **error);
gboolean     haven_store_check       (HavenStore *self, GError **error);     /* cipher and SQLite integrity; DAMAGED */

void         haven_store_set_cancellable (HavenStore *self, GCancellable *cancellable);  /* what runs ends with CANCELLED; NULL: no more */
/* For tests: called before every step that writes, and before a commit; FALSE fails it as a full disk would. */
typedef gboolean (*HavenStoreWriteFunc)  (gpointer user_data);
void         haven_store_set_write_func  (HavenStore *self, HavenStoreWriteFunc func, gpointer user_data);
