#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "parvis-facets.h"

#include "parvis-event-key.h"
#include "parvis-filter-private.h"
#include "parvis-query-private.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "parvis-table.h"

/* What has more values is no choice but a text. */
#define MAX_VALUES 200
#define MAX_ANSWER_VALUES 30
#define MAX_QUESTIONS 20
#define MAX_COLUMNS 60
#define ROWS_BETWEEN_LOOKS 1024

typedef struct
{
  char       *name;
  GHashTable *counts;      /* value -> count */
  GPtrArray  *values;      /* of ParvisFacetValue, the most frequent first */
  guint       condition;   /* the column that says whether a row has what is asked; 0 for none */
} Facet;

struct _ParvisFacets
{
  GObject    parent_instance;
  GPtrArray *facets;
  GPtrArray *questions;    /* all of them, whether they are facets or not */
  guint      total;
  guint      matching;
  gint64     face_value;
};

G_DEFINE_FINAL_TYPE (ParvisFacets, parvis_facets, G_TYPE_OBJECT)

static const char * const plain[] = {
  PARVIS_FACET_TICKET, PARVIS_FACET_DATE, PARVIS_FACET_STATUS, PARVIS_FACET_ENTRY,
  PARVIS_FACET_PROMO_CODE, PARVIS_FACET_ORIGIN, PARVIS_FACET_GATE,
};

static void
value_free (gpointer data)
{
  ParvisFacetValue *value = data;

  g_free (value->value);
  g_free (value);
}

static void
facet_free (gpointer data)
{
  Facet *facet = data;

  g_free (facet->name);
  g_hash_table_unref (facet->counts);
  g_ptr_array_unref (facet->values);
  g_free (facet);
}

static void
parvis_facets_finalize (GObject *object)
{
  g_ptr_array_unref (PARVIS_FACETS (object)->facets);
  g_ptr_array_unref (PARVIS_FACETS (object)->questions);

  G_OBJECT_CLASS (parvis_facets_parent_class)->finalize (object);
}

static void
parvis_facets_class_init (ParvisFacetsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_facets_finalize;
}

static void
parvis_facets_init (ParvisFacets *self)
{
  self->facets = g_ptr_array_new_with_free_func (facet_free);
  self->questions = g_ptr_array_new_with_free_func (g_free);
}

static Facet *
find (ParvisFacets *self,
      const char   *name)
{
  for (guint i = 0; i < self->facets->len; i++)
    if (g_str_equal (((Facet *) self->facets->pdata[i])->name, name))
      return self->facets->pdata[i];

  return NULL;
}

static void
add_facet (ParvisFacets *self,
           const char   *name)
{
  Facet *facet;

  if (find (self, name) != NULL)
    return;

  facet = g_new0 (Facet, 1);
  facet->name = g_strdup (name);
  facet->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  facet->values = g_ptr_array_new_with_free_func (value_free);
  g_ptr_array_add (self->facets, facet);
}

/* ---- counting, in the reader's thread ---- */

typedef struct
{
  ParvisQuery  *query;
  GCancellable *cancellable;
  ParvisFacets *facets;
} Counting;

static void
counting_clear (gpointer data)
{
  Counting *counting = data;

  g_object_unref (counting->query);
  g_clear_object (&counting->cancellable);
  g_clear_object (&counting->facets);
}

/* Held by the job as well, which goes on if nobody waits for it any more. */
static void
counting_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, counting_clear);
}

static gboolean
add_questions (ParvisFacets    *self,
               ParvisDatabase  *database,
               gint64           event,
               const char      *list,
               const char      *prefix,
               GError         **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT label, count (DISTINCT answer) FROM"
                     " (SELECT " PARVIS_ANSWER_LABEL " AS label, " PARVIS_ANSWER_VALUE " AS answer"
                     " FROM participant, json_each (labelled (%s))"
                     " WHERE event = ?1) WHERE ifnull (label, '') != '' GROUP BY label"
                     " ORDER BY count (*) DESC, label LIMIT %u", list, MAX_COLUMNS);
  g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, sql, error);
  gboolean has_row = FALSE;
  guint n_facets = 0;

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  while (parvis_statement_step (statement, &has_row, error))
    {
      char *name;

      if (!has_row)
        return TRUE;

      name = g_strconcat (prefix, (const char *) sqlite3_column_text (statement, 0), NULL);
      g_ptr_array_add (self->questions, name);
      if (sqlite3_column_int (statement, 1) > MAX_ANSWER_VALUES || n_facets == MAX_QUESTIONS)
        continue;
      add_facet (self, name);
      n_facets++;
    }

  return FALSE;
}

static char *
dup_sql (ParvisFacets *self,
         ParvisFilter *filter,
         GPtrArray    *values)
{
  GString *sql = g_string_new ("SELECT key, (SELECT price FROM ticket WHERE ticket.event ="
                               " participant.event AND ticket.id = participant.id_ticket),"
                               " paid AND NOT refund AND NOT deleted AND gone = 0");
  guint column = 3 + self->facets->len;

  for (guint i = 0; i < self->facets->len; i++)
    {
      g_string_append (sql, ", ");
      parvis_filter_append_facet (((Facet *) self->facets->pdata[i])->name, sql, values, 2);
    }
  for (guint i = 0; filter != NULL && i < self->facets->len; i++)
    {
      Facet *facet = self->facets->pdata[i];

      if (!parvis_filter_has (filter, facet->name))
        continue;
      facet->condition = column++;
      g_string_append (sql, ", ");
      parvis_filter_append_condition (filter, facet->name, sql, values, 2);
    }
  g_string_append (sql, " FROM participant WHERE event = ?1");

  return g_string_free_and_steal (sql);
}

static void
count_value (Facet      *facet,
             const char *value)
{
  gpointer key;
  gpointer count = NULL;

  if (value == NULL)
    value = "";
  if (g_hash_table_lookup_extended (facet->counts, value, &key, &count))
    g_hash_table_insert (facet->counts, g_strdup (value),
                         GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
  else if (g_hash_table_size (facet->counts) <= MAX_VALUES)
    g_hash_table_insert (facet->counts, g_strdup (value), GUINT_TO_POINTER (1));
}

/* A value counts where all facets but its own let the row through. */
static void
count_row (ParvisFacets    *self,
           ParvisStatement *statement,
           gboolean         all_states)
{
  guint n_failed = 0;
  guint failed = 0;

  for (guint i = 0; i < self->facets->len; i++)
    {
      Facet *facet = self->facets->pdata[i];

      if (facet->condition != 0 &&
          sqlite3_column_int (statement, (int) facet->condition) == 0)
        {
          n_failed++;
          failed = i;
        }
    }

  for (guint i = 0; n_failed < 2 && i < self->facets->len; i++)
    if (n_failed == 0 || i == failed)
      count_value (self->facets->pdata[i],
                   (const char *) sqlite3_column_text (statement, 3 + (int) i));

  if (n_failed > 0)
    return;

  self->matching++;
  if (all_states || sqlite3_column_int (statement, 2) != 0)
    self->face_value += sqlite3_column_int64 (statement, 1);
}

static gboolean
count_rows (ParvisFacets     *self,
            ParvisStatement  *statement,
            ParvisKeySet     *found,
            gboolean          all_states,
            GCancellable     *cancellable,
            GError          **error)
{
  gboolean has_row = FALSE;

  while (parvis_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (self->total++ % ROWS_BETWEEN_LOOKS == 0 &&
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (found == NULL || parvis_key_set_has (found, sqlite3_column_int64 (statement, 0)))
        count_row (self, statement, all_states);
    }

  return FALSE;
}

static int
compare_values (gconstpointer a,
                gconstpointer b)
{
  const ParvisFacetValue *left = *(ParvisFacetValue * const *) a;
  const ParvisFacetValue *right = *(ParvisFacetValue * const *) b;

  if (left->count != right->count)
    return left->count < right->count ? 1 : -1;

  return strcmp (left->value, right->value);
}

static void
add_value (Facet      *facet,
           const char *text,
           guint       count)
{
  ParvisFacetValue *value = g_new (ParvisFacetValue, 1);

  value->value = g_strdup (text);
  value->count = count;
  g_ptr_array_add (facet->values, value);
}

/* What is asked for stays in sight, though nobody may have it. */
static void
sort_values (ParvisFacets *self,
             ParvisFilter *filter)
{
  for (guint i = 0; i < self->facets->len; i++)
    {
      Facet *facet = self->facets->pdata[i];
      g_auto(GStrv) asked = filter != NULL ? parvis_filter_dup_values (filter, facet->name) : NULL;
      GHashTableIter iter;
      gpointer value;
      gpointer count;

      g_hash_table_iter_init (&iter, facet->counts);
      while (g_hash_table_iter_next (&iter, &value, &count))
        add_value (facet, value, GPOINTER_TO_UINT (count));
      for (guint j = 0; asked != NULL && asked[j] != NULL; j++)
        if (!g_hash_table_contains (facet->counts, asked[j]))
          add_value (facet, asked[j], 0);
      g_ptr_array_sort (facet->values, compare_values);
    }
}

/* Nobody's label is looked up where there are none. */
static gboolean
add_label (ParvisFacets    *self,
           ParvisDatabase  *database,
           GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "SELECT 1 FROM user_note WHERE label != '' LIMIT 1", error);
  gboolean has_row = FALSE;

  if (statement == NULL || !parvis_statement_step (statement, &has_row, error))
    return FALSE;

  if (has_row)
    add_facet (self, PARVIS_FACET_LABEL);

  return TRUE;
}

static gboolean
add_facets (ParvisFacets    *self,
            ParvisFilter    *filter,
            ParvisDatabase  *database,
            gint64           event,
            GError         **error)
{
  g_auto(GStrv) asked = filter != NULL ? parvis_filter_dup_facets (filter) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    add_facet (self, plain[i]);
  if (!add_label (self, database, error) ||
      !add_questions (self, database, event, "answers", PARVIS_FACET_ANSWER, error) ||
      !add_questions (self, database, event, "buyer_answers", PARVIS_FACET_BUYER_ANSWER, error))
    return FALSE;
  for (guint i = 0; asked != NULL && asked[i] != NULL; i++)
    add_facet (self, asked[i]);

  return TRUE;
}

static gboolean
count_job (ParvisDatabase  *database,
           gpointer         data,
           GError         **error)
{
  Counting *counting = data;
  ParvisFacets *self = counting->facets;
  ParvisFilter *filter = parvis_query_get_facets (counting->query);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(ParvisKeySet) found = NULL;
  g_autoptr(ParvisStatement) statement = NULL;
  g_autofree char *sql = NULL;
  gint64 event = 0;

  if (g_cancellable_set_error_if_cancelled (counting->cancellable, error) ||
      !parvis_event_key_find (database, parvis_query_get_event (counting->query), &event, error) ||
      !parvis_query_find (counting->query, database, &found, error) ||
      !add_facets (self, filter, database, event, error))
    return FALSE;

  sql = dup_sql (self, filter, values);
  if (!(statement = parvis_database_prepare (database, sql, error)))
    return FALSE;

  parvis_statement_bind_int (statement, 1, event);
  for (guint i = 0; i < values->len; i++)
    parvis_statement_bind_text (statement, (int) i + 2, values->pdata[i]);

  if (!count_rows (self, statement, found,
                   filter != NULL && parvis_filter_has (filter, PARVIS_FACET_STATUS),
                   counting->cancellable, error))
    return FALSE;
  sort_values (self, filter);

  return TRUE;
}

static DexFuture *
give_facets (DexFuture *completed,
             gpointer   user_data)
{
  Counting *counting = user_data;

  return dex_future_new_take_object (g_steal_pointer (&counting->facets));
}

/**
 * parvis_facets_count:
 * @store: an open store
 * @query: for participants of an event, which does not change any more
 * @cancellable: (nullable): ends the counting, of which nothing comes then
 *
 * Returns: (transfer full): resolves to #ParvisFacets; rejects with %PARVIS_STORE_ERROR
 */
DexFuture *
parvis_facets_count (ParvisStore  *store,
                     ParvisQuery  *query,
                     GCancellable *cancellable)
{
  Counting *counting;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (parvis_query_get_event (query) != NULL, NULL);

  counting = g_atomic_rc_box_new0 (Counting);
  counting->query = g_object_ref (query);
  counting->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  counting->facets = g_object_new (PARVIS_TYPE_FACETS, NULL);

  return dex_future_then (parvis_store_read (store, count_job, g_atomic_rc_box_acquire (counting),
                                             counting_unref),
                          give_facets, counting, counting_unref);
}

/**
 * parvis_facets_get_total:
 * @self: facets
 *
 * Returns: participants of the event
 */
guint
parvis_facets_get_total (ParvisFacets *self)
{
  g_return_val_if_fail (PARVIS_IS_FACETS (self), 0);

  return self->total;
}

/**
 * parvis_facets_get_matching:
 * @self: facets
 *
 * Returns: participants that the query finds
 */
guint
parvis_facets_get_matching (ParvisFacets *self)
{
  g_return_val_if_fail (PARVIS_IS_FACETS (self), 0);

  return self->matching;
}

/**
 * parvis_facets_get_face_value:
 * @self: facets
 *
 * Returns: the prices of the tickets of those that the query finds, in cents; unless it asks for a
 *   status, of those that are paid and neither refunded nor deleted
 */
gint64
parvis_facets_get_face_value (ParvisFacets *self)
{
  g_return_val_if_fail (PARVIS_IS_FACETS (self), 0);

  return self->face_value;
}

/**
 * parvis_facets_dup_names:
 * @self: facets
 *
 * Returns: (transfer full): the facets that there are, as filters name them
 */
char **
parvis_facets_dup_names (ParvisFacets *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (PARVIS_IS_FACETS (self), NULL);

  for (guint i = 0; i < self->facets->len; i++)
    g_strv_builder_add (builder, ((Facet *) self->facets->pdata[i])->name);

  return g_strv_builder_end (builder);
}

/**
 * parvis_facets_get_questions:
 * @self: facets
 *
 * Returns: (transfer none) (element-type utf8): all questions that were answered, those that more
 *   answered first, as filters name them: also those with too many answers to choose from
 */
GPtrArray *
parvis_facets_get_questions (ParvisFacets *self)
{
  g_return_val_if_fail (PARVIS_IS_FACETS (self), NULL);

  return self->questions;
}

/**
 * parvis_facets_get_values:
 * @self: facets
 * @facet: one of their names
 *
 * Returns: (transfer none) (nullable) (element-type ParvisFacetValue): its values, the most
 *   frequent first
 */
GPtrArray *
parvis_facets_get_values (ParvisFacets *self,
                          const char   *facet)
{
  Facet *found;

  g_return_val_if_fail (PARVIS_IS_FACETS (self), NULL);

  found = find (self, facet);

  return found != NULL ? found->values : NULL;
}
