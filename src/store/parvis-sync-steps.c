#include "config.h"

#include <sqlite3.h>

#include "parvis-sync-steps.h"

#include "parvis-event-writer.h"
#include "parvis-statement.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* The service answers about so many events at once without its address growing out of hand. */
#define EVENTS_A_REQUEST 50

/* ---- events ---- */

static void
target_free (gpointer data)
{
  ParvisSyncTarget *target = data;

  g_free (target->id);
  g_free (target->name);
  g_free (target);
}

static const char targets_sql[] =
  "SELECT event.key, event.id, event.name, event.participants, event.start, event.\"end\","
  " event.multiple_dates, event.id_status, event_details.fetched"
  " FROM event LEFT JOIN event_details USING (key) WHERE event.gone = 0 ORDER BY event.position";

static gboolean
read_targets (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  ParvisSync *self = data;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, targets_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  while (parvis_statement_step (statement, &has_row, error))
    {
      const char *id = (const char *) sqlite3_column_text (statement, 1);
      ParvisSyncTarget *target;

      if (!has_row)
        return TRUE;
      if (self->id_events != NULL &&
          !g_strv_contains ((const char * const *) self->id_events, id))
        continue;

      target = g_new0 (ParvisSyncTarget, 1);
      target->key = sqlite3_column_int64 (statement, 0);
      target->id = g_strdup (id);
      target->name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
      target->participants = sqlite3_column_type (statement, 3) == SQLITE_NULL
                             ? WEEZ_UNKNOWN : sqlite3_column_int64 (statement, 3);
      target->start = sqlite3_column_int64 (statement, 4);
      target->end = sqlite3_column_int64 (statement, 5);
      target->multiple_dates = sqlite3_column_int (statement, 6) != 0;
      target->on_sale = g_strcmp0 ((const char *) sqlite3_column_text (statement, 7), "1") == 0;
      target->details_at = sqlite3_column_int64 (statement, 8);
      g_ptr_array_add (self->targets, target);
      if (!parvis_listing_read (database, target->key, &target->state, NULL, error))
        return FALSE;
    }

  return FALSE;
}

/* An answer on its way into the tables. */
typedef struct
{
  ParvisSync *sync;
  GObject    *answer;
  const char *id_event;
  const char *id_ticket;
  gboolean    absent;
} Answer;

static gboolean
write_events (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  Answer *answer = data;

  return parvis_event_writer_events (database, WEEZ_LISTING (answer->answer), answer->sync->now,
                                     error) &&
         read_targets (database, answer->sync, error);
}

static DexFuture *
ask_events (ParvisSync *self,
            gpointer    data)
{
  g_autoptr(WeezEventsQuery) query = weez_events_query_new ();

  query->include_not_published = TRUE;
  query->include_closed = TRUE;
  query->include_without_sales = TRUE;

  return weez_client_list_events (self->client, query);
}

gboolean
parvis_sync_step_events (ParvisSync  *self,
                         GError     **error)
{
  g_autoptr(GObject) listing = NULL;
  Answer answer = { .sync = self };

  g_clear_pointer (&self->targets, g_ptr_array_unref);
  self->targets = g_ptr_array_new_with_free_func (target_free);
  parvis_sync_say (self, PARVIS_SYNC_EVENTS, NULL, 0, 0);

  if (!(listing = parvis_sync_ask (self, "events", ask_events, NULL, error)))
    return FALSE;

  answer.answer = listing;
  self->n_skipped += WEEZ_LISTING (listing)->n_skipped;

  return parvis_sync_write_answer (self, "events", write_events, &answer, error);
}

/* ---- tickets and dates, for many events at once ---- */

static DexFuture *
ask_tickets (ParvisSync *self,
             gpointer    data)
{
  return weez_client_list_tickets (self->client, data);
}

static DexFuture *
ask_dates (ParvisSync *self,
           gpointer    data)
{
  return weez_client_list_dates (self->client, data, TRUE);
}

static gboolean
write_tickets (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  Answer *answer = data;
  WeezListing *listing = WEEZ_LISTING (answer->answer);

  for (guint i = 0; i < listing->records->len; i++)
    {
      WeezTicketCategory *tree = g_ptr_array_index (listing->records, i);

      if (tree->id != NULL &&
          !parvis_event_writer_tickets (database, tree, answer->sync->now, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_dates (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  Answer *answer = data;

  return parvis_event_writer_dates (database, WEEZ_LISTING (answer->answer), answer->sync->now,
                                    error);
}

static gboolean
list_in_batches (ParvisSync       *self,
                 const char       *name,
                 gboolean        (*wanted) (ParvisSyncTarget *),
                 ParvisSyncAsk     ask,
                 ParvisStoreFunc   write,
                 GError          **error)
{
  guint i = 0;

  while (i < self->targets->len)
    {
      g_autoptr(GPtrArray) ids = g_ptr_array_new_null_terminated (EVENTS_A_REQUEST, NULL, TRUE);
      g_autoptr(GObject) listing = NULL;
      Answer answer = { .sync = self };

      for (; i < self->targets->len && ids->len < EVENTS_A_REQUEST; i++)
        {
          ParvisSyncTarget *target = g_ptr_array_index (self->targets, i);

          if (wanted == NULL || wanted (target))
            g_ptr_array_add (ids, target->id);
        }
      if (ids->len == 0)
        return TRUE;

      if (!(listing = parvis_sync_ask (self, name, ask, ids->pdata, error)))
        return FALSE;
      answer.answer = listing;
      self->n_skipped += WEEZ_LISTING (listing)->n_skipped;
      if (!parvis_sync_write_answer (self, name, write, &answer, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
parvis_sync_step_tickets (ParvisSync  *self,
                          GError     **error)
{
  parvis_sync_say (self, PARVIS_SYNC_TICKETS, NULL, 0, 0);

  return list_in_batches (self, "tickets", NULL, ask_tickets, write_tickets, error);
}

static gboolean
has_dates (ParvisSyncTarget *target)
{
  return target->multiple_dates;
}

gboolean
parvis_sync_step_dates (ParvisSync  *self,
                        GError     **error)
{
  return list_in_batches (self, "dates", has_dates, ask_dates, write_dates, error);
}

/* ---- details ---- */

static gboolean
has_passed (ParvisSync       *self,
            ParvisSyncTarget *target,
            gint64            seconds)
{
  gint64 moment = MAX (target->end, target->start);

  return moment != 0 && moment + seconds < self->now;
}

static gboolean
is_on (ParvisSync       *self,
       ParvisSyncTarget *target)
{
  gint64 end = MAX (target->end, target->start + 12 * HOUR);

  return target->start != 0 && self->now >= target->start - 6 * HOUR && self->now <= end + 6 * HOUR;
}

/* Our clock may have been wrong: what was read in the future was read long ago. */
static gboolean
is_due (ParvisSync *self,
        gint64      read_at,
        gint64      interval)
{
  return read_at == 0 || read_at + interval <= self->now || read_at > self->now + HOUR;
}

static DexFuture *
absent (DexFuture *completed,
        gpointer   user_data)
{
  Answer *answer = user_data;
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  /* A draft has no public page. */
  if (!g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_NOT_FOUND))
    return dex_ref (completed);

  answer->absent = TRUE;
  return dex_future_new_take_object (g_object_new (WEEZ_TYPE_EVENT_DETAILS, NULL));
}

static DexFuture *
ask_details (ParvisSync *self,
             gpointer    data)
{
  Answer *answer = data;

  return dex_future_catch (weez_client_get_event_details (self->client, answer->id_event),
                           absent, answer, NULL);
}

static gboolean
write_details (ParvisDatabase  *database,
               gpointer         data,
               GError         **error)
{
  Answer *answer = data;

  return parvis_event_writer_details (database, answer->id_event,
                                      answer->absent ? NULL : WEEZ_EVENT_DETAILS (answer->answer),
                                      answer->sync->now, error);
}

gboolean
parvis_sync_step_details (ParvisSync  *self,
                          GError     **error)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      ParvisSyncTarget *target = g_ptr_array_index (self->targets, i);
      gint64 interval = has_passed (self, target, DAY) ? 30 * DAY : DAY;
      Answer answer = { .sync = self, .id_event = target->id };
      g_autoptr(GObject) details = NULL;

      if (!self->complete && !is_due (self, target->details_at, interval))
        continue;

      parvis_sync_say (self, PARVIS_SYNC_DETAILS, target, i + 1, self->targets->len);
      if (!(details = parvis_sync_ask (self, "details", ask_details, &answer, error)))
        {
          if (!parvis_sync_forgive (self, error))
            return FALSE;
          continue;
        }
      answer.answer = details;
      if (!parvis_sync_write_answer (self, "details", write_details, &answer, error))
        return FALSE;
    }

  return TRUE;
}

/* ---- participants ---- */

/* last_update does not follow scans, what vanished is in no change, and answers that nobody asked
 * for are in neither. */
static gboolean
needs_listing (ParvisSync       *self,
               ParvisSyncTarget *target)
{
  const ParvisListingState *state = &target->state;
  gint64 interval = 7 * DAY;

  if (is_on (self, target))
    interval = 15 * MINUTE;
  else if (has_passed (self, target, 30 * DAY))
    interval = 30 * DAY;
  else if (target->on_sale)
    interval = 6 * HOUR;

  return self->complete || state->page > 0 || state->cursor == 0 ||
         (self->answers && !state->answers) ||
         is_due (self, state->completed_at, interval);
}

gboolean
parvis_sync_step_participants (ParvisSync  *self,
                               GError     **error)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      ParvisSyncTarget *target = g_ptr_array_index (self->targets, i);

      if (needs_listing (self, target) &&
          !parvis_sync_list_participants (self, target, error) &&
          !parvis_sync_forgive (self, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
parvis_sync_step_changes (ParvisSync  *self,
                          GError     **error)
{
  guint i = 0;

  while (i < self->targets->len)
    {
      g_autoptr(GPtrArray) targets = g_ptr_array_new ();

      for (; i < self->targets->len && targets->len < EVENTS_A_REQUEST; i++)
        {
          ParvisSyncTarget *target = g_ptr_array_index (self->targets, i);

          if (!needs_listing (self, target))
            g_ptr_array_add (targets, target);
        }

      if (targets->len > 0 && !parvis_sync_list_changes (self, targets, error) &&
          !parvis_sync_forgive (self, error))
        return FALSE;
    }

  return TRUE;
}

/* ---- attendance ---- */

static gboolean
read_tickets (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  GPtrArray *ids = data;
  const char *event = g_ptr_array_index (ids, 0);
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT ticket.id FROM ticket JOIN event"
                             " ON event.key = ticket.event WHERE event.id = ?1"
                             " AND ticket.gone = 0 ORDER BY ticket.position", error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, event);
  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }

  return FALSE;
}

static DexFuture *
ask_stats (ParvisSync *self,
           gpointer    data)
{
  Answer *answer = data;

  return weez_client_get_ticket_stats (self->client, answer->id_ticket, NULL);
}

static gboolean
write_stats (ParvisDatabase  *database,
             gpointer         data,
             GError         **error)
{
  Answer *answer = data;

  return parvis_event_writer_sample (database, answer->id_event, answer->id_ticket, NULL,
                                     WEEZ_TICKET_STATS (answer->answer), answer->sync->now, error);
}

static gboolean
sample_event (ParvisSync        *self,
              ParvisSyncTarget  *target,
              GError           **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, g_strdup (target->id));
  if (!parvis_sync_write (self, read_tickets, ids, error))
    return FALSE;

  for (guint i = 1; i < ids->len; i++)
    {
      Answer answer = {
        .sync = self, .id_event = target->id, .id_ticket = g_ptr_array_index (ids, i),
      };
      g_autoptr(GObject) stats = parvis_sync_ask (self, "attendance", ask_stats, &answer, error);

      answer.answer = stats;
      if (stats == NULL ||
          !parvis_sync_write_answer (self, "attendance", write_stats, &answer, error))
        return FALSE;
    }

  return TRUE;
}

/* Only of what goes on now: each ticket is a request. */
gboolean
parvis_sync_step_attendance (ParvisSync  *self,
                             GError     **error)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      ParvisSyncTarget *target = g_ptr_array_index (self->targets, i);

      if (!is_on (self, target))
        continue;

      parvis_sync_say (self, PARVIS_SYNC_ATTENDANCE, target, 0, 0);
      if (!sample_event (self, target, error) && !parvis_sync_forgive (self, error))
        return FALSE;
    }

  return TRUE;
}

/* ---- what changes rarely ---- */

typedef struct
{
  gint64 settings_at;
  gint64 categories_at;
} Rest;

static gboolean
read_rest (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  Rest *rest = data;
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT (SELECT max (fetched) FROM scan_settings),"
                             " (SELECT max (fetched) FROM event_category)", error);

  if (statement == NULL || !parvis_statement_step (statement, NULL, error))
    return FALSE;

  rest->settings_at = sqlite3_column_int64 (statement, 0);
  rest->categories_at = sqlite3_column_int64 (statement, 1);

  return TRUE;
}

static DexFuture *
ask_settings (ParvisSync *self,
              gpointer    data)
{
  return weez_client_get_scan_settings (self->client);
}

static DexFuture *
ask_categories (ParvisSync *self,
                gpointer    data)
{
  return weez_client_list_event_categories (self->client);
}

static gboolean
write_settings (ParvisDatabase  *database,
                gpointer         data,
                GError         **error)
{
  Answer *answer = data;

  return parvis_event_writer_settings (database, WEEZ_SCAN_SETTINGS (answer->answer),
                                       answer->sync->now, error);
}

static gboolean
write_categories (ParvisDatabase  *database,
                  gpointer         data,
                  GError         **error)
{
  Answer *answer = data;

  return parvis_event_writer_categories (database, WEEZ_LISTING (answer->answer),
                                         answer->sync->now, error);
}

static gboolean
refresh_one (ParvisSync       *self,
             const char       *name,
             ParvisSyncAsk     ask,
             ParvisStoreFunc   write,
             GError          **error)
{
  g_autoptr(GObject) object = parvis_sync_ask (self, name, ask, NULL, error);
  Answer answer = { .sync = self, .answer = object };

  return (object != NULL && parvis_sync_write_answer (self, name, write, &answer, error)) ||
         parvis_sync_forgive (self, error);
}

gboolean
parvis_sync_step_rest (ParvisSync  *self,
                       GError     **error)
{
  Rest rest = { 0 };

  if (self->id_events != NULL)
    return TRUE;

  if (!parvis_sync_write (self, read_rest, &rest, error))
    return FALSE;
  if ((self->complete || is_due (self, rest.settings_at, DAY)) &&
      !refresh_one (self, "settings", ask_settings, write_settings, error))
    return FALSE;

  return !is_due (self, rest.categories_at, 30 * DAY) ||
         refresh_one (self, "categories", ask_categories, write_categories, error);
}
