/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "haven-application.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-secret.h"

int
main (int argc, char **argv)
{
  g_autoptr (HavenApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  setlocale (LC_ALL, "");
  haven_platform_find_texts ();
  haven_platform_start ();
  if (!haven_secret_start (&error)) {
    g_printerr ("haven: %s\n", error->message);
    return EXIT_FAILURE;
  }
  haven_reference_start ();
  application = haven_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status != 0 ? status : haven_application_get_status (application);
}
