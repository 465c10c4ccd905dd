/* plan_certificate.h: the proof of a plan as a file (planning/groups/certificate.h).
 *
 * It is written as it comes, under another name, and has its own name only when it is whole. */
#ifndef OPSTAP_PLAN_CERTIFICATE_H
#define OPSTAP_PLAN_CERTIFICATE_H

#include "file_part.h"
#include "options.h"
#include "planning/groups/certificate.h"
#include "planning/search/search.h"

typedef struct CertificateFile {
    Certificate certificate;
    FilePart part;
    Result result; /* of writing */
    bool asked;
} CertificateFile;

/* --certificate. Before the search: file->asked is false when nobody asks. Fails after a complaint
 * where no proof can be written of such a problem, or none to such a file. */
Result certificate_begin(Command *command, const Problem *problem, CertificateFile *file);

/* After it: keeps the file, whole or not at all. A plan that is not proven leaves none, and that is
 * told. */
Result certificate_keep(Command *command, CertificateFile *file, const Solution *solution);

void certificate_end(CertificateFile *file); /* for AUTO() */

#endif
