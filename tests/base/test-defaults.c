/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-defaults.h"

#include <glib/gstdio.h>

/* What a technician wrote, in the second of three folders */

typedef struct {
  char *folders[4];
  char *root;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = g_dir_make_tmp ("haven-defaults-XXXXXX", NULL);
  for (guint i = 0; i < 3; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i);
    self->folders[i] = g_build_filename (self->root, name, NULL);
  }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++) {
    g_autofree char *inner = g_build_filename (self->folders[i], "haven", NULL);
    g_autofree char *path = g_build_filename (inner, "defaults.ini", NULL);
    g_remove (path);
    g_rmdir (inner);
    g_rmdir (self->folders[i]);
    g_free (self->folders[i]);
  }
  g_rmdir (self->root);
  g_free (self->root);
}

static HavenDefaults *
load (Fixture *self, const char *text)
{
  g_autofree char *inner = g_build_filename (self->folders[1], "haven", NULL);
  g_autofree char *path = g_build_filename (inner, "defaults.ini", NULL);

  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return haven_defaults_load ((const char *const *) self->folders);
}

static void
test_nothing_said (Fixture *self, gconstpointer data)
{
  g_autoptr (HavenDefaults) none = haven_defaults_load ((const char *const *) self->folders);
  g_autoptr (HavenDefaults) empty = load (self, "");

  g_assert_null (none->address);
  g_assert_cmpint (none->lock_minutes, ==, 0);
  g_assert_cmpuint (none->refused->len, ==, 0);
  g_assert_null (empty->notice);
  g_assert_cmpuint (empty->refused->len, ==, 0);
}

static void
test_all_said (Fixture *self, gconstpointer data)
{
  g_autoptr (HavenDefaults) defaults = load (self, "[virtual-school]\naddress = https://exchange.example/haven \n"
                                             "proxy=http://proxy.example:8080\n"
#ifdef G_OS_WIN32
                                             "ca=C:\\ProgramData\\Haven\\new filter.pem\n"
#else
                                             "ca=/etc/ssl/new filter.pem\n"
#endif
                                             "[desk]\nlock-minutes=10\nfull-registers=true\n"
                                             "[notice]\nversion=0.10.0\ntext=Haven 0.10 is in the Software Centre.\n");

  g_assert_cmpuint (defaults->refused->len, ==, 0);
  g_assert_cmpstr (defaults->address, ==, "https://exchange.example/haven");
  g_assert_cmpstr (defaults->proxy, ==, "http://proxy.example:8080");
  g_assert_true (g_str_has_suffix (defaults->ca_file, "new filter.pem"));
  g_assert_cmpint (defaults->lock_minutes, ==, 10);
  g_assert_true (defaults->full_registers);
  g_assert_cmpstr (haven_defaults_get_notice (defaults, "0.9.1"), ==, "Haven 0.10 is in the Software Centre.");
  g_assert_null (haven_defaults_get_notice (defaults, "0.10.0"));
  g_assert_null (haven_defaults_get_notice (defaults, "0.10.1"));
  g_assert_null (haven_defaults_get_notice (defaults, "1"));
}

/* A default that could weaken something, or cannot be read, is none; and whoever wrote it can be told */
static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct { const char *text, *refused; } cases[] = {
    { "[virtual-school]\naddress=http://exchange.example\n", "virtual-school/address" },
    { "[virtual-school]\naddress=exchange.example\n", "virtual-school/address" },
    { "[virtual-school]\nca=filter.pem\n", "virtual-school/ca" },
    { "[virtual-school]\nproxy=not a proxy\n", "virtual-school/proxy" },
    { "[virtual-school]\nproxy=proxy.example:8080\n", "virtual-school/proxy" },
    { "[virtual-school]\nproxy=mailto:proxy@example.org\n", "virtual-school/proxy" },
    { "[desk]\nlock-minutes=0\n", "desk/lock-minutes" },
    { "[desk]\nlock-minutes=61\n", "desk/lock-minutes" },
    { "[desk]\nlock-minutes=ten\n", "desk/lock-minutes" },
    { "[desk]\nfull-registers=perhaps\n", "desk/full-registers" },
    { "[notice]\nversion=new\n", "notice/version" },
    { "no group\n", "defaults.ini" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HavenDefaults) defaults = load (self, cases[i].text);
    g_assert_cmpuint (defaults->refused->len, ==, 1);
    g_assert_cmpstr (defaults->refused->pdata[0], ==, cases[i].refused);
    g_assert_null (defaults->address);
    g_assert_null (defaults->ca_file);
    g_assert_cmpint (defaults->lock_minutes, ==, 0);
    g_assert_false (defaults->full_registers);
  }
}

#define fixture_add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/base/defaults/nothing-said", test_nothing_said);
  fixture_add ("/base/defaults/all-said", test_all_said);
  fixture_add ("/base/defaults/refused", test_refused);
  return g_test_run ();
}
