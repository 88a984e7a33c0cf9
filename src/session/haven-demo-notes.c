/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

/* Fact, allegation and opinion are kept apart (practice 25) */
typedef struct {
  HavenNoteType type;
  const char *text;
  gboolean restricted;
} Remark;

static const Remark remarks[] = {
  { HAVEN_NOTE_FACT, "Collected by grandmother at 1.10 p.m. after feeling sick.", FALSE },
  { HAVEN_NOTE_FACT, "Telephoned home at 9.40; no answer; message left.", FALSE },
  { HAVEN_NOTE_FACT, "Came without a coat three days running; given one from stock.", FALSE },
  { HAVEN_NOTE_FACT, "Read aloud in assembly.", FALSE },
  { HAVEN_NOTE_OPINION, "Seems more settled since the tutor group changed.", FALSE },
  { HAVEN_NOTE_OPINION, "I think the Monday absences follow the weekends away.", FALSE },
  { HAVEN_NOTE_ALLEGATION, "Another pupil said there had been shouting at the house. Not confirmed; passed to the social worker.", TRUE },
  { HAVEN_NOTE_ALLEGATION, "Said that a cousin takes the bus money. Being looked into.", FALSE },
};

static const char *const authors[] = { "Helen Marsh", "Imran Qureshi", "Bethan Pryce", "Yetunde Coker" };

static void
add_note (HavenDemo *demo, const HavenDemoChild *child)
{
  const Remark *remark = &remarks[haven_demo_range (demo, 0, G_N_ELEMENTS (remarks))];
  HavenNote *note = haven_note_new ();

  note->pupil_id = child->pupil->id;
  note->type = remark->type;
  note->text = g_strdup (remark->text);
  note->restricted = remark->restricted;
  note->author = g_strdup (HAVEN_DEMO_PICK (demo, authors));
  note->day = haven_demo_back (demo, haven_demo_range (demo, 0, 60));
  haven_demo_add (demo, HAVEN_TABLE_NOTES, note);
}

void
haven_demo_make_notes (HavenDemo *demo)
{
  for (guint i = 0; i < demo->flagged->len; i++) {
    const HavenDemoChild *child = demo->flagged->pdata[i];
    int many = child->kind == HAVEN_STATUS_NONE ? haven_demo_range (demo, 0, 2) : haven_demo_range (demo, 1, 5);

    for (int n = 0; n < many; n++)
      add_note (demo, child);
  }
}
