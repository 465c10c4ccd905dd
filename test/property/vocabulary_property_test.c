/* Terms of random lists, against a second way that compares every concept with every other. */
#include "chance.h"
#include "fold.h"
#include "vocabulary/vocabulary.h"

enum { CONCEPTS_MAX = 14, WORLDS = 4000 };

static const char *const words[] = { "lassen", "Lassen", " LASSEN ", "zagen", "Zagen", "boren", "x",
                                     "X" };
static const char *const groups[] = { "", "", "7212", "5120" };

typedef struct Lists {
    Concept row[CONCEPTS_MAX];
    size_t count;
    uint32_t first[CONCEPTS_MAX]; /* of the concepts that are one with it */
} Lists;

static Str word_at_random(Chance *chance) {
    int64_t count = sizeof words / sizeof *words;
    int64_t at = chance_between(chance, -2, count - 1);
    return at < 0 ? STR_EMPTY : str_from(words[at]);
}

static void lists_fill(Arena *arena, Chance *chance, Lists *lists) {
    lists->count = (size_t)chance_between(chance, 0, CONCEPTS_MAX);
    for (size_t i = 0; i < lists->count; i++) {
        Concept *concept = &lists->row[i];
        int same = (int)chance_between(chance, -3, 9), own = (int)chance_between(chance, 0, 9);
        *concept = (Concept){
            .kind = (ConceptKind)chance_between(chance, 0, 1),
            .scheme = (Scheme)chance_between(chance, 0, 2),
            .address = str_printf(arena, "a:%d", own),
            .isco = str_from(groups[chance_between(chance, 0, 3)]),
            .same_as = same < 0 ? STR_EMPTY : str_printf(arena, "a:%d", same),
            .gone_on = chance_between(chance, 0, 3) ? DAY_UNKNOWN : 20000,
        };
        for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
            concept->label[tongue] = word_at_random(chance);
            Str one = word_at_random(chance), other = word_at_random(chance);
            concept->alternatives[tongue] =
                str_printf(arena, "%.*s\n%.*s", STR_ARGS(one), STR_ARGS(other));
        }
    }
}

/* --- the second way --- */

static bool labels_equal(Str a, Str b) {
    return a.len && b.len && str_equal_folded(a, b);
}

/* The first concept of that kind with this label in that tongue. */
static size_t label_owner(const Lists *lists, size_t of, int tongue) {
    for (size_t i = 0; i < of; i++) {
        if (lists->row[i].kind != lists->row[of].kind) continue;
        if (labels_equal(lists->row[i].label[tongue], lists->row[of].label[tongue])) return i;
    }
    return of;
}

static bool are_tied(const Lists *lists, size_t a, size_t b) {
    const Concept *one = &lists->row[a], *other = &lists->row[b];
    if (one->kind != other->kind) return false;
    if (str_equal(one->address, other->address)) return true;
    if (str_equal(one->same_as, other->address) || str_equal(other->same_as, one->address)) {
        return true;
    }
    bool groups_differ =
        one->isco.len && other->isco.len && !str_equal(one->isco, other->isco);
    if (one->scheme == other->scheme || groups_differ) return false;
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        if (!labels_equal(one->label[tongue], other->label[tongue])) continue;
        if (label_owner(lists, b, tongue) == a) return true;
    }
    return false;
}

static void firsts_find(Lists *lists) {
    for (size_t i = 0; i < lists->count; i++) lists->first[i] = (uint32_t)i;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t b = 0; b < lists->count; b++) {
            for (size_t a = 0; a < b; a++) {
                if (lists->first[a] == lists->first[b] || !are_tied(lists, a, b)) continue;
                uint32_t low = lists->first[a], high = lists->first[b];
                if (low > high) low = lists->first[b], high = lists->first[a];
                for (size_t i = 0; i < lists->count; i++) {
                    if (lists->first[i] == high) lists->first[i] = low;
                }
                changed = true;
            }
        }
    }
}

static bool is_gone(const Lists *lists, uint32_t first) {
    for (size_t i = 0; i < lists->count; i++) {
        if (lists->first[i] == first && lists->row[i].gone_on == DAY_UNKNOWN) return false;
    }
    return true;
}

/* Who has the label at this rank: a first; CONCEPTS_MAX nobody, CONCEPTS_MAX + 1 several. */
static uint32_t owner_at(const Lists *lists, ConceptKind kind, Str text, int rank) {
    uint32_t owner = CONCEPTS_MAX;
    int tongue = rank % TONGUE_COUNT;
    bool also = rank / TONGUE_COUNT % 2, gone = rank / TONGUE_COUNT / 2;
    for (size_t i = 0; i < lists->count; i++) {
        const Concept *concept = &lists->row[i];
        if (concept->kind != kind || is_gone(lists, lists->first[i]) != gone) continue;
        bool has = !also && labels_equal(concept->label[tongue], text);
        Str rest = concept->alternatives[tongue], line;
        while (also && str_cut(&rest, '\n', &line)) has = has || labels_equal(line, text);
        if (!has || owner == lists->first[i]) continue;
        owner = owner == CONCEPTS_MAX ? lists->first[i] : CONCEPTS_MAX + 1;
    }
    return owner;
}

static uint32_t owner_of(const Lists *lists, ConceptKind kind, Str text) {
    for (size_t i = 0; i < lists->count; i++) {
        if (lists->row[i].kind == kind && str_equal(lists->row[i].address, text)) {
            return lists->first[i];
        }
    }
    for (int rank = 0; rank < 4 * TONGUE_COUNT; rank++) {
        uint32_t owner = owner_at(lists, kind, text, rank);
        if (owner != CONCEPTS_MAX) return owner;
    }
    return CONCEPTS_MAX;
}

static void assert_agrees(const Lists *lists, const Vocabulary *made, ConceptKind kind, Str text) {
    const Term *term = NULL;
    uint32_t owner = owner_of(lists, kind, text);
    TermFound found = vocabulary_find(made, kind, text, &term);
    TermFound expected = owner == CONCEPTS_MAX       ? TERM_UNKNOWN
                         : owner == CONCEPTS_MAX + 1 ? TERM_AMBIGUOUS
                                                     : TERM_KNOWN;
    assert_int_equal(found, expected);
    if (found != TERM_KNOWN) return;
    assert_true(str_equal(term->address, lists->row[owner].address));
    assert_int_equal(term->kind, kind);
    assert_int_equal(term->gone, is_gone(lists, owner));
}

static void two_ways_find_the_same(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    for (int world = 0; world < WORLDS; world++) {
        ArenaMark mark = arena_mark(arena);
        Lists *lists = arena_one(arena, Lists);
        lists_fill(arena, &chance, lists);
        firsts_find(lists);
        const Vocabulary *made = vocabulary_make(arena, (Concepts){ lists->row, lists->count });
        for (int kind = 0; kind < CONCEPT_KIND_COUNT; kind++) {
            for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
                assert_agrees(lists, made, (ConceptKind)kind, str_from(words[i]));
            }
            for (int i = 0; i < 10; i++) {
                assert_agrees(lists, made, (ConceptKind)kind, str_printf(arena, "a:%d", i));
            }
        }
        arena_rewind(arena, mark);
    }
}

/* Any bytes: nothing breaks, and a key is its own key. */
static void a_key_of_a_key_is_the_key(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Chance chance = chance_begin();
    const Vocabulary *made = vocabulary_builtin(arena);
    for (int i = 0; i < 20000; i++) {
        ArenaMark mark = arena_mark(arena);
        char bytes[24];
        size_t len = (size_t)chance_between(&chance, 0, sizeof bytes);
        for (size_t k = 0; k < len; k++) bytes[k] = (char)chance_between(&chance, 1, 255);
        Str key = vocabulary_key(arena, made, CONCEPT_SKILL, (Str){ bytes, len });
        Str again = vocabulary_key(arena, made, CONCEPT_SKILL, key);
        assert_true(str_equal(key, again));
        arena_rewind(arena, mark);
    }
}

SUITE("vocabulary properties", cmocka_unit_test(two_ways_find_the_same),
      cmocka_unit_test(a_key_of_a_key_is_the_key))
