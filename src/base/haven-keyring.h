/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-secret.h"

/* A secret that the desktop keeps until its user logs out: the Secret Service's session collection on Linux, a credential of the logon session
 * on Windows. Neither outlives the computer. Each call may wait for another program: never on the main thread. id tells one secret from
 * another and says nothing else. */
gboolean     haven_keyring_is_there (void);                                        /* Haven was built with it; whether it answers shows later */
gboolean     haven_keyring_keep     (const char *id, HavenSecret *secret, GError **error);
HavenSecret *haven_keyring_find     (const char *id, GError **error);              /* NOT_FOUND */
gboolean     haven_keyring_drop     (const char *id, GError **error);              /* no error where there was none */

/* For tests: in place of the desktop's own; NULL: that again */
typedef struct {
  gboolean   (*keep) (const char *id, HavenSecret *secret, GError **error);
  HavenSecret *(*find) (const char *id, GError **error);
  gboolean   (*drop) (const char *id, GError **error);
} HavenKeyringBackend;
void         haven_keyring_set_backend (const HavenKeyringBackend *backend);
