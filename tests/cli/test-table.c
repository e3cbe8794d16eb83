#include "cli-table.h"

static void
test_widths (void)
{
  g_autoptr(CliTable) table = cli_table_new (3);
  g_autofree char *text = NULL;

  cli_table_add (table, "Name", FALSE);
  cli_table_add (table, "Sold", TRUE);
  cli_table_add (table, "Place", FALSE);
  cli_table_add (table, "東京", FALSE);
  cli_table_add (table, "7", TRUE);
  cli_table_add (table, NULL, FALSE);
  cli_table_add (table, "e\u0301te\u0301", FALSE);
  cli_table_add (table, "12345", TRUE);
  cli_table_add (table, "Lyon", FALSE);

  text = cli_table_to_text (table);
  g_assert_cmpstr (text, ==,
                   "Name   Sold  Place\n"
                   "東京      7\n"
                   "e\u0301te\u0301   12345  Lyon\n");
}

/* A name is text, whatever a terminal would make of it. */
static void
test_hostile (void)
{
  g_autoptr(CliTable) table = cli_table_new (1);
  g_autofree char *text = NULL;

  cli_table_add (table,
                 "\x1b]0;title\x07" "a\xc2\x9b" "2Jb\r\nc"
                 "\td\u202ee\u200b" "f\u2028g\x7f\xff.", FALSE);

  text = cli_table_to_text (table);
  g_assert_cmpstr (text, ==, " ]0;title a 2Jb  c def g \ufffd.\n");
}

/* Pages stand under one another, once it is known how wide they are. */
static void
test_pages (void)
{
  g_autoptr(CliTable) table = cli_table_new (2);
  g_autofree char *measured = NULL;
  g_autofree char *first = NULL;
  g_autofree char *none = NULL;

  cli_table_add (table, "long name", FALSE);
  cli_table_add (table, "1", TRUE);
  measured = cli_table_take_text (table);

  cli_table_add (table, "a", FALSE);
  cli_table_add (table, "b", TRUE);
  first = cli_table_take_text (table);
  none = cli_table_take_text (table);

  g_assert_cmpstr (measured, ==, "long name  1\n");
  g_assert_cmpstr (first, ==, "a          b\n");
  g_assert_cmpstr (none, ==, "");
}

static void
test_empty (void)
{
  g_autoptr(CliTable) table = cli_table_new (2);
  g_autofree char *text = cli_table_to_text (table);

  g_assert_cmpstr (text, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/table/widths", test_widths);
  g_test_add_func ("/table/hostile", test_hostile);
  g_test_add_func ("/table/pages", test_pages);
  g_test_add_func ("/table/empty", test_empty);

  return g_test_run ();
}
