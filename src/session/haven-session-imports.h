/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-import-choices.h"
#include "haven-session.h"

/* More of what importing is: what was said of a file, its mapping as a file, the receipt, and the export that is not needed any more.
 * haven-session.h stages and applies. */

/* While files are looked at and written the session emits, on the main thread and at most once a per cent of each step:
 *   void import-progress (HavenSession *self, guint step, guint percent, gpointer user_data);     step: HavenStep, haven-progress.h */

/* As haven_session_stage_async (), with what was said of the files; finished by haven_session_stage_finish () */
void       haven_session_stage_chosen_async (HavenSession *self, const char *const *paths, const HavenImportChoices *choices,
                                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *haven_session_stage_chosen       (HavenSession *self, const char *const *paths, const HavenImportChoices *choices, GError **error);

/* The same files once more, each with the choices that its preview has by now: what was shown may have been answered. Finished likewise. */
void       haven_session_restage_async      (HavenSession *self, GPtrArray *previews, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *haven_session_restage            (HavenSession *self, GPtrArray *previews, GError **error);

/* The first thing that has to be said before previews can be applied, as a sentence; NULL: nothing. question: NULL where columns are missing */
char      *haven_session_find_open          (GPtrArray *previews, const HavenImportQuestion **ret_question);

/* What a column may be said to be, for a kind of file: its name, and words for people */
typedef struct {
  const char *member;           /* "born"; "" for not used */
  const char *words;
} HavenColumnWords;
GArray    *haven_session_list_members       (HavenImportType type);          /* HavenColumnWords */

/* A mapping of columns and values as a file that schools can hand on; no pupil is in it. Some hundred columns and words are a few kilobytes. */
#define HAVEN_MAPPING_BYTES (1024 * 1024)
GBytes             *haven_session_print_mapping (const HavenImportPreview *preview);
HavenImportChoices *haven_session_read_mapping (GBytes *file, GError **error);
gboolean            haven_session_save_mapping (const HavenImportPreview *preview, const char *path, GError **error);
HavenImportChoices *haven_session_load_mapping (const char *path, GError **error);

/* The receipt of an import as text that a person can file */
char      *haven_session_print_receipt      (HavenSession *self, gint64 import_id);       /* NULL: there is none */

/* The export has done its work: deletes the file that was imported, if it is still that file (CONFLICT), and notes it in the audit */
void       haven_session_delete_export_async  (HavenSession *self, const char *path, const char *digest, GAsyncReadyCallback callback, gpointer user_data);
gboolean   haven_session_delete_export_finish (HavenSession *self, GAsyncResult *result, GError **error);
gboolean   haven_session_delete_export        (HavenSession *self, const char *path, const char *digest, GError **error);
