/* Reads what may bind besides places: resources, floors, pins, prohibitions, households; and
 * bonuses for who stays. */
#include "limits.h"
#include "problem_reader.h"

/* --- resources --- */

static Result read_resource(Reader *reader, Place place, json_t *value) {
    static const char *const fields[] = { "id", "capacity", NULL };
    Resource *resource = &reader->problem->resource[place.at];
    Result result = read_object(reader, place, value, fields);
    if (result != OK) return result;
    place.field = "id";
    result = read_id(reader, place, json_object_get(value, place.field), &resource->id);
    if (result != OK) return result;
    place.field = "capacity";
    return read_amount(reader, place, json_object_get(value, place.field), &resource->capacity);
}

Result read_resources(Reader *reader, json_t *root) {
    Problem *problem = reader->problem;
    json_t *list;
    Result result = read_list(reader, root, "resources", false, &list);
    if (result != OK) return result;
    size_t count = json_array_size(list);
    problem->resource = arena_many(reader->arena, Resource, count);
    problem->resource_count = (int32_t)count;
    result = read_each(reader, "resources", list, read_resource);
    Str *id = arena_many(reader->arena, Str, count);
    for (size_t i = 0; i < count; i++) id[i] = problem->resource[i].id;
    if (result == OK) reader->resources = id_index_new(reader->arena, id, (int32_t)count);
    return result;
}

/* An amount of 0 is not kept. */
Result read_demand(Reader *reader, Place place, json_t *demand, Pair *pair) {
    Problem *problem = reader->problem;
    const char *name;
    json_t *amount;
    pair->demand_first = problem->demand_count;
    if (demand && !json_is_object(demand)) {
        return read_refuse(reader, place, demand, WORD_plan_allowed_object);
    }
    json_object_foreach(demand, name, amount) {
        PairDemand *made = &problem->demand[problem->demand_count];
        Str id = str_from(name);
        made->resource =
            id.len > ID_BYTES_MAX ? ID_NOT_THERE : id_index_find(&reader->resources, id);
        if (made->resource == ID_NOT_THERE) {
            Str shown = str_sub(id, 0, PLAN_SHOWN_BYTES_MAX);
            while (!str_is_utf8(shown)) shown.len--;
            return read_unknown_id(reader, place, str_copy(reader->arena, shown), "resources");
        }
        Result result = read_amount(reader, place, amount, &made->amount);
        if (result != OK) return result;
        problem->demand_count += made->amount > 0;
    }
    pair->demand_count = problem->demand_count - pair->demand_first;
    return OK;
}

/* --- floors --- */

static void floor_members(Reader *reader, Floor *floor) {
    for (size_t i = 0; i < reader->membership_count; i++) {
        const Membership *member = &reader->membership[i];
        if (!str_equal(member->group, floor->group)) continue;
        bool again =
            floor->member_count && floor->member[floor->member_count - 1] == member->candidate;
        if (!again) floor->member[floor->member_count++] = member->candidate;
    }
}

static Result read_floor(Reader *reader, Place place, json_t *value) {
    static const char *const fields[] = { "group", "minimum_placed", NULL };
    Floor *floor = &reader->problem->floor[place.at];
    Result result = read_object(reader, place, value, fields);
    if (result != OK) return result;
    place.field = "minimum_placed";
    result = read_amount(reader, place, json_object_get(value, place.field), &floor->people);
    if (result != OK) return result;
    place.field = "group";
    result = read_id(reader, place, json_object_get(value, place.field), &floor->group);
    if (result != OK) return result;
    for (size_t i = 0; i < place.at; i++) {
        if (!str_equal(reader->problem->floor[i].group, floor->group)) continue;
        return read_twice(reader, place, floor->group, "floors", i);
    }
    floor->member = arena_many(reader->arena, int32_t, reader->membership_count);
    floor_members(reader, floor);
    return floor->member_count ? OK
                               : read_unknown_id(reader, place, floor->group, "candidates.groups");
}

static Result read_floors(Reader *reader, json_t *root) {
    json_t *list;
    Result result = read_list(reader, root, "floors", false, &list);
    if (result != OK) return result;
    if (json_array_size(list) > PLAN_FLOORS_MAX) {
        return read_too_many(reader, "floors", (int64_t)json_array_size(list), PLAN_FLOORS_MAX);
    }
    reader->problem->floor = arena_many(reader->arena, Floor, json_array_size(list));
    reader->problem->floor_count = (int32_t)json_array_size(list);
    return read_each(reader, "floors", list, read_floor);
}

/* --- pins and prohibitions --- */

typedef struct Ruling {
    int32_t *by_candidate, *next; /* pairs of a candidate, + 1; 0: no more */
    int32_t *pinned;              /* per candidate: place of its pin in the list, + 1 */
    int32_t *stays;               /* per pair: place of its stay in the list, + 1 */
} Ruling;

static Ruling ruling_new(Reader *reader) {
    const Problem *problem = reader->problem;
    size_t candidates = (size_t)problem->candidate_count;
    Ruling ruling = { arena_many(reader->arena, int32_t, candidates),
                      arena_many(reader->arena, int32_t, (size_t)problem->pair_count),
                      arena_many(reader->arena, int32_t, candidates),
                      arena_many(reader->arena, int32_t, (size_t)problem->pair_count) };
    for (int32_t i = problem->pair_count - 1; i >= 0; i--) {
        ruling.next[i] = ruling.by_candidate[problem->pair[i].candidate];
        ruling.by_candidate[problem->pair[i].candidate] = i + 1;
    }
    return ruling;
}

static Result read_named_pair(Reader *reader, Place place, json_t *value, const Ruling *ruling,
                              Pair **ret_pair) {
    int32_t candidate, option;
    place.field = "candidate";
    Result result = read_position(reader, place, json_object_get(value, place.field),
                                  &reader->candidates, "candidates", &candidate);
    if (result != OK) return result;
    place.field = "option";
    result = read_position(reader, place, json_object_get(value, place.field), &reader->options,
                           "options", &option);
    if (result != OK) return result;
    place.field = NULL;
    for (int32_t i = ruling->by_candidate[candidate]; i; i = ruling->next[i - 1]) {
        *ret_pair = &reader->problem->pair[i - 1];
        if ((*ret_pair)->option == option) return OK;
    }
    Str both =
        str_printf(reader->arena, "%.*s, %.*s", STR_ARGS(reader->problem->candidate[candidate]),
                   STR_ARGS(reader->problem->option[option].id));
    return read_unknown_id(reader, place, both, "pairs");
}

static Result read_ruled_pair(Reader *reader, Place place, json_t *value, const Ruling *ruling,
                              Pair **ret_pair) {
    static const char *const fields[] = { "candidate", "option", NULL };
    Result result = read_object(reader, place, value, fields);
    return result == OK ? read_named_pair(reader, place, value, ruling, ret_pair) : result;
}

static Result read_pair_rules(Reader *reader, json_t *root, const char *name, PairRule rule,
                              const Ruling *ruling) {
    json_t *list;
    Result result = read_list(reader, root, name, false, &list);
    if (result != OK) return result;
    for (size_t i = 0; i < json_array_size(list) && result == OK; i++) {
        Place place = { .list = name, .at = i };
        Pair *pair = NULL;
        result = read_ruled_pair(reader, place, json_array_get(list, i), ruling, &pair);
        if (result != OK) return result;
        int32_t *pinned = &ruling->pinned[pair->candidate];
        bool twice = rule == RULE_PINNED ? *pinned != 0 : pair->rule == RULE_PINNED;
        if (twice) {
            return read_twice(reader, place, reader->problem->candidate[pair->candidate], "pins",
                              (size_t)*pinned - 1);
        }
        if (rule == RULE_PINNED) *pinned = (int32_t)i + 1;
        pair->rule = rule;
    }
    return result;
}

/* --- bonuses for who stays --- */

static Result read_stay(Reader *reader, Place place, json_t *value, const Ruling *ruling) {
    static const char *const fields[] = { "candidate", "option", "bonus", NULL };
    Pair *pair = NULL;
    Result result = read_object(reader, place, value, fields);
    if (result == OK) result = read_named_pair(reader, place, value, ruling, &pair);
    if (result != OK) return result;
    int32_t *seen = &ruling->stays[pair - reader->problem->pair];
    if (*seen) {
        Str both = str_printf(reader->arena, "%.*s, %.*s",
                              STR_ARGS(reader->problem->candidate[pair->candidate]),
                              STR_ARGS(reader->problem->option[pair->option].id));
        return read_twice(reader, place, both, "stay", (size_t)*seen - 1);
    }
    *seen = (int32_t)place.at + 1;
    place.field = "bonus";
    const json_t *bonus = json_object_get(value, place.field);
    result = read_amount(reader, place, bonus, &pair->stay_bonus);
    if (result != OK) return result;
    if (pair->value > PLAN_VALUE_MAX - pair->stay_bonus) {
        return read_refuse(reader, place, bonus, WORD_plan_allowed_bonus);
    }
    pair->value += pair->stay_bonus;
    return OK;
}

static Result read_stays(Reader *reader, json_t *root, const Ruling *ruling) {
    json_t *list;
    Result result = read_list(reader, root, "stay", false, &list);
    if (result != OK) return result;
    for (size_t i = 0; i < json_array_size(list) && result == OK; i++) {
        result = read_stay(reader, (Place){ .list = "stay", .at = i }, json_array_get(list, i),
                           ruling);
    }
    return result;
}

/* --- households --- */

static Result read_household(Reader *reader, Place place, json_t *value) {
    static const char *const fields[] = { "candidates", "same_option", NULL };
    Household *household = &reader->problem->household[place.at];
    Result result = read_object(reader, place, value, fields);
    if (result != OK) return result;
    json_t *same = json_object_get(value, "same_option");
    place.field = "same_option";
    if (same && !json_is_boolean(same)) {
        return read_refuse(reader, place, same, WORD_plan_allowed_truth);
    }
    household->same_option = json_is_true(same);
    place.field = "candidates";
    json_t *people = json_object_get(value, place.field);
    if (!json_is_array(people) || !json_array_size(people)) {
        return read_refuse(reader, place, people, WORD_plan_allowed_people);
    }
    household->member = arena_many(reader->arena, int32_t, json_array_size(people));
    place.has_inner = true;
    for (place.inner = 0; place.inner < json_array_size(people); place.inner++) {
        int32_t *member = &household->member[household->member_count++];
        result = read_position(reader, place, json_array_get(people, place.inner),
                               &reader->candidates, "candidates", member);
        if (result != OK) return result;
    }
    return OK;
}

static Result read_households(Reader *reader, json_t *root) {
    json_t *list;
    Result result = read_list(reader, root, "households", false, &list);
    if (result != OK) return result;
    reader->problem->household = arena_many(reader->arena, Household, json_array_size(list));
    reader->problem->household_count = (int32_t)json_array_size(list);
    return read_each(reader, "households", list, read_household);
}

Result read_rules(Reader *reader, json_t *root) {
    Ruling ruling = ruling_new(reader);
    Result result = read_floors(reader, root);
    if (result == OK) result = read_pair_rules(reader, root, "pins", RULE_PINNED, &ruling);
    if (result == OK) result = read_pair_rules(reader, root, "forbidden", RULE_FORBIDDEN, &ruling);
    if (result == OK) result = read_stays(reader, root, &ruling);
    return result == OK ? read_households(reader, root) : result;
}
