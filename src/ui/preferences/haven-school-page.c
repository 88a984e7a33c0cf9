/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-school-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-authority-choice.h"
#include "haven-left-row.h"
#include "haven-names.h"
#include "haven-reference.h"
#include "haven-run.h"
#include "haven-text.h"

#define USUAL_TERMS 3

struct _HavenSchoolPage {
  AdwBin parent_instance;

  HavenSession *session;
  gboolean quiet;           /* values are shown, not chosen */

  /* template */
  GtkWidget *content;
  AdwEntryRow *name;
  AdwEntryRow *urn;
  AdwEntryRow *laestab;
  GtkDropDown *authority;
  AdwComboRow *phase;
  GtkSpinButton *terms;
  GtkSpinButton *week;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (HavenSchoolPage, haven_school_page, ADW_TYPE_BIN)

/* In the order of the lines of the template; "" is not chosen */
static const char *const phases[] = { "", "primary", "secondary", "all-through", "special", "ap" };

/* The rows of words: under which key they are kept, and of how many digits; 0: any words */
typedef struct {
  const char *key;
  gsize digits;
  const char *refusal;
} Words;

static const Words name_words = { "name", 0, N_("Type the school’s name.") };
static const Words urn_words = { "urn", 6, N_("The URN is the school’s number of six digits.") };
static const Words laestab_words = { "laestab", 7, N_("The LAESTAB is seven digits: three of the authority, four of the school.") };

static const char *
setting (HavenSchoolPage *self, const char *key)
{
  HavenSchool *school = haven_session_get_school (self->session);

  return school != NULL ? haven_school_get_setting (school, key, "") : "";
}

static void
show_problem (HavenSchoolPage *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set (HavenSchoolPage *self, const char *key, const char *value)
{
  if (!self->quiet && !g_str_equal (setting (self, key), value))
    haven_run (GTK_WIDGET (self), self->session, haven_command_set (key, value));
}

static void
set_number (HavenSchoolPage *self, const char *key, int value)
{
  g_autofree char *text = g_strdup_printf ("%d", value);

  set (self, key, text);
}

static gboolean
is_right (const Words *words, const char *text)
{
  return words->digits == 0 ? *text != '\0' : strlen (text) == words->digits && strspn (text, "0123456789") == words->digits;
}

static void
take_words (HavenSchoolPage *self, AdwEntryRow *row, const Words *words)
{
  g_autofree char *text = haven_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (row)));
  gboolean right = is_right (words, text);

  if (haven_session_get_school (self->session) == NULL)
    return;                 /* locked meanwhile: nothing can be kept */
  (right ? gtk_widget_remove_css_class : gtk_widget_add_css_class) (GTK_WIDGET (row), "error");
  show_problem (self, right ? NULL : _(words->refusal));
  if (right)
    set (self, words->key, text);
}

static void
name_cb (HavenSchoolPage *self)
{
  take_words (self, self->name, &name_words);
}

static void
urn_cb (HavenSchoolPage *self)
{
  take_words (self, self->urn, &urn_words);
}

static void
laestab_cb (HavenSchoolPage *self)
{
  take_words (self, self->laestab, &laestab_words);
}

static void
authority_cb (HavenSchoolPage *self)
{
  if (self->session != NULL && gtk_drop_down_get_selected (self->authority) != GTK_INVALID_LIST_POSITION)
    set (self, "authority", haven_authority_choice_get (self->authority));
}

static void
phase_cb (HavenSchoolPage *self)
{
  guint selected = adw_combo_row_get_selected (self->phase);

  if (self->session != NULL && selected < G_N_ELEMENTS (phases))
    set (self, "phase", phases[selected]);
}

static void
terms_cb (HavenSchoolPage *self)
{
  set_number (self, "terms", gtk_spin_button_get_value_as_int (self->terms));
}

static void
week_cb (HavenSchoolPage *self)
{
  set_number (self, "week-minutes", (int) (gtk_spin_button_get_value (self->week) * 60 + .5));
}

static void
show_phase (HavenSchoolPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    if (g_str_equal (phases[i], setting (self, "phase")))
      adw_combo_row_set_selected (self->phase, i);
}

static void
refresh (HavenSchoolPage *self)
{
  gint64 terms = g_ascii_strtoll (setting (self, "terms"), NULL, 10);
  gint64 minutes = g_ascii_strtoll (setting (self, "week-minutes"), NULL, 10);

  self->quiet = TRUE;
  haven_left_row_show (self->name, setting (self, "name"));
  haven_left_row_show (self->urn, setting (self, "urn"));
  haven_left_row_show (self->laestab, setting (self, "laestab"));
  haven_authority_choice_fill (self->authority, setting (self, "authority"));
  show_phase (self);
  gtk_spin_button_set_value (self->terms, terms > 0 ? (double) terms : USUAL_TERMS);
  gtk_spin_button_set_value (self->week, (minutes > 0 ? (double) minutes : haven_rule_number ("part-time", "week-minutes")) / 60);
  self->quiet = FALSE;
  gtk_widget_set_sensitive (self->content, haven_session_may (self->session, HAVEN_DEED_SETTINGS));
}

static void
session_changed_cb (HavenSchoolPage *self, HavenTables tables)
{
  if (haven_session_get_school (self->session) != NULL && (tables & HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS)) != 0)
    refresh (self);
}

static void
haven_school_page_dispose (GObject *object)
{
  g_clear_object (&HAVEN_SCHOOL_PAGE (object)->session);
  G_OBJECT_CLASS (haven_school_page_parent_class)->dispose (object);
}

static void
haven_school_page_class_init (HavenSchoolPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_school_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-school-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, content);
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, name);
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, urn);
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, laestab);
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, authority);
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, phase);
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, terms);
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, week);
  gtk_widget_class_bind_template_child (widget_class, HavenSchoolPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, urn_cb);
  gtk_widget_class_bind_template_callback (widget_class, laestab_cb);
  gtk_widget_class_bind_template_callback (widget_class, authority_cb);
  gtk_widget_class_bind_template_callback (widget_class, phase_cb);
  gtk_widget_class_bind_template_callback (widget_class, terms_cb);
  gtk_widget_class_bind_template_callback (widget_class, week_cb);
}

static void
haven_school_page_init (HavenSchoolPage *self)
{
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_combo_row (self->phase);
  haven_left_row_watch (self->name);
  haven_left_row_watch (self->urn);
  haven_left_row_watch (self->laestab);
}

GtkWidget *
haven_school_page_new (HavenSession *session)
{
  HavenSchoolPage *self = g_object_new (HAVEN_TYPE_SCHOOL_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
