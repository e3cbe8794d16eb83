#include "config.h"

#include <string.h>

#include "weez-secrets.h"

#include "weez-request.h"

#define MAX_SECRETS 3

struct _WeezSecrets
{
  const char *names[MAX_SECRETS];
  char       *values[MAX_SECRETS];
  guint       n_secrets;
};

WeezSecrets *
weez_secrets_new (void)
{
  return g_atomic_rc_box_new0 (WeezSecrets);
}

WeezSecrets *
weez_secrets_ref (WeezSecrets *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  WeezSecrets *self = data;

  for (guint i = 0; i < self->n_secrets; i++)
    {
      explicit_bzero (self->values[i], strlen (self->values[i]));
      g_free (self->values[i]);
    }
}

void
weez_secrets_unref (WeezSecrets *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* @name is static. */
void
weez_secrets_add (WeezSecrets *self,
                  const char  *name,
                  const char  *value)
{
  g_assert (self->n_secrets < MAX_SECRETS);

  self->names[self->n_secrets] = name;
  self->values[self->n_secrets] = g_strdup (value);
  self->n_secrets++;
}

void
weez_secrets_append (WeezSecrets *self,
                     GString     *parameters)
{
  for (guint i = 0; i < self->n_secrets; i++)
    weez_append_parameter (parameters, self->names[i], self->values[i]);
}

const char *
weez_secrets_get (WeezSecrets *self,
                  const char  *name)
{
  for (guint i = 0; i < self->n_secrets; i++)
    if (g_str_equal (self->names[i], name))
      return self->values[i];

  return NULL;
}

/**
 * weez_secrets_get_number:
 * @self: secrets
 *
 * Returns: a number, never 0, that the same secrets have in all processes and that tells nothing of
 *   them
 */
guint64
weez_secrets_get_number (WeezSecrets *self)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 number;

  for (guint i = 0; i < self->n_secrets; i++)
    g_checksum_update (checksum, (const guchar *) self->values[i],
                       (gssize) strlen (self->values[i]) + 1);
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (&number, digest, sizeof number);

  return MAX (number, 1);
}

/**
 * weez_secrets_redact:
 * @self: (nullable): the secrets that were sent
 * @text: (nullable): words of the service, which may echo what was sent
 *
 * Returns: (transfer full) (nullable): the words without them
 */
char *
weez_secrets_redact (WeezSecrets *self,
                     const char  *text)
{
  g_autoptr(GString) safe = NULL;

  if (text == NULL)
    return NULL;

  safe = g_string_new (text);
  for (guint i = 0; self != NULL && i < self->n_secrets; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (self->values[i], NULL, FALSE);

      if (*self->values[i] == '\0')
        continue;
      g_string_replace (safe, self->values[i], "…", 0);
      g_string_replace (safe, escaped, "…", 0);
    }

  return g_strdup (safe->str);
}
