#include "config.h"

#include "parvis-sidebar.h"

#include <glib/gi18n-lib.h>

#include "parvis-account-popover.h"
#include "parvis-event-order.h"
#include "parvis-failure-words.h"
#include "parvis-format.h"
#include "parvis-text.h"
#include "parvis-wait.h"
#include "parvis-words.h"

struct _ParvisSidebar
{
  AdwNavigationPage   parent_instance;
  ParvisSession      *session;
  ParvisAccount      *account;
  ParvisFailure      *failure;
  gboolean            demo;
  gboolean            collapsed;
  ParvisEvent        *opened;
  GtkListBoxRow      *place;        /* in the template; null while an event is open */
  guint               n_frames;
  gboolean            filled;

  GtkListBox         *places;
  GtkEditable        *search_entry;
  GtkListView        *list;
  GtkSingleSelection *selection;
  GtkCustomSorter    *section_sorter;
  GtkCustomSorter    *sorter;
  GtkCustomFilter    *filter;
};

G_DEFINE_FINAL_TYPE (ParvisSidebar, parvis_sidebar, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_FAILURE,
  PROP_DEMO,
  PROP_COLLAPSED,
  PROP_SESSION,
} ParvisSidebarProperty;

static GParamSpec *props[PROP_SESSION + 1];

static guint opened_signal;
static guint place_opened_signal;

static int
compare_sections (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  return parvis_event_get_passed ((ParvisEvent *) a) - parvis_event_get_passed ((ParvisEvent *) b);
}

static gboolean
matches_query (gpointer item,
               gpointer user_data)
{
  ParvisSidebar *self = user_data;

  return parvis_text_matches (parvis_event_get_record (item)->name,
                              gtk_editable_get_text (self->search_entry));
}

static char *
section_title_cb (GObject  *object,
                  gboolean  passed)
{
  return g_strdup (passed ? C_("events", "Past") : C_("events", "Upcoming"));
}

/* Whose events these are, where they could be somebody else's. */
static char *
account_subtitle_cb (GObject    *object,
                     gboolean    demo,
                     const char *username,
                     guint       n_accounts)
{
  if (demo)
    return g_strdup (_("Demo"));

  return g_strdup (n_accounts > 1 && username != NULL ? username : "");
}

static char *
page_cb (GObject       *object,
         guint          n_shown,
         guint          n_events,
         GDateTime     *updated_at,
         ParvisFailure *failure)
{
  if (n_shown > 0)
    return g_strdup ("events");
  if (n_events > 0)
    return g_strdup ("no-result");
  if (failure != NULL)
    return g_strdup ("failure");

  return g_strdup (updated_at != NULL ? "empty" : "wait");
}

static gboolean
is_stale (GDateTime *updated_at)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_difference (now, updated_at) > G_TIME_SPAN_DAY;
}

static char *
updated_cb (GObject    *object,
            gboolean    refreshing,
            const char *sentence,
            GDateTime  *updated_at)
{
  g_autofree char *age = NULL;

  if (refreshing)
    return g_strdup (sentence != NULL ? sentence : _("Updating…"));
  if (updated_at == NULL)
    return g_strdup (_("Not updated yet"));

  age = parvis_format_age (updated_at);
  if (is_stale (updated_at))
    /* Translators: %s is a date and a time of day. */
    return g_strdup_printf (_("More than a day old: updated %s"), age);

  /* Translators: %s is a time of day, or a date and a time of day. */
  return g_strdup_printf (_("Updated %s"), age);
}

/* A banner that is not shown still tells its title to a screen reader. */
static char *
kept_banner_cb (GObject  *object,
                gboolean  kept)
{
  return g_strdup (kept ? "" : _("The keyring can’t keep your sign-in: it ends when you quit "
                                 "Parvis"));
}

static gboolean
not_cb (GObject  *object,
        gboolean  value)
{
  return !value;
}

/* Where a refresh or a search left no selection, the event that is shown gets it back. */
static void
restore_selection (ParvisSidebar *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  if (self->opened == NULL || gtk_single_selection_get_selected_item (self->selection) != NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (model, i);

      if (event == self->opened)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  ParvisSidebar *self = user_data;

  /* The rows have their places only after the first frame. */
  if (self->n_frames++ == 0)
    return G_SOURCE_CONTINUE;

  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), 0);
  return G_SOURCE_REMOVE;
}

/* A list that fills stays at its first row, and hides the title above that. */
static void
scroll_to_top (ParvisSidebar *self)
{
  self->n_frames = 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (self->list), scroll_cb, self, NULL);
}

static void
open_event (ParvisSidebar *self,
            ParvisEvent   *event)
{
  if (event == NULL)
    return;

  g_set_object (&self->opened, event);
  self->place = NULL;
  gtk_list_box_unselect_all (self->places);
  g_signal_emit (self, opened_signal, 0, event);
}

static void
place_cb (ParvisSidebar *self,
          GtkListBoxRow *row)
{
  self->place = row;
  gtk_list_box_select_row (self->places, row);
  g_clear_object (&self->opened);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_emit (self, place_opened_signal, 0, gtk_widget_get_name (GTK_WIDGET (row)));
}

/* GTK selects whatever the focus comes to, and nobody has gone there. */
static void
place_selected_cb (ParvisSidebar *self,
                   GtkListBoxRow *row)
{
  if (row == self->place)
    return;

  if (self->place != NULL)
    gtk_list_box_select_row (self->places, self->place);
  else
    gtk_list_box_unselect_all (self->places);
}

static void
selected_cb (ParvisSidebar *self)
{
  ParvisEvent *event = gtk_single_selection_get_selected_item (self->selection);

  /* On a narrow window moving about in the list must not leave it. */
  if (!self->collapsed && event != self->opened)
    open_event (self, event);
}

static void
activate_cb (ParvisSidebar *self,
             guint          position)
{
  g_autoptr(ParvisEvent) event = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  open_event (self, event);
}

static void
search_changed_cb (ParvisSidebar *self)
{
  g_autofree char *found = NULL;
  guint n_events;

  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  restore_selection (self);
  scroll_to_top (self);

  n_events = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  found = g_strdup_printf (ngettext ("%u event", "%u events", n_events), n_events);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), found,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
stop_search_cb (ParvisSidebar *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

static void
clear_search_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ParvisSidebar *self = PARVIS_SIDEBAR (widget);

  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* Models don't see that an item has another date or is over now. */
static void
changed_cb (ParvisSidebar *self)
{
  gtk_sorter_changed (GTK_SORTER (self->section_sorter), GTK_SORTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  restore_selection (self);
  if (!self->filled)
    scroll_to_top (self);
  self->filled = TRUE;
}

static void
set_account (ParvisSidebar *self,
             ParvisAccount *account)
{
  if (!g_set_object (&self->account, account))
    return;

  if (account != NULL)
    g_signal_connect_object (account, "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCOUNT]);
}

static void
set_collapsed (ParvisSidebar *self,
               gboolean       collapsed)
{
  self->collapsed = collapsed;
  gtk_list_view_set_single_click_activate (self->list, collapsed);
  restore_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLLAPSED]);
}

static void
parvis_sidebar_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ParvisSidebar *self = PARVIS_SIDEBAR (object);

  switch ((ParvisSidebarProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, self->demo);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_sidebar_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  ParvisSidebar *self = PARVIS_SIDEBAR (object);

  switch ((ParvisSidebarProperty) prop_id)
    {
    case PROP_ACCOUNT:
      set_account (self, g_value_get_object (value));
      break;
    case PROP_FAILURE:
      if (g_set_object (&self->failure, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_DEMO:
      self->demo = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_COLLAPSED:
      set_collapsed (self, g_value_get_boolean (value));
      break;
    case PROP_SESSION:
      if (g_set_object (&self->session, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_sidebar_dispose (GObject *object)
{
  ParvisSidebar *self = PARVIS_SIDEBAR (object);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  /* Both outlive their use: a late change must not look at a search entry that is gone. */
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  self->place = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_SIDEBAR);
  g_clear_object (&self->session);
  g_clear_object (&self->account);
  g_clear_object (&self->failure);
  g_clear_object (&self->opened);

  G_OBJECT_CLASS (parvis_sidebar_parent_class)->dispose (object);
}

static void
parvis_sidebar_class_init (ParvisSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_sidebar_get_property;
  object_class->set_property = parvis_sidebar_set_property;
  object_class->dispose = parvis_sidebar_dispose;

  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT, flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  props[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, flags);
  props[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE, flags);
  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PARVIS_TYPE_SESSION, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, PARVIS_TYPE_EVENT);
  place_opened_signal = g_signal_new ("place-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PARVIS_TYPE_ACCOUNT);
  g_type_ensure (PARVIS_TYPE_ACCOUNT_POPOVER);
  g_type_ensure (PARVIS_TYPE_ACCOUNTS);
  g_type_ensure (PARVIS_TYPE_EVENT);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/home/parvis-sidebar.ui");
  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  gtk_widget_class_bind_template_child_full (widget_class, "failure_banner", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, ParvisSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, ParvisSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ParvisSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, ParvisSidebar, selection);
  gtk_widget_class_bind_template_child (widget_class, ParvisSidebar, section_sorter);
  gtk_widget_class_bind_template_child (widget_class, ParvisSidebar, sorter);
  gtk_widget_class_bind_template_child (widget_class, ParvisSidebar, filter);
  gtk_widget_class_bind_template_callback_full (widget_class, "section_title",
                                                G_CALLBACK (section_title_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "account_subtitle",
                                                G_CALLBACK (account_subtitle_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "page", G_CALLBACK (page_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "updated", G_CALLBACK (updated_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "kept_banner",
                                                G_CALLBACK (kept_banner_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "not", G_CALLBACK (not_cb));
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "n_items_cb",
                                                G_CALLBACK (restore_selection));
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  gtk_widget_class_install_action (widget_class, "sidebar.clear-search", NULL,
                                   clear_search_action);
}

static void
parvis_sidebar_init (ParvisSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_custom_sorter_set_sort_func (self->section_sorter, compare_sections, NULL, NULL);
  gtk_custom_sorter_set_sort_func (self->sorter, parvis_event_order_by_date, NULL, NULL);
  gtk_custom_filter_set_filter_func (self->filter, matches_query, self, NULL);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list));
}

/**
 * parvis_sidebar_find:
 * @self: a sidebar
 *
 * Lets the person type what to look for.
 */
void
parvis_sidebar_find (ParvisSidebar *self)
{
  g_return_if_fail (PARVIS_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * parvis_sidebar_search:
 * @self: a sidebar
 * @text: what was typed elsewhere
 *
 * Looks for events as if it were typed here.
 */
void
parvis_sidebar_search (ParvisSidebar *self,
                       const char    *text)
{
  g_return_if_fail (PARVIS_IS_SIDEBAR (self));

  gtk_editable_set_text (self->search_entry, text);
  gtk_editable_set_position (self->search_entry, -1);
  parvis_sidebar_find (self);
}

/**
 * parvis_sidebar_open:
 * @self: a sidebar
 * @event: (transfer none): one of the account's
 *
 * Opens an event that was chosen elsewhere.
 */
void
parvis_sidebar_open (ParvisSidebar *self,
                     ParvisEvent   *event)
{
  g_return_if_fail (PARVIS_IS_SIDEBAR (self));
  g_return_if_fail (PARVIS_IS_EVENT (event));

  open_event (self, event);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  restore_selection (self);
}

/**
 * parvis_sidebar_open_place:
 * @self: a sidebar
 * @name: of one of the places above the events, as in "home"
 */
void
parvis_sidebar_open_place (ParvisSidebar *self,
                           const char    *name)
{
  GtkListBoxRow *row;

  g_return_if_fail (PARVIS_IS_SIDEBAR (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->places, i)) != NULL; i++)
    if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), name))
      place_cb (self, row);
}
