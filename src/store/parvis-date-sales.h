#pragma once

#include "parvis-store.h"

G_BEGIN_DECLS

#define PARVIS_TYPE_DATE_SALES (parvis_date_sales_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDateSales, parvis_date_sales, PARVIS, DATE_SALES, WeezRecord)

/**
 * ParvisDateSales:
 *
 * One date of an event: `tickets` are the names of those sold on it, `people` its participants that
 * are neither deleted nor unpaid, `scanned` those of them that were scanned.
 */
struct _ParvisDateSales
{
  WeezRecord   parent_instance;
  char        *id;
  GDateTime   *date;
  char       **tickets;
  gint64       people;
  gint64       scanned;
};

DexFuture *parvis_date_sales_list (ParvisStore *store,
                                   const char  *id_event) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
