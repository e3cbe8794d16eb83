#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "parvis-query-private.h"

#include "parvis-event-key.h"
#include "parvis-filter-private.h"
#include "parvis-places.h"
#include "parvis-search.h"
#include "parvis-statement.h"
#include "parvis-table.h"
#include "weez-client.h"

typedef struct
{
  guint     column;
  char     *value;
  gboolean  negated;
} Filter;

struct _ParvisQuery
{
  GObject            parent_instance;
  const ParvisTable *table;
  char              *id_event;
  char              *text;
  GArray            *filters;
  ParvisFilter      *facets;
  guint              sort;         /* G_MAXUINT: by name */
  const char        *expression;   /* what to sort by that is no column; null for none */
  char              *question;     /* whose answer to sort by, as filters name it; null for none */
  gboolean           descending;
};

G_DEFINE_FINAL_TYPE (ParvisQuery, parvis_query, G_TYPE_OBJECT)

static void
filter_clear (gpointer data)
{
  g_free (((Filter *) data)->value);
}

static void
parvis_query_finalize (GObject *object)
{
  ParvisQuery *self = PARVIS_QUERY (object);

  g_free (self->id_event);
  g_free (self->text);
  g_free (self->question);
  g_array_unref (self->filters);
  g_clear_object (&self->facets);

  G_OBJECT_CLASS (parvis_query_parent_class)->finalize (object);
}

static void
parvis_query_class_init (ParvisQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_query_finalize;
}

static void
parvis_query_init (ParvisQuery *self)
{
  self->filters = g_array_new (FALSE, FALSE, sizeof (Filter));
  g_array_set_clear_func (self->filters, filter_clear);
  self->sort = G_MAXUINT;
}

/**
 * parvis_query_new:
 * @type: %WEEZ_TYPE_EVENT, %WEEZ_TYPE_EVENT_DATE or %WEEZ_TYPE_PARTICIPANT
 *
 * Returns: (transfer full): a query for all of them, participants by name, others as the service
 *   orders them
 */
ParvisQuery *
parvis_query_new (GType type)
{
  ParvisQuery *self = g_object_new (PARVIS_TYPE_QUERY, NULL);

  self->table = parvis_table_get (type);

  return self;
}

/**
 * parvis_query_get_item_type:
 * @self: a query
 *
 * Returns: the type of the records
 */
GType
parvis_query_get_item_type (ParvisQuery *self)
{
  g_return_val_if_fail (PARVIS_IS_QUERY (self), G_TYPE_INVALID);

  return self->table->type;
}

/**
 * parvis_query_set_event:
 * @self: a query
 * @id_event: (nullable): only what belongs to this event
 */
void
parvis_query_set_event (ParvisQuery *self,
                        const char  *id_event)
{
  g_return_if_fail (PARVIS_IS_QUERY (self));

  g_set_str (&self->id_event, id_event);
}

/**
 * parvis_query_set_text:
 * @self: a query for participants
 * @text: (nullable): what somebody typed
 */
void
parvis_query_set_text (ParvisQuery *self,
                       const char  *text)
{
  g_return_if_fail (PARVIS_IS_QUERY (self));

  g_set_str (&self->text, text);
}

/**
 * parvis_query_get_text:
 * @self: a query
 *
 * Returns: (transfer none) (nullable): what somebody typed
 */
const char *
parvis_query_get_text (ParvisQuery *self)
{
  g_return_val_if_fail (PARVIS_IS_QUERY (self), NULL);

  return self->text;
}

/**
 * parvis_query_set_facets:
 * @self: a query for participants
 * @facets: (nullable) (transfer none): which of them
 */
void
parvis_query_set_facets (ParvisQuery  *self,
                         ParvisFilter *facets)
{
  g_return_if_fail (PARVIS_IS_QUERY (self));
  g_return_if_fail (self->table->type == WEEZ_TYPE_PARTICIPANT);

  g_set_object (&self->facets, facets);
}

/* Where the value stands in the JSON, as in "owner.last_name". */
static gboolean
has_path (const WeezColumn *column,
          const char       *path)
{
  g_autoptr(GString) whole = g_string_new (NULL);

  for (guint i = 0; i < column->n_outer; i++)
    if (*column->outer[i]->path != '\0')
      g_string_append_printf (whole, "%s.", column->outer[i]->path);
  g_string_append_len (whole, column->field->path, (gssize) strcspn (column->field->path, "|"));

  return g_str_equal (whole->str, path);
}

static guint
find_column (ParvisQuery *self,
             const char  *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field), "-", '_');
  guint column = parvis_table_find (self->table, name);

  for (guint i = 0; column == G_MAXUINT && i < self->table->n_columns; i++)
    if (has_path (&self->table->columns[i], field))
      column = i;

  return column;
}

/**
 * parvis_query_add_filter:
 * @self: a query
 * @field: a member of the record or its place in the document, as in "last_name" or
 *   "owner.last_name"
 * @value: what it must be: "" is not known, true and false are flags
 * @negated: whether it must be anything else
 *
 * Returns: whether there is such a field
 */
gboolean
parvis_query_add_filter (ParvisQuery *self,
                         const char  *field,
                         const char  *value,
                         gboolean     negated)
{
  Filter filter = { .column = find_column (self, field), .negated = negated };

  g_return_val_if_fail (PARVIS_IS_QUERY (self), FALSE);

  if (filter.column == G_MAXUINT)
    return FALSE;

  if (self->table->columns[filter.column].field->kind != &weez_kind_flag)
    filter.value = g_strdup (value);
  else if (g_ascii_strcasecmp (value, "true") == 0)
    filter.value = g_strdup ("1");
  else if (g_ascii_strcasecmp (value, "false") == 0)
    filter.value = g_strdup ("0");
  else
    filter.value = g_strdup (value);
  g_array_append_val (self->filters, filter);

  return TRUE;
}

/* What participants can be sorted by that is no column of theirs. */
static const struct
{
  const char *name;
  const char *sql;
} expressions[] = {
  { "ticket", "(SELECT name FROM ticket WHERE ticket.event = participant.event"
              " AND ticket.id = participant.id_ticket) COLLATE french" },
  { "date", "(SELECT date FROM event_date WHERE event_date.id = participant.id_date)" },
  { "status", "CASE WHEN deleted OR gone != 0 THEN 3 WHEN refund THEN 2 WHEN paid THEN 0"
              " ELSE 1 END" },
};

static const char *
find_expression (ParvisQuery *self,
                 const char  *field)
{
  if (self->table->type == WEEZ_TYPE_PARTICIPANT && field != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
      if (g_str_equal (expressions[i].name, field))
        return expressions[i].sql;

  return NULL;
}

/**
 * parvis_query_set_sort:
 * @self: a query
 * @field: (nullable): what to sort by, named as for parvis_query_add_filter(); of participants also
 *   "ticket" (its name), "date" and "status", or a question as filters name it; null for the name
 * @descending: from the last to the first
 *
 * Texts are sorted as in French.
 *
 * Returns: whether there is such a field
 */
gboolean
parvis_query_set_sort (ParvisQuery *self,
                       const char  *field,
                       gboolean     descending)
{
  g_return_val_if_fail (PARVIS_IS_QUERY (self), FALSE);

  self->descending = descending;
  g_clear_pointer (&self->question, g_free);
  if (self->table->type == WEEZ_TYPE_PARTICIPANT && field != NULL &&
      (g_str_has_prefix (field, PARVIS_FACET_ANSWER) ||
       g_str_has_prefix (field, PARVIS_FACET_BUYER_ANSWER)))
    {
      self->expression = NULL;
      self->sort = G_MAXUINT;
      self->question = g_strdup (field);
      return TRUE;
    }
  if ((self->expression = find_expression (self, field)) != NULL)
    {
      self->sort = G_MAXUINT;
      return TRUE;
    }
  self->sort = field != NULL ? find_column (self, field) : G_MAXUINT;

  /* The name, whole, is what people mean by its parts. */
  if (self->sort != G_MAXUINT && self->table->type == WEEZ_TYPE_PARTICIPANT &&
      g_str_equal (self->table->columns[self->sort].name, "last_name"))
    {
      self->sort = G_MAXUINT;
      return TRUE;
    }

  return field == NULL || self->sort != G_MAXUINT;
}

static void
append_order (ParvisQuery *self,
              GString     *sql,
              GPtrArray   *values)
{
  const char *direction = self->descending ? " DESC" : "";

  if (self->question != NULL)
    {
      g_string_append (sql, " ORDER BY ");
      parvis_filter_append_facet (self->question, sql, values, self->filters->len + 2);
      g_string_append_printf (sql, " COLLATE french%s, sort_key, key", direction);
    }
  else if (self->expression != NULL)
    g_string_append_printf (sql, " ORDER BY %s%s, sort_key, key", self->expression, direction);
  else if (self->sort != G_MAXUINT)
    {
      const WeezColumn *column = &self->table->columns[self->sort];
      const char *collation = column->field->kind == &weez_kind_string ? " COLLATE french" : "";

      g_string_append_printf (sql, " ORDER BY \"%s\"%s%s%s, key", column->name, collation,
                              direction,
                              self->table->type == WEEZ_TYPE_PARTICIPANT ? ", sort_key" : "");
    }
  else if (self->table->type == WEEZ_TYPE_PARTICIPANT)
    g_string_append_printf (sql, " ORDER BY sort_key%s, key", direction);
  else if (self->table->type == WEEZ_TYPE_EVENT)
    g_string_append_printf (sql, " ORDER BY position%s", direction);
  else
    g_string_append_printf (sql, " ORDER BY key%s", direction);
}

/* @values gets what the facets and the order ask for, to be bound behind the filters. */
static char *
dup_sql (ParvisQuery *self,
         GPtrArray   *values)
{
  GString *sql = g_string_new ("SELECT key FROM ");
  gboolean participants = self->table->type == WEEZ_TYPE_PARTICIPANT;

  g_string_append (sql, participants ? "participant WHERE 1"
                        : self->table->type == WEEZ_TYPE_EVENT ? "event WHERE gone = 0"
                                                               : "event_date WHERE gone = 0");
  if (self->id_event != NULL && participants)
    g_string_append (sql, " AND event = (SELECT key FROM event WHERE id = ?1)");
  else if (self->id_event != NULL)
    g_string_append_printf (sql, " AND %s = ?1",
                            self->table->type == WEEZ_TYPE_EVENT ? "id" : "id_event");

  for (guint i = 0; i < self->filters->len; i++)
    {
      const Filter *filter = &g_array_index (self->filters, Filter, i);

      g_string_append_printf (sql, " AND ifnull (CAST (\"%s\" AS TEXT), '') %s ?%u",
                              self->table->columns[filter->column].name,
                              filter->negated ? "!=" : "=", i + 2);
    }

  if (self->facets != NULL)
    {
      g_auto(GStrv) facets = parvis_filter_dup_facets (self->facets);

      for (guint i = 0; facets[i] != NULL; i++)
        {
          g_string_append (sql, " AND ");
          parvis_filter_append_condition (self->facets, facets[i], sql, values,
                                          self->filters->len + 2);
        }
    }

  append_order (self, sql, values);

  return g_string_free_and_steal (sql);
}

/* Keys that the text finds, in name order. */
static GArray *
search (ParvisQuery     *self,
        ParvisDatabase  *database,
        guint            limit,
        GError         **error)
{
  g_autoptr(ParvisSearch) search = parvis_search_new (self->text);
  gboolean more;
  gint64 event = 0;

  if (self->id_event != NULL && !parvis_event_key_find (database, self->id_event, &event, error))
    return NULL;
  /* Of an event that is not there, nobody. */
  if (self->id_event != NULL && event == 0)
    event = G_MAXINT64;

  return parvis_search_run (search, database, event, limit, &more, error);
}

/**
 * parvis_query_find:
 * @self: a query for participants
 * @database: a connection of this thread
 * @found: (out) (nullable): the keys that its text finds; null where it has no text
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: whether it could be looked for
 */
gboolean
parvis_query_find (ParvisQuery     *self,
                   ParvisDatabase  *database,
                   ParvisKeySet   **found,
                   GError         **error)
{
  g_autoptr(GArray) matches = NULL;

  *found = NULL;
  if (self->text == NULL || *self->text == '\0')
    return TRUE;
  if (!(matches = search (self, database, G_MAXUINT, error)))
    return FALSE;

  *found = parvis_key_set_new ();
  for (guint i = 0; i < matches->len; i++)
    parvis_key_set_add (*found, g_array_index (matches, gint64, i));

  return TRUE;
}

/**
 * parvis_query_get_event:
 * @self: a query
 *
 * Returns: (transfer none) (nullable): the event that it is about
 */
const char *
parvis_query_get_event (ParvisQuery *self)
{
  return self->id_event;
}

/**
 * parvis_query_get_facets:
 * @self: a query
 *
 * Returns: (transfer none) (nullable): which participants it lets through
 */
ParvisFilter *
parvis_query_get_facets (ParvisQuery *self)
{
  return self->facets;
}

/**
 * parvis_query_run:
 * @self: a query
 * @database: a connection of this thread
 * @limit: at most so many, the first ones
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the keys, in order
 */
GArray *
parvis_query_run (ParvisQuery     *self,
                  ParvisDatabase  *database,
                  guint            limit,
                  GError         **error)
{
  gboolean by_name = self->sort == G_MAXUINT && self->expression == NULL &&
                     self->question == NULL && !self->descending && self->filters->len == 0 &&
                     (self->facets == NULL || parvis_filter_is_empty (self->facets));
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(ParvisKeySet) found = NULL;
  g_autoptr(ParvisStatement) statement = NULL;
  g_autofree char *sql = NULL;
  gboolean has_row = FALSE;

  if (by_name && self->text != NULL && *self->text != '\0')
    return search (self, database, limit, error);
  if (by_name && self->id_event == NULL && self->table->type == WEEZ_TYPE_PARTICIPANT)
    return parvis_placed_list (database, limit, error);
  if (!parvis_query_find (self, database, &found, error))
    return NULL;

  sql = dup_sql (self, values);
  if (!(statement = parvis_database_prepare (database, sql, error)))
    return NULL;

  if (self->id_event != NULL)
    parvis_statement_bind_text (statement, 1, self->id_event);
  for (guint i = 0; i < self->filters->len; i++)
    parvis_statement_bind_text (statement, (int) i + 2,
                                g_array_index (self->filters, Filter, i).value);
  for (guint i = 0; i < values->len; i++)
    parvis_statement_bind_text (statement, (int) (i + self->filters->len) + 2, values->pdata[i]);

  while (keys->len < limit)
    {
      gint64 key;

      if (!parvis_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        break;

      key = sqlite3_column_int64 (statement, 0);
      if (found == NULL || parvis_key_set_has (found, key))
        g_array_append_val (keys, key);
    }

  return g_steal_pointer (&keys);
}
