#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PARVIS_TYPE_CSV (parvis_csv_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCsv, parvis_csv, PARVIS, CSV, GObject)

ParvisCsv *parvis_csv_new        (GOutputStream  *stream);
void       parvis_csv_add_text   (ParvisCsv      *self,
                                  const char     *text);
void       parvis_csv_add_number (ParvisCsv      *self,
                                  const char     *number);
gboolean   parvis_csv_end_row    (ParvisCsv      *self,
                                  GCancellable   *cancellable,
                                  GError        **error);

G_END_DECLS
