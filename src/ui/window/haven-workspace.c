/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-workspace.h"

#include <glib/gi18n-lib.h>
#include "haven-auto-sync.h"
#include "haven-banners.h"
#include "haven-briefing.h"
#include "haven-children-view.h"
#include "haven-cohort-view.h"
#include "haven-file-chooser.h"
#include "haven-focus.h"
#include "haven-frame.h"
#include "haven-import-page.h"
#include "haven-names.h"
#include "haven-pupil-page.h"
#include "haven-run.h"
#include "haven-share-view.h"
#include "haven-sidebar.h"
#include "haven-today-view.h"
#include "haven-training-view.h"

struct _HavenWorkspace {
  AdwBin parent_instance;

  HavenSession *session;
  HavenSettings *settings;
  HavenBriefing *briefing;
  HavenAutoSync *exchange;  /* with the Virtual School, when nobody asks */
  GQueue above;             /* pages over the view, the topmost first; lent by the stack */
  const char *view;
  char *searched;           /* the letters that were last looked for */
  GtkWidget *focus;         /* weak: the window's, and whether it was on a page */
  gboolean was_on_page;
  gboolean typing;          /* letters for the search bring a view */
  guint return_id;          /* the focus comes back to the page when what had it is quite gone */

  /* template */
  HavenFrame *frame;
  HavenSidebar *sidebar;
  GtkWidget *header;
  HavenBanners *banners;
  GtkStack *pages;
  GtkLabel *title;
  GtkWidget *back_button;
  GtkEditable *search;
  GtkWidget *new_button;
  GtkWidget *import_button;
};

G_DEFINE_FINAL_TYPE (HavenWorkspace, haven_workspace, ADW_TYPE_BIN)

/* The five views, made when they are first looked at */
typedef struct {
  const char *name;
  const char *title;
  GtkWidget *(*make) (HavenWorkspace *self);
  HavenDeed deed;           /* whoever may do this looks at it */
} View;

static GtkWidget *make_today (HavenWorkspace *self) { return haven_today_view_new (self->briefing); }
static GtkWidget *make_children (HavenWorkspace *self) { return haven_children_view_new (self->briefing, self->settings); }
static GtkWidget *make_cohort (HavenWorkspace *self) { return haven_cohort_view_new (self->session); }
static GtkWidget *make_training (HavenWorkspace *self) { return haven_training_view_new (self->session); }
static GtkWidget *make_share (HavenWorkspace *self) { return haven_share_view_new (self->session); }

static const View views[] = {
  { "today", N_("Today"), make_today, HAVEN_DEED_LOOK },
  { "children", N_("Children"), make_children, HAVEN_DEED_LOOK },
  { "cohort", N_("Cohort"), make_cohort, HAVEN_DEED_COUNT },
  { "training", N_("Training"), make_training, HAVEN_DEED_LOOK },
  { "share", N_("Share"), make_share, HAVEN_DEED_COUNT },
};

static const View *
find_view (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].name, name))
      return &views[i];
  return NULL;
}

static void
show_title (HavenWorkspace *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);
  const char *title = page != NULL ? gtk_stack_page_get_title (gtk_stack_get_page (self->pages, page)) : "";

  gtk_label_set_label (self->title, title);
  gtk_widget_set_visible (self->back_button, !g_queue_is_empty (&self->above));
}

/* The others are hidden, and not only behind it: the focus that moves has GTK work out the style of all that could be seen anew, and four
 * views behind the fifth would cost more than the one that is looked at. */
static void
show_page (HavenWorkspace *self, GtkWidget *page)
{
  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (self->pages, page);
  for (GtkWidget *other = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); other != NULL; other = gtk_widget_get_next_sibling (other))
    gtk_widget_set_visible (other, other == page);
}

static void
drop_above (HavenWorkspace *self)
{
  GtkWidget *page;

  while ((page = g_queue_pop_head (&self->above)) != NULL)
    gtk_stack_remove (self->pages, page);
}

static void
push_page (HavenWorkspace *self, GtkWidget *page, const char *title)
{
  GtkStackPage *place = gtk_stack_add_child (self->pages, page);

  haven_names_complete (page);
  gtk_stack_page_set_title (place, title);
  g_queue_push_head (&self->above, page);
  show_page (self, page);
  haven_banners_set_view (self->banners, NULL);
  haven_frame_set_open (self->frame, FALSE);
  show_title (self);
  haven_focus_enter (page);
}

/* Keys go on from where the eye is: in the list of views. */
static void
focus_views (HavenWorkspace *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
}

/* What had the focus may go: a row that is done with, a banner. GTK looks for another from the top of the window, and lands in the list
 * of views; keys would go on from a place that nobody looked at. (Behind its last stop Tab leaves the window for one step: that is
 * GTK's way.) */

static gboolean
return_focus_cb (gpointer user_data)
{
  HavenWorkspace *self = user_data;

  self->return_id = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    haven_focus_enter (haven_workspace_get_page (self));
  return G_SOURCE_REMOVE;
}

static gboolean
is_on_page (HavenWorkspace *self)
{
  return haven_focus_is_in (GTK_WIDGET (self->pages)) || haven_focus_is_in (GTK_WIDGET (self->banners));
}

static void
focus_changed_cb (HavenWorkspace *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean gone = self->was_on_page && (self->focus == NULL || !gtk_widget_get_mapped (self->focus));

  if (root == NULL)
    return;                 /* the window was locked */
  if (gone && self->return_id == 0)
    self->return_id = g_idle_add (return_focus_cb, self);
  g_set_weak_pointer (&self->focus, gtk_root_get_focus (root));
  self->was_on_page = is_on_page (self);
}

static void
root_changed_cb (HavenWorkspace *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Who goes along the list of views stays in it, and letters for the search are still being typed. */
static void
focus_view (HavenWorkspace *self)
{
  gboolean browsed = haven_sidebar_is_browsed (self->sidebar) && !haven_frame_get_folded (self->frame);

  if (!browsed && !self->typing)
    haven_focus_enter (gtk_stack_get_visible_child (self->pages));
}

static HavenChildrenView *
children_view (HavenWorkspace *self)
{
  return HAVEN_CHILDREN_VIEW (gtk_stack_get_child_by_name (self->pages, "children"));
}

static void
search_changed_cb (HavenWorkspace *self)
{
  const char *text = gtk_editable_get_text (self->search);

  if (g_strcmp0 (text, self->searched) == 0)
    return;                 /* told late: Return was faster, and a page may be open by now */
  g_free (self->searched);
  self->searched = g_strdup (text);
  self->typing = TRUE;
  if (*text != '\0' && (!g_str_equal (self->view, "children") || !g_queue_is_empty (&self->above)))
    haven_workspace_show_view (self, "children");
  self->typing = FALSE;
  if (children_view (self) != NULL)
    haven_children_view_set_search (children_view (self), text);
}

static void
search_activate_cb (HavenWorkspace *self)
{
  search_changed_cb (self);
  if (*gtk_editable_get_text (self->search) != '\0')
    haven_children_view_open_first (children_view (self));
}

static void
search_stop_cb (HavenWorkspace *self)
{
  gtk_editable_set_text (self->search, "");
  haven_focus_enter (haven_workspace_get_page (self));
}

static void
search_cleared_cb (HavenWorkspace *self)
{
  gtk_editable_set_text (self->search, "");
  search_changed_cb (self);     /* the entry itself tells a moment later */
}

/* The exchange with the Virtual School: one that a person asked for says how it went, one that began by itself only shows its state. */

static void
show_exchanged (HavenWorkspace *self, HavenSyncSummary *summary, const GError *error)
{
  haven_sidebar_set_progress (self->sidebar, 0, 0);
  haven_briefing_set_problem (self->briefing, error != NULL ? error->message : NULL);
  if (summary != NULL)
    haven_briefing_set_offline (self->briefing, summary->offline);
}

static void
exchanged_cb (HavenSyncSummary *summary, const GError *error, gpointer self)
{
  if (haven_session_get_school (HAVEN_WORKSPACE (self)->session) != NULL)
    show_exchanged (self, summary, error);
}

static void
progress_cb (HavenWorkspace *self, guint done, guint all)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    haven_sidebar_set_progress (self->sidebar, done, all);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSyncSummary) summary = haven_session_sync_finish (HAVEN_SESSION (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;                 /* locked meanwhile */
  show_exchanged (self, summary, error);
  if (summary == NULL) {
    haven_fail (GTK_WIDGET (self), error);
    return;
  }
  haven_say (GTK_WIDGET (self), summary->sentence);
}

static gboolean
drop_cb (HavenWorkspace *self, const GValue *value)
{
  g_auto (GStrv) paths = haven_file_chooser_dup_dropped (value);

  if (paths[0] != NULL)
    haven_workspace_open_import (self, (const char *const *) paths);
  return paths[0] != NULL;
}

static void
haven_workspace_dispose (GObject *object)
{
  HavenWorkspace *self = HAVEN_WORKSPACE (object);

  g_clear_handle_id (&self->return_id, g_source_remove);
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->exchange, haven_auto_sync_free);
  g_queue_clear (&self->above);
  g_clear_pointer (&self->searched, g_free);
  g_clear_object (&self->briefing);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (haven_workspace_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/window/haven-workspace.ui");
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, frame);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, sidebar);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, header);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, banners);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, pages);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, title);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, back_button);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, search);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, new_button);
  gtk_widget_class_bind_template_child (klass, HavenWorkspace, import_button);
  gtk_widget_class_bind_template_callback (klass, search_changed_cb);
  gtk_widget_class_bind_template_callback (klass, search_activate_cb);
  gtk_widget_class_bind_template_callback (klass, search_stop_cb);
}

static void
haven_workspace_class_init (HavenWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_workspace_dispose;
  g_type_ensure (HAVEN_TYPE_FRAME);
  g_type_ensure (HAVEN_TYPE_SIDEBAR);
  g_type_ensure (HAVEN_TYPE_BANNERS);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
haven_workspace_init (HavenWorkspace *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_complete (GTK_WIDGET (self));
  g_queue_init (&self->above);
  self->view = "";
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  g_signal_connect (self, "map", G_CALLBACK (focus_views), NULL);
  g_signal_connect (self, "notify::root", G_CALLBACK (root_changed_cb), NULL);
}

/* What somebody may not do is not offered. Who they are does not change while the store is open, but a copy to read may become one's own. */
static void
show_role (HavenWorkspace *self)
{
  gtk_widget_set_visible (self->new_button, haven_session_may (self->session, HAVEN_DEED_EDIT));
  if (!haven_session_may (self->session, HAVEN_DEED_IMPORT))
    gtk_widget_set_visible (self->import_button, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    haven_sidebar_set_offered (self->sidebar, views[i].name, haven_session_may (self->session, views[i].deed));
}

GtkWidget *
haven_workspace_new (HavenSession *session, HavenSettings *settings)
{
  HavenWorkspace *self = g_object_new (HAVEN_TYPE_WORKSPACE, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->briefing = haven_briefing_new (session);
  haven_sidebar_set_briefing (self->sidebar, self->briefing);
  haven_banners_set_briefing (self->banners, self->briefing);
  show_role (self);
  self->exchange = haven_auto_sync_new (session, NULL, exchanged_cb, self);
  g_signal_connect_object (session, "sync-progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

const char *
haven_workspace_get_view (HavenWorkspace *self)
{
  g_return_val_if_fail (HAVEN_IS_WORKSPACE (self), NULL);
  return self->view;
}

GtkWidget *
haven_workspace_get_page (HavenWorkspace *self)
{
  g_return_val_if_fail (HAVEN_IS_WORKSPACE (self), NULL);
  return g_queue_is_empty (&self->above) ? gtk_stack_get_visible_child (self->pages) : g_queue_peek_head (&self->above);
}

static void
ensure_view (HavenWorkspace *self, const View *view)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, view->name);

  if (page != NULL)
    return;
  page = view->make (self);
  haven_names_complete (page);
  gtk_stack_add_titled (self->pages, page, view->name, _(view->title));
  if (!HAVEN_IS_CHILDREN_VIEW (page))
    return;
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), page);   /* letters typed there find a child */
  g_signal_connect_object (page, "cleared", G_CALLBACK (search_cleared_cb), self, G_CONNECT_SWAPPED);
}

void
haven_workspace_show_view (HavenWorkspace *self, const char *name)
{
  const View *view = find_view (name);

  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  if (view != NULL && !haven_session_may (self->session, view->deed))
    view = *self->view == '\0' ? &views[0] : NULL;     /* the key of what is not offered leaves one where one is */
  if (view == NULL)
    return;
  ensure_view (self, view);
  self->view = view->name;
  show_page (self, gtk_stack_get_child_by_name (self->pages, view->name));
  drop_above (self);
  haven_sidebar_set_view (self->sidebar, view->name);
  haven_banners_set_view (self->banners, view->name);
  haven_frame_set_open (self->frame, FALSE);
  if (!g_str_equal (view->name, "children"))
    gtk_editable_set_text (self->search, "");
  show_title (self);
  focus_view (self);
}

void
haven_workspace_open_child (HavenWorkspace *self, gint64 pupil_id, const char *tab)
{
  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  if (haven_workspace_get_child (self) != pupil_id)
    push_page (self, haven_pupil_page_new (self->briefing, pupil_id), _(find_view (self->view)->title));
  if (*tab != '\0')
    haven_pupil_page_show_tab (HAVEN_PUPIL_PAGE (g_queue_peek_head (&self->above)), tab);
}

void
haven_workspace_open_import (HavenWorkspace *self, const char *const *paths)
{
  GtkWidget *page = g_queue_peek_head (&self->above);

  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  if (page == NULL || !HAVEN_IS_IMPORT_PAGE (page)) {
    page = haven_import_page_new (self->session);
    push_page (self, page, _("Import"));
  }
  if (paths != NULL)
    haven_import_page_stage (HAVEN_IMPORT_PAGE (page), paths);
}

void
haven_workspace_open_page (HavenWorkspace *self, GtkWidget *page, const char *title)
{
  GtkWidget *top = g_queue_peek_head (&self->above);

  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  if (top != NULL && G_OBJECT_TYPE (top) == G_OBJECT_TYPE (page)) {
    g_queue_pop_head (&self->above);
    gtk_stack_remove (self->pages, top);
  }
  push_page (self, page, title);
}

void
haven_workspace_go_back (HavenWorkspace *self)
{
  GtkWidget *page = g_queue_pop_head (&self->above);
  GtkWidget *below;

  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  if (page == NULL)
    return;
  below = g_queue_peek_head (&self->above);
  show_page (self, below != NULL ? below : gtk_stack_get_child_by_name (self->pages, self->view));
  gtk_stack_remove (self->pages, page);
  haven_banners_set_view (self->banners, below != NULL ? NULL : self->view);
  show_title (self);
  haven_focus_enter (haven_workspace_get_page (self));
}

/* In the order in which they are read */
void
haven_workspace_go_on (HavenWorkspace *self, gboolean backward)
{
  GtkWidget *const parts[] = { GTK_WIDGET (self->sidebar), self->header, GTK_WIDGET (self->banners),
                               haven_workspace_get_page (self) };

  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  haven_focus_go_on (parts, G_N_ELEMENTS (parts), backward);
}

void
haven_workspace_search (HavenWorkspace *self)
{
  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
haven_workspace_sync (HavenWorkspace *self)
{
  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  if (!haven_session_is_enrolled (self->session)) {
    haven_workspace_show_view (self, "share");
    haven_say (GTK_WIDGET (self), _("Join the Virtual School’s system first."));
    return;
  }
  haven_session_sync_async (self->session, NULL, synced_cb, g_object_ref (self));
}

void
haven_workspace_wake (HavenWorkspace *self)
{
  g_return_if_fail (HAVEN_IS_WORKSPACE (self));
  haven_auto_sync_wake (self->exchange);
}

gint64
haven_workspace_get_child (HavenWorkspace *self)
{
  GtkWidget *page = g_queue_peek_head (&self->above);

  g_return_val_if_fail (HAVEN_IS_WORKSPACE (self), 0);
  return page != NULL && HAVEN_IS_PUPIL_PAGE (page) ? haven_pupil_page_get_pupil (HAVEN_PUPIL_PAGE (page)) : 0;
}

char *
haven_workspace_dup_numbers (HavenWorkspace *self)
{
  guint today = haven_briefing_count_today (self->briefing);
  g_autofree char *things = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing to see to.", "%u things to see to.", today), today);
  g_autofree char *waiting = haven_briefing_dup_waiting (self->briefing);

  g_return_val_if_fail (HAVEN_IS_WORKSPACE (self), NULL);
  if (today == 0)
    return g_steal_pointer (&waiting);
  return waiting != NULL ? g_strdup_printf ("%s\n%s", things, waiting) : g_steal_pointer (&things);
}
