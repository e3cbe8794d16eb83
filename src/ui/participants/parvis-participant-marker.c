#include "config.h"

#include "parvis-participant-marker.h"

#include <glib/gi18n-lib.h>

#include "parvis-note.h"
#include "parvis-undo.h"

#define MAX_LABEL 100

/* What they had before, to be brought back. */
typedef struct
{
  ParvisStore *store;
  GPtrArray   *before;
} Marked;

static void
marked_free (gpointer data)
{
  Marked *marked = data;

  g_object_unref (marked->store);
  g_ptr_array_unref (marked->before);
  g_free (marked);
}

static DexFuture *
take_back (gpointer data)
{
  Marked *marked = data;

  return parvis_note_restore (marked->store, marked->before);
}

static void
mark (GtkWidget   *page,
      ParvisStore *store,
      GArray      *keys,
      const char  *label)
{
  Marked *marked = g_new0 (Marked, 1);
  g_autofree char *words = NULL;

  if (*label != '\0')
    words = g_strdup_printf (ngettext ("%u participant is marked", "%u participants are marked",
                                       keys->len), keys->len);
  else
    words = g_strdup_printf (ngettext ("%u participant has no label now",
                                       "%u participants have no label now", keys->len),
                             keys->len);

  marked->store = g_object_ref (store);
  marked->before = parvis_note_list_new ();
  parvis_undo_offer_after (parvis_undo_get (page),
                           parvis_note_mark (store, keys, label, marked->before), words,
                           take_back, marked, marked_free);
}

static void
response_cb (GtkWidget      *page,
             const char     *response,
             AdwAlertDialog *dialog)
{
  GtkEditable *entry = GTK_EDITABLE (adw_alert_dialog_get_extra_child (dialog));
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (g_str_equal (response, "mark"))
    mark (page, g_object_get_data (G_OBJECT (dialog), "store"),
          g_object_get_data (G_OBJECT (dialog), "keys"), label);
}

/**
 * parvis_participant_marker_ask:
 * @page: where they are shown
 * @store: an open store
 * @keys: (element-type gint64) (transfer none): of participants
 *
 * Asks for a label and gives it to all of them.
 */
void
parvis_participant_marker_ask (GtkWidget   *page,
                               ParvisStore *store,
                               GArray      *keys)
{
  g_autofree char *title = g_strdup_printf (ngettext ("Mark %u Participant",
                                                      "Mark %u Participants", keys->len),
                                            keys->len);
  AdwDialog *dialog =
    adw_alert_dialog_new (title, _("All of them get this label, on this computer only. "
                                   "Without one, theirs is taken away."));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_LABEL);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Label"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"),
                                  "mark", _("_Mark"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "mark",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "mark");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "store", g_object_ref (store), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "keys", g_array_ref (keys),
                          (GDestroyNotify) g_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), page,
                           G_CONNECT_SWAPPED);
  /* Else the button has it, and who types a label is not heard. */
  adw_dialog_set_focus (dialog, entry);
  adw_dialog_present (dialog, page);
}
