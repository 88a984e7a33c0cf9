/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-system-watch.h"

struct _HavenSystemWatch {
  GObject parent_instance;

  HavenSystemEars *ears;
};

G_DEFINE_FINAL_TYPE (HavenSystemWatch, haven_system_watch, G_TYPE_OBJECT)

enum { LEAVE, END, WAKE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
haven_system_watch_dispose (GObject *object)
{
  g_clear_pointer (&HAVEN_SYSTEM_WATCH (object)->ears, haven_system_ears_free);
  G_OBJECT_CLASS (haven_system_watch_parent_class)->dispose (object);
}

static void
haven_system_watch_class_init (HavenSystemWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_system_watch_dispose;
  signals[LEAVE] = g_signal_new ("leave", HAVEN_TYPE_SYSTEM_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[END] = g_signal_new ("end", HAVEN_TYPE_SYSTEM_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WAKE] = g_signal_new ("wake", HAVEN_TYPE_SYSTEM_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
haven_system_watch_init (HavenSystemWatch *self)
{
}

HavenSystemWatch *
haven_system_watch_new (void)
{
  HavenSystemWatch *self = g_object_new (HAVEN_TYPE_SYSTEM_WATCH, NULL);

  self->ears = haven_system_ears_new (self);
  return self;
}

void
haven_system_watch_leave (HavenSystemWatch *self)
{
  g_return_if_fail (HAVEN_IS_SYSTEM_WATCH (self));
  g_signal_emit (self, signals[LEAVE], 0);
}

void
haven_system_watch_end (HavenSystemWatch *self)
{
  g_return_if_fail (HAVEN_IS_SYSTEM_WATCH (self));
  g_signal_emit (self, signals[END], 0);
}

void
haven_system_watch_wake (HavenSystemWatch *self)
{
  g_return_if_fail (HAVEN_IS_SYSTEM_WATCH (self));
  g_signal_emit (self, signals[WAKE], 0);
}
