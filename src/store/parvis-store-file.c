#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "parvis-store-file.h"

#include "parvis-backup.h"
#include "parvis-private-file.h"
#include "parvis-store-error.h"

#define LOCK_MILLISECONDS 10000
#define LOCK_STEP 20

/* ---- names ---- */

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* A service on this computer has another port each time that it starts. */
static char *
dup_service_name (const char *service)
{
  g_autoptr(GUri) uri = g_uri_parse (service, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  gboolean local;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (service);

  local = g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (g_uri_get_host (uri));

  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     local ? -1 : g_uri_get_port (uri), g_uri_get_path (uri), NULL, NULL);
}

/**
 * parvis_store_file_dup_path:
 * @folder: (nullable): where stores are kept; null for the user's own place
 * @service: where the service of the account is
 * @username: (nullable): who signed in
 *
 * Returns: (transfer full): the account's file, whose name says nothing about it
 */
char *
parvis_store_file_dup_path (const char *folder,
                            const char *service,
                            const char *username)
{
  g_autofree char *place = folder != NULL ? g_strdup (folder)
                                          : g_build_filename (g_get_user_data_dir (), "parvis",
                                                              NULL);
  g_autofree char *name = dup_service_name (service);
  g_autofree char *account = g_strconcat (name, "\n", username != NULL ? username : "", NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, account, -1);
  g_autofree char *file = g_strdup_printf ("%.32s.db", digest);

  return g_build_filename (place, file, NULL);
}

/* ---- who uses it ---- */

/* Everyone who has the store open shares a lock on a file beside it. Whoever is alone may look for
 * damage and set it aside; the others wait until that is done. A lock that cannot be made is none:
 * nothing can be set aside there either. */
static gboolean
lock_use (const char  *path,
          int         *descriptor,
          gboolean    *alone,
          GError     **error)
{
  g_autofree char *name = g_strconcat (path, ".use", NULL);

  *alone = FALSE;
  *descriptor = open (name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
  if (*descriptor < 0)
    return TRUE;

  *alone = flock (*descriptor, LOCK_EX | LOCK_NB) == 0;
  for (guint waited = 0; !*alone && flock (*descriptor, LOCK_SH | LOCK_NB) != 0;
       waited += LOCK_STEP)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        return TRUE;
      if (waited >= LOCK_MILLISECONDS)
        {
          g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_BUSY,
                               "another process is opening the store");
          return FALSE;
        }
      g_usleep (LOCK_STEP * 1000);
    }

  return TRUE;
}

/* ---- whose it is ---- */

/* A new store gets its name and what people wrote in one transaction: cut before its end, it is
 * still new. */
static gboolean
settle (ParvisDatabase      *database,
        const char          *path,
        const char          *service,
        const char          *username,
        ParvisStoreOutcome  *outcome,
        GError             **error)
{
  if (!parvis_database_begin (database, error))
    return FALSE;

  if (parvis_database_write_fact (database, "meta", "service", service, error) &&
      parvis_database_write_fact (database, "meta", "username", username, error) &&
      parvis_backup_restore (database, path, &outcome->n_restored, error) &&
      parvis_database_commit (database, error))
    {
      outcome->created = outcome->set_aside == NULL;
      return TRUE;
    }

  parvis_database_rollback (database);

  return FALSE;
}

static gboolean
check_account (ParvisDatabase      *database,
               const char          *path,
               const char          *service,
               const char          *username,
               ParvisStoreOutcome  *outcome,
               GError             **error)
{
  g_autofree char *name = dup_service_name (service);
  g_autofree char *its_service = parvis_database_read_fact (database, "meta", "service", error);
  g_autofree char *its_username = NULL;

  if (its_service == NULL ||
      !(its_username = parvis_database_read_fact (database, "meta", "username", error)))
    return FALSE;

  if (*its_service == '\0' && !outcome->read_only)
    return settle (database, path, name, username, outcome, error);

  if (g_str_equal (its_service, name) && g_str_equal (its_username, username))
    return TRUE;

  g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_FOREIGN,
                       "the store is another account's");

  return FALSE;
}

/* ---- damage ---- */

/* A clean end leaves no log behind. */
static gboolean
is_suspect (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *mark = g_strconcat (path, ".suspect", NULL);

  return parvis_private_file_get_size (log) > 0 || parvis_private_file_exists (mark);
}

static gboolean
is_sound (const char      *path,
          ParvisDatabase  *database,
          GError         **error)
{
  g_autofree char *mark = g_strconcat (path, ".suspect", NULL);
  gboolean marked = parvis_private_file_exists (mark);
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, marked ? "PRAGMA integrity_check (1)"
                                              : "PRAGMA quick_check (1)", error);
  gboolean has_row;

  if (statement == NULL || !parvis_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0)
    {
      g_unlink (mark);
      return TRUE;
    }

  g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED,
                       "the store is damaged");

  return FALSE;
}

static char *
dup_free_name (const char *path)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  char *name = g_strconcat (path, ".damaged-", date, NULL);

  for (guint i = 2; parvis_private_file_exists (name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.damaged-%s-%u", path, date, i);
    }

  return name;
}

/* The file last: its log must never lie beside a new one. */
static gboolean
set_aside (const char  *path,
           char       **aside,
           GError     **error)
{
  static const char * const suffixes[] = { "-wal", "-shm", "-journal", "" };
  g_autofree char *name = dup_free_name (path);
  g_autofree char *mark = g_strconcat (path, ".suspect", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (name, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          g_set_error (error, PARVIS_STORE_ERROR, parvis_store_error_for_errno (errno),
                       "a damaged store cannot be set aside: %s", g_strerror (errno));
          return FALSE;
        }
    }

  g_unlink (mark);
  parvis_private_file_sync_folder (path);
  *aside = g_steal_pointer (&name);

  return TRUE;
}

/* ---- opening ---- */

static ParvisDatabase *
open_checked (const char          *path,
              const char          *service,
              const char          *username,
              gboolean             suspect,
              ParvisStoreOutcome  *outcome,
              GError             **error)
{
  g_autoptr(ParvisDatabase) database = NULL;

  database = parvis_database_open (path, !outcome->read_only, error);
  if (database == NULL)
    return NULL;

  outcome->newer = parvis_database_get_newer (database);
  outcome->read_only = outcome->read_only || outcome->newer;

  if ((!suspect || outcome->newer || is_sound (path, database, error)) &&
      check_account (database, path, service, username, outcome, error))
    return g_steal_pointer (&database);

  return NULL;
}

/* Nobody else has it open, so it may be replaced. */
static ParvisDatabase *
open_alone (const char          *path,
            const char          *service,
            const char          *username,
            ParvisStoreOutcome  *outcome,
            GError             **error)
{
  g_autoptr(GError) local = NULL;
  ParvisDatabase *database = open_checked (path, service, username, is_suspect (path), outcome,
                                           &local);

  if (database != NULL || !g_error_matches (local, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_DAMAGED))
    {
      if (database == NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return database;
    }

  g_warning ("%s; it is set aside", local->message);
  if (!set_aside (path, &outcome->set_aside, error))
    return NULL;

  outcome->newer = outcome->read_only = FALSE;

  return open_checked (path, service, username, FALSE, outcome, error);
}

/**
 * parvis_store_file_open:
 * @path: the file of an account, as of parvis_store_file_dup_path()
 * @service: where the service of the account is
 * @username: (nullable): who signed in
 * @outcome: (out): what happened; to be cleared in any case
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Opens a store to write, or makes it. A damaged one is set aside, unless another process uses it;
 * what people wrote comes back from the last good backup. What cannot be written is opened to
 * read.
 *
 * Returns: (transfer full) (nullable): a connection
 */
ParvisDatabase *
parvis_store_file_open (const char          *path,
                        const char          *service,
                        const char          *username,
                        ParvisStoreOutcome  *outcome,
                        GError             **error)
{
  const char *name = username != NULL ? username : "";
  g_autoptr(GError) local = NULL;
  g_autofd int descriptor = -1;
  ParvisDatabase *database = NULL;
  gboolean alone = FALSE;

  *outcome = (ParvisStoreOutcome) { 0 };

  if (parvis_private_file_make_folder (path, &local))
    {
      if (!lock_use (path, &descriptor, &alone, error))
        return NULL;
      if (alone)
        database = open_alone (path, service, name, outcome, &local);
      else
        database = open_checked (path, service, name, FALSE, outcome, &local);
    }

  if (database == NULL && parvis_private_file_exists (path) &&
      g_error_matches (local, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_READ_ONLY))
    {
      g_clear_error (&local);
      outcome->read_only = TRUE;
      database = open_checked (path, service, name, FALSE, outcome, &local);
    }

  if (database == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  if (descriptor >= 0)
    {
      if (alone)
        flock (descriptor, LOCK_SH);
      parvis_database_hold (database, g_steal_fd (&descriptor));
    }

  return database;
}

/**
 * parvis_store_outcome_clear:
 * @self: an outcome
 *
 * Frees what it holds.
 */
void
parvis_store_outcome_clear (ParvisStoreOutcome *self)
{
  g_clear_pointer (&self->set_aside, g_free);
}
