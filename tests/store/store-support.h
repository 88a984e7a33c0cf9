/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-platform.h"
#include "haven-store.h"

#define NAME "J. Invented"
#define PASSPHRASE "an invented passphrase"
#define NEW_PASSPHRASE "another invented passphrase"

/* A folder for one test, and a store in it; all gone afterwards */
typedef struct {
  char *folder;
  char *path;                              /* of the store */
  HavenStore *store;                       /* NULL where a test does without */
  GRand *chance;
} Fixture;

void         fixture_set_up      (Fixture *fixture, gconstpointer data);
void         fixture_set_up_bare (Fixture *fixture, gconstpointer data);   /* no store yet */
void         fixture_tear_down   (Fixture *fixture, gconstpointer data);

HavenClock   test_clock          (void);
HavenStore  *create_store        (const char *path);
HavenStore  *open_store          (const char *path, HavenStoreMode mode);
void         reopen              (Fixture *fixture);
char        *place               (Fixture *fixture, const char *name);     /* a file of the store */

/* In a process of its own. words: the store, what the work is done with, and how many writes it lives through */
typedef gboolean (*StoreWork) (HavenStore *store, const char *with);
int          work_and_die        (char **words, StoreWork work);

void         begin               (HavenStore *store);
HavenTables  commit              (HavenStore *store);                      /* the tables that changed */

/* A record with something in every field; what it refers to is taken from school, or made of 1, 2, 3 … */
gpointer     invent_record       (GRand *chance, HavenTable table, HavenSchool *school);
void         invent_as_of        (guint schema);     /* G_MAXUINT, as at first: of today */
void         fill_store          (Fixture *fixture, guint n_pupils);       /* every table has rows */
HavenSchool *read_school         (HavenStore *store);
void         assert_same_school  (HavenSchool *a, HavenSchool *b);
gboolean     is_same_school      (HavenSchool *a, HavenSchool *b, HavenTables tables);
HavenPupil  *invent_pupil        (const char *surname, gint64 import_id);
gint64       put                 (HavenStore *store, HavenTable table, gpointer take_record);
HavenImport *invent_receipt      (void);
