#include "config.h"

#include "parvis-attendance-words.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"

/* What ngettext() needs; beyond a million all languages here say the same. */
static gulong
plural (gint64 count)
{
  return (gulong) CLAMP (count, 0, 1000000);
}

/* ---- arrivals ---- */

/**
 * parvis_attendance_words_span:
 * @arrival: a stretch of time
 *
 * Returns: (transfer full): as in "20:00 – 20:05"
 */
char *
parvis_attendance_words_span (ParvisArrival *arrival)
{
  g_autoptr(GDateTime) end = g_date_time_add_seconds (arrival->start, (double) arrival->seconds);
  g_autofree char *from = parvis_format_clock (arrival->start);
  g_autofree char *to = parvis_format_clock (end);

  /* Translators: from one time of day to another. */
  return g_strdup_printf (_("%s – %s"), from, to);
}

/**
 * parvis_attendance_words_arrival:
 * @arrival: a stretch of time
 *
 * Returns: (transfer full): what is known of it
 */
char *
parvis_attendance_words_arrival (ParvisArrival *arrival)
{
  g_autofree char *span = parvis_attendance_words_span (arrival);
  g_autofree char *count = parvis_format_count (arrival->scans);
  g_autofree char *scans = NULL;
  g_autofree char *sampled = NULL;

  scans = g_strdup_printf (ngettext ("%s last scan", "%s last scans", plural (arrival->scans)),
                           count);
  if (arrival->sampled == WEEZ_UNKNOWN)
    /* Translators: a stretch of time, as in "20:00 – 20:05", and "12 last scans". */
    return g_strdup_printf (_("%s: %s. Parvis did not ask for the statistics then."),
                            span, scans);

  sampled = parvis_format_count (arrival->sampled);
  /* Translators: a stretch of time, as in "20:00 – 20:05", "12 last scans", and a number. */
  return g_strdup_printf (_("%s: %s. The statistics grew by %s."), span, scans, sampled);
}

static ParvisArrival *
find_busiest (ParvisAttendance *attendance,
              gint64           *sum)
{
  ParvisArrival *busiest = NULL;

  *sum = 0;
  for (guint i = 0; i < attendance->arrivals->len; i++)
    {
      ParvisArrival *arrival = g_ptr_array_index (attendance->arrivals, i);

      *sum += arrival->scans;
      if (busiest == NULL || arrival->scans > busiest->scans)
        busiest = arrival;
    }

  return busiest;
}

/**
 * parvis_attendance_words_summary:
 * @attendance: (nullable): an attendance
 *
 * Returns: (transfer full): when people came, in a sentence
 */
char *
parvis_attendance_words_summary (ParvisAttendance *attendance)
{
  g_autofree char *count = NULL;
  g_autofree char *busy = NULL;
  g_autofree char *span = NULL;
  ParvisArrival *busiest;
  gint64 sum;

  if (attendance == NULL || attendance->arrivals == NULL || attendance->arrivals->len == 0)
    return g_strdup (_("Nobody has been scanned yet."));

  busiest = find_busiest (attendance, &sum);
  count = parvis_format_count (sum);
  busy = parvis_format_count (busiest->scans);
  span = parvis_attendance_words_span (busiest);

  /* Translators: how many scans there were, how many in the busiest stretch, and when that was, as
   * in "20:00 – 20:05". */
  return g_strdup_printf (ngettext ("%s last scan; most of them (%s) at %s.",
                                    "%s last scans; most of them (%s) at %s.", plural (sum)),
                          count, busy, span);
}

/* ---- settings ---- */

/**
 * parvis_attendance_words_setting:
 * @name: a setting, as the service calls it
 *
 * Returns: (transfer full): what it is about, or @name where that is not known
 */
char *
parvis_attendance_words_setting (const char *name)
{
  static const struct { const char *name; const char *words; } known[] = {
    { "sync_interval", NC_ ("scan setting", "Interval of Updates") },
    { "scan_device", NC_ ("scan setting", "Scanner") },
    { "scan_focus", NC_ ("scan setting", "Continuous Focus") },
    { "scan_mode", NC_ ("scan setting", "Mode of Scanning") },
    { "scan_vibration", NC_ ("scan setting", "Vibration") },
    { "scan_sound", NC_ ("scan setting", "Sound") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, name))
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "scan setting", known[i].words));

  return g_strdup (name);
}

/**
 * parvis_attendance_words_value:
 * @name: a setting, as the service calls it
 * @value: its value
 *
 * Returns: (transfer full): what it means, or @value where that is not known
 */
char *
parvis_attendance_words_value (const char *name,
                               const char *value)
{
  static const char * const switches[] = {
    "scan_focus", "scan_vibration", "scan_sound", NULL,
  };
  guint64 seconds;

  if (*value == '\0')
    return g_strdup (C_("scan setting", "Not chosen"));

  if (g_strv_contains (switches, name) && g_str_equal (value, "0"))
    return g_strdup (C_("scan setting", "Off"));
  if (g_strv_contains (switches, name) && g_str_equal (value, "1"))
    return g_strdup (C_("scan setting", "On"));

  if (g_str_equal (name, "sync_interval") &&
      g_ascii_string_to_unsigned (value, 10, 1, 86400, &seconds, NULL))
    {
      g_autofree char *count = parvis_format_count ((gint64) seconds);

      /* Translators: how often WeezAccess reads the list again; %s is a number. */
      return g_strdup_printf (ngettext ("%s second", "%s seconds", (gulong) seconds), count);
    }

  return g_strdup (value);
}

/* ---- closures ---- */

static char *
inside_cb (GObject *object,
           gint64   scanned,
           gint64   out)
{
  if (scanned == WEEZ_UNKNOWN || out == WEEZ_UNKNOWN)
    return parvis_format_count (scanned);

  return parvis_format_count (MAX (scanned - out, 0));
}

static char *
missing_cb (GObject *object,
            gint64   expected,
            gint64   scanned)
{
  return parvis_format_count (expected == WEEZ_UNKNOWN || scanned == WEEZ_UNKNOWN
                              ? WEEZ_UNKNOWN : MAX (expected - scanned, 0));
}

static char *
missing_caption_cb (GObject  *object,
                    gboolean  passed)
{
  return g_strdup (passed ? _("No-shows") : _("Not here yet"));
}

static char *
missing_button_cb (GObject  *object,
                   gboolean  passed)
{
  return g_strdup (passed ? _("Show the No-Shows") : _("Show Who Is Not Here Yet"));
}

static gboolean
are_missing_cb (GObject *object,
                gint64   expected,
                gint64   scanned)
{
  return expected != WEEZ_UNKNOWN && scanned != WEEZ_UNKNOWN && expected > scanned;
}

static char *
rate_cb (GObject *object,
         gint64   rate)
{
  double minutes = PARVIS_ATTENDANCE_RATE_SECONDS / 60.0;

  if (rate == WEEZ_UNKNOWN)
    return parvis_format_count (rate);
  if (rate == 0 || rate >= 10 * minutes)
    return parvis_format_count ((gint64) (rate / minutes + 0.5));

  return g_strdup_printf ("%.1f", rate / minutes);
}

static gboolean
some_cb (GObject *object,
         gint64   count)
{
  return count != WEEZ_UNKNOWN && count > 0;
}

static char *
fresh_cb (GObject   *object,
          GDateTime *listed_at,
          GDateTime *counted_at)
{
  g_autofree char *listed = listed_at != NULL ? parvis_format_age (listed_at) : NULL;
  g_autofree char *counted = counted_at != NULL ? parvis_format_age (counted_at) : NULL;

  if (listed == NULL)
    return g_strdup (_("The list of participants has not been read yet."));
  if (counted == NULL)
    /* Translators: %s is the time of day, with a date if that is not today. */
    return g_strdup_printf (_("List of participants of %s."), listed);

  /* Translators: %s are times of day, with a date if that is not today. */
  return g_strdup_printf (_("List of participants of %s, statistics of %s."), listed, counted);
}

/* By how much the statistics differ from the list, and why that may be. */
static char *
difference_cb (GObject          *object,
               ParvisAttendance *attendance)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *scanned = NULL;
  g_autofree char *counted = NULL;
  gint64 more;

  if (attendance == NULL)
    return g_strdup ("");
  if (attendance->counted == WEEZ_UNKNOWN)
    return g_strdup (_("The figures are those of the list of participants. The statistics of the "
                       "service have not been asked for yet."));

  more = attendance->counted - attendance->scanned;
  scanned = parvis_format_count (attendance->scanned);
  counted = parvis_format_count (attendance->counted);
  if (more == 0)
    g_string_append_printf (text, _("The list of participants and the statistics agree: "
                                    "%s scanned."), scanned);
  else
    /* Translators: both are numbers of people. */
    g_string_append_printf (text, _("The list of participants says %s scanned, the statistics "
                                    "say %s."), scanned, counted);

  if (more != 0)
    g_string_append_printf (text, " %s", more > 0
                            ? _("The list may be older, or somebody scanned is missing from it.")
                            : _("The statistics may be older, or leave out who was scanned with "
                                "another ticket."));
  if (attendance->others > 0)
    {
      g_autofree char *others = parvis_format_count (attendance->others);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%s more was scanned although deleted or unpaid.",
                                              "%s more were scanned although deleted or unpaid.",
                                              plural (attendance->others)), others);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
board_cb (GObject          *object,
          ParvisAttendance *attendance)
{
  if (attendance == NULL)
    return g_strdup ("wait");

  return g_strdup (attendance->expected == 0 && attendance->scanned == 0 &&
                   attendance->others == 0 ? "empty" : "board");
}

static char *
summary_cb (GObject          *object,
            ParvisAttendance *attendance)
{
  return parvis_attendance_words_summary (attendance);
}

static gboolean
has_arrivals_cb (GObject          *object,
                 ParvisAttendance *attendance)
{
  return attendance != NULL && attendance->arrivals != NULL && attendance->arrivals->len > 0;
}

static char *
span_cb (GObject       *object,
         ParvisArrival *arrival)
{
  return arrival != NULL ? parvis_attendance_words_span (arrival) : g_strdup ("");
}

static char *
arrival_cb (GObject       *object,
            ParvisArrival *arrival)
{
  return arrival != NULL ? parvis_attendance_words_arrival (arrival) : g_strdup ("");
}

static gboolean
not_cb (GObject  *object,
        gboolean  value)
{
  return !value;
}

/**
 * parvis_attendance_words_bind:
 * @widget_class: a class with a template, in its class_init
 *
 * Makes the closures known to the template under their short names, as in `$inside`.
 */
void
parvis_attendance_words_bind (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "inside", G_CALLBACK (inside_cb) },
    { "missing", G_CALLBACK (missing_cb) },
    { "missing_caption", G_CALLBACK (missing_caption_cb) },
    { "missing_button", G_CALLBACK (missing_button_cb) },
    { "are_missing", G_CALLBACK (are_missing_cb) },
    { "rate", G_CALLBACK (rate_cb) },
    { "some", G_CALLBACK (some_cb) },
    { "fresh", G_CALLBACK (fresh_cb) },
    { "difference", G_CALLBACK (difference_cb) },
    { "board", G_CALLBACK (board_cb) },
    { "summary", G_CALLBACK (summary_cb) },
    { "has_arrivals", G_CALLBACK (has_arrivals_cb) },
    { "span", G_CALLBACK (span_cb) },
    { "arrival", G_CALLBACK (arrival_cb) },
    { "not", G_CALLBACK (not_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}
