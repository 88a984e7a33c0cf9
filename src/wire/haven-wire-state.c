/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-state.h"

#define ROW_TAG(field) HAVEN_ROW_TEXT (HavenWireState, field, #field, 0, 64, HAVEN_TAG_PATTERN)

static const HavenMember state_rows[] = {
  ROW_TAG (catalogue), ROW_TAG (bookings), ROW_TAG (policy), ROW_TAG (benchmarks), ROW_TAG (priorities), ROW_TAG (resources),
  ROW_TAG (survey), ROW_TAG (returns),
};
HAVEN_DEFINE_SHAPE (HavenWireState, haven_wire_state, HAVEN_SHAPE_STATE, "State", "haven-state/1", state_rows)

HavenWireState *
haven_wire_state_copy (const HavenWireState *self)
{
  return haven_shape_copy (&HAVEN_SHAPE_STATE, self);
}

static const char *const health_codes[] = { "well", "stopping", NULL };

static const HavenMember health_rows[] = { HAVEN_ROW_CODE (HavenWireHealth, health, "health", health_codes) };
HAVEN_DEFINE_SHAPE (HavenWireHealth, haven_wire_health, HAVEN_SHAPE_HEALTH, "Health", "haven-health/1", health_rows)
