#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text in columns for a terminal; what comes from outside loses its control characters. */
typedef struct _CliTable CliTable;

CliTable *cli_table_new       (guint        n_columns);
void      cli_table_free      (CliTable    *self);
void      cli_table_add       (CliTable    *self,
                               const char  *text,
                               gboolean     to_the_right);
char     *cli_table_to_text   (CliTable    *self);
char     *cli_table_take_text (CliTable    *self);

char     *cli_dup_plain       (const char  *text,
                               guint       *width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliTable, cli_table_free)

G_END_DECLS
