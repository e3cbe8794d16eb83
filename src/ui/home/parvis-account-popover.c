#include "config.h"

#include "parvis-account-popover.h"

#include <glib/gi18n-lib.h>

struct _ParvisAccountPopover
{
  GtkPopover     parent_instance;
  ParvisSession *session;

  GtkBox        *others;
};

G_DEFINE_FINAL_TYPE (ParvisAccountPopover, parvis_account_popover, GTK_TYPE_POPOVER)

typedef enum
{
  PROP_SESSION = 1,
} ParvisAccountPopoverProperty;

static GParamSpec *props[PROP_SESSION + 1];

static char *
who_cb (GObject    *object,
        const char *username,
        gboolean    demo)
{
  if (demo)
    return g_strdup (_("Demo Organizer"));

  return g_strdup (username != NULL && *username != '\0' ? username : _("Unknown"));
}

/* Who signs out wonders what stays behind. */
static char *
sign_out_note_cb (GObject  *object,
                  gboolean  demo)
{
  return g_strdup (demo ? _("Nothing of the demo stays on this computer.")
                        : _("Your events stay on this computer for the next time."));
}

static GtkWidget *
other_new (const char *username)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (username);
  g_autofree char *name = g_strdup_printf (_("Switch to %s"), username);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-account");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", username);

  return button;
}

/* Filled when it opens: accounts come and go in other windows too. */
static void
parvis_account_popover_map (GtkWidget *widget)
{
  ParvisAccountPopover *self = PARVIS_ACCOUNT_POPOVER (widget);
  GListModel *sessions =
    parvis_accounts_get_sessions (parvis_session_get_accounts (self->session));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->others))) != NULL)
    gtk_box_remove (self->others, child);
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(ParvisSession) session = g_list_model_get_item (sessions, i);

      if (session != self->session)
        gtk_box_append (self->others, other_new (parvis_session_get_username (session)));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others),
                          gtk_widget_get_first_child (GTK_WIDGET (self->others)) != NULL);

  GTK_WIDGET_CLASS (parvis_account_popover_parent_class)->map (widget);
}

/* What is chosen is done: it must not stay in front of it. */
static void
chosen_cb (ParvisAccountPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
parvis_account_popover_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  if (prop_id == PROP_SESSION)
    g_value_set_object (value, PARVIS_ACCOUNT_POPOVER (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parvis_account_popover_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  if (prop_id != PROP_SESSION)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (g_set_object (&PARVIS_ACCOUNT_POPOVER (object)->session, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
parvis_account_popover_dispose (GObject *object)
{
  ParvisAccountPopover *self = PARVIS_ACCOUNT_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PARVIS_TYPE_ACCOUNT_POPOVER);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (parvis_account_popover_parent_class)->dispose (object);
}

static void
parvis_account_popover_class_init (ParvisAccountPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_account_popover_get_property;
  object_class->set_property = parvis_account_popover_set_property;
  object_class->dispose = parvis_account_popover_dispose;
  widget_class->map = parvis_account_popover_map;

  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PARVIS_TYPE_SESSION, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/home/parvis-account-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisAccountPopover, others);
  gtk_widget_class_bind_template_callback_full (widget_class, "who", G_CALLBACK (who_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "sign_out_note",
                                                G_CALLBACK (sign_out_note_cb));
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
parvis_account_popover_init (ParvisAccountPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
