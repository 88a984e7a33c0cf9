/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-erasing.h"

/* Inside the store only. The rows of a database, be it the store's own or a copy's */
typedef struct {
  HavenConnection *connection;
  HavenSecret *key;             /* the store's */
} HavenEraser;

/* haven-erasing-rows.c: inside a transaction */
gboolean   haven_eraser_take         (const HavenEraser *self, HavenErased subject, gint64 id, char **ret_counts, char **ret_marks, GError **error);
/* Whoever has one of its marks of these kinds. A copy that has the certificate itself is of after the erasure: who stands there came later,
 * and is left alone. */
#define HAVEN_MARK_KEY 'k'      /* UPN, or e-mail */
#define HAVEN_MARK_NAME 'n'     /* with the date of birth */
#define HAVEN_MARK_NUMBER 'i'   /* the program's own */
#define HAVEN_MARKS_OF_A_COPY "kni"
#define HAVEN_MARKS_OF_A_MERGE "i"
gboolean   haven_eraser_repeat       (const HavenEraser *self, const HavenErasure *erasure, const char *kinds, guint *ret_n, GError **error);
gboolean   haven_erasures_hold       (GPtrArray *erasures, const char *reference);
gboolean   haven_eraser_put          (const HavenEraser *self, const HavenErasure *erasure, GError **error);  /* its certificate, unless it is there */
GPtrArray *haven_eraser_list         (const HavenEraser *self, GError **error);                               /* HavenErasure */
char      *haven_eraser_dup_needles  (const HavenEraser *self, HavenErased subject, gint64 id, GError **error); /* names, a line each; "": nobody */

/* haven-erasures-file.c */
gboolean   haven_erasures_write      (HavenSecret *key, GPtrArray *erasures, const char *folder, GError **error);
GPtrArray *haven_erasures_read       (HavenSecret *key, const char *folder, const char *name);                 /* HavenErasure; empty: none of this store */
gboolean   haven_erasures_hand_on    (const char *from, const char *folder, const char *name, GError **error);   /* folders; none there is fine */
#define HAVEN_ERASURES_OF_BACKUP "erasures-of-backup"    /* in a folder that was restored, until it is opened: from beside the backup, … */
#define HAVEN_ERASURES_OF_STORE "erasures-of-store"      /* … and from the store at hand */

/* Inside a transaction: what was erased in another copy of this store is erased here; ret_erased TRUE where there was any */
gboolean   haven_store_take_erasures (HavenStore *self, HavenStore *theirs, HavenClock clock, gboolean *ret_erased, GError **error);

/* haven-erasing.c: at an opening, by a writer */
gboolean   haven_store_settle_erasures (HavenStore *self, HavenClock clock, GError **error);
