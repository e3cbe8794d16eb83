#pragma once

#include "weez-kind.h"

G_BEGIN_DECLS

/* Each says on standard error what is wrong with the argument before it returns FALSE. What was not
 * given is NULL, and WEEZ_UNKNOWN for numbers. */
gboolean cli_check_ids          (char        **ids,
                                 const char   *option);
gboolean cli_check_id           (const char   *id);
gboolean cli_parse_time         (const char   *text,
                                 const char   *option,
                                 GTimeZone    *zone,
                                 GDateTime   **time);
gboolean cli_parse_date_tickets (char        **texts,
                                 GVariant    **pairs);
gboolean cli_check_positive     (gint64        number,
                                 const char   *option);

G_END_DECLS
