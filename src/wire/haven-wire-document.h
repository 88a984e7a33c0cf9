/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* GET /policy: the sharing settings, signed; what they say is read by those who use them */
typedef struct {
  GBytes *policy;            /* the policy file's own bytes */
  GBytes *signature;         /* Ed25519 over them, by the key for settings */
} HavenWirePolicy;
HAVEN_DECLARE_SHAPE (HavenWirePolicy, haven_wire_policy, HAVEN_SHAPE_POLICY)
gboolean haven_wire_policy_verify (HavenWirePolicy *self, GBytes *key);

/* GET /benchmarks: the authority's figures. A value is text with a decimal point, so that it is shown as it was published. */
typedef struct {
  char *period;              /* "202425" */
  char *area;
  char *group;
  char *phase;
  char *measure;             /* "absence_percent" */
  char *value;               /* "17.4", or c z x low */
} HavenWireFigure;

typedef struct {
  char *source;
  HavenDay published;
  GPtrArray *figures;        /* HavenWireFigure */
} HavenWireBenchmarks;
HAVEN_DECLARE_SHAPE (HavenWireFigure, haven_wire_figure, HAVEN_SHAPE_FIGURE)
HAVEN_DECLARE_SHAPE (HavenWireBenchmarks, haven_wire_benchmarks, HAVEN_SHAPE_BENCHMARKS)

/* GET /priorities: the authority's strategic priorities, with targets */
typedef struct {
  char *id;
  char *title;
  char *text;
  char *measure;             /* NULL: none that is counted */
  char *target;
  HavenDay by;
} HavenWirePriority;

typedef struct {
  GPtrArray *priorities;     /* HavenWirePriority */
} HavenWirePriorities;
HAVEN_DECLARE_SHAPE (HavenWirePriority, haven_wire_priority, HAVEN_SHAPE_PRIORITY)
HAVEN_DECLARE_SHAPE (HavenWirePriorities, haven_wire_priorities, HAVEN_SHAPE_PRIORITIES)

/* GET /resources: signposts that read offline */
typedef enum { HAVEN_WIRE_GUIDANCE, HAVEN_WIRE_CONTACT, HAVEN_WIRE_ADVICE_LINE, HAVEN_WIRE_TOOL, HAVEN_WIRE_NEWSLETTER } HavenWireResourceType;
extern const char *const HAVEN_WIRE_RESOURCE_CODES[];

typedef struct {
  char *id;
  int type;                  /* HavenWireResourceType */
  char *title;
  char *text;
  char *url;                 /* https only */
  char *phone;
  char *email;
  HavenDay dated;            /* when it was written or last looked at; NONE: not said */
} HavenWireResource;

typedef struct {
  GPtrArray *resources;      /* HavenWireResource */
} HavenWireResources;
HAVEN_DECLARE_SHAPE (HavenWireResource, haven_wire_resource, HAVEN_SHAPE_RESOURCE)
HAVEN_DECLARE_SHAPE (HavenWireResources, haven_wire_resources, HAVEN_SHAPE_RESOURCES)
