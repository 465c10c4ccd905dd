/* vum_write.h: what Opstap knows of a person, written over the profile that the exchange gave.
 *
 * Two records are compared: `before`, what the profile says when it is mapped, and `now`, what is
 * stored. Only where they differ is the profile changed, and only in the field that is that fact's
 * own. So a profile that nothing happened to comes out equal to what came in: sealed fields,
 * orders, empty lists, double entries and all. For somebody who never came from the exchange
 * `before` is empty and the profile too: then only what is known is written, and nothing is made
 * up.
 *
 * Lists. A set (occupations, sectors, licences, skills, agreements): an entry leaves when it is no
 * longer so, what is new comes at the end. Education and experience: entries that are unchanged
 * stay; when as many changed as are new, they are taken for the same entries and only their own
 * fields change; else the old ones leave and the new ones come at the end. Languages and vehicles:
 * per language and skill, per vehicle and use; when several entries spoke of it, the first is set
 * and the others fall silent.
 *
 * What the exchange has no words for stays out: levels per source, other wishes, walking, a phone
 * number over 14 characters, occupations and skills that are not CompetentNL addresses. */
#ifndef OPSTAP_VUM_WRITE_H
#define OPSTAP_VUM_WRITE_H

#include "vum_map.h"

/* `profile` is changed in place, so `before` must not point into it: map a copy. `reading` is for
 * mapping its entries (flags are ignored). */
void vum_jobseeker_write(VumReading *reading, const CandidateRecord *before,
                         const CandidateRecord *now, json_t *profile);

/* --- the parts, for vum_write*.c --- */

/* Sets the value at "mobiliteit.maximaleReistijd", making what is around it; takes the reference.
 * NULL removes it. */
void vum_put(json_t *record, const char *path, json_t *value);

typedef enum VumListKind { VUM_SET, VUM_ENTRIES } VumListKind;

typedef struct VumListWriter {
    const char *path;
    CandidateList list;
    VumListKind kind;
    bool (*read)(VumReading *reading, const json_t *entry, Str path, Value *row);
    json_t *(*write)(
        const Value *row); /* a new entry; NULL when the exchange has no words for it */
} VumListWriter;
void vum_list_write(VumReading *reading, const VumListWriter *writer, const RecordList *now,
                    json_t *profile);

void vum_languages_write(VumReading *reading, const RecordList *now, json_t *profile);
void vum_transport_write(VumReading *reading, const RecordList *now, json_t *profile);

#endif
