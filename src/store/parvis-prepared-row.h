#pragma once

#include "parvis-index-row.h"
#include "weez-participant.h"

G_BEGIN_DECLS

/**
 * ParvisPreparedRow:
 * @record: what the service said; @values may point into it
 * @values: one for each column
 * @hash: of @values
 * @digest: of the text that it was read from, 0 where it is not known
 * @day: julian day of the order in the account's zone, 0 where it is not known
 * @sort_key: of the name
 * @place: in name order, for a participant whose key is 0
 * @found_by: (nullable): what a search knows of it, until it is taken for the index
 *
 * All that can be known of a participant without looking into the store. It is worked out where
 * nobody waits for it, since there is one thread that writes.
 */
typedef struct
{
  WeezParticipant *record;
  WeezValue       *values;
  gint64           hash;
  gint64           digest;
  gint64           day;
  GBytes          *sort_key;
  gint64           place;
  ParvisIndexRow  *found_by;
} ParvisPreparedRow;

GPtrArray *parvis_prepared_rows_new (GPtrArray    *records,
                                     const GArray *digests,
                                     GTimeZone    *zone);

G_END_DECLS
