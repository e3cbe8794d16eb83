#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char  code[4];
  char *name;
} ParvisCountry;

GPtrArray *parvis_countries_new (const char *locale);

G_END_DECLS
