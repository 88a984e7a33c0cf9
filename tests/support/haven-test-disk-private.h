/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-test-disk.h"

typedef enum {
  DISK_LOOK,                               /* reads, sizes, whether something is there */
  DISK_CHANGE,                             /* takes no room: flush, cut, remove, rename */
  DISK_GROW,                               /* a write, a new file */
} DiskDeed;

typedef enum {
  DISK_ANSWERS,
  DISK_FAILS,                              /* nothing of it was done */
  DISK_IS_FULL,
  DISK_WRITES_A_PART,                      /* of this write; then it is full */
} DiskAnswer;

gboolean   haven_test_disk_watches (const char *path);
DiskAnswer haven_test_disk_ask     (DiskDeed deed);                    /* counts it */
gboolean   haven_test_memory_ask   (void);                             /* FALSE: there is none */

/* What a power cut may take back. Names are whole paths. A write is noted before it is asked for: the one that the power cut strikes may have
 * reached the disk. All else is noted when it was answered, and before it is done. */
void haven_test_disk_note_write    (const char *path, gint64 offset, gconstpointer bytes, gsize size);
void haven_test_disk_note_cut      (const char *path, gint64 size);
void haven_test_disk_note_flush    (const char *path);
void haven_test_disk_note_make     (const char *path);
void haven_test_disk_note_remove   (const char *path);
void haven_test_disk_note_rename   (const char *from, const char *to);
void haven_test_disk_note_flush_folder (void);                         /* the names */

void haven_test_disk_start_vfs     (void);
void haven_test_disk_start_memory  (void);

/* What SQLite asks of the system on behalf of the VFS is counted there and not again. */
void     haven_test_disk_enter (void);
void     haven_test_disk_leave (void);
gboolean haven_test_disk_is_inside (void);
