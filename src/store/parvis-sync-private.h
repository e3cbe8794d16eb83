#pragma once

#include "parvis-listing.h"
#include "parvis-store-private.h"
#include "parvis-sync.h"
#include "weez-worker.h"

G_BEGIN_DECLS

/* Participants that the search is told of in one transaction. */
#define PARVIS_SYNC_BATCH_SIZE 10000

typedef struct _ParvisSyncReading ParvisSyncReading;

/* An event that a sync is about, as the store knows it. */
typedef struct
{
  gint64              key;
  char               *id;
  char               *name;
  gint64              participants;   /* WEEZ_UNKNOWN where the service does not say */
  gint64              start;          /* 0 where it is not known */
  gint64              end;
  gint64              details_at;     /* our time of the newest details, 0 before the first */
  gboolean            multiple_dates;
  gboolean            on_sale;
  ParvisListingState  state;
} ParvisSyncTarget;

struct _ParvisSync
{
  GObject             parent_instance;
  ParvisStore        *store;
  WeezClient         *client;
  char              **id_events;
  gboolean            complete;
  gboolean            answers;
  guint               page_size;
  guint               batch_size;

  gboolean            running;
  ParvisSyncStep      step;
  char               *sentence;
  GError             *problem;
  guint               n_skipped;
  WeezWorker         *indexer;
  ParvisSyncReading  *reading;       /* in the thread of the indexer */
  gint64              n_waiting;     /* who are new and not indexed yet */
  guint               largest_page;
  gint64              now;
  GPtrArray          *targets;
  GCancellable       *cancellable;
  DexFuture          *run;
};

/* Asks the service for one thing; may be called again after a failure. */
typedef DexFuture *(*ParvisSyncAsk) (ParvisSync *self,
                                     gpointer    data);

gpointer parvis_sync_ask                (ParvisSync        *self,
                                         const char        *name,
                                         ParvisSyncAsk      ask,
                                         gpointer           data,
                                         GError           **error);
gpointer parvis_sync_ask_again          (ParvisSync        *self,
                                         ParvisSyncAsk      ask,
                                         gpointer           data,
                                         guint              n_tries,
                                         GError           **error);
gboolean parvis_sync_write              (ParvisSync        *self,
                                         ParvisStoreFunc    func,
                                         gpointer           data,
                                         GError           **error);
gboolean parvis_sync_write_answer       (ParvisSync        *self,
                                         const char        *name,
                                         ParvisStoreFunc    func,
                                         gpointer           data,
                                         GError           **error);
gboolean parvis_sync_forgive            (ParvisSync        *self,
                                         GError           **error);
gboolean parvis_sync_wants_again        (const GError      *error,
                                         guint              n_tries);
void     parvis_sync_say                (ParvisSync        *self,
                                         ParvisSyncStep     step,
                                         ParvisSyncTarget  *target,
                                         gint64             n_done,
                                         gint64             n_total);

gboolean parvis_sync_list_participants  (ParvisSync        *self,
                                         ParvisSyncTarget  *target,
                                         GError           **error);
gboolean parvis_sync_list_changes       (ParvisSync        *self,
                                         GPtrArray         *targets,
                                         GError           **error);

G_END_DECLS
