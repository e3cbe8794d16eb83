#include <string.h>

#include "parvis-attendance-view.h"
#include "parvis-calendar-details.h"
#include "parvis-calendar-page.h"
#include "parvis-participants-page.h"
#include "parvis-people-page.h"
#include "parvis-public-row.h"
#include "parvis-statement.h"
#include "parvis-store-private.h"
#include "window-test.h"

/* What people and tickets may be called is shown on every page as it was written, and does
 * nothing. What GTK cannot read as markup it complains of, which ends a test. */

static const char * const names[] = {
  "<b>Gras</b> & Co <a href=\"http://x\">y</a>",
  "Inverse \342\200\256etnarg",
  "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN"
  "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN"
  "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN"
  "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN"
  "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN"
  "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN",
  "😀 Émoji 👩‍👩‍👧‍👦",
  "=HYPERLINK(\"http://x\")",
  "_Souligné_ &amp; %s %d",
};

static gboolean
rename_all (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  static const char * const statements[] = {
    "UPDATE event SET name = ?1",
    "UPDATE ticket SET name = ?1",
    "UPDATE category SET name = ?1",
    "UPDATE event_details SET title = ?1, venue_name = ?1, organizer_organization_name = ?1",
    "UPDATE participant SET last_name = ?1, first_name = '', email = 'x@example.org',"
    " scan_user_name = ?1, promo_code = ?1, origin = ?1,"
    " answers = json_array (json_object ('label', ?1, 'value', ?1))",
    "UPDATE meta SET value = value + (?1 != '-') WHERE name = 'edition'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr(ParvisStatement) statement = parvis_database_prepare (database, statements[i],
                                                                      error);

      if (statement == NULL)
        return FALSE;
      parvis_statement_bind_text (statement, 1, data);
      if (!parvis_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static void
show_home (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "home");
}

static void
show_event (Fixture    *fixture,
            const char *view)
{
  GListModel *events =
    parvis_account_get_events (parvis_session_get_account (fixture->session));
  GtkWidget *sidebar = find (fixture->window, PARVIS_TYPE_SIDEBAR);

  /* One that people have tickets for. */
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);
      WeezEvent *record = parvis_event_get_record (event);

      if (record->multiple_dates && record->participants > 0 && !parvis_event_get_passed (event))
        parvis_sidebar_open (PARVIS_SIDEBAR (sidebar), event);
    }
  gtk_widget_activate_action (fixture->window, "win.show-view", "s", view);
}

static void
show_overview (Fixture *fixture)
{
  show_event (fixture, "overview");
}

static void
show_participants (Fixture *fixture)
{
  show_event (fixture, "participants");
}

static void
show_tickets (Fixture *fixture)
{
  show_event (fixture, "tickets");
}

static void
show_dates (Fixture *fixture)
{
  show_event (fixture, "dates");
}

static void
show_attendance (Fixture *fixture)
{
  show_event (fixture, "attendance");
}

/* Those who were called so when they were read are found by that until they are read again. */
static void
show_people (Fixture *fixture)
{
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "people");
  parvis_people_page_search (PARVIS_PEOPLE_PAGE (find (fixture->window,
                                                       PARVIS_TYPE_PEOPLE_PAGE)),
                             "martin");
}

static void
show_person (Fixture *fixture)
{
  GtkWidget *page;
  g_autoptr(WeezParticipant) person = NULL;

  show_people (fixture);
  page = find (fixture->window, PARVIS_TYPE_PEOPLE_PAGE);
  WAIT_UNTIL ((person = get_found (page)) != NULL);
  parvis_people_page_open (PARVIS_PEOPLE_PAGE (page), person->id);
}

/* Dates have no names: nothing but the event's is to be seen there. Elsewhere that is over the
 * page, and does not count. */
static const struct
{
  const char *name;
  void      (*show) (Fixture *fixture);
  GType     (*type) (void);
} pages[] = {
  { "home", show_home, parvis_home_page_get_type },
  { "overview", show_overview, adw_navigation_split_view_get_type },
  { "participants", show_participants, parvis_participants_page_get_type },
  { "tickets", show_tickets, parvis_tickets_view_get_type },
  { "dates", show_dates, adw_navigation_split_view_get_type },
  { "attendance", show_attendance, parvis_attendance_view_get_type },
  { "people", show_people, parvis_people_page_get_type },
  { "person", show_person, parvis_people_page_get_type },
};

/* Whether the page is there and says these words. */
static gboolean
is_said (Fixture    *fixture,
         guint       page,
         const char *words)
{
  GtkWidget *widget = find (fixture->window, pages[page].type ());

  if (ADW_IS_NAVIGATION_SPLIT_VIEW (widget))
    {
      AdwNavigationSplitView *split = ADW_NAVIGATION_SPLIT_VIEW (widget);

      widget = GTK_WIDGET (adw_navigation_split_view_get_content (split));
    }

  return widget != NULL && shows (widget, words);
}

static void
call_everything (Fixture    *fixture,
                 const char *name)
{
  g_autoptr(DexFuture) writing = NULL;

  /* Whoever is read after that is called otherwise. */
  finish_reading (fixture);
  writing = parvis_store_write (get_store (fixture), rename_all, g_strdup (name), g_free);
  WAIT_UNTIL (!dex_future_is_pending (writing));
  g_assert_true (dex_future_is_resolved (writing));
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  sign_in (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      call_everything (fixture, names[i]);
      for (guint j = 0; j < G_N_ELEMENTS (pages); j++)
        {
          g_test_message ("%s: %.60s", pages[j].name, names[i]);
          pages[j].show (fixture);
          WAIT_UNTIL (is_said (fixture, j, names[i]));
          g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Parvis");
        }
    }
}

/* Nothing is called anything: each page says so in its words, and none is blank. */
static void
test_no_names (Fixture       *fixture,
               gconstpointer  data)
{
  static const char * const instead[] = {
    "Untitled", "Untitled", "Unnamed", "Untitled", "Untitled", "Untitled", "Unnamed", "Unnamed",
  };

  sign_in (fixture);
  call_everything (fixture, "");
  for (guint j = 0; j < G_N_ELEMENTS (pages); j++)
    {
      g_test_message ("%s", pages[j].name);
      pages[j].show (fixture);
      WAIT_UNTIL (is_said (fixture, j, instead[j]));
    }
}

static GtkWidget *
open_go (Fixture *fixture)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (fixture->window, "win.go", NULL);
  dialog = GTK_WIDGET (get_dialog (fixture->window));
  g_assert_nonnull (dialog);

  return dialog;
}

/* Ctrl+K finds events by what they are called, and people. */
static void
test_go (Fixture       *fixture,
         gconstpointer  data)
{
  g_autoptr(ParvisEvent) event = NULL;

  sign_in (fixture);
  event = g_list_model_get_item (
            parvis_account_get_events (parvis_session_get_account (fixture->session)), 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *dialog;

      call_everything (fixture, names[i]);
      WAIT_UNTIL (g_str_equal (parvis_event_get_record (event)->name, names[i]));
      dialog = open_go (fixture);
      WAIT_UNTIL (shows (dialog, names[i]));
      adw_dialog_force_close (ADW_DIALOG (dialog));

      /* No event is called so. */
      dialog = open_go (fixture);
      gtk_editable_set_text (part (dialog, "search_entry"), "martin");
      WAIT_UNTIL (find_saying (dialog, GTK_TYPE_LABEL, "People") != NULL);
      WAIT_UNTIL (shows (dialog, names[i]));
      adw_dialog_force_close (ADW_DIALOG (dialog));
    }
}

static gboolean
copies (Fixture    *fixture,
        const char *start)
{
  g_autofree char *copied = dup_copied (fixture->window);

  return g_str_has_prefix (copied, start);
}

/* What is copied is what was written; a spreadsheet calculates nothing of it. */
static void
test_copied (Fixture       *fixture,
             gconstpointer  data)
{
  sign_in (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *page;
      g_autofree char *start = g_strconcat (*names[i] == '=' ? "'" : "", names[i],
                                            "\tx@example.org\t", NULL);

      call_everything (fixture, names[i]);
      /* Whoever is shown was read under the name before. */
      show_home (fixture);
      show_participants (fixture);
      page = find (fixture->window, PARVIS_TYPE_PARTICIPANTS_PAGE);
      WAIT_UNTIL (shows (part (page, "table"), names[i]));
      gtk_widget_activate_action (page, "selected.all", NULL);
      gtk_widget_activate_action (page, "selected.copy-rows", NULL);
      WAIT_UNTIL (copies (fixture, start));
    }
}

/* A view may be called so too; what was done is said of it by that name. */
static void
test_said (Fixture       *fixture,
           gconstpointer  data)
{
  sign_in (fixture);
  show_participants (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *page = find (fixture->window, PARVIS_TYPE_PARTICIPANTS_PAGE);
      GtkWidget *menu = GTK_WIDGET (gtk_menu_button_get_popover (part (page, "views_button")));
      GtkWidget *entry = find (menu, GTK_TYPE_ENTRY);
      g_autofree char *said = g_strdup_printf ("“%s” is saved", names[i]);

      gtk_editable_set_text (GTK_EDITABLE (entry), names[i]);
      g_signal_emit_by_name (entry, "activate");
      WAIT_UNTIL (find_saying (part (fixture->window, "toasts"), GTK_TYPE_LABEL, said) != NULL);
      WAIT_UNTIL (shows (menu, names[i]));
    }
}

/* ---- the public calendar, with what it keeps of its last answer ---- */

static gboolean
call_found (ParvisDatabase  *database,
            gpointer         data,
            GError         **error)
{
  g_autoptr(ParvisStatement) statement =
    parvis_database_prepare (database, "UPDATE public_event SET title = ?1, venue_name = ?1,"
                             " venue_address = ?1, venue_city = ?1, category_name = ?1,"
                             " id_category = NULL", error);

  if (statement == NULL)
    return FALSE;

  parvis_statement_bind_text (statement, 1, data);

  return parvis_statement_run (statement, error);
}

static GtkWidget *
open_calendar (Fixture *fixture)
{
  GtkWidget *page = GTK_WIDGET (
    parvis_calendar_page_new (parvis_session_get_account (fixture->session)));

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (fixture->window), page);

  return page;
}

static void
search_events (Fixture *fixture)
{
  GtkWidget *page = open_calendar (fixture);
  g_autoptr(ParvisPublicSearch) search = NULL;

  g_object_get (page, "search", &search, NULL);
  gtk_widget_activate_action (page, "calendar.search", NULL);
  WAIT_UNTIL (!parvis_public_search_get_searching (search));
  g_assert_null (parvis_public_search_get_failure (search));
}

static gboolean
is_in_month (GtkWidget  *page,
             const char *words)
{
  GtkWidget *days = part (part (page, "month_grid"), "grid");

  for (GtkWidget *day = gtk_widget_get_first_child (days); day != NULL;
       day = gtk_widget_get_next_sibling (day))
    {
      /* What it says instead of what it is asked for. */
      g_autofree char *text =
        gtk_test_accessible_check_property (GTK_ACCESSIBLE (day),
                                            GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");

      if (text != NULL && strstr (text, words) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Its words are there before anything more is read. */
static gboolean
shows_details (GtkWidget  *page,
               const char *words)
{
  GListModel *rows = G_LIST_MODEL (part (part (page, "results"), "selection"));
  g_autoptr(ParvisPublicRow) row = g_list_model_get_item (rows, 0);
  g_autoptr(ParvisPublicSearch) search = NULL;
  GtkWidget *details;

  g_object_get (page, "search", &search, NULL);
  details = GTK_WIDGET (parvis_calendar_details_new (search, parvis_public_row_get_record (row)));
  adw_navigation_view_push (part (page, "navigation"), ADW_NAVIGATION_PAGE (details));

  return shows (details, words);
}

static void
test_calendar (Fixture       *fixture,
               gconstpointer  data)
{
  sign_in (fixture);
  search_events (fixture);
  for (guint i = 0; i <= G_N_ELEMENTS (names); i++)
    {
      const char *name = i < G_N_ELEMENTS (names) ? names[i] : "";
      const char *words = *name != '\0' ? name : "Unnamed Event";
      g_autoptr(DexFuture) writing = parvis_store_write (get_store (fixture), call_found,
                                                         g_strdup (name), g_free);
      GtkWidget *page;

      g_test_message ("%.60s", words);
      WAIT_UNTIL (!dex_future_is_pending (writing));
      g_assert_true (dex_future_is_resolved (writing));

      page = open_calendar (fixture);
      WAIT_UNTIL (shows (GTK_WIDGET (part (page, "results")), words));
      WAIT_UNTIL (is_in_month (page, words));
      g_assert_true (shows_details (page, words));
      g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Parvis");
    }
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/hostile/names", test_names },
    { "/hostile/no-names", test_no_names },
    { "/hostile/go", test_go },
    { "/hostile/calendar", test_calendar },
    { "/hostile/copied", test_copied },
    { "/hostile/said", test_said },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
