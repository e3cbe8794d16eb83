#include "config.h"

#include <libdex.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "weez-init.h"

/* Of memory that threads take theirs from. Each keeps what is free in it for itself, so that one
 * for every thread makes a sync need half as much again; one for all makes threads wait. */
#define HEAPS 2

/**
 * weez_init:
 *
 * To be called first in a program: before its first thread, and before its first future.
 */
void
weez_init (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, HEAPS);
#endif

  dex_init ();
}
