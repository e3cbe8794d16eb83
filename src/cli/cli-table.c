#include "config.h"

#include <string.h>

#include "cli-table.h"

#define GAP 2

typedef struct
{
  char     *text;
  guint     width;
  gboolean  to_the_right;
} Cell;

struct _CliTable
{
  guint   n_columns;
  guint  *widths;
  GArray *cells;
};

static void
cell_clear (gpointer data)
{
  g_free (((Cell *) data)->text);
}

CliTable *
cli_table_new (guint n_columns)
{
  CliTable *self = g_new0 (CliTable, 1);

  self->n_columns = n_columns;
  self->widths = g_new0 (guint, n_columns);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);

  return self;
}

void
cli_table_free (CliTable *self)
{
  g_array_unref (self->cells);
  g_free (self->widths);
  g_free (self);
}

/* What may stand on a terminal, and how many of its columns it takes. */
char *
cli_dup_plain (const char *text,
               guint      *width)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *plain = g_string_new (NULL);

  *width = 0;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (character);

      /* Marks of direction would let a name rewrite the rest of its line. */
      if (type == G_UNICODE_FORMAT)
        continue;

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
          type == G_UNICODE_PARAGRAPH_SEPARATOR)
        character = ' ';

      g_string_append_unichar (plain, character);
      *width += g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
    }

  return g_string_free_and_steal (plain);
}

/* Cells are added row by row. */
void
cli_table_add (CliTable   *self,
               const char *text,
               gboolean    to_the_right)
{
  guint column = self->cells->len % self->n_columns;
  Cell cell = { .to_the_right = to_the_right };

  cell.text = cli_dup_plain (text, &cell.width);
  self->widths[column] = MAX (self->widths[column], cell.width);
  g_array_append_val (self->cells, cell);
}

static void
append_spaces (GString *text,
               guint    n_spaces)
{
  g_string_append_printf (text, "%*s", (int) n_spaces, "");
}

char *
cli_table_to_text (CliTable *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);
      guint column = i % self->n_columns;
      guint space = self->widths[column] - cell->width;

      if (cell->to_the_right)
        append_spaces (text, space);
      g_string_append (text, cell->text);

      if (column + 1 < self->n_columns)
        append_spaces (text, (cell->to_the_right ? 0 : space) + GAP);
      else
        {
          while (text->len > 0 && text->str[text->len - 1] == ' ')
            g_string_truncate (text, text->len - 1);
          g_string_append_c (text, '\n');
        }
    }

  return g_string_free_and_steal (text);
}

/* The rows so far, which the table forgets; its columns stay at least as wide. */
char *
cli_table_take_text (CliTable *self)
{
  char *text = cli_table_to_text (self);

  g_array_set_size (self->cells, 0);

  return text;
}
