#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* No step of a path is longer; weez_record_class_set_fields() checks it. */
#define WEEZ_JSON_MAX_STEP 32

JsonNode *weez_json_parse     (GBytes      *body,
                               const char  *what,
                               GError     **error);
gboolean  weez_json_get_error (JsonNode    *root,
                               const char **message,
                               gint64      *code);
JsonNode *weez_json_look_up   (JsonNode    *node,
                               const char  *path,
                               gboolean    *is_said);

/**
 * WeezWriter:
 *
 * Writes JSON text as it goes. json-glib's generator prints 9.99 as 9.9900000000000002, which no
 * one wants to read in a price list.
 */
typedef struct
{
  GString  *text;
  guint     depth;
  gboolean  compact;
  gboolean  fresh;
} WeezWriter;

void weez_writer_open    (WeezWriter *self,
                          char        bracket);
void weez_writer_close   (WeezWriter *self,
                          char        bracket);
void weez_writer_item    (WeezWriter *self);
void weez_writer_member  (WeezWriter *self,
                          const char *name);
void weez_writer_literal (WeezWriter *self,
                          const char *literal);
void weez_writer_string  (WeezWriter *self,
                          const char *string);

G_END_DECLS
