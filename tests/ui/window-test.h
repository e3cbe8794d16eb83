#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "demo-server.h"
#include "parvis-event-page.h"
#include "parvis-home-page.h"
#include "parvis-main-page.h"
#include "parvis-record-list.h"
#include "parvis-sidebar.h"
#include "parvis-sign-in-page.h"
#include "parvis-tickets-view.h"
#include "parvis-window.h"

G_BEGIN_DECLS

/* A window in front of a demo organizer of its own, for one test. */
typedef struct
{
  DemoServer     *server;
  char           *folder;
  ParvisAccounts *accounts;
  ParvisSession  *session;
  GtkWidget      *window;
} Fixture;

/* A test and its name, as in "/sign-in/right". */
typedef struct
{
  const char *path;
  void      (*test) (Fixture *, gconstpointer);
} WindowTest;

/* Spins until the condition holds; a test that waits for nothing fails. */
#define WAIT_UNTIL(condition)                                                   \
  G_STMT_START {                                                                \
    gint64 deadline_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;           \
    guint tick_ = g_timeout_add (5, window_test_tick_cb, NULL);                 \
                                                                                \
    while (!(condition))                                                        \
      {                                                                         \
        if (g_get_monotonic_time () > deadline_)                                \
          g_error ("line %d: waited in vain for %s", __LINE__, #condition);     \
        g_main_context_iteration (NULL, TRUE);                                  \
      }                                                                         \
    g_source_remove (tick_);                                                    \
  } G_STMT_END

gboolean             window_test_tick_cb (gpointer          data);
GtkWidget           *find                (GtkWidget        *widget,
                                          GType             type);
gpointer             part                (GtkWidget        *widget,
                                          const char       *name);
void                 type_in             (GtkWidget        *page,
                                          const char       *row,
                                          const char       *text);
void                 submit              (GtkWidget        *page,
                                          const char       *username,
                                          const char       *password,
                                          const char       *api_key);
GtkWidget           *find_saying         (GtkWidget        *widget,
                                          GType             type,
                                          const char       *words);
gboolean             shows               (GtkWidget        *widget,
                                          const char       *words);
void                 press               (GtkWidget        *widget,
                                          const char       *words);
void                 undo                (Fixture          *fixture,
                                          const char       *said);
void                 set_suspended       (Fixture          *fixture,
                                          gboolean          suspended);
char                *dup_copied          (GtkWidget        *widget);
AdwDialog           *get_dialog          (GtkWidget        *window);
gboolean             get_flag            (gpointer          object,
                                          const char       *property);
GtkColumnViewColumn *get_column          (GtkWidget        *page,
                                          const char       *id);
ParvisRecordList    *get_list            (GtkWidget        *page);
gboolean             is_read             (GtkWidget        *page);
guint                count_people        (GtkWidget        *page);
WeezParticipant     *get_person          (GtkWidget        *page,
                                          guint             position);
WeezParticipant     *get_found           (GtkWidget        *page);
ParvisStore         *get_store           (Fixture          *fixture);
gboolean             keeps_note          (Fixture          *fixture,
                                          const char       *id_participant,
                                          const char       *label,
                                          const char       *note);
void                 run_sql             (Fixture          *fixture,
                                          const char       *sql);
ParvisFailure       *get_failure         (gpointer          object);
GtkWidget           *sign_in             (Fixture          *fixture);
void                 finish_reading      (Fixture          *fixture);
guint                count_shown         (GtkWidget        *sidebar);
ParvisEventPage     *open_event          (Fixture          *fixture,
                                          const char       *name);
GtkWidget           *open_participants   (Fixture          *fixture,
                                          const char       *name);
ParvisEvent         *open_unread         (Fixture          *fixture,
                                          const char       *name);
int                  window_test_run     (int               argc,
                                          char            **argv,
                                          const WindowTest *tests,
                                          guint             n_tests);

G_END_DECLS
