/* judge.h: the verdict on one demand of one opening for one person.
 *
 * Within the room. A judge reads two profiles and nothing else, allocates nothing and answers with
 * a Finding. Step, question and what goes with them are filled in only for a detailed pair: the
 * fast way through all pairs wants verdicts alone. Judges never disagree with themselves: the
 * verdict of a detailed pair is that of the fast one. */
#ifndef OPSTAP_MATCHING_JUDGE_H
#define OPSTAP_MATCHING_JUDGE_H

#include "matching/encode/profile.h"

/* How somebody would get to the farthest place of an opening. */
typedef struct Trip {
    Verdict verdict;
    int mode, minutes; /* of the quickest known way; NUMBER_UNKNOWN */
    int metres;        /* METRES_UNKNOWN */
    int32_t stop;      /* the one that decides; SLOT_NONE */
    enum {
        TRIP_FITS,
        TRIP_NO_HOME,
        TRIP_NO_STOP,
        TRIP_ROUGH,
        TRIP_NO_LIMIT,
        TRIP_NO_MODE,
        TRIP_SHUTTLE,
        TRIP_TOO_LONG,
        TRIP_TOO_FAR
    } reason;
} Trip;

typedef struct Pair {
    const Snapshot *snapshot;
    const CandidateProfile *candidate;
    const OpeningProfile *opening;
    bool detailed;
    Day start_on, enrol_by; /* of the fixed start that suits this person; else of the opening */
    Day start; /* when this person would start; today at the earliest when nothing is known */
    Day until; /* DAY_UNKNOWN when the opening names no end */
    Trip trip;
} Pair;

typedef struct Finding {
    Verdict verdict;
    bool closable; /* step alone closes this demand and can be taken */
    Step step;     /* when unmet */
    Word question; /* when unknown */
    Day day;       /* named in the question, or in what is there */
    WeekParts parts;
} Finding;

Pair pair_make(const Snapshot *snapshot, int candidate, int opening, bool detailed);

/* Sets what follows from candidate and opening: the days and the way; the days alone. */
void pair_begin(Pair *pair);
void pair_days(Pair *pair);

/* Demands of the opening for this person, 0 when it asks nothing. */
int pair_demand_count(const Pair *pair, Criterion criterion);

/* demand: 0 .. pair_demand_count - 1 */
Finding judge(const Pair *pair, Criterion criterion, int demand);

/* True when `step` closes the unmet demand that `finding` is about. */
bool step_closes(const Pair *pair, Criterion criterion, int demand, const Finding *finding,
                 Step step);

/* As step_weeks, with what this person must do first: a licence that another one needs. */
int step_weeks_for(const Pair *pair, Step step);

#define HARD(name, verb, step) Finding verb(const Pair *pair, int demand);
#include "matching/criteria.def"

/* --- shared by judging, scoring and explaining --- */

int language_level_asked(const LanguageDemand *demand); /* with support; NUMBER_UNKNOWN */
LevelRange language_level_of(const Pair *pair, const LanguageDemand *demand);
Trip trip_judge(const Pair *pair, uint8_t modes_added);
bool start_is_over(const Pair *pair); /* of start_on and enrol_by: whoever would come */
Day pair_looks_until(const Pair *pair); /* end of the opening, or of the weeks that are looked at */
int condition_need_of(const Pair *pair, int demand); /* SLOT_NONE when it is a condition */

static inline Finding finding_met(void) {
    return (Finding){ .verdict = VERDICT_MET, .day = DAY_UNKNOWN };
}
static inline Finding finding_unknown(Word question) {
    return (Finding){ .verdict = VERDICT_UNKNOWN, .question = question, .day = DAY_UNKNOWN };
}
static inline Finding finding_unmet(Step step, bool closable) {
    return (Finding){
        .verdict = VERDICT_UNMET, .step = step, .closable = closable, .day = DAY_UNKNOWN
    };
}

#endif
