/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-attention.h"
#include "haven-session.h"

/* "Put off (3)": the lines of Today that somebody put off, folded: who, why and until when, and a way back. Hidden where there is none. */
#define HAVEN_TYPE_PUT_OFF_LIST (haven_put_off_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenPutOffList, haven_put_off_list, HAVEN, PUT_OFF_LIST, AdwBin)

void haven_put_off_list_show (HavenPutOffList *self, const HavenAttention *attention, HavenSession *session);
