/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-raw-pages.h"

#include <openssl/evp.h>
#include <string.h>

#define PAGE 4096
#define RESERVED 80            /* at a page's end: vector and MAC */
#define SALT 16                /* in place of the first page's beginning */
#define VECTOR 16
#define LOG_HEAD 32
#define FRAME_HEAD 24
#define BACKUP_HEAD 21         /* magic 8, version 1, size of the keys 4, size of the records 8 */
#define BACKUP_TAIL 32

static void
add_page (GByteArray *to, HavenSecret *key, const guint8 *page, gsize skipped)
{
  g_autofree guint8 *plain = g_malloc0 (PAGE);
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new ();
  int n = 0;

  EVP_DecryptInit_ex (context, EVP_aes_256_cbc (), NULL, haven_secret_peek (key), page + PAGE - RESERVED);
  EVP_CIPHER_CTX_set_padding (context, 0);
  EVP_DecryptUpdate (context, plain, &n, page + skipped, (int) (PAGE - RESERVED - skipped));
  EVP_CIPHER_CTX_free (context);
  g_byte_array_append (to, plain, n);
}

static void
add_database (GByteArray *to, HavenSecret *key, const guint8 *bytes, gsize size)
{
  for (gsize at = 0; at + PAGE <= size; at += PAGE)
    add_page (to, key, bytes + at, at == 0 ? SALT : 0);
}

/* Whether a frame is the first page stands at its head: that page begins with the salt here too. */
static void
add_log (GByteArray *to, HavenSecret *key, const guint8 *bytes, gsize size)
{
  for (gsize at = LOG_HEAD; at + FRAME_HEAD + PAGE <= size; at += FRAME_HEAD + PAGE) {
    gboolean first = bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 0 && bytes[at + 3] == 1;
    add_page (to, key, bytes + at + FRAME_HEAD, first ? SALT : 0);
  }
}

static void
add_backup (GByteArray *to, HavenSecret *key, const guint8 *bytes, gsize size)
{
  gsize keys = bytes[9] | bytes[10] << 8 | bytes[11] << 16 | (gsize) bytes[12] << 24;

  g_assert_cmpuint (BACKUP_HEAD + keys + BACKUP_TAIL, <, size);
  add_database (to, key, bytes + BACKUP_HEAD + keys, size - BACKUP_HEAD - keys - BACKUP_TAIL);
}

GBytes *
haven_raw_read (const char *path, HavenSecret *key)
{
  GByteArray *all = g_byte_array_new ();
  g_autofree char *content = NULL;
  const guint8 *bytes;
  gsize size = 0;

  if (!g_file_get_contents (path, &content, &size, NULL))
    return g_byte_array_free_to_bytes (all);
  bytes = (const guint8 *) content;
  g_byte_array_append (all, bytes, size);
  if (size > BACKUP_HEAD + BACKUP_TAIL && memcmp (content, "HAVENBAK", 8) == 0)
    add_backup (all, key, bytes, size);
  else if (g_str_has_suffix (path, "-wal"))
    add_log (all, key, bytes, size);
  else if (g_str_has_suffix (path, ".db"))
    add_database (all, key, bytes, size);
  return g_byte_array_free_to_bytes (all);
}

guint
haven_raw_count (const char *path, HavenSecret *key, const char *needle)
{
  g_autoptr (GBytes) bytes = haven_raw_read (path, key);
  gsize size, length = strlen (needle);
  const char *data = g_bytes_get_data (bytes, &size);
  guint n = 0;

  for (gsize at = 0; at + length <= size; at++)
    n += data[at] == needle[0] && memcmp (data + at, needle, length) == 0;
  return n;
}

guint
haven_raw_count_tree (const char *folder, HavenSecret *key, const char *needle, GString *ret_where)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    guint here = g_file_test (path, G_FILE_TEST_IS_DIR) ? haven_raw_count_tree (path, key, needle, ret_where)
                                                        : haven_raw_count (path, key, needle);
    if (here > 0 && ret_where != NULL && !g_file_test (path, G_FILE_TEST_IS_DIR))
      g_string_append_printf (ret_where, "%s: “%s” %u times\n", path, needle, here);
    n += here;
  }
  return n;
}
