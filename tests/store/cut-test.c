#include "cut-test.h"

#include <string.h>

#include "parvis-sync.h"
#include "store-check.h"
#include "store-test.h"

#define PAGE_SIZE 8
/* As many in the first event, where others have several dates. */
#define EVENT_ROWS 50

static gboolean
sync_some (ParvisStore  *store,
           WeezClient   *client,
           const char   *event,
           gboolean      complete,
           GError      **error)
{
  const char *events[] = { event, NULL };
  g_autoptr(ParvisSync) sync = parvis_sync_new (store, client);
  g_autoptr(DexFuture) future = NULL;
  const GValue *value;

  parvis_sync_set_page_size (sync, PAGE_SIZE);
  parvis_sync_set_batch_size (sync, PAGE_SIZE / 2);
  parvis_sync_set_complete (sync, complete);
  if (event != NULL)
    parvis_sync_set_events (sync, events);
  value = await (future = parvis_sync_run (sync), error);

  return value != NULL && g_value_get_boolean (value);
}

gboolean
cut_test_sync (ParvisStore  *store,
               WeezClient   *client,
               gboolean      complete,
               GError      **error)
{
  return sync_some (store, client, NULL, complete, error);
}

void
cut_test_sync_well (ParvisStore *store,
                    WeezClient  *client,
                    gboolean     complete)
{
  g_autoptr(GError) error = NULL;
  gboolean done = cut_test_sync (store, client, complete, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

/* Of an account that was never read. */
void
cut_test_start_first (CutTest *self)
{
  g_autofree char *id = history_reader_start_with (&self->reader, EVENT_ROWS);
  g_autofree char *truth = history_server_dup_truth (self->reader.server);

  self->truth = g_strconcat ("\n", truth, NULL);
}

/* One event has been read, the others not yet: a sync that goes everywhere. */
void
cut_test_start_next (CutTest *self)
{
  g_autofree char *id = history_reader_start_with (&self->reader, EVENT_ROWS);
  g_autofree char *then = history_server_dup_truth (self->reader.server);
  g_autofree char *now = NULL;
  g_autoptr(GError) error = NULL;
  ParvisStore *store;

  self->before = store_test_make_folder ();
  store = store_test_open (self->before, self->reader.client);
  g_assert_true (sync_some (store, self->reader.client, id, FALSE, &error));
  store_test_close (&store);
  for (guint i = 0; i < 4; i++)
    history_server_step (self->reader.server);

  now = history_server_dup_truth (self->reader.server);
  g_assert_cmpstr (then, !=, now);
  self->truth = g_strconcat ("\n", then, now, NULL);
}

void
cut_test_clear (CutTest *self)
{
  history_reader_clear (&self->reader);
  g_free (self->truth);
  if (self->before != NULL)
    store_test_remove_folder (&self->before);
}

/* For one try: a copy of what was held before. */
char *
cut_test_make_folder (CutTest *self)
{
  char *folder = store_test_make_folder ();
  g_autoptr(GDir) dir = NULL;
  const char *name;

  if (self->before == NULL)
    return folder;

  dir = g_dir_open (self->before, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr(GFile) from = g_file_new_build_filename (self->before, name, NULL);
      g_autoptr(GFile) to = g_file_new_build_filename (folder, name, NULL);
      g_autoptr(GError) error = NULL;

      g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }

  return folder;
}

static void
check (const char *where,
       char       *problem)
{
  g_autofree char *owned = problem;

  if (owned != NULL)
    g_error ("cut at %s: %s", where, owned);
}

/* What is there is whole, and each participant as the service once said. */
void
cut_test_check_left (CutTest     *self,
                     ParvisStore *store,
                     const char  *where)
{
  const char *path = parvis_store_get_path (store);
  g_auto(GStrv) rows = store_check_dup_lines (path, STORE_CHECK_ROWS);

  check (where, store_check_soundness (path));
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_autofree char *line = g_strconcat ("\n", rows[i], "\n", NULL);

      if (strstr (self->truth, line) == NULL)
        check (where, g_strdup_printf ("\"%s\" never was", rows[i]));
    }
}

/* The next sync gets all that is new, and those after it all that there is. */
void
cut_test_check_mended (CutTest     *self,
                       ParvisStore *store,
                       const char  *where)
{
  const char *path = parvis_store_get_path (store);
  g_autoptr(GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  cut_test_sync_well (store, self->reader.client, FALSE);
  check (where, store_check_changes (path, self->reader.server, none));
  cut_test_sync_well (store, self->reader.client, TRUE);
  cut_test_sync_well (store, self->reader.client, TRUE);
  check (where, store_check_truth (path, self->reader.server));
  check (where, store_check_soundness (path));
}
