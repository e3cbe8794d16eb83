#include "config.h"

#include "parvis-participant-mail.h"

#include "parvis-record-text.h"
#include "weez-client.h"

/* Longer addresses are cut by some mail programs without a word. */
#define MAX_ADDRESSES 100

/* In the thread that reads. */
static void
append_email (WeezRecord *record,
              GString    *text,
              gpointer    seen)
{
  const char *email = WEEZ_PARTICIPANT (record)->email;

  if (email == NULL || *email == '\0' || !g_hash_table_add (seen, g_utf8_casefold (email, -1)))
    return;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, email);
}

/**
 * parvis_participant_mail_read:
 * @store: an open store
 * @keys: (element-type gint64) (transfer none): of participants
 *
 * Returns: (transfer full): resolves to their e-mail addresses, a line each, none twice; rejects
 *   with %PARVIS_STORE_ERROR. Dropping it cancels.
 */
DexFuture *
parvis_participant_mail_read (ParvisStore *store,
                              GArray      *keys)
{
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return parvis_record_text_read (store, WEEZ_TYPE_PARTICIPANT, keys, append_email, seen,
                                  (GDestroyNotify) g_hash_table_unref);
}

/**
 * parvis_participant_mail_write:
 * @addresses: e-mail addresses
 * @window: who asks
 *
 * Starts a letter to them, none of whom sees the others.
 *
 * Returns: whether that can be done: there are some, and not too many for one letter
 */
gboolean
parvis_participant_mail_write (char      **addresses,
                               GtkWindow  *window)
{
  g_autoptr(GString) uri = g_string_new ("mailto:?bcc=");
  g_autoptr(GtkUriLauncher) launcher = NULL;

  if (*addresses == NULL || g_strv_length (addresses) > MAX_ADDRESSES)
    return FALSE;

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (uri, ',');
      g_string_append_uri_escaped (uri, addresses[i], "@", TRUE);
    }
  launcher = gtk_uri_launcher_new (uri->str);
  gtk_uri_launcher_launch (launcher, window, NULL, NULL, NULL);

  return TRUE;
}
