/* candidate_spells.h: stretches of benefit, lessons, work and trajectory in a person's life.
 *
 * Kept so that every figure over time can be recomputed; no input of a verdict or a score. A spell
 * without a last day still lasts. Spells are told one by one and never summed up here. */
#ifndef OPSTAP_CANDIDATE_SPELLS_H
#define OPSTAP_CANDIDATE_SPELLS_H

#include "db.h"
#include "records/records.h"

#define SPELL_KIND_CODES "benefit|lessons|work|trajectory"

/* Parameters 1 tenant_id, 2 candidate_number, 3 entry. */
#define SPELL_FIELDS(F)                                                                            \
    F(SPELL, 4, kind, CODE, 0, 0, SPELL_KIND_CODES)                                                \
    F(SPELL, 5, starts_on, DAY, 0, 0, 0)                                                           \
    F(SPELL, 6, ends_on, DAY, 0, 0, 0)                                                             \
    F(SPELL, 7, hours_per_week, NUMBER, 0, 168, 0)                                                 \
    F(SPELL, 8, note, TEXT, 0, 500, 0)
enum { SPELL_FIELDS(FIELD_ENUM) SPELL_FIELD_COUNT };
extern const RecordType spell_type;

/* The spells of one person, in place of those that were stored. INVALID: a kind or a first day is
 * missing, or an end lies before its beginning. CONFLICT: no such candidate. Inside a transaction.
 */
Result candidate_spells_put(Db *db, int64_t tenant, int64_t number, const RecordList *spells);
Result candidate_spells_load(Db *db, Arena *arena, int64_t tenant, int64_t number,
                             RecordList *ret_spells);

#endif
