#pragma once

#include "parvis-index-row.h"

G_BEGIN_DECLS

struct obstack;

/**
 * ParvisIndexEntry:
 * @key: of the participant
 * @hash: of the row that it was made of
 * @ord: the participant's place in name order
 * @terms: what the participant is found by in table `search`
 * @codes: the folded codes
 * @n_codes: how many they are
 * @left_out: whether the participant is not written after all, being indexed or another by now
 *
 * What is written into the search of one participant, worked out before. The texts are in the
 * memory of its batch.
 */
typedef struct
{
  gint64      key;
  gint64      hash;
  gint64      ord;
  const char *terms;
  const char *codes[PARVIS_INDEX_MAX_CODES];
  guint       n_codes;
  gboolean    left_out;
} ParvisIndexEntry;

void parvis_index_entry_init (ParvisIndexEntry     *self,
                              const ParvisIndexRow *row,
                              GString              *terms,
                              struct obstack       *memory);

G_END_DECLS
