#include "config.h"

#include <string.h>

#include "parvis-csv.h"

/**
 * ParvisCsv:
 *
 * Writes a table as RFC 4180 has it: UTF-8, commas, CRLF, quotes where they are needed. Text that a
 * spreadsheet would run as a formula is made plain text.
 */
struct _ParvisCsv
{
  GObject        parent_instance;
  GOutputStream *stream;
  GString       *row;
  guint          n_cells;
};

G_DEFINE_FINAL_TYPE (ParvisCsv, parvis_csv, G_TYPE_OBJECT)

static void
parvis_csv_finalize (GObject *object)
{
  ParvisCsv *self = PARVIS_CSV (object);

  g_clear_object (&self->stream);
  g_string_free (self->row, TRUE);

  G_OBJECT_CLASS (parvis_csv_parent_class)->finalize (object);
}

static void
parvis_csv_class_init (ParvisCsvClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_csv_finalize;
}

static void
parvis_csv_init (ParvisCsv *self)
{
  self->row = g_string_new (NULL);
}

/* Controls other than tab and line ends are nothing that a table can hold. */
static char *
dup_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_type (character) != G_UNICODE_CONTROL || strchr ("\t\r\n", *p) != NULL)
        g_string_append_unichar (clean, character);
    }

  return g_string_free_and_steal (clean);
}

/* Spreadsheets look past spaces, marks of byte order and quotes; and some read the wide forms of
 * the East Asian keyboards as the narrow ones. */
static gboolean
is_formula (const char *text)
{
  static const gunichar signs[] = {
    '=', '+', '-', '@', '\t', '\r', '\n', 0xff1d, 0xff0b, 0xff0d, 0xff20, 0x2212,
  };
  const char *p = text;
  gunichar character;

  for (;;)
    {
      character = g_utf8_get_char (p);

      if (character == '\t' || character == '\r' || character == '\n' ||
          (!g_unichar_isspace (character) && g_unichar_type (character) != G_UNICODE_FORMAT &&
           character != '"' && character != '\''))
        break;

      p = g_utf8_next_char (p);
    }

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (character == signs[i])
      return TRUE;

  return FALSE;
}

static void
begin_cell (ParvisCsv *self)
{
  if (self->n_cells++ > 0)
    g_string_append_c (self->row, ',');
}

/**
 * parvis_csv_new:
 * @stream: where to
 *
 * Returns: (transfer full): a writer without a row
 */
ParvisCsv *
parvis_csv_new (GOutputStream *stream)
{
  ParvisCsv *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self = g_object_new (PARVIS_TYPE_CSV, NULL);
  self->stream = g_object_ref (stream);

  return self;
}

/**
 * parvis_csv_add_text:
 * @self: a writer
 * @text: (nullable): what anybody may have typed; null is an empty cell
 *
 * Adds a cell to the row.
 */
void
parvis_csv_add_text (ParvisCsv  *self,
                     const char *text)
{
  g_autofree char *clean = NULL;
  gboolean formula;

  g_return_if_fail (PARVIS_IS_CSV (self));

  begin_cell (self);
  if (text == NULL || *text == '\0')
    return;

  clean = dup_clean (text);
  formula = is_formula (clean);

  if (strpbrk (clean, ",\"\r\n") == NULL && *clean != ' ' && !g_str_has_suffix (clean, " "))
    {
      g_string_append (self->row, formula ? "'" : "");
      g_string_append (self->row, clean);
      return;
    }

  g_string_append (self->row, formula ? "\"'" : "\"");
  for (const char *p = clean; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->row, '"');
      g_string_append_c (self->row, *p);
    }
  g_string_append_c (self->row, '"');
}

/**
 * parvis_csv_add_number:
 * @self: a writer
 * @number: (nullable): a number that Parvis itself wrote, as in "-4.5"
 *
 * Adds a cell to the row. Anything else than a plain number is added as text.
 */
void
parvis_csv_add_number (ParvisCsv  *self,
                       const char *number)
{
  g_return_if_fail (PARVIS_IS_CSV (self));

  if (number != NULL && number[strspn (number, "-.e" G_CSET_DIGITS)] == '\0')
    {
      begin_cell (self);
      g_string_append (self->row, number);
    }
  else
    parvis_csv_add_text (self, number);
}

/**
 * parvis_csv_end_row:
 * @self: a writer
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error of the stream
 *
 * Writes the row to the stream.
 *
 * Returns: whether it is written
 */
gboolean
parvis_csv_end_row (ParvisCsv     *self,
                    GCancellable  *cancellable,
                    GError       **error)
{
  gboolean written;

  g_return_val_if_fail (PARVIS_IS_CSV (self), FALSE);

  g_string_append (self->row, "\r\n");
  written = g_output_stream_write_all (self->stream, self->row->str, self->row->len, NULL,
                                       cancellable, error);
  g_string_truncate (self->row, 0);
  self->n_cells = 0;

  return written;
}
