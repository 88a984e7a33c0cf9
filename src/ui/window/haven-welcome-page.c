/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-welcome-page.h"

#include <glib/gi18n-lib.h>
#include "haven-recovery.h"

struct _HavenWelcomePage {
  AdwBin parent_instance;

  HavenSession *session;

  /* template */
  AdwActionRow *sheet_row;
  GtkImage *sheet_done;
  AdwActionRow *year_row;
  GtkImage *year_done;
  AdwActionRow *children_row;
  GtkImage *children_done;
};

G_DEFINE_FINAL_TYPE (HavenWelcomePage, haven_welcome_page, ADW_TYPE_BIN)

static void
show (AdwActionRow *row, GtkImage *mark, gboolean done, const char *sentence)
{
  adw_action_row_set_subtitle (row, sentence);
  gtk_image_set_from_icon_name (mark, done ? "object-select-symbolic" : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, done ? _("Done") : _("Still to do"), -1);
}

static void
show_sheet (HavenWelcomePage *self)
{
  g_autoptr (GPtrArray) users = haven_session_list_users (self->session, NULL);
  gboolean done = haven_recovery_has_sheet (users);

  show (self->sheet_row, self->sheet_done, done,
        done ? _("A sheet is valid. Is it in the safe?")
             : _("A page for the school’s safe. Without it the records are lost when every passphrase is forgotten."));
}

static void
show_year (HavenWelcomePage *self, HavenSchool *school)
{
  int year = haven_academic_year (haven_session_get_clock (self->session).today);
  gboolean done = haven_calendar_is_known (haven_school_get_calendar (school), year);

  show (self->year_row, self->year_done, done,
        done ? _("Terms, half terms and closed days are entered.")
             : _("England’s usual dates are filled in for you. Compare them with your school’s and add its closed days."));
}

static void
show_children (HavenWelcomePage *self, HavenSchool *school)
{
  guint n = haven_school_get_n_pupils (school);
  g_autofree char *words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u pupil is in Haven.", "%u pupils are in Haven.", n), n);

  show (self->children_row, self->children_done, n > 0,
        n > 0 ? words : _("Export the list of pupils from your MIS and drop the file here, or look around in an invented school first."));
}

static void
refresh (HavenWelcomePage *self)
{
  HavenSchool *school = haven_session_get_school (self->session);

  if (school == NULL)
    return;                 /* locked meanwhile */
  show_sheet (self);
  show_year (self, school);
  show_children (self, school);
}

static void
sheet_done_cb (GtkWidget *self)
{
  refresh (HAVEN_WELCOME_PAGE (self));
}

static void
sheet_cb (HavenWelcomePage *self)
{
  haven_recovery_save_sheet (GTK_WIDGET (self), self->session, sheet_done_cb);
}

static void
haven_welcome_page_dispose (GObject *object)
{
  g_clear_object (&HAVEN_WELCOME_PAGE (object)->session);
  G_OBJECT_CLASS (haven_welcome_page_parent_class)->dispose (object);
}

static void
haven_welcome_page_class_init (HavenWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_welcome_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/window/haven-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenWelcomePage, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, HavenWelcomePage, sheet_done);
  gtk_widget_class_bind_template_child (widget_class, HavenWelcomePage, year_row);
  gtk_widget_class_bind_template_child (widget_class, HavenWelcomePage, year_done);
  gtk_widget_class_bind_template_child (widget_class, HavenWelcomePage, children_row);
  gtk_widget_class_bind_template_child (widget_class, HavenWelcomePage, children_done);
  gtk_widget_class_bind_template_callback (widget_class, sheet_cb);
}

static void
haven_welcome_page_init (HavenWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_welcome_page_new (HavenSession *session)
{
  HavenWelcomePage *self = g_object_new (HAVEN_TYPE_WELCOME_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
