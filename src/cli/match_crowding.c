#include "match_crowding.h"

#include "limits.h"
#include "progress.h"

int match_crowding_open(Command *command, const World *world, Crowding *crowding, MatchList *list) {
    if (!command->option[OPTION_crowding]) return EXIT_OK;
    PlanInput input = world_plan_input(world);
    progress_phase(WORD_cli_phase_match);
    Result result = crowding_make(command->arena, &input, crowding_list_max(&input), crowding);
    if (result != OK) {
        return command_failed(command, result,
                              PHRASE(WORD_match_crowding_large,
                                     VALUE_NUMBER("maximum", PLAN_PAIRS_MAX)));
    }
    list->crowding = crowding;
    return EXIT_OK;
}

void match_crowding_rank(Command *command, MatchList *list, size_t top) {
    size_t openings = snapshot_opening_count(list->snapshot);
    Match *match = arena_many(command->arena, Match, openings);
    size_t count = rank_for_candidate(list->snapshot, list->whose, openings, match);
    crowding_order(command->arena, list->crowding, match, count);
    list->match = match;
    list->count = count < top ? count : top;
}

void match_crowding_limits_say(Command *command, const MatchList *list) {
    Phrase limit[CROWDING_LIMITS];
    size_t count = list->crowding ? crowding_limits(list->crowding, limit) : 0;
    for (size_t i = 0; i < count; i++) say(command, limit[i]);
}

void match_crowding_say(Command *command, const MatchList *list) {
    if (!list->crowding) return;
    if (list->by_opening) {
        const Crowd *crowd = &list->crowding->opening[list->whose];
        say(command, crowd_demand_phrase(command->arena, crowd));
        say(command, crowd_price_phrase(crowd));
    } else {
        say(command, PHRASE(WORD_matching_crowd_what));
    }
    match_crowding_limits_say(command, list);
}

static void line_say(Command *command, Phrase what) {
    if (what.word == WORD_none) return;
    say(command, PHRASE(WORD_match_crowd, VALUE_PHRASE("what", &what)));
}

void match_crowd_say(Command *command, const MatchList *list, const Match *match) {
    if (!list->crowding || list->by_opening) return;
    const Crowd *crowd = &list->crowding->opening[match->opening];
    line_say(command, crowd_demand_phrase(command->arena, crowd));
    line_say(command, crowd_price_phrase(crowd));
    line_say(command, crowd_left_phrase(crowd, match->score));
}
