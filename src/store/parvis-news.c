#include "config.h"

#include <sqlite3.h>
#include <stdio.h>

#include "parvis-news.h"

#include "parvis-change.h"
#include "parvis-setting.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"

/* A place in the feed and a time. */
#define SETTING "told"

G_DEFINE_FINAL_TYPE (ParvisNews, parvis_news, G_TYPE_OBJECT)

static void
item_free (gpointer data)
{
  ParvisNewsItem *item = data;

  g_free (item->id_event);
  g_free (item->event);
  g_free (item);
}

static void
parvis_news_finalize (GObject *object)
{
  g_ptr_array_unref (PARVIS_NEWS (object)->items);

  G_OBJECT_CLASS (parvis_news_parent_class)->finalize (object);
}

static void
parvis_news_class_init (ParvisNewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_news_finalize;
}

static void
parvis_news_init (ParvisNews *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
}

static void
news_unref (gpointer data)
{
  ParvisNews **news = data;

  g_clear_object (news);
}

static void
box_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, news_unref);
}

/* Where nobody was told anything, what is there already is no news; nor is it where the feed began
 * anew. */
static gboolean
read_mark (ParvisDatabase  *database,
           ParvisNews      *news,
           gint64          *after,
           GError         **error)
{
  g_autofree char *told = parvis_database_read_fact (database, "user_setting", SETTING, error);

  if (told == NULL ||
      !parvis_database_read_number (database, "SELECT ifnull (max (seq), 0) FROM change",
                                    &news->last, error))
    return FALSE;

  news->marked = *told != '\0';
  if (sscanf (told, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, after, &news->told_at) != 2 ||
      *after > news->last)
    *after = news->last;

  return TRUE;
}

static const char news_sql[] =
  "WITH news AS (SELECT event.id AS id, event.name AS name, change.kind AS kind,"
  "  change.participant AS participant FROM change JOIN event ON event.key = change.event"
  "  WHERE seq > ?1 AND event.gone = 0 AND seq > ifnull ((SELECT CAST (value AS INTEGER)"
  "   FROM user_setting WHERE user_setting.name = 'looked.' || event.id), 0)) "
  "SELECT id, name,"
  " count (DISTINCT CASE WHEN kind IN (?2, ?3) AND EXISTS (SELECT 1 FROM participant"
  "   WHERE participant.id = news.participant AND paid AND NOT deleted AND gone = 0)"
  "  THEN participant END) AS sold,"
  " count (DISTINCT CASE WHEN kind IN (?4, ?5) THEN participant END) AS cancelled"
  " FROM news GROUP BY id HAVING sold + cancelled > 0 ORDER BY sold + cancelled DESC, id";

static gboolean
read_news (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  ParvisNews *news = *(ParvisNews **) data;
  g_autoptr(ParvisStatement) statement = NULL;
  gboolean has_row = FALSE;
  gint64 after = 0;

  if (!read_mark (database, news, &after, error) ||
      (statement = parvis_database_prepare (database, news_sql, error)) == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, after);
  parvis_statement_bind_int (statement, 2, PARVIS_CHANGE_NEW);
  parvis_statement_bind_int (statement, 3, PARVIS_CHANGE_PAID);
  parvis_statement_bind_int (statement, 4, PARVIS_CHANGE_REFUNDED);
  parvis_statement_bind_int (statement, 5, PARVIS_CHANGE_DELETED);

  while (parvis_statement_step (statement, &has_row, error))
    {
      ParvisNewsItem *item;

      if (!has_row)
        return TRUE;

      item = g_new0 (ParvisNewsItem, 1);
      item->id_event = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      item->event = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      item->sold = sqlite3_column_int64 (statement, 2);
      item->cancelled = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (news->items, item);
    }

  return FALSE;
}

static DexFuture *
give (DexFuture *completed,
      gpointer   user_data)
{
  return dex_future_new_take_object (g_object_ref (*(ParvisNews **) user_data));
}

/**
 * parvis_news_read:
 * @store: an open store
 *
 * Returns: (transfer full): resolves to #ParvisNews; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_news_read (ParvisStore *store)
{
  ParvisNews **box;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);

  /* Held by the job as well, which goes on if nobody waits for it any more. */
  box = g_atomic_rc_box_new0 (ParvisNews *);
  *box = g_object_new (PARVIS_TYPE_NEWS, NULL);

  return dex_future_then (parvis_store_read (store, read_news, g_atomic_rc_box_acquire (box),
                                             box_unref),
                          give, box, box_unref);
}

/**
 * parvis_news_told:
 * @store: an open store
 * @news: (transfer none): what somebody was told, or need not be
 * @time: seconds since 1970 when they were told something last
 *
 * Nobody is told the same again, not even after a restart.
 *
 * Returns: (transfer full): resolves once it is kept; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_news_told (ParvisStore *store,
                  ParvisNews  *news,
                  gint64       time)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (PARVIS_IS_NEWS (news), NULL);

  value = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, news->last, time);

  return parvis_setting_write (store, SETTING, value);
}
