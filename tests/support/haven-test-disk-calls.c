/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls by which Haven's own code writes files: the linker hands them to __wrap_…, and __real_… is the system's. */
#undef _FILE_OFFSET_BITS                    /* open and open64 are two names: the linker hands over both */
#include "haven-test-disk-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_OPEN 1024

static char *paths[MAX_OPEN];              /* by descriptor; of those that are watched */

static gboolean
allows (DiskDeed deed)
{
  DiskAnswer answer = haven_test_disk_ask (deed);

  if (answer != DISK_ANSWERS)
    errno = answer == DISK_FAILS ? EIO : ENOSPC;
  return answer == DISK_ANSWERS;
}

static const char *
get_path (int fd)
{
  const char *path = fd >= 0 && fd < MAX_OPEN ? paths[fd] : NULL;

  return haven_test_disk_watches (path) ? path : NULL;
}

static gboolean
may_open (const char *path, int flags)
{
  gboolean makes = (flags & O_CREAT) != 0 && access (path, F_OK) != 0;

  if (!allows (makes ? DISK_GROW : DISK_LOOK))
    return FALSE;
  if (makes)
    haven_test_disk_note_make (path);
  return TRUE;
}

static int
keep (int fd, const char *path)
{
  if (fd >= 0 && fd < MAX_OPEN) {
    g_free (paths[fd]);
    paths[fd] = g_strdup (path);
  }
  return fd;
}

#define WRAP_OPEN(name)                                                 \
  int __real_##name (const char *path, int flags, ...);                 \
  int __wrap_##name (const char *path, int flags, ...);                 \
  int                                                                   \
  __wrap_##name (const char *path, int flags, ...)                      \
  {                                                                     \
    va_list more;                                                       \
    int mode;                                                           \
                                                                        \
    va_start (more, flags);                                             \
    mode = (flags & O_CREAT) != 0 ? va_arg (more, int) : 0;             \
    va_end (more);                                                      \
    if (!haven_test_disk_watches (path))                                \
      return __real_##name (path, flags, mode);                         \
    return may_open (path, flags) ? keep (__real_##name (path, flags, mode), path) : -1; \
  }

WRAP_OPEN (open)
WRAP_OPEN (open64)

#define WRAP(Type, name, parameters, ...)                               \
  Type __real_##name parameters;                                        \
  Type __wrap_##name parameters;                                        \
  Type __wrap_##name parameters                                         \
  __VA_ARGS__

WRAP (int, g_open, (const char *path, int flags, int mode), {
  if (!haven_test_disk_watches (path))
    return __real_g_open (path, flags, mode);
  return may_open (path, flags) ? keep (__real_g_open (path, flags, mode), path) : -1;
})

WRAP (ssize_t, write, (int fd, const void *bytes, size_t size), {
  const char *path = get_path (fd);
  DiskAnswer answer;

  if (path == NULL)
    return __real_write (fd, bytes, size);
  haven_test_disk_note_write (path, lseek (fd, 0, SEEK_CUR), bytes, size);
  answer = haven_test_disk_ask (DISK_GROW);
  if (answer == DISK_ANSWERS)
    return __real_write (fd, bytes, size);
  if (answer == DISK_WRITES_A_PART && size > 1)
    return __real_write (fd, bytes, size / 2);
  errno = answer == DISK_FAILS ? EIO : ENOSPC;
  return -1;
})

static void
note_flush (int fd, const char *path)
{
  struct stat status;

  if (fstat (fd, &status) == 0 && S_ISDIR (status.st_mode))
    haven_test_disk_note_flush_folder ();
  else
    haven_test_disk_note_flush (path);
}

/* As in the VFS: it only counts. */
static int
flush (int fd)
{
  const char *path = get_path (fd);

  if (path != NULL && !allows (DISK_CHANGE))
    return -1;
  if (path != NULL)
    note_flush (fd, path);
  return 0;
}

WRAP (int, fsync, (int fd), {
  return flush (fd);
})

WRAP (int, g_fsync, (int fd), {
  return flush (fd);
})

/* It is closed, whatever is said of it. */
static gboolean
may_close (int fd)
{
  gboolean good = get_path (fd) == NULL || allows (DISK_LOOK);

  if (fd >= 0 && fd < MAX_OPEN)
    g_clear_pointer (&paths[fd], g_free);
  return good;
}

WRAP (int, close, (int fd), {
  gboolean good = may_close (fd);
  int code = __real_close (fd);

  if (!good)
    errno = EIO;
  return good ? code : -1;
})

WRAP (gboolean, g_close, (int fd, GError **error), {
  gboolean good = may_close (fd);

  return __real_g_close (fd, error) && good;
})

WRAP (int, rename, (const char *from, const char *to), {
  if (haven_test_disk_watches (to)) {
    if (!allows (DISK_CHANGE))
      return -1;
    haven_test_disk_note_rename (from, to);
  }
  return __real_rename (from, to);
})

static gboolean
may_remove (const char *path)
{
  if (!haven_test_disk_watches (path))
    return TRUE;
  if (!allows (DISK_CHANGE))
    return FALSE;
  haven_test_disk_note_remove (path);
  return TRUE;
}

WRAP (int, unlink, (const char *path), {
  return may_remove (path) ? __real_unlink (path) : -1;
})

WRAP (int, g_unlink, (const char *path), {
  return may_remove (path) ? __real_g_unlink (path) : -1;
})

WRAP (int, mkdir, (const char *path, mode_t mode), {
  if (haven_test_disk_watches (path) && !allows (DISK_GROW))
    return -1;
  return __real_mkdir (path, mode);
})

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_IO, g_strerror (EIO));
  return FALSE;
}

WRAP (gboolean, g_file_get_contents, (const char *path, char **content, gsize *size, GError **error), {
  if (haven_test_disk_watches (path) && !allows (DISK_LOOK))
    return refuse (error);
  return __real_g_file_get_contents (path, content, size, error);
})

WRAP (GMappedFile *, g_mapped_file_new, (const char *path, gboolean writable, GError **error), {
  if (haven_test_disk_watches (path) && !allows (DISK_LOOK))
    return refuse (error), NULL;
  return __real_g_mapped_file_new (path, writable, error);
})
