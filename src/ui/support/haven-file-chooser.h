/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A file or folder of this computer that somebody chooses for a widget. The chooser is modal to the widget's window, there is one at a time, and
 * it goes with its answer, or with the widget. Where nobody chose, nothing is called. */
typedef void (*HavenFileChosen)  (gpointer widget, const char *path);
typedef void (*HavenFilesChosen) (gpointer widget, const char *const *paths);

void haven_file_chooser_open   (gpointer widget, const char *title, HavenFileChosen chosen);
void haven_file_chooser_folder (gpointer widget, const char *title, HavenFileChosen chosen);
void haven_file_chooser_files  (gpointer widget, const char *title, const char *accept, HavenFilesChosen chosen);

/* The files of a GdkFileList that somebody dropped: the same answer without a chooser */
char **haven_file_chooser_dup_dropped (const GValue *files);

/* name: what the file is, and not whom it is about */
void haven_file_chooser_save   (gpointer widget, const char *title, const char *name, HavenFileChosen chosen);
