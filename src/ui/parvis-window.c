#include "config.h"

#include "parvis-window.h"

#include <glib/gi18n-lib.h>

#include "parvis-main-page.h"
#include "parvis-sign-in-page.h"
#include "parvis-wait.h"

struct _ParvisWindow
{
  AdwApplicationWindow  parent_instance;
  ParvisSession        *session;
  char                 *wanted;    /* what is shown once somebody is signed in */

  AdwToastOverlay      *toasts;
  AdwBin               *place;
};

G_DEFINE_FINAL_TYPE (ParvisWindow, parvis_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_SESSION = 1,
} ParvisWindowProperty;

static GParamSpec *props[PROP_SESSION + 1];

static ParvisMainPage *
get_main_page (ParvisWindow *self)
{
  GtkWidget *page = adw_bin_get_child (self->place);

  return PARVIS_IS_MAIN_PAGE (page) ? PARVIS_MAIN_PAGE (page) : NULL;
}

/* Pages are made when they are needed: the first frame must not wait for them. */
static void
show_page (ParvisWindow *self)
{
  GtkWidget *page;

  if (parvis_session_get_account (self->session) != NULL)
    page = GTK_WIDGET (parvis_main_page_new (self->session));
  else if (!parvis_session_get_opening (self->session))
    page = GTK_WIDGET (parvis_sign_in_page_new (self->session));
  else
    return;

  /* An entry that goes while it has the focus complains. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_bin_set_child (self->place, page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.find", PARVIS_IS_MAIN_PAGE (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refresh", PARVIS_IS_MAIN_PAGE (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-place",
                                 PARVIS_IS_MAIN_PAGE (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-out", PARVIS_IS_MAIN_PAGE (page));
  gtk_widget_grab_focus (page);

  if (PARVIS_IS_MAIN_PAGE (page) && self->wanted != NULL)
    parvis_main_page_show (PARVIS_MAIN_PAGE (page), self->wanted);
  if (PARVIS_IS_MAIN_PAGE (page))
    g_clear_pointer (&self->wanted, g_free);
}

static void
show_toast (ParvisWindow *self,
            const char   *title)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, title);
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* A damaged store is replaced by a new one, which fills again by itself. */
static void
state_cb (ParvisWindow  *self,
          GParamSpec    *pspec,
          ParvisAccount *account)
{
  if (parvis_account_get_state (account) == PARVIS_ACCOUNT_OPEN &&
      parvis_store_get_set_aside (parvis_account_get_store (account)) != NULL)
    show_toast (self, _("What was kept on this computer was damaged: it was set aside and is read "
                        "again from the service"));
}

static void
account_cb (ParvisWindow *self)
{
  ParvisAccount *account = parvis_session_get_account (self->session);

  if (account != NULL)
    g_signal_connect_object (account, "notify::state", G_CALLBACK (state_cb), self,
                             G_CONNECT_SWAPPED);
  show_page (self);
}

static void
opening_cb (ParvisWindow *self)
{
  if (parvis_session_get_account (self->session) == NULL)
    show_page (self);
}

/* Whoever comes back to a window sees what it shows. */
static void
active_cb (ParvisWindow *self)
{
  ParvisEvent *event = parvis_window_get_event (self);

  if (gtk_window_is_active (GTK_WINDOW (self)) && event != NULL)
    g_signal_emit_by_name (self->session, "looked", event);
}

static void
kept_cb (ParvisWindow *self)
{
  if (!parvis_session_get_kept (self->session))
    show_toast (self, _("The keyring can’t keep your sign-in: it ends when you quit Parvis"));
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  parvis_main_page_find (get_main_page (PARVIS_WINDOW (widget)));
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  parvis_main_page_refresh (get_main_page (PARVIS_WINDOW (widget)));
}

static void
cancel_refresh_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  parvis_session_cancel (PARVIS_WINDOW (widget)->session);
}

static void
show_view_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  ParvisMainPage *page = get_main_page (PARVIS_WINDOW (widget));

  if (page != NULL)
    parvis_main_page_show_view (page, g_variant_get_string (parameter, NULL));
}

static void
show_place_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ParvisMainPage *page = get_main_page (PARVIS_WINDOW (widget));

  if (page != NULL)
    parvis_main_page_show_place (page, g_variant_get_string (parameter, NULL));
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  parvis_session_sign_out (PARVIS_WINDOW (widget)->session);
}

static void
parvis_window_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ParvisWindow *self = PARVIS_WINDOW (object);

  if (prop_id == PROP_SESSION)
    g_value_set_object (value, self->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_window_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ParvisWindow *self = PARVIS_WINDOW (object);

  if (prop_id == PROP_SESSION)
    self->session = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_window_constructed (GObject *object)
{
  ParvisWindow *self = PARVIS_WINDOW (object);

  G_OBJECT_CLASS (parvis_window_parent_class)->constructed (object);

  g_signal_connect_object (self->session, "notify::account", G_CALLBACK (account_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::opening", G_CALLBACK (opening_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  g_signal_connect_object (self->session, "notify::kept", G_CALLBACK (kept_cb), self,
                           G_CONNECT_SWAPPED);
  show_page (self);
}

static void
parvis_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parvis_window_parent_class)->map (widget);
  parvis_session_add_window (PARVIS_WINDOW (widget)->session, TRUE);
}

static void
parvis_window_unmap (GtkWidget *widget)
{
  parvis_session_add_window (PARVIS_WINDOW (widget)->session, FALSE);
  GTK_WIDGET_CLASS (parvis_window_parent_class)->unmap (widget);
}

static void
parvis_window_dispose (GObject *object)
{
  ParvisWindow *self = PARVIS_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_WINDOW);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (parvis_window_parent_class)->dispose (object);
}

static void
parvis_window_class_init (ParvisWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parvis_window_get_property;
  object_class->set_property = parvis_window_set_property;
  object_class->constructed = parvis_window_constructed;
  object_class->dispose = parvis_window_dispose;
  widget_class->map = parvis_window_map;
  widget_class->unmap = parvis_window_unmap;

  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, PARVIS_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (PARVIS_TYPE_WAIT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/parvis-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ParvisWindow, place);

  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.cancel-refresh", NULL,
                                   cancel_refresh_action);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_action);
  gtk_widget_class_install_action (widget_class, "win.show-place", "s", show_place_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
}

static void
parvis_window_init (ParvisWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.find", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.refresh", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-place", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-out", FALSE);
  gtk_widget_init_template (GTK_WIDGET (self));

  if (PARVIS_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * parvis_window_new:
 * @application: (transfer none): where the window belongs
 * @session: (transfer none): shared by all windows
 *
 * Returns: (transfer none): a window, owned by GTK
 */
ParvisWindow *
parvis_window_new (GtkApplication *application,
                   ParvisSession  *session)
{
  return g_object_new (PARVIS_TYPE_WINDOW,
                       "application", application,
                       "session", session,
                       NULL);
}

/**
 * parvis_window_show:
 * @self: a window
 * @target: what parvis_main_page_show() knows
 *
 * Shows that once somebody is signed in.
 */
void
parvis_window_show (ParvisWindow *self,
                    const char   *target)
{
  ParvisMainPage *page;

  g_return_if_fail (PARVIS_IS_WINDOW (self));

  if ((page = get_main_page (self)) != NULL)
    parvis_main_page_show (page, target);
  else
    g_set_str (&self->wanted, target);
}

/**
 * parvis_window_get_event:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the event that somebody can see in it
 */
ParvisEvent *
parvis_window_get_event (ParvisWindow *self)
{
  ParvisMainPage *page;

  g_return_val_if_fail (PARVIS_IS_WINDOW (self), NULL);

  page = get_main_page (self);
  if (page == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      gtk_window_is_suspended (GTK_WINDOW (self)))
    return NULL;

  return parvis_main_page_get_event (page);
}
