/* What the plan means for each person: placed, provisional, or left and why. */
#include "planning/plan_parts.h"

static const Match *match_of(const PlanBasis *basis, int candidate, int opening) {
    for (int32_t i = basis->first_match[candidate]; i < basis->first_match[candidate + 1]; i++) {
        if (basis->match[i].opening == opening) return &basis->match[i];
    }
    return NULL;
}

/* Could this opening take people in this plan, or does its group not start? */
static bool opening_runs(const PlanInput *input, const Solution *solution, int opening) {
    int32_t class_index = plan_class_of(input, opening);
    Value minimum = input->openings->record[opening].field[OPENING_places_minimum];
    if (minimum.known && minimum.number > 1 && !solution->option_open[opening]) return false;
    if (class_index == PLAN_NO_CLASS) return true;
    Value class_minimum = input->classes->record[class_index].field[CLASS_minimum];
    bool asks = class_minimum.known && class_minimum.number > 1;
    return !asks || solution->class_open[class_index];
}

static PersonState left_state(const PlanInput *input, const PlanBasis *basis,
                              const Solution *solution, int candidate) {
    if (!basis->feasible_count[candidate]) return PERSON_LEFT_NO_OPENING;
    int32_t first = basis->first_match[candidate], last = basis->first_match[candidate + 1];
    if (first == last || basis->pinned_opening[candidate] >= 0) return PERSON_LEFT_DECIDED;
    for (int32_t i = first; i < last; i++) {
        if (opening_runs(input, solution, basis->match[i].opening)) return PERSON_LEFT_CROWDED_OUT;
    }
    return PERSON_LEFT_GROUP_CLOSED;
}

static PlanPerson person_placed(const PlanBasis *basis, int candidate, int opening) {
    const Match *match = match_of(basis, candidate, opening);
    bool sure = match && match->unknown_count == 0 && match->unmet_count == 0;
    return (PlanPerson){ .state = sure ? PERSON_FIRM : PERSON_PROVISIONAL, .opening = opening,
                         .score = match && match->score > 0 ? match->score : 0 };
}

static PlanPerson person_left(const PlanInput *input, const PlanBasis *basis,
                              const Solution *solution, int candidate) {
    PlanPerson person = { .state = left_state(input, basis, solution, candidate), .opening = -1 };
    person.blocks = barriers_of(input->snapshot, candidate).most;
    person.help = step_that_helps_most(input->snapshot, candidate);
    return person;
}

void plan_people(Arena *arena, const PlanInput *input, const PlanBasis *basis,
                 const Solution *solution, Plan *plan) {
    plan->person = arena_many(arena, PlanPerson, plan->person_count);
    for (int i = 0; i < (int)plan->person_count; i++) {
        PlanPerson *person = &plan->person[i];
        int opening = solution->option_of[i];
        if (basis->started[i]) {
            *person = (PlanPerson){ .state = PERSON_STARTED, .opening = basis->pinned_opening[i] };
        } else if (opening >= 0) {
            *person = person_placed(basis, i, opening);
        } else {
            *person = person_left(input, basis, solution, i);
        }
        person->pinned = basis->pinned_opening[i] >= 0;
        person->feasible_count = basis->feasible_count[i];
    }
}

Phrase plan_left_reason(const PlanPerson *person) {
    switch (person->state) {
    case PERSON_LEFT_NO_OPENING:
        if (person->blocks == CRITERION_COUNT) return PHRASE(WORD_plan_left_no_openings_at_all);
        return PHRASE(WORD_plan_left_no_opening, VALUE_WORD("criterion",
                                                            criterion_word(person->blocks)));
    case PERSON_LEFT_GROUP_CLOSED: return PHRASE(WORD_plan_left_group_closed);
    case PERSON_LEFT_CROWDED_OUT:
        return PHRASE(WORD_plan_left_crowded_out, VALUE_NUMBER("count", person->feasible_count));
    case PERSON_LEFT_DECIDED: return PHRASE(WORD_plan_left_decided);
    case PERSON_FIRM:
    case PERSON_PROVISIONAL:
    case PERSON_STARTED: break;
    }
    return PHRASE(WORD_none);
}

size_t plan_questions(Arena *arena, const Plan *plan, int candidate, Phrase *ret_question,
                      size_t count_max) {
    int opening = plan->person[candidate].opening;
    if (opening < 0) return 0;
    Explanation explanation = match_explain(arena, plan->input->snapshot, candidate, opening);
    size_t count = 0;
    for (size_t i = 0; i < explanation.entry_count && count < count_max; i++) {
        if (explanation.entry[i].verdict != VERDICT_UNKNOWN) continue;
        ret_question[count++] = explanation.entry[i].question;
    }
    return count;
}
