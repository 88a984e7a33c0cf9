/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keyring-private.h"

const HavenKeyringBackend *const haven_keyring_system = NULL;
