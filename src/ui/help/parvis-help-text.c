#include "config.h"

#include "parvis-help-text.h"

#include <string.h>

#define FOLDER "/io/github/parvis/Parvis/help"

G_DEFINE_FINAL_TYPE (ParvisHelpText, parvis_help_text, G_TYPE_OBJECT)

typedef struct
{
  ParvisHelpText *text;
  GString        *markup;    /* of the block that is being read; null between blocks */
  guint           section;
  guint           number;
  guint           n_cells;
  gboolean        in_info;
  gboolean        in_item;
  gboolean        in_steps;
  gboolean        in_note;
  gboolean        is_place;
  gboolean        between_keys;
  char           *first_cell;
} Reading;

/* Elements within a line, and how Pango is told. */
static const struct
{
  const char *element;
  const char *tag;
} inline_elements[] = {
  { "gui", "b" },
  { "key", "b" },
  { "em", "i" },
  { "code", "tt" },
  { "cmd", "tt" },
  { "file", "tt" },
};

static void
block_free (gpointer data)
{
  ParvisHelpBlock *block = data;

  g_free (block->markup);
  g_free (block->second);
  g_free (block);
}

static void
parvis_help_text_finalize (GObject *object)
{
  ParvisHelpText *self = PARVIS_HELP_TEXT (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->description);
  g_free (self->place);
  g_ptr_array_unref (self->guides);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->blocks);

  G_OBJECT_CLASS (parvis_help_text_parent_class)->finalize (object);
}

static void
parvis_help_text_class_init (ParvisHelpTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_help_text_finalize;
}

static void
parvis_help_text_init (ParvisHelpText *self)
{
  self->guides = g_ptr_array_new_with_free_func (g_free);
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
}

/* ---- Mallard ---- */

static const char *
find_tag (const char *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (inline_elements); i++)
    if (g_str_equal (inline_elements[i].element, element))
      return inline_elements[i].tag;

  return NULL;
}

static const char *
find_attribute (const char **names,
                const char **values,
                const char  *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return "";
}

static void
begin_block (Reading *self)
{
  if (self->markup != NULL)
    g_string_free (self->markup, TRUE);
  self->markup = g_string_new (NULL);
}

static char *
end_block (Reading *self)
{
  GString *markup = g_steal_pointer (&self->markup);

  return markup != NULL ? g_strchomp (g_string_free (markup, FALSE)) : g_strdup ("");
}

static void
add_block (Reading        *self,
           ParvisHelpKind  kind,
           char           *markup,
           char           *second)
{
  ParvisHelpBlock *block = g_new0 (ParvisHelpBlock, 1);

  block->kind = kind;
  block->number = kind == PARVIS_HELP_STEP ? self->number : 0;
  block->markup = markup;
  block->second = second;
  g_ptr_array_add (self->text->blocks, block);
}

static void
add_link (Reading     *self,
          const char **names,
          const char **values)
{
  g_autofree char *page = g_strdup (find_attribute (names, values, "xref"));
  const char *type = find_attribute (names, values, "type");

  if (*page == '\0')
    return;

  g_ptr_array_add (g_str_equal (type, "guide") ? self->text->guides : self->text->links,
                   g_steal_pointer (&page));
}

static void
start_element (GMarkupParseContext  *context,
               const char           *element,
               const char          **names,
               const char          **values,
               gpointer              user_data,
               GError              **error)
{
  Reading *self = user_data;
  const char *tag = find_tag (element);

  if (tag != NULL && self->markup != NULL)
    {
      if (self->between_keys && g_str_equal (element, "key"))
        g_string_append_c (self->markup, '+');
      self->between_keys = FALSE;
      g_string_append_printf (self->markup, "<%s>", tag);
    }
  else if (g_str_equal (element, "info"))
    self->in_info = TRUE;
  else if (g_str_equal (element, "link") && self->in_info)
    add_link (self, names, values);
  else if (g_str_equal (element, "section"))
    self->section++;
  else if (g_str_equal (element, "steps"))
    {
      self->in_steps = TRUE;
      self->number = 0;
    }
  else if (g_str_equal (element, "item"))
    {
      self->in_item = TRUE;
      self->number++;
    }
  else if (g_str_equal (element, "note"))
    self->in_note = TRUE;
  else if (g_str_equal (element, "tr"))
    self->n_cells = 0;
  else if (g_str_equal (element, "title") || g_str_equal (element, "desc") ||
           g_str_equal (element, "p"))
    {
      begin_block (self);
      self->is_place = self->in_info && g_str_equal (element, "title");
    }
}

static void
end_title (Reading *self)
{
  g_autofree char *markup = end_block (self);

  if (self->is_place)
    g_set_str (&self->text->place, markup);
  else if (self->section > 0)
    add_block (self, PARVIS_HELP_HEADING, g_steal_pointer (&markup), NULL);
  else
    g_set_str (&self->text->title, markup);
}

static void
end_cell (Reading *self)
{
  if (self->n_cells++ == 0)
    {
      g_free (self->first_cell);
      self->first_cell = end_block (self);
    }
  else
    add_block (self, PARVIS_HELP_ROW, g_steal_pointer (&self->first_cell), end_block (self));
}

static void
end_paragraph (Reading             *self,
               GMarkupParseContext *context)
{
  const GSList *stack = g_markup_parse_context_get_element_stack (context);
  ParvisHelpKind kind = self->in_note ? PARVIS_HELP_NOTE : PARVIS_HELP_PARAGRAPH;

  if (stack->next != NULL && g_str_equal (stack->next->data, "td"))
    return;

  if (self->in_item)
    kind = self->in_steps ? PARVIS_HELP_STEP : PARVIS_HELP_ITEM;
  add_block (self, kind, end_block (self), NULL);
}

static void
end_element (GMarkupParseContext  *context,
             const char           *element,
             gpointer              user_data,
             GError              **error)
{
  Reading *self = user_data;
  const char *tag = find_tag (element);

  if (tag != NULL && self->markup != NULL)
    {
      g_string_append_printf (self->markup, "</%s>", tag);
      self->between_keys = g_str_equal (element, "key");
    }
  else if (g_str_equal (element, "keyseq"))
    self->between_keys = FALSE;
  else if (g_str_equal (element, "info"))
    self->in_info = FALSE;
  else if (g_str_equal (element, "section"))
    self->section--;
  else if (g_str_equal (element, "steps"))
    self->in_steps = FALSE;
  else if (g_str_equal (element, "item"))
    self->in_item = FALSE;
  else if (g_str_equal (element, "note"))
    self->in_note = FALSE;
  else if (g_str_equal (element, "desc"))
    {
      g_free (self->text->description);
      self->text->description = end_block (self);
    }
  else if (g_str_equal (element, "title"))
    end_title (self);
  else if (g_str_equal (element, "td"))
    end_cell (self);
  else if (g_str_equal (element, "p"))
    end_paragraph (self, context);
}

/* Lines of the file are no lines of the page. A no-break space stays. */
static void
add_text (GMarkupParseContext  *context,
          const char           *text,
          gsize                 length,
          gpointer              user_data,
          GError              **error)
{
  Reading *self = user_data;

  if (self->markup == NULL)
    return;

  for (gsize i = 0; i < length; i++)
    {
      gboolean blank = g_ascii_isspace (text[i]);
      const char *entity = text[i] == '&' ? "&amp;" : text[i] == '<' ? "&lt;" : NULL;

      if (!blank)
        self->between_keys = FALSE;
      if (entity != NULL)
        g_string_append (self->markup, entity);
      else if (!blank)
        g_string_append_c (self->markup, text[i]);
      else if (self->markup->len > 0 && self->markup->str[self->markup->len - 1] != ' ')
        g_string_append_c (self->markup, ' ');
    }
}

/**
 * parvis_help_text_parse:
 * @name: the name of a page
 * @page: (array length=length): the page
 * @length: how long it is
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what it says
 */
ParvisHelpText *
parvis_help_text_parse (const char  *name,
                        const char  *page,
                        gssize       length,
                        GError     **error)
{
  static const GMarkupParser parser = {
    .start_element = start_element,
    .end_element = end_element,
    .text = add_text,
  };
  g_autoptr(ParvisHelpText) text = g_object_new (PARVIS_TYPE_HELP_TEXT, NULL);
  Reading reading = { .text = text };
  g_autoptr(GMarkupParseContext) context =
    g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reading, NULL);
  gboolean whole = g_markup_parse_context_parse (context, page, length, error) &&
                   g_markup_parse_context_end_parse (context, error);

  text->name = g_strdup (name);
  g_free (end_block (&reading));
  g_free (reading.first_cell);

  return whole ? g_steal_pointer (&text) : NULL;
}

/* ---- the pages that come along ---- */

/* Whole in each language, so one page is enough to know. */
static const char *
get_language (void)
{
  const char * const *languages = g_get_language_names ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf (FOLDER "/%s/index.page", languages[i]);

      if (g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
        return languages[i];
    }

  return "C";
}

/**
 * parvis_help_text_load:
 * @name: the name of a page, as in "index"
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): that page, in the language of this process
 */
ParvisHelpText *
parvis_help_text_load (const char  *name,
                       GError     **error)
{
  g_autofree char *path = g_strdup_printf (FOLDER "/%s/%s.page", get_language (), name);
  g_autoptr(GBytes) page = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (page == NULL)
    return NULL;

  return parvis_help_text_parse (name, g_bytes_get_data (page, NULL), g_bytes_get_size (page),
                                 error);
}

static int
compare_places (gconstpointer first,
                gconstpointer second)
{
  return g_strcmp0 ((*(ParvisHelpText **) first)->place, (*(ParvisHelpText **) second)->place);
}

/**
 * parvis_help_text_load_below:
 * @name: the name of a page
 *
 * Returns: (transfer full): the pages that say that this one lists them, in their order
 */
GPtrArray *
parvis_help_text_load_below (const char *name)
{
  g_autofree char *folder = g_strconcat (FOLDER "/", get_language (), NULL);
  g_auto(GStrv) files = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                        NULL);
  GPtrArray *below = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    {
      g_autofree char *page = g_strndup (files[i], strcspn (files[i], "."));
      g_autoptr(ParvisHelpText) text = parvis_help_text_load (page, NULL);

      if (text != NULL &&
          g_ptr_array_find_with_equal_func (text->guides, name, g_str_equal, NULL))
        g_ptr_array_add (below, g_steal_pointer (&text));
    }
  g_ptr_array_sort (below, compare_places);

  return below;
}
