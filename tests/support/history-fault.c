#include "history-fault.h"

static const char * const names[] = {
  "http-500", "http-502", "http-503", "http-429", "http-404", "reset", "cut", "malformed",
  "empty-body", "error-200", "empty-lie", "repeated", "shifted", "short", "doubled",
  "doubled-pages", "counters", "no-id", "foreign", "bare", "id-types", "wrong-types", "endless",
  "step",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == HISTORY_N_FAULTS);

const char *
history_fault_get_name (HistoryFault fault)
{
  return fault < HISTORY_N_FAULTS ? names[fault] : "none";
}
