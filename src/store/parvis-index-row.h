#pragma once

#include "parvis-statement.h"

G_BEGIN_DECLS

/* SQL of what a search looks at, from table participant, in the order that is read here. */
#define PARVIS_INDEX_ROW_COLUMNS \
  "participant.ord, participant.event, first_name, last_name, email," \
  " buyer_first_name, buyer_last_name, buyer_email," \
  " barcode, id_weez_ticket, transaction_reference, id_transaction, code_member, promo_code," \
  " (SELECT group_concat (value ->> '$.value', ' ') FROM json_each (answers))," \
  " (SELECT group_concat (value ->> '$.value', ' ') FROM json_each (buyer_answers))"

#define PARVIS_INDEX_MAX_CODES 6
/* So much of a code is a word among others; longer beginnings are looked up by themselves. */
#define PARVIS_INDEX_STUB 4
/* Shorter words are not in table `word`. */
#define PARVIS_INDEX_MIN_WORD 3
/* Beginnings of so many letters are indexed themselves, all but those of four; see
 * schema/001.sql. */
#define PARVIS_INDEX_PREFIX 5
#define PARVIS_INDEX_NO_PREFIX 4

/**
 * ParvisIndexRow:
 * @ord: the participant's place in name order
 * @words: all words, each once, with spaces around them
 * @mails: the addresses with a space behind each, and the event's word
 * @codes: the folded codes
 * @n_codes: how many they are
 *
 * What the search knows of one participant. One row serves for many.
 */
typedef struct
{
  gint64   ord;
  GString *words;
  GString *mails;
  char    *codes[PARVIS_INDEX_MAX_CODES];
  guint    n_codes;
} ParvisIndexRow;

ParvisIndexRow *parvis_index_row_new    (void);
void            parvis_index_row_free   (ParvisIndexRow   *self);
void            parvis_index_row_read   (ParvisIndexRow   *self,
                                         ParvisStatement  *statement,
                                         int               first);
char           *parvis_index_event_word (gint64            event);
gboolean        parvis_index_is_plain   (const char       *word,
                                         gsize             length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisIndexRow, parvis_index_row_free)

G_END_DECLS
