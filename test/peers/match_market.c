#include "match_market.h"

#include <string.h>
#include <time.h>

#include "auto.h"
#include "log.h"

enum { SEED = 7 };

double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int seconds_order(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double seconds_median(double *seconds, size_t count) {
    qsort(seconds, count, sizeof *seconds, seconds_order);
    return count ? seconds[count / 2] : 0;
}

/* --- openings --- */

Market market_begin(Arena *arena) {
    Market market = { .arena = arena, .country = country_make(arena, SEED) };
    Rules *rules;
    Phrase why;
    if (rules_load(arena, STR_EMPTY, &rules, &why) != OK) log_fatal("the weights are refused");
    SnapshotInput input = { .map = country_map(market.country), .rules = rules,
                            .today = COUNTRY_TODAY };
    market.snapshot = snapshot_begin(arena, input);
    return market;
}

void market_end(Market *market) {
    double began = seconds_now();
    snapshot_openings_end(market->arena, market->snapshot);
    market->encoding += seconds_now() - began;
    began = seconds_now();
    market->columns = columns_make(market->arena, market->snapshot);
    market->columning = seconds_now() - began;
    market->megabytes = arena_used_bytes(market->arena) >> 20;
}

Market market_make(Arena *arena, int64_t openings) {
    Market market = market_begin(arena);
    for (int64_t i = 1; i <= openings; i++) {
        AUTO(arena_end_at) Arena *scratch = arena_new("an opening", (size_t)64 << 20);
        OpeningRecord record = country_opening(market.country, scratch, i);
        double began = seconds_now();
        snapshot_add_opening(arena, market.snapshot, &record);
        market.encoding += seconds_now() - began;
    }
    market_end(&market);
    return market;
}

/* --- people --- */

Str person_kind_name(PersonKind kind) {
    static const char *const names[PERSON_KINDS] = { "as they come", "no wishes, work, skills",
                                                     "no home", "nothing known" };
    return str_from(names[kind]);
}

CandidateRecord person_record(const Market *market, PersonKind kind, int64_t number) {
    CandidateRecord record = country_candidate(market->country, market->arena, number);
    if (kind == WITHOUT_WISHES) {
        record.list[LIST_WISH].count = record.list[LIST_EXPERIENCE].count = 0;
        record.list[LIST_SKILLS].count = 0;
    }
    if (kind == WITHOUT_HOME) record.fact[FACT_postcode] = VALUE_UNKNOWN;
    if (kind == WITHOUT_ANYTHING) {
        return (CandidateRecord){ .number = record.number, .id = record.id };
    }
    return record;
}

CandidateProfile *market_people(const Market *market, PersonKind kind, int64_t people) {
    CandidateProfile *person = arena_many(market->arena, CandidateProfile, (size_t)people);
    for (int64_t i = 0; i < people; i++) {
        CandidateRecord *record = arena_one(market->arena, CandidateRecord);
        *record = person_record(market, kind, i + 1);
        candidate_encode(market->arena, market->snapshot, record, &person[i]);
    }
    return person;
}

/* --- lists --- */

/* Better first; keeps at most k. The oldest way there is, on purpose. */
typedef struct Kept {
    int score, opening;
    int64_t number;
} Kept;

static bool is_before(const Kept *a, const Kept *b) {
    if (a->score != b->score) return a->score > b->score;
    return a->number != b->number ? a->number < b->number : a->opening < b->opening;
}

static size_t kept_insert(Kept *kept, size_t count, size_t k, Kept come) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (is_before(&come, &kept[middle])) high = middle;
        else low = middle + 1;
    }
    if (low >= k) return count;
    if (count < k) count++;
    memmove(&kept[low + 1], &kept[low], (count - low - 1) * sizeof *kept);
    kept[low] = come;
    return count;
}

size_t market_full_list(const Market *market, CandidateProfile *person, size_t k,
                        Match *ret_match) {
    Snapshot one = *market->snapshot;
    one.candidate = person;
    if (k > one.openings.count) k = one.openings.count;
    AUTO(arena_end_at) Arena *arena = arena_new("a full comparison", (size_t)1 << 30);
    Kept *kept = arena_many(arena, Kept, k);
    size_t count = 0;
    for (int i = 0; i < (int)one.openings.count; i++) {
        Match match = match_pair(&one, 0, i);
        if (match.unmet_count) continue;
        count = kept_insert(kept, count, k, (Kept){ match.score, i, one.opening[i].number });
    }
    for (size_t i = 0; i < count; i++) ret_match[i] = match_pair(&one, 0, kept[i].opening);
    return count;
}

bool lists_are_equal(const Match *a, size_t count, const Match *b, size_t other_count) {
    bool same = count == other_count;
    for (size_t i = 0; same && i < count; i++) {
        same = a[i].opening == b[i].opening && a[i].score == b[i].score &&
               a[i].unknown_count == b[i].unknown_count &&
               !memcmp(a[i].part_points, b[i].part_points, sizeof a[i].part_points);
    }
    return same;
}
