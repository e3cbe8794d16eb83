#include "config.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "parvis-fold.h"

/* What a text is for a search: small letters without marks, and digits, in words with one space
 * between them. Apostrophes, hyphens and all else end a word. */

#define MAX_DECOMPOSED 18
/* Longer names are sorted by their beginning. */
#define MAX_SORTED 120
#define MAX_KEY 1024
/* A byte that no sort key begins with, for who has no name; and what tells earlier stores apart. */
#define AFTER_ALL 0xFF
#define NAMELESS_LAST "+nameless-last"
/* So are these places, and keys without capitals. */
#define NARROW_PLACES "+narrow-places"
/* The bits of a place that tell the name. */
#define ORD_BITS 33
/* What stands for a byte of a sort key: a space or less, or what follows the codes of the letters'
 * neighbours where there is no letter. */
#define ORD_BELOW 1
#define ORD_FIRST_LETTER 2
#define ORD_ABOVE 28
#define ORD_BETWEEN 29
/* A name of more words is joined no further. */
#define MAX_JOINED 5

/* Letters that Unicode does not take apart, and those that people write with two. */
static const struct
{
  gunichar    letter;
  const char *plain;
} special[] = {
  { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" },
  { 0x0111, "d" }, { 0x0127, "h" }, { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" },
  { 0x014b, "n" }, { 0x0167, "t" }, { 0x0180, "b" }, { 0x01e5, "g" }, { 0x0254, "o" },
  { 0x0257, "d" }, { 0x0259, "e" }, { 0x025b, "e" }, { 0x0268, "i" },
};

static const char *
find_special (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    if (special[i].letter == c)
      return special[i].plain;

  return NULL;
}

/* Marks, and what only says how to write or break a word. */
static gboolean
is_silent (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* Unicode takes some apostrophes for letters. */
static gboolean
is_apostrophe (gunichar c)
{
  return c >= 0x02b9 && c <= 0x02cf;
}

/* Whether a space is owed before the next letter is the last byte's business: none at the start. */
static void
end_word (GString *folded)
{
  if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
    g_string_append_c (folded, ' ');
}

static void
append_letter (GString  *folded,
               gunichar  c)
{
  const char *plain;

  c = g_unichar_tolower (c);
  if (is_silent (c))
    return;

  if (is_apostrophe (c))
    end_word (folded);
  else if ((plain = find_special (c)) != NULL)
    g_string_append (folded, plain);
  else if (g_unichar_isalnum (c))
    g_string_append_unichar (folded, c);
  else
    end_word (folded);
}

/**
 * parvis_fold_append:
 * @folded: (inout): gets the words, each with a space behind it
 * @text: (nullable): valid UTF-8
 */
void
parvis_fold_append (GString    *folded,
                    const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar parts[MAX_DECOMPOSED];
      gsize n_parts;

      if ((guchar) *p < 0x80)
        {
          if (g_ascii_isalnum (*p))
            g_string_append_c (folded, g_ascii_tolower (*p));
          else
            end_word (folded);
          continue;
        }

      n_parts = g_unichar_fully_decompose (g_utf8_get_char (p), TRUE, parts, MAX_DECOMPOSED);
      for (gsize i = 0; i < MIN (n_parts, MAX_DECOMPOSED); i++)
        append_letter (folded, parts[i]);
    }

  end_word (folded);
}

/**
 * parvis_fold_text:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): its words, with one space between them
 */
char *
parvis_fold_text (const char *text)
{
  GString *folded = g_string_new (NULL);

  parvis_fold_append (folded, text);
  if (folded->len > 0)
    g_string_truncate (folded, folded->len - 1);

  return g_string_free_and_steal (folded);
}

/**
 * parvis_fold_has_words:
 * @text: (nullable): valid UTF-8
 * @words: (array zero-terminated=1): folded words
 *
 * Returns: whether each of @words is the beginning of a word of @text
 */
gboolean
parvis_fold_has_words (const char         *text,
                       const char * const *words)
{
  g_autofree char *folded = text != NULL ? parvis_fold_text (text) : NULL;

  if (folded == NULL)
    return FALSE;

  for (; *words != NULL; words++)
    {
      const char *found = folded;

      while ((found = strstr (found, *words)) != NULL && found > folded && found[-1] != ' ')
        found++;
      if (found == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * parvis_fold_code:
 * @code: (nullable): a barcode, a reference, or what somebody typed for one
 *
 * Returns: (transfer full): its letters and digits, without anything between them
 */
char *
parvis_fold_code (const char *code)
{
  char *folded = parvis_fold_text (code);
  char *end = folded;

  for (const char *p = folded; *p != '\0'; p++)
    if (*p != ' ')
      *end++ = *p;
  *end = '\0';

  return folded;
}

/**
 * parvis_fold_mail:
 * @mail: (nullable): an address, or a part of one
 *
 * Returns: (transfer full): small letters, with all signs
 */
char *
parvis_fold_mail (const char *mail)
{
  const char *text = mail != NULL ? mail : "";
  char *folded = g_str_is_ascii (text) ? g_ascii_strdown (text, -1) : g_utf8_strdown (text, -1);

  return g_strstrip (folded);
}

/**
 * parvis_fold_append_joins:
 * @words: (inout): gets the words, each with a space behind it
 * @folded: a folded name
 *
 * "de la tour" gives "delatour" and "latour", since people type a name as they have heard it.
 */
void
parvis_fold_append_joins (GString    *words,
                          const char *folded)
{
  const char *starts[MAX_JOINED];
  guint n_words = 0;

  for (const char *p = folded; *p != '\0' && n_words < MAX_JOINED;)
    {
      starts[n_words++] = p;
      if ((p = strchr (p, ' ')) == NULL)
        break;
      p++;
    }

  for (guint i = 0; i + 1 < n_words; i++)
    {
      for (const char *p = starts[i]; *p != '\0'; p++)
        if (*p != ' ')
          g_string_append_c (words, *p);
      g_string_append_c (words, ' ');
    }
}

static void
close_collator (gpointer data)
{
  ucol_close (data);
}

/* A collator is for one thread at a time. Whoever writes DUPONT for Dupont is no other person, so
 * that letters and marks make the order, and capitals do not. */
static UCollator *
get_collator (void)
{
  static GPrivate kept = G_PRIVATE_INIT (close_collator);
  UCollator *collator = g_private_get (&kept);
  UErrorCode status = U_ZERO_ERROR;

  if (collator == NULL)
    {
      collator = ucol_open ("fr", &status);
      ucol_setStrength (collator, UCOL_SECONDARY);
      g_private_set (&kept, collator);
    }

  return collator;
}

/* With marks and capitals, but with one space wherever people write a sign between words. */
static void
append_spaced (GString    *text,
               const char *name)
{
  for (const char *p = name; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_apostrophe (c) || (!g_unichar_isalnum (c) && !is_silent (c)))
        end_word (text);
      else if (g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (text, c);
    }
  end_word (text);
}

static gsize
write_sort_key (const char *text,
                gsize       text_length,
                guint8     *key,
                gsize       size)
{
  UChar wide[2 * MAX_SORTED + 2];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  int32_t needed;

  u_strFromUTF8 (wide, G_N_ELEMENTS (wide), &length, text, (int32_t) text_length, &status);
  needed = ucol_getSortKey (get_collator (), wide, length, key, (int32_t) size);
  needed = CLAMP (needed, 0, (int32_t) size);

  /* The 0 at its end is for C. */
  return (gsize) (needed > 0 && key[needed - 1] == 0 ? needed - 1 : needed);
}

static gsize
write_name_key (const char *last_name,
                const char *first_name,
                guint8      key[MAX_KEY])
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_spaced (text, last_name);
  append_spaced (text, first_name);
  if (text->len == 0)
    {
      key[0] = AFTER_ALL;
      return 1;
    }
  if (g_utf8_strlen (text->str, (gssize) text->len) > MAX_SORTED)
    g_string_truncate (text, (gsize) (g_utf8_offset_to_pointer (text->str, MAX_SORTED) -
                                      text->str));

  return write_sort_key (text->str, text->len, key, MAX_KEY);
}

/**
 * parvis_fold_sort_key:
 * @last_name: (nullable): a name
 * @first_name: (nullable): a name
 *
 * Returns: (transfer full): bytes that sort as French does; who has no name comes last
 */
GBytes *
parvis_fold_sort_key (const char *last_name,
                      const char *first_name)
{
  guint8 key[MAX_KEY];
  gsize size = write_name_key (last_name, first_name, key);

  return g_bytes_new (key, size);
}

/**
 * parvis_fold_dup_rules:
 *
 * Returns: (transfer full): the version of the rules behind sort keys and places; those of another
 *   version do not compare with them
 */
char *
parvis_fold_dup_rules (void)
{
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];

  ucol_getVersion (get_collator (), version);
  u_versionToString (version, text);

  return g_strconcat (text, NAMELESS_LAST NARROW_PLACES, NULL);
}

/* What sort keys have for a space and the letters from a to z, one byte each. */
static const guint8 *
get_letter_bytes (void)
{
  static guint8 bytes[1 + 26];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
        {
          const char letter[] = { i == 0 ? ' ' : (char) ('a' + i - 1) };
          guint8 key[MAX_KEY];

          write_sort_key (letter, 1, key, sizeof key);
          bytes[i] = key[0];
        }
      g_once_init_leave (&once, 1);
    }

  return bytes;
}

/* How often a name has, in thousandths, a space, what is below the letters, a to z, what is above,
 * and what is between two letters. */
static const guint8 shares[] = {
  60, 2, 90, 24, 33, 32, 118, 16, 25, 22, 75, 14, 8, 60, 33, 75, 52, 20, 4, 70, 42, 45, 42, 13, 3,
  5, 10, 4, 2, 1,
};

/* The names that begin as told so far: a part of all places, as large as they are likely. */
typedef struct
{
  guint64 lowest;
  guint64 size;
} Range;

/* To the part from @start, @share of @whole. */
static void
narrow (Range *range,
        guint  start,
        guint  share,
        guint  whole)
{
  guint64 unit = range->size / whole;

  range->lowest += unit * start;
  range->size = unit * share;
}

static void
narrow_to_code (Range *range,
                guint  code)
{
  guint start = 0;

  for (guint i = 0; i < code; i++)
    start += shares[i];
  narrow (range, start, shares[code], 1000);
}

/* Where a byte stands among the letters: @code is of the last one that is not above it. */
static gboolean
find_letter (guint8  byte,
             guint  *code)
{
  const guint8 *bytes = get_letter_bytes ();
  guint i = 26;

  while (i > 0 && bytes[i] > byte)
    i--;
  *code = i == 0 ? 0 : ORD_FIRST_LETTER + i - 1;

  return byte == bytes[i] || byte <= bytes[0];
}

/**
 * parvis_fold_ord:
 * @sort_key: from parvis_fold_sort_key()
 *
 * The lowest of the places in name order that are for names that begin alike. Of two names, the one
 * whose sort key is lower never has the higher one. What begins as many names do has more places
 * than what is rare, so that places need few bits. See parvis_place_choose().
 *
 * Returns: the place, a positive number of 47 bits whose lowest %PARVIS_FOLD_ORD_SHIFT are 0
 */
gint64
parvis_fold_ord (GBytes *sort_key)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sort_key, &size);
  Range range = { 0, G_GUINT64_CONSTANT (1) << 60 };
  gboolean is_letter = TRUE;

  /* What matters less than letters follows the first 1. */
  for (gsize i = 0; i < size && bytes[i] > 1 && range.size >> (60 - ORD_BITS) > 0; i++)
    {
      guint code = 0;

      if (!is_letter)
        narrow (&range, bytes[i], 1, 256);
      else if ((is_letter = find_letter (bytes[i], &code)))
        narrow_to_code (&range, code);
      else
        {
          if (code == 0)
            code = ORD_BELOW;
          else if (code == ORD_FIRST_LETTER + 25)
            code = ORD_ABOVE;
          else
            narrow_to_code (&range, code);
          narrow_to_code (&range, code == ORD_BELOW || code == ORD_ABOVE ? code : ORD_BETWEEN);
          narrow (&range, bytes[i], 1, 256);
        }
    }

  return (gint64) (range.lowest >> (60 - ORD_BITS)) << PARVIS_FOLD_ORD_SHIFT;
}
