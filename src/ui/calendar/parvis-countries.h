#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char  code[4];
  char *name;
} ParvisCountry;

char      *parvis_countries_dup_name (const char *code,
                                      const char *locale);
GPtrArray *parvis_countries_new      (const char *locale);

G_END_DECLS
