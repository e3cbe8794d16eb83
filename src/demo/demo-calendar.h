#pragma once
#include <glib.h>
#include "demo-names.h"

G_BEGIN_DECLS
typedef struct
{
  guint           id;
  guint           genre;       /* index of demo_genres */
  char           *title;
  const char     *organizer;
  const char     *place;
  const DemoCity *city;        /* NULL for an event without a place */
  gint64          start, end;
  gint64          sale_start, sale_end;
  guint           low, high;   /* cents */
} DemoPublicEvent;

typedef struct
{
  guint       id;
  const char *name;
  const char *name_other;
} DemoGenre;

extern const DemoGenre demo_genres[];
extern const guint     demo_n_genres;

const DemoGenre *demo_genre_find   (guint id);
GArray          *demo_calendar_new (guint64 seed, gint64 anchor);
G_END_DECLS
