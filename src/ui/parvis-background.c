#include "config.h"

#include "parvis-background.h"

#include "parvis-settings.h"

#define HOUR (60 * 60)

struct _ParvisBackground
{
  GObject         parent_instance;
  ParvisAccount  *account;
  ParvisSchedule *schedule;
  gboolean        by_itself;
};

G_DEFINE_FINAL_TYPE (ParvisBackground, parvis_background, G_TYPE_OBJECT)

static guint updated_signal;

/* Midnight before, and at or after, a moment in the event's own zone. */
static gint64
get_midnight (GDateTime *moment,
              int        n_days)
{
  g_autoptr(GDateTime) day = g_date_time_add_days (moment, n_days);
  g_autoptr(GDateTime) midnight =
    g_date_time_new (g_date_time_get_timezone (moment), g_date_time_get_year (day),
                     g_date_time_get_month (day), g_date_time_get_day_of_month (day), 0, 0, 0);

  return g_date_time_to_unix (midnight);
}

/* What ends in the small hours belongs to the day before, whose night it is. */
static void
add_day (ParvisBackground *self,
         WeezEvent        *record)
{
  gint64 end;

  if (record->start == NULL)
    return;

  end = get_midnight (record->start, 1);
  if (record->end != NULL)
    end = MAX (end, g_date_time_to_unix (record->end) + HOUR);
  parvis_schedule_add_day (self->schedule, get_midnight (record->start, 0), end);
}

static void
changed_cb (ParvisBackground *self)
{
  GListModel *events = parvis_account_get_events (self->account);

  parvis_schedule_clear_days (self->schedule);
  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(ParvisEvent) event = g_list_model_get_item (events, i);

      add_day (self, parvis_event_get_record (event));
    }
}

static void
refreshing_cb (ParvisBackground *self)
{
  gboolean succeeded = parvis_account_get_failure (self->account) == NULL;
  gboolean by_itself = self->by_itself;

  if (parvis_account_get_refreshing (self->account))
    {
      parvis_schedule_started (self->schedule);
      return;
    }

  self->by_itself = FALSE;
  parvis_schedule_ended (self->schedule, succeeded);
  if (succeeded)
    g_signal_emit (self, updated_signal, 0, by_itself);
}

static void
due_cb (ParvisBackground *self)
{
  ParvisFailure *failure = parvis_account_get_failure (self->account);

  /* After a refusal nothing is sent until a person has signed in. */
  if (parvis_settings_get_boolean ("refresh-itself") &&
      (failure == NULL || !parvis_failure_needs_sign_in (failure)))
    {
      self->by_itself = TRUE;
      dex_future_disown (parvis_account_refresh (self->account));
    }
}

static void
metered_cb (ParvisBackground *self,
            GParamSpec       *pspec,
            GNetworkMonitor  *monitor)
{
  parvis_schedule_set_metered (self->schedule, g_network_monitor_get_network_metered (monitor));
}

static void
parvis_background_finalize (GObject *object)
{
  ParvisBackground *self = PARVIS_BACKGROUND (object);

  g_clear_object (&self->schedule);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (parvis_background_parent_class)->finalize (object);
}

static void
parvis_background_class_init (ParvisBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_background_finalize;

  updated_signal = g_signal_new ("updated", PARVIS_TYPE_BACKGROUND, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
parvis_background_init (ParvisBackground *self)
{
  self->schedule = parvis_schedule_new ();
}

/**
 * parvis_background_new:
 * @account: (transfer none): an open account
 *
 * Returns: (transfer full): what reads it again, once it is watched
 */
ParvisBackground *
parvis_background_new (ParvisAccount *account)
{
  ParvisBackground *self = g_object_new (PARVIS_TYPE_BACKGROUND, NULL);
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  GDateTime *updated_at = parvis_account_get_updated_at (account);

  self->account = g_object_ref (account);
  g_signal_connect_object (account, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::refreshing", G_CALLBACK (refreshing_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->schedule, "due", G_CALLBACK (due_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "notify::network-metered", G_CALLBACK (metered_cb), self,
                           G_CONNECT_SWAPPED);

  changed_cb (self);
  if (updated_at != NULL)
    parvis_schedule_set_last_sync (self->schedule, g_date_time_to_unix (updated_at));
  if (parvis_account_get_refreshing (account))
    parvis_schedule_started (self->schedule);
  metered_cb (self, NULL, monitor);

  return self;
}

/**
 * parvis_background_set_watched:
 * @self: a background
 * @watched: whether there is a window that somebody may look at, or somebody wants to be told
 */
void
parvis_background_set_watched (ParvisBackground *self,
                               gboolean          watched)
{
  g_return_if_fail (PARVIS_IS_BACKGROUND (self));

  parvis_schedule_set_watched (self->schedule, watched);
}

/**
 * parvis_background_set_clock:
 * @self: a background
 * @clock: where to get the time from in place of the computer; copied
 *
 * Looks at it at once.
 */
void
parvis_background_set_clock (ParvisBackground  *self,
                             const ParvisClock *clock)
{
  g_return_if_fail (PARVIS_IS_BACKGROUND (self));

  parvis_schedule_set_clock (self->schedule, clock);
  parvis_schedule_check (self->schedule);
}
