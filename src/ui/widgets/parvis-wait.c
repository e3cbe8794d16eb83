#include "config.h"

#include "parvis-wait.h"

#include <glib/gi18n-lib.h>

#define PATIENCE_MS 500
#define SIZE 32

struct _ParvisWait
{
  AdwBin parent_instance;
  guint  patience;
};

G_DEFINE_FINAL_TYPE (ParvisWait, parvis_wait, ADW_TYPE_BIN)

static void
show_spinner_cb (gpointer data)
{
  ParvisWait *self = data;
  GtkWidget *spinner = adw_spinner_new ();

  self->patience = 0;
  gtk_widget_set_size_request (spinner, SIZE, SIZE);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Loading"), -1);
  adw_bin_set_child (ADW_BIN (self), spinner);
}

static void
parvis_wait_map (GtkWidget *widget)
{
  ParvisWait *self = PARVIS_WAIT (widget);

  GTK_WIDGET_CLASS (parvis_wait_parent_class)->map (widget);

  self->patience = g_timeout_add_once (PATIENCE_MS, show_spinner_cb, self);
}

static void
parvis_wait_unmap (GtkWidget *widget)
{
  ParvisWait *self = PARVIS_WAIT (widget);

  g_clear_handle_id (&self->patience, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);

  GTK_WIDGET_CLASS (parvis_wait_parent_class)->unmap (widget);
}

static void
parvis_wait_class_init (ParvisWaitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = parvis_wait_map;
  widget_class->unmap = parvis_wait_unmap;
}

static void
parvis_wait_init (ParvisWait *self)
{
}
