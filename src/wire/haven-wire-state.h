/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* GET /state: every ETag and cursor at once, so that nothing new is one request. The client keeps the last one it has caught up with. */
typedef struct {
  char *catalogue;
  char *bookings;
  char *policy;
  char *benchmarks;
  char *priorities;
  char *resources;
  char *survey;
  char *returns;
} HavenWireState;
HAVEN_DECLARE_SHAPE (HavenWireState, haven_wire_state, HAVEN_SHAPE_STATE)
HavenWireState *haven_wire_state_copy (const HavenWireState *self);

/* GET /health: for whoever watches over the server; says nothing about anybody */
typedef enum { HAVEN_WIRE_WELL, HAVEN_WIRE_STOPPING } HavenWireHealthState;
typedef struct {
  int health;                /* HavenWireHealthState */
} HavenWireHealth;
HAVEN_DECLARE_SHAPE (HavenWireHealth, haven_wire_health, HAVEN_SHAPE_HEALTH)
