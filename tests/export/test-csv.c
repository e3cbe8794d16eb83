#include "parvis-csv.h"

typedef struct
{
  GOutputStream *stream;
  ParvisCsv     *csv;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->stream = g_memory_output_stream_new_resizable ();
  fixture->csv = parvis_csv_new (fixture->stream);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->csv);
  g_object_unref (fixture->stream);
}

static void
end_row (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (parvis_csv_end_row (fixture->csv, NULL, &error));
  g_assert_no_error (error);
}

static char *
dup_written (Fixture *fixture)
{
  GMemoryOutputStream *stream = G_MEMORY_OUTPUT_STREAM (fixture->stream);

  return g_strndup (g_memory_output_stream_get_data (stream),
                    g_memory_output_stream_get_data_size (stream));
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *written = NULL;

  parvis_csv_add_text (fixture->csv, "id");
  parvis_csv_add_text (fixture->csv, "name");
  parvis_csv_add_text (fixture->csv, NULL);
  end_row (fixture);
  parvis_csv_add_number (fixture->csv, "-4.5");
  parvis_csv_add_text (fixture->csv, "Noël, \"le grand\"");
  parvis_csv_add_text (fixture->csv, "two\nlines");
  end_row (fixture);
  parvis_csv_add_text (fixture->csv, " edge ");
  parvis_csv_add_number (fixture->csv, NULL);
  end_row (fixture);

  written = dup_written (fixture);
  g_assert_cmpstr (written, ==,
                   "id,name,\r\n"
                   "-4.5,\"Noël, \"\"le grand\"\"\",\"two\nlines\"\r\n"
                   "\" edge \",\r\n");
}

/* What a spreadsheet would run, each as the cell that it must become. */
static void
test_formulas (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *text; const char *cell; } payloads[] = {
    { "=1+1", "'=1+1" },
    { "+33 6 12 34 56 78", "'+33 6 12 34 56 78" },
    { "-1", "'-1" },
    { "-2+3", "'-2+3" },
    { "@SUM(A1:A9)", "'@SUM(A1:A9)" },
    { "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0" },
    { "=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"" },
    { "  =1", "\"'  =1\"" },
    { "\u00a0=1", "'\u00a0=1" },
    { "\t=1", "'\t=1" },
    { "\tx", "'\tx" },
    { "\rx", "\"'\rx\"" },
    { "\nx", "\"'\nx\"" },
    { "\ufeff=1", "'\ufeff=1" },
    { "\u200b=1", "'\u200b=1" },
    { "\u202e=1", "'\u202e=1" },
    { "\"=1\"", "\"'\"\"=1\"\"\"" },
    { "'=1", "''=1" },
    { "\uff1d1+1", "'\uff1d1+1" },
    { "\uff0b1", "'\uff0b1" },
    { "\uff0d1", "'\uff0d1" },
    { "\uff20A", "'\uff20A" },
    { "\u22121", "'\u22121" },
    { "\x01=1", "'=1" },
    { "\x1b[31m=1", "[31m=1" },
    { "\xc2\x9b=1", "'=1" },
    { "=\x7f" "1", "'=1" },
    { "=1,2", "\"'=1,2\"" },
    { "\xff=1", "\ufffd=1" },
    { "a=1", "a=1" },
    { "1-2", "1-2" },
    { "ĉ=", "ĉ=" },
    { "ĊX", "ĊX" },
    { "jean@example.org", "jean@example.org" },
    { "C15E265226O63029", "C15E265226O63029" },
    { "'tis", "'tis" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *written = NULL;
      g_autofree char *expected = g_strconcat (payloads[i].cell, "\r\n", NULL);

      tear_down (fixture, NULL);
      set_up (fixture, NULL);
      parvis_csv_add_text (fixture->csv, payloads[i].text);
      end_row (fixture);

      written = dup_written (fixture);
      g_assert_cmpstr (written, ==, expected);
    }
}

/* A number is what Parvis wrote, whoever claims to have one. */
static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *written = NULL;

  parvis_csv_add_number (fixture->csv, "-12");
  parvis_csv_add_number (fixture->csv, "9.99");
  parvis_csv_add_number (fixture->csv, "1e-05");
  parvis_csv_add_number (fixture->csv, "-2+3");
  parvis_csv_add_number (fixture->csv, "=1");
  end_row (fixture);

  written = dup_written (fixture);
  g_assert_cmpstr (written, ==, "-12,9.99,1e-05,'-2+3,'=1\r\n");
}

static void
test_stream_fails (void)
{
  char small[8];
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new (small, sizeof small, NULL, NULL);
  g_autoptr(ParvisCsv) csv = parvis_csv_new (stream);
  g_autoptr(GError) error = NULL;

  parvis_csv_add_text (csv, "more than eight bytes");
  g_assert_false (parvis_csv_end_row (csv, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/csv/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/csv/formulas", Fixture, NULL, set_up, test_formulas, tear_down);
  g_test_add ("/csv/numbers", Fixture, NULL, set_up, test_numbers, tear_down);
  g_test_add_func ("/csv/stream-fails", test_stream_fails);

  return g_test_run ();
}
