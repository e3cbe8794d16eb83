#include "config.h"

#include "parvis-participant-values.h"

#include "weez-participant.h"

static const char * const column_names[PARVIS_PARTICIPANT_N_COLUMNS] = {
  [PARVIS_PARTICIPANT_ID] = "id",
  [PARVIS_PARTICIPANT_ID_EVENT] = "id_event",
  [PARVIS_PARTICIPANT_ID_TICKET] = "id_ticket",
  [PARVIS_PARTICIPANT_DELETED] = "deleted",
  [PARVIS_PARTICIPANT_REFUND] = "refund",
  [PARVIS_PARTICIPANT_PAID] = "paid",
  [PARVIS_PARTICIPANT_CREATE_DATE] = "create_date",
  [PARVIS_PARTICIPANT_CONTROL_STATUS] = "control_status",
  [PARVIS_PARTICIPANT_SCAN_DATE] = "scan_date",
  [PARVIS_PARTICIPANT_FIRST_NAME] = "first_name",
  [PARVIS_PARTICIPANT_LAST_NAME] = "last_name",
};

/* What a search looks at: a change of one of them means to index again. */
static const char * const searched[] = {
  "first_name", "last_name", "email", "barcode", "id_weez_ticket", "transaction_reference",
  "id_transaction", "code_member", "promo_code", "answers", "buyer_first_name", "buyer_last_name",
  "buyer_email", "buyer_answers",
};

/* What makes a correction, where nothing else of the row says so. */
static const char * const corrected[] = {
  "first_name", "last_name", "email", "answers", "buyer_first_name", "buyer_last_name",
  "buyer_email", "buyer_answers", "comment", "owner_comment", "barcode", "code_member", "id_date",
};

/* Where the columns named above stand in the table. */
static const guint *
get_columns (void)
{
  static guint columns[PARVIS_PARTICIPANT_N_COLUMNS];
  static gsize known;

  if (g_once_init_enter (&known))
    {
      for (guint i = 0; i < PARVIS_PARTICIPANT_N_COLUMNS; i++)
        columns[i] = parvis_table_find (parvis_table_get (WEEZ_TYPE_PARTICIPANT), column_names[i]);
      g_once_init_leave (&known, 1);
    }

  return columns;
}

/**
 * parvis_participant_value:
 * @values: one for each column of a participant
 * @column: which
 *
 * Returns: (transfer none): its value
 */
const WeezValue *
parvis_participant_value (const WeezValue         *values,
                          ParvisParticipantColumn  column)
{
  return &values[get_columns ()[column]];
}

/**
 * parvis_participant_text:
 * @values: one for each column of a participant
 * @column: a text or an id
 *
 * Returns: (transfer none) (nullable): what it holds
 */
const char *
parvis_participant_text (const WeezValue         *values,
                         ParvisParticipantColumn  column)
{
  const WeezValue *value = parvis_participant_value (values, column);

  return value->type == WEEZ_VALUE_TEXT ? value->text : NULL;
}

/**
 * parvis_participant_flag:
 * @values: one for each column of a participant
 * @column: a flag
 *
 * Returns: whether it is set
 */
gboolean
parvis_participant_flag (const WeezValue         *values,
                         ParvisParticipantColumn  column)
{
  const WeezValue *value = parvis_participant_value (values, column);

  return value->type == WEEZ_VALUE_INTEGER && value->integer != 0;
}

/**
 * parvis_participant_is_scanned:
 * @values: one for each column of a participant
 *
 * Returns: whether the participant was scanned, in or out
 */
gboolean
parvis_participant_is_scanned (const WeezValue *values)
{
  const char *status = parvis_participant_text (values, PARVIS_PARTICIPANT_CONTROL_STATUS);

  return status != NULL && *status != '\0' && !g_str_equal (status, "0");
}

static gboolean
differ (const WeezValue    *was,
        const WeezValue    *now,
        const char * const *names,
        guint               n_names)
{
  const ParvisTable *table = parvis_table_get (WEEZ_TYPE_PARTICIPANT);

  for (guint i = 0; i < n_names; i++)
    {
      guint column = parvis_table_find (table, names[i]);

      if (!weez_value_equal (&was[column], &now[column]))
        return TRUE;
    }

  return FALSE;
}

/**
 * parvis_participant_is_found_anew:
 * @was: one for each column of a participant
 * @now: the same, later
 *
 * Returns: whether what a search looks at is not as it was
 */
gboolean
parvis_participant_is_found_anew (const WeezValue *was,
                                  const WeezValue *now)
{
  return differ (was, now, searched, G_N_ELEMENTS (searched));
}

/**
 * parvis_participant_is_corrected:
 * @was: one for each column of a participant
 * @now: the same, later
 *
 * Returns: whether somebody corrected who the participant is
 */
gboolean
parvis_participant_is_corrected (const WeezValue *was,
                                 const WeezValue *now)
{
  return differ (was, now, corrected, G_N_ELEMENTS (corrected));
}

/**
 * parvis_participant_get_day:
 * @values: one for each column of a participant
 * @zone: the account's
 *
 * Returns: the julian day of the order in that zone, 0 where it is not known
 */
gint64
parvis_participant_get_day (const WeezValue *values,
                            GTimeZone       *zone)
{
  const WeezValue *created = parvis_participant_value (values, PARVIS_PARTICIPANT_CREATE_DATE);
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) local = NULL;
  GDate date;
  int year, month, day;

  if (created->type != WEEZ_VALUE_INTEGER ||
      (utc = g_date_time_new_from_unix_utc (created->integer)) == NULL)
    return 0;

  local = g_date_time_to_timezone (utc, zone);
  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return g_date_get_julian (&date);
}
