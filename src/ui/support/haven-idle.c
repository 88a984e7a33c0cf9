/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-idle.h"

#define TICK_SECONDS 5

struct _HavenIdle {
  GObject parent_instance;

  int minutes;
  gint64 touched;           /* monotonic */
  gint64 touched_wall;      /* runs on while the computer sleeps */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (HavenIdle, haven_idle, G_TYPE_OBJECT)

enum { PROP_0, PROP_MINUTES, N_PROPS };
static GParamSpec *properties[N_PROPS];
enum { EXPIRED, TICK, N_SIGNALS };
static guint signals[N_SIGNALS];

gboolean
haven_idle_is_over (int minutes, gint64 untouched)
{
  return untouched >= (gint64) minutes * 60 * G_USEC_PER_SEC;
}

static gboolean
is_over (HavenIdle *self)
{
  return haven_idle_is_over (self->minutes, g_get_monotonic_time () - self->touched)
         || haven_idle_is_over (self->minutes, g_get_real_time () - self->touched_wall);
}

static gboolean
tick_cb (gpointer user_data)
{
  HavenIdle *self = user_data;

  g_signal_emit (self, signals[TICK], 0);
  if (!is_over (self))
    return G_SOURCE_CONTINUE;
  haven_idle_touch (self);
  g_signal_emit (self, signals[EXPIRED], 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
touched_cb (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer user_data)
{
  switch (gdk_event_get_event_type (event)) {
  case GDK_KEY_PRESS:
  case GDK_BUTTON_PRESS:
  case GDK_MOTION_NOTIFY:
  case GDK_SCROLL:
  case GDK_TOUCH_BEGIN:
    haven_idle_touch (user_data);
    break;
  default:
    break;
  }
  return GDK_EVENT_PROPAGATE;
}

static void
haven_idle_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, HAVEN_IDLE (object)->minutes);
}

static void
haven_idle_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HAVEN_IDLE (object)->minutes = g_value_get_int (value);
}

static void
haven_idle_dispose (GObject *object)
{
  g_clear_handle_id (&HAVEN_IDLE (object)->tick_id, g_source_remove);
  G_OBJECT_CLASS (haven_idle_parent_class)->dispose (object);
}

static void
haven_idle_class_init (HavenIdleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = haven_idle_get_property;
  object_class->set_property = haven_idle_set_property;
  object_class->dispose = haven_idle_dispose;
  properties[PROP_MINUTES] = g_param_spec_int ("minutes", NULL, NULL, 1, 180, 5,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[EXPIRED] = g_signal_new ("expired", HAVEN_TYPE_IDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TICK] = g_signal_new ("tick", HAVEN_TYPE_IDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
haven_idle_init (HavenIdle *self)
{
  haven_idle_touch (self);
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

HavenIdle *
haven_idle_new (void)
{
  return g_object_new (HAVEN_TYPE_IDLE, NULL);
}

void
haven_idle_watch (HavenIdle *self, GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  g_return_if_fail (HAVEN_IS_IDLE (self));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (touched_cb), self, 0);
  gtk_widget_add_controller (window, controller);
}

void
haven_idle_touch (HavenIdle *self)
{
  g_return_if_fail (HAVEN_IS_IDLE (self));
  self->touched = g_get_monotonic_time ();
  self->touched_wall = g_get_real_time ();
}
