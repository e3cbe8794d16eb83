#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WeezSecrets:
 *
 * Parameters that nobody may see: never changed once a request has them, wiped when the last user
 * lets go, safe to share between threads.
 */
typedef struct _WeezSecrets WeezSecrets;

WeezSecrets *weez_secrets_new        (void);
WeezSecrets *weez_secrets_ref        (WeezSecrets *self);
void         weez_secrets_unref      (WeezSecrets *self);
void         weez_secrets_add        (WeezSecrets *self,
                                      const char  *name,
                                      const char  *value);
void         weez_secrets_append     (WeezSecrets *self,
                                      GString     *parameters);
const char  *weez_secrets_get        (WeezSecrets *self,
                                      const char  *name);
guint64      weez_secrets_get_number (WeezSecrets *self);
char        *weez_secrets_redact     (WeezSecrets *self,
                                      const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WeezSecrets, weez_secrets_unref)

G_END_DECLS
