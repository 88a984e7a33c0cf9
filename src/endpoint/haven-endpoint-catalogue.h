/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"
#include "haven-wire-catalogue.h"

/* Inside a transaction, all of them */
typedef struct {
  gint64 starts;
  HavenDay closes_on;
  gboolean by_hand;                        /* a person confirms each booking */
  gboolean waiting_list;                   /* when all places are taken; else the booking is refused */
  gboolean withdrawn;
} HavenEndpointEvent;

gboolean haven_endpoint_find_event      (HavenEndpoint *self, const char *id, HavenEndpointEvent *ret_event);
gint64   haven_endpoint_places_left     (HavenEndpoint *self, const char *event);     /* -1: no limit */
/* What is not over and not withdrawn: all of it, or since a change the courses that are not as they were */
GBytes  *haven_endpoint_print_catalogue (HavenEndpoint *self, gint64 since);
char    *haven_endpoint_catalogue_cursor (HavenEndpoint *self);
HavenWireCourse *haven_endpoint_load_course (HavenEndpoint *self, const char *id);   /* NULL: not offered */
/* A CSV file is the whole catalogue: what it lacks is no longer offered. All of it or nothing. Returns the number of events, or -1. */
gint64   haven_endpoint_import_catalogue (HavenEndpoint *self, GBytes *csv, GError **error);
