#include "config.h"

#include <sqlite3.h>

#include "parvis-check.h"

#include "parvis-daily.h"
#include "parvis-indexer.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "weez-fiber.h"
#include "weez-listing.h"

#define WEEK (7 * 24 * 60 * 60)

G_DEFINE_FINAL_TYPE (ParvisCheck, parvis_check, WEEZ_TYPE_RECORD)

static const WeezField fields[] = {
  WEEZ_FIELD (ParvisCheck, name,  "name"),
  WEEZ_FIELD (ParvisCheck, found, "found"),
  WEEZ_FIELD (ParvisCheck, well,  "well"),
};

static void
parvis_check_class_init (ParvisCheckClass *klass)
{
  weez_record_class_set_fields (WEEZ_RECORD_CLASS (klass), fields, G_N_ELEMENTS (fields));
}

static void
parvis_check_init (ParvisCheck *self)
{
}

static void
add_check (WeezListing *listing,
           const char  *name,
           gint64       found,
           gboolean     well)
{
  ParvisCheck *self = g_object_new (PARVIS_TYPE_CHECK, NULL);

  self->name = g_strdup (name);
  self->found = found;
  self->well = well;
  g_ptr_array_add (listing->records, self);
}

/* SQLite's own words name tables and pages, never what is in them, and are not for people. */
static gboolean
count_faults (ParvisDatabase  *database,
              guint           *n_faults,
              GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "PRAGMA integrity_check", error);
  gboolean has_row = FALSE;

  *n_faults = 0;
  if (statement == NULL)
    return FALSE;

  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      *n_faults += g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0;
    }

  return FALSE;
}

/* ---- once a week ---- */

/* Shared by the jobs and by who waits for them: either may go first. */
typedef struct
{
  gint64   now;
  gboolean due;
  guint    n_faults;
} Weekly;

/* The store is let go in its own thread. */
typedef struct
{
  ParvisStore *store;
  Weekly      *weekly;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_object_unref (look->store);
  g_atomic_rc_box_release (look->weekly);
  g_free (look);
}

static gboolean
read_due (ParvisDatabase  *database,
          gpointer         data,
          GError         **error)
{
  Weekly *weekly = data;
  gint64 checked;

  if (!parvis_database_read_number (database, "SELECT max (value) FROM meta WHERE name = 'checked'",
                                    &checked, error))
    return FALSE;

  /* Our clock may have been wrong. */
  weekly->due = checked > weekly->now || weekly->now - checked >= WEEK;

  return TRUE;
}

static gboolean
look_through (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  return count_faults (database, &((Weekly *) data)->n_faults, error);
}

static gboolean
note_checked (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  g_autoptr(ParvisStatement) note =
    parvis_database_prepare (database, "INSERT OR REPLACE INTO meta (name, value)"
                             " VALUES ('checked', ?1)", error);

  if (note == NULL)
    return FALSE;

  parvis_statement_bind_int (note, 1, ((Weekly *) data)->now);

  return parvis_statement_run (note, error);
}

static gboolean
await_job (Look             *look,
           DexFuture      *(*start) (ParvisStore *, ParvisStoreFunc, gpointer, GDestroyNotify),
           ParvisStoreFunc   func,
           GCancellable     *cancellable,
           GError          **error)
{
  return dex_await (weez_unless_cancelled (start (look->store, func,
                                                  g_atomic_rc_box_acquire (look->weekly),
                                                  g_atomic_rc_box_release),
                                           cancellable), error);
}

static DexFuture *
weekly_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Look *look = data;
  GError *error = NULL;

  if (!await_job (look, parvis_store_read, read_due, cancellable, &error))
    return dex_future_new_for_error (error);
  if (!look->weekly->due)
    return dex_future_new_true ();
  if (!await_job (look, parvis_store_look, look_through, cancellable, &error))
    return dex_future_new_for_error (error);

  if (look->weekly->n_faults > 0 && parvis_store_is_open (look->store))
    {
      ParvisDatabase *reader = parvis_store_get_reader (look->store);

      parvis_database_set_error (parvis_database_get_handle (reader), SQLITE_CORRUPT, &error);
      return dex_future_new_for_error (error);
    }

  if (!await_job (look, parvis_store_write, note_checked, cancellable, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_true ();
}

/**
 * parvis_check_weekly:
 * @store: an open store
 * @now: our time, in seconds since 1970
 *
 * Looks through all of a store that was not looked through for a week, while nobody waits for it
 * and until it is closed. A damaged one is written down as such, so that it is set aside as soon as
 * nobody has it open.
 *
 * Returns: (transfer full): resolves once nothing is left to look at; rejects with
 *   %PARVIS_STORE_ERROR_DAMAGED, or with what kept it from looking
 */
DexFuture *
parvis_check_weekly (ParvisStore *store,
                     gint64       now)
{
  Look *look;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);

  look = g_new0 (Look, 1);
  look->store = g_object_ref (store);
  look->weekly = g_atomic_rc_box_new0 (Weekly);
  look->weekly->now = now;

  return weez_fiber_spawn (weekly_fiber, look, look_free);
}

/**
 * parvis_check_begin:
 * @database: a store, in a transaction
 * @now: our time, in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Begins the first week of a store, which has just been written whole.
 *
 * Returns: whether it could
 */
gboolean
parvis_check_begin (ParvisDatabase  *database,
                    gint64           now,
                    GError         **error)
{
  g_autoptr(ParvisStatement) note =
    parvis_database_prepare (database, "INSERT OR IGNORE INTO meta (name, value)"
                             " VALUES ('checked', ?1)", error);

  if (note == NULL)
    return FALSE;

  parvis_statement_bind_int (note, 1, now);

  return parvis_statement_run (note, error);
}

/* ---- all that can be told ---- */

static gboolean
count (ParvisDatabase  *database,
       const char      *sql,
       gint64          *n,
       GError         **error)
{
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);

  if (statement == NULL || !parvis_statement_step (statement, NULL, error))
    return FALSE;

  *n = sqlite3_column_int64 (statement, 0);

  return TRUE;
}

static gboolean
run_checks (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  WeezListing *listing = data;
  gint64 n_strays;
  gint64 n_people;
  gint64 n_unindexed;
  gint64 n_found;
  guint n_faults;
  gboolean right;

  if (!count_faults (database, &n_faults, error) ||
      !count (database, "SELECT count(*) FROM pragma_foreign_key_check", &n_strays, error) ||
      !parvis_daily_check (database, &right, error) ||
      !count (database, "SELECT count(*) FROM participant", &n_people, error) ||
      !count (database, "SELECT count(*) FROM " PARVIS_INDEXER_WAITING, &n_unindexed, error) ||
      !count (database, "SELECT count(*) FROM search", &n_found, error))
    return FALSE;

  add_check (listing, "integrity", n_faults, n_faults == 0);
  add_check (listing, "foreign-keys", n_strays, n_strays == 0);
  add_check (listing, "counts", n_people, right);
  /* They are indexed by the next refresh. */
  add_check (listing, "unindexed", n_unindexed, n_unindexed <= n_people);
  add_check (listing, "search", n_found, n_found == n_people - n_unindexed);

  return TRUE;
}

static DexFuture *
give_list (DexFuture *completed,
           gpointer   user_data)
{
  return dex_future_new_take_object (g_object_ref (user_data));
}

/**
 * parvis_check_list:
 * @store: an open store
 *
 * Looks at all of a store, which takes a while with many participants.
 *
 * Returns: (transfer full): resolves to a #WeezListing of #ParvisCheck; rejects with
 *   %PARVIS_STORE_ERROR where it cannot even be read
 */
DexFuture *
parvis_check_list (ParvisStore *store)
{
  WeezListing *listing;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);

  listing = weez_listing_new_empty (PARVIS_TYPE_CHECK);

  return dex_future_then (parvis_store_read (store, run_checks, g_object_ref (listing),
                                             g_object_unref),
                          give_list, listing, g_object_unref);
}
