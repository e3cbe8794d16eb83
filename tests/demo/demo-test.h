#pragma once
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "demo-server.h"

G_BEGIN_DECLS
/* A demo server whose clock stands in an evening of March, and someone signed in. */
#define DEMO_TEST_NOW "2026-03-14T21:30:00+01"
/* Few, for the sanitizers' sake: each row is some hundred allocations in here. */
#define DEMO_TEST_PARTICIPANTS 1600

#define FESTIVAL "1130412"
#define THEATRE  "1121907"
#define RACE     "1134586"
#define OVERSEAS "1137744"
#define DRAFT    "1141002"
#define CLOSED   "1118250"
#define PAST     "1004951"
#define OLD_RACE "1010377"

typedef struct
{
  DemoServer  *server;
  SoupSession *session;
  char        *token;
} DemoTest;

typedef struct
{
  guint    status;
  char    *type;
  char    *encoding;
  char    *location;
  char    *retry_after;
  GBytes  *body;         /* decoded; NULL when the request failed */
  GError  *error;
} DemoTestAnswer;

void            demo_test_set_up       (DemoTest *test, gconstpointer data);
void            demo_test_tear_down    (DemoTest *test, gconstpointer data);
void            demo_test_set_now      (DemoServer *server, const char *now);
DemoTestAnswer *demo_test_send         (DemoTest *test, SoupMessage *message);
DemoTestAnswer *demo_test_fetch        (DemoTest *test, const char *format, ...) G_GNUC_PRINTF (2,
                                                                                                3);
JsonNode       *demo_test_get          (DemoTest *test, const char *format, ...) G_GNUC_PRINTF (2,
                                                                                                3);
void            demo_test_answer_free  (DemoTestAnswer *answer);
const char     *demo_test_answer_text  (DemoTestAnswer *answer);
SoupMessage    *demo_test_message      (DemoTest *test, const char *method, const char *path);

JsonArray      *demo_test_array        (JsonNode *node, const char *member);
gint64          demo_test_int          (JsonNode *node, const char *path);
const char     *demo_test_string       (JsonObject *object, const char *member);
JsonObject     *demo_test_find         (JsonArray *array, const char *member, const char *value);
char           *demo_test_ids          (JsonArray *array, const char *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoTestAnswer, demo_test_answer_free)

#define DEMO_TEST(path, func) \
  g_test_add (path, DemoTest, NULL, demo_test_set_up, func, demo_test_tear_down)
G_END_DECLS
