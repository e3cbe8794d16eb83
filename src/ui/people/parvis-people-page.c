#include "config.h"

#include "parvis-people-page.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"
#include "parvis-people-list.h"
#include "parvis-person-page.h"
#include "parvis-record-list.h"
#include "parvis-wait.h"
#include "parvis-words.h"

struct _ParvisPeoplePage
{
  AdwNavigationPage  parent_instance;
  ParvisAccount     *account;
  ParvisRecordList  *list;

  AdwNavigationView *navigation;
  GtkEditable       *search_entry;
  GtkListView       *list_view;
};

G_DEFINE_FINAL_TYPE (ParvisPeoplePage, parvis_people_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_LIST,
} ParvisPeoplePageProperty;

static GParamSpec *props[PROP_LIST + 1];

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

static char *
page_cb (GObject    *object,
         const char *text,
         guint       n_items,
         gboolean    loading)
{
  if (is_blank (text))
    return g_strdup ("start");
  if (n_items > 0)
    return g_strdup ("people");

  return g_strdup (loading ? "wait" : "nobody");
}

static char *
found_cb (GObject    *object,
          const char *text,
          guint       n_items,
          gboolean    loading)
{
  g_autofree char *count = parvis_format_count (n_items);

  if (is_blank (text) || loading)
    return g_strdup ("");

  /* Translators: how many tickets were found; %s is a number. */
  return g_strdup_printf (ngettext ("%s ticket found", "%s tickets found", MIN (n_items, 1000000)),
                          count);
}

static char *
nobody_cb (GObject    *object,
           const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  /* Translators: %s is what was looked for. */
  return g_strdup_printf (_("No participant of any event matches “%s”. Try fewer letters, or only "
                            "the last name."), escaped);
}

static void
make_list (ParvisPeoplePage *self)
{
  ParvisStore *store = parvis_account_get_store (self->account);
  g_autoptr(GtkSelectionModel) selection = NULL;

  if (self->list != NULL || !parvis_store_is_open (store))
    return;

  self->list = parvis_record_list_new (store);
  /* What somebody answered may be what they are found by. */
  parvis_record_list_set_whole (self->list, TRUE);
  selection =
    GTK_SELECTION_MODEL (gtk_no_selection_new (parvis_people_list_new (self->list,
                                                                       self->account)));
  gtk_list_view_set_model (self->list_view, selection);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIST]);
}

static void
search_changed_cb (ParvisPeoplePage *self)
{
  g_autoptr(ParvisQuery) query = NULL;
  const char *text = gtk_editable_get_text (self->search_entry);

  make_list (self);
  if (self->list == NULL || is_blank (text))
    return;

  query = parvis_query_new (WEEZ_TYPE_PARTICIPANT);
  parvis_query_set_text (query, text);
  parvis_record_list_set_query (self->list, query);
}

static void
stop_search_cb (ParvisPeoplePage *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

static void
activate_cb (ParvisPeoplePage *self,
             guint             position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list_view));
  g_autoptr(ParvisPeopleItem) item = g_list_model_get_item (model, position);

  if (item != NULL && parvis_people_item_get_id (item) != NULL)
    parvis_people_page_open (self, parvis_people_item_get_id (item));
}

static void
activate_first_cb (ParvisPeoplePage *self)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->list_view);

  if (model != NULL && !is_blank (gtk_editable_get_text (self->search_entry)) &&
      g_list_model_get_n_items (G_LIST_MODEL (model)) > 0)
    activate_cb (self, 0);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ParvisPeoplePage *self = PARVIS_PEOPLE_PAGE (widget);

  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
parvis_people_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  ParvisPeoplePage *self = PARVIS_PEOPLE_PAGE (object);

  switch ((ParvisPeoplePageProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_LIST:
      g_value_set_object (value, self->list);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_people_page_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (prop_id == PROP_ACCOUNT)
    PARVIS_PEOPLE_PAGE (object)->account = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_people_page_dispose (GObject *object)
{
  ParvisPeoplePage *self = PARVIS_PEOPLE_PAGE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  /* The template would take the child away behind the parent's back. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_PEOPLE_PAGE);
  g_clear_object (&self->list);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (parvis_people_page_parent_class)->dispose (object);
}

static void
parvis_people_page_class_init (ParvisPeoplePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_people_page_get_property;
  object_class->set_property = parvis_people_page_set_property;
  object_class->dispose = parvis_people_page_dispose;

  props[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, PARVIS_TYPE_RECORD_LIST,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_PEOPLE_ITEM);
  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/people/parvis-people-page.ui");
  parvis_words_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisPeoplePage, navigation);
  gtk_widget_class_bind_template_child (widget_class, ParvisPeoplePage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ParvisPeoplePage, list_view);
  gtk_widget_class_bind_template_callback_full (widget_class, "page", G_CALLBACK (page_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "found", G_CALLBACK (found_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "nobody", G_CALLBACK (nobody_cb));
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_first_cb);

  gtk_widget_class_install_action (widget_class, "people.clear", NULL, clear_action);
}

static void
parvis_people_page_init (ParvisPeoplePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list_view));
}

/**
 * parvis_people_page_new:
 * @account: (transfer none): an account
 *
 * Returns: (transfer floating): a box over all its events
 */
ParvisPeoplePage *
parvis_people_page_new (ParvisAccount *account)
{
  return g_object_new (PARVIS_TYPE_PEOPLE_PAGE, "account", account, NULL);
}

/**
 * parvis_people_page_find:
 * @self: a page
 *
 * Lets the person type whom to look for.
 */
void
parvis_people_page_find (ParvisPeoplePage *self)
{
  g_return_if_fail (PARVIS_IS_PEOPLE_PAGE (self));

  adw_navigation_view_pop_to_tag (self->navigation, "search");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * parvis_people_page_search:
 * @self: a page
 * @text: what was typed elsewhere
 *
 * Looks for people as if it were typed here.
 */
void
parvis_people_page_search (ParvisPeoplePage *self,
                           const char       *text)
{
  g_return_if_fail (PARVIS_IS_PEOPLE_PAGE (self));

  gtk_editable_set_text (self->search_entry, text);
  gtk_editable_set_position (self->search_entry, -1);
}

/**
 * parvis_people_page_open:
 * @self: a page
 * @id_participant: one of the account's participants
 *
 * Shows all that is held on that person.
 */
void
parvis_people_page_open (ParvisPeoplePage *self,
                         const char       *id_participant)
{
  g_return_if_fail (PARVIS_IS_PEOPLE_PAGE (self));

  adw_navigation_view_push (self->navigation,
                            ADW_NAVIGATION_PAGE (parvis_person_page_new (self->account,
                                                                         id_participant)));
}
