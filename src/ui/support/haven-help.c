/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-help.h"

#include <glib/gi18n-lib.h>
#include "haven-platform.h"
#include "haven-run.h"

/* Which page of data/help is about which widget; tests/ui/check-files.py looks that both are there. */
static const struct { const char *type, *topic; } topics[] = {
  { "HavenActivityPage", "security" },
  { "HavenBackupPage", "backup" },
  { "HavenBookingForm", "training" },
  { "HavenCalendarPage", "start" },
  { "HavenChildrenView", "children" },
  { "HavenCohortView", "cohort" },
  { "HavenCreatePage", "start" },
  { "HavenDoor", "unlock" },
  { "HavenEnrolPanel", "virtual-school" },
  { "HavenForm", "record" },
  { "HavenHandInPage", "people" },
  { "HavenImportPage", "import" },
  { "HavenImportsPage", "import" },
  { "HavenMeetingView", "meeting" },
  { "HavenMergeWindow", "shared-folder" },
  { "HavenPackForm", "packs" },
  { "HavenPassphraseWindow", "people" },
  { "HavenPeoplePage", "people" },
  { "HavenPersonWindow", "people" },
  { "HavenPrintingPage", "papers" },
  { "HavenPupilPage", "pupil" },
  { "HavenEraseForm", "looking-after" },
  { "HavenRecordsPage", "looking-after" },
  { "HavenRestoreWindow", "backup" },
  { "HavenSchoolPage", "start" },
  { "HavenSharingPage", "share-what" },
  { "HavenSendForm", "share" },
  { "HavenShareView", "share" },
  { "HavenSharedWindow", "shared-folder" },
  { "HavenTodayView", "today" },
  { "HavenTrainingView", "training" },
  { "HavenVirtualSchoolPage", "virtual-school" },
  { "HavenWelcomePage", "start" },
};

static const char *
find_topic (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++) {
    if (g_str_equal (topics[i].type, type))
      return topics[i].topic;
  }
  return NULL;
}

const char *
haven_help_get_topic (GtkWidget *widget)
{
  const char *topic = NULL;

  for (; widget != NULL && topic == NULL; widget = gtk_widget_get_parent (widget))
    topic = find_topic (G_OBJECT_TYPE_NAME (widget));
  return topic != NULL ? topic : "index";
}

/* The page in the first of the person's languages that Help speaks; the last of them is C. */
static char *
find_page (const char *topic)
{
  g_autofree char *folder = haven_platform_help_folder ();
  g_autofree char *file = g_strconcat (topic, ".html", NULL);

  for (const char *const *language = g_get_language_names (); *language != NULL; language++) {
    g_autofree char *page = g_build_filename (folder, *language, file, NULL);

    if (g_file_test (page, G_FILE_TEST_EXISTS))
      return g_filename_to_uri (page, NULL, NULL);
  }
  return NULL;
}

static gboolean
has_pages_for_viewer (void)
{
  for (const char *const *folder = g_get_system_data_dirs (); *folder != NULL; folder++) {
    g_autofree char *index = g_build_filename (*folder, "help", "C", "haven", "index.page", NULL);

    if (g_file_test (index, G_FILE_TEST_EXISTS))
      return TRUE;
  }
  return FALSE;
}

static char *
find_uri (const char *topic)
{
  g_autoptr (GAppInfo) viewer = g_app_info_get_default_for_uri_scheme ("help");

  return viewer != NULL && has_pages_for_viewer () ? g_strconcat ("help:haven/", topic, NULL) : find_page (topic);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;

  if (!g_app_info_launch_default_for_uri_finish (result, NULL))
    haven_say (widget, _("Nothing on this computer shows web pages, so Help cannot be opened."));
}

void
haven_help_show (GtkWidget *widget, const char *topic)
{
  g_autofree char *uri = find_uri (topic);
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  if (uri == NULL)
    haven_say (widget, _("Help was not installed with this Haven."));
  else
    g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, launched_cb, g_object_ref (widget));
}
