/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Letters and notices: a template with the facts filled in, changed as it needs, looked at, printed and saved. Of a suspension: who is told without
 * delay, and who was (practice 13). The school's own templates are written here too. */
#define HAVEN_TYPE_LETTERS_PAGE (haven_letters_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenLettersPage, haven_letters_page, HAVEN, LETTERS_PAGE, AdwBin)

GtkWidget *haven_letters_page_new (HavenSession *session, gint64 pupil_id);    /* 0: to be chosen there */
