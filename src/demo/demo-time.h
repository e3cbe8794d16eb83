#pragma once
#include <glib.h>

G_BEGIN_DECLS
GTimeZone *demo_time_zone       (const char *identifier);
gint64     demo_time_midnight   (GDateTime *now);
gint64     demo_time_at         (gint64 midnight, int day, int minute, const char *zone);
int        demo_time_year       (gint64 moment);
gboolean   demo_time_parse      (const char *text, gboolean end_of_day, gint64 *moment);
void       demo_time_append     (GString *text, gint64 moment, const char *zone);
void       demo_time_append_iso (GString *text, gint64 moment, const char *zone);
G_END_DECLS
