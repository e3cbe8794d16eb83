#include "config.h"

#include "parvis-people-list.h"

/* The map model of GTK 4.18 gives the row before which another was put twice, and not the other. */
struct _ParvisPeopleList
{
  GObject           parent_instance;
  ParvisRecordList *participants;
  ParvisAccount    *account;
};

static gpointer
parvis_people_list_get_item (GListModel *model,
                             guint       position)
{
  ParvisPeopleList *self = PARVIS_PEOPLE_LIST (model);
  g_autoptr(WeezParticipant) participant =
    g_list_model_get_item (G_LIST_MODEL (self->participants), position);

  ParvisQuery *query = parvis_record_list_get_query (self->participants);
  const char *text = query != NULL ? parvis_query_get_text (query) : NULL;

  return participant != NULL ? parvis_people_item_new (participant, self->account, text) : NULL;
}

static GType
parvis_people_list_get_item_type (GListModel *model)
{
  return PARVIS_TYPE_PEOPLE_ITEM;
}

static guint
parvis_people_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PARVIS_PEOPLE_LIST (model)->participants));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item = parvis_people_list_get_item;
  iface->get_item_type = parvis_people_list_get_item_type;
  iface->get_n_items = parvis_people_list_get_n_items;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ParvisPeopleList, parvis_people_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
parvis_people_list_finalize (GObject *object)
{
  ParvisPeopleList *self = PARVIS_PEOPLE_LIST (object);

  g_object_unref (self->participants);
  g_object_unref (self->account);

  G_OBJECT_CLASS (parvis_people_list_parent_class)->finalize (object);
}

static void
parvis_people_list_class_init (ParvisPeopleListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_people_list_finalize;
}

static void
parvis_people_list_init (ParvisPeopleList *self)
{
}

/**
 * parvis_people_list_new:
 * @participants: (transfer none): the participants
 * @account: (transfer none): whose they are
 *
 * Returns: (transfer full): as many items, made when they are looked at
 */
GListModel *
parvis_people_list_new (ParvisRecordList *participants,
                        ParvisAccount    *account)
{
  ParvisPeopleList *self = g_object_new (PARVIS_TYPE_PEOPLE_LIST, NULL);

  self->participants = g_object_ref (participants);
  self->account = g_object_ref (account);
  g_signal_connect_object (participants, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);

  return G_LIST_MODEL (self);
}
