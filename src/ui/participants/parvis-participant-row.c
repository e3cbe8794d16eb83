#include "config.h"

#include "parvis-participant-row.h"

#include <glib/gi18n-lib.h>

#include "parvis-text.h"

static GtkWidget *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
setup_cb (ParvisRoster *roster,
          GtkListItem  *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = add_label (first, "heading");
  GtkWidget *status = add_label (first, "caption");
  GtkWidget *below;

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (row), first);
  below = add_label (row, "caption");
  gtk_widget_add_css_class (below, "dimmed");
  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  gtk_widget_set_margin_top (row, 8);
  gtk_widget_set_margin_bottom (row, 8);
  g_object_set_data (G_OBJECT (row), "name", name);
  g_object_set_data (G_OBJECT (row), "status", status);
  g_object_set_data (G_OBJECT (row), "below", below);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (ParvisRoster *roster,
         GtkListItem  *item)
{
  GObject *row = G_OBJECT (gtk_list_item_get_child (item));
  WeezParticipant *person = gtk_list_item_get_item (item);
  g_autofree char *ticket =
    parvis_text_isolate (parvis_roster_get_ticket (roster, person->id_ticket));
  const char *status = parvis_roster_get_status (person);
  const char *entry = parvis_roster_is_scanned (person) ? C_("participant", "Scanned") : NULL;
  g_autofree char *name = parvis_roster_dup_name (person);
  g_autofree char *state = entry != NULL ? g_strdup_printf ("%s · %s", status, entry)
                                         : g_strdup (status);
  g_autofree char *below = person->email != NULL && *person->email != '\0'
                           ? g_strdup_printf ("%s · %s", ticket, person->email)
                           : g_strdup (ticket);
  g_autofree char *description = g_strdup_printf ("%s; %s", state, below);

  gtk_label_set_label (g_object_get_data (row, "name"), name);
  gtk_label_set_label (g_object_get_data (row, "status"), state);
  gtk_label_set_label (g_object_get_data (row, "below"), below);
  gtk_list_item_set_accessible_label (item, name);
  gtk_list_item_set_accessible_description (item, description);
}

/**
 * parvis_participant_row_factory_new:
 * @roster: (transfer none): knows their tickets
 *
 * Returns: (transfer full): makes rows of a list of #WeezParticipant
 */
GtkListItemFactory *
parvis_participant_row_factory_new (ParvisRoster *roster)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), roster, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), roster, G_CONNECT_SWAPPED);

  return factory;
}
