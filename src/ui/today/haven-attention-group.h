/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-attention.h"
#include "haven-session.h"

/* Now, This week or Coming up: a heading, its rows, and the rest of them when they are many. Property: title. */
#define HAVEN_TYPE_ATTENTION_GROUP (haven_attention_group_get_type ())
G_DECLARE_FINAL_TYPE (HavenAttentionGroup, haven_attention_group, HAVEN, ATTENTION_GROUP, AdwBin)

void haven_attention_group_show (HavenAttentionGroup *self, const HavenAttention *attention, HavenWhen when, HavenSession *session);
void haven_attention_group_show_child (HavenAttentionGroup *self, const HavenAttention *attention, gint64 pupil_id,
                                       HavenSession *session);
