/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-published.h"

#include "haven-text.h"
#include "haven-wire-document.h"

#include <string.h>

static GBytes *
dup_document (HavenSchool *school, const char *key)
{
  const char *text = haven_school_get_setting (school, key, NULL);

  return text == NULL ? NULL : g_bytes_new (text, strlen (text));
}

static void
free_priority (HavenPriority *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->text);
  g_free (self->measure);
  g_free (self->target);
  g_free (self);
}

GPtrArray *
haven_published_list_priorities (HavenSchool *school)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) free_priority);
  g_autoptr (GBytes) bytes = dup_document (school, "document.priorities");
  g_autoptr (HavenWirePriorities) wire = bytes == NULL ? NULL : haven_wire_priorities_parse (bytes, NULL);

  for (guint i = 0; wire != NULL && i < wire->priorities->len; i++) {
    HavenWirePriority *from = wire->priorities->pdata[i];
    HavenPriority *priority = g_new0 (HavenPriority, 1);
    priority->id = g_strdup (from->id);
    priority->title = g_strdup (from->title);
    priority->text = g_strdup (from->text);
    priority->measure = g_strdup (from->measure);
    priority->target = g_strdup (from->target);
    priority->by = from->by;
    g_ptr_array_add (list, priority);
  }
  return list;
}

static void
free_signpost (HavenSignpost *self)
{
  char *texts[] = { self->id, self->kind, self->title, self->text, self->url, self->phone, self->email };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (self);
}

static gboolean
is_wanted (HavenWireResource *resource, const char *search)
{
  g_autofree char *needle = haven_text_fold (search != NULL ? search : "");
  g_autofree char *both = g_strconcat (resource->title, " ", resource->text, NULL), *haystack = haven_text_fold (both);

  return haven_text_matches (haystack, needle);
}

static HavenSignpost *
make_signpost (HavenWireResource *from)
{
  HavenSignpost *signpost = g_new0 (HavenSignpost, 1);

  signpost->id = g_strdup (from->id);
  signpost->kind = g_strdup (HAVEN_WIRE_RESOURCE_CODES[from->type]);
  signpost->title = g_strdup (from->title);
  signpost->text = g_strdup (from->text);
  signpost->url = g_strdup (from->url);
  signpost->phone = g_strdup (from->phone);
  signpost->email = g_strdup (from->email);
  signpost->dated = from->dated;
  return signpost;
}

GPtrArray *
haven_published_list_signposts (HavenSchool *school, const char *search)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) free_signpost);
  g_autoptr (GBytes) bytes = dup_document (school, "document.resources");
  g_autoptr (HavenWireResources) wire = bytes == NULL ? NULL : haven_wire_resources_parse (bytes, NULL);

  for (guint i = 0; wire != NULL && i < wire->resources->len; i++)
    if (is_wanted (wire->resources->pdata[i], search))
      g_ptr_array_add (list, make_signpost (wire->resources->pdata[i]));
  return list;
}
