#include "config.h"

#include "parvis-participant-menu.h"

#include <glib/gi18n-lib.h>

/* What can be done with those who are chosen, where they are: "selected" is the group of actions
 * around the list. */

static GMenuModel *
menu_new (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) others = g_menu_new ();

  g_menu_append (menu, _("Copy Rows"), "selected.copy-rows");
  g_menu_append (menu, _("Copy E-Mails"), "selected.copy-emails");
  g_menu_append (menu, _("Write to Them"), "selected.write");
  g_menu_append (menu, _("Mark…"), "selected.mark");
  g_menu_append (others, _("Select All"), "selected.all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  g_object_unref (popover);
}

/* Not before its action has been run. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_once (unparent_cb, g_object_ref (popover));
}

static void
pop_up (GtkWidget          *page,
        const GdkRectangle *place)
{
  g_autoptr(GMenuModel) menu = menu_new ();
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);

  gtk_widget_set_parent (popover, page);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), place);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  g_signal_connect_object (page, "destroy", G_CALLBACK (gtk_widget_unparent), popover,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  while (widget != NULL && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

/* Who is not one of those who are chosen is chosen alone. */
static void
choose (GtkWidget *row)
{
  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    gtk_widget_activate_action (row, "listitem.select", "(bb)", FALSE, FALSE);
}

static void
pressed_cb (GtkWidget  *page,
            int         n_press,
            double      x,
            double      y,
            GtkGesture *gesture)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *row = find_row (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));
  graphene_point_t point;

  if (row == NULL || !gtk_widget_is_ancestor (row, list) ||
      !gtk_widget_compute_point (list, page, &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  choose (row);
  pop_up (page, &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
}

/* At the row that has the focus, if one has it. */
static gboolean
key_cb (GtkWidget *page,
        GVariant  *arguments,
        gpointer   user_data)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *row = root != NULL ? find_row (gtk_root_get_focus (root)) : NULL;
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_is_ancestor (row, page) ||
      !gtk_widget_compute_bounds (row, page, &bounds))
    return GDK_EVENT_PROPAGATE;

  choose (row);
  pop_up (page, &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                  MIN ((int) bounds.size.width, 48), (int) bounds.size.height });

  return GDK_EVENT_STOP;
}

/**
 * parvis_participant_menu_install:
 * @page: has the actions of those who are chosen
 * @list: where they are shown in it
 *
 * Opens the menu where somebody clicks with the other button.
 */
void
parvis_participant_menu_install (GtkWidget *page,
                                 GtkWidget *list)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), page, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (gesture));
}


/**
 * parvis_participant_menu_install_keys:
 * @page: has the actions of those who are chosen
 *
 * Opens the menu by key as well, before the search entry takes what is typed in the list.
 */
void
parvis_participant_menu_install_keys (GtkWidget *page)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                      gtk_callback_action_new (key_cb, NULL, NULL)));
  gtk_widget_add_controller (page, keys);
}
