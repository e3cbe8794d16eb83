#pragma once

#include <gio/gio.h>
#include <yyjson.h>

G_BEGIN_DECLS

yyjson_doc *weez_json_parse     (GBytes      *body,
                                 const char  *what,
                                 GError     **error);
gboolean    weez_json_get_error (yyjson_val  *root,
                                 const char **message,
                                 gint64      *code);
yyjson_val *weez_json_get       (yyjson_val  *object,
                                 const char  *name,
                                 gsize        length);
yyjson_val *weez_json_look_up   (yyjson_val  *value,
                                 const char  *path,
                                 gboolean    *is_said);

/**
 * WeezWriter:
 *
 * Writes JSON text as it goes. It never prints 9.99 as 9.9900000000000002, which no one
 * wants to read in a price list.
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

G_END_DECLS
