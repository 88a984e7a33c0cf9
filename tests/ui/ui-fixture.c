/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-fixture.h"

#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-ui-resources.h"

gboolean
ui_fixture_start (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return FALSE;
  }
  adw_init ();
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  g_resources_register (haven_ui_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/uk/org/haven/Haven/icons");
  return TRUE;
}

GtkApplication *
ui_fixture_new_application (void)
{
  GtkApplication *application = GTK_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  return application;
}

void
ui_fixture_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
