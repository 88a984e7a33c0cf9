/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

const HavenCliCommand *const haven_cli_commands[] = {
  &haven_cli_init, &haven_cli_demo, &haven_cli_settings, &haven_cli_calendar, &haven_cli_defaults,
  &haven_cli_users, &haven_cli_user, &haven_cli_passphrase, &haven_cli_recovery_sheet,
  &haven_cli_import, &haven_cli_imports, &haven_cli_undo_import, &haven_cli_hand_in, &haven_cli_handed_in,
  &haven_cli_pupils, &haven_cli_attendance, &haven_cli_suspensions, &haven_cli_today,
  &haven_cli_figures, &haven_cli_explain, &haven_cli_compare, &haven_cli_put_off,
  &haven_cli_chart, &haven_cli_pack, &haven_cli_report, &haven_cli_letter, &haven_cli_document, &haven_cli_minutes,
  &haven_cli_meetings, &haven_cli_sentences, &haven_cli_round,
  &haven_cli_release, &haven_cli_verify_release, &haven_cli_sharing,
  &haven_cli_enrol, &haven_cli_authorities, &haven_cli_sync, &haven_cli_outbox, &haven_cli_load, &haven_cli_leave,
  &haven_cli_backup, &haven_cli_restore, &haven_cli_check, &haven_cli_audit,
  &haven_cli_retention, &haven_cli_hold, &haven_cli_leaver, &haven_cli_keep, &haven_cli_erase, &haven_cli_erasures,
  &haven_cli_transfer, &haven_cli_subject_access,
  &haven_cli_share, &haven_cli_check_out, &haven_cli_check_in, &haven_cli_merge, &haven_cli_shared,
  &haven_cli_events, &haven_cli_book, &haven_cli_bookings, &haven_cli_ask, &haven_cli_cancel,
  &haven_cli_note, &haven_cli_elsewhere, &haven_cli_coverage, &haven_cli_survey, &haven_cli_signposts,
  NULL
};
