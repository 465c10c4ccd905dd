/* What a person can earn beside their wish, in half a line of the processor's cache. */
#include "auto.h"
#include "log.h"
#include "matching/people/people.h"

enum { KEY_BYTES_MAX = 1024 * 1024, JOBS_MAX = JOB_ANY, SCRATCH_BYTES = 65536 * 4 };

FactsMaker facts_begin(Arena *arena, People *people, Arena *scratch) {
    FactsMaker maker = { .arena = arena,
                         .people = people,
                         .key = text_new(scratch, KEY_BYTES_MAX),
                         .job_at = arena_many(scratch, uint16_t, 65536) };
    memset(maker.job_at, 0xFF, sizeof *maker.job_at * 65536);
    return maker;
}

static int32_t at_of(const FactsMaker *maker, const CandidateProfile *candidate) {
    return (int32_t)(candidate - maker->people->snapshot->candidate);
}

/* A facet that comes when there are too many has no number of its own. */
static uint16_t facet_of(FactsMaker *maker, Facets *facets, const CandidateProfile *candidate) {
    if (text_failed(&maker->key)) log_fatal("matching: a person has too many rows to compare");
    Str key = text_str(&maker->key);
    if (facets->keys.count < FACETS_MAX) {
        return (uint16_t)facet_add(maker->arena, facets, key, at_of(maker, candidate));
    }
    int found = slots_find(&facets->keys, key);
    return (uint16_t)(found == SLOT_NONE ? FACETS_MAX : found);
}

static void key_byte(FactsMaker *maker, int8_t number) {
    text_add_char(&maker->key, (char)number);
}

static uint16_t levels_of(FactsMaker *maker, const CandidateProfile *candidate) {
    size_t count = maker->people->snapshot->languages.count * SKILL_COUNT;
    text_clear(&maker->key);
    for (size_t i = 0; i < count; i++) key_byte(maker, candidate_level(candidate, (int32_t)i).low);
    return facet_of(maker, &maker->people->levels, candidate);
}

static uint16_t prospects_of(FactsMaker *maker, const CandidateProfile *candidate) {
    text_clear(&maker->key);
    key_byte(maker, candidate_level(candidate, SLOT_DUTCH * SKILL_COUNT + SKILL_READING).low);
    key_byte(maker, candidate_level(candidate, SLOT_DUTCH * SKILL_COUNT + SKILL_WRITING).low);
    key_byte(maker, (int8_t)candidate->education_low);
    key_byte(maker, candidate->guidance_wish);
    return facet_of(maker, &maker->people->prospects, candidate);
}

static uint16_t job_of(FactsMaker *maker, Isco isco) {
    People *people = maker->people;
    uint16_t *at = &maker->job_at[isco.digits];
    if (*at == JOB_NONE) {
        people->job = arena_room(maker->arena, Isco, people->job, (size_t)people->job_count,
                                 &maker->job_capacity);
        people->job[people->job_count] = isco;
        *at = (uint16_t)people->job_count++;
    }
    return *at;
}

static void jobs_fill(FactsMaker *maker, const CandidateProfile *candidate, PersonFacts *facts) {
    for (int i = 0; i < JOBS_KEPT; i++) facts->job[i] = JOB_NONE;
    for (size_t i = 0; i < candidate->experience_count; i++) {
        uint16_t job = job_of(maker, candidate->experience[i].work.isco);
        if (i < JOBS_KEPT) facts->job[i] = job;
        else facts->job[0] = JOB_ANY;
    }
}

static int16_t limit_of(int32_t number) {
    return (int16_t)(number > INT16_MAX ? INT16_MAX : number);
}

static uint16_t cell_of(const Cells *cells, int16_t place) {
    return place == SLOT_NONE ? HOME_NONE : (uint16_t)cells->cell_of_place[place];
}

PersonFacts facts_of(FactsMaker *maker, const CandidateProfile *candidate) {
    const People *people = maker->people;
    bool walk_said = (candidate->modes | candidate->modes_not) >> MODE_WALK & 1;
    PersonFacts facts = { .home = cell_of(&people->cells, candidate->home),
                          .home_later = cell_of(&people->cells, candidate->home_later),
                          .modes = candidate->modes,
                          .modes_maybe =
                              (uint8_t)(candidate->modes_maybe | (walk_said ? WALK_SAID : 0)),
                          .minutes_max = limit_of(candidate->minutes_max),
                          .kilometres_max = limit_of(candidate->kilometres_max),
                          .levels = levels_of(maker, candidate),
                          .prospects = prospects_of(maker, candidate) };
    jobs_fill(maker, candidate, &facts);
    for (int32_t i = 0; i < candidate->skill_count; i++) {
        facts.skills |= UINT64_C(1) << skill_bit(candidate->skill[i]);
    }
    return facts;
}

/* --- which groups have an occupation or a division --- */

typedef struct Listing {
    Keyed *keyed;
    size_t count, capacity;
} Listing;

static void keyed_add(Arena *scratch, Listing *listing, int32_t key, int32_t item) {
    listing->keyed = arena_room(scratch, Keyed, listing->keyed, listing->count, &listing->capacity);
    listing->keyed[listing->count++] = (Keyed){ key, item };
}

void people_list(Arena *arena, People *people, const int32_t *group_of_key) {
    enum { DIVISIONS = 100 };
    const Snapshot *snapshot = people->snapshot;
    AUTO(arena_end_at) Arena *scratch = arena_new("wishes and jobs", (size_t)8 << 30);
    uint16_t *job_at = arena_many(scratch, uint16_t, 65536);
    for (int32_t i = 0; i < people->job_count; i++) job_at[people->job[i].digits] = (uint16_t)i;
    Listing wishes = { 0 }, divisions = { 0 }, jobs = { 0 };
    for (size_t i = 0; i < snapshot->candidates.count; i++) {
        const CandidateProfile *candidate = &snapshot->candidate[i];
        if (!person_has_row(candidate)) continue;
        for (size_t k = 0; k < candidate->wish_count; k++) {
            const Wish *wish = &candidate->wish[k];
            int32_t group = group_of_key[wish_key(wish)];
            if (wish->kind == WISH_EXCLUDED || group == SLOT_NONE) continue;
            if (wish->work.occupation != SLOT_NONE) {
                keyed_add(scratch, &wishes, wish->work.occupation, group);
            }
            if (wish->work.division != NUMBER_UNKNOWN) {
                keyed_add(scratch, &divisions, wish->work.division, group);
            }
        }
        for (size_t k = 0; k < candidate->experience_count; k++) {
            const Work *work = &candidate->experience[k].work;
            if (work->occupation == SLOT_NONE) continue;
            keyed_add(scratch, &jobs, work->occupation, job_at[work->isco.digits]);
        }
    }
    int32_t slots = (int32_t)snapshot->occupations.count;
    people->wish_by_occupation = lists_make(arena, wishes.keyed, wishes.count, slots);
    people->wish_by_division = lists_make(arena, divisions.keyed, divisions.count, DIVISIONS);
    people->job_by_occupation = lists_make(arena, jobs.keyed, jobs.count, slots);
}
