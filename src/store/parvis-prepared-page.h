#pragma once

#include <glib-object.h>

#include "weez-value.h"

G_BEGIN_DECLS

struct obstack;

#define PARVIS_TYPE_PREPARED_PAGE (parvis_prepared_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPreparedPage, parvis_prepared_page,
                      PARVIS, PREPARED_PAGE, GObject)

/**
 * ParvisPreparedPage:
 * @rows: (element-type ParvisPreparedRow): the participants that it told, ready to be written
 * @known: (element-type gint64): the keys of those that were not read, being known
 * @n_skipped: its rows without an id
 * @server_time: (nullable): when the service sent it
 * @zone: the account's
 * @last: (element-type utf8 ParvisPreparedRow): the last row of each participant, by id
 * @memory: of the rows
 *
 * A page of a listing in the form in which it waits to be written, without the records that it was
 * read into.
 */
struct _ParvisPreparedPage
{
  GObject         parent_instance;
  GPtrArray      *rows;
  GArray         *known;
  guint           n_skipped;
  GDateTime      *server_time;
  GTimeZone      *zone;
  GHashTable     *last;
  struct obstack *memory;
};

ParvisPreparedPage *parvis_prepared_page_new (GTimeZone          *zone);
void                parvis_prepared_page_add (ParvisPreparedPage *self,
                                              const WeezValue    *values,
                                              gint64              digest);

G_END_DECLS
