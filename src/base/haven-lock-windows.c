/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform.h"

#include "haven-platform-private.h"
#include "haven-windows.h"

#include <glib/gi18n-lib.h>

/* A lock on Windows forbids reading too, so it lies far behind the note of who holds it. */
#define LOCK_PLACE 0x40000000

struct _HavenLock {
  HANDLE file;
};

static gboolean
remember_holder (HANDLE file, const char *holder, gint64 now)
{
  g_autoptr(GBytes) record = haven_lock_record_new (holder, now);
  gsize size;
  const void *data = g_bytes_get_data (record, &size);
  DWORD written;

  return SetFilePointer (file, 0, NULL, FILE_BEGIN) == 0 && SetEndOfFile (file) && WriteFile (file, data, (DWORD) size, &written, NULL);
}

static void
report_holder (HANDLE file, GError **error)
{
  char record[HAVEN_LOCK_RECORD_BYTES + 1] = { 0 };
  DWORD count;

  if (!ReadFile (file, record, HAVEN_LOCK_RECORD_BYTES, &count, NULL))
    record[0] = '\0';
  haven_lock_record_report (record, error);
}

static HavenLock *
give_up (HANDLE file)
{
  CloseHandle (file);
  return NULL;
}

HavenLock *
haven_lock_take (const char *path, const char *holder, gint64 now, GError **error)
{
  g_autofree wchar_t *wide = haven_windows_widen (path);
  HANDLE file = haven_windows_open_private (wide, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_ALWAYS);
  OVERLAPPED place = { .Offset = LOCK_PLACE };
  HavenLock *self;

  if (file == INVALID_HANDLE_VALUE)
    return haven_windows_fail (_("The store's lock could not be opened."), error), NULL;
  if (!LockFileEx (file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place))
    return report_holder (file, error), give_up (file);
  if (!remember_holder (file, holder, now))
    return haven_windows_fail (_("The store's lock could not be written."), error), give_up (file);
  self = g_new0 (HavenLock, 1);
  self->file = file;
  return self;
}

void
haven_lock_free (HavenLock *self)
{
  if (self == NULL)
    return;
  SetFilePointer (self->file, 0, NULL, FILE_BEGIN);
  SetEndOfFile (self->file);
  CloseHandle (self->file);
  g_free (self);
}
