#include "config.h"

#include "parvis-failure-words.h"

#include <glib/gi18n-lib.h>

#include "parvis-format.h"

static gboolean
has_failure_cb (GObject       *object,
                ParvisFailure *failure)
{
  return failure != NULL;
}

static char *
icon_cb (GObject       *object,
         ParvisFailure *failure)
{
  return g_strdup (failure != NULL ? parvis_failure_get_icon_name (failure) : NULL);
}

static char *
sentence_cb (GObject       *object,
             ParvisFailure *failure)
{
  return g_strdup (failure != NULL ? parvis_failure_get_sentence (failure) : "");
}

/* Status pages read markup. */
static char *
title_markup_cb (GObject       *object,
                 ParvisFailure *failure)
{
  return g_markup_escape_text (failure != NULL ? parvis_failure_get_title (failure) : "", -1);
}

static char *
text_markup_cb (GObject       *object,
                ParvisFailure *failure)
{
  return g_markup_escape_text (failure != NULL ? parvis_failure_get_sentence (failure) : "", -1);
}

static char *
banner_cb (GObject       *object,
           ParvisFailure *failure,
           GDateTime     *updated_at)
{
  g_autofree char *age = NULL;

  if (failure == NULL)
    return g_strdup ("");
  if (updated_at == NULL)
    return g_strdup (parvis_failure_get_title (failure));

  age = parvis_format_age (updated_at);
  /* Translators: what failed, and when the figures on the page were read: the time of day, with a
   * date if that is not today. */
  return g_strdup_printf (_("%s. These are the figures of %s."),
                          parvis_failure_get_title (failure), age);
}

static gboolean
shows_banner_cb (GObject       *object,
                 ParvisFailure *failure,
                 guint          n_items)
{
  return failure != NULL && n_items > 0;
}

static char *
way_out_label_cb (GObject       *object,
                  ParvisFailure *failure)
{
  if (failure != NULL && parvis_failure_needs_sign_in (failure))
    return g_strdup (_("Sign In Again"));

  return g_strdup (_("Try Again"));
}

static char *
way_out_cb (GObject       *object,
            ParvisFailure *failure)
{
  if (failure != NULL && parvis_failure_needs_sign_in (failure))
    return g_strdup ("win.sign-in-again");

  return g_strdup ("win.refresh");
}

/**
 * parvis_failure_words_bind:
 * @widget_class: a class with a template, in its class_init
 *
 * Makes the closures known to the template under their short names, as in `$banner`.
 */
void
parvis_failure_words_bind (GtkWidgetClass *widget_class)
{
  static const struct { const char *name; GCallback function; } closures[] = {
    { "has_failure", G_CALLBACK (has_failure_cb) },
    { "failure_icon", G_CALLBACK (icon_cb) },
    { "failure_sentence", G_CALLBACK (sentence_cb) },
    { "failure_title_markup", G_CALLBACK (title_markup_cb) },
    { "failure_text_markup", G_CALLBACK (text_markup_cb) },
    { "banner", G_CALLBACK (banner_cb) },
    { "shows_banner", G_CALLBACK (shows_banner_cb) },
    { "way_out_label", G_CALLBACK (way_out_label_cb) },
    { "way_out", G_CALLBACK (way_out_cb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].function);
}
