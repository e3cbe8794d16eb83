#pragma once

#include "parvis-index-entry.h"

G_BEGIN_DECLS

/**
 * ParvisIndexCode:
 * @value: a folded code
 * @entry: whose it is, as a place among the entries
 */
typedef struct
{
  const char *value;
  guint       entry;
} ParvisIndexCode;

/**
 * ParvisIndexBatch:
 * @entries: (element-type ParvisIndexEntry): in name order, as FTS5 wants them
 * @after: only of those whose keys are above it
 * @last: the highest of their keys, 0 where there are none
 * @altered: how often somebody who waited to be indexed had been altered or erased by then
 * @codes: (element-type ParvisIndexCode): all of theirs, sorted, so that table `code` is walked
 *   through once and not jumped about in
 * @words: (element-type utf8 gsize): the words that others may be meant by or begin with, and how
 *   many of their bytes are terms as well: see parvis-spelling.c and parvis-name-words.c
 * @memory: of the entries' texts
 *
 * What is written at once into the search, worked out before.
 */
typedef struct
{
  GArray         *entries;
  gint64          after;
  gint64          last;
  gint64          altered;
  GArray         *codes;
  GHashTable     *words;
  struct obstack *memory;
} ParvisIndexBatch;

#define PARVIS_TYPE_INDEX_BATCH (parvis_index_batch_get_type ())

GType             parvis_index_batch_get_type (void);
ParvisIndexBatch *parvis_index_batch_new      (void);
ParvisIndexBatch *parvis_index_batch_ref      (ParvisIndexBatch     *self);
void              parvis_index_batch_unref    (ParvisIndexBatch     *self);
void              parvis_index_batch_add      (ParvisIndexBatch     *self,
                                               gint64                key,
                                               gint64                hash,
                                               const ParvisIndexRow *row,
                                               GString              *buffer);
void              parvis_index_batch_sort     (ParvisIndexBatch     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisIndexBatch, parvis_index_batch_unref)

G_END_DECLS
