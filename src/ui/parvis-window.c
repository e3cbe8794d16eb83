#include "config.h"

#include "parvis-window.h"

#include <glib/gi18n-lib.h>

#include "parvis-main-page.h"
#include "parvis-pictures.h"
#include "parvis-settings.h"
#include "parvis-sign-in-page.h"
#include "parvis-undo.h"
#include "parvis-wait.h"

struct _ParvisWindow
{
  AdwApplicationWindow  parent_instance;
  ParvisSession        *session;
  char                 *wanted;    /* what is shown once somebody is signed in */
  gboolean              seen;      /* somebody may look at it */

  ParvisUndo           *undo;

  AdwToastOverlay      *toasts;
  AdwBin               *place;
};

G_DEFINE_FINAL_TYPE (ParvisWindow, parvis_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_SESSION = 1,
} ParvisWindowProperty;

static GParamSpec *props[PROP_SESSION + 1];

static const char * const main_page_actions[] = {
  "win.find", "win.go", "win.refresh", "win.show-place", "win.sign-out", "win.add-account",
  "win.sign-in-again", "win.toggle-sidebar",
};

static void set_session (ParvisWindow  *self,
                         ParvisSession *session);

static ParvisMainPage *
get_main_page (ParvisWindow *self)
{
  GtkWidget *page = adw_bin_get_child (self->place);

  return PARVIS_IS_MAIN_PAGE (page) ? PARVIS_MAIN_PAGE (page) : NULL;
}

static GtkWidget *
wait_page_new (void)
{
  GtkWidget *page = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();

  adw_header_bar_set_show_title (ADW_HEADER_BAR (bar), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (page), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (page), g_object_new (PARVIS_TYPE_WAIT, NULL));

  return page;
}

static GtkWidget *
sign_in_page_new (ParvisWindow *self)
{
  GtkWidget *page = GTK_WIDGET (parvis_sign_in_page_new (self->session));

  g_signal_connect_object (page, "signed-in", G_CALLBACK (set_session), self, G_CONNECT_SWAPPED);

  return page;
}

/* Pages are made when they are needed: the first frame must not wait for them. */
static void
show_page (ParvisWindow *self)
{
  ParvisAccount *account = parvis_session_get_account (self->session);
  GListModel *known =
    parvis_accounts_get_sessions (parvis_session_get_accounts (self->session));
  g_autoptr(ParvisSession) other = g_list_model_get_item (known, 0);
  GtkWidget *page;

  if (account != NULL)
    page = GTK_WIDGET (parvis_main_page_new (self->session));
  else if (parvis_session_get_opening (self->session))
    page = wait_page_new ();
  else if (other != NULL)
    {
      set_session (self, other);
      return;
    }
  else
    page = sign_in_page_new (self);

  if (account != NULL && !parvis_session_get_demo (self->session))
    parvis_settings_set_last_account (account);

  /* An entry that goes while it has the focus complains. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_bin_set_child (self->place, page);
  for (guint i = 0; i < G_N_ELEMENTS (main_page_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), main_page_actions[i], account != NULL);
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
  if (account == parvis_session_get_account (self->session) &&
      parvis_account_get_state (account) == PARVIS_ACCOUNT_OPEN &&
      parvis_store_get_set_aside (parvis_account_get_store (account)) != NULL)
    show_toast (self, _("What was kept on this computer was damaged: it was set aside and is read "
                        "again from the service"));
}

/* Its store and its pictures are called the same. */
static char *
dup_account_name (ParvisAccount *account)
{
  return account != NULL ? g_path_get_basename (
    parvis_store_get_path (parvis_account_get_store (account))) : NULL;
}

static void
account_cb (ParvisWindow *self)
{
  ParvisAccount *account = parvis_session_get_account (self->session);
  g_autofree char *name = dup_account_name (account);

  /* Of one account nothing is undone in front of another. */
  parvis_undo_forget (self->undo);
  parvis_pictures_set_account (GTK_WIDGET (self), name);
  if (account != NULL)
    {
      g_signal_connect_object (account, "notify::state", G_CALLBACK (state_cb), self,
                               G_CONNECT_SWAPPED);
      parvis_pictures_add_origin (parvis_pictures_get_for (GTK_WIDGET (self)),
                                  weez_client_get_base_url (parvis_account_get_client (account)));
    }
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
    gtk_accessible_announce (GTK_ACCESSIBLE (self),
                             _("The keyring can’t keep your sign-in: it ends when you quit Parvis"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* A window shows one account. */
static void
set_session (ParvisWindow  *self,
             ParvisSession *session)
{
  g_autoptr(ParvisSession) old = g_steal_pointer (&self->session);
  self->session = g_object_ref (session);
  if (old == session)
    return;

  if (old != NULL)
    g_signal_handlers_disconnect_by_data (old, self);
  if (old != NULL && self->seen)
    parvis_session_add_window (old, FALSE);
  if (self->seen)
    parvis_session_add_window (session, TRUE);

  if (parvis_session_get_username (session) != NULL)
    parvis_session_open (session);
  g_signal_connect_object (session, "notify::account", G_CALLBACK (account_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::opening", G_CALLBACK (opening_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::kept", G_CALLBACK (kept_cb), self,
                           G_CONNECT_SWAPPED);
  account_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SESSION]);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  parvis_main_page_find (get_main_page (PARVIS_WINDOW (widget)));
}

static void
go_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  /* Not over another question. */
  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget)) == NULL)
    parvis_main_page_go (get_main_page (PARVIS_WINDOW (widget)));
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
toggle_sidebar_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  parvis_main_page_toggle_sidebar (get_main_page (PARVIS_WINDOW (widget)));
}

static void
dialog_signed_in_cb (ParvisWindow  *self,
                     ParvisSession *session,
                     GtkWidget     *page)
{
  adw_dialog_force_close (ADW_DIALOG (gtk_widget_get_ancestor (page, ADW_TYPE_DIALOG)));
  set_session (self, session);
}

static void
present_sign_in (ParvisWindow *self,
                 const char   *username,
                 const char   *title)
{
  g_autoptr(ParvisSession) session =
    parvis_session_new (parvis_session_get_accounts (self->session), NULL);
  GtkWidget *page = GTK_WIDGET (parvis_sign_in_page_new_for_dialog (session, username));
  AdwDialog *dialog = adw_dialog_new ();

  g_signal_connect_object (page, "signed-in", G_CALLBACK (dialog_signed_in_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 440);
  adw_dialog_set_child (dialog, page);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_account_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  present_sign_in (PARVIS_WINDOW (widget), NULL, _("Add Account"));
}

static void
sign_out (ParvisWindow *self)
{
  g_autoptr(ParvisPictures) pictures = g_object_ref (parvis_pictures_get_for (GTK_WIDGET (self)));

  parvis_session_sign_out (self->session);
  parvis_pictures_forget (pictures);
}

/* With another token the pages stay as they are. The demo organizer's is started anew. */
static void
sign_in_again_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  ParvisWindow *self = PARVIS_WINDOW (widget);

  if (parvis_session_get_demo (self->session))
    sign_out (self);
  else
    present_sign_in (self, parvis_session_get_username (self->session), _("Sign In Again"));
}

static void
show_account_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ParvisWindow *self = PARVIS_WINDOW (widget);
  ParvisSession *session =
    parvis_accounts_find (parvis_session_get_accounts (self->session),
                          g_variant_get_string (parameter, NULL));

  if (session != NULL)
    set_session (self, session);
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  sign_out (PARVIS_WINDOW (widget));
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
    set_session (self, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

/* Nobody sees a window that is minimized or on another workspace. */
static void
update_seen (ParvisWindow *self)
{
  gboolean seen = gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                  !gtk_window_is_suspended (GTK_WINDOW (self));

  if (self->seen == seen)
    return;

  self->seen = seen;
  parvis_session_add_window (self->session, seen);
}

static void
parvis_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parvis_window_parent_class)->map (widget);
  update_seen (PARVIS_WINDOW (widget));
}

static void
parvis_window_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parvis_window_parent_class)->unmap (widget);
  update_seen (PARVIS_WINDOW (widget));
}

static void
parvis_window_dispose (GObject *object)
{
  ParvisWindow *self = PARVIS_WINDOW (object);

  if (self->undo != NULL)
    parvis_undo_forget (self->undo);
  g_clear_object (&self->undo);
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
  gtk_widget_class_install_action (widget_class, "win.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.cancel-refresh", NULL,
                                   cancel_refresh_action);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_action);
  gtk_widget_class_install_action (widget_class, "win.show-place", "s", show_place_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL,
                                   toggle_sidebar_action);
  gtk_widget_class_install_property_action (widget_class, "win.fullscreen", "fullscreened");
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.add-account", NULL, add_account_action);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", NULL,
                                   sign_in_again_action);
  gtk_widget_class_install_action (widget_class, "win.show-account", "s", show_account_action);
  parvis_undo_install (widget_class);
}

static void
parvis_window_init (ParvisWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (main_page_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), main_page_actions[i], FALSE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->undo = parvis_undo_new (GTK_WIDGET (self), self->toasts);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  g_signal_connect (self, "notify::suspended", G_CALLBACK (update_seen), NULL);

  if (PARVIS_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * parvis_window_new:
 * @application: (transfer none): where the window belongs
 * @session: (transfer none): the account that it shows first
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
  if (page == NULL || !self->seen)
    return NULL;

  return parvis_main_page_get_event (page);
}

/**
 * parvis_window_get_help_page:
 * @self: a window
 *
 * Returns: (transfer none): the page of the help about what it shows
 */
const char *
parvis_window_get_help_page (ParvisWindow *self)
{
  ParvisMainPage *page;

  g_return_val_if_fail (PARVIS_IS_WINDOW (self), NULL);

  page = get_main_page (self);

  return page != NULL ? parvis_main_page_get_help_page (page) : "first-steps";
}
