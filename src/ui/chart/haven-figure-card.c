/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-card.h"

#include <glib/gi18n-lib.h>
#include "haven-chart-draw.h"
#include "haven-file-chooser.h"
#include "haven-run.h"

#define EXPORT_WIDTH 900

struct _HavenFigureCard {
  AdwBin parent_instance;

  const char *figure;       /* interned */
  GCancellable *loading;    /* the latest question; earlier answers are dropped */
  HavenChart *chart;        /* NULL: none yet */
  gint64 pupil_id;
  HavenSession *session;    /* NULL: nothing is exported */

  /* template */
  GtkStack *stack;
  GtkWidget *waiting;
  HavenChartCard *card;
  GtkLabel *question;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (HavenFigureCard, haven_figure_card, ADW_TYPE_BIN)

typedef struct {
  const char *figure;
  HavenFigureSubject subject;
  HavenChart *chart;
  char *explanation;
} Errand;

static void
errand_free (Errand *errand)
{
  haven_school_unref (errand->subject.school);
  g_clear_pointer (&errand->chart, haven_chart_unref);
  g_free (errand->explanation);
  g_free (errand);
}

static void
draw (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Errand *errand = task_data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  errand->chart = haven_figure_draw (errand->figure, &errand->subject, &error);
  if (errand->chart == NULL) {
    g_task_return_error (task, error);
    return;
  }
  errand->explanation = haven_figure_explain (errand->figure, &errand->subject);
  g_task_return_boolean (task, TRUE);
}

static void
show_problem (HavenFigureCard *self, const GError *error)
{
  gtk_label_set_label (self->question, haven_figure_kind_get_question (haven_figure_find (self->figure)));
  gtk_label_set_label (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenFigureCard *self = HAVEN_FIGURE_CARD (source);
  Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    g_clear_pointer (&self->chart, haven_chart_unref);
    self->chart = haven_chart_ref (errand->chart);
    haven_chart_card_set_chart (self->card, errand->chart);
    haven_chart_card_set_explanation (self->card, errand->explanation);
    gtk_stack_set_visible_child_name (self->stack, "figure");
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    show_problem (self, error);
  }
}

/* Export. The file's name says which figure it is, and not whom it is about. */

static void
record_paper (HavenFigureCard *self)
{
  g_autofree char *what = g_strconcat ("chart ", self->figure, NULL);

  haven_session_run_async (self->session, haven_command_record_paper (what, self->pupil_id, "a file"), NULL, NULL, NULL);
}

typedef struct {
  HavenChart *chart;
  HavenChartStyle style;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  haven_chart_unref (saving->chart);
  g_free (saving->path);
  g_free (saving);
}

static void
write_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Saving *saving = task_data;
  GError *error = NULL;

  if (haven_chart_write (saving->chart, &saving->style, saving->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenFigureCard *self = HAVEN_FIGURE_CARD (source);
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;                     /* locked meanwhile */
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    haven_fail (GTK_WIDGET (self), error);
    return;
  }
  record_paper (self);
  haven_say (GTK_WIDGET (self), _("Figure saved"));
}

static void
place_chosen_cb (gpointer widget, const char *path)
{
  HavenFigureCard *self = widget;
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  if (self->chart == NULL || haven_session_get_school (self->session) == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->chart = haven_chart_ref (self->chart);
  saving->style = haven_chart_style_new (EXPORT_WIDTH, haven_figure_find (self->figure)->height);
  saving->path = g_strdup (path);
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, write_work);
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenFigureCard *self = HAVEN_FIGURE_CARD (widget);
  g_autofree char *file_name = g_strdup_printf ("%s.%s", self->figure, g_variant_get_string (parameter, NULL));

  if (self->chart != NULL && self->session != NULL)
    haven_file_chooser_save (self, _("Save the Figure"), file_name, place_chosen_cb);
}

static void
enlarge_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "page.enlarge", "s", HAVEN_FIGURE_CARD (widget)->figure);
}

static void
haven_figure_card_dispose (GObject *object)
{
  HavenFigureCard *self = HAVEN_FIGURE_CARD (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  g_clear_pointer (&self->chart, haven_chart_unref);
  G_OBJECT_CLASS (haven_figure_card_parent_class)->dispose (object);
}

static void
haven_figure_card_class_init (HavenFigureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_figure_card_dispose;
  g_type_ensure (HAVEN_TYPE_CHART_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/chart/haven-figure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenFigureCard, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenFigureCard, waiting);
  gtk_widget_class_bind_template_child (widget_class, HavenFigureCard, card);
  gtk_widget_class_bind_template_child (widget_class, HavenFigureCard, question);
  gtk_widget_class_bind_template_child (widget_class, HavenFigureCard, problem);
  gtk_widget_class_install_action (widget_class, "chart.export", "s", export_cb);
  gtk_widget_class_install_action (widget_class, "chart.enlarge", NULL, enlarge_cb);
}

static void
haven_figure_card_init (HavenFigureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_figure_card_new (const char *figure, int height)
{
  HavenFigureCard *self = g_object_new (HAVEN_TYPE_FIGURE_CARD, NULL);
  const HavenFigureKind *kind = haven_figure_find (figure);

  self->figure = g_intern_string (figure);
  g_object_set (self->card, "height", height > 0 ? height : (int) kind->height, NULL);
  gtk_widget_set_size_request (self->waiting, -1, height > 0 ? height : (int) kind->height);   /* nothing below it moves when it is drawn */
  return GTK_WIDGET (self);
}

void
haven_figure_card_load (HavenFigureCard *self, const HavenFigureSubject *subject)
{
  g_autoptr (GTask) task = NULL;
  Errand *errand = g_new0 (Errand, 1);

  g_return_if_fail (HAVEN_IS_FIGURE_CARD (self));
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  self->pupil_id = subject->pupil_id;
  errand->figure = self->figure;
  errand->subject = *subject;
  haven_school_ref (errand->subject.school);
  task = g_task_new (self, self->loading, drawn_cb, NULL);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  g_task_run_in_thread (task, draw);
}

void
haven_figure_card_offer (HavenFigureCard *self, HavenSession *session, gboolean enlarge)
{
  g_return_if_fail (HAVEN_IS_FIGURE_CARD (self));
  g_set_object (&self->session, session);
  haven_chart_card_offer (self->card, session != NULL && haven_session_may (session, HAVEN_DEED_PRINT), enlarge);
}

const char *
haven_figure_card_get_figure (HavenFigureCard *self)
{
  return self->figure;
}
