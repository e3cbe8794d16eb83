#pragma once
#include <glib.h>

G_BEGIN_DECLS
/*
 * JSON is written straight into a GString, since an answer may hold a million rows. A comma comes
 * by itself before every member but the first. The name is NULL within an array. Like PHP's
 * json_encode, everything outside ASCII is written as \uXXXX, and so are < > &.
 */
void demo_json_open    (GString *text, const char *name, char bracket);
void demo_json_close   (GString *text, char bracket);
void demo_json_string  (GString *text, const char *name, const char *value);
void demo_json_format  (GString *text, const char *name, const char *format, ...)
                        G_GNUC_PRINTF (3, 4);
void demo_json_int     (GString *text, const char *name, gint64 value);
void demo_json_bool    (GString *text, const char *name, gboolean value);
void demo_json_null    (GString *text, const char *name);
void demo_json_cents   (GString *text, const char *name, guint cents);
void demo_json_time    (GString *text, const char *name, gint64 moment, const char *zone);
void demo_json_iso     (GString *text, const char *name, gint64 moment, const char *zone);
G_END_DECLS
