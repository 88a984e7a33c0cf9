/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"
#include "haven-error.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-session.h"

/* An open session on an empty store in a folder of its own. */
typedef struct {
  char *parent;
  char *folder;
  HavenSession *session;
} Fixture;

#define PASSPHRASE "correct horse battery staple"
#define TODAY haven_day_new (2026, 3, 18)

void    fixture_set_up    (Fixture *fixture, gconstpointer data);
void    fixture_tear_down (Fixture *fixture, gconstpointer data);
gint64  fixture_add_pupil (Fixture *fixture, const char *upn, const char *surname);
#define fixture_add(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
