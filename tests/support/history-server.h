#pragma once

#include <gio/gio.h>

#include "history-fault.h"

G_BEGIN_DECLS

#define HISTORY_TYPE_SERVER (history_server_get_type ())
G_DECLARE_FINAL_TYPE (HistoryServer, history_server, HISTORY, SERVER, GObject)

/*
 * A service on loopback with a few small events whose participants change at random, and whose
 * answers lie and fail at random. Everything follows from the seed: the same requests between the
 * same steps get the same bytes, in whatever order they come, unless HISTORY_FAULT_STEP is among
 * their faults. It answers from a thread of its own; every function may be called from any other.
 */
HistoryServer *history_server_new              (guint64         seed);
const char    *history_server_get_url          (HistoryServer  *self);
guint64        history_server_get_seed         (HistoryServer  *self);

/* Hours or days go by, and a few things change. Returns how many. */
guint          history_server_step             (HistoryServer  *self);

/* The service's clock, in unix seconds. It stands still between steps. */
gint64         history_server_get_time         (HistoryServer  *self);
void           history_server_advance          (HistoryServer  *self,
                                                gint64          seconds);

/* The most rows that a page holds, whatever is asked for; 0, at first, for no limit. */
void           history_server_set_largest_page (HistoryServer  *self,
                                                guint           rows);
/* How much earlier than asked a row may have changed to be listed; 24 hours at first. */
void           history_server_set_overlap      (HistoryServer  *self,
                                                gint64          seconds);

/* Each request fails at these odds, by one of @faults (bits of 1 << HistoryFault). 0 at first. */
void           history_server_set_fault_rate   (HistoryServer  *self,
                                                guint           per_mille,
                                                guint32         faults);
/* The next @times requests under @path fail this way, before any by chance. */
void           history_server_add_fault        (HistoryServer  *self,
                                                HistoryFault    fault,
                                                const char     *path,
                                                guint           times);
/* Nothing fails, neither by chance nor as told, until FALSE. */
void           history_server_set_calm         (HistoryServer  *self,
                                                gboolean        calm);

/*
 * What is so now, a line each, sorted by number:
 *   participants  "ID|EVENT|TICKET|DELETED|REFUND|PAID|FIRST|LAST|EMAIL|SCAN", flags as 0 and 1,
 *                 all that would be listed with include_deleted and include_unpaid
 *   answers       "ID|LABEL=VALUE|LABEL=VALUE", as with full, of the same participants
 *   gone          "gone ID", those that were there once, listed or not, and are no more
 *   events        "ID|NAME", each followed by its categories and tickets:
 *                 "  category ID|PARENT|NAME", "  ticket ID|CATEGORY|NAME", 0 for none above
 */
char          *history_server_dup_truth        (HistoryServer  *self);
char          *history_server_dup_answers      (HistoryServer  *self);
char          *history_server_dup_gone         (HistoryServer  *self);
char          *history_server_dup_events       (HistoryServer  *self);
char         **history_server_dup_event_ids    (HistoryServer  *self);

/* What was asked under @path, all if it is "/". A line is "GET /dates?id_event[]=1 (http-500)". */
guint          history_server_count_requests   (HistoryServer  *self,
                                                const char     *path);
char         **history_server_dup_log          (HistoryServer  *self);
void           history_server_clear_log        (HistoryServer  *self);

G_END_DECLS
