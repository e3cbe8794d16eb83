#include "config.h"

#include <sqlite3.h>

#include "parvis-account-attendance.h"

#include "parvis-event-writer.h"
#include "parvis-statement.h"
#include "parvis-store-error.h"
#include "parvis-store-private.h"
#include "weez-fiber.h"

#define HOUR (60 * 60)
/* A figure that was asked for so many seconds ago is new enough. */
#define FRESH 100
/* Each ticket of each date is a request, and others need the budget too. */
#define MAX_REQUESTS 60

/* One thing to ask for. */
typedef struct
{
  char *id_ticket;
  char *id_date;    /* nullable */
} Target;

static void
target_free (gpointer data)
{
  Target *target = data;

  g_free (target->id_ticket);
  g_free (target->id_date);
  g_free (target);
}

typedef struct
{
  ParvisStore *store;
  WeezClient  *client;
  char        *id_event;
  gint64       now;
  GPtrArray   *targets;
} Sampling;

static void
sampling_free (gpointer data)
{
  Sampling *sampling = data;

  g_object_unref (sampling->store);
  g_object_unref (sampling->client);
  g_free (sampling->id_event);
  g_ptr_array_unref (sampling->targets);
  g_free (sampling);
}

/* The tickets, then those of each date that is near: of a season of shows, only tonight's. What
 * was asked for longest ago comes first. */
static const char targets_sql[] =
  "WITH target AS ("
  " SELECT t.event, t.id AS id_ticket, '' AS id_date FROM ticket AS t JOIN event AS e"
  "  ON e.key = t.event WHERE e.id = ?1 AND t.gone = 0"
  " UNION ALL"
  " SELECT t.event, t.id, d.id FROM event_date AS d, json_each (ifnull (d.tickets, '[]')) AS j"
  "  JOIN event AS e ON e.id = d.id_event"
  "  JOIN ticket AS t ON t.event = e.key AND t.id = j.value AND t.gone = 0"
  "  WHERE d.id_event = ?1 AND d.gone = 0 AND d.date BETWEEN ?2 - ?3 AND ?2 + ?3)"
  " SELECT id_ticket, id_date FROM (SELECT *, ifnull ((SELECT max (until) FROM sample AS s"
  "  WHERE s.event = target.event AND s.id_ticket = target.id_ticket"
  "  AND s.id_date = target.id_date), 0) AS asked FROM target)"
  " WHERE asked NOT BETWEEN ?2 - ?4 AND ?2 ORDER BY asked, id_date != '' LIMIT ?5";

static gboolean
read_targets (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  Sampling *sampling = data;
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, targets_sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, sampling->id_event);
  parvis_statement_bind_int (statement, 2, sampling->now);
  parvis_statement_bind_int (statement, 3, 12 * HOUR);
  parvis_statement_bind_int (statement, 4, FRESH);
  parvis_statement_bind_int (statement, 5, MAX_REQUESTS);
  while (parvis_statement_step (statement, &has_row, error))
    {
      const char *id_date;
      Target *target;

      if (!has_row)
        return TRUE;

      id_date = (const char *) sqlite3_column_text (statement, 1);
      target = g_new0 (Target, 1);
      target->id_ticket = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      target->id_date = *id_date != '\0' ? g_strdup (id_date) : NULL;
      g_ptr_array_add (sampling->targets, target);
    }

  return FALSE;
}

typedef struct
{
  const char      *id_event;
  const Target    *target;
  WeezTicketStats *stats;
  gint64           now;
} Writing;

static gboolean
write_sample (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  Writing *writing = data;

  return parvis_event_writer_sample (database, writing->id_event, writing->target->id_ticket,
                                     writing->target->id_date, writing->stats, writing->now, error);
}

static gboolean
sample_target (Sampling      *sampling,
               const Target  *target,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(WeezTicketStats) stats =
    dex_await_object (weez_unless_cancelled (weez_client_get_ticket_stats (sampling->client,
                                                                           target->id_ticket,
                                                                           target->id_date),
                                             cancellable), error);
  Writing writing = {
    .id_event = sampling->id_event, .target = target, .stats = stats, .now = sampling->now,
  };

  return stats != NULL &&
         dex_await (parvis_store_write (sampling->store, write_sample, &writing, NULL), error);
}

static DexFuture *
sample_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Sampling *sampling = data;
  g_autoptr(GError) error = NULL;

  /* Read in the thread that writes: nothing of a sync in between is overlooked. */
  if (!dex_await (parvis_store_write (sampling->store, read_targets, sampling, NULL), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  for (guint i = 0; i < sampling->targets->len; i++)
    if (!sample_target (sampling, g_ptr_array_index (sampling->targets, i), cancellable, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_for_uint (sampling->targets->len);
}

/**
 * parvis_account_sample_attendance:
 * @self: an account whose store is open
 * @id_event: one of its events
 *
 * Asks for the statistics of the event's tickets, and of those of its dates that are near, and
 * keeps them. What was asked for less than two minutes ago is not asked for again, and no more is
 * asked at a time than the budget bears.
 *
 * Returns: (transfer full): resolves to how many figures were asked for; rejects with %WEEZ_ERROR
 *   or %PARVIS_STORE_ERROR, and what was read before is kept. Dropping it cancels.
 */
DexFuture *
parvis_account_sample_attendance (ParvisAccount *self,
                                  const char    *id_event)
{
  Sampling *sampling;
  ParvisStore *store;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (PARVIS_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (id_event != NULL, NULL);

  store = parvis_account_get_store (self);
  if (parvis_store_is_open (store) && !parvis_store_is_writable (store, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  sampling = g_new0 (Sampling, 1);
  sampling->store = g_object_ref (store);
  sampling->client = g_object_ref (parvis_account_get_client (self));
  sampling->id_event = g_strdup (id_event);
  sampling->now = g_get_real_time () / G_USEC_PER_SEC;
  sampling->targets = g_ptr_array_new_with_free_func (target_free);

  return weez_fiber_spawn (sample_fiber, sampling, sampling_free);
}
