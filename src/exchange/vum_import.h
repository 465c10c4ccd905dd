/* vum_import.h: what the two imports from the national exchange share: read the file, check every
 * record, refuse double ids, count occupations, report.
 *
 * The record itself stays beside what we made of it, as JSON with equal content (format
 * "vum-jobseekers-3" or "vum-vacancies-3"): the sealed original. It decides what an import changes:
 *
 * - The same original as before: the exchange says nothing new, so nothing changes, also when
 * somebody
 *   changed a fact here since.
 * - Another original: only what differs between the two originals is given to the store. A postcode
 *   that a counsellor corrected here is not undone because the hours changed there. */
#ifndef OPSTAP_VUM_IMPORT_H
#define OPSTAP_VUM_IMPORT_H

#include "import.h"
#include "parties/parties.h"
#include "vum_fields.h"
#include "vum_map.h"

typedef struct VumAddress {
    Str address;
    bool mapped;
} VumAddress;

typedef struct VumRun {
    const ImportRequest *request;
    ImportReport *report;
    VumDomain domain;
    Arena *scratch; /* emptied after every record */
    Occupations occupations;
    VumAddress *address; /* every occupation that was named, in request->arena */
    size_t address_count, address_capacity;
    int64_t without_kind, several_kinds; /* openings */
} VumRun;

/* Writes one record that keeps to the contract. `reading` belongs to the run. */
typedef Result VumStore(VumRun *run, VumReading *reading, const json_t *record, bool *ret_changed);

/* The ISCO group of an occupation, "" when nobody said; `run` is a VumRun. For records that are
 * mapped a second time: it counts nothing. */
Str vum_group_of(void *run, Str occupation);

/* As ImportKind.run. */
Result vum_import(VumRun *run, Str bytes, VumStore *store, Phrase *ret_why);

#endif
