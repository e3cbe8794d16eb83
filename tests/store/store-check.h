#pragma once

#include "history-server.h"
#include "parvis-store.h"

G_BEGIN_DECLS

/* What a store holds, read past our own code, and beside what the service of a test holds. A check
 * returns null, or what is wrong. */

/* As history_server_dup_truth() writes them. */
#define STORE_CHECK_ROW \
  "printf ('%s|%s|%s|%d|%d|%d|%s|%s|%s|%s', id, ifnull (id_event, ''), ifnull (id_ticket, '')," \
  " deleted, refund, paid, ifnull (first_name, ''), ifnull (last_name, '')," \
  " ifnull (email, ''), ifnull (control_status, ''))"
#define STORE_CHECK_ROWS "SELECT " STORE_CHECK_ROW " FROM participant ORDER BY id"

char **store_check_dup_lines   (const char     *path,
                                const char     *sql);
gint64 store_check_read_number (const char     *path,
                                const char     *sql);
char  *store_check_soundness   (const char     *path);
char  *store_check_truth       (const char     *path,
                                HistoryServer  *server);
char  *store_check_changes     (const char     *path,
                                HistoryServer  *server,
                                GHashTable     *overlooked);
char  *store_check_equal       (const char     *path,
                                const char     *other);

G_END_DECLS
