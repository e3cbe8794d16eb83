#pragma once

#include <gtk/gtk.h>

#include "parvis-event.h"
#include "weez-public-event.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_PUBLIC_ROW (parvis_public_row_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPublicRow, parvis_public_row, PARVIS, PUBLIC_ROW, GObject)

/* A row of the public calendar. Properties: "record" (WeezPublicEvent), "own" (ParvisEvent, where
 * it is one of the account's own; else null), "distance" (double, in km from a chosen town; -1
 * where it is not known), "place", "price" and "moment" (strings, for people). */

ParvisPublicRow *parvis_public_row_new            (WeezPublicEvent *record);
WeezPublicEvent *parvis_public_row_get_record     (ParvisPublicRow *self);
ParvisEvent     *parvis_public_row_get_own        (ParvisPublicRow *self);
void             parvis_public_row_set_own        (ParvisPublicRow *self,
                                                   ParvisEvent     *own);
gboolean         parvis_public_row_get_days       (ParvisPublicRow *self,
                                                   guint32         *first,
                                                   guint32         *last);
gboolean         parvis_public_row_is_on          (ParvisPublicRow *self,
                                                   guint32          day);
int              parvis_public_row_compare_starts (ParvisPublicRow *self,
                                                   ParvisPublicRow *other);
double           parvis_public_row_get_distance   (ParvisPublicRow *self);
void             parvis_public_row_measure        (ParvisPublicRow *self,
                                                   double           latitude,
                                                   double           longitude);
char            *parvis_public_row_dup_link       (WeezPublicEvent *record);

char            *parvis_public_row_price          (GObject         *object,
                                                   WeezPublicEvent *record);
char            *parvis_public_row_place          (GObject         *object,
                                                   WeezPublicEvent *record);
void             parvis_public_row_bind           (GtkWidgetClass  *widget_class);

G_END_DECLS
