/* opstap list shown: which lists were shown for a decision, and what stood in one. */
#include "limits.h"
#include "listing.h"
#include "moment.h"
#include "number.h"
#include "shown/shown.h"
#include "users/actors.h"

static const Word kind_word[SHOWN_KIND_COUNT] = { WORD_shown_kind_openings, WORD_shown_kind_people,
                                                  WORD_shown_kind_pairs };

static json_t *list_json(const ShownList *list) {
    json_t *object = json_pack("{s:I, s:o, s:o, s:o, s:I}", "number", (json_int_t)list->number,
                               "moment", json_str(list->moment), "last_moment",
                               json_str(list->last_moment), "actor", json_str(list->actor),
                               "times", (json_int_t)list->times);
    json_object_update_new(
        object, json_pack("{s:o, s:o, s:o, s:I, s:I, s:I, s:o}", "kind",
                          json_str(codes_at(SHOWN_KIND_CODES, list->kind)), "subject",
                          json_str(list->subject), "rule_version", json_str(list->rule_version),
                          "first", (json_int_t)list->first, "rows", (json_int_t)list->rows, "near",
                          (json_int_t)list->near, "input", json_str(list->input)));
    return object;
}

static Phrase list_phrase(Listing *listing, const Actors *actors, const ShownList *list) {
    Actor actor = actor_of(actors, list->actor);
    Str name = actor_name(listing->scratch, listing->command->tongue, &actor);
    int64_t seconds = 0;
    moment_read(list->moment, &seconds);
    return PHRASE(WORD_list_shown, VALUE_NUMBER("number", list->number),
                  VALUE_PHRASE("moment", moment_phrase(listing->scratch, seconds)),
                  VALUE_TEXT("who", name), VALUE_WORD("what", kind_word[list->kind]),
                  VALUE_TEXT("id", list->subject), VALUE_NUMBER("rows", list->rows),
                  VALUE_NUMBER("count", list->times));
}

/* The newest first, without what stood in them. */
Result shown_lists_put(Listing *listing) {
    Command *command = listing->command;
    Actors actors;
    ShownLists lists = { .more = true };
    int64_t before = INT64_MAX;
    Result result = actors_load(command->db, command->arena, command->tenant.id, &actors);
    while (result == OK && lists.more && !is_full(listing)) {
        ArenaMark mark = arena_mark(listing->scratch);
        ShownRequest request = { .tenant = command->tenant.id,
                                 .before = before,
                                 .count_max = SHOWN_READ_AT_ONCE };
        result = shown_find(command->db, listing->scratch, &request, &lists);
        for (size_t i = 0; result == OK && i < lists.count && !is_full(listing); i++) {
            const ShownList *list = &lists.row[i];
            before = list->number;
            item_put(listing, listing->json ? list_json(list) : NULL,
                     list_phrase(listing, &actors, list));
        }
        arena_rewind(listing->scratch, mark);
    }
    return result;
}

/* --- the rows of one --- */

static json_t *row_json(Listing *listing, Str candidate, Str opening, const ShownLine *line) {
    json_t *parts = json_object();
    for (int i = 0; i < PART_COUNT; i++) {
        bool unknown = line->unknown_parts >> i & 1;
        json_object_set_new(parts, str_zero_ended(listing->scratch, part_name((Part)i)),
                            unknown ? json_null() : json_integer(line->points[i]));
    }
    return json_pack("{s:I, s:o, s:o, s:o, s:I, s:I, s:o}", "place", (json_int_t)line->place,
                     "candidate", json_str(candidate), "opening", json_str(opening), "score",
                     line->score < 0 ? json_null() : json_integer(line->score), "unmet",
                     (json_int_t)line->unmet, "unknown", (json_int_t)line->unknown, "parts", parts);
}

static Phrase row_phrase(Listing *listing, Str candidate, Str opening, const ShownLine *line) {
    Text parts = text_new(listing->scratch, STRING_BYTES_MAX);
    for (int i = 0; i < PART_COUNT && line->score >= 0; i++) {
        Str name = phrase_text(listing->scratch, listing->command->tongue,
                               PHRASE(part_word((Part)i)));
        text_addf(&parts, "%s%.*s %lld", i ? ", " : "", STR_ARGS(name), (long long)line->points[i]);
    }
    return PHRASE(line->score < 0 ? WORD_list_shown_near : WORD_list_shown_row,
                  VALUE_NUMBER("place", line->place), VALUE_TEXT("candidate", candidate),
                  VALUE_TEXT("opening", opening), VALUE_NUMBER("score", line->score),
                  VALUE_TEXT("parts", text_str(&parts)));
}

static Result part_put(Listing *listing, const ShownPart *part) {
    Command *command = listing->command;
    Str rest = part->lines, text, candidate, opening;
    Result result = shown_candidate_id(command->db, command->arena, command->tenant.id,
                                       part->candidate_number, &candidate);
    while (result == OK && !is_full(listing) && str_cut(&rest, '\n', &text) && text.len) {
        ArenaMark mark = arena_mark(listing->scratch);
        ShownLine line;
        if (!shown_line_read(text, &line)) return BROKEN;
        result = shown_opening_id(command->db, listing->scratch, command->tenant.id,
                                  line.opening_number, &opening);
        if (result != OK) return result;
        item_put(listing, listing->json ? row_json(listing, candidate, opening, &line) : NULL,
                 row_phrase(listing, candidate, opening, &line));
        arena_rewind(listing->scratch, mark);
    }
    return result;
}

static Result list_find(Command *command, ShownList *ret_list) {
    int64_t number;
    if (!number_read(str_from(command->argument[1]), &number)) return NOT_FOUND;
    return shown_load(command->db, command->arena, command->tenant.id, number, ret_list);
}

Result shown_rows_put(Listing *listing) {
    ShownList list;
    Result result = list_find(listing->command, &list);
    for (size_t i = 0; i < list.part_count && result == OK; i++) {
        result = part_put(listing, &list.part[i]);
    }
    return result;
}

/* It says something of a person, or of an opening with people: that is a look too. */
Result shown_rows_audit(Command *command) {
    ShownList list;
    Result result = db_begin_read(command->db);
    if (result == OK) result = list_find(command, &list);
    db_rollback(command->db);
    if (result != OK) return result;
    AuditCode code = list.kind == SHOWN_PEOPLE ? AUDIT_opening_matches_read : AUDIT_match_read;
    return command_audit(command, code, list.subject, STR_EMPTY);
}
