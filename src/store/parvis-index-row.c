#include "config.h"

#include <string.h>

#include "parvis-index-row.h"

#include "parvis-fold.h"
#include "parvis-phone.h"
#include "weez-column.h"

/* A long answer is found by its beginning. */
#define MAX_WORDS 200
#define MAX_WORD_LENGTH 60
/* The private use area. */
#define FIRST_EVENT_SIGN 0xe000
#define EVENT_SIGNS 6400

enum
{
  ORD, EVENT, FIRST_NAME, LAST_NAME, EMAIL, BUYER_FIRST_NAME, BUYER_LAST_NAME, BUYER_EMAIL,
  CODES, ANSWERS = CODES + PARVIS_INDEX_MAX_CODES, BUYER_ANSWERS,
};

ParvisIndexRow *
parvis_index_row_new (void)
{
  ParvisIndexRow *self = g_new0 (ParvisIndexRow, 1);

  self->names = g_string_new (NULL);
  self->answers = g_string_new (NULL);
  self->mails = g_string_new (NULL);
  self->buffer = g_string_new (NULL);

  return self;
}

static void
clear_codes (ParvisIndexRow *self)
{
  for (guint i = 0; i < self->n_codes; i++)
    g_free (self->codes[i]);
  self->n_codes = 0;
}

void
parvis_index_row_free (ParvisIndexRow *self)
{
  clear_codes (self);
  g_string_free (self->names, TRUE);
  g_string_free (self->answers, TRUE);
  g_string_free (self->mails, TRUE);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

/**
 * parvis_index_event_word:
 * @event: key of an event
 *
 * It has signs of private use, so that nobody can type it.
 *
 * Returns: (transfer full): a word that all participants of the event have
 */
char *
parvis_index_event_word (gint64 event)
{
  GString *word = g_string_new (NULL);

  for (guint i = 0; i < 3; i++, event /= EVENT_SIGNS)
    g_string_append_unichar (word, FIRST_EVENT_SIGN + (gunichar) (event % EVENT_SIGNS));

  return g_string_free_and_steal (word);
}

/**
 * parvis_index_is_plain:
 * @word: a folded word
 * @length: of it in bytes
 *
 * Returns: whether it has no digit; all such words are in table `word`
 */
gboolean
parvis_index_is_plain (const char *word,
                       gsize       length)
{
  for (const char *p = word; p < word + length; p = g_utf8_next_char (p))
    if ((guchar) *p < 0x80 ? g_ascii_isdigit (*p) : !g_unichar_isalpha (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

static gboolean
has_word (GString    *words,
          const char *word,
          gsize       length)
{
  const char *p = words->str;

  while ((p = memmem (p, (gsize) (words->str + words->len - p), word, length)) != NULL)
    {
      if ((p == words->str || p[-1] == ' ') && p[length] == ' ')
        return TRUE;
      p += length;
    }

  return FALSE;
}

static void
add_word (GString    *words,
          const char *word,
          gsize       length)
{
  if (length == 0 || length > MAX_WORD_LENGTH || has_word (words, word, length))
    return;

  g_string_append_len (words, word, (gssize) length);
  g_string_append_c (words, ' ');
}

/* "dupont" of "dupont85": by it, words without digits are found among words without digits. */
static gsize
get_plain_start (const char *word,
                 gsize       length)
{
  gsize start = 0;

  while (start < length && !g_ascii_isdigit (word[start]))
    start++;

  return start < length ? start : 0;
}

/* Adds those that are not there yet. */
static void
add_words (GString    *words,
           const char *folded,
           guint       max_words)
{
  for (const char *p = folded; *p != '\0' && max_words > 0; max_words--)
    {
      gsize length = strcspn (p, " ");

      add_word (words, p, length);
      add_word (words, p, get_plain_start (p, length));
      p += length + (p[length] != '\0');
    }
}

static const char *
get_text (ParvisStatement *statement,
          int              column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static void
add_text (ParvisIndexRow *self,
          GString        *words,
          const char     *text)
{
  g_string_truncate (self->buffer, 0);
  parvis_fold_append (self->buffer, text);
  add_words (words, self->buffer->str, MAX_WORDS);
}

static void
add_name (ParvisIndexRow *self,
          const char     *name)
{
  g_autoptr(GString) joins = NULL;

  if (name == NULL || *name == '\0')
    return;

  add_text (self, self->names, name);
  /* There is a space behind the last word as well. */
  if (strchr (self->buffer->str, ' ') == strrchr (self->buffer->str, ' '))
    return;

  joins = g_string_new (NULL);
  parvis_fold_append_joins (joins, self->buffer->str);
  add_words (self->names, joins->str, MAX_WORDS);
}

static void
add_answer (const char *text,
            gpointer    data)
{
  ParvisIndexRow *self = data;

  add_text (self, self->answers, text);
  g_string_truncate (self->buffer, 0);
  parvis_phone_append (self->buffer, text);
  add_words (self->answers, self->buffer->str, MAX_WORDS);
}

static void
add_answers (ParvisIndexRow *self,
             const char     *list)
{
  if (list != NULL)
    weez_column_each_text (list, PARVIS_ANSWER_VALUE_PLACE, add_answer, self);
}

static void
add_mail (ParvisIndexRow *self,
          const char     *mail)
{
  g_autofree char *folded = NULL;
  g_autofree char *person = NULL;
  const char *domain;

  if (mail == NULL || *mail == '\0')
    return;

  folded = parvis_fold_mail (mail);
  if (has_word (self->mails, folded, strlen (folded)))
    return;

  g_string_append_printf (self->mails, "%s ", folded);
  domain = strrchr (mail, '@');
  if (domain == NULL)
    domain = mail + strlen (mail);
  person = g_strndup (mail, (gsize) (domain - mail));
  add_text (self, self->names, person);
  add_text (self, self->answers, domain);
}

static void
add_code (ParvisIndexRow *self,
          const char     *code)
{
  char *folded;
  const char *end;

  if (code == NULL || *code == '\0')
    return;

  folded = parvis_fold_code (code);
  if (*folded == '\0' || strlen (folded) > 4 * MAX_WORD_LENGTH)
    {
      g_free (folded);
      return;
    }

  end = folded;
  for (guint i = 0; i < PARVIS_INDEX_STUB && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  /* A code without digits, as "ETUDIANT", is of many people and found as any word is. */
  add_word (self->answers, folded, parvis_index_is_plain (folded, strlen (folded))
                                   ? strlen (folded)
                                   : (gsize) (end - folded));
  self->codes[self->n_codes++] = folded;
}

static void
forget (ParvisIndexRow *self)
{
  clear_codes (self);
  g_string_truncate (self->names, 0);
  g_string_truncate (self->answers, 0);
  g_string_truncate (self->mails, 0);
  self->ord = self->event = 0;
}

/**
 * parvis_index_row_read_codes:
 * @self: a row, which forgets what it held
 * @statement: at a row that selects %PARVIS_INDEX_ROW_COLUMNS
 * @first: where they begin in the row, from 0
 *
 * Reads nothing but the codes, which is much faster than all.
 */
void
parvis_index_row_read_codes (ParvisIndexRow  *self,
                             ParvisStatement *statement,
                             int              first)
{
  forget (self);

  self->ord = sqlite3_column_int64 (statement, first + ORD);
  self->event = sqlite3_column_int64 (statement, first + EVENT);
  for (int i = 0; i < PARVIS_INDEX_MAX_CODES; i++)
    add_code (self, get_text (statement, first + CODES + i));
}

/**
 * parvis_index_row_read:
 * @self: a row, which forgets what it held
 * @statement: at a row that selects %PARVIS_INDEX_ROW_COLUMNS
 * @first: where they begin in the row, from 0
 */
void
parvis_index_row_read (ParvisIndexRow  *self,
                       ParvisStatement *statement,
                       int              first)
{
  parvis_index_row_read_codes (self, statement, first);

  add_name (self, get_text (statement, first + FIRST_NAME));
  add_name (self, get_text (statement, first + LAST_NAME));
  add_name (self, get_text (statement, first + BUYER_FIRST_NAME));
  add_name (self, get_text (statement, first + BUYER_LAST_NAME));

  add_mail (self, get_text (statement, first + EMAIL));
  add_mail (self, get_text (statement, first + BUYER_EMAIL));
  add_answers (self, get_text (statement, first + ANSWERS));
  add_answers (self, get_text (statement, first + BUYER_ANSWERS));
}

/* So much of an address, or of a part of one, is in pieces: of the few domains that all have, no
 * more than tells where they begin. */
gsize
parvis_index_mail_length (const char *mail,
                          gsize       length)
{
  const char *at = memchr (mail, '@', length);
  const char *end = at;

  for (guint i = 0; at != NULL && i <= PARVIS_INDEX_DOMAIN && end < mail + length; i++)
    end = g_utf8_next_char (end);

  return at != NULL ? (gsize) (end - mail) : length;
}

/* No address has spaces or control characters, which would be the end of a term. */
gboolean
parvis_index_is_piece (const char *piece,
                       gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) piece[i] <= ' ' || piece[i] == 0x7f)
      return FALSE;

  return TRUE;
}

/* No word has an "@". */
void
parvis_index_append_piece (GString    *terms,
                           const char *piece,
                           gsize       length)
{
  g_string_append_c (terms, '@');
  g_string_append_len (terms, piece, (gssize) length);
}
