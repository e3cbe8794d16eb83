#include "config.h"

#include <sqlite3.h>

#include "parvis-person.h"

#include "parvis-change.h"
#include "parvis-feed-entry.h"
#include "parvis-reading.h"
#include "parvis-search.h"
#include "parvis-statement.h"
#include "parvis-store-error.h"
#include "parvis-store-private.h"
#include "parvis-table.h"

/* Nobody has more tickets than that; a name may find many others. */
#define MAX_FOUND 5000

G_DEFINE_FINAL_TYPE (ParvisPerson, parvis_person, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisPerson, name,    "name"),
  WEEZ_FIELD (ParvisPerson, email,   "email"),
  WEEZ_FIELD (ParvisPerson, matched, "matched"),
  WEEZ_FIELD (ParvisPerson, read_at, "read_at"),
  WEEZ_FIELD (ParvisPerson, tickets, "tickets", .type = parvis_held_ticket_get_type),
};

static void
parvis_person_class_init (ParvisPersonClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_person_init (ParvisPerson *self)
{
  self->tickets = g_ptr_array_new_with_free_func (g_object_unref);
}

/* A name or an address, however it was typed. */
static char *
fold (const char *a,
      const char *b)
{
  g_autofree char *joined = g_strjoin (" ", a != NULL ? a : "", b != NULL ? b : "", NULL);
  g_autofree char *normal = g_utf8_normalize (joined, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? g_strstrip (normal) : "", -1);
}

static char *
dup_text (ParvisStatement *statement,
          int              column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static GDateTime *
read_time (ParvisStatement *statement,
           int              column,
           GTimeZone       *zone)
{
  g_autoptr(GDateTime) time = NULL;

  if (sqlite3_column_int64 (statement, column) == 0)
    return NULL;

  time = g_date_time_new_from_unix_utc (sqlite3_column_int64 (statement, column));

  return time != NULL ? g_date_time_to_timezone (time, zone) : NULL;
}

/* ---- one ticket ---- */

static gboolean
read_changes (ParvisDatabase    *database,
              ParvisReading     *reading,
              ParvisHeldTicket  *ticket,
              GError           **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT time, kind, was, now, event FROM change"
                             " WHERE participant = ?1 AND event ="
                             " (SELECT event FROM participant WHERE id = ?1) ORDER BY seq", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, ticket->participant->id);
  while (parvis_statement_step (statement, &has_row, error))
    {
      ParvisFeedEntry *entry;

      if (!has_row)
        return TRUE;

      entry = g_object_new (PARVIS_TYPE_FEED_ENTRY, NULL);
      entry->time = read_time (statement, 0, reading->zone);
      entry->kind = g_strdup (parvis_change_kind_to_text (sqlite3_column_int (statement, 1)));
      entry->was = dup_text (statement, 2);
      entry->now = dup_text (statement, 3);
      entry->event = g_strdup (ticket->event);
      entry->id_event = g_strdup (ticket->participant->id_event);
      entry->id_participant = g_strdup (ticket->participant->id);
      g_ptr_array_add (ticket->changes, entry);
    }

  return FALSE;
}

#define BESIDE_SQL \
  "(SELECT name FROM event WHERE key = p.event)," \
  " (SELECT name FROM ticket WHERE event = p.event AND id = p.id_ticket)," \
  " (SELECT date FROM event_date WHERE id = p.id_date)," \
  " first_seen, gone, n.label, n.note"

/* Null without an error where there is no such participant. */
static ParvisHeldTicket *
read_ticket (ParvisDatabase  *database,
             ParvisReading   *reading,
             const char      *place,
             gint64           key,
             const char      *id,
             GError         **error)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);
  g_autofree char *sql = NULL;
  g_autoptr(ParvisStatement) statement = NULL;
  g_autoptr(ParvisHeldTicket) ticket = NULL;
  int beside = (int) table->n_columns;
  gboolean has_row = FALSE;

  sql = g_strdup_printf ("SELECT %s, %s FROM participant AS p LEFT JOIN user_note AS n"
                         " ON n.id_participant = p.id WHERE p.%s = ?1",
                         table->sources, BESIDE_SQL, place);
  if (!(statement = parvis_database_prepare (database, sql, error)))
    return NULL;

  if (id != NULL)
    parvis_statement_bind_text (statement, 1, id);
  else
    parvis_statement_bind_int (statement, 1, key);
  if (!parvis_statement_step (statement, &has_row, error) || !has_row)
    return NULL;

  ticket = g_object_new (PARVIS_TYPE_HELD_TICKET, NULL);
  ticket->participant = WEEZ_PARTICIPANT (parvis_table_load (table, statement, 0, reading->zone));
  ticket->event = dup_text (statement, beside);
  ticket->ticket = dup_text (statement, beside + 1);
  ticket->date = read_time (statement, beside + 2, reading->zone);
  ticket->first_seen = read_time (statement, beside + 3, reading->zone);
  ticket->gone = sqlite3_column_int (statement, beside + 4) != 0;
  ticket->label = dup_text (statement, beside + 5);
  ticket->note = dup_text (statement, beside + 6);
  if (!read_changes (database, reading, ticket, error))
    return NULL;

  return g_steal_pointer (&ticket);
}

/* ---- all of them ---- */

static gboolean
is_same (ParvisPerson    *person,
         WeezParticipant *other)
{
  WeezParticipant *first =
    ((ParvisHeldTicket *) g_ptr_array_index (person->tickets, 0))->participant;
  gboolean by_email = g_str_equal (person->matched, "email");
  g_autofree char *a = by_email ? fold (first->email, NULL)
                                : fold (first->first_name, first->last_name);
  g_autofree char *b = by_email ? fold (other->email, NULL)
                                : fold (other->first_name, other->last_name);

  /* Somebody of the same name with an address may be somebody else. */
  return g_str_equal (a, b) &&
         (by_email || other->email == NULL || *other->email == '\0');
}

static int
compare_tickets (gconstpointer a,
                 gconstpointer b)
{
  GDateTime *left = (*(ParvisHeldTicket **) a)->participant->create_date;
  GDateTime *right = (*(ParvisHeldTicket **) b)->participant->create_date;

  if (left == NULL || right == NULL)
    return (left == NULL) - (right == NULL);

  return g_date_time_compare (right, left);
}

static gboolean
read_others (ParvisDatabase  *database,
             ParvisReading   *reading,
             GError         **error)
{
  ParvisPerson *person = reading->result;
  ParvisHeldTicket *first = g_ptr_array_index (person->tickets, 0);
  g_autoptr(ParvisSearch) search =
    parvis_search_new (g_str_equal (person->matched, "email") ? person->email : person->name);
  g_autoptr(GArray) keys = NULL;
  gboolean more;

  if (!(keys = parvis_search_run (search, database, 0, MAX_FOUND, &more, error)))
    return FALSE;

  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(GError) problem = NULL;
      g_autoptr(ParvisHeldTicket) ticket =
        read_ticket (database, reading, "key", g_array_index (keys, gint64, i), NULL, &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (ticket != NULL && g_strcmp0 (ticket->participant->id, first->participant->id) != 0 &&
          is_same (person, ticket->participant))
        g_ptr_array_add (person->tickets, g_steal_pointer (&ticket));
    }

  g_ptr_array_sort (person->tickets, compare_tickets);

  return TRUE;
}

static gboolean
read_person (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  ParvisReading *reading = data;
  ParvisPerson *person = reading->result;
  g_autoptr(GError) problem = NULL;
  ParvisHeldTicket *ticket = read_ticket (database, reading, "id", 0, reading->question, &problem);
  g_autofree char *name = NULL;

  if (ticket == NULL)
    {
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      else
        g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED,
                             "no such participant");
      return FALSE;
    }

  g_ptr_array_add (person->tickets, ticket);
  person->email = g_strdup (ticket->participant->email);
  name = g_strjoin (" ", ticket->participant->first_name != NULL
                         ? ticket->participant->first_name : "",
                    ticket->participant->last_name != NULL
                    ? ticket->participant->last_name : "", NULL);
  person->name = g_strdup (g_strstrip (name));
  person->read_at = g_date_time_new_now (reading->zone);

  if (person->email != NULL && *person->email != '\0')
    person->matched = g_strdup ("email");
  else
    person->matched = g_strdup (*person->name != '\0' ? "name" : "ticket");

  return g_str_equal (person->matched, "ticket") || read_others (database, reading, error);
}

/**
 * parvis_person_read:
 * @store: an open store
 * @id_participant: one of their tickets
 *
 * Finds all tickets of the same person: those with the same e-mail address, or, where there is
 * none, those of the same name that have none either.
 *
 * Returns: (transfer full): resolves to a #ParvisPerson; rejects with %PARVIS_STORE_ERROR, also
 *   where there is no such participant
 */
DexFuture *
parvis_person_read (ParvisStore *store,
                    const char  *id_participant)
{
  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (id_participant != NULL, NULL);

  return parvis_reading_run (store, read_person, g_object_new (PARVIS_TYPE_PERSON, NULL),
                             g_strdup (id_participant), g_free);
}

/**
 * parvis_person_dup_ids:
 * @self: a person
 *
 * Returns: (transfer full): the ids of their tickets
 */
char **
parvis_person_dup_ids (ParvisPerson *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  g_return_val_if_fail (PARVIS_IS_PERSON (self), NULL);

  for (guint i = 0; i < self->tickets->len; i++)
    g_strv_builder_add (ids, ((ParvisHeldTicket *)
                              g_ptr_array_index (self->tickets, i))->participant->id);

  return g_strv_builder_end (ids);
}
