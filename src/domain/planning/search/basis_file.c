#include "basis_file.h"

#include <string.h>

#include "auto.h"
#include "limits.h"
#include "planning/form/problem_reader.h"
#include "search.h"
#include "solution_json.h"

static const char HEAD[] = "{\"opstap_basis\":1,";
static const char PLACES[] = "ltu"; /* by FlowPlace */

/* A price takes at most so many bytes; sets that would not be read again are not written. */
enum { PRICE_BYTES = 26 };

bool basis_file_is_ours(const char *head, size_t len) {
    return len >= sizeof HEAD - 1 && memcmp(head, HEAD, sizeof HEAD - 1) == 0;
}

/* --- writing --- */

static void write_head(Text *text, const char *name) {
    text_addf(text, "\n\"%s\":[", name);
}

static void write_ids(Text *text, const Problem *problem) {
    bool more = false;
    write_head(text, "candidates");
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        write_id(text, problem->candidate[i], &more);
    }
    text_add(text, S("],")), more = false;
    write_head(text, "options");
    for (int32_t i = 0; i < problem->option_count; i++) write_id(text, problem->option[i].id, &more);
    text_add(text, S("],")), more = false;
    write_head(text, "classes");
    for (int32_t i = 0; i < problem->class_count; i++) {
        write_id(text, problem->option_class[i].id, &more);
    }
    text_add(text, S("],")), more = false;
    write_head(text, "resources");
    for (int32_t i = 0; i < problem->resource_count; i++) {
        write_id(text, problem->resource[i].id, &more);
    }
    text_add(text, S("],")), more = false;
    write_head(text, "floors");
    for (int32_t i = 0; i < problem->floor_count; i++) {
        write_id(text, problem->floor[i].group, &more);
    }
    text_add(text, S("],"));
}

static void write_plan(Text *text, const Basis *basis) {
    write_head(text, "plan");
    for (int32_t i = 0; i < basis->problem->candidate_count; i++) {
        int32_t pair = basis->pair_of[i];
        if (i) text_add_char(text, ',');
        if (pair == PLAN_UNPLACED) text_add(text, S("null"));
        else text_add_integer(text, basis->problem->pair[pair].option);
    }
    text_add(text, S("],"));
}

static void write_places(Text *text, const char *name, const int8_t *place, int32_t count) {
    text_addf(text, ",\"%s\":\"", name);
    for (int32_t i = 0; i < count; i++) text_add_char(text, PLACES[place[i]]);
    text_add_char(text, '"');
}

static void write_tree(Text *text, const Basis *basis) {
    const Problem *problem = basis->problem;
    bool more = false;
    if (!basis->has_tree) {
        text_add(text, S("\n\"tree\":null,"));
        return;
    }
    text_add(text, S("\n\"tree\":{\"pairs\":["));
    for (int32_t i = 0; i < problem->pair_count; i++) {
        if (basis->tree.pair[i] != FLOW_IN_TREE) continue;
        text_addf(text, "%s[%d,%d]", more ? "," : "", (int)problem->pair[i].candidate,
                  (int)problem->pair[i].option);
        more = true;
    }
    text_add_char(text, ']');
    write_places(text, "home", basis->tree.home, problem->candidate_count);
    write_places(text, "options", basis->tree.option, problem->option_count);
    write_places(text, "blocks", basis->tree.block, problem->option_count);
    write_places(text, "resources", basis->tree.resource, problem->resource_count);
    write_places(text, "floors", basis->tree.floor, problem->floor_count);
    text_add(text, S("},"));
}

static void write_numbers(Text *text, const char *name, const double *price, int32_t count) {
    text_addf(text, "\"%s\":[", name);
    for (int32_t i = 0; i < count; i++) {
        if (i) text_add_char(text, ',');
        if (isfinite(price[i])) text_addf(text, "%.17g", price[i]);
        else text_add(text, S("null"));
    }
    text_add_char(text, ']');
}

void basis_write(Text *text, const Basis *basis) {
    const Problem *problem = basis->problem;
    size_t each = ((size_t)problem->candidate_count + (size_t)problem->option_count +
                   (size_t)problem->resource_count + (size_t)problem->floor_count + 4) *
                  PRICE_BYTES;
    text_add(text, str_from(HEAD));
    write_ids(text, problem);
    write_plan(text, basis);
    write_tree(text, basis);
    text_add(text, S("\n\"prices\":["));
    for (int32_t k = 0; k < basis->prices_count; k++) {
        if (text->len + each > IMPORT_BYTES_MAX) break;
        const BasisPrices *prices = &basis->prices[k];
        text_add(text, k ? S(",\n{") : S("\n{"));
        write_numbers(text, "candidates", prices->candidate, problem->candidate_count);
        text_add_char(text, ',');
        write_numbers(text, "options", prices->option, problem->option_count);
        text_add_char(text, ',');
        write_numbers(text, "resources", prices->resource, problem->resource_count);
        text_add_char(text, ',');
        write_numbers(text, "floors", prices->floor, problem->floor_count);
        text_add_char(text, '}');
    }
    text_add(text, S("]}\n"));
}

/* --- reading --- */

static Result read_ids(Reader *reader, json_t *root, const char *name, Str **ret_id,
                       int32_t *ret_count) {
    json_t *list;
    Result result = read_list(reader, root, name, true, &list);
    if (result != OK) return result;
    size_t count = json_array_size(list);
    Str *id = arena_many(reader->arena, Str, count);
    for (size_t i = 0; i < count && result == OK; i++) {
        result = read_id(reader, (Place){ .list = name, .at = i }, json_array_get(list, i), &id[i]);
    }
    *ret_id = id;
    *ret_count = (int32_t)count;
    return result;
}

static Result read_problem(Reader *reader, json_t *root) {
    Problem *problem = reader->problem;
    Str *option, *class, *resource, *floor;
    Result result =
        read_ids(reader, root, "candidates", &problem->candidate, &problem->candidate_count);
    if (result == OK) result = read_ids(reader, root, "options", &option, &problem->option_count);
    if (result == OK) result = read_ids(reader, root, "classes", &class, &problem->class_count);
    if (result == OK) {
        result = read_ids(reader, root, "resources", &resource, &problem->resource_count);
    }
    if (result == OK) result = read_ids(reader, root, "floors", &floor, &problem->floor_count);
    if (result != OK) return result;
    problem->option = arena_many(reader->arena, Option, (size_t)problem->option_count);
    problem->option_class = arena_many(reader->arena, OptionClass, (size_t)problem->class_count);
    problem->resource = arena_many(reader->arena, Resource, (size_t)problem->resource_count);
    problem->floor = arena_many(reader->arena, Floor, (size_t)problem->floor_count);
    for (int32_t i = 0; i < problem->option_count; i++) problem->option[i].id = option[i];
    for (int32_t i = 0; i < problem->class_count; i++) problem->option_class[i].id = class[i];
    for (int32_t i = 0; i < problem->resource_count; i++) problem->resource[i].id = resource[i];
    for (int32_t i = 0; i < problem->floor_count; i++) problem->floor[i].group = floor[i];
    return OK;
}

/* A position below `count`. */
static Result read_at(Reader *reader, Place place, const json_t *value, int32_t count,
                      int32_t *ret_at) {
    json_int_t at = json_integer_value(value);
    *ret_at = (int32_t)at;
    if (json_is_integer(value) && at >= 0 && at < count) return OK;
    return read_refuse(reader, place, value, WORD_plan_allowed_position);
}

/* Pairs that the file names: of the plan, then of the tree. */
static Result read_pairs(Reader *reader, json_t *root, json_t *tree, int32_t *ret_planned) {
    Problem *problem = reader->problem;
    json_t *plan, *pairs = json_object_get(tree, "pairs");
    Result result = read_list(reader, root, "plan", true, &plan);
    if (result != OK) return result;
    if (json_array_size(plan) != (size_t)problem->candidate_count) {
        return read_refuse(reader, (Place){ .field = "plan" }, plan, WORD_plan_allowed_as_many);
    }
    if (json_array_size(pairs) > PLAN_PAIRS_MAX) {
        return read_too_many(reader, "tree.pairs", (int64_t)json_array_size(pairs), PLAN_PAIRS_MAX);
    }
    problem->pair = arena_many(reader->arena, Pair, json_array_size(plan) + json_array_size(pairs));
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        const json_t *at = json_array_get(plan, (size_t)i);
        Pair *pair = &problem->pair[problem->pair_count];
        if (json_is_null(at)) continue;
        result = read_at(reader, (Place){ .list = "plan", .at = (size_t)i }, at,
                         problem->option_count, &pair->option);
        if (result != OK) return result;
        pair->candidate = i;
        problem->pair_count++;
    }
    *ret_planned = problem->pair_count;
    for (size_t i = 0; i < json_array_size(pairs); i++) {
        const json_t *both = json_array_get(pairs, i);
        Place place = { .list = "tree.pairs", .at = i };
        Pair *pair = &problem->pair[problem->pair_count];
        if (json_array_size(both) != 2) {
            return read_refuse(reader, place, both, WORD_plan_allowed_as_many);
        }
        result = read_at(reader, place, json_array_get(both, 0), problem->candidate_count,
                         &pair->candidate);
        if (result == OK) {
            result = read_at(reader, place, json_array_get(both, 1), problem->option_count,
                             &pair->option);
        }
        if (result != OK) return result;
        problem->pair_count++;
    }
    return OK;
}

static Result read_places(Reader *reader, json_t *tree, const char *name, int8_t *place,
                          int32_t count) {
    const json_t *value = json_object_get(tree, name);
    const char *text = json_string_value(value);
    bool fits = json_is_string(value) && json_string_length(value) == (size_t)count;
    for (int32_t i = 0; fits && i < count; i++) {
        const char *found = memchr(PLACES, text[i], sizeof PLACES - 1);
        fits = found != NULL;
        if (fits) place[i] = (int8_t)(found - PLACES);
    }
    if (fits) return OK;
    const char *field = str_printf(reader->arena, "tree.%s%c", name, 0).at;
    return read_refuse(reader, (Place){ .field = field }, value, WORD_plan_allowed_as_many);
}

static Result read_tree(Reader *reader, json_t *tree, Basis *basis) {
    const Problem *problem = reader->problem;
    BasisTree *to = &basis->tree;
    if (!tree || json_is_null(tree)) return OK;
    basis->has_tree = true;
    Result result = read_places(reader, tree, "home", to->home, problem->candidate_count);
    if (result == OK) {
        result = read_places(reader, tree, "options", to->option, problem->option_count);
    }
    if (result == OK) {
        result = read_places(reader, tree, "blocks", to->block, problem->option_count);
    }
    if (result == OK) {
        result = read_places(reader, tree, "resources", to->resource, problem->resource_count);
    }
    if (result == OK) result = read_places(reader, tree, "floors", to->floor, problem->floor_count);
    return result;
}

static Result read_numbers(Reader *reader, Place place, json_t *set, double *price, int32_t count) {
    json_t *list = json_object_get(set, place.field);
    if (!json_is_array(list) || json_array_size(list) != (size_t)count) {
        return read_refuse(reader, place, list, WORD_plan_allowed_as_many);
    }
    place.has_inner = true;
    for (place.inner = 0; place.inner < (size_t)count; place.inner++) {
        const json_t *number = json_array_get(list, place.inner);
        if (json_is_number(number)) price[place.inner] = json_number_value(number);
        else if (!json_is_null(number)) {
            return read_refuse(reader, place, number, WORD_plan_allowed_price);
        }
    }
    return OK;
}

static Result read_prices(Reader *reader, json_t *root, Basis *basis) {
    const Problem *problem = reader->problem;
    json_t *list;
    Result result = read_list(reader, root, "prices", true, &list);
    if (result != OK) return result;
    for (size_t k = 0; k < json_array_size(list) && result == OK; k++) {
        json_t *set = json_array_get(list, k);
        Place place = { .list = "prices", .at = k, .field = "candidates" };
        BasisPrices *to = basis_prices(basis, (int32_t)k);
        if (!to) return read_too_many(reader, "prices", (int64_t)k + 1, BASIS_PRICES_MAX);
        result = read_numbers(reader, place, set, to->candidate, problem->candidate_count);
        place.field = "options";
        if (result == OK) {
            result = read_numbers(reader, place, set, to->option, problem->option_count);
        }
        place.field = "resources";
        if (result == OK) {
            result = read_numbers(reader, place, set, to->resource, problem->resource_count);
        }
        place.field = "floors";
        if (result == OK) {
            result = read_numbers(reader, place, set, to->floor, problem->floor_count);
        }
    }
    return result;
}

static Result read_whole(Reader *reader, json_t *root, Basis **ret_basis) {
    const json_t *version = json_object_get(root, "opstap_basis");
    if (!json_is_integer(version) || json_integer_value(version) != 1) {
        return read_refuse(reader, (Place){ .field = "opstap_basis" }, version,
                           WORD_plan_allowed_basis);
    }
    json_t *tree = json_object_get(root, "tree");
    Result result = read_problem(reader, root);
    int32_t planned = 0;
    if (result == OK) result = read_pairs(reader, root, tree, &planned);
    if (result != OK) return result;
    Basis *basis = basis_new(reader->arena, reader->problem);
    for (int32_t i = 0; i < reader->problem->pair_count; i++) {
        if (i < planned) basis->pair_of[reader->problem->pair[i].candidate] = i;
        else basis->tree.pair[i] = FLOW_IN_TREE;
    }
    *ret_basis = basis;
    result = read_tree(reader, tree, basis);
    return result == OK ? read_prices(reader, root, basis) : result;
}

Result basis_read(Arena *arena, Str json, const Basis **ret_basis, Phrase *ret_why) {
    Problem *problem = arena_one(arena, Problem);
    Basis *basis = NULL;
    Reader reader = { .arena = arena, .problem = problem, .ret_why = ret_why };
    AUTO(json_end) json_t *root = NULL;
    Result result = read_json(json, &root, ret_why);
    if (result == OK && !json_is_object(root)) {
        result = read_refuse(&reader, (Place){ .field = "$" }, root, WORD_plan_allowed_object);
    }
    if (result == OK) result = read_whole(&reader, root, &basis);
    if (result == OK) *ret_basis = basis;
    return result;
}
