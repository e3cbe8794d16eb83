#include "parvis-account.h"
#include "parvis-people-page.h"
#include "parvis-person-page.h"
#include "parvis-ticket-dialog.h"
#include "parvis-ticket-threshold.h"
#include "window-test.h"

/* What is undone of what somebody did on this computer, views and notes aside, which are tested
 * where they are. */

/* ---- thresholds ---- */

static WeezTicket *
find_ticket (GListModel *rows,
             guint      *position)
{
  for (*position = 0; *position < g_list_model_get_n_items (rows); (*position)++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (rows, *position);
      g_autoptr(ParvisTicketNode) node = gtk_tree_list_row_get_item (row);

      if (WEEZ_IS_TICKET (parvis_ticket_node_get_record (node)))
        return WEEZ_TICKET (parvis_ticket_node_get_record (node));   /* the model keeps it */
    }

  return NULL;
}

static void
test_threshold (Fixture       *fixture,
                gconstpointer  data)
{
  ParvisEvent *event;
  GtkWidget *view;
  GtkWidget *dialog;
  WeezTicket *ticket;
  GListModel *rows;
  guint position;
  g_autofree char *said = NULL;

  sign_in (fixture);
  event = parvis_event_page_get_event (open_event (fixture, "Trail"));
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "tickets");
  view = find (fixture->window, PARVIS_TYPE_TICKETS_VIEW);
  rows = G_LIST_MODEL (gtk_column_view_get_model (part (view, "table")));
  WAIT_UNTIL ((ticket = find_ticket (rows, &position)) != NULL);
  g_assert_cmpuint (parvis_ticket_threshold_get (event, ticket->id).share, ==, 90);

  g_signal_emit_by_name (part (view, "table"), "activate", position);
  dialog = find (fixture->window, PARVIS_TYPE_TICKET_DIALOG);
  g_assert_nonnull (dialog);
  adw_spin_row_set_value (part (dialog, "share"), 40);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  WAIT_UNTIL (parvis_ticket_threshold_get (event, ticket->id).share == 40);

  said = g_strdup_printf ("“%s” has new thresholds", ticket->name);
  undo (fixture, said);
  WAIT_UNTIL (parvis_ticket_threshold_get (event, ticket->id).share == 90);
  g_assert_cmpuint (parvis_ticket_threshold_get (event, ticket->id).days, ==, 7);
}

/* ---- erasure ---- */

static const char *
get_page_name (GtkWidget *page)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (find (page, GTK_TYPE_STACK)));
}

static GtkWidget *
open_person (Fixture *fixture)
{
  GtkWidget *page;
  g_autoptr(WeezParticipant) person = NULL;

  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "people");
  page = find (fixture->window, PARVIS_TYPE_PEOPLE_PAGE);
  parvis_people_page_search (PARVIS_PEOPLE_PAGE (page), "martin");
  WAIT_UNTIL ((person = get_found (page)) != NULL);
  parvis_people_page_open (PARVIS_PEOPLE_PAGE (page), person->id);
  WAIT_UNTIL ((page = find (fixture->window, PARVIS_TYPE_PERSON_PAGE)) != NULL &&
              g_strcmp0 (get_page_name (page), "person") == 0);

  return page;
}

static char *
erase (Fixture   *fixture,
       GtkWidget *page)
{
  g_autoptr(ParvisPerson) person = NULL;

  g_object_get (page, "person", &person, NULL);
  gtk_widget_activate_action (page, "person.erase", NULL);
  g_signal_emit_by_name (get_dialog (fixture->window), "response", "erase");
  adw_dialog_force_close (get_dialog (fixture->window));

  return g_strdup_printf (person->tickets->len == 1 ? "%u ticket erased from this computer"
                                                    : "%u tickets erased from this computer",
                          person->tickets->len);
}

static void
test_erasure (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *page;
  g_autofree char *said = NULL;

  sign_in (fixture);
  page = open_person (fixture);
  said = erase (fixture, page);
  WAIT_UNTIL (g_str_equal (get_page_name (page), "failure"));

  undo (fixture, said);
  WAIT_UNTIL (g_str_equal (get_page_name (page), "person"));
}

static gboolean
is_held (Fixture    *fixture,
         const char *id_participant)
{
  g_autoptr(DexFuture) reading = parvis_person_read (get_store (fixture), id_participant);

  WAIT_UNTIL (!dex_future_is_pending (reading));

  return dex_future_is_resolved (reading);
}

/* Whoever is erased stays so if nobody undoes it, and the page that did it may be gone by then. */
static void
test_erasure_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(ParvisPerson) person = NULL;
  GtkWidget *page;
  g_autofree char *id = NULL;
  g_autofree char *said = NULL;

  sign_in (fixture);
  page = open_person (fixture);
  g_object_get (page, "person", &person, NULL);
  id = g_strdup (((ParvisHeldTicket *) g_ptr_array_index (person->tickets, 0))->participant->id);
  said = erase (fixture, page);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "home");
  undo (fixture, said);

  WAIT_UNTIL (is_held (fixture, id));

  g_free (said);
  said = erase (fixture, open_person (fixture));
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL, said) != NULL);
  adw_toast_overlay_dismiss_all (part (fixture->window, "toasts"));
  gtk_widget_activate_action (fixture->window, "win.undo", NULL);
  g_assert_false (is_held (fixture, id));
}

/* What cannot be put back is said. */
static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *page;
  g_autofree char *said = NULL;
  g_autoptr(DexFuture) closing = NULL;

  sign_in (fixture);
  page = open_person (fixture);
  said = erase (fixture, page);
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL, said) != NULL);
  closing = parvis_store_close (get_store (fixture));
  WAIT_UNTIL (!dex_future_is_pending (closing));

  undo (fixture, said);
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL,
                           "The data kept on this computer could not be read or written. Nothing "
                           "was removed.") != NULL);
}

/* Nothing of one account is undone in front of another. */
static void
test_other_account (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *said = NULL;

  sign_in (fixture);
  said = erase (fixture, open_person (fixture));
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL, said) != NULL);
  parvis_session_sign_out (fixture->session);
  WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE) != NULL);
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL, said) == NULL);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/undo/threshold", test_threshold },
    { "/undo/erasure", test_erasure },
    { "/undo/erasure-elsewhere", test_erasure_elsewhere },
    { "/undo/failure", test_failure },
    { "/undo/other-account", test_other_account },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
