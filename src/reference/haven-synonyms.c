/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-synonyms.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-text.h"

typedef struct {
  GHashTable *columns;       /* "marks|am pm" -> "session" */
  GHashTable *values;        /* "status|lac" -> "CLA" */
  GHashTable *needs;         /* "marks" -> NULL-terminated names */
} Synonyms;

static const char *const kinds[] = {
  "pupils", "statuses", "marks", "suspensions", "totals", "attainment", "school-attainment", "authority-list"
};

/* Letters and digits only: "No. of Sessions", "no_of_sessions" and "NoOfSessions" are one name, "noofsessions" */
static char *
make_plain (const char *text)
{
  g_autofree char *folded = haven_text_fold (text);
  char *end = folded;

  for (const char *c = folded; *c != '\0'; c++)
    if (*c != ' ' && !g_ascii_ispunct (*c))
      *end++ = *c;
  *end = '\0';
  return g_steal_pointer (&folded);
}

static char *
make_key (const char *set, const char *text)
{
  g_autofree char *plain = make_plain (text);

  return g_strconcat (set, "|", plain, NULL);
}

/* names: {"born": ["DOB", …], …}; every name in every list leads to its member */
static void
take_names (GHashTable *table, const char *set, JsonObject *names)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, names);
  while (json_object_iter_next (&iter, &member, &node)) {
    JsonArray *list = json_node_get_array (node);
    for (guint i = 0; i < json_array_get_length (list); i++)
      g_hash_table_insert (table, make_key (set, json_array_get_string_element (list, i)), (gpointer) g_intern_string (member));
  }
}

static const char **
read_needs (JsonArray *list)
{
  const char **needs = g_new0 (const char *, json_array_get_length (list) + 1);

  for (guint i = 0; i < json_array_get_length (list); i++)
    needs[i] = g_intern_string (json_array_get_string_element (list, i));
  return needs;
}

static void
take_kind (Synonyms *self, const char *kind, JsonObject *root)
{
  JsonObject *object = json_object_get_object_member (root, kind);

  take_names (self->columns, kind, json_object_get_object_member (root, "who"));
  take_names (self->columns, kind, json_object_get_object_member (object, "columns"));
  g_hash_table_insert (self->needs, (gpointer) kind, read_needs (json_object_get_array_member (object, "needs")));
}

static void
take_values (Synonyms *self, JsonObject *values)
{
  JsonObjectIter iter;
  const char *set;
  JsonNode *node;

  json_object_iter_init (&iter, values);
  while (json_object_iter_next (&iter, &set, &node))
    take_names (self->values, set, json_node_get_object (node));
}

static Synonyms *
read_synonyms (void)
{
  Synonyms *self = g_new0 (Synonyms, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (haven_reference_get ("synonyms.json"), &size);
  JsonObject *root;

  if (!json_parser_load_from_data (parser, text, size, &error))
    g_error ("synonyms.json: %s", error->message);
  root = json_node_get_object (json_parser_get_root (parser));
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->needs = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    take_kind (self, kinds[i], root);
  take_values (self, json_object_get_object_member (root, "values"));
  return self;
}

static Synonyms *
synonyms (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_synonyms ());
  return (Synonyms *) once;
}

static const char *
find (GHashTable *table, const char *set, const char *text)
{
  g_autofree char *key = text != NULL ? make_key (set, text) : NULL;

  return key != NULL ? g_hash_table_lookup (table, key) : NULL;
}

/* "Pupil's Date of Birth" is "Date of Birth" */
static const char *const whose[] = { "pupils", "pupil", "students", "student", "learners", "learner", "childrens", "childs", "child" };


static const char *
find_column (const char *kind, const char *header)
{
  const char *found = find (synonyms ()->columns, kind, header);
  g_autofree char *plain = found == NULL ? make_plain (header) : NULL;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (whose); i++)
    if (g_str_has_prefix (plain, whose[i]) && plain[strlen (whose[i])] != '\0')
      found = find (synonyms ()->columns, kind, plain + strlen (whose[i]));
  return found;
}

/* "Date of Birth (DD/MM/YYYY)" is "Date of Birth", where the whole says nothing */
const char *
haven_synonym_find_column (const char *kind, const char *header)
{
  const char *found = header != NULL ? find_column (kind, header) : NULL;
  const char *aside = found == NULL && header != NULL ? strchr (header, '(') : NULL;
  g_autofree char *before = aside != NULL && aside > header ? g_strndup (header, aside - header) : NULL;

  return before != NULL ? find_column (kind, before) : found;
}

gboolean
haven_synonym_has_column (const char *kind, const char *member)
{
  GHashTable *columns = synonyms ()->columns;
  g_autofree char *start = g_strdup_printf ("%s|", kind);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_prefix (key, start) && g_str_equal (value, member))
      return TRUE;
  return FALSE;
}

const char *const *
haven_synonym_get_needs (const char *kind)
{
  return g_hash_table_lookup (synonyms ()->needs, kind);
}

/* "K - SEN Support", "SEN Support (K)": one half of it is known */
static const char *
find_half (const char *set, const char *text)
{
  static const char *const joints[] = { " - ", " – ", ": ", " (", "=" };

  for (guint i = 0; i < G_N_ELEMENTS (joints); i++) {
    const char *joint = strstr (text, joints[i]);
    g_autofree char *first = joint != NULL ? g_strndup (text, joint - text) : NULL;
    const char *found = first != NULL ? find (synonyms ()->values, set, first) : NULL;
    if (found == NULL && joint != NULL)
      found = find (synonyms ()->values, set, joint + strlen (joints[i]));
    if (found != NULL)
      return found;
  }
  return NULL;
}

const char *
haven_synonym_find_value (const char *set, const char *text)
{
  const char *found = find (synonyms ()->values, set, text);

  return found != NULL || text == NULL ? found : find_half (set, text);
}
