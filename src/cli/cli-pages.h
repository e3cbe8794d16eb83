#pragma once

#include "cli-output.h"

G_BEGIN_DECLS

/**
 * CliPages:
 * @type: of the records
 * @first: goes back to the first page
 * @next: the next records, none at the end, null with an error; a record may be null, for one that
 *   could not be read
 * @dup_cell: what the table shows of a record, or NULL for what cli_dup_cell() says
 * @data: for these
 *
 * Records that come in pages, so that no more than one page is in memory. A table goes through them
 * twice: it has to know how wide its columns are.
 */
typedef struct _CliPages CliPages;

struct _CliPages
{
  GType        type;
  void       (*first)    (CliPages    *self);
  GPtrArray *(*next)     (CliPages    *self,
                          GError     **error);
  char      *(*dup_cell) (CliPages    *self,
                          WeezRecord  *record,
                          const char  *path);
  gpointer     data;
};

CliStatus cli_output_pages (CliSession      *session,
                            CliPages        *pages,
                            const CliColumn *columns);

G_END_DECLS
