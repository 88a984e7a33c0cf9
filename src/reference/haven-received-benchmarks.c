/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-received-benchmarks.h"

#include "haven-received-private.h"

#include <math.h>
#include <string.h>

#define ENGLAND "England"
#define ENGLAND_CODE "E92000001"
#define YEAR_DIGITS 6          /* 202425 */
#define PERCENT "_percent"

struct _HavenReceivedBenchmarks {
  gatomicrefcount refs;
  char *json;
  HavenDay published;
  GStringChunk *texts;
  GHashTable *by_key;           /* "area|group|phase|measure" -> GPtrArray of HavenBenchmark */
};

static char *
make_key (const HavenBenchmark *one)
{
  return g_strjoin ("|", one->area, one->group, one->phase, one->measure, NULL);
}

/* "202425" is 2024/25; anything else stays as it was sent */
static char *
name_year (const char *period)
{
  if (strlen (period) == YEAR_DIGITS)
    return g_strdup_printf ("%.4s/%s", period, period + 4);
  return g_strdup (period);
}

/* Areas go by code, as in the files that ship; some senders write the name */
static const char *
find_area (const char *area)
{
  const char *const *codes = haven_authority_codes ();

  if (g_str_equal (area, ENGLAND_CODE))
    return ENGLAND;
  for (guint i = 0; codes[i] != NULL; i++)
    if (g_ascii_strcasecmp (haven_authority_name (codes[i]), area) == 0)
      return codes[i];
  return area;
}

/* "absence_percent" of the exchange is "overall_absence_rate" of the published files */
char *
haven_received_dup_measure (const char *measure)
{
  g_autofree char *stem = g_str_has_suffix (measure, PERCENT) ? g_strndup (measure, strlen (measure) - strlen (PERCENT)) : NULL;

  if (stem == NULL)
    return g_strdup (measure);
  return g_str_equal (stem, "absence") ? g_strdup ("overall_absence_rate") : g_strconcat (stem, "_rate", NULL);
}

const char *
haven_received_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

static const char *
keep (HavenReceivedBenchmarks *self, const char *text)
{
  return g_string_chunk_insert_const (self->texts, text);
}

static void
set_value (HavenReceivedBenchmarks *self, HavenBenchmark *one, const char *text)
{
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);
  gboolean is_number = *text != '\0' && *end == '\0';

  one->value = is_number ? value : NAN;
  one->symbol = is_number ? NULL : keep (self, text);
}

static void
take_figure (HavenReceivedBenchmarks *self, JsonObject *object, const char *source)
{
  g_autofree char *year = name_year (haven_received_get_text (object, "period"));
  g_autofree char *measure = haven_received_dup_measure (haven_received_get_text (object, "measure"));
  HavenBenchmark *one = g_new0 (HavenBenchmark, 1);
  GPtrArray *there;
  char *key;

  one->year = keep (self, year);
  one->area = keep (self, find_area (haven_received_get_text (object, "area")));
  one->group = keep (self, haven_received_get_text (object, "group"));
  one->phase = keep (self, haven_received_get_text (object, "phase"));
  one->measure = keep (self, measure);
  one->source = source;
  one->pupils = -1;
  set_value (self, one, haven_received_get_text (object, "value"));
  key = make_key (one);
  there = g_hash_table_lookup (self->by_key, key);
  if (there == NULL)
    g_hash_table_insert (self->by_key, g_strdup (key), there = g_ptr_array_new_with_free_func (g_free));
  g_ptr_array_add (there, one);
  g_free (key);
}

static void
read_document (HavenReceivedBenchmarks *self, JsonObject *object)
{
  JsonNode *list = json_object_get_member (object, "figures");
  JsonArray *figures = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
  const char *source = keep (self, haven_received_get_text (object, "source"));

  if (figures == NULL || !haven_day_parse (haven_received_get_text (object, "published"), &self->published))
    return;
  for (guint i = 0; i < json_array_get_length (figures); i++) {
    JsonNode *node = json_array_get_element (figures, i);
    if (JSON_NODE_HOLDS_OBJECT (node))
      take_figure (self, json_node_get_object (node), source);
  }
}

static HavenReceivedBenchmarks *
read_new (const char *json)
{
  HavenReceivedBenchmarks *self = g_new0 (HavenReceivedBenchmarks, 1);
  g_autoptr(JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;

  g_atomic_ref_count_init (&self->refs);
  self->json = g_strdup (json);
  self->published = HAVEN_DAY_NONE;
  self->texts = g_string_chunk_new (4096);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    read_document (self, json_node_get_object (root));
  return self;
}

static HavenReceivedBenchmarks *
ref (HavenReceivedBenchmarks *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

HavenReceivedBenchmarks *
haven_received_benchmarks_get (const char *json)
{
  static GMutex mutex;
  static HavenReceivedBenchmarks *last;
  HavenReceivedBenchmarks *found;

  g_mutex_lock (&mutex);
  if (last == NULL || g_strcmp0 (last->json, json) != 0) {
    g_clear_pointer (&last, haven_received_benchmarks_unref);
    last = read_new (json);
  }
  found = ref (last);
  g_mutex_unlock (&mutex);
  return found;
}

void
haven_received_benchmarks_unref (HavenReceivedBenchmarks *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->by_key);
  g_string_chunk_free (self->texts);
  g_free (self->json);
  g_free (self);
}

HavenDay
haven_received_benchmarks_get_published (HavenReceivedBenchmarks *self)
{
  return self->published;
}

const HavenBenchmark *
haven_received_benchmarks_find (HavenReceivedBenchmarks *self, const char *year, const HavenBenchmark *like)
{
  g_autofree char *key = make_key (like);
  GPtrArray *there = g_hash_table_lookup (self->by_key, key);
  const HavenBenchmark *found = NULL;

  for (guint i = 0; there != NULL && i < there->len; i++) {
    const HavenBenchmark *one = there->pdata[i];
    if (year != NULL ? g_str_equal (one->year, year) : found == NULL || strcmp (found->year, one->year) < 0)
      found = one;
  }
  return found;
}
