/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-day.h"
#include "haven-error.h"
#include "haven-limits.h"

#include <gio/gio.h>

/* What a body of the exchange looks like, as a table: one reader, one writer, one way to free, and the schemas of openapi.yaml are
 * held to the same rows. The reader is strict (a member that is unknown, missing, doubled or out of bounds refuses the whole body);
 * the writer is deterministic, so that the same value is the same bytes and a signature can cover them. */
typedef enum {
  HAVEN_MEMBER_TEXT,         /* char *: one line, most bytes, pattern where there is one */
  HAVEN_MEMBER_PROSE,        /* char *: with line breaks */
  HAVEN_MEMBER_CODE,         /* int: place in codes */
  HAVEN_MEMBER_INT,          /* gint64: least to most */
  HAVEN_MEMBER_FLAG,         /* gboolean */
  HAVEN_MEMBER_DAY,          /* HavenDay: "2026-06-04" */
  HAVEN_MEMBER_TIME,         /* gint64: "2026-06-04T13:05:00Z" */
  HAVEN_MEMBER_BYTES,        /* GBytes *: base64, most bytes */
  HAVEN_MEMBER_OBJECT,       /* a struct of its own */
  HAVEN_MEMBER_LIST,         /* GPtrArray * of structs, most of them */
} HavenMemberType;

typedef struct _HavenShape HavenShape;

typedef struct {
  const char *name;
  HavenMemberType type;
  gsize offset;
  gint64 least;              /* texts, bytes, lists: how long at least */
  gint64 most;
  gboolean optional;         /* absent is NULL, HAVEN_DAY_NONE, -1 */
  const char *pattern;
  const char *const *codes;  /* NULL-terminated */
  const HavenShape *shape;
} HavenMember;

struct _HavenShape {
  const char *name;          /* as in openapi.yaml: "Catalogue" */
  const char *format;        /* "haven-catalogue/1", the first member; NULL inside another */
  gboolean open;             /* members of others are passed over: problem+json only */
  gsize size;
  const HavenMember *members;
  guint n_members;
};

gpointer haven_shape_new   (const HavenShape *shape);                                  /* everything absent */
gpointer haven_shape_copy  (const HavenShape *shape, gconstpointer value);
gpointer haven_shape_parse (const HavenShape *shape, GBytes *bytes, GError **error);   /* at most HAVEN_LIMIT_REPLY_BYTES */
GBytes  *haven_shape_print (const HavenShape *shape, gconstpointer value);
void     haven_shape_free  (const HavenShape *shape, gpointer value);

#define HAVEN_ID_PATTERN "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
#define HAVEN_URN_PATTERN "^[0-9]{6}$"
#define HAVEN_TAG_PATTERN "^[A-Za-z0-9._-]*$"            /* an ETag without its quotes, or a cursor; "" is none yet */
#define HAVEN_CODES_PATTERN "^[a-z][a-z-]*( [a-z][a-z-]*)*$"
#define HAVEN_URL_PATTERN "^https://[!-~]*$"
#define HAVEN_EMAIL_PATTERN "^[^@ ]{1,64}@[A-Za-z0-9.-]{1,190}$"

#define HAVEN_DECLARE_SHAPE(Type, prefix, SHAPE)         \
  extern const HavenShape SHAPE;                         \
  Type   *prefix##_new   (void);                         \
  Type   *prefix##_parse (GBytes *bytes, GError **error); \
  GBytes *prefix##_print (const Type *self);             \
  void    prefix##_free  (Type *self);                   \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_free)

#define HAVEN_DEFINE_SHAPE(Type, prefix, SHAPE, name, format, rows)                              \
  const HavenShape SHAPE = { name, format, FALSE, sizeof (Type), rows, G_N_ELEMENTS (rows) };    \
  HAVEN_DEFINE_SHAPE_FUNCTIONS (Type, prefix, SHAPE)
#define HAVEN_DEFINE_SHAPE_FUNCTIONS(Type, prefix, SHAPE)                                         \
  Type *prefix##_new (void) { return haven_shape_new (&SHAPE); }                                 \
  Type *prefix##_parse (GBytes *bytes, GError **error) { return haven_shape_parse (&SHAPE, bytes, error); } \
  GBytes *prefix##_print (const Type *self) { return haven_shape_print (&SHAPE, self); }          \
  void prefix##_free (Type *self) { haven_shape_free (&SHAPE, self); }

/* The rows of a table: the field of the struct, the member of the object, its bounds */
#define HAVEN_ROW(Type, field, name, kind, least, most, optional, pattern, codes, shape) \
  { name, kind, G_STRUCT_OFFSET (Type, field), least, most, optional, pattern, codes, shape }
#define HAVEN_ROW_TEXT(Type, field, name, least, most, pattern) \
  HAVEN_ROW (Type, field, name, HAVEN_MEMBER_TEXT, least, most, FALSE, pattern, NULL, NULL)
#define HAVEN_ROW_TEXT_OR_NONE(Type, field, name, least, most, pattern) \
  HAVEN_ROW (Type, field, name, HAVEN_MEMBER_TEXT, least, most, TRUE, pattern, NULL, NULL)
#define HAVEN_ROW_PROSE(Type, field, name, most) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_PROSE, 0, most, FALSE, NULL, NULL, NULL)
#define HAVEN_ROW_PROSE_OR_NONE(Type, field, name, most) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_PROSE, 1, most, TRUE, NULL, NULL, NULL)
#define HAVEN_ROW_CODE(Type, field, name, codes) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_CODE, 0, 0, FALSE, NULL, codes, NULL)
#define HAVEN_ROW_INT(Type, field, name, least, most) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_INT, least, most, FALSE, NULL, NULL, NULL)
#define HAVEN_ROW_INT_OR_NONE(Type, field, name, most) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_INT, 0, most, TRUE, NULL, NULL, NULL)
#define HAVEN_ROW_FLAG(Type, field, name) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_FLAG, 0, 0, FALSE, NULL, NULL, NULL)
#define HAVEN_ROW_DAY(Type, field, name) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_DAY, 0, 0, FALSE, NULL, NULL, NULL)
#define HAVEN_ROW_DAY_OR_NONE(Type, field, name) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_DAY, 0, 0, TRUE, NULL, NULL, NULL)
#define HAVEN_ROW_TIME(Type, field, name) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_TIME, 0, 0, FALSE, NULL, NULL, NULL)
#define HAVEN_ROW_BYTES(Type, field, name, least, most) \
  HAVEN_ROW (Type, field, name, HAVEN_MEMBER_BYTES, least, most, FALSE, NULL, NULL, NULL)
#define HAVEN_ROW_BYTES_OR_NONE(Type, field, name, least, most) \
  HAVEN_ROW (Type, field, name, HAVEN_MEMBER_BYTES, least, most, TRUE, NULL, NULL, NULL)
#define HAVEN_ROW_OBJECT(Type, field, name, shape) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_OBJECT, 0, 0, FALSE, NULL, NULL, shape)
#define HAVEN_ROW_OBJECT_OR_NONE(Type, field, name, shape) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_OBJECT, 0, 0, TRUE, NULL, NULL, shape)
#define HAVEN_ROW_LIST(Type, field, name, most, shape) HAVEN_ROW (Type, field, name, HAVEN_MEMBER_LIST, 0, most, FALSE, NULL, NULL, shape)

/* Every shape that travels by itself or is signed, NULL-terminated: for the test that holds openapi.yaml to them */
extern const HavenShape *const HAVEN_SHAPES[];
