#include "config.h"

#include "parvis-participants-page.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-facet-bar.h"
#include "parvis-failure-words.h"
#include "parvis-list-click.h"
#include "parvis-participant-columns.h"
#include "parvis-participant-copier.h"
#include "parvis-participant-detail.h"
#include "parvis-participant-menu.h"
#include "parvis-participant-row.h"
#include "parvis-participant-words.h"
#include "parvis-record-list.h"
#include "parvis-saved-views.h"
#include "parvis-undo.h"
#include "parvis-view-menu.h"
#include "parvis-wait.h"
#include "parvis-weak.h"

struct _ParvisParticipantsPage
{
  AdwBreakpointBin          parent_instance;
  ParvisEvent              *event;
  ParvisStore              *store;
  ParvisRecordList         *list;
  GtkMultiSelection        *selection;
  ParvisRoster             *roster;
  ParvisParticipantColumns *columns;
  ParvisParticipantCopier  *copier;
  ParvisSavedViews         *views;
  GtkWidget                *menu;
  ParvisFilter             *filter;
  char                     *text;
  char                     *sort;         /* a column; null for the name */
  gboolean                  descending;
  gboolean                  holding;      /* several things change at once */
  gboolean                  waiting;      /* is asked once somebody looks */
  gint64                    opened;       /* key of who is shown beside the table */
  ParvisFacets             *counts;
  ParvisFailure            *failure;      /* of the last reading */
  DexFuture                *counting;
  GCancellable             *cancellable;

  AdwOverlaySplitView      *split;
  ParvisParticipantDetail  *detail;
  GtkWidget                *people;
  GtkSearchEntry           *search;
  GtkMenuButton            *views_button;
  GtkMenuButton            *columns_button;
  ParvisFacetBar           *facets;
  GtkStack                 *shapes;
  GtkColumnView            *table;
  GtkListView              *rows;
};

G_DEFINE_FINAL_TYPE (ParvisParticipantsPage, parvis_participants_page, ADW_TYPE_BREAKPOINT_BIN)

typedef enum
{
  PROP_EVENT = 1,
  PROP_LIST,
  PROP_NARROWED,
  PROP_SUM,
  PROP_N_SELECTED,
  PROP_FAILURE,
} ParvisParticipantsPageProperty;

static GParamSpec *props[PROP_FAILURE + 1];

/* ---- what is asked for ---- */

static void
ask (ParvisParticipantsPage *self)
{
  g_autoptr(ParvisQuery) query = NULL;

  if (self->list == NULL || self->holding)
    return;

  /* Nobody is read before they are looked at. */
  self->waiting = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->waiting)
    return;

  query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  parvis_query_set_event (query, parvis_event_get_record (self->event)->id);
  parvis_query_set_text (query, self->text);
  parvis_query_set_facets (query, self->filter);
  parvis_query_set_sort (query, self->sort, self->descending);
  parvis_record_list_set_query (self->list, query);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROWED]);
}

static DexFuture *
counted (DexFuture *completed,
         gpointer   user_data)
{
  g_autoptr(ParvisParticipantsPage) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);

  /* What cannot be counted is not shown: the list itself says what failed. */
  if (self == NULL || value == NULL || self->roster == NULL)
    return dex_ref (completed);

  g_set_object (&self->counts, g_value_get_object (value));
  parvis_facet_bar_update (self->facets, self->counts, self->filter);
  parvis_participant_columns_add_questions (self->columns,
                                            parvis_facets_get_questions (self->counts));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUM]);

  return dex_ref (completed);
}

/* Once the rows are there: they come first. */
static void
loading_cb (ParvisParticipantsPage *self)
{
  ParvisQuery *query = parvis_record_list_get_query (self->list);

  if (parvis_record_list_get_loading (self->list) || query == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  dex_clear (&self->counting);
  self->counting = dex_future_finally (parvis_facets_count (self->store, query,
                                                            self->cancellable),
                                       counted, parvis_weak_new (self), parvis_weak_free);
}

static void
search_changed_cb (ParvisParticipantsPage *self)
{
  if (g_set_str (&self->text, gtk_editable_get_text (GTK_EDITABLE (self->search))))
    ask (self);
}

static void
search_stopped_cb (ParvisParticipantsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
search_activated_cb (ParvisParticipantsPage *self)
{
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->shapes), GTK_DIR_TAB_FORWARD);
}

static void
facet_chosen_cb (ParvisParticipantsPage *self,
                 ParvisFilter           *filter)
{
  g_set_object (&self->filter, filter);
  ask (self);
}

static void
sorter_changed_cb (ParvisParticipantsPage *self)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->table));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);

  g_set_str (&self->sort, column != NULL ? gtk_column_view_column_get_id (column) : NULL);
  self->descending = gtk_column_view_sorter_get_primary_sort_order (sorter) ==
                     GTK_SORT_DESCENDING;
  ask (self);
}

static void
look_for (ParvisParticipantsPage *self,
          const char             *text,
          ParvisFilter           *filter)
{
  self->holding = TRUE;
  g_set_str (&self->text, text);
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  g_set_object (&self->filter, filter);
  self->holding = FALSE;
  ask (self);
}

static void
show_view_cb (ParvisParticipantsPage *self,
              const ParvisSavedView  *view)
{
  g_autoptr(ParvisFilter) filter = parvis_filter_new_from_text (view->filter);

  self->holding = TRUE;
  if (*view->columns != '\0')
    parvis_participant_columns_restore (self->columns, view->columns);
  parvis_participant_columns_sort (self->columns, *view->sort != '\0' ? view->sort : "last_name",
                                   view->descending);
  self->holding = FALSE;
  look_for (self, view->text, filter);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ParvisParticipantsPage *self = PARVIS_PARTICIPANTS_PAGE (widget);
  g_autoptr(ParvisFilter) everybody = parvis_filter_new ();

  look_for (self, "", everybody);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* ---- saved views ---- */

static void
save_view_cb (ParvisParticipantsPage *self,
              const char             *name)
{
  g_autofree char *filter = parvis_filter_to_text (self->filter);
  g_autofree char *columns = parvis_participant_columns_to_text (self->columns);
  g_autofree char *before = parvis_saved_views_to_text (self->views);
  g_autofree char *title = NULL;
  ParvisSavedView view = {
    .name = (char *) name,
    .text = self->text,
    .filter = filter,
    .sort = self->sort != NULL ? self->sort : (char *) "",
    .descending = self->descending,
    .columns = columns,
  };

  if (parvis_saved_views_add (self->views, &view))
    /* Translators: a view of the participants was saved over another of that name. */
    title = g_strdup_printf (_("“%s” is replaced"), name);
  else
    /* Translators: a view of the participants was saved under that name. */
    title = g_strdup_printf (_("“%s” is saved"), name);
  parvis_view_menu_offer_undo (PARVIS_VIEW_MENU (self->menu), title, before);
}

static void
views_failed_cb (ParvisParticipantsPage *self,
                 const GError           *error)
{
  g_autoptr(ParvisFailure) failure = parvis_failure_new (error, PARVIS_TASK_READ);
  ParvisUndo *undo = parvis_undo_get (GTK_WIDGET (self));

  if (undo == NULL)
    return;

  /* What was said before it was known is not so. */
  parvis_undo_forget (undo);
  parvis_undo_say (undo, parvis_failure_get_sentence (failure));
}

/* ---- who is shown ---- */

static void
open_person (ParvisParticipantsPage *self,
             gint64                  key)
{
  g_autoptr(WeezRecord) person = parvis_store_get_record (self->store, WEEZ_TYPE_PARTICIPANT, key);

  if (person == NULL)
    return;

  self->opened = key;
  parvis_participant_detail_show (self->detail, key, WEEZ_PARTICIPANT (person));
  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
}

static void
activated_cb (ParvisParticipantsPage *self,
              guint                   position)
{
  open_person (self, parvis_record_list_get_key (self->list, position));
}

static void
step (ParvisParticipantsPage *self,
      int                     by)
{
  guint position = self->opened != 0 ? parvis_record_list_find (self->list, self->opened)
                                     : G_MAXUINT;
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (position == G_MAXUINT || (by < 0 && position == 0) || (by > 0 && position + 1 >= n_people))
    return;

  position = by < 0 ? position - 1 : position + 1;
  gtk_column_view_scroll_to (self->table, position, NULL, GTK_LIST_SCROLL_SELECT, NULL);
  gtk_list_view_scroll_to (self->rows, position, GTK_LIST_SCROLL_NONE, NULL);
  open_person (self, parvis_record_list_get_key (self->list, position));
}

static void
previous_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  step (PARVIS_PARTICIPANTS_PAGE (widget), -1);
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  step (PARVIS_PARTICIPANTS_PAGE (widget), 1);
}

static void
close_person_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ParvisParticipantsPage *self = PARVIS_PARTICIPANTS_PAGE (widget);

  adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->shapes), GTK_DIR_TAB_FORWARD);
}

static void
show_detail_cb (ParvisParticipantsPage *self)
{
  if (!adw_overlay_split_view_get_show_sidebar (self->split))
    self->opened = 0;
}

static void
store_changed_cb (ParvisParticipantsPage *self)
{
  if (self->opened != 0)
    open_person (self, self->opened);
}

static void
said_cb (ParvisParticipantsPage *self,
         const char             *words)
{
  ParvisUndo *undo = parvis_undo_get (GTK_WIDGET (self));

  if (undo != NULL)
    parvis_undo_say (undo, words);
}

static void
selection_changed_cb (ParvisParticipantsPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SELECTED]);
}

/* ---- the page ---- */

/* Where people are shown, they stay: it is said once that they are not of now. */
static void
error_cb (ParvisParticipantsPage *self)
{
  const GError *error = parvis_record_list_get_error (self->list);
  gboolean failed = self->failure != NULL;

  g_clear_object (&self->failure);
  if (error != NULL)
    self->failure = parvis_failure_new (error, PARVIS_TASK_READ);
  if (self->failure != NULL && !failed && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    said_cb (self, parvis_failure_get_sentence (self->failure));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  dex_future_disown (parvis_record_list_load (PARVIS_PARTICIPANTS_PAGE (widget)->list));
}

static void
make_lists (ParvisParticipantsPage *self)
{
  g_autoptr(GtkListItemFactory) factory = parvis_participant_row_factory_new (self->roster);

  self->list = parvis_record_list_new (self->store);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error", G_CALLBACK (error_cb), self,
                           G_CONNECT_SWAPPED);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->rows, factory);
  gtk_list_view_set_model (self->rows, GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIST]);
}

static void
make_menus (ParvisParticipantsPage *self)
{
  self->menu = parvis_view_menu_new (self->views);
  g_signal_connect_object (self->views, "failed", G_CALLBACK (views_failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->menu, "chosen", G_CALLBACK (show_view_cb), self);
  g_signal_connect_swapped (self->menu, "save", G_CALLBACK (save_view_cb), self);
  gtk_menu_button_set_popover (self->views_button, self->menu);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "column",
                                  parvis_participant_columns_get_actions (self->columns));
  gtk_menu_button_set_menu_model (self->columns_button,
                                  parvis_participant_columns_get_menu (self->columns));
}

static void
set_event (ParvisParticipantsPage *self,
           ParvisEvent            *event)
{
  ParvisAccount *account;
  WeezEvent *record;

  if (event == NULL || self->event != NULL ||
      (account = parvis_event_get_account (event)) == NULL)
    return;

  self->event = g_object_ref (event);
  self->store = g_object_ref (parvis_account_get_store (account));
  record = parvis_event_get_record (event);
  self->roster = parvis_roster_new (event, self->store);
  self->views = parvis_saved_views_new (self->store, record->id);
  parvis_facet_bar_set_roster (self->facets, self->roster);
  parvis_participant_detail_set_roster (self->detail, self->roster, self->store);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  make_lists (self);

  self->columns = parvis_participant_columns_new (self->table, self->roster, self->store,
                                                  self->list, record->id, record->multiple_dates);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  parvis_participant_columns_sort (self->columns, "last_name", FALSE);
  self->copier = parvis_participant_copier_new (GTK_WIDGET (self), self->store, self->list,
                                                GTK_SELECTION_MODEL (self->selection),
                                                self->columns);
  g_signal_connect_object (self->copier, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  make_menus (self);
}

static void
parvis_participants_page_map (GtkWidget *widget)
{
  ParvisParticipantsPage *self = PARVIS_PARTICIPANTS_PAGE (widget);

  GTK_WIDGET_CLASS (parvis_participants_page_parent_class)->map (widget);

  if (self->waiting)
    ask (self);
}

static void
parvis_participants_page_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  ParvisParticipantsPage *self = PARVIS_PARTICIPANTS_PAGE (object);

  switch ((ParvisParticipantsPageProperty) prop_id)
    {
    case PROP_EVENT:
      g_value_set_object (value, self->event);
      break;
    case PROP_LIST:
      g_value_set_object (value, self->list);
      break;
    case PROP_NARROWED:
      g_value_set_boolean (value, *self->text != '\0' ||
                                  !parvis_filter_is_empty (self->filter));
      break;
    case PROP_SUM:
      g_value_take_string (value, parvis_participant_words_dup_sum (self->counts));
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, self->copier != NULL
                               ? parvis_participant_copier_count (self->copier) : 0);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_participants_page_set_property (GObject      *object,
                                       guint         prop_id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  if (prop_id == PROP_EVENT)
    {
      set_event (PARVIS_PARTICIPANTS_PAGE (object), g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_participants_page_dispose (GObject *object)
{
  ParvisParticipantsPage *self = PARVIS_PARTICIPANTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  dex_clear (&self->counting);
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->table), self);
  g_clear_object (&self->copier);
  g_clear_object (&self->columns);
  /* The template would take the child away behind the bin's back. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_PARTICIPANTS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->counts);
  g_clear_object (&self->failure);
  g_clear_object (&self->views);
  g_clear_object (&self->roster);
  g_clear_object (&self->filter);
  g_clear_object (&self->store);
  g_clear_object (&self->event);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->sort, g_free);

  G_OBJECT_CLASS (parvis_participants_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/participants/parvis-participants-page.ui");
  parvis_participant_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, facet_chosen_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "open_cb",
                                                G_CALLBACK (open_person));
  gtk_widget_class_bind_template_callback (widget_class, said_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_detail_cb);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, split);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, detail);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, people);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, search);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, views_button);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, facets);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, shapes);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, table);
  gtk_widget_class_bind_template_child (widget_class, ParvisParticipantsPage, rows);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; const char *type; GtkWidgetActionActivateFunc run; }
  actions[] = {
    { "participants.clear", NULL, clear_action },
    { "participants.close-person", NULL, close_person_action },
    { "participants.next", NULL, next_action },
    { "participants.previous", NULL, previous_action },
    { "participants.retry", NULL, retry_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].run);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "selected.copy-rows", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK,
                                       "participants.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK,
                                       "participants.next", NULL);
}

static void
parvis_participants_page_class_init (ParvisParticipantsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_participants_page_get_property;
  object_class->set_property = parvis_participants_page_set_property;
  object_class->dispose = parvis_participants_page_dispose;
  widget_class->map = parvis_participants_page_map;

  props[PROP_EVENT] = g_param_spec_object ("event", NULL, NULL, PARVIS_TYPE_EVENT,
                                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                           G_PARAM_STATIC_STRINGS);
  props[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, PARVIS_TYPE_RECORD_LIST, flags);
  props[PROP_NARROWED] = g_param_spec_boolean ("narrowed", NULL, NULL, FALSE, flags);
  props[PROP_SUM] = g_param_spec_string ("sum", NULL, NULL, NULL, flags);
  props[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_FACET_BAR);
  g_type_ensure (PARVIS_TYPE_PARTICIPANT_DETAIL);
  g_type_ensure (PARVIS_TYPE_WAIT);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
parvis_participants_page_init (ParvisParticipantsPage *self)
{
  self->filter = parvis_filter_new ();
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  parvis_list_click_install (self->rows);
  parvis_participant_menu_install (GTK_WIDGET (self), GTK_WIDGET (self->table));
  parvis_participant_menu_install (GTK_WIDGET (self), GTK_WIDGET (self->rows));
  parvis_participant_menu_install_keys (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, self->people);
}

/**
 * parvis_participants_page_find:
 * @self: a page
 *
 * Lets the person type whom to look for.
 */
void
parvis_participants_page_find (ParvisParticipantsPage *self)
{
  g_return_if_fail (PARVIS_IS_PARTICIPANTS_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * parvis_participants_page_set_filter:
 * @self: a page
 * @filter: (transfer none): whom to show
 *
 * Shows them, whatever was searched for before.
 */
void
parvis_participants_page_set_filter (ParvisParticipantsPage *self,
                                     ParvisFilter           *filter)
{
  g_return_if_fail (PARVIS_IS_PARTICIPANTS_PAGE (self));
  g_return_if_fail (PARVIS_IS_FILTER (filter));

  look_for (self, "", filter);
}
