#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARVIS_RICH_PARAGRAPH,
  PARVIS_RICH_HEADING,
  PARVIS_RICH_ITEM,
  PARVIS_RICH_QUOTE,
} ParvisRichKind;

/**
 * ParvisRichBlock:
 * @kind: how it is laid out
 * @depth: of an item: in how many lists it is, from 1
 * @number: of an item: its number, or 0 where the list has none
 * @markup: for a label: text with <b>, <i>, <small> and <a href>
 *
 * A piece of text with a line to itself.
 */
typedef struct
{
  ParvisRichKind  kind;
  guint           depth;
  guint           number;
  char           *markup;
} ParvisRichBlock;

GPtrArray *parvis_rich_text_new (const char *html);

G_END_DECLS
