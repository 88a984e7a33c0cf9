/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-access-page.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-exemptions.h"
#include "haven-file-chooser.h"
#include "haven-input.h"
#include "haven-names.h"
#include "haven-run.h"
#include "haven-save-file.h"
#include "haven-session-access.h"
#include "haven-text.h"
#include "haven-window-system.h"
#include "haven-words.h"

struct _HavenAccessPage {
  AdwBin parent_instance;

  HavenSession *session;
  gint64 request_id;
  HavenDossier *dossier;        /* NULL: being gathered */
  GArray *stops;                /* HavenStop, lent by the dossier */
  guint place_now;
  char *path;                   /* where the paper goes */
  gboolean answer;              /* it is the answer, not a draft */

  /* template */
  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *state;
  GtkLabel *place;
  GtkLabel *where;
  GtkLabel *context;
  GtkLabel *hint;
  GtkLabel *decision;
  GtkWidget *walk;
  GtkCheckButton *alike;
  AdwComboRow *exemption;
  GtkEditable *reason;
  GtkEditable *officer;
  GtkWidget *sign_button;
  GtkWidget *answer_button;
};

G_DEFINE_FINAL_TYPE (HavenAccessPage, haven_access_page, ADW_TYPE_BIN)

static void gather (HavenAccessPage *self);

static gboolean
is_gone (HavenAccessPage *self)
{
  return self->session == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL;      /* locked meanwhile, or left */
}

static const HavenStop *
stop_now (HavenAccessPage *self)
{
  return self->stops != NULL && self->place_now < self->stops->len ? &g_array_index (self->stops, HavenStop, self->place_now) : NULL;
}

/* ---- the passage in hand ---- */

/* What is marked stands out by weight, not by colour */
static void
show_context (HavenAccessPage *self, const HavenStop *stop)
{
  g_autofree char *line = haven_stop_dup_context (stop), *safe = g_markup_escape_text (line, -1);
  g_auto (GStrv) opened = g_strsplit (safe, "»", 2);
  g_autofree char *half = g_strjoinv ("<b>", opened);
  g_auto (GStrv) closed = g_strsplit (half, "«", 2);
  g_autofree char *markup = g_strjoinv ("</b>", closed);

  gtk_label_set_markup (self->context, markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->context), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
}

static const char *
tell_decision (const HavenPassage *passage)
{
  if (!passage->decided)
    return _("Not decided yet");
  return passage->redacted ? _("Taken out") : _("Kept");
}

static void
show_stop (HavenAccessPage *self)
{
  const HavenStop *stop = stop_now (self);
  g_autofree char *place = NULL, *where = NULL;

  gtk_widget_set_visible (self->walk, stop != NULL);
  if (stop == NULL)
    return;
  place = g_strdup_printf (_("Passage %u of %u · %u to decide"), self->place_now + 1, self->stops->len, self->dossier->n_open);
  where = g_strdup_printf ("%s · %s", stop->section->title, stop->field->label);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->where, where);
  show_context (self, stop);
  gtk_label_set_label (self->hint, haven_mark_hint (stop->passage.mark));
  gtk_label_set_label (self->decision, tell_decision (&stop->passage));
}

static void
show_all (HavenAccessPage *self)
{
  g_autofree char *name = haven_pupil_dup_name (self->dossier->pupil), *draft = haven_dossier_dup_draft (self->dossier);
  g_autofree char *due = haven_words_day (haven_access_due (self->dossier->asked), _("no date"));
  g_autofree char *title = g_strdup_printf (_("%s: asked by %s, due %s"), name, self->dossier->asked->asked_by, due);

  gtk_stack_set_visible_child_name (self->stack, "walk");
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->state, draft != NULL ? draft : _("Signed as it stands: it can be given."));
  gtk_widget_set_sensitive (self->sign_button, self->dossier->n_open == 0 && self->dossier->n_covered == 0);
  gtk_widget_set_sensitive (self->answer_button, draft == NULL);
  show_stop (self);
}

static void
move_to (HavenAccessPage *self, guint place)
{
  if (self->stops == NULL || self->stops->len == 0)
    return;
  self->place_now = MIN (place, self->stops->len - 1);
  show_stop (self);
  haven_window_system_announce (GTK_WIDGET (self), gtk_label_get_label (self->place));
}

static void
turn_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenAccessPage *self = HAVEN_ACCESS_PAGE (widget);
  int to = (int) self->place_now + g_variant_get_int32 (parameter);

  move_to (self, (guint) MAX (to, 0));
}

static guint
find_open (HavenAccessPage *self)
{
  for (guint i = 0; i < self->stops->len; i++) {
    guint place = (self->place_now + i) % self->stops->len;
    if (!g_array_index (self->stops, HavenStop, place).passage.decided)
      return place;
  }
  return self->place_now;
}

/* ---- what is held now ---- */

static void
take_dossier (HavenAccessPage *self, HavenDossier *take_dossier)
{
  g_clear_pointer (&self->stops, g_array_unref);
  g_clear_pointer (&self->dossier, haven_dossier_free);
  self->dossier = take_dossier;
  self->stops = haven_dossier_walk (take_dossier);
  if (self->stops->len > 0)
    self->place_now = find_open (self);
  show_all (self);
}

static void
gathered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenAccessPage) self = user_data;
  g_autoptr (GError) error = NULL;
  HavenDossier *dossier = haven_session_gather_dossier_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    g_clear_pointer (&dossier, haven_dossier_free);
  else if (dossier != NULL)
    take_dossier (self, dossier);
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
gather (HavenAccessPage *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  const HavenAccessRequest *asked = school != NULL ? haven_school_get_record (school, HAVEN_TABLE_ACCESS_REQUESTS, self->request_id) : NULL;

  if (asked != NULL)
    haven_session_gather_dossier_async (self->session, asked->pupil_id, asked->id, gathered_cb, g_object_ref (self));
}

/* ---- deciding ---- */

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenAccessPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = haven_session_decide_access_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    return;
  if (!done)
    haven_fail (GTK_WIDGET (self), error);
  gather (self);
}

static gboolean
is_alike (const HavenStop *one, const HavenStop *two)
{
  g_autofree char *left = haven_stop_dup_words (one), *right = haven_stop_dup_words (two);

  return g_str_equal (left, right);
}

static void
decide (HavenAccessPage *self, HavenAccessDecision decision)
{
  const HavenStop *stop = stop_now (self);
  gboolean alike = gtk_check_button_get_active (self->alike);
  GPtrArray *choices;

  if (stop == NULL)
    return;
  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_access_choice_free);
  for (guint i = 0; i < self->stops->len; i++) {
    const HavenStop *other = &g_array_index (self->stops, HavenStop, i);
    if (other == stop || (alike && is_alike (stop, other)))
      g_ptr_array_add (choices, haven_stop_decide (other, self->dossier, decision));
  }
  haven_session_decide_access_async (self->session, choices, decided_cb, g_object_ref (self));
}

static void
decide_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HavenAccessDecision decision;

  if (haven_access_decision_parse (g_variant_get_string (parameter, NULL), &decision))
    decide (HAVEN_ACCESS_PAGE (widget), decision);
}

static void
withhold_cb (HavenAccessPage *self)
{
  const HavenStop *stop = stop_now (self);
  guint n, chosen = adw_combo_row_get_selected (self->exemption);
  const HavenExemption *all = haven_exemptions (&n);
  GPtrArray *choices;

  if (stop == NULL || chosen >= n)
    return;
  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_access_choice_free);
  g_ptr_array_add (choices, haven_entry_withhold (stop->entry, self->dossier, all[chosen].code, gtk_editable_get_text (self->reason)));
  haven_session_decide_access_async (self->session, choices, decided_cb, g_object_ref (self));
  gtk_editable_set_text (self->reason, "");
}

static void
show_exemption (HavenAccessPage *self)
{
  guint n, chosen = adw_combo_row_get_selected (self->exemption);
  const HavenExemption *all = haven_exemptions (&n);
  g_autofree char *text = chosen < n ? g_strdup_printf ("%s (%s)", all[chosen].when, all[chosen].law) : g_strdup ("");
  g_autofree char *safe = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->exemption), safe);
}

static void
list_exemptions (HavenAccessPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n;
  const HavenExemption *all = haven_exemptions (&n);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, all[i].title);
  adw_combo_row_set_model (self->exemption, G_LIST_MODEL (names));
  show_exemption (self);
}

/* ---- signing, and the paper ---- */

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenAccessPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = haven_session_sign_access_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    return;
  if (!done)
    haven_fail (GTK_WIDGET (self), error);
  gather (self);
}

static void
sign_cb (HavenAccessPage *self)
{
  if (self->dossier != NULL)
    haven_session_sign_access_async (self->session, self->dossier, gtk_editable_get_text (self->officer),
                                     haven_session_get_clock (self->session).today, signed_cb, g_object_ref (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenAccessPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = haven_save_file_finish (result, &error);

  if (is_gone (self))
    return;
  if (done)
    haven_say (GTK_WIDGET (self), self->answer ? _("The answer is saved, and the request is answered.") : _("The draft is saved."));
  else
    haven_fail (GTK_WIDGET (self), error);
  gather (self);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenAccessPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = haven_session_export_dossier_finish (HAVEN_SESSION (source), result, &error);

  if (is_gone (self))
    return;
  if (bytes != NULL)
    haven_save_file_async (self->path, bytes, saved_cb, g_object_ref (self));
  else
    haven_fail (GTK_WIDGET (self), error);
}

static void
export_now (gpointer widget)
{
  HavenAccessPage *self = widget;
  HavenDossierForm form = HAVEN_DOSSIER_PDF;

  haven_dossier_form_of_path (self->path, &form);
  if (self->dossier != NULL)
    haven_session_export_dossier_async (self->session, self->dossier, form, self->answer, exported_cb, g_object_ref (self));
}

static void
chosen_cb (gpointer widget, const char *path)
{
  HavenAccessPage *self = widget;

  g_free (self->path);
  self->path = g_strdup (path);
  haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_EXPORT, export_now);
}

/* The name says what it is, and not whom it is about */
static void
save (HavenAccessPage *self, const char *ending, gboolean answer)
{
  g_autofree char *name = g_strdup_printf (_("what-is-held-%d.%s"), (int) self->request_id, ending);

  self->answer = answer;
  haven_file_chooser_save (self, answer ? _("Save the Answer") : _("Save a Draft"), name, chosen_cb);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *ending;
  gboolean answer;

  g_variant_get (parameter, "(&sb)", &ending, &answer);
  save (HAVEN_ACCESS_PAGE (widget), ending, answer);
}

/* ---- the page ---- */

static void
haven_access_page_dispose (GObject *object)
{
  HavenAccessPage *self = HAVEN_ACCESS_PAGE (object);

  g_clear_pointer (&self->stops, g_array_unref);
  g_clear_pointer (&self->dossier, haven_dossier_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_access_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/records/haven-access-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (klass, HavenAccessPage, child)
  BIND (stack);
  BIND (title);
  BIND (state);
  BIND (place);
  BIND (where);
  BIND (context);
  BIND (hint);
  BIND (decision);
  BIND (walk);
  BIND (alike);
  BIND (exemption);
  BIND (reason);
  BIND (officer);
  BIND (sign_button);
  BIND (answer_button);
#undef BIND
  gtk_widget_class_bind_template_callback (klass, withhold_cb);
  gtk_widget_class_bind_template_callback (klass, show_exemption);
  gtk_widget_class_bind_template_callback (klass, sign_cb);
}

static void
haven_access_page_class_init (HavenAccessPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_access_page_dispose;
  gtk_widget_class_install_action (widget_class, "access.turn", "i", turn_cb);
  gtk_widget_class_install_action (widget_class, "access.decide", "s", decide_cb);
  gtk_widget_class_install_action (widget_class, "access.save", "(sb)", save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "access.turn", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "access.turn", "i", -1);
  bind_template (widget_class);
}

static void
haven_access_page_init (HavenAccessPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  list_exemptions (self);
  haven_names_combo_row (self->exemption);
  haven_input_name_row (self->reason);
  haven_input_name_row (self->officer);
}

GtkWidget *
haven_access_page_new (HavenSession *session, gint64 request_id)
{
  HavenAccessPage *self = g_object_new (HAVEN_TYPE_ACCESS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->request_id = request_id;
  gather (self);
  return GTK_WIDGET (self);
}
