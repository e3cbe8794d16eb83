#include "config.h"

#include "parvis-store-close.h"

/* What is under way in the thread of a connection ends before it is closed there. */
static DexFuture *
close_job (gpointer data)
{
  ParvisDatabase **database = data;

  g_clear_pointer (database, parvis_database_free);

  return dex_future_new_true ();
}

static void
free_database (gpointer data)
{
  ParvisDatabase **database = data;

  g_clear_pointer (database, parvis_database_free);
  g_free (database);
}

static DexFuture *
close_in (WeezWorker     *worker,
          ParvisDatabase *database)
{
  ParvisDatabase **closing = g_new (ParvisDatabase *, 1);

  *closing = database;

  return weez_worker_run (worker, close_job, closing, free_database);
}

/* The connection that is closed last tidies up, which one that only reads cannot. */
typedef struct
{
  WeezWorker     *worker;
  ParvisDatabase *writer;
} Closing;

static void
closing_free (gpointer data)
{
  Closing *closing = data;

  g_object_unref (closing->worker);
  g_free (closing);
}

static DexFuture *
close_writer (DexFuture *completed,
              gpointer   user_data)
{
  Closing *closing = user_data;

  return close_in (closing->worker, g_steal_pointer (&closing->writer));
}

/**
 * parvis_store_close_files:
 * @look: what looks at the file; it is interrupted
 * @read_worker: the thread that searches
 * @searcher: (transfer full): its connection
 * @write_worker: the thread that writes
 * @writer: (transfer full): its connection
 *
 * Returns: (transfer full): resolves once all connections are closed, each in its thread
 */
DexFuture *
parvis_store_close_files (ParvisLook     *look,
                          WeezWorker     *read_worker,
                          ParvisDatabase *searcher,
                          WeezWorker     *write_worker,
                          ParvisDatabase *writer)
{
  Closing *closing = g_new0 (Closing, 1);
  DexFuture *readers = dex_future_all (parvis_look_end (look), close_in (read_worker, searcher),
                                       NULL);

  closing->worker = g_object_ref (write_worker);
  closing->writer = writer;

  return dex_future_finally (readers, close_writer, closing, closing_free);
}
