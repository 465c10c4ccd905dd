#include "match_vectors_make.h"

#include <math.h>

#include "draw.h"
#include "match_faiss.h"
#include "matching/judge/score.h"

enum { OFFER_PLACES = 20, LEVELS = 5, KEY_BYTES_MAX = 4096 };

/* Where in a vector what stands. */
enum {
    AT_GROUP,                               /* first two digits of the occupation */
    GROUPS = 44,
    AT_WORK = AT_GROUP + GROUPS,            /* the rest of it, spread */
    WORKS = 16,
    AT_SKILLS = AT_WORK + WORKS,            /* spread */
    SKILLS = 22,
    AT_LANGUAGE = AT_SKILLS + SKILLS,       /* Dutch, per skill and level that is asked */
    AT_OFFER = AT_LANGUAGE + SKILL_COUNT * LEVELS,
    AT_WAY = AT_OFFER + OFFER_PLACES, /* cosine and sine, across and up */
    AT_LENGTH = AT_WAY + 4,                 /* what lacks of the length of the longest */
    PLACES_USED
};
_Static_assert((int)PLACES_USED <= (int)FAISS_PLACES, "a vector is long enough");

struct Vectors {
    const Market *market;
    Facets offer;
    Text key;
    float *opening;
    int16_t group[100]; /* per first two digits: its place, -1 */
    int groups;
    float longest; /* square of the length of all of them */
};

static float *vector_of(const Vectors *vectors, size_t opening) {
    return &vectors->opening[opening * FAISS_PLACES];
}

/* Adds `amount` times a vector of length 1 that belongs to `what` alone, nearly. */
static void spread_add(float *place, int places, uint64_t what, float amount) {
    Draw draw = { what };
    uint64_t signs = draw_next(&draw);
    float each = amount / sqrtf((float)places);
    for (int i = 0; i < places; i++) place[i] += signs >> i & 1 ? each : -each;
}

/* --- openings --- */

static int group_place(Vectors *vectors, Isco isco) {
    int code = (isco.digits >> 12) * 10 + (isco.digits >> 8 & 0xF);
    if (isco.length < 2 || code > 99) return -1;
    if (vectors->group[code] < 0 && vectors->groups < GROUPS) {
        vectors->group[code] = (int16_t)vectors->groups++;
    }
    return vectors->group[code];
}

static uint64_t isco_part(Isco isco, int digits) {
    return (uint64_t)(isco.digits >> (16 - 4 * digits)) << 8 | (uint64_t)digits;
}

static void work_put(Vectors *vectors, float *vector, const OpeningProfile *opening) {
    Isco isco = opening->work.isco;
    int place = group_place(vectors, isco);
    if (place >= 0) vector[AT_GROUP + place] = 1;
    if (isco.length >= 3) spread_add(&vector[AT_WORK], WORKS, isco_part(isco, 3), 1);
    if (isco.length >= 4) spread_add(&vector[AT_WORK], WORKS, isco_part(isco, 4), 1);
}

static void skills_put(const Snapshot *snapshot, float *vector, const OpeningProfile *opening) {
    float sum = 0;
    for (int i = 0; i < opening->skill_count; i++) {
        sum += (float)snapshot->skill_weight[opening->skill[i]];
    }
    for (int i = 0; i < opening->skill_count; i++) {
        int32_t slot = opening->skill[i];
        spread_add(&vector[AT_SKILLS], SKILLS, (uint64_t)slot,
                   (float)snapshot->skill_weight[slot] / sum);
    }
}

static void languages_put(float *vector, const OpeningProfile *opening) {
    int count = opening->demand_count[CRITERION_language];
    for (int i = 0; i < count; i++) {
        const LanguageDemand *demand = &opening->language[i];
        int level = language_level_asked(demand);
        if (demand->slot != SLOT_DUTCH || level < 1 || level > LEVELS) continue;
        vector[AT_LANGUAGE + demand->skill * LEVELS + level - 1] += 1 / (float)count;
    }
}

/* A place as two angles, 100 km each: their cosine falls with the distance, in all the country. How
 * much of a vector the place is decides nothing of the product; it makes near openings neighbours. */
static const float way_share = 4;

static void place_put(const Place *place, float amount, float *ret_vector) {
    float across = (float)(place->longitude - 5300000) * 68e-8F;
    float up = (float)(place->latitude - 52100000) * 111e-8F;
    ret_vector[AT_WAY] = amount * cosf(across);
    ret_vector[AT_WAY + 1] = amount * sinf(across);
    ret_vector[AT_WAY + 2] = amount * cosf(up);
    ret_vector[AT_WAY + 3] = amount * sinf(up);
}

static void way_put(const Snapshot *snapshot, float *vector, const OpeningProfile *opening) {
    if (!opening->stop_count) return;
    place_put(&snapshot->place[snapshot->stop[opening->stop[0]].place], way_share, vector);
}

static void opening_vector(Arena *arena, Vectors *vectors, int32_t at) {
    const Snapshot *snapshot = vectors->market->snapshot;
    const OpeningProfile *opening = &snapshot->opening[at];
    float *vector = vector_of(vectors, (size_t)at);
    work_put(vectors, vector, opening);
    skills_put(snapshot, vector, opening);
    languages_put(vector, opening);
    way_put(snapshot, vector, opening);
    key_of_offer(&vectors->key, opening);
    int32_t offer = facet_add(arena, &vectors->offer, text_str(&vectors->key), at);
    if (offer < OFFER_PLACES) vector[AT_OFFER + offer] = 1;
}

static void lengths_put(Vectors *vectors, size_t openings) {
    float longest = 0;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < openings; i++) {
            float *vector = vector_of(vectors, i), square = 0;
            for (int k = 0; k < AT_LENGTH; k++) square += vector[k] * vector[k];
            if (round == 0) longest = square > longest ? square : longest;
            else vector[AT_LENGTH] = sqrtf(longest - square);
        }
    }
    vectors->longest = longest;
}

Vectors *vectors_make(Arena *arena, const Market *market) {
    size_t openings = market->snapshot->openings.count;
    Vectors *vectors = arena_one(arena, Vectors);
    *vectors = (Vectors){ .market = market, .key = text_new(arena, KEY_BYTES_MAX),
                          .opening = arena_many(arena, float, openings * FAISS_PLACES) };
    for (int i = 0; i < 100; i++) vectors->group[i] = -1;
    for (size_t i = 0; i < openings; i++) opening_vector(arena, vectors, (int32_t)i);
    lengths_put(vectors, openings);
    return vectors;
}

/* --- a person: points --- */

static float part_most(const Vectors *vectors, Part part) {
    return (float)vectors->market->snapshot->rules->maximum[part];
}

/* What the digits from the third on add to those before. */
static void work_ask(Vectors *vectors, float *vector, const Work *work, float points) {
    const int *constant = vectors->market->snapshot->rules->constant;
    float more[] = { (float)constant[RULE_nearness_2] / SHARE_WHOLE,
                     (float)(constant[RULE_nearness_3] - constant[RULE_nearness_2]) / SHARE_WHOLE,
                     (float)(constant[RULE_nearness_4] - constant[RULE_nearness_3]) / SHARE_WHOLE };
    int place = group_place(vectors, work->isco);
    if (place >= 0 && vector[AT_GROUP + place] < points * more[0]) {
        vector[AT_GROUP + place] += points * more[0];
    }
    if (work->isco.length >= 3) {
        spread_add(&vector[AT_WORK], WORKS, isco_part(work->isco, 3), points * more[1]);
    }
    if (work->isco.length >= 4) {
        spread_add(&vector[AT_WORK], WORKS, isco_part(work->isco, 4), points * more[2]);
    }
}

static void works_ask(Vectors *vectors, float *vector, const CandidateProfile *person) {
    for (size_t i = 0; i < person->wish_count; i++) {
        if (person->wish[i].kind == WISH_EXCLUDED) continue;
        work_ask(vectors, vector, &person->wish[i].work,
                 part_most(vectors, PART_occupation_wish));
    }
    for (size_t i = 0; i < person->experience_count; i++) {
        work_ask(vectors, vector, &person->experience[i].work,
                 part_most(vectors, PART_experience_nearness));
    }
    for (int i = 0; i < person->skill_count; i++) {
        spread_add(&vector[AT_SKILLS], SKILLS, (uint64_t)person->skill[i],
                   part_most(vectors, PART_skills_coverage));
    }
}

static void languages_ask(const Vectors *vectors, float *vector, const CandidateProfile *person) {
    int whole = vectors->market->snapshot->rules->constant[RULE_margin_levels];
    for (int skill = 0; skill < SKILL_COUNT; skill++) {
        int has = person->level[SLOT_DUTCH * SKILL_COUNT + skill].low;
        for (int level = 1; level <= LEVELS; level++) {
            int margin = has - level < 0 ? 0 : has - level > whole ? whole : has - level;
            vector[AT_LANGUAGE + skill * LEVELS + level - 1] =
                part_most(vectors, PART_language_margin) * (float)margin / (float)whole;
        }
    }
}

/* Some 25 kilometres away, a quarter of an angle, the way earns nothing any more. */
static void way_ask(const Vectors *vectors, float *vector, const CandidateProfile *person) {
    float most = part_most(vectors, PART_travel_comfort) * 2 * 16;
    if (person->home == SLOT_NONE) return;
    place_put(&vectors->market->snapshot->place[person->home], most / way_share, vector);
}

static void offers_ask(const Vectors *vectors, float *vector, const CandidateProfile *person) {
    const Snapshot *snapshot = vectors->market->snapshot;
    static const Part parts[] = { PART_counselling_fit, PART_outcome_level };
    for (size_t i = 0; i < vectors->offer.keys.count && i < OFFER_PLACES; i++) {
        Pair pair = { .snapshot = snapshot, .candidate = person,
                      .opening = &snapshot->opening[vectors->offer.first[i]] };
        for (int k = 0; k < 2; k++) {
            int share = score_part(&pair, parts[k]).permille;
            vector[AT_OFFER + i] += part_most(vectors, parts[k]) * (float)share / SHARE_WHOLE;
        }
    }
}

void vectors_ask(Vectors *vectors, const CandidateProfile *person, float *ret_vector) {
    works_ask(vectors, ret_vector, person);
    languages_ask(vectors, ret_vector, person);
    way_ask(vectors, ret_vector, person);
    offers_ask(vectors, ret_vector, person);
    float square = 0;
    for (int i = 0; i < FAISS_PLACES; i++) square += ret_vector[i] * ret_vector[i];
    for (int i = 0; i < FAISS_PLACES && square > 0; i++) {
        ret_vector[i] *= sqrtf(vectors->longest / square);
    }
}

const float *vectors_openings(const Vectors *vectors) {
    return vectors->opening;
}
