#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "parvis-finder.h"

#include "parvis-event-key.h"
#include "parvis-fold.h"
#include "parvis-search.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "weez-worker.h"

/* Shorter texts are the beginning of too many names to say anything. */
#define LEAST_OF_A_PERSON 3

struct _ParvisFinder
{
  GObject     parent_instance;
  char       *path;
  GTimeZone  *zone;
  WeezWorker *worker;
  gpointer    connection;   /* counted: a job may go on when nobody waits for it any more */
};

G_DEFINE_FINAL_TYPE (ParvisFinder, parvis_finder, G_TYPE_OBJECT)

/* Opened by the first job. */
typedef struct
{
  char           *path;
  GTimeZone      *zone;
  ParvisDatabase *database;
} Connection;

static void
connection_clear (gpointer data)
{
  Connection *connection = data;

  g_clear_pointer (&connection->database, parvis_database_free);
  g_time_zone_unref (connection->zone);
  g_free (connection->path);
}

static void
connection_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, connection_clear);
}

typedef struct
{
  Connection *connection;
  char       *text;
  gboolean    people;
  guint       limit;
  GStrv       names;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  connection_unref (job->connection);
  g_strfreev (job->names);
  g_free (job->text);
  g_free (job);
}

static ParvisDatabase *
get_database (Connection  *connection,
              GError     **error)
{
  if (connection->database == NULL)
    connection->database = parvis_database_open (connection->path, FALSE, error);

  return connection->database;
}

static WeezRecord *
load (Connection  *connection,
      GType        type,
      gint64       key,
      GError     **error)
{
  g_autoptr(ParvisStatement) statement = parvis_store_prepare_record (connection->database, type,
                                                                      error);
  WeezRecord *record = NULL;

  if (statement == NULL ||
      !parvis_store_load_record (statement, type, key, connection->zone, &record, error))
    return NULL;

  return record;
}

/* ---- finding ---- */

/* Those to come, the next one first, and then the past, the last one first. */
static const char events_sql[] =
  "SELECT id, name FROM event WHERE gone = 0"
  " ORDER BY ifnull (\"end\", start) < ?1,"
  " CASE WHEN ifnull (\"end\", start) < ?1 THEN -start ELSE start END, position";

static gboolean
find_events (ParvisDatabase  *database,
             char           **words,
             guint            limit,
             GStrvBuilder    *names,
             GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, events_sql, error);
  gboolean has_row = FALSE;
  guint n_found = 0;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, g_get_real_time () / G_USEC_PER_SEC);
  while (n_found < limit)
    {
      if (!parvis_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (!parvis_fold_has_words ((const char *) sqlite3_column_text (statement, 1),
                                  (const char * const *) words))
        continue;

      g_strv_builder_take (names, g_strconcat ("event:", sqlite3_column_text (statement, 0), NULL));
      n_found++;
    }

  return TRUE;
}

static gboolean
find_people (ParvisDatabase  *database,
             const char      *text,
             guint            limit,
             GStrvBuilder    *names,
             GError         **error)
{
  g_autoptr(ParvisSearch) search = parvis_search_new (text);
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT id FROM participant WHERE key = ?1", error);
  g_autoptr(GArray) keys = NULL;
  gboolean more;

  if (statement == NULL ||
      (keys = parvis_search_run (search, database, 0, limit, &more, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < keys->len; i++)
    {
      gboolean has_row = FALSE;

      sqlite3_reset (statement);
      parvis_statement_bind_int (statement, 1, g_array_index (keys, gint64, i));
      if (!parvis_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_strv_builder_take (names, g_strconcat ("person:", sqlite3_column_text (statement, 0),
                                                 NULL));
    }

  return TRUE;
}

static gboolean
find_all (Job           *job,
          const char    *folded,
          GStrvBuilder  *names,
          GError       **error)
{
  ParvisDatabase *database = get_database (job->connection, error);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);
  gboolean done;

  if (database == NULL || !parvis_database_begin_read (database, error))
    return FALSE;

  done = find_events (database, words, job->limit, names, error) &&
         (!job->people || g_utf8_strlen (folded, -1) < LEAST_OF_A_PERSON ||
          find_people (database, job->text, job->limit, names, error));
  parvis_database_rollback (database);

  return done;
}

static DexFuture *
find_job (gpointer data)
{
  Job *job = data;
  g_autofree char *folded = parvis_fold_text (job->text);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr(GError) error = NULL;

  if (*folded != '\0' && !find_all (job, folded, names, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_boxed (G_TYPE_STRV, g_strv_builder_end (names));
}

/* ---- describing ---- */

/* What is not there any more is left out. */
static gboolean
describe (Connection  *connection,
          const char  *name,
          GPtrArray   *findings,
          GError     **error)
{
  g_autoptr(ParvisFinding) finding = g_object_new (PARVIS_TYPE_FINDING, NULL);
  const char *id;
  const char *id_event;
  gint64 key = 0;

  if (g_str_has_prefix (name, "person:"))
    {
      g_autoptr(ParvisStatement) statement = NULL;
      gboolean has_row = FALSE;

      id = name + strlen ("person:");
      statement = parvis_database_prepare (connection->database,
                                           "SELECT key FROM participant WHERE id = ?1", error);
      if (statement == NULL)
        return FALSE;
      parvis_statement_bind_text (statement, 1, id);
      if (!parvis_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      finding->participant =
        (WeezParticipant *) load (connection, WEEZ_TYPE_PARTICIPANT,
                                  sqlite3_column_int64 (statement, 0), error);
      if (finding->participant == NULL)
        return error == NULL || *error == NULL;
      id_event = finding->participant->id_event;
    }
  else if (g_str_has_prefix (name, "event:"))
    id_event = name + strlen ("event:");
  else
    return TRUE;

  if (id_event != NULL && !parvis_event_key_find (connection->database, id_event, &key, error))
    return FALSE;
  if (key != 0)
    finding->event = (WeezEvent *) load (connection, WEEZ_TYPE_EVENT, key, error);
  if (finding->event == NULL && finding->participant == NULL)
    return error == NULL || *error == NULL;

  finding->name = g_strdup (name);
  g_ptr_array_add (findings, g_steal_pointer (&finding));

  return TRUE;
}

static DexFuture *
describe_job (gpointer data)
{
  Job *job = data;
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  if (get_database (job->connection, &error) == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  for (guint i = 0; job->names[i] != NULL; i++)
    if (!describe (job->connection, job->names[i], findings, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&findings));
}

/* ---- the finder ---- */

static void
parvis_finder_finalize (GObject *object)
{
  ParvisFinder *self = PARVIS_FINDER (object);

  connection_unref (self->connection);
  g_clear_object (&self->worker);
  g_time_zone_unref (self->zone);
  g_free (self->path);

  G_OBJECT_CLASS (parvis_finder_parent_class)->finalize (object);
}

static void
parvis_finder_class_init (ParvisFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_finder_finalize;
}

static void
parvis_finder_init (ParvisFinder *self)
{
  self->worker = weez_worker_new (1);
}

static Job *
job_new (ParvisFinder *self)
{
  Job *job = g_new0 (Job, 1);

  job->connection = g_atomic_rc_box_acquire (self->connection);

  return job;
}

/**
 * parvis_finder_new:
 * @path: of a store
 * @zone: (transfer none): of the account's times
 *
 * The file is not opened before something is looked for, and never made.
 *
 * Returns: (transfer full): what looks into it
 */
ParvisFinder *
parvis_finder_new (const char *path,
                   GTimeZone  *zone)
{
  ParvisFinder *self = g_object_new (PARVIS_TYPE_FINDER, NULL);
  Connection *connection = g_atomic_rc_box_new0 (Connection);

  self->path = g_strdup (path);
  self->zone = g_time_zone_ref (zone);
  connection->path = g_strdup (path);
  connection->zone = g_time_zone_ref (zone);
  self->connection = connection;

  return self;
}

/**
 * parvis_finder_get_path:
 * @self: a finder
 *
 * Returns: (transfer none): where the store is
 */
const char *
parvis_finder_get_path (ParvisFinder *self)
{
  g_return_val_if_fail (PARVIS_IS_FINDER (self), NULL);

  return self->path;
}

/**
 * parvis_finder_find:
 * @self: a finder
 * @text: what somebody typed
 * @people: whether participants are looked for too
 * @limit: at most so many events, and as many participants
 *
 * Events are found by the beginnings of the words of their names, whatever the accents and case;
 * participants as everywhere, from three letters on.
 *
 * Returns: (transfer full): resolves to their names, a %G_TYPE_STRV; rejects with
 *   %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_finder_find (ParvisFinder *self,
                    const char   *text,
                    gboolean      people,
                    guint         limit)
{
  Job *job;

  g_return_val_if_fail (PARVIS_IS_FINDER (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  job = job_new (self);
  job->text = g_strdup (text);
  job->people = people;
  job->limit = limit;

  return weez_worker_run (self->worker, find_job, job, job_free);
}

/**
 * parvis_finder_describe:
 * @self: a finder
 * @names: what parvis_finder_find() gave
 *
 * Returns: (transfer full): resolves to a %G_TYPE_PTR_ARRAY of #ParvisFinding in their order,
 *   without those that are no longer there; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_finder_describe (ParvisFinder       *self,
                        const char * const *names)
{
  Job *job;

  g_return_val_if_fail (PARVIS_IS_FINDER (self), NULL);
  g_return_val_if_fail (names != NULL, NULL);

  job = job_new (self);
  job->names = g_strdupv ((char **) names);

  return weez_worker_run (self->worker, describe_job, job, job_free);
}
