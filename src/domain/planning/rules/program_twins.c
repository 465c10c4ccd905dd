#include "program_twins.h"

#include <stdlib.h>

enum { OWNER_NONE = -1, OWNER_MANY = -2 };

typedef struct Marked {
    uint64_t mark; /* the same for what is alike */
    int32_t index;
} Marked;

typedef struct Seeking {
    const Program *program;
    int32_t *owner; /* per row: the one place that it is about */
    int32_t *mate;  /* per row: that of the place it is compared with; of meaning where dated so */
    int32_t *dated;
    int32_t date;
} Seeking;

/* --- what is alike gets the same mark --- */

static uint64_t mixed(uint64_t mark, int64_t number) {
    mark = (mark ^ (uint64_t)number) * UINT64_C(0x9E3779B97F4A7C15);
    return mark ^ (mark >> 29);
}

static uint64_t place_mark(const Program *program, int32_t at) {
    const Offer *place = &program->place[at];
    uint64_t mark = mixed(mixed(place->group, place->minimum), place->maximum);
    for (int32_t i = 0; i < place->column_count; i++) {
        const Column *column = &program->column[place->column[i]];
        mark = mixed(mixed(mark, column->unit), column->value);
    }
    return mark;
}

static uint64_t unit_mark(const Program *program, int32_t at) {
    const Unit *unit = &program->unit[at];
    uint64_t mark = mixed(0, unit->must);
    for (int32_t i = unit->column_first; i < unit->column_end; i++) {
        mark = mixed(mixed(mark, program->column[i].option), program->column[i].value);
    }
    return mark;
}

static int by_mark(const void *a, const void *b) {
    const Marked *left = a, *right = b;
    if (left->mark != right->mark) return left->mark < right->mark ? -1 : 1;
    return left->index < right->index ? -1 : left->index > right->index;
}

/* --- compared --- */

static void owners_find(Seeking *seeking) {
    const Program *program = seeking->program;
    for (int32_t i = 0; i < program->row_count; i++) {
        const Row *row = &program->row[i];
        int32_t owner = row->start_count ? OWNER_MANY : OWNER_NONE;
        for (int32_t k = 0; k < row->column_count && owner != OWNER_MANY; k++) {
            int32_t option = program->column[row->column[k]].option;
            if (owner != OWNER_NONE && owner != option) owner = OWNER_MANY;
            else owner = option;
        }
        seeking->owner[i] = owner;
    }
}

/* The same row, or each of a row of its own, always the same two. */
static bool rows_alike(Seeking *seeking, Twin places, int32_t one, int32_t other) {
    if (one == other) return true;
    const Row *a = &seeking->program->row[one], *b = &seeking->program->row[other];
    if (seeking->owner[one] != places.one || seeking->owner[other] != places.other) return false;
    if (seeking->dated[one] != seeking->date && seeking->dated[other] != seeking->date) {
        if (a->low != b->low || a->high != b->high || a->column_count != b->column_count) {
            return false;
        }
        seeking->dated[one] = seeking->dated[other] = seeking->date;
        seeking->mate[one] = other;
        seeking->mate[other] = one;
    }
    return seeking->dated[one] == seeking->date && seeking->dated[other] == seeking->date &&
           seeking->mate[one] == other && seeking->mate[other] == one;
}

static bool entries_alike(Seeking *seeking, Twin places, const Column *one, const Column *other) {
    const Entry *entry = seeking->program->entry;
    int32_t count = one->entry_end - one->entry_first;
    if (count != other->entry_end - other->entry_first) return false;
    for (int32_t k = 0; k < count; k++) {
        const Entry *a = &entry[one->entry_first + k], *b = &entry[other->entry_first + k];
        if (a->coefficient != b->coefficient) return false;
        if (!rows_alike(seeking, places, a->row, b->row)) return false;
    }
    return true;
}

static bool columns_alike(Seeking *seeking, Twin places, int32_t a, int32_t b) {
    const Column *one = &seeking->program->column[a], *other = &seeking->program->column[b];
    return one->value == other->value && one->places == other->places &&
           entries_alike(seeking, places, one, other);
}

static bool starts_alike(const Program *program, const Offer *one, const Offer *other) {
    int32_t count = one->entry_end - one->entry_first;
    if (count != other->entry_end - other->entry_first) return false;
    for (int32_t k = 0; k < count; k++) {
        const Entry *a = &program->entry[one->entry_first + k];
        const Entry *b = &program->entry[other->entry_first + k];
        if (a->row != b->row || a->coefficient != b->coefficient) return false;
    }
    return true;
}

static bool places_alike(Seeking *seeking, Twin twin) {
    const Program *program = seeking->program;
    const Offer *one = &program->place[twin.one], *other = &program->place[twin.other];
    if (one->group != other->group || one->minimum != other->minimum ||
        one->maximum != other->maximum || one->cost != other->cost ||
        one->must_start != other->must_start || one->column_count != other->column_count ||
        !starts_alike(program, one, other)) {
        return false;
    }
    seeking->date++;
    for (int32_t i = 0; i < one->column_count; i++) {
        int32_t a = one->column[i], b = other->column[i];
        if (program->column[a].unit != program->column[b].unit) return false;
        if (!columns_alike(seeking, twin, a, b)) return false;
    }
    return true;
}

static bool units_alike(Seeking *seeking, Twin twin) {
    const Program *program = seeking->program;
    const Unit *one = &program->unit[twin.one], *other = &program->unit[twin.other];
    int32_t count = one->column_end - one->column_first;
    if (one->must != other->must || count != other->column_end - other->column_first) return false;
    for (int32_t i = 0; i < count; i++) {
        int32_t a = one->column_first + i, b = other->column_first + i;
        Twin no_place = { OWNER_NONE, OWNER_NONE };
        if (program->column[a].option != program->column[b].option) return false;
        if (!columns_alike(seeking, no_place, a, b)) return false;
    }
    return true;
}

/* --- found --- */

static int32_t neighbours(Seeking *seeking, Marked *marked, int32_t count,
                          bool (*alike)(Seeking *seeking, Twin twin), Twin *ret_twin) {
    int32_t found = 0;
    qsort(marked, (size_t)count, sizeof *marked, by_mark);
    for (int32_t i = 1; i < count; i++) {
        Twin twin = { marked[i - 1].index, marked[i].index };
        if (marked[i - 1].mark == marked[i].mark && alike(seeking, twin)) ret_twin[found++] = twin;
    }
    return found;
}

const ProgramTwins *program_twins_find(Arena *arena, const Program *program) {
    size_t rows = (size_t)program->row_count, places = (size_t)program->place_count;
    size_t units = (size_t)program->unit_count;
    ProgramTwins *twins = arena_one(arena, ProgramTwins);
    Seeking seeking = { .program = program,
                        .owner = arena_many(arena, int32_t, rows),
                        .mate = arena_many(arena, int32_t, rows),
                        .dated = arena_many(arena, int32_t, rows) };
    Marked *marked = arena_many(arena, Marked, places > units ? places : units);
    twins->place = arena_many(arena, Twin, places);
    twins->unit = arena_many(arena, Twin, units);
    owners_find(&seeking);
    int32_t count = 0;
    for (int32_t i = 0; i < program->place_count; i++) {
        if (program->place[i].column_count) marked[count++] = (Marked){ place_mark(program, i), i };
    }
    twins->place_count = neighbours(&seeking, marked, count, places_alike, twins->place);
    count = 0;
    for (int32_t i = 0; i < program->unit_count; i++) {
        bool none = program->unit[i].column_first == program->unit[i].column_end;
        if (!none) marked[count++] = (Marked){ unit_mark(program, i), i };
    }
    twins->unit_count = neighbours(&seeking, marked, count, units_alike, twins->unit);
    return twins->place_count || twins->unit_count ? twins : NULL;
}

/* --- what follows --- */

/* The first place starts where the other does, and has its first unit before it. */
static bool places_settle(State *state, Twin twin) {
    const Offer *one = &state->program->place[twin.one];
    const Offer *other = &state->program->place[twin.other];
    bool none = state->place[twin.one] == DECIDED_OUT;
    if (state->place[twin.other] == DECIDED_IN && !state_put_place(state, twin.one, DECIDED_IN)) {
        return false;
    }
    if (none && !state_put_place(state, twin.other, DECIDED_OUT)) return false;
    for (int32_t i = 0; i < other->column_count; i++) {
        if (!state_put_column(state, other->column[i], DECIDED_OUT)) return false;
        if (!none && state->column[one->column[i]] != DECIDED_OUT) break; /* it may be the first */
    }
    return true;
}

/* Options in which a unit may still be; PLAN_UNPLACED counts as behind all. */
typedef struct Range {
    int32_t first, last;
} Range;

static Range unit_range(const State *state, int32_t at) {
    const Program *program = state->program;
    const Unit *unit = &program->unit[at];
    Range range = { INT32_MAX, -1 };
    if (state->unit[at].in) {
        int32_t option = program->column[state->unit_column[at]].option;
        return (Range){ option, option };
    }
    for (int32_t k = unit->column_first; k < unit->column_end; k++) {
        int32_t option = program->column[k].option;
        if (state->column[k] == DECIDED_OUT) continue;
        if (option < range.first) range.first = option;
        if (option > range.last) range.last = option;
    }
    if (!unit->must) range.last = INT32_MAX;
    return range;
}

/* The first unit is in no later place than the other. */
static bool units_settle(State *state, Twin twin) {
    const Program *program = state->program;
    const Unit *one = &program->unit[twin.one], *other = &program->unit[twin.other];
    Range of_one = unit_range(state, twin.one), of_other = unit_range(state, twin.other);
    if (of_one.first > of_other.last) return false;
    for (int32_t k = one->column_first; k < one->column_end; k++) {
        bool late = program->column[k].option > of_other.last;
        if (late && !state_put_column(state, k, DECIDED_OUT)) return false;
    }
    for (int32_t k = other->column_first; k < other->column_end; k++) {
        bool early = program->column[k].option < of_one.first;
        if (early && !state_put_column(state, k, DECIDED_OUT)) return false;
    }
    return true;
}

bool twins_settle(State *state, const ProgramTwins *twins) {
    for (int32_t i = 0; i < twins->place_count; i++) {
        if (!places_settle(state, twins->place[i])) return false;
    }
    for (int32_t i = 0; i < twins->unit_count; i++) {
        if (!units_settle(state, twins->unit[i])) return false;
    }
    return true;
}
