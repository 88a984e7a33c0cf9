/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-import-choices.h"

#include <string.h>

#define VALUE "value:"       /* a question of what a word of the file stands for */

static GHashTable *
table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
put (GHashTable *table, const char *key, const char *value)
{
  if (value == NULL)
    g_hash_table_remove (table, key);
  else
    g_hash_table_replace (table, g_strdup (key), g_strdup (value));
}

static void
add_all (GHashTable *table, GHashTable *more)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, more);
  while (g_hash_table_iter_next (&iter, &key, &value))
    put (table, key, value);
}

static char *
make_value_key (const char *set, const char *text)
{
  return g_strdup_printf ("%s|%s", set, text);
}

/* "value:status:Assessed" -> "status|Assessed" */
static char *
make_value_key_of_answer (const char *key)
{
  char *value = g_strdup (key + strlen (VALUE));
  char *colon = strchr (value, ':');

  if (colon != NULL)
    *colon = '|';
  return value;
}

HavenImportChoices *
haven_import_choices_new (HavenImportType type)
{
  HavenImportChoices *self = g_new0 (HavenImportChoices, 1);

  self->type = type;
  self->columns = table_new ();
  self->values = table_new ();
  self->answers = table_new ();
  return self;
}

HavenImportChoices *
haven_import_choices_copy (const HavenImportChoices *self)
{
  HavenImportChoices *copy = haven_import_choices_new (HAVEN_IMPORT_AUTO);

  if (self != NULL)
    haven_import_choices_add (copy, self);
  return copy;
}

void
haven_import_choices_free (HavenImportChoices *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->columns);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->answers);
  g_free (self->others_order);
  g_free (self->others_file);
  g_free (self);
}

const char *
haven_import_choices_get_column (const HavenImportChoices *self, const char *header)
{
  return self != NULL ? g_hash_table_lookup (self->columns, header) : NULL;
}

void
haven_import_choices_set_column (HavenImportChoices *self, const char *header, const char *member)
{
  put (self->columns, header, member);
}

const char *
haven_import_choices_get_value (const HavenImportChoices *self, const char *set, const char *text)
{
  g_autofree char *key = NULL;

  if (self == NULL || g_hash_table_size (self->values) == 0)
    return NULL;
  key = make_value_key (set, text);
  return g_hash_table_lookup (self->values, key);
}

void
haven_import_choices_set_value (HavenImportChoices *self, const char *set, const char *text, const char *code)
{
  g_autofree char *key = make_value_key (set, text);

  put (self->values, key, code);
}

/* What a word stands for is asked like anything else, and kept with the values: the next file has the same words */
const char *
haven_import_choices_get_answer (const HavenImportChoices *self, const char *key)
{
  if (self != NULL && g_str_has_prefix (key, VALUE)) {
    g_autofree char *value = make_value_key_of_answer (key);
    return g_hash_table_lookup (self->values, value);
  }
  return self != NULL ? g_hash_table_lookup (self->answers, key) : NULL;
}

void
haven_import_choices_set_answer (HavenImportChoices *self, const char *key, const char *answer)
{
  if (g_str_has_prefix (key, VALUE)) {
    g_autofree char *value = make_value_key_of_answer (key);
    put (self->values, value, answer);
    return;
  }
  put (self->answers, key, answer);
}

void
haven_import_choices_set_others (HavenImportChoices *self, const char *order, const char *file)
{
  g_autofree char *old_order = self->others_order;
  g_autofree char *old_file = self->others_file;

  self->others_order = g_strdup (order);
  self->others_file = g_strdup (file);
}

void
haven_import_choices_add (HavenImportChoices *self, const HavenImportChoices *more)
{
  if (more->type != HAVEN_IMPORT_AUTO)
    self->type = more->type;
  self->lenient |= more->lenient;
  if (more->others_order != NULL)
    haven_import_choices_set_others (self, more->others_order, more->others_file);
  add_all (self->columns, more->columns);
  add_all (self->values, more->values);
  add_all (self->answers, more->answers);
}

gboolean
haven_import_choices_is_empty (const HavenImportChoices *self)
{
  return self->type == HAVEN_IMPORT_AUTO && g_hash_table_size (self->columns) == 0 && g_hash_table_size (self->values) == 0
         && g_hash_table_size (self->answers) == 0;
}
