/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keys.h"
#include "haven-limits.h"
#include "haven-recovery-code.h"
#include "haven-test-long.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define OTHER "A. Other"
#define OTHER_PASSPHRASE "quite another one"
#define COST_PLACE 9                       /* behind the magic and the version */

static char *
make_file (Fixture *fixture)
{
  const HavenStoreUser first = { NAME, HAVEN_ROLE_DSL, PASSPHRASE };
  const HavenStoreUser other = { OTHER, HAVEN_ROLE_DT, OTHER_PASSPHRASE };
  g_autoptr(HavenKeys) keys = haven_keys_new (&first, HAVEN_STRETCH_TEST, NULL);
  char *path = g_build_filename (fixture->folder, "keys", NULL);

  g_assert_true (haven_keys_save (keys, path, NULL));
  g_assert_true (haven_keys_add (keys, &other, NULL));
  return path;
}

static void
check_opens (const char *path, const char *name, const char *passphrase, HavenRole role)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenKeys) keys = haven_keys_open (path, name, passphrase, &error);

  g_assert_no_error (error);
  g_assert_cmpint (haven_keys_get_role (keys), ==, role);
}

static void
check_refused (const char *path, const char *name, const char *passphrase, HavenErrorCode code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (haven_keys_open (path, name, passphrase, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
}

/* Which of the refusals it is depends on the place; that it is one does not. */
static void
check_refused_somehow (const char *path, const char *name, const char *passphrase)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (haven_keys_open (path, name, passphrase, &error));
  g_assert_true (error->domain == HAVEN_ERROR);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);

  check_opens (path, NAME, PASSPHRASE, HAVEN_ROLE_DSL);
  check_opens (path, "  j. invented ", PASSPHRASE, HAVEN_ROLE_DSL);
  check_opens (path, NULL, PASSPHRASE, HAVEN_ROLE_DSL);
  check_opens (path, NULL, OTHER_PASSPHRASE, HAVEN_ROLE_DT);
  check_refused (path, NAME, OTHER_PASSPHRASE, HAVEN_ERROR_LOCKED);
  check_refused (path, OTHER, PASSPHRASE, HAVEN_ERROR_LOCKED);
  check_refused (path, NULL, "neither", HAVEN_ERROR_LOCKED);
  check_refused (path, NULL, "", HAVEN_ERROR_LOCKED);
  check_refused (path, "Nobody", PASSPHRASE, HAVEN_ERROR_LOCKED);
  haven_test_assert_private (path);
}

static void
test_one_store_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autoptr(HavenKeys) one = haven_keys_open (path, NAME, PASSPHRASE, NULL);
  g_autoptr(HavenKeys) other = haven_keys_open (path, OTHER, OTHER_PASSPHRASE, NULL);
  HavenSecret *a = haven_keys_get_store_key (one), *b = haven_keys_get_store_key (other);

  g_assert_cmpmem (haven_secret_peek (a), haven_secret_get_size (a), haven_secret_peek (b), haven_secret_get_size (b));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autoptr(GPtrArray) people = haven_keys_list (path, NULL);
  HavenStorePerson *first, *second;

  g_assert_cmpuint (people->len, ==, 2);
  first = g_ptr_array_index (people, 0);
  second = g_ptr_array_index (people, 1);
  g_assert_cmpstr (first->name, ==, NAME);
  g_assert_cmpint (first->role, ==, HAVEN_ROLE_DSL);
  g_assert_cmpstr (second->name, ==, OTHER);
  g_assert_cmpint (second->role, ==, HAVEN_ROLE_DT);
}

static void
test_every_byte_counts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize i = 0; i < size; i++) {
    content[i] ^= 1 << i % 8;
    g_assert_true (g_file_set_contents (path, content, size, NULL));
    check_refused_somehow (path, NAME, PASSPHRASE);
    check_refused_somehow (path, OTHER, OTHER_PASSPHRASE);
    content[i] ^= 1 << i % 8;
  }
  haven_test_tell_faults ("open keys", "a byte flipped", size, size, 0);
}

static void
test_every_length_counts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autofree char *content = NULL;
  g_autofree char *longer = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize length = 0; length < size; length++) {
    g_assert_true (g_file_set_contents (path, content, length, NULL));
    check_refused (path, NULL, PASSPHRASE, length < 8 ? HAVEN_ERROR_NOT_A_STORE : HAVEN_ERROR_DAMAGED);
  }
  haven_test_tell_faults ("open keys", "cut short", size, size, 0);
  longer = g_malloc0 (size + 1);
  memcpy (longer, content, size);
  g_assert_true (g_file_set_contents (path, longer, size + 1, NULL));
  check_refused (path, NULL, PASSPHRASE, HAVEN_ERROR_DAMAGED);
}

static void
test_cost_is_bounded (Fixture *fixture, gconstpointer data)
{
  static const HavenStretch costs[] = {
    { 0, 0 }, { 8, 0 }, { 7, 1 }, { 8, 2 }, { HAVEN_STRETCH_MIN_KIB - 1, 3 }, { HAVEN_STRETCH_MAX_KIB + 1, 3 },
    { G_MAXUINT32, 1 }, { 8, G_MAXUINT32 }, { HAVEN_STRETCH_MIN_KIB, HAVEN_STRETCH_MAX_PASSES + 1 },
  };
  g_autofree char *path = make_file (fixture);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (costs); i++) {
    memcpy (content + COST_PLACE, &costs[i], sizeof costs[i]);
    g_assert_true (g_file_set_contents (path, content, size, NULL));
    check_refused (path, NULL, PASSPHRASE, HAVEN_ERROR_DAMAGED);
  }
  haven_test_tell_faults ("open keys", "cost huge or tiny", G_N_ELEMENTS (costs), G_N_ELEMENTS (costs), 0);
}

static void
test_not_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder", NULL);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  check_refused (folder, NULL, PASSPHRASE, HAVEN_ERROR_NOT_A_STORE);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  content[8] = 3;
  g_assert_true (g_file_set_contents (path, content, size, NULL));
  check_refused (path, NULL, PASSPHRASE, HAVEN_ERROR_TOO_NEW);
  g_assert_true (g_file_set_contents (path, "A letter to the governors, say.\n", -1, NULL));
  check_refused (path, NULL, PASSPHRASE, HAVEN_ERROR_NOT_A_STORE);
  g_assert_cmpint (truncate (path, HAVEN_LIMIT_KEYS_BYTES + 1), ==, 0);
  check_refused (path, NULL, PASSPHRASE, HAVEN_ERROR_TOO_LARGE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  check_refused (path, NULL, PASSPHRASE, HAVEN_ERROR_NOT_A_STORE);
}

static void
test_link_to_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);

  if (haven_test_make_link (path, link))
    check_refused (link, NULL, PASSPHRASE, HAVEN_ERROR_NOT_A_STORE);
}

static void
check_not_added (HavenKeys *keys, const char *name, const char *passphrase)
{
  const HavenStoreUser user = { name, HAVEN_ROLE_DT, passphrase };
  g_autoptr(GError) error = NULL;

  g_assert_false (haven_keys_add (keys, &user, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

static void
test_who_can_be_added (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autofree char *endless = g_strnfill (HAVEN_LIMIT_NAME_BYTES + 1, 'n');
  g_autoptr(HavenKeys) keys = haven_keys_open (path, NAME, PASSPHRASE, NULL);

  check_not_added (keys, "", "x");
  check_not_added (keys, "  ", "x");
  check_not_added (keys, endless, "x");
  check_not_added (keys, "a. OTHER", "x");
  check_not_added (keys, "\xff", "x");
  check_not_added (keys, "Third", "");
  check_not_added (keys, "Third", NULL);
}

static void
check_not_removed (HavenKeys *keys, const char *name, HavenErrorCode code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (haven_keys_remove (keys, name, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autoptr(HavenKeys) keys = haven_keys_open (path, OTHER, OTHER_PASSPHRASE, NULL);
  g_autoptr(HavenKeys) first = NULL;

  check_not_removed (keys, "Nobody", HAVEN_ERROR_NOT_FOUND);
  check_not_removed (keys, OTHER, HAVEN_ERROR_REFUSED);
  check_not_removed (keys, NAME, HAVEN_ERROR_REFUSED);      /* the only lead */
  first = haven_keys_open (path, NAME, PASSPHRASE, NULL);
  g_assert_true (haven_keys_remove (first, OTHER, NULL));
  check_opens (path, NULL, PASSPHRASE, HAVEN_ROLE_DSL);
  check_refused (path, NULL, OTHER_PASSPHRASE, HAVEN_ERROR_LOCKED);
}

static void
test_change_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autoptr(HavenKeys) keys = haven_keys_open (path, OTHER, OTHER_PASSPHRASE, NULL);
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GError) empty = NULL;

  g_assert_false (haven_keys_change_passphrase (keys, PASSPHRASE, "new", &wrong));
  g_assert_error (wrong, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
  g_assert_false (haven_keys_change_passphrase (keys, OTHER_PASSPHRASE, "", &empty));
  g_assert_error (empty, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  check_opens (path, OTHER, OTHER_PASSPHRASE, HAVEN_ROLE_DT);
  g_assert_true (haven_keys_change_passphrase (keys, OTHER_PASSPHRASE, "new", NULL));
  check_opens (path, OTHER, "new", HAVEN_ROLE_DT);
  check_refused (path, OTHER, OTHER_PASSPHRASE, HAVEN_ERROR_LOCKED);
  check_opens (path, NAME, PASSPHRASE, HAVEN_ROLE_DSL);
}

/* A file that cannot be written leaves the keys in memory as they were. */
static void
test_change_that_cannot_be_written (Fixture *fixture, gconstpointer data)
{
  const HavenStoreUser third = { "Third", HAVEN_ROLE_DT, "three" };
  g_autofree char *path = make_file (fixture);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *moved = g_strconcat (folder, "-moved", NULL);
  g_autoptr(HavenKeys) keys = haven_keys_open (path, NAME, PASSPHRASE, NULL);

  g_assert_cmpint (g_rename (folder, moved), ==, 0);
  g_assert_false (haven_keys_add (keys, &third, NULL));
  g_assert_false (haven_keys_remove (keys, OTHER, NULL));
  g_assert_false (haven_keys_change_passphrase (keys, PASSPHRASE, "new", NULL));
  g_assert_cmpint (g_rename (moved, folder), ==, 0);
  g_assert_true (haven_keys_save (keys, path, NULL));
  check_opens (path, NAME, PASSPHRASE, HAVEN_ROLE_DSL);
  check_opens (path, OTHER, OTHER_PASSPHRASE, HAVEN_ROLE_DT);
  check_refused (path, "Third", "three", HAVEN_ERROR_LOCKED);
}

static void
test_sealed_for_store_and_person (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autoptr(HavenKeys) one = haven_keys_open (path, NAME, PASSPHRASE, NULL);
  g_autoptr(HavenKeys) other = haven_keys_open (path, OTHER, OTHER_PASSPHRASE, NULL);
  g_autoptr(GBytes) plain = g_bytes_new_static ("handed in", 9);
  g_autoptr(GBytes) for_store = haven_seal (haven_keys_get_sealing_key (one), plain);
  g_autoptr(GBytes) for_one = haven_seal (haven_keys_get_own_key (one), plain);
  g_autoptr(GBytes) by_store = haven_keys_open_for_store (other, for_store, NULL);
  g_autoptr(GBytes) by_one = haven_keys_open_for_me (one, for_one, NULL);

  g_assert_true (g_bytes_equal (by_store, plain));
  g_assert_true (g_bytes_equal (by_one, plain));
  g_assert_null (haven_keys_open_for_me (other, for_one, NULL));
}

/* An attendance officer hands files in and reads nothing: her slot holds no key of the store. */
static void
test_officer (Fixture *fixture, gconstpointer data)
{
  const HavenStoreUser officer = { "O. Officer", HAVEN_ROLE_ATTENDANCE, "officer" };
  g_autofree char *path = make_file (fixture);
  g_autoptr(HavenKeys) lead = haven_keys_open (path, NAME, PASSPHRASE, NULL);
  g_autoptr(HavenKeys) keys = NULL;
  g_autoptr(GBytes) plain = g_bytes_new_static ("register", 8);
  g_autoptr(GBytes) sealed = NULL;

  g_assert_true (haven_keys_add (lead, &officer, NULL));
  keys = haven_keys_open (path, NULL, "officer", NULL);
  g_assert_null (haven_keys_get_store_key (keys));
  sealed = haven_seal (haven_keys_get_sealing_key (keys), plain);
  g_assert_null (haven_keys_open_for_store (keys, sealed, NULL));
  g_assert_true (haven_keys_change_passphrase (keys, "officer", "changed", NULL));
  check_opens (path, "O. Officer", "changed", HAVEN_ROLE_ATTENDANCE);
  check_opens (path, NAME, PASSPHRASE, HAVEN_ROLE_DSL);
  check_refused (path, "O. Officer", "officer", HAVEN_ERROR_LOCKED);
}

/* The passphrase of whose role changes is not needed, and goes on opening. */
static void
test_change_role (Fixture *fixture, gconstpointer data)
{
  static const HavenRole roles[] = { HAVEN_ROLE_ATTENDANCE, HAVEN_ROLE_DSL, HAVEN_ROLE_READER, HAVEN_ROLE_DEPUTY, HAVEN_ROLE_DT };
  g_autofree char *path = make_file (fixture);
  g_autoptr(HavenKeys) keys = haven_keys_open (path, NAME, PASSPHRASE, NULL);
  g_autoptr(GError) own = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++) {
    g_autoptr(HavenKeys) other = NULL;
    g_assert_true (haven_keys_change_role (keys, OTHER, roles[i], NULL));
    check_opens (path, OTHER, OTHER_PASSPHRASE, roles[i]);
    other = haven_keys_open (path, OTHER, OTHER_PASSPHRASE, NULL);
    g_assert_cmpint (haven_keys_get_store_key (other) != NULL, ==, roles[i] != HAVEN_ROLE_ATTENDANCE);
  }
  g_assert_false (haven_keys_change_role (keys, NAME, HAVEN_ROLE_DT, &own));
  g_assert_error (own, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
}

static void
test_last_lead_stays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autofree char *code = haven_recovery_code_new ();
  g_autoptr(HavenKeys) lead = haven_keys_open (path, NAME, PASSPHRASE, NULL);
  g_autoptr(HavenKeys) other = NULL;
  g_autoptr(GError) role = NULL;

  g_assert_true (haven_keys_set_recovery (lead, code, NULL));
  other = haven_keys_open (path, OTHER, OTHER_PASSPHRASE, NULL);
  g_assert_false (haven_keys_change_role (other, NAME, HAVEN_ROLE_DEPUTY, &role));
  g_assert_error (role, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  check_not_removed (other, NAME, HAVEN_ERROR_REFUSED);      /* a sheet is no lead */
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autoptr(HavenKeys) keys = haven_keys_open (path, NAME, PASSPHRASE, NULL);

  g_assert_false (haven_keys_rename (keys, "Nobody", "X", NULL));
  g_assert_false (haven_keys_rename (keys, NAME, OTHER, NULL));
  g_assert_false (haven_keys_rename (keys, NAME, " ", NULL));
  g_assert_true (haven_keys_rename (keys, OTHER, "A. OTHER", NULL));
  g_assert_true (haven_keys_rename (keys, NAME, "J. Married", NULL));
  g_assert_cmpstr (haven_keys_get_name (keys), ==, "J. Married");
  check_opens (path, "J. Married", PASSPHRASE, HAVEN_ROLE_DSL);
  check_opens (path, "A. Other", OTHER_PASSPHRASE, HAVEN_ROLE_DT);
  check_refused (path, NAME, PASSPHRASE, HAVEN_ERROR_LOCKED);
}

/* Told which group it is */
static void
check_slip (const char *path, const char *code)
{
  g_autofree char *slip = g_strdup (code);
  g_autoptr(GError) error = NULL;

  slip[13] = slip[13] == '7' ? '8' : '7';
  g_assert_null (haven_keys_open (path, HAVEN_STORE_RECOVERY, slip, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, "Group 3"));
}

static void
test_recovery (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_file (fixture);
  g_autofree char *first = haven_recovery_code_new ();
  g_autofree char *second = haven_recovery_code_new ();
  g_autofree char *third = haven_recovery_code_new ();
  g_autofree char *typed = g_ascii_strdown (second, -1);
  g_autoptr(HavenKeys) keys = haven_keys_open (path, NAME, PASSPHRASE, NULL);
  g_autoptr(HavenKeys) sheet = NULL;

  g_assert_true (haven_keys_set_recovery (keys, first, NULL));
  check_slip (path, first);
  check_opens (path, HAVEN_STORE_RECOVERY, first, HAVEN_ROLE_DSL);
  g_assert_true (haven_keys_set_recovery (keys, second, NULL));
  check_refused (path, HAVEN_STORE_RECOVERY, first, HAVEN_ERROR_LOCKED);
  check_opens (path, NULL, g_strdelimit (typed, "-", ' '), HAVEN_ROLE_DSL);
  sheet = haven_keys_open (path, NULL, second, NULL);
  g_assert_true (haven_keys_set_recovery (sheet, third, NULL));       /* made by whoever used the sheet */
  check_opens (path, NULL, third, HAVEN_ROLE_DSL);
  check_refused (path, NULL, second, HAVEN_ERROR_LOCKED);
  check_opens (path, NAME, PASSPHRASE, HAVEN_ROLE_DSL);
}

#define ADD(name, func) g_test_add ("/store/keys/" name, Fixture, NULL, fixture_set_up_bare, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("practice_32/open", test_open);
  ADD ("one-store-key", test_one_store_key);
  ADD ("list", test_list);
  ADD ("every-byte-counts", test_every_byte_counts);
  ADD ("every-length-counts", test_every_length_counts);
  ADD ("cost-is-bounded", test_cost_is_bounded);
  ADD ("not-keys", test_not_keys);
  ADD ("link", test_link_to_keys);
  ADD ("who-can-be-added", test_who_can_be_added);
  ADD ("remove", test_remove);
  ADD ("S5/change-passphrase", test_change_passphrase);
  ADD ("change-that-cannot-be-written", test_change_that_cannot_be_written);
  ADD ("sealed-for-store-and-person", test_sealed_for_store_and_person);
  ADD ("practice_32/officer-reads-nothing", test_officer);
  ADD ("practice_32/change-role", test_change_role);
  ADD ("practice_32/last-lead-stays", test_last_lead_stays);
  ADD ("rename", test_rename);
  ADD ("recovery", test_recovery);
  return g_test_run ();
}
