/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-store.h"

/* The keys file of a store: a slot a person, in which the passphrase opens the store's key and the person's own key pair.
 * Names and roles can be read without a passphrase; nothing else. Every byte is authenticated:
 *
 *   head     magic "HAVENKEY", version, cost of Argon2id (memory KiB, passes), the store's public sealing key
 *   sealing  the secret part of that, wrapped with the store's key; the head is its context
 *   slots    number of slots; for each: id, role, name, salt, the person's public key, and, wrapped with the stretched passphrase,
 *            the store's key and the person's secret key; the head and the slot's clear part are the context
 *   tag      an empty message wrapped with the store's key; all that stands before it is the context
 */
typedef struct _HavenKeys HavenKeys;

HavenKeys   *haven_keys_new               (const HavenStoreUser *first, HavenStretch cost, GError **error);
/* name NULL: whichever slot opens. NOT_A_STORE, LOCKED, DAMAGED, TOO_NEW */
HavenKeys   *haven_keys_open              (const char *path, const char *name, const char *passphrase, GError **error);
gboolean     haven_keys_save              (HavenKeys *self, const char *path, GError **error);
void         haven_keys_free              (HavenKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenKeys, haven_keys_free)

HavenSecret *haven_keys_get_store_key     (HavenKeys *self);
const char  *haven_keys_get_name          (HavenKeys *self);             /* of whoever opened it */
HavenRole    haven_keys_get_role          (HavenKeys *self);
GPtrArray   *haven_keys_list              (const char *path, GError **error); /* HavenStorePerson */

/* Each writes the file that was opened or saved, or changes nothing. */
gboolean     haven_keys_add               (HavenKeys *self, const HavenStoreUser *user, GError **error);
gboolean     haven_keys_remove            (HavenKeys *self, const char *name, GError **error);   /* not oneself, not the last lead */
gboolean     haven_keys_change_passphrase (HavenKeys *self, const char *before, const char *after, GError **error); /* one's own */

/* What anyone sealed for the store (handed-in files), and what was sealed for the person who opened it */
GBytes      *haven_keys_get_sealing_key   (HavenKeys *self);
GBytes      *haven_keys_open_for_store    (HavenKeys *self, GBytes *sealed, GError **error);
GBytes      *haven_keys_get_own_key       (HavenKeys *self);
GBytes      *haven_keys_open_for_me       (HavenKeys *self, GBytes *sealed, GError **error);
