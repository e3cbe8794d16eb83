#include "config.h"

#include "weez-turn.h"

G_DEFINE_BOXED_TYPE (WeezTurn, weez_turn, weez_turn_copy, weez_turn_free)

WeezTurn *
weez_turn_copy (const WeezTurn *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
weez_turn_free (WeezTurn *self)
{
  g_free (self);
}

/**
 * weez_turn_is_free:
 * @self: what a ledger said
 *
 * Returns: whether the request may be sent, and is counted
 */
gboolean
weez_turn_is_free (const WeezTurn *self)
{
  return self->wait == 0 && self->ban == 0 && self->failure == 0 && !self->refused;
}
