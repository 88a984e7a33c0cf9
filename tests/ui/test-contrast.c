/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every word of every view against the ground it stands on, as it is drawn: 4.5 to 1, or 3 to 1 where it is large (WCAG 2.2, 1.4.3). Each label's
 * text gives way to a block that fills its line, so that a pixel of it has the colour of its letters with all opacity; charts are measured
 * by their palette, in tests/chart. High contrast is this program run again with ADW_DEBUG_HIGH_CONTRAST. */
#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "haven-chart-view.h"
#include "haven-platform.h"
#include "haven-preferences-window.h"
#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-session.h"
#include "haven-settings.h"
#include "haven-ui-resources.h"
#include "haven-test-long.h"
#include "haven-window.h"

#define WIDTH 1366
#define HEIGHT 2400             /* so that nearly all of a view is drawn without scrolling */
#define NORMAL 4.5
#define LARGE 3.0
#define LARGE_PIXELS 24.0       /* 18 points */
#define LARGE_BOLD_PIXELS 18.6  /* 14 points, bold */
#define CALM 30                 /* rounds in which nothing changes: the view is there */
#define BLOCK "\xe2\x96\x88 \xe2\x96\x88"

typedef struct {
  HavenSession *session;
  HavenSettings *settings;
  HavenWindow *window;
} Fixture;

static GtkApplication *application;
static char *folder;

/* ---- colours ---- */

typedef struct { double red, green, blue; } Colour;

static double
linear (double part)
{
  return part <= .04045 ? part / 12.92 : pow ((part + .055) / 1.055, 2.4);
}

static double
luminance (Colour colour)
{
  return .2126 * linear (colour.red) + .7152 * linear (colour.green) + .0722 * linear (colour.blue);
}

static double
contrast (Colour a, Colour b)
{
  double one = luminance (a), other = luminance (b);

  return (MAX (one, other) + .05) / (MIN (one, other) + .05);
}

typedef struct {
  cairo_surface_t *picture;
  graphene_rect_t frame;
} Look;

static Colour
pixel_at (const Look *look, const graphene_point_t *point)
{
  int x = (int) (point->x - look->frame.origin.x), y = (int) (point->y - look->frame.origin.y);
  const guchar *data = cairo_image_surface_get_data (look->picture);
  guint32 pixel = ((const guint32 *) (data + y * cairo_image_surface_get_stride (look->picture)))[x];

  return (Colour) { ((pixel >> 16) & 255) / 255., ((pixel >> 8) & 255) / 255., (pixel & 255) / 255. };
}

/* ---- labels ---- */

static gboolean
is_drawn (GtkWidget *widget, const graphene_point_t *point)
{
  for (GtkWidget *around = widget; around != NULL; around = gtk_widget_get_parent (around)) {
    graphene_rect_t bounds;

    if (!gtk_widget_compute_bounds (around, GTK_WIDGET (gtk_widget_get_root (widget)), &bounds) ||
        !graphene_rect_contains_point (&bounds, point))
      return FALSE;
  }
  return TRUE;
}

/* What is insensitive may be pale (1.4.3, inactive), a chart measures itself, and a tooltip is a surface of its own. */
static void
collect (GtkWidget *widget, GPtrArray *labels)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_sensitive (widget) || HAVEN_IS_CHART_VIEW (widget) ||
      (GTK_IS_NATIVE (widget) && !GTK_IS_ROOT (widget)))
    return;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0' && gtk_widget_get_width (widget) > 0)
    g_ptr_array_add (labels, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, labels);
}

static guint
count_labels (GtkWidget *window)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  collect (window, labels);
  return labels->len;
}

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer frames)
{
  ++*(guint *) frames;
  return G_SOURCE_CONTINUE;
}

/* Until nothing was added for a while of frames */
static void
settle (GtkWidget *window)
{
  guint frames = 0, before = 0, calm_from = 0;
  guint id = gtk_widget_add_tick_callback (window, frame_cb, &frames, NULL);

  while (frames < calm_from + CALM) {
    guint now;

    g_main_context_iteration (NULL, TRUE);
    now = count_labels (window);
    if (now != before)
      calm_from = frames;
    before = now;
  }
  gtk_widget_remove_tick_callback (window, id);
}

static double
wanted (GtkLabel *label)
{
  const PangoFontDescription *font = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (label)));
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  double pixels = pango_font_description_get_size_is_absolute (font) ? size : size * 96 / 72;

  if (pixels >= LARGE_PIXELS || (pixels >= LARGE_BOLD_PIXELS && pango_font_description_get_weight (font) >= PANGO_WEIGHT_BOLD))
    return LARGE;
  return NORMAL;
}

/* The middle of a letter of the label, in the window */
static gboolean
find_letter (GtkLabel *label, int byte, graphene_point_t *ret_point)
{
  PangoRectangle at;
  int x, y;

  gtk_label_get_layout_offsets (label, &x, &y);
  pango_layout_index_to_pos (gtk_label_get_layout (label), byte, &at);
  pango_extents_to_pixels (&at, NULL);
  return gtk_widget_compute_point (GTK_WIDGET (label), GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (label))),
                                   &GRAPHENE_POINT_INIT (x + at.x + at.width / 2.f, y + at.y + at.height / 2.f), ret_point) &&
         is_drawn (GTK_WIDGET (label), ret_point);
}

/* ---- a look at a window ---- */

/* With the frame around it, which puts what is inside a little to the right and down */
static cairo_surface_t *
draw (GtkWidget *window, graphene_rect_t *ret_frame)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  int width = gdk_paintable_get_intrinsic_width (paintable), height = gdk_paintable_get_intrinsic_height (paintable);
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = cairo_create (picture);
  GskRenderNode *node;

  g_assert_true (gtk_widget_compute_bounds (window, window, ret_frame));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
  return picture;
}

static double
sum_places (GPtrArray *labels)
{
  double sum = 0;

  for (guint i = 0; i < labels->len; i++) {
    graphene_point_t point;

    if (gtk_widget_get_mapped (labels->pdata[i]) && find_letter (labels->pdata[i], 0, &point))
      sum += (i + 1) * point.x + (labels->len + i) * point.y;
  }
  return sum;
}

/* Widgets may have moved on between the last frame and now: the picture counts when they are where they were. */
static cairo_surface_t *
draw_calm (GtkWidget *window, GPtrArray *labels, graphene_rect_t *ret_frame)
{
  for (;;) {
    double before, after;
    cairo_surface_t *picture;

    settle (window);
    before = sum_places (labels);
    picture = draw (window, ret_frame);
    settle (window);
    after = sum_places (labels);
    if (before == after)
      return picture;
    cairo_surface_destroy (picture);
  }
}

static void
measure (GtkLabel *label, const char *said, const Look *look, GPtrArray *pale)
{
  graphene_point_t letter, ground;
  double ratio;

  if (!find_letter (label, 0, &letter) || !find_letter (label, 3, &ground))
    return;
  ratio = contrast (pixel_at (look, &letter), pixel_at (look, &ground));
  if (ratio < wanted (label)) {
    g_auto (GStrv) classes = gtk_widget_get_css_classes (GTK_WIDGET (label));
    g_autofree char *list = g_strjoinv (".", classes);

    g_ptr_array_add (pale, g_strdup_printf ("%.2f “%s” (%s in %s)", ratio, said, list,
                                            G_OBJECT_TYPE_NAME (gtk_widget_get_parent (GTK_WIDGET (label)))));
  }
}

/* What cannot be read well enough. The window's words are gone after it. */
static GPtrArray *
find_pale (GtkWidget *window, guint *ret_n)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new (), said = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *pale = g_ptr_array_new_with_free_func (g_free);
  Look look;

  collect (window, labels);
  for (guint i = 0; i < labels->len; i++) {
    g_object_ref (labels->pdata[i]);
    g_ptr_array_add (said, g_strdup (gtk_label_get_text (labels->pdata[i])));
    gtk_label_set_text (labels->pdata[i], BLOCK);
    gtk_label_set_wrap (labels->pdata[i], FALSE);
  }
  look.picture = draw_calm (window, labels, &look.frame);
  for (guint i = 0; i < labels->len; i++) {
    if (gtk_widget_get_mapped (labels->pdata[i]) && g_str_equal (gtk_label_get_text (labels->pdata[i]), BLOCK))
      measure (labels->pdata[i], said->pdata[i], &look, pale);
    g_object_unref (labels->pdata[i]);
  }
  cairo_surface_destroy (look.picture);
  *ret_n = labels->len;
  return pale;
}

static void
assert_readable (GtkWidget *window, const char *place)
{
  guint n;
  g_autoptr (GPtrArray) pale = NULL;

  settle (window);
  pale = find_pale (window, &n);
  g_test_message ("%s: %u labels", place, n);
  g_assert_cmpint (n, >, 5);
  for (guint i = 0; i < pale->len; i++)
    g_test_message ("%s: %s", place, (char *) pale->pdata[i]);
  if (pale->len > 0)
    g_test_fail ();
}

/* ---- tests ---- */

static void
set_up (Fixture *fixture, const char *view)
{
  HavenOptions options = { .today = HAVEN_DAY_NONE, .view = (char *) view };
  g_autoptr (GError) error = NULL;

  fixture->session = haven_session_new (folder, haven_clock_fixed (haven_day_new (2025, 11, 21)));
  haven_session_unlock (fixture->session, "lead", "invented school", &error);
  g_assert_no_error (error);
  fixture->settings = haven_settings_new (FALSE);
  fixture->window = HAVEN_WINDOW (haven_window_new (application, fixture->session, fixture->settings, &options));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  haven_session_lock (fixture->session);
  g_object_unref (fixture->session);
  g_object_unref (fixture->settings);
}

static void
look_at_views (void)
{
  static const char *const views[] = { "today", "children", "cohort", "training", "share" };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++) {
    Fixture fixture;

    set_up (&fixture, views[i]);
    assert_readable (GTK_WIDGET (fixture.window), views[i]);
    tear_down (&fixture);
  }
}

static void
look_at_pages (void)
{
  static const char *const pages[] = { "win.import", "win.welcome", "win.round", "win.reports" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    Fixture fixture;

    set_up (&fixture, "today");
    gtk_widget_activate_action (GTK_WIDGET (fixture.window), pages[i], NULL);
    assert_readable (GTK_WIDGET (fixture.window), pages[i]);
    tear_down (&fixture);
  }
}

static void
look_at_a_child (void)
{
  static const char *const tabs[] = { "overview", "attendance", "suspensions", "learning", "wellbeing", "meetings", "record" };
  gint64 child = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++) {
    Fixture fixture;
    GPtrArray *spells;

    set_up (&fixture, "today");
    spells = haven_school_get_table (haven_session_get_school (fixture.session), HAVEN_TABLE_SPELLS);
    child = ((const HavenSpell *) spells->pdata[0])->pupil_id;
    gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-child", "(xs)", child, tabs[i]);
    assert_readable (GTK_WIDGET (fixture.window), tabs[i]);
    tear_down (&fixture);
  }
}

static void
look_at_preferences (void)
{
  static const char *const pages[] = { "general", "school", "calendar", "people", "import", "printing", "backup", "activity", "sharing",
                                       "virtual-school" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    Fixture fixture;
    GtkWidget *preferences;

    set_up (&fixture, "today");
    preferences = haven_preferences_window_new (fixture.settings, fixture.session);
    haven_preferences_window_show_page (HAVEN_PREFERENCES_WINDOW (preferences), pages[i]);
    gtk_window_set_default_size (GTK_WINDOW (preferences), WIDTH, HEIGHT);
    gtk_window_present (GTK_WINDOW (preferences));
    assert_readable (preferences, pages[i]);
    gtk_window_destroy (GTK_WINDOW (preferences));
    tear_down (&fixture);
  }
}

static void
look_at_the_door (void)
{
  Fixture fixture;

  set_up (&fixture, "today");
  haven_window_lock (fixture.window);
  assert_readable (GTK_WIDGET (fixture.window), "locked");
  tear_down (&fixture);
}

/* High contrast only makes words darker: there, forms and settings have their turn in the long run. */
static void
test_in (gconstpointer scheme)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, GPOINTER_TO_INT (scheme));
  look_at_views ();
  look_at_a_child ();
  look_at_the_door ();
  if (!haven_test_is_long () && adw_style_manager_get_high_contrast (manager))
    return;
  look_at_pages ();
  look_at_preferences ();
}

/* The test itself: a pale word that was put there is found. */
static void
test_planted (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *dark = gtk_label_new ("dark"), *pale = gtk_label_new ("pale");
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  g_autoptr (GPtrArray) found = NULL;
  guint n;

  gtk_css_provider_load_from_data (css, ".planted { opacity: .4; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_widget_add_css_class (pale, "planted");
  gtk_box_append (GTK_BOX (box), dark);
  gtk_box_append (GTK_BOX (box), pale);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  settle (window);
  found = find_pale (window, &n);
  g_assert_cmpint (n, ==, 2);
  g_assert_cmpint (found->len, ==, 1);
  g_assert_nonnull (strstr (found->pdata[0], "pale"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
make_store (void)
{
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (haven_day_new (2025, 11, 21)));
  const HavenUser user = { (char *) "lead", HAVEN_ROLE_DSL };
  g_autoptr (GError) error = NULL;

  haven_session_create (session, &user, "invented school", HAVEN_STRETCH_TEST, &error);
  g_assert_no_error (error);
  g_assert_true (haven_session_fill_demo (session, HAVEN_DEMO_SMALL, 1, NULL));
  haven_session_lock (session);
}

int
main (int argc, char **argv)
{
  g_autofree char *temporary = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  adw_init ();
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  g_resources_register (haven_ui_get_resource ());
  application = g_object_new (ADW_TYPE_APPLICATION, "flags", G_APPLICATION_NON_UNIQUE, "resource-base-path", "/uk/org/haven/Haven", NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  temporary = haven_platform_make_temp_folder (NULL);
  folder = g_build_filename (temporary, "invented.haven", NULL);
  make_store ();
  g_test_add_func ("/ui/contrast/a-planted-pale-word-is-found", test_planted);
  g_test_add_data_func ("/ui/contrast/light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT), test_in);
  g_test_add_data_func ("/ui/contrast/dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK), test_in);
  status = g_test_run ();
  g_object_unref (application);
  haven_platform_remove_tree (temporary, NULL);
  g_free (folder);
  return status;
}
