#pragma once

#include <libdex.h>

#include "weez-turn.h"

G_BEGIN_DECLS

#define WEEZ_LIMITER_PER_MINUTE 120
#define WEEZ_LIMITER_PER_DAY    4000
#define WEEZ_LIMITER_PARALLEL   1

#define WEEZ_TYPE_LIMITER (weez_limiter_get_type ())
G_DECLARE_FINAL_TYPE (WeezLimiter, weez_limiter, WEEZ, LIMITER, GObject)

/**
 * WeezLimiterLedger:
 * @ask: asked before each request, one at a time, with the number of who signs it, or 0; resolves
 *   to a #WeezTurn, and where that is free the request is counted; rejects where whoever waits is
 *   to be told so
 * @done: the request that was let through has ended, and others may ask
 * @fail: the service, or the way to it, has failed so many times in a row: for so many milliseconds
 *   it does not want to be asked, for so many we are patient; for none where they are not above 0
 * @forgive: nobody need be patient any more; and where an answer was read well, the next failure is
 *   the first again
 * @refuse: the service has refused who signs with this number; 0 for nobody any more
 *
 * Keeps what several processes share: the budget, and what became of each other's requests. All but
 * @ask have done what they do when they return.
 */
typedef struct
{
  DexFuture *(* ask)     (gpointer data,
                          guint64  signer);
  void       (* done)    (gpointer data);
  void       (* fail)    (gpointer data,
                          gint64   ban,
                          gint64   failure,
                          guint    n_failures);
  void       (* forgive) (gpointer data,
                          gboolean answered);
  void       (* refuse)  (gpointer data,
                          guint64  signer);
} WeezLimiterLedger;

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
void         weez_limiter_set_budget  (WeezLimiter             *self,
                                       guint                    per_minute,
                                       guint                    per_day,
                                       guint                    parallel);
void         weez_limiter_set_ledger  (WeezLimiter             *self,
                                       const WeezLimiterLedger *ledger,
                                       gpointer                 data,
                                       GDestroyNotify           destroy);
void         weez_limiter_set_clock   (WeezLimiter             *self,
                                       WeezLimiterClock         clock,
                                       gpointer                 data);
void         weez_limiter_set_random  (WeezLimiter             *self,
                                       WeezLimiterRandom        random,
                                       gpointer                 data);
DexFuture   *weez_limiter_enter       (WeezLimiter             *self,
                                       gboolean                 is_signed)
                                       G_GNUC_WARN_UNUSED_RESULT;
void         weez_limiter_leave       (WeezLimiter             *self,
                                       const GError            *error);
void         weez_limiter_settle      (WeezLimiter             *self,
                                       const GError            *error);
void         weez_limiter_forgive     (WeezLimiter             *self);
void         weez_limiter_stop        (WeezLimiter             *self,
                                       const GError            *refusal);
void         weez_limiter_resume      (WeezLimiter             *self,
                                       guint64                  signer);
void         weez_limiter_readmit     (WeezLimiter             *self);
void         weez_limiter_wake        (WeezLimiter             *self);

G_END_DECLS
