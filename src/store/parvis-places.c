#include "config.h"

#include "parvis-places.h"

#include "parvis-fold.h"

/* So many places are read on the way to the next one, sooner than it is looked up. */
#define MAX_STEPS 8

/* The places of names that begin alike, from the lowest. */
#define N_ALIKE (1 << PARVIS_FOLD_ORD_SHIFT)

/**
 * parvis_place_choose:
 * @database: in a transaction
 * @lowest: of the places where a participant belongs, from parvis_fold_ord()
 * @own: the place that they have, 0 for none
 * @ord: (out): the place they should have
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Finds a place in name order: of names that begin alike, the one above the last. Where all of them
 * are taken, it is among those of the next names.
 *
 * Returns: whether it could
 */
gboolean
parvis_place_choose (ParvisDatabase  *database,
                     gint64           lowest,
                     gint64           own,
                     gint64          *ord,
                     GError         **error)
{
  g_autoptr(ParvisStatement) last = NULL;
  gboolean taken = FALSE;

  *ord = own;
  if (own != 0 && own >> PARVIS_FOLD_ORD_SHIFT == lowest >> PARVIS_FOLD_ORD_SHIFT)
    return TRUE;

  last = parvis_database_prepare (database, "SELECT ord FROM participant WHERE ord BETWEEN ?1"
                                  " AND ?2 ORDER BY ord DESC LIMIT 1", error);
  if (last == NULL)
    return FALSE;

  do
    {
      parvis_statement_bind_int (last, 1, lowest);
      parvis_statement_bind_int (last, 2, lowest + N_ALIKE - 1);
      if (!parvis_statement_step (last, &taken, error))
        return FALSE;
      *ord = taken ? sqlite3_column_int64 (last, 0) + 1 : lowest;
      lowest += N_ALIKE;
      sqlite3_reset (last);
    }
  while (*ord == lowest);

  return TRUE;
}

/**
 * parvis_places_open:
 * @self: all zero
 * @database: a connection of this thread
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could
 */
gboolean
parvis_places_open (ParvisPlaces    *self,
                    ParvisDatabase  *database,
                    GError         **error)
{
  /* All of it is in the index. */
  self->statement = parvis_database_prepare (database, "SELECT ord, key, sort_key, event"
                                             " FROM participant WHERE ord >= ?1 ORDER BY ord",
                                             error);
  self->at = G_MININT64;

  return self->statement != NULL;
}

void
parvis_places_clear (ParvisPlaces *self)
{
  g_clear_pointer (&self->statement, parvis_statement_release);
}

static gboolean
step (ParvisPlaces  *self,
      GError       **error)
{
  gboolean has_row = FALSE;

  if (!parvis_statement_step (self->statement, &has_row, error))
    return FALSE;

  self->at = has_row ? sqlite3_column_int64 (self->statement, PARVIS_PLACE_ORD) : G_MAXINT64;

  return TRUE;
}

/**
 * parvis_places_find:
 * @self: places
 * @ord: a place, not below the one that was sought last
 * @found: (out): whether somebody has it
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could be looked for
 */
gboolean
parvis_places_find (ParvisPlaces  *self,
                    gint64         ord,
                    gboolean      *found,
                    GError       **error)
{
  gboolean begun = self->at != G_MININT64;

  for (guint i = 0; begun && self->at < ord && i < MAX_STEPS; i++)
    if (!step (self, error))
      return FALSE;

  if (self->at < ord)
    {
      sqlite3_reset (self->statement);
      parvis_statement_bind_int (self->statement, 1, ord);
      if (!step (self, error))
        return FALSE;
    }
  *found = self->at == ord;

  return TRUE;
}

/**
 * parvis_places_add:
 * @self: at a place that was found
 * @placed: (element-type ParvisPlaced): gets who has it
 */
void
parvis_places_add (ParvisPlaces *self,
                   GArray       *placed)
{
  const void *sort_key = sqlite3_column_blob (self->statement, PARVIS_PLACE_SORT_KEY);
  gsize length = (gsize) sqlite3_column_bytes (self->statement, PARVIS_PLACE_SORT_KEY);
  ParvisPlaced one = {
    sqlite3_column_int64 (self->statement, PARVIS_PLACE_KEY), self->at,
    g_bytes_new (sort_key, length),
  };

  g_array_append_val (placed, one);
}

static void
placed_clear (gpointer data)
{
  g_bytes_unref (((ParvisPlaced *) data)->sort_key);
}

/**
 * parvis_placed_new:
 *
 * Returns: (transfer full) (element-type ParvisPlaced): for parvis_places_add()
 */
GArray *
parvis_placed_new (void)
{
  GArray *placed = g_array_new (FALSE, FALSE, sizeof (ParvisPlaced));

  g_array_set_clear_func (placed, placed_clear);

  return placed;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const ParvisPlaced *left = a;
  const ParvisPlaced *right = b;
  int order = g_bytes_compare (left->sort_key, right->sort_key);

  return order != 0 ? order : (left->key > right->key) - (left->key < right->key);
}

/**
 * parvis_placed_sort:
 * @placed: (element-type ParvisPlaced): participants
 *
 * Sorts them exactly.
 */
void
parvis_placed_sort (GArray *placed)
{
  g_array_sort (placed, compare);
}

static void
move_keys (GArray *placed,
           GArray *keys,
           guint   limit)
{
  parvis_placed_sort (placed);
  for (guint i = 0; i < placed->len && keys->len < limit; i++)
    g_array_append_val (keys, g_array_index (placed, ParvisPlaced, i).key);
  g_array_set_size (placed, 0);
}

/**
 * parvis_placed_list:
 * @database: a connection of this thread
 * @limit: at most so many, the first ones
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Lists everybody in name order. Those whose names begin alike are sorted at a time, so that the
 * first ones are there at once, however many follow.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): their keys
 */
GArray *
parvis_placed_list (ParvisDatabase  *database,
                    guint            limit,
                    GError         **error)
{
  g_auto(ParvisPlaces) places = { 0 };
  g_autoptr(GArray) placed = parvis_placed_new ();
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 beginning = -1;

  if (!parvis_places_open (&places, database, error))
    return NULL;

  parvis_statement_bind_int (places.statement, 1, 0);
  while (places.at != G_MAXINT64 && keys->len < limit)
    {
      if (!step (&places, error))
        return NULL;

      if (places.at >> PARVIS_FOLD_ORD_SHIFT != beginning)
        move_keys (placed, keys, limit);
      beginning = places.at >> PARVIS_FOLD_ORD_SHIFT;
      if (places.at != G_MAXINT64)
        parvis_places_add (&places, placed);
    }
  move_keys (placed, keys, limit);

  return g_steal_pointer (&keys);
}
