/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-import-choices.h"

/* What was said of one shape of file, as a small JSON object: for the store's settings, and for a file that schools hand on. Headers and words
 * of a report writer are in it, and what they mean; never a pupil. */
char               *haven_choices_to_json     (const HavenImportChoices *self);
HavenImportChoices *haven_choices_from_json   (const char *text, GError **error);       /* INVALID, TOO_NEW: a sentence */

/* Of a preview: its kind and every column, so that the next file of this shape is read the same whatever Haven learns meanwhile */
HavenImportChoices *haven_choices_of_preview  (const HavenImportPreview *preview);

/* Files of the same header have the same shape, whatever stands below it */
char               *haven_choices_dup_shape   (const char *const *headers, guint n);
char               *haven_choices_dup_setting (const char *shape);                      /* the setting's key */
