/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-reference.h"

#include <gio/gio.h>
#include <string.h>

#include "haven-reference-data.h"
#include "haven-reference-table.h"
#include "haven-text.h"

#define FOLDER "/uk/org/haven/reference/"

/* A list of codes with their words, read from a CSV file when it is first asked for and then kept */
typedef struct {
  GHashTable *texts;
  GPtrArray *codes;          /* NULL-terminated */
} CodeList;

static GMutex lock;
static GHashTable *files;    /* name -> GBytes, under the lock */

/* only: a column that has to say yes for a code to be offered; NULL: all are */
static CodeList *
read_codes (const char *file, const char *column, const char *only)
{
  g_autoptr (HavenRefTable) table = haven_ref_table_new (file);
  CodeList *list = g_new0 (CodeList, 1);

  list->texts = g_hash_table_new (g_str_hash, g_str_equal);
  list->codes = g_ptr_array_new ();
  for (guint i = 0; i < haven_ref_table_get_n (table); i++) {
    const char *code = haven_ref_table_get (table, i, column);
    g_hash_table_insert (list->texts, (gpointer) code, (gpointer) haven_ref_table_get (table, i, "text"));
    if (only == NULL || g_str_equal (haven_ref_table_get (table, i, only), "yes"))
      g_ptr_array_add (list->codes, (gpointer) code);
  }
  g_ptr_array_add (list->codes, NULL);
  return list;
}

static CodeList *
reasons (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_codes ("suspension-reasons.csv", "code", "may_be_recorded"));
  return (CodeList *) once;
}

static CodeList *
meetings (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_codes ("meetings.csv", "type", NULL));
  return (CodeList *) once;
}

static CodeList *
barriers (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) read_codes ("barriers.csv", "code", NULL));
  return (CodeList *) once;
}

static const char *
find_text (CodeList *list, const char *code)
{
  return code != NULL ? g_hash_table_lookup (list->texts, code) : NULL;
}

static GBytes *
read_file (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL)
    g_error ("reference data: %s", error->message);
  return bytes;
}

/* Registered here and not by a constructor: a linker may leave out of a static library what nobody calls */
void
haven_reference_start (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    haven_reference_data_register_resource ();
    files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
    g_once_init_leave (&once, 1);
  }
}

GBytes *
haven_reference_get (const char *name)
{
  GBytes *bytes;

  haven_reference_start ();
  g_mutex_lock (&lock);
  bytes = g_hash_table_lookup (files, name);
  if (bytes == NULL) {
    bytes = read_file (name);
    g_hash_table_insert (files, g_strdup (name), bytes);
  }
  g_mutex_unlock (&lock);
  return bytes;
}

const char *
haven_suspension_reason_text (const char *code)
{
  return find_text (reasons (), code);
}

/* Case, accents and spaces do not count */
static const char *
find_code_of_words (CodeList *list, const char *text)
{
  g_autofree char *folded = haven_text_fold (text);
  GHashTableIter iter;
  gpointer code, words;

  g_hash_table_iter_init (&iter, list->texts);
  while (g_hash_table_iter_next (&iter, &code, &words)) {
    g_autofree char *known = haven_text_fold (words);
    if (g_str_equal (known, folded))
      return code;
  }
  return NULL;
}

/* "DB", or "DB - " and its words, but not "DB VA" */
static gboolean
is_one_code (const char *text)
{
  const char *rest;

  if (!g_ascii_isalpha (text[0]) || !g_ascii_isalpha (text[1]))
    return FALSE;
  rest = text + 2 + strspn (text + 2, " ");
  return *rest == '\0' || strchr ("-:(=", *rest) != NULL || g_str_has_prefix (rest, "–");
}

const char *
haven_suspension_reason_find (const char *text)
{
  g_autofree char *squeezed = haven_text_squeeze (text);
  g_autofree char *code = is_one_code (squeezed) ? g_ascii_strup (squeezed, 2) : NULL;
  gpointer known = NULL;

  if (code != NULL && g_hash_table_lookup_extended (reasons ()->texts, code, &known, NULL))
    return known;
  return find_code_of_words (reasons (), squeezed);
}

const char *const *
haven_suspension_reason_codes (void)
{
  return (const char *const *) reasons ()->codes->pdata;
}

const char *
haven_meeting_type_text (const char *type)
{
  return find_text (meetings (), type);
}

const char *const *
haven_meeting_types (void)
{
  return (const char *const *) meetings ()->codes->pdata;
}

const char *
haven_barrier_text (const char *code)
{
  return find_text (barriers (), code);
}

const char *const *
haven_barrier_codes (void)
{
  return (const char *const *) barriers ()->codes->pdata;
}
