#include "config.h"

#include "weez-request.h"

#include "weez-kind-private.h"

#define DEADLINE_SECONDS 60

/**
 * weez_request_new:
 * @method: (not nullable): "GET" or "POST", a static string
 * @path: the path of the document, a static string
 * @id: (nullable): what stands in the place of `:id`
 * @zone: the account's time zone, in which the service reads times
 *
 * Returns: (transfer full): a request without parameters
 */
WeezRequest *
weez_request_new (const char *method,
                  const char *path,
                  const char *id,
                  GTimeZone  *zone)
{
  WeezRequest *self = g_new0 (WeezRequest, 1);

  self->method = method;
  self->path = path;
  self->id = g_strdup (id);
  self->parameters = g_string_new (NULL);
  self->zone = g_time_zone_ref (zone);
  self->deadline = DEADLINE_SECONDS;

  return self;
}

void
weez_request_free (WeezRequest *self)
{
  g_free (self->id);
  g_string_free (self->parameters, TRUE);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/* Percent-encoded throughout, so that no value can become a parameter of its own. */
void
weez_append_parameter (GString    *parameters,
                       const char *name,
                       const char *value)
{
  if (parameters->len > 0)
    g_string_append_c (parameters, '&');

  g_string_append_uri_escaped (parameters, name, NULL, FALSE);
  g_string_append_c (parameters, '=');
  g_string_append_uri_escaped (parameters, value, NULL, FALSE);
}

void
weez_request_add (WeezRequest *self,
                  const char  *name,
                  const char  *value)
{
  weez_append_parameter (self->parameters, name, value);
}

/* The service answers 500 to some arrays sent as a single value, so arrays are always arrays. */
void
weez_request_add_array (WeezRequest        *self,
                        const char         *name,
                        const char * const *values)
{
  g_autofree char *array = g_strconcat (name, "[]", NULL);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    weez_request_add (self, array, values[i]);
}

/**
 * weez_request_add_query:
 * @self: a request
 * @query: a record whose field table names parameters
 *
 * Adds what is filled in of @query, in the order of its table.
 */
void
weez_request_add_query (WeezRequest *self,
                        WeezRecord  *query)
{
  WeezRecordClass *klass = WEEZ_RECORD_GET_CLASS (query);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const WeezField *field = &klass->fields[i];

      if (!(field->flags & WEEZ_LOCAL))
        field->kind->add (field, G_STRUCT_MEMBER_P (query, field->offset), self);
    }
}

/* NULL where the id could not be one: an id like ".." would ask for something else. */
char *
weez_request_dup_path (WeezRequest *self)
{
  g_auto(GStrv) parts = NULL;

  if (self->id == NULL)
    return g_strdup (self->path);

  if (!weez_text_is_id (self->id))
    return NULL;

  parts = g_strsplit (self->path, ":id", 2);

  return g_strjoin (self->id, parts[0], parts[1], NULL);
}
