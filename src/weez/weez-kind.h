#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a whole number or an amount holds where the service did not say. */
#define WEEZ_UNKNOWN G_MININT64

gint64 weez_count_add (gint64 a,
                       gint64 b);

/**
 * WeezMoney:
 * @cents: hundredths, or %WEEZ_UNKNOWN. The service names no currency.
 *
 * A type of its own, so that no amount is ever added to a count.
 */
typedef struct
{
  gint64 cents;
} WeezMoney;

/**
 * WeezKind:
 *
 * How values of one C type are read from JSON, written, sent and freed. All tolerance towards the
 * service lives in the kinds; a record never knows that "0", 0 and false are one thing.
 */
typedef struct _WeezKind WeezKind;

extern const WeezKind weez_kind_string;
extern const WeezKind weez_kind_count;
extern const WeezKind weez_kind_money;
extern const WeezKind weez_kind_flag;
extern const WeezKind weez_kind_number;
extern const WeezKind weez_kind_time;
extern const WeezKind weez_kind_strings;
extern const WeezKind weez_kind_pairs;
extern const WeezKind weez_kind_record;
extern const WeezKind weez_kind_list;

G_END_DECLS
