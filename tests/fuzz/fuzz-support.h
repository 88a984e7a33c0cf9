/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "intake-support.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A file through everything that comes before the store: refused with a sentence, or staged whole, kind after kind */
void fuzz_stage (GBytes *bytes);
