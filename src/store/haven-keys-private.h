/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-keys.h"

#include <sodium.h>

#define HAVEN_KEYS_MAX_SLOTS 200
#define HAVEN_KEYS_OWN_SECRET_BYTES crypto_box_SECRETKEYBYTES

typedef struct {
  guint32 id;
  HavenRole role;
  char *name;
  guint8 salt[HAVEN_SALT_BYTES];
  GBytes *public_key;
  GBytes *wrapped;                         /* the store's key and the person's secret key */
} HavenKeySlot;

struct _HavenKeys {
  char *path;                              /* where it was opened or saved; NULL: not yet */
  HavenStretch cost;
  GBytes *sealing_key;                     /* public */
  GBytes *wrapped_sealing;
  GPtrArray *slots;
  GBytes *tag;                             /* as read; written afresh at each save */

  HavenKeySlot *mine;                              /* one of slots; NULL until a slot was opened */
  HavenSecret *store_key;
  HavenSecret *own_secret;
};

/* haven-keys-file.c: the layout of the file, and the contexts that what is wrapped is bound to */
HavenKeys *haven_keys_new_empty           (void);
void       haven_key_slot_free            (HavenKeySlot *slot);
HavenKeys *haven_keys_read_file           (const char *path, GError **error);   /* still locked */
gboolean   haven_keys_write_file          (HavenKeys *self, GError **error);
char      *haven_keys_get_sealing_context (HavenKeys *self);
char      *haven_keys_get_slot_context    (HavenKeys *self, const HavenKeySlot *slot);
char      *haven_keys_get_tag_context     (HavenKeys *self);
gboolean   haven_keys_refuse              (GError **error, HavenErrorCode code); /* always FALSE */
