/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A disk that fails, and memory that runs out: every file of a folder that SQLite or Haven writes goes past it (a VFS of SQLite's around the
 * system's own, and the calls of Haven's own code, which the linker hands over). It counts each operation and lets one fail, or all from one on.
 * At a power cut nothing is answered any more, and the files hold afterwards what a real disk could hold: what was flushed, and of what was
 * written since some writes, or some sectors of some, as chance will have it. */
typedef enum {
  HAVEN_TEST_SOUND,                        /* only counts */
  HAVEN_TEST_IO_ERROR,                     /* operation n */
  HAVEN_TEST_GONE,                         /* every one from n on: a disk that was pulled out, a folder that vanished */
  HAVEN_TEST_FULL,                         /* every write and every new file from n on */
  HAVEN_TEST_SHORT_WRITE,                  /* the same, and the first of them wrote a part */
  HAVEN_TEST_READ_ONLY,                    /* every change from n on */
  HAVEN_TEST_POWER_CUT,                    /* at n */
  HAVEN_TEST_NO_MEMORY,                    /* SQLite's nth piece */
  HAVEN_TEST_NO_MORE_MEMORY,               /* every piece from n on */
  HAVEN_TEST_N_FAULTS
} HavenTestFault;

const char *haven_test_fault_name (HavenTestFault fault);

void     haven_test_disk_start (void);     /* before anything else asks SQLite for something */
void     haven_test_disk_begin (const char *folder, HavenTestFault fault, guint n, guint32 seed);   /* n counted from 1 */
gboolean haven_test_disk_end   (guint *ret_n);   /* how many operations there were, or pieces of memory; TRUE: the fault came to pass */
