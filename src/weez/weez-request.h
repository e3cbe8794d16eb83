#pragma once

#include "weez-record.h"

G_BEGIN_DECLS

/**
 * WeezRequest:
 * @method: "GET" or "POST"
 * @path: the path as the document writes it, as in "/tickets/:id/stats"; the only part of a
 *   request that a log or an error may show
 *
 * A call to the service, without its secrets.
 */
typedef struct
{
  const char *method;
  const char *path;
  char       *id;
  GString    *parameters;
  GTimeZone  *zone;
  guint       deadline;
} WeezRequest;

WeezRequest *weez_request_new       (const char         *method,
                                     const char         *path,
                                     const char         *id,
                                     GTimeZone          *zone);
void         weez_request_free      (WeezRequest        *self);
void         weez_request_add       (WeezRequest        *self,
                                     const char         *name,
                                     const char         *value);
void         weez_request_add_array (WeezRequest        *self,
                                     const char         *name,
                                     const char * const *values);
void         weez_request_add_query (WeezRequest        *self,
                                     WeezRecord         *query);
char        *weez_request_dup_path  (WeezRequest        *self);

void         weez_append_parameter  (GString            *parameters,
                                     const char         *name,
                                     const char         *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WeezRequest, weez_request_free)

G_END_DECLS
