#define _GNU_SOURCE /* locks of an open file, which end with it */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis-turns.h"

#include "parvis-private-file.h"
#include "parvis-store-error.h"
#include "weez-limiter.h"

#define MINUTE (60 * 1000)
#define DAY (24 * 60 * MINUTE)
#define STEP 5
/* What a process left behind that ended while it wrote is no more than that. */
#define MAX_TIMES (2 * WEEZ_LIMITER_PER_DAY)

/* Bytes of the file that are locked. Whoever wants the turn first waits for the queue, and keeps it
 * until the turn is theirs: whoever has just had a turn cannot overtake. */
typedef enum
{
  BYTE_QUEUE,
  BYTE_TURN,
} Byte;

/* The requests of one account: when they were sent, and whose turn it is to send one. The locks end
 * with the process. */
struct _ParvisTurns
{
  char *path;
  int   descriptor;
};

/**
 * parvis_turns_new:
 * @path: a file beside the account's store, which need not be there
 *
 * Returns: (transfer full): what all processes take turns by
 */
ParvisTurns *
parvis_turns_new (const char *path)
{
  ParvisTurns *self = g_atomic_rc_box_new0 (ParvisTurns);

  self->path = g_strdup (path);
  self->descriptor = -1;

  return self;
}

ParvisTurns *
parvis_turns_ref (ParvisTurns *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
turns_clear (gpointer data)
{
  ParvisTurns *self = data;

  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self->path);
}

void
parvis_turns_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, turns_clear);
}

/* ---- the locks ---- */

static gboolean
lock (ParvisTurns *self,
      Byte         byte,
      short        type)
{
  struct flock range = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

  return fcntl (self->descriptor, F_OFD_SETLK, &range) == 0;
}

/* FALSE with errno where it can't be locked, EAGAIN after the deadline. */
static gboolean
wait_for_lock (ParvisTurns *self,
               Byte         byte,
               gint64       deadline)
{
  while (!lock (self, byte, F_WRLCK))
    {
      if (errno != EAGAIN && errno != EACCES && errno != EINTR)
        return FALSE;

      if (g_get_monotonic_time () >= deadline)
        {
          errno = EAGAIN;
          return FALSE;
        }
      g_usleep (STEP * 1000);
    }

  return TRUE;
}

/* Others no longer meet at a file that was removed with its account. */
static gboolean
is_there (ParvisTurns *self)
{
  struct stat status;

  return self->descriptor >= 0 && fstat (self->descriptor, &status) == 0 && status.st_nlink > 0;
}

static gboolean
open_file (ParvisTurns *self)
{
  if (is_there (self))
    return TRUE;

  if (self->descriptor >= 0)
    close (self->descriptor);
  self->descriptor = -1;
  if (!parvis_private_file_make_folder (self->path, NULL) ||
      !parvis_private_file_make (self->path, NULL))
    return FALSE;

  self->descriptor = open (self->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);

  return self->descriptor >= 0;
}

static gboolean
wait_for_turn (ParvisTurns *self,
               guint        patience)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) patience * 1000;
  gboolean taken;
  int number;

  do
    {
      if (!open_file (self) || !wait_for_lock (self, BYTE_QUEUE, deadline))
        return FALSE;

      taken = wait_for_lock (self, BYTE_TURN, deadline);
      number = errno;
      lock (self, BYTE_QUEUE, F_UNLCK);
      errno = number;
    }
  while (taken && !is_there (self));

  return taken;
}

/* ---- the count ---- */

static int
compare_times (const void *a,
               const void *b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* Those of the last day, the newest last. What lies in the future was counted before the clock was
 * put back, and is older than it says. */
static guint
read_times (ParvisTurns *self,
            gint64       now,
            gint64       times[MAX_TIMES])
{
  gssize length = pread (self->descriptor, times, MAX_TIMES * sizeof (gint64), 0);
  guint n_read = length > 0 ? (guint) ((gsize) length / sizeof (gint64)) : 0;
  guint n_times = 0;

  for (guint i = 0; i < n_read; i++)
    if (times[i] > now - DAY && times[i] <= now + MINUTE)
      times[n_times++] = times[i];
  qsort (times, n_times, sizeof (gint64), compare_times);

  return n_times;
}

/* How long until fewer than @most requests lie within @span; 0 for now. */
static gint64
get_wait (const gint64 *times,
          guint         n_times,
          guint         most,
          gint64        span,
          gint64        now)
{
  return n_times < most ? 0 : MAX (times[n_times - most] + span - now, 0);
}

static void
write_times (ParvisTurns  *self,
             const gint64 *times,
             guint         n_times)
{
  gsize length = n_times * sizeof (gint64);

  /* A disk that is full leaves the budget of each process. */
  if (pwrite (self->descriptor, times, length, 0) != (gssize) length ||
      ftruncate (self->descriptor, (off_t) length) != 0)
    g_debug ("requests cannot be counted: %s", g_strerror (errno));
}

static guint
count (ParvisTurns *self,
       gint64       now)
{
  g_autofree gint64 *times = g_new (gint64, MAX_TIMES + 1);
  guint n_times = read_times (self, now, times);
  gint64 wait = MAX (get_wait (times, n_times, WEEZ_LIMITER_PER_MINUTE, MINUTE, now),
                     get_wait (times, n_times, WEEZ_LIMITER_PER_DAY, DAY, now));

  if (wait == 0)
    {
      times[n_times] = now;
      write_times (self, times, n_times + 1);
    }

  return (guint) MIN (wait, DAY);
}

/**
 * parvis_turns_take:
 * @self: turns, in a thread that may wait
 * @now: our time, in milliseconds since 1970
 * @patience: for so many milliseconds others may have the turn
 * @wait: (out): milliseconds until the budget of the account has room; if 0 it is our turn and
 *   counted, and parvis_turns_give_back() must follow
 * @error: return location for %PARVIS_STORE_ERROR_TAKEN
 *
 * Where there can be no file, or no lock on it, everyone always has a turn.
 *
 * Returns: whether others let go in time
 */
gboolean
parvis_turns_take (ParvisTurns  *self,
                   gint64        now,
                   guint         patience,
                   guint        *wait,
                   GError      **error)
{
  *wait = 0;
  errno = 0;
  if (wait_for_turn (self, patience))
    {
      *wait = count (self, now);
      if (*wait > 0)
        parvis_turns_give_back (self);
      return TRUE;
    }

  if (self->descriptor < 0 || errno != EAGAIN)
    return TRUE;

  g_set_error_literal (error, PARVIS_STORE_ERROR, PARVIS_STORE_ERROR_TAKEN,
                       "another process has asked the service for very long");

  return FALSE;
}

/**
 * parvis_turns_give_back:
 * @self: turns, whoever has one
 *
 * Lets others ask.
 */
void
parvis_turns_give_back (ParvisTurns *self)
{
  if (self->descriptor >= 0)
    lock (self, BYTE_TURN, F_UNLCK);
}
