/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-share.h"

#define PERIOD "^[0-9]{4}/[0-9]{2}-(autumn|spring|summer|year)$"
#define SPEC "^[0-9a-f]{64}$"
#define MOST_FIGURES 20000
#define MOST_SEALED (MOST_FIGURES * 8 + MOST_FIGURES / 8 + 1000)
#define MOST_SEED (MOST_FIGURES / 8 + 1000)
#define MOST_SCHOOLS 1000

static const HavenMember shares_rows[] = {
  HAVEN_ROW_TEXT (HavenWireShares, spec, "spec", 64, 64, SPEC),
  HAVEN_ROW_BYTES (HavenWireShares, virtual_school, "virtual_school", 48, MOST_SEALED),
  HAVEN_ROW_BYTES (HavenWireShares, key_holder, "key_holder", 48, MOST_SEED),
};
HAVEN_DEFINE_SHAPE (HavenWireShares, haven_wire_shares, HAVEN_SHAPE_SHARES, "Shares", "haven-shares/1", shares_rows)

static const HavenMember received_rows[] = {
  HAVEN_ROW_TEXT (HavenWireSharesReceived, report, "report", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TIME (HavenWireSharesReceived, received, "received"),
};
HAVEN_DEFINE_SHAPE (HavenWireSharesReceived, haven_wire_shares_received, HAVEN_SHAPE_SHARES_RECEIVED, "SharesReceived",
                    "haven-shares-received/1", received_rows)

static const HavenMember share_rows[] = {
  HAVEN_ROW_TEXT (HavenWireShare, urn, "urn", 6, 6, HAVEN_URN_PATTERN),
  HAVEN_ROW_TEXT (HavenWireShare, report, "report", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_BYTES (HavenWireShare, sealed, "sealed", 48, MOST_SEED),
};
HAVEN_DEFINE_SHAPE (HavenWireShare, haven_wire_share, HAVEN_SHAPE_SHARE, "Share", NULL, share_rows)

static const HavenMember list_rows[] = {
  HAVEN_ROW_TEXT (HavenWireShareList, period, "period", 12, 16, PERIOD),
  HAVEN_ROW_LIST (HavenWireShareList, shares, "shares", MOST_SCHOOLS, &HAVEN_SHAPE_SHARE),
};
HAVEN_DEFINE_SHAPE (HavenWireShareList, haven_wire_share_list, HAVEN_SHAPE_SHARE_LIST, "ShareList", "haven-share-list/1", list_rows)

static const HavenMember counted_rows[] = {
  HAVEN_ROW_TEXT (HavenWireCounted, report, "report", 1, 64, HAVEN_ID_PATTERN),
};
HAVEN_DEFINE_SHAPE (HavenWireCounted, haven_wire_counted, HAVEN_SHAPE_COUNTED, "Counted", NULL, counted_rows)

static const HavenMember sum_rows[] = {
  HAVEN_ROW_TEXT (HavenWireSum, period, "period", 12, 16, PERIOD),
  HAVEN_ROW_TEXT (HavenWireSum, spec, "spec", 64, 64, SPEC),
  HAVEN_ROW_LIST (HavenWireSum, reports, "reports", MOST_SCHOOLS, &HAVEN_SHAPE_COUNTED),
  HAVEN_ROW_BYTES (HavenWireSum, withheld, "withheld", 1, MOST_FIGURES / 8),
  HAVEN_ROW_BYTES (HavenWireSum, values, "values", 8, MOST_FIGURES * 8),
};
HAVEN_DEFINE_SHAPE (HavenWireSum, haven_wire_sum, HAVEN_SHAPE_SUM, "Sum", "haven-sum/1", sum_rows)
