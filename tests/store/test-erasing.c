/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing for good: rows and all that refers to them, free pages, log, copies; all or nothing; and nothing brings anybody back. */
#include "haven-backup.h"
#include "haven-erasing.h"
#include "haven-kept-columns.h"
#include "haven-raw-pages.h"
#include "haven-reference.h"
#include "haven-snapshot.h"
#include "haven-statement.h"
#include "haven-store-merge.h"
#include "haven-store-private.h"
#include "haven-tables.h"
#include "store-support.h"

#include <glib/gstdio.h>
#include <string.h>

#define SURNAME "Zyzzogeton"
#define UPN "Z999000111222"
#define NOTE "lives above the quorble shop"
#define CONFIDENCE "said so to the frambly teacher"
#define MOTHER "Ortensia Zyzzomater"
#define WORKER "Quentin Frambleworth"

static const char *const needles[] = { SURNAME, UPN, NOTE, CONFIDENCE, MOTHER, WORKER };

/* ---- a child with something in every table, beside others ---- */

static gint64
add_to (HavenStore *store, HavenTable table, gpointer take_record)
{
  return put (store, table, take_record);
}

static gint64
add_child (HavenStore *store)
{
  HavenPupil *child = invent_pupil (SURNAME, 0);

  g_free (child->upn);
  child->upn = g_strdup (UPN);
  child->born = haven_day_new (2012, 2, 29);
  child->left = haven_day_new (2024, 7, 19);
  return add_to (store, HAVEN_TABLE_PUPILS, child);
}

static void
add_note (HavenStore *store, gint64 child, const char *text, gboolean restricted)
{
  HavenNote *note = haven_note_new ();

  note->pupil_id = child;
  note->text = g_strdup (text);
  note->restricted = restricted;
  add_to (store, HAVEN_TABLE_NOTES, note);
}

static void
add_people (HavenStore *store, gint64 child)
{
  HavenPerson *mother = haven_person_new (), *worker = haven_person_new ();
  HavenSpell *spell = haven_spell_new ();

  mother->pupil_id = child;
  mother->type = HAVEN_PERSON_CONTACT;
  mother->name = g_strdup (MOTHER);
  add_to (store, HAVEN_TABLE_PEOPLE, mother);
  worker->type = HAVEN_PERSON_SOCIAL_WORKER;
  worker->name = g_strdup (WORKER);
  spell->pupil_id = child;
  spell->social_worker_id = add_to (store, HAVEN_TABLE_PEOPLE, worker);
  add_to (store, HAVEN_TABLE_SPELLS, spell);
}

static void
add_receipt (HavenStore *store)
{
  HavenImport *receipt = invent_receipt ();

  g_free (receipt->problem_list);
  receipt->problem_list = g_strdup ("[{\"line\":2,\"message\":\"" SURNAME ", Amara has no date of birth\"}]");
  haven_store_put_import (store, receipt, NULL);
  haven_import_free (receipt);
}

/* Rows in each table that knows pupils; what was typed, imported and told in the audit besides */
static gint64
fill (Fixture *fixture)
{
  HavenStore *store = fixture->store;
  g_autoptr (GBytes) draft = g_bytes_new_static (NOTE, strlen (NOTE));
  g_autoptr (HavenSchool) school = NULL;
  gint64 child;

  fill_store (fixture, 3);
  g_assert_true (haven_store_begin (store, TRUE, NULL));
  child = add_child (store);
  add_people (store, child);
  add_note (store, child, NOTE, FALSE);
  add_note (store, child, CONFIDENCE, TRUE);
  add_receipt (store);
  g_assert_true (haven_store_add_audit (store, test_clock (), "paper", child, "letter for " MOTHER, NULL));
  g_assert_true (haven_store_add_audit (store, test_clock (), "note", 0, "about " UPN, NULL));
  commit (store);
  g_assert_true (haven_store_keep_draft (store, test_clock (), "form", draft, NULL));
  return child;
}

static HavenSecret *
key_of (HavenStore *store)
{
  return haven_keys_get_store_key (store->keys);
}

static guint
count_needles (const char *folder, HavenSecret *key)
{
  g_autoptr (GString) where = g_string_new (NULL);
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (needles); i++)
    n += haven_raw_count_tree (folder, key, needles[i], where);
  if (n > 0)
    g_test_message ("%s", where->str);
  return n;
}

static HavenErasureRequest
ask (gint64 child)
{
  return (HavenErasureRequest) { HAVEN_ERASED_PUPIL, child, "time", "The time was over", "The head" };
}

static HavenErasure *
erase_rows (HavenStore *store, gint64 child, GError **error)
{
  const HavenErasureRequest request = ask (child);
  HavenErasure *erasure = NULL;

  if (!haven_store_begin (store, FALSE, error))
    return NULL;
  if (haven_store_erase (store, &request, test_clock (), &erasure, error) && haven_store_commit (store, NULL, NULL, error))
    return erasure;
  if (haven_connection_is_in_transaction (store->connection))
    haven_store_rollback (store);
  g_clear_pointer (&erasure, haven_erasure_free);
  return NULL;
}

static void
erase (HavenStore *store, gint64 child)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenErasure) erasure = erase_rows (store, child, &error);

  g_assert_no_error (error);
  g_assert_true (haven_store_sweep (store, test_clock (), &error));
  g_assert_no_error (error);
}

static gboolean
is_there (HavenStore *store)
{
  g_autoptr (HavenSchool) school = read_school (store);

  return haven_school_find_upn (school, UPN) != NULL;
}

static HavenErasure *
last_certificate (HavenStore *store)
{
  g_autoptr (HavenSchool) school = read_school (store);
  GPtrArray *erasures = haven_school_get_table (school, HAVEN_TABLE_ERASURES);

  g_assert_cmpuint (erasures->len, >, 0);
  return haven_erasure_copy (erasures->pdata[erasures->len - 1]);
}

/* ---- every byte ---- */

/* The reader's connection is open meanwhile, as in the program; and the search is shown to find what is there. */
static void
test_every_byte (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autoptr (HavenStore) beside = haven_store_open_beside (fixture->store, NULL);
  g_autoptr (HavenSchool) seen = haven_store_read_school (beside, NULL, HAVEN_ALL_TABLES, NULL);
  guint n = 0;

  g_assert_cmpuint (count_needles (fixture->folder, key_of (fixture->store)), >, 6);
  erase (fixture->store, child);
  g_assert_cmpuint (count_needles (fixture->folder, key_of (fixture->store)), ==, 0);
  g_assert_false (is_there (fixture->store));
  g_assert_true (haven_store_check (fixture->store, NULL));
  g_assert_true (haven_store_verify_audit (fixture->store, &n, NULL));
}

/* Where in a record its pupil's number stands; G_MAXSIZE: it has none */
static gsize
find_pupil_field (HavenTable table)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, "pupil_id"))
      return kind->fields[i].offset;
  return G_MAXSIZE;
}

/* Nothing is left that names the number, in whatever table there is now or will be. */
static void
test_every_table (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autoptr (HavenSchool) school = NULL;

  erase (fixture->store, child);
  school = read_school (fixture->store);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_test_message ("%s", haven_table_get_kind (table)->name);
    if (find_pupil_field (table) != G_MAXSIZE)
      g_assert_cmpuint (haven_school_of_pupil (school, table, child).n, ==, 0);
  }
}

static gint64
ask_number (HavenStore *store, const char *sql)
{
  HavenStatement *statement = haven_connection_get_statement (store->connection, sql, NULL);
  gboolean row = FALSE;
  gint64 n;

  g_assert_true (haven_statement_step (statement, &row, NULL) && row);
  n = haven_statement_get_int (statement, 0);
  haven_statement_reset (statement);
  return n;
}

static void
invent_for (Fixture *fixture, HavenTable table, HavenSchool *school, gint64 child)
{
  const HavenKind *kind = haven_table_get_kind (table);
  gpointer record = invent_record (fixture->chance, table, school);

  *(gint64 *) ((char *) record + find_pupil_field (table)) = child;
  g_assert_true (haven_store_put (fixture->store, table, record, NULL));
  haven_record_free (kind, record);
}

/* A certificate counts every table that knows pupils: one that is new is not forgotten. */
static void
test_counts_every_table (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autoptr (HavenSchool) school = read_school (fixture->store);
  g_autoptr (HavenErasure) erasure = NULL;

  begin (fixture->store);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (find_pupil_field (table) != G_MAXSIZE)
      invent_for (fixture, table, school, child);
  commit (fixture->store);
  erasure = erase_rows (fixture->store, child, NULL);
  g_assert_nonnull (erasure);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_autofree char *count = g_strdup_printf ("%s=", haven_table_get_kind (table)->name);
    if (find_pupil_field (table) != G_MAXSIZE)
      g_assert_nonnull (strstr (erasure->counts, count));
  }
}

static void
test_what_else_goes (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autoptr (HavenErasure) erasure = NULL;

  g_assert_cmpint (ask_number (fixture->store, "SELECT count (*) FROM drafts"), ==, 1);
  g_assert_cmpint (ask_number (fixture->store, "SELECT count (*) FROM import_undo"), >, 0);
  g_assert_cmpint (ask_number (fixture->store, "SELECT count (*) FROM note_texts"), >, 0);
  erase (fixture->store, child);
  erasure = last_certificate (fixture->store);
  g_assert_cmpint (ask_number (fixture->store, "SELECT count (*) FROM drafts"), ==, 0);
  g_assert_cmpint (ask_number (fixture->store, "SELECT count (*) FROM import_undo"), ==, 0);
  g_assert_cmpint (ask_number (fixture->store, "SELECT count (*) FROM note_seals WHERE note_id NOT IN (SELECT id FROM notes)"), ==, 0);
  g_assert_cmpint (erasure->number, ==, child);
  g_assert_cmpstr (erasure->ground, ==, "time");
  g_assert_cmpint (erasure->swept_at, !=, 0);
  g_assert_null (erasure->left_over);
}

/* Lines of the audit keep who, what and when, and lose the words; the chain holds, and an altered line shows as before. */
static void
test_audit (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autoptr (GPtrArray) before = haven_store_read_audit (fixture->store, NULL);
  g_autoptr (GPtrArray) after = NULL;
  guint n = 0;

  erase (fixture->store, child);
  after = haven_store_read_audit (fixture->store, NULL);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  for (guint i = 0; i < before->len; i++) {
    const HavenAuditEntry *one = before->pdata[i], *two = after->pdata[i];
    g_assert_cmpstr (one->action, ==, two->action);
    g_assert_cmpint (one->at, ==, two->at);
    g_assert_cmpint (one->pupil_id, ==, two->pupil_id);
  }
  g_assert_nonnull (strstr (((HavenAuditEntry *) after->pdata[before->len])->detail, "chained anew"));
  g_assert_true (haven_store_verify_audit (fixture->store, &n, NULL));
  g_assert_false (haven_connection_run (fixture->store->connection, "UPDATE audit SET who = 'x' WHERE id = 1", NULL));
}

/* ---- what stands in the way ---- */

static void
set_hold (HavenStore *store, gint64 child, HavenDay lifted_on)
{
  HavenHold *hold = haven_hold_new ();

  hold->pupil_id = child;
  hold->ground = g_strdup ("inquiry");
  hold->set_by = g_strdup (NAME);
  hold->set_on = haven_day_new (2024, 9, 1);
  hold->lifted_on = lifted_on;
  begin (store);
  add_to (store, HAVEN_TABLE_HOLDS, hold);
  commit (store);
}

static void
test_hold (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autoptr (HavenSchool) before = NULL;
  g_autoptr (HavenSchool) after = NULL;
  g_autoptr (GError) error = NULL;

  set_hold (fixture->store, child, HAVEN_DAY_NONE);
  before = read_school (fixture->store);
  g_assert_null (erase_rows (fixture->store, child, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, NAME));
  after = read_school (fixture->store);
  assert_same_school (before, after);
  begin (fixture->store);                   /* nor by any other way */
  g_assert_false (haven_store_remove (fixture->store, HAVEN_TABLE_PUPILS, child, NULL));
  haven_store_rollback (fixture->store);
}

static void
test_lifted_hold (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);

  set_hold (fixture->store, child, haven_day_new (2025, 1, 1));
  erase (fixture->store, child);
  g_assert_false (is_there (fixture->store));
}

/* The certificate stays for good. */
static void
test_names_nobody (Fixture *fixture, gconstpointer data)
{
  static const char *const whys[] = { "zyzzogeton left", "number " UPN, "  ZYZZOGETON  " };
  gint64 child = fill (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (whys); i++) {
    HavenErasureRequest request = ask (child);
    HavenErasure *erasure = NULL;
    g_autoptr (GError) error = NULL;
    request.why = whys[i];
    begin (fixture->store);
    g_assert_false (haven_store_erase (fixture->store, &request, test_clock (), &erasure, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
    haven_store_rollback (fixture->store);
  }
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (erase_rows (fixture->store, 4711, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
}

/* ---- all or nothing ---- */

typedef struct {
  guint left;
  guint n;
} Allowed;

static gboolean
allow_cb (gpointer user_data)
{
  Allowed *allowed = user_data;

  allowed->n++;
  return allowed->left-- > 0;
}

/* Fails at step n until none fails: before the end of the transaction everything is as it was. */
static void
test_fail_at_step (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autoptr (HavenSchool) before = read_school (fixture->store);
  gboolean done = FALSE;
  guint n = 0;

  for (n = 0; !done; n++) {
    Allowed allowed = { n, 0 };
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenErasure) erasure = NULL;
    g_autoptr (HavenSchool) after = NULL;
    haven_store_set_write_func (fixture->store, allow_cb, &allowed);
    erasure = erase_rows (fixture->store, child, &error);
    haven_store_set_write_func (fixture->store, NULL, NULL);
    done = erasure != NULL;
    if (done)
      break;
    after = read_school (fixture->store);
    assert_same_school (before, after);
    g_assert_true (is_there (fixture->store));
  }
  g_test_message ("%u steps", n);
  g_assert_cmpuint (n, >, 10);
  g_assert_false (is_there (fixture->store));
}

static void
back_up (HavenStore *store, const char *path)
{
  begin (store);
  g_assert_true (haven_store_note_backup (store, path, 1, NULL));
  commit (store);
  g_assert_true (haven_backup_write (store, path, NULL));
}

static gboolean
sweep_for (HavenStore *store, guint steps)
{
  Allowed allowed = { steps, 0 };
  gboolean done;

  haven_store_set_write_func (store, allow_cb, &allowed);
  done = haven_store_sweep (store, test_clock (), NULL);
  haven_store_set_write_func (store, NULL, NULL);
  return done;
}

static gboolean
is_swept (HavenStore *store)
{
  gboolean swept = FALSE;

  g_assert_true (haven_store_is_swept (store, &swept, NULL));
  return swept;
}

/* The rows are gone; the sweep fails at step n until none fails. What a copy missed then is made up for when it is tried again. */
static void
test_sweep_fails (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autofree char *backup = g_build_filename (fixture->folder, "one.havenbackup", NULL);
  g_autoptr (HavenErasure) erasure = NULL;
  guint n = 0;

  back_up (fixture->store, backup);
  erasure = erase_rows (fixture->store, child, NULL);
  for (n = 0; !sweep_for (fixture->store, n); n++) {
    g_assert_false (is_swept (fixture->store));
    g_assert_false (is_there (fixture->store));
  }
  g_assert_cmpuint (n, >, 1);
  g_assert_true (haven_store_sweep_again (fixture->store, test_clock (), NULL));
  g_assert_cmpuint (count_needles (fixture->folder, key_of (fixture->store)), ==, 0);
}

static void
test_next_opening (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autofree char *backup = g_build_filename (fixture->folder, "one.havenbackup", NULL);
  g_autoptr (HavenErasure) erasure = NULL;

  back_up (fixture->store, backup);
  erasure = erase_rows (fixture->store, child, NULL);
  g_assert_false (sweep_for (fixture->store, 0));
  reopen (fixture);
  g_assert_true (is_swept (fixture->store));
  g_assert_cmpuint (count_needles (fixture->folder, key_of (fixture->store)), ==, 0);
}

/* ---- copies ---- */

static void
test_backups (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autofree char *known = g_build_filename (fixture->folder, "known.havenbackup", NULL);
  g_autofree char *gone = g_build_filename (fixture->folder, "gone.havenbackup", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "restored", NULL);
  g_autoptr (HavenErasure) erasure = NULL;
  HavenStore *restored;

  back_up (fixture->store, known);
  back_up (fixture->store, gone);
  g_assert_cmpint (g_unlink (gone), ==, 0);
  g_assert_cmpuint (haven_raw_count (known, key_of (fixture->store), SURNAME), >, 0);
  erase (fixture->store, child);
  erasure = last_certificate (fixture->store);
  g_assert_cmpstr (erasure->left_over, ==, gone);
  g_assert_cmpuint (count_needles (fixture->folder, key_of (fixture->store)), ==, 0);
  g_assert_true (haven_backup_check (known, NULL));
  g_assert_true (haven_backup_restore (known, NULL, folder, NULL));
  restored = open_store (folder, HAVEN_STORE_WRITER);
  g_assert_false (is_there (restored));
  haven_store_close (restored);
}

/* A copy that nobody told Haven of, or that was carried away: the list that lies beside the store, or beside the copy, is repeated before
 * anybody sees a row. */
static void
check_restored (Fixture *fixture, const char *backup, const char *beside)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "restored", NULL);
  HavenStore *restored;

  g_assert_true (haven_backup_restore (backup, beside, folder, NULL));
  restored = open_store (folder, HAVEN_STORE_WRITER);
  g_assert_false (is_there (restored));
  g_assert_cmpuint (count_needles (folder, key_of (restored)), ==, 0);
  g_assert_true (haven_store_check (restored, NULL));
  haven_store_close (restored);
  g_assert_true (haven_platform_remove_tree (folder, NULL));
}

static void
test_carried_away (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  g_autofree char *away = g_build_filename (fixture->folder, "away.havenbackup", NULL);
  g_autofree char *list = place (fixture, HAVEN_ERASURES_FILE);
  g_autofree char *beside = g_build_filename (fixture->folder, HAVEN_ERASURES_FILE, NULL);
  g_autofree char *content = NULL;
  gsize size = 0;

  g_assert_true (haven_backup_write (fixture->store, away, NULL));
  erase (fixture->store, child);
  g_assert_cmpuint (haven_raw_count (away, key_of (fixture->store), SURNAME), >, 0);
  check_restored (fixture, away, fixture->path);
  g_assert_true (g_file_get_contents (list, &content, &size, NULL));
  g_assert_true (g_file_set_contents (beside, content, size, NULL));
  check_restored (fixture, away, NULL);
}

/* A damaged list, or another store's, keeps nobody out. */
static void
test_damaged_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *away = g_build_filename (fixture->folder, "away.havenbackup", NULL);
  g_autofree char *beside = g_build_filename (fixture->folder, HAVEN_ERASURES_FILE, NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "restored", NULL);
  HavenStore *restored;

  fill (fixture);
  g_assert_true (haven_backup_write (fixture->store, away, NULL));
  g_assert_true (g_file_set_contents (beside, "no list at all, but long enough to be one of some kind", -1, NULL));
  g_assert_true (haven_backup_restore (away, NULL, folder, NULL));
  restored = open_store (folder, HAVEN_STORE_WRITER);
  g_assert_true (is_there (restored));
  haven_store_close (restored);
}

/* Who comes back to the school after an erasure is somebody new: neither a later sweep nor a restore of a later copy takes them. */
static void
test_came_back (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture), other;
  g_autofree char *later = g_build_filename (fixture->folder, "later.havenbackup", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "restored", NULL);
  g_autoptr (HavenSchool) school = read_school (fixture->store);
  HavenStore *restored;

  other = haven_school_get_nth_pupil (school, 0)->id != child ? haven_school_get_nth_pupil (school, 0)->id
                                                                : haven_school_get_nth_pupil (school, 1)->id;
  erase (fixture->store, child);
  begin (fixture->store);
  g_assert_cmpint (add_child (fixture->store), >, child);
  commit (fixture->store);
  back_up (fixture->store, later);
  erase (fixture->store, other);
  g_assert_true (is_there (fixture->store));
  g_assert_true (haven_backup_restore (later, fixture->path, folder, NULL));
  restored = open_store (folder, HAVEN_STORE_WRITER);
  g_assert_true (is_there (restored));
  haven_store_close (restored);
}

/* ---- a shared store ---- */

typedef struct {
  char *shared;
  HavenStore *here;
} Shared;

static Shared
check_out (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "here", NULL);
  Shared shared = { g_build_filename (fixture->folder, "shared", NULL), NULL };

  g_assert_true (haven_platform_make_private_folder (shared.shared, NULL));
  g_assert_true (haven_snapshot_share (fixture->store, shared.shared, test_clock (), NULL));
  g_assert_true (haven_snapshot_check_out (shared.shared, folder, "here", 1780000000, NULL));
  shared.here = open_store (folder, HAVEN_STORE_WRITER);
  return shared;
}

static guint
count_in (const char *folder, HavenStore *store)
{
  return count_needles (folder, key_of (store));
}

/* The snapshot in the shared folder and what the copy came from are clean at once, and it can be brought back. */
static void
test_shared (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  Shared shared = check_out (fixture);

  g_assert_cmpuint (count_in (shared.shared, shared.here), >, 0);
  erase (shared.here, child);
  g_assert_cmpuint (count_in (shared.shared, shared.here), ==, 0);
  g_assert_cmpuint (count_in (haven_store_get_folder (shared.here), shared.here), ==, 0);
  g_assert_true (haven_snapshot_check_in (shared.here, shared.shared, test_clock (), NULL));
  g_assert_cmpuint (count_in (shared.shared, shared.here), ==, 0);
  haven_store_close (shared.here);
  g_free (shared.shared);
}

/* Somebody else had it, changed the child offline and brings it back: the merge does not bring the child back with it. */
static void
test_merge (Fixture *fixture, gconstpointer data)
{
  gint64 child = fill (fixture);
  Shared shared = check_out (fixture);
  g_autofree char *folder = g_build_filename (fixture->folder, "there", NULL);
  g_autoptr (HavenStoreMerge) merge = NULL;
  g_autoptr (GBytes) undo = NULL;
  g_autoptr (GError) error = NULL;
  HavenStore *there;
  GPtrArray *conflicts;

  g_assert_true (haven_snapshot_release (shared.shared, NULL));
  g_assert_true (haven_snapshot_check_out (shared.shared, folder, "there", 1780000100, NULL));
  there = open_store (folder, HAVEN_STORE_WRITER);
  begin (there);
  add_note (there, child, "more about the child", FALSE);
  commit (there);
  g_assert_true (haven_snapshot_check_in (there, shared.shared, test_clock (), NULL));
  haven_store_close (there);
  erase (shared.here, child);
  merge = haven_store_merge_look (shared.here, shared.shared, &error);
  g_assert_no_error (error);
  conflicts = haven_merge_get_conflicts (haven_store_merge_peek (merge));
  for (guint i = 0; i < conflicts->len; i++)
    ((HavenConflict *) conflicts->pdata[i])->side = HAVEN_SIDE_THEIRS;      /* even where somebody asks for it */
  haven_store_merge_apply (shared.here, merge, test_clock (), &undo, &error);
  g_assert_no_error (error);
  g_assert_false (is_there (shared.here));
  g_assert_null (undo);
  haven_store_close (shared.here);
  g_free (shared.shared);
}

/* ---- staff ---- */

static void
test_staff (Fixture *fixture, gconstpointer data)
{
  HavenErasureRequest request = { HAVEN_ERASED_STAFF, 0, "time", NULL, NULL };
  HavenPerson *person = haven_person_new ();
  HavenBooking *booking = haven_booking_new ();
  HavenErasure *erasure = NULL;
  g_autoptr (GError) error = NULL;

  fill_store (fixture, 2);
  begin (fixture->store);
  person->type = HAVEN_PERSON_STAFF;
  person->name = g_strdup (MOTHER);
  person->email = g_strdup (WORKER);
  request.id = add_to (fixture->store, HAVEN_TABLE_PEOPLE, person);
  booking->booking = g_strdup ("b-1");
  booking->name = g_strdup (MOTHER);
  booking->email = g_strdup (WORKER);
  booking->person_id = request.id;
  add_to (fixture->store, HAVEN_TABLE_BOOKINGS, booking);
  commit (fixture->store);
  begin (fixture->store);
  g_assert_true (haven_store_erase (fixture->store, &request, test_clock (), &erasure, &error));
  g_assert_no_error (error);
  commit (fixture->store);
  g_assert_nonnull (strstr (erasure->counts, "bookings=1"));
  haven_erasure_free (erasure);
  g_assert_true (haven_store_sweep (fixture->store, test_clock (), NULL));
  g_assert_cmpuint (count_needles (fixture->folder, key_of (fixture->store)), ==, 0);
}

#define ADD(path, func) g_test_add ("/store/erasing/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  ADD ("every-byte", test_every_byte);
  ADD ("every-table", test_every_table);
  ADD ("counts-every-table", test_counts_every_table);
  ADD ("what-else-goes", test_what_else_goes);
  ADD ("audit", test_audit);
  ADD ("practice_35/a-hold-refuses", test_hold);
  ADD ("practice_35/a-lifted-hold-does-not", test_lifted_hold);
  ADD ("names-nobody", test_names_nobody);
  ADD ("nobody", test_nobody);
  ADD ("fail-at-step", test_fail_at_step);
  ADD ("sweep-fails", test_sweep_fails);
  ADD ("next-opening", test_next_opening);
  ADD ("backups", test_backups);
  ADD ("carried-away", test_carried_away);
  ADD ("damaged-list", test_damaged_list);
  ADD ("came-back", test_came_back);
  ADD ("shared", test_shared);
  ADD ("merge", test_merge);
  ADD ("staff", test_staff);
  return g_test_run ();
}
