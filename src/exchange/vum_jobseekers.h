/* vum_jobseekers.h: profiles of job-seekers, from and to the national exchange (VUM 3.0.0).
 *
 * The file is one list of detail profiles. Import: vum_import.h says what changes what. Export is a
 * list of profiles: who came from the exchange comes out as the original, with what changed here
 * since written over it (vum_write.h); who did not comes out with what is known. Somebody whose
 * profile the contract would refuse (a postcode of four digits only) is left out and counted, never
 * filled in. */
#ifndef OPSTAP_VUM_JOBSEEKERS_H
#define OPSTAP_VUM_JOBSEEKERS_H

#include "import.h"

#define VUM_JOBSEEKERS_FORMAT "vum-jobseekers-3"

Result vum_jobseekers_import(const ImportRequest *request, Str bytes, ImportReport *report,
                             Phrase *ret_why);

typedef struct VumExportCounts {
    int64_t written, left_out;
} VumExportCounts;

/* All candidates, in order of number. Contact and needs of people who never came from the exchange
 * only on request (identity, sensitive). BROKEN: who takes the parts stopped, or more than
 * EXPORT_BYTES_MAX as one text (logged). */
Result vum_jobseekers_write(const ExportRequest *request, VumExportCounts *ret_counts,
                            Str *ret_bytes);

/* As ImportKind.export: the same; how many were left out is told. */
Result vum_jobseekers_export(const ExportRequest *request, Str *ret_bytes);

/* One made-up profile that imports. */
Str vum_jobseekers_example(Arena *arena);

#endif
