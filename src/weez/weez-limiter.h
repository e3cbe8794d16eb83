#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define WEEZ_LIMITER_PER_MINUTE 120
#define WEEZ_LIMITER_PER_DAY    4000
#define WEEZ_LIMITER_PARALLEL   1

#define WEEZ_TYPE_LIMITER (weez_limiter_get_type ())
G_DECLARE_FINAL_TYPE (WeezLimiter, weez_limiter, WEEZ, LIMITER, GObject)

/**
 * WeezLimiterLedger:
 * @data: what was handed to weez_limiter_set_ledger()
 *
 * Asked before each request, one at a time. It keeps the budget that several processes share.
 *
 * Returns: (transfer full): resolves to a uint: the milliseconds still to wait, or 0 if the request
 *   may be sent, and then it is counted there; rejects where whoever waits is to be told so
 */
typedef DexFuture *(*WeezLimiterLedger) (gpointer data);

/**
 * WeezLimiterDone:
 * @data: what was handed to weez_limiter_set_ledger()
 *
 * Called once the request that the ledger let through has ended, so that others may ask.
 */
typedef void (*WeezLimiterDone) (gpointer data);

/**
 * WeezLimiterClock:
 * @data: what was handed to weez_limiter_set_clock()
 *
 * Returns: microseconds that never go back and that count the time asleep
 */
typedef gint64 (*WeezLimiterClock) (gpointer data);

/**
 * WeezLimiterRandom:
 * @data: what was handed to weez_limiter_set_random()
 *
 * Returns: a number from 0 to 1
 */
typedef double (*WeezLimiterRandom) (gpointer data);

WeezLimiter *weez_limiter_new         (void);
void         weez_limiter_set_budget  (WeezLimiter       *self,
                                       guint              per_minute,
                                       guint              per_day,
                                       guint              parallel);
void         weez_limiter_set_ledger  (WeezLimiter       *self,
                                       WeezLimiterLedger  ledger,
                                       WeezLimiterDone    done,
                                       gpointer           data,
                                       GDestroyNotify     destroy);
void         weez_limiter_set_clock   (WeezLimiter       *self,
                                       WeezLimiterClock   clock,
                                       gpointer           data);
void         weez_limiter_set_random  (WeezLimiter       *self,
                                       WeezLimiterRandom  random,
                                       gpointer           data);
DexFuture   *weez_limiter_enter       (WeezLimiter       *self,
                                       gboolean           is_signed) G_GNUC_WARN_UNUSED_RESULT;
void         weez_limiter_leave       (WeezLimiter       *self,
                                       const GError      *error);
void         weez_limiter_settle      (WeezLimiter       *self,
                                       const GError      *error);
void         weez_limiter_forgive     (WeezLimiter       *self);
void         weez_limiter_stop        (WeezLimiter       *self,
                                       const GError      *refusal);
void         weez_limiter_resume      (WeezLimiter       *self);
void         weez_limiter_wake        (WeezLimiter       *self);

G_END_DECLS
