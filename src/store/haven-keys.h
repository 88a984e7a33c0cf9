/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-store.h"

/* The keys file of a store: a slot a person, in which the passphrase opens the store's key and the person's own key pair.
 * Names and roles can be read without a passphrase; nothing else. Every byte is authenticated:
 *
 *   head     magic "HAVENKEY", version, cost of Argon2id (memory KiB, passes), the store's public sealing key
 *   sealing  the secret part of that, wrapped with the store's key; the head is its context
 *   slots    number of slots; for each: id, role, flags, name, salt, the person's public key; wrapped with the stretched passphrase
 *            the person's secret key, with head, id, salt and public key as the context; and the store's key, sealed to the person
 *            (nothing for who only hands files in)
 *   tag      an empty message wrapped with the store's key; all that stands before it is the context
 *
 * Version 1 wrapped the store's key with the person's, and bound role and name to the passphrase: such slots open for ever.
 */
typedef struct _HavenKeys HavenKeys;

HavenKeys   *haven_keys_new               (const HavenStoreUser *first, HavenStretch cost, GError **error);
/* name NULL: whichever slot opens. NOT_A_STORE, LOCKED, DAMAGED, TOO_NEW */
HavenKeys   *haven_keys_open              (const char *path, const char *name, const char *passphrase, GError **error);
/* What opens it beside the passphrase: the person's own secret, wrapped with another. Of this person's slot as it is; REFUSED: one of version 1. */
GBytes      *haven_keys_wrap_own          (HavenKeys *self, HavenSecret *with, GError **error);
HavenKeys   *haven_keys_open_with         (const char *path, GBytes *public_key, GBytes *wrapped, HavenSecret *with, GError **error);
gboolean     haven_keys_save              (HavenKeys *self, const char *path, GError **error);
void         haven_keys_free              (HavenKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenKeys, haven_keys_free)

HavenSecret *haven_keys_get_store_key     (HavenKeys *self);             /* NULL: this person may not read */
HavenStretch haven_keys_get_cost          (HavenKeys *self);
const char  *haven_keys_get_name          (HavenKeys *self);             /* of whoever opened it */
HavenRole    haven_keys_get_role          (HavenKeys *self);
char        *haven_keys_dup_digest        (HavenKeys *self);             /* of all that a change of people alters */
GPtrArray   *haven_keys_list              (const char *path, GError **error); /* HavenStorePerson */
GPtrArray   *haven_keys_list_public       (HavenKeys *self);             /* GBytes: everybody's public key */
GPtrArray   *haven_keys_list_leads        (HavenKeys *self);             /* of those whom restricted entries are for */
gboolean     haven_keys_has_lead          (HavenKeys *self);             /* a DSL or deputy, sheets apart */

/* Each writes the file that was opened or saved, or changes nothing. Between begin and end it is written only when asked for. */
gboolean     haven_keys_add               (HavenKeys *self, const HavenStoreUser *user, GError **error);
gboolean     haven_keys_remove            (HavenKeys *self, const char *name, GError **error);   /* not oneself, not the last lead */
gboolean     haven_keys_change_passphrase (HavenKeys *self, const char *before, const char *after, GError **error); /* one's own */
gboolean     haven_keys_confirm           (HavenKeys *self, const char *passphrase, GError **error);  /* is it the one of who opened it? LOCKED */
gboolean     haven_keys_change_role       (HavenKeys *self, const char *name, HavenRole role, GError **error); /* as remove */
gboolean     haven_keys_rename            (HavenKeys *self, const char *name, const char *new_name, GError **error);
gboolean     haven_keys_set_recovery      (HavenKeys *self, const char *code, GError **error);   /* in place of the sheet before */
void         haven_keys_begin             (HavenKeys *self);
gboolean     haven_keys_write             (HavenKeys *self, GError **error);
void         haven_keys_end               (HavenKeys *self);
/* In memory, and in the file where it was written. Where the disk does not take it back, both stay new, and error says that instead. */
void         haven_keys_rollback          (HavenKeys *self, GError **error);

/* Two files that came from one: whoever either side added can open it, and whoever either removed cannot; where both altered the same of a
 * person, the shared one's word counts, and for one's own passphrase this one's. Held between begin and end. The files are read locked. */
typedef struct {
  const char *base;
  const char *theirs;
} HavenKeysPaths;
gboolean     haven_keys_merge             (HavenKeys *self, const HavenKeysPaths *paths, gboolean *ret_changed, GError **error); /* REFUSED: removed there oneself */

/* What anyone sealed for the store (handed-in files), and what was sealed for the person who opened it */
GBytes      *haven_keys_get_sealing_key   (HavenKeys *self);
GBytes      *haven_keys_open_for_store    (HavenKeys *self, GBytes *sealed, GError **error);
GBytes      *haven_keys_get_own_key       (HavenKeys *self);
HavenSecret *haven_keys_get_own_secret    (HavenKeys *self);
GBytes      *haven_keys_open_for_me       (HavenKeys *self, GBytes *sealed, GError **error);
