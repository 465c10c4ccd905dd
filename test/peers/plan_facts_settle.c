#include "plan_facts.h"

/* While the usable pairs are being found. */
typedef struct Settling {
    PlanFacts *facts;
    int *first, *pair;     /* all pairs per option, and the end */
    int *class_first, *class_option;
    long long *places;     /* per option: the most people it could have; 0: it cannot start */
    long long *class_most; /* per class; 0: it cannot start */
    /* Per resource, for one option or class: pairs that use it, and the least they use. */
    long long *users, *least;
    int *touched, touches;
    long long people;
} Settling;

static long long smaller(long long a, long long b) {
    return a < b ? a : b;
}

/* group_of: per thing, FACT_NONE is in no list. first: zeroes, one more than there are groups. */
static void lists_make(int count, const int *group_of, int groups, int *first, int *list) {
    for (int i = 0; i < count; i++) {
        if (group_of[i] != FACT_NONE) first[group_of[i] + 1]++;
    }
    for (int i = 0; i < groups; i++) first[i + 1] += first[i];
    for (int i = 0; i < count; i++) {
        if (group_of[i] != FACT_NONE) list[first[group_of[i]]++] = i;
    }
    for (int i = groups; i > 0; i--) first[i] = first[i - 1];
    first[0] = 0;
}

static void option_count(Settling *settling, int option) {
    const PlanFacts *facts = settling->facts;
    for (int i = settling->first[option]; i < settling->first[option + 1]; i++) {
        const FactPair *pair = &facts->pair[settling->pair[i]];
        if (!pair->usable) continue;
        settling->people++;
        for (int k = pair->use_first; k < pair->use_end; k++) {
            int at = facts->use[k].resource;
            if (!settling->users[at]++) {
                settling->touched[settling->touches++] = at;
                settling->least[at] = facts->use[k].amount;
            }
            settling->least[at] = smaller(settling->least[at], facts->use[k].amount);
        }
    }
}

/* The most people that capacities leave to who was counted; begins anew. */
static long long counted_most(Settling *settling) {
    long long most = settling->people;
    while (settling->touches) {
        int at = settling->touched[--settling->touches];
        if (settling->users[at] == settling->people) {
            most = smaller(most, settling->facts->resource[at].capacity / settling->least[at]);
        }
        settling->users[at] = 0;
    }
    settling->people = 0;
    return most;
}

static void places_count(Settling *settling) {
    const PlanFacts *facts = settling->facts;
    for (int k = 0; k < facts->options; k++) {
        const FactPlaces *option = &facts->option[k];
        option_count(settling, k);
        long long most = smaller(option->maximum, counted_most(settling));
        settling->places[k] = most < option->minimum ? 0 : most;
    }
    for (int c = 0; c < facts->classes; c++) {
        long long sum = 0;
        for (int i = settling->class_first[c]; i < settling->class_first[c + 1]; i++) {
            sum += settling->places[settling->class_option[i]];
            option_count(settling, settling->class_option[i]);
        }
        long long most = smaller(facts->class[c].maximum, smaller(sum, counted_most(settling)));
        settling->class_most[c] = most < facts->class[c].minimum ? 0 : most;
    }
}

static bool wants_anybody(const FactPlaces *places) {
    return places->minimum > 1 || places->cost < 0 || places->must_start;
}

static bool pair_can_serve(const Settling *settling, const FactPair *pair) {
    const PlanFacts *facts = settling->facts;
    const FactPlaces *option = &facts->option[pair->option];
    int class_at = option->class_at;
    if (!settling->places[pair->option]) return false;
    if (class_at != FACT_NONE) {
        long long most = settling->class_most[class_at];
        if (!most || most < option->minimum) return false;
    }
    if (pair->value >= 0 || facts->must[pair->candidate] || facts->wanted[pair->candidate]) {
        return true;
    }
    if (wants_anybody(option)) return true;
    return class_at != FACT_NONE && wants_anybody(&facts->class[class_at]);
}

static void pairs_settle(Settling *settling) {
    PlanFacts *facts = settling->facts;
    for (bool changed = true; changed;) {
        changed = false;
        places_count(settling);
        for (int i = 0; i < facts->pairs; i++) {
            FactPair *pair = &facts->pair[i];
            if (!pair->usable || pair_can_serve(settling, pair)) continue;
            pair->usable = false;
            changed = true;
        }
    }
}

/* --- lists of what is usable --- */

static void usable_list(PlanFacts *facts) {
    size_t pairs = (size_t)facts->pairs;
    int *group = arena_many(facts->arena, int, pairs);
    facts->candidate_first = arena_many(facts->arena, int, (size_t)facts->candidates + 1);
    facts->candidate_pair = arena_many(facts->arena, int, pairs);
    for (int i = 0; i < facts->pairs; i++) {
        group[i] = facts->pair[i].usable ? facts->pair[i].candidate : FACT_NONE;
    }
    lists_make(facts->pairs, group, facts->candidates, facts->candidate_first,
               facts->candidate_pair);
    int *first = arena_many(facts->arena, int, (size_t)facts->options + 1);
    facts->option_pair = arena_many(facts->arena, int, pairs);
    for (int i = 0; i < facts->pairs; i++) {
        group[i] = facts->pair[i].usable ? facts->pair[i].option : FACT_NONE;
    }
    lists_make(facts->pairs, group, facts->options, first, facts->option_pair);
    for (int k = 0; k < facts->options; k++) {
        facts->option[k].pair_first = first[k];
        facts->option[k].pairs = first[k + 1] - first[k];
    }
}

static void class_options_list(PlanFacts *facts, const Settling *settling) {
    for (int c = 0; c < facts->classes; c++) {
        FactPlaces *class = &facts->class[c];
        class->option = settling->class_option + settling->class_first[c];
        for (int i = settling->class_first[c]; i < settling->class_first[c + 1]; i++) {
            int option = settling->class_option[i];
            if (facts->option[option].pairs) class->option[class->options++] = option;
        }
    }
}

/* Resources used in this option; first without the lists, which then get their room. */
static void option_users_list(PlanFacts *facts, int at, int *last, bool with_list) {
    const FactPlaces *option = &facts->option[at];
    for (int i = 0; i < option->pairs; i++) {
        const FactPair *pair = &facts->pair[facts->option_pair[option->pair_first + i]];
        for (int k = pair->use_first; k < pair->use_end; k++) {
            const FactUse *use = &facts->use[k];
            FactResource *resource = &facts->resource[use->resource];
            if (!with_list) {
                if (!resource->pairs++) resource->amount = use->amount;
                if (resource->amount != use->amount) resource->is_even = false;
            }
            if (last[use->resource] == at) continue;
            last[use->resource] = at;
            if (with_list) resource->option[resource->options] = at;
            resource->options++;
        }
    }
}

static void resources_list(PlanFacts *facts) {
    int *last = arena_many(facts->arena, int, (size_t)facts->resources);
    for (int r = 0; r < facts->resources; r++) {
        facts->resource[r].is_even = true;
        last[r] = FACT_NONE;
    }
    for (int k = 0; k < facts->options; k++) option_users_list(facts, k, last, false);
    for (int r = 0; r < facts->resources; r++) {
        FactResource *resource = &facts->resource[r];
        resource->option = arena_many(facts->arena, int, (size_t)resource->options);
        resource->options = 0;
        last[r] = FACT_NONE;
    }
    for (int k = 0; k < facts->options; k++) option_users_list(facts, k, last, true);
    for (int r = 0; r < facts->resources; r++) {
        FactResource *resource = &facts->resource[r];
        long long pairs = 0;
        for (int i = 0; i < resource->options; i++) {
            pairs += facts->option[resource->option[i]].pairs;
        }
        if (pairs != resource->pairs) resource->is_even = false;
    }
}

void plan_facts_settle(PlanFacts *facts) {
    Arena *arena = facts->arena;
    size_t options = (size_t)facts->options, classes = (size_t)facts->classes;
    size_t pairs = (size_t)facts->pairs, resources = (size_t)facts->resources;
    Settling settling = {
        .facts = facts,
        .first = arena_many(arena, int, options + 1), .pair = arena_many(arena, int, pairs),
        .class_first = arena_many(arena, int, classes + 1),
        .class_option = arena_many(arena, int, options),
        .places = arena_many(arena, long long, options),
        .class_most = arena_many(arena, long long, classes),
        .users = arena_many(arena, long long, resources),
        .least = arena_many(arena, long long, resources),
        .touched = arena_many(arena, int, resources),
    };
    int *group = arena_many(arena, int, pairs > options ? pairs : options);
    for (int i = 0; i < facts->pairs; i++) group[i] = facts->pair[i].option;
    lists_make(facts->pairs, group, facts->options, settling.first, settling.pair);
    for (int k = 0; k < facts->options; k++) group[k] = facts->option[k].class_at;
    lists_make(facts->options, group, facts->classes, settling.class_first, settling.class_option);
    pairs_settle(&settling);
    usable_list(facts);
    class_options_list(facts, &settling);
    resources_list(facts);
}
