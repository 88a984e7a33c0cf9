/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a technician laid down once for every Haven on a computer, in haven/defaults.ini of the system's configuration folders: /etc/xdg on
 * Linux, %ProgramData% on Windows. A default gives way to what a person or a school chose. It holds nothing secret and nothing of a pupil.
 *
 *   [virtual-school]                         [desk]
 *   address=https://exchange.example         lock-minutes=10
 *   proxy=http://proxy.example:8080          full-registers=false
 *   ca=C:\ProgramData\Haven\filter.pem       [notice]
 *                                            version=0.2.0
 *                                            text=Haven 0.2.0 is in the Software Centre. */
typedef struct {
  char *path;                /* of the file; NULL: there is none */
  char *address;             /* of the Virtual School's system, "https://…"; NULL: not said, as everywhere here */
  char *proxy;
  char *ca_file;             /* an absolute path */
  int lock_minutes;          /* 1–60 without anybody touching it; 0: not said */
  gboolean full_registers;   /* for everyone, in a new store (practice.md 34) */
  char *notice_version;      /* the Haven that the technician gives out */
  char *notice;              /* what to tell those who have an older one */
  GPtrArray *refused;        /* char *, "desk/lock-minutes": said, but makes no sense, and so as if not said */
} HavenDefaults;

HavenDefaults *haven_defaults_load      (const char *const *folders);    /* the first of them that has the file; never NULL */
void           haven_defaults_free      (HavenDefaults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenDefaults, haven_defaults_free)

char          *haven_defaults_dup_place (const char *folder);             /* where the file is looked for */

/* http, https or SOCKS, with a host; a school's own is held to the same */
gboolean       haven_defaults_is_proxy  (const char *address);

/* This computer's, read once; never NULL, as long as the program runs. A file that anybody on the computer could have laid there says nothing. */
const HavenDefaults *haven_defaults_get (void);

/* What to tell whoever runs the version, NULL: nothing. Versions are numbers with points. */
const char    *haven_defaults_get_notice (const HavenDefaults *self, const char *version);
