/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger-attacker.h"

#include <glpk.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define FAR 1e6

typedef struct {
  JsonParser *parser;
  const char *period;
  GHashTable *places;                    /* "measure/by/group/response" -> column + 1 */
  GPtrArray *keys;                       /* the same, in order */
  GArray *values;                        /* gint64 */
  guint first;                           /* column */
} File;

struct _LedgerAttacker {
  GPtrArray *files;                      /* File */
  glp_prob *model;
};

static void
free_file (File *file)
{
  g_object_unref (file->parser);
  g_hash_table_unref (file->places);
  g_ptr_array_unref (file->keys);
  g_array_unref (file->values);
  g_free (file);
}

static void
read_cells (File *file, JsonArray *cells, guint first)
{
  for (guint i = 0; i < json_array_get_length (cells); i++) {
    JsonObject *cell = json_array_get_object_element (cells, i);
    JsonNode *value = json_object_get_member (cell, "value");
    const gint64 figure = json_node_get_value_type (value) == G_TYPE_INT64 ? json_node_get_int (value) : -1;
    char *key = g_strjoin ("/", json_object_get_string_member (cell, "measure"), json_object_get_string_member (cell, "by"),
                           json_object_get_string_member (cell, "group"),
                           json_object_get_string_member_with_default (cell, "response", ""), NULL);

    g_ptr_array_add (file->keys, key);
    g_hash_table_insert (file->places, key, GUINT_TO_POINTER (first + file->keys->len));
    g_array_append_val (file->values, figure);
  }
}

static File *
read_file (GBytes *bytes, guint first)
{
  File *file = g_new0 (File, 1);
  JsonObject *object;

  file->parser = json_parser_new ();
  g_assert_true (json_parser_load_from_data (file->parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  object = json_node_get_object (json_parser_get_root (file->parser));
  file->period = json_object_get_string_member (object, "period");
  file->places = g_hash_table_new (g_str_hash, g_str_equal);
  file->keys = g_ptr_array_new_with_free_func (g_free);
  file->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  file->first = first;
  read_cells (file, json_object_get_array_member (object, "cells"), first);
  read_cells (file, json_object_get_array_member (object, "magnitudes"), first);
  return file;
}

/* Column, from 1; 0: the file has no such figure */
static int
find (File *file, const char *measure, const char *by, const char *group, const char *response)
{
  g_autofree char *key = g_strjoin ("/", measure, by, group, response, NULL);

  return GPOINTER_TO_INT (g_hash_table_lookup (file->places, key));
}

/* ---- what is known ---- */

typedef struct {
  int places[160];
  double times[160];
  int length;
} Row;

static void
add_term (Row *row, int place, double times)
{
  if (place == 0)
    return;
  g_assert_cmpint (row->length + 1, <, G_N_ELEMENTS (row->places));
  row->places[++row->length] = place;
  row->times[row->length] = times;
}

static void
add_row (LedgerAttacker *self, const Row *row, int kind)
{
  const int number = glp_add_rows (self->model, 1);

  glp_set_mat_row (self->model, number, row->length, row->places, row->times);
  glp_set_row_bnds (self->model, number, kind, 0, 0);
}

/* All figures whose key agrees but for one part, which is left open */
static void
add_total (LedgerAttacker *self, File *file, const char *key, char **parts, guint open, int total)
{
  g_autoptr (GHashTable) by = g_hash_table_new (g_str_hash, g_str_equal);
  Row row = { .length = 0 };

  add_term (&row, total, -1);
  for (guint i = 0; i < file->keys->len; i++) {
    g_auto (GStrv) other = g_strsplit (g_ptr_array_index (file->keys, i), "/", 4);
    gboolean fits = TRUE;

    for (guint p = 0; p < 4; p++)
      fits &= p == open || g_str_equal (other[p], parts[p]);
    if (fits)
      add_term (&row, file->first + i + 1, 1);
  }
  if (row.length > 1)
    add_row (self, &row, GLP_FX);
}

/* Responses to the roll of their group, once a group: at its last response */
static void
add_responses (LedgerAttacker *self, File *file, char **parts)
{
  if (g_str_equal (parts[3], "not_counted"))
    add_total (self, file, NULL, parts, 3, find (file, "roll", parts[1], parts[2], "all"));
}

/* Groups to everybody, once a variable: at its last group */
static void
add_groups (LedgerAttacker *self, File *file, char **parts)
{
  if (g_str_equal (parts[2], "other"))
    add_total (self, file, NULL, parts, 2, find (file, parts[0], "all", "all", parts[3]));
}

static void
add_sessions (LedgerAttacker *self, File *file, char **parts)
{
  Row row = { .length = 0 };

  if (!g_str_equal (parts[0], "sessions_possible"))
    return;
  add_term (&row, find (file, "sessions_possible", parts[1], parts[2], ""), -1);
  add_term (&row, find (file, "sessions_attended", parts[1], parts[2], ""), 1);
  add_term (&row, find (file, "sessions_authorised", parts[1], parts[2], ""), 1);
  add_term (&row, find (file, "sessions_unauthorised", parts[1], parts[2], ""), 1);
  add_row (self, &row, GLP_FX);
}

static void
add_sums (LedgerAttacker *self, File *file)
{
  for (guint i = 0; i < file->keys->len; i++) {
    g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (file->keys, i), "/", 4);

    add_responses (self, file, parts);
    add_groups (self, file, parts);
    add_sessions (self, file, parts);
  }
}

/* ---- a year and its terms ---- */

static gboolean
is_term_of (File *term, File *year)
{
  return g_str_has_suffix (year->period, "-year") && !g_str_has_suffix (term->period, "-year") &&
         strncmp (term->period, year->period, 7) == 0;
}

static void
add_events (Row *row, File *file, const char *measure, const char *const *responses, double times)
{
  for (guint i = 0; responses[i] != NULL; i++)
    add_term (row, find (file, measure, "all", "all", responses[i]), times);
}

static const struct {
  const char *measure;
  const char *responses[3];
  gboolean each, all;
} links[] = {
  { "suspended", { "1", "2_or_more" }, TRUE, TRUE }, { "suspended", { "2_or_more" }, TRUE, FALSE },
  { "part_time", { "up_to_6_weeks", "longer" }, TRUE, TRUE }, { "part_time", { "longer" }, TRUE, FALSE },
  { "absence", { "10_to_under_50", "50_and_over" }, FALSE, TRUE }, { "absence", { "50_and_over" }, FALSE, TRUE },
  { "elsewhere", { "20_and_over" }, FALSE, TRUE },
};

/* The last revision of each term of a year */
static GPtrArray *
list_terms (LedgerAttacker *self, File *year)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *terms = g_ptr_array_new ();

  for (guint i = self->files->len; i-- > 0;) {
    File *term = g_ptr_array_index (self->files, i);

    if (is_term_of (term, year) && g_hash_table_add (seen, (gpointer) term->period))
      g_ptr_array_add (terms, term);
  }
  return terms;
}

static void
link_terms (LedgerAttacker *self, File *year)
{
  g_autoptr (GPtrArray) terms = list_terms (self, year);

  for (guint l = 0; l < G_N_ELEMENTS (links); l++) {
    Row together = { .length = 0 };

    add_events (&together, year, links[l].measure, links[l].responses, -1);
    for (guint t = 0; t < terms->len; t++) {
      Row row = { .length = 0 };

      add_events (&row, year, links[l].measure, links[l].responses, 1);
      add_events (&row, g_ptr_array_index (terms, t), links[l].measure, links[l].responses, -1);
      add_events (&together, g_ptr_array_index (terms, t), links[l].measure, links[l].responses, 1);
      if (links[l].each)
        add_row (self, &row, GLP_LO);
    }
    if (links[l].all && terms->len == 3)
      add_row (self, &together, GLP_LO);
  }
}

/* ---- two revisions ---- */

static gboolean
only_grew (File *older, File *newer)
{
  for (guint i = 0; i < older->keys->len; i++) {
    const gint64 before = g_array_index (older->values, gint64, i), after = g_array_index (newer->values, gint64, i);

    if (g_str_has_prefix (g_ptr_array_index (older->keys, i), "roll/") && before > after)
      return FALSE;
  }
  return TRUE;
}

/* Shown answers that fell say that answers were put right, too */
static gboolean
answers_fell (File *older, File *newer)
{
  for (guint i = 0; i < older->keys->len; i++)
    if (g_array_index (older->values, gint64, i) > g_array_index (newer->values, gint64, i))
      return TRUE;
  return FALSE;
}

static void
link_revisions (LedgerAttacker *self, File *older, File *newer)
{
  if (!g_str_equal (older->period, newer->period) || !only_grew (older, newer) || answers_fell (older, newer))
    return;
  for (guint i = 0; i < older->keys->len; i++) {
    Row row = { .length = 0 };

    add_term (&row, newer->first + i + 1, 1);
    add_term (&row, older->first + i + 1, -1);
    add_row (self, &row, GLP_LO);
  }
}

/* ---- the whole ---- */

static void
add_columns (LedgerAttacker *self, File *file)
{
  for (guint i = 0; i < file->values->len; i++) {
    const gint64 value = g_array_index (file->values, gint64, i);
    const int column = glp_add_cols (self->model, 1);

    glp_set_col_kind (self->model, column, GLP_IV);
    glp_set_col_bnds (self->model, column, value < 0 ? GLP_DB : GLP_FX, MAX (value, 0), value < 0 ? FAR : value);
  }
}

LedgerAttacker *
ledger_attacker_new (GPtrArray *files)
{
  LedgerAttacker *self = g_new0 (LedgerAttacker, 1);
  guint first = 0;

  glp_term_out (GLP_OFF);
  self->model = glp_create_prob ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) free_file);
  for (guint i = 0; i < files->len; i++) {
    File *file = read_file (g_ptr_array_index (files, i), first);

    g_ptr_array_add (self->files, file);
    first += file->values->len;
    add_columns (self, file);
  }
  for (guint i = 0; i < files->len; i++)
    add_sums (self, g_ptr_array_index (self->files, i));
  for (guint i = 0; i < files->len; i++)
    link_terms (self, g_ptr_array_index (self->files, i));
  for (guint i = 1; i < files->len; i++)
    link_revisions (self, g_ptr_array_index (self->files, i - 1), g_ptr_array_index (self->files, i));
  return self;
}

void
ledger_attacker_free (LedgerAttacker *self)
{
  glp_delete_prob (self->model);
  g_ptr_array_unref (self->files);
  g_free (self);
}

gint64
ledger_attacker_get (LedgerAttacker *self, guint file, guint cell)
{
  return g_array_index (((File *) g_ptr_array_index (self->files, file))->values, gint64, cell);
}

void
ledger_attacker_tell (LedgerAttacker *self, guint file, guint cell)
{
  glp_set_col_bnds (self->model, ((File *) g_ptr_array_index (self->files, file))->first + cell + 1, GLP_DB, 1, FAR);
}

static gboolean
is_whole (LedgerAttacker *self)
{
  for (int column = 1; column <= glp_get_num_cols (self->model); column++)
    if (fabs (glp_get_col_prim (self->model, column) - round (glp_get_col_prim (self->model, column))) > 1e-6)
      return FALSE;
  return TRUE;
}

gint64
ledger_attacker_find_end (LedgerAttacker *self, guint file, guint cell, gboolean greatest)
{
  const int column = ((File *) g_ptr_array_index (self->files, file))->first + cell + 1;
  gint64 end = G_MAXINT64;
  glp_smcp how;
  glp_iocp whole;

  glp_init_smcp (&how);
  how.msg_lev = GLP_MSG_OFF;
  glp_init_iocp (&whole);
  whole.msg_lev = GLP_MSG_OFF;
  whole.tm_lim = 5000;
  glp_set_obj_coef (self->model, column, 1);
  glp_set_obj_dir (self->model, greatest ? GLP_MAX : GLP_MIN);
  if (glp_simplex (self->model, &how) != 0 || glp_get_status (self->model) != GLP_OPT) {
    glp_std_basis (self->model);
    glp_simplex (self->model, &how);
  }
  if (glp_get_status (self->model) == GLP_OPT && is_whole (self))
    end = (gint64) round (glp_get_obj_val (self->model));
  else if (glp_get_status (self->model) == GLP_OPT && glp_intopt (self->model, &whole) == 0 && glp_mip_status (self->model) == GLP_OPT)
    end = (gint64) round (glp_mip_obj_val (self->model));
  glp_set_obj_coef (self->model, column, 0);
  return end;
}
