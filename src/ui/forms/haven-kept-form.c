/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-kept-form.h"

#include "haven-booking-form.h"
#include "haven-form.h"
#include "haven-pack-form.h"
#include "haven-put-off-form.h"

#define DRAFT_TYPE "(sv)"   /* the form's kind, and what it typed */

G_DEFINE_INTERFACE (HavenKeptForm, haven_kept_form, GTK_TYPE_WINDOW)

typedef struct {
  const char *kind;
  GtkWindow *(*reopen) (HavenSession *session, GVariant *typed);
} Kind;

static const Kind kinds[] = {
  { HAVEN_FORM_KIND, haven_form_reopen },
  { HAVEN_BOOKING_FORM_KIND, haven_booking_form_reopen },
  { HAVEN_PACK_FORM_KIND, haven_pack_form_reopen },
  { HAVEN_PUT_OFF_FORM_KIND, haven_put_off_form_reopen },
};

static void
haven_kept_form_default_init (HavenKeptFormInterface *iface)
{
}

GBytes *
haven_kept_form_dup_draft (HavenKeptForm *self)
{
  HavenKeptFormInterface *iface = HAVEN_KEPT_FORM_GET_IFACE (self);
  g_autoptr (GVariant) draft = g_variant_ref_sink (g_variant_new (DRAFT_TYPE, iface->kind, iface->dup_typed (self)));

  return g_variant_get_data_as_bytes (draft);
}

GtkWindow *
haven_kept_form_reopen (HavenSession *session, GBytes *draft)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (DRAFT_TYPE), draft, FALSE));
  g_autoptr (GVariant) typed = NULL;
  const char *kind;

  if (!g_variant_is_normal_form (variant) || haven_session_get_school (session) == NULL)
    return NULL;
  g_variant_get (variant, "(&sv)", &kind, &typed);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return kinds[i].reopen (session, typed);
  return NULL;
}
