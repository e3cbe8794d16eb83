#include "config.h"

#include "parvis-person-file.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "parvis-format.h"
#include "parvis-person-facts.h"
#include "weez-worker.h"

/* A4, in points. */
#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define MARGIN 56
#define LABEL_WIDTH 150
#define LABEL_GAP 12

typedef struct
{
  char *label;      /* null for a line over the whole width */
  char *value;
  int   size;
  int   above;      /* points of room */
  gboolean bold;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->label);
  g_free (line->value);
}

typedef struct
{
  GFile  *file;
  char   *title;
  GArray *lines;
  char   *json;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->file);
  g_free (job->title);
  g_clear_pointer (&job->lines, g_array_unref);
  g_free (job->json);
  g_free (job);
}

/* ---- the pages ---- */

static PangoLayout *
make_layout (cairo_t    *cr,
             const char *text,
             int         size,
             gboolean    bold,
             double      width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);

  return layout;
}

static int
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

/* A value that is longer than a page is cut into its lines, so that none is lost. */
static double
draw_text (cairo_t     *cr,
           PangoLayout *layout,
           double       x,
           double       y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoRectangle extents;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      if (y + extents.height / (double) PANGO_SCALE > PAGE_HEIGHT - MARGIN)
        {
          cairo_show_page (cr);
          y = MARGIN;
        }
      cairo_move_to (cr, x + extents.x / (double) PANGO_SCALE,
                     y + (pango_layout_iter_get_baseline (iter) - extents.y) /
                         (double) PANGO_SCALE);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
      y += extents.height / (double) PANGO_SCALE;
    }
  while (pango_layout_iter_next_line (iter));

  pango_layout_iter_free (iter);

  return y;
}

static double
draw_line (cairo_t    *cr,
           const Line *line,
           double      y)
{
  double inset = line->label != NULL ? LABEL_WIDTH + LABEL_GAP : 0;
  g_autoptr(PangoLayout) value = make_layout (cr, line->value, line->size, line->bold,
                                              PAGE_WIDTH - 2 * MARGIN - inset);
  double below = y;

  y += line->above;
  if (y + MIN (get_height (value), 3 * line->size) > PAGE_HEIGHT - MARGIN)
    {
      cairo_show_page (cr);
      y = MARGIN;
    }
  if (line->label != NULL)
    {
      g_autoptr(PangoLayout) label = make_layout (cr, line->label, line->size, FALSE,
                                                  LABEL_WIDTH);

      cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
      below = draw_text (cr, label, MARGIN, y);
      cairo_set_source_rgb (cr, 0, 0, 0);
      /* The label went on to another page. */
      if (below < y)
        y = MARGIN;
    }

  return MAX (draw_text (cr, value, MARGIN + inset, y), below);
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw_pages (Job     *job,
            GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, PAGE_WIDTH,
                                                                  PAGE_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  double y = MARGIN;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, job->title);
  for (guint i = 0; i < job->lines->len; i++)
    y = draw_line (cr, &g_array_index (job->lines, Line, i), y);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_byte_array_unref (bytes);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}

/* ---- writing ---- */

static DexFuture *
write_job (gpointer data)
{
  Job *job = data;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  if (job->json != NULL)
    bytes = g_bytes_new_static (job->json, strlen (job->json));
  else
    bytes = draw_pages (job, &error);

  /* Only who asked may read it. */
  if (bytes == NULL ||
      !g_file_replace_contents (job->file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

static void
add_line (GArray     *lines,
          const char *label,
          const char *value,
          int         size,
          int         above,
          gboolean    bold)
{
  Line line = {
    .label = g_strdup (label), .value = g_utf8_make_valid (value, -1), .size = size,
    .above = above, .bold = bold,
  };

  g_array_append_val (lines, line);
}

static void
add_fact_cb (const char *label,
             const char *value,
             gpointer    data)
{
  add_line (data, label, value, 10, 3, FALSE);
}

static Job *
job_new (ParvisPerson *person,
         GFile        *file)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  /* Translators: the title of the file for somebody who asks what is held on them. */
  job->title = g_strdup (_("What Is Held on You"));

  return job;
}

static DexFuture *
run (Job *job)
{
  g_autoptr(WeezWorker) worker = weez_worker_new (1);

  return weez_worker_run (worker, write_job, job, job_free);
}

/**
 * parvis_person_file_write_pdf:
 * @person: everything that is held on somebody
 * @file: where to write it
 *
 * Writes it to be read by people, in a thread of its own.
 *
 * Returns: (transfer full): resolves once it is written; rejects with %G_IO_ERROR
 */
DexFuture *
parvis_person_file_write_pdf (ParvisPerson *person,
                              GFile        *file)
{
  g_autofree char *read_at = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *matched = NULL;
  Job *job;

  g_return_val_if_fail (PARVIS_IS_PERSON (person), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  job = job_new (person, file);
  job->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (job->lines, line_clear);

  read_at = parvis_format_moment_short (person->read_at);
  /* Translators: %s is a date and a time. */
  origin = g_strdup_printf (_("Everything that Parvis holds on this computer, as of %s. It comes "
                              "from the organizer’s account at Weezevent, except what is marked "
                              "as kept on this computer only."), read_at);
  matched = parvis_person_facts_matched (person);
  add_line (job->lines, NULL, job->title, 20, 0, TRUE);
  add_line (job->lines, NULL, person->name, 14, 6, TRUE);
  add_line (job->lines, NULL, person->email != NULL ? person->email : "", 11, 2, FALSE);
  add_line (job->lines, NULL, origin, 10, 8, FALSE);
  add_line (job->lines, NULL, matched, 10, 4, FALSE);
  for (guint i = 0; i < person->tickets->len; i++)
    {
      ParvisHeldTicket *ticket = g_ptr_array_index (person->tickets, i);

      add_line (job->lines, NULL, ticket->event != NULL ? ticket->event : _("Unknown event"), 13,
                20, TRUE);
      parvis_person_facts_tell (ticket, FALSE, add_fact_cb, job->lines);
    }

  return run (job);
}

/**
 * parvis_person_file_write_json:
 * @person: everything that is held on somebody
 * @file: where to write it
 *
 * Writes it to be read by programs, in a thread of its own.
 *
 * Returns: (transfer full): resolves once it is written; rejects with %G_IO_ERROR
 */
DexFuture *
parvis_person_file_write_json (ParvisPerson *person,
                               GFile        *file)
{
  Job *job;

  g_return_val_if_fail (PARVIS_IS_PERSON (person), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  job = job_new (person, file);
  job->json = weez_record_to_json (WEEZ_RECORD (person));

  return run (job);
}
