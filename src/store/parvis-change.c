#include "config.h"

#include "parvis-change.h"

/**
 * parvis_change_kind_to_text:
 * @kind: what happened
 *
 * Returns: (transfer none): a word that programs read, never translated
 */
const char *
parvis_change_kind_to_text (ParvisChangeKind kind)
{
  static const char * const texts[] = {
    [PARVIS_CHANGE_NEW] = "new",
    [PARVIS_CHANGE_PAID] = "paid",
    [PARVIS_CHANGE_REFUNDED] = "refunded",
    [PARVIS_CHANGE_DELETED] = "deleted",
    [PARVIS_CHANGE_RESTORED] = "restored",
    [PARVIS_CHANGE_MOVED] = "moved",
    [PARVIS_CHANGE_CORRECTED] = "corrected",
    [PARVIS_CHANGE_SCANNED] = "scanned",
  };

  return kind >= PARVIS_CHANGE_NEW && kind <= PARVIS_CHANGE_SCANNED ? texts[kind] : "";
}

/**
 * parvis_change_kind_from_text:
 * @text: a word of parvis_change_kind_to_text()
 *
 * Returns: what it means, or 0 where that is not known here
 */
ParvisChangeKind
parvis_change_kind_from_text (const char *text)
{
  for (guint kind = PARVIS_CHANGE_NEW; kind <= PARVIS_CHANGE_SCANNED; kind++)
    if (g_str_equal (parvis_change_kind_to_text (kind), text))
      return kind;

  return 0;
}
