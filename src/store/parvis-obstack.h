#pragma once

#include <glib.h>

#define obstack_chunk_alloc g_malloc
#define obstack_chunk_free g_free
#include <obstack.h>

G_BEGIN_DECLS

/* Many small things that go at once: one thread makes them and another one is done with them, and
 * the locks of the heap would take as long as what they are for. */

static inline struct obstack *
parvis_obstack_new (void)
{
  struct obstack *obstack = g_new (struct obstack, 1);

  obstack_begin (obstack, 64 * 1024);

  return obstack;
}

static inline void
parvis_obstack_free (struct obstack *obstack)
{
  obstack_free (obstack, NULL);
  g_free (obstack);
}

G_END_DECLS
