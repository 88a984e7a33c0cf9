/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-printing-page.h"

#include "haven-left-row.h"
#include "haven-page.h"
#include "haven-run.h"
#include "haven-text.h"

#define MARKING "paper.marking"

struct _HavenPrintingPage {
  AdwBin parent_instance;

  HavenSession *session;

  /* template */
  GtkWidget *content;
  AdwEntryRow *marking;
};

G_DEFINE_FINAL_TYPE (HavenPrintingPage, haven_printing_page, ADW_TYPE_BIN)

static void
refresh (HavenPrintingPage *self)
{
  haven_left_row_show (self->marking, haven_page_marking (haven_session_get_school (self->session)));
  gtk_widget_set_sensitive (self->content, haven_session_may (self->session, HAVEN_DEED_SETTINGS));
}

/* Nothing is the usual one, which comes back into the row. */
static void
marking_cb (HavenPrintingPage *self)
{
  g_autofree char *text = haven_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->marking)));

  if (haven_session_get_school (self->session) == NULL)
    return;                 /* locked meanwhile */
  if (*text == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->marking), HAVEN_USUAL_MARKING);
  haven_run (GTK_WIDGET (self), self->session, haven_command_set (MARKING, g_str_equal (text, HAVEN_USUAL_MARKING) ? "" : text));
}

static void
session_changed_cb (HavenPrintingPage *self, HavenTables tables)
{
  if (haven_session_get_school (self->session) != NULL && (tables & HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS)) != 0)
    refresh (self);
}

static void
haven_printing_page_dispose (GObject *object)
{
  g_clear_object (&HAVEN_PRINTING_PAGE (object)->session);
  G_OBJECT_CLASS (haven_printing_page_parent_class)->dispose (object);
}

static void
haven_printing_page_class_init (HavenPrintingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_printing_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-printing-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPrintingPage, content);
  gtk_widget_class_bind_template_child (widget_class, HavenPrintingPage, marking);
  gtk_widget_class_bind_template_callback (widget_class, marking_cb);
}

static void
haven_printing_page_init (HavenPrintingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_left_row_watch (self->marking);
}

GtkWidget *
haven_printing_page_new (HavenSession *session)
{
  HavenPrintingPage *self = g_object_new (HAVEN_TYPE_PRINTING_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
