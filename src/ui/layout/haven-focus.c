/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-focus.h"

#define BEFORE "haven-focus-before"

static GtkWidget *
get_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

gboolean
haven_focus_is_in (GtkWidget *part)
{
  GtkWidget *focus = get_focus (part);

  return focus != NULL && (focus == part || gtk_widget_is_ancestor (focus, part));
}

static gboolean
try_enter (GtkWidget *page)
{
  return (gtk_widget_grab_focus (page) && get_focus (page) != page) || gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/* A page that holds the focus itself waits for something to give it to. */
static gboolean
waiting_cb (GtkWidget *page, GdkFrameClock *clock, gpointer user_data)
{
  gboolean held = get_focus (page) == page;

  if (held && gtk_widget_get_mapped (page) && !gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
    return G_SOURCE_CONTINUE;
  gtk_widget_set_focusable (page, FALSE);
  return G_SOURCE_REMOVE;
}

void
haven_focus_enter (GtkWidget *page)
{
  if (!gtk_widget_get_mapped (page) || haven_focus_is_in (page) || try_enter (page))
    return;
  gtk_widget_set_focusable (page, TRUE);
  gtk_root_set_focus (gtk_widget_get_root (page), page);
  gtk_widget_add_tick_callback (page, waiting_cb, NULL, NULL);
}

/* ---- parts of the window ---- */

static void
forget (GWeakRef *before)
{
  g_weak_ref_clear (before);
  g_free (before);
}

static void
remember (GtkWidget *part)
{
  GWeakRef *before = g_new0 (GWeakRef, 1);

  g_weak_ref_init (before, get_focus (part));
  g_object_set_data_full (G_OBJECT (part), BEFORE, before, (GDestroyNotify) forget);
}

static gboolean
come_back (GtkWidget *part)
{
  GWeakRef *before = g_object_get_data (G_OBJECT (part), BEFORE);
  g_autoptr (GtkWidget) widget = before != NULL ? g_weak_ref_get (before) : NULL;

  return widget != NULL && gtk_widget_is_ancestor (widget, part) && gtk_widget_get_mapped (widget) && gtk_widget_grab_focus (widget);
}

static gboolean
take (GtkWidget *part)
{
  return gtk_widget_get_mapped (part) && (come_back (part) || try_enter (part));
}

void
haven_focus_go_on (GtkWidget *const *parts, guint n_parts, gboolean backward)
{
  guint here = n_parts - 1;         /* nowhere: the first is next */

  for (guint i = 0; i < n_parts; i++)
    if (haven_focus_is_in (parts[i]))
      here = i;
  if (haven_focus_is_in (parts[here]))
    remember (parts[here]);
  for (guint step = 1; step < n_parts; step++)
    if (take (parts[(here + (backward ? n_parts - step : step)) % n_parts]))
      return;
}
