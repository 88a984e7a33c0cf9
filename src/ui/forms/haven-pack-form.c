/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-form.h"

#include <glib/gi18n-lib.h>
#include "haven-file-chooser.h"
#include "haven-group.h"
#include "haven-input.h"
#include "haven-keeper.h"
#include "haven-kept-form.h"
#include "haven-names.h"
#include "haven-paper-window.h"
#include "haven-save-file.h"
#include "haven-restricted-list.h"
#include "haven-text.h"

#define BETWEEN ";"             /* recipients: each has an edition of their own */
#define N_PARTS 4
#define N_PAPERS 2

struct _HavenPackForm {
  HavenSaveWindow parent_instance;

  HavenSession *session;    /* lent by the save window; NULL: locked or closed */
  gint64 pupil_id;
  char *path;                 /* the file or folder that was chosen */
  GPtrArray *orders;            /* HavenOrder, while they are being made */
  guint n_made;
  gboolean previewing;          /* what the uncovering is for; else saving */
  GPtrArray *omissions;         /* rows of review, lent by it */

  /* template */
  GtkLabel *child;
  AdwComboRow *kind;
  AdwComboRow *edition;
  GtkEditable *recipient;
  GtkMenuButton *people;
  GtkSwitch *carers;
  GtkSwitch *siblings;
  GtkSwitch *placement;
  GtkSwitch *others;
  GtkSwitch *landscape;
  GtkSwitch *large;
  AdwPreferencesGroup *review;
  HavenRestrictedList *restricted;
  GtkLabel *problem;
  GtkWidget *preview_button;
  GtkWidget *save_button;
  GtkSpinner *spinner;
};

static void implement_kept (HavenKeptFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (HavenPackForm, haven_pack_form, HAVEN_TYPE_SAVE_WINDOW,
                               G_IMPLEMENT_INTERFACE (HAVEN_TYPE_KEPT_FORM, implement_kept))

static void
set_busy (HavenPackForm *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
  gtk_widget_set_sensitive (self->preview_button, !busy);
}

/* ---- what was chosen ---- */

static const char *
chosen_kind (HavenPackForm *self)
{
  return haven_pack_kinds ()[adw_combo_row_get_selected (self->kind)];
}

static guint
chosen_parts (HavenPackForm *self)
{
  GtkSwitch *switches[N_PARTS] = { self->carers, self->siblings, self->placement, self->others };
  guint parts = 0;

  for (guint i = 0; i < N_PARTS; i++)
    parts |= gtk_switch_get_active (switches[i]) ? 1u << i : 0;
  return parts;
}

static guint
chosen_paper (HavenPackForm *self)
{
  return (gtk_switch_get_active (self->landscape) ? HAVEN_PAPER_LANDSCAPE : 0)
         | (gtk_switch_get_active (self->large) ? HAVEN_PAPER_LARGE : 0);
}

/* Each once, without what is empty */
static GStrv
list_recipients (HavenPackForm *self)
{
  g_auto (GStrv) typed = g_strsplit (gtk_editable_get_text (self->recipient), BETWEEN, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; typed[i] != NULL; i++) {
    g_autofree char *name = haven_text_squeeze (typed[i]);
    if (!haven_text_is_empty (name))
      g_strv_builder_add (builder, name);
  }
  return g_strv_builder_end (builder);
}

static HavenOrder *
make_order (HavenPackForm *self, const char *recipient)
{
  HavenOrder *order = haven_order_new (HAVEN_ORDER_PACK, self->session, self->pupil_id, chosen_kind (self), recipient);

  order->edition = adw_combo_row_get_selected (self->edition);
  order->parts = chosen_parts (self);
  order->paper = chosen_paper (self);
  return order;
}

/* ---- what each edition leaves out, before it is made ---- */

static void
add_omission (HavenPackForm *self, const char *title, const char *detail)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *what = g_markup_escape_text (title, -1), *why = g_markup_escape_text (detail, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), why);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  adw_preferences_group_add (self->review, row);
  g_ptr_array_add (self->omissions, row);
}

static void
review_for (HavenPackForm *self, const char *recipient)
{
  HavenPackRequest request = { .school = haven_session_get_school (self->session), .pupil_id = self->pupil_id, .kind = chosen_kind (self),
                               .recipient = recipient, .parts = chosen_parts (self), .clock = haven_session_get_clock (self->session),
                               .edition = adw_combo_row_get_selected (self->edition) };
  g_autoptr (GPtrArray) chosen = haven_restricted_list_dup_chosen (self->restricted);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  request.chosen = chosen;
  if (!haven_pack_check (&request, &error)) {
    add_omission (self, recipient, error->message);
    return;
  }
  list = haven_pack_review (&request);
  add_omission (self, recipient, haven_edition_text (haven_pack_get_edition (&request)));
  for (guint i = 0; i < list->len; i++) {
    const HavenOmission *omission = list->pdata[i];
    g_autofree char *what = g_strdup_printf (_("Not in it: %s"), omission->what);
    add_omission (self, what, omission->why);
  }
}

static void
review_cb (HavenPackForm *self)
{
  g_auto (GStrv) recipients = NULL;

  if (self->session == NULL || haven_session_get_school (self->session) == NULL)
    return;
  for (guint i = 0; i < self->omissions->len; i++)
    adw_preferences_group_remove (self->review, self->omissions->pdata[i]);
  g_ptr_array_set_size (self->omissions, 0);
  recipients = list_recipients (self);
  for (guint i = 0; recipients[i] != NULL; i++)
    review_for (self, recipients[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->review), self->omissions->len > 0);
}

/* ---- people of this child ---- */

static void
person_cb (HavenPackForm *self, GtkWidget *button)
{
  const char *typed = gtk_editable_get_text (self->recipient);
  const char *name = gtk_button_get_label (GTK_BUTTON (button));
  g_autofree char *both = haven_text_is_empty (typed) ? g_strdup (name) : g_strdup_printf ("%s%s %s", typed, BETWEEN, name);

  gtk_editable_set_text (self->recipient, both);
  gtk_menu_button_popdown (self->people);
}

static void
add_person (HavenPackForm *self, GtkWidget *box, const char *name)
{
  GtkWidget *button;

  if (haven_text_is_empty (name))
    return;
  button = gtk_button_new_with_label (name);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static void
list_people (HavenPackForm *self, const HavenPupil *pupil)
{
  HavenSchool *school = haven_session_get_school (self->session);
  HavenSlice people = haven_school_of_pupil (school, HAVEN_TABLE_PEOPLE, pupil->id);
  HavenStanding standing = haven_standing_on (school, pupil->id, haven_session_get_clock (self->session).today);
  const HavenPerson *worker = haven_school_get_record (school, HAVEN_TABLE_PEOPLE, standing.social_worker_id);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *popover = gtk_popover_new ();
  g_autofree char *name = haven_pupil_dup_name (pupil);

  if (worker != NULL)
    add_person (self, box, worker->name);
  for (guint i = 0; i < people.n; i++)
    if (!((const HavenPerson *) people.items[i])->barred)
      add_person (self, box, ((const HavenPerson *) people.items[i])->name);
  add_person (self, box, name);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (self->people, popover);
}

/* ---- saving: a file a recipient ---- */

static void
given_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  haven_session_run_finish (HAVEN_SESSION (source), result, NULL);
}

static void
finish_saving (HavenPackForm *self)
{
  g_autofree char *label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u pack saved", "%u packs saved", self->n_made), self->n_made);

  haven_keeper_settle (HAVEN_KEPT_FORM (self));
  haven_save_window_close (HAVEN_SAVE_WINDOW (self), label, FALSE);
}

static char *
choose_path (HavenPackForm *self, HavenOrder *order)
{
  g_autofree char *name = haven_order_dup_file (order, "pdf");

  return self->orders->len > 1 ? g_build_filename (self->path, name, NULL) : g_strdup (self->path);
}

static void save_next (HavenPackForm *self);

/* error: NULL, and it has no place to go to */
static void
stop_saving (HavenPackForm *self, const GError *error)
{
  set_busy (self, FALSE);
  haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), error != NULL ? error->message : NULL);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPackForm) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;                     /* locked meanwhile */
  if (!haven_save_file_finish (result, &error)) {
    stop_saving (self, error);
    return;
  }
  haven_session_run_async (self->session, haven_order_give (self->orders->pdata[self->n_made], NULL), NULL, given_cb, NULL);
  self->n_made++;
  save_next (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPackForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSheets) sheets = haven_order_print_finish (result, NULL, &error);
  g_autofree char *path = NULL;

  if (self->session == NULL)
    return;                     /* locked meanwhile */
  path = choose_path (self, self->orders->pdata[self->n_made]);
  if (sheets == NULL || path == NULL)
    stop_saving (self, error);
  else
    haven_save_file_async (path, haven_sheets_get_pdf (sheets), saved_cb, g_object_ref (self));
}

static void
save_next (HavenPackForm *self)
{
  if (self->n_made == self->orders->len)
    finish_saving (self);
  else
    haven_order_print_async (self->orders->pdata[self->n_made], self->session, NULL, made_cb, g_object_ref (self));
}

static void
place_chosen_cb (gpointer widget, const char *path)
{
  HavenPackForm *self = widget;

  if (self->session == NULL || haven_session_get_school (self->session) == NULL)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  set_busy (self, TRUE);
  self->n_made = 0;
  save_next (self);
}

/* The file's name says what it is and not whom it is about. */
static void
choose_place (HavenPackForm *self)
{
  g_autofree char *name = haven_order_dup_file (self->orders->pdata[0], "pdf");

  if (self->orders->len > 1)
    haven_file_chooser_folder (self, _("Folder for the Packs"), place_chosen_cb);
  else
    haven_file_chooser_save (self, _("Save the Pack"), name, place_chosen_cb);
}

static void
preview (HavenPackForm *self)
{
  GtkWindow *window = haven_paper_window_new (self->session, self->orders);

  gtk_window_set_transient_for (window, GTK_WINDOW (self));
  gtk_window_present (window);
}

/* ---- restricted entries are uncovered first, one by one ---- */

static void
uncovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPackForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = haven_restricted_list_uncover_finish (result, &error);

  if (self->session == NULL)
    return;                     /* locked meanwhile */
  set_busy (self, FALSE);
  if (notes == NULL) {
    haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), error->message);
    return;
  }
  for (guint i = 0; i < self->orders->len; i++)
    haven_order_choose (self->orders->pdata[i], notes);
  if (self->previewing)
    preview (self);
  else
    choose_place (self);
}

static gboolean
begin_orders (HavenPackForm *self)
{
  g_auto (GStrv) recipients = list_recipients (self);

  if (recipients[0] == NULL) {
    haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), _("A pack is for a named recipient: type who it is for."));
    gtk_widget_grab_focus (GTK_WIDGET (self->recipient));
    return FALSE;
  }
  haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), NULL);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_order_unref);
  for (guint i = 0; recipients[i] != NULL; i++)
    g_ptr_array_add (self->orders, make_order (self, recipients[i]));
  return TRUE;
}

static void
start (HavenPackForm *self, gboolean previewing)
{
  if (haven_session_get_school (self->session) == NULL || !begin_orders (self))
    return;
  self->previewing = previewing;
  set_busy (self, TRUE);
  haven_restricted_list_uncover_async (self->restricted, uncovered_cb, g_object_ref (self));
}

static void
save_cb (HavenPackForm *self)
{
  start (self, FALSE);
}

static void
preview_cb (HavenPackForm *self)
{
  start (self, TRUE);
}

/* ---- the form ---- */

static void
list_kinds (HavenPackForm *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL), editions = gtk_string_list_new (NULL);
  const char *const *kinds = haven_pack_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    gtk_string_list_append (words, haven_pack_kind_text (kinds[i]));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (words));
  for (int i = 0; i < HAVEN_N_EDITIONS; i++)
    gtk_string_list_append (editions, haven_edition_text (i));
  adw_combo_row_set_model (self->edition, G_LIST_MODEL (editions));
}

static void
haven_pack_form_dispose (GObject *object)
{
  HavenPackForm *self = HAVEN_PACK_FORM (object);

  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->path, g_free);
  self->session = NULL;
  G_OBJECT_CLASS (haven_pack_form_parent_class)->dispose (object);
}

static void
haven_pack_form_finalize (GObject *object)
{
  g_ptr_array_unref (HAVEN_PACK_FORM (object)->omissions);
  G_OBJECT_CLASS (haven_pack_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/forms/haven-pack-form.ui");
#define BIND(child) gtk_widget_class_bind_template_child (klass, HavenPackForm, child)
  BIND (child);
  BIND (kind);
  BIND (edition);
  BIND (recipient);
  BIND (people);
  BIND (carers);
  BIND (siblings);
  BIND (placement);
  BIND (others);
  BIND (landscape);
  BIND (large);
  BIND (review);
  BIND (restricted);
  BIND (problem);
  BIND (preview_button);
  BIND (save_button);
  BIND (spinner);
#undef BIND
  gtk_widget_class_bind_template_callback (klass, save_cb);
  gtk_widget_class_bind_template_callback (klass, preview_cb);
  gtk_widget_class_bind_template_callback (klass, review_cb);
}

static void
haven_pack_form_class_init (HavenPackFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_pack_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_pack_form_finalize;
  g_type_ensure (HAVEN_TYPE_RESTRICTED_LIST);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
haven_pack_form_init (HavenPackForm *self)
{
  self->omissions = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_save_window_set_parts (HAVEN_SAVE_WINDOW (self), self->problem, self->save_button);
  list_kinds (self);
  haven_names_combo_row (self->kind);
  haven_names_combo_row (self->edition);
  haven_names_button (GTK_WIDGET (self->people), _("People of this child"));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->recipient)), _("For whom"));
}

GtkWindow *
haven_pack_form_new (HavenSession *session, gint64 pupil_id)
{
  HavenPackForm *self = g_object_new (HAVEN_TYPE_PACK_FORM, NULL);
  const HavenPupil *pupil = haven_school_get_pupil (haven_session_get_school (session), pupil_id);
  g_autofree char *name = pupil != NULL ? haven_pupil_dup_name (pupil) : g_strdup ("");

  self->session = session;
  haven_save_window_set_session (HAVEN_SAVE_WINDOW (self), session);
  self->pupil_id = pupil_id;
  gtk_label_set_label (self->child, name);
  if (pupil != NULL)
    list_people (self, pupil);
  haven_restricted_list_show (self->restricted, session, pupil_id);
  review_cb (self);
  return GTK_WINDOW (self);
}

/* ---- what outlives a lock: not which restricted entries were chosen ---- */

#define TYPED "(xsssuu)"

static GVariant *
dup_typed (HavenKeptForm *kept)
{
  HavenPackForm *self = HAVEN_PACK_FORM (kept);

  return g_variant_new (TYPED, self->pupil_id, chosen_kind (self), haven_edition_code (adw_combo_row_get_selected (self->edition)),
                        gtk_editable_get_text (self->recipient), chosen_parts (self), chosen_paper (self));
}

static void
implement_kept (HavenKeptFormInterface *iface)
{
  iface->kind = HAVEN_PACK_FORM_KIND;
  iface->dup_typed = dup_typed;
}

void
haven_pack_form_choose (HavenPackForm *self, const char *kind)
{
  const char *const *kinds = haven_pack_kinds ();

  g_return_if_fail (HAVEN_IS_PACK_FORM (self));
  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_strcmp0 (kinds[i], kind) == 0)
      adw_combo_row_set_selected (self->kind, i);
}

static void
set_switches (HavenPackForm *self, guint parts, guint paper)
{
  GtkSwitch *part_switches[N_PARTS] = { self->carers, self->siblings, self->placement, self->others };
  GtkSwitch *paper_switches[N_PAPERS] = { self->landscape, self->large };

  for (guint i = 0; i < N_PARTS; i++)
    gtk_switch_set_active (part_switches[i], (parts & 1u << i) != 0);
  for (guint i = 0; i < N_PAPERS; i++)
    gtk_switch_set_active (paper_switches[i], (paper & 1u << i) != 0);
}

GtkWindow *
haven_pack_form_reopen (HavenSession *session, GVariant *typed)
{
  const char *kind, *edition, *recipient;
  HavenEdition which = HAVEN_EDITION_FULL;
  guint parts, paper;
  HavenPackForm *self;
  gint64 pupil_id;

  if (!g_variant_is_of_type (typed, G_VARIANT_TYPE (TYPED)))
    return NULL;
  g_variant_get (typed, "(x&s&s&suu)", &pupil_id, &kind, &edition, &recipient, &parts, &paper);
  if (haven_school_get_pupil (haven_session_get_school (session), pupil_id) == NULL)
    return NULL;
  self = HAVEN_PACK_FORM (haven_pack_form_new (session, pupil_id));
  haven_pack_form_choose (self, kind);
  haven_edition_parse (edition, &which);
  adw_combo_row_set_selected (self->edition, which);
  gtk_editable_set_text (self->recipient, recipient);
  set_switches (self, parts, paper);
  return GTK_WINDOW (self);
}
