/* Reads what is wanted in stages: aims, the groups that they are about, tolerances. */
#include "limits.h"
#include "problem_reader.h"

/* --- groups --- */

/* Every group that a candidate names, in the order of first naming; its people in their order. */
static void groups_gather(Reader *reader) {
    Problem *problem = reader->problem;
    size_t count = reader->membership_count;
    Str *name = arena_many(reader->arena, Str, count);
    int32_t *group_of = arena_many(reader->arena, int32_t, count); /* per membership */
    for (size_t i = 0; i < count; i++) name[i] = reader->membership[i].group;
    IdIndex index = id_index_new(reader->arena, name, (int32_t)count);
    problem->group = arena_many(reader->arena, PeopleGroup, count);
    for (size_t i = 0; i < count; i++) {
        size_t first = (size_t)id_index_find(&index, name[i]);
        group_of[i] = first < i ? group_of[first] : problem->group_count++;
        PeopleGroup *group = &problem->group[group_of[i]];
        group->id = name[i];
        group->member_count++;
    }
    for (int32_t i = 0; i < problem->group_count; i++) {
        PeopleGroup *group = &problem->group[i];
        group->member = arena_many(reader->arena, int32_t, (size_t)group->member_count);
        group->member_count = 0;
        name[i] = group->id;
    }
    for (size_t i = 0; i < count; i++) {
        PeopleGroup *group = &problem->group[group_of[i]];
        int32_t candidate = reader->membership[i].candidate, last = group->member_count - 1;
        bool again = group->member_count && group->member[last] == candidate;
        if (!again) group->member[group->member_count++] = candidate;
    }
    reader->groups = id_index_new(reader->arena, name, problem->group_count);
}

/* --- stages --- */

static Result read_aim(Reader *reader, Place place, const json_t *value, StageAim *ret_aim) {
    for (int aim = 0; aim < AIM_COUNT; aim++) {
        const char *name = stage_aim_name((StageAim)aim);
        if (!json_is_string(value) || strcmp(json_string_value(value), name) != 0) continue;
        *ret_aim = (StageAim)aim;
        return OK;
    }
    return read_refuse(reader, place, value, WORD_plan_allowed_aim);
}

static Result read_group(Reader *reader, Place place, const json_t *value, Stage *stage) {
    int32_t group;
    Result result =
        read_position(reader, place, value, &reader->groups, "candidates.groups", &group);
    if (result != OK) return result;
    for (int32_t i = 0; i < stage->group_count; i++) {
        if (stage->group[i] != group) continue;
        return read_twice(reader, place, reader->problem->group[group].id, "groups", (size_t)i);
    }
    stage->group[stage->group_count++] = group;
    return OK;
}

/* Absent: all of them. */
static Result read_groups_of_stage(Reader *reader, Place place, json_t *list, Stage *stage) {
    int32_t all = list ? 0 : reader->problem->group_count;
    Result result = OK;
    if (list ? !json_is_array(list) || !json_array_size(list) : !all) {
        return read_refuse(reader, place, list, WORD_plan_allowed_groups);
    }
    stage->group = arena_many(reader->arena, int32_t, list ? json_array_size(list) : (size_t)all);
    place.has_inner = true;
    for (place.inner = 0; place.inner < json_array_size(list) && result == OK; place.inner++) {
        result = read_group(reader, place, json_array_get(list, place.inner), stage);
    }
    while (stage->group_count < all) {
        stage->group[stage->group_count] = stage->group_count;
        stage->group_count++;
    }
    return result;
}

static Result read_tolerance(Reader *reader, Place place, const json_t *value, Stage *stage) {
    bool shares = stage->aim == AIM_least_group;
    stage->tolerance = json_integer_value(value);
    if (!value) return OK;
    bool fits = json_is_integer(value) && stage->tolerance >= 0 &&
                stage->tolerance <= (shares ? PLAN_SHARE_WHOLE : PLAN_VALUE_MAX);
    return fits ? OK
                : read_refuse(reader, place, value,
                              shares ? WORD_plan_allowed_parts : WORD_plan_allowed_amount);
}

static Result read_stage(Reader *reader, Place place, json_t *value) {
    static const char *const fields[AIM_COUNT][4] = {
        [AIM_placed] = { "maximise", "tolerance", "group" },
        [AIM_least_group] = { "maximise", "tolerance", "groups" },
        [AIM_value] = { "maximise", "tolerance" },
    };
    Stage *stage = &reader->problem->stage[place.at];
    if (!json_is_object(value)) return read_refuse(reader, place, value, WORD_plan_allowed_object);
    place.field = "maximise";
    Result result = read_aim(reader, place, json_object_get(value, place.field), &stage->aim);
    if (result != OK) return result;
    place.field = NULL;
    result = read_object(reader, place, value, fields[stage->aim]);
    if (result != OK) return result;
    json_t *group = json_object_get(value, "group");
    place.field = "group";
    stage->group = arena_one(reader->arena, int32_t);
    if (group) result = read_group(reader, place, group, stage);
    place.field = "groups";
    if (stage->aim == AIM_least_group) {
        result = read_groups_of_stage(reader, place, json_object_get(value, place.field), stage);
    }
    if (result != OK) return result;
    place.field = "tolerance";
    return read_tolerance(reader, place, json_object_get(value, place.field), stage);
}

Result read_stages(Reader *reader, json_t *root) {
    json_t *list;
    Result result = read_list(reader, root, "stages", false, &list);
    if (result != OK || !json_array_size(list)) return result;
    size_t count = json_array_size(list);
    if (count > PLAN_STAGES_MAX) {
        return read_too_many(reader, "stages", (int64_t)count, PLAN_STAGES_MAX);
    }
    groups_gather(reader);
    reader->problem->stage = arena_many(reader->arena, Stage, count);
    reader->problem->stage_count = (int32_t)count;
    return read_each(reader, "stages", list, read_stage);
}
