#include "config.h"

#include "parvis-statement.h"

#include "parvis-database.h"

/**
 * parvis_statement_step:
 * @self: a statement with all of its values
 * @has_row: (out) (optional): whether there is a row; without it a row must be there
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Goes to the next row.
 *
 * Returns: whether it could
 */
gboolean
parvis_statement_step (ParvisStatement  *self,
                       gboolean         *has_row,
                       GError          **error)
{
  int result = sqlite3_step (self);

  if (result != SQLITE_ROW && result != SQLITE_DONE)
    {
      parvis_database_set_error (sqlite3_db_handle (self), result, error);
      return FALSE;
    }

  if (has_row != NULL)
    *has_row = result == SQLITE_ROW;

  return TRUE;
}

/**
 * parvis_statement_run:
 * @self: a statement with all of its values, which gives no rows
 * @error: return location for a %PARVIS_STORE_ERROR
 *
 * Runs it, and makes it ready to run again with other values.
 *
 * Returns: whether it could
 */
gboolean
parvis_statement_run (ParvisStatement  *self,
                      GError          **error)
{
  gboolean done = parvis_statement_step (self, NULL, error);

  sqlite3_reset (self);

  return done;
}

void
parvis_statement_bind_int (ParvisStatement *self,
                           int              place,
                           gint64           value)
{
  sqlite3_bind_int64 (self, place, value);
}

/**
 * parvis_statement_bind_text:
 * @self: a statement
 * @place: number of a "?", from 1
 * @text: (nullable): must stay as it is until the statement has run
 */
void
parvis_statement_bind_text (ParvisStatement *self,
                            int              place,
                            const char      *text)
{
  sqlite3_bind_text (self, place, text, -1, SQLITE_STATIC);
}

/**
 * parvis_statement_bind_value:
 * @self: a statement
 * @place: number of a "?", from 1
 * @value: must stay as it is until the statement has run
 */
void
parvis_statement_bind_value (ParvisStatement *self,
                             int              place,
                             const WeezValue *value)
{
  switch (value->type)
    {
    case WEEZ_VALUE_INTEGER:
      sqlite3_bind_int64 (self, place, value->integer);
      break;

    case WEEZ_VALUE_REAL:
      sqlite3_bind_double (self, place, value->real);
      break;

    case WEEZ_VALUE_TEXT:
      parvis_statement_bind_text (self, place, value->text);
      break;

    case WEEZ_VALUE_NONE:
    default:
      sqlite3_bind_null (self, place);
      break;
    }
}

/**
 * parvis_statement_release:
 * @self: a statement
 *
 * Makes it ready for its next use.
 */
void
parvis_statement_release (ParvisStatement *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}
