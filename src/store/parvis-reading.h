#pragma once

#include "parvis-store-private.h"

G_BEGIN_DECLS

/**
 * ParvisReading:
 * @zone: the account's
 * @question: (nullable): what the reading is about
 * @result: (type GObject): what gets the answer
 *
 * What a #ParvisStoreFunc of parvis_reading_run() gets as its data.
 */
typedef struct
{
  GTimeZone      *zone;
  gpointer        question;
  GDestroyNotify  destroy;
  gpointer        result;
} ParvisReading;

DexFuture *parvis_reading_run (ParvisStore     *store,
                               ParvisStoreFunc  func,
                               gpointer         result,
                               gpointer         question,
                               GDestroyNotify   destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
