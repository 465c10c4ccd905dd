#include "match_market.h"

#include "limits.h"
#include "market/market.h"
#include "options.h"
#include "progress.h"
#include "world_open.h"

/* What is told: the best, or one pair. */
typedef struct Told {
    Command *command;
    const Market *market;
    CandidateRecord person;
    World world;
    Match *match;
    size_t count;
    const char *absent; /* what was asked for and is not there */
} Told;

Result match_market_is_due(Command *command, bool *ret_due) {
    *ret_due = false;
    if (!command->option[OPTION_candidate] || command->option[OPTION_crowding]) return OK;
    return market_is_due(command->db, command->tenant.id, MARKET_OPENINGS_MIN, ret_due);
}

static Result world_show(Told *told, int64_t *number, size_t count) {
    Command *command = told->command;
    MarketShown shown = { &told->person, number, count };
    return market_show(told->market, command->db, command->arena, shown, &told->world);
}

static Result best_read(Told *told, size_t top) {
    Arena *arena = told->command->arena;
    PartsMatch *match = arena_many(arena, PartsMatch, top);
    size_t count = market_rank(told->market, &told->person, top, match);
    int64_t *number = arena_many(arena, int64_t, count);
    for (size_t i = 0; i < count; i++) number[i] = match[i].number;
    Result result = world_show(told, number, count);
    told->match = arena_many(arena, Match, count);
    for (size_t i = 0; i < count && result == OK; i++) {
        told->match[i] = match[i].match;
        told->match[i].opening = snapshot_find_opening(told->world.snapshot, match[i].id);
        told->count++;
    }
    return result;
}

static Result pair_read(Told *told, const char *id) {
    Command *command = told->command;
    int64_t *number = arena_one(command->arena, int64_t);
    told->absent = id;
    Result result = opening_number(command->db, command->tenant.id, str_from(id), number);
    return result == OK ? world_show(told, number, 1) : result;
}

static Result told_read(Markets *markets, WorldRequest request, size_t top, Told *told) {
    Command *command = told->command;
    const char *candidate = command->option[OPTION_candidate];
    told->absent = candidate;
    Result result = candidate_load(command->db, command->arena, request.tenant,
                                   str_from(candidate), true, &told->person);
    if (result == OK) result = markets_take(markets, command->db, request, &told->market);
    if (result != OK) return result;
    const char *opening = command->option[OPTION_opening];
    return opening ? pair_read(told, opening) : best_read(told, top);
}

static int told_print(Told *told) {
    Command *command = told->command;
    Str candidate = str_from(command->option[OPTION_candidate]);
    if (command->option[OPTION_opening]) return match_pair_print(command, &told->world, 0, 0);
    ShownMatches shown = { .kind = SHOWN_OPENINGS, .match = told->match, .count = told->count };
    Result result = match_shown_keep(command, &told->world, AUDIT_match_read, candidate, &shown);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    MatchList list = { .snapshot = told->world.snapshot, .match = told->match,
                       .count = told->count };
    return match_list_print(command, &told->world, &list);
}

int match_market(Command *command, int64_t top) {
    Rules *rules = NULL;
    int status = rules_open(command, &rules);
    if (status != EXIT_OK) return status;
    Markets *markets = markets_begin((MarketsAsked){ .changes_max = MARKET_CHANGES_MAX });
    WorldRequest request = { command->tenant.id, command->today, rules, NULL };
    Told told = { .command = command };
    progress_phase(WORD_cli_phase_load);
    Result result = db_begin_read(command->db);
    if (result == OK) result = told_read(markets, request, (size_t)top, &told);
    db_rollback(command->db);
    if (result == OK) status = told_print(&told);
    else if (result == NOT_FOUND) status = match_subject_unknown(command, told.absent);
    else status = command_failed(command, result, PHRASE(WORD_none));
    if (told.market) markets_give(markets, told.market);
    markets_end(markets);
    return status;
}
