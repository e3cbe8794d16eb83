#include "config.h"

#include "parvis-control-point-group.h"

#include <glib/gi18n-lib.h>

#include "parvis-account.h"
#include "parvis-weak.h"
#include "parvis-words.h"

struct _ParvisControlPointGroup
{
  AdwBin         parent_instance;
  ParvisAccount *account;
  char          *result;
  DexFuture     *sending;

  AdwEntryRow   *name_row;
};

G_DEFINE_FINAL_TYPE (ParvisControlPointGroup, parvis_control_point_group, ADW_TYPE_BIN)

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_RESULT,
} ParvisControlPointGroupProperty;

static GParamSpec *props[PROP_RESULT + 1];

static char *
dup_name (ParvisControlPointGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
}

static void
update_action (ParvisControlPointGroup *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "control-point.send",
                                 self->account != NULL && self->sending == NULL && *name != '\0');
}

static void
set_result (ParvisControlPointGroup *self,
            const char              *result)
{
  if (!g_set_str (&self->result, result))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESULT]);
  if (result != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), result,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DexFuture *
sent (DexFuture *completed,
      gpointer   user_data)
{
  g_autoptr(ParvisControlPointGroup) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);
  g_autofree char *result = NULL;

  if (self == NULL)
    return dex_ref (completed);

  if (error != NULL)
    {
      g_autoptr(ParvisFailure) failure = parvis_failure_new (error, PARVIS_TASK_READ);

      /* Translators: what failed, as in "The service cannot be reached". */
      result = g_strdup_printf (_("%s. It is not known whether the name was taken; it is not sent "
                                  "again by itself."), parvis_failure_get_title (failure));
    }
  else
    /* Translators: %s is the number that the service gave. */
    result = g_strdup_printf (_("The name was taken. The service knows it as number %s."),
                              g_value_get_string (value));

  dex_clear (&self->sending);
  set_result (self, result);
  update_action (self);

  return dex_ref (completed);
}

static void
send_name (ParvisControlPointGroup *self)
{
  g_autofree char *name = dup_name (self);

  if (self->account == NULL || self->sending != NULL || *name == '\0')
    return;

  set_result (self, _("Sending…"));
  self->sending =
    dex_future_finally (weez_client_set_scan_user (parvis_account_get_client (self->account), name),
                        sent, parvis_weak_new (self), parvis_weak_free);
  update_action (self);
}

static void
response_cb (ParvisControlPointGroup *self,
             const char              *response)
{
  if (g_str_equal (response, "send"))
    send_name (self);
}

static void
send_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  ParvisControlPointGroup *self = PARVIS_CONTROL_POINT_GROUP (widget);
  g_autofree char *name = dup_name (self);
  AdwDialog *dialog = adw_alert_dialog_new (_("Give This Name?"), NULL);

  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                /* Translators: %s is what was typed. */
                                _("“%s” is sent to the service once. It changes your account and "
                                  "cannot be taken back from here."), name);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "send", _("_Give Name"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "send",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
activated_cb (ParvisControlPointGroup *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "control-point.send", NULL);
}

static void
text_cb (ParvisControlPointGroup *self)
{
  update_action (self);
}

static void
parvis_control_point_group_get_property (GObject    *object,
                                         guint       prop_id,
                                         GValue     *value,
                                         GParamSpec *pspec)
{
  ParvisControlPointGroup *self = PARVIS_CONTROL_POINT_GROUP (object);

  switch ((ParvisControlPointGroupProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_RESULT:
      g_value_set_string (value, self->result);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_control_point_group_set_property (GObject      *object,
                                         guint         prop_id,
                                         const GValue *value,
                                         GParamSpec   *pspec)
{
  ParvisControlPointGroup *self = PARVIS_CONTROL_POINT_GROUP (object);

  if (prop_id != PROP_ACCOUNT)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  if (g_set_object (&self->account, g_value_get_object (value)))
    {
      update_action (self);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
parvis_control_point_group_dispose (GObject *object)
{
  ParvisControlPointGroup *self = PARVIS_CONTROL_POINT_GROUP (object);

  dex_clear (&self->sending);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_CONTROL_POINT_GROUP);
  g_clear_object (&self->account);
  g_clear_pointer (&self->result, g_free);

  G_OBJECT_CLASS (parvis_control_point_group_parent_class)->dispose (object);
}

static void
parvis_control_point_group_class_init (ParvisControlPointGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_control_point_group_get_property;
  object_class->set_property = parvis_control_point_group_set_property;
  object_class->dispose = parvis_control_point_group_dispose;

  props[PROP_ACCOUNT] =
    g_param_spec_object ("account", NULL, NULL, PARVIS_TYPE_ACCOUNT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_RESULT] = g_param_spec_string ("result", NULL, NULL, NULL,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/attendance/parvis-control-point-group.ui");
  parvis_words_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisControlPointGroup, name_row);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);

  gtk_widget_class_install_action (widget_class, "control-point.send", NULL, send_action);
}

static void
parvis_control_point_group_init (ParvisControlPointGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_action (self);
}
