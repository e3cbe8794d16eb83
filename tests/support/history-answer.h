#pragma once

#include "demo-query.h"
#include "demo-reply.h"
#include "history-fault.h"
#include "history-world.h"

G_BEGIN_DECLS

/* One request: what is asked, and how the answer is to go wrong. */
typedef struct
{
  const char   *path;
  DemoQuery    *query;
  guint         largest_page;   /* 0 for no limit */
  gint64        overlap;        /* seconds */
  HistoryFault  fault;          /* HISTORY_N_FAULTS for none */
  DemoRandom    random;
} HistoryQuestion;

gboolean history_path_is_under (const char      *path,
                                const char      *above);
void     history_answer        (HistoryWorld    *world,
                                HistoryQuestion *question,
                                DemoReply       *reply);
void     history_answer_list   (HistoryWorld    *world,
                                HistoryQuestion *question,
                                GString         *text);

G_END_DECLS
