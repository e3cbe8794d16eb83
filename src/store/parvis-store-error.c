#include "config.h"

#include <errno.h>
#include <sqlite3.h>

#include "parvis-store-error.h"

G_DEFINE_QUARK (parvis-store-error, parvis_store_error)

/**
 * parvis_store_error_for_errno:
 * @number: an errno
 *
 * Returns: what it means for a store
 */
ParvisStoreError
parvis_store_error_for_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return PARVIS_STORE_ERROR_FULL;

    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:
    case ENOTDIR:
    case EISDIR:
      return PARVIS_STORE_ERROR_READ_ONLY;

    default:
      return PARVIS_STORE_ERROR_FAILED;
    }
}

/**
 * parvis_store_error_for_result:
 * @result: what SQLite said, extended or not
 * @number: the errno behind it, or 0
 *
 * The one place that turns SQLite's codes into ours.
 *
 * Returns: what it means for a store
 */
ParvisStoreError
parvis_store_error_for_result (int result,
                               int number)
{
  if (result == SQLITE_IOERR_CORRUPTFS || result == SQLITE_IOERR_DATA)
    return PARVIS_STORE_ERROR_DAMAGED;

  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return PARVIS_STORE_ERROR_FULL;

    case SQLITE_READONLY:
    case SQLITE_PERM:
      return PARVIS_STORE_ERROR_READ_ONLY;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return PARVIS_STORE_ERROR_DAMAGED;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return PARVIS_STORE_ERROR_BUSY;

    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return parvis_store_error_for_errno (number);

    default:
      return PARVIS_STORE_ERROR_FAILED;
    }
}
