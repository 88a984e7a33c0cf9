/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What was sent, when, with whose approval, and the receipt; and what waits or was refused */
#define HAVEN_TYPE_LEDGER (haven_ledger_get_type ())
G_DECLARE_FINAL_TYPE (HavenLedger, haven_ledger, HAVEN, LEDGER, AdwBin)

void haven_ledger_show (HavenLedger *self, HavenSession *session);
