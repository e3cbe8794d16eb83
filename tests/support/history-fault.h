#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How an answer goes wrong. Those after HISTORY_FAULT_EMPTY_LIE concern participants alone. */
typedef enum
{
  HISTORY_FAULT_HTTP_500,
  HISTORY_FAULT_HTTP_502,
  HISTORY_FAULT_HTTP_503,
  HISTORY_FAULT_HTTP_429,       /* with Retry-After: 1 */
  HISTORY_FAULT_HTTP_404,
  HISTORY_FAULT_RESET,          /* of the connection */
  HISTORY_FAULT_CUT,            /* shorter than its Content-Length */
  HISTORY_FAULT_MALFORMED,      /* JSON that ends early in a body that doesn't */
  HISTORY_FAULT_EMPTY_BODY,
  HISTORY_FAULT_ERROR_200,      /* an error object under status 200 */
  HISTORY_FAULT_EMPTY_LIE,      /* no rows, although there are some */
  HISTORY_FAULT_REPEATED,       /* the first page, whichever is asked for */
  HISTORY_FAULT_SHIFTED,        /* a page that begins some rows later, or earlier */
  HISTORY_FAULT_SHORT,          /* a page without its last rows, which no other page has */
  HISTORY_FAULT_DOUBLED,        /* rows twice in a page */
  HISTORY_FAULT_DOUBLED_PAGES,  /* rows of the page before, too */
  HISTORY_FAULT_COUNTERS,       /* wrong ones */
  HISTORY_FAULT_NO_ID,          /* rows without one */
  HISTORY_FAULT_FOREIGN,        /* rows of events that were not asked for */
  HISTORY_FAULT_BARE,           /* rows of no more than an id, answers and a buyer */
  HISTORY_FAULT_ID_TYPES,       /* numbers as texts and texts as numbers, which says the same */
  HISTORY_FAULT_WRONG_TYPES,    /* values that make no sense */
  HISTORY_FAULT_ENDLESS,        /* a full page after the last one, of rows that were shown before */
  HISTORY_FAULT_STEP,           /* none: the answer is right, but something changes before it */
  HISTORY_N_FAULTS,
} HistoryFault;

#define HISTORY_FAULTS_NONE  0u
#define HISTORY_FAULTS_ALL   ((1u << HISTORY_N_FAULTS) - 1)
/* Those that cannot be taken for an answer. */
#define HISTORY_FAULTS_PLAIN ((1u << HISTORY_FAULT_EMPTY_LIE) - 1)
/* Those that look like an answer. */
#define HISTORY_FAULTS_LIES  (HISTORY_FAULTS_ALL & ~HISTORY_FAULTS_PLAIN)

const char *history_fault_get_name (HistoryFault fault);

G_END_DECLS
