/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-world.h"

#include "haven-backup.h"
#include "haven-snapshot.h"
#include "haven-test-system.h"

#include <string.h>

void
world_init (World *world, const char *folder)
{
  world->folder = g_strdup (folder);
  world->store = g_build_filename (folder, "school.haven", NULL);
  world->home = g_build_filename (folder, "home.haven", NULL);
  world->back = g_build_filename (folder, "back.haven", NULL);
  world->shared = g_build_filename (folder, "shared", NULL);
  world->backup = g_build_filename (folder, "copy.havenbackup", NULL);
}

void
world_clear (World *world)
{
  g_free (world->folder);
  g_free (world->store);
  g_free (world->home);
  g_free (world->back);
  g_free (world->shared);
  g_free (world->backup);
}

/* ---- what is in it ---- */

typedef struct {
  GPtrArray *parts;
  gboolean good;
} Description;

static void
add (Description *self, char *take_part)
{
  g_ptr_array_add (self->parts, take_part);
}

static gboolean
refuse (Description *self, const char *what, GError *error)
{
  g_test_message ("%s: %s", what, error != NULL ? error->message : "not as it should be");
  self->good = FALSE;
  return FALSE;
}

static char *
describe_records (HavenSchool *school)
{
  GString *text = g_string_new (NULL);

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    const HavenKind *kind = haven_table_get_kind (table);
    GPtrArray *records = haven_school_get_table (school, table);
    for (guint i = 0; i < records->len; i++) {
      g_string_append (text, kind->name);
      for (guint field = 0; field < kind->n_fields; field++) {
        g_autofree char *value = haven_record_dup_field (kind, records->pdata[i], field);
        g_string_append_printf (text, "|%s", value != NULL ? value : "-");
      }
      g_string_append_c (text, '\n');
    }
  }
  g_string_append_printf (text, "%u set aside", haven_school_get_n_set_aside (school));
  return g_string_free (text, FALSE);
}

/* That the keys were found ahead of the records is said in the audit, and so is a try before the one that succeeded: neither is another state. */
static char *
describe_audit (HavenStore *store)
{
  g_autoptr(GPtrArray) lines = haven_store_read_audit (store, NULL);
  GString *text = g_string_new ("audit\n");
  g_autofree char *last = NULL;

  for (guint i = 0; i < lines->len; i++) {
    const HavenAuditEntry *line = lines->pdata[i];
    char *told = g_strdup_printf ("%s %s %s\n", line->who, line->action, line->detail != NULL ? line->detail : "-");
    if (!g_str_equal (line->action, "keys-differ") && g_strcmp0 (told, last) != 0)
      g_string_append (text, told);
    g_free (last);
    last = told;
  }
  return g_string_free (text, FALSE);
}

static char *
describe_people (const char *folder, const char *passphrase)
{
  g_autoptr(GPtrArray) people = haven_store_list_people (folder, NULL);
  GString *text = g_string_new ("people\n");

  for (guint i = 0; i < people->len; i++) {
    const HavenStorePerson *person = people->pdata[i];
    g_string_append_printf (text, "%s %d\n", person->name, person->role);
  }
  g_string_append (text, passphrase);
  return g_string_free (text, FALSE);
}

static HavenStore *
open_with_either (const char *folder, const char **ret_passphrase, GError **error)
{
  HavenStore *store = haven_store_open (folder, NAME, PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), error);

  *ret_passphrase = PASSPHRASE;
  if (store != NULL || error == NULL || !g_error_matches (*error, HAVEN_ERROR, HAVEN_ERROR_LOCKED))
    return store;
  g_clear_error (error);
  *ret_passphrase = NEW_PASSPHRASE;
  return haven_store_open (folder, NAME, NEW_PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), error);
}

HavenStore *
world_open (const char *folder, GError **error)
{
  const char *passphrase;

  return open_with_either (folder, &passphrase, error);
}

static void
describe_sound (Description *self, HavenStore *store, gboolean with_audit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenSchool) school = NULL;
  guint n = 0;

  if (!haven_store_check (store, &error) || !haven_store_verify_audit (store, &n, &error)) {
    refuse (self, "check", error);
    return;
  }
  school = haven_store_read_school (store, NULL, HAVEN_ALL_TABLES, &error);
  if (school == NULL) {
    refuse (self, "read", error);
    return;
  }
  add (self, describe_records (school));
  if (with_audit)
    add (self, describe_audit (store));
}

static void
describe_store (Description *self, const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenStore) store = NULL;
  const char *passphrase;

  if (!haven_store_is_there (folder)) {
    add (self, g_strdup ("no store"));
    add (self, g_strdup ("no audit"));
    add (self, g_strdup ("nobody"));
    return;
  }
  store = open_with_either (folder, &passphrase, &error);
  if (store == NULL) {
    refuse (self, folder, error);
    return;
  }
  describe_sound (self, store, TRUE);
  add (self, describe_people (folder, passphrase));
}

static void
describe_restored (Description *self, const char *folder)
{
  g_autoptr(GError) error = NULL;
  const char *passphrase;
  g_autoptr(HavenStore) store = open_with_either (folder, &passphrase, &error);

  if (store == NULL)
    refuse (self, folder, error);
  else
    describe_sound (self, store, FALSE);
}

/* Restored beside the world: what stands in it stays as it is. */
static void
describe_backup (Description *self, World *world, const char *path)
{
  g_autofree char *folder = g_strconcat (world->folder, "-restored", NULL);
  g_autoptr(GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    add (self, g_strdup ("no backup"));
    return;
  }
  if (haven_backup_check (path, &error) && haven_backup_restore (path, NULL, folder, &error))
    describe_restored (self, folder);
  else
    refuse (self, path, error);
  haven_platform_remove_tree (folder, NULL);
}

static void
describe_shared (Description *self, World *world)
{
  g_auto(HavenSnapshotState) state = { 0 };

  if (!haven_snapshot_read_state (world->shared, &state, NULL)) {
    add (self, g_strdup ("nothing shared"));
    add (self, g_strdup ("nobody has it"));
    return;
  }
  add (self, g_strdup ("shared"));         /* how often it was brought back counts the tries */
  add (self, g_strdup (state.holder != NULL ? "somebody has it" : "nobody has it"));   /* who: a note that was cut off does not say */
}

GStrv
world_describe (World *world)
{
  Description self = { g_ptr_array_new_with_free_func (g_free), TRUE };
  g_autofree char *snapshot = g_build_filename (world->shared, "school.havenbackup", NULL);

  describe_store (&self, world->store);
  describe_store (&self, world->home);
  describe_store (&self, world->back);
  describe_backup (&self, world, world->backup);
  describe_backup (&self, world, snapshot);
  describe_shared (&self, world);
  g_ptr_array_add (self.parts, NULL);
  if (!self.good)
    g_clear_pointer (&self.parts, g_ptr_array_unref);
  return self.parts != NULL ? (GStrv) g_ptr_array_free (self.parts, FALSE) : NULL;
}
