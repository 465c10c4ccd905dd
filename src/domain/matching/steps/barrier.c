#include "auto.h"
#include "matching/judge/score.h"

enum { SCRATCH_BYTES_MAX = 256 * 1024 * 1024 };

/* One unmet demand. */
typedef struct Block {
    Criterion criterion;
    int demand;
    Finding finding;
} Block;

typedef struct Blocks {
    Block *block;
    size_t count, capacity;
} Blocks;

/* A step, and what it would open. */
typedef struct Option {
    Step step;
    Criterion criterion;
    int opens, first_opening;
    int skill,
        from; /* languages: the skill concerned, SKILL_COUNT for several; the lowest level now */
} Option;

typedef struct Search {
    const Snapshot *snapshot;
    int candidate;
    Arena *arena;
    Option *option;
    size_t option_count, option_capacity;
    int *openable; /* openings that some single step opens */
    size_t openable_count, openable_capacity;
} Search;

static void blocks_collect(Arena *arena, const Pair *pair, Blocks *blocks) {
    blocks->count = 0;
    for (int i = 0; i < CRITERION_COUNT; i++) {
        int count = pair_demand_count(pair, (Criterion)i);
        for (int k = 0; k < count; k++) {
            Finding finding = judge(pair, (Criterion)i, k);
            if (finding.verdict != VERDICT_UNMET) continue;
            blocks->block =
                arena_room(arena, Block, blocks->block, blocks->count, &blocks->capacity);
            blocks->block[blocks->count++] = (Block){ (Criterion)i, k, finding };
        }
    }
}

static bool step_opens(const Pair *pair, const Blocks *blocks, Step step) {
    for (size_t i = 0; i < blocks->count; i++) {
        const Block *block = &blocks->block[i];
        if (!step_closes(pair, block->criterion, block->demand, &block->finding, step))
            return false;
    }
    return blocks->count > 0;
}

/* A course is a course, whatever skill it was found for and wherever it begins. */
static bool same_option(Step a, Step b) {
    if (a.kind != STEP_LANGUAGE || b.kind != STEP_LANGUAGE) return step_equal(a, b);
    return a.to == b.to && str_equal(a.detail, b.detail);
}

static bool option_add(Search *search, const Pair *pair, const Blocks *blocks, const Block *block,
                       Step step) {
    step.weeks = step_weeks_for(pair, step);
    if (step.weeks >= STEP_WEEKS_NEVER || !step_opens(pair, blocks, step)) return false;
    for (size_t i = 0; i < search->option_count; i++) {
        if (same_option(search->option[i].step, step)) return true;
    }
    search->option = arena_room(search->arena, Option, search->option, search->option_count,
                                &search->option_capacity);
    search->option[search->option_count++] =
        (Option){ .step = step, .criterion = block->criterion, .skill = SLOT_NONE };
    return true;
}

/* Travel can be closed in several ways. */
static bool options_of_travel(Search *search, const Pair *pair, const Blocks *blocks,
                              const Block *block) {
    static const StepKind kinds[] = { STEP_TRAVEL_PASS, STEP_BICYCLE, STEP_MOPED };
    bool any = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Step step = { .kind = kinds[i], .skill = SKILL_COUNT };
        any = option_add(search, pair, blocks, block, step) || any;
    }
    return any;
}

/* One licence may cover several that are asked. */
static bool options_of_licence(Search *search, const Pair *pair, const Blocks *blocks,
                               const Block *block) {
    const CodeList *list = search->snapshot->licence_list;
    bool any = false;
    for (size_t i = 0; i < list->count; i++) {
        Step step = { .kind = STEP_LICENCE, .skill = SKILL_COUNT, .detail = list->code[i] };
        any = option_add(search, pair, blocks, block, step) || any;
    }
    return any;
}

static void options_collect(Search *search, int opening, Blocks *blocks) {
    Pair pair = pair_make(search->snapshot, search->candidate, opening, true);
    blocks_collect(search->arena, &pair, blocks);
    bool any = false;
    for (size_t i = 0; i < blocks->count; i++) {
        const Block *block = &blocks->block[i];
        any = option_add(search, &pair, blocks, block, block->finding.step) || any;
        bool way = block->criterion == CRITERION_travel && block->demand == 0;
        if (way) any = options_of_travel(search, &pair, blocks, block) || any;
        bool licence = block->criterion == CRITERION_licence;
        if (licence) any = options_of_licence(search, &pair, blocks, block) || any;
    }
    if (!any) return;
    search->openable = arena_room(search->arena, int, search->openable, search->openable_count,
                                  &search->openable_capacity);
    search->openable[search->openable_count++] = opening;
}

static void skill_note(Option *option, const Blocks *blocks) {
    for (size_t i = 0; i < blocks->count; i++) {
        Step step = blocks->block[i].finding.step;
        if (option->skill == SLOT_NONE) {
            option->skill = step.skill;
            option->from = step.from;
        }
        if (option->skill != step.skill) option->skill = SKILL_COUNT;
        if (step.from < option->from) option->from = step.from;
    }
}

static void options_count(Search *search, int opening, Blocks *blocks) {
    Pair pair = pair_make(search->snapshot, search->candidate, opening, true);
    blocks_collect(search->arena, &pair, blocks);
    for (size_t i = 0; i < search->option_count; i++) {
        Option *option = &search->option[i];
        if (!step_opens(&pair, blocks, option->step)) continue;
        if (!option->opens++) option->first_opening = opening;
        if (option->step.kind == STEP_LANGUAGE) skill_note(option, blocks);
    }
}

static void option_finish(const Search *search, Option *option) {
    if (option->step.kind != STEP_LANGUAGE) return;
    option->step.skill = option->skill;
    option->step.from = option->from;
    option->step.weeks = step_weeks(search->snapshot->rules, option->step);
}

static bool option_is_better(const Option *a, const Option *b) {
    if (a->opens != b->opens) return a->opens > b->opens;
    if (a->step.weeks != b->step.weeks) return a->step.weeks < b->step.weeks;
    if (a->criterion != b->criterion) return a->criterion < b->criterion;
    return a->first_opening < b->first_opening;
}

Help step_that_helps_most(const Snapshot *snapshot, int candidate) {
    AUTO(arena_end_at) Arena *arena = arena_new("step that helps most", SCRATCH_BYTES_MAX);
    Search search = { .snapshot = snapshot, .candidate = candidate, .arena = arena };
    Blocks blocks = { 0 };
    for (int i = 0; i < (int)snapshot_opening_count(snapshot); i++) {
        options_collect(&search, i, &blocks);
    }
    for (size_t i = 0; i < search.openable_count; i++) {
        options_count(&search, search.openable[i], &blocks);
    }
    const Option *best = NULL;
    for (size_t i = 0; i < search.option_count; i++) {
        option_finish(&search, &search.option[i]);
        if (!best || option_is_better(&search.option[i], best)) best = &search.option[i];
    }
    if (!best) return (Help){ .any = false };
    return (Help){ .any = true, .step = best->step, .opens = best->opens };
}

/* --- one step away --- */

typedef struct Near {
    Match match;
    int weeks;
    int64_t number;
} Near;

static int near_compare(const void *left, const void *right) {
    const Near *a = left, *b = right;
    if (a->weeks != b->weeks) return a->weeks < b->weeks ? -1 : 1;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return a->match.opening < b->match.opening ? -1 : a->match.opening > b->match.opening;
}

size_t openings_one_step_away(const Snapshot *snapshot, int candidate, size_t maximum,
                              Match *ret_match) {
    AUTO(arena_end_at) Arena *arena = arena_new("one step away", SCRATCH_BYTES_MAX);
    int openings = (int)snapshot_opening_count(snapshot);
    Near *near = arena_many(arena, Near, (size_t)openings);
    Blocks blocks = { 0 };
    size_t count = 0;
    for (int i = 0; i < openings; i++) {
        Match match = match_pair(snapshot, candidate, i);
        if (match.unmet_count != 1) continue;
        Pair pair = pair_make(snapshot, candidate, i, true);
        blocks_collect(arena, &pair, &blocks);
        near[count++] = (Near){ match, blocks.block[0].finding.step.weeks,
                                snapshot_opening(snapshot, i)->number };
    }
    qsort(near, count, sizeof *near, near_compare);
    if (count > maximum) count = maximum;
    for (size_t i = 0; i < count; i++) ret_match[i] = near[i].match;
    return count;
}

/* --- what blocks --- */

Barriers barriers_of(const Snapshot *snapshot, int candidate) {
    Barriers barriers = { .openings = (int)snapshot_opening_count(snapshot),
                          .most = CRITERION_COUNT };
    int most = 0;
    for (int opening = 0; opening < barriers.openings; opening++) {
        Verdict verdict[CRITERION_COUNT];
        match_verdicts(snapshot, candidate, opening, verdict);
        bool feasible = true;
        for (int i = 0; i < CRITERION_COUNT; i++) {
            if (verdict[i] != VERDICT_UNMET) continue;
            feasible = false;
            barriers.blocked[i]++;
        }
        barriers.feasible += feasible;
    }
    for (int i = 0; i < CRITERION_COUNT; i++) {
        if (barriers.blocked[i] <= most) continue;
        most = barriers.blocked[i];
        barriers.most = (Criterion)i;
    }
    return barriers;
}
