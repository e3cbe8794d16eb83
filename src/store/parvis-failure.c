#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libdex.h>
#include <libsecret/secret.h>
#include <string.h>

#include "parvis-failure.h"

#include "parvis-store-error.h"

struct _ParvisFailure
{
  GObject     parent_instance;
  const char *title;
  char       *sentence;
  char       *detail;
  const char *icon_name;
  gboolean    needs_sign_in;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_SENTENCE,
  PROP_DETAIL,
  PROP_ICON_NAME,
} ParvisFailureProperty;

static GParamSpec *props[PROP_ICON_NAME + 1];

G_DEFINE_FINAL_TYPE (ParvisFailure, parvis_failure, G_TYPE_OBJECT)

typedef struct
{
  const char *title;
  const char *sentence;
  const char *icon_name;
  gboolean    needs_sign_in;
} Words;

static const Words weez_words[] = {
  [WEEZ_ERROR_OFFLINE] = {
    N_("No Network"),
    N_("This computer is not connected to a network."),
    "network-offline-symbolic",
  },
  [WEEZ_ERROR_UNREACHABLE] = {
    N_("Service Not Reachable"),
    N_("The Weezevent service did not answer. Try again in a moment."),
    "network-error-symbolic",
  },
  [WEEZ_ERROR_TLS] = {
    N_("Connection Not Secure"),
    N_("The service could not prove that it is Weezevent, so nothing was sent to it."),
    "channel-insecure-symbolic",
  },
  [WEEZ_ERROR_REFUSED] = {
    N_("Sign In Again"),
    N_("The Weezevent service does not accept this session any more. Sign in again."),
    "dialog-password-symbolic", TRUE,
  },
  [WEEZ_ERROR_NOT_FOUND] = {
    N_("Not Found"),
    N_("The Weezevent service has nothing under this number or name."),
    "edit-find-symbolic",
  },
  [WEEZ_ERROR_BUSY] = {
    N_("Service Busy"),
    N_("The Weezevent service asks for a pause."),
    "appointment-soon-symbolic",
  },
  [WEEZ_ERROR_SERVER] = {
    N_("Service Failure"),
    N_("The Weezevent service reports a failure of its own. Nothing was changed."),
    "dialog-warning-symbolic",
  },
  [WEEZ_ERROR_NOT_UNDERSTOOD] = {
    N_("Answer Not Understood"),
    N_("The answer of the service is cut or is not of the expected form. Nothing was changed."),
    "dialog-question-symbolic",
  },
  [WEEZ_ERROR_TOO_LARGE] = {
    N_("Answer Too Large"),
    N_("The answer of the service is larger than Parvis reads at once. Ask for less."),
    "drive-harddisk-symbolic",
  },
  [WEEZ_ERROR_CANCELLED] = {
    N_("Cancelled"),
    N_("The request was stopped before its end."),
    "process-stop-symbolic",
  },
};

static const Words wrong_login = {
  N_("Wrong Username or Password"),
  N_("The Weezevent service does not accept this username and password."),
  "dialog-password-symbolic", TRUE,
};

static const Words wrong_key = {
  N_("Wrong API Key"),
  N_("The Weezevent service does not accept this API key."),
  "dialog-password-symbolic", TRUE,
};

static const Words too_many_tries = {
  N_("Too Many Tries"),
  N_("The Weezevent service has closed sign-in for a while."),
  "appointment-soon-symbolic",
};

static const Words redirect = {
  N_("Sent Elsewhere"),
  N_("The service points to another address, where Parvis does not take your account."),
  "mail-forward-symbolic",
};

static const Words web_page = {
  N_("A Web Page Answered"),
  N_("A web page came in place of the service’s answer. "
     "If this network asks you to sign in, do so in a browser first."),
  "network-wireless-signal-none-symbolic",
};

static const Words proxy = {
  N_("Proxy Needs a Password"),
  N_("The proxy of this network asks for a password, and Parvis has none for it."),
  "network-server-symbolic",
};

static const Words not_signed_in = {
  N_("Not Signed In"),
  N_("No account is kept for this service. Sign in first."),
  "avatar-default-symbolic", TRUE,
};

static const Words account_not_readable = {
  N_("Account Not Readable"),
  N_("What was kept of the account cannot be read. Sign in again."),
  "dialog-password-symbolic", TRUE,
};

static const Words keyring_locked = {
  N_("Keyring Locked"),
  N_("The keyring is locked. Unlock it and try again."),
  "system-lock-screen-symbolic",
};

static const Words keyring_absent = {
  N_("No Keyring"),
  N_("The keyring of this computer does not answer, so the account cannot be kept in it."),
  "dialog-password-symbolic",
};

static const Words disk_full = {
  N_("Disk Full"),
  N_("There is no space left on the disk. Make room and try again."),
  "drive-harddisk-symbolic",
};

static const Words store_words[] = {
  [PARVIS_STORE_ERROR_FULL] = {
    N_("Disk Full"),
    N_("There is no space left on the disk. What is shown is still there; make room and "
       "try again."),
    "drive-harddisk-symbolic",
  },
  [PARVIS_STORE_ERROR_READ_ONLY] = {
    N_("Store Not Writable"),
    N_("The folder where Parvis keeps your data cannot be written, so nothing new is kept."),
    "changes-prevent-symbolic",
  },
  [PARVIS_STORE_ERROR_NEWER] = {
    N_("Made by a Newer Parvis"),
    N_("A newer version of Parvis made this store. Here it can only be looked at; update Parvis."),
    "software-update-available-symbolic",
  },
  [PARVIS_STORE_ERROR_DAMAGED] = {
    N_("Store Damaged"),
    N_("The data kept on this computer is damaged. Close Parvis everywhere and start it again: "
       "the damaged file is set aside, your notes come back and the rest is read again."),
    "dialog-warning-symbolic",
  },
  [PARVIS_STORE_ERROR_FOREIGN] = {
    N_("Store of Another Account"),
    N_("The store in this place belongs to another account. Nothing in it was changed."),
    "avatar-default-symbolic",
  },
  [PARVIS_STORE_ERROR_BUSY] = {
    N_("Store in Use"),
    N_("Another Parvis is using the store. Wait until it is done and try again."),
    "appointment-soon-symbolic",
  },
  [PARVIS_STORE_ERROR_TAKEN] = {
    N_("Another Parvis Is Asking"),
    N_("Another Parvis has been asking the service for this account for very long. Close it, or "
       "try again in a moment."),
    "appointment-soon-symbolic",
  },
  [PARVIS_STORE_ERROR_FAILED] = {
    N_("Store Not Working"),
    N_("The data kept on this computer could not be read or written. Nothing was removed."),
    "drive-harddisk-symbolic",
  },
};

static const Words not_allowed = {
  N_("Not Allowed"),
  N_("This file or folder cannot be used with your permissions."),
  "changes-prevent-symbolic",
};

static const Words unknown = {
  N_("Something Went Wrong"),
  N_("This did not work, for a reason that Parvis does not know."),
  "dialog-error-symbolic",
};

/* The service has no code that tells a wrong key from a wrong password; its words do. */
static gboolean
mentions_key (const char *detail)
{
  static const char * const spellings[] = {
    "api key", "api_key", "apikey", "api-key", "clé api", "clé d’api", "clé d'api",
  };
  g_autofree char *folded = g_utf8_strdown (detail != NULL ? detail : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (strstr (folded, spellings[i]) != NULL)
      return TRUE;

  return FALSE;
}

static const Words *
words_for_service (const GError *error,
                   ParvisTask    task)
{
  if (weez_error_get_web_page (error))
    return &web_page;

  if (weez_error_get_status (error) == 407)
    return &proxy;

  if (weez_error_get_status (error) / 100 == 3)
    return &redirect;

  if (error->code == WEEZ_ERROR_REFUSED && mentions_key (weez_error_get_detail (error)))
    return &wrong_key;

  if (task == PARVIS_TASK_SIGN_IN && error->code == WEEZ_ERROR_REFUSED)
    return &wrong_login;

  if (task == PARVIS_TASK_SIGN_IN && weez_error_get_status (error) == 429)
    return &too_many_tries;

  if (error->code < 0 || error->code >= (int) G_N_ELEMENTS (weez_words))
    return &unknown;

  return &weez_words[error->code];
}

static const Words *
words_for_gio (const GError *error,
               ParvisTask    task)
{
  switch (error->code)
    {
    case G_IO_ERROR_CANCELLED:
      return &weez_words[WEEZ_ERROR_CANCELLED];

    case G_IO_ERROR_NO_SPACE:
      return &disk_full;

    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
    case G_IO_ERROR_NOT_REGULAR_FILE:
      return &not_allowed;

    case G_IO_ERROR_NOT_FOUND:
      return task == PARVIS_TASK_KEEP_SECRET ? &not_signed_in : &unknown;

    case G_IO_ERROR_INVALID_DATA:
      return task == PARVIS_TASK_KEEP_SECRET ? &account_not_readable : &unknown;

    default:
      return task == PARVIS_TASK_KEEP_SECRET ? &keyring_absent : &unknown;
    }
}

static const Words *
words_for_store (const GError *error)
{
  if (error->code < 0 || error->code >= (int) G_N_ELEMENTS (store_words))
    return &unknown;

  return &store_words[error->code];
}

static const Words *
words_for (const GError *error,
           ParvisTask    task)
{
  if (error->domain == WEEZ_ERROR)
    return words_for_service (error, task);

  if (error->domain == PARVIS_STORE_ERROR)
    return words_for_store (error);

  if (g_error_matches (error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED))
    return &weez_words[WEEZ_ERROR_CANCELLED];

  if (error->domain == G_IO_ERROR)
    return words_for_gio (error, task);

  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return &keyring_locked;

  return task == PARVIS_TASK_KEEP_SECRET ? &keyring_absent : &unknown;
}

static char *
dup_retry_time (gint64 seconds)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) time = NULL;

  if (seconds < 0)
    return g_strdup (_("Try again in a few minutes."));

  /* Rounded up: a minute early would be refused again. */
  time = g_date_time_add_seconds (now, MIN (seconds, G_MAXINT32) + 59);

  if (seconds < 20 * 60 * 60)
    {
      g_autofree char *hour = g_date_time_format (time, "%H:%M");

      /* Translators: %s is an hour as in 14:05. */
      return g_strdup_printf (_("Try again at %s."), hour);
    }
  else
    {
      g_autofree char *day = g_date_time_format (time, "%x");

      /* Translators: %s is a date. */
      return g_strdup_printf (_("Try again on %s."), day);
    }
}

static void
parvis_failure_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ParvisFailure *self = PARVIS_FAILURE (object);

  switch ((ParvisFailureProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;

    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;

    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parvis_failure_finalize (GObject *object)
{
  ParvisFailure *self = PARVIS_FAILURE (object);

  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->detail, g_free);

  G_OBJECT_CLASS (parvis_failure_parent_class)->finalize (object);
}

static void
parvis_failure_class_init (ParvisFailureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_failure_get_property;
  object_class->finalize = parvis_failure_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  props[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
parvis_failure_init (ParvisFailure *self)
{
}

/**
 * parvis_failure_new:
 * @error: what happened
 * @task: what was being done
 *
 * The text of @error itself is for the log and does not come through; what the service said does.
 *
 * Returns: (transfer full): words for a person, in their language, without markup
 */
ParvisFailure *
parvis_failure_new (const GError *error,
                    ParvisTask    task)
{
  ParvisFailure *self;
  const Words *words;

  g_return_val_if_fail (error != NULL, NULL);

  self = g_object_new (PARVIS_TYPE_FAILURE, NULL);
  words = words_for (error, task);

  self->title = _(words->title);
  self->icon_name = words->icon_name;
  self->needs_sign_in = words->needs_sign_in;
  self->detail = g_strdup (weez_error_get_detail (error));

  if (words == &too_many_tries || words == &weez_words[WEEZ_ERROR_BUSY])
    {
      g_autofree char *retry = dup_retry_time (weez_error_get_retry_after (error));

      self->sentence = g_strconcat (_(words->sentence), " ", retry, NULL);
    }
  else
    self->sentence = g_strdup (_(words->sentence));

  return self;
}

/**
 * parvis_failure_get_title:
 * @self: a failure
 *
 * Returns: (transfer none): a few words in header capitals
 */
const char *
parvis_failure_get_title (ParvisFailure *self)
{
  g_return_val_if_fail (PARVIS_IS_FAILURE (self), NULL);

  return self->title;
}

/**
 * parvis_failure_get_sentence:
 * @self: a failure
 *
 * Returns: (transfer none): what did not work and what to do, plain text
 */
const char *
parvis_failure_get_sentence (ParvisFailure *self)
{
  g_return_val_if_fail (PARVIS_IS_FAILURE (self), NULL);

  return self->sentence;
}

/**
 * parvis_failure_get_detail:
 * @self: a failure
 *
 * Returns: (transfer none) (nullable): the service's own words, one line of plain text
 */
const char *
parvis_failure_get_detail (ParvisFailure *self)
{
  g_return_val_if_fail (PARVIS_IS_FAILURE (self), NULL);

  return self->detail;
}

/**
 * parvis_failure_get_icon_name:
 * @self: a failure
 *
 * Returns: (transfer none): the name of a symbolic icon
 */
const char *
parvis_failure_get_icon_name (ParvisFailure *self)
{
  g_return_val_if_fail (PARVIS_IS_FAILURE (self), NULL);

  return self->icon_name;
}

/**
 * parvis_failure_needs_sign_in:
 * @self: a failure
 *
 * Returns: whether only signing in can help
 */
gboolean
parvis_failure_needs_sign_in (ParvisFailure *self)
{
  g_return_val_if_fail (PARVIS_IS_FAILURE (self), FALSE);

  return self->needs_sign_in;
}
