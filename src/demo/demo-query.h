#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS
/* The parameters of a request, in the order sent: the query's first, then the form's. */
typedef struct _DemoQuery DemoQuery;

DemoQuery  *demo_query_new          (SoupServerMessage *message);
void        demo_query_free         (DemoQuery *self);
const char *demo_query_get          (DemoQuery *self, const char *name);
gboolean    demo_query_has_scalar   (DemoQuery *self, const char *name);
gboolean    demo_query_flag         (DemoQuery *self, const char *name, gboolean otherwise);
guint       demo_query_uint         (DemoQuery *self, const char *name, guint otherwise);
gboolean    demo_query_time         (DemoQuery *self, const char *name, gboolean end_of_day,
                                     gint64 *moment);
char      **demo_query_dup_values   (DemoQuery *self, const char *name);
char      **demo_query_dup_tuples   (DemoQuery *self, const char *name);
void        demo_query_remove       (DemoQuery *self, const char *name);
void        demo_query_append_printable (GString *line, const char *text);
void        demo_query_append_log   (DemoQuery *self, GString *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoQuery, demo_query_free)
G_END_DECLS
