#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PERSON_TYPE_ROW (person_row_get_type ())
G_DECLARE_FINAL_TYPE (PersonRow, person_row, PERSON, ROW, GObject)

/* A person as an object that stays, for lists that hold all of them. */

PersonRow  *person_row_new       (guint64    number);
const char *person_row_get_cell  (PersonRow *self,
                                  guint      column);

G_END_DECLS
