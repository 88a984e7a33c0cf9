/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-change.h"

#include "haven-endpoint-sql.h"

gint64
haven_endpoint_next_change (HavenEndpoint *self)
{
  haven_endpoint_run (self, "INSERT INTO changes (nonce) VALUES (lower (hex (randomblob (4))))", "");
  return haven_endpoint_count (self, "SELECT max (n) FROM changes", "");
}

static char *
dup_word (HavenEndpoint *self, gint64 change)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT nonce FROM changes WHERE n = ?", "i", change);

  if (change == 0)
    return g_strdup (haven_endpoint_get_epoch (self));
  return haven_query_next (query) ? g_strdup (haven_query_get_text (query, 0)) : NULL;
}

char *
haven_endpoint_make_cursor (HavenEndpoint *self, gint64 change)
{
  g_autofree char *word = dup_word (self, change);

  return g_strdup_printf ("%" G_GINT64_FORMAT "-%s", change, word != NULL ? word : "");
}

gint64
haven_endpoint_read_cursor (HavenEndpoint *self, const char *cursor)
{
  char *end = NULL;
  gint64 change = cursor == NULL || !g_ascii_isdigit (cursor[0]) ? -1 : g_ascii_strtoll (cursor, &end, 10);
  g_autofree char *word = change < 0 || *end != '-' ? NULL : dup_word (self, change);

  return word != NULL && g_str_equal (word, end + 1) ? change : -1;
}
