#include "auto.h"
#include "candidates/candidates.h"
#include "command.h"
#include "json_text.h"
#include "openings/openings.h"
#include "placements/placements.h"

static void json_end(json_t **root) {
    json_decref(*root);
}

/* A known value in its own JSON type; unknown fields are left out. */
static void field_set(json_t *object, Arena *arena, const FieldInfo *field, Value value) {
    if (!value.known) return;
    if (field->kind == FIELD_NUMBER) {
        json_object_set_new(object, field->name, json_integer(value.number));
    } else if (field->kind == FIELD_YES) {
        json_object_set_new(object, field->name, json_boolean(value.number));
    } else {
        json_object_set_new(object, field->name, json_str(value_text(arena, field, value)));
    }
}

static json_t *head(Str id, bool demo) {
    json_t *object = json_object();
    json_object_set_new(object, "id", json_str(id));
    if (demo) json_object_set_new(object, "demo", json_true());
    return object;
}

static Result candidates_list(Command *command, json_t *array) {
    CandidateRows rows;
    Result result = candidates_load(command->db, command->arena, command->tenant.id, true, &rows);
    for (size_t i = 0; result == OK && i < rows.count; i++) {
        const CandidateRecord *record = &rows.record[i];
        Completeness completeness = candidate_completeness(record);
        json_t *object = head(record->id, record->demo);
        static const Fact shown[] = { FACT_given_name, FACT_family_name, FACT_postcode,
                                      FACT_available_from, FACT_hours_max };
        for (size_t k = 0; k < sizeof shown / sizeof *shown; k++) {
            field_set(object, command->arena, &fact_info[shown[k]].field, record->fact[shown[k]]);
        }
        json_object_set_new(object, "facts_known", json_integer(completeness.known));
        json_object_set_new(object, "facts_asked", json_integer(completeness.asked));
        Str oldest = day_text(command->arena, completeness.oldest);
        if (oldest.len) json_object_set_new(object, "oldest_confirmed", json_str(oldest));
        json_array_append_new(array, object);
    }
    return result;
}

static Result openings_list(Command *command, json_t *array) {
    OpeningRows rows;
    Result result = openings_load(command->db, command->arena, command->tenant.id, &rows);
    for (size_t i = 0; result == OK && i < rows.count; i++) {
        json_t *object = head(rows.record[i].id, rows.record[i].demo);
        for (int k = 0; k < OPENING_FIELD_COUNT; k++) {
            if (k == OPENING_description) continue;
            field_set(object, command->arena, &opening_field[k], rows.record[i].field[k]);
        }
        json_array_append_new(array, object);
    }
    return result;
}

static Result classes_list(Command *command, json_t *array) {
    ClassRows rows;
    Result result = classes_load(command->db, command->arena, command->tenant.id, &rows);
    for (size_t i = 0; result == OK && i < rows.count; i++) {
        json_t *object = head(rows.record[i].id, rows.record[i].demo);
        for (int k = 0; k < CLASS_FIELD_COUNT; k++) {
            field_set(object, command->arena, &class_field[k], rows.record[i].field[k]);
        }
        json_array_append_new(array, object);
    }
    return result;
}

static Result placements_list(Command *command, json_t *array) {
    PlacementRows rows;
    Result result = placements_load(command->db, command->arena, command->tenant.id, &rows);
    for (size_t i = 0; result == OK && i < rows.count; i++) {
        const Placement *row = &rows.row[i];
        json_t *object = head(row->id, false);
        json_object_set_new(object, "candidate", json_str(row->candidate));
        json_object_set_new(object, "opening", json_str(row->opening));
        json_object_set_new(object, "state", json_string(placement_state_name(row->state)));
        if (row->reserve_rank) {
            json_object_set_new(object, "reserve_rank", json_integer(row->reserve_rank));
        }
        json_array_append_new(array, object);
    }
    return result;
}

static const struct {
    const char *name;
    Result (*fill)(Command *command, json_t *array);
} subjects[] = { { "candidates", candidates_list },
                 { "openings", openings_list },
                 { "classes", classes_list },
                 { "placements", placements_list } };

/* One line per object: its values, in order, separated by tabs; the first line names them all. */
static void lines_print(const json_t *array) {
    size_t index;
    json_t *object, *value;
    const char *key;
    json_array_foreach(array, index, object) {
        const char *between = "";
        json_object_foreach(object, key, value) {
            printf("%s%s=", between, key);
            if (json_is_string(value)) printf("%s", json_string_value(value));
            else json_dumpf(value, stdout, JSON_ENCODE_ANY | JSON_COMPACT);
            between = "\t";
        }
        printf("\n");
    }
}

static int list_print(Command *command, const json_t *array) {
    if (command->option[OPTION_json]) {
        json_dumpf(array, stdout, JSON_INDENT(1));
        printf("\n");
        return EXIT_OK;
    }
    if (!json_array_size(array)) say(command, PHRASE(WORD_list_empty));
    lines_print(array);
    return EXIT_OK;
}

int verb_list(Command *command) {
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (strcmp(subjects[i].name, command->argument[0]) != 0) continue;
        AUTO(json_end) json_t *array = json_array();
        Result result = subjects[i].fill(command, array);
        if (result == OK) {
            result = command_audit(command, AUDIT_list_read, str_from(subjects[i].name), STR_EMPTY);
        }
        if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
        return list_print(command, array);
    }
    complain(command, PHRASE(WORD_list_subject, VALUE_TEXT("value", str_from(command->argument[0])),
                             VALUE_TEXT("allowed", S("candidates, openings, classes, placements"))));
    return EXIT_USAGE;
}
