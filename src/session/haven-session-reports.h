/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-governors.h"
#include "haven-session.h"

/* Reports about children together (haven-governors.h). The session works them out on the whole school, whatever of it the person is shown: no
 * child is in what comes back, and numbers of few are left out. The designated teacher prepares the annual report that the law asks of them;
 * the other is for those who may count the whole school. */
GPtrArray   *haven_session_list_reports              (HavenSession *self);      /* const char *, kinds that the person may prepare */
gboolean     haven_session_may_report                (HavenSession *self, const char *kind);

/* school and clock of the request are the session's own. REFUSED: it is not this person's to prepare */
void         haven_session_list_sentences_async      (HavenSession *self, const HavenGovernorsRequest *request, GCancellable *cancellable,
                                                      GAsyncReadyCallback callback, gpointer user_data);
GPtrArray   *haven_session_list_sentences_finish     (HavenSession *self, GAsyncResult *result, GError **error);  /* HavenGovernorsSentence */

void         haven_session_print_report_async        (HavenSession *self, const HavenGovernorsRequest *request, GCancellable *cancellable,
                                                      GAsyncReadyCallback callback, gpointer user_data);
/* ret_page, which may be NULL: the page that it tells from, for haven_command_tell_governors when it is given away; NULL: there is none */
HavenSheets *haven_session_print_report_finish       (HavenSession *self, GAsyncResult *result, HavenRelease **ret_page, GError **error);
HavenSheets *haven_session_print_report              (HavenSession *self, const HavenGovernorsRequest *request, HavenRelease **ret_page,
                                                      GError **error);
