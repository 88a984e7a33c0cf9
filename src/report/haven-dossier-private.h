/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-dossier.h"

/* haven-dossier-names.c: what names others */
typedef struct _HavenNames HavenNames;
HavenNames *haven_names_new    (HavenSchool *school, const HavenPupil *pupil);
void        haven_names_free   (HavenNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenNames, haven_names_free)
void        haven_names_mark   (HavenNames *self, HavenHeldField *field);                  /* words of a text */
void        haven_names_mark_all (HavenNames *self, HavenHeldField *field, HavenMark mark); /* each line of it, but the child's own name */
HavenMark   haven_names_guess  (HavenNames *self, const char *name, HavenMark otherwise);

/* haven-dossier-words.c: for people */
const char *haven_held_title   (const char *table);
char       *haven_held_label   (const char *table, const char *column);
char       *haven_held_text    (HavenSchool *school, const HavenKind *kind, gconstpointer record, guint field);
