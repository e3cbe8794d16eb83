#pragma once

#include "demo-random.h"

G_BEGIN_DECLS

/* What the service of a test holds: listed as it lies here, and changed step by step. */
typedef struct
{
  guint   id;
  guint   parent;     /* the category above, 0 for none */
  char   *name;
} HistoryCategory;

typedef struct
{
  char   *id;
  guint   category;   /* 0 for none */
  char   *name;
  guint   price;      /* cents */
  guint   quota;
} HistoryTicket;

typedef enum
{
  HISTORY_EVENT_SHOWN,
  HISTORY_EVENT_NOT_PUBLISHED,
  HISTORY_EVENT_CLOSED,
  HISTORY_EVENT_WITHOUT_SALES,
} HistoryEventState;

typedef struct
{
  guint              id;
  char              *name;
  HistoryEventState  state;
  gint64             start;
  guint              n_dates;      /* 0 for an event with a single one */
  GPtrArray         *tickets;
  GPtrArray         *categories;
} HistoryEvent;

typedef struct
{
  guint         id;
  HistoryEvent *event;
  char         *ticket;
  const char   *first_name;
  const char   *last_name;
  char         *email;
  guint         answers;      /* which ones */
  guint64       key;          /* what never changes follows from it */
  gboolean      deleted;
  gboolean      refund;
  gboolean      paid;
  guint         scan;
  gint64        created;
  gint64        updated;      /* not by a scan */
  gint64        scanned;
} HistoryRow;

typedef struct
{
  guint64       seed;
  guint         n_steps;
  gint64        now;
  guint         next_row;
  guint         next_other;   /* id of events, categories and tickets */
  GPtrArray    *events;
  GPtrArray    *rows;
  GPtrArray    *gone;
} HistoryWorld;

HistoryWorld  *history_world_new         (guint64       seed);
void           history_world_free        (HistoryWorld *self);
HistoryEvent  *history_world_add_event   (HistoryWorld *self,
                                          DemoRandom   *random);
HistoryTicket *history_world_add_ticket  (HistoryWorld *self,
                                          HistoryEvent *event,
                                          DemoRandom   *random);
void           history_world_add_category (HistoryWorld *self,
                                          HistoryEvent *event,
                                          DemoRandom   *random);
HistoryRow    *history_world_add_row     (HistoryWorld *self,
                                          HistoryEvent *event,
                                          gboolean      in_front,
                                          gint64        created,
                                          DemoRandom   *random);
void           history_row_draw_names    (HistoryRow   *row,
                                          DemoRandom   *random);
void           history_row_draw_email    (HistoryRow   *row,
                                          DemoRandom   *random);
char         **history_row_dup_answers   (const HistoryRow *row);

char          *history_world_dup_truth   (HistoryWorld *self);
char          *history_world_dup_answers (HistoryWorld *self);
char          *history_world_dup_gone    (HistoryWorld *self);
char          *history_world_dup_events  (HistoryWorld *self);

guint          history_world_step        (HistoryWorld *self);
void           history_world_small_step  (HistoryWorld *self);

G_END_DECLS
