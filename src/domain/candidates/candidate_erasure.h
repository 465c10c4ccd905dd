/* candidate_erasure.h: the file of one person, erased.
 *
 * Everything that says something about the person goes, in the transaction of the caller: facts,
 * names, lists, spells, the files they came from, decided pairs, and the values of the audit chain.
 * What stays says nothing about anybody, and keeps earlier figures right: the candidate's number
 * with a neutral id and the day of erasure, placements as lines (placements.h), and the lines of
 * kept plans. The table in doc/rooms/candidates.md says it per table.
 *
 * An erased person is found by no verb of candidates.h, takes part in no match and no plan, and
 * never comes back: the same id given again makes a new candidate, with a new number. The chain of
 * events keeps the id that others gave: an id is never a name, nor a number by which the state
 * knows people.
 *
 * It does not reach backups and copies that were made before, nor free room in the files of the
 * engine: that is db_scrub's, after the transaction. There is no way back. */
#ifndef OPSTAP_CANDIDATE_ERASURE_H
#define OPSTAP_CANDIDATE_ERASURE_H

#include "db.h"
#include "day.h"
#include "records/records.h"

/* K(name): what is counted, in the order in which it is told. First what goes, in rows. */
#define ERASURE_KINDS(K)                                                                           \
    K(identity)           /* names, contact, birth date, sex */                                    \
    K(facts)                                                                                       \
    K(lists)              /* languages, jobs, weekly blocks, ... */                                \
    K(spells)             /* of benefit, lessons, work */                                          \
    K(originals)          /* files of other systems */                                             \
    K(decided_pairs)      /* pinned or forbidden */                                                \
    K(audit_values)       /* of events about the person */                                         \
    K(shown_lists)        /* what lists that were shown said */                              \
    K(proposals)          /* and reserves, taken back */                                           \
    K(placements_stopped) /* under way until now: stopped; they stay */                            \
    K(placements)         /* that stay, without reasons and next steps */                          \
    K(plan_lines)         /* of kept plans, that stay: numbers only */
#define ERASURE_ENUM(name) ERASURE_##name,
typedef enum ErasureKind { ERASURE_KINDS(ERASURE_ENUM) ERASURE_KIND_COUNT } ErasureKind;
enum { ERASURE_GONE_COUNT = ERASURE_placements_stopped }; /* kinds before this one go */

const char *erasure_kind_name(ErasureKind kind);

typedef struct ErasureRequest {
    int64_t tenant, number;
    Day on;
    Str actor; /* as in audit.h */
} ErasureRequest;

typedef struct Erasure {
    int64_t number;
    Str id; /* from now on: "erased-12" */
    Day on;
    int64_t count[ERASURE_KIND_COUNT];
} Erasure;

/* NOT_FOUND: no such number in this tenant. REFUSED: erased before; ret_erasure->on says when.
 * INVALID: no day. Inside a transaction; what it would do is known by rolling that back. */
Result candidate_erase(Db *db, Arena *arena, ErasureRequest request, Erasure *ret_erasure);

/* Who was erased, in order of number; counts are not kept and are 0. */
typedef struct Erasures {
    Erasure *row;
    size_t count;
} Erasures;
Result erasures_load(Db *db, Arena *arena, int64_t tenant, Erasures *ret_erasures);

/* Somebody new comes with this id: an erased person who was given it takes another. For
 * candidate_put. */
Result candidate_id_free(Db *db, int64_t tenant, Str id);

/* Every table in which an erased person had rows, for db_scrub. */
extern const char *const erasure_tables[];
extern const size_t erasure_table_count;

#endif
