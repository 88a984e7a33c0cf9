/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keeper.h"

#define DRAFT_KEY "form"
#define KEEPER "haven-keeper"
#define EVERY_SECONDS 5     /* a crash costs no more typing than this */

struct _HavenKeeper {
  GObject parent_instance;

  HavenSession *session;
  HavenKeptForm *form;      /* weak: the one that is open */
  GBytes *untouched;        /* as it opened */
  GBytes *kept;             /* as it was kept last */
  guint timer_id;
  gboolean waits;           /* a draft was kept before the lock */
  gboolean settled;         /* and then it turned out to be saved */
};

G_DEFINE_FINAL_TYPE (HavenKeeper, haven_keeper, G_TYPE_OBJECT)

enum { FOUND, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
is_open (HavenKeeper *self)
{
  return haven_session_get_state (self->session) == HAVEN_SESSION_OPEN;
}

static void
drop (HavenKeeper *self)
{
  g_clear_pointer (&self->kept, g_bytes_unref);
  if (is_open (self))
    haven_session_drop_draft_async (self->session, DRAFT_KEY, NULL, NULL);
}

static void
stop_watching (HavenKeeper *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_weak_pointer (&self->form);
  g_clear_pointer (&self->untouched, g_bytes_unref);
}

static gboolean
is_same (GBytes *one, GBytes *two)
{
  return one != NULL && two != NULL && g_bytes_equal (one, two);
}

/* Of a form that was just opened nothing is kept, unless a lock comes. */
static void
keep (HavenKeeper *self, gboolean untouched_too)
{
  g_autoptr (GBytes) draft = haven_kept_form_dup_draft (self->form);

  if (is_same (draft, self->kept) || (!untouched_too && self->kept == NULL && is_same (draft, self->untouched)))
    return;
  haven_session_keep_draft_async (self->session, DRAFT_KEY, draft, NULL, NULL);
  g_clear_pointer (&self->kept, g_bytes_unref);
  self->kept = g_steal_pointer (&draft);
}

static gboolean
timer_cb (gpointer user_data)
{
  HavenKeeper *self = user_data;

  if (self->form != NULL && is_open (self))
    keep (self, FALSE);
  return G_SOURCE_CONTINUE;
}

/* Saved, or closed by whoever typed it */
static void
form_gone_cb (HavenKeeper *self, GtkWidget *form)
{
  if ((gpointer) form != (gpointer) self->form)
    return;
  stop_watching (self);
  if (self->kept != NULL)
    drop (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenKeeper) self = user_data;
  g_autoptr (GBytes) draft = haven_session_get_draft_finish (HAVEN_SESSION (source), result, NULL);
  GtkWindow *form;

  if (draft == NULL || !is_open (self) || self->form != NULL)
    return;
  form = haven_kept_form_reopen (self->session, draft);
  if (form == NULL) {
    drop (self);
    return;
  }
  self->kept = g_steal_pointer (&draft);
  g_signal_emit (self, signals[FOUND], 0, form);
}

static void
haven_keeper_dispose (GObject *object)
{
  HavenKeeper *self = HAVEN_KEEPER (object);

  stop_watching (self);
  g_clear_pointer (&self->kept, g_bytes_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_keeper_parent_class)->dispose (object);
}

static void
haven_keeper_class_init (HavenKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_keeper_dispose;
  signals[FOUND] = g_signal_new ("found", HAVEN_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_WINDOW);
}

static void
haven_keeper_init (HavenKeeper *self)
{
}

HavenKeeper *
haven_keeper_new (HavenSession *session)
{
  HavenKeeper *self = g_object_new (HAVEN_TYPE_KEEPER, NULL);

  self->session = g_object_ref (session);
  return self;
}

void
haven_keeper_watch (HavenKeeper *self, HavenKeptForm *form)
{
  g_return_if_fail (HAVEN_IS_KEEPER (self));
  stop_watching (self);
  g_set_weak_pointer (&self->form, form);
  g_object_set_data_full (G_OBJECT (form), KEEPER, g_object_ref (self), g_object_unref);
  g_signal_connect_object (form, "destroy", G_CALLBACK (form_gone_cb), self, G_CONNECT_SWAPPED);
  self->untouched = haven_kept_form_dup_draft (form);
  self->timer_id = g_timeout_add_seconds (EVERY_SECONDS, timer_cb, self);
}

void
haven_keeper_keep (HavenKeeper *self)
{
  g_return_if_fail (HAVEN_IS_KEEPER (self));
  if (self->form == NULL || !is_open (self))
    return;
  keep (self, TRUE);
  self->waits = TRUE;
  self->settled = FALSE;
  stop_watching (self);
  g_clear_pointer (&self->kept, g_bytes_unref);
}

void
haven_keeper_find (HavenKeeper *self)
{
  g_return_if_fail (HAVEN_IS_KEEPER (self));
  self->waits = FALSE;
  if (self->settled)
    drop (self);
  else
    haven_session_get_draft_async (self->session, DRAFT_KEY, found_cb, g_object_ref (self));
  self->settled = FALSE;
}

gboolean
haven_keeper_has_draft (HavenKeeper *self)
{
  g_return_val_if_fail (HAVEN_IS_KEEPER (self), FALSE);
  return self->waits && !self->settled;
}

void
haven_keeper_settle (HavenKeptForm *form)
{
  HavenKeeper *self = g_object_get_data (G_OBJECT (form), KEEPER);

  if (self == NULL || (self->form != NULL && self->form != form))
    return;
  self->settled = self->waits;
  self->waits = FALSE;
  if (self->kept != NULL)
    drop (self);
}
