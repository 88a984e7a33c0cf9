/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* Sealed totals (channel C). PUT /shares/{period}/{report id}: both shares of a school, each sealed to one receiver; neither can be read here. */
typedef struct {
  char *spec;                /* SHA-256 of the list of figures, hex */
  GBytes *virtual_school;
  GBytes *key_holder;
} HavenWireShares;
HAVEN_DECLARE_SHAPE (HavenWireShares, haven_wire_shares, HAVEN_SHAPE_SHARES)

typedef struct {
  char *report;
  gint64 received;
} HavenWireSharesReceived;
HAVEN_DECLARE_SHAPE (HavenWireSharesReceived, haven_wire_shares_received, HAVEN_SHAPE_SHARES_RECEIVED)

/* GET /shares/{period}, by the independent key-holder: its own share of every school that no sum has counted yet, unopened */
typedef struct {
  char *urn;
  char *report;
  GBytes *sealed;
} HavenWireShare;

typedef struct {
  char *period;
  GPtrArray *shares;         /* HavenWireShare */
} HavenWireShareList;
HAVEN_DECLARE_SHAPE (HavenWireShare, haven_wire_share, HAVEN_SHAPE_SHARE)
HAVEN_DECLARE_SHAPE (HavenWireShareList, haven_wire_share_list, HAVEN_SHAPE_SHARE_LIST)

/* PUT /sums/{period}: what the key-holder gives out, and whose shares it is the sum of */
typedef struct {
  char *report;
} HavenWireCounted;

typedef struct {
  char *period;
  char *spec;
  GPtrArray *reports;        /* HavenWireCounted */
  GBytes *withheld;          /* a byte of flags for every eight figures */
  GBytes *values;            /* eight bytes for every figure, the lowest first; 0 where withheld */
} HavenWireSum;
HAVEN_DECLARE_SHAPE (HavenWireCounted, haven_wire_counted, HAVEN_SHAPE_COUNTED)
HAVEN_DECLARE_SHAPE (HavenWireSum, haven_wire_sum, HAVEN_SHAPE_SUM)
