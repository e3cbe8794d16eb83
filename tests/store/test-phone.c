#include <sqlite3.h>

#include "parvis-search-private.h"

/* Telephone numbers as they are answered, and as they are looked for. */

static const struct
{
  const char *answer;
  const char *typed;
  gboolean    found;
} numbers[] = {
  /* The same number with a country and without. */
  { "06 98 76 54 20", "+33698765420", TRUE }, { "06 98 76 54 20", "+33 6 98 76 54 20", TRUE },
  { "0698765421", "+33698765421", TRUE }, { "0698765421", "+33 6 98 76 54 21", TRUE },
  { "+33698765421", "33698765421", TRUE }, { "0698765421", "0033 6 98 76 54 21", TRUE },
  { "0698765421", "0033698765421", TRUE }, { "0698765421", "+33 (0)6 98 76 54 21", TRUE },
  { "06.98.76.54.22", "+33 (0) 6.98.76", TRUE }, { "06.98.76.54.22", "+33698", TRUE },
  { "+33 (0)6 98 76 54 23", "+33698765423", TRUE }, { "+33698765424", "06 98 76 54 24", TRUE },
  { "0033698765425", "+33 6 98 76 54 25", TRUE }, { "01 98 76 54 26", "+33 1 98 76 54 26", TRUE },
  { "06 98 76 54 27", "martin +33 6 98 76 54 27", TRUE },
  { "06 98 76 54 28 07 11 22 33 77", "+33711223377", TRUE },
  { "06 98 76 54 29", "+32698765429", FALSE }, { "06 98 76 54 29", "+44 698765429", FALSE },
  { "+44 20 7946 0958", "442079460958", TRUE }, { "+44 20 7946 0958", "02079460958", TRUE },
  { "+44 20 7946 0959", "020 7946 0959", TRUE }, { "+442079460960", "020 7946 0960", TRUE },
  { "+44 (0)20 7946 0961", "+442079460961", TRUE },
  { "+44 (0)20 7946 0961", "+44 (0)20 7946 0961", TRUE },
  { "+44 20 7946 0962", "+44 (0)20 7946 0962", TRUE },
  { "0044 20 7946 0963", "+442079460963", TRUE }, { "0044 20 7946 0963", "02079460963", TRUE },
  { "0044 20 7946 0963", "00442079460963", TRUE },
  { "+44 20 7946 0964", "0044 20 7946 0964", TRUE },
  { "020 7946 0965", "+442079460965", FALSE },
  { "+32 475 98 76 01", "0475 98 76 01", TRUE }, { "0475 98 76 02", "+32475987602", FALSE },
  { "+212 6 98 76 54 03", "0698765403", TRUE }, { "+41 79 987 65 04", "079 987 65 04", TRUE },
  { "+39 06 9876 5405", "0698765405", TRUE }, { "+39 06 9876 5405", "+390698765405", TRUE },
  { "+39 06 9876 5405", "+39698765405", FALSE },
  { "+34 612 98 76 06", "0612987606", FALSE }, { "+1 212 987 6507", "02129876507", FALSE },
  { "0034 612 98 76 08", "+34612987608", TRUE },
  /* None that a country could be put before. */
  { "3760098765432", "+33760098765432", FALSE }, { "0098765432109", "+98765432109", FALSE },
  { "09876543210", "+339876543210", FALSE },
  { "A0698765431", "+33698765431", FALSE },
  { "01/02/2024 10:30", "+33102202410", FALSE }, { "01/02/2024 10:30", "0102202410", FALSE },
  { "2024-02-01 10 h", "2024020110", FALSE }, { "1/2/2024", "122024", FALSE },
  { "01 234 567,89", "+33123456789", FALSE }, { "06.98 € + 76.54 €", "+3306987654", FALSE },
  { "33 698 765", "0698765", FALSE },
};

/* Somebody named Martin who gave one answer. */
static ParvisIndexRow *
make_row (sqlite3    *handle,
          const char *answer)
{
  ParvisIndexRow *row = parvis_index_row_new ();
  sqlite3_stmt *statement;

  sqlite3_prepare_v2 (handle, "SELECT 1 AS ord, 1 AS event, NULL AS first_name,"
                      " 'Martin' AS last_name, NULL AS email, NULL AS buyer_first_name,"
                      " NULL AS buyer_last_name, NULL AS buyer_email, NULL AS barcode,"
                      " NULL AS id_weez_ticket, NULL AS transaction_reference,"
                      " NULL AS id_transaction, NULL AS code_member, NULL AS promo_code,"
                      " json_array (json_array (7, ?1)) AS answers, NULL AS buyer_answers",
                      -1, &statement, NULL);
  sqlite3_bind_text (statement, 1, answer, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  parvis_index_row_read (row, statement, 0);
  sqlite3_finalize (statement);

  return row;
}

static void
test_numbers (void)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (":memory:", &handle), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr(ParvisIndexRow) row = make_row (handle, numbers[i].answer);
      g_autoptr(ParvisSearch) search = parvis_search_new (numbers[i].typed);

      if (parvis_search_matches (search, row) != numbers[i].found)
        {
          g_test_message ("“%s” %s “%s”", numbers[i].typed,
                          numbers[i].found ? "did not find" : "found", numbers[i].answer);
          g_test_fail ();
        }
    }
  sqlite3_close (handle);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/phone/numbers", test_numbers);

  return g_test_run ();
}
