/* opstap check lists: is every list that was kept whole, and does the same come out again?
 * For programs: {"lists":..,"equal":..,"differs":..,...,"wrong":[{"number":..,"outcome":..}]}. */
#include "check_lists.h"

#include "auto.h"
#include "json_text.h"
#include "limits.h"
#include "options.h"
#include "progress.h"
#include "shown/shown.h"
#include "world_open.h"

enum { CHECK_BYTES_MAX = 256 * 1024 * 1024 };

typedef struct Checking {
    Command *command;
    World today;
    World then; /* of the day of the last list that was made again */
    Arena *then_arena; /* NULL: there is none yet */
    int64_t lists, count[SHOWN_OUTCOME_COUNT];
    json_t *wrong;
} Checking;

static void checking_end(Checking *checking) {
    if (checking->then_arena) arena_end(checking->then_arena);
    json_decref(checking->wrong);
}

/* The world of the day of a list. The newest come first, so each day is read once. */
static Result world_then(Checking *checking, Day day, const World **ret_world) {
    Command *command = checking->command;
    *ret_world = &checking->today;
    if (day == command->today) return OK;
    *ret_world = &checking->then;
    if (checking->then_arena && snapshot_today(checking->then.snapshot) == day) return OK;
    if (checking->then_arena) arena_end(checking->then_arena);
    checking->then_arena = arena_new("a world of another day", WORLD_BYTES_MAX);
    WorldRequest request = { .tenant = command->tenant.id, .today = day,
                             .rules = checking->today.rules,
                             .vocabulary = checking->today.vocabulary };
    Result result = world_read(command->db, checking->then_arena, request, &checking->then);
    if (result == OK) world_print(&checking->then);
    return result;
}

static Result list_check(Checking *checking, Arena *arena, int64_t number,
                         ShownOutcome *ret_outcome) {
    Command *command = checking->command;
    ShownList list;
    const World *then;
    Result result = shown_load(command->db, arena, command->tenant.id, number, &list);
    if (result == OK) {
        result = shown_prove(command->db, arena, command->tenant.id, &list, ret_outcome);
    }
    if (result != OK || *ret_outcome != SHOWN_equal) return result;
    *ret_outcome = shown_input_look(arena, &checking->today, &list);
    if (*ret_outcome != SHOWN_equal) return OK;
    result = world_then(checking, list.made_on, &then);
    if (result == OK) *ret_outcome = shown_again(arena, then, &list);
    return result;
}

static void list_tell(Checking *checking, int64_t number, ShownOutcome outcome) {
    Command *command = checking->command;
    checking->lists++;
    checking->count[outcome]++;
    if (outcome != SHOWN_differs && outcome != SHOWN_broken) return;
    if (json_array_size(checking->wrong) >= REPORT_ROWS_SHOWN_MAX) return;
    json_array_append_new(checking->wrong, json_pack("{s:I, s:s}", "number", (json_int_t)number,
                                                     "outcome", shown_outcome_name(outcome)));
    if (command->option[OPTION_json]) return;
    complain(command, PHRASE(outcome == SHOWN_differs ? WORD_check_list_differs
                                                      : WORD_check_list_broken,
                             VALUE_NUMBER("number", number)));
}

static Result lists_check(Checking *checking) {
    Command *command = checking->command;
    AUTO(arena_end_at) Arena *arena = arena_new("lists to check", CHECK_BYTES_MAX);
    ShownLists lists = { .more = true };
    ShownRequest request = { .tenant = command->tenant.id,
                             .before = INT64_MAX,
                             .count_max = SHOWN_READ_AT_ONCE };
    Result result = OK;
    while (result == OK && lists.more) {
        arena_rewind(arena, (ArenaMark){ 0 });
        result = shown_find(command->db, arena, &request, &lists);
        for (size_t i = 0; result == OK && i < lists.count; i++) {
            ShownOutcome outcome;
            ArenaMark mark = arena_mark(arena);
            request.before = lists.row[i].number;
            result = list_check(checking, arena, request.before, &outcome);
            if (result == OK) list_tell(checking, request.before, outcome);
            arena_rewind(arena, mark);
        }
    }
    return result;
}

static void lists_say(Checking *checking) {
    Command *command = checking->command;
    const int64_t *count = checking->count;
    if (command->option[OPTION_json]) {
        json_t *told = json_pack("{s:I}", "lists", (json_int_t)checking->lists);
        for (int i = 0; i < SHOWN_OUTCOME_COUNT; i++) {
            json_object_set_new(told, shown_outcome_name((ShownOutcome)i), json_integer(count[i]));
        }
        json_object_set(told, "wrong", checking->wrong);
        json_print(told);
        return;
    }
    say(command, PHRASE(WORD_check_lists, VALUE_NUMBER("count", checking->lists),
                        VALUE_NUMBER("equal", count[SHOWN_equal]),
                        VALUE_NUMBER("differs", count[SHOWN_differs]),
                        VALUE_NUMBER("broken", count[SHOWN_broken])));
    say(command, PHRASE(WORD_check_lists_not, VALUE_NUMBER("changed", count[SHOWN_changed]),
                        VALUE_NUMBER("rules", count[SHOWN_rules]),
                        VALUE_NUMBER("erased", count[SHOWN_erased]),
                        VALUE_NUMBER("unproven", count[SHOWN_unproven])));
}

/* In one view, as the rest of the check. */
int check_lists(Command *command) {
    Checking checking = { .command = command, .wrong = json_array() };
    int status = tenant_open(command);
    command->within = true;
    if (status == EXIT_OK) status = world_open(command, &checking.today);
    progress_phase(WORD_cli_phase_check);
    Result result = OK;
    if (status == EXIT_OK) {
        world_print(&checking.today);
        result = lists_check(&checking);
        if (result != OK) status = command_failed(command, result, PHRASE(WORD_none));
    }
    if (status == EXIT_OK) {
        lists_say(&checking);
        if (json_array_size(checking.wrong)) status = EXIT_REFUSED;
    }
    checking_end(&checking);
    return status;
}
