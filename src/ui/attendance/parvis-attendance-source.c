#include "config.h"

#include "parvis-attendance-source.h"

#include <gio/gio.h>

#include "parvis-account-attendance.h"
#include "parvis-settings.h"
#include "parvis-weak.h"
#include "weez-column.h"

#define HOUR (60 * 60)
/* A sync changes the store many times a second. */
#define QUIET_MILLISECONDS 400

struct _ParvisAttendanceSource
{
  GObject           parent_instance;
  ParvisEvent      *event;
  ParvisAttendance *attendance;
  ParvisFailure    *failure;
  char             *day;
  gboolean          watched;
  gboolean          live;
  gboolean          asking;
  gboolean          stale;
  guint             quiet;
  ParvisClock       clock;
  ParvisSchedule   *schedule;
  DexFuture        *reading;
  DexFuture        *question;
};

G_DEFINE_FINAL_TYPE (ParvisAttendanceSource, parvis_attendance_source, G_TYPE_OBJECT)

typedef enum
{
  PROP_ATTENDANCE = 1,
  PROP_FAILURE,
  PROP_ASKING,
  PROP_LIVE,
} ParvisAttendanceSourceProperty;

static GParamSpec *props[PROP_LIVE + 1];

static void
set_flag (ParvisAttendanceSource         *self,
          gboolean                       *flag,
          gboolean                        value,
          ParvisAttendanceSourceProperty  property)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

/* Also of a show that began before midnight; doors open early. */
static gboolean
is_near (GDateTime *start,
         GDateTime *end,
         gint64     now)
{
  gint64 first = g_date_time_to_unix (start);
  gint64 last = MAX (end != NULL ? g_date_time_to_unix (end) : 0, first + 12 * HOUR);

  return now >= first - 6 * HOUR && now <= last;
}

/* Of a season of shows only a day with a show counts. */
static gboolean
goes_on (ParvisAttendanceSource *self)
{
  WeezEvent *record = parvis_event_get_record (self->event);
  GPtrArray *dates = self->attendance != NULL ? self->attendance->dates : NULL;
  gint64 now = self->clock.now (self->clock.data);

  if (record->start == NULL || !is_near (record->start, record->end, now))
    return FALSE;
  if (dates == NULL || dates->len == 0)
    return TRUE;

  for (guint i = 0; i < dates->len; i++)
    {
      ParvisAttendanceLine *date = g_ptr_array_index (dates, i);

      if (date->time != NULL && is_near (date->time, NULL, now))
        return TRUE;
    }

  return FALSE;
}

/* ---- the statistics ---- */

static DexFuture *
asked (DexFuture *completed,
       gpointer   user_data)
{
  g_autoptr(ParvisAttendanceSource) self = parvis_weak_get (user_data);
  g_autoptr(ParvisFailure) failure = NULL;
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self == NULL)
    return dex_ref (completed);

  if (error != NULL)
    failure = parvis_failure_new (error, PARVIS_TASK_READ);
  if (g_set_object (&self->failure, failure))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
  set_flag (self, &self->asking, FALSE, PROP_ASKING);

  return dex_ref (completed);
}

static void
due_cb (ParvisAttendanceSource *self)
{
  gboolean metered =
    g_network_monitor_get_network_metered (g_network_monitor_get_default ());

  set_flag (self, &self->live, goes_on (self), PROP_LIVE);
  /* After a refusal nothing is sent until a person has signed in. */
  if (self->live && !metered && parvis_settings_get_boolean ("refresh-itself") &&
      (self->failure == NULL || !parvis_failure_needs_sign_in (self->failure)))
    parvis_attendance_source_ask (self);
}

/* The dates say whether the event goes on; they are read first. */
static void
update_schedule (ParvisAttendanceSource *self)
{
  parvis_schedule_set_watched (self->schedule, self->watched && self->attendance != NULL);
}

/* ---- the store ---- */

static ParvisStore *
get_store (ParvisAttendanceSource *self)
{
  ParvisAccount *account = parvis_event_get_account (self->event);
  ParvisStore *store = account != NULL ? parvis_account_get_store (account) : NULL;

  return store != NULL && parvis_store_is_open (store) ? store : NULL;
}

static void read_again (ParvisAttendanceSource *self);

static DexFuture *
read_done (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisAttendanceSource) self = parvis_weak_get (user_data);
  const GValue *value = dex_future_get_value (completed, NULL);
  ParvisAttendance *attendance = value != NULL ? g_value_get_object (value) : NULL;

  if (self == NULL)
    return dex_ref (completed);

  if (attendance != NULL &&
      !weez_record_equal ((WeezRecord *) self->attendance, WEEZ_RECORD (attendance)))
    {
      g_set_object (&self->attendance, attendance);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ATTENDANCE]);
    }
  update_schedule (self);

  return dex_ref (completed);
}

static void
read_again (ParvisAttendanceSource *self)
{
  ParvisStore *store = get_store (self);

  self->stale = FALSE;
  if (store == NULL)
    return;

  dex_clear (&self->reading);
  self->reading =
    dex_future_finally (parvis_attendance_read (store, parvis_event_get_record (self->event)->id,
                                                self->day),
                        read_done, parvis_weak_new (self), parvis_weak_free);
}

static void
quiet_cb (gpointer user_data)
{
  ParvisAttendanceSource *self = user_data;

  self->quiet = 0;
  if (self->watched)
    read_again (self);
}

static void
changed_cb (ParvisAttendanceSource *self)
{
  self->stale = TRUE;
  if (self->watched && self->quiet == 0)
    self->quiet = g_timeout_add_once (QUIET_MILLISECONDS, quiet_cb, self);
}

static void
parvis_attendance_source_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  ParvisAttendanceSource *self = PARVIS_ATTENDANCE_SOURCE (object);

  switch ((ParvisAttendanceSourceProperty) prop_id)
    {
    case PROP_ATTENDANCE:
      g_value_set_object (value, self->attendance);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    case PROP_ASKING:
      g_value_set_boolean (value, self->asking);
      break;
    case PROP_LIVE:
      g_value_set_boolean (value, self->live);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_attendance_source_finalize (GObject *object)
{
  ParvisAttendanceSource *self = PARVIS_ATTENDANCE_SOURCE (object);

  g_clear_handle_id (&self->quiet, g_source_remove);
  dex_clear (&self->reading);
  dex_clear (&self->question);
  g_clear_object (&self->schedule);
  g_clear_object (&self->event);
  g_clear_object (&self->attendance);
  g_clear_object (&self->failure);
  g_clear_pointer (&self->day, g_free);

  G_OBJECT_CLASS (parvis_attendance_source_parent_class)->finalize (object);
}

static void
parvis_attendance_source_class_init (ParvisAttendanceSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_attendance_source_get_property;
  object_class->finalize = parvis_attendance_source_finalize;

  props[PROP_ATTENDANCE] = g_param_spec_object ("attendance", NULL, NULL,
                                                PARVIS_TYPE_ATTENDANCE, flags);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE, flags);
  props[PROP_ASKING] = g_param_spec_boolean ("asking", NULL, NULL, FALSE, flags);
  props[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static gint64
get_now (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
parvis_attendance_source_init (ParvisAttendanceSource *self)
{
  self->stale = TRUE;
  self->clock.now = get_now;
  self->schedule = parvis_schedule_new ();
  /* Every two minutes, also to see whether the event has begun or ended. */
  parvis_schedule_add_day (self->schedule, 0, G_MAXINT64);
  g_signal_connect_object (self->schedule, "due", G_CALLBACK (due_cb), self, G_CONNECT_SWAPPED);
}

/**
 * parvis_attendance_source_new:
 * @event: (transfer none): an event
 *
 * Returns: (transfer full): its attendance, which is read once somebody looks
 */
ParvisAttendanceSource *
parvis_attendance_source_new (ParvisEvent *event)
{
  ParvisAttendanceSource *self = g_object_new (PARVIS_TYPE_ATTENDANCE_SOURCE, NULL);
  ParvisAccount *account = parvis_event_get_account (event);

  self->event = g_object_ref (event);
  if (account != NULL)
    g_signal_connect_object (parvis_account_get_store (account), "changed",
                             G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * parvis_attendance_source_set_watched:
 * @self: a source
 * @watched: whether somebody can see it
 */
void
parvis_attendance_source_set_watched (ParvisAttendanceSource *self,
                                      gboolean                watched)
{
  g_return_if_fail (PARVIS_IS_ATTENDANCE_SOURCE (self));

  if (self->watched == watched)
    return;

  self->watched = watched;
  if (watched && self->stale)
    read_again (self);
  update_schedule (self);
}

/**
 * parvis_attendance_source_set_clock:
 * @self: a source
 * @clock: where to get the time from in place of the computer; copied
 *
 * Looks at it at once.
 */
void
parvis_attendance_source_set_clock (ParvisAttendanceSource *self,
                                    const ParvisClock      *clock)
{
  g_return_if_fail (PARVIS_IS_ATTENDANCE_SOURCE (self));

  self->clock = *clock;
  parvis_schedule_set_clock (self->schedule, clock);
  parvis_schedule_check (self->schedule);
}

/**
 * parvis_attendance_source_set_day:
 * @self: a source
 * @day: (nullable): whose arrivals to read, as in "2027-06-12"; null for the last day
 */
void
parvis_attendance_source_set_day (ParvisAttendanceSource *self,
                                  const char             *day)
{
  g_return_if_fail (PARVIS_IS_ATTENDANCE_SOURCE (self));

  if (g_set_str (&self->day, day))
    read_again (self);
}

/**
 * parvis_attendance_source_ask:
 * @self: a source
 *
 * Asks for the statistics now; "failure" says how it went. What is there stays meanwhile.
 */
void
parvis_attendance_source_ask (ParvisAttendanceSource *self)
{
  ParvisAccount *account;

  g_return_if_fail (PARVIS_IS_ATTENDANCE_SOURCE (self));

  account = parvis_event_get_account (self->event);
  if (self->asking || get_store (self) == NULL)
    return;

  set_flag (self, &self->asking, TRUE, PROP_ASKING);
  dex_clear (&self->question);
  self->question =
    dex_future_finally (parvis_account_sample_attendance (
                          account, parvis_event_get_record (self->event)->id),
                        asked, parvis_weak_new (self), parvis_weak_free);
}

/**
 * parvis_attendance_source_get:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): what is known
 */
ParvisAttendance *
parvis_attendance_source_get (ParvisAttendanceSource *self)
{
  g_return_val_if_fail (PARVIS_IS_ATTENDANCE_SOURCE (self), NULL);

  return self->attendance;
}
