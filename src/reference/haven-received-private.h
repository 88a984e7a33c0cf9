/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Of a document that the exchange brought: "" where something else than a text stands there, or nothing */
const char *haven_received_get_text (JsonObject *object, const char *member);
