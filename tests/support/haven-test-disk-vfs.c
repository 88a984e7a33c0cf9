/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-disk-private.h"

#include <sqlite3.h>
#include <string.h>

/* A VFS of SQLite's around the system's own, and its allocator likewise. What is not counted (locks, the memory that is shared) is handed on. */

typedef struct {
  sqlite3_file base;
  char *path;                              /* NULL: of a nameless file */
  gboolean is_log;                         /* its name is flushed with it */
  sqlite3_file *real;                      /* right after this */
} File;

static sqlite3_vfs vfs;
static sqlite3_vfs *system_vfs;
static sqlite3_mem_methods system_memory;

static gboolean
is_watched (File *file)
{
  return haven_test_disk_watches (file->path);
}

static gboolean
answers (File *file, DiskDeed deed)
{
  return !is_watched (file) || haven_test_disk_ask (deed) == DISK_ANSWERS;
}

#define INSIDE(call)                                                    \
  ({                                                                    \
    int inside_code;                                                    \
    haven_test_disk_enter ();                                           \
    inside_code = (call);                                               \
    haven_test_disk_leave ();                                           \
    inside_code;                                                        \
  })

static int
close_file (sqlite3_file *base)
{
  File *file = (File *) base;
  int code = INSIDE (file->real->pMethods->xClose (file->real));

  g_free (file->path);
  return code;
}

static int
read_file (sqlite3_file *base, void *bytes, int size, sqlite3_int64 offset)
{
  File *file = (File *) base;

  return answers (file, DISK_LOOK) ? INSIDE (file->real->pMethods->xRead (file->real, bytes, size, offset)) : SQLITE_IOERR_READ;
}

static int
write_part (File *file, const void *bytes, int size, sqlite3_int64 offset)
{
  INSIDE (file->real->pMethods->xWrite (file->real, bytes, size / 2, offset));
  return SQLITE_FULL;
}

static int
write_file (sqlite3_file *base, const void *bytes, int size, sqlite3_int64 offset)
{
  File *file = (File *) base;

  if (is_watched (file)) {
    haven_test_disk_note_write (file->path, offset, bytes, size);
    switch (haven_test_disk_ask (DISK_GROW)) {
    case DISK_FAILS:
      return SQLITE_IOERR_WRITE;
    case DISK_IS_FULL:
      return SQLITE_FULL;
    case DISK_WRITES_A_PART:
      return write_part (file, bytes, size, offset);
    default:
      break;
    }
  }
  return INSIDE (file->real->pMethods->xWrite (file->real, bytes, size, offset));
}

static int
truncate_file (sqlite3_file *base, sqlite3_int64 size)
{
  File *file = (File *) base;

  if (is_watched (file))
    haven_test_disk_note_cut (file->path, size);
  return answers (file, DISK_CHANGE) ? INSIDE (file->real->pMethods->xTruncate (file->real, size)) : SQLITE_IOERR_TRUNCATE;
}

/* Here a flush only counts: what it would keep is kept in the model, and the system's own takes its time. */
static int
sync_file (sqlite3_file *base, int flags)
{
  File *file = (File *) base;

  if (!answers (file, DISK_CHANGE))
    return SQLITE_IOERR_FSYNC;
  if (is_watched (file))
    haven_test_disk_note_flush (file->path);
  if (is_watched (file) && file->is_log)
    haven_test_disk_note_flush_folder ();
  return SQLITE_OK;
}

static int
get_size (sqlite3_file *base, sqlite3_int64 *ret_size)
{
  File *file = (File *) base;

  return answers (file, DISK_LOOK) ? INSIDE (file->real->pMethods->xFileSize (file->real, ret_size)) : SQLITE_IOERR_FSTAT;
}

#define HAND_ON(name, parameters, ...)                                  \
  static int name parameters                                            \
  {                                                                     \
    File *file = (File *) base;                                         \
    return INSIDE (file->real->pMethods->__VA_ARGS__);                  \
  }

HAND_ON (lock_file, (sqlite3_file *base, int level), xLock (file->real, level))
HAND_ON (unlock_file, (sqlite3_file *base, int level), xUnlock (file->real, level))
HAND_ON (check_lock, (sqlite3_file *base, int *ret_is), xCheckReservedLock (file->real, ret_is))
HAND_ON (control_file, (sqlite3_file *base, int what, void *data), xFileControl (file->real, what, data))
HAND_ON (get_sector, (sqlite3_file *base), xSectorSize (file->real))
HAND_ON (get_traits, (sqlite3_file *base), xDeviceCharacteristics (file->real))
HAND_ON (map_shared, (sqlite3_file *base, int n, int size, int extend, void volatile **ret_memory),
         xShmMap (file->real, n, size, extend, ret_memory))
HAND_ON (lock_shared, (sqlite3_file *base, int offset, int n, int flags), xShmLock (file->real, offset, n, flags))
HAND_ON (unmap_shared, (sqlite3_file *base, int remove), xShmUnmap (file->real, remove))

static void
order_shared (sqlite3_file *base)
{
  File *file = (File *) base;

  file->real->pMethods->xShmBarrier (file->real);
}

/* Version 2: the log with its shared memory, and no files mapped, which could not be watched */
static const sqlite3_io_methods methods = {
  2, close_file, read_file, write_file, truncate_file, sync_file, get_size, lock_file, unlock_file, check_lock, control_file, get_sector,
  get_traits, map_shared, lock_shared, order_shared, unmap_shared, NULL, NULL,
};

static gboolean
is_there (const char *path)
{
  int there = 0;

  INSIDE (system_vfs->xAccess (system_vfs, path, SQLITE_ACCESS_EXISTS, &there));
  return there != 0;
}

static gboolean
may_open (const char *path, int flags)
{
  gboolean makes = (flags & SQLITE_OPEN_CREATE) != 0 && !is_there (path);

  if (haven_test_disk_ask (makes ? DISK_GROW : DISK_LOOK) != DISK_ANSWERS)
    return FALSE;
  if (makes)
    haven_test_disk_note_make (path);
  return TRUE;
}

static int
open_file (sqlite3_vfs *self, sqlite3_filename path, sqlite3_file *base, int flags, int *ret_flags)
{
  File *file = (File *) base;
  gboolean watched = haven_test_disk_watches (path);
  int code;

  memset (file, 0, sizeof *file);
  file->real = (sqlite3_file *) (file + 1);
  if (watched && !may_open (path, flags))
    return SQLITE_CANTOPEN;
  code = INSIDE (system_vfs->xOpen (system_vfs, path, file->real, flags, ret_flags));
  if (code != SQLITE_OK)
    return code;
  file->base.pMethods = &methods;
  file->path = g_strdup (path);
  file->is_log = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  return SQLITE_OK;
}

static int
remove_file (sqlite3_vfs *self, const char *path, int flush)
{
  if (haven_test_disk_watches (path)) {
    if (haven_test_disk_ask (DISK_CHANGE) != DISK_ANSWERS)
      return SQLITE_IOERR_DELETE;
    haven_test_disk_note_remove (path);
    if (flush)
      haven_test_disk_note_flush_folder ();
  }
  return INSIDE (system_vfs->xDelete (system_vfs, path, flush));
}

static int
look_for_file (sqlite3_vfs *self, const char *path, int flags, int *ret_is)
{
  if (haven_test_disk_watches (path) && haven_test_disk_ask (DISK_LOOK) != DISK_ANSWERS)
    return SQLITE_IOERR_ACCESS;
  return INSIDE (system_vfs->xAccess (system_vfs, path, flags, ret_is));
}

void
haven_test_disk_start_vfs (void)
{
  system_vfs = sqlite3_vfs_find (NULL);
  vfs = *system_vfs;
  vfs.iVersion = 1;
  vfs.zName = "haven-test-disk";
  vfs.pNext = NULL;
  vfs.szOsFile = (int) sizeof (File) + system_vfs->szOsFile;
  vfs.xOpen = open_file;
  vfs.xDelete = remove_file;
  vfs.xAccess = look_for_file;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

/* ---- memory ---- */

static void *
take_memory (int size)
{
  return haven_test_memory_ask () ? system_memory.xMalloc (size) : NULL;
}

static void *
take_other_memory (void *memory, int size)
{
  return haven_test_memory_ask () ? system_memory.xRealloc (memory, size) : NULL;
}

/* Every piece is asked for: none is kept in stock. */
void
haven_test_disk_start_memory (void)
{
  sqlite3_mem_methods watched;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &system_memory), ==, SQLITE_OK);
  watched = system_memory;
  watched.xMalloc = take_memory;
  watched.xRealloc = take_other_memory;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &watched), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 0, 0), ==, SQLITE_OK);
}
