/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-virtual-school-page.h"

#include <glib/gi18n-lib.h>
#include "haven-authority.h"
#include "haven-authority-group.h"
#include "haven-defaults.h"
#include "haven-input.h"
#include "haven-join-window.h"
#include "haven-left-row.h"
#include "haven-names.h"
#include "haven-run.h"
#include "haven-switch.h"
#include "haven-text.h"

struct _HavenVirtualSchoolPage {
  AdwBin parent_instance;

  HavenSession *session;
  gboolean quiet;           /* values are shown, not chosen */
  gboolean asked;           /* an address was chosen and is not known yet */

  /* template */
  GtkWidget *content;
  GtkBox *authorities;      /* HavenAuthorityGroup */
  AdwActionRow *join_row;
  AdwComboRow *proxy;
  AdwEntryRow *proxy_address;
  GtkLabel *problem;
  GtkSwitch *metered;
};

G_DEFINE_FINAL_TYPE (HavenVirtualSchoolPage, haven_virtual_school_page, ADW_TYPE_BIN)

/* In the order of the lines of the template: the setting is missing, is nothing, or is an address */
enum { PROXY_OF_SYSTEM, PROXY_NONE, PROXY_EXPLICIT };

static const char *
setting (HavenVirtualSchoolPage *self, const char *key, const char *fallback)
{
  HavenSchool *school = haven_session_get_school (self->session);

  return school != NULL ? haven_school_get_setting (school, key, fallback) : fallback;
}

static void
set (HavenVirtualSchoolPage *self, const char *key, const char *value)
{
  if (!self->quiet && g_strcmp0 (setting (self, key, NULL), value) != 0)
    haven_run (GTK_WIDGET (self), self->session, haven_command_set (key, value));
}

/* The network */

static void
show_problem (HavenVirtualSchoolPage *self, const char *sentence)
{
  (sentence == NULL ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (GTK_WIDGET (self->proxy_address), "error");
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* An address is kept once it was typed. */
static void
proxy_chosen_cb (HavenVirtualSchoolPage *self)
{
  const guint chosen = adw_combo_row_get_selected (self->proxy);

  gtk_widget_set_visible (GTK_WIDGET (self->proxy_address), chosen == PROXY_EXPLICIT);
  show_problem (self, NULL);
  if (self->session == NULL || self->quiet)
    return;
  self->asked = chosen == PROXY_EXPLICIT;
  if (chosen == PROXY_EXPLICIT)
    gtk_widget_grab_focus (GTK_WIDGET (self->proxy_address));
  else
    set (self, "exchange.proxy", chosen == PROXY_NONE ? "" : NULL);
}

static void
proxy_typed_cb (HavenVirtualSchoolPage *self)
{
  g_autofree char *text = haven_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->proxy_address)));
  const gboolean right = haven_defaults_is_proxy (text);

  if (self->session == NULL || haven_session_get_school (self->session) == NULL)
    return;                 /* locked meanwhile: nothing can be kept */
  show_problem (self, right ? NULL : _("Type the proxy as http://proxy.school.example:8080. Nothing was changed."));
  if (!right)
    return;
  self->asked = FALSE;
  set (self, "exchange.proxy", text);
}

static void
metered_cb (HavenVirtualSchoolPage *self)
{
  set (self, "exchange.metered", gtk_switch_get_active (self->metered) ? "yes" : NULL);
}

/* Joining */

static gboolean
has_own (HavenVirtualSchoolPage *self)
{
  return haven_authority_is_known (haven_session_get_school (self->session), HAVEN_AUTHORITY_OWN);
}

static void
join_cb (HavenVirtualSchoolPage *self)
{
  if (haven_session_get_school (self->session) != NULL)
    gtk_window_present (haven_join_window_new (GTK_WIDGET (self), self->session, has_own (self)));
}

/* What is shown */

/* Where the school has chosen none, the proxy may be one that was laid down for this computer. */
static void
show_laid_down (HavenVirtualSchoolPage *self)
{
  const char *proxy = haven_session_get_defaults (self->session)->proxy;
  g_autofree char *words = NULL, *safe = NULL;

  if (proxy == NULL)
    return;
  words = g_strdup_printf (_("laid down for this computer: %s"), proxy);
  safe = g_markup_escape_text (words, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->proxy), safe);
}

static void
show_network (HavenVirtualSchoolPage *self)
{
  const char *proxy = setting (self, "exchange.proxy", NULL);
  const guint chosen = proxy == NULL ? PROXY_OF_SYSTEM : *proxy == '\0' ? PROXY_NONE : PROXY_EXPLICIT;

  if (!self->asked)
    adw_combo_row_set_selected (self->proxy, chosen);
  haven_left_row_show (self->proxy_address, chosen == PROXY_EXPLICIT ? proxy : "");
  haven_switch_show (self->metered, g_str_equal (setting (self, "exchange.metered", ""), "yes"));
}

static gboolean
is_known (HavenVirtualSchoolPage *self, gint64 authority)
{
  return haven_authority_is_known (haven_session_get_school (self->session), authority);
}

static HavenAuthorityGroup *
find_group (HavenVirtualSchoolPage *self, gint64 authority)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->authorities));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (haven_authority_group_get_authority (HAVEN_AUTHORITY_GROUP (child)) == authority)
      return HAVEN_AUTHORITY_GROUP (child);
  return NULL;
}

static void
drop_left (HavenVirtualSchoolPage *self)
{
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->authorities)); child != NULL; child = next) {
    next = gtk_widget_get_next_sibling (child);
    if (!is_known (self, haven_authority_group_get_authority (HAVEN_AUTHORITY_GROUP (child))))
      gtk_box_remove (self->authorities, child);
  }
}

/* A group stays while its authority does: a question or a file chooser may be open on it. */
static void
show_authorities (HavenVirtualSchoolPage *self)
{
  g_autoptr (GArray) list = haven_authority_list (haven_session_get_school (self->session));
  GtkWidget *last = NULL;

  drop_left (self);
  for (guint i = 0; i < list->len; i++) {
    const gint64 authority = g_array_index (list, gint64, i);
    HavenAuthorityGroup *group = find_group (self, authority);
    if (!is_known (self, authority))
      continue;
    if (group != NULL)
      haven_authority_group_refresh (group);
    else
      gtk_box_insert_child_after (self->authorities, haven_authority_group_new (self->session, authority), last);
    last = GTK_WIDGET (find_group (self, authority));
  }
}

static void
show_joining (HavenVirtualSchoolPage *self)
{
  const gboolean joined = has_own (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->join_row),
                                 joined ? _("Another authority’s Virtual School") : _("The Virtual School"));
  adw_action_row_set_subtitle (self->join_row,
                               joined ? _("Where children of this school are another authority’s. Returns go to the school’s own.")
                               : _("It gives you an address and a code, by letter or telephone."));
}

static void
refresh (HavenVirtualSchoolPage *self)
{
  self->quiet = TRUE;
  show_authorities (self);
  show_joining (self);
  show_network (self);
  self->quiet = FALSE;
  gtk_widget_set_sensitive (self->content, haven_session_may (self->session, HAVEN_DEED_SETTINGS)
                                             && haven_session_may (self->session, HAVEN_DEED_SEND));
}

static void
session_changed_cb (HavenVirtualSchoolPage *self, HavenTables tables)
{
  if (haven_session_get_school (self->session) != NULL && (tables & HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS)) != 0)
    refresh (self);
}

static void
haven_virtual_school_page_dispose (GObject *object)
{
  g_clear_object (&HAVEN_VIRTUAL_SCHOOL_PAGE (object)->session);
  G_OBJECT_CLASS (haven_virtual_school_page_parent_class)->dispose (object);
}

static void
haven_virtual_school_page_class_init (HavenVirtualSchoolPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_virtual_school_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-virtual-school-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenVirtualSchoolPage, content);
  gtk_widget_class_bind_template_child (widget_class, HavenVirtualSchoolPage, authorities);
  gtk_widget_class_bind_template_child (widget_class, HavenVirtualSchoolPage, join_row);
  gtk_widget_class_bind_template_child (widget_class, HavenVirtualSchoolPage, proxy);
  gtk_widget_class_bind_template_child (widget_class, HavenVirtualSchoolPage, proxy_address);
  gtk_widget_class_bind_template_child (widget_class, HavenVirtualSchoolPage, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenVirtualSchoolPage, metered);
  gtk_widget_class_bind_template_callback (widget_class, join_cb);
  gtk_widget_class_bind_template_callback (widget_class, proxy_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, proxy_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, metered_cb);
}

static void
haven_virtual_school_page_init (HavenVirtualSchoolPage *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_combo_row (self->proxy);
  haven_left_row_watch (self->proxy_address);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->proxy_address))), _("Address of the proxy"));
}

GtkWidget *
haven_virtual_school_page_new (HavenSession *session)
{
  HavenVirtualSchoolPage *self = g_object_new (HAVEN_TYPE_VIRTUAL_SCHOOL_PAGE, NULL);

  self->session = g_object_ref (session);
  show_laid_down (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
