#include "config.h"

#include "parvis-sign-in-guard.h"

#define MAX_REFUSED 3
#define PERIOD (30 * 60 * G_USEC_PER_SEC)
/* Nobody can be told to wait for longer than this. */
#define MAX_WAIT (60 * 60)

struct _ParvisSignInGuard
{
  GObject parent_instance;
  gint64  refused[MAX_REFUSED];
  guint   n_refused;
  gint64  busy_until;
};

G_DEFINE_FINAL_TYPE (ParvisSignInGuard, parvis_sign_in_guard, G_TYPE_OBJECT)

static void
parvis_sign_in_guard_class_init (ParvisSignInGuardClass *klass)
{
}

static void
parvis_sign_in_guard_init (ParvisSignInGuard *self)
{
}

/**
 * parvis_sign_in_guard_new:
 *
 * Returns: (transfer full): a guard who has seen nothing yet
 */
ParvisSignInGuard *
parvis_sign_in_guard_new (void)
{
  return g_object_new (PARVIS_TYPE_SIGN_IN_GUARD, NULL);
}

/**
 * parvis_sign_in_guard_refused:
 * @self: a guard
 * @now: when the service refused a login
 */
void
parvis_sign_in_guard_refused (ParvisSignInGuard *self,
                              gint64             now)
{
  g_return_if_fail (PARVIS_IS_SIGN_IN_GUARD (self));

  /* The oldest one is always the next to be overwritten. */
  self->refused[self->n_refused++ % MAX_REFUSED] = now;
}

/**
 * parvis_sign_in_guard_busy:
 * @self: a guard
 * @now: when the service asked to wait
 * @seconds: for how long, or less than 0 where not told
 */
void
parvis_sign_in_guard_busy (ParvisSignInGuard *self,
                           gint64             now,
                           gint64             seconds)
{
  g_return_if_fail (PARVIS_IS_SIGN_IN_GUARD (self));

  self->busy_until = now + CLAMP (seconds < 0 ? 60 : seconds, 1, MAX_WAIT) * G_USEC_PER_SEC;
}

/**
 * parvis_sign_in_guard_get_wait:
 * @self: a guard
 * @now: the present
 *
 * Returns: seconds until the next try may be made, 0 for at once
 */
guint
parvis_sign_in_guard_get_wait (ParvisSignInGuard *self,
                               gint64             now)
{
  gint64 until;

  g_return_val_if_fail (PARVIS_IS_SIGN_IN_GUARD (self), 0);

  until = self->busy_until;
  if (self->n_refused >= MAX_REFUSED)
    until = MAX (until, self->refused[self->n_refused % MAX_REFUSED] + PERIOD);

  return until > now ? (until - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC : 0;
}
