#include "config.h"

#include "parvis-participant-copier.h"

#include <glib/gi18n-lib.h>

#include "parvis-failure.h"
#include "parvis-participant-mail.h"
#include "parvis-participant-marker.h"
#include "parvis-weak.h"

struct _ParvisParticipantCopier
{
  GObject                   parent_instance;
  GtkWidget                *page;        /* weak */
  ParvisStore              *store;
  ParvisRecordList         *list;
  GtkSelectionModel        *selection;
  ParvisParticipantColumns *columns;
  guint                     n_rows;      /* that are being read */
  char                    **receivers;   /* of the letter */
  guint                     n_others;    /* whom it cannot reach */
  DexFuture                *reading;
  DexFuture                *writing;
};

G_DEFINE_FINAL_TYPE (ParvisParticipantCopier, parvis_participant_copier, G_TYPE_OBJECT)

static guint said_signal;

static void
say (ParvisParticipantCopier *self,
     const char              *words)
{
  g_signal_emit (self, said_signal, 0, words);
}

/* Gives the text that was read, or says why there is none. */
static const char *
get_text (ParvisParticipantCopier *self,
          DexFuture               *completed)
{
  g_autoptr(ParvisFailure) failure = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (value != NULL)
    return g_value_get_string (value);

  failure = parvis_failure_new (error, PARVIS_TASK_READ);
  say (self, parvis_failure_get_sentence (failure));

  return NULL;
}

static void
copy_text (ParvisParticipantCopier *self,
           const char              *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), text);
}

static GArray *
dup_keys (ParvisParticipantCopier *self)
{
  g_autoptr(GtkBitset) rows = gtk_selection_model_get_selection (self->selection);
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint row;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &row); more;
       more = gtk_bitset_iter_next (&iter, &row))
    {
      gint64 key = parvis_record_list_get_key (self->list, row);

      g_array_append_val (keys, key);
    }

  return keys;
}

/* ---- rows ---- */

static DexFuture *
rows_read (DexFuture *completed,
           gpointer   user_data)
{
  g_autoptr(ParvisParticipantCopier) self = parvis_weak_get (user_data);
  const char *text = self != NULL && self->page != NULL ? get_text (self, completed) : NULL;

  if (text != NULL)
    {
      g_autofree char *words = g_strdup_printf (ngettext ("%u row copied", "%u rows copied",
                                                          self->n_rows), self->n_rows);

      copy_text (self, text);
      say (self, words);
    }

  return dex_ref (completed);
}

/* ---- addresses ---- */

static void
put_emails (ParvisParticipantCopier  *self,
            char                    **emails)
{
  g_autofree char *text = g_strjoinv ("\n", emails);

  if (*text != '\0')
    copy_text (self, text);
}

static DexFuture *
emails_read (DexFuture *completed,
             gpointer   user_data)
{
  g_autoptr(ParvisParticipantCopier) self = parvis_weak_get (user_data);
  const char *text = self != NULL && self->page != NULL ? get_text (self, completed) : NULL;
  guint n_without = 0;
  g_auto(GStrv) emails = text != NULL ? parvis_participant_mail_split (text, &n_without) : NULL;

  if (emails != NULL)
    {
      guint n_emails = g_strv_length (emails);
      g_autofree char *words =
        g_strdup_printf (ngettext ("%u e-mail address copied", "%u e-mail addresses copied",
                                   n_emails), n_emails);

      put_emails (self, emails);
      say (self, words);
    }

  return dex_ref (completed);
}

/* ---- a letter ---- */

static DexFuture *
letter_begun (DexFuture *completed,
              gpointer   user_data)
{
  g_autoptr(ParvisParticipantCopier) self = parvis_weak_get (user_data);
  g_autoptr(GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (self == NULL || self->page == NULL ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return dex_ref (completed);

  if (error != NULL)
    {
      put_emails (self, self->receivers);
      say (self, _("No e-mail program could be opened. The addresses are copied."));
    }
  else if (self->n_others > 0)
    {
      g_autofree char *words =
        g_strdup_printf (ngettext ("%u person has no usable e-mail address",
                                   "%u people have no usable e-mail address",
                                   self->n_others), self->n_others);

      say (self, words);
    }

  return dex_ref (completed);
}

static void
begin_letter (ParvisParticipantCopier *self)
{
  guint n_receivers = g_strv_length (self->receivers);
  g_autofree char *words = NULL;

  if (n_receivers == 0)
    {
      say (self, _("None of them has a usable e-mail address"));
    }
  else if (n_receivers > PARVIS_PARTICIPANT_MAIL_MOST)
    {
      words = g_strdup_printf (ngettext ("Too many for one e-mail: %u address copied",
                                         "Too many for one e-mail: %u addresses copied",
                                         n_receivers), n_receivers);
      put_emails (self, self->receivers);
      say (self, words);
    }
  else
    {
      dex_clear (&self->writing);
      self->writing =
        dex_future_finally (parvis_participant_mail_write (
                              self->receivers, GTK_WINDOW (gtk_widget_get_root (self->page))),
                            letter_begun, parvis_weak_new (self), parvis_weak_free);
    }
}

static DexFuture *
receivers_read (DexFuture *completed,
                gpointer   user_data)
{
  g_autoptr(ParvisParticipantCopier) self = parvis_weak_get (user_data);
  const char *text = self != NULL && self->page != NULL ? get_text (self, completed) : NULL;
  g_auto(GStrv) emails = NULL;
  guint n_without;

  if (text == NULL)
    return dex_ref (completed);

  emails = parvis_participant_mail_split (text, &n_without);
  g_strfreev (self->receivers);
  self->receivers = parvis_participant_mail_dup_usable (emails);
  self->n_others = n_without + g_strv_length (emails) - g_strv_length (self->receivers);
  begin_letter (self);

  return dex_ref (completed);
}

static void
read_emails (ParvisParticipantCopier *self,
             DexFutureCallback        callback)
{
  g_autoptr(GArray) keys = dup_keys (self);

  dex_clear (&self->reading);
  self->reading = dex_future_finally (parvis_participant_mail_read (self->store, keys), callback,
                                      parvis_weak_new (self), parvis_weak_free);
}

/* ---- actions ---- */

static void
copy_rows_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  ParvisParticipantCopier *self = user_data;
  g_autoptr(GArray) keys = dup_keys (self);

  if (keys->len == 0)
    return;

  self->n_rows = keys->len;
  dex_clear (&self->reading);
  self->reading = dex_future_finally (parvis_participant_columns_read_text (self->columns, keys),
                                      rows_read, parvis_weak_new (self), parvis_weak_free);
}

static void
copy_emails_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  read_emails (user_data, emails_read);
}

static void
write_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  read_emails (user_data, receivers_read);
}

static void
mark_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ParvisParticipantCopier *self = user_data;
  g_autoptr(GArray) keys = dup_keys (self);

  if (keys->len > 0)
    parvis_participant_marker_ask (self->page, self->store, keys);
}

static void
all_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  gtk_selection_model_select_all (PARVIS_PARTICIPANT_COPIER (user_data)->selection);
}

static void
add_actions (ParvisParticipantCopier *self)
{
  static const GActionEntry entries[] = {
    { .name = "all", .activate = all_action },
    { .name = "copy-emails", .activate = copy_emails_action },
    { .name = "copy-rows", .activate = copy_rows_action },
    { .name = "mark", .activate = mark_action },
    { .name = "write", .activate = write_action },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->page, "selected", G_ACTION_GROUP (group));
}

static void
parvis_participant_copier_dispose (GObject *object)
{
  ParvisParticipantCopier *self = PARVIS_PARTICIPANT_COPIER (object);

  dex_clear (&self->reading);
  dex_clear (&self->writing);
  g_clear_pointer (&self->receivers, g_strfreev);
  if (self->page != NULL)
    gtk_widget_insert_action_group (self->page, "selected", NULL);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->store);
  g_clear_object (&self->list);
  g_clear_object (&self->selection);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (parvis_participant_copier_parent_class)->dispose (object);
}

static void
parvis_participant_copier_class_init (ParvisParticipantCopierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_participant_copier_dispose;

  said_signal = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
parvis_participant_copier_init (ParvisParticipantCopier *self)
{
}

ParvisParticipantCopier *
parvis_participant_copier_new (GtkWidget                *page,
                               ParvisStore              *store,
                               ParvisRecordList         *list,
                               GtkSelectionModel        *selection,
                               ParvisParticipantColumns *columns)
{
  ParvisParticipantCopier *self = g_object_new (PARVIS_TYPE_PARTICIPANT_COPIER, NULL);

  g_set_weak_pointer (&self->page, page);
  self->store = g_object_ref (store);
  self->list = g_object_ref (list);
  self->selection = g_object_ref (selection);
  self->columns = g_object_ref (columns);
  add_actions (self);

  return self;
}

guint
parvis_participant_copier_count (ParvisParticipantCopier *self)
{
  g_autoptr(GtkBitset) rows = gtk_selection_model_get_selection (self->selection);

  return (guint) gtk_bitset_get_size (rows);
}
