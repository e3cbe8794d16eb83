#include "config.h"

#include <string.h>

#include "parvis-search-private.h"

#include "parvis-fold.h"
#include "parvis-index-row.h"
#include "parvis-indexer.h"
#include "parvis-name-words.h"
#include "parvis-places.h"
#include "parvis-spelling.h"

/* Rows read beyond the limit so that those of like names come in their exact order. */
#define MAX_ALIKE 4000
/* Pieces of an address that are looked up. Of a small event, who has two of them are few, and each
 * more is gone through from end to end. */
#define MAX_PIECES 4
#define MAX_PIECES_OF_EVENT 2

/* ---- events ---- */

/* The term of an event that most people are of has so many rows that going through them costs more
 * than leaving those of other events out. */
static gboolean
weigh_event (ParvisSearchRun  *run,
             GError          **error)
{
  g_autoptr(ParvisStatement) statement = NULL;

  if (run->event == 0)
    return TRUE;

  statement = parvis_database_prepare (run->database, "SELECT 2 * total (completed_rows) FILTER"
                                       " (WHERE event = ?1) > total (completed_rows)"
                                       " FROM event_sync", error);
  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, run->event);
  if (!parvis_statement_step (statement, NULL, error))
    return FALSE;
  run->looks = sqlite3_column_int (statement, 0) != 0;

  return TRUE;
}

void
parvis_search_run_append_event (ParvisSearchRun *run,
                                GString         *expression)
{
  g_autofree char *event = NULL;

  if (run->event == 0 || run->looks)
    return;

  event = parvis_index_event_word (run->event);
  g_string_append_printf (expression, " AND \"%s\"", event);
}

gboolean
parvis_search_run_is_of_event (ParvisSearchRun  *run,
                               gint64            ord,
                               gboolean         *is,
                               GError          **error)
{
  g_autoptr(ParvisStatement) statement = NULL;

  *is = TRUE;
  if (run->event == 0)
    return TRUE;

  /* By the place: the index of the event has everybody in it. */
  statement = parvis_database_prepare (run->database, "SELECT 1 FROM participant"
                                       " WHERE ord = ?1 AND +event = ?2", error);
  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, ord);
  parvis_statement_bind_int (statement, 2, run->event);

  return parvis_statement_step (statement, is, error);
}

/* ---- words ---- */

static gboolean
is_of_small_event (const ParvisSearchRun *run)
{
  return run->event != 0 && !run->looks;
}

/* Of a small event, few have the longer ones of several words: it takes less to look at them than
 * to go through all who have a word that begins with a letter or two. */
static gboolean
mixes_short_words (const ParvisSearchRun *run)
{
  const ParvisSearch *self = run->search;
  guint n_short = 0;

  for (guint i = 0; i < self->n_words; i++)
    n_short += parvis_search_is_short (self->words[i]);

  return n_short > 0 && n_short < self->n_words;
}

static gboolean
append_word (ParvisSearchRun  *run,
             GString          *expression,
             const char       *word,
             gboolean          long_ones,
             GError          **error)
{
  if (long_ones && parvis_search_is_short (word))
    return TRUE;

  g_string_append (expression, g_str_has_suffix (expression->str, "(") ? "" : " AND ");

  return parvis_name_words_append (run->database, expression, word, error);
}

/* "de la tour" as it is, and with neighbours joined: "dela tour", "de latour", "delatour". */
static char *
dup_expression (ParvisSearchRun  *run,
                gboolean          long_ones,
                GError          **error)
{
  const ParvisSearch *self = run->search;
  g_autoptr(GString) expression = g_string_new ("(");
  guint n_joins = parvis_search_count_joins (self);

  for (guint variant = 0; variant < parvis_search_count_variants (n_joins); variant++)
    {
      g_autoptr(GString) word = g_string_new (self->words[0]);
      guint joins = parvis_search_get_joins (variant, n_joins);

      g_string_append (expression, variant > 0 ? " OR (" : "(");
      for (guint i = 1; i < self->n_words; i++)
        if (joins & 1u << (i - 1))
          g_string_append (word, self->words[i]);
        else
          {
            if (!append_word (run, expression, word->str, long_ones, error))
              return NULL;
            g_string_assign (word, self->words[i]);
          }
      if (!append_word (run, expression, word->str, long_ones, error))
        return NULL;
      g_string_append_c (expression, ')');
    }
  g_string_append_c (expression, ')');

  return g_string_free_and_steal (g_steal_pointer (&expression));
}

/* Takes a place, which comes after those before. The first ones are wanted, and all of names that
 * begin like the last of them, since their exact order is another. */
gboolean
parvis_search_run_take (ParvisSearchRun *run,
                        guint           *n_taken,
                        gint64           ord)
{
  if (ord > run->last || (*n_taken >= run->limit && *n_taken - run->limit >= MAX_ALIKE))
    return FALSE;

  g_array_append_val (run->ords, ord);
  /* Once there are enough from one source, the others need not go beyond. */
  if (++*n_taken == run->limit)
    run->last = ord | ((1 << PARVIS_FOLD_ORD_SHIFT) - 1);

  return TRUE;
}

static gboolean
take_all (ParvisSearchRun  *run,
          ParvisStatement  *statement,
          GError          **error)
{
  g_auto(ParvisPlaces) places = { 0 };
  guint n_taken = 0;
  gboolean has_row = FALSE;

  if (run->looks && !parvis_places_open (&places, run->database, error))
    return FALSE;

  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 ord = has_row ? sqlite3_column_int64 (statement, 0) : 0;
      gboolean is = TRUE;

      if (!has_row)
        return TRUE;
      if (run->looks && !parvis_places_find (&places, ord, &is, error))
        return FALSE;
      if (run->looks)
        is = is && sqlite3_column_int64 (places.statement, PARVIS_PLACE_EVENT) == run->event;
      if (is && !parvis_search_run_take (run, &n_taken, ord))
        return TRUE;
    }

  return FALSE;
}

static gboolean
find_words (ParvisSearchRun  *run,
            const char       *expression,
            GError          **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (run->database, "SELECT rowid FROM search"
                             " WHERE search MATCH ?1 ORDER BY rowid", error);
  g_autoptr(GString) within = g_string_new (expression);

  if (statement == NULL)
    return FALSE;

  parvis_search_run_append_event (run, within);
  parvis_statement_bind_text (statement, 1, within->str);

  return take_all (run, statement, error);
}

static gboolean
find_by_words (ParvisSearchRun  *run,
               GError          **error)
{
  g_autofree char *long_ones = NULL;
  g_autofree char *expression = NULL;
  gboolean done = FALSE;

  if (is_of_small_event (run) && mixes_short_words (run) &&
      (!(long_ones = dup_expression (run, TRUE, error)) ||
       !parvis_search_find_few (run, long_ones, FALSE, &done, error)))
    return FALSE;
  if (done)
    return TRUE;

  expression = dup_expression (run, FALSE, error);

  return expression != NULL && find_words (run, expression, error);
}

/* ---- addresses ---- */

int
parvis_search_compare_ords (gconstpointer a,
                            gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* A few of the pieces will do, since rows are looked at. */
static char *
dup_pieces (ParvisSearchRun *run)
{
  g_autoptr(GString) expression = g_string_new (NULL);
  const char *mail = run->search->mail;
  gsize length = parvis_index_mail_length (mail, strlen (mail));
  glong n_pieces = g_utf8_strlen (mail, (gssize) length) - PARVIS_INDEX_PIECE + 1;
  glong n_chosen = MIN (n_pieces, is_of_small_event (run) ? MAX_PIECES_OF_EVENT : MAX_PIECES);

  for (glong i = 0; i < n_chosen; i++)
    {
      glong start = n_chosen == 1 ? 0 : i * (n_pieces - 1) / (n_chosen - 1);
      g_autofree char *piece = g_utf8_substring (mail, start, start + PARVIS_INDEX_PIECE);
      g_auto(GStrv) parts = g_strsplit (piece, "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", parts);

      g_string_append (expression, i > 0 ? " AND \"" : "\"");
      parvis_index_append_piece (expression, quoted, strlen (quoted));
      g_string_append_c (expression, '"');
    }
  parvis_search_run_append_event (run, expression);

  return g_string_free_and_steal (g_steal_pointer (&expression));
}

static gboolean
has_mail (ParvisSearchRun  *run,
          gint64            ord,
          gboolean         *has,
          GError          **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (run->database, "SELECT email, buyer_email FROM participant"
                             " WHERE ord = ?1 AND ?2 IN (0, event)", error);
  gboolean has_row = FALSE;

  *has = FALSE;
  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, ord);
  parvis_statement_bind_int (statement, 2, run->event);
  if (!parvis_statement_step (statement, &has_row, error))
    return FALSE;

  for (int i = 0; i < 2 && has_row && !*has; i++)
    {
      g_autofree char *mail = parvis_fold_mail ((const char *) sqlite3_column_text (statement, i));

      *has = strstr (mail, run->search->mail) != NULL;
    }

  return TRUE;
}

/* Once there are enough, those of like names are not looked at before they are sorted, and then
 * only the first ones. */
static gboolean
take_mail (ParvisSearchRun  *run,
           guint            *n_taken,
           gint64            ord,
           gboolean         *enough,
           GError          **error)
{
  gboolean has = TRUE;

  if (*n_taken < run->limit && !has_mail (run, ord, &has, error))
    return FALSE;
  if (!has)
    return TRUE;

  if (*n_taken >= run->limit)
    g_hash_table_add (run->unsure, g_memdup2 (&ord, sizeof ord));
  *enough = !parvis_search_run_take (run, n_taken, ord);

  return TRUE;
}

static gboolean
find_mails (ParvisSearchRun  *run,
            GError          **error)
{
  static const char sql[] =
    "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid";
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (run->database, sql, error);
  g_autofree char *expression = dup_pieces (run);
  g_autoptr(GArray) known = g_array_copy (run->ords);
  gboolean enough = FALSE;
  guint n_taken = 0;
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  g_array_sort (known, parvis_search_compare_ords);
  parvis_statement_bind_text (statement, 1, expression);
  while (parvis_statement_step (statement, &has_row, error))
    {
      gint64 ord = has_row ? sqlite3_column_int64 (statement, 0) : 0;

      if (!has_row || ord > run->last)
        return TRUE;
      if (g_array_binary_search (known, &ord, parvis_search_compare_ords, NULL))
        continue;
      if (!take_mail (run, &n_taken, ord, &enough, error))
        return FALSE;
      if (enough)
        return TRUE;
    }

  return FALSE;
}

/* ---- participants that wait to be indexed ---- */

static gboolean
find_waiting (ParvisSearchRun  *run,
              GError          **error)
{
  static const char sql[] =
    "SELECT " PARVIS_INDEX_ROW_COLUMNS " FROM (SELECT key FROM " PARVIS_INDEXER_WAITING " LIMIT ?2)"
    " CROSS JOIN participant USING (key) WHERE ?1 = 0 OR participant.event = ?1";
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (run->database, sql, error);
  g_autoptr(ParvisIndexRow) row = parvis_index_row_new ();
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, run->event);
  parvis_statement_bind_int (statement, 2, PARVIS_INDEXER_MAX_LOOKED);
  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;

      parvis_index_row_read (row, statement, 0);
      if (parvis_search_matches (run->search, row))
        g_array_append_val (run->ords, row->ord);
    }

  return FALSE;
}

/* ---- all together ---- */

/* Keys in exact order, from places in rough order, each once. */
static GArray *
sort_exactly (ParvisSearchRun  *run,
              gboolean         *more,
              GError          **error)
{
  g_auto(ParvisPlaces) places = { 0 };
  g_autoptr(GArray) found = parvis_placed_new ();
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 last = -1;

  if (!parvis_places_open (&places, run->database, error))
    return NULL;

  g_array_sort (run->ords, parvis_search_compare_ords);
  for (guint i = 0; i < run->ords->len; i++)
    {
      gint64 ord = g_array_index (run->ords, gint64, i);
      gboolean has_row = FALSE;

      if (ord == last)
        continue;
      /* Of several sources together, those of like names are whole too. */
      if (found->len >= run->limit &&
          ord >> PARVIS_FOLD_ORD_SHIFT != last >> PARVIS_FOLD_ORD_SHIFT)
        break;

      last = ord;
      if (!parvis_places_find (&places, ord, &has_row, error))
        return NULL;
      if (has_row)
        parvis_places_add (&places, found);
    }

  parvis_placed_sort (found);
  for (guint i = 0; i < found->len && keys->len < run->limit; i++)
    {
      const ParvisPlaced *one = &g_array_index (found, ParvisPlaced, i);
      gboolean is_sought = TRUE;

      if (g_hash_table_contains (run->unsure, &one->ord) &&
          !has_mail (run, one->ord, &is_sought, error))
        return NULL;
      if (is_sought)
        g_array_append_val (keys, one->key);
    }
  *more = keys->len >= run->limit;

  return g_steal_pointer (&keys);
}

static GPtrArray *
list_long_words (const ParvisSearch *self)
{
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; i < self->n_words; i++)
    if (!parvis_search_is_short (self->words[i]))
      g_ptr_array_add (words, self->words[i]);

  return words;
}

/* Short words are none that could be meant for others. */
static gboolean
find_slips (ParvisSearchRun  *run,
            gboolean          all,
            gboolean         *left,
            GError          **error)
{
  const ParvisSearch *self = run->search;
  g_autofree char *expression = NULL;

  if (is_of_small_event (run) && mixes_short_words (run))
    {
      g_autoptr(GPtrArray) long_ones = list_long_words (self);
      g_autofree char *of_them = NULL;
      gboolean done = FALSE;

      if (!parvis_spelling_dup_expression (run->database, (char **) long_ones->pdata,
                                           long_ones->len, all, left, &of_them, error) ||
          (of_them != NULL && !parvis_search_find_few (run, of_them, TRUE, &done, error)))
        return FALSE;
      if (of_them == NULL || done)
        return TRUE;
    }

  return parvis_spelling_dup_expression (run->database, self->words, self->n_words, all, left,
                                         &expression, error) &&
         (expression == NULL || find_words (run, expression, error));
}

/* First a word that nobody has is taken for a slip, then any of them. */
static gboolean
find_almost (ParvisSearchRun  *run,
             GError          **error)
{
  gboolean left = TRUE;

  for (guint all = 0; all < 2 && left && run->ords->len == 0; all++)
    if (!find_slips (run, all != 0, &left, error))
      return FALSE;

  return TRUE;
}

/* Asks all sources; and, only where nothing is found, for words that are spelled almost so. */
static gboolean
find_all (ParvisSearchRun  *run,
          GError          **error)
{
  ParvisSearch *self = run->search;

  if (!weigh_event (run, error))
    return FALSE;

  if (self->n_words > 0 && !find_by_words (run, error))
    return FALSE;

  if ((self->code != NULL && !parvis_search_find_codes (run, error)) ||
      !find_waiting (run, error) ||
      (self->mail != NULL && !find_mails (run, error)))
    return FALSE;

  if (run->ords->len == 0 && self->n_words > 1 && !parvis_search_find_words_and_codes (run, error))
    return FALSE;
  if (run->ords->len > 0 || self->n_words == 0)
    return TRUE;

  return find_almost (run, error);
}

/**
 * parvis_search_run:
 * @self: a search
 * @database: a connection of this thread
 * @event: key of the event to look in, 0 for all
 * @limit: at most so many participants, the first ones in name order
 * @more: (out): whether there may be more
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Looks for names, addresses, codes and answers that begin with the words typed, in any order; for
 * addresses that hold what was typed; and, only where nothing is found, for names that are spelled
 * almost so.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): their keys, as French sorts names
 */
GArray *
parvis_search_run (ParvisSearch    *self,
                   ParvisDatabase  *database,
                   gint64           event,
                   guint            limit,
                   gboolean        *more,
                   GError         **error)
{
  g_autoptr(GArray) ords = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GHashTable) unsure = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  ParvisSearchRun run = { self, database, event, FALSE, limit, ords, unsure, G_MAXINT64 };

  *more = FALSE;
  if (!find_all (&run, error))
    return NULL;

  return sort_exactly (&run, more, error);
}

/**
 * parvis_search_count:
 * @self: a search
 * @database: a connection of this thread
 * @event: key of the event to look in, 0 for all
 * @most: no more are counted
 * @count: (out): how many it finds, @most if they are as many or more
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could
 */
gboolean
parvis_search_count (ParvisSearch    *self,
                     ParvisDatabase  *database,
                     gint64           event,
                     guint            most,
                     guint           *count,
                     GError         **error)
{
  g_autoptr(GArray) ords = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GHashTable) unsure = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  ParvisSearchRun run = { self, database, event, FALSE, most, ords, unsure, G_MAXINT64 };

  *count = 0;
  if (!find_all (&run, error))
    return FALSE;

  g_array_sort (ords, parvis_search_compare_ords);
  for (guint i = 0; i < ords->len && *count < most; i++)
    *count += i == 0 || g_array_index (ords, gint64, i) != g_array_index (ords, gint64, i - 1);

  return TRUE;
}
