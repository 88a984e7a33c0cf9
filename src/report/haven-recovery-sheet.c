/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-recovery-sheet.h"

#include "haven-clock.h"
#include "haven-page.h"

#include <glib/gi18n-lib.h>

static void
add_code (HavenPages *pages, const char *code)
{
  g_auto(GStrv) groups = g_strsplit (code, "-", -1);
  g_autofree char *spaced = g_strjoinv ("   ", groups);

  haven_pages_add_title (pages, spaced);
}

static void
add_use (HavenPages *pages)
{
  const char *const steps[] = {
    _("Start Haven, choose “Recovery sheet” instead of a name, and type the code. Capitals, spaces and dashes do not matter; "
      "there is no letter I, L, O or U in it."),
    _("The fifth sign of each group is a check on the group: Haven says which group was mistyped."),
    _("Then, under People, add yourself with a new passphrase, remove who has left, and make a new sheet."),
    NULL
  };

  haven_pages_add_heading (pages, 1, _("When nobody’s passphrase opens the store"));
  haven_pages_add_bullets (pages, steps);
}

static void
add_keeping (HavenPages *pages)
{
  const char *const rules[] = {
    _("Whoever holds this sheet and the store’s folder, or a backup of it, can read everything in it, restricted entries too."),
    _("Keep it in the school’s safe, in a sealed envelope that two people have signed. Never keep it with the computer or with a backup, "
      "and never scan or photograph it."),
    _("It works until a new sheet is made or it is removed under People. Each use is in the audit."),
    _("It opens backups that were made while it was valid, also after a newer sheet has taken its place."),
    NULL
  };

  haven_pages_add_heading (pages, 1, _("How to keep it"));
  haven_pages_add_bullets (pages, rules);
}

GBytes *
haven_recovery_sheet_render (const HavenRecoverySheet *sheet, GError **error)
{
  g_autofree char *when = haven_time_to_text (sheet->made_at);
  g_autofree char *printed = g_strdup_printf (_("Made on %s by %s"), when, sheet->made_by);
  const HavenPageIdentity identity = {
    .title = _("Recovery sheet"), .subject = _("Recovery sheet"), .marking = "OFFICIAL-SENSITIVE",
    .school = sheet->school, .printed = printed, .printed_at = sheet->made_at,
  };
  const char *const lines[] = { _("Sealed in the presence of"), _("and of"), _("Put into the safe on"), NULL };
  g_autoptr(HavenPages) pages = haven_pages_new (&identity);

  haven_pages_add_title (pages, _("Recovery sheet for Haven"));
  haven_pages_add_paragraph (pages, sheet->school);
  add_code (pages, sheet->code);
  add_use (pages);
  add_keeping (pages);
  haven_pages_add_lines (pages, lines);
  return haven_pages_render (pages, error);
}
