/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-key-holder.h"

#include "haven-endpoint-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS planned (period TEXT NOT NULL UNIQUE, day TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0)",
  "CREATE TABLE IF NOT EXISTS own_sums (n INTEGER PRIMARY KEY AUTOINCREMENT, period TEXT NOT NULL, body BLOB NOT NULL,"
  " gone INTEGER NOT NULL DEFAULT 0)",
};

static void
make_tables (HavenEndpoint *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    haven_endpoint_run (self, tables[i], "");
}

static char *
dup_fact (HavenEndpoint *self, const char *key)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT value FROM facts WHERE key = ?", "t", key);

  return haven_query_next (query) ? g_strdup (haven_query_get_text (query, 0)) : NULL;
}

static void
set_fact (HavenEndpoint *self, const char *key, const char *value)
{
  haven_endpoint_run (self, "DELETE FROM facts WHERE key = ?", "t", key);
  if (value != NULL)
    haven_endpoint_run (self, "INSERT INTO facts (key, value) VALUES (?, ?)", "tt", key, value);
}

gboolean
haven_endpoint_take_role (HavenEndpoint *self, const char *role, GError **error)
{
  g_autofree char *taken = dup_fact (self, "role");

  if (taken == NULL)
    set_fact (self, "role", role);
  if (taken == NULL || strcmp (taken, role) == 0)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
               _("This folder is of the other side (%s). The Virtual School and the key-holder each need a folder of their own, on a "
                 "computer of their own: who has both keys can open every school's total. Nothing was done."), taken);
  return FALSE;
}

/* ---- where the Virtual School is ---- */

void
haven_access_clear (HavenAccess *access)
{
  g_clear_pointer (&access->url, g_free);
  g_clear_pointer (&access->token, g_free);
  g_clear_pointer (&access->ca, g_free);
}

void
haven_key_holder_set_access (HavenEndpoint *self, const HavenAccess *access)
{
  set_fact (self, "virtual-school-url", access->url);
  set_fact (self, "virtual-school-token", access->token);
  set_fact (self, "virtual-school-ca", access->ca);
}

gboolean
haven_key_holder_get_access (HavenEndpoint *self, HavenAccess *ret_access, GError **error)
{
  HavenAccess access = { dup_fact (self, "virtual-school-url"), dup_fact (self, "virtual-school-token"),
                         dup_fact (self, "virtual-school-ca") };

  if (access.url != NULL && access.token != NULL) {
    *ret_access = access;
    return TRUE;
  }
  haven_access_clear (&access);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("This key-holder has not joined a Virtual School yet: “join URL --code CODE --role second-party”."));
  return FALSE;
}

/* ---- what is to be opened when ---- */

void
haven_key_holder_plan (HavenEndpoint *self, const char *period, HavenDay day)
{
  g_autofree char *text = haven_day_to_iso (day);

  make_tables (self);
  haven_endpoint_run (self, "DELETE FROM planned WHERE period = ?", "t", period);
  haven_endpoint_run (self, "INSERT INTO planned (period, day) VALUES (?, ?)", "tt", period, text);
}

GPtrArray *
haven_key_holder_list_due (HavenEndpoint *self, HavenDay today)
{
  GPtrArray *due = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = haven_day_to_iso (today);
  g_autoptr (HavenQuery) query = NULL;

  make_tables (self);
  query = haven_query_new (self, "SELECT period FROM planned WHERE day <= ? AND done = 0 ORDER BY day, period", "t", text);
  while (haven_query_next (query))
    g_ptr_array_add (due, g_strdup (haven_query_get_text (query, 0)));
  return due;
}

/* ---- sums ---- */

void
haven_key_holder_keep_sum (HavenEndpoint *self, const char *period, GBytes *sum)
{
  make_tables (self);
  haven_endpoint_run (self, "INSERT INTO own_sums (period, body) VALUES (?, ?)", "tb", period, sum);
  haven_endpoint_run (self, "UPDATE planned SET done = 1 WHERE period = ?", "t", period);
}

GBytes *
haven_key_holder_next_sum (HavenEndpoint *self, gint64 *ret_n, char **ret_period)
{
  g_autoptr (HavenQuery) query = NULL;

  make_tables (self);
  query = haven_query_new (self, "SELECT n, period, body FROM own_sums WHERE gone = 0 ORDER BY n LIMIT 1", "");
  if (!haven_query_next (query))
    return NULL;
  *ret_n = haven_query_get_int (query, 0);
  *ret_period = g_strdup (haven_query_get_text (query, 1));
  return haven_query_dup_bytes (query, 2);
}

void
haven_key_holder_note_gone (HavenEndpoint *self, gint64 n)
{
  haven_endpoint_run (self, "UPDATE own_sums SET gone = 1 WHERE n = ?", "i", n);
}
