#pragma once

#include "parvis-database.h"

G_BEGIN_DECLS

/* SQL that removes the labels that no answer has any more. */
#define PARVIS_LABELS_IN(answers) \
  "SELECT value ->> 0 FROM participant, json_each (" answers ")" \
  " WHERE json_type (value, '$[0]') = 'integer'"
#define PARVIS_LABELS_FORGET \
  "DELETE FROM label WHERE key NOT IN (" PARVIS_LABELS_IN ("answers") \
  " UNION " PARVIS_LABELS_IN ("buyer_answers") ");"

gboolean    parvis_labels_install (ParvisDatabase  *database,
                                   GError         **error);
GHashTable *parvis_labels_new     (void);
gboolean    parvis_labels_pack    (ParvisDatabase  *database,
                                   GHashTable      *known,
                                   const char      *list,
                                   GString         *packed,
                                   GError         **error);

G_END_DECLS
