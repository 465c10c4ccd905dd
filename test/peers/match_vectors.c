#include "match_vectors.h"

#include "auto.h"
#include "match_faiss.h"
#include "match_vectors_make.h"
#include "matching/rank/ranking.h"

#ifdef OPSTAP_WITH_FAISS

enum { K = 10 };

typedef struct Person {
    CandidateProfile *profile;
    float vector[FAISS_PLACES];
    uint8_t *fits;
    Match best[K];
    size_t count;
} Person;

static void person_make(Arena *arena, Vectors *vectors, const Market *market, Person *person) {
    Snapshot one = *market->snapshot;
    person->fits = arena_many(arena, uint8_t, one.openings.count / 8 + 1);
    vectors_ask(vectors, person->profile, person->vector);
    one.candidate = person->profile;
    for (size_t i = 0; i < one.openings.count; i++) {
        if (match_pair(&one, 0, (int)i).unmet_count) continue;
        person->fits[i / 8] = (uint8_t)(person->fits[i / 8] | 1U << i % 8);
    }
    person->count = market_full_list(market, person->profile, K, person->best);
}

/* Of the hundred that it gives the ten best by our score. */
static size_t best_of(const Market *market, const Person *person, const int64_t *position,
                      Match *ret_match) {
    Snapshot one = *market->snapshot;
    one.candidate = person->profile;
    Ranking ranking = ranking_begin(&one, true, ret_match, K);
    for (int i = 0; i < FAISS_ASKED; i++) {
        if (position[i] >= 0) ranking_take(&ranking, match_pair(&one, 0, (int)position[i]));
    }
    return ranking_finish(&ranking);
}

static int found_of(const Person *person, const Match *match, size_t count) {
    int found = 0;
    for (size_t i = 0; i < person->count; i++) {
        for (size_t k = 0; k < count; k++) found += match[k].opening == person->best[i].opening;
    }
    return found;
}

static VectorsRow effort_measure(Arena *arena, const Market *market, FaissIndex *index,
                                 const Person *person, VectorsRow row) {
    double *seconds = arena_many(arena, double, (size_t)row.lists);
    int64_t position[FAISS_ASKED];
    int64_t found = 0, expected = 0;
    for (int i = -1; i < row.lists; i++) {
        const Person *one = &person[i < 0 ? 0 : i];
        Match match[K];
        FaissQuestion question = { one->vector, one->fits, market->snapshot->openings.count,
                                   row.effort };
        double began = seconds_now();
        faiss_ask(index, &question, position);
        size_t count = best_of(market, one, position, match);
        if (i < 0) continue;
        seconds[i] = seconds_now() - began;
        found += found_of(one, match, count);
        expected += (int64_t)one->count;
        row.equal += lists_are_equal(match, count, one->best, one->count);
    }
    row.median = seconds_median(seconds, (size_t)row.lists);
    row.recall = expected ? (double)found / (double)expected : 1;
    return row;
}

static Str effort_name(Arena *arena, const char *name, int effort) {
    if (effort == 1) return str_printf(arena, "Faiss, %s", name);
    return str_printf(arena, "Faiss, %s %d", name, effort);
}

int vectors_measure(Arena *arena, const Market *market, CandidateProfile *person, int people,
                    VectorsRow ret_row[VECTOR_ROWS_MAX]) {
    static const struct {
        FaissKind kind;
        const char *name;
        int effort[4];
    } asked[FAISS_KINDS] = { { FAISS_FLAT, "every vector", { 1 } },
                             { FAISS_IVF, "IVF, lists", { 8, 32, 128 } },
                             { FAISS_HNSW, "HNSW, kept", { 128, 512, 2048 } } };
    Vectors *vectors = vectors_make(arena, market);
    Person *made = arena_many(arena, Person, (size_t)people);
    for (int i = 0; i < people; i++) {
        made[i].profile = &person[i];
        person_make(arena, vectors, market, &made[i]);
    }
    int rows = 0;
    for (int kind = 0; kind < FAISS_KINDS; kind++) {
        double began = seconds_now();
        FaissIndex *index = faiss_build(asked[kind].kind, vectors_openings(vectors),
                                        market->snapshot->openings.count);
        double build = seconds_now() - began;
        for (int k = 0; asked[kind].effort[k]; k++) {
            VectorsRow row = { .name = effort_name(arena, asked[kind].name, asked[kind].effort[k]),
                               .build = build, .effort = asked[kind].effort[k], .lists = people };
            ret_row[rows++] = effort_measure(arena, market, index, made, row);
        }
        faiss_end(index);
    }
    return rows;
}

#else

int vectors_measure(Arena *arena, const Market *market, CandidateProfile *person, int people,
                    VectorsRow ret_row[VECTOR_ROWS_MAX]) {
    (void)arena, (void)market, (void)person, (void)people, (void)ret_row;
    return 0;
}

#endif
