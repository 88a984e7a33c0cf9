/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-door.h"

#include <glib/gi18n-lib.h>
#include "haven-create-page.h"
#include "haven-names.h"
#include "haven-platform.h"
#include "haven-unlock-page.h"

struct _HavenDoor {
  AdwBin parent_instance;

  HavenSession *session;
  gboolean expected;

  /* template */
  GtkStack *stack;
  HavenUnlockPage *unlock_page;
  HavenCreatePage *create_page;
  AdwStatusPage *missing;
  AdwStatusPage *network;
};

G_DEFINE_FINAL_TYPE (HavenDoor, haven_door, ADW_TYPE_BIN)

enum { OPENED, CREATED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
opened_cb (HavenDoor *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

static void
created_cb (HavenDoor *self)
{
  g_signal_emit (self, signals[CREATED], 0);
}

static void
describe_place (AdwStatusPage *page, const char *sentence, const char *folder)
{
  g_autofree char *words = g_strdup_printf ("%s\n%s", folder, sentence);
  g_autofree char *safe = g_markup_escape_text (words, -1);

  adw_status_page_set_description (page, safe);
}

static const char *
choose_page (HavenDoor *self)
{
  const char *folder = haven_session_get_folder (self->session);

  if (haven_session_exists (self->session))
    return haven_platform_is_network_path (folder) ? "network" : "unlock";
  return self->expected ? "missing" : "create";
}

static void
haven_door_dispose (GObject *object)
{
  g_clear_object (&HAVEN_DOOR (object)->session);
  G_OBJECT_CLASS (haven_door_parent_class)->dispose (object);
}

static void
haven_door_class_init (HavenDoorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_door_dispose;
  signals[OPENED] = g_signal_new ("opened", HAVEN_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CREATED] = g_signal_new ("created", HAVEN_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HAVEN_TYPE_UNLOCK_PAGE);
  g_type_ensure (HAVEN_TYPE_CREATE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/lock/haven-door.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenDoor, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenDoor, unlock_page);
  gtk_widget_class_bind_template_child (widget_class, HavenDoor, create_page);
  gtk_widget_class_bind_template_child (widget_class, HavenDoor, missing);
  gtk_widget_class_bind_template_child (widget_class, HavenDoor, network);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, created_cb);
  gtk_widget_class_bind_template_callback (widget_class, haven_door_refresh);
  gtk_widget_class_bind_template_callback (widget_class, haven_door_begin);
}

static void
haven_door_init (HavenDoor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_complete (GTK_WIDGET (self));
}

void
haven_door_set_session (HavenDoor *self, HavenSession *session, gboolean expected)
{
  g_return_if_fail (HAVEN_IS_DOOR (self));
  g_set_object (&self->session, session);
  self->expected = expected;
  haven_unlock_page_set_session (self->unlock_page, session);
  haven_create_page_set_session (self->create_page, session);
  describe_place (self->missing, _("No store is there. Perhaps the drive or stick it is on is not connected."),
                  haven_session_get_folder (session));
  describe_place (self->network,
                  _("Over the network it could be damaged while two people use it. Haven opens a copy on this computer instead."),
                  haven_session_get_folder (session));
}

void
haven_door_set_hint (HavenDoor *self, const char *hint)
{
  g_return_if_fail (HAVEN_IS_DOOR (self));
  haven_unlock_page_set_hint (self->unlock_page, hint);
}

void
haven_door_set_inside (HavenDoor *self, const char *school, const char *numbers)
{
  g_return_if_fail (HAVEN_IS_DOOR (self));
  haven_unlock_page_set_inside (self->unlock_page, school, numbers);
}

void
haven_door_refresh (HavenDoor *self)
{
  const char *page = choose_page (self);

  g_return_if_fail (HAVEN_IS_DOOR (self));
  if (g_str_equal (page, "unlock"))
    haven_unlock_page_refresh (self->unlock_page);
  gtk_stack_set_visible_child_name (self->stack, page);
}

void
haven_door_begin (HavenDoor *self)
{
  g_return_if_fail (HAVEN_IS_DOOR (self));
  gtk_stack_set_visible_child_name (self->stack, "create");
}
