#include "config.h"

#include <string.h>

#include "parvis-filter-private.h"

#include "parvis-change.h"
#include "parvis-table.h"

typedef struct
{
  char     *facet;
  char     *value;
  gboolean  negated;
} Term;

struct _ParvisFilter
{
  GObject  parent_instance;
  GArray  *terms;
};

G_DEFINE_FINAL_TYPE (ParvisFilter, parvis_filter, G_TYPE_OBJECT)

#define TEXT_TYPE "a(ssb)"
#define LIVE(row) " NOT " row "deleted AND " row "gone = 0 AND NOT " row "refund"
#define HAS_NAME \
  "trim (ifnull (participant.first_name, '') || ifnull (participant.last_name, '')) != ''"

/* What each facet is of a row of table participant, as a text. */
static const struct
{
  const char *facet;
  const char *sql;
} facets[] = {
  { PARVIS_FACET_TICKET, "ifnull (participant.id_ticket, '')" },
  { PARVIS_FACET_DATE, "ifnull (participant.id_date, '')" },
  { PARVIS_FACET_STATUS,
    "CASE WHEN participant.deleted OR participant.gone != 0 THEN 'deleted'"
    " WHEN participant.refund THEN 'refunded' WHEN participant.paid THEN 'paid'"
    " ELSE 'unpaid' END" },
  { PARVIS_FACET_ENTRY,
    "CASE WHEN ifnull (participant.control_status, '') IN ('', '0') THEN 'not-scanned'"
    " ELSE 'scanned' END" },
  { PARVIS_FACET_PROMO_CODE, "ifnull (participant.promo_code, '')" },
  { PARVIS_FACET_ORIGIN, "ifnull (participant.origin, '')" },
  { PARVIS_FACET_GATE, "ifnull (participant.scan_user_name, '')" },
  { PARVIS_FACET_LABEL,
    "ifnull ((SELECT label FROM user_note WHERE id_participant = participant.id), '')" },
  { PARVIS_FACET_NAMED, "CASE WHEN " HAS_NAME " THEN 'yes' ELSE 'no' END" },
  { PARVIS_FACET_DUPLICATE,
    "CASE WHEN" LIVE ("participant.") " AND " HAS_NAME " AND EXISTS"
    " (SELECT 1 FROM participant AS other WHERE other.event = participant.event"
    " AND other.sort_key = participant.sort_key AND other.key != participant.key"
    " AND other.id_date IS participant.id_date AND" LIVE ("other.") ")"
    " THEN 'yes' ELSE 'no' END" },
};

static void
term_clear (gpointer data)
{
  Term *term = data;

  g_free (term->facet);
  g_free (term->value);
}

static void
parvis_filter_finalize (GObject *object)
{
  g_array_unref (PARVIS_FILTER (object)->terms);

  G_OBJECT_CLASS (parvis_filter_parent_class)->finalize (object);
}

static void
parvis_filter_class_init (ParvisFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_filter_finalize;
}

static void
parvis_filter_init (ParvisFilter *self)
{
  self->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  g_array_set_clear_func (self->terms, term_clear);
}

static void
add (ParvisFilter *self,
     const char   *facet,
     const char   *value,
     gboolean      negated)
{
  Term term = { g_strdup (facet), g_strdup (value), negated };

  g_array_append_val (self->terms, term);
}

static const char *
find_sql (const char *facet)
{
  for (guint i = 0; i < G_N_ELEMENTS (facets); i++)
    if (g_str_equal (facets[i].facet, facet))
      return facets[i].sql;

  return NULL;
}

static gboolean
parse_change (const char       *facet,
              ParvisChangeKind *kind,
              const char      **after)
{
  g_autofree char *word = NULL;

  if (!g_str_has_prefix (facet, PARVIS_FACET_CHANGED))
    return FALSE;

  facet += strlen (PARVIS_FACET_CHANGED);
  if ((*after = strchr (facet, ':')) == NULL)
    return FALSE;

  word = g_strndup (facet, *after - facet);
  (*after)++;
  *kind = parvis_change_kind_from_text (word);

  return *kind != 0;
}

static gboolean
is_facet (const char *facet)
{
  ParvisChangeKind kind;
  const char *after;

  return parse_change (facet, &kind, &after) || g_str_has_prefix (facet, PARVIS_FACET_ANSWER) ||
         g_str_has_prefix (facet, PARVIS_FACET_BUYER_ANSWER) || find_sql (facet) != NULL;
}

/**
 * parvis_filter_new:
 *
 * Returns: (transfer full): a filter that lets everybody through
 */
ParvisFilter *
parvis_filter_new (void)
{
  return g_object_new (PARVIS_TYPE_FILTER, NULL);
}

/**
 * parvis_filter_new_from_text:
 * @text: (nullable): what parvis_filter_to_text() made, perhaps in another Parvis
 *
 * Returns: (transfer full): that filter, without what is not known here
 */
ParvisFilter *
parvis_filter_new_from_text (const char *text)
{
  ParvisFilter *self = parvis_filter_new ();
  g_autoptr(GVariant) terms = NULL;
  GVariantIter iter;
  const char *facet;
  const char *value;
  gboolean negated;

  if (text == NULL ||
      !(terms = g_variant_parse (G_VARIANT_TYPE (TEXT_TYPE), text, NULL, NULL, NULL)))
    return self;

  g_variant_iter_init (&iter, terms);
  while (g_variant_iter_next (&iter, "(&s&sb)", &facet, &value, &negated))
    if (is_facet (facet))
      add (self, facet, value, negated);

  return self;
}

/**
 * parvis_filter_to_text:
 * @self: a filter
 *
 * Returns: (transfer full): a text to keep it by
 */
char *
parvis_filter_to_text (ParvisFilter *self)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (TEXT_TYPE));
  g_autoptr(GVariant) terms = NULL;

  g_return_val_if_fail (PARVIS_IS_FILTER (self), NULL);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);

      g_variant_builder_add (&builder, "(ssb)", term->facet, term->value, term->negated);
    }
  terms = g_variant_ref_sink (g_variant_builder_end (&builder));

  return g_variant_print (terms, FALSE);
}

static ParvisFilter *
copy_without (ParvisFilter *self,
              const char   *facet,
              const char   *value)
{
  ParvisFilter *copy = parvis_filter_new ();

  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);

      if (!g_str_equal (term->facet, facet) ||
          (value != NULL && !g_str_equal (term->value, value)))
        add (copy, term->facet, term->value, term->negated);
    }

  return copy;
}

/**
 * parvis_filter_with:
 * @self: a filter
 * @facet: one of the facets above
 * @value: of it
 * @state: what to say of it
 *
 * Returns: (transfer full): the same but for that
 */
ParvisFilter *
parvis_filter_with (ParvisFilter      *self,
                    const char        *facet,
                    const char        *value,
                    ParvisFilterState  state)
{
  ParvisFilter *copy;

  g_return_val_if_fail (PARVIS_IS_FILTER (self), NULL);
  g_return_val_if_fail (is_facet (facet), NULL);

  copy = copy_without (self, facet, value);
  if (state != PARVIS_FILTER_ANY)
    add (copy, facet, value, state == PARVIS_FILTER_NOT);

  return copy;
}

/**
 * parvis_filter_without:
 * @self: a filter
 * @facet: one of the facets above
 *
 * Returns: (transfer full): the same, but nothing is asked of that facet
 */
ParvisFilter *
parvis_filter_without (ParvisFilter *self,
                       const char   *facet)
{
  g_return_val_if_fail (PARVIS_IS_FILTER (self), NULL);

  return copy_without (self, facet, NULL);
}

/**
 * parvis_filter_get:
 * @self: a filter
 * @facet: one of the facets above
 * @value: of it
 *
 * Returns: what it says of that value
 */
ParvisFilterState
parvis_filter_get (ParvisFilter *self,
                   const char   *facet,
                   const char   *value)
{
  g_return_val_if_fail (PARVIS_IS_FILTER (self), PARVIS_FILTER_ANY);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);

      if (g_str_equal (term->facet, facet) && g_str_equal (term->value, value))
        return term->negated ? PARVIS_FILTER_NOT : PARVIS_FILTER_ONLY;
    }

  return PARVIS_FILTER_ANY;
}

/**
 * parvis_filter_has:
 * @self: a filter
 * @facet: one of the facets above
 *
 * Returns: whether it asks anything of that facet
 */
gboolean
parvis_filter_has (ParvisFilter *self,
                   const char   *facet)
{
  g_return_val_if_fail (PARVIS_IS_FILTER (self), FALSE);

  for (guint i = 0; i < self->terms->len; i++)
    if (g_str_equal (g_array_index (self->terms, Term, i).facet, facet))
      return TRUE;

  return FALSE;
}

/**
 * parvis_filter_is_empty:
 * @self: a filter
 *
 * Returns: whether it lets everybody through
 */
gboolean
parvis_filter_is_empty (ParvisFilter *self)
{
  g_return_val_if_fail (PARVIS_IS_FILTER (self), TRUE);

  return self->terms->len == 0;
}

/**
 * parvis_filter_dup_facets:
 * @self: a filter
 *
 * Returns: (transfer full): of which facets it asks anything, each once
 */
char **
parvis_filter_dup_facets (ParvisFilter *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (PARVIS_IS_FILTER (self), NULL);

  for (guint i = 0; i < self->terms->len; i++)
    if (g_hash_table_add (seen, g_array_index (self->terms, Term, i).facet))
      g_strv_builder_add (builder, g_array_index (self->terms, Term, i).facet);

  return g_strv_builder_end (builder);
}

/**
 * parvis_filter_dup_values:
 * @self: a filter
 * @facet: one of the facets above
 *
 * Returns: (transfer full): the values of it that are asked for or ruled out
 */
char **
parvis_filter_dup_values (ParvisFilter *self,
                          const char   *facet)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (PARVIS_IS_FILTER (self), NULL);

  for (guint i = 0; i < self->terms->len; i++)
    if (g_str_equal (g_array_index (self->terms, Term, i).facet, facet))
      g_strv_builder_add (builder, g_array_index (self->terms, Term, i).value);

  return g_strv_builder_end (builder);
}

static void
append_answer (const char *list,
               const char *question,
               GString    *sql,
               GPtrArray  *values,
               guint       first)
{
  g_ptr_array_add (values, g_strdup (question));
  g_string_append_printf (sql, "ifnull ((SELECT " PARVIS_ANSWER_VALUE
                          " FROM json_each (labelled (participant.%s))"
                          " WHERE " PARVIS_ANSWER_LABEL " = ?%u LIMIT 1), '')",
                          list, first + values->len - 1);
}

static void
append_change (ParvisChangeKind  kind,
               const char       *after,
               GString          *sql,
               GPtrArray        *values,
               guint             first)
{
  g_ptr_array_add (values, g_strdup (after));
  g_string_append_printf (sql, "(CASE WHEN participant.id IN (SELECT participant FROM change"
                          " WHERE seq > CAST (?%u AS INTEGER) AND kind = %d)"
                          " THEN 'yes' ELSE 'no' END)", first + values->len - 1, kind);
}

/**
 * parvis_filter_append_facet:
 * @facet: one of the facets above
 * @sql: where to append what it is of a row of table participant
 * @values: (element-type utf8): where to append what is to be bound
 * @first: the place of the first of all @values
 *
 * Returns: whether there is such a facet
 */
gboolean
parvis_filter_append_facet (const char *facet,
                            GString    *sql,
                            GPtrArray  *values,
                            guint       first)
{
  ParvisChangeKind kind;
  const char *expression;
  const char *after;

  if (parse_change (facet, &kind, &after))
    append_change (kind, after, sql, values, first);
  else if (g_str_has_prefix (facet, PARVIS_FACET_ANSWER))
    append_answer ("answers", facet + strlen (PARVIS_FACET_ANSWER), sql, values, first);
  else if (g_str_has_prefix (facet, PARVIS_FACET_BUYER_ANSWER))
    append_answer ("buyer_answers", facet + strlen (PARVIS_FACET_BUYER_ANSWER), sql, values,
                   first);
  else if ((expression = find_sql (facet)) != NULL)
    g_string_append_printf (sql, "(%s)", expression);
  else
    return FALSE;

  return TRUE;
}

static void
append_list (ParvisFilter *self,
             const char   *facet,
             gboolean      negated,
             GString      *sql,
             GPtrArray    *values,
             guint         first)
{
  guint n_terms = 0;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);

      if (term->negated != negated || !g_str_equal (term->facet, facet))
        continue;
      if (n_terms++ == 0)
        {
          g_string_append (sql, " AND ");
          parvis_filter_append_facet (facet, sql, values, first);
          g_string_append (sql, negated ? " NOT IN (" : " IN (");
        }
      g_ptr_array_add (values, g_strdup (term->value));
      g_string_append_printf (sql, "%s?%u", n_terms > 1 ? ", " : "", first + values->len - 1);
    }
  if (n_terms > 0)
    g_string_append_c (sql, ')');
}

/**
 * parvis_filter_append_condition:
 * @self: a filter
 * @facet: one of the facets above
 * @sql: where to append whether a row of table participant has what is asked of that facet
 * @values: (element-type utf8): where to append what is to be bound
 * @first: the place of the first of all @values
 */
void
parvis_filter_append_condition (ParvisFilter *self,
                                const char   *facet,
                                GString      *sql,
                                GPtrArray    *values,
                                guint         first)
{
  g_string_append (sql, "(1");
  append_list (self, facet, FALSE, sql, values, first);
  append_list (self, facet, TRUE, sql, values, first);
  g_string_append_c (sql, ')');
}
