/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

void
haven_about_present (GtkWindow *parent)
{
  GtkWidget *window = adw_about_window_new ();

  g_object_set (window,
                "transient-for", parent,
                "modal", TRUE,
                "application-name", "Haven",
                "application-icon", HAVEN_APP_ID,
                "version", HAVEN_VERSION,
                "developer-name", _("The Haven authors"),
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _("How children with a social worker are doing in school: on this school’s own computer, encrypted, with or "
                              "without a network. "
                              "The Virtual School gets protected totals and bookings, and nothing about one child."),
                NULL);
  adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (window), _("Published figures"),
                                      _("Crown copyright, Department for Education"), GTK_LICENSE_CUSTOM,
                                      _("Contains public sector information licensed under the Open Government Licence v3.0."));
  gtk_window_present (GTK_WINDOW (window));
}
