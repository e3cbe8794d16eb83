#include "config.h"

#include "parvis-sign-in-page.h"

#include <glib/gi18n-lib.h>

#include "parvis-failure-words.h"
#include "parvis-help-dialog.h"
#include "parvis-weak.h"
#include "parvis-words.h"

struct _ParvisSignInPage
{
  AdwBin         parent_instance;
  ParvisSession *session;
  ParvisFailure *failure;
  gboolean       busy;
  gboolean       in_dialog;
  guint          wait;
  guint          clock;
  DexFuture     *sign_in;

  GtkEditable   *username_row;
  GtkEditable   *password_row;
  GtkEditable   *api_key_row;
};

G_DEFINE_FINAL_TYPE (ParvisSignInPage, parvis_sign_in_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_SESSION = 1,
  PROP_FAILURE,
  PROP_BUSY,
  PROP_WAIT,
  PROP_IN_DIALOG,
} ParvisSignInPageProperty;

static GParamSpec *props[PROP_IN_DIALOG + 1];

static guint signed_in_signal;

static gboolean
is_filled (GtkEditable *row)
{
  return *gtk_editable_get_text (row) != '\0';
}

static void
update_actions (ParvisSignInPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "sign-in.submit",
                                 !self->busy && self->wait == 0 &&
                                 is_filled (self->username_row) &&
                                 is_filled (self->password_row) &&
                                 is_filled (self->api_key_row));
  gtk_widget_action_set_enabled (widget, "sign-in.demo", !self->busy);
  gtk_widget_action_set_enabled (widget, "sign-in.cancel", self->busy);
}

static void
set_busy (ParvisSignInPage *self,
          gboolean          busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static gboolean
tick_cb (gpointer data)
{
  ParvisSignInPage *self = data;
  guint wait = parvis_session_get_wait (self->session);

  if (self->wait != wait)
    {
      self->wait = wait;
      update_actions (self);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WAIT]);
    }

  if (wait > 0)
    return G_SOURCE_CONTINUE;

  self->clock = 0;
  return G_SOURCE_REMOVE;
}

static void
start_clock (ParvisSignInPage *self)
{
  if (self->clock == 0 && parvis_session_get_wait (self->session) > 0)
    {
      self->clock = g_timeout_add_seconds (1, tick_cb, self);
      tick_cb (self);
    }
}

static char *
wait_text_cb (GObject *object,
              guint    wait)
{
  g_autofree char *time = NULL;

  if (wait == 0)
    return g_strdup ("");

  time = g_strdup_printf ("%u:%02u", wait / 60, wait % 60);
  /* Translators: %s are minutes and seconds, as in "29:59". */
  return g_strdup_printf (_("You can try again in %s"), time);
}

static void
set_failure (ParvisSignInPage *self,
             ParvisFailure    *failure)
{
  if (!g_set_object (&self->failure, failure))
    return;

  if (failure != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), parvis_failure_get_sentence (failure),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FAILURE]);
}

static DexFuture *
signed_in (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisSignInPage) self = parvis_weak_get (user_data);
  g_autoptr(ParvisFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *session = dex_future_get_value (completed, &error);

  if (self == NULL)
    return dex_ref (completed);

  if (session != NULL)
    {
      set_busy (self, FALSE);
      g_signal_emit (self, signed_in_signal, 0, g_value_get_object (session));
      return dex_ref (completed);
    }

  failure = parvis_failure_new (error, PARVIS_TASK_SIGN_IN);
  set_busy (self, FALSE);
  set_failure (self, failure);
  start_clock (self);
  gtk_widget_grab_focus (GTK_WIDGET (is_filled (self->username_row) ? self->password_row
                                                                    : self->username_row));

  return dex_ref (completed);
}

static void
follow (ParvisSignInPage *self,
        DexFuture        *future)
{
  set_failure (self, NULL);
  set_busy (self, TRUE);
  dex_clear (&self->sign_in);
  self->sign_in = dex_future_finally (future, signed_in,
                                      parvis_weak_new (self), parvis_weak_free);
}

static void
submit_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ParvisSignInPage *self = PARVIS_SIGN_IN_PAGE (widget);
  DexFuture *future = parvis_session_sign_in (self->session,
                                              gtk_editable_get_text (self->username_row),
                                              gtk_editable_get_text (self->password_row),
                                              gtk_editable_get_text (self->api_key_row));

  /* The entry's own buffer wipes what it lets go. */
  gtk_editable_set_text (self->password_row, "");
  follow (self, future);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ParvisSignInPage *self = PARVIS_SIGN_IN_PAGE (widget);

  dex_clear (&self->sign_in);
  set_busy (self, FALSE);
}

static void
demo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ParvisSignInPage *self = PARVIS_SIGN_IN_PAGE (widget);

  follow (self, parvis_session_start_demo (self->session));
}

static void
help_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  parvis_help_dialog_present (widget, "first-steps");
}

static void
changed_cb (ParvisSignInPage *self)
{
  update_actions (self);
}

static void
submit_cb (ParvisSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.submit", NULL);
}

static gboolean
parvis_sign_in_page_grab_focus (GtkWidget *widget)
{
  ParvisSignInPage *self = PARVIS_SIGN_IN_PAGE (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (is_filled (self->username_row)
                                            ? self->password_row : self->username_row));
}

static void
parvis_sign_in_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  ParvisSignInPage *self = PARVIS_SIGN_IN_PAGE (object);

  switch ((ParvisSignInPageProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FAILURE:
      g_value_set_object (value, self->failure);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_WAIT:
      g_value_set_uint (value, self->wait);
      break;
    case PROP_IN_DIALOG:
      g_value_set_boolean (value, self->in_dialog);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_sign_in_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  ParvisSignInPage *self = PARVIS_SIGN_IN_PAGE (object);

  if (prop_id == PROP_SESSION)
    self->session = g_value_dup_object (value);
  else if (prop_id == PROP_IN_DIALOG)
    self->in_dialog = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
session_failure_cb (ParvisSignInPage *self)
{
  set_failure (self, parvis_session_get_failure (self->session));
}

static void
parvis_sign_in_page_constructed (GObject *object)
{
  ParvisSignInPage *self = PARVIS_SIGN_IN_PAGE (object);

  G_OBJECT_CLASS (parvis_sign_in_page_parent_class)->constructed (object);

  g_signal_connect_object (self->session, "notify::failure",
                           G_CALLBACK (session_failure_cb), self, G_CONNECT_SWAPPED);
  session_failure_cb (self);
  start_clock (self);
  update_actions (self);
}

static void
parvis_sign_in_page_dispose (GObject *object)
{
  ParvisSignInPage *self = PARVIS_SIGN_IN_PAGE (object);

  dex_clear (&self->sign_in);
  g_clear_handle_id (&self->clock, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_SIGN_IN_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->failure);

  G_OBJECT_CLASS (parvis_sign_in_page_parent_class)->dispose (object);
}

static void
parvis_sign_in_page_class_init (ParvisSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_sign_in_page_get_property;
  object_class->set_property = parvis_sign_in_page_set_property;
  object_class->constructed = parvis_sign_in_page_constructed;
  object_class->dispose = parvis_sign_in_page_dispose;
  widget_class->grab_focus = parvis_sign_in_page_grab_focus;

  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, PARVIS_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_FAILURE] = g_param_spec_object ("failure", NULL, NULL, PARVIS_TYPE_FAILURE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_WAIT] = g_param_spec_uint ("wait", NULL, NULL, 0, G_MAXUINT, 0,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_IN_DIALOG] =
    g_param_spec_boolean ("in-dialog", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signed_in_signal = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, PARVIS_TYPE_SESSION);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/sign-in/parvis-sign-in-page.ui");
  parvis_words_bind (widget_class);
  parvis_failure_words_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ParvisSignInPage, username_row);
  gtk_widget_class_bind_template_child (widget_class, ParvisSignInPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, ParvisSignInPage, api_key_row);
  gtk_widget_class_bind_template_callback_full (widget_class, "wait_text",
                                                G_CALLBACK (wait_text_cb));
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);

  gtk_widget_class_install_action (widget_class, "sign-in.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "sign-in.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "sign-in.demo", NULL, demo_action);
  gtk_widget_class_install_action (widget_class, "sign-in.help", NULL, help_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sign-in.cancel", NULL);
}

static void
parvis_sign_in_page_init (ParvisSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parvis_sign_in_page_new:
 * @session: (transfer none): what to sign in to
 *
 * Its signal "signed-in" gives the #ParvisSession that has the account.
 *
 * Returns: (transfer floating): a page
 */
ParvisSignInPage *
parvis_sign_in_page_new (ParvisSession *session)
{
  return g_object_new (PARVIS_TYPE_SIGN_IN_PAGE, "session", session, NULL);
}

/**
 * parvis_sign_in_page_new_for_dialog:
 * @session: (transfer none): what to sign in to
 * @username: (nullable): the login, where it is known
 *
 * Returns: (transfer floating): a page for whoever has an account already
 */
ParvisSignInPage *
parvis_sign_in_page_new_for_dialog (ParvisSession *session,
                                    const char    *username)
{
  ParvisSignInPage *self = g_object_new (PARVIS_TYPE_SIGN_IN_PAGE,
                                         "session", session,
                                         "in-dialog", TRUE,
                                         NULL);

  if (username != NULL)
    gtk_editable_set_text (self->username_row, username);

  return self;
}
