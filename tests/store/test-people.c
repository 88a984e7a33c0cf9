/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-recovery-code.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <stdlib.h>
#include <string.h>

/* Changes of people: keys, seals and audit together, whatever fails and wherever the process dies. */

#define OTHER "A. Other"
#define OTHER_PASSPHRASE "quite another one"
#define SECRET "What was said in confidence."

static const char *code;                   /* of the sheet; the same in a process that dies */

static const char *
get_code (void)
{
  if (code == NULL)
    code = haven_recovery_code_new ();
  return code;
}

typedef gboolean (*Deed) (HavenStore *store);

static gboolean
add_deed (HavenStore *store)
{
  const HavenStoreUser third = { "Third", HAVEN_ROLE_DEPUTY, "three" };

  return haven_store_add_user (store, &third, test_clock (), NULL);
}

static gboolean
remove_deed (HavenStore *store)
{
  return haven_store_remove_user (store, OTHER, test_clock (), NULL);
}

static gboolean
role_deed (HavenStore *store)
{
  return haven_store_change_role (store, OTHER, HAVEN_ROLE_DSL, test_clock (), NULL);
}

static gboolean
rename_deed (HavenStore *store)
{
  return haven_store_rename_user (store, OTHER, "B. Other", test_clock (), NULL);
}

static gboolean
passphrase_deed (HavenStore *store)
{
  return haven_store_change_passphrase (store, PASSPHRASE, "changed", test_clock (), NULL);
}

static gboolean
sheet_deed (HavenStore *store)
{
  return haven_store_set_recovery (store, get_code (), test_clock (), NULL);
}

static const struct {
  const char *name;
  const char *action;
  Deed deed;
} deeds[] = {
  { "add", "add-person", add_deed }, { "remove", "remove-person", remove_deed }, { "role", "change-role", role_deed },
  { "rename", "rename-person", rename_deed }, { "passphrase", "change-passphrase", passphrase_deed }, { "sheet", "recovery-sheet",
                                                                                                       sheet_deed },
};

static void
put_secret (HavenStore *store)
{
  HavenNote *note = haven_note_new ();

  begin (store);
  note->pupil_id = put (store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 0));
  note->restricted = TRUE;
  note->text = g_strdup (SECRET);
  put (store, HAVEN_TABLE_NOTES, note);
  commit (store);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const HavenStoreUser other = { OTHER, HAVEN_ROLE_DT, OTHER_PASSPHRASE };

  fixture_set_up (fixture, data);
  g_assert_true (haven_store_add_user (fixture->store, &other, test_clock (), NULL));
  put_secret (fixture->store);
}

/* ---- what the folder says, by whoever can open it ---- */

static HavenStore *
try_open (const char *path, const char *passphrase)
{
  return haven_store_open (path, NULL, passphrase, HAVEN_STORE_WRITER, test_clock (), NULL);
}

static char *
read_secret (HavenStore *store)
{
  g_autoptr(HavenSchool) school = read_school (store);
  GPtrArray *notes = haven_school_get_table (school, HAVEN_TABLE_NOTES);

  g_assert_cmpuint (notes->len, ==, 1);
  return g_strdup (((HavenNote *) g_ptr_array_index (notes, 0))->text);
}

/* "name role can-read-the-secret" of each who can open it, the audit checked on the way */
static char *
describe (const char *path)
{
  const char *const passphrases[] = { PASSPHRASE, "changed", OTHER_PASSPHRASE, "three", get_code () };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (passphrases); i++) {
    HavenStore *store = try_open (path, passphrases[i]);
    g_autofree char *secret = NULL;
    guint n = 0;
    if (store == NULL)
      continue;
    secret = read_secret (store);
    g_assert_true (haven_store_verify_audit (store, &n, NULL));
    g_string_append_printf (text, "%" G_GSIZE_FORMAT " %s %s %s\n", i, haven_store_get_user (store),
                            haven_role_code (haven_store_get_role (store)), g_strcmp0 (secret, SECRET) == 0 ? "reads" : "-");
    haven_store_close (store);
  }
  return g_string_free (text, FALSE);
}

static void
close_store (Fixture *fixture)
{
  haven_store_close (g_steal_pointer (&fixture->store));
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  close_store (fixture);
  before = describe (fixture->path);
  g_assert_cmpstr (before, ==, "0 J. Invented dsl reads\n2 A. Other dt -\n");
  for (gsize i = 0; i < 4; i++) {
    fixture->store = open_store (fixture->path, HAVEN_STORE_WRITER);
    g_assert_true (deeds[i == 1 ? 5 : i].deed (fixture->store));   /* the sheet in place of the removal */
    close_store (fixture);
  }
  after = describe (fixture->path);
  g_assert_cmpstr (after, ==, "0 J. Invented dsl reads\n2 B. Other dsl reads\n3 Third deputy reads\n4 Recovery sheet dsl reads\n");
}

static void
test_demoted_reads_no_more (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  g_assert_true (role_deed (fixture->store));
  g_assert_true (haven_store_change_role (fixture->store, OTHER, HAVEN_ROLE_READER, test_clock (), NULL));
  close_store (fixture);
  text = describe (fixture->path);
  g_assert_cmpstr (text, ==, "0 J. Invented dsl reads\n2 A. Other reader -\n");
}

/* ---- a full disk at each step ---- */

static void
test_fail (Fixture *fixture, gconstpointer data)
{
  Deed deed = deeds[GPOINTER_TO_SIZE (data)].deed;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean done = FALSE;
  int n;

  close_store (fixture);
  before = describe (fixture->path);
  for (n = 0; !done; n++) {
    int left = n;
    fixture->store = open_store (fixture->path, HAVEN_STORE_WRITER);
    haven_store_set_write_func (fixture->store, haven_test_fail_after, &left);
    done = deed (fixture->store);
    haven_store_set_write_func (fixture->store, NULL, NULL);
    close_store (fixture);
    g_free (after);
    after = describe (fixture->path);
    g_assert_true (g_str_equal (before, after) != done);
  }
  g_assert_cmpint (n, >, 3);
}

/* The same store goes on after a failure as if nothing had been: it is not only the disk that is put back. */
static void
test_fail_and_go_on (Fixture *fixture, gconstpointer data)
{
  gboolean done = FALSE;

  for (int n = 0; !done; n++) {
    int left = n;
    haven_store_set_write_func (fixture->store, haven_test_fail_after, &left);
    done = deeds[GPOINTER_TO_SIZE (data)].deed (fixture->store);
    haven_store_set_write_func (fixture->store, NULL, NULL);
    g_assert_cmpstr (haven_store_get_user (fixture->store), ==, NAME);
  }
  g_assert_true (haven_store_change_passphrase (fixture->store, GPOINTER_TO_SIZE (data) == 4 ? "changed" : PASSPHRASE, "last",
                                                test_clock (), NULL));
}

/* ---- death at each step ---- */

static int
do_deed (char **words)
{
  int left = atoi (words[2]);
  HavenStore *store;

  g_assert_true (haven_secret_start (NULL));
  code = words[3];
  store = open_store (words[1], HAVEN_STORE_WRITER);
  haven_store_set_write_func (store, haven_test_die_after, &left);
  g_assert_true (deeds[atoi (words[0])].deed (store));
  haven_store_set_write_func (store, NULL, NULL);
  haven_store_close (store);
  return 0;
}

/* The audit tells of a change that was made, or that keys were found which no line tells of. */
static void
check_told (const char *path, const char *passphrase, const char *action)
{
  HavenStore *store = try_open (path, passphrase);
  g_autoptr(GPtrArray) entries = NULL;
  const HavenAuditEntry *last;

  if (store == NULL)
    store = try_open (path, "changed");
  entries = haven_store_read_audit (store, NULL);
  last = g_ptr_array_index (entries, entries->len - 1);
  g_assert_true (g_str_equal (last->action, action) || g_str_equal (last->action, "keys-differ"));
  haven_store_close (store);
}

static void
test_death (Fixture *fixture, gconstpointer data)
{
  gsize which = GPOINTER_TO_SIZE (data);
  g_autofree char *word = g_strdup_printf ("%" G_GSIZE_FORMAT, which);
  g_autofree char *before = NULL;
  gboolean died = TRUE;
  gboolean changed = FALSE;
  int n;

  close_store (fixture);
  before = describe (fixture->path);
  for (n = 0; died && !changed; n++) {
    g_autofree char *left = g_strdup_printf ("%d", n);
    g_autofree char *after = NULL;
    died = haven_test_part_dies (word, fixture->path, left, get_code (), NULL);
    after = describe (fixture->path);
    changed = !g_str_equal (before, after);
    g_assert_true (changed || died);
  }
  g_assert_cmpint (n, >, 3);
  check_told (fixture->path, PASSPHRASE, deeds[which].action);
}

/* An older keys file put in the place of the newer: whoever was removed is let in again by the file, and the audit says so. */
static void
test_old_keys_show (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = place (fixture, "keys");
  g_autofree char *keys = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &keys, &size, NULL));
  g_assert_true (remove_deed (fixture->store));
  close_store (fixture);
  g_assert_null (try_open (fixture->path, OTHER_PASSPHRASE));
  g_assert_true (g_file_set_contents (path, keys, size, NULL));
  check_told (fixture->path, PASSPHRASE, "keys-differ");
}

#define ADD(name, func) g_test_add ("/store/people/practice_32/" name, Fixture, NULL, set_up, func, fixture_tear_down)

static void
add_for_each (const char *name, void (*func) (Fixture *, gconstpointer))
{
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++) {
    g_autofree char *path = g_strdup_printf ("/store/people/practice_32/%s/%s", name, deeds[i].name);
    g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, func, fixture_tear_down);
  }
}

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, do_deed);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  ADD ("all", test_all);
  ADD ("demoted-reads-no-more", test_demoted_reads_no_more);
  ADD ("old-keys-show", test_old_keys_show);
  add_for_each ("fail", test_fail);
  add_for_each ("fail-and-go-on", test_fail_and_go_on);
  add_for_each ("C6/death", test_death);
  return g_test_run ();
}
