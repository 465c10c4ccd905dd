/* plan_certificate.h: the proof of a plan as a file (planning/groups/certificate.h). */
#ifndef OPSTAP_PLAN_CERTIFICATE_H
#define OPSTAP_PLAN_CERTIFICATE_H

#include "options.h"
#include "planning/groups/certificate.h"
#include "planning/search/search.h"

/* --certificate. Before the search: *ret_certificate is NULL when nobody asks. Fails after a
 * complaint where no proof can be written of such a problem. */
Result certificate_prepare(Command *command, const Problem *problem,
                           Certificate **ret_certificate);

/* After it: writes the file, whole or not at all. A plan that is not proven leaves none, and that
 * is told. */
Result certificate_keep(Command *command, Certificate *certificate, const Solution *solution);

#endif
