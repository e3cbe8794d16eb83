#include "parvis-account.h"
#include "parvis-go-dialog.h"
#include "parvis-note.h"
#include "parvis-people-item.h"
#include "parvis-people-page.h"
#include "parvis-roster.h"
#include "window-test.h"

/* People who are alike, or of whom little is known. */

static char *
dup_text (gpointer    object,
          const char *property)
{
  char *text;

  g_object_get (object, property, &text, NULL);

  return text;
}

/* Who is there twice by name is there with something else that tells which is which. */
static void
test_homonyms (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *page;
  GListModel *found;
  guint n_homonyms = 0;

  sign_in (fixture);
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "people");
  page = find (fixture->window, PARVIS_TYPE_PEOPLE_PAGE);
  parvis_people_page_search (PARVIS_PEOPLE_PAGE (page), "mai");
  WAIT_UNTIL (is_read (page));
  found = G_LIST_MODEL (gtk_list_view_get_model (part (page, "list_view")));
  g_assert_cmpuint (g_list_model_get_n_items (found), >, 1);

  for (guint i = 0; i + 1 < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(ParvisPeopleItem) one = g_list_model_get_item (found, i);
      g_autoptr(ParvisPeopleItem) other = g_list_model_get_item (found, i + 1);
      g_autofree char *name = dup_text (one, "name");
      g_autofree char *its_name = dup_text (other, "name");
      g_autofree char *summary = dup_text (one, "summary");
      g_autofree char *its_summary = dup_text (other, "summary");

      if (!g_str_equal (name, its_name))
        continue;
      n_homonyms++;
      g_assert_cmpstr (summary, !=, its_summary);
    }
  g_assert_cmpuint (n_homonyms, >, 0);
}

static gboolean
has_people (ParvisGoDialog *dialog)
{
  GListModel *found = part (GTK_WIDGET (dialog), "selection");
  g_autoptr(GObject) last = g_list_model_get_item (found, g_list_model_get_n_items (found) - 1);

  return is_read (GTK_WIDGET (dialog)) && PARVIS_IS_PEOPLE_ITEM (last);
}

/* Whoever is found by a name comes before those who have none and are found by an address. */
static void
test_nameless (Fixture       *fixture,
               gconstpointer  data)
{
  AdwDialog *dialog;
  GListModel *found;
  guint n_nameless = 0;
  guint n_named = 0;

  sign_in (fixture);
  dialog = parvis_go_dialog_new (parvis_session_get_account (fixture->session));
  adw_dialog_present (dialog, fixture->window);
  gtk_editable_set_text (part (GTK_WIDGET (dialog), "search_entry"), "mai");
  WAIT_UNTIL (has_people (PARVIS_GO_DIALOG (dialog)));

  found = part (GTK_WIDGET (dialog), "selection");
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (found, i);
      g_autofree char *name = PARVIS_IS_PEOPLE_ITEM (item) ? dup_text (item, "name") : NULL;

      if (g_strcmp0 (name, "Unnamed") == 0)
        n_nameless++;
      else if (name != NULL)
        {
          n_named++;
          g_assert_cmpuint (n_nameless, ==, 0);
        }
    }
  g_assert_cmpuint (n_named, >, 0);
  g_assert_cmpuint (n_nameless, >, 0);
  adw_dialog_force_close (dialog);
}

static gboolean
shows_header (AdwDialog  *dialog,
              const char *words)
{
  GtkWidget *list = part (GTK_WIDGET (dialog), "list_view");
  GtkWidget *header = find_saying (list, GTK_TYPE_LABEL, words);
  graphene_rect_t box;

  return header != NULL && gtk_widget_get_mapped (header) &&
         gtk_widget_compute_bounds (header, list, &box) && box.origin.y >= 0;
}

/* What the first of those found is stays in sight, however the list before was. */
static void
test_headers (Fixture       *fixture,
              gconstpointer  data)
{
  AdwDialog *dialog;
  GtkEditable *entry;

  sign_in (fixture);
  dialog = parvis_go_dialog_new (parvis_session_get_account (fixture->session));
  adw_dialog_present (dialog, fixture->window);
  entry = part (GTK_WIDGET (dialog), "search_entry");
  WAIT_UNTIL (shows_header (dialog, "Events"));
  gtk_editable_set_text (entry, "m");
  WAIT_UNTIL (has_people (PARVIS_GO_DIALOG (dialog)));
  WAIT_UNTIL (shows_header (dialog, "Events"));
  gtk_editable_set_text (entry, "ma");
  WAIT_UNTIL (has_people (PARVIS_GO_DIALOG (dialog)));
  WAIT_UNTIL (shows_header (dialog, "Events"));
  g_assert_true (shows (part (GTK_WIDGET (dialog), "list_view"), "@"));
  g_assert_false (shows (part (GTK_WIDGET (dialog), "list_view"), "; "));
  adw_dialog_force_close (dialog);
}

static gboolean
is_another (GHashTable *ids,
            const char *id)
{
  return g_hash_table_add (ids, g_strdup (id));
}

/* Two people of an event are called alike, and one has no name. */
static void
make_doubtful (Fixture    *fixture,
               const char *id_event)
{
  g_autofree char *sql =
    g_strdup_printf ("CREATE TEMP TABLE pair AS SELECT min (key) AS one, max (key) AS other"
                     " FROM participant WHERE id_event = '%s' AND NOT deleted AND NOT refund"
                     " AND gone = 0 AND last_name != '';"
                     "UPDATE participant SET (first_name, last_name, sort_key, id_date) ="
                     " (SELECT first_name, last_name, sort_key, id_date FROM participant, pair"
                     " WHERE key = one) WHERE key = (SELECT other FROM pair);"
                     "UPDATE participant SET first_name = '', last_name = '' WHERE key ="
                     " (SELECT max (key) FROM participant, pair WHERE id_event = '%s'"
                     " AND NOT deleted AND key < other AND key > one);"
                     "DROP TABLE pair", id_event, id_event);

  run_sql (fixture, sql);
}

/* They are listed for somebody to look at, each for itself: nothing makes one of them. */
static void
test_review (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *page;
  GtkWidget *menu;
  ParvisEvent *event;
  guint n_people;
  guint n_alike;

  sign_in (fixture);
  event = parvis_event_page_get_event (open_event (fixture, "Trail"));
  make_doubtful (fixture, parvis_event_get_record (event)->id);
  page = open_participants (fixture, "Trail");
  menu = GTK_WIDGET (gtk_menu_button_get_popover (part (page, "views_button")));
  n_people = count_people (page);

  press (menu, "Possible Duplicates");
  WAIT_UNTIL (is_read (page) && count_people (page) < n_people);
  n_alike = count_people (page);
  g_assert_cmpuint (n_alike, ==, 2);
  for (guint i = 0; i < n_alike; i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);

      g_assert_true (is_another (ids, person->id));
    }

  press (menu, "Unnamed Tickets");
  WAIT_UNTIL (is_read (page) && count_people (page) != n_alike);
  g_assert_cmpuint (count_people (page), >, 0);
  for (guint i = 0; i < count_people (page); i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);
      g_autofree char *name = parvis_roster_dup_name (person);

      g_assert_cmpstr (name, ==, "Unnamed");
      g_assert_false (person->deleted);
      g_assert_true (is_another (ids, person->id));
    }

  press (menu, "Everybody");
  WAIT_UNTIL (is_read (page) && count_people (page) == n_people);
}

/* All who are chosen get the label, what else is noted stays, and one key takes it all back. */
static void
test_mark (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page;
  GtkWidget *dialog;
  GtkWidget *entry;
  GtkWidget *row;
  g_autoptr(WeezParticipant) first = NULL;
  g_autoptr(WeezParticipant) second = NULL;
  g_autoptr(WeezParticipant) other = NULL;
  g_autoptr(DexFuture) writing = NULL;

  sign_in (fixture);
  page = open_participants (fixture, "Trail");
  first = get_person (page, 0);
  second = get_person (page, 1);
  other = get_person (page, 2);
  writing = parvis_note_write (get_store (fixture), first->id, "VIP", "Arrive en fauteuil");
  WAIT_UNTIL (keeps_note (fixture, first->id, "VIP", "Arrive en fauteuil"));
  g_signal_emit_by_name (part (page, "table"), "activate", 0);
  row = part (part (page, "detail"), "label_row");
  WAIT_UNTIL (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "VIP"));

  gtk_selection_model_select_range (gtk_column_view_get_model (part (page, "table")), 0, 2, TRUE);
  gtk_widget_activate_action (page, "selected.mark", NULL);
  WAIT_UNTIL ((dialog = find (fixture->window, ADW_TYPE_ALERT_DIALOG)) != NULL);
  entry = adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (dialog));
  WAIT_UNTIL (gtk_widget_get_state_flags (entry) & GTK_STATE_FLAG_FOCUS_WITHIN);
  gtk_editable_set_text (GTK_EDITABLE (entry), " Bénévole ");
  press (dialog, "_Mark");
  WAIT_UNTIL (keeps_note (fixture, first->id, "Bénévole", "Arrive en fauteuil"));
  g_assert_true (keeps_note (fixture, second->id, "Bénévole", ""));
  g_assert_true (keeps_note (fixture, other->id, "", ""));
  /* Whoever is open beside it shows it, so that nobody writes the old one over it. */
  WAIT_UNTIL (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "Bénévole"));

  undo (fixture, "2 participants are marked");
  WAIT_UNTIL (keeps_note (fixture, first->id, "VIP", "Arrive en fauteuil"));
  g_assert_true (keeps_note (fixture, second->id, "", ""));
  WAIT_UNTIL (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "VIP"));
}

/* The labels of this computer are among the filters as soon as there are some. */
static void
test_labels (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *page;
  GtkWidget *bar;
  GtkWidget *button;
  guint n_people;
  g_autoptr(WeezParticipant) first = NULL;
  g_autoptr(WeezParticipant) second = NULL;
  g_autoptr(DexFuture) writing = NULL;
  g_autoptr(DexFuture) writing_again = NULL;

  sign_in (fixture);
  page = open_participants (fixture, "Trail");
  n_people = count_people (page);
  bar = part (page, "facets");
  WAIT_UNTIL (find_saying (bar, GTK_TYPE_LABEL, "Status") != NULL);
  g_assert_null (find_saying (bar, GTK_TYPE_LABEL, "Label"));

  first = get_person (page, 0);
  second = get_person (page, 1);
  writing = parvis_note_write (get_store (fixture), first->id, "<b>VIP", "");
  WAIT_UNTIL (find_saying (bar, GTK_TYPE_LABEL, "Label") != NULL);
  /* Before the answers, where it is the next time as well. */
  button = gtk_widget_get_ancestor (find_saying (bar, GTK_TYPE_LABEL, "Label"),
                                    GTK_TYPE_MENU_BUTTON);
  g_assert_nonnull (gtk_widget_get_next_sibling (button));
  WAIT_UNTIL ((button = find_saying (bar, GTK_TYPE_TOGGLE_BUTTON, "All but <b>VIP")) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  WAIT_UNTIL (is_read (page) && count_people (page) == n_people - 1);
  WAIT_UNTIL (find_saying (bar, GTK_TYPE_LABEL, "Label: not <b>VIP") != NULL);

  /* Whoever gets the label is one of them at once. */
  writing_again = parvis_note_write (get_store (fixture), second->id, "<b>VIP", "");
  WAIT_UNTIL (is_read (page) && count_people (page) == n_people - 2);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/people/mark", test_mark },
    { "/people/labels", test_labels },
    { "/people/homonyms", test_homonyms },
    { "/people/nameless", test_nameless },
    { "/people/headers", test_headers },
    { "/people/review", test_review },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
