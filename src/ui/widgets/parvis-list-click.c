#include "config.h"

#include "parvis-list-click.h"

static gboolean
is_on_row (GtkWidget *list,
           double     x,
           double     y)
{
  GtkWidget *widget = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != list && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);

  return widget != NULL && widget != list;
}

/* The row is selected by then; with a key held, that is all that is wanted. */
static void
released_cb (GtkListView *list,
             int          n_press,
             double       x,
             double       y,
             GtkGesture  *gesture)
{
  GdkModifierType held =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  g_autoptr(GtkBitset) selected =
    gtk_selection_model_get_selection (gtk_list_view_get_model (list));

  if (n_press == 1 && (held & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0 &&
      is_on_row (GTK_WIDGET (list), x, y) && gtk_bitset_get_size (selected) == 1)
    g_signal_emit_by_name (list, "activate", gtk_bitset_get_minimum (selected));
}

/**
 * parvis_list_click_install:
 * @list: a list that has something to select
 *
 * Lets a click open what it is on. In GTK's own list that opens on a single click, the pointer
 * selects where it rests: what was selected before is lost, and Return opens something else.
 */
void
parvis_list_click_install (GtkListView *list)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), list, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (gesture));
}
