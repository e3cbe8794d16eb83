#include "config.h"

#include "parvis-main-page.h"

#include <string.h>

#include "parvis-calendar-page.h"
#include "parvis-event-page.h"
#include "parvis-go-dialog.h"
#include "parvis-home-page.h"
#include "parvis-people-page.h"
#include "parvis-settings.h"
#include "parvis-sidebar.h"
#include "parvis-text.h"

struct _ParvisMainPage
{
  AdwBreakpointBin        parent_instance;
  ParvisSession          *session;
  ParvisAccount          *account;
  gboolean                restored;
  guint                   unfolding;  /* id of a source */
  char                   *wanted;     /* what is shown once it is there */
  AdwNavigationPage      *calendar;

  AdwNavigationSplitView *split_view;
  ParvisSidebar          *sidebar;
};

G_DEFINE_FINAL_TYPE (ParvisMainPage, parvis_main_page, ADW_TYPE_BREAKPOINT_BIN)

typedef enum
{
  PROP_SESSION = 1,
  PROP_ACCOUNT,
} ParvisMainPageProperty;

static GParamSpec *props[PROP_ACCOUNT + 1];

static ParvisEventPage *
get_event_page (ParvisMainPage *self)
{
  AdwNavigationPage *content = adw_navigation_split_view_get_content (self->split_view);

  return PARVIS_IS_EVENT_PAGE (content) ? PARVIS_EVENT_PAGE (content) : NULL;
}

static void
keep_place (ParvisMainPage *self)
{
  ParvisEventPage *page = get_event_page (self);

  if (page != NULL)
    parvis_settings_set_place (self->account,
                               parvis_event_get_record (parvis_event_page_get_event (page))->id,
                               parvis_event_page_get_view (page));
}

static void
opened_cb (ParvisMainPage *self,
           ParvisEvent    *event)
{
  ParvisEventPage *old = get_event_page (self);

  g_clear_pointer (&self->wanted, g_free);
  if (old == NULL || parvis_event_page_get_event (old) != event)
    {
      ParvisEventPage *page = parvis_event_page_new (event);

      /* Whoever compares the tickets of two events stays at the tickets. */
      if (old != NULL)
        parvis_event_page_set_view (page, parvis_event_page_get_view (old));
      adw_navigation_split_view_set_content (self->split_view, ADW_NAVIGATION_PAGE (page));
      g_signal_connect_object (page, "view-changed", G_CALLBACK (keep_place), self,
                               G_CONNECT_SWAPPED);
      keep_place (self);
    }

  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  g_signal_emit_by_name (self->session, "looked", event);
}

/* Where the last window was left. */
static void
restore_place (ParvisMainPage *self)
{
  g_autofree char *id_event = NULL;
  g_autofree char *view = NULL;
  ParvisEvent *event = NULL;

  if (self->restored || g_list_model_get_n_items (parvis_account_get_events (self->account)) == 0)
    return;

  self->restored = TRUE;
  if (get_event_page (self) != NULL)
    return;
  parvis_settings_get_place (self->account, &id_event, &view);
  if (view == NULL || *view == '\0')
    return;

  if (id_event == NULL)
    {
      /* Home is there already; on a narrow window it would hide the list of events. */
      if (!g_str_equal (view, "home"))
        parvis_sidebar_open_place (self->sidebar, view);
    }
  else if ((event = parvis_account_find_event (self->account, id_event)) != NULL)
    {
      parvis_sidebar_open (self->sidebar, event);
      parvis_main_page_show_view (self, view);
    }
}

static gboolean
unfold_cb (gpointer user_data)
{
  ParvisMainPage *self = user_data;

  self->unfolding = 0;
  if (adw_breakpoint_bin_get_current_breakpoint (ADW_BREAKPOINT_BIN (self)) == NULL &&
      !adw_navigation_split_view_get_show_content (self->split_view))
    adw_navigation_split_view_set_collapsed (self->split_view, FALSE);

  return G_SOURCE_REMOVE;
}

/* Whoever goes back to a sidebar that was hidden wants it beside the page again: later, for what is
 * left behind is still at work. */
static void
show_content_cb (ParvisMainPage *self)
{
  if (self->unfolding == 0 && adw_navigation_split_view_get_collapsed (self->split_view))
    self->unfolding = g_idle_add (unfold_cb, self);
}

static void
home_opened_cb (ParvisMainPage *self,
                ParvisEvent    *event)
{
  parvis_sidebar_open (self->sidebar, event);
}

/* Made anew each time: in GTK 4.18 rows that are shown again, once they were told to a screen
 * reader, complain about their role. */
static AdwNavigationPage *
new_home_page (ParvisMainPage *self)
{
  ParvisHomePage *page = parvis_home_page_new (self->account);

  g_signal_connect_object (page, "opened", G_CALLBACK (home_opened_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->split_view, "collapsed", page, "alone", G_BINDING_SYNC_CREATE);

  return ADW_NAVIGATION_PAGE (page);
}

/* Kept, with its search and its place in the list. */
static AdwNavigationPage *
get_calendar_page (ParvisMainPage *self)
{
  if (self->calendar == NULL)
    {
      self->calendar =
        g_object_ref_sink (ADW_NAVIGATION_PAGE (parvis_calendar_page_new (self->account)));
      g_signal_connect_object (self->calendar, "opened", G_CALLBACK (home_opened_cb), self,
                               G_CONNECT_SWAPPED);
    }

  return self->calendar;
}

static void
place_opened_cb (ParvisMainPage *self,
                 const char     *name)
{
  gboolean is_people = g_str_equal (name, "people");
  AdwNavigationPage *page =
    is_people ? ADW_NAVIGATION_PAGE (parvis_people_page_new (self->account))
              : g_str_equal (name, "calendar") ? get_calendar_page (self) : new_home_page (self);

  g_clear_pointer (&self->wanted, g_free);
  adw_navigation_split_view_set_content (self->split_view, page);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  if (self->restored)
    parvis_settings_set_place (self->account, "", name);
  if (g_str_equal (name, "home"))
    g_signal_emit_by_name (self->session, "looked", NULL);
  if (is_people)
    parvis_people_page_find (PARVIS_PEOPLE_PAGE (page));
}

static ParvisPeoplePage *
show_people (ParvisMainPage *self)
{
  parvis_sidebar_open_place (self->sidebar, "people");

  return PARVIS_PEOPLE_PAGE (adw_navigation_split_view_get_content (self->split_view));
}

/* For an event if there is one that is called so, else for people. */
static void
search (ParvisMainPage *self,
        const char     *text)
{
  GListModel *events = parvis_account_get_events (self->account);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      if (parvis_text_matches (parvis_event_get_record (event)->name, text))
        {
          adw_navigation_split_view_set_show_content (self->split_view, FALSE);
          parvis_sidebar_search (self->sidebar, text);
          return;
        }
    }

  parvis_people_page_search (show_people (self), text);
}

static void
show_wanted (ParvisMainPage *self)
{
  g_autofree char *wanted = NULL;
  const char *rest;

  if (self->wanted == NULL || !parvis_store_is_open (parvis_account_get_store (self->account)))
    return;

  wanted = g_strdup (self->wanted);
  if ((rest = strchr (wanted, ':')) == NULL)
    g_clear_pointer (&self->wanted, g_free);
  else if (g_str_has_prefix (wanted, "event:"))
    {
      ParvisEvent *event = parvis_account_find_event (self->account, rest + 1);

      if (event != NULL)
        parvis_sidebar_open (self->sidebar, event);
    }
  else if (g_str_has_prefix (wanted, "person:"))
    parvis_people_page_open (show_people (self), rest + 1);
  else if (g_str_has_prefix (wanted, "search:"))
    search (self, rest + 1);
  else
    parvis_sidebar_open_place (self->sidebar, rest + 1);

  /* An event may be one that is yet to be read; anything else is done. */
  if (!g_str_has_prefix (wanted, "event:"))
    g_clear_pointer (&self->wanted, g_free);
}

static void
parvis_main_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ParvisMainPage *self = PARVIS_MAIN_PAGE (object);

  switch ((ParvisMainPageProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_main_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  ParvisMainPage *self = PARVIS_MAIN_PAGE (object);

  switch ((ParvisMainPageProperty) prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_ACCOUNT:
      self->account = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_main_page_constructed (GObject *object)
{
  ParvisMainPage *self = PARVIS_MAIN_PAGE (object);

  G_OBJECT_CLASS (parvis_main_page_parent_class)->constructed (object);

  /* On a narrow window the list of events is in front of it. */
  parvis_sidebar_open_place (self->sidebar, "home");
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  g_signal_connect_object (self->account, "changed", G_CALLBACK (restore_place), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "changed", G_CALLBACK (show_wanted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "notify::state", G_CALLBACK (show_wanted), self,
                           G_CONNECT_SWAPPED);
  restore_place (self);
}

static void
parvis_main_page_dispose (GObject *object)
{
  ParvisMainPage *self = PARVIS_MAIN_PAGE (object);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  g_clear_handle_id (&self->unfolding, g_source_remove);
  /* The template would take the child away behind the bin's back. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_MAIN_PAGE);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_object (&self->calendar);
  g_clear_object (&self->account);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (parvis_main_page_parent_class)->dispose (object);
}

static void
parvis_main_page_class_init (ParvisMainPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_main_page_get_property;
  object_class->set_property = parvis_main_page_set_property;
  object_class->constructed = parvis_main_page_constructed;
  object_class->dispose = parvis_main_page_dispose;

  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PARVIS_TYPE_SESSION, flags);
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_SESSION);
  g_type_ensure (PARVIS_TYPE_SIDEBAR);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/home/parvis-main-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisMainPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, ParvisMainPage, sidebar);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_content_cb);
}

static void
parvis_main_page_init (ParvisMainPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parvis_main_page_new:
 * @session: (transfer none): with an account
 *
 * Returns: (transfer floating): the account's events, and one of them
 */
ParvisMainPage *
parvis_main_page_new (ParvisSession *session)
{
  return g_object_new (PARVIS_TYPE_MAIN_PAGE,
                       "session", session,
                       "account", parvis_session_get_account (session),
                       NULL);
}

/**
 * parvis_main_page_find:
 * @self: a main page
 *
 * Lets the person type what to look for: whom, where participants are shown, else which event.
 */
void
parvis_main_page_find (ParvisMainPage *self)
{
  ParvisEventPage *page;

  g_return_if_fail (PARVIS_IS_MAIN_PAGE (self));

  /* What is shown is what is looked through. */
  page = get_event_page (self);
  if (page != NULL && gtk_widget_get_mapped (GTK_WIDGET (page)) && parvis_event_page_find (page))
    return;

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  parvis_sidebar_find (self->sidebar);
}

/**
 * parvis_main_page_refresh:
 * @self: a main page
 *
 * Reads again what it shows.
 */
void
parvis_main_page_refresh (ParvisMainPage *self)
{
  g_return_if_fail (PARVIS_IS_MAIN_PAGE (self));

  parvis_session_refresh (self->session);
}

/**
 * parvis_main_page_show_view:
 * @self: a main page
 * @view: "overview", "participants" or "tickets"
 *
 * Shows that side of the event, if one is open.
 */
void
parvis_main_page_show_view (ParvisMainPage *self,
                            const char     *view)
{
  ParvisEventPage *page;

  g_return_if_fail (PARVIS_IS_MAIN_PAGE (self));

  if ((page = get_event_page (self)) != NULL)
    parvis_event_page_set_view (page, view);
}

/**
 * parvis_main_page_show_place:
 * @self: a main page
 * @place: one of those above the events, as in "home"
 */
void
parvis_main_page_show_place (ParvisMainPage *self,
                             const char     *place)
{
  g_return_if_fail (PARVIS_IS_MAIN_PAGE (self));

  parvis_sidebar_open_place (self->sidebar, place);
}

/**
 * parvis_main_page_toggle_sidebar:
 * @self: a main page
 *
 * Hides the list of events, or shows it; where there is room for one of both, shows the other one.
 */
void
parvis_main_page_toggle_sidebar (ParvisMainPage *self)
{
  gboolean alone, shown;

  g_return_if_fail (PARVIS_IS_MAIN_PAGE (self));

  alone = adw_navigation_split_view_get_collapsed (self->split_view);
  shown = adw_navigation_split_view_get_show_content (self->split_view);
  if (adw_breakpoint_bin_get_current_breakpoint (ADW_BREAKPOINT_BIN (self)) != NULL)
    {
      adw_navigation_split_view_set_show_content (self->split_view, !shown);
      return;
    }

  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  adw_navigation_split_view_set_collapsed (self->split_view, !alone);
}

/**
 * parvis_main_page_show:
 * @self: a main page
 * @target: "event:ID", "person:ID", "search:TEXT" or "place:NAME"
 *
 * Shows that, as soon as what is kept of the account is read.
 */
void
parvis_main_page_show (ParvisMainPage *self,
                       const char     *target)
{
  g_return_if_fail (PARVIS_IS_MAIN_PAGE (self));

  /* In place of where the last window was left. */
  self->restored = TRUE;
  g_set_str (&self->wanted, target);
  show_wanted (self);
}

/**
 * parvis_main_page_get_event:
 * @self: a main page
 *
 * Returns: (transfer none) (nullable): the event that it shows
 */
ParvisEvent *
parvis_main_page_get_event (ParvisMainPage *self)
{
  ParvisEventPage *page;

  g_return_val_if_fail (PARVIS_IS_MAIN_PAGE (self), NULL);

  page = get_event_page (self);

  return page != NULL ? parvis_event_page_get_event (page) : NULL;
}

static void
person_chosen_cb (ParvisMainPage *self,
                  const char     *id_participant)
{
  AdwNavigationPage *content;

  parvis_sidebar_open_place (self->sidebar, "people");
  content = adw_navigation_split_view_get_content (self->split_view);
  parvis_people_page_open (PARVIS_PEOPLE_PAGE (content), id_participant);
}

/**
 * parvis_main_page_go:
 * @self: a main page
 *
 * Asks which event or person to go to.
 */
void
parvis_main_page_go (ParvisMainPage *self)
{
  AdwDialog *dialog;

  g_return_if_fail (PARVIS_IS_MAIN_PAGE (self));

  dialog = parvis_go_dialog_new (self->account);
  g_signal_connect_object (dialog, "event-chosen", G_CALLBACK (home_opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "person-chosen", G_CALLBACK (person_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * parvis_main_page_get_help_page:
 * @self: a main page
 *
 * Returns: (transfer none): the page of the help about what it shows
 */
const char *
parvis_main_page_get_help_page (ParvisMainPage *self)
{
  AdwNavigationPage *content;
  ParvisEventPage *event;
  const char *view;

  g_return_val_if_fail (PARVIS_IS_MAIN_PAGE (self), NULL);

  content = adw_navigation_split_view_get_content (self->split_view);
  if (adw_navigation_split_view_get_collapsed (self->split_view) &&
      !adw_navigation_split_view_get_show_content (self->split_view))
    return "index";
  if (PARVIS_IS_CALENDAR_PAGE (content))
    return "calendar";
  if (PARVIS_IS_PEOPLE_PAGE (content))
    return "people";
  if ((event = get_event_page (self)) == NULL)
    return "index";

  view = parvis_event_page_get_view (event);

  return g_str_equal (view, "participants") ? "people"
         : g_str_equal (view, "attendance") ? "attendance" : "figures";
}
