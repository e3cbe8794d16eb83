#include "config.h"

#include "parvis-notices.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"
#include "parvis-news.h"
#include "parvis-setting.h"
#include "parvis-settings.h"
#include "parvis-text.h"
#include "parvis-ticket-threshold.h"
#include "parvis-window.h"
#include "parvis-words.h"
#include "weez-fiber.h"

#define PERIOD (60 * 60)
/* A notice has room for so many lines. */
#define MAX_LINES 3
#define SALES "sales"
#define TICKETS "tickets"
/* In the store: what the tickets of which somebody was told have come to. */
#define TOLD_TICKETS "told.tickets"

struct _ParvisNotices
{
  GObject         parent_instance;
  GtkApplication *application;     /* owns this */
  ParvisSession  *session;
  char           *account;         /* name of its store, which tells accounts apart */
  char           *sales_of;        /* the event that the notice of sales is about; null for many */
  GHashTable     *tickets;         /* names of notices that are shown */
  DexFuture      *work;
};

G_DEFINE_FINAL_TYPE (ParvisNotices, parvis_notices, G_TYPE_OBJECT)

/* Of two accounts, each has its own. The name of a store says nothing of whose it is. */
static char *
dup_name (ParvisNotices *self,
          const char    *kind,
          const char    *id_event)
{
  return g_strjoin (".", kind, self->account != NULL ? self->account : "", id_event, NULL);
}

static void
send (ParvisNotices *self,
      const char    *name,
      const char    *title,
      const char    *body,
      const char    *target)
{
  g_autoptr(GNotification) notice = g_notification_new (title);

  g_notification_set_body (notice, body);
  g_notification_set_default_action_and_target (notice, "app.show-of", "(ss)", self->account,
                                                target);
  g_application_send_notification (G_APPLICATION (self->application), name, notice);
}

static void
withdraw (ParvisNotices *self,
          const char    *name)
{
  g_application_withdraw_notification (G_APPLICATION (self->application), name);
}

static gboolean
is_in_sight (ParvisNotices *self,
             const char    *id_event)
{
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    {
      ParvisEvent *event = PARVIS_IS_WINDOW (l->data) ? parvis_window_get_event (l->data) : NULL;

      if (event != NULL && g_strcmp0 (parvis_event_get_record (event)->id, id_event) == 0)
        return TRUE;
    }

  return FALSE;
}

/* ---- sales and cancellations ---- */

static char *
dup_counts (gint64 sold,
            gint64 cancelled)
{
  g_autofree char *sold_count = parvis_format_count (sold);
  g_autofree char *cancelled_count = parvis_format_count (cancelled);
  /* Translators: %s is a number of tickets. */
  g_autofree char *sold_words = g_strdup_printf (ngettext ("%s ticket sold", "%s tickets sold",
                                                           MIN (sold, 1000000)), sold_count);
  g_autofree char *cancelled_words =
    /* Translators: %s is a number of tickets. */
    g_strdup_printf (ngettext ("%s ticket cancelled", "%s tickets cancelled",
                               MIN (cancelled, 1000000)), cancelled_count);

  if (cancelled == 0)
    return g_steal_pointer (&sold_words);
  if (sold == 0)
    return g_steal_pointer (&cancelled_words);

  return g_strjoin (" · ", sold_words, cancelled_words, NULL);
}

static const char *
get_event_name (const ParvisNewsItem *item)
{
  return item->event != NULL && *item->event != '\0' ? item->event : _("Untitled Event");
}

static void
send_sales (ParvisNotices *self,
            GPtrArray     *items)
{
  const ParvisNewsItem *first = g_ptr_array_index (items, 0);
  g_autoptr(GString) body = g_string_new (NULL);
  g_autofree char *name = dup_name (self, SALES, NULL);
  g_autofree char *title = NULL;
  gint64 sold = 0;
  gint64 cancelled = 0;

  if (items->len == 1)
    {
      g_autofree char *counts = dup_counts (first->sold, first->cancelled);
      g_autofree char *target = g_strconcat ("event:", first->id_event, NULL);

      g_set_str (&self->sales_of, first->id_event);
      send (self, name, get_event_name (first), counts, target);
      return;
    }

  for (guint i = 0; i < items->len; i++)
    {
      const ParvisNewsItem *item = g_ptr_array_index (items, i);
      g_autofree char *counts = dup_counts (item->sold, item->cancelled);
      g_autofree char *event = parvis_text_isolate (get_event_name (item));

      sold += item->sold;
      cancelled += item->cancelled;
      if (i < MAX_LINES)
        /* Translators: an event and how many of its tickets were sold and cancelled. */
        g_string_append_printf (body, _("%s: %s"), event, counts);
      if (i + 1 < MIN (items->len, MAX_LINES))
        g_string_append_c (body, '\n');
    }

  title = dup_counts (sold, cancelled);
  g_clear_pointer (&self->sales_of, g_free);
  send (self, name, title, body->str, "place:home");
}

/* ---- tickets ---- */

typedef struct
{
  ParvisNotices *notices;
  ParvisEvent   *event;
  GStrv          told;       /* null before the first time */
  GStrvBuilder  *now;
  GString       *body;       /* of what is new */
  gboolean       holds;      /* whether anything has come to it */
} Look;

static void
add_line (Look       *look,
          WeezTicket *ticket,
          const char *mark,
          char       *line)
{
  g_autofree char *key = g_strdup_printf ("%s.%s.%s", parvis_event_get_record (look->event)->id,
                                          ticket->id, mark);
  g_autofree char *taken = line;

  look->holds = TRUE;
  g_strv_builder_add (look->now, key);
  if (look->told != NULL && !g_strv_contains ((const char * const *) look->told, key))
    g_string_append_printf (look->body, "%s%s", look->body->len > 0 ? "\n" : "", taken);
}

static void
look_at_ticket (Look       *look,
                WeezTicket *ticket)
{
  ParvisTicketSoon soon = parvis_ticket_threshold_find_soon (look->event, ticket);
  g_autofree char *name = parvis_text_isolate (ticket->name != NULL && *ticket->name != '\0'
                                               ? ticket->name : _("Untitled Ticket"));

  if (soon & PARVIS_TICKET_SOON_SOLD_OUT)
    {
      g_autofree char *sold = parvis_format_count (ticket->participants);
      g_autofree char *quota = parvis_format_count (ticket->quota);

      /* Translators: a ticket, how many are sold and how many there are. */
      add_line (look, ticket, "sold-out",
                g_strdup_printf (_("%s: %s of %s sold"), name, sold, quota));
    }
  if (soon & PARVIS_TICKET_SOON_SALE_ENDS)
    {
      g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
      g_autofree char *end = parvis_format_near_within (ticket->end_sale, now);

      /* Translators: a ticket and a date, as in "tomorrow, 20:00". */
      add_line (look, ticket, "sale-ends",
                g_strdup_printf (_("%s, end of sale: %s"), name, end));
    }
}

static void
look_at_category (Look               *look,
                  WeezTicketCategory *category)
{
  for (guint i = 0; category->tickets != NULL && i < category->tickets->len; i++)
    look_at_ticket (look, g_ptr_array_index (category->tickets, i));
  for (guint i = 0; category->categories != NULL && i < category->categories->len; i++)
    look_at_category (look, g_ptr_array_index (category->categories, i));
}

static void
look_at_event (Look     *look,
               gboolean  tells)
{
  GListModel *tickets = parvis_event_get_tickets (look->event);
  WeezEvent *record = parvis_event_get_record (look->event);
  g_autofree char *name = dup_name (look->notices, TICKETS, record->id);

  look->body = g_string_new (NULL);
  look->holds = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++)
    {
      g_autoptr(WeezRecord) ticket = g_list_model_get_item (tickets, i);

      if (WEEZ_IS_TICKET (ticket))
        look_at_ticket (look, WEEZ_TICKET (ticket));
      else
        look_at_category (look, WEEZ_TICKET_CATEGORY (ticket));
    }

  if (tells && look->body->len > 0 && !is_in_sight (look->notices, record->id))
    {
      g_autofree char *title = parvis_words_event_name (NULL, record);
      g_autofree char *target = g_strconcat ("event:", record->id, NULL);

      send (look->notices, name, title, look->body->str, target);
      g_hash_table_add (look->notices->tickets, g_steal_pointer (&name));
    }
  else if (!look->holds && g_hash_table_remove (look->notices->tickets, name))
    withdraw (look->notices, name);

  g_string_free (look->body, TRUE);
}

static DexFuture *
look_at_tickets (ParvisNotices *self,
                 ParvisAccount *account,
                 gboolean       tells)
{
  ParvisStore *store = parvis_account_get_store (account);
  GListModel *events = parvis_account_get_events (account);
  g_autofree char *told = parvis_store_get_setting (store, TOLD_TICKETS);
  g_autoptr(GStrvBuilder) now = g_strv_builder_new ();
  g_auto(GStrv) known = told != NULL ? g_strsplit (told, " ", -1) : NULL;
  Look look = { .notices = self, .told = known, .now = now };
  g_auto(GStrv) keys = NULL;
  g_autofree char *kept = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      look.event = event;
      if (!parvis_event_get_passed (event))
        look_at_event (&look, tells);
    }

  keys = g_strv_builder_end (now);
  kept = g_strjoinv (" ", keys);
  if (g_strcmp0 (kept, told) == 0)
    return dex_future_new_true ();

  return parvis_setting_write (store, TOLD_TICKETS, kept);
}

/* ---- when ---- */

typedef struct
{
  GWeakRef       notices;
  ParvisAccount *account;
  gboolean       by_itself;
} Telling;

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_weak_ref_clear (&telling->notices);
  g_object_unref (telling->account);
  g_free (telling);
}

/* Whether the notice goes out now. What comes before its hour waits for it. */
static gboolean
tell_sales (ParvisNotices *self,
            ParvisNews    *news,
            gint64         now)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < news->items->len; i++)
    {
      const ParvisNewsItem *item = g_ptr_array_index (news->items, i);

      if (!is_in_sight (self, item->id_event))
        g_ptr_array_add (items, (gpointer) item);
    }
  if (items->len == 0 || (news->told_at <= now && now < news->told_at + PERIOD))
    return FALSE;

  send_sales (self, items);

  return TRUE;
}

static DexFuture *
tell_fiber (gpointer      data,
            GCancellable *cancellable)
{
  Telling *telling = data;
  ParvisStore *store = parvis_account_get_store (telling->account);
  g_autoptr(ParvisNotices) self = NULL;
  g_autoptr(ParvisNews) news = NULL;
  g_autoptr(GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean tells;

  if ((news = dex_await_object (parvis_news_read (store), &error)) == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if ((self = g_weak_ref_get (&telling->notices)) == NULL ||
      parvis_session_get_account (self->session) != telling->account)
    return dex_future_new_false ();

  /* Whoever refreshes by hand looks at it. */
  tells = telling->by_itself && parvis_settings_get_boolean ("notices");
  if (tells && tell_sales (self, news, now))
    news->told_at = now;
  else if (tells && news->marked)
    return look_at_tickets (self, telling->account, TRUE);

  if (!dex_await (parvis_news_told (store, news, news->told_at), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return look_at_tickets (self, telling->account, tells);
}

static void
updated_cb (ParvisNotices *self,
            gboolean       by_itself)
{
  ParvisAccount *account = parvis_session_get_account (self->session);
  g_autofree char *store = NULL;
  Telling *telling;

  if (account == NULL || parvis_session_get_demo (self->session) ||
      !parvis_store_is_writable (parvis_account_get_store (account), NULL))
    return;

  store = g_path_get_basename (parvis_store_get_path (parvis_account_get_store (account)));
  g_set_str (&self->account, store);
  telling = g_new0 (Telling, 1);
  g_weak_ref_init (&telling->notices, self);
  telling->account = g_object_ref (account);
  telling->by_itself = by_itself;
  dex_clear (&self->work);
  self->work = weez_fiber_spawn (tell_fiber, telling, telling_free);
}

static void
looked_cb (ParvisNotices *self,
           ParvisEvent   *event)
{
  g_autofree char *sales = dup_name (self, SALES, NULL);
  g_autofree char *name = NULL;

  if (event == NULL || self->sales_of == NULL ||
      g_str_equal (parvis_event_get_record (event)->id, self->sales_of))
    withdraw (self, sales);
  if (event == NULL)
    return;

  name = dup_name (self, TICKETS, parvis_event_get_record (event)->id);
  g_hash_table_remove (self->tickets, name);
  withdraw (self, name);
}

static void
account_cb (ParvisNotices *self)
{
  dex_clear (&self->work);
  g_clear_pointer (&self->sales_of, g_free);
  if (parvis_session_get_account (self->session) == NULL)
    parvis_notices_withdraw (self);
}

static void
parvis_notices_dispose (GObject *object)
{
  ParvisNotices *self = PARVIS_NOTICES (object);

  dex_clear (&self->work);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (parvis_notices_parent_class)->dispose (object);
}

static void
parvis_notices_finalize (GObject *object)
{
  ParvisNotices *self = PARVIS_NOTICES (object);

  g_hash_table_unref (self->tickets);
  g_free (self->account);
  g_free (self->sales_of);

  G_OBJECT_CLASS (parvis_notices_parent_class)->finalize (object);
}

static void
parvis_notices_class_init (ParvisNoticesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parvis_notices_dispose;
  object_class->finalize = parvis_notices_finalize;
}

static void
parvis_notices_init (ParvisNotices *self)
{
  self->tickets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * parvis_notices_new:
 * @application: (transfer none): the application, which outlives the notices
 * @session: (transfer none): what is told of
 *
 * Returns: (transfer full): what tells of it
 */
ParvisNotices *
parvis_notices_new (GtkApplication *application,
                    ParvisSession  *session)
{
  ParvisNotices *self = g_object_new (PARVIS_TYPE_NOTICES, NULL);

  self->application = application;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "looked", G_CALLBACK (looked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::account", G_CALLBACK (account_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * parvis_notices_get_session:
 * @self: what tells of an account
 *
 * Returns: (transfer none): its session
 */
ParvisSession *
parvis_notices_get_session (ParvisNotices *self)
{
  g_return_val_if_fail (PARVIS_IS_NOTICES (self), NULL);

  return self->session;
}

/**
 * parvis_notices_withdraw:
 * @self: what tells of an account
 *
 * Whoever signs out leaves nothing on the desktop.
 */
void
parvis_notices_withdraw (ParvisNotices *self)
{
  GHashTableIter iter;
  gpointer name;
  g_autofree char *sales = NULL;

  g_return_if_fail (PARVIS_IS_NOTICES (self));

  sales = dup_name (self, SALES, NULL);
  withdraw (self, sales);
  g_hash_table_iter_init (&iter, self->tickets);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    withdraw (self, name);
  g_hash_table_remove_all (self->tickets);
}
