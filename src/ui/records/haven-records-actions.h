/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What can be asked of the window about records. parameter: a pupil's number; of erase-staff a person's, of certificate an erasure's. */
void haven_records_open_cb           (GtkWidget *window, const char *name, GVariant *parameter);
void haven_records_print_for_file_cb (GtkWidget *window, const char *name, GVariant *parameter);
void haven_records_note_file_cb      (GtkWidget *window, const char *name, GVariant *parameter);
void haven_records_hold_cb           (GtkWidget *window, const char *name, GVariant *parameter);
void haven_records_keep_on_cb        (GtkWidget *window, const char *name, GVariant *parameter);
void haven_records_erase_cb          (GtkWidget *window, const char *name, GVariant *parameter);
void haven_records_erase_staff_cb    (GtkWidget *window, const char *name, GVariant *parameter);
void haven_records_certificate_cb    (GtkWidget *window, const char *name, GVariant *parameter);
