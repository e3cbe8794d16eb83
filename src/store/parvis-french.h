#pragma once

#include <sqlite3.h>

int parvis_french_install (sqlite3 *handle);
