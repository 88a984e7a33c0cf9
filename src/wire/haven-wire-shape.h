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

gpointer haven_shape_parse (const HavenShape *shape, GBytes *bytes, GError **error);   /* at most HAVEN_LIMIT_REPLY_BYTES */
GBytes  *haven_shape_print (const HavenShape *shape, gconstpointer value);
void     haven_shape_free  (const HavenShape *shape, gpointer value);

#define HAVEN_ID_PATTERN "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
#define HAVEN_URN_PATTERN "^[0-9]{6}$"

#define HAVEN_DECLARE_SHAPE(Type, prefix, SHAPE)         \
  extern const HavenShape SHAPE;                         \
  Type   *prefix##_new   (void);                         \
  Type   *prefix##_parse (GBytes *bytes, GError **error); \
  GBytes *prefix##_print (const Type *self);             \
  void    prefix##_free  (Type *self);                   \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_free)

/* Every shape that travels by itself or is signed, NULL-terminated: for the test that holds openapi.yaml to them */
extern const HavenShape *const HAVEN_SHAPES[];
