#include "config.h"

#include <glib/gi18n-lib.h>

#include "parvis-sync-private.h"

#include "parvis-sync-point.h"
#include "parvis-sync-steps.h"
#include "weez-fiber.h"

#define PAGE_SIZE 500
/* A wrong parameter also makes the service fail, so that this is no cause to insist. */
#define MAX_TRIES 3

G_DEFINE_FINAL_TYPE (ParvisSync, parvis_sync, G_TYPE_OBJECT)

typedef enum
{
  PROP_STEP = 1,
  PROP_SENTENCE,
} ParvisSyncProperty;

static GParamSpec *props[PROP_SENTENCE + 1];

static char *
dup_sentence (ParvisSyncStep    step,
              ParvisSyncTarget *target,
              gint64            n_done,
              gint64            n_total)
{
  const char *name = target != NULL && target->name != NULL ? target->name : "";

  switch (step)
    {
    case PARVIS_SYNC_EVENTS:
      return g_strdup (_("Reading the events…"));

    case PARVIS_SYNC_TICKETS:
      return g_strdup (_("Reading the tickets…"));

    case PARVIS_SYNC_DETAILS:
      /* Translators: the first number is how many are read, the second how many there are. */
      return g_strdup_printf (_("Reading the events’ pages: %'d of %'d"),
                              (int) n_done, (int) n_total);

    case PARVIS_SYNC_PARTICIPANTS:
      /* Translators: the name of an event, then how many are read and how many there are. */
      return g_strdup_printf (_("Reading the participants of “%s”: %'d of %'d"), name,
                              (int) n_done, (int) MAX (n_total, n_done));

    case PARVIS_SYNC_CHANGES:
      return g_strdup (_("Reading what changed…"));

    case PARVIS_SYNC_ATTENDANCE:
      return g_strdup (_("Reading the attendance…"));

    case PARVIS_SYNC_INDEX:
      return g_strdup (_("Preparing the search…"));

    case PARVIS_SYNC_IDLE:
    default:
      return NULL;
    }
}

/* Says where the sync stands. */
void
parvis_sync_say (ParvisSync       *self,
                 ParvisSyncStep    step,
                 ParvisSyncTarget *target,
                 gint64            n_done,
                 gint64            n_total)
{
  g_autofree char *sentence = dup_sentence (step, target, n_done, n_total);

  if (self->step != step)
    {
      self->step = step;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STEP]);
    }
  if (g_set_str (&self->sentence, sentence))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SENTENCE]);
}

/* Whether a failure may be the service's own and passing. */
gboolean
parvis_sync_wants_again (const GError *error,
                         guint         n_tries)
{
  return n_tries + 1 < MAX_TRIES &&
         (g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_SERVER) ||
          g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_NOT_UNDERSTOOD));
}

/* Waits for an answer, after @n_tries that failed, and asks again where that may help. */
gpointer
parvis_sync_ask_again (ParvisSync     *self,
                       ParvisSyncAsk   ask,
                       gpointer        data,
                       guint           n_tries,
                       GError        **error)
{
  for (; ; n_tries++)
    {
      g_autoptr(GError) problem = NULL;
      gpointer answer = dex_await_object (weez_unless_cancelled (ask (self, data),
                                                                 self->cancellable),
                                          &problem);

      if (answer != NULL)
        return answer;

      if (!parvis_sync_wants_again (problem, n_tries))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
    }
}

/* @name: of what is asked for, for the points of the sync */
gpointer
parvis_sync_ask (ParvisSync     *self,
                 const char     *name,
                 ParvisSyncAsk   ask,
                 gpointer        data,
                 GError        **error)
{
  gpointer answer = parvis_sync_ask_again (self, ask, data, 0, error);

  if (answer != NULL)
    parvis_sync_point (name, "fetched");

  return answer;
}

/* Waits for a job to its end: what it reads and writes is the caller's. */
gboolean
parvis_sync_write (ParvisSync       *self,
                   ParvisStoreFunc   func,
                   gpointer          data,
                   GError          **error)
{
  return dex_await (parvis_store_write (self->store, func, data, NULL), error) &&
         !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

typedef struct
{
  const char      *name;
  ParvisStoreFunc  func;
  gpointer         data;
} AnswerJob;

static gboolean
write_answer (ParvisDatabase  *database,
              gpointer         data,
              GError         **error)
{
  AnswerJob *job = data;
  gboolean done = job->func (database, job->data, error);

  parvis_sync_point (job->name, "applied");

  return done;
}

/* As parvis_sync_write(), with a point before and one after the transaction is on the disk. */
gboolean
parvis_sync_write_answer (ParvisSync       *self,
                          const char       *name,
                          ParvisStoreFunc   func,
                          gpointer          data,
                          GError          **error)
{
  AnswerJob job = { name, func, data };
  gboolean done = parvis_sync_write (self, write_answer, &job, error);

  if (done)
    parvis_sync_point (name, "written");

  return done;
}

/* What concerns one answer alone is remembered, and the sync goes on. FALSE where it cannot. */
gboolean
parvis_sync_forgive (ParvisSync  *self,
                     GError     **error)
{
  if ((*error)->domain != WEEZ_ERROR)
    return FALSE;

  switch ((WeezError) (*error)->code)
    {
    case WEEZ_ERROR_SERVER:
    case WEEZ_ERROR_NOT_UNDERSTOOD:
    case WEEZ_ERROR_NOT_FOUND:
    case WEEZ_ERROR_TOO_LARGE:
      if (self->problem == NULL)
        self->problem = g_steal_pointer (error);
      g_clear_error (error);
      return TRUE;

    case WEEZ_ERROR_OFFLINE:
    case WEEZ_ERROR_UNREACHABLE:
    case WEEZ_ERROR_TLS:
    case WEEZ_ERROR_REFUSED:
    case WEEZ_ERROR_BUSY:
    case WEEZ_ERROR_CANCELLED:
    default:
      return FALSE;
    }
}

static gboolean
run_steps (ParvisSync  *self,
           GError     **error)
{
  static const struct
  {
    const char *name;
    gboolean  (*run) (ParvisSync *, GError **);
  } steps[] = {
    { "order", parvis_sync_step_order },
    { "events", parvis_sync_step_events },
    { "tickets", parvis_sync_step_tickets },
    { "dates", parvis_sync_step_dates },
    { "details", parvis_sync_step_details },
    { "participants", parvis_sync_step_participants },
    { "changes", parvis_sync_step_changes },
    { "attendance", parvis_sync_step_attendance },
    { "rest", parvis_sync_step_rest },
    { "index", parvis_sync_step_index },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      parvis_sync_point (steps[i].name, "begun");
      if (!steps[i].run (self, error) && !parvis_sync_forgive (self, error))
        return FALSE;
    }
  parvis_sync_point ("sync", "ended");

  return TRUE;
}

static DexFuture *
run_fiber (gpointer      data,
           GCancellable *cancellable)
{
  ParvisSync *self = data;
  g_autoptr(GError) error = NULL;
  gboolean done;

  self->cancellable = cancellable;
  done = run_steps (self, &error);
  parvis_sync_stop_reading (self);
  self->cancellable = NULL;
  self->running = FALSE;
  parvis_store_unlock_sync (self->store);
  parvis_sync_say (self, PARVIS_SYNC_IDLE, NULL, 0, 0);

  return done ? dex_future_new_for_boolean (self->problem == NULL && self->n_skipped == 0)
              : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
parvis_sync_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ParvisSync *self = PARVIS_SYNC (object);

  switch ((ParvisSyncProperty) prop_id)
    {
    case PROP_STEP:
      g_value_set_uint (value, self->step);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_sync_finalize (GObject *object)
{
  ParvisSync *self = PARVIS_SYNC (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->indexer);
  g_clear_pointer (&self->id_events, g_strfreev);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_error (&self->problem);
  g_free (self->sentence);

  G_OBJECT_CLASS (parvis_sync_parent_class)->finalize (object);
}

static void
parvis_sync_class_init (ParvisSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_sync_get_property;
  object_class->finalize = parvis_sync_finalize;

  props[PROP_STEP] = g_param_spec_uint ("step", NULL, NULL, 0, PARVIS_SYNC_INDEX, 0, flags);
  props[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_sync_init (ParvisSync *self)
{
  self->answers = TRUE;
  self->page_size = PAGE_SIZE;
  self->batch_size = PARVIS_SYNC_BATCH_SIZE;
  self->indexer = weez_worker_new_patient (1);
}

/**
 * parvis_sync_new:
 * @store: (transfer none): an open store
 * @client: (transfer none): with the credentials of its account
 *
 * Returns: (transfer full): a sync of the whole account that has yet to run
 */
ParvisSync *
parvis_sync_new (ParvisStore *store,
                 WeezClient  *client)
{
  ParvisSync *self;

  g_return_val_if_fail (PARVIS_IS_STORE (store), NULL);
  g_return_val_if_fail (WEEZ_IS_CLIENT (client), NULL);

  self = g_object_new (PARVIS_TYPE_SYNC, NULL);
  self->store = g_object_ref (store);
  self->client = g_object_ref (client);

  return self;
}

/**
 * parvis_sync_set_events:
 * @self: a sync
 * @id_events: (nullable): only these; null for all
 */
void
parvis_sync_set_events (ParvisSync         *self,
                        const char * const *id_events)
{
  g_return_if_fail (PARVIS_IS_SYNC (self));

  g_strfreev (self->id_events);
  self->id_events = g_strdupv ((char **) id_events);
}

/**
 * parvis_sync_set_complete:
 * @self: a sync
 * @complete: whether to list everything anew, whatever is known
 */
void
parvis_sync_set_complete (ParvisSync *self,
                          gboolean    complete)
{
  g_return_if_fail (PARVIS_IS_SYNC (self));

  self->complete = complete;
}

/**
 * parvis_sync_set_answers:
 * @self: a sync
 * @answers: whether to ask for buyers and what was answered in forms; true at first
 */
void
parvis_sync_set_answers (ParvisSync *self,
                         gboolean    answers)
{
  g_return_if_fail (PARVIS_IS_SYNC (self));

  self->answers = answers;
}

/**
 * parvis_sync_set_page_size:
 * @self: a sync
 * @page_size: participants to ask for at once; 500 at first, which the service is known to give
 */
void
parvis_sync_set_page_size (ParvisSync *self,
                           guint       page_size)
{
  g_return_if_fail (PARVIS_IS_SYNC (self));
  g_return_if_fail (page_size > 0);

  self->page_size = page_size;
}

/**
 * parvis_sync_set_batch_size:
 * @self: a sync
 * @batch_size: how many new participants the search is told of at once; 10,000 at first
 */
void
parvis_sync_set_batch_size (ParvisSync *self,
                            guint       batch_size)
{
  g_return_if_fail (PARVIS_IS_SYNC (self));
  g_return_if_fail (batch_size > 0);

  self->batch_size = batch_size;
}

/**
 * parvis_sync_run:
 * @self: a sync
 *
 * Reads the account into the store. Dropping the chained future stops it after the page that is
 * being written; the next sync goes on there.
 *
 * Returns: (transfer full): resolves to true if all was read, to false if a part was left out (see
 *   parvis_sync_get_problem() and parvis_sync_get_n_skipped()); rejects with %WEEZ_ERROR or
 *   %PARVIS_STORE_ERROR where it had to stop
 */
DexFuture *
parvis_sync_run (ParvisSync *self)
{
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (PARVIS_IS_SYNC (self), NULL);
  g_return_val_if_fail (!self->running, NULL);

  if (!parvis_store_lock_sync (self->store, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  self->running = TRUE;
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  self->n_skipped = 0;
  self->largest_page = 0;
  self->n_waiting = 0;
  g_clear_error (&self->problem);

  /* The fibre lives to its end whatever becomes of the future, and so must the sync. */
  return weez_fiber_spawn (run_fiber, g_object_ref (self), g_object_unref);
}

/**
 * parvis_sync_get_step:
 * @self: a sync
 *
 * Returns: what it is doing
 */
ParvisSyncStep
parvis_sync_get_step (ParvisSync *self)
{
  g_return_val_if_fail (PARVIS_IS_SYNC (self), PARVIS_SYNC_IDLE);

  return self->step;
}

/**
 * parvis_sync_get_sentence:
 * @self: a sync
 *
 * Returns: (transfer none) (nullable): what it is doing, in the user's language
 */
const char *
parvis_sync_get_sentence (ParvisSync *self)
{
  g_return_val_if_fail (PARVIS_IS_SYNC (self), NULL);

  return self->sentence;
}

/**
 * parvis_sync_get_problem:
 * @self: a sync that has run
 *
 * Returns: (transfer none) (nullable): why a part was left out
 */
const GError *
parvis_sync_get_problem (ParvisSync *self)
{
  g_return_val_if_fail (PARVIS_IS_SYNC (self), NULL);

  return self->problem;
}

/**
 * parvis_sync_get_n_skipped:
 * @self: a sync that has run
 *
 * Returns: how many rows were left out because they have no id
 */
guint
parvis_sync_get_n_skipped (ParvisSync *self)
{
  g_return_val_if_fail (PARVIS_IS_SYNC (self), 0);

  return self->n_skipped;
}
