/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-meeting-section.h"

#include <glib/gi18n-lib.h>
#include "haven-names.h"
#include "haven-run.h"
#include "haven-text.h"
#include "haven-typed-day.h"

#define ACTION_DAYS 14
#define TARGET_DAYS 42

struct _HavenMeetingSection {
  AdwBin parent_instance;

  HavenSession *session;
  HavenPieceWhat what;
  HavenLineType type;
  gint64 pupil_id;
  gint64 meeting_id;
  HavenMeetingPiece *piece;     /* being typed */
  gboolean filling;             /* the entries are filled by us */

  /* template */
  GtkLabel *heading;
  GtkListBox *list;
  GtkEntry *entry;
  GtkEntry *who;
  GtkEntry *due;
};

G_DEFINE_FINAL_TYPE (HavenMeetingSection, haven_meeting_section, ADW_TYPE_BIN)

static HavenTable
get_table (HavenMeetingSection *self)
{
  static const HavenTable tables[] = { HAVEN_TABLE_LINES, HAVEN_TABLE_TARGETS, HAVEN_TABLE_ACTIONS };

  return tables[self->what];
}

static const char *
get_text (gpointer entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* ---- what was said ---- */

static gboolean
is_ours (HavenMeetingSection *self, gconstpointer record)
{
  if (self->what == HAVEN_PIECE_LINE)
    return ((const HavenLine *) record)->meeting_id == self->meeting_id && ((const HavenLine *) record)->type == (int) self->type;
  if (self->what == HAVEN_PIECE_TARGET)
    return ((const HavenTarget *) record)->meeting_id == self->meeting_id;
  return ((const HavenAction *) record)->meeting_id == self->meeting_id;
}

static char *
join (const char *text, const char *who, HavenDay due)
{
  g_autofree char *day = due != HAVEN_DAY_NONE ? haven_day_to_text (due) : NULL;
  GString *line = g_string_new (text != NULL ? text : "");

  if (!haven_text_is_empty (who))
    g_string_append_printf (line, " (%s)", who);
  if (day != NULL)
    /* Translators: follows who does it: the day by which it is due */
    g_string_append_printf (line, _(", by %s"), day);
  return g_string_free (line, FALSE);
}

static char *
describe (HavenMeetingSection *self, gconstpointer record)
{
  if (self->what == HAVEN_PIECE_LINE)
    return join (((const HavenLine *) record)->text, ((const HavenLine *) record)->who, HAVEN_DAY_NONE);
  if (self->what == HAVEN_PIECE_TARGET)
    return join (((const HavenTarget *) record)->text, ((const HavenTarget *) record)->owner, ((const HavenTarget *) record)->due);
  return join (((const HavenAction *) record)->text, ((const HavenAction *) record)->owner, ((const HavenAction *) record)->due);
}

static void
remove_cb (GtkWidget *button, HavenMeetingSection *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "haven-id");

  haven_run (GTK_WIDGET (self), self->session, haven_command_remove (get_table (self), *id));
}

static GtkWidget *
make_row (HavenMeetingSection *self, gconstpointer record)
{
  g_autofree char *text = describe (self, record);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (box, "meeting-line");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  haven_names_button (button, _("Take this line away"));
  g_object_set_data_full (G_OBJECT (button), "haven-id", g_memdup2 (record, sizeof (gint64)), g_free);
  g_object_set_data_full (G_OBJECT (row), "haven-id", g_memdup2 (record, sizeof (gint64)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static void
clear_list (HavenMeetingSection *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

/* All but the line in hand, which stands in the entry */
void
haven_meeting_section_show (HavenMeetingSection *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  gint64 typing = haven_meeting_piece_get_id (self->piece);
  HavenSlice slice;
  guint n = 0;

  clear_list (self);
  if (school == NULL)
    return;
  slice = haven_school_of_pupil (school, get_table (self), self->pupil_id);
  for (guint i = 0; i < slice.n; i++)
    if (is_ours (self, slice.items[i]) && *(gint64 *) slice.items[i] != typing) {
      gtk_list_box_append (self->list, make_row (self, slice.items[i]));
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
}

/* ---- typing ---- */

static HavenDay
read_due (HavenMeetingSection *self)
{
  HavenDay due = HAVEN_DAY_NONE;

  haven_typed_day_parse (get_text (self->due), haven_session_get_clock (self->session).today, &due);
  return due;
}

static void
typed_cb (HavenMeetingSection *self)
{
  if (!self->filling)
    haven_meeting_piece_type (self->piece, get_text (self->entry), get_text (self->who), read_due (self));
}

void
haven_meeting_section_keep (HavenMeetingSection *self)
{
  haven_meeting_piece_keep (self->piece);
}

static void
begin_piece (HavenMeetingSection *self)
{
  g_clear_pointer (&self->piece, haven_meeting_piece_unref);
  self->piece = haven_meeting_piece_new (self->session, self->what, self->type, self->pupil_id, self->meeting_id);
}

/* Who stays: people speak more than once */
static void
fill (HavenMeetingSection *self, const char *text, const char *who, HavenDay due)
{
  g_autofree char *day = haven_typed_day_format (due);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  if (who != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->who), who);
  gtk_editable_set_text (GTK_EDITABLE (self->due), day);
  self->filling = FALSE;
}

static HavenDay
get_usual_due (HavenMeetingSection *self)
{
  if (self->what == HAVEN_PIECE_LINE)
    return HAVEN_DAY_NONE;
  return haven_session_get_clock (self->session).today + (self->what == HAVEN_PIECE_ACTION ? ACTION_DAYS : TARGET_DAYS);
}

static void
ended_cb (HavenMeetingSection *self)
{
  if (haven_text_is_empty (get_text (self->entry)))
    return;
  typed_cb (self);
  haven_meeting_piece_keep (self->piece);
  begin_piece (self);
  fill (self, NULL, NULL, get_usual_due (self));
  haven_meeting_section_show (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
go_on_with (HavenMeetingSection *self, gconstpointer record)
{
  begin_piece (self);
  haven_meeting_piece_adopt (self->piece, record);
  if (self->what == HAVEN_PIECE_LINE)
    fill (self, ((const HavenLine *) record)->text, ((const HavenLine *) record)->who, HAVEN_DAY_NONE);
  else if (self->what == HAVEN_PIECE_TARGET)
    fill (self, ((const HavenTarget *) record)->text, ((const HavenTarget *) record)->owner, ((const HavenTarget *) record)->due);
  else
    fill (self, ((const HavenAction *) record)->text, ((const HavenAction *) record)->owner, ((const HavenAction *) record)->due);
}

static void
row_activated_cb (HavenMeetingSection *self, GtkListBoxRow *row)
{
  gint64 id = *(gint64 *) g_object_get_data (G_OBJECT (row), "haven-id");
  HavenSchool *school = haven_session_get_school (self->session);
  gconstpointer record = school != NULL ? haven_school_get_record (school, get_table (self), id) : NULL;

  if (record == NULL)
    return;
  haven_meeting_piece_keep (self->piece);
  go_on_with (self, record);
  haven_meeting_section_show (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
haven_meeting_section_dispose (GObject *object)
{
  HavenMeetingSection *self = HAVEN_MEETING_SECTION (object);

  if (self->piece != NULL)
    haven_meeting_piece_keep (self->piece);
  g_clear_pointer (&self->piece, haven_meeting_piece_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_meeting_section_parent_class)->dispose (object);
}

static void
haven_meeting_section_class_init (HavenMeetingSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_meeting_section_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/meeting/haven-meeting-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenMeetingSection, heading);
  gtk_widget_class_bind_template_child (widget_class, HavenMeetingSection, list);
  gtk_widget_class_bind_template_child (widget_class, HavenMeetingSection, entry);
  gtk_widget_class_bind_template_child (widget_class, HavenMeetingSection, who);
  gtk_widget_class_bind_template_child (widget_class, HavenMeetingSection, due);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ended_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
haven_meeting_section_init (HavenMeetingSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_entry (GtkEntry *entry, const char *heading, const char *part)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", heading, part);

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_parts (HavenMeetingSection *self, const char *heading)
{
  const char *who = self->what == HAVEN_PIECE_LINE ? (self->type == HAVEN_LINE_WISHES ? _("How it was said") : _("Who said it"))
      : _("Who does it");

  gtk_label_set_label (self->heading, heading);
  gtk_entry_set_placeholder_text (self->who, who);
  gtk_entry_set_placeholder_text (self->entry, _("Type, and Enter"));
  gtk_widget_set_visible (GTK_WIDGET (self->due), self->what != HAVEN_PIECE_LINE);
  name_entry (self->entry, heading, _("what is said"));
  name_entry (self->who, heading, who);
  name_entry (self->due, heading, _("By when"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
}

GtkWidget *
haven_meeting_section_new (HavenSession *session, const char *heading, HavenPieceWhat what, HavenLineType type, gint64 pupil_id,
                           gint64 meeting_id)
{
  HavenMeetingSection *self = g_object_new (HAVEN_TYPE_MEETING_SECTION, NULL);

  self->session = g_object_ref (session);
  self->what = what;
  self->type = type;
  self->pupil_id = pupil_id;
  self->meeting_id = meeting_id;
  name_parts (self, heading);
  begin_piece (self);
  fill (self, NULL, NULL, get_usual_due (self));
  haven_meeting_section_show (self);
  return GTK_WIDGET (self);
}
