/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-card.h"

#include <glib/gi18n-lib.h>
#include "haven-chart-read.h"
#include "haven-chart-view.h"
#include "haven-names.h"
#include "haven-table-view.h"

struct _HavenChartCard {
  AdwBin parent_instance;

  HavenChart *chart;

  /* template */
  HavenChartView *view;
  GtkStack *stack;
  AdwBin *table;
  GtkLabel *table_title;
  GtkLabel *chosen;
  GtkToggleButton *table_button;
  GtkWidget *explain_button;
  GtkWidget *export_button;
  GtkWidget *enlarge_button;
  GtkLabel *explanation;
};

G_DEFINE_FINAL_TYPE (HavenChartCard, haven_chart_card, ADW_TYPE_BIN)

enum { PROP_0, PROP_HEIGHT, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* The table is made when it is asked for: a year has hundreds of rows. */
static void
show_table (HavenChartCard *self)
{
  g_autoptr (HavenRows) rows = haven_chart_get_rows (self->chart);

  gtk_label_set_label (self->table_title, haven_chart_get_title (self->chart));
  adw_bin_set_child (self->table, haven_table_view_new (rows, haven_chart_get_title (self->chart)));
  gtk_stack_set_visible_child_name (self->stack, "table");
}

static void
table_toggled_cb (HavenChartCard *self)
{
  gboolean table = gtk_toggle_button_get_active (self->table_button);

  if (self->chart != NULL && table)
    show_table (self);
  if (!table) {
    gtk_stack_set_visible_child_name (self->stack, "chart");
    adw_bin_set_child (self->table, NULL);
  }
}

static void
table_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenChartCard *self = HAVEN_CHART_CARD (widget);

  gtk_toggle_button_set_active (self->table_button, !gtk_toggle_button_get_active (self->table_button));
}

static void
haven_chart_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_object_get_property (G_OBJECT (HAVEN_CHART_CARD (object)->view), "height", value);
}

static void
haven_chart_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_object_set_property (G_OBJECT (HAVEN_CHART_CARD (object)->view), "height", value);
}

static void
haven_chart_card_dispose (GObject *object)
{
  g_clear_pointer (&HAVEN_CHART_CARD (object)->chart, haven_chart_unref);
  G_OBJECT_CLASS (haven_chart_card_parent_class)->dispose (object);
}

static void
haven_chart_card_class_init (HavenChartCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = haven_chart_card_get_property;
  object_class->set_property = haven_chart_card_set_property;
  object_class->dispose = haven_chart_card_dispose;
  properties[PROP_HEIGHT] = g_param_spec_int ("height", NULL, NULL, 20, 4000, 260, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HAVEN_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/chart/haven-chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, view);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, table);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, table_title);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, chosen);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, table_button);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, explain_button);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, explanation);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, export_button);
  gtk_widget_class_bind_template_child (widget_class, HavenChartCard, enlarge_button);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
  gtk_widget_class_install_action (widget_class, "chart.table", NULL, table_action_cb);
}

static void
haven_chart_card_init (HavenChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_chart_card_new (int height)
{
  return g_object_new (HAVEN_TYPE_CHART_CARD, "height", height, NULL);
}

static void
name_button (GtkWidget *button, const char *format, const char *title)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *name = g_strdup_printf (format, title);
#pragma GCC diagnostic pop

  haven_names_button (button, name);
}

void
haven_chart_card_set_chart (HavenChartCard *self, HavenChart *chart)
{
  g_return_if_fail (HAVEN_IS_CHART_CARD (self));
  g_clear_pointer (&self->chart, haven_chart_unref);
  self->chart = chart != NULL ? haven_chart_ref (chart) : NULL;
  haven_chart_view_set_chart (self->view, chart);
  if (chart == NULL)
    return;
  name_button (GTK_WIDGET (self->table_button), _("Table: %s"), haven_chart_get_title (chart));
  name_button (self->explain_button, _("How this was worked out: %s"), haven_chart_get_title (chart));
  name_button (self->export_button, _("Export: %s"), haven_chart_get_title (chart));
  name_button (self->enlarge_button, _("Enlarge: %s"), haven_chart_get_title (chart));
  if (gtk_toggle_button_get_active (self->table_button))
    show_table (self);
}

void
haven_chart_card_set_explanation (HavenChartCard *self, const char *explanation)
{
  g_return_if_fail (HAVEN_IS_CHART_CARD (self));
  gtk_label_set_label (self->explanation, explanation != NULL ? explanation : "");
  gtk_widget_set_visible (self->explain_button, explanation != NULL && *explanation != '\0');
}

void
haven_chart_card_offer (HavenChartCard *self, gboolean export, gboolean enlarge)
{
  g_return_if_fail (HAVEN_IS_CHART_CARD (self));
  gtk_widget_set_visible (self->export_button, export);
  gtk_widget_set_visible (self->enlarge_button, enlarge);
}

void
haven_chart_card_show_table (HavenChartCard *self, gboolean table)
{
  g_return_if_fail (HAVEN_IS_CHART_CARD (self));
  gtk_toggle_button_set_active (self->table_button, table);
}
