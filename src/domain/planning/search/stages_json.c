/* What was asked in stages and what came of it, in the JSON answer. */
#include "planning/answers/floor_costs.h"
#include "solution_json.h"
#include "stages.h"

static void stage_write(Text *text, const Problem *problem, const Solution *solution, int32_t at) {
    const StageAnswer *answer = &solution->stage[at];
    const FloorCosts *costs = solution->floor_costs;
    bool planned = solution->has_value;
    const Stage *stage = &answer->stage;
    text_addf(text, "\n{\"maximise\":\"%s\"", stage_aim_name(stage->aim));
    if (stage->aim == AIM_placed && stage->group_count) {
        write_named(text, "group", problem->group[stage->group[0]].id);
    }
    write_number(text, "value", answer->has_value, answer->value);
    write_number(text, "bound", true, answer->bound);
    text_addf(text, ",\"proven\":%s", answer->proven ? "true" : "false");
    write_number(text, "tolerance", true, stage->tolerance);
    write_number(text, "kept", planned, answer->kept);
    if (stage->aim == AIM_least_group && planned) {
        write_named(text, "group", problem->group[answer->least.group].id);
        write_number(text, "placed", true, answer->least.placed);
        write_number(text, "size", true, answer->least.size);
    }
    if (costs && at < costs->stages) write_between(text, "cost", &costs->stage[at]);
    text_add_char(text, '}');
}

void stages_write_json(Text *text, const Problem *problem, const Solution *solution) {
    if (!solution->stage_count) return;
    text_add(text, S(",\"stages\":["));
    for (int32_t i = 0; i < solution->stage_count; i++) {
        if (i) text_add_char(text, ',');
        stage_write(text, problem, solution, i);
    }
    text_add_char(text, ']');
}
