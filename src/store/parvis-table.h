#pragma once

#include "parvis-statement.h"
#include "weez-column.h"

G_BEGIN_DECLS

/* Where WeezAnswer has them in its table; and of a row of json_each() over a column of answers. */
#define PARVIS_ANSWER_LABEL_PLACE 0
#define PARVIS_ANSWER_VALUE_PLACE 1
#define PARVIS_ANSWER_LABEL "(value ->> " G_STRINGIFY (PARVIS_ANSWER_LABEL_PLACE) ")"
#define PARVIS_ANSWER_VALUE "(value ->> " G_STRINGIFY (PARVIS_ANSWER_VALUE_PLACE) ")"

/**
 * ParvisTable:
 * @type: the records it keeps
 * @columns: of them, in the order in which statements name them
 * @n_columns: how many they are
 * @list: their names, quoted, with commas between them
 * @sources: the same as they are selected: see parvis_labels_install()
 * @singles: the same with nothing in place of lists of records
 * @places: as many "?", numbered from 1
 *
 * What SQL and the field table of a record have in common, so that no statement names a field
 * that the record does not have.
 */
typedef struct
{
  GType             type;
  const WeezColumn *columns;
  guint             n_columns;
  char             *list;
  char             *sources;
  char             *singles;
  char             *places;
} ParvisTable;

const ParvisTable *parvis_table_get           (GType              type);
gboolean           parvis_table_has_answers   (const ParvisTable *self,
                                               guint              column);
guint              parvis_table_find          (const ParvisTable *self,
                                               const char        *name);
WeezValue         *parvis_table_save          (const ParvisTable *self,
                                               WeezRecord        *record);
WeezValue         *parvis_table_read          (const ParvisTable *self,
                                               ParvisStatement   *statement,
                                               int                first);
WeezRecord        *parvis_table_load          (const ParvisTable *self,
                                               ParvisStatement   *statement,
                                               int                first,
                                               GTimeZone         *zone);
void               parvis_table_bind          (const ParvisTable *self,
                                               ParvisStatement   *statement,
                                               int                first,
                                               const WeezValue   *values);
void               parvis_table_free_values   (const ParvisTable *self,
                                               WeezValue         *values);
gint64             parvis_table_hash          (const ParvisTable *self,
                                               const WeezValue   *values);

G_END_DECLS
