#define _GNU_SOURCE /* locks of an open file, which end with it */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis-turns.h"

#include "parvis-pause.h"
#include "parvis-private-file.h"
#include "parvis-store-error.h"
#include "weez-limiter.h"

#define MINUTE (60 * 1000)
#define DAY (24 * 60 * MINUTE)
#define STEP 5
/* What a process left behind that ended while it wrote is no more than that. */
#define MAX_TIMES (2 * WEEZ_LIMITER_PER_DAY)
/* Whoever reads and writes is done in less, unless stopped in the middle. */
#define PATIENCE 100

/* Bytes of the file that are locked. Whoever wants the turn first waits for the queue, and keeps it
 * until the turn is theirs: whoever has just had a turn cannot overtake. The contents belong to who
 * reads and writes them. */
typedef enum
{
  BYTE_QUEUE,
  BYTE_TURN,
  BYTE_CONTENTS,
} Byte;

/* The requests of one account: when they were sent, why none is sent for a while, and whose turn it
 * is to send one. The locks end with the process. */
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
lock (int   descriptor,
      Byte  byte,
      short type)
{
  struct flock range = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

  return fcntl (descriptor, F_OFD_SETLK, &range) == 0;
}

/* FALSE with errno where it can't be locked, EAGAIN after the deadline. */
static gboolean
wait_for_lock (int    descriptor,
               Byte   byte,
               gint64 deadline)
{
  while (!lock (descriptor, byte, F_WRLCK))
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

static gint64
get_deadline (guint patience)
{
  return g_get_monotonic_time () + (gint64) patience * 1000;
}

static gboolean
wait_for_turn (ParvisTurns *self,
               guint        patience)
{
  gint64 deadline = get_deadline (patience);
  gboolean taken;
  int number;

  do
    {
      if (!open_file (self) || !wait_for_lock (self->descriptor, BYTE_QUEUE, deadline))
        return FALSE;

      taken = wait_for_lock (self->descriptor, BYTE_TURN, deadline);
      number = errno;
      lock (self->descriptor, BYTE_QUEUE, F_UNLCK);
      errno = number;
    }
  while (taken && !is_there (self));

  return taken;
}

/* ---- the contents ---- */

typedef struct
{
  int          descriptor;
  ParvisPause  pause;
  ParvisPause  read;      /* as it was read */
  gint64       times[MAX_TIMES + 1];
  guint        n_times;
} Contents;

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
static void
read_times (Contents   *self,
            const char *data,
            gsize       length,
            gint64      now)
{
  self->n_times = 0;
  for (gsize i = 0; i < MIN (length / sizeof (gint64), MAX_TIMES); i++)
    {
      gint64 time;

      memcpy (&time, data + i * sizeof time, sizeof time);
      if (time > now - DAY && time <= now + MINUTE)
        self->times[self->n_times++] = time;
    }
  qsort (self->times, self->n_times, sizeof (gint64), compare_times);
}

static Contents *
contents_read (int    descriptor,
               gint64 now)
{
  Contents *self = g_new0 (Contents, 1);
  gsize size = sizeof (ParvisPause) + MAX_TIMES * sizeof (gint64);
  g_autofree char *data = g_malloc (size);
  gssize length = pread (descriptor, data, size, 0);
  gsize start;

  self->descriptor = descriptor;
  length = MAX (length, 0);
  start = parvis_pause_read (&self->pause, data, (gsize) length, now);
  memcpy (&self->read, data, start);
  read_times (self, data + start, (gsize) length - start, now);

  return self;
}

static gboolean
contents_are_paused_otherwise (const Contents *self)
{
  return memcmp (&self->pause, &self->read, sizeof self->pause) != 0;
}

static void
contents_write (const Contents *self)
{
  gsize start = parvis_pause_is_empty (&self->pause) ? 0 : sizeof self->pause;
  gsize length = start + self->n_times * sizeof (gint64);
  g_autofree char *data = g_malloc (length + 1);

  memcpy (data, &self->pause, start);
  memcpy (data + start, self->times, length - start);
  /* A disk that is full leaves the budget of each process. */
  if (pwrite (self->descriptor, data, length, 0) != (gssize) length ||
      ftruncate (self->descriptor, (off_t) length) != 0)
    g_debug ("requests cannot be counted: %s", g_strerror (errno));
}

/* ---- the count ---- */

/* How long until fewer than @most requests lie within @span; 0 for now. */
static gint64
get_wait (const Contents *contents,
          guint           most,
          gint64          span,
          gint64          now)
{
  guint n_times = contents->n_times;

  return n_times < most ? 0 : MAX (contents->times[n_times - most] + span - now, 0);
}

static void
count (ParvisTurns *self,
       gint64       now,
       guint64      signer,
       WeezTurn    *turn)
{
  gboolean locked = wait_for_lock (self->descriptor, BYTE_CONTENTS, get_deadline (PATIENCE));
  g_autofree Contents *contents = contents_read (self->descriptor, now);
  const ParvisPause *pause = &contents->pause;
  gint64 wait = MAX (get_wait (contents, WEEZ_LIMITER_PER_MINUTE, MINUTE, now),
                     get_wait (contents, WEEZ_LIMITER_PER_DAY, DAY, now));

  turn->wait = (guint) MIN (wait, DAY);
  turn->ban = (guint) MAX (pause->ban_until - now, 0);
  turn->failure = (guint) MAX (pause->failure_until - now, 0);
  turn->n_failures = (guint) pause->n_failures;
  turn->refused = signer != 0 && signer == pause->refused;

  if (weez_turn_is_free (turn))
    contents->times[contents->n_times++] = now;
  if (weez_turn_is_free (turn) || contents_are_paused_otherwise (contents))
    contents_write (contents);
  if (locked)
    lock (self->descriptor, BYTE_CONTENTS, F_UNLCK);
}

/**
 * parvis_turns_take:
 * @self: turns, in a thread that may wait
 * @now: our time, in milliseconds since 1970
 * @patience: for so many milliseconds others may have the turn
 * @signer: the number of who signs, or 0
 * @turn: (out caller-allocates): how long to wait and why; if it is free it is counted as ours, and
 *   parvis_turns_give_back() must follow
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
                   guint64       signer,
                   WeezTurn     *turn,
                   GError      **error)
{
  *turn = (WeezTurn) { 0 };
  errno = 0;
  if (wait_for_turn (self, patience))
    {
      count (self, now, signer, turn);
      if (!weez_turn_is_free (turn))
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
    lock (self->descriptor, BYTE_TURN, F_UNLCK);
}

/* ---- what became of requests ---- */

/* By a descriptor of its own, so that it may be called while a thread waits for a turn. NULL where
 * there is no file: whoever had a turn has made it. */
static Contents *
open_contents (ParvisTurns *self,
               gint64       now)
{
  int descriptor = open (self->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);

  if (descriptor < 0)
    return NULL;

  if (!wait_for_lock (descriptor, BYTE_CONTENTS, get_deadline (PATIENCE)))
    {
      close (descriptor);
      return NULL;
    }

  return contents_read (descriptor, now);
}

static void
close_contents (Contents *contents,
                gint64    now)
{
  if (contents_are_paused_otherwise (contents))
    {
      parvis_pause_stamp (&contents->pause, now);
      contents_write (contents);
    }

  close (contents->descriptor);
  g_free (contents);
}

/**
 * parvis_turns_fail:
 * @self: turns
 * @now: our time, in milliseconds since 1970
 * @ban: for so many milliseconds the service does not want to be asked; none where not above 0
 * @failure: for so many we are patient, likewise
 * @n_failures: how many failures there were in a row
 *
 * Nobody gets a turn for so long.
 */
void
parvis_turns_fail (ParvisTurns *self,
                   gint64       now,
                   gint64       ban,
                   gint64       failure,
                   guint        n_failures)
{
  Contents *contents = open_contents (self, now);
  ParvisPause *pause;

  if (contents == NULL)
    return;

  pause = &contents->pause;
  if (ban > 0)
    pause->ban_until = MAX (pause->ban_until, now + ban);
  if (failure > 0)
    pause->failure_until = MAX (pause->failure_until, now + failure);
  pause->n_failures = MAX (pause->n_failures, n_failures);
  close_contents (contents, now);
}

/**
 * parvis_turns_forgive:
 * @self: turns
 * @now: our time, in milliseconds since 1970
 * @answered: whether an answer was read well, which ends a series of failures
 *
 * Nobody waits for an earlier failure any more, but for the service where it has asked for that.
 */
void
parvis_turns_forgive (ParvisTurns *self,
                      gint64       now,
                      gboolean     answered)
{
  Contents *contents = open_contents (self, now);

  if (contents == NULL)
    return;

  contents->pause.failure_until = 0;
  if (answered)
    contents->pause.n_failures = 0;
  close_contents (contents, now);
}

/**
 * parvis_turns_refuse:
 * @self: turns
 * @now: our time, in milliseconds since 1970
 * @signer: the number of who signs and was refused; 0 for nobody any more
 *
 * Who signs so gets no turn.
 */
void
parvis_turns_refuse (ParvisTurns *self,
                     gint64       now,
                     guint64      signer)
{
  Contents *contents = open_contents (self, now);

  if (contents == NULL)
    return;

  contents->pause.refused = signer;
  close_contents (contents, now);
}
