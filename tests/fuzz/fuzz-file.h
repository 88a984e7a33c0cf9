/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* For readers that want a file: the bytes under a name in a folder of this process, which is lent; what stood there is gone. */
const char *fuzz_file_put (const char *name, GBytes *bytes);
/* A refusal is a sentence of ours. */
void        fuzz_check_error (const GError *error);
