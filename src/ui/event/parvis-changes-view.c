#include "config.h"

#include "parvis-changes-view.h"

#include <glib/gi18n-lib.h>

#include "parvis-change-counts.h"
#include "parvis-follower.h"
#include "parvis-format.h"

struct _ParvisChangesView
{
  AdwBin               parent_instance;
  ParvisEvent         *event;
  ParvisChangeCounts  *counts;
  ParvisFollower      *follower;
  GtkWidget           *kinds[PARVIS_CHANGE_SCANNED + 1];  /* a row for each */
  GtkWidget           *nothing;

  AdwPreferencesGroup *group;
  GtkListBox          *rows;
};

G_DEFINE_FINAL_TYPE (ParvisChangesView, parvis_changes_view, ADW_TYPE_BIN)

typedef enum
{
  PROP_EVENT = 1,
} ParvisChangesViewProperty;

static GParamSpec *props[PROP_EVENT + 1];

/**
 * parvis_changes_view_dup_words:
 * @kind: a #ParvisChangeKind
 * @count: how often
 *
 * Returns: (transfer full): as in "12 new participants"
 */
char *
parvis_changes_view_dup_words (gint64 kind,
                               gint64 count)
{
  gulong n = (gulong) MIN (count, 1000000);
  g_autofree char *number = parvis_format_count (count);

  switch ((ParvisChangeKind) kind)
    {
    case PARVIS_CHANGE_NEW:
      return g_strdup_printf (ngettext ("%s new participant", "%s new participants", n), number);
    case PARVIS_CHANGE_PAID:
      return g_strdup_printf (ngettext ("%s order paid", "%s orders paid", n), number);
    case PARVIS_CHANGE_REFUNDED:
      return g_strdup_printf (ngettext ("%s refund", "%s refunds", n), number);
    case PARVIS_CHANGE_DELETED:
      return g_strdup_printf (ngettext ("%s deletion", "%s deletions", n), number);
    case PARVIS_CHANGE_RESTORED:
      return g_strdup_printf (ngettext ("%s participant restored",
                                        "%s participants restored", n), number);
    case PARVIS_CHANGE_MOVED:
      return g_strdup_printf (ngettext ("%s moved to another ticket",
                                        "%s moved to another ticket", n), number);
    case PARVIS_CHANGE_CORRECTED:
      return g_strdup_printf (ngettext ("%s correction", "%s corrections", n), number);
    case PARVIS_CHANGE_SCANNED:
      return g_strdup_printf (ngettext ("%s scan", "%s scans", n), number);
    default:
      return g_steal_pointer (&number);
    }
}

/* Rows are there from the first: those who have the focus keep it when one is counted again. */
static GtkWidget *
add_row (ParvisChangesView *self)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_visible (row, FALSE);
  gtk_list_box_append (self->rows, row);

  return row;
}

static GtkWidget *
add_kind (ParvisChangesView *self)
{
  GtkWidget *row = add_row (self);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (arrow, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
show_kind (ParvisChangesView *self,
           ParvisChangeKind   kind)
{
  gint64 count = self->counts->counts[kind];
  g_autofree char *title = parvis_changes_view_dup_words (kind, count);
  GtkWidget *row = self->kinds[kind];

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(sx)",
                                    parvis_change_kind_to_text (kind), self->counts->after);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "event.show-changes");
  gtk_widget_set_visible (row, count > 0);
}

static void
show_counts (ParvisChangesView *self)
{
  g_autofree char *words = NULL;
  gboolean any = FALSE;

  if (self->counts->looked_at != NULL)
    {
      g_autofree char *moment = parvis_format_age (self->counts->looked_at);

      /* Translators: %s is a time of day, or a date and a time. */
      words = g_strdup_printf (_("Since %s"), moment);
    }
  else
    words = g_strdup (_("Since Parvis began to follow this event"));
  adw_preferences_group_set_description (self->group, words);

  for (guint kind = PARVIS_CHANGE_NEW; kind <= PARVIS_CHANGE_SCANNED; kind++)
    {
      show_kind (self, kind);
      any |= self->counts->counts[kind] > 0;
    }
  gtk_widget_set_visible (self->nothing, !any);
}

static DexFuture *
read_counts (gpointer     data,
             ParvisStore *store)
{
  ParvisChangesView *self = data;

  return parvis_change_counts_read (store, parvis_event_get_record (self->event)->id);
}

static void
counts_read (gpointer   data,
             DexFuture *completed)
{
  ParvisChangesView *self = data;
  const GValue *value = dex_future_get_value (completed, NULL);

  if (value != NULL && g_set_object (&self->counts, g_value_get_object (value)))
    show_counts (self);
}

/* Whoever leaves has seen it. */
static void
parvis_changes_view_unroot (GtkWidget *widget)
{
  ParvisChangesView *self = PARVIS_CHANGES_VIEW (widget);
  ParvisStore *store;

  /* Nobody is left to wait for it. */
  if (self->counts != NULL && (store = parvis_follower_get_store (self->follower)) != NULL &&
      parvis_store_is_writable (store, NULL))
    dex_future_disown (parvis_change_counts_look (store,
                                                  parvis_event_get_record (self->event)->id,
                                                  self->counts));

  GTK_WIDGET_CLASS (parvis_changes_view_parent_class)->unroot (widget);
}

static void
parvis_changes_view_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_EVENT)
    g_value_set_object (value, PARVIS_CHANGES_VIEW (object)->event);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_changes_view_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  ParvisChangesView *self = PARVIS_CHANGES_VIEW (object);

  if (prop_id != PROP_EVENT)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (g_set_object (&self->event, g_value_get_object (value)))
    {
      if (self->event != NULL)
        parvis_follower_set_account (self->follower, parvis_event_get_account (self->event));
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
parvis_changes_view_dispose (GObject *object)
{
  ParvisChangesView *self = PARVIS_CHANGES_VIEW (object);

  /* The template would take the child away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_CHANGES_VIEW);
  g_clear_object (&self->event);
  g_clear_object (&self->counts);
  g_clear_object (&self->follower);

  G_OBJECT_CLASS (parvis_changes_view_parent_class)->dispose (object);
}

static void
parvis_changes_view_class_init (ParvisChangesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_changes_view_get_property;
  object_class->set_property = parvis_changes_view_set_property;
  object_class->dispose = parvis_changes_view_dispose;
  widget_class->unroot = parvis_changes_view_unroot;

  props[PROP_EVENT] =
    g_param_spec_object ("event", NULL, NULL, PARVIS_TYPE_EVENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/event/parvis-changes-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisChangesView, group);
  gtk_widget_class_bind_template_child (widget_class, ParvisChangesView, rows);
}

static void
parvis_changes_view_init (ParvisChangesView *self)
{
  self->follower = parvis_follower_new (GTK_WIDGET (self), read_counts, counts_read);
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint kind = PARVIS_CHANGE_NEW; kind <= PARVIS_CHANGE_SCANNED; kind++)
    self->kinds[kind] = add_kind (self);
  self->nothing = add_row (self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->nothing), _("Nothing has changed"));
}
