/* People who may be the same: what is compared, and what it weighs. Weights only order the list. */
#include "auto.h"
#include "candidates/candidate_register.h"

#include <string.h>

enum {
    POINTS_ID = 100,
    POINTS_NAME_SAME = 50,
    POINTS_NAME_ALIKE = 35,
    POINTS_BIRTH_SAME = 40,
    POINTS_BIRTH_MISTYPED = 20,
    POINTS_POSTCODE_SAME = 15,
    POINTS_AREA_SAME = 8,
    NAME_PARTS_MAX = 16,
    POSTCODE_AREA_DIGITS = 4,
    POSTCODE_BYTES = 6
};

typedef struct NameParts {
    Str folded[NAME_PARTS_MAX];
    NameKey key[NAME_PARTS_MAX];
    size_t count;
} NameParts;

typedef struct Given {
    const CandidateLikeness *likeness;
    NameParts parts;
    Str postcode;
} Given;

static NameParts parts_of(Arena *arena, Str folded) {
    NameParts parts = { 0 };
    Str rest = folded, part;
    while (rest.len && parts.count < NAME_PARTS_MAX && str_cut(&rest, ' ', &part)) {
        parts.folded[parts.count] = part;
        parts.key[parts.count++] = name_key(arena, part);
    }
    return parts;
}

/* Every part of the shorter name in a part of its own of the longer one: as written or by sound. */
static bool parts_within(const NameParts *shorter, const NameParts *longer, bool written) {
    bool used[NAME_PARTS_MAX] = { false };
    for (size_t i = 0; i < shorter->count; i++) {
        bool found = false;
        for (size_t k = 0; k < longer->count && !found; k++) {
            if (used[k]) continue;
            found = written ? str_equal(shorter->folded[i], longer->folded[k])
                            : name_words_alike(shorter->key[i], longer->key[k]);
            used[k] = found;
        }
        if (!found) return false;
    }
    return true;
}

static bool names_match(const NameParts *a, const NameParts *b, bool written) {
    const NameParts *shorter = a->count <= b->count ? a : b;
    const NameParts *longer = shorter == a ? b : a;
    if (!shorter->count || (shorter->count == 1 && longer->count > 1)) return false;
    return parts_within(shorter, longer, written);
}

/* --- birth dates --- */

static Str digits_of(Arena *arena, Day day) {
    if (day == DAY_UNKNOWN) return STR_EMPTY;
    Date date = day_date(day);
    return str_printf(arena, "%04d%02d%02d", date.year, date.month, date.day);
}

/* One digit differs, or two next to each other have changed places. */
static bool digits_mistyped(Str a, Str b) {
    size_t differ = 0, first = 0;
    for (size_t i = 0; i < a.len; i++) {
        if (a.at[i] == b.at[i]) continue;
        if (!differ++) first = i;
    }
    if (differ == 1) return true;
    return differ == 2 && first + 1 < a.len && a.at[first] == b.at[first + 1] &&
           a.at[first + 1] == b.at[first];
}

static bool birth_mistyped(Arena *arena, Day a, Day b) {
    Date one = day_date(a), two = day_date(b);
    bool exchanged = one.year == two.year && one.month == two.day && one.day == two.month;
    return exchanged || digits_mistyped(digits_of(arena, a), digits_of(arena, b));
}

/* --- one person --- */

static void reason_add(SimilarCandidate *similar, int points, Phrase phrase) {
    similar->points += points;
    if (similar->reason_count < SIMILAR_REASONS_MAX) {
        similar->reason[similar->reason_count++] = phrase;
    }
}

typedef enum Closeness { CLOSE_NOT, CLOSE_ALIKE, CLOSE_SAME } Closeness;

typedef struct Alike {
    bool id;
    Closeness name, birth, postcode; /* postcode: the area, all of it */
} Alike;

static Closeness name_closeness(Arena *arena, const Given *given, const Register *all,
                                const RegisterPerson *person) {
    NameParts parts = parts_of(arena, person_folded(all, person));
    if (names_match(&given->parts, &parts, true)) return CLOSE_SAME;
    return names_match(&given->parts, &parts, false) ? CLOSE_ALIKE : CLOSE_NOT;
}

static Closeness birth_closeness(Arena *arena, Day asked, Day had) {
    if (asked == DAY_UNKNOWN || had == DAY_UNKNOWN) return CLOSE_NOT;
    if (asked == had) return CLOSE_SAME;
    return birth_mistyped(arena, asked, had) ? CLOSE_ALIKE : CLOSE_NOT;
}

static Closeness postcode_closeness(Str asked, Str had) {
    if (asked.len < POSTCODE_AREA_DIGITS || had.len < POSTCODE_AREA_DIGITS) return CLOSE_NOT;
    if (memcmp(asked.at, had.at, POSTCODE_AREA_DIGITS) != 0) return CLOSE_NOT;
    bool whole = asked.len == POSTCODE_BYTES && str_equal(asked, had);
    return whole ? CLOSE_SAME : CLOSE_ALIKE;
}

static bool is_similar(const Alike *alike) {
    bool birth_here = alike->birth != CLOSE_NOT && alike->postcode == CLOSE_SAME;
    return alike->id || alike->name != CLOSE_NOT || birth_here;
}

static void reasons_add(SimilarCandidate *similar, const Alike *alike) {
    PhraseValue day = VALUE_DAY("day", similar->birth_date);
    if (alike->id) reason_add(similar, POINTS_ID, PHRASE(WORD_candidate_similar_id));
    if (alike->name == CLOSE_SAME) {
        reason_add(similar, POINTS_NAME_SAME, PHRASE(WORD_candidate_similar_name_same));
    } else if (alike->name == CLOSE_ALIKE) {
        reason_add(similar, POINTS_NAME_ALIKE, PHRASE(WORD_candidate_similar_name_alike));
    }
    if (alike->birth == CLOSE_SAME) {
        reason_add(similar, POINTS_BIRTH_SAME, PHRASE(WORD_candidate_similar_birth_same));
    } else if (alike->birth == CLOSE_ALIKE) {
        reason_add(similar, POINTS_BIRTH_MISTYPED,
                   PHRASE(WORD_candidate_similar_birth_mistyped, day));
    }
    if (alike->postcode == CLOSE_SAME) {
        reason_add(similar, POINTS_POSTCODE_SAME, PHRASE(WORD_candidate_similar_postcode_same));
    } else if (alike->postcode == CLOSE_ALIKE) {
        reason_add(similar, POINTS_AREA_SAME, PHRASE(WORD_candidate_similar_area_same));
    }
}

static bool person_similar(Arena *scratch, const Given *given, const Register *all,
                           uint32_t position, SimilarCandidate *ret_similar) {
    const RegisterPerson *person = &all->person[position];
    const CandidateLikeness *likeness = given->likeness;
    if (person->number == likeness->not_number) return false;
    Alike alike = { .id = likeness->id.len && str_equal(person_id(all, person), likeness->id),
                    .name = name_closeness(scratch, given, all, person),
                    .birth = birth_closeness(scratch, likeness->birth_date, person->birth_date),
                    .postcode = postcode_closeness(given->postcode, person_postcode(person)) };
    if (!is_similar(&alike)) return false;
    *ret_similar = (SimilarCandidate){ .birth_date = person->birth_date };
    reasons_add(ret_similar, &alike);
    return true;
}

/* --- the most alike --- */

typedef struct Best {
    SimilarCandidates *similar;
    uint32_t position[SIMILAR_MAX];
} Best;

/* People come in order of number, so who comes later stands behind who has as many points. */
static void best_put(Best *best, const SimilarCandidate *similar, uint32_t position) {
    SimilarCandidates *all = best->similar;
    size_t at = all->count;
    while (at && all->row[at - 1].points < similar->points) at--;
    if (at == SIMILAR_MAX) return;
    if (all->count < SIMILAR_MAX) all->count++;
    for (size_t i = all->count - 1; i > at; i--) {
        all->row[i] = all->row[i - 1];
        best->position[i] = best->position[i - 1];
    }
    all->row[at] = *similar;
    best->position[at] = position;
}

static Given given_read(Arena *arena, const CandidateLikeness *likeness) {
    Str name = str_printf(arena, "%.*s %.*s", STR_ARGS(likeness->family_name),
                          STR_ARGS(likeness->given_name));
    Text postcode = text_new(arena, 64);
    for (size_t i = 0; i < likeness->postcode.len; i++) {
        char c = likeness->postcode.at[i];
        if (c != ' ') text_add_char(&postcode, c >= 'a' && c <= 'z' ? (char)(c + 'A' - 'a') : c);
    }
    return (Given){ .likeness = likeness, .parts = parts_of(arena, name_fold(arena, name)),
                    .postcode = text_str(&postcode) };
}

Result candidate_similar(CandidateRegisters *registers, Db *db, Arena *arena,
                         const CandidateLikeness *likeness, SimilarCandidates *ret_similar) {
    AUTO(arena_end_at) Arena *scratch = arena_new("who is alike", 16UL * 1024 * 1024);
    Register *all;
    Result result = register_take(registers, db, likeness->tenant, &all);
    if (result != OK) return result;
    Given given = given_read(scratch, likeness);
    SimilarCandidates found = { 0 };
    Best best = { .similar = &found };
    for (uint32_t i = 0; i < all->count; i++) {
        ArenaMark mark = arena_mark(scratch);
        SimilarCandidate similar;
        if (person_similar(scratch, &given, all, i, &similar)) best_put(&best, &similar, i);
        arena_rewind(scratch, mark);
    }
    for (size_t i = 0; i < found.count; i++) {
        found.row[i].row = register_row(arena, all, best.position[i]);
    }
    register_give(registers, all);
    *ret_similar = found;
    return OK;
}
