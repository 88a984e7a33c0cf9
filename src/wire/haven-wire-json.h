/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

/* RFC 8259 and nothing beside it: UTF-8, whole numbers only, no member twice, no NUL, nothing after the end. What a hostile body may
 * cost is bounded before memory is taken. */
#define HAVEN_WIRE_DEPTH 12
#define HAVEN_WIRE_NODES 400000

JsonNode *haven_wire_json_parse (GBytes *bytes, GError **error);
GBytes   *haven_wire_json_print (JsonNode *node);
