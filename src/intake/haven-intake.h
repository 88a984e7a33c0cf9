/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "haven-clock.h"
#include "haven-import-choices.h"
#include "haven-import.h"
#include "haven-school.h"
#include "haven-store.h"

/* MIS files -> rows -> a staged difference -> one transaction. Of several files the order is that of HavenImportType: pupils, statuses,
 * marks, suspensions, each staged after the one before was applied. */

/* Which kind of file it is, by its columns; INVALID says what is missing where no kind fits. */
gboolean            haven_intake_detect (const char *path, HavenImportType *ret_type, GError **error);

/* A file that is read once and staged for every kind that stands in it. bytes: it was handed in, and path is only its name; else NULL */
typedef struct _HavenIntakeFile HavenIntakeFile;
HavenIntakeFile    *haven_intake_file_open  (const char *path, GBytes *bytes, GCancellable *cancellable, GError **error);
const char         *haven_intake_file_get_name (HavenIntakeFile *self);     /* base name */
void                haven_intake_file_free  (HavenIntakeFile *self);
GArray             *haven_intake_file_kinds (HavenIntakeFile *self, const HavenImportChoices *choices, HavenSchool *school, GError **error);
HavenImportPreview *haven_intake_file_stage (HavenIntakeFile *self, const HavenImportChoices *choices, HavenSchool *school, HavenClock clock,
                                             GCancellable *cancellable, GError **error);

/* How the file writes its days, where some of them prove it: "day-first", "month-first"; NULL where none does, or both are proved */
const char         *haven_intake_file_find_order (HavenIntakeFile *self, const HavenImportChoices *choices, HavenClock clock);

/* All the kinds that stand in one file (a workbook, a CTF, a JSON file may hold several): it is staged once for each. HavenImportType */
GArray             *haven_intake_list_kinds (const char *path, const HavenImportChoices *choices, HavenSchool *school, GError **error);

/* Pure: reads the file, not the store. AUTO detects. What cannot be read becomes a problem of the preview; an error is for a file
 * that cannot be read at all. */
HavenImportPreview *haven_intake_stage (const char *path, HavenImportType type, HavenSchool *school, HavenClock clock,
                                        GCancellable *cancellable, GError **error);

/* The same with what was said of it. What was said of earlier files of the same shape is in the store's settings and stands below that. */
HavenImportPreview *haven_intake_stage_chosen (const char *path, const HavenImportChoices *choices, HavenSchool *school, HavenClock clock,
                                               GCancellable *cancellable, GError **error);

/* The same of a file that is in memory: handed in, and never on the disk in the clear. The preview keeps bytes. */
HavenImportPreview *haven_intake_stage_bytes (const char *file, GBytes *bytes, HavenImportType type, HavenSchool *school, HavenClock clock,
                                              GError **error);
HavenImportPreview *haven_intake_stage_bytes_chosen (const char *file, GBytes *bytes, const HavenImportChoices *choices,
                                                     HavenSchool *school, HavenClock clock, GError **error);

/* The first thing that has to be said before it can be applied; NULL: nothing. apply refuses with it (INVALID). */
char               *haven_intake_dup_open (HavenImportPreview *preview);

/* The school as it would be after the preview was applied: for a dry run of several files. */
HavenSchool        *haven_intake_preview_school (HavenSchool *school, HavenImportPreview *preview);

/* The tables that an import of this type may change, imports among them. */
HavenTables         haven_intake_get_tables (HavenImportType type);

/* On the writer's thread, outside a transaction: all of the file or nothing, with its receipt, its audit line and its undo.
 * CONFLICT where the records changed since the preview was made. */
gboolean            haven_intake_apply (HavenStore *store, HavenImportPreview *preview, HavenClock clock, gint64 *ret_import_id,
                                        GError **error);
