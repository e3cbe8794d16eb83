#pragma once

#include "cli-session.h"
#include "parvis-csv.h"

G_BEGIN_DECLS

/* A column of the table format; the other formats have them all. */
typedef struct
{
  const char *path;
  const char *title;
} CliColumn;

extern const CliColumn cli_date_columns[];
extern const CliColumn cli_event_columns[];
extern const CliColumn cli_participant_columns[];

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
CliStatus        cli_say_skipped    (guint             n_skipped);
gboolean         cli_write_header   (ParvisCsv        *csv,
                                     char            **paths,
                                     GError          **error);
gboolean         cli_write_row      (ParvisCsv        *csv,
                                     WeezRecord       *record,
                                     char            **paths,
                                     GError          **error);
const WeezField *cli_find_field     (GType             type,
                                     const char       *path);
gboolean         cli_field_is_figure (const WeezField *field);
char            *cli_dup_cell       (WeezRecord       *record,
                                     const char       *path);
void             cli_say_empty      (void);
CliStatus        cli_write_failed   (const GError     *error);

G_END_DECLS
