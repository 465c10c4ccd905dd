/* problem_json.h: a plain problem as JSON (see problem.h), and whether two problems are the same.
 * Ids and groups must be plain letters and digits. */
#ifndef OPSTAP_TEST_PROBLEM_JSON_H
#define OPSTAP_TEST_PROBLEM_JSON_H

#include "planning/form/problem.h"
#include "test.h"

static inline void json_list(Text *text, const char *name) {
    if (text->len > 1) text_add(text, S("],\n"));
    text_addf(text, "\"%s\":[", name);
}

/* Before each of a list but the first. */
static inline void json_next(Text *text, bool *more) {
    if (*more) text_add_char(text, ',');
    *more = true;
}

static inline bool floor_has(const Floor *floor, int32_t candidate) {
    for (int32_t i = 0; i < floor->member_count; i++) {
        if (floor->member[i] == candidate) return true;
    }
    return false;
}

static inline void json_candidates(Text *text, const Problem *problem) {
    json_list(text, "candidates");
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        bool more = false;
        text_addf(text, "%s{\"id\":\"%.*s\",\"groups\":[", i ? "," : "",
                  STR_ARGS(problem->candidate[i]));
        for (int32_t k = 0; k < problem->floor_count; k++) {
            if (!floor_has(&problem->floor[k], i)) continue;
            json_next(text, &more);
            text_addf(text, "\"%.*s\"", STR_ARGS(problem->floor[k].group));
        }
        for (int32_t k = 0; k < problem->group_count; k++) {
            const PeopleGroup *group = &problem->group[k];
            for (int32_t m = 0; m < group->member_count; m++) {
                if (group->member[m] != i) continue;
                json_next(text, &more);
                text_addf(text, "\"%.*s\"", STR_ARGS(group->id));
            }
        }
        bool must = problem->must_place && problem->must_place[i];
        text_addf(text, "],\"must_place\":%s}", must ? "true" : "false");
    }
}

static inline void json_places(Text *text, int64_t minimum, int64_t maximum, int64_t cost,
                               bool must_start) {
    text_addf(text, ",\"minimum\":%lld,\"opening_cost\":%lld", (long long)minimum, (long long)cost);
    if (must_start) text_add(text, S(",\"must_start\":true"));
    if (maximum != PLAN_UNLIMITED) text_addf(text, ",\"maximum\":%lld", (long long)maximum);
}

static inline void json_options(Text *text, const Problem *problem) {
    json_list(text, "options");
    for (int32_t i = 0; i < problem->option_count; i++) {
        const Option *option = &problem->option[i];
        text_addf(text, "%s{\"id\":\"%.*s\"", i ? "," : "", STR_ARGS(option->id));
        json_places(text, option->minimum, option->maximum, option->opening_cost,
                    option->must_start);
        text_add_char(text, '}');
    }
    json_list(text, "classes");
    for (int32_t i = 0; i < problem->class_count; i++) {
        const OptionClass *class = &problem->option_class[i];
        bool more = false;
        text_addf(text, "%s{\"id\":\"%.*s\"", i ? "," : "", STR_ARGS(class->id));
        json_places(text, class->minimum, class->maximum, class->opening_cost,
                    class->must_start);
        text_add(text, S(",\"options\":["));
        for (int32_t k = 0; k < problem->option_count; k++) {
            if (problem->option[k].class_index != i) continue;
            json_next(text, &more);
            text_addf(text, "\"%.*s\"", STR_ARGS(problem->option[k].id));
        }
        text_add(text, S("]}"));
    }
}

static inline void json_pair_of(Text *text, const Problem *problem, const Pair *pair) {
    text_addf(text, "{\"candidate\":\"%.*s\",\"option\":\"%.*s\"",
              STR_ARGS(problem->candidate[pair->candidate]),
              STR_ARGS(problem->option[pair->option].id));
}

static inline void json_pairs(Text *text, const Problem *problem) {
    json_list(text, "pairs");
    for (int32_t i = 0; i < problem->pair_count; i++) {
        const Pair *pair = &problem->pair[i];
        if (i) text_add_char(text, ',');
        json_pair_of(text, problem, pair);
        text_addf(text, ",\"value\":%lld,\"demand\":{",
                  (long long)(pair->value - pair->stay_bonus));
        for (int32_t k = 0; k < pair->demand_count; k++) {
            const PairDemand *demand = &problem->demand[pair->demand_first + k];
            text_addf(text, "%s\"%.*s\":%lld", k ? "," : "",
                      STR_ARGS(problem->resource[demand->resource].id), (long long)demand->amount);
        }
        text_add(text, S("}}"));
    }
}

static inline void json_ruled(Text *text, const Problem *problem, const char *name, PairRule rule) {
    bool more = false;
    json_list(text, name);
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (problem->pair[i].rule != rule) continue;
        json_next(text, &more);
        json_pair_of(text, problem, &problem->pair[i]);
        text_add_char(text, '}');
    }
}

static inline void json_stay(Text *text, const Problem *problem) {
    bool more = false;
    json_list(text, "stay");
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (!problem->pair[i].stay_bonus) continue;
        json_next(text, &more);
        json_pair_of(text, problem, &problem->pair[i]);
        text_addf(text, ",\"bonus\":%lld}", (long long)problem->pair[i].stay_bonus);
    }
}

static inline void json_rules(Text *text, const Problem *problem) {
    json_list(text, "resources");
    for (int32_t i = 0; i < problem->resource_count; i++) {
        text_addf(text, "%s{\"id\":\"%.*s\",\"capacity\":%lld}", i ? "," : "",
                  STR_ARGS(problem->resource[i].id), (long long)problem->resource[i].capacity);
    }
    json_list(text, "floors");
    for (int32_t i = 0; i < problem->floor_count; i++) {
        text_addf(text, "%s{\"group\":\"%.*s\",\"minimum_placed\":%lld}", i ? "," : "",
                  STR_ARGS(problem->floor[i].group), (long long)problem->floor[i].people);
    }
    json_ruled(text, problem, "pins", RULE_PINNED);
    json_ruled(text, problem, "forbidden", RULE_FORBIDDEN);
    json_stay(text, problem);
    json_list(text, "households");
    for (int32_t i = 0; i < problem->household_count; i++) {
        const Household *household = &problem->household[i];
        bool more = false;
        text_addf(text, "%s{\"same_option\":%s,\"candidates\":[", i ? "," : "",
                  household->same_option ? "true" : "false");
        for (int32_t k = 0; k < household->member_count; k++) {
            json_next(text, &more);
            text_addf(text, "\"%.*s\"", STR_ARGS(problem->candidate[household->member[k]]));
        }
        text_add(text, S("]}"));
    }
}

static inline void json_stages(Text *text, const Problem *problem) {
    json_list(text, "stages");
    for (int32_t i = 0; i < problem->stage_count; i++) {
        const Stage *stage = &problem->stage[i];
        text_addf(text, "%s{\"maximise\":\"%s\",\"tolerance\":%lld", i ? "," : "",
                  stage_aim_name(stage->aim), (long long)stage->tolerance);
        bool one = stage->aim == AIM_placed;
        if (stage->group_count) text_add(text, one ? S(",\"group\":") : S(",\"groups\":["));
        for (int32_t k = 0; k < stage->group_count; k++) {
            text_addf(text, "%s\"%.*s\"", k ? "," : "",
                      STR_ARGS(problem->group[stage->group[k]].id));
        }
        text_add(text, stage->group_count && !one ? S("]}") : S("}"));
    }
}

static inline Str problem_json(Arena *arena, const Problem *problem) {
    Text text = text_new(arena, 1 << 20);
    text_add_char(&text, '{');
    json_candidates(&text, problem);
    json_options(&text, problem);
    json_pairs(&text, problem);
    json_rules(&text, problem);
    if (problem->stage_count) json_stages(&text, problem);
    text_addf(&text, "],\n\"must_place_all\":%s}\n", problem->must_place_all ? "true" : "false");
    return text_str(&text);
}

/* --- the same --- */

static inline bool same_people(const int32_t *one, int32_t one_count, const int32_t *other,
                               int32_t other_count) {
    if (one_count != other_count) return false;
    for (int32_t i = 0; i < one_count; i++) {
        if (one[i] != other[i]) return false;
    }
    return true;
}

static inline bool same_candidates(const Problem *one, const Problem *other) {
    if (one->candidate_count != other->candidate_count) return false;
    for (int32_t i = 0; i < one->candidate_count; i++) {
        bool must = one->must_place && one->must_place[i];
        bool other_must = other->must_place && other->must_place[i];
        if (must != other_must || !str_equal(one->candidate[i], other->candidate[i])) return false;
    }
    return true;
}

static inline bool same_options(const Problem *one, const Problem *other) {
    if (one->option_count != other->option_count) return false;
    for (int32_t i = 0; i < one->option_count; i++) {
        const Option *a = &one->option[i], *b = &other->option[i];
        bool same = str_equal(a->id, b->id) && a->minimum == b->minimum &&
                    a->maximum == b->maximum && a->class_index == b->class_index &&
                    a->opening_cost == b->opening_cost && a->must_start == b->must_start;
        if (!same) return false;
    }
    return true;
}

static inline bool same_classes(const Problem *one, const Problem *other) {
    if (one->class_count != other->class_count) return false;
    for (int32_t i = 0; i < one->class_count; i++) {
        const OptionClass *a = &one->option_class[i], *b = &other->option_class[i];
        bool same = str_equal(a->id, b->id) && a->minimum == b->minimum &&
                    a->maximum == b->maximum && a->opening_cost == b->opening_cost &&
                    a->must_start == b->must_start;
        if (!same) return false;
    }
    return true;
}

static inline bool same_pair(const Problem *one, const Problem *other, int32_t at) {
    const Pair *a = &one->pair[at], *b = &other->pair[at];
    bool same = a->candidate == b->candidate && a->option == b->option && a->value == b->value &&
                a->rule == b->rule && a->stay_bonus == b->stay_bonus &&
                a->demand_count == b->demand_count;
    for (int32_t i = 0; i < a->demand_count && same; i++) {
        const PairDemand *demand = &one->demand[a->demand_first + i];
        const PairDemand *of_other = &other->demand[b->demand_first + i];
        same = demand->resource == of_other->resource && demand->amount == of_other->amount;
    }
    return same;
}

static inline bool same_pairs(const Problem *one, const Problem *other) {
    if (one->pair_count != other->pair_count) return false;
    for (int32_t i = 0; i < one->pair_count; i++) {
        if (!same_pair(one, other, i)) return false;
    }
    return true;
}

static inline bool same_resources(const Problem *one, const Problem *other) {
    if (one->resource_count != other->resource_count) return false;
    for (int32_t i = 0; i < one->resource_count; i++) {
        const Resource *a = &one->resource[i], *b = &other->resource[i];
        if (!str_equal(a->id, b->id) || a->capacity != b->capacity) return false;
    }
    return true;
}

static inline bool same_floors(const Problem *one, const Problem *other) {
    if (one->floor_count != other->floor_count) return false;
    for (int32_t i = 0; i < one->floor_count; i++) {
        const Floor *a = &one->floor[i], *b = &other->floor[i];
        bool same = str_equal(a->group, b->group) && a->people == b->people &&
                    same_people(a->member, a->member_count, b->member, b->member_count);
        if (!same) return false;
    }
    return true;
}

static inline bool same_households(const Problem *one, const Problem *other) {
    if (one->household_count != other->household_count) return false;
    for (int32_t i = 0; i < one->household_count; i++) {
        const Household *a = &one->household[i], *b = &other->household[i];
        bool same = a->same_option == b->same_option &&
                    same_people(a->member, a->member_count, b->member, b->member_count);
        if (!same) return false;
    }
    return true;
}

/* The first list in which they differ; NULL: the same. */
static inline const char *problem_difference(const Problem *one, const Problem *other) {
    if (one->must_place_all != other->must_place_all) return "must_place_all";
    if (!same_candidates(one, other)) return "candidates";
    if (!same_options(one, other)) return "options";
    if (!same_classes(one, other)) return "classes";
    if (!same_pairs(one, other)) return "pairs";
    if (!same_resources(one, other)) return "resources";
    if (!same_floors(one, other)) return "floors";
    return same_households(one, other) ? NULL : "households";
}

#endif
