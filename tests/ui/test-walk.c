#include "config.h"

#include "window-test.h"

#include <glib/gi18n-lib.h>

#include "parvis-about.h"
#include "parvis-background-mode.h"
#include "parvis-dates-view.h"
#include "parvis-help-dialog.h"
#include "parvis-month-grid.h"
#include "parvis-overview.h"
#include "parvis-preferences.h"
#include "parvis-shortcuts.h"
#include "widget-judge.h"

/* Goes through the pages and judges each: every control is reached with Tab, every text stands out,
 * and nothing leaves the window. tests/e2e/test_walk.py does the same from outside for what a
 * person reads. */

#define EVENT "Festival"
#define PLAY "Le Malade imaginaire"

typedef struct
{
  guint widgets;
  guint waits;
} Census;

static void
count (GtkWidget *widget,
       Census    *census)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  census->widgets++;
  census->waits += ADW_IS_SPINNER (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count (child, census);
}

/* A page has come when nothing turns, and it has as many widgets as some frames ago. */
static gboolean
is_still (GtkWidget *window)
{
  static guint before;
  static guint n_same;
  Census census = { 0 };

  count (window, &census);
  n_same = census.waits == 0 && census.widgets == before ? n_same + 1 : 0;
  before = census.widgets;
  if (n_same < 40)
    return FALSE;

  n_same = 0;
  return TRUE;
}

static void
judge (Fixture    *fixture,
       const char *page)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  GtkWindow *window = GTK_WINDOW (fixture->window);
  gboolean strict = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  g_test_message ("%s", page);
  WAIT_UNTIL (is_still (fixture->window));
  widget_judge_reach (window, faults);
  widget_judge_place (window, faults);
  widget_judge_cut (window, faults);
  widget_judge_tooltips (window, faults);
  widget_judge_contrast (window, strict, faults);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s: %s", page, (const char *) g_ptr_array_index (faults, i));
  if (faults->len > 0)
    g_test_fail_printf ("%s: %u faults", page, faults->len);
}

static void
judge_dialog (Fixture    *fixture,
              const char *page)
{
  AdwDialog *dialog;

  WAIT_UNTIL ((dialog = get_dialog (fixture->window)) != NULL);
  judge (fixture, page);
  adw_dialog_force_close (dialog);
  WAIT_UNTIL (get_dialog (fixture->window) == NULL);
}

static void
judge_places (Fixture *fixture)
{
  static const char * const places[] = { "home", "people", "calendar" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gtk_widget_activate_action (fixture->window, "win.show-place", "s", places[i]);
      judge (fixture, places[i]);
    }
}

static void
judge_dialogs (Fixture *fixture)
{
  g_autoptr(GApplication) application = g_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  g_autoptr(ParvisBackgroundMode) background =
    parvis_background_mode_new (application, fixture->accounts);

  gtk_widget_activate_action (fixture->window, "win.go", NULL);
  judge_dialog (fixture, "go");
  gtk_widget_activate_action (fixture->window, "win.add-account", NULL);
  judge_dialog (fixture, "add-account");
  adw_dialog_present (parvis_shortcuts_dialog_new (), fixture->window);
  judge_dialog (fixture, "shortcuts");
  /* These need 360 pixels, of which GTK's own frame takes some. */
  if (gtk_widget_get_width (fixture->window) > 400)
    {
      adw_dialog_present (parvis_preferences_new (background), fixture->window);
      judge_dialog (fixture, "preferences");
      adw_dialog_present (parvis_about_dialog_new (fixture->window, fixture->accounts),
                          fixture->window);
      judge_dialog (fixture, "about");
    }
  parvis_help_dialog_present (fixture->window, "figures");
  judge_dialog (fixture, "help");
}

static void
judge_event (Fixture    *fixture,
             const char *name)
{
  static const char * const views[] = {
    "overview", "participants", "tickets", "dates", "attendance",
  };
  /* In a narrow window the page comes only when somebody asks for it. */
  ParvisEvent *event = open_unread (fixture, name);

  WAIT_UNTIL (find (fixture->window, PARVIS_TYPE_EVENT_PAGE) != NULL &&
              parvis_event_get_updated_at (event) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      gtk_widget_activate_action (fixture->window, "win.show-view", "s", views[i]);
      judge (fixture, views[i]);
    }
}

static void
judge_month (Fixture *fixture)
{
  GtkWidget *dates = find (fixture->window, PARVIS_TYPE_DATES_VIEW);

  gtk_widget_activate_action (fixture->window, "win.show-view", "s", "dates");
  adw_toggle_group_set_active_name (part (dates, "shape"), "month");
  WAIT_UNTIL (gtk_widget_get_mapped (find (dates, PARVIS_TYPE_MONTH_GRID)));
  judge (fixture, "dates-month");
}

/* An application does this itself; here there is none. */
static void
add_style (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/parvis/Parvis/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
walk_through (Fixture        *fixture,
              AdwColorScheme  scheme,
              int             width,
              int             height)
{
  add_style ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  /* Where no window manager draws a frame, GTK does. */
  WAIT_UNTIL (ABS (gtk_widget_get_width (fixture->window) - width) < 20);

  judge (fixture, "sign-in");
  sign_in (fixture);
  judge_places (fixture);
  judge_dialogs (fixture);
  judge_event (fixture, EVENT);
  judge_event (fixture, PLAY);
  judge_month (fixture);
  gtk_widget_activate_action (find (fixture->window, PARVIS_TYPE_OVERVIEW), "overview.explain",
                              NULL);
  judge_dialog (fixture, "why");
}

static void
test_wide (Fixture       *fixture,
           gconstpointer  data)
{
  walk_through (fixture, ADW_COLOR_SCHEME_FORCE_LIGHT, 1120, 760);
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  walk_through (fixture, ADW_COLOR_SCHEME_FORCE_DARK, 360, 640);
}

static void
test_mirrored (Fixture       *fixture,
               gconstpointer  data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  walk_through (fixture, ADW_COLOR_SCHEME_FORCE_LIGHT, 360, 640);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Twice the size, as the settings of the desktop call it. */
static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int before;

  g_object_get (settings, "gtk-xft-dpi", &before, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  walk_through (fixture, ADW_COLOR_SCHEME_FORCE_LIGHT, 360, 640);
  g_object_set (settings, "gtk-xft-dpi", before, NULL);
}

/* A judge who finds nothing here would find nothing anywhere. */
static void
test_judges (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  GtkWindow *window = GTK_WINDOW (fixture->window);
  GtkWidget *page = find (fixture->window, PARVIS_TYPE_SIGN_IN_PAGE);
  GtkWidget *label = find (page, GTK_TYPE_LABEL);
  GtkWidget *button = find (page, GTK_TYPE_MENU_BUTTON);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  WAIT_UNTIL (is_still (fixture->window));
  widget_judge_contrast (window, FALSE, faults);
  widget_judge_reach (window, faults);
  widget_judge_tooltips (window, faults);
  g_assert_cmpuint (faults->len, ==, 0);

  gtk_widget_set_opacity (label, 0.3);
  widget_judge_contrast (window, FALSE, faults);
  g_assert_cmpuint (faults->len, ==, 1);

  gtk_widget_set_can_focus (button, FALSE);
  widget_judge_reach (window, faults);
  g_assert_cmpuint (faults->len, ==, 2);

  gtk_widget_set_tooltip_text (button, NULL);
  widget_judge_tooltips (window, faults);
  g_assert_cmpuint (faults->len, ==, 3);

  gtk_label_set_label (GTK_LABEL (label), "[Wélçõmé tõ évérýbõdý whõ ~~~~ ~~~~]");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 8);
  gtk_widget_set_halign (label, GTK_ALIGN_CENTER);
  WAIT_UNTIL (is_still (fixture->window));
  widget_judge_cut (window, faults);
  g_assert_cmpuint (faults->len, ==, 4);
}

int
main (int   argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/walk/judges", test_judges },
    { "/walk/wide", test_wide },
    { "/walk/narrow", test_narrow },
    { "/walk/mirrored", test_mirrored },
    { "/walk/large", test_large },
  };
  /* In a language whose words are longer. */
  static const WindowTest longer[] = {
    { "/walk/wide", test_wide },
    { "/walk/narrow", test_narrow },
  };
  const char *words = g_getenv ("PARVIS_LOCALEDIR");

  if (words == NULL)
    return window_test_run (argc, argv, tests, G_N_ELEMENTS (tests));

  bindtextdomain (GETTEXT_PACKAGE, words);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  return window_test_run (argc, argv, longer, G_N_ELEMENTS (longer));
}
