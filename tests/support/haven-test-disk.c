/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-disk-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define SECTOR 512

/* ---- what is there, and what is sure to be there ---- */

typedef struct {
  gint64 place;                            /* of the bytes; of a cut the new size */
  GBytes *bytes;                           /* NULL: a cut */
} Change;

typedef struct {
  gatomicrefcount refs;
  GByteArray *flushed;
  GPtrArray *changes;                      /* Change, since */
} Content;

typedef struct {
  char *from;                              /* NULL: a new file */
  char *to;                                /* NULL: removed */
  Content *content;
} Naming;

static struct {
  char *folder;
  HavenTestFault fault;
  guint n;
  guint count;
  guint pieces;
  gboolean happened;
  GRand *chance;

  GHashTable *names;                       /* path → Content, as the program sees them */
  GHashTable *sure;                        /* path → Content, as of the last flush of the folder */
  GPtrArray *namings;                      /* Naming, since */
} disk;

static GPrivate inside;

const char *
haven_test_fault_name (HavenTestFault fault)
{
  static const char *const names[HAVEN_TEST_N_FAULTS] = {
    [HAVEN_TEST_SOUND] = "sound",
    [HAVEN_TEST_IO_ERROR] = "I/O error",
    [HAVEN_TEST_GONE] = "disk gone",
    [HAVEN_TEST_FULL] = "disk full",
    [HAVEN_TEST_SHORT_WRITE] = "short write",
    [HAVEN_TEST_READ_ONLY] = "turned read-only",
    [HAVEN_TEST_POWER_CUT] = "power cut",
    [HAVEN_TEST_NO_MEMORY] = "no memory once",
    [HAVEN_TEST_NO_MORE_MEMORY] = "no more memory",
  };

  return names[fault];
}

void
haven_test_disk_enter (void)
{
  g_private_set (&inside, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_private_get (&inside)) + 1));
}

void
haven_test_disk_leave (void)
{
  g_private_set (&inside, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_private_get (&inside)) - 1));
}

gboolean
haven_test_disk_is_inside (void)
{
  return g_private_get (&inside) != NULL;
}

static void
change_free (Change *change)
{
  g_clear_pointer (&change->bytes, g_bytes_unref);
  g_free (change);
}

static Content *
content_new (const char *bytes, gsize size)
{
  Content *content = g_new0 (Content, 1);

  g_atomic_ref_count_init (&content->refs);
  content->flushed = g_byte_array_new ();
  g_byte_array_append (content->flushed, (const guint8 *) bytes, size);
  content->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  return content;
}

static Content *
content_ref (Content *content)
{
  g_atomic_ref_count_inc (&content->refs);
  return content;
}

static void
content_unref (Content *content)
{
  if (content == NULL || !g_atomic_ref_count_dec (&content->refs))
    return;
  g_byte_array_unref (content->flushed);
  g_ptr_array_unref (content->changes);
  g_free (content);
}

static void
naming_free (Naming *naming)
{
  g_free (naming->from);
  g_free (naming->to);
  g_clear_pointer (&naming->content, content_unref);
  g_free (naming);
}

/* What was there before the count began is taken for sure. */
static Content *
find (const char *path)
{
  Content *content = g_hash_table_lookup (disk.names, path);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (content != NULL)
    return content;
  haven_test_disk_enter ();
  if (g_file_get_contents (path, &bytes, &size, NULL)) {
    content = content_new (bytes, size);
    g_hash_table_insert (disk.names, g_strdup (path), content);
    g_hash_table_insert (disk.sure, g_strdup (path), content_ref (content));
  }
  haven_test_disk_leave ();
  return content;
}

/* Once the power is gone nothing happens any more. */
static gboolean
notes (void)
{
  return disk.fault == HAVEN_TEST_POWER_CUT && !disk.happened;
}

static void
add_change (const char *path, gint64 place, GBytes *take_bytes)
{
  Content *content = find (path);
  Change *change = g_new (Change, 1);

  *change = (Change) { place, take_bytes };
  if (content != NULL)
    g_ptr_array_add (content->changes, change);
  else
    change_free (change);
}

void
haven_test_disk_note_write (const char *path, gint64 offset, gconstpointer bytes, gsize size)
{
  if (notes ())
    add_change (path, offset, g_bytes_new (bytes, size));
}

void
haven_test_disk_note_cut (const char *path, gint64 size)
{
  if (notes ())
    add_change (path, size, NULL);
}

static void
put_bytes (GByteArray *to, gint64 place, const guint8 *bytes, gsize size)
{
  guint before = to->len;

  if (place + size > before) {
    g_byte_array_set_size (to, place + size);
    memset (to->data + before, 0, place + size - before);
  }
  memcpy (to->data + place, bytes, size);
}

static void
cut_bytes (GByteArray *to, gint64 size)
{
  guint before = to->len;

  g_byte_array_set_size (to, size);
  if (size > before)
    memset (to->data + before, 0, size - before);
}

static void
apply (GByteArray *to, const Change *change)
{
  gsize size;
  const guint8 *bytes;

  if (change->bytes == NULL) {
    cut_bytes (to, change->place);
    return;
  }
  bytes = g_bytes_get_data (change->bytes, &size);
  put_bytes (to, change->place, bytes, size);
}

void
haven_test_disk_note_flush (const char *path)
{
  Content *content = notes () ? find (path) : NULL;

  if (content == NULL)
    return;
  for (guint i = 0; i < content->changes->len; i++)
    apply (content->flushed, g_ptr_array_index (content->changes, i));
  g_ptr_array_set_size (content->changes, 0);
}

static void
add_naming (const char *from, const char *to, Content *take_content)
{
  Naming *naming = g_new (Naming, 1);

  *naming = (Naming) { g_strdup (from), g_strdup (to), take_content };
  g_ptr_array_add (disk.namings, naming);
}

void
haven_test_disk_note_make (const char *path)
{
  Content *content;

  if (!notes () || find (path) != NULL)
    return;
  content = content_new ("", 0);
  g_hash_table_insert (disk.names, g_strdup (path), content);
  add_naming (NULL, path, content_ref (content));
}

void
haven_test_disk_note_remove (const char *path)
{
  if (!notes () || find (path) == NULL)
    return;
  g_hash_table_remove (disk.names, path);
  add_naming (path, NULL, NULL);
}

void
haven_test_disk_note_rename (const char *from, const char *to)
{
  Content *content = notes () ? find (from) : NULL;

  if (content == NULL)
    return;
  find (to);                               /* what stood there may still stand there afterwards */
  add_naming (from, to, content_ref (content));
  g_hash_table_insert (disk.names, g_strdup (to), content_ref (content));
  g_hash_table_remove (disk.names, from);
}

static void
apply_naming (const Naming *naming)
{
  if (naming->from != NULL)
    g_hash_table_insert (disk.sure, g_strdup (naming->from), NULL);
  if (naming->to != NULL)
    g_hash_table_insert (disk.sure, g_strdup (naming->to), content_ref (naming->content));
}

void
haven_test_disk_note_flush_folder (void)
{
  if (!notes ())
    return;
  for (guint i = 0; i < disk.namings->len; i++)
    apply_naming (g_ptr_array_index (disk.namings, i));
  g_ptr_array_set_size (disk.namings, 0);
}

/* ---- after a power cut ---- */

typedef enum { NOTHING, SOME_WRITES, SOME_SECTORS, EVERYTHING, N_WAYS } Survival;

static void
apply_sectors (GByteArray *to, const Change *change)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (change->bytes, &size);

  for (gsize from = 0, n; from < size; from += n) {
    n = MIN (SECTOR - (change->place + from) % SECTOR, size - from);
    if (g_rand_boolean (disk.chance))
      put_bytes (to, change->place + from, bytes + from, n);
  }
}

static void
survive (GByteArray *to, const Change *change, Survival way)
{
  if (way == SOME_SECTORS && change->bytes != NULL)
    apply_sectors (to, change);
  else if (way == EVERYTHING || (way != NOTHING && g_rand_boolean (disk.chance)))
    apply (to, change);
}

static void
write_content (const char *path, Content *content, Survival way)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);   /* that a folder was removed may be lost too */
  g_byte_array_append (bytes, content->flushed->data, content->flushed->len);
  for (guint i = 0; i < content->changes->len; i++)
    survive (bytes, g_ptr_array_index (content->changes, i), way);
  g_assert_true (g_file_set_contents_full (path, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

/* The memory that SQLite shares is a file too, and holds anything. */
static void
spoil_shared_memory (const char *path)
{
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  guint8 bytes[3 * SECTOR];

  if (!g_file_test (shared, G_FILE_TEST_EXISTS))
    return;
  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = g_rand_int_range (disk.chance, 0, 256);
  g_assert_true (g_file_set_contents (shared, (const char *) bytes, sizeof bytes, NULL));
}

static void
remove_unsure (void)
{
  GHashTableIter names;
  gpointer path;

  g_hash_table_iter_init (&names, disk.names);
  while (g_hash_table_iter_next (&names, &path, NULL))
    if (g_hash_table_lookup (disk.sure, path) == NULL)
      g_unlink (path);
}

/* Names change in their order, as journals of file systems see to; how far they got is chance. */
static void
lose_power (void)
{
  Survival way = g_rand_int_range (disk.chance, 0, N_WAYS);
  guint named = g_rand_int_range (disk.chance, 0, disk.namings->len + 1);
  GHashTableIter names;
  gpointer path, content;

  if (way == NOTHING || way == EVERYTHING)
    named = way == NOTHING ? 0 : disk.namings->len;
  for (guint i = 0; i < named; i++)
    apply_naming (g_ptr_array_index (disk.namings, i));
  remove_unsure ();
  g_hash_table_iter_init (&names, disk.sure);
  while (g_hash_table_iter_next (&names, &path, &content)) {
    if (content != NULL)
      write_content (path, content, way);
    else
      g_unlink (path);
    spoil_shared_memory (path);
  }
}

/* ---- the count ---- */

gboolean
haven_test_disk_watches (const char *path)
{
  return path != NULL && disk.folder != NULL && !haven_test_disk_is_inside () && g_str_has_prefix (path, disk.folder);
}

static gboolean
concerns (DiskDeed deed)
{
  switch (disk.fault) {
  case HAVEN_TEST_FULL:
  case HAVEN_TEST_SHORT_WRITE:
    return deed == DISK_GROW;
  case HAVEN_TEST_READ_ONLY:
    return deed != DISK_LOOK;
  case HAVEN_TEST_IO_ERROR:
  case HAVEN_TEST_GONE:
  case HAVEN_TEST_POWER_CUT:
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
lasts (void)
{
  return disk.fault != HAVEN_TEST_IO_ERROR && disk.fault != HAVEN_TEST_NO_MEMORY;
}

DiskAnswer
haven_test_disk_ask (DiskDeed deed)
{
  gboolean first = !disk.happened;

  if (disk.fault != HAVEN_TEST_SOUND && !concerns (deed))
    return DISK_ANSWERS;
  disk.count++;
  if (disk.fault == HAVEN_TEST_SOUND || disk.count < disk.n || (disk.count > disk.n && !lasts ()))
    return DISK_ANSWERS;
  disk.happened = TRUE;
  if (disk.fault == HAVEN_TEST_SHORT_WRITE && first)
    return DISK_WRITES_A_PART;
  return disk.fault == HAVEN_TEST_FULL || disk.fault == HAVEN_TEST_SHORT_WRITE ? DISK_IS_FULL : DISK_FAILS;
}

gboolean
haven_test_memory_ask (void)
{
  gboolean short_of = disk.fault == HAVEN_TEST_NO_MEMORY || disk.fault == HAVEN_TEST_NO_MORE_MEMORY;

  if (disk.folder == NULL)
    return TRUE;
  disk.pieces++;
  if (!short_of || disk.pieces < disk.n || (disk.pieces > disk.n && !lasts ()))
    return TRUE;
  disk.happened = TRUE;
  return FALSE;
}

void
haven_test_disk_start (void)
{
  haven_test_disk_start_memory ();
  haven_test_disk_start_vfs ();
}

void
haven_test_disk_begin (const char *folder, HavenTestFault fault, guint n, guint32 seed)
{
  g_assert_null (disk.folder);
  disk.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) content_unref);
  disk.sure = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) content_unref);
  disk.namings = g_ptr_array_new_with_free_func ((GDestroyNotify) naming_free);
  disk.chance = g_rand_new_with_seed (seed);
  disk.fault = fault;
  disk.n = n;
  disk.count = disk.pieces = 0;
  disk.happened = FALSE;
  disk.folder = g_strdup (folder);
}

gboolean
haven_test_disk_end (guint *ret_n)
{
  gboolean memory = disk.fault == HAVEN_TEST_NO_MEMORY || disk.fault == HAVEN_TEST_NO_MORE_MEMORY;

  g_clear_pointer (&disk.folder, g_free);
  if (disk.fault == HAVEN_TEST_POWER_CUT && disk.happened)
    lose_power ();
  g_hash_table_unref (disk.names);
  g_hash_table_unref (disk.sure);
  g_ptr_array_unref (disk.namings);
  g_rand_free (disk.chance);
  if (ret_n != NULL)
    *ret_n = memory ? disk.pieces : disk.count;
  disk.fault = HAVEN_TEST_SOUND;
  return disk.happened;
}
