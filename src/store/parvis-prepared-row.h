#pragma once

#include "weez-value.h"

G_BEGIN_DECLS

struct obstack;

/**
 * ParvisPreparedRow:
 * @values: one for each column
 * @hash: of @values
 * @digest: of the text that it was read from, 0 where it is not known
 * @day: julian day of the order in the account's zone, 0 where it is not known
 * @sort_key: of the name
 * @sort_key_size: of it in bytes
 * @place: in name order, for a participant whose key is 0
 * @is_repeated: whether the participant is on the page once more, behind this row
 *
 * All that can be known of a participant without looking into the store. It is worked out where
 * nobody waits for it, since there is one thread that writes. It is of one piece, in the memory of
 * its page, since thousands of them wait to be written.
 */
typedef struct
{
  WeezValue    *values;
  gint64        hash;
  gint64        digest;
  gint64        day;
  const guint8 *sort_key;
  gsize         sort_key_size;
  gint64        place;
  gboolean      is_repeated;
} ParvisPreparedRow;

ParvisPreparedRow *parvis_prepared_row_new   (const WeezValue   *values,
                                              gint64             digest,
                                              GTimeZone         *zone,
                                              struct obstack    *memory);
void               parvis_prepared_row_clear (ParvisPreparedRow *self);

G_END_DECLS
