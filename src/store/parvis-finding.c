#include "config.h"

#include "parvis-finding.h"

G_DEFINE_FINAL_TYPE (ParvisFinding, parvis_finding, G_TYPE_OBJECT)

static void
parvis_finding_finalize (GObject *object)
{
  ParvisFinding *self = PARVIS_FINDING (object);

  g_clear_object (&self->participant);
  g_clear_object (&self->event);
  g_free (self->name);

  G_OBJECT_CLASS (parvis_finding_parent_class)->finalize (object);
}

static void
parvis_finding_class_init (ParvisFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_finding_finalize;
}

static void
parvis_finding_init (ParvisFinding *self)
{
}
