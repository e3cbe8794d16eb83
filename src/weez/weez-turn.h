#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * WeezTurn:
 * @wait: milliseconds until the budget has room
 * @ban: milliseconds until the service lets itself be asked again
 * @failure: milliseconds to be patient after a failure
 * @n_failures: how many of them came in a row
 * @refused: whether the service has refused the key and the token of who asks
 *
 * What a ledger says to who wants to send a request.
 */
typedef struct
{
  guint    wait;
  guint    ban;
  guint    failure;
  guint    n_failures;
  gboolean refused;
} WeezTurn;

#define WEEZ_TYPE_TURN (weez_turn_get_type ())

GType     weez_turn_get_type (void);
WeezTurn *weez_turn_copy     (const WeezTurn *self);
void      weez_turn_free     (WeezTurn       *self);
gboolean  weez_turn_is_free  (const WeezTurn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WeezTurn, weez_turn_free)

G_END_DECLS
