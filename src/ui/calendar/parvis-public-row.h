#pragma once

#include <gtk/gtk.h>

#include "parvis-event.h"
#include "weez-public-event.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PUBLIC_ROW (parvis_public_row_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPublicRow, parvis_public_row, PARVIS, PUBLIC_ROW, GObject)

/* A row of the public calendar. Properties: "record" (WeezPublicEvent), "own" (ParvisEvent, where
 * it is one of the account's own; else null). */

ParvisPublicRow *parvis_public_row_new        (WeezPublicEvent  *record,
                                               ParvisEvent      *own);
WeezPublicEvent *parvis_public_row_get_record (ParvisPublicRow  *self);
ParvisEvent     *parvis_public_row_get_own    (ParvisPublicRow  *self);
void             parvis_public_row_bind       (GtkWidgetClass   *widget_class);

char            *parvis_public_row_price      (GObject          *object,
                                               WeezPublicEvent  *record);
char            *parvis_public_row_place      (GObject          *object,
                                               WeezPublicEvent  *record);

G_END_DECLS
