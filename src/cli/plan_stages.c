#include "plan_stages.h"

enum { PERCENT_PARTS = PLAN_SHARE_WHOLE / 100 };

Phrase stage_phrase(const Problem *problem, const Stage *stage) {
    if (stage->aim == AIM_value) return PHRASE(WORD_plan_stage_value);
    if (stage->aim == AIM_least_group) return PHRASE(WORD_plan_stage_least_group);
    if (!stage->group_count) return PHRASE(WORD_plan_stage_placed);
    return PHRASE(WORD_plan_stage_placed_of,
                  VALUE_TEXT("name", problem->group[stage->group[0]].id));
}

/* Of a share in per cent. */
static Str amount_text(Arena *arena, const Stage *stage, int64_t amount) {
    if (stage->aim != AIM_least_group) return str_printf(arena, "%lld", (long long)amount);
    return str_printf(arena, "%lld.%02d %%", (long long)(amount / PERCENT_PARTS),
                      (int)(amount % PERCENT_PARTS));
}

static void stage_say(Command *command, const Problem *problem, const StageAnswer *answer) {
    Arena *arena = command->arena;
    const Stage *stage = &answer->stage;
    Phrase what = stage_phrase(problem, stage);
    Str best = answer->has_value ? amount_text(arena, stage, answer->value) : S("-");
    Word word = answer->proven ? WORD_plan_stage : WORD_plan_stage_not_proven;
    say(command, PHRASE(word, VALUE_PHRASE("what", &what), VALUE_TEXT("best", best),
                        VALUE_TEXT("bound", amount_text(arena, stage, answer->bound)),
                        VALUE_TEXT("kept", amount_text(arena, stage, answer->kept))));
    if (stage->aim != AIM_least_group) return;
    say(command, PHRASE(WORD_plan_stage_least,
                        VALUE_TEXT("name", problem->group[answer->least.group].id),
                        VALUE_NUMBER("placed", answer->least.placed),
                        VALUE_NUMBER("count", answer->least.size)));
}

void stages_say(Command *command, const Problem *problem, const Solution *solution) {
    if (solution->stage_count) say(command, PHRASE(WORD_plan_stages_head));
    for (int32_t i = 0; i < solution->stage_count; i++) {
        stage_say(command, problem, &solution->stage[i]);
    }
}
