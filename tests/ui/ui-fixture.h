/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What every test of widgets begins with. FALSE where there is no screen: the test has said that it is skipped. */
gboolean        ui_fixture_start           (int *argc, char ***argv);
GtkApplication *ui_fixture_new_application (void);
void            ui_fixture_settle          (void);     /* whatever waits to be done is done */
