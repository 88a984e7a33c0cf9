/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-keys.h"

#include <sodium.h>

#define HAVEN_KEYS_MAX_SLOTS 200
#define HAVEN_KEYS_OWN_SECRET_BYTES crypto_box_SECRETKEYBYTES

typedef enum {
  HAVEN_SLOT_GRANTED = 1 << 0,             /* the store's key is sealed to the person's; without it the slot is of version 1 */
  HAVEN_SLOT_RECOVERY = 1 << 1,            /* the sheet in the school's safe */
} HavenSlotFlags;

typedef struct {
  guint32 id;
  HavenRole role;
  HavenSlotFlags flags;
  char *name;
  guint8 salt[HAVEN_SALT_BYTES];
  GBytes *public_key;
  GBytes *wrapped;                         /* the person's secret key; in a slot of version 1 the store's key before it */
  GBytes *grant;                           /* the store's key, sealed; empty for who may not read */
} HavenKeySlot;

struct _HavenKeys {
  char *path;                              /* where it was opened or saved; NULL: not yet */
  guint version;                           /* as read; what is written is of the newest */
  HavenStretch cost;
  GBytes *sealing_key;                     /* public */
  GBytes *wrapped_sealing;
  GPtrArray *slots;
  GBytes *tag;                             /* as read; written afresh at each save */

  HavenKeySlot *mine;                      /* one of slots; NULL until a slot was opened */
  HavenSecret *store_key;                  /* NULL for who may not read */
  HavenSecret *own_secret;

  GPtrArray *slots_before;                 /* between begin and end */
  GBytes *file_before;                     /* the same of the file, once it was written; else NULL */
};

/* haven-keys-file.c: the layout of the file, and the contexts that what is wrapped is bound to */
HavenKeys *haven_keys_new_empty           (void);
void       haven_key_slot_free            (HavenKeySlot *slot);
HavenKeySlot *haven_key_slot_copy         (const HavenKeySlot *slot);
GBytes    *haven_keys_read_bytes          (const char *path, GError **error);
HavenKeys *haven_keys_read_file           (const char *path, GError **error);   /* still locked */
gboolean   haven_keys_write_file          (HavenKeys *self, GError **error);
char      *haven_keys_get_sealing_context (HavenKeys *self);
char      *haven_keys_get_slot_context    (HavenKeys *self, const HavenKeySlot *slot);
char      *haven_keys_get_tag_context     (HavenKeys *self);
gboolean   haven_keys_refuse              (GError **error, HavenErrorCode code); /* always FALSE */

/* haven-keys.c */
HavenKeySlot *haven_keys_find_slot        (HavenKeys *self, const char *name);
gboolean   haven_keys_check_tag           (HavenKeys *self, HavenSecret *store_key, GError **error);   /* DAMAGED */
GBytes    *haven_keys_unwrap_slot         (HavenKeys *self, const HavenKeySlot *slot, const char *passphrase, GError **error);

/* haven-keys-people.c */
HavenKeySlot *haven_keys_add_slot         (HavenKeys *self, const HavenStoreUser *user, HavenSlotFlags flags, HavenSecret **ret_own_secret,
                                           GError **error);
gboolean   haven_keys_check_user          (HavenKeys *self, const HavenStoreUser *user, GError **error);
