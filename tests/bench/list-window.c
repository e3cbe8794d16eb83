/* Prints `KEY VALUE` a line, in milliseconds: `first_frame_ms`, `rows_frame_ms` (the first one in
 * which a row was bound) and `rows_cpu_ms`, which the process needed until then; then the cost of
 * each frame while scrolling: `smooth_ms`, `pages_ms`, `jump_ms`, and `end_ms` to the last row, and
 * of each what its thread needed, as `smooth_cpu_ms`; then `scrolled_rss_mib` and
 * `scrolled_anon_mib`, and when it has rested a while `rss_mib` and `anon_mib`. */

#include "list-window.h"

#include <stdio.h>
#include <time.h>

#define WIDTH 1200
#define HEIGHT 800
/* Frames between the first rows and the scrolling. */
#define REST 10
/* After the scrolling, whatever is measured: who looks at a list has stopped by then. */
#define REST_SECONDS 4
/* About four rows. */
#define SMOOTH_STEP 97
/* Of the bare window. */
#define SIDEBAR_ROWS 12

typedef enum
{
  PHASE_START,
  PHASE_REST,
  PHASE_SMOOTH,
  PHASE_PAGES,
  PHASE_JUMP,
  PHASE_END,
  PHASE_DONE,
} Phase;

static const struct
{
  const char *key;
  guint       n_frames;
} phases[] = {
  [PHASE_START]  = { NULL, 0 },
  [PHASE_REST]   = { NULL, REST },
  [PHASE_SMOOTH] = { "smooth", 240 },
  [PHASE_PAGES]  = { "pages", 120 },
  [PHASE_JUMP]   = { "jump", 120 },
  [PHASE_END]    = { "end", 1 },
  [PHASE_DONE]   = { NULL, 0 },
};

typedef struct
{
  ListWindowPlan plan;
  GtkApplication *application;
  GtkWidget      *window;
  GListModel     *model;         /* of the window */
  GtkAdjustment  *adjustment;    /* null where there is nothing to scroll */
  GRand          *random;
  Phase           phase;
  guint           n_frames;
  gint64          frame_start;
  double          frame_cpu;
  gboolean        painted;
  gboolean        bound;
} ListWindow;

static void
list_window_free (gpointer data)
{
  ListWindow *self = data;

  g_rand_free (self->random);
  g_free (self);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            data)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 8);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), 14);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            data)
{
  ListWindow *self = data;
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));

  self->bound = TRUE;
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)),
                            self->plan.get_text (gtk_list_item_get_item (item), column));
}

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* What CLOCK has used, in milliseconds: a busy machine makes frames longer, but not this. */
static double
get_cpu (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
print_memory (const char *prefix)
{
  g_autofree char *status = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return;

  lines = g_strsplit (status, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "VmRSS:"))
        printf ("%srss_mib %.1f\n", prefix, g_ascii_strtod (lines[i] + 6, NULL) / 1024);
      else if (g_str_has_prefix (lines[i], "RssAnon:"))
        printf ("%sanon_mib %.1f\n", prefix, g_ascii_strtod (lines[i] + 8, NULL) / 1024);
    }
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ListWindow *self = data;
  double page;
  double end;
  double value;

  if (self->adjustment == NULL)
    {
      gtk_widget_queue_draw (widget);
      return G_SOURCE_CONTINUE;
    }

  page = gtk_adjustment_get_page_size (self->adjustment);
  end = gtk_adjustment_get_upper (self->adjustment) - page;
  value = gtk_adjustment_get_value (self->adjustment);

  switch (self->phase)
    {
    case PHASE_SMOOTH:
      gtk_adjustment_set_value (self->adjustment, value + SMOOTH_STEP);
      break;

    case PHASE_PAGES:
      gtk_adjustment_set_value (self->adjustment, value + 3 * page);
      break;

    case PHASE_JUMP:
      gtk_adjustment_set_value (self->adjustment, g_rand_double_range (self->random, 0, end));
      break;

    case PHASE_END:
      gtk_adjustment_set_value (self->adjustment, end);
      break;

    case PHASE_START:
    case PHASE_REST:
    case PHASE_DONE:
    default:
      break;
    }

  return G_SOURCE_CONTINUE;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 gpointer       data)
{
  ListWindow *self = data;

  self->frame_start = g_get_monotonic_time ();
  self->frame_cpu = get_cpu (CLOCK_THREAD_CPUTIME_ID);
}

static void
rested_cb (gpointer data)
{
  ListWindow *self = data;

  print_memory ("");
  g_application_quit (G_APPLICATION (self->application));
}

static void
finish (ListWindow *self)
{
  self->phase = PHASE_DONE;
  if (self->plan.scroll)
    {
      print_memory ("scrolled_");
      g_timeout_add_seconds_once (REST_SECONDS, rested_cb, self);
    }
  else
    rested_cb (self);
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       data)
{
  ListWindow *self = data;

  /* The clock ticks before the window has its size, too. */
  if (gtk_widget_get_width (self->window) == 0)
    return;

  if (!self->painted)
    {
      printf ("first_frame_ms %.1f\n", milliseconds_since (self->plan.since));
      self->painted = TRUE;
    }
  if (self->phase == PHASE_DONE || !self->bound)
    return;

  if (self->phase == PHASE_START)
    {
      printf ("rows_frame_ms %.1f\n", milliseconds_since (self->plan.since));
      printf ("rows_cpu_ms %.1f\n", get_cpu (CLOCK_PROCESS_CPUTIME_ID));
      if (!self->plan.scroll)
        {
          finish (self);
          return;
        }
      self->phase = PHASE_REST;
      return;
    }

  if (self->plan.is_loading != NULL && self->plan.is_loading (self->model))
    return;

  if (phases[self->phase].key != NULL)
    {
      const char *key = phases[self->phase].key;

      printf ("%s_ms %.2f\n", key, milliseconds_since (self->frame_start));
      printf ("%s_cpu_ms %.2f\n", key, get_cpu (CLOCK_THREAD_CPUTIME_ID) - self->frame_cpu);
    }
  if (++self->n_frames < phases[self->phase].n_frames)
    return;

  self->n_frames = 0;
  self->phase = self->adjustment != NULL ? self->phase + 1 : PHASE_DONE;
  if (self->phase == PHASE_DONE)
    finish (self);
}

static GtkWidget *
create_view (ListWindow *self,
             GListModel *model)
{
  static const struct { const char *title; int width; } columns[LIST_WINDOW_COLUMNS] = {
    { "Last name", 140 }, { "First name", 140 }, { "E-mail", 240 }, { "Barcode", 140 },
    { "Ticket", 140 }, { "Paid", 80 }, { "Scanned", 80 }, { "Id", 140 },
  };
  GtkSelectionModel *selection =
    GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (model)));
  GtkWidget *view = gtk_column_view_new (selection);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = NULL;

      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
      column = gtk_column_view_column_new (columns[i].title, factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }

  return view;
}

static GtkWidget *
create_page (GtkWidget *content)
{
  GtkWidget *toolbar = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), content);

  return toolbar;
}

/* What a window with a sidebar needs before it shows anybody. */
static GtkWidget *
create_split_view (void)
{
  AdwNavigationSplitView *view = ADW_NAVIGATION_SPLIT_VIEW (adw_navigation_split_view_new ());
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *status = adw_status_page_new ();

  gtk_widget_add_css_class (list, "navigation-sidebar");
  for (guint i = 0; i < SIDEBAR_ROWS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Event %u", i);

      gtk_list_box_append (GTK_LIST_BOX (list), gtk_label_new (title));
    }
  adw_status_page_set_title (ADW_STATUS_PAGE (status), "No Event");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "avatar-default-symbolic");

  adw_navigation_split_view_set_sidebar (view, adw_navigation_page_new (create_page (list),
                                                                        "Events"));
  adw_navigation_split_view_set_content (view, adw_navigation_page_new (create_page (status),
                                                                        "Participants"));

  return GTK_WIDGET (view);
}

static GtkWidget *
create_list (ListWindow *self,
             GListModel *model)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), create_view (self, model));
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  return create_page (scrolled);
}

/**
 * list_window_present:
 * @application: quits when everything is measured
 * @model: (nullable): what to show; its items may come later. Without, the window is a bare one
 *   with a split view: its first frame counts as the one with rows, and it only rests
 * @plan: what to measure
 */
void
list_window_present (GtkApplication       *application,
                     GListModel           *model,
                     const ListWindowPlan *plan)
{
  ListWindow *self = g_new0 (ListWindow, 1);
  GtkWidget *window = adw_application_window_new (application);
  GdkFrameClock *clock;

  self->plan = *plan;
  self->bound = model == NULL;
  self->application = application;
  self->window = window;
  self->model = model;
  self->random = g_rand_new_with_seed (1);
  g_object_set_data_full (G_OBJECT (application), "list-window", self, list_window_free);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window),
                                      model != NULL ? create_list (self, model)
                                                    : create_split_view ());
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));

  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  gtk_widget_add_tick_callback (window, tick_cb, self, NULL);
}
