/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "haven-reference.h"
#include "worked-examples.h"

/* Every number of data/reference/rules.json and every rule of Today, worked out by example: at the number, one before and one after; and
 * again where the count runs over the end of a term, and of a year. A number or a rule without an example fails here. */

static void
test_example (gconstpointer data)
{
  const Example *one = data;

  if (one->number != NULL)
    g_assert_cmpint (haven_rule_number (one->rule, one->number), ==, one->value);
  for (int beside = -1; beside <= 1; beside++) {
    World *world = world_new (one->until);
    gboolean holds;

    holds = one->ask (world, one->at + beside);
    world_free (world);
    g_test_message ("%s of %d", holds ? "holds" : "does not hold", one->at + beside);
    g_assert_cmpint (holds, ==, one->holds[beside + 1]);
  }
}

static gboolean
has_example (const char *rule, const char *number)
{
  for (guint i = 0; i < worked_examples_n; i++)
    if (strcmp (worked_examples[i].rule, rule) == 0 && g_strcmp0 (worked_examples[i].number, number) == 0)
      return TRUE;
  return FALSE;
}

/* Every number in the dated data */
static void
test_every_number (void)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GList) rules = NULL;
  JsonObject *root;
  gsize size;
  const char *text;

  haven_reference_start ();
  text = g_bytes_get_data (haven_reference_get ("rules.json"), &size);
  g_assert_true (json_parser_load_from_data (parser, text, (gssize) size, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  rules = json_object_get_members (root);
  for (GList *rule = rules; rule != NULL; rule = rule->next) {
    JsonObject *members = json_object_get_object_member (root, rule->data);
    g_autoptr(GList) names = json_object_get_members (members);

    for (GList *name = names; name != NULL; name = name->next)
      if (json_node_get_value_type (json_object_get_member (members, name->data)) == G_TYPE_INT64
          && !has_example (rule->data, name->data))
        g_error ("%s of %s has no worked example", (char *) name->data, (char *) rule->data);
  }
}

static gboolean
is_asked_of (const char *today)
{
  for (guint i = 0; i < worked_examples_n; i++)
    if (g_strcmp0 (worked_examples[i].today, today) == 0)
      return TRUE;
  return FALSE;
}

/* Every rule of Today */
static void
test_every_rule (void)
{
  const char *rule;

  for (guint i = 0; (rule = haven_attention_nth_rule (i)) != NULL; i++)
    if (!is_asked_of (rule))
      g_error ("%s has no worked example", rule);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/worked-examples/every-number", test_every_number);
  g_test_add_func ("/analysis/worked-examples/every-rule", test_every_rule);
  for (guint i = 0; i < worked_examples_n; i++) {
    const Example *one = &worked_examples[i];
    g_autofree char *path = g_strdup_printf ("/analysis/worked-examples/%s%s%s/%s/%s", one->rule, one->number != NULL ? "-" : "",
                                             one->number != NULL ? one->number : "", one->until, one->says);

    g_test_add_data_func (path, one, test_example);
  }
  return g_test_run ();
}
