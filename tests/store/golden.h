/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-support.h"

/* Golden stores: small, every table filled, the same content whoever makes them; opened by every later Haven. */
#define GOLDEN_SEED 20260604
#define GOLDEN_PUPILS 6
#define GOLDEN_TEACHER "T. Teacher"
#define GOLDEN_OFFICER "O. Officer"

void golden_make (const char *folder);
