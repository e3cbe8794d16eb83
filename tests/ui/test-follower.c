#include "parvis-follower.h"
#include "window-test.h"

/* Reading the store for somebody who looks. Each question waits here until it is answered. */
static struct
{
  GPtrArray *questions;   /* DexPromise */
  guint      n_shown;
} asked;

static DexFuture *
read_cb (gpointer     widget,
         ParvisStore *store)
{
  DexPromise *question = dex_promise_new ();

  g_ptr_array_add (asked.questions, question);

  return dex_ref (question);
}

static void
show_cb (gpointer   widget,
         DexFuture *completed)
{
  g_assert_true (dex_future_is_resolved (completed));
  asked.n_shown++;
}

static void
answer (guint place)
{
  dex_promise_resolve_boolean (g_ptr_array_index (asked.questions, place), TRUE);
}

/* What is answered is told from the main loop. */
static void
spin (void)
{
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

static ParvisFollower *
follow (Fixture   *fixture,
        GtkWidget *widget)
{
  ParvisFollower *follower;

  sign_in (fixture);
  finish_reading (fixture);
  asked.questions = g_ptr_array_new_with_free_func (dex_unref);
  asked.n_shown = 0;
  follower = parvis_follower_new (widget, read_cb, show_cb);
  parvis_follower_set_account (follower, parvis_session_get_account (fixture->session));

  return follower;
}

static GtkWidget *
new_widget (GtkWidget **window)
{
  GtkWidget *widget = gtk_label_new ("");

  *window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (*window), widget);

  return widget;
}

static void
change (Fixture *fixture)
{
  g_signal_emit_by_name (get_store (fixture), "changed");
}

static void
clear (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_pointer (&asked.questions, g_ptr_array_unref);
}

/* Nothing is read for nobody, and all that changed meanwhile once. */
static void
test_mapped (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *window;
  GtkWidget *widget = new_widget (&window);
  g_autoptr(ParvisFollower) follower = follow (fixture, widget);

  change (fixture);
  g_assert_cmpuint (asked.questions->len, ==, 0);
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_mapped (widget));
  g_assert_cmpuint (asked.questions->len, ==, 1);
  answer (0);
  WAIT_UNTIL (asked.n_shown == 1);
  g_assert_cmpuint (asked.questions->len, ==, 1);

  gtk_widget_set_visible (widget, FALSE);
  change (fixture);
  change (fixture);
  g_assert_cmpuint (asked.questions->len, ==, 1);
  gtk_widget_set_visible (widget, TRUE);
  WAIT_UNTIL (gtk_widget_get_mapped (widget));
  g_assert_cmpuint (asked.questions->len, ==, 2);
  answer (1);
  WAIT_UNTIL (asked.n_shown == 2);

  /* What did not change is not read again. */
  gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_visible (widget, TRUE);
  WAIT_UNTIL (gtk_widget_get_mapped (widget));
  g_assert_cmpuint (asked.questions->len, ==, 2);

  clear (window);
}

/* Changes during a reading make one more after it, which is shown as well. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *window;
  GtkWidget *widget = new_widget (&window);
  g_autoptr(ParvisFollower) follower = follow (fixture, widget);

  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (asked.questions->len == 1);
  change (fixture);
  change (fixture);
  g_assert_cmpuint (asked.questions->len, ==, 1);
  answer (0);
  WAIT_UNTIL (asked.n_shown == 1);
  g_assert_cmpuint (asked.questions->len, ==, 2);
  answer (1);
  WAIT_UNTIL (asked.n_shown == 2);
  g_assert_cmpuint (asked.questions->len, ==, 2);

  clear (window);
}

/* An answer to what is not asked any more is not shown, nor one after all is over. */
static void
test_ask (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *window;
  GtkWidget *widget = new_widget (&window);
  g_autoptr(ParvisFollower) follower = follow (fixture, widget);

  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (asked.questions->len == 1);
  parvis_follower_ask (follower);
  g_assert_cmpuint (asked.questions->len, ==, 2);
  answer (0);
  spin ();
  g_assert_cmpuint (asked.n_shown, ==, 0);
  answer (1);
  WAIT_UNTIL (asked.n_shown == 1);

  /* Likewise where nobody looks. */
  change (fixture);
  gtk_widget_set_visible (widget, FALSE);
  parvis_follower_ask (follower);
  answer (2);
  spin ();
  g_assert_cmpuint (asked.n_shown, ==, 1);
  gtk_widget_set_visible (widget, TRUE);
  WAIT_UNTIL (asked.questions->len == 4);

  g_clear_object (&follower);
  answer (3);
  spin ();
  g_assert_cmpuint (asked.n_shown, ==, 1);
  change (fixture);
  g_assert_cmpuint (asked.questions->len, ==, 4);

  clear (window);
}

int
main (int    argc,
      char **argv)
{
  static const WindowTest tests[] = {
    { "/follower/mapped", test_mapped },
    { "/follower/busy", test_busy },
    { "/follower/ask", test_ask },
  };

  return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
