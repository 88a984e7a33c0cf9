/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-policy.h"

#include <glib/gi18n-lib.h>

static const char *const files[] = { "2025/26-autumn", "2025/26-year", NULL };   /* one of each kind: the year itself does not matter */

static const char *
channel_text (HavenChannel channel)
{
  static const char *const texts[] = {
    N_("the protected page alone"),
    N_("the protected page and the sealed total"),
    N_("every figure with noise, and no protected page"),
  };

  return _(texts[channel]);
}

static void
take_if (GPtrArray *changes, gboolean changed, char *take_sentence)
{
  if (changed)
    g_ptr_array_add (changes, take_sentence);
  else
    g_free (take_sentence);
}

static void
add_channel (GPtrArray *changes, HavenPolicy *from, HavenPolicy *to)
{
  take_if (changes, haven_policy_get_channel (from) != haven_policy_get_channel (to),
           g_strdup_printf (_("What is sent: %s (before: %s)."), channel_text (haven_policy_get_channel (to)),
                            channel_text (haven_policy_get_channel (from))));
}

static gboolean
are_same_receivers (const HavenPolicyTotal *a, const HavenPolicyTotal *b)
{
  return g_str_equal (a->key_holder, b->key_holder) && g_bytes_equal (a->key_holder_key, b->key_holder_key) &&
         g_bytes_equal (a->virtual_school_key, b->virtual_school_key);
}

static void
add_total (GPtrArray *changes, const HavenPolicyTotal *from, const HavenPolicyTotal *to)
{
  if (to == NULL)
    return;
  take_if (changes, from == NULL || !are_same_receivers (from, to),
           g_strdup_printf (_("The sealed total is opened by the Virtual School together with %s, and by neither alone."), to->key_holder));
  if (from == NULL)
    return;
  take_if (changes, from->schools != to->schools,
           g_strdup_printf (_("The sealed total is opened for at least %u schools together (before: %u)."), to->schools, from->schools));
  take_if (changes, from->hiding != to->hiding,
           g_strdup_printf (_("A figure of the sealed total is opened if none or at least %u schools protect it (before: %u)."), to->hiding,
                            from->hiding));
}

typedef const char *const *(*ListNames) (HavenPolicy *self, const char *period);
typedef const char *const *(*ListMembers) (HavenPolicy *self, const char *name);

/* One kind of thing that a policy names, with words for it */
typedef struct {
  ListNames list;
  ListMembers members;
  const char *more;
  const char *fewer;
  const char *other;
} Names;

static void
add_missing (GPtrArray *changes, const Names *names, HavenPolicy *of, HavenPolicy *among, const char *words)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (guint f = 0; files[f] != NULL; f++)
    for (const char *const *name = names->list (of, files[f]); *name != NULL; name++)
      if (!g_strv_contains (names->list (among, files[f]), *name) && g_hash_table_add (told, (gpointer) *name))
        g_ptr_array_add (changes, g_strconcat (_(words), ": ", *name, ".", NULL));
}

static void
add_different (GPtrArray *changes, const Names *names, HavenPolicy *from, HavenPolicy *to)
{
  for (const char *const *name = names->list (to, files[1]); *name != NULL; name++) {
    const char *const *before = names->members (from, *name), *const *after = names->members (to, *name);
    g_autofree char *list = NULL;

    if (before == NULL || g_strv_equal (before, after))
      continue;
    list = g_strjoinv (", ", (char **) after);
    g_ptr_array_add (changes, g_strconcat (_(names->other), " (", *name, "): ", list, ".", NULL));
  }
}

static const char *const *
list_sums (HavenPolicy *self, const char *period)
{
  return haven_policy_get_magnitudes (self);
}

static void
add_tables (GPtrArray *changes, HavenPolicy *from, HavenPolicy *to)
{
  static const Names kinds[] = {
    { haven_policy_get_measures, haven_policy_get_responses, N_("Counted besides"), N_("No longer counted"),
      N_("The answers are now") },
    { haven_policy_get_variables, haven_policy_get_groups, N_("Counted besides by group"), N_("No longer counted by group"),
      N_("The groups are now") },
    { list_sums, NULL, N_("Added up besides"), N_("No longer added up"), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    add_missing (changes, &kinds[i], to, from, kinds[i].more);
    add_missing (changes, &kinds[i], from, to, kinds[i].fewer);
    if (kinds[i].members != NULL)
      add_different (changes, &kinds[i], from, to);
  }
}

static void
add_thresholds (GPtrArray *changes, HavenPolicy *from, HavenPolicy *to)
{
  take_if (changes, haven_policy_get_threshold (from) != haven_policy_get_threshold (to),
           g_strdup_printf (_("Counts below %u are protected (before: below %u)."),
                            haven_policy_get_threshold (to), haven_policy_get_threshold (from)));
  take_if (changes, haven_policy_get_minimum_group (from) != haven_policy_get_minimum_group (to),
           g_strdup_printf (_("Groups of fewer than %u children show their size only (before: fewer than %u)."),
                            haven_policy_get_minimum_group (to), haven_policy_get_minimum_group (from)));
  take_if (changes, haven_policy_get_p_percent (from) != haven_policy_get_p_percent (to),
           g_strdup_printf (_("A sum is protected to %u per cent of what one child adds (before: %u)."),
                            haven_policy_get_p_percent (to), haven_policy_get_p_percent (from)));
  take_if (changes, haven_policy_get_zero_ok (from) != haven_policy_get_zero_ok (to),
           g_strdup (haven_policy_get_zero_ok (to) ? _("Where every child of a group was counted, that is shown (before: protected).")
                                                   : _("Where every child of a group was counted, that is protected (before: shown).")));
  take_if (changes, haven_policy_get_contributors (from) != haven_policy_get_contributors (to),
           g_strdup_printf (_("At least %u children stand behind a shown sum (before: %u)."),
                            haven_policy_get_contributors (to), haven_policy_get_contributors (from)));
}

GPtrArray *
haven_policy_list_changes (HavenPolicy *from, HavenPolicy *to)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (g_free);

  add_channel (changes, from, to);
  add_total (changes, haven_policy_get_total (from), haven_policy_get_total (to));
  add_thresholds (changes, from, to);
  add_tables (changes, from, to);
  return changes;
}
