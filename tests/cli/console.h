#pragma once

#include <json-glib/json-glib.h>

#include "demo-server.h"

G_BEGIN_DECLS

/* What must never be seen: the demo organizer's own, and those that tests put in their place. */
#define CANARY_PASSWORD "canary-password"
#define CANARY_KEY      "canary-key"
#define CANARY_TOKEN    "canary-token"

/* A console in front of the demo organizer: parvis-cli, the file of the account, and what the last
 * run said. */
typedef struct
{
  DemoServer *server;
  char       *folder;
  char       *credentials;
  char      **environment;
  char       *output;
  char       *messages;
  int         status;
} Console;

void        console_set_up          (Console     *self,
                                     gconstpointer data);
void        console_tear_down       (Console     *self,
                                     gconstpointer data);
void        console_set_env         (Console     *self,
                                     const char  *name,
                                     const char  *value);
void        console_run_with        (Console     *self,
                                     const char  *input,
                                     char       **arguments);
void        console_run             (Console     *self,
                                     const char  *first,
                                     ...) G_GNUC_NULL_TERMINATED;
void        console_run_line        (Console     *self,
                                     const char  *line);
void        console_sign_in         (Console     *self);
char       *console_dup_token       (Console     *self);
void        console_write           (Console     *self,
                                     const char  *text,
                                     int          mode);
char       *console_dup_asked       (Console     *self);
JsonNode   *console_parse           (Console     *self);
void        console_remove          (const char  *path);
void        console_drop_warning    (char        *messages);

void        console_run_well        (Console     *self,
                                     const char  *line);
JsonArray  *console_run_json        (Console     *self,
                                     JsonNode   **root,
                                     const char  *line);
guint       console_count_lines     (const char  *text);

void        console_assert          (Console     *self,
                                     int          status,
                                     guint        n_messages);
void        console_assert_asked    (Console     *self,
                                     const char  *line,
                                     const char  *asked);

G_END_DECLS
