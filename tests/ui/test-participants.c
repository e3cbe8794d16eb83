#include <string.h>

#include "parvis-account.h"
#include "parvis-attendance-source.h"
#include "parvis-attendance-view.h"
#include "parvis-facet-bar.h"
#include "parvis-roster.h"
#include "parvis-saved-views.h"
#include "parvis-setting.h"
#include "parvis-shortcuts.h"
#include "weez-answer.h"
#include "weez-client.h"
#include "window-test.h"

/* The participants of an event: what is taken from them, who is shown, what is kept. */

#define EVENT "Trail"

static ParvisEventPage *
get_event_page (Fixture *fixture)
{
  return PARVIS_EVENT_PAGE (find (fixture->window, PARVIS_TYPE_EVENT_PAGE));
}

static const char *
get_id_event (Fixture *fixture)
{
  return parvis_event_get_record (parvis_event_page_get_event (get_event_page (fixture)))->id;
}

static GtkWidget *
open_people (Fixture *fixture)
{
  sign_in (fixture);

  return open_participants (fixture, EVENT);
}

static gboolean
is_copied (GtkWidget *page)
{
  g_autofree char *text = dup_copied (page);

  return *text != '\0';
}

static void
test_copy_rows (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) first = NULL;

  gtk_widget_activate_action (page, "selected.all", NULL);
  gtk_widget_activate_action (page, "selected.copy-rows", NULL);
  WAIT_UNTIL (is_copied (page));
  text = dup_copied (page);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, count_people (page) + 1);

  first = g_strsplit (lines[0], "\t", -1);
  for (guint i = 0; i < count_people (page); i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", -1);
      g_autofree char *name = parvis_roster_dup_name (person);

      /* As many as there are columns, the name first; the barcode as in the table. */
      g_assert_cmpuint (g_strv_length (cells), ==, g_strv_length (first));
      g_assert_cmpstr (cells[0], ==, name);
      g_assert_cmpstr (cells[1], ==, person->email);
      if (person->barcode != NULL && strlen (person->barcode) > 4)
        g_assert_null (strstr (lines[i], person->barcode));
    }
  words = g_strdup_printf ("%u rows copied", count_people (page));
  WAIT_UNTIL (find_saying (part (fixture->window, "toasts"), GTK_TYPE_LABEL, words) != NULL);
}

static void
test_copy_emails (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  g_autoptr(GHashTable) emails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  g_auto(GStrv) lines = NULL;

  for (guint i = 0; i < count_people (page); i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);

      if (person->email != NULL && *person->email != '\0')
        g_hash_table_add (emails, g_utf8_casefold (person->email, -1));
    }

  gtk_widget_activate_action (page, "selected.all", NULL);
  gtk_widget_activate_action (page, "selected.copy-emails", NULL);
  WAIT_UNTIL (is_copied (page));
  text = dup_copied (page);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, g_hash_table_size (emails));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (lines[i], -1);

      g_assert_true (g_hash_table_contains (emails, folded));
    }
  words = g_strdup_printf ("%u e-mail addresses copied", g_hash_table_size (emails));
  WAIT_UNTIL (find_saying (part (fixture->window, "toasts"), GTK_TYPE_LABEL, words) != NULL);
}

static void
test_negated (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  guint n_others = 0;
  GtkWidget *button;

  for (guint i = 0; i < count_people (page); i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);

      n_others += !g_str_equal (parvis_roster_get_status (person), "Paid");
    }
  g_assert_cmpuint (n_others, >, 0);
  g_assert_cmpuint (n_others, <, count_people (page));

  WAIT_UNTIL ((button = find_saying (part (page, "facets"), GTK_TYPE_TOGGLE_BUTTON,
                                     "All but Paid")) != NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  WAIT_UNTIL (is_read (page) && count_people (page) == n_others);
  for (guint i = 0; i < n_others; i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);

      g_assert_cmpstr (parvis_roster_get_status (person), !=, "Paid");
    }
  WAIT_UNTIL (find_saying (part (page, "facets"), GTK_TYPE_LABEL, "Status: not Paid") != NULL);
}

/* What can be chosen is there to be read in full. */
static void
test_facet_words (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  GtkWidget *label;
  GtkWidget *popover;

  WAIT_UNTIL ((label = find_saying (part (page, "facets"), GTK_TYPE_LABEL, "Paid")) != NULL);
  popover = gtk_widget_get_ancestor (label, GTK_TYPE_POPOVER);
  gtk_popover_popup (GTK_POPOVER (popover));
  WAIT_UNTIL (gtk_widget_get_mapped (label) && gtk_widget_get_width (label) > 0);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* A name is typed into the menu of views. */
static void
name_view (GtkWidget  *menu,
           const char *name)
{
  GtkWidget *entry = find (menu, GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "activate");
}

/* The only view that is kept, "" for none. */
static char *
dup_kept_view (Fixture *fixture)
{
  g_autoptr(ParvisSavedViews) views = parvis_saved_views_new (get_store (fixture),
                                                              get_id_event (fixture));

  g_assert_cmpuint (parvis_saved_views_count (views), <=, 1);

  return g_strdup (parvis_saved_views_count (views) > 0 ? parvis_saved_views_get (views, 0)->name
                                                        : "");
}

static gboolean
keeps_view (Fixture    *fixture,
            const char *name)
{
  g_autofree char *kept = dup_kept_view (fixture);

  return g_str_equal (kept, name);
}

/* What the only view that is kept searches for. */
static gboolean
keeps_search (Fixture    *fixture,
              const char *text)
{
  g_autoptr(ParvisSavedViews) views = parvis_saved_views_new (get_store (fixture),
                                                              get_id_event (fixture));

  g_assert_cmpuint (parvis_saved_views_count (views), ==, 1);

  return g_str_equal (parvis_saved_views_get (views, 0)->text, text);
}

static void
test_views (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  GtkWidget *menu = GTK_WIDGET (gtk_menu_button_get_popover (part (page, "views_button")));

  name_view (menu, "Relances");
  WAIT_UNTIL (keeps_view (fixture, "Relances"));
  undo (fixture, "“Relances” is saved");
  WAIT_UNTIL (keeps_view (fixture, ""));
  name_view (menu, "Relances");
  WAIT_UNTIL (keeps_view (fixture, "Relances"));

  press (menu, "Rename Relances");
  name_view (menu, "Impayés");
  WAIT_UNTIL (keeps_view (fixture, "Impayés"));
  undo (fixture, "“Relances” has a new name");
  WAIT_UNTIL (keeps_view (fixture, "Relances"));

  /* Under a name that is there it takes its place. */
  gtk_editable_set_text (part (page, "search"), "a");
  WAIT_UNTIL (get_flag (page, "narrowed"));
  name_view (menu, "Relances");
  WAIT_UNTIL (keeps_search (fixture, "a"));
  undo (fixture, "“Relances” is replaced");
  WAIT_UNTIL (keeps_search (fixture, ""));

  press (menu, "Remove Relances");
  WAIT_UNTIL (keeps_view (fixture, ""));
  undo (fixture, "“Relances” is removed");
  WAIT_UNTIL (keeps_view (fixture, "Relances"));
  g_assert_nonnull (find_saying (menu, GTK_TYPE_BUTTON, "Rename Relances"));
}

static void
write_note (GtkWidget  *page,
            const char *text)
{
  GtkWidget *row = part (part (page, "detail"), "note_row");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

static void
test_note (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  g_autoptr(WeezParticipant) person = get_person (page, 0);

  g_signal_emit_by_name (part (page, "table"), "activate", 0);
  write_note (page, "Arrive en fauteuil");
  WAIT_UNTIL (keeps_note (fixture, person->id, "", "Arrive en fauteuil"));
  undo (fixture, "Kept on this computer only");
  WAIT_UNTIL (keeps_note (fixture, person->id, "", ""));
  g_assert_cmpstr (gtk_editable_get_text (part (part (page, "detail"), "note_row")), ==, "");
}

static gboolean
keeps_columns (Fixture    *fixture,
               const char *words)
{
  g_autofree char *name = g_strconcat ("columns.", get_id_event (fixture), NULL);
  g_autofree char *columns = parvis_store_get_setting (get_store (fixture), name);

  return columns != NULL && strstr (columns, words) != NULL;
}

static void
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  GtkColumnView *table = part (page, "table");
  g_autoptr(GtkColumnViewColumn) status = g_object_ref (get_column (page, "status"));
  g_autoptr(GtkColumnViewColumn) first = NULL;

  g_assert_true (gtk_column_view_column_get_visible (get_column (page, "email")));
  /* From where the menu hangs. */
  g_assert_true (gtk_widget_activate_action (part (page, "columns_button"), "column.email", NULL));
  gtk_column_view_column_set_fixed_width (get_column (page, "ticket"), 333);
  gtk_column_view_insert_column (table, 0, status);
  WAIT_UNTIL (keeps_columns (fixture, "ticket 1 333"));

  /* As it was left, in a page of its own. */
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "home");
  page = open_participants (fixture, EVENT);
  first = g_list_model_get_item (gtk_column_view_get_columns (part (page, "table")), 0);
  g_assert_cmpstr (gtk_column_view_column_get_id (first), ==, "status");
  g_assert_false (gtk_column_view_column_get_visible (get_column (page, "email")));
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (page, "ticket")), ==, 333);
}

static gboolean
tells_all (GtkWidget *cell)
{
  g_autoptr(GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean told;

  g_signal_emit_by_name (cell, "query-tooltip", 1, 1, FALSE, tooltip, &told);

  return told;
}

/* What there is no room for can be read all the same. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  GtkWidget *cell = find (part (page, "table"), GTK_TYPE_INSCRIPTION);

  WAIT_UNTIL (!tells_all (cell));
  gtk_column_view_column_set_fixed_width (get_column (page, "last_name"), 50);
  WAIT_UNTIL (tells_all (cell));
}

/* The first question that was asked, as its column has it. */
static GtkColumnViewColumn *
find_question (GtkWidget *page)
{
  GListModel *columns = gtk_column_view_get_columns (part (page, "table"));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_has_prefix (gtk_column_view_column_get_id (column), "answer:"))
        return column;   /* its table keeps it */
    }

  return NULL;
}

static const char *
get_answer (WeezParticipant *person,
            const char      *question)
{
  for (guint i = 0; person->answers != NULL && i < person->answers->len; i++)
    {
      WeezAnswer *answer = g_ptr_array_index (person->answers, i);

      if (g_strcmp0 (answer->label, question) == 0)
        return answer->value != NULL ? answer->value : "";
    }

  return "";
}

static gboolean
is_answered (GtkWidget  *page,
             const char *question)
{
  g_autoptr(WeezParticipant) first = get_person (page, 0);

  return *get_answer (first, question) != '\0';
}

/* The answers to a question are a column as any other: chosen, sorted by, copied, and kept with the
 * event and with the view. */
static void
test_answers (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  GtkWidget *menu = GTK_WIDGET (gtk_menu_button_get_popover (part (page, "views_button")));
  GtkColumnView *table = part (page, "table");
  g_autofree char *question = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  GtkColumnViewColumn *column;

  WAIT_UNTIL ((column = find_question (page)) != NULL);
  question = g_strdup (gtk_column_view_column_get_title (column));
  g_assert_false (gtk_column_view_column_get_visible (column));
  g_assert_true (gtk_widget_activate_action (part (page, "columns_button"), "column.question-0",
                                             NULL));
  g_assert_true (gtk_column_view_column_get_visible (column));
  WAIT_UNTIL (keeps_columns (fixture, "answer:"));

  gtk_column_view_sort_by_column (table, column, GTK_SORT_DESCENDING);
  WAIT_UNTIL (is_read (page) && is_answered (page, question));
  gtk_widget_activate_action (page, "selected.all", NULL);
  gtk_widget_activate_action (page, "selected.copy-rows", NULL);
  WAIT_UNTIL (is_copied (page));
  text = dup_copied (page);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i < count_people (page); i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);
      g_auto(GStrv) cells = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpstr (cells[g_strv_length (cells) - 1], ==, get_answer (person, question));
    }

  /* A view brings it back. */
  name_view (menu, "Tailles");
  gtk_column_view_column_set_visible (column, FALSE);
  press (menu, "Tailles");
  WAIT_UNTIL (gtk_column_view_column_get_visible (column));

  /* So does the event. */
  gtk_widget_activate_action (fixture->window, "win.show-place", "s", "home");
  page = open_participants (fixture, EVENT);
  column = find_question (page);
  g_assert_nonnull (column);
  g_assert_true (gtk_column_view_column_get_visible (column));
  g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, question);
}

/* What an earlier Parvis kept has no columns in it. */
static void
test_old_views (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(ParvisSavedViews) views = NULL;
  g_autoptr(DexFuture) writing = NULL;
  g_autofree char *name = NULL;

  open_people (fixture);
  name = g_strconcat ("views.", get_id_event (fixture), NULL);
  writing = parvis_setting_write (get_store (fixture), name,
                                  "[('Relances', 'a', '[]', 'email', true)]");
  WAIT_UNTIL (!dex_future_is_pending (writing));
  views = parvis_saved_views_new (get_store (fixture), get_id_event (fixture));
  g_assert_cmpuint (parvis_saved_views_count (views), ==, 1);
  g_assert_cmpstr (parvis_saved_views_get (views, 0)->sort, ==, "email");
  g_assert_cmpstr (parvis_saved_views_get (views, 0)->columns, ==, "");
}

/* Nothing can be read or written any more: each of it is said in a sentence. */
static void
test_failures (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  GtkWidget *menu = GTK_WIDGET (gtk_menu_button_get_popover (part (page, "views_button")));
  AdwToastOverlay *toasts = part (fixture->window, "toasts");
  const char *sentence = "The data kept on this computer could not be read or written. Nothing was "
                         "removed.";
  guint n_people = count_people (page);
  g_autoptr(DexFuture) closing = NULL;

  g_signal_emit_by_name (part (page, "table"), "activate", 0);
  closing = parvis_store_close (get_store (fixture));
  WAIT_UNTIL (!dex_future_is_pending (closing));

  write_note (page, "Arrive en fauteuil");
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL, sentence) != NULL);
  adw_toast_overlay_dismiss_all (part (fixture->window, "toasts"));
  WAIT_UNTIL (find_saying (fixture->window, GTK_TYPE_LABEL, sentence) == NULL);

  name_view (menu, "Relances");
  WAIT_UNTIL (find_saying (GTK_WIDGET (toasts), GTK_TYPE_LABEL, sentence) != NULL);
  adw_toast_overlay_dismiss_all (toasts);
  g_assert_null (find_saying (menu, GTK_TYPE_BUTTON, "Rename Relances"));
  WAIT_UNTIL (find_saying (GTK_WIDGET (toasts), GTK_TYPE_LABEL, sentence) == NULL);

  gtk_widget_activate_action (page, "selected.all", NULL);
  gtk_widget_activate_action (page, "selected.copy-rows", NULL);
  WAIT_UNTIL (find_saying (GTK_WIDGET (toasts), GTK_TYPE_LABEL, sentence) != NULL);
  adw_toast_overlay_dismiss_all (toasts);
  WAIT_UNTIL (find_saying (GTK_WIDGET (toasts), GTK_TYPE_LABEL, sentence) == NULL);

  /* Those who were shown stay. */
  gtk_editable_set_text (part (page, "search"), "zzz");
  WAIT_UNTIL (find_saying (GTK_WIDGET (toasts), GTK_TYPE_LABEL, sentence) != NULL);
  g_assert_nonnull (get_failure (page));
  g_assert_cmpuint (count_people (page), ==, n_people);
}

/* Who is open, by the name over the details. */
static const char *
get_open (GtkWidget *page)
{
  return gtk_label_get_label (part (part (page, "detail"), "name"));
}

static void
test_step (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  g_autoptr(WeezParticipant) second = get_person (page, 1);
  g_autoptr(WeezParticipant) third = get_person (page, 2);
  g_autofree char *second_name = parvis_roster_dup_name (second);
  g_autofree char *third_name = parvis_roster_dup_name (third);
  GtkWidget *shortcuts;

  g_signal_emit_by_name (part (page, "table"), "activate", 1);
  g_assert_cmpstr (get_open (page), ==, second_name);
  gtk_widget_activate_action (page, "participants.next", NULL);
  g_assert_cmpstr (get_open (page), ==, third_name);
  gtk_widget_activate_action (page, "participants.previous", NULL);
  g_assert_cmpstr (get_open (page), ==, second_name);

  /* People can read of its keys. */
  shortcuts = GTK_WIDGET (parvis_shortcuts_dialog_new ());
  adw_dialog_present (ADW_DIALOG (shortcuts), fixture->window);
  g_assert_nonnull (find_saying (shortcuts, GTK_TYPE_LABEL, "Previous participant"));
  g_assert_nonnull (find_saying (shortcuts, GTK_TYPE_LABEL, "Alt+Up"));
  g_assert_nonnull (find_saying (shortcuts, GTK_TYPE_LABEL, "Next participant"));
  g_assert_nonnull (find_saying (shortcuts, GTK_TYPE_LABEL, "Alt+Down"));
  adw_dialog_force_close (ADW_DIALOG (shortcuts));
}

static gboolean
is_expected (WeezParticipant *person)
{
  return !person->deleted && (person->paid || person->refund);
}

/* From the figures of the attendance to those who are meant. */
static void
test_attendance (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *page = open_people (fixture);
  GtkWidget *view;
  GtkListBoxRow *row;
  g_autoptr(ParvisAttendanceSource) source = NULL;
  ParvisAttendance *attendance;
  ParvisAttendanceLine *ticket;

  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "attendance");
  view = find (fixture->window, PARVIS_TYPE_ATTENDANCE_VIEW);
  g_object_get (view, "source", &source, NULL);
  WAIT_UNTIL ((attendance = parvis_attendance_source_get (source)) != NULL);
  g_assert_cmpint (attendance->expected, >, attendance->scanned);

  gtk_widget_activate_action (view, "attendance.show-missing", NULL);
  g_assert_cmpstr (parvis_event_page_get_view (get_event_page (fixture)), ==, "participants");
  WAIT_UNTIL (is_read (page));
  g_assert_cmpint (count_people (page), ==, attendance->expected - attendance->scanned);
  for (guint i = 0; i < count_people (page); i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);

      g_assert_false (parvis_roster_is_scanned (person));
      g_assert_true (is_expected (person));
    }

  ticket = g_ptr_array_index (attendance->tickets, 0);
  row = gtk_list_box_get_row_at_index (part (view, "tickets"), 0);
  g_signal_emit_by_name (part (view, "tickets"), "row-activated", row);
  WAIT_UNTIL (is_read (page));
  g_assert_cmpint (count_people (page), ==, ticket->expected);
  for (guint i = 0; i < count_people (page); i++)
    {
      g_autoptr(WeezParticipant) person = get_person (page, i);

      g_assert_cmpstr (person->id_ticket, ==, ticket->id);
      g_assert_true (is_expected (person));
    }
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/participants/copy-rows", test_copy_rows },
    { "/participants/copy-emails", test_copy_emails },
    { "/participants/negated", test_negated },
    { "/participants/facet-words", test_facet_words },
    { "/participants/views", test_views },
    { "/participants/note", test_note },
    { "/participants/columns", test_columns },
    { "/participants/cut", test_cut },
    { "/participants/answers", test_answers },
    { "/participants/old-views", test_old_views },
    { "/participants/step", test_step },
    { "/participants/failures", test_failures },
    { "/participants/attendance", test_attendance },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
