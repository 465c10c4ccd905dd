#include "matching/judge/judge.h"

typedef Finding Judge(const Pair *pair, int demand);
#define HARD(name, verb, step) verb,
static Judge *const judges[CRITERION_COUNT] = {
#include "matching/criteria.def"
};

#define HARD(name, verb, step) #name,
static const char *const criterion_names[CRITERION_COUNT] = {
#include "matching/criteria.def"
};
#define HARD(name, verb, step) WORD_matching_criterion_##name,
static const Word criterion_words[CRITERION_COUNT] = {
#include "matching/criteria.def"
};

Str criterion_name(Criterion criterion) {
    return str_from(criterion_names[criterion]);
}

Word criterion_word(Criterion criterion) {
    return criterion_words[criterion];
}

bool criterion_is_sensitive(Criterion criterion) {
    return criterion == CRITERION_conditions;
}

Str verdict_name(Verdict verdict) {
    static const char *const names[VERDICT_COUNT] = { "met", "unmet", "unknown" };
    return str_from(names[verdict]);
}

Word verdict_word(Verdict verdict) {
    static const Word words[VERDICT_COUNT] = { WORD_matching_verdict_met,
                                               WORD_matching_verdict_unmet,
                                               WORD_matching_verdict_unknown };
    return words[verdict];
}

/* --- the days a pair is about --- */

static Day later(Day a, Day b) {
    return a == DAY_UNKNOWN || b > a ? b : a;
}

/* Still open, and not before the person can come. */
static bool start_suits(const Pair *pair, const FixedStart *start) {
    Day today = pair->snapshot->today;
    if (start->on < today || (start->enrol_by != DAY_UNKNOWN && start->enrol_by < today)) {
        return false;
    }
    if (pair->candidate->available_from != DAY_UNKNOWN &&
        pair->candidate->available_from > start->on) {
        return false;
    }
    if (pair->candidate->right_from != DAY_UNKNOWN && pair->candidate->right_from > start->on) {
        return false;
    }
    int32_t weeks = pair->opening->conduct_weeks;
    return weeks == NUMBER_UNKNOWN || today + weeks * WEEKDAYS <= start->on;
}

/* Of several fixed starts the first that suits; when none does, the last. */
static void start_choose(Pair *pair) {
    const OpeningProfile *opening = pair->opening;
    pair->start_on = opening->start_on;
    pair->enrol_by = opening->enrol_by;
    if (opening->start_count < 2) return;
    int chosen = 0;
    while (chosen + 1 < opening->start_count && !start_suits(pair, &opening->start[chosen])) {
        chosen++;
    }
    pair->start_on = opening->start[chosen].on;
    pair->enrol_by = opening->start[chosen].enrol_by;
}

/* A fixed start is the start; a flexible or unknown one is as soon as person and calendar allow. */
static Day start_of(const Pair *pair) {
    Day start = pair->start_on;
    if (start != DAY_UNKNOWN && pair->opening->start_flexible != ANSWER_YES) return start;
    start = later(start, pair->snapshot->today);
    if (pair->candidate->available_from == DAY_UNKNOWN) return start;
    return later(start, pair->candidate->available_from);
}

static Day until_of(const Pair *pair) {
    if (pair->opening->until_on != DAY_UNKNOWN) return pair->opening->until_on;
    if (pair->opening->length_days == NUMBER_UNKNOWN) return DAY_UNKNOWN;
    return pair->start + pair->opening->length_days - 1;
}

Day pair_looks_until(const Pair *pair) {
    if (pair->until != DAY_UNKNOWN) return pair->until;
    return pair->start + pair->snapshot->rules->constant[RULE_open_end_weeks] * WEEKDAYS - 1;
}

void pair_days(Pair *pair) {
    start_choose(pair);
    pair->start = start_of(pair);
    pair->until = until_of(pair);
}

void pair_begin(Pair *pair) {
    pair_days(pair);
    pair->trip = trip_judge(pair, 0);
}

Pair pair_make(const Snapshot *snapshot, int candidate, int opening, bool detailed) {
    Pair pair = { .snapshot = snapshot,
                  .candidate = &snapshot->candidate[candidate],
                  .opening = &snapshot->opening[opening],
                  .detailed = detailed };
    pair_begin(&pair);
    return pair;
}

int pair_demand_count(const Pair *pair, Criterion criterion) {
    int count = pair->opening->demand_count[criterion];
    if (criterion == CRITERION_conditions) count += __builtin_popcount(pair->candidate->needs);
    return count;
}

Finding judge(const Pair *pair, Criterion criterion, int demand) {
    Finding finding = judges[criterion](pair, demand);
    if (pair->detailed && finding.verdict == VERDICT_UNMET) {
        finding.step.weeks = step_weeks_for(pair, finding.step);
    }
    return finding;
}

static Verdict verdict_worse(Verdict a, Verdict b) {
    if (a == VERDICT_UNMET || b == VERDICT_UNMET) return VERDICT_UNMET;
    return a == VERDICT_UNKNOWN ? a : b;
}

void match_verdicts(const Snapshot *snapshot, int candidate, int opening,
                    Verdict ret_verdict[CRITERION_COUNT]) {
    Pair pair = pair_make(snapshot, candidate, opening, false);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        ret_verdict[i] = VERDICT_MET;
        int count = pair_demand_count(&pair, (Criterion)i);
        for (int k = 0; k < count; k++) {
            ret_verdict[i] = verdict_worse(ret_verdict[i], judge(&pair, (Criterion)i, k).verdict);
        }
    }
}
