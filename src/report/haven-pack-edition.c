/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-code.h"
#include "haven-text.h"

/* Who may have it, what this reader may not read, and the review of what is left out (practice 24). */

static const char *const edition_codes[] = { "full", "parent", "young-person", "class-teacher", "summary", NULL };
static const char *const edition_texts[] = {
  N_("Full, for people of the plan and staff"), N_("For a parent or carer"), N_("For the young person, in plain words"),
  N_("For a class teacher: what helps"), N_("Two-page summary"), NULL,
};

const char *
haven_edition_code (HavenEdition edition)
{
  return haven_code_at (edition_codes, edition);
}

gboolean
haven_edition_parse (const char *code, HavenEdition *ret_edition)
{
  int value;

  if (code == NULL || !haven_code_parse (edition_codes, code, &value))
    return FALSE;
  *ret_edition = value;
  return TRUE;
}

const char *
haven_edition_text (HavenEdition edition)
{
  return haven_code_text (edition_texts, edition);
}

/* ---- the recipient ---- */

static gboolean
is_named (const char *recipient, const char *name)
{
  g_autofree char *folded = haven_text_fold (recipient != NULL ? recipient : "");
  g_autofree char *wanted = haven_text_fold (name != NULL ? name : "");

  return wanted[0] != '\0' && strstr (folded, wanted) != NULL;
}

gboolean
haven_pack_is_contact (const HavenPackRequest *request, gboolean barred_only)
{
  HavenSlice people = haven_school_of_pupil (request->school, HAVEN_TABLE_PEOPLE, request->pupil_id);

  for (guint i = 0; i < people.n; i++) {
    const HavenPerson *person = people.items[i];
    if (person->type == HAVEN_PERSON_CONTACT && (person->barred || !barred_only) && is_named (request->recipient, person->name))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_the_child (const HavenPackRequest *request)
{
  const HavenPupil *pupil = haven_school_get_pupil (request->school, request->pupil_id);
  g_autofree char *name = pupil != NULL ? haven_pupil_dup_name (pupil) : NULL;

  return is_named (request->recipient, name);
}

HavenEdition
haven_pack_get_edition (const HavenPackRequest *request)
{
  gboolean open = request->edition == HAVEN_EDITION_FULL || request->edition == HAVEN_EDITION_SUMMARY;

  if (open && is_the_child (request))
    return HAVEN_EDITION_YOUNG_PERSON;
  return open && haven_pack_is_contact (request, FALSE) ? HAVEN_EDITION_PARENT : request->edition;
}

gboolean
haven_pack_is_of_family (HavenEdition edition)
{
  return edition == HAVEN_EDITION_PARENT || edition == HAVEN_EDITION_YOUNG_PERSON;
}

/* ---- words that are not for this reader ---- */

static void
mask_free (gpointer data)
{
  HavenMask *mask = data;

  g_free (mask->words);
  g_free (mask->instead);
  g_free (mask);
}

static void
hide (HavenPackRun *run, const char *words, const char *instead)
{
  HavenMask *mask;

  if (haven_text_is_empty (words))
    return;
  mask = g_new0 (HavenMask, 1);
  mask->words = g_strdup (words);
  mask->instead = g_strdup (instead);
  g_ptr_array_add (run->masks, mask);
}

static void
hide_contact (HavenPackRun *run, const HavenPerson *person)
{
  gboolean theirs = is_named (run->request->recipient, person->name);
  gboolean parent = person->parental_responsibility;
  gboolean shown = parent ? run->edition != HAVEN_EDITION_PARENT || (run->request->parts & HAVEN_PACK_CARERS)
                          : (run->request->parts & HAVEN_PACK_CARERS) != 0;
  g_autofree char *instead = g_strdup_printf ("(%s)", haven_text_is_empty (person->role) ? _("a contact of the child") : person->role);

  if (!theirs && !shown)
    hide (run, person->name, instead);
  if (!theirs && (!shown || person->address_withheld))
    hide (run, person->phone, _("(number held by the school)"));
}

static gboolean
is_same_family (const HavenPupil *one, const HavenPupil *two)
{
  return !haven_text_is_empty (one->family) && g_strcmp0 (one->family, two->family) == 0;
}

static void
hide_child (HavenPackRun *run, const HavenPupil *other)
{
  gboolean family = is_same_family (run->pupil, other);
  g_autofree char *name = haven_pupil_dup_name (other);
  g_autofree char *own = haven_pupil_dup_name (run->pupil);
  g_autofree char *formal = g_strdup_printf ("%s %s", haven_text_is_empty (other->forename) ? "" : other->forename,
                                             haven_text_is_empty (other->surname) ? "" : other->surname);
  const char *instead = family ? _("(brother or sister)") : _("(another child)");

  if (g_str_equal (name, own))
    return;
  hide (run, name, instead);
  if (!g_str_equal (formal, name) && !haven_text_is_empty (formal))
    hide (run, g_strstrip (formal), instead);
  if (family && g_strcmp0 (other->forename, run->pupil->forename) != 0)
    hide (run, other->forename, instead);
}

/* Whoever is not shown to the person who makes the pack is not named in it either */
static gboolean
may_name (HavenPackRun *run, const HavenPupil *other)
{
  guint part = is_same_family (run->pupil, other) ? HAVEN_PACK_SIBLINGS : HAVEN_PACK_OTHERS;

  return (run->request->parts & part) && haven_school_get_pupil (run->school, other->id) != NULL;
}

/* Longer words first: "Jo Brown" before "Jo" */
static int
compare_masks (gconstpointer a, gconstpointer b)
{
  gsize one = strlen ((*(const HavenMask *const *) a)->words);
  gsize two = strlen ((*(const HavenMask *const *) b)->words);

  return (one < two) - (one > two);
}

void
haven_pack_begin_masks (HavenPackRun *run)
{
  HavenSlice people = haven_school_of_pupil (run->school, HAVEN_TABLE_PEOPLE, run->pupil->id);
  HavenSchool *whole = haven_school_get_whole (run->school);

  run->masks = g_ptr_array_new_with_free_func (mask_free);
  for (guint i = 0; i < people.n; i++)
    if (((HavenPerson *) people.items[i])->type == HAVEN_PERSON_CONTACT)
      hide_contact (run, people.items[i]);
  for (guint i = 0; i < haven_school_get_n_pupils (whole); i++)
    if (haven_school_get_nth_pupil (whole, i)->id != run->pupil->id && !may_name (run, haven_school_get_nth_pupil (whole, i)))
      hide_child (run, haven_school_get_nth_pupil (whole, i));
  g_ptr_array_sort (run->masks, compare_masks);
}

void
haven_pack_end (HavenPackRun *run)
{
  g_clear_pointer (&run->pages, haven_pages_free);
  g_clear_pointer (&run->findings, g_ptr_array_unref);
  g_clear_pointer (&run->masks, g_ptr_array_unref);
}

/* ---- the review ---- */

void
haven_omission_free (HavenOmission *self)
{
  if (self == NULL)
    return;
  g_free (self->what);
  g_free (self->why);
  g_free (self);
}

static void
leave_out (GPtrArray *list, char *take_what, const char *why, guint part)
{
  HavenOmission *omission = g_new0 (HavenOmission, 1);

  omission->what = take_what;
  omission->why = g_strdup (why);
  omission->part = part;
  g_ptr_array_add (list, omission);
}

static gboolean
is_chosen (const HavenPackRequest *request, const HavenNote *note)
{
  for (guint i = 0; request->chosen != NULL && i < request->chosen->len; i++)
    if (((HavenNote *) request->chosen->pdata[i])->id == note->id)
      return TRUE;
  return FALSE;
}

static void
review_notes (const HavenPackRequest *request, HavenEdition edition, GPtrArray *list)
{
  HavenSlice notes = haven_school_of_pupil (request->school, HAVEN_TABLE_NOTES, request->pupil_id);
  gboolean family = haven_pack_is_of_family (edition);
  gboolean entries = edition == HAVEN_EDITION_FULL && !g_str_equal (request->kind, "strategy");
  guint restricted = 0, others = 0;

  for (guint i = 0; i < notes.n; i++) {
    const HavenNote *note = notes.items[i];
    restricted += note->restricted && (!entries || !is_chosen (request, note));
    others += !note->restricted && note->type != HAVEN_NOTE_FACT;
  }
  if (restricted > 0)
    leave_out (list, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u restricted entry", "%u restricted entries", restricted),
                                      restricted),
               family ? _("never in an edition for the family")
               : entries ? _("unless each is chosen") : _("only a full pack has room for entries"), 0);
  if (others > 0 && edition != HAVEN_EDITION_FULL)
    leave_out (list, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry of allegation or opinion",
                                                   "%u entries of allegation or opinion", others), others),
               _("for the school and those of the plan"), 0);
}

static void
review_contacts (const HavenPackRequest *request, HavenEdition edition, GPtrArray *list)
{
  HavenSlice people = haven_school_of_pupil (request->school, HAVEN_TABLE_PEOPLE, request->pupil_id);
  guint carers = 0, parents = 0, barred = 0;

  for (guint i = 0; i < people.n; i++) {
    const HavenPerson *person = people.items[i];
    if (person->type != HAVEN_PERSON_CONTACT || is_named (request->recipient, person->name))
      continue;
    carers += !person->parental_responsibility;
    parents += person->parental_responsibility && edition == HAVEN_EDITION_PARENT;
    barred += person->barred;
  }
  if (carers > 0 && !(request->parts & HAVEN_PACK_CARERS))
    leave_out (list, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The name of %u carer or other contact",
                                                   "The names of %u carers or other contacts", carers), carers),
               _("who cares for the child is not told unless chosen"), HAVEN_PACK_CARERS);
  if (parents > 0 && !(request->parts & HAVEN_PACK_CARERS))
    leave_out (list, g_strdup (_("The other parent")), _("another reader needs an edition of their own"), HAVEN_PACK_CARERS);
  if (barred > 0)
    leave_out (list, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person barred from papers about this child",
                                                   "%u people barred from papers about this child", barred), barred),
               _("no edition is made for them: see to it that no copy reaches them"), 0);
}

static void
review_children (const HavenPackRequest *request, GPtrArray *list)
{
  const HavenPupil *pupil = haven_school_get_pupil (request->school, request->pupil_id);
  guint siblings = 0;

  for (guint i = 0; i < haven_school_get_n_pupils (request->school); i++) {
    const HavenPupil *other = haven_school_get_nth_pupil (request->school, i);
    siblings += other != pupil && is_same_family (pupil, other);
  }
  if (siblings > 0 && !(request->parts & HAVEN_PACK_SIBLINGS) && !g_str_equal (request->kind, "strategy"))
    leave_out (list, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u brother or sister", "%u brothers and sisters", siblings), siblings),
               _("each child has a pack of their own"), HAVEN_PACK_SIBLINGS);
  if (!(request->parts & HAVEN_PACK_OTHERS))
    leave_out (list, g_strdup (_("Names of other children in what people wrote")), _("third parties"), HAVEN_PACK_OTHERS);
}

static void
review_moves (const HavenPackRequest *request, GPtrArray *list)
{
  HavenSlice moves = haven_school_of_pupil (request->school, HAVEN_TABLE_MOVES, request->pupil_id);

  for (guint i = 0; i < moves.n; i++)
    if (!haven_text_is_empty (((HavenMove *) moves.items[i])->note) && !(request->parts & HAVEN_PACK_PLACEMENT)) {
      leave_out (list, g_strdup (_("What is noted of moves: where the child lives, and transport")),
                 _("addresses are not told unless chosen"),
                 HAVEN_PACK_PLACEMENT);
      return;
    }
}

static void
review_edition (HavenEdition edition, GPtrArray *list)
{
  if (edition == HAVEN_EDITION_PARENT)
    leave_out (list, g_strdup (_("What the school’s own staff have still to put right")), _("for the school"), 0);
  if (edition == HAVEN_EDITION_YOUNG_PERSON)
    leave_out (list, g_strdup (_("Scores, suspensions, status, chronology, worries as figures")),
               _("plain words; talk about the rest together"), 0);
  if (edition == HAVEN_EDITION_CLASS_TEACHER)
    leave_out (list, g_strdup (_("Status, history, attendance, scores, reasons for support")), _("a class teacher needs what helps"), 0);
}

GPtrArray *
haven_pack_review (const HavenPackRequest *request)
{
  HavenEdition edition = haven_pack_get_edition (request);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_omission_free);

  if (haven_school_get_pupil (request->school, request->pupil_id) == NULL)
    return list;
  review_edition (edition, list);
  review_notes (request, edition, list);
  review_contacts (request, edition, list);
  review_children (request, list);
  review_moves (request, list);
  return list;
}
