/* opstap list: what there is. People come and go part by part, so a list may be long. */
#include "auto.h"
#include "candidates/candidate_erasure.h"
#include "candidates/candidates.h"
#include "command.h"
#include "json_text.h"
#include "listing.h"
#include "limits.h"
#include "moment.h"
#include "openings/openings.h"
#include "options.h"
#include "placements/placements.h"
#include "progress.h"
#include "users/actors.h"
#include "vocabulary/vocabulary_unknown.h"

enum { ITEM_BYTES_MAX = 16 * 1024 * 1024 };

/* A list on its way out: a JSON array with an object a line, or a line of words each. */
void item_put(Listing *listing, json_t *object, Phrase line) {
    if (listing->json) {
        fputs(listing->count ? ",\n" : "\n", stdout);
        json_dumpf(object, stdout, JSON_COMPACT);
        json_decref(object);
    } else {
        Str text = phrase_text(listing->scratch, listing->command->tongue, line);
        printf("%.*s\n", STR_ARGS(text));
    }
    listing->count++;
}

/* --- one item --- */

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

/* A value in a sentence: a day, a number or a text as people say it, or "unknown". */
static PhraseValue said(const char *hole, const FieldInfo *field, Value value) {
    if (!value.known) return (PhraseValue)VALUE_WORD(hole, WORD_unknown);
    if (field->kind == FIELD_DAY) return (PhraseValue)VALUE_DAY(hole, value.number);
    if (field->kind == FIELD_NUMBER) return (PhraseValue)VALUE_NUMBER(hole, value.number);
    return (PhraseValue)VALUE_TEXT(hole, value.text);
}

static Str joined(Arena *arena, Value first, Value second, const char *between) {
    return str_printf(arena, "%.*s%s%.*s", STR_ARGS(first.text),
                      first.known && second.known ? between : "", STR_ARGS(second.text));
}

/* "Kandidaat 0001 (kandidaat-0001)"; the id alone without a name. */
static Str named(Arena *arena, Str name, Str id) {
    return name.len ? str_printf(arena, "%.*s (%.*s)", STR_ARGS(name), STR_ARGS(id)) : id;
}

/* --- subjects --- */

static json_t *candidate_json(Arena *arena, const CandidateRecord *record,
                              Completeness completeness) {
    static const Fact shown[] = { FACT_given_name, FACT_family_name, FACT_postcode,
                                  FACT_available_from, FACT_hours_max };
    json_t *object = head(record->id, record->demo);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        field_set(object, arena, &fact_info[shown[i]].field, record->fact[shown[i]]);
    }
    json_object_set_new(object, "facts_known", json_integer(completeness.known));
    json_object_set_new(object, "facts_asked", json_integer(completeness.asked));
    Str oldest = day_text(arena, completeness.oldest);
    if (oldest.len) json_object_set_new(object, "oldest_confirmed", json_str(oldest));
    return object;
}

static PhraseValue fact_said(const char *hole, const CandidateRecord *record, Fact fact) {
    return said(hole, &fact_info[fact].field, record->fact[fact]);
}

static Result candidates_part(void *context, const CandidateRows *rows) {
    Listing *listing = context;
    for (size_t i = 0; i < rows->count && !is_full(listing); i++) {
        ArenaMark mark = arena_mark(listing->scratch);
        const CandidateRecord *record = &rows->record[i];
        Completeness completeness = candidate_completeness(record);
        json_t *object =
            listing->json ? candidate_json(listing->scratch, record, completeness) : NULL;
        Str name = joined(listing->scratch, record->fact[FACT_given_name],
                          record->fact[FACT_family_name], " ");
        name = named(listing->scratch, name, record->id);
        item_put(listing, object,
                 PHRASE(WORD_list_candidate, VALUE_TEXT("name", name),
                        fact_said("postcode", record, FACT_postcode),
                        fact_said("from", record, FACT_available_from),
                        fact_said("hours", record, FACT_hours_max),
                        VALUE_NUMBER("known", completeness.known),
                        VALUE_NUMBER("asked", completeness.asked)));
        arena_rewind(listing->scratch, mark);
    }
    return OK;
}

static Result candidates_list(Listing *listing) {
    Command *command = listing->command;
    return candidates_each(command->db, command->tenant.id, true, candidates_part, listing);
}

static PhraseValue opening_said(const char *hole, const OpeningRecord *record, int field) {
    return said(hole, &opening_field[field], record->field[field]);
}

static void opening_item(Listing *listing, const OpeningRecord *record) {
    json_t *object = listing->json ? head(record->id, record->demo) : NULL;
    for (int i = 0; listing->json && i < OPENING_FIELD_COUNT; i++) {
        if (i == OPENING_description) continue;
        field_set(object, listing->scratch, &opening_field[i], record->field[i]);
    }
    Str name = joined(listing->scratch, record->field[OPENING_name],
                      record->field[OPENING_employer_name], ", ");
    name = named(listing->scratch, name, record->id);
    item_put(listing, object,
             PHRASE(WORD_list_opening, VALUE_TEXT("name", name),
                    opening_said("day", record, OPENING_start_on),
                    opening_said("places", record, OPENING_places)));
}

static Result openings_list(Listing *listing) {
    Command *command = listing->command;
    OpeningRows rows;
    Result result = openings_load(command->db, command->arena, command->tenant.id, &rows);
    for (size_t i = 0; result == OK && i < rows.count && !is_full(listing); i++) {
        ArenaMark mark = arena_mark(listing->scratch);
        opening_item(listing, &rows.record[i]);
        arena_rewind(listing->scratch, mark);
    }
    return result;
}

static Result classes_list(Listing *listing) {
    Command *command = listing->command;
    ClassRows rows;
    Result result = classes_load(command->db, command->arena, command->tenant.id, &rows);
    for (size_t i = 0; result == OK && i < rows.count && !is_full(listing); i++) {
        const ClassRecord *record = &rows.record[i];
        json_t *object = listing->json ? head(record->id, record->demo) : NULL;
        for (int k = 0; listing->json && k < CLASS_FIELD_COUNT; k++) {
            field_set(object, listing->scratch, &class_field[k], record->field[k]);
        }
        Str name = named(listing->scratch, record->field[CLASS_name].text, record->id);
        item_put(
            listing, object,
            PHRASE(WORD_list_class, VALUE_TEXT("name", name),
                   said("day", &class_field[CLASS_start_on], record->field[CLASS_start_on]),
                   said("minimum", &class_field[CLASS_minimum], record->field[CLASS_minimum]),
                   said("maximum", &class_field[CLASS_maximum], record->field[CLASS_maximum])));
    }
    return result;
}

static json_t *placement_json(const Placement *row) {
    json_t *object = head(row->id, false);
    json_object_set_new(object, "candidate", json_str(row->candidate));
    json_object_set_new(object, "opening", json_str(row->opening));
    json_object_set_new(object, "state", json_string(placement_state_name(row->state)));
    if (row->reserve_rank) {
        json_object_set_new(object, "reserve_rank", json_integer(row->reserve_rank));
    }
    return object;
}

static Result placements_list(Listing *listing) {
    Command *command = listing->command;
    PlacementRows rows;
    Result result = placements_load(command->db, command->arena, command->tenant.id, &rows);
    for (size_t i = 0; result == OK && i < rows.count && !is_full(listing); i++) {
        const Placement *row = &rows.row[i];
        Str key = str_printf(command->arena, "list.state_%s", placement_state_name(row->state));
        item_put(listing, listing->json ? placement_json(row) : NULL,
                 PHRASE(row->reserve_rank ? WORD_list_placement_ranked : WORD_list_placement,
                        VALUE_TEXT("candidate", row->candidate),
                        VALUE_TEXT("opening", row->opening), VALUE_WORD("state", word_find(key)),
                        VALUE_NUMBER("rank", row->reserve_rank)));
    }
    return result;
}

/* Numbers and days only, so that the list may be kept apart from the database. */
static Result erased_list(Listing *listing) {
    Command *command = listing->command;
    Erasures all;
    Result result = erasures_load(command->db, command->arena, command->tenant.id, &all);
    for (size_t i = 0; result == OK && i < all.count && !is_full(listing); i++) {
        const Erasure *row = &all.row[i];
        json_t *object =
            listing->json ? json_pack("{s:I, s:o}", "number", (json_int_t)row->number, "erased_on",
                                      json_str(day_text(command->arena, row->on)))
                          : NULL;
        item_put(listing, object, PHRASE(WORD_list_erased, VALUE_NUMBER("number", row->number),
                                         VALUE_DAY("day", row->on)));
    }
    return result;
}

static json_t *look_json(Listing *listing, const Actor *actor, const AuditLook *look) {
    json_t *object = json_pack("{s:o, s:s, s:o}", "moment", json_str(look->moment), "event",
                               audit_event_name(look->code), "actor", json_str(look->actor));
    if (actor->user) {
        Str roles = user_roles_text(listing->scratch, actor->user->roles);
        json_object_set_new(object, "name", json_str(actor->user->name));
        json_object_set_new(object, "roles", json_str(roles));
    }
    if (look->opening.len) json_object_set_new(object, "opening", json_str(look->opening));
    return object;
}

static void look_item(Listing *listing, const Actors *actors, const AuditLook *look) {
    ArenaMark mark = arena_mark(listing->scratch);
    Actor actor = actor_of(actors, look->actor);
    Str name = actor_name(listing->scratch, listing->command->tongue, &actor);
    if (actor.user) name = named(listing->scratch, actor.user->name, actor.id);
    item_put(listing, listing->json ? look_json(listing, &actor, look) : NULL,
             PHRASE(look->opening.len ? WORD_list_look_pair : WORD_list_look,
                    VALUE_PHRASE("moment", moment_phrase(listing->scratch, look->seconds)),
                    VALUE_TEXT("who", name), VALUE_WORD("what", audit_look_word(look->code)),
                    VALUE_TEXT("opening", look->opening)));
    arena_rewind(listing->scratch, mark);
}

/* Who looked at the file of one person: the newest first. */
static Result looks_list(Listing *listing) {
    Command *command = listing->command;
    Actors actors;
    AuditLooks looks = { .more = true };
    AuditLooksRequest request = { .tenant = command->tenant.id,
                                  .subject = str_from(command->argument[1]),
                                  .before = INT64_MAX,
                                  .count_max = AUDIT_LOOKS_MAX };
    Result result = actors_load(command->db, command->arena, command->tenant.id, &actors);
    while (result == OK && looks.more && !is_full(listing)) {
        ArenaMark mark = arena_mark(listing->scratch);
        result = audit_looks(command->db, listing->scratch, &request, &looks);
        for (size_t i = 0; result == OK && i < looks.count && !is_full(listing); i++) {
            look_item(listing, &actors, &looks.row[i]);
            request.before = looks.row[i].number;
        }
        arena_rewind(listing->scratch, mark);
    }
    return result;
}

static json_t *unknown_json(const UnknownCode *code) {
    return json_pack("{s:o, s:o, s:o, s:I, s:I}",
                     "what", json_str(codes_at(UNKNOWN_WHAT_CODES, code->what)),
                     "text", json_str(code->text),
                     "why", json_str(codes_at(UNKNOWN_WHY_CODES, code->why)),
                     "people", (json_int_t)code->people, "openings", (json_int_t)code->openings);
}

/* Codes in use that no list knows. What somebody typed may say who it is about, so this is read on
 * purpose and stands in the log. */
static Result unknown_list(Listing *listing) {
    static const Word what[] = { WORD_list_unknown_occupation, WORD_list_unknown_skill,
                                 WORD_list_unknown_isco };
    static const Word why[] = { WORD_list_unknown_why_unknown, WORD_list_unknown_why_ambiguous,
                                WORD_list_unknown_why_gone };
    Command *command = listing->command;
    UnknownCodes all;
    Result result = unknown_codes_load(command->db, command->arena, command->tenant.id, &all);
    for (size_t i = 0; result == OK && i < all.count && !is_full(listing); i++) {
        const UnknownCode *code = &all.row[i];
        item_put(listing, listing->json ? unknown_json(code) : NULL,
                 PHRASE(WORD_list_unknown_code, VALUE_WORD("what", what[code->what]),
                        VALUE_TEXT("text", code->text), VALUE_WORD("why", why[code->why]),
                        VALUE_NUMBER("people", code->people),
                        VALUE_NUMBER("openings", code->openings)));
    }
    return result;
}

static const struct {
    const char *name;
    int arguments;
    Result (*put)(Listing *listing);
} subjects[] = { { "candidates", 1, candidates_list },
                 { "openings", 1, openings_list },
                 { "classes", 1, classes_list },
                 { "placements", 1, placements_list },
                 { "erased", 1, erased_list },
                 { "unknown", 1, unknown_list },
                 { "looks", 2, looks_list },
                 { "shown", 1, shown_lists_put },
                 { "shown", 2, shown_rows_put } };

/* --- the verb --- */

static Result subject_print(Command *command, size_t subject, int64_t top) {
    AUTO(arena_end_at) Arena *scratch = arena_new("item of a list", ITEM_BYTES_MAX);
    Listing listing = { .command = command, .scratch = scratch, .count_max = top,
                        .json = command->option[OPTION_json] != NULL };
    Result result = db_begin_read(command->db);
    if (result != OK) return result;
    if (listing.json) fputs("[", stdout);
    result = subjects[subject].put(&listing);
    db_rollback(command->db);
    if (listing.json) fputs(listing.count ? "\n]\n" : "]\n", stdout);
    else if (!listing.count && result == OK) say(command, PHRASE(WORD_list_empty));
    return result;
}

static int subject_unknown(Command *command) {
    Str allowed = S("candidates, openings, classes, placements, erased, unknown, looks ID, shown,"
                    " shown NUMBER");
    complain(command,
             PHRASE(WORD_list_subject, VALUE_TEXT("value", str_from(command->argument[0])),
                    VALUE_TEXT("allowed", allowed)));
    return EXIT_USAGE;
}

/* Which look that was: at a list, or at who looked at one person, who must be there. */
static Result subject_audit(Command *command, size_t subject) {
    int64_t number;
    if (subjects[subject].put == shown_rows_put) return shown_rows_audit(command);
    if (subjects[subject].arguments == 1) {
        return command_audit(command, AUDIT_list_read, str_from(subjects[subject].name),
                             STR_EMPTY);
    }
    Str id = str_from(command->argument[1]);
    Result result = candidate_number(command->db, command->tenant.id, id, &number);
    if (result != OK) return result;
    return command_audit(command, AUDIT_candidate_looks_read, id, STR_EMPTY);
}

static bool is_asked(const Command *command, size_t subject) {
    return strcmp(subjects[subject].name, command->argument[0]) == 0 &&
           subjects[subject].arguments == command->argument_count;
}

int verb_list(Command *command) {
    size_t subject = 0, count = sizeof subjects / sizeof *subjects;
    while (subject < count && !is_asked(command, subject)) subject++;
    if (subject == count) return subject_unknown(command);
    int64_t top;
    if (!option_number(command, OPTION_top, 1, INT32_MAX, INT32_MAX, &top)) return EXIT_USAGE;
    int status = command_open(command);
    if (status != EXIT_OK) return status;
    progress_phase(WORD_cli_phase_load);
    Result result = subject_audit(command, subject);
    if (result == NOT_FOUND) {
        Str id = str_from(command->argument[1]);
        return command_failed(command, result, PHRASE(WORD_match_subject_unknown, VALUE_TEXT("id", id)));
    }
    if (result == OK) result = subject_print(command, subject, top);
    return result == OK ? EXIT_OK : command_failed(command, result, PHRASE(WORD_none));
}
