#include "config.h"

#include "parvis-go-dialog.h"

#include <glib/gi18n-lib.h>

#include "parvis-event-order.h"
#include "parvis-list-click.h"
#include "parvis-people-list.h"
#include "parvis-record-list.h"
#include "parvis-text.h"
#include "parvis-wait.h"
#include "parvis-words.h"

struct _ParvisGoDialog
{
  AdwDialog           parent_instance;
  ParvisAccount      *account;
  ParvisRecordList   *list;
  GtkCustomFilter    *filter;
  GListStore         *models;
  gboolean            chosen;

  GtkEditable        *search_entry;
  GtkListView        *list_view;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (ParvisGoDialog, parvis_go_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  PROP_LIST = 1,
} ParvisGoDialogProperty;

static GParamSpec *props[PROP_LIST + 1];

static guint event_chosen_signal;
static guint person_chosen_signal;

static char *
page_cb (GObject  *object,
         guint     n_items,
         gboolean  loading)
{
  if (n_items > 0)
    return g_strdup ("found");

  return g_strdup (loading ? "wait" : "nothing");
}

static char *
section_cb (GObject *object,
            GObject *item)
{
  return g_strdup (PARVIS_IS_EVENT (item) ? _("Events") : _("People"));
}

static char *
name_cb (GObject *object,
         GObject *item)
{
  char *name = NULL;

  if (PARVIS_IS_EVENT (item))
    return parvis_words_event_name (NULL, parvis_event_get_record (PARVIS_EVENT (item)));
  if (item != NULL)
    g_object_get (item, "name", &name, NULL);

  return name;
}

static char *
dup_detail (GObject    *item,
            const char *of_person)
{
  char *detail = NULL;

  if (PARVIS_IS_EVENT (item))
    return parvis_words_event_date (NULL, parvis_event_get_record (PARVIS_EVENT (item)));
  if (item != NULL)
    g_object_get (item, of_person, &detail, NULL);

  return detail;
}

static char *
line_cb (GObject *object,
         GObject *item)
{
  return dup_detail (item, "line");
}

static char *
summary_cb (GObject *object,
            GObject *item)
{
  return dup_detail (item, "summary");
}

static gboolean
matches_query (gpointer item,
               gpointer user_data)
{
  ParvisGoDialog *self = user_data;

  return parvis_text_matches (parvis_event_get_record (item)->name,
                              gtk_editable_get_text (self->search_entry));
}

/* What is still to come first. */
static int
compare_events (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  int passed =
    parvis_event_get_passed ((ParvisEvent *) a) - parvis_event_get_passed ((ParvisEvent *) b);

  return passed != 0 ? passed : parvis_event_order_by_date (a, b, NULL);
}

/* Nobody is listed before something of them was typed. */
static void
look_for_people (ParvisGoDialog *self,
                 const char     *text)
{
  g_autoptr(ParvisQuery) query = NULL;
  g_autoptr(GListModel) people = NULL;
  gboolean listed = g_list_model_get_n_items (G_LIST_MODEL (self->models)) > 1;

  if (*text == '\0')
    {
      if (listed)
        g_list_store_remove (self->models, 1);
      return;
    }

  query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  parvis_query_set_text (query, text);
  parvis_record_list_set_query (self->list, query);
  if (listed)
    return;

  people = parvis_people_list_new (self->list, self->account);
  g_list_store_append (self->models, people);
}

/* GTK does not care whether the header over the first row is seen. */
static void
select_at (ParvisGoDialog *self,
           guint           position)
{
  gtk_single_selection_set_selected (self->selection, position);
  if (position > 0)
    gtk_list_view_scroll_to (self->list_view, position, GTK_LIST_SCROLL_NONE, NULL);
  else
    gtk_adjustment_set_value (
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view)), 0);
}

/* What Return opens, until somebody chooses. */
static void
select_first (ParvisGoDialog *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list_view)) == NULL &&
      g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    select_at (self, 0);
}

/* Where others are found, GTK selects whoever is nearest to what was selected before. */
static void
selected_cb (ParvisGoDialog *self)
{
  if (!self->chosen)
    select_first (self);
}

/* The focus stays where people type, so a screen reader is told what is chosen. */
static gboolean
key_cb (ParvisGoDialog *self,
        guint           key)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autofree char *name = NULL;

  if (n_items == 0 || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return GDK_EVENT_PROPAGATE;

  if (key == GDK_KEY_Down)
    position = MIN (position + 1, n_items - 1);
  else if (position > 0)
    position--;
  self->chosen = TRUE;
  select_at (self, position);
  name = name_cb (NULL, gtk_single_selection_get_selected_item (self->selection));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), name,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);

  return GDK_EVENT_STOP;
}

static void
search_changed_cb (ParvisGoDialog *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->search_entry));

  self->chosen = FALSE;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (self->list != NULL)
    look_for_people (self, g_strstrip (text));
  select_first (self);
}

static void
stop_search_cb (ParvisGoDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
activate_cb (ParvisGoDialog *self,
             guint           position)
{
  g_autoptr(ParvisGoDialog) held = g_object_ref (self);
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;

  adw_dialog_force_close (ADW_DIALOG (self));
  if (PARVIS_IS_EVENT (item))
    g_signal_emit (self, event_chosen_signal, 0, item);
  else
    g_signal_emit (self, person_chosen_signal, 0,
                   parvis_people_item_get_id (PARVIS_PEOPLE_ITEM (item)));
}

static void
activate_first_cb (ParvisGoDialog *self)
{
  activate_cb (self, gtk_single_selection_get_selected (self->selection));
}

static void
parvis_go_dialog_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_LIST)
    g_value_set_object (value, PARVIS_GO_DIALOG (object)->list);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_go_dialog_dispose (GObject *object)
{
  ParvisGoDialog *self = PARVIS_GO_DIALOG (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_GO_DIALOG);
  g_clear_object (&self->models);
  g_clear_object (&self->filter);
  g_clear_object (&self->list);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (parvis_go_dialog_parent_class)->dispose (object);
}

static void
parvis_go_dialog_class_init (ParvisGoDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_go_dialog_get_property;
  object_class->dispose = parvis_go_dialog_dispose;

  props[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, PARVIS_TYPE_RECORD_LIST,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  event_chosen_signal = g_signal_new ("event-chosen", G_TYPE_FROM_CLASS (klass),
                                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                      1, PARVIS_TYPE_EVENT);
  person_chosen_signal = g_signal_new ("person-chosen", G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                       1, G_TYPE_STRING);

  g_type_ensure (PARVIS_TYPE_RECORD_LIST);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/home/parvis-go-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisGoDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ParvisGoDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, ParvisGoDialog, selection);
  gtk_widget_class_bind_template_callback_full (widget_class, "page", G_CALLBACK (page_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "section", G_CALLBACK (section_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "name", G_CALLBACK (name_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "line", G_CALLBACK (line_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "summary", G_CALLBACK (summary_cb));
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_first_cb);
}

static void
parvis_go_dialog_init (ParvisGoDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  parvis_list_click_install (self->list_view);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list_view));
}

/**
 * parvis_go_dialog_new:
 * @account: (transfer none): an account
 *
 * Returns: (transfer floating): the ways to its events and people
 */
AdwDialog *
parvis_go_dialog_new (ParvisAccount *account)
{
  ParvisGoDialog *self = g_object_new (PARVIS_TYPE_GO_DIALOG, NULL);
  ParvisStore *store = parvis_account_get_store (account);
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_events, NULL, NULL));
  g_autoptr(GtkSortListModel) events = NULL;
  g_autoptr(GtkFlattenListModel) all = NULL;

  self->account = g_object_ref (account);
  self->filter = gtk_custom_filter_new (matches_query, self, NULL);
  self->models = g_list_store_new (G_TYPE_LIST_MODEL);
  if (parvis_store_is_open (store))
    self->list = parvis_record_list_new (store);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIST]);

  events = gtk_sort_list_model_new (
    G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (parvis_account_get_events (account)),
                                             g_object_ref (GTK_FILTER (self->filter)))),
    sorter);
  g_list_store_append (self->models, events);
  all = gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->models)));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (all));

  return ADW_DIALOG (self);
}
