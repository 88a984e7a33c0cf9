/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-document.h"

#include "haven-secret.h"

const char *const HAVEN_WIRE_RESOURCE_CODES[] = { "guidance", "contact", "advice-line", "tool", "newsletter", NULL };

static const HavenMember policy_rows[] = {
  HAVEN_ROW_BYTES (HavenWirePolicy, policy, "policy", 2, HAVEN_LIMIT_KEYS_BYTES),
  HAVEN_ROW_BYTES (HavenWirePolicy, signature, "signature", 64, 64),
};
HAVEN_DEFINE_SHAPE (HavenWirePolicy, haven_wire_policy, HAVEN_SHAPE_POLICY, "Policy", "haven-signed-policy/1", policy_rows)

gboolean
haven_wire_policy_verify (HavenWirePolicy *self, GBytes *key)
{
  return haven_sign_verify (key, self->policy, self->signature);
}

static const HavenMember figure_rows[] = {
  HAVEN_ROW_TEXT (HavenWireFigure, period, "period", 4, 6, "^[0-9]*$"),
  HAVEN_ROW_TEXT (HavenWireFigure, area, "area", 1, 64, NULL),
  HAVEN_ROW_TEXT (HavenWireFigure, group, "group", 1, 64, NULL),
  HAVEN_ROW_TEXT (HavenWireFigure, phase, "phase", 1, 64, NULL),
  HAVEN_ROW_TEXT (HavenWireFigure, measure, "measure", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT (HavenWireFigure, value, "value", 1, 20, "^(-?[0-9]{1,12}(\\.[0-9]{1,4})?|c|z|x|low)$"),
};
HAVEN_DEFINE_SHAPE (HavenWireFigure, haven_wire_figure, HAVEN_SHAPE_FIGURE, "Figure", NULL, figure_rows)

static const HavenMember benchmarks_rows[] = {
  HAVEN_ROW_TEXT (HavenWireBenchmarks, source, "source", 1, 500, NULL),
  HAVEN_ROW_DAY (HavenWireBenchmarks, published, "published"),
  HAVEN_ROW_LIST (HavenWireBenchmarks, figures, "figures", 20000, &HAVEN_SHAPE_FIGURE),
};
HAVEN_DEFINE_SHAPE (HavenWireBenchmarks, haven_wire_benchmarks, HAVEN_SHAPE_BENCHMARKS, "Benchmarks", "haven-benchmarks/1", benchmarks_rows)

static const HavenMember priority_rows[] = {
  HAVEN_ROW_TEXT (HavenWirePriority, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT (HavenWirePriority, title, "title", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_PROSE (HavenWirePriority, text, "text", 4000),
  HAVEN_ROW_TEXT_OR_NONE (HavenWirePriority, measure, "measure", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT_OR_NONE (HavenWirePriority, target, "target", 1, 20, "^-?[0-9]{1,12}(\\.[0-9]{1,4})?$"),
  HAVEN_ROW_DAY_OR_NONE (HavenWirePriority, by, "by"),
};
HAVEN_DEFINE_SHAPE (HavenWirePriority, haven_wire_priority, HAVEN_SHAPE_PRIORITY, "Priority", NULL, priority_rows)

static const HavenMember priorities_rows[] = {
  HAVEN_ROW_LIST (HavenWirePriorities, priorities, "priorities", 100, &HAVEN_SHAPE_PRIORITY),
};
HAVEN_DEFINE_SHAPE (HavenWirePriorities, haven_wire_priorities, HAVEN_SHAPE_PRIORITIES, "Priorities", "haven-priorities/1", priorities_rows)

static const HavenMember resource_rows[] = {
  HAVEN_ROW_TEXT (HavenWireResource, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_CODE (HavenWireResource, type, "kind", HAVEN_WIRE_RESOURCE_CODES),
  HAVEN_ROW_TEXT (HavenWireResource, title, "title", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_PROSE (HavenWireResource, text, "text", 4000),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireResource, url, "url", 9, 500, HAVEN_URL_PATTERN),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireResource, phone, "phone", 3, 40, "^[0-9+() -]*$"),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireResource, email, "email", 3, 254, HAVEN_EMAIL_PATTERN),
  HAVEN_ROW_DAY_OR_NONE (HavenWireResource, dated, "dated"),
};
HAVEN_DEFINE_SHAPE (HavenWireResource, haven_wire_resource, HAVEN_SHAPE_RESOURCE, "Resource", NULL, resource_rows)

static const HavenMember resources_rows[] = {
  HAVEN_ROW_LIST (HavenWireResources, resources, "resources", 1000, &HAVEN_SHAPE_RESOURCE),
};
HAVEN_DEFINE_SHAPE (HavenWireResources, haven_wire_resources, HAVEN_SHAPE_RESOURCES, "Resources", "haven-resources/1", resources_rows)
