/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-children-view.h"

#include <glib/gi18n-lib.h>
#include "haven-child.h"
#include "haven-child-preview.h"
#include "haven-children-columns.h"
#include "haven-children-filter.h"
#include "haven-names.h"
#include "haven-saved-filters.h"
#include "haven-state-page.h"
#include "haven-tab-out.h"
#include "haven-text.h"
#include "haven-wrap-layout.h"

struct _HavenChildrenView {
  AdwBin parent_instance;

  HavenBriefing *briefing;
  HavenSettings *settings;
  GListStore *store;        /* HavenChild */
  GtkFilter *filter;
  GtkMultiSelection *selection;
  HavenChildrenFilter wanted;
  GArray *years;            /* int, behind the lines of the year drop-down */
  GtkToggleButton *chip_buttons[HAVEN_N_CHIPS];
  GSimpleAction *filter_action;     /* state: the filter that is shown */
  GSimpleAction *keep_action;       /* state: whether it is kept */
  GCancellable *working;
  gboolean loaded;
  gboolean opens_first;     /* somebody types faster than we read */

  /* template */
  GtkWidget *chips;
  GtkDropDown *year;
  GtkMenuButton *sort_button;
  GtkMenuButton *filter_button;
  GtkStack *stack;
  GtkColumnView *table;
  GtkWidget *scroller;
  GtkLabel *count;
  GtkWidget *chosen_bar;
  GtkLabel *chosen_count;
  GtkWidget *packs_button;
  HavenChildPreview *preview;
};

G_DEFINE_FINAL_TYPE (HavenChildrenView, haven_children_view, ADW_TYPE_BIN)

enum { CLEARED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* How many, and what there is to say when there is nobody */

static void
show_count (HavenChildrenView *self)
{
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *text = shown == all
    ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u child", "%u children", all), all)
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u child", "%u of %u children", all), shown, all);

  if (!self->loaded)
    return;
  gtk_label_set_label (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, all == 0 ? "nobody" : shown == 0 ? "no-match" : "table");
}

static void
show_chip_counts (HavenChildrenView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (HavenChip chip = 0; chip < HAVEN_N_CHIPS; chip++) {
    g_autofree char *label = NULL;
    guint count = 0;

    for (guint i = 0; i < n; i++) {
      g_autoptr (HavenChild) child = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      count += haven_chip_has (chip, child, self->briefing);
    }
    label = g_strdup_printf ("%s %u", haven_chip_text (chip), count);
    gtk_button_set_label (GTK_BUTTON (self->chip_buttons[chip]), label);
  }
}

/* Filters */

static void
show_kept (HavenChildrenView *self)
{
  g_autofree char *now = haven_saved_filter_format (&self->wanted), *kept = NULL;
  gboolean all = self->wanted.chip == HAVEN_CHIP_ALL && self->wanted.year == HAVEN_EVERY_YEAR;

  g_object_get (self->settings, "children-filters", &kept, NULL);
  g_simple_action_set_state (self->filter_action, g_variant_new_string (now));
  g_simple_action_set_state (self->keep_action, g_variant_new_boolean (haven_saved_filters_have (kept, now)));
  g_simple_action_set_enabled (self->keep_action, !all);
}

static gboolean
passes (gpointer item, gpointer user_data)
{
  HavenChildrenView *self = user_data;

  return haven_children_filter_passes (&self->wanted, item, self->briefing);
}

static void
filter_again (HavenChildrenView *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
  show_kept (self);
}

static void
chip_toggled_cb (HavenChildrenView *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  self->wanted.chip = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "chip"));
  filter_again (self);
}

static void
year_changed_cb (HavenChildrenView *self)
{
  guint selected = gtk_drop_down_get_selected (self->year);

  if (self->years == NULL || selected >= self->years->len)
    return;
  self->wanted.year = g_array_index (self->years, int, selected);
  filter_again (self);
}

static void
clear_filters_cb (HavenChildrenView *self)
{
  gtk_toggle_button_set_active (self->chip_buttons[HAVEN_CHIP_ALL], TRUE);
  gtk_drop_down_set_selected (self->year, 0);
  g_signal_emit (self, signals[CLEARED], 0);
}

static void
add_chips (HavenChildrenView *self)
{
  for (HavenChip chip = 0; chip < HAVEN_N_CHIPS; chip++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (haven_chip_text (chip));

    gtk_widget_add_css_class (button, "chip");
    g_object_set_data (G_OBJECT (button), "chip", GINT_TO_POINTER (chip));
    if (chip > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->chip_buttons[0]);
    self->chip_buttons[chip] = GTK_TOGGLE_BUTTON (button);
    gtk_widget_insert_before (button, self->chips, NULL);
  }
  gtk_toggle_button_set_active (self->chip_buttons[HAVEN_CHIP_ALL], TRUE);
  for (HavenChip chip = 0; chip < HAVEN_N_CHIPS; chip++)
    g_signal_connect_swapped (self->chip_buttons[chip], "toggled", G_CALLBACK (chip_toggled_cb), self);
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static gboolean
has_year (GArray *years, int year)
{
  for (guint i = 0; i < years->len; i++)
    if (g_array_index (years, int, i) == year)
      return TRUE;
  return FALSE;
}

static char *
word_of_year (HavenChildrenView *self, int year)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++) {
    g_autoptr (HavenChild) child = g_list_model_get_item (G_LIST_MODEL (self->store), i);

    if (haven_child_get_year (child) == year)
      return g_strdup (haven_child_get_text (child, HAVEN_CHILD_YEAR));
  }
  return g_strdup ("");
}

static void
list_years (HavenChildrenView *self)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GtkStringList) words = gtk_string_list_new ((const char *[]) { _("Every year"), NULL });
  int every = HAVEN_EVERY_YEAR;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++) {
    g_autoptr (HavenChild) child = g_list_model_get_item (G_LIST_MODEL (self->store), i);
    int year = haven_child_get_year (child);

    if (year != G_MININT && !has_year (years, year))
      g_array_append_val (years, year);
  }
  g_array_sort (years, compare_years);
  for (guint i = 0; i < years->len; i++)
    gtk_string_list_take (words, word_of_year (self, g_array_index (years, int, i)));
  g_array_prepend_val (years, every);
  g_clear_pointer (&self->years, g_array_unref);
  self->years = years;
  gtk_drop_down_set_model (self->year, G_LIST_MODEL (words));
}

/* Opening and previewing */

/* The first of those that are chosen; NULL: nobody is */
static HavenChild *
dup_selected (HavenChildrenView *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return gtk_bitset_is_empty (chosen) ? NULL : g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (chosen));
}

static void
activated_cb (HavenChildrenView *self, guint position)
{
  g_autoptr (HavenChild) child = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-child", "(xs)", haven_child_get_id (child), "");
}

/* Rows: only those that differ are replaced, so that the place and the selection stay */

static guint
count_same (HavenChildrenView *self, GPtrArray *children, gboolean from_end, guint most)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->store)), same = 0;

  while (same < most) {
    g_autoptr (HavenChild) before = g_list_model_get_item (G_LIST_MODEL (self->store), from_end ? old - 1 - same : same);

    if (!haven_child_equal (before, g_ptr_array_index (children, from_end ? children->len - 1 - same : same)))
      break;
    same++;
  }
  return same;
}

static void
splice (HavenChildrenView *self, GPtrArray *children)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint head = count_same (self, children, FALSE, MIN (old, children->len));
  guint tail = count_same (self, children, TRUE, MIN (old, children->len) - head);

  g_list_store_splice (self->store, head, old - head - tail, children->pdata + head, children->len - head - tail);
}

typedef struct {
  HavenSchool *school;
  HavenClock clock;
} Question;

static void
question_free (Question *question)
{
  haven_school_unref (question->school);
  g_free (question);
}

static void
work_out (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Question *question = task_data;

  g_task_return_pointer (task, haven_children_of (question->school, question->clock), (GDestroyNotify) g_ptr_array_unref);
}

static void
worked_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenChildrenView *self = HAVEN_CHILDREN_VIEW (source);
  g_autoptr (GPtrArray) children = g_task_propagate_pointer (G_TASK (result), NULL);

  if (children == NULL)
    return;
  self->loaded = TRUE;
  splice (self, children);
  if (self->years == NULL || self->wanted.year == HAVEN_EVERY_YEAR)
    list_years (self);
  show_chip_counts (self);
  filter_again (self);
  if (self->opens_first)
    haven_children_view_open_first (self);
}

static void
update (HavenChildrenView *self)
{
  HavenSession *session = haven_briefing_get_session (self->briefing);
  g_autoptr (GTask) task = NULL;
  Question *question;

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  if (haven_session_get_school (session) == NULL)
    return;
  question = g_new0 (Question, 1);
  question->school = haven_school_ref (haven_session_get_school (session));
  question->clock = haven_session_get_clock (session);
  self->working = g_cancellable_new ();
  task = g_task_new (self, self->working, worked_out_cb, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, work_out);
}

/* Kept filters: the buttons above show what is chosen */

static void
choose_year (HavenChildrenView *self, int year)
{
  for (guint i = 0; self->years != NULL && i < self->years->len; i++)
    if (g_array_index (self->years, int, i) == year)
      gtk_drop_down_set_selected (self->year, i);
}

static void
filter_chosen_cb (HavenChildrenView *self, GVariant *state)
{
  HavenChildrenFilter filter = { 0 };

  haven_saved_filter_parse (g_variant_get_string (state, NULL), &filter);
  gtk_toggle_button_set_active (self->chip_buttons[filter.chip], TRUE);
  choose_year (self, filter.year);
}

static void
keep_toggled_cb (HavenChildrenView *self)
{
  g_autofree char *now = haven_saved_filter_format (&self->wanted), *kept = NULL, *changed = NULL;

  g_object_get (self->settings, "children-filters", &kept, NULL);
  changed = haven_saved_filters_toggle (kept, now);
  g_object_set (self->settings, "children-filters", changed, NULL);
}

static void
list_kept (HavenChildrenView *self)
{
  g_autofree char *kept = NULL;
  g_autoptr (GMenuModel) menu = NULL;

  g_object_get (self->settings, "children-filters", &kept, NULL);
  menu = haven_saved_filters_make_menu (kept);
  gtk_menu_button_set_menu_model (self->filter_button, menu);
  show_kept (self);
}

static void
add_kept_filters (HavenChildrenView *self, GActionMap *map)
{
  self->filter_action = g_simple_action_new_stateful ("filter", G_VARIANT_TYPE_STRING, g_variant_new_string ("all"));
  self->keep_action = g_simple_action_new_stateful ("keep-filter", NULL, g_variant_new_boolean (FALSE));
  g_signal_connect_swapped (self->filter_action, "change-state", G_CALLBACK (filter_chosen_cb), self);
  g_signal_connect_swapped (self->keep_action, "change-state", G_CALLBACK (keep_toggled_cb), self);
  g_action_map_add_action (map, G_ACTION (self->filter_action));
  g_action_map_add_action (map, G_ACTION (self->keep_action));
  g_signal_connect_object (self->settings, "notify::children-filters", G_CALLBACK (list_kept), self, G_CONNECT_SWAPPED);
  list_kept (self);
}

/* Sorting: by a click on a title, or from the keyboard by this menu, which is remembered */

static GMenuModel *
make_sort_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new (), order = g_menu_new ();

  for (HavenChildColumn column = 0; column < HAVEN_N_CHILD_COLUMNS; column++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (haven_child_column_title (column), NULL);

    g_menu_item_set_action_and_target (item, "children.sort", "s", haven_child_column_id (column));
    g_menu_append_item (columns, item);
  }
  g_menu_append (order, _("Largest or latest first"), "children.descending");
  g_menu_append_section (menu, _("Sort by"), G_MENU_MODEL (columns));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  return G_MENU_MODEL (menu);
}

static void
sort_again (HavenChildrenView *self)
{
  g_autofree char *id = NULL;
  gboolean descending;

  g_object_get (self->settings, "children-sort-column", &id, "children-sort-descending", &descending, NULL);
  for (HavenChildColumn column = 0; column < HAVEN_N_CHILD_COLUMNS; column++)
    if (g_strcmp0 (haven_child_column_id (column), id) == 0)
      haven_children_columns_sort (self->table, column, descending);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->table)), "list.scroll-to-item", "u", 0);
}

static void
add_sorting (HavenChildrenView *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) sort = g_property_action_new ("sort", self->settings, "children-sort-column");
  g_autoptr (GPropertyAction) descending = g_property_action_new ("descending", self->settings, "children-sort-descending");
  g_autoptr (GMenuModel) menu = make_sort_menu ();

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (sort));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (descending));
  add_kept_filters (self, G_ACTION_MAP (group));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "children", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (self->sort_button, menu);
  g_signal_connect_object (self->settings, "notify::children-sort-column", G_CALLBACK (sort_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::children-sort-descending", G_CALLBACK (sort_again), self, G_CONNECT_SWAPPED);
  sort_again (self);
}

/* The preview */

static void
show_preview (HavenChildrenView *self)
{
  g_autoptr (HavenChild) child = dup_selected (self);

  if (gtk_widget_get_visible (GTK_WIDGET (self->preview)) && child != NULL)
    haven_child_preview_show (self->preview, self->briefing, haven_child_get_id (child));
}

/* Several children, by Ctrl+Space, Shift with the arrows, or the pointer with either key: papers and a round of these alone */

static guint64
count_chosen (HavenChildrenView *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return gtk_bitset_get_size (chosen);
}

static GVariant *
list_chosen (HavenChildrenView *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GVariantBuilder ids;

  g_variant_builder_init (&ids, G_VARIANT_TYPE ("ax"));
  for (guint64 i = 0; i < gtk_bitset_get_size (chosen); i++) {
    g_autoptr (HavenChild) child = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (chosen, (guint) i));

    g_variant_builder_add (&ids, "x", haven_child_get_id (child));
  }
  return g_variant_builder_end (&ids);
}

static void
show_chosen (HavenChildrenView *self)
{
  guint n = (guint) count_chosen (self);
  g_autofree char *words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u child chosen", "%u children chosen", n), n);

  gtk_label_set_label (self->chosen_count, words);
  gtk_widget_set_visible (self->chosen_bar, n > 1);
}

static void
selection_changed_cb (HavenChildrenView *self)
{
  show_chosen (self);
  show_preview (self);
}

static void
round_cb (HavenChildrenView *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.round-of", list_chosen (self));
}

static void
packs_cb (HavenChildrenView *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.packs", list_chosen (self));
}

static void
choose_none_cb (HavenChildrenView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));    /* the bar goes, and the button with it */
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

static gboolean
key_cb (HavenChildrenView *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *preview = GTK_WIDGET (self->preview);

  if (key == GDK_KEY_Escape && gtk_widget_get_visible (preview)) {
    gtk_widget_set_visible (preview, FALSE);
    return GDK_EVENT_STOP;
  }
  if (key != GDK_KEY_space || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (count_chosen (self) == 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), 0, TRUE);
  gtk_widget_set_visible (preview, !gtk_widget_get_visible (preview));
  show_preview (self);
  return GDK_EVENT_STOP;
}

static void
make_model (HavenChildrenView *self)
{
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;

  self->filter = GTK_FILTER (gtk_custom_filter_new (passes, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)), g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (self->table)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Keys go on in the list, not among the filters above it. */
static gboolean
haven_children_view_grab_focus (GtkWidget *widget)
{
  HavenChildrenView *self = HAVEN_CHILDREN_VIEW (widget);

  return self->loaded && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0 &&
         gtk_widget_child_focus (GTK_WIDGET (self->table), GTK_DIR_TAB_FORWARD);
}

static void
haven_children_view_dispose (GObject *object)
{
  HavenChildrenView *self = HAVEN_CHILDREN_VIEW (object);

  g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->filter_action);
  g_clear_object (&self->keep_action);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_object (&self->briefing);
  g_clear_pointer (&self->years, g_array_unref);
  g_clear_pointer (&self->wanted.needle, g_free);
  G_OBJECT_CLASS (haven_children_view_parent_class)->dispose (object);
}

static void
haven_children_view_class_init (HavenChildrenViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_children_view_dispose;
  widget_class->grab_focus = haven_children_view_grab_focus;
  signals[CLEARED] = g_signal_new ("cleared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HAVEN_TYPE_CHILD_PREVIEW);
  g_type_ensure (HAVEN_TYPE_STATE_PAGE);
  g_type_ensure (HAVEN_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/children/haven-children-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, chips);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, year);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, sort_button);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, filter_button);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, stack);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, table);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, scroller);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, count);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, chosen_bar);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, chosen_count);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, packs_button);
  gtk_widget_class_bind_template_child (widget_class, HavenChildrenView, preview);
  gtk_widget_class_bind_template_callback (widget_class, year_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, round_cb);
  gtk_widget_class_bind_template_callback (widget_class, packs_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_none_cb);
}

static void
haven_children_view_init (HavenChildrenView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->store = g_list_store_new (HAVEN_TYPE_CHILD);
  self->wanted = (HavenChildrenFilter) { HAVEN_CHIP_ALL, HAVEN_EVERY_YEAR, g_strdup ("") };
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_drop_down (self->year, _("Year group"));
  haven_tab_out_add (GTK_WIDGET (self->table), self->scroller);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->table), keys);
}

GtkWidget *
haven_children_view_new (HavenBriefing *briefing, HavenSettings *settings)
{
  HavenChildrenView *self = g_object_new (HAVEN_TYPE_CHILDREN_VIEW, NULL);

  self->briefing = g_object_ref (briefing);
  self->settings = g_object_ref (settings);
  haven_children_columns_add (self->table, settings);
  haven_names_table (self->table, _("Children with a social worker, now or before"));
  make_model (self);
  gtk_widget_set_visible (self->packs_button, haven_session_may (haven_briefing_get_session (briefing), HAVEN_DEED_PRINT));
  add_chips (self);
  add_sorting (self);
  g_signal_connect_object (briefing, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
haven_children_view_set_search (HavenChildrenView *self, const char *text)
{
  g_return_if_fail (HAVEN_IS_CHILDREN_VIEW (self));
  g_free (self->wanted.needle);
  self->wanted.needle = haven_text_fold (text);
  filter_again (self);
}

void
haven_children_view_open_first (HavenChildrenView *self)
{
  g_return_if_fail (HAVEN_IS_CHILDREN_VIEW (self));
  self->opens_first = !self->loaded;
  if (self->loaded && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    activated_cb (self, 0);
}
