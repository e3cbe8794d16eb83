#include "config.h"

#include <sqlite3.h>

#include "parvis-samples.h"

#include "parvis-event-writer.h"

/* A figure that was the same from one moment to another. */
typedef struct
{
  gint64 time;
  gint64 until;
  gint64 scanned;
} Run;

struct _ParvisSamples
{
  GPtrArray *tickets;   /* of GArray of Run, in order of time */
  gint64     first;
  gint64     last;
};

static const char read_sql[] =
  "SELECT s.id_ticket, s.time, s.until, ifnull (s.scanned, 0) FROM sample AS s"
  " JOIN ticket AS t ON t.event = s.event AND t.id = s.id_ticket AND t.gone = 0"
  " WHERE s.event = ?1 AND s.id_date = '' AND s.until >= ?2 AND s.time < ?3"
  " ORDER BY s.id_ticket, s.time";

static void
unref_array (gpointer data)
{
  g_array_unref (data);
}

/**
 * parvis_samples_read:
 * @database: a connection of this thread
 * @event: key of the event
 * @from: seconds since 1970; what was asked shortly before counts
 * @to: seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): what was asked from @from to @to
 */
ParvisSamples *
parvis_samples_read (ParvisDatabase  *database,
                     gint64           event,
                     gint64           from,
                     gint64           to,
                     GError         **error)
{
  g_autoptr(ParvisSamples) self = g_new0 (ParvisSamples, 1);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, read_sql, error);
  g_autofree char *ticket = NULL;
  gboolean has_row = FALSE;

  self->tickets = g_ptr_array_new_with_free_func (unref_array);
  if (statement == NULL)
    return NULL;

  parvis_statement_bind_int (statement, 1, event);
  parvis_statement_bind_int (statement, 2, from - PARVIS_SAMPLE_GAP);
  parvis_statement_bind_int (statement, 3, to);
  while (parvis_statement_step (statement, &has_row, error))
    {
      Run run;

      if (!has_row)
        return g_steal_pointer (&self);

      run.time = sqlite3_column_int64 (statement, 1);
      run.until = sqlite3_column_int64 (statement, 2);
      run.scanned = sqlite3_column_int64 (statement, 3);
      if (g_set_str (&ticket, (const char *) sqlite3_column_text (statement, 0)))
        g_ptr_array_add (self->tickets, g_array_new (FALSE, FALSE, sizeof (Run)));
      g_array_append_val ((GArray *) g_ptr_array_index (self->tickets, self->tickets->len - 1),
                          run);
      self->first = self->first == 0 ? run.time : MIN (self->first, run.time);
      self->last = MAX (self->last, run.until);
    }

  return NULL;
}

void
parvis_samples_free (ParvisSamples *self)
{
  g_ptr_array_unref (self->tickets);
  g_free (self);
}

/**
 * parvis_samples_get_extent:
 * @self: samples
 * @first: (out): when was asked first, seconds since 1970
 * @last: (out): when was asked last
 *
 * Returns: whether there is any sample
 */
gboolean
parvis_samples_get_extent (const ParvisSamples *self,
                           gint64              *first,
                           gint64              *last)
{
  *first = self->first;
  *last = self->last;

  return self->tickets->len > 0;
}

/* Between two moments that are close together the figure is at least the earlier one. */
static gint64
get_ticket_at (GArray *runs,
               gint64  time)
{
  for (guint i = runs->len; i > 0; i--)
    {
      const Run *run = &g_array_index (runs, Run, i - 1);
      const Run *next = i < runs->len ? run + 1 : NULL;

      if (run->time > time)
        continue;
      if (time <= run->until || (next != NULL && next->time - run->until <= PARVIS_SAMPLE_GAP))
        return run->scanned;
      break;
    }

  return -1;
}

/**
 * parvis_samples_get_at:
 * @self: samples
 * @time: seconds since 1970
 *
 * Returns: how many were scanned by then; -1 where nobody asked
 */
gint64
parvis_samples_get_at (const ParvisSamples *self,
                       gint64               time)
{
  gint64 sum = 0;

  if (self->tickets->len == 0)
    return -1;

  for (guint i = 0; i < self->tickets->len; i++)
    {
      gint64 scanned = get_ticket_at (g_ptr_array_index (self->tickets, i), time);

      if (scanned < 0)
        return -1;
      sum += scanned;
    }

  return sum;
}
