/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-keyring.h"

/* The desktop's own: haven-keyring-secret.c, haven-keyring-windows.c, or haven-keyring-none.c where there is none */
extern const HavenKeyringBackend *const haven_keyring_system;   /* NULL: none */
gboolean haven_keyring_fail (const char *reason, GError **error);   /* always FALSE */
gboolean haven_keyring_miss (GError **error);                       /* NOT_FOUND; always FALSE */
