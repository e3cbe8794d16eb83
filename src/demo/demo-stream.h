#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS
/* Answers that no server gives on purpose are written on the bare connection. */
typedef enum
{
  DEMO_STREAM_CUT,        /* shorter than its Content-Length */
  DEMO_STREAM_CUT_QUIET,  /* the same after "Connection: close", where libsoup doesn't notice */
  DEMO_STREAM_CUT_CLOSE,  /* shorter than it should be, without a length to tell */
  DEMO_STREAM_ENDLESS,
  DEMO_STREAM_TRICKLE,
  DEMO_STREAM_SLOW,
  DEMO_STREAM_LATE,       /* right, and slow enough to be met by another request */
  DEMO_STREAM_RESET,
} DemoStreamMode;

/* Of one server. */
typedef struct
{
  guint n_streams;
  guint n_held;      /* requests whose answer is held up */
  int   most_held;   /* at once */
} DemoStreams;

void demo_stream_start (SoupServerMessage *message,
                        DemoStreamMode     mode,
                        GBytes            *body,
                        GCancellable      *stop,
                        DemoStreams       *streams);
G_END_DECLS
