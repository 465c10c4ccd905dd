#include "match_oracle.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "auto.h"
#include "draw.h"
#include "log.h"
#include "match_edges.h"

enum { THREADS_MAX = 64, K_USUAL = 10, K_SOME = 50, K_MORE = 7 };

Str oracle_kind_name(OracleKind kind) {
    static const char *const names[ORACLE_KINDS] = { "as they come", "little known", "at the edges" };
    return str_from(names[kind]);
}

static OracleKind kind_of(int question) {
    static const OracleKind turns[] = { ORACLE_EDGES, ORACLE_COME, ORACLE_EDGES, ORACLE_HARD };
    return turns[question % 4];
}

static CandidateRecord person_for(const Market *market, int question) {
    int64_t number = question + 1;
    OracleKind kind = kind_of(question);
    if (kind == ORACLE_EDGES) {
        return edge_person(market, (int64_t)market->snapshot->openings.count, number);
    }
    if (kind == ORACLE_COME) return person_record(market, AS_THEY_COME, number);
    return person_record(market, (PersonKind)(WITHOUT_WISHES + question / 4 % 3), number);
}

static size_t k_for(const Market *market, int question) {
    Draw draw = { (uint64_t)question };
    int chance = (int)draw_between(&draw, 0, 99);
    if (chance < 15) return 1;
    if (chance < 18) return market->snapshot->openings.count + K_MORE;
    return chance < 70 ? K_USUAL : (size_t)draw_between(&draw, 2, K_SOME);
}

typedef struct Asking {
    const Market *market;
    CandidateProfile *person;
    bool *different;
    size_t *found;
    int questions;
    atomic_int next;
} Asking;

static void question_ask(Asking *asking, BestSpace *space, int question) {
    AUTO(arena_end_at) Arena *arena = arena_new("two lists", (size_t)8 << 30);
    size_t k = k_for(asking->market, question);
    Match *found = arena_many(arena, Match, k), *full = arena_many(arena, Match, k);
    CandidateProfile *person = &asking->person[question];
    size_t count = best_openings(space, person, 0, k, found);
    size_t expected = market_full_list(asking->market, person, k, full);
    asking->found[question] = expected;
    asking->different[question] = !lists_are_equal(found, count, full, expected);
}

static void *questions_ask(void *data) {
    Asking *asking = data;
    AUTO(arena_end_at) Arena *arena = arena_new("a thread that asks", (size_t)8 << 30);
    BestSpace *space = best_space_new(arena, asking->market->columns, simd_used());
    for (;;) {
        int question = atomic_fetch_add(&asking->next, 1);
        if (question >= asking->questions) return NULL;
        question_ask(asking, space, question);
    }
}

static void threads_run(Asking *asking) {
    pthread_t thread[THREADS_MAX];
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    if (count < 1) count = 1;
    if (count > THREADS_MAX) count = THREADS_MAX;
    for (long i = 0; i < count; i++) {
        if (pthread_create(&thread[i], NULL, questions_ask, asking)) log_fatal("no thread");
    }
    for (long i = 0; i < count; i++) pthread_join(thread[i], NULL);
}

OracleFigures oracle_ask(Market *market, int questions) {
    size_t count = (size_t)questions;
    Asking asking = { .market = market,
                      .person = arena_many(market->arena, CandidateProfile, count),
                      .different = arena_many(market->arena, bool, count),
                      .found = arena_many(market->arena, size_t, count),
                      .questions = questions };
    for (int i = 0; i < questions; i++) {
        CandidateRecord *record = arena_one(market->arena, CandidateRecord);
        *record = person_for(market, i);
        candidate_encode(market->arena, market->snapshot, record, &asking.person[i]);
    }
    OracleFigures figures = { .first_different = -1 };
    double began = seconds_now();
    threads_run(&asking);
    figures.seconds = seconds_now() - began;
    for (int i = 0; i < questions; i++) {
        figures.asked[kind_of(i)]++;
        figures.different[kind_of(i)] += asking.different[i];
        figures.empty[kind_of(i)] += !asking.found[i];
        figures.matches += (int64_t)asking.found[i];
        figures.whole += k_for(market, i) > market->snapshot->openings.count;
        if (asking.different[i] && figures.first_different < 0) figures.first_different = i;
    }
    return figures;
}
