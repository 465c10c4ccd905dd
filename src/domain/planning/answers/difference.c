#include "difference.h"

#include "planning/form/id_index.h"

enum { NOBODY = -1 };

/* The pairs of each candidate of a problem. */
typedef struct PairIndex {
    const Problem *problem;
    int32_t *first, *next; /* + 1 */
} PairIndex;

/* Somebody of the new problem. */
typedef struct Person {
    int32_t old, now;         /* options of the new problem; PLAN_UNPLACED */
    Str old_id;               /* also where the option is gone; empty: no place */
    bool was_there, differs;
} Person;

typedef struct Finding {
    Arena *arena;
    const Problem *problem, *earlier;
    PairIndex pairs, earlier_pairs;
    IdIndex earlier_candidates, earlier_options;
    Person *person;
    int64_t *old_in_option, *now_in_option, *old_in_class, *old_used;
    Difference *told; /* per candidate; of meaning where they differ */
    int32_t *came_first, *came_next, *left_first, *left_next; /* who differs, per option, + 1 */
} Finding;

static PairIndex pairs_index(Arena *arena, const Problem *problem) {
    PairIndex index = { problem, arena_many(arena, int32_t, (size_t)problem->candidate_count),
                        arena_many(arena, int32_t, (size_t)problem->pair_count) };
    for (int32_t i = problem->pair_count - 1; i >= 0; i--) {
        index.next[i] = index.first[problem->pair[i].candidate];
        index.first[problem->pair[i].candidate] = i + 1;
    }
    return index;
}

static const Pair *pair_find(const PairIndex *index, int32_t candidate, int32_t option) {
    if (candidate < 0 || option < 0) return NULL;
    for (int32_t i = index->first[candidate]; i; i = index->next[i - 1]) {
        if (index->problem->pair[i - 1].option == option) return &index->problem->pair[i - 1];
    }
    return NULL;
}

static IdIndex options_index(Arena *arena, const Problem *problem) {
    Str *id = arena_many(arena, Str, (size_t)problem->option_count);
    for (int32_t i = 0; i < problem->option_count; i++) id[i] = problem->option[i].id;
    return id_index_new(arena, id, problem->option_count);
}

/* The pair of the same ids in the earlier problem. */
static const Pair *pair_before(const Finding *finding, int32_t candidate, int32_t option) {
    if (!finding->earlier) return NULL;
    int32_t there = id_index_find(&finding->earlier_candidates,
                                  finding->problem->candidate[candidate]);
    int32_t at =
        id_index_find(&finding->earlier_options, finding->problem->option[option].id);
    return pair_find(&finding->earlier_pairs, there, at);
}

/* --- who was where --- */

static void people_read(Finding *finding, const OldAnswer *answer, const Solution *solution) {
    const Problem *problem = finding->problem;
    IdIndex candidates = id_index_new(finding->arena, problem->candidate, problem->candidate_count);
    IdIndex options = options_index(finding->arena, problem);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        finding->person[i] = (Person){ .old = PLAN_UNPLACED, .now = solution->option_of[i] };
        if (!finding->earlier) continue;
        finding->person[i].was_there =
            id_index_find(&finding->earlier_candidates, problem->candidate[i]) != ID_NOT_THERE;
    }
    for (int32_t i = 0; i < answer->unplaced_count; i++) {
        int32_t at = id_index_find(&candidates, answer->unplaced[i]);
        if (at != ID_NOT_THERE && !finding->earlier) finding->person[at].was_there = true;
    }
    for (int32_t i = 0; i < answer->count; i++) {
        int32_t at = id_index_find(&candidates, answer->candidate[i]);
        int32_t option = id_index_find(&options, answer->option[i]);
        if (option != ID_NOT_THERE) {
            int32_t of = problem->option[option].class_index;
            finding->old_in_option[option]++;
            if (of != PLAN_NO_CLASS) finding->old_in_class[of]++;
        }
        if (at == ID_NOT_THERE) continue;
        Person *person = &finding->person[at];
        person->old_id = answer->option[i];
        person->was_there = true;
        if (option != ID_NOT_THERE) person->old = option;
    }
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        Person *person = &finding->person[i];
        person->differs = person->old != person->now || (person->old_id.len && person->old < 0);
        if (person->now != PLAN_UNPLACED) finding->now_in_option[person->now]++;
        const Pair *pair = pair_find(&finding->pairs, i, person->old);
        for (int32_t k = 0; pair && k < pair->demand_count; k++) {
            const PairDemand *demand = &problem->demand[pair->demand_first + k];
            finding->old_used[demand->resource] += demand->amount;
        }
    }
}

static void flows_read(Finding *finding) {
    for (int32_t i = finding->problem->candidate_count - 1; i >= 0; i--) {
        const Person *person = &finding->person[i];
        if (!person->differs) continue;
        if (person->now != PLAN_UNPLACED) {
            finding->came_next[i] = finding->came_first[person->now];
            finding->came_first[person->now] = i + 1;
        }
        if (person->old != PLAN_UNPLACED) {
            finding->left_next[i] = finding->left_first[person->old];
            finding->left_first[person->old] = i + 1;
        }
    }
}

/* --- causes of one's own --- */

static bool is_pinned_elsewhere(const Finding *finding, int32_t candidate, int32_t option) {
    for (int32_t i = finding->pairs.first[candidate]; i; i = finding->pairs.next[i - 1]) {
        const Pair *pair = &finding->problem->pair[i - 1];
        if (pair->rule == RULE_PINNED && pair->option != option) return true;
    }
    return false;
}

static DifferenceCause told_smaller(Difference *told, DifferenceCause cause, Str name,
                                    int64_t people, int64_t people_max) {
    told->because_name = name;
    told->people = people;
    told->people_max = people_max;
    return cause;
}

static DifferenceCause resource_cause(const Finding *finding, const Pair *pair, Difference *told) {
    const Problem *problem = finding->problem;
    for (int32_t k = 0; k < pair->demand_count; k++) {
        int32_t at = problem->demand[pair->demand_first + k].resource;
        if (finding->old_used[at] <= problem->resource[at].capacity) continue;
        told->because_name = problem->resource[at].id;
        return DIFFERENCE_resource_short;
    }
    return DIFFERENCE_unknown;
}

static DifferenceCause cause_of_leaving(const Finding *finding, int32_t at, Difference *told) {
    const Problem *problem = finding->problem;
    const Person *person = &finding->person[at];
    if (!person->old_id.len) return DIFFERENCE_unknown;
    told->because_name = person->old_id;
    if (person->old < 0) return DIFFERENCE_option_gone;
    const Option *option = &problem->option[person->old];
    const Pair *pair = pair_find(&finding->pairs, at, person->old);
    if (!pair) return DIFFERENCE_pair_gone;
    if (pair->rule == RULE_FORBIDDEN || is_pinned_elsewhere(finding, at, person->old)) {
        return DIFFERENCE_pair_forbidden;
    }
    int64_t old = finding->old_in_option[person->old];
    if (!finding->now_in_option[person->old]) {
        return told_smaller(told, DIFFERENCE_option_closed, option->id, old, -1);
    }
    if (old > option->maximum) {
        return told_smaller(told, DIFFERENCE_option_smaller, option->id, old, option->maximum);
    }
    if (option->class_index != PLAN_NO_CLASS) {
        const OptionClass *class = &problem->option_class[option->class_index];
        old = finding->old_in_class[option->class_index];
        if (old > class->maximum) {
            return told_smaller(told, DIFFERENCE_class_smaller, class->id, old, class->maximum);
        }
    }
    told->because_name = STR_EMPTY;
    return resource_cause(finding, pair, told);
}

static DifferenceCause cause_of_coming(const Finding *finding, int32_t at, Difference *told) {
    const Problem *problem = finding->problem;
    const Person *person = &finding->person[at];
    if (person->now == PLAN_UNPLACED) return DIFFERENCE_unknown;
    if (!person->was_there) return DIFFERENCE_candidate_new;
    const Option *option = &problem->option[person->now];
    told->because_name = option->id;
    if (finding->earlier) {
        bool is_new = id_index_find(&finding->earlier_options, option->id) == ID_NOT_THERE;
        const Pair *before = pair_before(finding, at, person->now);
        const Pair *now = pair_find(&finding->pairs, at, person->now);
        if (is_new) return DIFFERENCE_option_new;
        if (!before || before->rule == RULE_FORBIDDEN) return DIFFERENCE_pair_new;
        if (now->rule == RULE_PINNED && before->rule != RULE_PINNED) return DIFFERENCE_pinned;
    }
    if (!finding->old_in_option[person->now]) return DIFFERENCE_option_opened;
    told->because_name = STR_EMPTY;
    return DIFFERENCE_unknown;
}

static int64_t worth(const Pair *pair) {
    return pair->value - pair->stay_bonus;
}

static DifferenceCause cause_of_values(const Finding *finding, int32_t at, Difference *told) {
    const Person *person = &finding->person[at];
    if (!finding->earlier) return DIFFERENCE_unknown;
    for (int side = 0; side < 2; side++) {
        int32_t option = side ? person->now : person->old;
        if (option == PLAN_UNPLACED) continue;
        const Pair *before = pair_before(finding, at, option);
        const Pair *now = pair_find(&finding->pairs, at, option);
        if (!before || !now) continue;
        told->because_name = finding->problem->option[option].id;
        if (!side && worth(now) < worth(before)) return DIFFERENCE_value_fell;
        if (side && worth(now) > worth(before)) return DIFFERENCE_value_rose;
    }
    told->because_name = STR_EMPTY;
    return DIFFERENCE_unknown;
}

static DifferenceCause own_cause(const Finding *finding, int32_t at, Difference *told) {
    DifferenceCause cause = cause_of_leaving(finding, at, told);
    if (cause == DIFFERENCE_unknown) cause = cause_of_coming(finding, at, told);
    return cause == DIFFERENCE_unknown ? cause_of_values(finding, at, told) : cause;
}

/* --- causes that others are --- */

/* What somebody is worth somewhere, nothing without a place; false: they cannot be there. */
static bool worth_there(const Finding *finding, int32_t candidate, int32_t option, int64_t *sum) {
    if (option == PLAN_UNPLACED) return true;
    const Pair *pair = pair_find(&finding->pairs, candidate, option);
    if (!pair) return false;
    *sum += worth(pair);
    return true;
}

static bool changed_places(const Finding *finding, int32_t one, int32_t other) {
    const Person *a = &finding->person[one], *b = &finding->person[other];
    int64_t before = 0, now = 0;
    if (one == other || a->old != b->now || a->now != b->old) return false;
    return worth_there(finding, one, a->old, &before) &&
           worth_there(finding, other, b->old, &before) &&
           worth_there(finding, one, a->now, &now) && worth_there(finding, other, b->now, &now) &&
           before == now;
}

static int32_t exchanged_with(const Finding *finding, int32_t at) {
    const Person *person = &finding->person[at];
    if (person->old != PLAN_UNPLACED) {
        for (int32_t i = finding->came_first[person->old]; i; i = finding->came_next[i - 1]) {
            if (changed_places(finding, at, i - 1)) return i - 1;
        }
    } else if (person->now != PLAN_UNPLACED) {
        for (int32_t i = finding->left_first[person->now]; i; i = finding->left_next[i - 1]) {
            if (changed_places(finding, at, i - 1)) return i - 1;
        }
    }
    return NOBODY;
}

/* From all whose own cause is known, nearest first: to whom came where they left, or left where
 * they came. That goes both ways, so each finds the nearest beginning. */
typedef struct Chains {
    int32_t *begin; /* per person; NOBODY */
    int32_t *reached, count;
    bool *option_left, *option_came; /* looked at */
} Chains;

static void chains_add(Chains *chains, int32_t begin, int32_t first, const int32_t *next) {
    for (int32_t i = first; i; i = next[i - 1]) {
        if (chains->begin[i - 1] != NOBODY) continue;
        chains->begin[i - 1] = begin;
        chains->reached[chains->count++] = i - 1;
    }
}

static Chains chains_follow(const Finding *finding) {
    const Problem *problem = finding->problem;
    size_t people = (size_t)problem->candidate_count, options = (size_t)problem->option_count;
    Chains chains = { arena_many(finding->arena, int32_t, people),
                      arena_many(finding->arena, int32_t, people), 0,
                      arena_many(finding->arena, bool, options),
                      arena_many(finding->arena, bool, options) };
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        bool begins = finding->person[i].differs && finding->told[i].cause != DIFFERENCE_unknown;
        chains.begin[i] = begins ? i : NOBODY;
        if (begins) chains.reached[chains.count++] = i;
    }
    for (int32_t done = 0; done < chains.count; done++) {
        int32_t at = chains.reached[done];
        const Person *person = &finding->person[at];
        if (person->old != PLAN_UNPLACED && !chains.option_left[person->old]) {
            chains.option_left[person->old] = true;
            chains_add(&chains, chains.begin[at], finding->came_first[person->old],
                       finding->came_next);
        }
        if (person->now != PLAN_UNPLACED && !chains.option_came[person->now]) {
            chains.option_came[person->now] = true;
            chains_add(&chains, chains.begin[at], finding->left_first[person->now],
                       finding->left_next);
        }
    }
    return chains;
}

/* After own causes are known for all: what is left, without changing what chains look for. */
static void others_causes(Finding *finding) {
    const Problem *problem = finding->problem;
    Chains chains = chains_follow(finding);
    Difference *found = arena_many(finding->arena, Difference, (size_t)problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        found[i] = finding->told[i];
        if (!finding->person[i].differs || found[i].cause != DIFFERENCE_unknown) continue;
        int32_t other = exchanged_with(finding, i);
        if (other != NOBODY) {
            found[i].cause = DIFFERENCE_interchangeable;
        } else if ((other = chains.begin[i]) != NOBODY) {
            found[i].cause = DIFFERENCE_chain;
            found[i].because_cause = finding->told[other].cause;
            found[i].because_name = finding->told[other].because_name;
        }
        if (other != NOBODY) found[i].because_candidate = problem->candidate[other];
    }
    finding->told = found;
}

/* --- the whole --- */

static void gone_add(const Finding *finding, const OldAnswer *answer, Differences *differences) {
    const Problem *problem = finding->problem;
    IdIndex candidates = id_index_new(finding->arena, problem->candidate, problem->candidate_count);
    for (int32_t i = 0; i < answer->count; i++) {
        if (id_index_find(&candidates, answer->candidate[i]) != ID_NOT_THERE) continue;
        differences->difference[differences->count++] =
            (Difference){ .candidate = answer->candidate[i], .from = answer->option[i],
                          .cause = DIFFERENCE_candidate_gone, .people = -1, .people_max = -1 };
        differences->lost++;
    }
}

static Differences *differences_gather(const Finding *finding, const OldAnswer *answer) {
    const Problem *problem = finding->problem;
    Differences *differences = arena_one(finding->arena, Differences);
    differences->difference = arena_many(finding->arena, Difference,
                                         (size_t)problem->candidate_count + (size_t)answer->count);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        const Person *person = &finding->person[i];
        bool placed = person->now != PLAN_UNPLACED, was = person->old_id.len > 0;
        differences->stayed += !person->differs && placed;
        if (!person->differs) continue;
        Difference *to = &differences->difference[differences->count++];
        *to = finding->told[i];
        to->candidate = problem->candidate[i];
        to->from = person->old_id;
        to->to = placed ? problem->option[person->now].id : STR_EMPTY;
        differences->moved += placed && was;
        differences->placed += placed && !was;
        differences->lost += !placed;
    }
    gone_add(finding, answer, differences);
    return differences;
}

/* Somebody gone freed a place: for who came there. They are not in the new problem, so no chain
 * reaches them by itself. */
static void places_freed(Finding *finding, const OldAnswer *answer) {
    const Problem *problem = finding->problem;
    IdIndex candidates = id_index_new(finding->arena, problem->candidate, problem->candidate_count);
    IdIndex options = options_index(finding->arena, problem);
    for (int32_t i = answer->count - 1; i >= 0; i--) {
        int32_t option = id_index_find(&options, answer->option[i]);
        if (option == ID_NOT_THERE) continue;
        if (id_index_find(&candidates, answer->candidate[i]) != ID_NOT_THERE) continue;
        for (int32_t k = finding->came_first[option]; k; k = finding->came_next[k - 1]) {
            Difference *told = &finding->told[k - 1];
            bool free = told->cause == DIFFERENCE_unknown ||
                        (told->cause == DIFFERENCE_chain && told->because_candidate.len);
            if (!free) continue;
            told->cause = DIFFERENCE_chain;
            told->because_cause = DIFFERENCE_candidate_gone;
            told->because_candidate = answer->candidate[i];
        }
    }
}

/* Who came to a place that somebody gone left begins chains of others too; they name who is gone.
 */
static void chains_name_gone(Finding *finding, const Difference *own) {
    const Problem *problem = finding->problem;
    IdIndex candidates = id_index_new(finding->arena, problem->candidate, problem->candidate_count);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        Difference *told = &finding->told[i];
        if (told->cause != DIFFERENCE_chain || told->because_cause != DIFFERENCE_chain) continue;
        int32_t at = id_index_find(&candidates, told->because_candidate);
        told->because_candidate = own[at].because_candidate;
        told->because_cause = own[at].because_cause;
        told->because_name = own[at].because_name;
    }
}

const Differences *differences_find(Arena *arena, const Problem *problem, const Solution *solution,
                                    const OldAnswer *answer, const Problem *earlier) {
    size_t people = (size_t)problem->candidate_count, options = (size_t)problem->option_count;
    Finding finding = { .arena = arena, .problem = problem, .earlier = earlier };
    finding.pairs = pairs_index(arena, problem);
    if (earlier) {
        finding.earlier_pairs = pairs_index(arena, earlier);
        finding.earlier_candidates =
            id_index_new(arena, earlier->candidate, earlier->candidate_count);
        finding.earlier_options = options_index(arena, earlier);
    }
    finding.person = arena_many(arena, Person, people);
    finding.told = arena_many(arena, Difference, people);
    finding.old_in_option = arena_many(arena, int64_t, options);
    finding.now_in_option = arena_many(arena, int64_t, options);
    finding.old_in_class = arena_many(arena, int64_t, (size_t)problem->class_count);
    finding.old_used = arena_many(arena, int64_t, (size_t)problem->resource_count);
    finding.came_first = arena_many(arena, int32_t, options);
    finding.left_first = arena_many(arena, int32_t, options);
    finding.came_next = arena_many(arena, int32_t, people);
    finding.left_next = arena_many(arena, int32_t, people);
    people_read(&finding, answer, solution);
    flows_read(&finding);
    for (size_t i = 0; i < people; i++) {
        Difference *told = &finding.told[i];
        told->people = told->people_max = -1;
        if (finding.person[i].differs) told->cause = own_cause(&finding, (int32_t)i, told);
    }
    places_freed(&finding, answer);
    const Difference *own = finding.told;
    others_causes(&finding);
    chains_name_gone(&finding, own);
    return differences_gather(&finding, answer);
}

const char *difference_cause_name(DifferenceCause cause) {
#define DIFFERENCE_NAME(name) [DIFFERENCE_##name] = #name,
    static const char *const names[] = { DIFFERENCE_CAUSES(DIFFERENCE_NAME) };
    return names[cause];
}
