#pragma once

#include "parvis-statement.h"
#include "parvis-table.h"

G_BEGIN_DECLS

/* SQL of what a search looks at, from table participant, in the order that is read here. */
#define PARVIS_INDEX_ROW_COLUMNS \
  "participant.ord, participant.event, first_name, last_name, email," \
  " buyer_first_name, buyer_last_name, buyer_email," \
  " barcode, id_weez_ticket, transaction_reference, id_transaction, code_member, promo_code," \
  " answers, buyer_answers"

#define PARVIS_INDEX_MAX_CODES 6
/* So much of a code is a word among others; longer beginnings are looked up by themselves. */
#define PARVIS_INDEX_STUB 3
/* Shorter words are not in table `word`. */
#define PARVIS_INDEX_MIN_WORD 3
/* A name is found from its first letter and an answer, as the domain of an address, from its third,
 * since half of all people may have answered something with an "o" or have an address in ".fr".
 * Beginnings of up to so many letters are terms themselves, so that the first people of any of them
 * come one by one; of others, FTS5 would gather all first. */
#define PARVIS_INDEX_MIN_ANSWER 3
#define PARVIS_INDEX_PREFIX 4
/* So much of a domain is in the pieces of addresses; its words are among the answers. */
#define PARVIS_INDEX_DOMAIN 2
/* Characters of a piece of an address. */
#define PARVIS_INDEX_PIECE 3

/**
 * ParvisIndexRow:
 * @ord: the participant's place in name order
 * @event: key of the event
 * @names: words of names, and of addresses before their domains, each once, with a space behind it
 * @answers: the other words, likewise
 * @mails: the addresses with a space behind each
 * @codes: the folded codes
 * @n_codes: how many they are
 * @buffer: for the time being
 *
 * What the search knows of one participant. A row that is read again forgets what it was.
 */
typedef struct
{
  gint64   ord;
  gint64   event;
  GString *names;
  GString *answers;
  GString *mails;
  char    *codes[PARVIS_INDEX_MAX_CODES];
  guint    n_codes;
  GString *buffer;
} ParvisIndexRow;

ParvisIndexRow *parvis_index_row_new        (void);
void            parvis_index_row_free       (ParvisIndexRow  *self);
void            parvis_index_row_read_codes (ParvisIndexRow  *self,
                                             ParvisStatement *statement,
                                             int              first);
void            parvis_index_row_read       (ParvisIndexRow  *self,
                                             ParvisStatement *statement,
                                             int              first);
char           *parvis_index_event_word     (gint64           event);
gsize           parvis_index_mail_length    (const char      *mail,
                                             gsize            length);
gboolean        parvis_index_is_piece       (const char      *piece,
                                             gsize            length);
void            parvis_index_append_piece   (GString         *terms,
                                             const char      *piece,
                                             gsize            length);
gboolean        parvis_index_is_plain       (const char      *word,
                                             gsize            length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisIndexRow, parvis_index_row_free)

G_END_DECLS
