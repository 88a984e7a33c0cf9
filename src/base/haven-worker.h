/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One thread that owns one thing (a connection, curl). Jobs run in the order they were pushed; priority first. */
#define HAVEN_TYPE_WORKER (haven_worker_get_type ())
G_DECLARE_FINAL_TYPE (HavenWorker, haven_worker, HAVEN, WORKER, GObject)

HavenWorker *haven_worker_new        (const char *name);
/* func returns its result through the task, on the worker; the task's callback runs in the context the task was made in. Takes task. */
void         haven_worker_push       (HavenWorker *self, int priority, GTask *task, GTaskThreadFunc func);
gboolean     haven_worker_is_current (HavenWorker *self);              /* for asserts */
void         haven_worker_stop       (HavenWorker *self);              /* refuses new jobs, finishes what is queued, joins */
