#include "person-row.h"

#include "people.h"

struct _PersonRow
{
  GObject parent_instance;
  char  **cells;
};

G_DEFINE_FINAL_TYPE (PersonRow, person_row, G_TYPE_OBJECT)

static void
person_row_finalize (GObject *object)
{
  PersonRow *self = PERSON_ROW (object);

  g_clear_pointer (&self->cells, g_strfreev);

  G_OBJECT_CLASS (person_row_parent_class)->finalize (object);
}

static void
person_row_class_init (PersonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = person_row_finalize;
}

static void
person_row_init (PersonRow *self)
{
}

PersonRow *
person_row_new (guint64 number)
{
  PersonRow *self = g_object_new (PERSON_TYPE_ROW, NULL);

  self->cells = people_dup_cells (number);

  return self;
}

const char *
person_row_get_cell (PersonRow *self,
                     guint      column)
{
  return self->cells[column];
}
