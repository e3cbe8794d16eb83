#include "config.h"

#include "parvis-people-item.h"

#include <glib/gi18n-lib.h>

#include "parvis-event.h"
#include "parvis-fold.h"
#include "parvis-person-facts.h"
#include "parvis-text.h"
#include "parvis-words.h"
#include "weez-answer.h"

struct _ParvisPeopleItem
{
  GObject          parent_instance;
  WeezParticipant *participant;
  char            *place;
  char            *clue;
};

G_DEFINE_FINAL_TYPE (ParvisPeopleItem, parvis_people_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_EMAIL,
  PROP_PLACE,
  PROP_STATUS,
  PROP_CLUE,
  PROP_SUMMARY,
  PROP_LINE,
} ParvisPeopleItemProperty;

static GParamSpec *props[PROP_LINE + 1];

static const char *
find_ticket (GPtrArray  *tickets,
             GPtrArray  *categories,
             const char *id)
{
  for (guint i = 0; tickets != NULL && i < tickets->len; i++)
    {
      WeezTicket *ticket = g_ptr_array_index (tickets, i);

      if (g_strcmp0 (ticket->id, id) == 0)
        return ticket->name;
    }

  for (guint i = 0; categories != NULL && i < categories->len; i++)
    {
      WeezTicketCategory *category = g_ptr_array_index (categories, i);
      const char *name = find_ticket (category->tickets, category->categories, id);

      if (name != NULL)
        return name;
    }

  return NULL;
}

static const char *
find_ticket_of_event (ParvisEvent *event,
                      const char  *id)
{
  GListModel *top = parvis_event_get_tickets (event);

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (top); i++)
    {
      g_autoptr(WeezRecord) record = g_list_model_get_item (top, i);
      const char *name = NULL;

      /* The event keeps it for as long as anybody reads the name. */
      if (WEEZ_IS_TICKET (record) && g_strcmp0 (WEEZ_TICKET (record)->id, id) == 0)
        name = WEEZ_TICKET (record)->name;
      else if (WEEZ_IS_TICKET_CATEGORY (record))
        name = find_ticket (WEEZ_TICKET_CATEGORY (record)->tickets,
                            WEEZ_TICKET_CATEGORY (record)->categories, id);
      if (name != NULL)
        return name;
    }

  return NULL;
}

static char *
dup_place (WeezParticipant *participant,
           ParvisAccount   *account)
{
  GListModel *events = parvis_account_get_events (account);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);
      WeezEvent *record = parvis_event_get_record (event);

      if (g_strcmp0 (record->id, participant->id_event) == 0)
        {
          g_autofree char *name = parvis_words_event_name (NULL, record);
          const char *ticket = find_ticket_of_event (event, participant->id_ticket);
          g_autofree char *own = parvis_text_isolate (name);
          g_autofree char *its = ticket != NULL ? parvis_text_isolate (ticket) : NULL;

          return g_strjoin (" · ", own, its, NULL);
        }
    }

  return g_strdup (_("Unknown event"));
}

static gboolean
has_word (const char *text,
          const char *word)
{
  const char * const words[] = { word, NULL };

  return parvis_fold_has_words (text, words);
}

static char *
dup_answer (GPtrArray  *answers,
            const char *word)
{
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      WeezAnswer *answer = g_ptr_array_index (answers, i);

      if (has_word (answer->value, word))
        {
          g_autofree char *question =
            parvis_text_isolate (answer->label != NULL ? answer->label : _("Untitled question"));
          g_autofree char *value = parvis_text_isolate (answer->value);

          /* Translators: a question that a form asked and the answer. */
          return g_strdup_printf (C_("answer", "%s: %s"), question, value);
        }
    }

  return NULL;
}

static char *
dup_of_buyer (WeezBuyer  *buyer,
              const char *word)
{
  g_autofree char *name = g_strjoin (" ", buyer->first_name != NULL ? buyer->first_name : "",
                                     buyer->last_name, NULL);
  g_autofree char *clue = NULL;

  if (has_word (name, word))
    clue = parvis_text_isolate (g_strstrip (name));
  else if (has_word (buyer->email, word))
    clue = parvis_text_isolate (buyer->email);
  else
    clue = dup_answer (buyer->answers, word);

  return clue != NULL ? g_strdup_printf (_("%s (buyer)"), clue) : NULL;
}

/* Why somebody is found by a word that can't be seen in name or address. Codes are no matter of
 * what others may read over a shoulder. */
static char *
dup_clue (WeezParticipant *participant,
          const char      *text)
{
  g_autofree char *folded = text != NULL ? parvis_fold_text (text) : NULL;
  g_auto(GStrv) words = g_strsplit (folded != NULL ? folded : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];
      char *clue;

      if (has_word (participant->first_name, word) || has_word (participant->last_name, word) ||
          has_word (participant->email, word))
        continue;
      if ((clue = dup_answer (participant->answers, word)) != NULL ||
          (participant->buyer != NULL && (clue = dup_of_buyer (participant->buyer, word)) != NULL))
        return clue;
    }

  return NULL;
}

static char *
join (ParvisPeopleItem *self,
      const char       *separator)
{
  g_autofree char *status = parvis_person_facts_status (self->participant, FALSE);
  const char *email = self->participant->email;
  const char *parts[] = { email, self->place, status, self->clue };
  g_autoptr(GString) summary = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      {
        g_autofree char *part = parvis_text_isolate (parts[i]);

        g_string_append_printf (summary, "%s%s", summary->len > 0 ? separator : "", part);
      }

  return g_string_free_and_steal (g_steal_pointer (&summary));
}

static void
parvis_people_item_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  ParvisPeopleItem *self = PARVIS_PEOPLE_ITEM (object);

  switch ((ParvisPeopleItemProperty) prop_id)
    {
    case PROP_NAME:
      g_value_take_string (value, parvis_person_facts_name (self->participant));
      break;
    case PROP_EMAIL:
      g_value_set_string (value, self->participant->email);
      break;
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_STATUS:
      g_value_take_string (value, parvis_person_facts_status (self->participant, FALSE));
      break;
    case PROP_CLUE:
      g_value_set_string (value, self->clue);
      break;
    case PROP_SUMMARY:
      g_value_take_string (value, join (self, "; "));
      break;
    case PROP_LINE:
      g_value_take_string (value, join (self, " · "));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_people_item_finalize (GObject *object)
{
  ParvisPeopleItem *self = PARVIS_PEOPLE_ITEM (object);

  g_clear_object (&self->participant);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->clue, g_free);

  G_OBJECT_CLASS (parvis_people_item_parent_class)->finalize (object);
}

static void
parvis_people_item_class_init (ParvisPeopleItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_people_item_get_property;
  object_class->finalize = parvis_people_item_finalize;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_EMAIL] = g_param_spec_string ("email", NULL, NULL, NULL, flags);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  props[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  props[PROP_CLUE] = g_param_spec_string ("clue", NULL, NULL, NULL, flags);
  props[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  props[PROP_LINE] = g_param_spec_string ("line", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_people_item_init (ParvisPeopleItem *self)
{
}

/**
 * parvis_people_item_new:
 * @participant: (transfer none): a participant
 * @account: whose participant it is
 * @text: (nullable): what they were found by
 *
 * Returns: (transfer full): how to show them among people of all events
 */
ParvisPeopleItem *
parvis_people_item_new (WeezParticipant *participant,
                        ParvisAccount   *account,
                        const char      *text)
{
  ParvisPeopleItem *self = g_object_new (PARVIS_TYPE_PEOPLE_ITEM, NULL);

  self->participant = g_object_ref (participant);
  self->place = dup_place (participant, account);
  self->clue = dup_clue (participant, text);

  return self;
}

/**
 * parvis_people_item_get_id:
 * @self: somebody
 *
 * Returns: (transfer none): the id of the participant
 */
const char *
parvis_people_item_get_id (ParvisPeopleItem *self)
{
  g_return_val_if_fail (PARVIS_IS_PEOPLE_ITEM (self), NULL);

  return self->participant->id;
}
