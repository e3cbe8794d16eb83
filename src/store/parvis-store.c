#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include "parvis-store-private.h"

#include "parvis-look.h"
#include "parvis-statement.h"
#include "parvis-store-close.h"
#include "parvis-store-error.h"
#include "parvis-store-file.h"
#include "parvis-weak.h"
#include "weez-client.h"
#include "weez-worker.h"

#define MONITOR_MILLISECONDS 500
#define DATA_VERSION "PRAGMA data_version"
/* It looks up single rows anywhere: more than the upper pages of a tree is hardly met again. */
#define READER_CACHE "PRAGMA cache_size = -6000"
#define EDITION "SELECT value FROM meta WHERE name = 'edition'"

/* A database is used by one thread at a time, but not always by the one that opened it. */
struct _ParvisStore
{
  GObject         parent_instance;
  char           *folder;
  char           *path;
  char           *service;
  char           *username;
  GTimeZone      *zone;
  WeezWorker     *write_worker;
  WeezWorker     *read_worker;
  ParvisLook     *look;
  ParvisDatabase *writer;     /* of the writing worker */
  ParvisDatabase *searcher;   /* of the reading worker */
  ParvisDatabase *reader;     /* of the thread that opened the store */
  char           *set_aside;
  gboolean        read_only;
  gboolean        newer;
  gboolean        open;
  int             lock;
  GFileMonitor   *monitor;
  gint64          data_version;
  gint64          edition;
};

G_DEFINE_FINAL_TYPE (ParvisStore, parvis_store, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- opening and closing ---- */

/* What the opening thread finds; handed to the store in its own thread. */
typedef struct
{
  GWeakRef            store;
  char               *folder;
  char               *service;
  char               *username;
  ParvisDatabase     *writer;
  ParvisDatabase     *searcher;
  ParvisDatabase     *reader;
  ParvisStoreOutcome  outcome;
} Opening;

static void
opening_clear (gpointer data)
{
  Opening *opening = data;

  g_weak_ref_clear (&opening->store);
  g_clear_pointer (&opening->writer, parvis_database_free);
  g_clear_pointer (&opening->searcher, parvis_database_free);
  g_clear_pointer (&opening->reader, parvis_database_free);
  g_free (opening->folder);
  g_free (opening->service);
  g_free (opening->username);
  parvis_store_outcome_clear (&opening->outcome);
}

/* Shared by the job that opens and by who waits for it: either may go first. */
static void
opening_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, opening_clear);
}

static DexFuture *
open_job (gpointer data)
{
  Opening *opening = data;
  g_autofree char *path = parvis_store_file_dup_path (opening->folder, opening->service,
                                                      opening->username);
  g_autoptr(GError) error = NULL;

  opening->writer = parvis_store_file_open (path, opening->service, opening->username,
                                            &opening->outcome, &error);
  if (opening->writer == NULL ||
      (opening->searcher = parvis_database_open (path, FALSE, &error)) == NULL ||
      (opening->reader = parvis_database_open (path, FALSE, &error)) == NULL ||
      !parvis_database_execute (opening->reader, READER_CACHE, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

static gint64
read_number (ParvisDatabase *database,
             const char     *sql)
{
  gint64 number = 0;

  parvis_database_read_number (database, sql, &number, NULL);

  return number;
}

/* Another process, or our own writer: both change the number that this connection sees. */
static void
file_changed_cb (ParvisStore *self)
{
  gint64 version;
  gint64 edition;

  if (self->reader == NULL ||
      (version = read_number (self->reader, DATA_VERSION)) == self->data_version)
    return;

  self->data_version = version;
  if ((edition = read_number (self->reader, EDITION)) == self->edition)
    return;

  self->edition = edition;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
watch (ParvisStore *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (log);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    return;

  g_file_monitor_set_rate_limit (self->monitor, MONITOR_MILLISECONDS);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (file_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static DexFuture *
opened (DexFuture *completed,
        gpointer   user_data)
{
  Opening *opening = user_data;
  g_autoptr(ParvisStore) self = g_weak_ref_get (&opening->store);

  if (self == NULL || !dex_future_is_resolved (completed))
    return dex_ref (completed);

  self->writer = g_steal_pointer (&opening->writer);
  self->searcher = g_steal_pointer (&opening->searcher);
  self->reader = g_steal_pointer (&opening->reader);
  self->set_aside = g_steal_pointer (&opening->outcome.set_aside);
  self->read_only = opening->outcome.read_only;
  self->newer = opening->outcome.newer;
  g_clear_object (&self->look);
  self->look = parvis_look_new (self->path);
  self->open = TRUE;
  self->data_version = read_number (self->reader, DATA_VERSION);
  self->edition = read_number (self->reader, EDITION);
  watch (self);

  return dex_future_new_true ();
}

static void
parvis_store_dispose (GObject *object)
{
  ParvisStore *self = PARVIS_STORE (object);

  parvis_store_unlock_sync (self);
  if (self->open)
    dex_future_disown (parvis_store_close (self));

  G_OBJECT_CLASS (parvis_store_parent_class)->dispose (object);
}

static void
parvis_store_finalize (GObject *object)
{
  ParvisStore *self = PARVIS_STORE (object);

  g_clear_object (&self->write_worker);
  g_clear_object (&self->read_worker);
  g_clear_object (&self->look);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->service);
  g_free (self->username);
  g_free (self->set_aside);

  G_OBJECT_CLASS (parvis_store_parent_class)->finalize (object);
}

static void
parvis_store_class_init (ParvisStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parvis_store_dispose;
  object_class->finalize = parvis_store_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PARVIS_TYPE_STORE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_store_init (ParvisStore *self)
{
  self->write_worker = weez_worker_new (1);
  self->read_worker = weez_worker_new (1);
  self->lock = -1;
}

/**
 * parvis_store_new:
 * @folder: (nullable): where stores are kept; null for the user's own place
 * @service: where the service of the account is
 * @username: who signed in
 * @zone: (transfer none): of the account's times
 *
 * Returns: (transfer full): the store of that account, not open yet
 */
ParvisStore *
parvis_store_new (const char *folder,
                  const char *service,
                  const char *username,
                  GTimeZone  *zone)
{
  ParvisStore *self = g_object_new (PARVIS_TYPE_STORE, NULL);

  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_data_dir (), "parvis", NULL);
  self->service = g_strdup (service);
  self->username = g_strdup (username);
  self->zone = g_time_zone_ref (zone);
  self->path = parvis_store_file_dup_path (self->folder, service, username);

  return self;
}

/**
 * parvis_store_open:
 * @self: a store
 *
 * Opens its file, or makes it. A damaged one is set aside and a new one made with what people
 * wrote; one of a newer Parvis is opened to be read.
 *
 * Returns: (transfer full): resolves once it is open; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_store_open (ParvisStore *self)
{
  Opening *opening;

  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  if (self->open)
    return dex_future_new_true ();

  opening = g_atomic_rc_box_new0 (Opening);
  g_weak_ref_init (&opening->store, self);
  opening->folder = g_strdup (self->folder);
  opening->service = g_strdup (self->service);
  opening->username = g_strdup (self->username);

  return dex_future_finally (weez_worker_run (self->write_worker, open_job,
                                              g_atomic_rc_box_acquire (opening), opening_unref),
                             opened, opening, opening_unref);
}

/**
 * parvis_store_close:
 * @self: a store
 *
 * Ends what is under way, then closes the file. What comes later is refused.
 *
 * Returns: (transfer full): resolves once it is closed
 */
DexFuture *
parvis_store_close (ParvisStore *self)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  if (!self->open)
    return dex_future_new_true ();

  self->open = FALSE;
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->reader, parvis_database_free);

  return parvis_store_close_files (self->look, self->read_worker, g_steal_pointer (&self->searcher),
                                   self->write_worker, g_steal_pointer (&self->writer));
}

/**
 * parvis_store_is_open:
 * @self: a store
 *
 * Returns: whether it can be read
 */
gboolean
parvis_store_is_open (ParvisStore *self)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), FALSE);

  return self->open;
}

/**
 * parvis_store_is_writable:
 * @self: an open store
 * @error: return location for why it is not: a newer Parvis made it, or the disk cannot be written
 *
 * Returns: whether it can be
 */
gboolean
parvis_store_is_writable (ParvisStore  *self,
                          GError      **error)
{
  int code = self->newer ? PARVIS_STORE_ERROR_NEWER : PARVIS_STORE_ERROR_READ_ONLY;

  if (self->read_only)
    g_set_error_literal (error, PARVIS_STORE_ERROR, code, "the store can only be read");

  return !self->read_only;
}

/**
 * parvis_store_get_set_aside:
 * @self: an open store
 *
 * Returns: (transfer none) (nullable): the path of the damaged file that was set aside just now
 */
const char *
parvis_store_get_set_aside (ParvisStore *self)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return self->set_aside;
}

/**
 * parvis_store_dup_name:
 * @service: where the service of an account is
 * @username: (nullable): who signed in
 *
 * Returns: (transfer full): the name of the account's file, which says nothing about it
 */
char *
parvis_store_dup_name (const char *service,
                       const char *username)
{
  g_autofree char *path = parvis_store_file_dup_path (NULL, service, username);

  return g_path_get_basename (path);
}

/**
 * parvis_store_get_path:
 * @self: a store
 *
 * Returns: (transfer none): its file
 */
const char *
parvis_store_get_path (ParvisStore *self)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return self->path;
}

/**
 * parvis_store_get_zone:
 * @self: a store
 *
 * Returns: (transfer none): the zone of the account's times
 */
GTimeZone *
parvis_store_get_zone (ParvisStore *self)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return self->zone;
}

/* ---- jobs ---- */

typedef enum { JOB_READS, JOB_WRITES, JOB_WRITES_ASIDE } JobKind;

typedef struct
{
  ParvisLook      *look;
  ParvisDatabase  *database;
  JobKind          kind;
  ParvisStoreFunc  func;
  gpointer         data;
  GDestroyNotify   destroy;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->destroy != NULL)
    job->destroy (job->data);
  parvis_look_leave (job->look);
  g_object_unref (job->look);
  g_free (job);
}

static gboolean
run_in_transaction (Job     *job,
                    GError **error)
{
  sqlite3 *handle = parvis_database_get_handle (job->database);
  gint64 n_changes = sqlite3_total_changes64 (handle);

  if (!job->func (job->database, job->data, error))
    return FALSE;

  if (job->kind == JOB_WRITES && sqlite3_total_changes64 (handle) != n_changes &&
      !parvis_database_execute (job->database,
                                "UPDATE meta SET value = value + 1 WHERE name = 'edition'", error))
    return FALSE;

  return parvis_database_commit (job->database, error);
}

static DexFuture *
run_job (gpointer data)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;

  if (!(job->kind == JOB_READS ? parvis_database_begin_read (job->database, &error)
                               : parvis_database_begin (job->database, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!run_in_transaction (job, &error))
    {
      parvis_database_rollback (job->database);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  return dex_future_new_true ();
}

static DexFuture *
start_job (ParvisStore     *self,
           JobKind          kind,
           ParvisStoreFunc  func,
           gpointer         data,
           GDestroyNotify   destroy)
{
  gboolean writes = kind != JOB_READS;
  Job *job;
  GError *error = NULL;

  if (!self->open)
    error = g_error_new_literal (PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED, "not open");
  else if (writes)
    parvis_store_is_writable (self, &error);
  if (error != NULL)
    {
      if (destroy != NULL)
        destroy (data);
      return dex_future_new_for_error (error);
    }

  parvis_look_enter (self->look);
  job = g_new0 (Job, 1);
  job->look = g_object_ref (self->look);
  job->database = writes ? self->writer : self->searcher;
  job->kind = kind;
  job->func = func;
  job->data = data;
  job->destroy = destroy;

  return weez_worker_run (writes ? self->write_worker : self->read_worker, run_job, job, job_free);
}

static DexFuture *
written (DexFuture *completed,
         gpointer   user_data)
{
  g_autoptr(ParvisStore) self = parvis_weak_get (user_data);

  if (self != NULL && self->open)
    file_changed_cb (self);

  return dex_ref (completed);
}

/**
 * parvis_store_write:
 * @self: an open store
 * @func: runs in the writer's thread, in a transaction that is taken back if it fails
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data, in that thread
 *
 * To be waited for to its end where @data is read afterwards.
 *
 * Returns: (transfer full): resolves once it is on the disk, or rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_store_write (ParvisStore     *self,
                    ParvisStoreFunc  func,
                    gpointer         data,
                    GDestroyNotify   destroy)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return dex_future_finally (start_job (self, JOB_WRITES, func, data, destroy),
                             written, parvis_weak_new (self), parvis_weak_free);
}

/**
 * parvis_store_write_aside:
 * @self: an open store
 * @func: runs as in parvis_store_write()
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data, in that thread
 *
 * Writes what no list of the account shows: none looks again because of it.
 *
 * Returns: (transfer full): resolves once it is on the disk, or rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_store_write_aside (ParvisStore     *self,
                          ParvisStoreFunc  func,
                          gpointer         data,
                          GDestroyNotify   destroy)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return start_job (self, JOB_WRITES_ASIDE, func, data, destroy);
}

/**
 * parvis_store_read:
 * @self: an open store
 * @func: runs in the reader's thread
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data, in that thread
 *
 * Returns: (transfer full): resolves once @func has run, or rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_store_read (ParvisStore     *self,
                   ParvisStoreFunc  func,
                   gpointer         data,
                   GDestroyNotify   destroy)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return start_job (self, JOB_READS, func, data, destroy);
}

/**
 * parvis_store_look:
 * @self: an open store
 * @func: runs in a thread and with a connection of its own, and stands still while others wait
 * @data: (transfer full): for @func
 * @destroy: (nullable): frees @data, in that thread
 *
 * For what takes long and for which nobody waits. Closing the store interrupts it.
 *
 * Returns: (transfer full): resolves once @func has run; rejects with %PARVIS_STORE_ERROR or, where
 *   the store was closed, with %G_IO_ERROR_CANCELLED
 */
DexFuture *
parvis_store_look (ParvisStore     *self,
                   ParvisStoreFunc  func,
                   gpointer         data,
                   GDestroyNotify   destroy)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  if (self->open)
    return parvis_look_run (self->look, func, data, destroy);

  if (destroy != NULL)
    destroy (data);

  return dex_future_new_reject (PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FAILED, "not open");
}

/**
 * parvis_store_get_reader:
 * @self: an open store
 *
 * Returns: (transfer none) (nullable): the connection of the thread that opened it, for reads by
 *   key that take no time
 */
ParvisDatabase *
parvis_store_get_reader (ParvisStore *self)
{
  g_return_val_if_fail (PARVIS_IS_STORE (self), NULL);

  return self->reader;
}

/* ---- one sync at a time ---- */

/**
 * parvis_store_lock_sync:
 * @self: an open store
 * @error: return location for %PARVIS_STORE_ERROR_BUSY, or for why it cannot be locked
 *
 * Only one process refreshes an account at a time; the others read.
 *
 * Returns: whether it is this one
 */
gboolean
parvis_store_lock_sync (ParvisStore  *self,
                        GError      **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (PARVIS_IS_STORE (self), FALSE);

  if (self->lock >= 0)
    return TRUE;

  path = g_strconcat (self->path, ".lock", NULL);
  self->lock = open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  g_set_error_literal (error, PARVIS_STORE_ERROR, self->lock >= 0 ? PARVIS_STORE_ERROR_BUSY
                       : parvis_store_error_for_errno (errno), "others cannot be kept away");
  parvis_store_unlock_sync (self);

  return FALSE;
}

/**
 * parvis_store_unlock_sync:
 * @self: a store
 *
 * Lets others refresh the account.
 */
void
parvis_store_unlock_sync (ParvisStore *self)
{
  g_return_if_fail (PARVIS_IS_STORE (self));

  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}
