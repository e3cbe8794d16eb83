#include "config.h"

#include "parvis-attendance-row.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"
#include "parvis-words.h"
#include "weez-kind.h"

struct _ParvisAttendanceRow
{
  GtkListBoxRow         parent_instance;
  ParvisAttendanceLine *line;
  ParvisAttendanceKind  kind;
};

G_DEFINE_FINAL_TYPE (ParvisAttendanceRow, parvis_attendance_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_TITLE = 1,
  PROP_FIGURES,
  PROP_DETAILS,
  PROP_SCANNED,
  PROP_WHOLE,
} ParvisAttendanceRowProperty;

static GParamSpec *props[PROP_WHOLE + 1];

static char *
dup_title (ParvisAttendanceRow *self)
{
  if (self->kind == PARVIS_ATTENDANCE_DATE)
    return self->line->time != NULL ? parvis_format_moment (self->line->time)
                                    : g_strdup (_("A date that is no longer listed"));
  if (self->line->name != NULL && *self->line->name != '\0')
    return g_strdup (self->line->name);
  if (self->kind == PARVIS_ATTENDANCE_GATE)
    return g_strdup (_("Gate without a name"));
  if (self->line->name != NULL)
    return g_strdup (C_("ticket", "Untitled"));

  return g_strdup (_("Ticket that is not in the list of tickets"));
}

static char *
dup_figures (ParvisAttendanceRow *self)
{
  g_autofree char *scanned = parvis_format_count (self->line->scanned);
  g_autofree char *expected = NULL;

  if (self->line->expected == WEEZ_UNKNOWN)
    return g_steal_pointer (&scanned);

  expected = parvis_format_count (self->line->expected);
  /* Translators: people who have come, of how many; as in "120 of 300". */
  return g_strdup_printf (_("%s of %s"), scanned, expected);
}

static void
append (GString    *text,
        const char *more)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, more);
}

static char *
dup_details (ParvisAttendanceRow *self)
{
  ParvisAttendanceLine *line = self->line;
  g_autoptr(GString) text = g_string_new (NULL);

  if (line->out != WEEZ_UNKNOWN && line->out > 0)
    {
      g_autofree char *count = parvis_format_count (line->out);
      g_autofree char *out =
        g_strdup_printf (ngettext ("%s went out", "%s went out",
                                   (gulong) MIN (line->out, 1000000)), count);

      append (text, out);
    }
  if (line->counted != WEEZ_UNKNOWN && line->counted != line->scanned)
    {
      g_autofree char *count = parvis_format_count (line->counted);
      g_autofree char *counted = g_strdup_printf (_("%s by the statistics"), count);

      append (text, counted);
    }
  if (line->last_scan != NULL)
    {
      g_autofree char *time = parvis_format_age (line->last_scan);
      /* Translators: %s is a time of day, with a date if that is not today. */
      g_autofree char *last = g_strdup_printf (_("last scan %s"), time);

      append (text, last);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
parvis_attendance_row_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  ParvisAttendanceRow *self = PARVIS_ATTENDANCE_ROW (object);
  gboolean known = self->line != NULL;

  switch ((ParvisAttendanceRowProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_take_string (value, known ? dup_title (self) : NULL);
      break;
    case PROP_FIGURES:
      g_value_take_string (value, known ? dup_figures (self) : NULL);
      break;
    case PROP_DETAILS:
      g_value_take_string (value, known ? dup_details (self) : NULL);
      break;
    case PROP_SCANNED:
      g_value_set_int64 (value, known ? self->line->scanned : WEEZ_UNKNOWN);
      break;
    case PROP_WHOLE:
      g_value_set_int64 (value, known ? self->line->expected : WEEZ_UNKNOWN);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_attendance_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARVIS_TYPE_ATTENDANCE_ROW);
  g_clear_object (&PARVIS_ATTENDANCE_ROW (object)->line);

  G_OBJECT_CLASS (parvis_attendance_row_parent_class)->dispose (object);
}

static void
parvis_attendance_row_class_init (ParvisAttendanceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_attendance_row_get_property;
  object_class->dispose = parvis_attendance_row_dispose;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_FIGURES] = g_param_spec_string ("figures", NULL, NULL, NULL, flags);
  props[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, flags);
  props[PROP_SCANNED] = g_param_spec_int64 ("scanned", NULL, NULL, G_MININT64, G_MAXINT64,
                                            WEEZ_UNKNOWN, flags);
  props[PROP_WHOLE] = g_param_spec_int64 ("whole", NULL, NULL, G_MININT64, G_MAXINT64,
                                          WEEZ_UNKNOWN, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/attendance/parvis-attendance-row.ui");
  parvis_words_bind (widget_class);
}

static void
parvis_attendance_row_init (ParvisAttendanceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parvis_attendance_row_new:
 * @line: (transfer none): a ticket, a date or a gate
 * @kind: which of them
 *
 * Returns: (transfer floating): a row that says who has come
 */
GtkWidget *
parvis_attendance_row_new (ParvisAttendanceLine *line,
                           ParvisAttendanceKind  kind)
{
  ParvisAttendanceRow *self = g_object_new (PARVIS_TYPE_ATTENDANCE_ROW, NULL);
  g_autofree char *title = NULL;
  g_autofree char *figures = NULL;
  g_autofree char *details = NULL;
  g_autofree char *name = NULL;

  self->line = g_object_ref (line);
  self->kind = kind;
  for (guint i = PROP_TITLE; i < G_N_ELEMENTS (props); i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);

  title = dup_title (self);
  figures = dup_figures (self);
  details = dup_details (self);
  name = g_strdup_printf ("%s: %s", title, figures);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, details, -1);

  return GTK_WIDGET (self);
}

/**
 * parvis_attendance_row_get_line:
 * @self: a row
 *
 * Returns: (transfer none): the ticket, date or gate
 */
ParvisAttendanceLine *
parvis_attendance_row_get_line (ParvisAttendanceRow *self)
{
  g_return_val_if_fail (PARVIS_IS_ATTENDANCE_ROW (self), NULL);

  return self->line;
}

/**
 * parvis_attendance_row_get_kind:
 * @self: a row
 *
 * Returns: which of them it is
 */
ParvisAttendanceKind
parvis_attendance_row_get_kind (ParvisAttendanceRow *self)
{
  g_return_val_if_fail (PARVIS_IS_ATTENDANCE_ROW (self), PARVIS_ATTENDANCE_TICKET);

  return self->kind;
}
