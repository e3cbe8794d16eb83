#pragma once

#include <glib.h>

#include "weez-kind.h"

G_BEGIN_DECLS

void  parvis_format_set_locale    (const char *locale);

char *parvis_format_count         (gint64      count);
char *parvis_format_share         (gint64      part,
                                   gint64      whole);
char *parvis_format_money         (WeezMoney   money);
char *parvis_format_money_rounded (WeezMoney   money);
char *parvis_format_capitalize    (char       *text);
char *parvis_format_clock         (GDateTime  *moment);
char *parvis_format_age           (GDateTime  *moment);
char *parvis_format_moment        (GDateTime  *moment);
char *parvis_format_moment_short  (GDateTime  *moment);
char *parvis_format_day           (GDateTime  *moment);
char *parvis_format_near          (GDateTime  *moment,
                                   GDateTime  *now);
char *parvis_format_near_within   (GDateTime  *moment,
                                   GDateTime  *now);
char *parvis_format_span          (GDateTime  *start,
                                   GDateTime  *end);
char *parvis_format_sale          (GDateTime  *start,
                                   GDateTime  *end);
int   parvis_format_days_until    (GDateTime  *moment,
                                   GDateTime  *now);
int   parvis_format_compare_names (const char *a,
                                   const char *b);

G_END_DECLS
