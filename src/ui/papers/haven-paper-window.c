/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-paper-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-file-chooser.h"
#include "haven-names.h"
#include "haven-save-file.h"
#include "haven-sheet-view.h"
#include "haven-text-scale.h"
#include "haven-window-system.h"

#define USUAL_ZOOM 1.3          /* pixels a point: a page as wide as the window */
#define LEAST_ZOOM 0.5
#define MOST_ZOOM 4.0
#define ZOOM_STEP 1.25

struct _HavenPaperWindow {
  AdwWindow parent_instance;

  HavenSession *session;
  GPtrArray *orders;            /* HavenOrder */
  HavenOrder *order;            /* the one that is shown; lent by orders */
  HavenSheets *sheets;          /* NULL: still being made */
  GPtrArray *views;             /* HavenSheetView, lent by pages */
  GPtrArray *rows;              /* of fields, lent by it */
  GCancellable *making;
  GtkPrintOperation *printing;
  gboolean previewed;           /* the dialog's own preview was asked for: nothing is printed */
  char *ending;                 /* "pdf" or "txt": what is being saved */
  double zoom;
  guint turned;                 /* the page at the top */

  /* template */
  GtkLabel *about;
  GtkDropDown *which;
  GtkWidget *turning;
  GtkLabel *page;
  GtkSpinner *spinner;
  GtkLabel *problem;
  GtkStack *stack;
  GtkStackPage *fields_page;
  GtkScrolledWindow *scroller;
  GtkBox *pages;
  GtkTextView *text;
  AdwPreferencesGroup *fields;
};

G_DEFINE_FINAL_TYPE (HavenPaperWindow, haven_paper_window, ADW_TYPE_WINDOW)

static void
show_problem (HavenPaperWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  if (sentence != NULL)
    haven_window_system_announce (GTK_WIDGET (self), sentence);
}

/* ---- it left ---- */

static void
given_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPaperWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haven_session_run_finish (HAVEN_SESSION (source), result, &error) < 0 && self->session != NULL)
    show_problem (self, error->message);
}

static void
give (HavenPaperWindow *self, HavenOrder *order, const char *how)
{
  haven_session_run_async (self->session, haven_order_give (order, how), NULL, given_cb, g_object_ref (self));
}

/* ---- pages ---- */

static void
show_page_number (HavenPaperWindow *self)
{
  g_autofree char *text = NULL;

  if (self->sheets == NULL)
    return;
  text = g_strdup_printf (_("Page %u of %u"), self->turned + 1, haven_sheets_get_n (self->sheets));
  gtk_label_set_label (self->page, text);
}

static double
page_step (HavenPaperWindow *self)
{
  return haven_sheets_get_height (self->sheets) * self->zoom + gtk_box_get_spacing (self->pages);
}

static void
scrolled_cb (HavenPaperWindow *self)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (self->scroller);
  guint turned;

  if (self->sheets == NULL)
    return;
  turned = (guint) ((gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place) / 3) / page_step (self));
  self->turned = MIN (turned, haven_sheets_get_n (self->sheets) - 1);
  show_page_number (self);
}

static void
turn_to (HavenPaperWindow *self, gint64 page)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (self->sheets == NULL)
    return;
  self->turned = (guint) CLAMP (page, 0, (gint64) haven_sheets_get_n (self->sheets) - 1);
  gtk_widget_grab_focus (self->views->pdata[self->turned]);
  gtk_adjustment_set_value (place, self->turned * page_step (self));
  show_page_number (self);
  haven_window_system_announce (GTK_WIDGET (self), gtk_label_get_label (self->page));
}

static void
turn_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenPaperWindow *self = HAVEN_PAPER_WINDOW (widget);

  turn_to (self, (gint64) self->turned + g_variant_get_int32 (parameter));
}

static void
end_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn_to (HAVEN_PAPER_WINDOW (widget), g_variant_get_boolean (parameter) ? G_MAXINT32 : 0);
}

static void
set_zoom (HavenPaperWindow *self, double zoom)
{
  guint turned = self->turned;

  self->zoom = CLAMP (zoom, LEAST_ZOOM, MOST_ZOOM);
  for (guint i = 0; i < self->views->len; i++)
    haven_sheet_view_set_zoom (self->views->pdata[i], self->zoom);
  turn_to (self, turned);
}

/* 0: as it was at first */
static void
zoom_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenPaperWindow *self = HAVEN_PAPER_WINDOW (widget);
  int direction = g_variant_get_int32 (parameter);

  if (direction == 0)
    set_zoom (self, USUAL_ZOOM);
  else
    set_zoom (self, direction > 0 ? self->zoom * ZOOM_STEP : self->zoom / ZOOM_STEP);
}

static void
clear_pages (HavenPaperWindow *self)
{
  for (guint i = 0; i < self->views->len; i++)
    gtk_box_remove (self->pages, self->views->pdata[i]);
  g_ptr_array_set_size (self->views, 0);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->fields, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_pages (HavenPaperWindow *self)
{
  for (guint i = 0; i < haven_sheets_get_n (self->sheets); i++) {
    GtkWidget *view = haven_sheet_view_new (self->sheets, i);
    haven_sheet_view_set_zoom (HAVEN_SHEET_VIEW (view), self->zoom);
    gtk_box_append (self->pages, view);
    g_ptr_array_add (self->views, view);
  }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), haven_sheets_get_text (self->sheets), -1);
  turn_to (self, 0);
}

/* ---- text, field by field ---- */

static void
copy (HavenPaperWindow *self, const char *text, const char *how)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  give (self, self->order, how);
  haven_window_system_announce (GTK_WIDGET (self), _("Copied"));
}

static void
copy_text_cb (HavenPaperWindow *self)
{
  if (self->sheets != NULL)
    copy (self, haven_sheets_get_text (self->sheets), "text copied");
}

static void
copy_field_cb (HavenPaperWindow *self, GtkWidget *button)
{
  copy (self, g_object_get_data (G_OBJECT (button), "text"), "a field copied");
  gtk_button_set_label (GTK_BUTTON (button), _("Copied"));
}

static GtkWidget *
make_copy_button (HavenPaperWindow *self, const HavenPackField *field)
{
  GtkWidget *button = gtk_button_new_with_label (_("Copy"));
  g_autofree char *name = g_strdup_printf (_("Copy: %s"), field->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  haven_names_button (button, name);
  g_object_set_data_full (G_OBJECT (button), "text", g_strdup (field->text), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_field_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_field (HavenPaperWindow *self, const HavenPackField *field)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = g_markup_escape_text (field->text, -1), *name = g_markup_escape_text (field->name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, field->text, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_copy_button (self, field));
  adw_preferences_group_add (self->fields, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_fields (HavenPaperWindow *self, GPtrArray *fields)
{
  gtk_stack_page_set_visible (self->fields_page, fields != NULL);
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    add_field (self, fields->pdata[i]);
}

static void
part_cb (HavenPaperWindow *self)
{
  gboolean pages = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "pages") == 0;

  if (self->turning != NULL)
    gtk_widget_set_visible (self->turning, pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.zoom", pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.turn", pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.end", pages);
}

/* ---- making ---- */

static void
set_busy (HavenPaperWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save", !busy);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPaperWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  HavenSheets *sheets = haven_order_print_finish (result, &fields, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL) {
    haven_sheets_unref (sheets);
    return;
  }
  set_busy (self, FALSE);
  if (sheets == NULL) {
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print", FALSE);
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save", FALSE);
    show_problem (self, error->message);
    return;
  }
  self->sheets = sheets;
  show_pages (self);
  show_fields (self, fields);
}

static void
show_about (HavenPaperWindow *self)
{
  g_autofree char *whom = haven_order_dup_for (self->order);
  g_autofree char *text = g_strdup_printf (_("%s, for %s"), haven_order_get_title (self->order), whom);

  gtk_label_set_label (self->about, self->orders->len > 1 ? haven_order_get_title (self->order) : text);
}

static void
show_order (HavenPaperWindow *self, guint n)
{
  self->order = self->orders->pdata[n];
  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  self->making = g_cancellable_new ();
  clear_pages (self);
  g_clear_pointer (&self->sheets, haven_sheets_unref);
  show_problem (self, NULL);
  show_about (self);
  set_busy (self, TRUE);
  haven_order_print_async (self->order, self->session, self->making, made_cb, g_object_ref (self));
}

static void
which_cb (HavenPaperWindow *self)
{
  guint n = gtk_drop_down_get_selected (self->which);

  if (self->orders != NULL && n < self->orders->len && self->orders->pdata[n] != self->order)
    show_order (self, n);
}

static void
list_orders (HavenPaperWindow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->orders->len; i++) {
    g_autofree char *whom = haven_order_dup_for (self->orders->pdata[i]);
    gtk_string_list_append (words, whom);
  }
  gtk_drop_down_set_model (self->which, G_LIST_MODEL (words));
  haven_names_drop_down (self->which, _("For whom"));
  gtk_widget_set_visible (GTK_WIDGET (self->which), self->orders->len > 1);
}

/* ---- print: one child a job ---- */

static void
draw_page_cb (GtkPrintOperation *printing, GtkPrintContext *context, int page, HavenSheets *sheets)
{
  haven_sheets_draw (sheets, (guint) page, gtk_print_context_get_cairo_context (context));
}

/* The printer's own preview would write the pages into a file for another program: these are the pages */
static gboolean
preview_cb (HavenPaperWindow *self, GtkPrintOperationPreview *preview, GtkPrintContext *context)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  gtk_print_context_set_cairo_context (context, cr, 72, 72);    /* it is asked for, although nothing is drawn */
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  self->previewed = TRUE;
  show_problem (self, _("These are the pages as they will be printed."));
  return TRUE;
}

static gboolean
end_preview_cb (gpointer printing)
{
  gtk_print_operation_preview_end_preview (GTK_PRINT_OPERATION_PREVIEW (printing));
  return G_SOURCE_REMOVE;
}

static void
preview_ready_cb (GtkPrintOperation *printing)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, end_preview_cb, g_object_ref (printing), g_object_unref);
}

static void
printed_cb (HavenPaperWindow *self, GtkPrintOperationResult result)
{
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;                     /* locked meanwhile */
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY && !self->previewed)
    give (self, g_object_get_data (G_OBJECT (self->printing), "order"), "printed");
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR) {
    gtk_print_operation_get_error (self->printing, &error);
    show_problem (self, error != NULL ? error->message : _("It could not be printed."));
  }
}

static GtkPageSetup *
make_setup (HavenSheets *sheets)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_orientation (setup, haven_sheets_get_width (sheets) > haven_sheets_get_height (sheets)
                                         ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  return setup;
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenPaperWindow *self = HAVEN_PAPER_WINDOW (widget);
  g_autoptr (GtkPageSetup) setup = make_setup (self->sheets);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->printing);
  self->previewed = FALSE;
  self->printing = gtk_print_operation_new ();
  gtk_print_operation_set_job_name (self->printing, _("Paper from Haven"));
  gtk_print_operation_set_n_pages (self->printing, (int) haven_sheets_get_n (self->sheets));
  gtk_print_operation_set_default_page_setup (self->printing, setup);
  gtk_print_operation_set_use_full_page (self->printing, TRUE);
  gtk_print_operation_set_unit (self->printing, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (self->printing, TRUE);
  g_object_set_data_full (G_OBJECT (self->printing), "order", haven_order_ref (self->order), (GDestroyNotify) haven_order_unref);
  g_signal_connect_data (self->printing, "draw-page", G_CALLBACK (draw_page_cb), haven_sheets_ref (self->sheets),
                         (GClosureNotify) (void (*) (void)) haven_sheets_unref, 0);
  g_signal_connect (self->printing, "ready", G_CALLBACK (preview_ready_cb), NULL);
  g_signal_connect_object (self->printing, "preview", G_CALLBACK (preview_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->printing, "done", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
  if (gtk_print_operation_run (self->printing, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    show_problem (self, error->message);
}

/* ---- save ---- */

static GBytes *
make_file (HavenPaperWindow *self)
{
  const char *text = haven_sheets_get_text (self->sheets);

  if (g_str_equal (self->ending, "pdf"))
    return g_bytes_ref (haven_sheets_get_pdf (self->sheets));
  return g_bytes_new (text, strlen (text));
}

/* What left is told of the paper that was saved, whichever is shown by now */
typedef struct {
  HavenPaperWindow *window;
  HavenOrder *order;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  haven_order_unref (saving->order);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  HavenPaperWindow *self = saving->window;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;                     /* locked meanwhile */
  if (!haven_save_file_finish (result, &error)) {
    show_problem (self, error->message);
    return;
  }
  give (self, saving->order, NULL);
  show_problem (self, _("Saved. Who it was made for stands in the list of who has what."));
}

static void
place_chosen_cb (gpointer widget, const char *path)
{
  HavenPaperWindow *self = widget;
  g_autoptr (GBytes) bytes = NULL;
  Saving *saving;

  if (self->sheets == NULL)
    return;
  bytes = make_file (self);
  saving = g_new0 (Saving, 1);
  saving->window = g_object_ref (self);
  saving->order = haven_order_ref (self->order);
  haven_save_file_async (path, bytes, saved_cb, saving);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenPaperWindow *self = HAVEN_PAPER_WINDOW (widget);
  g_autofree char *file = NULL;

  g_free (self->ending);
  self->ending = g_variant_dup_string (parameter, NULL);
  file = haven_order_dup_file (self->order, self->ending);
  haven_file_chooser_save (self, _("Save the Paper"), file, place_chosen_cb);
}

/* ---- the window ---- */

static void
haven_paper_window_dispose (GObject *object)
{
  HavenPaperWindow *self = HAVEN_PAPER_WINDOW (object);

  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  if (self->printing != NULL)
    gtk_print_operation_cancel (self->printing);
  g_clear_object (&self->printing);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_paper_window_parent_class)->dispose (object);
}

static void
haven_paper_window_finalize (GObject *object)
{
  HavenPaperWindow *self = HAVEN_PAPER_WINDOW (object);

  haven_sheets_unref (self->sheets);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_ptr_array_unref (self->views);
  g_ptr_array_unref (self->rows);
  g_free (self->ending);
  G_OBJECT_CLASS (haven_paper_window_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct { guint key; GdkModifierType with; const char *action; int value; } keys[] = {
    { GDK_KEY_plus, GDK_CONTROL_MASK, "paper.zoom", 1 }, { GDK_KEY_equal, GDK_CONTROL_MASK, "paper.zoom", 1 },
    { GDK_KEY_minus, GDK_CONTROL_MASK, "paper.zoom", -1 }, { GDK_KEY_0, GDK_CONTROL_MASK, "paper.zoom", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].with, keys[i].action, "i", keys[i].value);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Home, GDK_CONTROL_MASK, "paper.end", "b", FALSE);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_End, GDK_CONTROL_MASK, "paper.end", "b", TRUE);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_p, GDK_CONTROL_MASK, "paper.print", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_s, GDK_CONTROL_MASK, "paper.save", "s", "pdf");
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* What scrolls would take these for itself: a page down is a screen, and with Control a page of the paper */
static void
add_turning_keys (HavenPaperWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (int step = -1; step <= 1; step += 2) {
    guint key = step > 0 ? GDK_KEY_Page_Down : GDK_KEY_Page_Up;
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new_with_arguments (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                                                                           gtk_named_action_new ("paper.turn"), "i", step));
  }
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "paper.print", NULL, print_cb);
  gtk_widget_class_install_action (klass, "paper.save", "s", save_cb);
  gtk_widget_class_install_action (klass, "paper.zoom", "i", zoom_cb);
  gtk_widget_class_install_action (klass, "paper.turn", "i", turn_cb);
  gtk_widget_class_install_action (klass, "paper.end", "b", end_cb);
  add_keys (klass);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/papers/haven-paper-window.ui");
#define BIND(child) gtk_widget_class_bind_template_child (klass, HavenPaperWindow, child)
  BIND (about);
  BIND (which);
  BIND (turning);
  BIND (page);
  BIND (spinner);
  BIND (problem);
  BIND (stack);
  BIND (fields_page);
  BIND (scroller);
  BIND (pages);
  BIND (text);
  BIND (fields);
#undef BIND
  gtk_widget_class_bind_template_callback (klass, which_cb);
  gtk_widget_class_bind_template_callback (klass, part_cb);
  gtk_widget_class_bind_template_callback (klass, copy_text_cb);
}

static void
haven_paper_window_class_init (HavenPaperWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_paper_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_paper_window_finalize;
  install_actions (GTK_WIDGET_CLASS (klass));
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
haven_paper_window_init (HavenPaperWindow *self)
{
  self->views = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->zoom = USUAL_ZOOM;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_turning_keys (self);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed", G_CALLBACK (scrolled_cb), self);
}

GtkWindow *
haven_paper_window_new (HavenSession *session, GPtrArray *orders)
{
  HavenPaperWindow *self = g_object_new (HAVEN_TYPE_PAPER_WINDOW, NULL);

  self->session = g_object_ref (session);
  self->orders = g_ptr_array_copy (orders, (GCopyFunc) (void *(*) (void)) haven_order_ref, NULL);
  g_ptr_array_set_free_func (self->orders, (GDestroyNotify) haven_order_unref);
  list_orders (self);
  show_order (self, 0);
  return GTK_WINDOW (self);
}

void
haven_paper_window_show (GtkWidget *widget, HavenSession *session, HavenOrder *take_order)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_order_unref);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWindow *window;

  g_ptr_array_add (orders, take_order);
  window = haven_paper_window_new (session, orders);
  gtk_window_set_transient_for (window, GTK_WINDOW (root));
  gtk_window_present (window);
}
