/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-policy-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-reference.h"

#define LIMIT_BYTES (256 * 1024)
#define LIMIT_DEPTH 6
#define LIMIT_NAMES 32                     /* measures, variables, responses of one, groups of one */
#define LIMIT_NAME 40
#define LIMIT_TEXT 400
#define LIMIT_NUMBER 1000
#define LIMIT_P_PERCENT 50                  /* more cannot be proved from files alone */

typedef enum {
  FILE_TERM,
  FILE_YEAR,
  N_FILES,
} FileKind;

/* A measure with its responses, or a variable with its groups. */
typedef struct {
  const char *name;
  const char **members;                    /* NULL-terminated */
  gboolean in_file[N_FILES];
  gboolean magnitudes;
} Table;

struct _HavenPolicy {
  gatomicrefcount refs;
  char *id;
  char *source;
  char *date;
  guint threshold;
  guint minimum_group;
  guint p_percent;
  guint contributors;
  gboolean zero_ok;
  HavenPolicySharing sharing;
  GArray *measures;                        /* Table */
  GArray *variables;                       /* Table */
  const char **magnitudes;
  const char **measure_names[N_FILES];
  const char **variable_names[N_FILES];
};

static const char *const known_magnitudes[] = {
  "sessions_possible", "sessions_attended", "sessions_authorised", "sessions_unauthorised", "half_days_suspended", NULL,
};

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
               _("The sharing settings cannot be used: %s. The settings in force stay as they are."), what);
  return FALSE;
}

static void
clear_table (Table *table)
{
  g_free (table->members);
}

/* A parser that recurses must not be handed a text that nests without end. */
static gboolean
is_shallow (const char *json, gsize length)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++) {
    if (quoted && json[i] == '\\')
      i++;
    else if (json[i] == '"')
      quoted = !quoted;
    else if (!quoted && strchr ("[{", json[i]) != NULL && ++depth > LIMIT_DEPTH)
      return FALSE;
    else if (!quoted && (json[i] == ']' || json[i] == '}'))
      depth--;
  }
  return TRUE;
}

static gboolean
is_name (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

  return length > 0 && length <= LIMIT_NAME && text[length] == '\0';
}

static gboolean
is_id (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

  return length > 0 && length <= LIMIT_NAME && text[length] == '\0';
}

static const char *
read_text (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

  return text != NULL && strlen (text) <= LIMIT_TEXT ? text : NULL;
}

static JsonArray *
read_array (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return array != NULL && json_array_get_length (array) <= LIMIT_NAMES ? array : NULL;
}

static gboolean
read_number (JsonObject *object, const char *key, guint *ret_number)
{
  JsonNode *node = json_object_get_member (object, key);
  gint64 number = node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;

  if (number < 0 || number > LIMIT_NUMBER)
    return FALSE;
  *ret_number = number;
  return TRUE;
}

static gboolean
has_only (JsonObject *object, const char *const *keys)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (keys, l->data))
      return FALSE;
  return TRUE;
}

/* Different names, interned; NULL if it is anything else. */
static const char **
read_names (JsonObject *object, const char *key)
{
  JsonArray *array = read_array (object, key);
  guint length = array != NULL ? json_array_get_length (array) : 0;
  g_autofree const char **names = g_new0 (const char *, length + 1);

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < length; i++) {
    JsonNode *node = json_array_get_element (array, i);
    const char *name = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";

    if (!is_name (name) || g_strv_contains (names, name))
      return NULL;
    names[i] = g_intern_string (name);
  }
  return g_steal_pointer (&names);
}

static gboolean
read_files (JsonObject *object, gboolean *ret_in_file)
{
  static const char *const kinds[N_FILES + 1] = { [FILE_TERM] = "term", [FILE_YEAR] = "year", NULL };
  g_autofree const char **files = read_names (object, "files");

  if (files == NULL || files[0] == NULL)
    return FALSE;
  for (guint i = 0; files[i] != NULL; i++)
    if (!g_strv_contains (kinds, files[i]))
      return FALSE;
  for (guint kind = 0; kind < N_FILES; kind++)
    ret_in_file[kind] = g_strv_contains ((const char *const *) files, kinds[kind]);
  return TRUE;
}

static gboolean
read_flag (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static Table *
find_table (GArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (g_array_index (tables, Table, i).name, name))
      return &g_array_index (tables, Table, i);
  return NULL;
}

static gboolean
read_table (JsonNode *node, const char *members_key, GArray *tables)
{
  const char *const keys[] = { "name", "files", members_key, "magnitudes", NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? read_text (object, "name") : NULL;
  Table table = { 0 };

  if (name == NULL || !is_name (name) || find_table (tables, name) != NULL || !has_only (object, keys) ||
      !read_files (object, table.in_file))
    return FALSE;
  table.name = g_intern_string (name);
  table.members = read_names (object, members_key);
  table.magnitudes = read_flag (object, "magnitudes");
  if (table.members == NULL)
    return FALSE;
  g_array_append_val (tables, table);
  return TRUE;
}

static gboolean
read_tables (JsonObject *object, const char *key, const char *members_key, GArray *tables)
{
  JsonArray *array = read_array (object, key);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    if (!read_table (json_array_get_element (array, i), members_key, tables))
      return FALSE;
  return length > 0;
}

/* The first table is the whole (roll, all) and has one member; the others end with the member that catches everybody else. */
static gboolean
tables_are_whole (GArray *tables, const char *whole, const char *rest)
{
  const Table *first = &g_array_index (tables, Table, 0);

  if (!g_str_equal (first->name, whole) || g_strcmp0 (first->members[0], "all") != 0 || first->members[1] != NULL ||
      !first->in_file[FILE_TERM] || !first->in_file[FILE_YEAR])
    return FALSE;
  for (guint i = 1; i < tables->len; i++) {
    const char **members = g_array_index (tables, Table, i).members;
    guint length = g_strv_length ((char **) members);

    if (length < 2 || !g_str_equal (members[length - 1], rest))
      return FALSE;
  }
  return TRUE;
}

/* Answers whose 0 is shown: absent is none. Of those that tell something of a child it never may be. */
static gboolean
read_zero_ok (HavenPolicy *self, JsonObject *object, GError **error)
{
  g_autofree const char **answers = read_names (object, "zero_ok");

  if (!json_object_has_member (object, "zero_ok"))
    return TRUE;
  if (answers == NULL)
    return fail (error, _("a protection threshold is missing or cannot be"));
  for (guint i = 0; answers[i] != NULL; i++)
    if (!g_str_equal (answers[i], "not_counted")) {
      g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
                   _("These sharing settings would show that nobody gave the answer %s, so they are refused. The settings in force stay as "
                     "they are."), answers[i]);
      return FALSE;
    }
  self->zero_ok = answers[0] != NULL;
  return TRUE;
}

static gboolean
read_head (HavenPolicy *self, JsonObject *object, GError **error)
{
  static const char *const keys[] = { "format", "id", "source", "date", "threshold", "minimum_group", "p_percent", "contributors",
                                      "zero_ok", "measures", "variables", "magnitudes", "version", "channel", "noise", "total", NULL };

  if (g_strcmp0 (read_text (object, "format"), "haven-policy/1") != 0 || !has_only (object, keys))
    return fail (error, _("they are of a kind that this version of Haven does not know"));
  self->id = g_strdup (read_text (object, "id"));
  self->source = g_strdup (read_text (object, "source"));
  self->date = g_strdup (read_text (object, "date"));
  if (self->id == NULL || !is_id (self->id) || self->source == NULL || self->date == NULL)
    return fail (error, _("they do not say whose they are and since when"));
  if (!read_number (object, "threshold", &self->threshold) || !read_number (object, "minimum_group", &self->minimum_group) ||
      !read_number (object, "p_percent", &self->p_percent) || !read_number (object, "contributors", &self->contributors) ||
      self->p_percent > LIMIT_P_PERCENT)
    return fail (error, _("a protection threshold is missing or cannot be"));
  return read_zero_ok (self, object, error);
}

static gboolean
read_body (HavenPolicy *self, JsonObject *object, GError **error)
{
  if (!read_tables (object, "measures", "responses", self->measures) || !tables_are_whole (self->measures, "roll", "not_counted"))
    return fail (error, _("a measure is not complete"));
  if (!read_tables (object, "variables", "groups", self->variables) || !tables_are_whole (self->variables, "all", "other"))
    return fail (error, _("a group of pupils is not complete"));
  self->magnitudes = read_names (object, "magnitudes");
  if (self->magnitudes == NULL)
    return fail (error, _("a sum is not complete"));
  for (guint i = 0; self->magnitudes[i] != NULL; i++)
    if (!g_strv_contains (known_magnitudes, self->magnitudes[i]))
      return fail (error, _("they ask for a sum that Haven does not know"));
  return TRUE;
}

/* What a child keeps from term to term tells of joiners and leavers when it is counted every term: it goes once a year. */
static gboolean
lasting_are_yearly (HavenPolicy *self)
{
  static const char *const lasting[] = { "sen", "fsm", "kinship", "sex", "attainment", "sdq", NULL };
  GArray *const tables[] = { self->measures, self->variables };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint i = 0; i < tables[t]->len; i++) {
      const Table *table = &g_array_index (tables[t], Table, i);

      if (table->in_file[FILE_TERM] && g_strv_contains (lasting, table->name))
        return FALSE;
    }
  return TRUE;
}

typedef struct {
  gboolean kept;
  const char *otherwise;
} FloorRule;

static gboolean
is_above_the_floor (HavenPolicy *self, GError **error)
{
  const FloorRule rules[] = {
    { self->threshold >= HAVEN_POLICY_THRESHOLD, _("counts below 5 could be shown") },
    { self->minimum_group >= HAVEN_POLICY_MINIMUM_GROUP, _("groups of fewer than 10 children could be shown") },
    { self->minimum_group >= 2 * self->threshold, _("the smallest group has to be at least twice the smallest count") },
    { self->p_percent >= HAVEN_POLICY_P_PERCENT, _("a sum could be shown that tells what one child adds to it") },
    { self->contributors >= HAVEN_POLICY_CONTRIBUTORS, _("a sum could be shown to which fewer than 5 children add") },
    { lasting_are_yearly (self), _("what lasts, as special needs do, would be counted every term and tell who came or went") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!rules[i].kept) {
      g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
                   _("These sharing settings protect children less than Haven's own, so they are refused: %s. The settings in force stay "
                     "as they are."), rules[i].otherwise);
      return FALSE;
    }
  return TRUE;
}

static const char **
pick_names (GArray *tables, FileKind kind)
{
  const char **names = g_new0 (const char *, tables->len + 1);
  guint n = 0;

  for (guint i = 0; i < tables->len; i++)
    if (g_array_index (tables, Table, i).in_file[kind])
      names[n++] = g_array_index (tables, Table, i).name;
  return names;
}

static GArray *
new_tables (void)
{
  GArray *tables = g_array_new (FALSE, TRUE, sizeof (Table));

  g_array_set_clear_func (tables, (GDestroyNotify) clear_table);
  return tables;
}

static HavenPolicy *
new_empty (void)
{
  HavenPolicy *self = g_new0 (HavenPolicy, 1);

  g_atomic_ref_count_init (&self->refs);
  self->measures = new_tables ();
  self->variables = new_tables ();
  return self;
}

static FileKind
kind_of (const char *period)
{
  return g_str_has_suffix (period, "-year") ? FILE_YEAR : FILE_TERM;
}

static JsonObject *
parse_object (JsonParser *parser, GBytes *json, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (json, &length);
  JsonNode *root;

  if (length > LIMIT_BYTES) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE,
                         _("The sharing settings are too large to be read. The settings in force stay as they are."));
    return NULL;
  }
  if (length == 0 || !g_utf8_validate (text, length, NULL) || !is_shallow (text, length) ||
      !json_parser_load_from_data (parser, text, length, NULL)) {
    fail (error, _("they are damaged"));
    return NULL;
  }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_get_object (root);
  fail (error, _("they are damaged"));
  return NULL;
}

HavenPolicy *
haven_policy_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (HavenPolicy) self = new_empty ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *object = parse_object (parser, json, error);

  if (object == NULL || !read_head (self, object, error) || !read_body (self, object, error) || !is_above_the_floor (self, error) ||
      !haven_policy_sharing_read (&self->sharing, object, error))
    return NULL;
  for (guint kind = 0; kind < N_FILES; kind++) {
    self->measure_names[kind] = pick_names (self->measures, kind);
    self->variable_names[kind] = pick_names (self->variables, kind);
  }
  return g_steal_pointer (&self);
}

HavenPolicy *
haven_policy_get_default (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    GBytes *json = haven_reference_get ("policy-default.json");
    g_autoptr (GError) error = NULL;
    HavenPolicy *self = haven_policy_new_from_json (json, &error);

    if (self == NULL)
      g_error ("policy-default.json: %s", error->message);
    g_once_init_leave (&once, (gsize) self);
  }
  return (HavenPolicy *) once;
}

HavenPolicy *
haven_policy_ref (HavenPolicy *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_policy_unref (HavenPolicy *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->source);
  g_free (self->date);
  haven_policy_sharing_clear (&self->sharing);
  g_array_unref (self->measures);
  g_array_unref (self->variables);
  g_free (self->magnitudes);
  for (guint kind = 0; kind < N_FILES; kind++) {
    g_free (self->measure_names[kind]);
    g_free (self->variable_names[kind]);
  }
  g_free (self);
}

const char *
haven_policy_get_id (HavenPolicy *self)
{
  return self->id;
}

const char *
haven_policy_get_source (HavenPolicy *self)
{
  return self->source;
}

const char *
haven_policy_get_date (HavenPolicy *self)
{
  return self->date;
}

guint
haven_policy_get_threshold (HavenPolicy *self)
{
  return self->threshold;
}

guint
haven_policy_get_minimum_group (HavenPolicy *self)
{
  return self->minimum_group;
}

guint
haven_policy_get_p_percent (HavenPolicy *self)
{
  return self->p_percent;
}

gboolean
haven_policy_get_zero_ok (HavenPolicy *self)
{
  return self->zero_ok;
}

guint
haven_policy_get_contributors (HavenPolicy *self)
{
  return self->contributors;
}

guint
haven_policy_get_version (HavenPolicy *self)
{
  return self->sharing.version;
}

HavenChannel
haven_policy_get_channel (HavenPolicy *self)
{
  return self->sharing.channel;
}

const HavenPolicyTotal *
haven_policy_get_total (HavenPolicy *self)
{
  return self->sharing.channel == HAVEN_CHANNEL_PAGE_AND_TOTAL ? &self->sharing.total : NULL;
}

const char *const *
haven_policy_get_measures (HavenPolicy *self, const char *period)
{
  return self->measure_names[kind_of (period)];
}

const char *const *
haven_policy_get_variables (HavenPolicy *self, const char *period)
{
  return self->variable_names[kind_of (period)];
}

const char *const *
haven_policy_get_magnitudes (HavenPolicy *self)
{
  return self->magnitudes;
}

const char *const *
haven_policy_get_responses (HavenPolicy *self, const char *measure)
{
  Table *table = find_table (self->measures, measure);

  return table != NULL ? table->members : NULL;
}

const char *const *
haven_policy_get_groups (HavenPolicy *self, const char *by)
{
  Table *table = find_table (self->variables, by);

  return table != NULL ? table->members : NULL;
}

static void
append_groups (GArray *cells, const char *measure, const Table *variable, const char **responses)
{
  for (guint g = 0; variable->members[g] != NULL; g++)
    for (guint r = 0; responses[r] != NULL; r++) {
      HavenPolicyCell cell = { measure, variable->name, variable->members[g], responses[r] };

      g_array_append_val (cells, cell);
    }
}

GArray *
haven_policy_list_cells (HavenPolicy *self, const char *period)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (HavenPolicyCell));
  FileKind kind = kind_of (period);

  for (guint m = 0; m < self->measures->len; m++) {
    const Table *measure = &g_array_index (self->measures, Table, m);

    for (guint v = 0; measure->in_file[kind] && v < self->variables->len; v++)
      if (g_array_index (self->variables, Table, v).in_file[kind])
        append_groups (cells, measure->name, &g_array_index (self->variables, Table, v), measure->members);
  }
  return cells;
}

static void
append_magnitude (GArray *cells, const char *measure, const Table *variable)
{
  for (guint g = 0; variable->members[g] != NULL; g++) {
    HavenPolicyCell cell = { measure, variable->name, variable->members[g], NULL };

    g_array_append_val (cells, cell);
  }
}

GArray *
haven_policy_list_magnitudes (HavenPolicy *self, const char *period)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (HavenPolicyCell));
  FileKind kind = kind_of (period);

  for (guint m = 0; self->magnitudes[m] != NULL; m++)
    for (guint v = 0; v < self->variables->len; v++) {
      const Table *variable = &g_array_index (self->variables, Table, v);

      if (variable->in_file[kind] && variable->magnitudes)
        append_magnitude (cells, self->magnitudes[m], variable);
    }
  return cells;
}
