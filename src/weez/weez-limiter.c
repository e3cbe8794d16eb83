#include "config.h"

#include <time.h>

#include "weez-limiter.h"

#include "weez-error.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define DAY G_TIME_SPAN_DAY

/* Who would wait longer is told so instead, and comes back by itself. */
#define LONGEST_WAIT MINUTE

#define FIRST_BACK_OFF 30
#define LONGEST_BACK_OFF (30 * 60)
#define LONGEST_RETRY_AFTER (60 * 60)
#define JITTER 0.2

/* Times are those of a clock that counts the time asleep and that nobody can set. */
struct _WeezLimiter
{
  GObject            parent_instance;

  guint              per_minute;
  guint              per_day;
  guint              parallel;

  /* When the last requests were let through, the newest last. */
  GArray            *sent;
  guint              n_inside;
  GQueue             waiters;
  guint              timer;

  WeezLimiterLedger  ledger;
  gpointer           ledger_data;
  GDestroyNotify     ledger_destroy;
  guint              n_ledgers;      /* that were set */
  gboolean           asking;
  gboolean           has_turn;       /* to be given back */
  gint64             ledger_until;

  /* A ban is the service's own word; a failure is a reason to be patient. */
  gint64             ban_until;
  gint64             failure_until;
  guint              n_failures;
  GError            *refusal;
  guint64            signer;

  WeezLimiterClock   clock;
  gpointer           clock_data;
  gint64             now;
  WeezLimiterRandom  random;
  gpointer           random_data;
};

G_DEFINE_FINAL_TYPE (WeezLimiter, weez_limiter, G_TYPE_OBJECT)

typedef struct
{
  DexPromise *promise;
  gboolean    is_signed;
} Waiter;

static void
waiter_free (Waiter *waiter)
{
  dex_unref (waiter->promise);
  g_free (waiter);
}

static gboolean
waiter_is_gone (Waiter *waiter)
{
  return g_cancellable_is_cancelled (dex_promise_get_cancellable (waiter->promise));
}

static gint64
boot_time (gpointer data)
{
  struct timespec time;

  clock_gettime (CLOCK_BOOTTIME, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static double
any_number (gpointer data)
{
  return g_random_double ();
}

static void
read_clock (WeezLimiter *self)
{
  self->now = MAX (self->now, self->clock (self->clock_data));
}

static gboolean
has_budget (WeezLimiter *self)
{
  return self->per_minute > 0 || self->per_day > 0;
}

static GError *
busy (gint64      wait,
      const char *why)
{
  return weez_error_new (WEEZ_ERROR_BUSY, 0, NULL,
                         (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, why);
}

/* Until fewer than @limit requests lie within the last @period. */
static gint64
wait_for (WeezLimiter *self,
          guint        limit,
          gint64       period)
{
  if (limit == 0 || self->sent->len < limit)
    return 0;

  return MAX (0, g_array_index (self->sent, gint64, self->sent->len - limit) + period - self->now);
}

/* Why somebody must not even wait; NULL where they may. */
static GError *
find_objection (WeezLimiter *self,
                gboolean     is_signed)
{
  gint64 wait;

  if (is_signed && self->refusal != NULL)
    return g_error_copy (self->refusal);

  if (!has_budget (self))
    return NULL;

  if ((wait = MAX (self->ban_until, self->failure_until) - self->now) > 0)
    return busy (wait, "not sent: the service has failed a moment ago");

  wait = wait_for (self, self->per_day, DAY);
  wait = MAX (wait, self->ledger_until - self->now);
  if (wait > LONGEST_WAIT)
    return busy (wait, "not sent: the budget is used up");

  return NULL;
}

static void
sweep (WeezLimiter *self)
{
  GList *next;

  for (GList *link = self->waiters.head; link != NULL; link = next)
    {
      Waiter *waiter = link->data;
      GError *error = NULL;

      next = link->next;
      if (!waiter_is_gone (waiter) &&
          (error = find_objection (self, waiter->is_signed)) == NULL)
        continue;

      g_queue_delete_link (&self->waiters, link);
      if (error != NULL)
        dex_promise_reject (waiter->promise, error);
      waiter_free (waiter);
    }
}

static void
count (WeezLimiter *self)
{
  guint wanted = MAX (self->per_minute, self->per_day);

  if (wanted == 0)
    return;

  g_array_append_val (self->sent, self->now);
  if (self->sent->len >= 2 * wanted)
    g_array_remove_range (self->sent, 0, self->sent->len - wanted);
}

static void pump (WeezLimiter *self);

static void
timer_cb (gpointer data)
{
  WeezLimiter *self = data;

  self->timer = 0;
  pump (self);
}

static gboolean
asks_ledger (WeezLimiter *self)
{
  return self->ledger.ask != NULL && has_budget (self);
}

static void
give_back (WeezLimiter *self)
{
  if (!self->has_turn)
    return;

  self->has_turn = FALSE;
  self->ledger.done (self->ledger_data);
}

/* Others have the turn, and keep it. */
static void
refuse_all (WeezLimiter  *self,
            const GError *error)
{
  Waiter *waiter;

  while ((waiter = g_queue_pop_head (&self->waiters)) != NULL)
    {
      dex_promise_reject (waiter->promise, g_error_copy (error));
      waiter_free (waiter);
    }
}

typedef struct
{
  WeezLimiter *limiter;
  guint        ledger;
  guint64      signer;
} Question;

static void
question_free (gpointer data)
{
  g_object_unref (((Question *) data)->limiter);
  g_free (data);
}

static void
heed (WeezLimiter    *self,
      const WeezTurn *turn,
      guint64         signer)
{
  self->has_turn = weez_turn_is_free (turn);
  self->n_failures = MAX (self->n_failures, turn->n_failures);
  self->ledger_until = self->now + (gint64) turn->wait * 1000;
  self->ban_until = MAX (self->ban_until, self->now + (gint64) turn->ban * 1000);
  self->failure_until = MAX (self->failure_until, self->now + (gint64) turn->failure * 1000);
  /* There may be another key or token since. */
  if (turn->refused && self->signer == signer && self->refusal == NULL)
    self->refusal = weez_error_new (WEEZ_ERROR_REFUSED, 0, NULL, -1,
                                    "not sent: the service has refused the account");
}

static DexFuture *
ledger_said (DexFuture *completed,
             gpointer   user_data)
{
  Question *question = user_data;
  WeezLimiter *self = question->limiter;
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  /* Another ledger has been set since, and was asked for itself. */
  if (question->ledger != self->n_ledgers)
    return dex_ref (completed);

  self->asking = FALSE;
  read_clock (self);
  if (value == NULL)
    refuse_all (self, error);
  else
    heed (self, g_value_get_boxed (value), question->signer);

  pump (self);

  return dex_ref (completed);
}

static void
ask_ledger (WeezLimiter *self)
{
  Question *question = g_new0 (Question, 1);
  Waiter *next = g_queue_peek_head (&self->waiters);

  question->limiter = g_object_ref (self);
  question->ledger = self->n_ledgers;
  question->signer = next->is_signed ? self->signer : 0;
  self->asking = TRUE;
  dex_future_disown (dex_future_finally (self->ledger.ask (self->ledger_data, question->signer),
                                         ledger_said, question, question_free));
}

static void
let_in (WeezLimiter *self)
{
  Waiter *waiter = g_queue_pop_head (&self->waiters);

  self->n_inside++;
  count (self);
  dex_promise_resolve_boolean (waiter->promise, TRUE);
  waiter_free (waiter);
}

static void
pump (WeezLimiter *self)
{
  guint parallel = asks_ledger (self) ? 1 : self->parallel;

  g_clear_handle_id (&self->timer, g_source_remove);
  read_clock (self);
  sweep (self);

  while (!self->asking && self->waiters.length > 0 && self->n_inside < parallel)
    {
      gint64 wait = MAX (wait_for (self, self->per_minute, MINUTE),
                         wait_for (self, self->per_day, DAY));

      wait = MAX (wait, self->ledger_until - self->now);
      if (wait > 0)
        self->timer = g_timeout_add_once ((wait + 999) / 1000, timer_cb, self);
      else if (asks_ledger (self) && !self->has_turn)
        ask_ledger (self);
      else
        let_in (self);

      if (wait > 0)
        break;
    }

  /* Whoever wanted the turn may be gone. */
  if (self->n_inside == 0)
    give_back (self);
}

static void
weez_limiter_finalize (GObject *object)
{
  WeezLimiter *self = WEEZ_LIMITER (object);
  Waiter *waiter;

  g_clear_handle_id (&self->timer, g_source_remove);
  while ((waiter = g_queue_pop_head (&self->waiters)) != NULL)
    {
      dex_promise_reject (waiter->promise, weez_error_new (WEEZ_ERROR_CANCELLED, 0, NULL, -1,
                                                           "not sent: the service is let go"));
      waiter_free (waiter);
    }

  give_back (self);
  if (self->ledger_destroy != NULL)
    self->ledger_destroy (self->ledger_data);
  g_clear_error (&self->refusal);
  g_clear_pointer (&self->sent, g_array_unref);

  G_OBJECT_CLASS (weez_limiter_parent_class)->finalize (object);
}

static void
weez_limiter_class_init (WeezLimiterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = weez_limiter_finalize;
}

static void
weez_limiter_init (WeezLimiter *self)
{
  self->per_minute = WEEZ_LIMITER_PER_MINUTE;
  self->per_day = WEEZ_LIMITER_PER_DAY;
  self->parallel = WEEZ_LIMITER_PARALLEL;
  self->sent = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->clock = boot_time;
  self->random = any_number;
}

/**
 * weez_limiter_new:
 *
 * Lets requests to one account through in their order: one at a time, at most 120 in any minute and
 * 4,000 in any day. That is a fifth of what gets an account banned. After a failure it lets nothing
 * through for a while.
 *
 * Returns: (transfer full): a limiter for the real service
 */
WeezLimiter *
weez_limiter_new (void)
{
  return g_object_new (WEEZ_TYPE_LIMITER, NULL);
}

/**
 * weez_limiter_set_budget:
 * @self: a limiter
 * @per_minute: at most so many requests in any minute, or 0 for no such limit
 * @per_day: at most so many in any day, or 0 for no such limit
 * @parallel: at most so many at once
 *
 * Without any limit there is no waiting after failures either.
 */
void
weez_limiter_set_budget (WeezLimiter *self,
                         guint        per_minute,
                         guint        per_day,
                         guint        parallel)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));
  g_return_if_fail (parallel > 0);

  self->per_minute = per_minute;
  self->per_day = per_day;
  self->parallel = parallel;
  pump (self);
}

/**
 * weez_limiter_set_ledger:
 * @self: a limiter
 * @ledger: (nullable): also asked before each request that a budget counts; copied
 * @data: (transfer full): for @ledger
 * @destroy: (nullable): frees @data with @self or when another ledger is set
 *
 * Shares the budget, and the waits after failures, with other processes and other runs. With a
 * ledger there is one request at a time.
 */
void
weez_limiter_set_ledger (WeezLimiter             *self,
                         const WeezLimiterLedger *ledger,
                         gpointer                 data,
                         GDestroyNotify           destroy)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));

  give_back (self);
  if (self->ledger_destroy != NULL)
    self->ledger_destroy (self->ledger_data);

  self->ledger = ledger != NULL ? *ledger : (WeezLimiterLedger) { NULL };
  self->ledger_data = data;
  self->ledger_destroy = destroy;
  self->n_ledgers++;
  self->asking = FALSE;
  pump (self);
}

/**
 * weez_limiter_set_clock:
 * @self: a limiter that has let nothing through yet
 * @clock: in place of the time since this computer started
 * @data: for @clock
 *
 * For tests, which then call weez_limiter_wake() when their time has come.
 */
void
weez_limiter_set_clock (WeezLimiter      *self,
                        WeezLimiterClock  clock,
                        gpointer          data)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));

  self->clock = clock;
  self->clock_data = data;
  self->now = 0;
}

/**
 * weez_limiter_set_random:
 * @self: a limiter
 * @random: in place of a random number
 * @data: for @random
 *
 * For tests of the waits after failures.
 */
void
weez_limiter_set_random (WeezLimiter       *self,
                         WeezLimiterRandom  random,
                         gpointer           data)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));

  self->random = random;
  self->random_data = data;
}

/**
 * weez_limiter_enter:
 * @self: a limiter
 * @is_signed: whether the request carries the account's key and token
 *
 * Await the future through weez_unless_cancelled(): dropping it gives the place in the queue up.
 * Where it has resolved, weez_limiter_leave() must follow, even if nobody waits any more.
 *
 * Returns: (transfer full): resolves when a request may be sent; rejects with %WEEZ_ERROR_BUSY and
 *   the seconds to wait where that is over a minute or the service has just failed, or with the
 *   refusal that has stopped signed requests
 */
DexFuture *
weez_limiter_enter (WeezLimiter *self,
                    gboolean     is_signed)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  Waiter *waiter = g_new0 (Waiter, 1);

  g_return_val_if_fail (WEEZ_IS_LIMITER (self), NULL);

  waiter->promise = dex_ref (promise);
  waiter->is_signed = is_signed;
  g_queue_push_tail (&self->waiters, waiter);
  pump (self);

  return DEX_FUTURE (promise);
}

static void
back_off (WeezLimiter  *self,
          const GError *error)
{
  gint64 retry_after = weez_error_get_retry_after (error);
  gint64 base = FIRST_BACK_OFF;
  gint64 until;

  for (guint i = 0; i < self->n_failures && base < LONGEST_BACK_OFF; i++)
    base *= 2;
  base = MIN (base, LONGEST_BACK_OFF);
  self->n_failures++;

  if (retry_after >= 0)
    until = self->now + CLAMP (retry_after, 1, LONGEST_RETRY_AFTER) * G_USEC_PER_SEC;
  else
    until = self->now + base * G_USEC_PER_SEC *
            (1 - JITTER + 2 * JITTER * self->random (self->random_data));

  if (retry_after >= 0 ||
      (error->code == WEEZ_ERROR_BUSY && weez_error_get_status (error) != 503))
    self->ban_until = MAX (self->ban_until, until);
  else
    self->failure_until = MAX (self->failure_until, until);
}

/* Others are told before they are let in. */
static void
judge (WeezLimiter  *self,
       const GError *error)
{
  gboolean was_failing = self->n_failures > 0 || self->failure_until > 0;

  read_clock (self);
  if (error == NULL)
    {
      self->n_failures = 0;
      self->failure_until = 0;
      if (was_failing && asks_ledger (self))
        self->ledger.forgive (self->ledger_data, TRUE);
      return;
    }

  if (!g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_BUSY) &&
      !g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_OFFLINE) &&
      !g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_UNREACHABLE) &&
      !g_error_matches (error, WEEZ_ERROR, WEEZ_ERROR_SERVER))
    return;

  back_off (self, error);
  /* Without a network nobody was asked. */
  if (asks_ledger (self) && error->code != WEEZ_ERROR_OFFLINE)
    self->ledger.fail (self->ledger_data, (self->ban_until - self->now) / 1000,
                       (self->failure_until - self->now) / 1000, self->n_failures);
}

/**
 * weez_limiter_leave:
 * @self: a limiter that has let a request through
 * @error: (nullable): what became of the request, or null if an answer came that is not read yet;
 *   weez_limiter_settle() then follows
 *
 * Makes room for the next request.
 */
void
weez_limiter_leave (WeezLimiter  *self,
                    const GError *error)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));
  g_return_if_fail (self->n_inside > 0);

  if (error != NULL)
    judge (self, error);
  if (--self->n_inside == 0)
    give_back (self);
  pump (self);
}

/**
 * weez_limiter_settle:
 * @self: a limiter
 * @error: (nullable): what became of an answer, or null if it was read well
 *
 * A failure of the service or of the way to it closes the limiter for a while: as long as the
 * service says, but an hour at most, or 30 seconds, then twice as long each time up to 30 minutes,
 * give or take a fifth. An answer that was read well ends the series.
 */
void
weez_limiter_settle (WeezLimiter  *self,
                     const GError *error)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));

  judge (self, error);
  pump (self);
}

/**
 * weez_limiter_forgive:
 * @self: a limiter
 *
 * To be called when a person asks for an answer now, or when the network comes back: the next
 * request is not kept waiting for an earlier failure. What the service itself asked for stays.
 */
void
weez_limiter_forgive (WeezLimiter *self)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));

  self->failure_until = 0;
  if (asks_ledger (self))
    self->ledger.forgive (self->ledger_data, FALSE);
  pump (self);
}

/**
 * weez_limiter_stop:
 * @self: a limiter
 * @refusal: what the service answered to the account's key and token
 *
 * Rejects all signed requests with @refusal, until weez_limiter_resume(). Those of other processes
 * that sign as this one does are rejected too.
 */
void
weez_limiter_stop (WeezLimiter  *self,
                   const GError *refusal)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));
  g_return_if_fail (refusal != NULL);

  g_clear_error (&self->refusal);
  self->refusal = g_error_copy (refusal);
  if (asks_ledger (self) && self->signer != 0)
    self->ledger.refuse (self->ledger_data, self->signer);
  pump (self);
}

/**
 * weez_limiter_resume:
 * @self: a limiter
 * @signer: a number that the key and the token have in all processes, or 0 where there are none
 *
 * Lets signed requests through again: there is a new key or token. What another process knows of
 * them holds.
 */
void
weez_limiter_resume (WeezLimiter *self,
                     guint64      signer)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));

  g_clear_error (&self->refusal);
  self->signer = signer;
}

/**
 * weez_limiter_readmit:
 * @self: a limiter
 *
 * Somebody has signed in: that they were refused before holds for no process any more.
 */
void
weez_limiter_readmit (WeezLimiter *self)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));

  if (asks_ledger (self))
    self->ledger.refuse (self->ledger_data, 0);
}

/**
 * weez_limiter_wake:
 * @self: a limiter
 *
 * Looks at the clock again at once, as after the computer slept.
 */
void
weez_limiter_wake (WeezLimiter *self)
{
  g_return_if_fail (WEEZ_IS_LIMITER (self));

  pump (self);
}
