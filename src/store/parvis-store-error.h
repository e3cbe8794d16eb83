#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ParvisStoreError:
 * @PARVIS_STORE_ERROR_FULL: there is no room on the disk
 * @PARVIS_STORE_ERROR_READ_ONLY: the file or its folder cannot be written
 * @PARVIS_STORE_ERROR_NEWER: a newer Parvis made it; it can be read
 * @PARVIS_STORE_ERROR_DAMAGED: it is no store, or a damaged one
 * @PARVIS_STORE_ERROR_FOREIGN: it belongs to another account
 * @PARVIS_STORE_ERROR_BUSY: another process uses it
 * @PARVIS_STORE_ERROR_TAKEN: another process has the turn to ask the service, and keeps it
 * @PARVIS_STORE_ERROR_FAILED: anything else
 *
 * What can become of a store. A message names the failed operation, never a value.
 */
typedef enum
{
  PARVIS_STORE_ERROR_FULL,
  PARVIS_STORE_ERROR_READ_ONLY,
  PARVIS_STORE_ERROR_NEWER,
  PARVIS_STORE_ERROR_DAMAGED,
  PARVIS_STORE_ERROR_FOREIGN,
  PARVIS_STORE_ERROR_BUSY,
  PARVIS_STORE_ERROR_TAKEN,
  PARVIS_STORE_ERROR_FAILED,
} ParvisStoreError;

#define PARVIS_STORE_ERROR (parvis_store_error_quark ())
GQuark parvis_store_error_quark (void);

ParvisStoreError parvis_store_error_for_errno  (int number);
ParvisStoreError parvis_store_error_for_result (int result,
                                                int number);

G_END_DECLS
