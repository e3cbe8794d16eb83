#include <sqlite3.h>
#include <string.h>

#include "fault-vfs.h"

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;
} FaultFile;

static struct
{
  guint    number;
  guint    n_seen;
  guint    n_failed;
  int      result;
  gboolean for_ever;
} plan;

static sqlite3_vfs vfs;
static sqlite3_vfs *real_vfs;

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

static int
meet_fault (void)
{
  static GMutex mutex;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (plan.number == 0)
    return SQLITE_OK;

  plan.n_seen++;
  if (plan.n_seen < plan.number || (plan.n_seen > plan.number && !plan.for_ever))
    return SQLITE_OK;

  plan.n_failed++;

  return plan.result;
}

/* ---- files ---- */

static int
fault_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
fault_read (sqlite3_file  *file,
            void          *bytes,
            int            length,
            sqlite3_int64  offset)
{
  return real_of (file)->pMethods->xRead (real_of (file), bytes, length, offset);
}

/* Half of it is written: a disk that fills up does not stop at the edge of a page. */
static int
fault_write (sqlite3_file  *file,
             const void    *bytes,
             int            length,
             sqlite3_int64  offset)
{
  int result = meet_fault ();

  if (result != SQLITE_OK)
    {
      real_of (file)->pMethods->xWrite (real_of (file), bytes, length / 2, offset);
      return result;
    }

  return real_of (file)->pMethods->xWrite (real_of (file), bytes, length, offset);
}

static int
fault_truncate (sqlite3_file  *file,
                sqlite3_int64  size)
{
  int result = meet_fault ();

  return result != SQLITE_OK ? result
                             : real_of (file)->pMethods->xTruncate (real_of (file), size);
}

/* No test pulls the plug, and a disk takes its time. */
static int
fault_sync (sqlite3_file *file,
            int           flags)
{
  return meet_fault ();
}

static int
fault_file_size (sqlite3_file  *file,
                 sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
fault_lock (sqlite3_file *file,
            int           level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
fault_unlock (sqlite3_file *file,
              int           level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
fault_check_reserved_lock (sqlite3_file *file,
                           int          *locked)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), locked);
}

static int
fault_file_control (sqlite3_file *file,
                    int           operation,
                    void         *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), operation, argument);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
fault_device_characteristics (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static int
fault_shm_map (sqlite3_file   *file,
               int             page,
               int             size,
               int             extend,
               void volatile **place)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), page, size, extend, place);
}

static int
fault_shm_lock (sqlite3_file *file,
                int           offset,
                int           n_locks,
                int           flags)
{
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n_locks, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
fault_shm_unmap (sqlite3_file *file,
                 int           unlink)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), unlink);
}

/* Version 2: with shared memory, without maps of the file, whose writes nobody could count. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = fault_close,
  .xRead = fault_read,
  .xWrite = fault_write,
  .xTruncate = fault_truncate,
  .xSync = fault_sync,
  .xFileSize = fault_file_size,
  .xLock = fault_lock,
  .xUnlock = fault_unlock,
  .xCheckReservedLock = fault_check_reserved_lock,
  .xFileControl = fault_file_control,
  .xSectorSize = fault_sector_size,
  .xDeviceCharacteristics = fault_device_characteristics,
  .xShmMap = fault_shm_map,
  .xShmLock = fault_shm_lock,
  .xShmBarrier = fault_shm_barrier,
  .xShmUnmap = fault_shm_unmap,
};

static int
fault_open (sqlite3_vfs  *self,
            const char   *name,
            sqlite3_file *file,
            int           flags,
            int          *flags_out)
{
  FaultFile *fault = (FaultFile *) file;
  int result = meet_fault ();

  fault->base.pMethods = NULL;
  if (result != SQLITE_OK)
    return result;

  fault->real = (sqlite3_file *) (fault + 1);
  result = real_vfs->xOpen (real_vfs, name, fault->real, flags, flags_out);
  if (fault->real->pMethods != NULL)
    fault->base.pMethods = &methods;

  return result;
}

/**
 * fault_vfs_install:
 *
 * Puts itself between SQLite and the disk, for all connections that are opened from now on.
 */
void
fault_vfs_install (void)
{
  g_assert_null (real_vfs);
  real_vfs = sqlite3_vfs_find (NULL);

  /* All but the opening of files is the real one's. */
  vfs = *real_vfs;
  vfs.pNext = NULL;
  vfs.zName = "fault";
  vfs.szOsFile = sizeof (FaultFile) + real_vfs->szOsFile;
  vfs.xOpen = fault_open;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

/**
 * fault_vfs_arm:
 * @number: which of the calls from now on fails, from 1
 * @result: what it says then
 * @for_ever: whether all after it fail, too
 */
void
fault_vfs_arm (guint    number,
               int      result,
               gboolean for_ever)
{
  memset (&plan, 0, sizeof plan);
  plan.number = number;
  plan.result = result;
  plan.for_ever = for_ever;
}

/**
 * fault_vfs_disarm:
 *
 * Lets the disk work again.
 *
 * Returns: how many calls have failed
 */
guint
fault_vfs_disarm (void)
{
  plan.number = 0;

  return plan.n_failed;
}
