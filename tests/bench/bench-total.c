/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bench.h"

#include <string.h>

#include "haven-shares.h"

/* Opening what 300 schools sealed, 2,500 figures each, and adding it up; beside reading the same bytes (a hash of them, as any receiver makes
 * to know what came). */
#define SCHOOLS 300
#define FIGURES 2500
#define RUNS 5

typedef struct {
  GBytes *public_key;
  HavenSecret *secret;
  GBytes *sealed[SCHOOLS];
  guint64 sum[FIGURES];
} Batch;

static void
make_batch (Batch *batch)
{
  haven_seal_new_pair (&batch->public_key, &batch->secret);
  for (guint s = 0; s < SCHOOLS; s++) {
    g_autoptr (HavenSecret) body = haven_secret_new_random ((FIGURES + 7) / 8 + FIGURES * sizeof (guint64));
    g_autoptr (GString) plain = g_string_new (NULL);
    g_autoptr (GBytes) bytes = NULL;

    g_string_printf (plain, "haven-share/1\n%06u\n2025/26-autumn\nreport-%u\nspec\n%u\nrest\n", 100000 + s, s, FIGURES);
    g_string_append_len (plain, (const char *) haven_secret_peek (body), haven_secret_get_size (body));
    bytes = g_bytes_new (plain->str, plain->len);
    batch->sealed[s] = haven_seal (batch->public_key, bytes);
  }
}

static void
open_all (gpointer data)
{
  Batch *batch = data;

  memset (batch->sum, 0, sizeof batch->sum);
  for (guint s = 0; s < SCHOOLS; s++) {
    g_autoptr (HavenShare) share = haven_share_open (batch->public_key, batch->secret, batch->sealed[s], NULL);

    for (guint i = 0; i < FIGURES; i++)
      batch->sum[i] += share->values[i];
  }
}

static void
read_all (gpointer data)
{
  Batch *batch = data;

  for (guint s = 0; s < SCHOOLS; s++) {
    g_autoptr (GBytes) digest = haven_secret_hash (g_bytes_get_data (batch->sealed[s], NULL), g_bytes_get_size (batch->sealed[s]));
  }
}

int
main (void)
{
  double figures[2];
  Batch batch;

  haven_secret_start (NULL);
  make_batch (&batch);
  haven_bench_pair (open_all, read_all, &batch, RUNS, figures);
  haven_bench_row ("opening 300 schools' shares of 2,500 figures", "ms", figures, "reading them", 3.0);
  for (guint s = 0; s < SCHOOLS; s++)
    g_bytes_unref (batch.sealed[s]);
  g_bytes_unref (batch.public_key);
  haven_secret_free (batch.secret);
  return 0;
}
