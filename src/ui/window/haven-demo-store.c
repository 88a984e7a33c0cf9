/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-store.h"

#include <glib/gi18n-lib.h>
#include "haven-platform.h"
#include "haven-secret.h"

#define DEMO_PASSPHRASE "invented school"
#define DEMO_SEED 1

struct _HavenDemoStore {
  char *folder;             /* holds the store, and goes with it */
  HavenSession *session;
};

static gboolean
fill (HavenDemoStore *self, HavenDemoSize size, GError **error)
{
  g_autofree char *name = g_strdup (_("Demonstration"));
  const HavenUser user = { name, HAVEN_ROLE_DSL };

  return haven_session_create (self->session, &user, DEMO_PASSPHRASE, HAVEN_STRETCH_TEST, error) &&
         haven_session_fill_demo (self->session, size, DEMO_SEED, error);
}

HavenDemoStore *
haven_demo_store_new (HavenDemoSize size, HavenClock clock, GError **error)
{
  g_autoptr (HavenDemoStore) self = g_new0 (HavenDemoStore, 1);
  g_autofree char *store = NULL;

  self->folder = haven_platform_make_temp_folder (error);
  if (self->folder == NULL)
    return NULL;
  store = g_build_filename (self->folder, "invented-school.haven", NULL);
  self->session = haven_session_new (store, clock);
  return fill (self, size, error) ? g_steal_pointer (&self) : NULL;
}

void
haven_demo_store_free (HavenDemoStore *self)
{
  if (self->session != NULL)
    haven_session_lock (self->session);
  g_clear_object (&self->session);
  if (self->folder != NULL)
    haven_platform_remove_tree (self->folder, NULL);
  g_free (self->folder);
  g_free (self);
}

HavenSession *
haven_demo_store_get_session (HavenDemoStore *self)
{
  return self->session;
}

const char *
haven_demo_store_get_hint (void)
{
  return _("This is the demonstration. Its passphrase is: invented school");
}
