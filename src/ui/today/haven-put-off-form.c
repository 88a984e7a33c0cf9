/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-put-off-form.h"

#include <glib/gi18n-lib.h>
#include "haven-attention-row.h"
#include "haven-input.h"
#include "haven-keeper.h"
#include "haven-kept-form.h"
#include "haven-names.h"
#include "haven-typed-day.h"

#define TYPED_TYPE "(sxxss)"      /* rule, child, record; the day on which it comes back, and why it can wait, as typed */
#define A_WEEK 7

struct _HavenPutOffForm {
  HavenSaveWindow parent_instance;

  HavenSession *session;    /* lent by the save window; NULL: locked or closed */
  HavenAttention *attention;      /* keeps item */
  const HavenAttentionItem *item;
  GArray *days;                   /* HavenDay on which it comes back, behind the lines of back; behind the last is a day of one's own */
  GtkWidget *day;
  GtkWidget *reason;

  /* template */
  AdwActionRow *what;
  AdwPreferencesGroup *group;
  AdwComboRow *back;
  GtkLabel *limit;
  GtkLabel *problem;
  GtkWidget *save_button;
};

static void implement_kept (HavenKeptFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (HavenPutOffForm, haven_put_off_form, HAVEN_TYPE_SAVE_WINDOW,
                               G_IMPLEMENT_INTERFACE (HAVEN_TYPE_KEPT_FORM, implement_kept))

static const HavenInput day_input = { "until", N_("_On this day"), HAVEN_INPUT_DAY, TRUE };
static const HavenInput reason_input = { "reason", N_("_Why it can wait"), HAVEN_INPUT_LINE, TRUE };

/* When it comes back */

static HavenDay
last_back (HavenPutOffForm *self)
{
  return haven_attention_put_off_limit (haven_session_get_school (self->session), self->item, haven_session_get_clock (self->session)) + 1;
}

static gboolean
is_listed (HavenPutOffForm *self, HavenDay day)
{
  for (guint i = 0; i < self->days->len; i++)
    if (g_array_index (self->days, HavenDay, i) == day)
      return TRUE;
  return FALSE;
}

static char *
weekday_text (HavenDay day)
{
  g_autofree char *weekday = haven_day_to_weekday (day), *text = haven_day_to_text (day);

  return g_strdup_printf ("%s %s", weekday, text);
}

static void
add_day (HavenPutOffForm *self, GtkStringList *words, const char *name, HavenDay day)
{
  g_autofree char *text = NULL;

  if (day == HAVEN_DAY_NONE || day > last_back (self) || is_listed (self, day))
    return;
  text = weekday_text (day);
  gtk_string_list_take (words, g_strdup_printf ("%s: %s", name, text));
  g_array_append_val (self->days, day);
}

static void
list_days (HavenPutOffForm *self)
{
  HavenCalendar *calendar = haven_school_get_calendar (haven_session_get_school (self->session));
  HavenDay today = haven_session_get_clock (self->session).today, monday = haven_day_get_monday (today);
  HavenDay next = haven_calendar_add_school_days (calendar, today, 1);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  add_day (self, words, next == today + 1 ? _("Tomorrow") : _("Next school day"), next);
  add_day (self, words, _("Next week"), monday + A_WEEK);
  add_day (self, words, _("The week after next"), monday + 2 * A_WEEK);
  if (self->days->len == 0 || last_back (self) > g_array_index (self->days, HavenDay, 0))
    gtk_string_list_append (words, _("On another day"));
  adw_combo_row_set_model (self->back, G_LIST_MODEL (words));
}

static gboolean
is_own_day (HavenPutOffForm *self)
{
  return adw_combo_row_get_selected (self->back) >= self->days->len;
}

static void
back_changed_cb (HavenPutOffForm *self)
{
  if (self->day != NULL)
    gtk_widget_set_visible (self->day, is_own_day (self));
}

static void
show_limit (HavenPutOffForm *self)
{
  g_autofree char *day = weekday_text (last_back (self));
  g_autofree char *sentence = g_strdup_printf (_("It is back on %s at the latest, and at once if it becomes more pressing."), day);

  gtk_label_set_label (self->limit, sentence);
}

static void
show_line (HavenPutOffForm *self)
{
  g_autofree char *who = haven_attention_dup_who (self->item, haven_session_get_school (self->session));
  g_autofree char *safe_who = g_markup_escape_text (who, -1), *safe_sentence = g_markup_escape_text (self->item->sentence, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->what), safe_who);
  adw_action_row_set_subtitle (self->what, safe_sentence);
  adw_action_row_set_subtitle_lines (self->what, 0);
  haven_input_name (GTK_WIDGET (self->what), who);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->what), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->item->sentence, -1);
}

/* Saving */

static gboolean
take_back (HavenPutOffForm *self, HavenDay *ret_back, GError **error)
{
  HavenClock clock = haven_session_get_clock (self->session);

  if (is_own_day (self))
    return haven_input_get_kind (HAVEN_INPUT_DAY)->take (self->day, &day_input, clock, ret_back, error);
  *ret_back = g_array_index (self->days, HavenDay, adw_combo_row_get_selected (self->back));
  return TRUE;
}

static HavenSnooze *
make_snooze (HavenPutOffForm *self, GError **error)
{
  HavenClock clock = haven_session_get_clock (self->session);
  const HavenUser *user = haven_session_get_user (self->session);
  HavenDay back = HAVEN_DAY_NONE;
  HavenSnooze *snooze;

  if (!take_back (self, &back, error))
    return NULL;
  snooze = haven_attention_dup_snooze (haven_session_get_school (self->session), self->item, back - 1,
                                       gtk_editable_get_text (GTK_EDITABLE (self->reason)), clock, error);
  if (snooze != NULL)
    snooze->by = g_strdup (user != NULL ? user->name : NULL);
  return snooze;
}

static void
save_cb (HavenPutOffForm *self)
{
  g_autoptr (GError) error = NULL;
  HavenSnooze *snooze = make_snooze (self, &error);

  haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), snooze == NULL ? error->message : NULL);
  if (snooze == NULL) {
    gtk_widget_grab_focus (is_own_day (self) && *gtk_editable_get_text (GTK_EDITABLE (self->reason)) != '\0' ? self->day : self->reason);
    return;
  }
  haven_save_window_save (HAVEN_SAVE_WINDOW (self), haven_command_put (HAVEN_TABLE_SNOOZES, snooze), NULL, TRUE);
}

static void
haven_put_off_form_dispose (GObject *object)
{
  HavenPutOffForm *self = HAVEN_PUT_OFF_FORM (object);

  self->session = NULL;
  g_clear_pointer (&self->attention, haven_attention_free);
  g_clear_pointer (&self->days, g_array_unref);
  self->day = NULL;
  G_OBJECT_CLASS (haven_put_off_form_parent_class)->dispose (object);
}

static void
haven_put_off_form_class_init (HavenPutOffFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_put_off_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/today/haven-put-off-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPutOffForm, what);
  gtk_widget_class_bind_template_child (widget_class, HavenPutOffForm, group);
  gtk_widget_class_bind_template_child (widget_class, HavenPutOffForm, back);
  gtk_widget_class_bind_template_child (widget_class, HavenPutOffForm, limit);
  gtk_widget_class_bind_template_child (widget_class, HavenPutOffForm, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenPutOffForm, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_changed_cb);
}

static void
haven_put_off_form_init (HavenPutOffForm *self)
{
  self->days = g_array_new (FALSE, FALSE, sizeof (HavenDay));
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_save_window_set_parts (HAVEN_SAVE_WINDOW (self), self->problem, self->save_button);
  self->day = haven_input_get_kind (HAVEN_INPUT_DAY)->make (&day_input, NULL);
  self->reason = haven_input_get_kind (HAVEN_INPUT_LINE)->make (&reason_input, NULL);
  adw_preferences_group_add (self->group, self->day);
  adw_preferences_group_add (self->group, self->reason);
}

static const HavenAttentionItem *
find_item (const HavenAttention *attention, const char *rule, gint64 pupil_id, gint64 record_id)
{
  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = g_ptr_array_index (attention->items, i);

    if (item->pupil_id == pupil_id && item->record_id == record_id && g_strcmp0 (item->rule, rule) == 0)
      return haven_attention_can_put_off (item) ? item : NULL;
  }
  return NULL;
}

GtkWindow *
haven_put_off_form_new (HavenSession *session, const char *rule, gint64 pupil_id, gint64 record_id)
{
  g_autoptr (HavenAttention) attention = haven_attention_new (haven_session_get_school (session), haven_session_get_clock (session));
  const HavenAttentionItem *item = find_item (attention, rule, pupil_id, record_id);
  HavenPutOffForm *self;

  if (item == NULL)
    return NULL;
  self = g_object_new (HAVEN_TYPE_PUT_OFF_FORM, NULL);
  self->session = session;
  haven_save_window_set_session (HAVEN_SAVE_WINDOW (self), session);
  self->attention = g_steal_pointer (&attention);
  self->item = item;
  show_line (self);
  list_days (self);
  haven_names_combo_row (self->back);
  back_changed_cb (self);
  show_limit (self);
  g_signal_connect_swapped (self, "map", G_CALLBACK (gtk_widget_grab_focus), self->reason);
  return GTK_WINDOW (self);
}

/* What is typed, as it stands */

static char *
dup_back (HavenPutOffForm *self)
{
  if (is_own_day (self))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->day)));
  return haven_typed_day_format (g_array_index (self->days, HavenDay, adw_combo_row_get_selected (self->back)));
}

static GVariant *
dup_typed (HavenKeptForm *kept)
{
  HavenPutOffForm *self = HAVEN_PUT_OFF_FORM (kept);
  g_autofree char *back = dup_back (self);

  return g_variant_new (TYPED_TYPE, self->item->rule, self->item->pupil_id, self->item->record_id, back,
                        gtk_editable_get_text (GTK_EDITABLE (self->reason)));
}

static void
implement_kept (HavenKeptFormInterface *iface)
{
  iface->kind = HAVEN_PUT_OFF_FORM_KIND;
  iface->dup_typed = dup_typed;
}

static void
show_back (HavenPutOffForm *self, const char *text)
{
  HavenDay day = HAVEN_DAY_NONE;
  guint place = self->days->len;

  haven_typed_day_parse (text, haven_session_get_clock (self->session).today, &day);
  for (guint i = 0; i < self->days->len; i++)
    if (g_array_index (self->days, HavenDay, i) == day)
      place = i;
  gtk_editable_set_text (GTK_EDITABLE (self->day), place == self->days->len ? text : "");
  adw_combo_row_set_selected (self->back, place);
}

GtkWindow *
haven_put_off_form_reopen (HavenSession *session, GVariant *typed)
{
  const char *rule, *back, *reason;
  gint64 pupil_id, record_id;
  GtkWindow *self;

  if (!g_variant_is_of_type (typed, G_VARIANT_TYPE (TYPED_TYPE)))
    return NULL;
  g_variant_get (typed, "(&sxx&s&s)", &rule, &pupil_id, &record_id, &back, &reason);
  self = haven_put_off_form_new (session, rule, pupil_id, record_id);
  if (self == NULL)
    return NULL;
  show_back (HAVEN_PUT_OFF_FORM (self), back);
  gtk_editable_set_text (GTK_EDITABLE (HAVEN_PUT_OFF_FORM (self)->reason), reason);
  return self;
}
