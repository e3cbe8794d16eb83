#include "config.h"

#include <sqlite3.h>

#include "parvis-check.h"

#include "parvis-daily.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
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
check_integrity (ParvisDatabase  *database,
                 WeezListing     *listing,
                 GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "PRAGMA integrity_check", error);
  gboolean has_row = FALSE;
  gint64 n_faults = 0;

  if (statement == NULL)
    return FALSE;

  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        {
          add_check (listing, "integrity", n_faults, n_faults == 0);
          return TRUE;
        }
      n_faults += g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0;
    }

  return FALSE;
}

static gboolean
is_sound (ParvisDatabase  *database,
          GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "PRAGMA quick_check (1)", error);

  if (statement == NULL || !parvis_statement_step (statement, NULL, error))
    return FALSE;

  if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0)
    return TRUE;

  parvis_database_set_error (parvis_database_get_handle (database), SQLITE_CORRUPT, error);

  return FALSE;
}

/**
 * parvis_check_weekly:
 * @database: a store, in a transaction
 * @now: our time, in seconds since 1970
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Looks through a store that was not looked through for a week. A damaged one is written down as
 * such, so that it is set aside as soon as nobody has it open.
 *
 * Returns: whether no damage was found
 */
gboolean
parvis_check_weekly (ParvisDatabase  *database,
                     gint64           now,
                     GError         **error)
{
  g_autoptr(ParvisStatement) note = NULL;
  gint64 checked;

  if (!parvis_database_read_number (database, "SELECT max (value) FROM meta WHERE name = 'checked'",
                                    &checked, error))
    return FALSE;

  /* Our clock may have been wrong. */
  if (checked <= now && now - checked < WEEK)
    return TRUE;

  /* A new one has just been written whole. */
  if ((checked != 0 && !is_sound (database, error)) ||
      (note = parvis_database_prepare (database, "INSERT OR REPLACE INTO meta (name, value)"
                                       " VALUES ('checked', ?1)", error)) == NULL)
    return FALSE;

  parvis_statement_bind_int (note, 1, now);

  return parvis_statement_run (note, error);
}

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
  gboolean right;

  if (!check_integrity (database, listing, error) ||
      !count (database, "SELECT count(*) FROM pragma_foreign_key_check", &n_strays, error) ||
      !parvis_daily_check (database, &right, error) ||
      !count (database, "SELECT count(*) FROM participant", &n_people, error) ||
      !count (database, "SELECT count(*) FROM unindexed", &n_unindexed, error) ||
      !count (database, "SELECT count(*) FROM word_search", &n_found, error))
    return FALSE;

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
