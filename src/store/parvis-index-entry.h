#pragma once

#include "parvis-index-row.h"

G_BEGIN_DECLS

/**
 * ParvisIndexEntry:
 * @key: of the participant
 * @hash: of the row that it was made of
 * @ord: the participant's place in name order
 * @names: words of names and addresses, each once, with a space behind it
 * @answers: the other words, likewise
 * @terms: what the participant is found by in `word_search`
 * @pieces: likewise in `mail_search`, "" for nothing
 * @codes: the folded codes
 * @n_codes: how many they are
 *
 * What is written into the search of one participant, worked out before. The texts are of one piece
 * with it, since thousands wait for a batch.
 */
typedef struct
{
  gint64      key;
  gint64      hash;
  gint64      ord;
  const char *names;
  const char *answers;
  const char *terms;
  const char *pieces;
  const char *codes[PARVIS_INDEX_MAX_CODES];
  guint       n_codes;
} ParvisIndexEntry;

ParvisIndexEntry *parvis_index_entry_new  (const ParvisIndexRow *row);
void              parvis_index_entry_free (ParvisIndexEntry     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisIndexEntry, parvis_index_entry_free)

G_END_DECLS
