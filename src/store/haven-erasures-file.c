/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-erasing-private.h"

#include "haven-snapshot.h"
#include "haven-store-private.h"

#include <string.h>

/* The list of erasures as a file: a GVariant, wrapped under the store's key. Nobody without that key can tell how many there are. */
#define CONTEXT "haven-erasures/1"
#define FORMAT "a(ssxxssssss)"
#define ROW "(ssxxssssss)"
#define MOST_BYTES (4 * 1024 * 1024)

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static GVariant *
make_row (const HavenErasure *erasure)
{
  const char *subject = erasure->subject == HAVEN_ERASED_STAFF ? "staff" : "pupil";

  return g_variant_new (ROW, erasure->reference, subject, erasure->number, erasure->at, text_or_empty (erasure->by),
                        text_or_empty (erasure->ground), text_or_empty (erasure->why), text_or_empty (erasure->decided_by),
                        text_or_empty (erasure->counts), text_or_empty (erasure->marks));
}

static GBytes *
wrap (HavenSecret *key, GPtrArray *erasures)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GBytes) plain = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (FORMAT));
  for (guint i = 0; i < erasures->len; i++)
    g_variant_builder_add_value (&builder, make_row (erasures->pdata[i]));
  list = g_variant_ref_sink (g_variant_builder_end (&builder));
  plain = g_variant_get_data_as_bytes (list);
  return haven_secret_wrap (key, plain, CONTEXT);
}

static void
take_text (char **field, char *take_text)
{
  *field = take_text;
  if (*take_text == '\0')
    g_clear_pointer (field, g_free);
}

static HavenErasure *
read_row (GVariant *row)
{
  HavenErasure *erasure = haven_erasure_new ();
  g_autofree char *subject = NULL;
  char *texts[6];

  g_variant_get (row, ROW, &erasure->reference, &subject, &erasure->number, &erasure->at, &texts[0], &texts[1], &texts[2], &texts[3],
                 &texts[4], &texts[5]);
  erasure->subject = g_str_equal (subject, "staff") ? HAVEN_ERASED_STAFF : HAVEN_ERASED_PUPIL;
  take_text (&erasure->by, texts[0]);
  erasure->ground = texts[1];
  take_text (&erasure->why, texts[2]);
  take_text (&erasure->decided_by, texts[3]);
  take_text (&erasure->counts, texts[4]);
  take_text (&erasure->marks, texts[5]);
  return erasure;
}

static void
read_list (GBytes *plain, GPtrArray *erasures)
{
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORMAT), plain, FALSE));
  gsize n = g_variant_is_normal_form (list) ? g_variant_n_children (list) : 0;

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (list, i);
    g_ptr_array_add (erasures, read_row (row));
  }
}

static GBytes *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = haven_store_folder_get_file (folder, name);
  char *content = NULL;
  gsize size = 0;

  if (haven_platform_is_link (path) || !g_file_get_contents (path, &content, &size, NULL))
    return NULL;
  if (size <= MOST_BYTES)
    return g_bytes_new_take (content, size);
  g_free (content);
  return NULL;
}

gboolean
haven_erasures_write (HavenSecret *key, GPtrArray *erasures, const char *folder, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (folder, HAVEN_ERASURES_FILE);
  g_autoptr (GBytes) sealed = wrap (key, erasures);

  return haven_platform_replace_file (path, sealed, error);
}

/* Another store's, or a damaged one, says nothing: it is no reason to keep the records shut. */
GPtrArray *
haven_erasures_read (HavenSecret *key, const char *folder, const char *name)
{
  GPtrArray *erasures = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_erasure_free);
  g_autoptr (GBytes) sealed = read_file (folder, name);
  g_autoptr (GBytes) plain = sealed != NULL ? haven_secret_unwrap (key, sealed, CONTEXT, NULL) : NULL;

  if (plain != NULL)
    read_list (plain, erasures);
  return erasures;
}

gboolean
haven_erasures_hand_on (const char *from, const char *folder, const char *name, GError **error)
{
  g_autoptr (GBytes) sealed = read_file (from, HAVEN_ERASURES_FILE);
  g_autofree char *path = haven_store_folder_get_file (folder, name);

  return sealed == NULL || haven_platform_replace_file (path, sealed, error);
}
