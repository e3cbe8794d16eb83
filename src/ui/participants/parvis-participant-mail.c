#include "config.h"

#include "parvis-participant-mail.h"

#include "parvis-record-text.h"
#include "parvis-safe-link.h"
#include "weez-client.h"

/* In the thread that reads. Who has the address of somebody before is left out. */
static void
append_email (WeezRecord *record,
              GString    *text,
              gpointer    seen)
{
  const char *email = WEEZ_PARTICIPANT (record)->email;
  g_autofree char *line = g_strdup (email != NULL ? email : "");

  g_strstrip (g_strdelimit (line, "\r\n", ' '));
  if (*line != '\0' && !g_hash_table_add (seen, g_utf8_casefold (line, -1)))
    return;

  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

/**
 * parvis_participant_mail_read:
 * @store: an open store
 * @keys: (element-type gint64) (transfer none): of participants
 *
 * Returns: (transfer full): resolves to a text for parvis_participant_mail_split(); rejects with
 *   %PARVIS_STORE_ERROR. Dropping it cancels.
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
 * parvis_participant_mail_split:
 * @text: what was read
 * @n_without: (out): how many of the participants have no address
 *
 * Returns: (transfer full): the addresses of the others, none twice
 */
char **
parvis_participant_mail_split (const char *text,
                               guint      *n_without)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  *n_without = 0;
  /* Each line has an end. */
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    if (*lines[i] != '\0')
      g_strv_builder_add (builder, lines[i]);
    else
      (*n_without)++;

  return g_strv_builder_end (builder);
}

/**
 * parvis_participant_mail_dup_usable:
 * @addresses: what people gave as their addresses
 *
 * Returns: (transfer full): those that are one address each, and can add nobody to a letter
 */
char **
parvis_participant_mail_dup_usable (char **addresses)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; addresses[i] != NULL; i++)
    if (parvis_safe_link_is_mail (addresses[i]))
      g_strv_builder_add (builder, addresses[i]);

  return g_strv_builder_end (builder);
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(DexPromise) promise = user_data;
  GError *error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

/**
 * parvis_participant_mail_write:
 * @addresses: usable addresses, not more than %PARVIS_PARTICIPANT_MAIL_MOST
 * @window: who asks
 *
 * Starts a letter to them, none of whom sees the others.
 *
 * Returns: (transfer full): resolves once a mail program has it; rejects with an error of it
 */
DexFuture *
parvis_participant_mail_write (char      **addresses,
                               GtkWindow  *window)
{
  g_autoptr(GString) uri = g_string_new ("mailto:?bcc=");
  g_autoptr(GtkUriLauncher) launcher = NULL;
  DexPromise *promise = dex_promise_new ();

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (uri, ',');
      g_string_append_uri_escaped (uri, addresses[i], "@", FALSE);
    }
  launcher = gtk_uri_launcher_new (uri->str);
  gtk_uri_launcher_launch (launcher, window, NULL, launched_cb, dex_ref (promise));

  return DEX_FUTURE (promise);
}
