#pragma once

#include "cli-session.h"

G_BEGIN_DECLS

/* A column of the table format; the other formats have them all. */
typedef struct
{
  const char *path;
  const char *title;
} CliColumn;

CliStatus        cli_output_text    (CliSession       *session,
                                     const char       *text);
CliStatus        cli_output_listing (CliSession       *session,
                                     WeezListing      *listing,
                                     const CliColumn  *columns);
CliStatus        cli_output_list    (CliSession       *session,
                                     DexFuture        *future,
                                     const CliColumn  *columns);
CliStatus        cli_output_record  (CliSession       *session,
                                     DexFuture        *future,
                                     const CliColumn  *columns);
CliStatus        cli_output_skipped (WeezListing      *listing);
const WeezField *cli_find_field     (GType             type,
                                     const char       *path);
gboolean         cli_field_is_figure (const WeezField *field);
char            *cli_dup_cell       (WeezRecord       *record,
                                     const char       *path);
void             cli_say_empty      (void);
CliStatus        cli_write_failed   (const GError     *error);

G_END_DECLS
