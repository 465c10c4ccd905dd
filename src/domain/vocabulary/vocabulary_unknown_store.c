#include "vocabulary/vocabulary_unknown.h"

#include <stdlib.h>

#include "parties/parties.h"

/* Each text with the number of people and of openings that have it. */
#define USES(of_people, of_openings)                                                               \
    "SELECT text, CAST(SUM(people) AS BIGINT), CAST(SUM(openings) AS BIGINT) FROM"                 \
    " (SELECT text, COUNT(DISTINCT number) AS people, 0 AS openings FROM (" of_people ") AS p"     \
    " GROUP BY text UNION ALL " of_openings ") AS uses"                                            \
    " GROUP BY text ORDER BY text"
#define OF_PEOPLE(table, column)                                                                   \
    "SELECT " column " AS text, candidate_number AS number FROM " table                            \
    " WHERE tenant_id = ?1 AND " column " IS NOT NULL"
#define OF_OPENINGS(column)                                                                        \
    "SELECT " column ", 0, COUNT(*) FROM opening WHERE tenant_id = ?1 AND " column                 \
    " IS NOT NULL GROUP BY " column

SQL(occupation_uses, USES(OF_PEOPLE("candidate_experience", "occupation") " UNION ALL "
                          OF_PEOPLE("candidate_wish", "occupation"), OF_OPENINGS("occupation")));
SQL(isco_uses, USES(OF_PEOPLE("candidate_experience", "isco") " UNION ALL "
                    OF_PEOPLE("candidate_wish", "isco"), OF_OPENINGS("isco")));
SQL(skill_uses, USES(OF_PEOPLE("candidate_skill", "skill"),
                     "SELECT skill, 0, COUNT(DISTINCT opening_number) FROM opening_skill"
                     " WHERE tenant_id = ?1 AND skill IS NOT NULL GROUP BY skill"));

typedef struct Asking {
    Db *db;
    Arena *arena;
    int64_t tenant;
    const Vocabulary *vocabulary;
    UnknownCodes all;
    size_t capacity;
} Asking;

/* False: it is known, as it should be. */
static bool is_unknown(const Asking *asking, UnknownWhat what, Str text, UnknownWhy *ret_why) {
    const Term *term;
    *ret_why = UNKNOWN_NOWHERE;
    if (what == UNKNOWN_ISCO) return !isco_exists(text);
    ConceptKind kind = what == UNKNOWN_SKILL ? CONCEPT_SKILL : CONCEPT_OCCUPATION;
    TermFound found = vocabulary_find(asking->vocabulary, kind, text, &term);
    if (found == TERM_AMBIGUOUS) *ret_why = UNKNOWN_AMBIGUOUS;
    if (found != TERM_KNOWN) return true;
    *ret_why = UNKNOWN_GONE;
    return term->gone;
}

static Result uses_take(Asking *asking, UnknownWhat what, const Sql *sql) {
    Query *query = db_query(asking->db, sql);
    query_set_integer(query, 1, asking->tenant);
    while (query_next(query)) {
        ArenaMark mark = arena_mark(asking->arena);
        UnknownCode code = { .what = what, .text = query_text(query, asking->arena, 0),
                             .people = query_integer(query, 1),
                             .openings = query_integer(query, 2) };
        if (!is_unknown(asking, what, code.text, &code.why)) {
            arena_rewind(asking->arena, mark);
            continue;
        }
        UnknownCodes *all = &asking->all;
        all->row = arena_room(asking->arena, UnknownCode, all->row, all->count, &asking->capacity);
        all->row[all->count++] = code;
    }
    return query_end(query);
}

static int code_compare(const void *a, const void *b) {
    const UnknownCode *one = a, *other = b;
    int64_t uses = one->people + one->openings, others = other->people + other->openings;
    if (one->what != other->what) return one->what < other->what ? -1 : 1;
    if (uses != others) return uses > others ? -1 : 1;
    return str_compare(one->text, other->text);
}

Result unknown_codes_load(Db *db, Arena *arena, int64_t tenant, UnknownCodes *ret_all) {
    Vocabulary *vocabulary = NULL;
    Asking asking = { .db = db, .arena = arena, .tenant = tenant };
    Result result = vocabulary_load(db, arena, tenant, &vocabulary);
    asking.vocabulary = vocabulary;
    if (result == OK) result = uses_take(&asking, UNKNOWN_OCCUPATION, &occupation_uses);
    if (result == OK) result = uses_take(&asking, UNKNOWN_SKILL, &skill_uses);
    if (result == OK) result = uses_take(&asking, UNKNOWN_ISCO, &isco_uses);
    if (result != OK) return result;
    UnknownCode *row = asking.all.row;
    if (asking.all.count) qsort(row, asking.all.count, sizeof *row, code_compare);
    *ret_all = asking.all;
    return OK;
}
