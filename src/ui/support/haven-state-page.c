/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-state-page.h"

#define SPINNER_SIZE 32

struct _HavenStatePage {
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkWidget *button;
  char *action;             /* NULL: whoever shows the page is told */
};

G_DEFINE_FINAL_TYPE (HavenStatePage, haven_state_page, ADW_TYPE_BIN)

enum { PROP_0, PROP_ICON_NAME, PROP_TITLE, PROP_SENTENCE, PROP_STEP, PROP_ACTION, PROP_WORKING, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { STEPPED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
clicked_cb (HavenStatePage *self)
{
  if (self->action == NULL)
    g_signal_emit (self, signals[STEPPED], 0);
}

static void
set_step (HavenStatePage *self, const char *step)
{
  gtk_button_set_label (GTK_BUTTON (self->button), step != NULL ? step : "");
  gtk_widget_set_visible (self->button, step != NULL);
}

static void
set_action (HavenStatePage *self, const char *action)
{
  g_free (self->action);
  self->action = g_strdup (action);
  if (action != NULL)
    gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
}

static void
set_working (HavenStatePage *self, gboolean working)
{
  GtkWidget *spinner = working ? gtk_spinner_new () : NULL;

  if (working) {
    gtk_widget_set_size_request (spinner, SPINNER_SIZE, SPINNER_SIZE);
    gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
    gtk_spinner_start (GTK_SPINNER (spinner));
  }
  adw_status_page_set_child (self->page, working ? spinner : self->button);
  gtk_widget_set_can_focus (GTK_WIDGET (self->page), !working);     /* the keys wait where they stay */
}

static void
haven_state_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HavenStatePage *self = HAVEN_STATE_PAGE (object);

  switch (id) {
  case PROP_ICON_NAME:
    adw_status_page_set_icon_name (self->page, g_value_get_string (value));
    break;
  case PROP_TITLE:
    adw_status_page_set_title (self->page, g_value_get_string (value));
    break;
  case PROP_SENTENCE:
    adw_status_page_set_description (self->page, g_value_get_string (value));
    break;
  case PROP_STEP:
    set_step (self, g_value_get_string (value));
    break;
  case PROP_ACTION:
    set_action (self, g_value_get_string (value));
    break;
  case PROP_WORKING:
    set_working (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
haven_state_page_dispose (GObject *object)
{
  g_clear_object (&HAVEN_STATE_PAGE (object)->button);
  G_OBJECT_CLASS (haven_state_page_parent_class)->dispose (object);
}

static void
haven_state_page_finalize (GObject *object)
{
  g_free (HAVEN_STATE_PAGE (object)->action);
  G_OBJECT_CLASS (haven_state_page_parent_class)->finalize (object);
}

static void
haven_state_page_class_init (HavenStatePageClass *klass)
{
  static const char *const words[] = { [PROP_ICON_NAME] = "icon-name", [PROP_TITLE] = "title", [PROP_SENTENCE] = "sentence",
                                       [PROP_STEP] = "step", [PROP_ACTION] = "action" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = haven_state_page_set_property;
  object_class->dispose = haven_state_page_dispose;
  object_class->finalize = haven_state_page_finalize;
  for (guint i = PROP_ICON_NAME; i <= PROP_ACTION; i++)
    properties[i] = g_param_spec_string (words[i], NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WORKING] = g_param_spec_boolean ("working", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[STEPPED] = g_signal_new ("stepped", HAVEN_TYPE_STATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
haven_state_page_init (HavenStatePage *self)
{
  self->page = ADW_STATUS_PAGE (adw_status_page_new ());
  self->button = g_object_ref_sink (gtk_button_new ());
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_add_css_class (self->button, "pill");
  gtk_widget_set_visible (self->button, FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  adw_status_page_set_child (self->page, self->button);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}
