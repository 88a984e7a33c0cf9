/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "haven-day.h"

/* A record is a plain struct whose members are described by a table, so that copying, comparing, storing and printing for a
 * subject access request cannot forget one. Every record begins with gint64 id (0: not stored yet).
 * A record is a draft until it is handed over; after that nobody changes it. */
typedef enum {
  HAVEN_FIELD_TEXT,          /* char *, NULL allowed */
  HAVEN_FIELD_INT,           /* gint64 */
  HAVEN_FIELD_DAY,           /* HavenDay */
  HAVEN_FIELD_FLAG,          /* gboolean */
  HAVEN_FIELD_CODE,          /* int, an enum; stored as its text in codes */
  HAVEN_FIELD_BYTES,         /* GBytes *, NULL allowed */
} HavenFieldType;

typedef struct {
  const char *name;          /* the column's name */
  HavenFieldType type;
  gsize offset;
  const char *const *codes;  /* HAVEN_FIELD_CODE: NULL-terminated, by enum value */
} HavenField;

typedef struct {
  const char *name;          /* the table's name: "suspensions" */
  gsize size;                /* of the struct */
  const HavenField *fields;  /* the id first */
  guint n_fields;
} HavenKind;

gpointer haven_record_new   (const HavenKind *kind);                   /* all empty; days HAVEN_DAY_NONE */
gpointer haven_record_copy  (const HavenKind *kind, gconstpointer record);
void     haven_record_free  (const HavenKind *kind, gpointer record);
gboolean haven_record_equal (const HavenKind *kind, gconstpointer a, gconstpointer b); /* the id apart */
gboolean haven_record_field_equal (const HavenKind *kind, gconstpointer a, gconstpointer b, guint field);
void     haven_record_copy_field  (const HavenKind *kind, gpointer to, gconstpointer from, guint field);
char    *haven_record_dup_field (const HavenKind *kind, gconstpointer record, guint field); /* as text, for people and for hashing */

/* In the header: HAVEN_DECLARE_RECORD (HavenMove, haven_move, HAVEN_KIND_MOVE)
 * In the source: HAVEN_DEFINE_RECORD (HavenMove, haven_move, HAVEN_KIND_MOVE, "moves", fields) */
#define HAVEN_DECLARE_RECORD(Type, prefix, KIND)                                     \
  extern const HavenKind KIND;                                                       \
  Type *prefix##_new  (void);                                                        \
  Type *prefix##_copy (const Type *self);                                            \
  void  prefix##_free (Type *self);                                                  \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_free)

#define HAVEN_DEFINE_RECORD(Type, prefix, KIND, table, field_list)                    \
  const HavenKind KIND = { table, sizeof (Type), field_list, G_N_ELEMENTS (field_list) }; \
  Type *prefix##_new (void) { return haven_record_new (&KIND); }                      \
  Type *prefix##_copy (const Type *self) { return haven_record_copy (&KIND, self); }  \
  void prefix##_free (Type *self) { haven_record_free (&KIND, self); }

#define HAVEN_TEXT(Type, member)         { #member, HAVEN_FIELD_TEXT, G_STRUCT_OFFSET (Type, member), NULL }
#define HAVEN_INT(Type, member)          { #member, HAVEN_FIELD_INT, G_STRUCT_OFFSET (Type, member), NULL }
#define HAVEN_DAY(Type, member)          { #member, HAVEN_FIELD_DAY, G_STRUCT_OFFSET (Type, member), NULL }
#define HAVEN_FLAG(Type, member)         { #member, HAVEN_FIELD_FLAG, G_STRUCT_OFFSET (Type, member), NULL }
#define HAVEN_CODE(Type, member, texts)  { #member, HAVEN_FIELD_CODE, G_STRUCT_OFFSET (Type, member), texts }
#define HAVEN_BYTES(Type, member)        { #member, HAVEN_FIELD_BYTES, G_STRUCT_OFFSET (Type, member), NULL }
