/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keyring.h"

#include "haven-error.h"

#include <gio/gio.h>
#include <string.h>

#ifdef G_OS_WIN32

/* Against the system's own credentials, which end with the log-in */
static void
test_there_and_back (void)
{
  g_autoptr (HavenSecret) secret = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr (HavenSecret) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_keyring_drop ("haven-test", NULL));
  g_assert_null (haven_keyring_find ("haven-test", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  g_assert_true (haven_keyring_keep ("haven-test", secret, NULL));
  found = haven_keyring_find ("haven-test", NULL);
  g_assert_cmpmem (haven_secret_peek (found), HAVEN_KEY_BYTES, haven_secret_peek (secret), HAVEN_KEY_BYTES);
  g_assert_true (haven_keyring_drop ("haven-test", NULL));
  g_assert_null (haven_keyring_find ("haven-test", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  g_test_add_func ("/base/C3/there-and-back", test_there_and_back);
  return g_test_run ();
}

#else

/* Against a Secret Service of the test's own, on a bus of its own: the few calls that are used, in clear ("plain"). */

#define SERVICE "org.freedesktop.secrets"
#define ROOT "/org/freedesktop/secrets"
#define SESSION ROOT "/session/1"
#define ITEM ROOT "/collection/session/1"

static const char interfaces[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  " <method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/><arg type='v' direction='out'/>"
  "<arg type='o' direction='out'/></method>"
  " <method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  " <method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "<arg type='a{o(oayays)}' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  " <method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
  "<arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  " <method name='Delete'><arg type='o' direction='out'/></method>"
  "</interface>"
  "</node>";

typedef struct {
  GTestDBus *bus;
  GThread *thread;
  GMainLoop *loop;
  GDBusNodeInfo *info;
  gboolean ready;
  char *id;                     /* of the one item; NULL: there is none */
  char *collection;             /* where it was put */
  GBytes *value;
} Desktop;

static gboolean
is_asked_for (Desktop *desktop, GVariant *attributes)
{
  const char *id = NULL;

  return desktop->id != NULL && g_variant_lookup (attributes, "id", "&s", &id) && g_str_equal (id, desktop->id);
}

static void
open_session (GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *algorithm;

  g_variant_get (parameters, "(&sv)", &algorithm, NULL);
  if (g_str_equal (algorithm, "plain"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(vo)", g_variant_new_string (""), SESSION));
  else
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.NotSupported", "only plain");
}

static void
search (Desktop *desktop, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) attributes = g_variant_get_child_value (parameters, 0);
  const char *found[] = { ITEM, NULL }, *none[] = { NULL };

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^ao^ao)", is_asked_for (desktop, attributes) ? found : none, none));
}

static GVariant *
make_secret (Desktop *desktop)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (desktop->value, &size);

  return g_variant_new ("(o@ay@ays)", SESSION, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, size, 1), "text/plain");
}

static void
get_secrets (Desktop *desktop, GDBusMethodInvocation *invocation)
{
  GVariantBuilder secrets;

  g_variant_builder_init (&secrets, G_VARIANT_TYPE ("a{o(oayays)}"));
  if (desktop->value != NULL)
    g_variant_builder_add (&secrets, "{o@(oayays)}", ITEM, make_secret (desktop));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{o(oayays)})", &secrets));
}

static void
create_item (Desktop *desktop, const char *path, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr (GVariant) secret = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) value = g_variant_get_child_value (secret, 2);
  g_autoptr (GVariant) attributes = g_variant_lookup_value (properties, "org.freedesktop.Secret.Item.Attributes", NULL);
  const char *id;

  g_assert_true (g_variant_lookup (attributes, "id", "&s", &id));
  desktop->id = g_strdup (id);
  desktop->collection = g_strdup (path);
  desktop->value = g_bytes_new (g_variant_get_data (value), g_variant_get_size (value));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", ITEM, "/"));
}

static void
forget (Desktop *desktop)
{
  g_clear_pointer (&desktop->id, g_free);
  g_clear_pointer (&desktop->collection, g_free);
  g_clear_pointer (&desktop->value, g_bytes_unref);
}

static void
call_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
         GDBusMethodInvocation *invocation, gpointer user_data)
{
  Desktop *desktop = user_data;

  if (g_str_equal (method, "OpenSession"))
    open_session (parameters, invocation);
  else if (g_str_equal (method, "SearchItems"))
    search (desktop, parameters, invocation);
  else if (g_str_equal (method, "GetSecrets"))
    get_secrets (desktop, invocation);
  else if (g_str_equal (method, "CreateItem"))
    create_item (desktop, path, parameters, invocation);
  else {
    forget (desktop);
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
  }
}

static void
offer (GDBusConnection *connection, Desktop *desktop, const char *path, guint interface)
{
  static const GDBusInterfaceVTable calls = { call_cb, NULL, NULL, { NULL } };

  guint number = g_dbus_connection_register_object (connection, path, desktop->info->interfaces[interface], &calls, desktop, NULL, NULL);

  g_assert_cmpuint (number, >, 0);
}

static void
named_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  g_atomic_int_set (&((Desktop *) user_data)->ready, TRUE);
}

/* A thread of its own, as it would be a program of its own */
static gpointer
serve (gpointer data)
{
  Desktop *desktop = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GDBusConnection) connection = NULL;
  guint name;

  g_main_context_push_thread_default (context);
  desktop->loop = g_main_loop_new (context, FALSE);
  connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (desktop->bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
  offer (connection, desktop, ROOT, 0);
  offer (connection, desktop, ROOT "/aliases/session", 1);
  offer (connection, desktop, ITEM, 2);
  name = g_bus_own_name_on_connection (connection, SERVICE, 0, named_cb, NULL, desktop, NULL);
  g_main_loop_run (desktop->loop);
  g_bus_unown_name (name);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static Desktop the_desktop;

/* One for all tests: the library keeps its connection. */
static void
start_desktop (Desktop *desktop)
{
  g_assert_true (haven_secret_start (NULL));
  desktop->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (desktop->bus);
  desktop->info = g_dbus_node_info_new_for_xml (interfaces, NULL);
  desktop->thread = g_thread_new ("desktop", serve, desktop);
  while (!g_atomic_int_get (&desktop->ready))
    g_thread_yield ();
}

static void
test_keep (void)
{
  Desktop *desktop = &the_desktop;
  g_autoptr (HavenSecret) secret = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr (HavenSecret) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_keyring_find ("one", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  g_assert_true (haven_keyring_keep ("one", secret, NULL));
  g_assert_true (g_str_has_suffix (desktop->collection, "/session"));   /* it ends with the log-in */
  found = haven_keyring_find ("one", NULL);
  g_assert_cmpmem (haven_secret_peek (found), HAVEN_KEY_BYTES, haven_secret_peek (secret), HAVEN_KEY_BYTES);
  g_assert_null (haven_keyring_find ("another", NULL));
  forget (desktop);
}

static void
test_drop (void)
{
  g_autoptr (HavenSecret) secret = haven_secret_new_random (HAVEN_KEY_BYTES);

  g_assert_true (haven_keyring_drop ("one", NULL));
  g_assert_true (haven_keyring_keep ("one", secret, NULL));
  g_assert_true (haven_keyring_drop ("one", NULL));
  g_assert_null (haven_keyring_find ("one", NULL));
}

static void
test_altered (void)
{
  Desktop *desktop = &the_desktop;
  g_autoptr (HavenSecret) secret = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_keyring_keep ("one", secret, NULL));
  g_bytes_unref (desktop->value);
  desktop->value = g_bytes_new_static ("short", 5);
  g_assert_null (haven_keyring_find ("one", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  forget (desktop);
}

static void
test_none (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_keyring_find ("one", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!haven_keyring_is_there ()) {
    g_test_add_func ("/base/C3/none", test_none);
    return g_test_run ();
  }
  start_desktop (&the_desktop);
  g_test_add_func ("/base/C3/keep", test_keep);
  g_test_add_func ("/base/C3/drop", test_drop);
  g_test_add_func ("/base/C3/altered", test_altered);
  return g_test_run ();                    /* the bus ends with this process */
}

#endif
