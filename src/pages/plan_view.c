#include "plan_view.h"

#include "bars.h"

typedef struct Showing {
    Visit *visit;
    const MadePlan *made;
    size_t shown_max;
} Showing;

static Str person_address(const Showing *showing, int candidate) {
    Str id = showing->made->world->candidates.record[candidate].id;
    return address_of(showing->visit->arena, "candidates", id, "");
}

/* What can reveal health is asked on the page of the pair; here stands that there is a talk. */
static void questions_fill(Arena *arena, const PlanPlacedTold *told, PlanMemberView *view) {
    Phrase *question = arena_many(arena, Phrase, told->question_count + 1);
    bool talk = false;
    for (size_t i = 0; i < told->question_count; i++) {
        if (criterion_is_sensitive(told->question[i].criterion)) talk = true;
        else question[view->questions_count++] = told->question[i].question;
    }
    if (talk) question[view->questions_count++] = PHRASE(WORD_match_talk_where);
    view->questions = question;
}

static PlanMemberView member_view(const Showing *showing, int candidate) {
    Arena *arena = showing->visit->arena;
    const World *world = showing->made->world;
    const PlanPerson *person = &showing->made->plan.person[candidate];
    const CandidateRecord *record = &world->candidates.record[candidate];
    const OpeningRecord *opening = &world->openings.record[person->opening];
    PlanPlacedTold told = plan_placed_told(arena, &showing->made->plan, candidate);
    PlanMemberView view = { .name = candidate_name(arena, record),
                            .address = person_address(showing, candidate),
                            .opening = opening_name(arena, opening),
                            .pair_address = pair_address(arena, record->id, opening->id),
                            .demo = record->demo,
                            .pinned = person->pinned,
                            .provisional = person->state == PERSON_PROVISIONAL,
                            .reason = told.reason };
    if (view.provisional) questions_fill(arena, &told, &view);
    return view;
}

static const PlanReserveView *reserves_view(const Showing *showing, const int *candidate,
                                            int count) {
    PlanReserveView *view = arena_many(showing->visit->arena, PlanReserveView, (size_t)count);
    for (int i = 0; i < count; i++) {
        view[i] = (PlanReserveView){
            .name = world_candidate_name(showing->visit->arena, showing->made->world, candidate[i]),
            .address = person_address(showing, candidate[i])
        };
    }
    return view;
}

static PlanGroupView group_view(const Showing *showing, const PlanGroup *group, size_t number) {
    Arena *arena = showing->visit->arena;
    size_t placed = (size_t)(group->firm + group->provisional);
    size_t shown = placed < showing->shown_max ? placed : showing->shown_max;
    PlanMemberView *member = arena_many(arena, PlanMemberView, shown);
    for (size_t i = 0; i < shown; i++) member[i] = member_view(showing, group->member[i]);
    bool no_places = !group->starts && !group->missing && group->maximum < group->minimum;
    bool never = !group->starts && !group->missing && !no_places && group->never;
    return (PlanGroupView){
        .name = group->name,
        .anchor = str_printf(arena, "group-%zu", number + 1),
        .start_on = group->start_on,
        .starts = group->starts,
        .placed = (int64_t)placed,
        .firm = group->firm,
        .provisional = group->provisional,
        .minimum = group->minimum,
        .maximum = group->maximum,
        .able = group->able,
        .bar = bar_group(arena, (GroupBar){ .firm = group->firm,
                                            .provisional = group->provisional,
                                            .minimum = group->minimum,
                                            .maximum = group->maximum }),
        .misses = !group->starts && group->missing,
        .no_places = no_places,
        .never = never,
        .worth_less = !group->starts && !group->missing && !no_places && !never,
        .missing = group->missing,
        .price = group->has_price ? group->price : 0,
        .members = member,
        .members_count = shown,
        .members_more = (int64_t)(placed - shown),
        .reserves = reserves_view(showing, group->reserve, group->starts ? group->reserve_count : 0),
        .reserves_count = group->starts ? (size_t)group->reserve_count : 0
    };
}

/* Groups that start first. */
static void groups_fill(const Showing *showing, PlanView *view) {
    const Plan *plan = &showing->made->plan;
    PlanGroupView *group = arena_many(showing->visit->arena, PlanGroupView, plan->group_count);
    for (int starts = 1; starts >= 0; starts--) {
        for (size_t i = 0; i < plan->group_count; i++) {
            if (plan->group[i].starts != (bool)starts) continue;
            group[view->groups_count] = group_view(showing, &plan->group[i], view->groups_count);
            view->groups_count++;
            view->groups_start += starts;
        }
    }
    view->groups = group;
    view->groups_all = (int64_t)plan->group_count;
}

static bool in_group(const MadePlan *made, int opening) {
    for (size_t i = 0; i < made->plan.group_count; i++) {
        if (made->plan.group[i].opening == opening) return true;
    }
    return made->world->openings.record[opening].field[OPENING_class].known;
}

static void others_fill(const Showing *showing, PlanView *view) {
    const Plan *plan = &showing->made->plan;
    PlanMemberView *other = NULL;
    size_t capacity = 0;
    for (int i = 0; i < (int)plan->person_count; i++) {
        const PlanPerson *person = &plan->person[i];
        if (person->opening < 0 || person->state == PERSON_STARTED) continue;
        if (in_group(showing->made, person->opening)) continue;
        if (view->others_count >= showing->shown_max) {
            view->others_more++;
            continue;
        }
        other = arena_room(showing->visit->arena, PlanMemberView, other, view->others_count,
                           &capacity);
        other[view->others_count++] = member_view(showing, i);
    }
    view->others = other;
}

/* The step, or what is in the way, can reveal health. */
static bool is_private(const LeftGroup *group) {
    if (group->any_step) return step_is_sensitive(group->kind);
    return group->blocks != CRITERION_COUNT && criterion_is_sensitive(group->blocks);
}

static void left_fill(const Showing *showing, PlanView *view) {
    LeftGroup *group;
    size_t count = plan_left_groups(showing->visit->arena, showing->visit->tongue,
                                    &showing->made->plan, &group);
    size_t shown = count < showing->shown_max ? count : showing->shown_max;
    PlanLeftView *left = arena_many(showing->visit->arena, PlanLeftView, shown);
    for (size_t i = 0; i < shown; i++) {
        int named = group[i].count < LEFT_FIRST_MAX ? group[i].count : LEFT_FIRST_MAX;
        bool no_barrier = group[i].blocks == CRITERION_COUNT;
        left[i] = (PlanLeftView){ .any_step = group[i].any_step,
                                  .no_barrier = !group[i].any_step && no_barrier,
                                  .talk = is_private(&group[i]),
                                  .step = group[i].step,
                                  .blocks = no_barrier ? WORD_unknown
                                                       : criterion_word(group[i].blocks),
                                  .people = group[i].count,
                                  .opens = group[i].opens,
                                  .persons = reserves_view(showing, group[i].person, named),
                                  .persons_count = (size_t)named,
                                  .more = group[i].count - named };
    }
    view->left_groups = left;
    view->left_groups_count = shown;
    view->left_groups_more = (int64_t)(count - shown);
}

static Str opening_or_none(const Showing *showing, int opening) {
    if (opening < 0) return STR_EMPTY;
    return world_opening_name(showing->visit->arena, showing->made->world, opening);
}

static void changes_fill(const Showing *showing, PlanView *view) {
    const MadePlan *made = showing->made;
    view->has_before = made->before.number > 0;
    if (!view->has_before) return;
    PlanChange *change;
    size_t count = plan_changes(showing->visit->arena, &made->plan, &made->before, &change);
    size_t shown = count < showing->shown_max ? count : showing->shown_max;
    PlanChangeView *row = arena_many(showing->visit->arena, PlanChangeView, shown);
    for (size_t i = 0; i < shown; i++) {
        row[i] = (PlanChangeView){
            .name = world_candidate_name(showing->visit->arena, made->world, change[i].candidate),
            .address = person_address(showing, change[i].candidate),
            .before = opening_or_none(showing, change[i].opening_before),
            .now = opening_or_none(showing, change[i].opening_now),
            .cause = plan_change_cause(change[i].cause)
        };
    }
    view->before_on = made->before.made_on;
    view->changes = row;
    view->changes_count = shown;
    view->changes_more = (int64_t)(count - shown);
}

void plan_view_fill(Visit *visit, const MadePlan *made, size_t shown_max, PlanView *view) {
    Showing showing = { visit, made, shown_max };
    const Plan *plan = &made->plan;
    view->has_plan = true;
    view->today = made->today;
    view->can_start = plan->firm + plan->provisional;
    view->people = (int64_t)plan->person_count - plan->started;
    view->firm = plan->firm;
    view->provisional = plan->provisional;
    view->left = plan->left;
    view->pins_broken = plan->pins_broken;
    view->proven = plan->status == PLAN_OPTIMAL;
    if (plan->bound > 0) view->gap_permille = (plan->bound - plan->value) * 1000 / plan->bound;
    groups_fill(&showing, view);
    others_fill(&showing, view);
    left_fill(&showing, view);
    changes_fill(&showing, view);
}

/* --- pairs that people decided --- */

void plan_pairs_fill(Visit *visit, const World *world, PlanView *view) {
    PlanPairView *pair = arena_many(visit->arena, PlanPairView, world->decided.count);
    for (size_t i = 0; i < world->decided.count; i++) {
        const DecidedPair *decided = &world->decided.row[i];
        int candidate = candidate_numbered(&world->candidates, decided->candidate_number);
        int opening = opening_numbered(&world->openings, decided->opening_number);
        if (candidate < 0 || opening < 0 || decided->decision == PAIR_FREE) continue;
        Str candidate_id = world->candidates.record[candidate].id;
        Str opening_id = world->openings.record[opening].id;
        pair[view->pairs_count++] = (PlanPairView){
            .candidate = world_candidate_name(visit->arena, world, candidate),
            .candidate_id = candidate_id,
            .opening = world_opening_name(visit->arena, world, opening),
            .opening_id = opening_id,
            .pair_address = pair_address(visit->arena, candidate_id, opening_id),
            .pinned = decided->decision == PAIR_PIN
        };
    }
    view->pairs = pair;
}
