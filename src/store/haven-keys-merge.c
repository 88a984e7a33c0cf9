/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keys-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static HavenKeySlot *
find_person (GPtrArray *slots, const HavenKeySlot *like)
{
  for (guint i = 0; i < slots->len; i++) {
    HavenKeySlot *slot = g_ptr_array_index (slots, i);
    if (g_bytes_equal (slot->public_key, like->public_key))
      return slot;
  }
  return NULL;
}

/* ---- what can differ of one person ---- */

static gboolean
has_same_passphrase (const HavenKeySlot *a, const HavenKeySlot *b)
{
  return memcmp (a->salt, b->salt, sizeof a->salt) == 0 && g_bytes_equal (a->wrapped, b->wrapped);
}

static void
take_passphrase (HavenKeySlot *to, const HavenKeySlot *from)
{
  memcpy (to->salt, from->salt, sizeof to->salt);
  g_bytes_unref (to->wrapped);
  to->wrapped = g_bytes_ref (from->wrapped);
  to->flags = from->flags;
}

static void
take_role (HavenKeySlot *to, const HavenKeySlot *from)
{
  to->role = from->role;
  g_bytes_unref (to->grant);
  to->grant = g_bytes_ref (from->grant);
}

static void
take_name (HavenKeySlot *to, const HavenKeySlot *from)
{
  g_free (to->name);
  to->name = g_strdup (from->name);
}

/* In a slot of version 1 all of it is bound together: it is taken whole, or not. */
static void
take_old_slot (HavenKeySlot *to, const HavenKeySlot *from)
{
  take_passphrase (to, from);
  take_role (to, from);
  take_name (to, from);
}

static gboolean
is_old (const HavenKeySlot *slot)
{
  return (slot->flags & HAVEN_SLOT_GRANTED) == 0;
}

/* base NULL: both added the same person, which only a copy of a copy can have */
static void
merge_person (HavenKeySlot *mine, const HavenKeySlot *theirs, const HavenKeySlot *base, gboolean own)
{
  gboolean passphrase_here = base != NULL && !has_same_passphrase (mine, base);
  gboolean passphrase_there = base == NULL || !has_same_passphrase (theirs, base);

  if (is_old (mine) || is_old (theirs)) {
    if (passphrase_there && !(passphrase_here && own))
      take_old_slot (mine, theirs);
    return;
  }
  if (base == NULL || theirs->role != base->role)
    take_role (mine, theirs);
  if (base == NULL || !g_str_equal (theirs->name, base->name))
    take_name (mine, theirs);
  if (passphrase_there && !(passphrase_here && own))
    take_passphrase (mine, theirs);
}

/* ---- who is there ---- */

typedef struct {
  HavenKeys *self;
  HavenKeys *base;
  HavenKeys *theirs;
} Merging;

static gboolean
is_sheet (const HavenKeySlot *slot)
{
  return (slot->flags & HAVEN_SLOT_RECOVERY) != 0;
}

static gboolean
has_other_sheet (GPtrArray *slots, const HavenKeySlot *than)
{
  for (guint i = 0; i < slots->len; i++) {
    const HavenKeySlot *slot = g_ptr_array_index (slots, i);
    if (is_sheet (slot) && !g_bytes_equal (slot->public_key, than->public_key))
      return TRUE;
  }
  return FALSE;
}

/* Removed there; or a sheet, where a newer one was made there */
static gboolean
is_gone (const Merging *merging, const HavenKeySlot *slot)
{
  if (find_person (merging->theirs->slots, slot) != NULL)
    return FALSE;
  return find_person (merging->base->slots, slot) != NULL || (is_sheet (slot) && has_other_sheet (merging->theirs->slots, slot));
}

static void
drop_gone (const Merging *merging)
{
  GPtrArray *slots = merging->self->slots;

  for (guint i = slots->len; i > 0; i--)
    if (is_gone (merging, g_ptr_array_index (slots, i - 1)))
      g_ptr_array_remove_index (slots, i - 1);
}

static void
merge_both (const Merging *merging)
{
  GPtrArray *slots = merging->self->slots;

  for (guint i = 0; i < slots->len; i++) {
    HavenKeySlot *mine = g_ptr_array_index (slots, i);
    const HavenKeySlot *theirs = find_person (merging->theirs->slots, mine);
    if (theirs != NULL)
      merge_person (mine, theirs, find_person (merging->base->slots, mine), mine == merging->self->mine);
  }
}

static gboolean
is_new_there (const Merging *merging, const HavenKeySlot *slot)
{
  return find_person (merging->self->slots, slot) == NULL && find_person (merging->base->slots, slot) == NULL;
}

static void
add_new (const Merging *merging)
{
  GPtrArray *there = merging->theirs->slots;

  for (guint i = 0; i < there->len; i++)
    if (is_new_there (merging, g_ptr_array_index (there, i)))
      g_ptr_array_add (merging->self->slots, haven_key_slot_copy (g_ptr_array_index (there, i)));
}

/* A name opens one slot: of two who were given the same meanwhile one is called by a number too. */
static void
part_names (HavenKeys *self)
{
  for (guint i = 0; i < self->slots->len; i++) {
    HavenKeySlot *slot = g_ptr_array_index (self->slots, i);
    g_autofree char *name = g_strdup (slot->name);
    for (guint n = 2; haven_keys_find_slot (self, slot->name) != slot && !is_old (slot); n++) {
      g_free (slot->name);
      slot->name = g_strdup_printf ("%s %u", name, n);
    }
  }
}

static gboolean
refuse_removed (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("You were removed from the shared store meanwhile, so nothing was merged. Your copy is safe where it is. "
                         "Ask a designated safeguarding lead."));
  return FALSE;
}

static gboolean
refuse_full (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("Together the two have more people than a store can have. Nothing was changed. Remove some first."));
  return FALSE;
}

/* Made by whoever had the store's key, or not at all: a file that was altered in the shared folder lets nobody in. */
static HavenKeys *
read_same (HavenKeys *self, const char *path, GError **error)
{
  g_autoptr(HavenKeys) other = haven_keys_read_file (path, error);

  return other != NULL && haven_keys_check_tag (other, self->store_key, error) ? g_steal_pointer (&other) : NULL;
}

gboolean
haven_keys_merge (HavenKeys *self, const HavenKeysPaths *paths, gboolean *ret_changed, GError **error)
{
  g_autoptr(HavenKeys) base = read_same (self, paths->base, error);
  g_autoptr(HavenKeys) theirs = base != NULL ? read_same (self, paths->theirs, error) : NULL;
  g_autofree char *before = haven_keys_get_tag_context (self);
  g_autofree char *after = NULL;
  const Merging merging = { self, base, theirs };

  if (theirs == NULL)
    return FALSE;
  if (is_gone (&merging, self->mine))
    return refuse_removed (error);
  drop_gone (&merging);
  merge_both (&merging);
  add_new (&merging);
  part_names (self);
  if (self->slots->len > HAVEN_KEYS_MAX_SLOTS)
    return refuse_full (error);
  after = haven_keys_get_tag_context (self);
  *ret_changed = !g_str_equal (before, after);
  return TRUE;
}
