#include "config.h"

#include <string.h>

#include "parvis-roster.h"

#include <glib/gi18n-lib.h>

#include "parvis-filter.h"
#include "parvis-format.h"
#include "parvis-record-list.h"
#include "parvis-text.h"
#include "parvis-words.h"

#define SHOWN_OF_BARCODE 4

struct _ParvisRoster
{
  GObject           parent_instance;
  ParvisEvent      *event;
  ParvisRecordList *dates;
  GHashTable       *tickets;      /* id -> WeezTicket */
  GHashTable       *date_times;   /* id -> GDateTime */
};

G_DEFINE_FINAL_TYPE (ParvisRoster, parvis_roster, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A copy may be looking at the old ones in another thread: they do not change. */
static GHashTable *
new_tickets (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static GHashTable *
new_date_times (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_date_time_unref);
}

static void
add_tickets (ParvisRoster *self,
             WeezRecord   *record)
{
  WeezTicketCategory *category;

  if (WEEZ_IS_TICKET (record) && WEEZ_TICKET (record)->id != NULL)
    g_hash_table_insert (self->tickets, g_strdup (WEEZ_TICKET (record)->id),
                         g_object_ref (record));
  if (!WEEZ_IS_TICKET_CATEGORY (record))
    return;

  category = WEEZ_TICKET_CATEGORY (record);
  for (guint i = 0; category->categories != NULL && i < category->categories->len; i++)
    add_tickets (self, g_ptr_array_index (category->categories, i));
  for (guint i = 0; category->tickets != NULL && i < category->tickets->len; i++)
    add_tickets (self, g_ptr_array_index (category->tickets, i));
}

static void
tickets_changed_cb (ParvisRoster *self)
{
  GListModel *top = parvis_event_get_tickets (self->event);

  g_hash_table_unref (self->tickets);
  self->tickets = new_tickets ();
  for (guint i = 0; i < g_list_model_get_n_items (top); i++)
    {
      g_autoptr(WeezRecord) record = g_list_model_get_item (top, i);

      add_tickets (self, record);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
dates_changed_cb (ParvisRoster *self)
{
  guint n_dates = g_list_model_get_n_items (G_LIST_MODEL (self->dates));

  g_hash_table_unref (self->date_times);
  self->date_times = new_date_times ();
  for (guint i = 0; i < n_dates; i++)
    {
      g_autoptr(WeezEventDate) date = g_list_model_get_item (G_LIST_MODEL (self->dates), i);

      if (date->id != NULL && date->date != NULL)
        g_hash_table_insert (self->date_times, g_strdup (date->id), g_date_time_ref (date->date));
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
parvis_roster_finalize (GObject *object)
{
  ParvisRoster *self = PARVIS_ROSTER (object);

  g_clear_object (&self->event);
  g_clear_object (&self->dates);
  g_hash_table_unref (self->tickets);
  g_hash_table_unref (self->date_times);

  G_OBJECT_CLASS (parvis_roster_parent_class)->finalize (object);
}

static void
parvis_roster_class_init (ParvisRosterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_roster_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PARVIS_TYPE_ROSTER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_roster_init (ParvisRoster *self)
{
  self->tickets = new_tickets ();
  self->date_times = new_date_times ();
}

ParvisRoster *
parvis_roster_new (ParvisEvent *event,
                   ParvisStore *store)
{
  ParvisRoster *self = g_object_new (PARVIS_TYPE_ROSTER, NULL);
  g_autoptr(ParvisQuery) query = parvis_query_new (WEEZ_TYPE_EVENT_DATE);

  self->event = g_object_ref (event);
  g_signal_connect_object (parvis_event_get_tickets (event), "items-changed",
                           G_CALLBACK (tickets_changed_cb), self, G_CONNECT_SWAPPED);
  tickets_changed_cb (self);

  self->dates = parvis_record_list_new (store);
  parvis_query_set_event (query, parvis_event_get_record (event)->id);
  g_signal_connect_object (self->dates, "items-changed", G_CALLBACK (dates_changed_cb), self,
                           G_CONNECT_SWAPPED);
  parvis_record_list_set_query (self->dates, query);

  return self;
}

/**
 * parvis_roster_copy:
 * @self: a roster
 *
 * Returns: (transfer full): one that stays as it is, so that it may cross threads
 */
ParvisRoster *
parvis_roster_copy (ParvisRoster *self)
{
  ParvisRoster *copy = g_object_new (PARVIS_TYPE_ROSTER, NULL);

  g_hash_table_unref (copy->tickets);
  copy->tickets = g_hash_table_ref (self->tickets);
  g_hash_table_unref (copy->date_times);
  copy->date_times = g_hash_table_ref (self->date_times);

  return copy;
}

const char *
parvis_roster_get_ticket (ParvisRoster *self,
                          const char   *id_ticket)
{
  WeezTicket *ticket = id_ticket != NULL ? g_hash_table_lookup (self->tickets, id_ticket) : NULL;

  if (ticket == NULL)
    return _("Unknown ticket");

  return ticket->name != NULL && *ticket->name != '\0' ? ticket->name : C_("ticket", "Untitled");
}

char *
parvis_roster_dup_price (ParvisRoster *self,
                         const char   *id_ticket)
{
  WeezTicket *ticket = id_ticket != NULL ? g_hash_table_lookup (self->tickets, id_ticket) : NULL;

  if (ticket == NULL || ticket->price.cents == WEEZ_UNKNOWN)
    return g_strdup ("");

  return parvis_format_money (ticket->price);
}

GDateTime *
parvis_roster_get_date (ParvisRoster *self,
                        const char   *id_date)
{
  return id_date != NULL ? g_hash_table_lookup (self->date_times, id_date) : NULL;
}

char *
parvis_roster_dup_date (ParvisRoster *self,
                        const char   *id_date)
{
  return parvis_roster_dup_moment (parvis_roster_get_date (self, id_date));
}

char *
parvis_roster_dup_name (WeezParticipant *person)
{
  const char *first_name = person->first_name != NULL ? person->first_name : "";
  const char *last_name = person->last_name != NULL ? person->last_name : "";
  g_autofree char *name = g_strconcat (last_name, " ", first_name, NULL);

  return parvis_words_person_name (g_strstrip (name));
}

char *
parvis_roster_dup_moment (GDateTime *moment)
{
  return moment != NULL ? parvis_format_moment (moment) : g_strdup ("");
}

/* Who looks over a shoulder must not be able to use it. */
char *
parvis_roster_dup_masked (const char *barcode)
{
  glong length = barcode != NULL ? g_utf8_strlen (barcode, -1) : 0;

  if (length == 0)
    return g_strdup ("");
  if (length <= SHOWN_OF_BARCODE)
    return g_strdup ("••••");

  return g_strconcat ("••••", g_utf8_offset_to_pointer (barcode, length - SHOWN_OF_BARCODE),
                      NULL);
}

static const char *
get_state (const char *state)
{
  if (g_str_equal (state, "deleted"))
    return C_("participant", "Deleted");
  if (g_str_equal (state, "refunded"))
    return C_("participant", "Refunded");
  if (g_str_equal (state, "unpaid"))
    return C_("participant", "Unpaid");

  return C_("participant", "Paid");
}

const char *
parvis_roster_get_status (WeezParticipant *person)
{
  return get_state (person->deleted ? "deleted" : person->refund ? "refunded"
                    : person->paid ? "paid" : "unpaid");
}

gboolean
parvis_roster_is_scanned (WeezParticipant *person)
{
  return person->control_status != NULL && *person->control_status != '\0' &&
         !g_str_equal (person->control_status, "0");
}

/**
 * parvis_roster_dup_entry:
 * @person: a participant
 *
 * Returns: (transfer full): what the gates know of them
 */
char *
parvis_roster_dup_entry (WeezParticipant *person)
{
  if (!parvis_roster_is_scanned (person))
    return g_strdup (C_("participant", "Not scanned"));
  if (g_str_equal (person->control_status, "1"))
    return g_strdup (C_("participant", "Scanned"));
  if (g_str_equal (person->control_status, "2"))
    return g_strdup (C_("participant", "Scanned, went out again"));

  /* Translators: %s is what the service says of a scan, which is not known here. */
  return g_strdup_printf (C_("participant", "Scanned (state %s)"), person->control_status);
}

/**
 * parvis_roster_dup_scanned_by:
 * @person: a participant
 *
 * Returns: (transfer full) (nullable): the gate, or who stood there; by its number without a name
 */
char *
parvis_roster_dup_scanned_by (WeezParticipant *person)
{
  if (!parvis_roster_is_scanned (person))
    return NULL;
  if (person->scan_user_name != NULL && *person->scan_user_name != '\0')
    return g_strdup (person->scan_user_name);
  if (person->scan_user == NULL || *person->scan_user == '\0' ||
      g_str_equal (person->scan_user, "0"))
    return NULL;

  /* Translators: a gate that has no name; %s is its number. */
  return g_strdup_printf (_("Number %s"), person->scan_user);
}

static void
add_part (GString    *text,
          const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/**
 * parvis_roster_dup_product:
 * @add_on: an add-on
 *
 * Returns: (transfer full): what it is
 */
char *
parvis_roster_dup_product (WeezUpselling *add_on)
{
  const char *names[] = {
    add_on->product_name, add_on->category_name, add_on->product_reference, add_on->id_product,
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL && *names[i] != '\0')
      return g_strdup (names[i]);

  return g_strdup (_("Add-on"));
}

/**
 * parvis_roster_dup_add_on:
 * @add_on: an add-on
 * @masked: whether to hide most of its barcode
 *
 * Returns: (transfer full): all that is known of it, beside what it is
 */
char *
parvis_roster_dup_add_on (WeezUpselling *add_on,
                          gboolean       masked)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *product = parvis_roster_dup_product (add_on);
  g_autofree char *count = parvis_format_count (add_on->quantity);
  g_autofree char *barcode = masked ? parvis_roster_dup_masked (add_on->barcode)
                                    : g_strdup (add_on->barcode);
  g_autofree char *kind = parvis_text_isolate (add_on->sub_product_name != NULL &&
                                               *add_on->sub_product_name != '\0'
                                               ? add_on->sub_product_name : product);

  if (add_on->quantity == WEEZ_UNKNOWN)
    add_part (text, kind);
  else
    /* Translators: an add-on and how many of it were ordered. */
    g_string_append_printf (text, _("%s × %s"), kind, count);
  if (add_on->paid_price.cents != WEEZ_UNKNOWN)
    {
      g_autofree char *money = parvis_format_money (add_on->paid_price);
      /* Translators: %s is an amount of money. */
      g_autofree char *paid = g_strdup_printf (_("%s paid"), money);

      add_part (text, paid);
    }
  add_part (text, barcode);
  if (add_on->deleted)
    add_part (text, C_("participant", "Deleted"));

  return g_string_free_and_steal (g_steal_pointer (&text));
}

const char *
parvis_roster_get_facet (const char *facet)
{
  static const struct { const char *facet; const char *title; } titles[] = {
    { PARVIS_FACET_TICKET, NC_ ("facet", "Ticket") },
    { PARVIS_FACET_DATE, NC_ ("facet", "Date") },
    { PARVIS_FACET_STATUS, NC_ ("facet", "Status") },
    { PARVIS_FACET_ENTRY, NC_ ("facet", "Entry") },
    { PARVIS_FACET_PROMO_CODE, NC_ ("facet", "Promo Code") },
    { PARVIS_FACET_ORIGIN, NC_ ("facet", "Origin") },
    { PARVIS_FACET_GATE, NC_ ("facet", "Scanned By") },
    { PARVIS_FACET_LABEL, NC_ ("facet", "Label") },
    { PARVIS_FACET_NAMED, NC_ ("facet", "Named") },
    { PARVIS_FACET_DUPLICATE, NC_ ("facet", "Possible Duplicate") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].facet, facet))
      return g_dpgettext2 (GETTEXT_PACKAGE, "facet", titles[i].title);

  if (g_str_has_prefix (facet, PARVIS_FACET_CHANGED))
    return C_("facet", "What Changed");

  /* A question, in the words of who asked it. */
  return strchr (facet, ':') + 1;
}

char *
parvis_roster_dup_value (ParvisRoster *self,
                         const char   *facet,
                         const char   *value)
{
  if (g_str_equal (facet, PARVIS_FACET_STATUS))
    return g_strdup (get_state (value));
  if (g_str_equal (facet, PARVIS_FACET_ENTRY))
    return g_strdup (g_str_equal (value, "scanned") ? C_("participant", "Scanned")
                                                    : C_("participant", "Not scanned"));
  if (g_str_has_prefix (facet, PARVIS_FACET_CHANGED) && g_str_equal (value, "yes"))
    {
      g_auto(GStrv) parts = g_strsplit (facet, ":", 3);

      return g_strdup (parvis_words_change (parts[1]));
    }
  if (g_str_has_prefix (facet, PARVIS_FACET_CHANGED) ||
      g_str_equal (facet, PARVIS_FACET_NAMED) || g_str_equal (facet, PARVIS_FACET_DUPLICATE))
    return g_strdup (g_str_equal (value, "yes") ? C_("facet", "Yes") : C_("facet", "No"));
  if (g_str_equal (facet, PARVIS_FACET_TICKET))
    return g_strdup (parvis_roster_get_ticket (self, value));
  if (*value == '\0')
    return g_strdup (g_str_equal (facet, PARVIS_FACET_LABEL) ? C_("label", "None")
                                                             : C_("facet", "None"));
  if (g_str_equal (facet, PARVIS_FACET_DATE))
    {
      g_autofree char *date = parvis_roster_dup_date (self, value);

      return *date != '\0' ? g_steal_pointer (&date) : g_strdup (_("Unknown date"));
    }

  return g_strdup (value);
}
