/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-stage-workers.h"

#include "haven-text.h"

struct _HavenStageWorkers {
  HavenStager *stager;
  GHashTable *known;         /* folded name -> gint64 number of the person, kept or new */
};

HavenStageWorkers *
haven_stage_workers_new (HavenStager *stager)
{
  HavenStageWorkers *self = g_new0 (HavenStageWorkers, 1);

  self->stager = stager;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
haven_stage_workers_free (HavenStageWorkers *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->known);
  g_free (self);
}

static gint64
find_kept (HavenStageWorkers *self, const char *folded)
{
  GPtrArray *people = haven_school_get_table (self->stager->school, HAVEN_TABLE_PEOPLE);

  for (guint i = 0; i < people->len; i++) {
    const HavenPerson *person = people->pdata[i];
    g_autofree char *name = haven_text_fold (person->name);
    if (person->type == HAVEN_PERSON_SOCIAL_WORKER && g_str_equal (name, folded))
      return person->id;
  }
  return 0;
}

static gint64
put_new (HavenStageWorkers *self, const HavenRow *row, const char *organisation)
{
  HavenPerson *person = haven_person_new ();

  person->id = haven_stager_new_id (self->stager);
  person->type = HAVEN_PERSON_SOCIAL_WORKER;
  person->name = haven_stager_dup (self->stager, row, HAVEN_COLUMN_SOCIAL_WORKER);
  person->phone = haven_stager_dup (self->stager, row, HAVEN_COLUMN_SOCIAL_WORKER_PHONE);
  person->email = haven_stager_dup (self->stager, row, HAVEN_COLUMN_SOCIAL_WORKER_EMAIL);
  person->organisation = g_strdup (organisation);
  haven_staged_put (self->stager->staged, HAVEN_TABLE_PEOPLE, person);
  return person->id;
}

gint64
haven_stage_workers_find (HavenStageWorkers *self, const HavenRow *row, const char *organisation)
{
  g_autofree char *folded = haven_text_fold (haven_stager_get (self->stager, row, HAVEN_COLUMN_SOCIAL_WORKER));
  gint64 *known = g_hash_table_lookup (self->known, folded);
  gint64 id;

  if (*folded == '\0')
    return 0;
  if (known != NULL)
    return *known;
  id = find_kept (self, folded);
  if (id == 0)
    id = put_new (self, row, organisation);
  g_hash_table_insert (self->known, g_strdup (folded), g_memdup2 (&id, sizeof id));
  return id;
}
