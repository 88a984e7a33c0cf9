/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One error domain for the whole core. The message is a whole sentence for the person: what happened, what is safe, what to do.
 * It never holds a pupil's name, a UPN or a path of the user's. */
#define HAVEN_ERROR (haven_error_quark ())

typedef enum {
  HAVEN_ERROR_FAILED,        /* anything else; the message says */
  HAVEN_ERROR_INVALID,       /* what was asked for makes no sense, or bad input */
  HAVEN_ERROR_NOT_FOUND,
  HAVEN_ERROR_LOCKED,        /* wrong or missing passphrase */
  HAVEN_ERROR_NOT_A_STORE,   /* the folder or file is something else */
  HAVEN_ERROR_DAMAGED,       /* a slot opened, the store did not */
  HAVEN_ERROR_TOO_NEW,       /* made by a newer Haven */
  HAVEN_ERROR_BUSY,          /* another writer; the message says who and since when */
  HAVEN_ERROR_EMPTY,         /* a file with nothing in it: the others of its import stand */
  HAVEN_ERROR_TOO_LARGE,     /* over a limit of haven-limits.h */
  HAVEN_ERROR_CONFLICT,      /* changed since it was read; nothing was written */
  HAVEN_ERROR_UNSAFE,        /* a release that the checker does not accept */
  HAVEN_ERROR_OFFLINE,       /* no network: kept for later */
  HAVEN_ERROR_REFUSED,       /* the other side said no; the message says why */
  HAVEN_ERROR_CANCELLED,
  HAVEN_ERROR_CONFIRM,       /* the passphrase is asked for again first; nothing was done */
  HAVEN_ERROR_COMPARE,       /* keys came that nobody has compared by telephone yet; nothing was taken */
} HavenErrorCode;

GQuark      haven_error_quark    (void);
const char *haven_error_code_name (HavenErrorCode code); /* "not-a-store"; for JSON */
