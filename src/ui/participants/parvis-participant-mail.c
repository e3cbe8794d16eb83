#include "config.h"

#include "parvis-participant-mail.h"

#include "weez-client.h"

/* Longer addresses are cut by some mail programs without a word. */
#define MAX_ADDRESSES 100

/**
 * parvis_participant_mail_dup_addresses:
 * @people: a model of #WeezParticipant
 * @rows: which of them
 *
 * Returns: (transfer full): their e-mail addresses, each once
 */
char **
parvis_participant_mail_dup_addresses (GListModel *people,
                                       GtkBitset  *rows)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkBitsetIter iter;
  guint row;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &row); more;
       more = gtk_bitset_iter_next (&iter, &row))
    {
      g_autoptr(WeezParticipant) person = g_list_model_get_item (people, row);

      if (person != NULL && person->email != NULL && *person->email != '\0' &&
          g_hash_table_add (seen, g_utf8_casefold (person->email, -1)))
        g_strv_builder_add (builder, person->email);
    }

  return g_strv_builder_end (builder);
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
