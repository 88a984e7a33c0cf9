/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-private.h"
#include "store-support.h"

#include <string.h>

static void
add_lines (Fixture *fixture, int n)
{
  begin (fixture->store);
  for (int i = 0; i < n; i++) {
    g_autofree char *detail = g_strdup_printf ("line %d", i);
    g_assert_true (haven_store_add_audit (fixture->store, test_clock (), "view", i % 3, i % 2 == 0 ? detail : NULL, NULL));
  }
  commit (fixture->store);
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) entries = NULL;
  HavenAuditEntry *first;
  guint n = 77;

  g_assert_true (haven_store_verify_audit (fixture->store, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  add_lines (fixture, 5);
  reopen (fixture);
  add_lines (fixture, 2);
  g_assert_true (haven_store_verify_audit (fixture->store, &n, NULL));
  g_assert_cmpuint (n, ==, 7);
  entries = haven_store_read_audit (fixture->store, NULL);
  g_assert_cmpuint (entries->len, ==, 7);
  first = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (first->who, ==, NAME);
  g_assert_cmpstr (first->action, ==, "view");
  g_assert_cmpstr (first->detail, ==, "line 0");
  g_assert_cmpint (first->pupil_id, ==, 0);
  g_assert_cmpint (first->at, ==, test_clock ().now);
}

static void
test_cannot_be_altered (Fixture *fixture, gconstpointer data)
{
  static const char *const attempts[] = { "UPDATE audit SET who = 'x' WHERE id = 1", "DELETE FROM audit WHERE id = 1" };

  add_lines (fixture, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false (haven_connection_run (fixture->store->connection, attempts[i], &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  }
}

/* Who takes the triggers away is still found out. */
static void
test_altered_is_found (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *sql; const char *line; } table[] = {
    { "UPDATE audit SET who = 'x' WHERE id = 1", "line 1:" }, { "UPDATE audit SET at = at + 1 WHERE id = 3", "line 3:" },
    { "UPDATE audit SET action = 'print' WHERE id = 10", "line 10:" }, { "UPDATE audit SET pupil_id = 8 WHERE id = 4", "line 4:" },
    { "UPDATE audit SET detail = NULL WHERE id = 5", "line 5:" }, { "UPDATE audit SET detail = '' WHERE id = 6", "line 6:" },
    { "UPDATE audit SET hash = 'x' WHERE id = 7", "line 7:" }, { "DELETE FROM audit WHERE id = 1", "line 1:" },
    { "DELETE FROM audit WHERE id = 5", "line 5:" }, { "DELETE FROM audit WHERE id = 10", "line 10:" },
    { "DELETE FROM audit WHERE id > 0", "line 1:" }, { "UPDATE audit SET id = 11 WHERE id = 10", "line 10:" },
    { "INSERT INTO audit (at, who, action, hash) VALUES (1, 'x', 'y', 'z')", "line 11:" },
  };

  add_lines (fixture, 10);
  g_assert_true (haven_connection_run (fixture->store->connection,
                                       "DROP TRIGGER audit_is_not_altered; DROP TRIGGER audit_is_not_removed", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr(GError) error = NULL;
    guint n;
    begin (fixture->store);
    g_assert_true (haven_connection_run (fixture->store->connection, table[i].sql, NULL));
    g_assert_false (haven_store_verify_audit (fixture->store, &n, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED);
    g_assert_nonnull (strstr (error->message, table[i].line));
    haven_store_rollback (fixture->store);
  }
}

/* A line is there if and only if what it tells of is. */
static void
test_rolled_back_with_the_deed (Fixture *fixture, gconstpointer data)
{
  guint n = 77;

  begin (fixture->store);
  g_assert_true (haven_store_add_audit (fixture->store, test_clock (), "erase", 1, NULL, NULL));
  haven_store_rollback (fixture->store);
  add_lines (fixture, 1);
  g_assert_true (haven_store_verify_audit (fixture->store, &n, NULL));
  g_assert_cmpuint (n, ==, 1);
}

#define ADD(name, func) g_test_add ("/store/audit/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("read", test_read);
  ADD ("S22/cannot-be-altered", test_cannot_be_altered);
  ADD ("S22/altered-is-found", test_altered_is_found);
  ADD ("S22/rolled-back-with-the-deed", test_rolled_back_with_the_deed);
  return g_test_run ();
}
