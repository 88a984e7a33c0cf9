/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-form.h"

#include <glib/gi18n-lib.h>
#include "haven-child-chooser.h"
#include "haven-form-specs.h"
#include "haven-input.h"
#include "haven-keeper.h"
#include "haven-kept-form.h"

#define TYPED_TYPE "(sxxa{ss})"   /* spec, record, child, and what each row shows */

struct _HavenForm {
  HavenSaveWindow parent_instance;

  HavenSession *session;    /* lent by the save window; NULL: locked or closed */
  const HavenFormSpec *spec;
  gpointer draft;
  GPtrArray *rows;          /* one an input, lent by group */

  /* template */
  HavenChildChooser *child;
  AdwPreferencesGroup *group;
  GtkLabel *problem;
  GtkWidget *save_button;
};

static void implement_kept (HavenKeptFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (HavenForm, haven_form, HAVEN_TYPE_SAVE_WINDOW, G_IMPLEMENT_INTERFACE (HAVEN_TYPE_KEPT_FORM, implement_kept))

static gboolean
is_new (HavenForm *self)
{
  return *(gint64 *) self->draft == 0;
}

static void
make_rows (HavenForm *self)
{
  for (const HavenInput *input = self->spec->inputs; input->field != NULL; input++) {
    const HavenInputKind *kind = haven_input_get_kind (input->type);
    GtkWidget *row = kind->make (input, haven_session_get_school (self->session));

    kind->show (row, input, haven_form_spec_find_member (self->spec, self->draft, input->field));
    adw_preferences_group_add (self->group, row);
    g_ptr_array_add (self->rows, row);
  }
}

/* Takes every row into draft; gives the place of the first that cannot be read, or -1. */
static int
take_rows (HavenForm *self, gpointer draft, GError **error)
{
  HavenClock clock = haven_session_get_clock (self->session);

  for (guint i = 0; i < self->rows->len; i++) {
    const HavenInput *input = &self->spec->inputs[i];
    gpointer place = haven_form_spec_find_member (self->spec, draft, input->field);

    if (!haven_input_get_kind (input->type)->take (g_ptr_array_index (self->rows, i), input, clock, place, error))
      return (int) i;
  }
  return -1;
}

static void
take_child (HavenForm *self, gpointer draft)
{
  if (self->spec->about_child)
    *(gint64 *) haven_form_spec_find_member (self->spec, draft, "pupil_id") = haven_child_chooser_get_child (self->child);
}

static gboolean
refuse_child (HavenForm *self)
{
  if (!self->spec->about_child || haven_child_chooser_get_child (self->child) != 0)
    return FALSE;
  haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), _("Choose the child first."));
  haven_child_chooser_enter (self->child);
  return TRUE;
}

static gboolean
refuse_rows (HavenForm *self, gpointer draft)
{
  g_autoptr (GError) error = NULL;
  int wrong = take_rows (self, draft, &error);
  const char *impossible = wrong < 0 && self->spec->check != NULL ? self->spec->check (draft) : NULL;

  if (wrong < 0 && impossible == NULL && self->spec->complete != NULL)
    impossible = self->spec->complete (draft, haven_session_get_school (self->session));

  haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), wrong >= 0 ? error->message : impossible);
  if (wrong >= 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, wrong));
  return wrong >= 0 || impossible != NULL;
}

static void
save_cb (HavenForm *self)
{
  gpointer draft;

  if (haven_save_window_is_saving (HAVEN_SAVE_WINDOW (self)) || refuse_child (self))
    return;
  draft = haven_form_spec_copy_draft (self->spec, self->draft);
  take_child (self, draft);
  if (refuse_rows (self, draft))
    haven_form_spec_free_draft (self->spec, draft);
  else
    haven_save_window_save (HAVEN_SAVE_WINDOW (self), haven_command_put (self->spec->table, draft), NULL, TRUE);
}

/* Return is a new line in a long text, and Cancel where Cancel has the focus: Control with it saves from everywhere. */
static gboolean
save_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  save_cb (HAVEN_FORM (widget));
  return TRUE;
}

static gboolean
waits_for_words (HavenForm *self, guint i)
{
  const HavenInput *input = &self->spec->inputs[i];
  g_autofree char *typed = haven_input_get_kind (input->type)->dup_typed (g_ptr_array_index (self->rows, i), input);

  return input->needed && *typed == '\0';
}

/* What a new record cannot do without comes first, or the top */
static void
focus_row (HavenForm *self)
{
  guint first = 0;

  while (is_new (self) && first < self->rows->len && !waits_for_words (self, first))
    first++;
  gtk_widget_grab_focus (g_ptr_array_index (self->rows, first < self->rows->len ? first : 0));
}

static void
child_chosen_cb (HavenForm *self)
{
  focus_row (self);
}

/* Typing begins at once: with the child, or with what there is to say. */
static void
mapped_cb (HavenForm *self)
{
  if (self->spec->about_child && haven_child_chooser_get_child (self->child) == 0)
    haven_child_chooser_enter (self->child);
  else
    focus_row (self);
}

static void
haven_form_dispose (GObject *object)
{
  HavenForm *self = HAVEN_FORM (object);

  if (self->draft != NULL)
    haven_form_spec_free_draft (self->spec, self->draft);
  self->draft = NULL;
  self->session = NULL;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (haven_form_parent_class)->dispose (object);
}

static void
haven_form_class_init (HavenFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_form_dispose;
  g_type_ensure (HAVEN_TYPE_CHILD_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/forms/haven-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenForm, child);
  gtk_widget_class_bind_template_child (widget_class, HavenForm, group);
  gtk_widget_class_bind_template_child (widget_class, HavenForm, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenForm, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, child_chosen_cb);
}

/* Before the text gets the key, which would take it for a new line */
static void
add_save_keys (HavenForm *self)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], GDK_CONTROL_MASK),
                                                            gtk_callback_action_new (save_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
haven_form_init (HavenForm *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_save_window_set_parts (HAVEN_SAVE_WINDOW (self), self->problem, self->save_button);
  add_save_keys (self);
}

static void
show_child (HavenForm *self)
{
  gint64 pupil_id;

  gtk_widget_set_visible (GTK_WIDGET (self->child), self->spec->about_child);
  if (!self->spec->about_child)
    return;
  pupil_id = *(gint64 *) haven_form_spec_find_member (self->spec, self->draft, "pupil_id");
  haven_child_chooser_set_session (self->child, self->session);
  haven_child_chooser_set_child (self->child, pupil_id, !is_new (self));
}

GtkWindow *
haven_form_new (HavenSession *session, const HavenFormSpec *spec, gpointer take_draft)
{
  HavenForm *self = g_object_new (HAVEN_TYPE_FORM, NULL);

  self->session = session;
  haven_save_window_set_session (HAVEN_SAVE_WINDOW (self), session);
  self->spec = spec;
  self->draft = take_draft;
  gtk_window_set_title (GTK_WINDOW (self), is_new (self) ? _(spec->title_new) : _(spec->title_edit));
  make_rows (self);
  show_child (self);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  return GTK_WINDOW (self);
}

/* What is typed, as it stands */

static GVariant *
dup_typed (HavenKeptForm *kept)
{
  HavenForm *self = HAVEN_FORM (kept);
  GVariantBuilder typed = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  gint64 pupil_id = self->spec->about_child ? haven_child_chooser_get_child (self->child) : 0;

  for (guint i = 0; i < self->rows->len; i++) {
    const HavenInput *input = &self->spec->inputs[i];
    g_autofree char *text = haven_input_get_kind (input->type)->dup_typed (g_ptr_array_index (self->rows, i), input);

    g_variant_builder_add (&typed, "{ss}", input->field, text);
  }
  return g_variant_new (TYPED_TYPE, self->spec->name, *(gint64 *) self->draft, pupil_id, &typed);
}

static void
implement_kept (HavenKeptFormInterface *iface)
{
  iface->kind = HAVEN_FORM_KIND;
  iface->dup_typed = dup_typed;
}

static void
show_typed (HavenForm *self, GVariant *typed)
{
  for (guint i = 0; i < self->rows->len; i++) {
    const HavenInput *input = &self->spec->inputs[i];
    const char *text;

    if (g_variant_lookup (typed, input->field, "&s", &text))
      haven_input_get_kind (input->type)->set_typed (g_ptr_array_index (self->rows, i), input, text);
  }
}

/* A record that went meanwhile is written anew. */
static gpointer
begin_again (const HavenFormSpec *spec, HavenSession *session, gint64 id, gint64 pupil_id)
{
  gpointer draft = id != 0 ? haven_form_spec_dup_record (spec, session, id) : NULL;

  if (draft == NULL)
    draft = haven_form_spec_new_draft (spec, session, pupil_id);
  if (spec->about_child)
    *(gint64 *) haven_form_spec_find_member (spec, draft, "pupil_id") = pupil_id;
  return draft;
}

GtkWindow *
haven_form_reopen (HavenSession *session, GVariant *typed)
{
  g_autoptr (GVariant) rows = NULL;
  const HavenFormSpec *spec;
  GtkWindow *self;
  const char *name;
  gint64 id, pupil_id;

  if (!g_variant_is_of_type (typed, G_VARIANT_TYPE (TYPED_TYPE)))
    return NULL;
  g_variant_get (typed, "(&sxx@a{ss})", &name, &id, &pupil_id, &rows);
  spec = haven_form_spec_find (name);
  if (spec == NULL)
    return NULL;
  self = haven_form_new (session, spec, begin_again (spec, session, id, pupil_id));
  show_typed (HAVEN_FORM (self), rows);
  return self;
}
