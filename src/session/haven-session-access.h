/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-dossier.h"
#include "haven-session.h"

/* Requests for everything held on a pupil (UK GDPR Article 15). The register of them is HAVEN_TABLE_ACCESS_REQUESTS: one is put there by
 * haven_command_put; the day on which it is due is haven_access_due (). */

/* All that is held, with the audit and, for those who can open them, restricted entries: that somebody looked is in the audit.
 * request_id 0: nobody asked yet. REFUSED: it is not this person's to answer. */
void          haven_session_gather_dossier_async  (HavenSession *self, gint64 pupil_id, gint64 request_id, GAsyncReadyCallback callback,
                                                   gpointer user_data);
HavenDossier *haven_session_gather_dossier_finish (HavenSession *self, GAsyncResult *result, GError **error);
HavenDossier *haven_session_gather_dossier        (HavenSession *self, gint64 pupil_id, gint64 request_id, GError **error);

/* Takes choices (HavenAccessChoice), in one step that can be undone: an earlier one about the same passage goes. INVALID: withheld
 * without an exemption or a reason. REFUSED: it was answered already. */
void          haven_session_decide_access_async   (HavenSession *self, GPtrArray *take_choices, GAsyncReadyCallback callback,
                                                   gpointer user_data);
gboolean      haven_session_decide_access_finish  (HavenSession *self, GAsyncResult *result, GError **error);
gboolean      haven_session_decide_access         (HavenSession *self, GPtrArray *take_choices, GError **error);

/* The data protection officer signs the answer as it stood when dossier was gathered. REFUSED: a passage is open. CONFLICT: something
 * changed since. */
void          haven_session_sign_access_async     (HavenSession *self, HavenDossier *dossier, const char *officer, HavenDay day,
                                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean      haven_session_sign_access_finish    (HavenSession *self, GAsyncResult *result, GError **error);
gboolean      haven_session_sign_access           (HavenSession *self, HavenDossier *dossier, const char *officer, HavenDay day,
                                                   GError **error);

/* It leaves: as a draft, or as the answer, which closes the request. Asks for the passphrase as any export does. Gives what is to be
 * written. */
typedef enum { HAVEN_DOSSIER_PDF, HAVEN_DOSSIER_JSON, HAVEN_DOSSIER_CSV } HavenDossierForm;
/* by its ending; FALSE: none of them */
gboolean      haven_dossier_form_of_path          (const char *path, HavenDossierForm *ret_form);
void          haven_session_export_dossier_async  (HavenSession *self, HavenDossier *dossier, HavenDossierForm form, gboolean answer,
                                                   GAsyncReadyCallback callback, gpointer user_data);
GBytes       *haven_session_export_dossier_finish (HavenSession *self, GAsyncResult *result, GError **error);
GBytes       *haven_session_export_dossier        (HavenSession *self, HavenDossier *dossier, HavenDossierForm form, gboolean answer,
                                                   GError **error);

/* haven-dossier-data.c: for machines */
GBytes       *haven_dossier_to_json               (const HavenDossier *dossier);
GBytes       *haven_dossier_to_csv                (const HavenDossier *dossier);
