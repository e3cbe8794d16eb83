#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

#define WEEZ_TYPE_BUYER (weez_buyer_get_type ())
G_DECLARE_FINAL_TYPE (WeezBuyer, weez_buyer, WEEZ, BUYER, WeezRecord)

/**
 * WeezBuyer:
 *
 * Who paid, as `full=1` of `GET /participant/list` tells.
 */
struct _WeezBuyer
{
  WeezRecord   parent_instance;
  char        *id;
  char        *email;
  char        *last_name;
  char        *first_name;
  GPtrArray   *answers;
};

G_END_DECLS
