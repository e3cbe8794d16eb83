#pragma once

#include <sqlite3.h>

#include "weez-value.h"

G_BEGIN_DECLS

/**
 * ParvisStatement:
 *
 * A prepared statement, which belongs to its database. Where it goes out of scope it is made ready
 * for its next use; it is never freed by who uses it.
 */
typedef sqlite3_stmt ParvisStatement;

gboolean parvis_statement_step       (ParvisStatement  *self,
                                      gboolean         *has_row,
                                      GError          **error);
gboolean parvis_statement_run        (ParvisStatement  *self,
                                      GError          **error);
void     parvis_statement_bind_int   (ParvisStatement  *self,
                                      int               place,
                                      gint64            value);
void     parvis_statement_bind_text  (ParvisStatement  *self,
                                      int               place,
                                      const char       *text);
void     parvis_statement_bind_value (ParvisStatement  *self,
                                      int               place,
                                      const WeezValue  *value);
void     parvis_statement_release    (ParvisStatement  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisStatement, parvis_statement_release)

G_END_DECLS
