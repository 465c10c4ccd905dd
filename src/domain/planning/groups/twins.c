#include "twins.h"

#include <stdlib.h>

typedef struct Marked {
    uint64_t mark; /* the same for what is alike */
    int32_t choice;
} Marked;

static uint64_t mixed(uint64_t mark, int64_t number) {
    mark = (mark ^ (uint64_t)number) * UINT64_C(0x9E3779B97F4A7C15);
    return mark ^ (mark >> 29);
}

/* The options that a choice starts. */
typedef struct Span {
    int32_t first, end;
} Span;

static Span span_of(const Part *part, int32_t choice) {
    const PartChoice *of = &part->choice[choice];
    if (of->option != CHOICE_NONE) return (Span){ of->option, of->option + 1 };
    return (Span){ part->block[of->block].option_first, part->block[of->block].option_end };
}

static uint64_t mark_of(const Part *part, int32_t choice) {
    Span span = span_of(part, choice);
    uint64_t mark = mixed(0, part->choice[choice].option == CHOICE_NONE);
    for (int32_t k = span.first; k < span.end; k++) {
        const PartOption *option = &part->option[k];
        mark = mixed(mark, option->maximum);
        for (int32_t i = option->pair_first; i < option->pair_end; i++) {
            mark = mixed(mixed(mark, part->pair_person[i]), part->pair_value[i]);
        }
    }
    return mark;
}

static bool options_alike(const Part *part, const PartOption *one, const PartOption *other) {
    int32_t count = one->pair_end - one->pair_first;
    if (one->minimum != other->minimum || one->maximum != other->maximum ||
        one->cost != other->cost || one->crowd != other->crowd ||
        count != other->pair_end - other->pair_first) {
        return false;
    }
    for (int32_t i = 0; i < count; i++) {
        int32_t a = one->pair_first + i, b = other->pair_first + i;
        if (part->pair_person[a] != part->pair_person[b]) return false;
        if (part->pair_value[a] != part->pair_value[b]) return false;
    }
    return true;
}

static bool blocks_alike(const PartBlock *one, const PartBlock *other) {
    return one->minimum == other->minimum && one->maximum == other->maximum &&
           one->cost == other->cost && one->crowd == other->crowd && one->hub == other->hub;
}

static bool choices_alike(const Part *part, int32_t a, int32_t b) {
    const PartChoice *one = &part->choice[a], *other = &part->choice[b];
    bool whole = one->option == CHOICE_NONE;
    if (whole != (other->option == CHOICE_NONE)) return false;
    if (!whole && one->block != other->block) return false;
    if (whole && !blocks_alike(&part->block[one->block], &part->block[other->block])) return false;
    Span of_one = span_of(part, a), of_other = span_of(part, b);
    if (of_one.end - of_one.first != of_other.end - of_other.first) return false;
    for (int32_t k = 0; k < of_one.end - of_one.first; k++) {
        if (!options_alike(part, &part->option[of_one.first + k],
                           &part->option[of_other.first + k])) {
            return false;
        }
    }
    return true;
}

static int by_mark(const void *a, const void *b) {
    const Marked *left = a, *right = b;
    if (left->mark != right->mark) return left->mark < right->mark ? -1 : 1;
    return left->choice < right->choice ? -1 : left->choice > right->choice;
}

/* A block with choices inside is told apart by them: it has no twin. */
static int32_t marked_gather(const Part *part, const int8_t *state, Marked *marked) {
    int32_t count = 0;
    for (int32_t j = 0; j < part->choice_count; j++) {
        const PartChoice *choice = &part->choice[j];
        bool plain = choice->option != CHOICE_NONE || !part->block[choice->block].has_inner;
        if (state[j] == CHOICE_UNDECIDED && plain)
            marked[count++] = (Marked){ mark_of(part, j), j };
    }
    qsort(marked, (size_t)count, sizeof *marked, by_mark);
    return count;
}

const Twins *twins_find(Arena *arena, const Part *part, const int8_t *state) {
    Twins *twins = arena_one(arena, Twins);
    Marked *marked = arena_many(arena, Marked, (size_t)part->choice_count);
    bool any = false;
    twins->before = arena_many(arena, int32_t, (size_t)part->choice_count);
    twins->after = arena_many(arena, int32_t, (size_t)part->choice_count);
    for (int32_t j = 0; j < part->choice_count; j++) {
        twins->before[j] = twins->after[j] = CHOICE_NONE;
    }
    int32_t count = marked_gather(part, state, marked);
    for (int32_t i = 1; i < count; i++) {
        int32_t one = marked[i - 1].choice, other = marked[i].choice;
        if (marked[i - 1].mark != marked[i].mark || !choices_alike(part, one, other)) continue;
        twins->after[one] = other;
        twins->before[other] = one;
        any = true;
    }
    return any ? twins : NULL;
}
