/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Bodies travel compressed where both sides can. A small one that unpacks to more than most bytes costs no more than those: TOO_LARGE.
 * INVALID: cut short, or damaged. */
#define HAVEN_GZIP_FROM_BYTES 1024         /* below that it is not worth it */
GBytes *haven_wire_gzip   (GBytes *plain);
GBytes *haven_wire_gunzip (GBytes *packed, gsize most, GError **error);
