#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* People who do not exist, each one a function of its number alone: the same number is the same
 * person in every run, page size and program. */

#define PEOPLE_FIRST_ID      7000000
#define PEOPLE_FIRST_EVENT   49000
#define PEOPLE_TICKETS       6
#define PEOPLE_CELLS         8

typedef struct
{
  char first_name[64];
  char last_name[96];
  char email[192];
} PeopleName;

/* Nobody has changed since. */
#define PEOPLE_LAST_CHANGE "2025-12-31 23:59:59"

void    people_get_name     (guint64      number,
                             PeopleName  *name);
guint   people_get_ticket   (guint64      number);
char   *people_dup_ticket   (guint        event,
                             guint        ticket);
char  **people_dup_cells    (guint64      number);
void    people_write_row    (GString     *text,
                             guint64      number,
                             guint        event,
                             guint        changed);
void    people_write_end    (GString     *text,
                             const char  *server_time);
void    people_write_page   (GString     *text,
                             guint64      first,
                             guint        n,
                             guint        event,
                             const char  *server_time);

G_END_DECLS
