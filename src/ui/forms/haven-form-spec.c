/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-form-spec.h"

gpointer
haven_form_spec_find_member (const HavenFormSpec *self, gpointer draft, const char *field)
{
  const HavenKind *kind = haven_table_get_kind (self->table);

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, field))
      return (char *) draft + kind->fields[i].offset;
  g_error ("%s has no field %s", kind->name, field);
}

gpointer
haven_form_spec_new_draft (const HavenFormSpec *self, HavenSession *session, gint64 pupil_id)
{
  gpointer draft = haven_record_new (haven_table_get_kind (self->table));

  if (self->begin != NULL)
    self->begin (draft, session);
  if (self->about_child)
    *(gint64 *) haven_form_spec_find_member (self, draft, "pupil_id") = pupil_id;
  return draft;
}

gpointer
haven_form_spec_dup_record (const HavenFormSpec *self, HavenSession *session, gint64 id)
{
  HavenSchool *school = haven_session_get_school (session);
  gconstpointer record = school != NULL ? haven_school_get_record (school, self->table, id) : NULL;

  return record != NULL ? haven_form_spec_copy_draft (self, record) : NULL;
}

gpointer
haven_form_spec_copy_draft (const HavenFormSpec *self, gconstpointer draft)
{
  return haven_record_copy (haven_table_get_kind (self->table), draft);
}

void
haven_form_spec_free_draft (const HavenFormSpec *self, gpointer draft)
{
  haven_record_free (haven_table_get_kind (self->table), draft);
}
