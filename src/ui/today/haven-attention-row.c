/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attention-row.h"

#include <glib/gi18n-lib.h>
#include "haven-mark-strip.h"
#include "haven-words.h"

struct _HavenAttentionRow {
  GtkListBoxRow parent_instance;

  const char *rule;         /* interned, as view */
  gint64 pupil_id;
  gint64 record_id;
  const char *view;
  GtkWidget *menu;          /* NULL until it is asked for */

  /* template */
  GtkImage *icon;
  GtkWidget *head;
  GtkLabel *who;
  GtkLabel *about;
  GtkLabel *sentence;
  GtkLabel *advice;
  HavenMarkStrip *marks;
  GtkWidget *open_button;
  GtkWidget *put_off_button;
  GMenuModel *row_menu;
  GtkRevealer *why;
  GtkLabel *figures;
  GtkLabel *source;
  GtkWidget *why_button;
};

G_DEFINE_FINAL_TYPE (HavenAttentionRow, haven_attention_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
open_cb (HavenAttentionRow *self)
{
  haven_attention_row_open (self);
}

static void
put_off_cb (HavenAttentionRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.put-off", "(sxx)", self->rule, self->pupil_id, self->record_id);
}

/* Its menu, by Shift+F10, the menu key or the other button */

static void
open_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haven_attention_row_open (HAVEN_ATTENTION_ROW (widget));
}

static void
why_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkRevealer *why = HAVEN_ATTENTION_ROW (widget)->why;

  gtk_revealer_set_reveal_child (why, !gtk_revealer_get_reveal_child (why));
}

static void
put_off_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  put_off_cb (HAVEN_ATTENTION_ROW (widget));
}

static void
show_menu (HavenAttentionRow *self, const GdkRectangle *at)
{
  if (self->menu == NULL) {
    self->menu = gtk_popover_menu_new_from_model (self->row_menu);
    gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  show_menu (HAVEN_ATTENTION_ROW (widget), NULL);
  return TRUE;
}

static void
other_button_cb (GtkGestureClick *gesture, int n_press, double x, double y, HavenAttentionRow *self)
{
  show_menu (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

static void
haven_attention_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HavenAttentionRow *self = HAVEN_ATTENTION_ROW (widget);

  GTK_WIDGET_CLASS (haven_attention_row_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
name (GtkWidget *widget, const char *format, const char *who)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *text = g_strdup_printf (format, who);
#pragma GCC diagnostic pop

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_child (HavenAttentionRow *self, HavenSchool *school, HavenDay today)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, self->pupil_id);
  HavenStanding standing = haven_standing_on (school, self->pupil_id, today);
  g_autofree char *who = haven_pupil_dup_short (pupil);
  g_autofree char *about = haven_words_child (pupil, &standing);

  gtk_image_set_from_icon_name (self->icon, haven_status_icon (&standing));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), haven_status_class (&standing));
  show_text (self->who, who);
  show_text (self->about, about);
}

/* What a line is about that is about no child */
typedef struct {
  const char *view, *icon, *who;
} Place;

static const Place *
find_place (const char *view)
{
  static const Place places[] = {
    { "import", "haven-import-symbolic", N_("Attendance marks") },
    { "training", "haven-training-symbolic", N_("Training") },
    { "share", "haven-share-symbolic", N_("The Virtual School") },
    { NULL, "haven-today-symbolic", N_("The school") },
  };
  const Place *place = places;

  while (place->view != NULL && g_strcmp0 (place->view, view) != 0)
    place++;
  return place;
}

static void
show_school (HavenAttentionRow *self)
{
  const Place *place = find_place (self->view);

  show_text (self->about, NULL);
  gtk_image_set_from_icon_name (self->icon, place->icon);
  show_text (self->who, _(place->who));
}

/* A child may have several lines: each button says which it belongs to */
static void
name_for_readers (HavenAttentionRow *self)
{
  const char *who = gtk_label_get_label (self->who);
  g_autofree char *line = g_strdup_printf ("%s%s %s", who, g_str_has_suffix (who, ".") ? "" : ".", gtk_label_get_label (self->sentence));
  g_autofree char *row = g_strdup_printf ("%s %s", line, gtk_label_get_label (self->advice));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, row, -1);
  name (self->open_button, _("Open: %s"), line);
  name (self->why_button, _("Why: %s"), line);
  name (self->put_off_button, _("Put off: %s"), line);
}

static void
haven_attention_row_dispose (GObject *object)
{
  g_clear_pointer (&HAVEN_ATTENTION_ROW (object)->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (haven_attention_row_parent_class)->dispose (object);
}

static void
haven_attention_row_class_init (HavenAttentionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_attention_row_dispose;
  widget_class->size_allocate = haven_attention_row_size_allocate;
  g_type_ensure (HAVEN_TYPE_MARK_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/today/haven-attention-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, head);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, who);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, about);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, advice);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, marks);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, why);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, figures);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, source);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, why_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, put_off_button);
  gtk_widget_class_bind_template_child (widget_class, HavenAttentionRow, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_off_cb);
  gtk_widget_class_install_action (widget_class, "line.open", NULL, open_action_cb);
  gtk_widget_class_install_action (widget_class, "line.why", NULL, why_action_cb);
  gtk_widget_class_install_action (widget_class, "line.put-off", NULL, put_off_action_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
}

static void
haven_attention_row_init (HavenAttentionRow *self)
{
  GtkGesture *other = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (other), GDK_BUTTON_SECONDARY);
  g_signal_connect (other, "pressed", G_CALLBACK (other_button_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (other));
}

static void
offer_putting_off (HavenAttentionRow *self, gboolean can)
{
  gtk_widget_set_visible (self->put_off_button, can);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "line.put-off", can);
}

char *
haven_attention_dup_who (const HavenAttentionItem *item, HavenSchool *school)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, item->pupil_id);

  return pupil != NULL ? haven_pupil_dup_short (pupil) : g_strdup (_(find_place (item->view)->who));
}

GtkWidget *
haven_attention_row_new (const HavenAttentionItem *item, HavenSession *session)
{
  HavenAttentionRow *self = g_object_new (HAVEN_TYPE_ATTENTION_ROW, NULL);
  HavenSchool *school = haven_session_get_school (session);

  self->rule = g_intern_string (item->rule);
  self->pupil_id = item->pupil_id;
  self->record_id = item->record_id;
  self->view = g_intern_string (item->view);
  if (haven_school_get_pupil (school, item->pupil_id) != NULL)
    show_child (self, school, haven_session_get_clock (session).today);
  else
    show_school (self);
  show_text (self->sentence, item->sentence);
  show_text (self->advice, item->advice);
  show_text (self->figures, item->figures);
  show_text (self->source, item->source);
  haven_mark_strip_set_marks (self->marks, item->marks);
  offer_putting_off (self, haven_attention_can_put_off (item) && haven_session_may (session, HAVEN_DEED_EDIT));
  name_for_readers (self);
  return GTK_WIDGET (self);
}

void
haven_attention_row_make_brief (HavenAttentionRow *self)
{
  g_return_if_fail (HAVEN_IS_ATTENTION_ROW (self));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  gtk_widget_set_visible (self->head, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->marks), FALSE);
}

void
haven_attention_row_open (HavenAttentionRow *self)
{
  g_return_if_fail (HAVEN_IS_ATTENTION_ROW (self));
  if (self->pupil_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-child", "(xs)", self->pupil_id, self->view != NULL ? self->view : "");
  else if (g_strcmp0 (self->view, "import") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.import", NULL);
  else if (g_strcmp0 (self->view, "records") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.records", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", self->view);
}
