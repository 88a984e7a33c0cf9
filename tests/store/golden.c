/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "golden.h"

static void
add_people (HavenStore *store)
{
  const HavenStoreUser teacher = { GOLDEN_TEACHER, HAVEN_ROLE_DT, "the teacher's passphrase" };
  const HavenStoreUser officer = { GOLDEN_OFFICER, HAVEN_ROLE_ATTENDANCE, "the officer's passphrase" };

  g_assert_true (haven_store_add_user (store, &teacher, test_clock (), NULL));
  g_assert_true (haven_store_add_user (store, &officer, test_clock (), NULL));
}

void
golden_make (const char *folder)
{
  Fixture fixture = { .path = (char *) folder };

  fixture.store = create_store (folder);
  fixture.chance = g_rand_new_with_seed (GOLDEN_SEED);
  add_people (fixture.store);
  fill_store (&fixture, GOLDEN_PUPILS);
  begin (fixture.store);
  g_assert_true (haven_store_add_audit (fixture.store, test_clock (), "golden", 0, NULL, NULL));
  commit (fixture.store);
  haven_store_close (fixture.store);
  g_rand_free (fixture.chance);
}
