#include "match_peers.h"

#include "log.h"

PeerPlan *peer_plan(Arena *arena, PeerLists *lists, const PeerQuestion *question, Str name) {
    for (int i = 0; i < lists->plan_count; i++) {
        if (str_equal(lists->plan[i].name, name)) return &lists->plan[i];
    }
    if (lists->plan_count == PEER_PLANS_MAX) log_fatal("too many plans");
    PeerPlan *plan = &lists->plan[lists->plan_count++];
    plan->name = str_copy(arena, name);
    plan->seconds = arena_many(arena, double, (size_t)(question->people * question->repeats));
    return plan;
}

void peer_take(PeerPlan *plan, const PeerQuestion *question, PeerAnswer answer) {
    if (answer.person >= question->people || answer.run >= question->repeats) return;
    plan->seconds[answer.person * question->repeats + answer.run] = answer.seconds;
    plan->lists++;
    plan->equal += str_equal(answer.list, question->expected[answer.person]);
}

/* Of one person; 0: it was not asked. */
static double person_median(Arena *arena, const PeerPlan *plan, const PeerQuestion *question,
                            int person) {
    size_t repeats = (size_t)question->repeats;
    double *seconds = arena_many(arena, double, repeats);
    for (size_t i = 0; i < repeats; i++) seconds[i] = plan->seconds[(size_t)person * repeats + i];
    return seconds_median(seconds, repeats);
}

double peer_plan_median(Arena *arena, const PeerPlan *plan, const PeerQuestion *question) {
    double *median = arena_many(arena, double, (size_t)question->people);
    size_t count = 0;
    for (int i = 0; i < question->people; i++) {
        double seconds = person_median(arena, plan, question, i);
        if (seconds > 0) median[count++] = seconds;
    }
    return seconds_median(median, count);
}

double peer_best_median(Arena *arena, const PeerLists *lists, const PeerQuestion *question) {
    double *best = arena_many(arena, double, (size_t)question->people);
    for (int i = 0; i < question->people; i++) {
        for (int k = 0; k < lists->plan_count; k++) {
            double seconds = person_median(arena, &lists->plan[k], question, i);
            if (seconds > 0 && (best[i] == 0 || seconds < best[i])) best[i] = seconds;
        }
    }
    return seconds_median(best, (size_t)question->people);
}

Str peer_list_text(Arena *arena, const Snapshot *snapshot, const Match *match, size_t count) {
    Text text = text_new(arena, 1 << 16);
    for (size_t i = 0; i < count; i++) {
        text_addf(&text, "%s%lld:%d", i ? " " : "",
                  (long long)snapshot->opening[match[i].opening].number, match[i].score);
    }
    return text_str(&text);
}
