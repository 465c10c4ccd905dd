#include "problem_reader.h"

#include "auto.h"
#include "limits.h"

void json_end(json_t **json) {
    json_decref(*json);
}

static Str place_text(Reader *reader, Place place) {
    Text text = text_new(reader->arena, 512);
    if (place.list) text_addf(&text, "%s[%zu]", place.list, place.at);
    if (place.list && place.field) text_add_char(&text, '.');
    if (place.field) text_add(&text, str_from(place.field));
    if (place.has_inner) text_addf(&text, "[%zu]", place.inner);
    return text_str(&text);
}

/* What stood there, as JSON, cut off at a whole character. */
static Str value_text(Reader *reader, const json_t *value) {
    char *shown = arena_get(reader->arena, PLAN_SHOWN_BYTES_MAX);
    size_t wanted = json_dumpb(value, shown, PLAN_SHOWN_BYTES_MAX, JSON_ENCODE_ANY | JSON_COMPACT);
    Str text = { shown, wanted < PLAN_SHOWN_BYTES_MAX ? wanted : PLAN_SHOWN_BYTES_MAX };
    while (text.len && !str_is_utf8(text)) text.len--;
    if (text.len == wanted) return text;
    return str_printf(reader->arena, "%.*s...", STR_ARGS(text));
}

Result read_refuse(Reader *reader, Place place, const json_t *value, Word allowed) {
    Str where = place_text(reader, place);
    if (!value) {
        *reader->ret_why = PHRASE(WORD_plan_problem_missing, VALUE_TEXT("place", where),
                                  VALUE_WORD("allowed", allowed));
    } else {
        *reader->ret_why =
            PHRASE(WORD_plan_problem_value, VALUE_TEXT("place", where),
                   VALUE_TEXT("value", value_text(reader, value)), VALUE_WORD("allowed", allowed));
    }
    return INVALID;
}

static Result read_fields(Reader *reader, Place place, json_t *object, const char *const *allowed) {
    const char *field;
    json_t *value;
    json_object_foreach(object, field, value) {
        size_t i = 0;
        while (allowed[i] && strcmp(allowed[i], field) != 0) i++;
        if (allowed[i]) continue;
        Text names = text_new(reader->arena, 512);
        for (i = 0; allowed[i]; i++) text_addf(&names, "%s%s", i ? ", " : "", allowed[i]);
        Str shown = str_sub(str_from(field), 0, PLAN_SHOWN_BYTES_MAX);
        while (!str_is_utf8(shown)) shown.len--;
        place.field = str_zero_ended(reader->arena, shown);
        *reader->ret_why =
            PHRASE(WORD_plan_problem_field, VALUE_TEXT("place", place_text(reader, place)),
                   VALUE_TEXT("allowed", text_str(&names)));
        return INVALID;
    }
    return OK;
}

Result read_object(Reader *reader, Place place, json_t *value, const char *const *allowed) {
    if (!json_is_object(value)) return read_refuse(reader, place, value, WORD_plan_allowed_object);
    return read_fields(reader, place, value, allowed);
}

Result read_id(Reader *reader, Place place, const json_t *value, Str *ret_id) {
    size_t len = json_string_length(value);
    if (!json_is_string(value) || !len || len > ID_BYTES_MAX) {
        return read_refuse(reader, place, value, WORD_plan_allowed_id);
    }
    *ret_id = str_copy(reader->arena, (Str){ json_string_value(value), len });
    return OK;
}

Result read_amount(Reader *reader, Place place, const json_t *value, int64_t *ret_amount) {
    *ret_amount = json_integer_value(value);
    if (json_is_integer(value) && *ret_amount >= 0 && *ret_amount <= PLAN_VALUE_MAX) return OK;
    return read_refuse(reader, place, value, WORD_plan_allowed_amount);
}

static Result read_count(Reader *reader, Place place, const json_t *value, int64_t otherwise,
                         int64_t *ret_count) {
    bool nothing = !value || (otherwise == PLAN_UNLIMITED && json_is_null(value));
    if (!nothing && (!json_is_integer(value) || json_integer_value(value) < 0)) {
        return read_refuse(reader, place, value, WORD_plan_allowed_places);
    }
    *ret_count = nothing ? otherwise : json_integer_value(value);
    return OK;
}

Result read_too_many(Reader *reader, const char *place, int64_t count, int64_t count_max) {
    *reader->ret_why = PHRASE(WORD_plan_problem_too_many, VALUE_TEXT("place", str_from(place)),
                              VALUE_NUMBER("number", count), VALUE_NUMBER("maximum", count_max));
    return INVALID;
}

Result read_list(Reader *reader, json_t *root, const char *name, bool needed, json_t **ret_list) {
    Place place = { .field = name };
    json_t *list = json_object_get(root, name);
    if ((list && !json_is_array(list)) || (!list && needed)) {
        return read_refuse(reader, place, list, WORD_plan_allowed_list);
    }
    size_t count = json_array_size(list), count_max = RECORDS_MAX;
    if (strcmp(name, "pairs") == 0) count_max = PLAN_PAIRS_MAX;
    if (count > count_max) {
        return read_too_many(reader, name, (int64_t)count, (int64_t)count_max);
    }
    *ret_list = list;
    return OK;
}

static Result read_groups(Reader *reader, Place place, json_t *groups) {
    if (groups && !json_is_array(groups)) {
        return read_refuse(reader, place, groups, WORD_plan_allowed_list);
    }
    place.has_inner = true;
    for (place.inner = 0; place.inner < json_array_size(groups); place.inner++) {
        Membership *member = &reader->membership[reader->membership_count];
        Result result = read_id(reader, place, json_array_get(groups, place.inner), &member->group);
        if (result != OK) return result;
        member->candidate = (int32_t)place.at;
        reader->membership_count++;
    }
    return OK;
}

static Result read_truth(Reader *reader, Place place, const json_t *value, bool *ret_truth) {
    *ret_truth = json_is_true(value);
    return !value || json_is_boolean(value)
               ? OK
               : read_refuse(reader, place, value, WORD_plan_allowed_truth);
}

static Result read_candidate(Reader *reader, Place place, json_t *value) {
    static const char *const fields[] = { "id", "groups", "must_place", NULL };
    Result result = read_object(reader, place, value, fields);
    if (result != OK) return result;
    place.field = "groups";
    result = read_groups(reader, place, json_object_get(value, place.field));
    if (result != OK) return result;
    place.field = "must_place";
    result = read_truth(reader, place, json_object_get(value, place.field),
                        &reader->problem->must_place[place.at]);
    if (result != OK) return result;
    place.field = "id";
    return read_id(reader, place, json_object_get(value, "id"),
                   &reader->problem->candidate[place.at]);
}

typedef struct Limits {
    Str id;
    int64_t minimum, maximum;
} Limits;

/* What options and classes have in common; `fields` are all that may stand in the object. */
static Result read_limits(Reader *reader, Place place, json_t *value, const char *const *fields,
                          Limits *ret_limits) {
    Result result = read_object(reader, place, value, fields);
    if (result != OK) return result;
    place.field = "id";
    result = read_id(reader, place, json_object_get(value, place.field), &ret_limits->id);
    if (result != OK) return result;
    place.field = "minimum";
    result =
        read_count(reader, place, json_object_get(value, place.field), 0, &ret_limits->minimum);
    if (result != OK) return result;
    place.field = "maximum";
    return read_count(reader, place, json_object_get(value, place.field), PLAN_UNLIMITED,
                      &ret_limits->maximum);
}

static Result read_worth(Reader *reader, Place place, const json_t *value, int64_t *ret_worth) {
    *ret_worth = json_integer_value(value);
    bool fits = *ret_worth <= PLAN_VALUE_MAX && *ret_worth >= -PLAN_VALUE_MAX;
    if (json_is_integer(value) && fits) return OK;
    return read_refuse(reader, place, value, WORD_plan_allowed_value);
}

static Result read_cost(Reader *reader, Place place, const json_t *value, int64_t *ret_cost) {
    *ret_cost = 0;
    return value ? read_worth(reader, place, value, ret_cost) : OK;
}

static Result read_option(Reader *reader, Place place, json_t *value) {
    static const char *const fields[] = { "id",           "minimum",    "maximum",
                                          "opening_cost", "must_start", NULL };
    Limits limits = { 0 };
    Result result = read_limits(reader, place, value, fields, &limits);
    if (result != OK) return result;
    Option *option = &reader->problem->option[place.at];
    option->id = limits.id;
    option->minimum = limits.minimum;
    option->maximum = limits.maximum;
    option->class_index = PLAN_NO_CLASS;
    place.field = "opening_cost";
    result = read_cost(reader, place, json_object_get(value, place.field), &option->opening_cost);
    if (result != OK) return result;
    place.field = "must_start";
    return read_truth(reader, place, json_object_get(value, place.field), &option->must_start);
}

Result read_unknown_id(Reader *reader, Place place, Str id, const char *list) {
    *reader->ret_why =
        PHRASE(WORD_plan_problem_unknown_id, VALUE_TEXT("place", place_text(reader, place)),
               VALUE_TEXT("value", id), VALUE_TEXT("list", str_from(list)));
    return INVALID;
}

Result read_twice(Reader *reader, Place place, Str what, const char *list, size_t first) {
    *reader->ret_why =
        PHRASE(WORD_plan_problem_twice, VALUE_TEXT("place", place_text(reader, place)),
               VALUE_TEXT("value", what),
               VALUE_TEXT("first", str_printf(reader->arena, "%s[%zu]", list, first)));
    return INVALID;
}

Result read_position(Reader *reader, Place place, const json_t *value, const IdIndex *index,
                     const char *list, int32_t *ret_position) {
    Str id = { json_string_value(value), json_string_length(value) };
    if (!json_is_string(value) || !id.len || id.len > ID_BYTES_MAX) {
        return read_refuse(reader, place, value, WORD_plan_allowed_id);
    }
    *ret_position = id_index_find(index, id);
    if (*ret_position != ID_NOT_THERE) return OK;
    return read_unknown_id(reader, place, str_copy(reader->arena, id), list);
}

static Result read_class_option(Reader *reader, Place place, const json_t *value) {
    int32_t position;
    Result result = read_position(reader, place, value, &reader->options, "options", &position);
    if (result != OK) return result;
    Str id = reader->problem->option[position].id;
    Option *option = &reader->problem->option[position];
    if (option->class_index != PLAN_NO_CLASS) {
        return read_twice(reader, place, id, "classes", (size_t)option->class_index);
    }
    option->class_index = (int32_t)place.at;
    return OK;
}

static Result read_class(Reader *reader, Place place, json_t *value) {
    static const char *const fields[] = { "id",           "options",    "minimum", "maximum",
                                          "opening_cost", "must_start", NULL };
    Limits limits = { 0 };
    Result result = read_limits(reader, place, value, fields, &limits);
    if (result != OK) return result;
    OptionClass *class = &reader->problem->option_class[place.at];
    class->id = limits.id;
    class->minimum = limits.minimum;
    class->maximum = limits.maximum;
    place.field = "opening_cost";
    result = read_cost(reader, place, json_object_get(value, place.field), &class->opening_cost);
    if (result != OK) return result;
    place.field = "must_start";
    result = read_truth(reader, place, json_object_get(value, place.field), &class->must_start);
    if (result != OK) return result;
    place.field = "options";
    json_t *options = json_object_get(value, place.field);
    if (options && !json_is_array(options)) {
        return read_refuse(reader, place, options, WORD_plan_allowed_list);
    }
    place.has_inner = true;
    for (place.inner = 0; place.inner < json_array_size(options); place.inner++) {
        result = read_class_option(reader, place, json_array_get(options, place.inner));
        if (result != OK) return result;
    }
    return OK;
}

static Result read_pair(Reader *reader, Place place, json_t *value) {
    static const char *const fields[] = { "candidate", "option", "value", "demand", NULL };
    Pair *pair = &reader->problem->pair[place.at];
    Result result = read_object(reader, place, value, fields);
    if (result != OK) return result;
    place.field = "candidate";
    result = read_position(reader, place, json_object_get(value, place.field), &reader->candidates,
                           "candidates", &pair->candidate);
    if (result != OK) return result;
    place.field = "option";
    result = read_position(reader, place, json_object_get(value, place.field), &reader->options,
                           "options", &pair->option);
    if (result != OK) return result;
    place.field = "value";
    result = read_worth(reader, place, json_object_get(value, place.field), &pair->value);
    if (result != OK) return result;
    place.field = "demand";
    return read_demand(reader, place, json_object_get(value, place.field), pair);
}

Result read_each(Reader *reader, const char *name, json_t *list,
                 Result (*read)(Reader *, Place, json_t *)) {
    Result result = OK;
    for (size_t i = 0; i < json_array_size(list) && result == OK; i++) {
        result = read(reader, (Place){ .list = name, .at = i }, json_array_get(list, i));
    }
    return result;
}

static void memberships_make_room(Reader *reader, json_t *candidates) {
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(candidates); i++) {
        count += json_array_size(json_object_get(json_array_get(candidates, i), "groups"));
    }
    reader->membership = arena_many(reader->arena, Membership, count);
}

static Result read_candidates_and_options(Reader *reader, json_t *root) {
    Problem *problem = reader->problem;
    json_t *candidates, *options;
    Result result = read_list(reader, root, "candidates", true, &candidates);
    if (result == OK) result = read_list(reader, root, "options", true, &options);
    if (result != OK) return result;
    problem->candidate_count = (int32_t)json_array_size(candidates);
    problem->candidate = arena_many(reader->arena, Str, (size_t)problem->candidate_count);
    problem->must_place = arena_many(reader->arena, bool, (size_t)problem->candidate_count);
    memberships_make_room(reader, candidates);
    result = read_each(reader, "candidates", candidates, read_candidate);
    if (result != OK) return result;
    problem->option_count = (int32_t)json_array_size(options);
    problem->option = arena_many(reader->arena, Option, (size_t)problem->option_count);
    result = read_each(reader, "options", options, read_option);
    if (result != OK) return result;
    Str *id = arena_many(reader->arena, Str, (size_t)problem->option_count);
    for (int32_t i = 0; i < problem->option_count; i++) id[i] = problem->option[i].id;
    reader->candidates = id_index_new(reader->arena, problem->candidate, problem->candidate_count);
    reader->options = id_index_new(reader->arena, id, problem->option_count);
    return OK;
}

static Result demands_make_room(Reader *reader, json_t *pairs) {
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(pairs); i++) {
        count += json_object_size(json_object_get(json_array_get(pairs, i), "demand"));
    }
    if (count > PLAN_PAIRS_MAX) {
        return read_too_many(reader, "pairs.demand", (int64_t)count, PLAN_PAIRS_MAX);
    }
    reader->problem->demand = arena_many(reader->arena, PairDemand, count);
    return OK;
}

static Result read_root(Reader *reader, json_t *root) {
    static const char *const fields[] = { "candidates", "options",        "classes", "resources",
                                          "pairs",      "floors",         "pins",    "forbidden",
                                          "households", "must_place_all", "stay",    "stages",
                                          NULL };
    Problem *problem = reader->problem;
    if (!json_is_object(root)) {
        return read_refuse(reader, (Place){ .field = "$" }, root, WORD_plan_allowed_object);
    }
    Result result = read_fields(reader, (Place){ 0 }, root, fields);
    if (result == OK) result = read_candidates_and_options(reader, root);
    json_t *classes, *pairs;
    if (result == OK) result = read_list(reader, root, "classes", false, &classes);
    if (result == OK) result = read_list(reader, root, "pairs", true, &pairs);
    if (result == OK) {
        Place place = { .field = "must_place_all" };
        result =
            read_truth(reader, place, json_object_get(root, place.field), &problem->must_place_all);
    }
    if (result == OK) result = read_resources(reader, root);
    if (result != OK) return result;
    problem->class_count = (int32_t)json_array_size(classes);
    problem->option_class = arena_many(reader->arena, OptionClass, (size_t)problem->class_count);
    problem->pair_count = (int32_t)json_array_size(pairs);
    problem->pair = arena_many(reader->arena, Pair, (size_t)problem->pair_count);
    result = read_each(reader, "classes", classes, read_class);
    if (result == OK) result = demands_make_room(reader, pairs);
    if (result == OK) result = read_each(reader, "pairs", pairs, read_pair);
    if (result == OK) result = read_rules(reader, root);
    return result == OK ? read_stages(reader, root) : result;
}

/* Nesting is counted before parsing, so that a hostile file cannot reach the parser's recursion.
 * Brackets inside texts do not count. */
static bool depth_fits(Str json) {
    int depth = 0;
    bool in_text = false;
    for (size_t i = 0; i < json.len; i++) {
        char c = json.at[i];
        if (in_text && c == '\\') i++;
        else if (c == '"') in_text = !in_text;
        else if (!in_text && (c == '[' || c == '{') && ++depth > JSON_DEPTH_MAX) return false;
        else if (!in_text && (c == ']' || c == '}')) depth--;
    }
    return true;
}

/* What the parser says in English only, said in the words of a file of the exchange. */
static Word word_of_error(enum json_error_code code) {
    switch (code) {
    case json_error_duplicate_key: return WORD_vum_json_key_twice;
    case json_error_premature_end_of_input: return WORD_vum_json_ends_early;
    case json_error_numeric_overflow: return WORD_vum_json_number;
    case json_error_null_character: return WORD_vum_json_zero;
    default: return WORD_plan_problem_json;
    }
}

Result read_json(Str json, json_t **ret_root, Phrase *ret_why) {
    if (json.len > IMPORT_BYTES_MAX) {
        *ret_why = PHRASE(WORD_plan_problem_too_many, VALUE_TEXT("place", S("$")),
                          VALUE_NUMBER("number", (int64_t)json.len),
                          VALUE_NUMBER("maximum", IMPORT_BYTES_MAX));
        return INVALID;
    }
    if (!depth_fits(json)) {
        *ret_why = PHRASE(WORD_plan_problem_too_deep, VALUE_NUMBER("maximum", JSON_DEPTH_MAX));
        return INVALID;
    }
    json_error_t error;
    *ret_root = json_loadb(json.at, json.len, JSON_REJECT_DUPLICATES, &error);
    if (*ret_root) return OK;
    *ret_why = PHRASE(word_of_error(json_error_code(&error)), VALUE_NUMBER("line", error.line),
                      VALUE_NUMBER("column", error.column));
    return INVALID;
}

Result problem_read(Arena *arena, Str json, Problem *ret_problem, Phrase *ret_why) {
    Problem problem = { 0 };
    Reader reader = { .arena = arena, .problem = &problem, .ret_why = ret_why };
    AUTO(json_end) json_t *root = NULL;
    Result result = read_json(json, &root, ret_why);
    if (result == OK) result = read_root(&reader, root);
    if (result == OK) result = problem_check(arena, &problem, ret_why);
    if (result == OK) *ret_problem = problem;
    return result;
}
