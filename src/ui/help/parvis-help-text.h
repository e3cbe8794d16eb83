#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ParvisHelpKind:
 * @PARVIS_HELP_HEADING: the title of a section
 * @PARVIS_HELP_PARAGRAPH: a paragraph
 * @PARVIS_HELP_NOTE: a paragraph that stands out
 * @PARVIS_HELP_ITEM: one of a list
 * @PARVIS_HELP_STEP: one of a list with numbers
 * @PARVIS_HELP_ROW: a row of a table with two columns
 *
 * What a block of a page of the help is.
 */
typedef enum
{
  PARVIS_HELP_HEADING,
  PARVIS_HELP_PARAGRAPH,
  PARVIS_HELP_NOTE,
  PARVIS_HELP_ITEM,
  PARVIS_HELP_STEP,
  PARVIS_HELP_ROW,
} ParvisHelpKind;

typedef struct
{
  ParvisHelpKind  kind;
  guint           number;    /* of a step, from 1 on */
  char           *markup;    /* for Pango */
  char           *second;    /* the other column of a row */
} ParvisHelpBlock;

#define PARVIS_TYPE_HELP_TEXT (parvis_help_text_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHelpText, parvis_help_text, PARVIS, HELP_TEXT, GObject)

/* A page of the help, in the part of Mallard that ours are written in. `name` is that of its file,
 * `place` puts it among the others, `guides` and `links` are names of pages: those that list this
 * one, and those to look at as well. `blocks` are ParvisHelpBlock. It does not change. */
struct _ParvisHelpText
{
  GObject    parent_instance;
  char      *name;
  char      *title;
  char      *description;
  char      *place;
  GPtrArray *guides;
  GPtrArray *links;
  GPtrArray *blocks;
};

ParvisHelpText *parvis_help_text_parse      (const char  *name,
                                             const char  *page,
                                             gssize       length,
                                             GError     **error);
ParvisHelpText *parvis_help_text_load       (const char  *name,
                                             GError     **error);
GPtrArray      *parvis_help_text_load_below (const char  *name);

G_END_DECLS
