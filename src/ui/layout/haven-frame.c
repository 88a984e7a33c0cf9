/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-frame.h"
#include "haven-focus.h"
#include "haven-from-start.h"
#include "haven-text-scale.h"

struct _HavenFrame {
  GtkWidget parent_instance;

  /* owned, as children */
  GtkWidget *sidebar;
  GtkWidget *content;

  int fold_below;
  gboolean folded;
  gboolean open;
  guint tell_id;            /* folding is told after the allocation that found it: who listens may ask for a new size */
};

G_DEFINE_FINAL_TYPE (HavenFrame, haven_frame, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_SIDEBAR, PROP_CONTENT, PROP_FOLD_BELOW, PROP_FOLDED, PROP_OPEN, N_PROPS };
static GParamSpec *properties[N_PROPS];

static gboolean
tell_folded_cb (gpointer user_data)
{
  HavenFrame *self = user_data;

  self->tell_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  return G_SOURCE_REMOVE;
}

static void
update_folded (HavenFrame *self, int width)
{
  gboolean folded = width < self->fold_below * haven_text_scale (GTK_WIDGET (self));

  if (folded == self->folded)
    return;
  self->folded = folded;
  if (self->tell_id == 0)
    self->tell_id = g_idle_add (tell_folded_cb, self);
}

static gboolean
shows_sidebar (HavenFrame *self)
{
  return self->sidebar != NULL && (!self->folded || self->open);
}

static int
natural_sidebar (HavenFrame *self)
{
  int natural = 0;

  if (self->sidebar != NULL)
    gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
close_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  HavenFrame *self = user_data;

  if (self->folded && self->open && x > natural_sidebar (self))
    haven_frame_set_open (self, FALSE);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HavenFrame *self = HAVEN_FRAME (widget);

  if (!self->folded || !self->open)
    return FALSE;
  haven_frame_set_open (self, FALSE);
  return TRUE;
}

static GtkSizeRequestMode
haven_frame_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* Narrow enough for the content alone; the sidebar is counted only where there is plenty. */
static void
haven_frame_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  HavenFrame *self = HAVEN_FRAME (widget);
  int content_min = 0, content_nat = 0, sidebar_min = 0, sidebar_nat = 0;

  if (self->content != NULL)
    gtk_widget_measure (self->content, orientation, -1, &content_min, &content_nat, NULL, NULL);
  if (self->sidebar != NULL)
    gtk_widget_measure (self->sidebar, orientation, -1, &sidebar_min, &sidebar_nat, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (content_min, sidebar_min);
    *natural = content_nat + sidebar_nat;
  } else {
    *minimum = MAX (content_min, sidebar_min);
    *natural = MAX (content_nat, sidebar_nat);
  }
}

static void
haven_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HavenFrame *self = HAVEN_FRAME (widget);
  int side, beside;

  update_folded (self, width);
  side = MIN (natural_sidebar (self), width);
  beside = self->folded ? 0 : side;
  if (self->sidebar != NULL) {
    gtk_widget_set_child_visible (self->sidebar, shows_sidebar (self));
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->sidebar), GTK_ACCESSIBLE_STATE_HIDDEN, !shows_sidebar (self), -1);
    haven_from_start_allocate (self->sidebar, width, (GtkAllocation) { 0, 0, side, height });
  }
  if (self->content != NULL) {
    gtk_widget_set_can_target (self->content, !(self->folded && self->open));
    haven_from_start_allocate (self->content, width, (GtkAllocation) { beside, 0, width - beside, height });
  }
}

/* The sidebar comes first for reading and Tab, but is drawn last, because it may lie over the content. */
static void
haven_frame_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HavenFrame *self = HAVEN_FRAME (widget);
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  if (self->content != NULL)
    gtk_widget_snapshot_child (widget, self->content, snapshot);
  if (self->folded && self->open)
    gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, .35f }, &all);
  if (shows_sidebar (self))
    gtk_widget_snapshot_child (widget, self->sidebar, snapshot);
}

static void
replace_child (HavenFrame *self, GtkWidget **place, GtkWidget *child, GtkWidget *after)
{
  if (*place == child)
    return;
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child != NULL)
    gtk_widget_insert_after (child, GTK_WIDGET (self), after);
}

static void
haven_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HavenFrame *self = HAVEN_FRAME (object);

  switch (id) {
  case PROP_SIDEBAR: g_value_set_object (value, self->sidebar); break;
  case PROP_CONTENT: g_value_set_object (value, self->content); break;
  case PROP_FOLD_BELOW: g_value_set_int (value, self->fold_below); break;
  case PROP_FOLDED: g_value_set_boolean (value, self->folded); break;
  case PROP_OPEN: g_value_set_boolean (value, self->open); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
haven_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HavenFrame *self = HAVEN_FRAME (object);

  switch (id) {
  case PROP_SIDEBAR: replace_child (self, &self->sidebar, g_value_get_object (value), NULL); break;
  case PROP_CONTENT: replace_child (self, &self->content, g_value_get_object (value), self->sidebar); break;
  case PROP_FOLD_BELOW: self->fold_below = g_value_get_int (value); break;
  case PROP_OPEN: haven_frame_set_open (self, g_value_get_boolean (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
haven_frame_dispose (GObject *object)
{
  HavenFrame *self = HAVEN_FRAME (object);

  g_clear_handle_id (&self->tell_id, g_source_remove);
  g_clear_pointer (&self->sidebar, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (haven_frame_parent_class)->dispose (object);
}

static void
haven_frame_class_init (HavenFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS;

  object_class->get_property = haven_frame_get_property;
  object_class->set_property = haven_frame_set_property;
  object_class->dispose = haven_frame_dispose;
  widget_class->get_request_mode = haven_frame_get_request_mode;
  widget_class->measure = haven_frame_measure;
  widget_class->size_allocate = haven_frame_size_allocate;
  widget_class->snapshot = haven_frame_snapshot;

  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags | G_PARAM_READWRITE);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags | G_PARAM_READWRITE);
  properties[PROP_FOLD_BELOW] = g_param_spec_int ("fold-below", NULL, NULL, 0, G_MAXINT, 860, flags | G_PARAM_READWRITE);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags | G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "havenframe");
}

static void
haven_frame_init (HavenFrame *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->fold_below = 860;
  g_signal_connect (click, "pressed", G_CALLBACK (close_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
haven_frame_new (void)
{
  return g_object_new (HAVEN_TYPE_FRAME, NULL);
}

gboolean
haven_frame_get_folded (HavenFrame *self)
{
  g_return_val_if_fail (HAVEN_IS_FRAME (self), FALSE);
  return self->folded;
}

void
haven_frame_set_open (HavenFrame *self, gboolean open)
{
  g_return_if_fail (HAVEN_IS_FRAME (self));
  if (self->open == open)
    return;
  self->open = open;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (!open && self->folded && self->sidebar != NULL && self->content != NULL && haven_focus_is_in (self->sidebar))
    gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
  if (open && self->folded && self->sidebar != NULL) {
    gtk_widget_set_child_visible (self->sidebar, TRUE);
    gtk_widget_child_focus (self->sidebar, GTK_DIR_TAB_FORWARD);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}
