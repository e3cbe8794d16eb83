#pragma once

#include "weez-record.h"
#include "weez-value.h"

G_BEGIN_DECLS

#define WEEZ_COLUMN_MAX_DEPTH 3

/**
 * WeezColumn:
 * @name: as a table calls it: the C member, behind those of the records around it
 * @field: what it holds
 * @outer: the fields that lead to the record of @field, from the outside in
 * @n_outer: how many they are
 *
 * A single value of a record and of the records in it, as in "organizer_name".
 */
typedef struct
{
  char            *name;
  const WeezField *field;
  const WeezField *outer[WEEZ_COLUMN_MAX_DEPTH];
  guint            n_outer;
} WeezColumn;

typedef void (* WeezTextFunc) (const char *text,
                               gpointer    data);

const WeezColumn *weez_record_type_get_columns (GType             type,
                                                guint            *n_columns);
gboolean          weez_column_is_list          (const WeezColumn *self);
void              weez_record_save_column      (WeezRecord       *self,
                                                const WeezColumn *column,
                                                WeezValue        *value);
void              weez_column_each_text        (const char       *list,
                                                guint             place,
                                                WeezTextFunc      func,
                                                gpointer          data);
WeezRecord       *weez_record_load             (GType             type,
                                                const WeezValue  *values,
                                                GTimeZone        *zone);
gboolean          weez_record_equal            (WeezRecord       *a,
                                                WeezRecord       *b);

G_END_DECLS
