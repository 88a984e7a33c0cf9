/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* A meeting in preparation: of which kind, where it stands, what figures say as sentences to be edited, who comes and what is brought, an edition
 * for each recipient, and who has which paper. */
#define HAVEN_TYPE_PREPARE_PAGE (haven_prepare_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenPreparePage, haven_prepare_page, HAVEN, PREPARE_PAGE, AdwBin)

GtkWidget *haven_prepare_page_new (HavenSession *session, gint64 pupil_id);
