#include "config.h"

#include "parvis-help-dialog.h"

#include "parvis-help-page.h"

/* The list of all pages. */
#define INDEX "index"

struct _ParvisHelpDialog
{
  AdwDialog          parent_instance;
  AdwNavigationView *view;
  GtkWidget         *document;    /* of the page that was pushed last; not owned */
};

G_DEFINE_FINAL_TYPE (ParvisHelpDialog, parvis_help_dialog, ADW_TYPE_DIALOG)

static void
push (ParvisHelpDialog *self,
      const char       *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ParvisHelpText) text = parvis_help_text_load (name, &error);

  if (text == NULL)
    {
      g_critical ("%s", error->message);
      return;
    }

  adw_navigation_view_push (self->view, parvis_help_page_new (text, &self->document));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ParvisHelpDialog *self = PARVIS_HELP_DIALOG (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  /* Where the reader was already is gone back to. */
  if (adw_navigation_view_find_page (self->view, page) != NULL)
    adw_navigation_view_pop_to_tag (self->view, page);
  else
    push (self, page);
}

static void
parvis_help_dialog_dispose (GObject *object)
{
  /* The template would take the child away behind the dialog's back. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARVIS_TYPE_HELP_DIALOG);

  G_OBJECT_CLASS (parvis_help_dialog_parent_class)->dispose (object);
}

static void
parvis_help_dialog_class_init (ParvisHelpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_help_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parvis/Parvis/help/parvis-help-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ParvisHelpDialog, view);
  gtk_widget_class_install_action (widget_class, "help.open", "s", open_action);
}

static void
parvis_help_dialog_init (ParvisHelpDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  push (self, INDEX);
}

/**
 * parvis_help_dialog_present:
 * @parent: (transfer none): where somebody wants to know more
 * @page: the name of a page, as in "index"
 *
 * Shows the help, with that page in front of the list of all.
 */
void
parvis_help_dialog_present (GtkWidget  *parent,
                            const char *page)
{
  ParvisHelpDialog *self = g_object_new (PARVIS_TYPE_HELP_DIALOG, NULL);

  if (!g_str_equal (page, INDEX))
    push (self, page);
  if (self->document != NULL)
    adw_dialog_set_focus (ADW_DIALOG (self), self->document);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
