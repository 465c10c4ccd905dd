/* matching.h: one person and one opening, judged: what fits, what stands in the way, what nobody
 * knows.
 *
 * Every hard criterion (criteria.def) gives a verdict on each demand of the opening: met, unmet or
 * unknown. Unknown never excludes; it says what to ask. A pair without unmet demands is feasible
 * and has a score of 0..1000, the exact sum of its soft parts; an unknown part adds nothing and
 * says how much it could still add. A pair with an unmet demand has no score. A proposal is not a
 * decision: people decide about people.
 *
 * Never read here: names, contact, mother tongue, household. One criterion, target_group, reads
 * legal facts of stay and income, which laws and programmes name; and birth date and sex only where
 * the programme names age or sex with its legal ground. Where a diploma was obtained changes
 * nothing when its valued level is equal. Refusals and no-shows are no input.
 *
 * A Snapshot is all people and openings of a tenant, encoded once and unchanging, so threads may
 * share it. It points into the records, the map and the rules it was made of: they must outlive it.
 * Everything is integers; the same snapshot gives the same answers on every machine. Ties go to the
 * lower `number` (the order in which rows were first given), then to the lower index.
 *
 * Occupations and skills are compared by what they mean (vocabulary.h): an address of ESCO, one of
 * CompetentNL that is the same, and a label that somebody typed are one. Two occupations that are
 * one are nearest; else nearness is the number of digits that their groups share, the levels of the
 * tree of ISCO-08 (ILO, 2012: major, sub-major, minor and unit group).
 *
 * Always give all openings of the tenant, also to judge one person: how rare a skill is, is counted
 * over the openings of the snapshot. */
#ifndef OPSTAP_MATCHING_H
#define OPSTAP_MATCHING_H

#include "candidates/candidates.h"
#include "openings/openings.h"
#include "parties/parties.h"
#include "phrase.h"
#include "places/places.h"
#include "vocabulary/vocabulary.h"

typedef enum Verdict { VERDICT_MET, VERDICT_UNMET, VERDICT_UNKNOWN, VERDICT_COUNT } Verdict;

#define HARD(name, judge, step) CRITERION_##name,
typedef enum Criterion {
#include "matching/criteria.def"
    CRITERION_COUNT
} Criterion;

#define SOFT(name, score) PART_##name,
typedef enum Part {
#include "matching/criteria.def"
    PART_COUNT
} Part;

Str criterion_name(Criterion criterion); /* "language"; also the name in --json */
Word criterion_word(Criterion criterion);

/* It can reveal health: said in detail on purpose only, to who looks at that pair. */
bool criterion_is_sensitive(Criterion criterion);
Str part_name(Part part);
Word part_word(Part part);
Str verdict_name(Verdict verdict); /* "met", "unmet", "unknown" */
Word verdict_word(Verdict verdict);

/* --- rules: weights and constants (data/weights.csv), weeks of steps (data/steps.csv) --- */

typedef struct Rules Rules;
enum { SCORE_MAX = 1000 };

/* weights_csv: the bytes of a file of the form of data/weights.csv; empty: the one built in.
 * INVALID: *ret_why names the line; among others when the maxima do not sum to SCORE_MAX. */
Result rules_load(Arena *arena, Str weights_csv, Rules **ret_rules, Phrase *ret_why);
/* The file's own version, "+", eight hex digits made of its bytes. */
Str rules_version(const Rules *rules);
int rules_maximum(const Rules *rules, Part part);

/* --- snapshot --- */

typedef struct Snapshot Snapshot;
struct CanPeriods;

typedef struct SnapshotInput {
    const CandidateRows *candidates;
    const OpeningRows *openings;
    const ClassRows *classes; /* may be NULL */
    const Map *map;
    const Rules *rules;
    Day today;
    const Occupations *occupations; /* NULL: only those built in */
    const Vocabulary *vocabulary;   /* the same; must outlive the snapshot */
    size_t openings_expected, candidates_expected; /* one by one: room for so many from the start */
} SnapshotInput;

/* snapshot_make(arena, candidates, openings, classes, map, rules, today[, occupations[,
 * vocabulary]]) */
#define snapshot_make(arena, ...) snapshot_of((arena), (SnapshotInput){ __VA_ARGS__ })
Snapshot *snapshot_of(Arena *arena, SnapshotInput input);

/* For more openings and people than fit in memory as records: begun without rows (those of the
 * input are not read), given one by one, openings first, and the records are forgotten. Then they
 * have no record: snapshot_opening and snapshot_candidate give NULL, and a pair is judged but not
 * explained. */
Snapshot *snapshot_begin(Arena *arena, SnapshotInput input);
void snapshot_expect_openings(Arena *arena, Snapshot *snapshot, size_t count); /* room for them */
void snapshot_add_opening(Arena *arena, Snapshot *snapshot, const OpeningRecord *record);
void snapshot_openings_end(Arena *arena, Snapshot *snapshot); /* after the last */
void snapshot_add_candidate(Arena *arena, Snapshot *snapshot, const CandidateRecord *record);
void snapshot_candidates_end(Arena *arena, Snapshot *snapshot); /* the same */

/* Positions are those of the rows given: 0..count - 1. */
size_t snapshot_candidate_count(const Snapshot *snapshot);
size_t snapshot_opening_count(const Snapshot *snapshot);
const CandidateRecord *snapshot_candidate(const Snapshot *snapshot, int candidate);
const OpeningRecord *snapshot_opening(const Snapshot *snapshot, int opening);
Str snapshot_opening_id(const Snapshot *snapshot, int opening); /* also without its record */
const struct CanPeriods *snapshot_candidate_week(const Snapshot *snapshot,
                                                 int candidate); /* encode/week.h */
int snapshot_find_candidate(const Snapshot *snapshot, Str id); /* -1 when absent */
int snapshot_find_opening(const Snapshot *snapshot, Str id);
const Rules *snapshot_rules(const Snapshot *snapshot);
Day snapshot_today(const Snapshot *snapshot);

/* --- one pair --- */

typedef struct Match {
    int candidate, opening;
    int unmet_count, unknown_count; /* demands */
    int score;                      /* -1 when unmet_count > 0 */
    int part_points[PART_COUNT];    /* 0 when infeasible; else they sum to score */
    bool part_unknown[PART_COUNT];
} Match;

/* Allocates nothing; under a microsecond. */
Match match_pair(const Snapshot *snapshot, int candidate, int opening);

static inline bool match_feasible(const Match *match) {
    return match->unmet_count == 0;
}

/* The verdict per criterion: unmet when a demand is unmet, else unknown when one is unknown. */
void match_verdicts(const Snapshot *snapshot, int candidate, int opening,
                    Verdict ret_verdict[CRITERION_COUNT]);

/* --- steps: what would close a barrier --- */

typedef enum StepKind {
    STEP_NONE,
    STEP_LANGUAGE,    /* detail: language; from, to: levels; skill, or SKILL_COUNT for all */
    STEP_LITERACY,    /* learn to read and write in Latin script */
    STEP_TRAVEL_PASS, /* public transport */
    STEP_BICYCLE,     /* bicycle, and lessons where needed */
    STEP_MOPED,
    STEP_TRANSPORT,     /* detail: a way of travel that the opening asks for */
    STEP_SHUTTLE,       /* the employer arranges transport, or another place to work */
    STEP_TIMETABLE,     /* to: set of parts of the week (bit weekday * 3 + part) to make free */
    STEP_CHILDCARE,     /* from: 0 needed, 1 waiting */
    STEP_HOURS,         /* from, to: hours a week */
    STEP_AVAILABLE,     /* from, to: days; be available earlier */
    STEP_STAY,          /* from, to: days; be available longer */
    STEP_NEXT_START,    /* this start is closed: ask for the next one */
    STEP_CONDUCT,       /* conduct certificate comes too late: start later */
    STEP_PERMIT,        /* work permit asked by the employer */
    STEP_RIGHT_TO_WORK, /* none, not yet or no longer: a matter of law */
    STEP_EDUCATION,     /* detail: level */
    STEP_WORK_LEVEL,    /* from, to: work levels */
    STEP_LICENCE,       /* detail: licence */
    STEP_CERTIFICATE,   /* detail: certificate */
    STEP_CONDITION,     /* detail: condition, adapted at the workplace */
    STEP_NEED,          /* detail: need at work */
    STEP_WISH,          /* a talk; only the person decides about an exclusion */
    STEP_MINUTES,       /* from, to: minutes of travel */
    STEP_EVENINGS,      /* lessons in evenings instead of mornings */
    STEP_KIND_COUNT
} StepKind;

typedef struct Step {
    StepKind kind;
    Str detail;
    int skill; /* SKILL_LISTENING .. SKILL_WRITING or SKILL_COUNT; languages only */
    int from, to;
    int weeks; /* of effort (data/steps.csv); STEP_WEEKS_NEVER: there is no such step */
} Step;
enum { STEP_WEEKS_NEVER = 9999 };

bool step_equal(Step a, Step b); /* weeks do not count */
bool step_is_sensitive(StepKind kind); /* as criterion_is_sensitive: what it changes says why */
Phrase step_phrase(Arena *arena, Step step);

/* --- a pair explained --- */

/* One per demand: per language, skill and purpose, per licence, certificate and condition; one for
 * every other criterion, and one without a demand for a criterion that asks nothing. */
typedef struct Entry {
    Criterion criterion;
    Str demand; /* "nld.speaking", "nld.speaking.safety", "B", "vca_basis", "heavy_lifting", or
                   empty */
    Verdict verdict;
    Phrase asked, has;
    Phrase step;     /* said when unmet: what would close it; WORD_none otherwise */
    Phrase question; /* said when unknown: what to ask, and whom */
    Step step_key;   /* kind STEP_NONE when there is none */
} Entry;

typedef struct Explanation {
    Match match;
    Entry *entry;
    size_t entry_count;
    Phrase part_reason[PART_COUNT]; /* also of an infeasible pair */
    Phrase notes[2];                /* conduct certificate, entry test: to know, not to judge */
} Explanation;

Explanation match_explain(Arena *arena, const Snapshot *snapshot, int candidate, int opening);
Str entry_name(Arena *arena, const Entry *entry); /* "language.nld.speaking", "hours" */

/* --- the best of many --- */

/* Exact: the feasible pairs with the highest scores, at most k of them, best first. Returns how
 * many. Among many openings those that cannot be among the best are not looked at
 * (columns/columns.h); the list is the same. */
size_t rank_for_candidate(const Snapshot *snapshot, int candidate, size_t k, Match *ret_match);
size_t rank_for_opening(const Snapshot *snapshot, int opening, size_t k, Match *ret_match);

/* Which instructions of the processor compare people with many openings: "scalar", "avx2" or
 * "avx512"; the lists are the same. Not called: the widest that the machine has. To be called before
 * any list is made. INVALID: none of these; NOT_FOUND: this machine does not have it. */
Result matching_use(Str instructions);

/* --- barriers: what keeps people out (steps/barrier.c) --- */

/* Openings with exactly one unmet demand, in order of the weeks its step takes, then of opening. */
size_t openings_one_step_away(const Snapshot *snapshot, int candidate, size_t maximum,
                              Match *ret_match);

/* The single step after which most infeasible openings of this person are feasible: an opening
 * counts when that one step closes all its unmet demands (a language course raises all skills of a
 * language). Ties: fewer weeks, then order of criteria, then of openings. A talk about an exclusion
 * is never proposed here, nor is a matter of law that no step changes. */
typedef struct Help {
    bool any;
    Step step;
    int opens; /* openings */
} Help;
Help step_that_helps_most(const Snapshot *snapshot, int candidate);

/* How often each criterion stands in the way, over all openings of the snapshot. */
typedef struct Barriers {
    int openings, feasible;
    int blocked[CRITERION_COUNT]; /* openings with an unmet demand of this criterion */
    Criterion most; /* the criterion that blocks most; CRITERION_COUNT when none does */
} Barriers;
Barriers barriers_of(const Snapshot *snapshot, int candidate);

/* Over all pairs: how many got each verdict, per criterion; and how many are feasible. */
typedef struct VerdictCounts {
    int64_t pairs, feasible;
    int64_t count[CRITERION_COUNT][VERDICT_COUNT];
} VerdictCounts;
void verdict_counts(const Snapshot *snapshot, VerdictCounts *ret_counts);

/* --- for programs --- */

/* {"rule_version":..,"candidate":..,"matches":[{"opening":..,"score":..,
 *   "parts":[{"name":..,"points":..,"maximum":..}],
 *   "criteria":[{"name":..,"verdict":..,"asked":..,"has":..,"step":..}]}]}
 * score is null when infeasible; asked is null when nothing is asked; step is null when met, and
 * the question when unknown. by_opening: the same with "opening" outside and "candidate" inside.
 * With crowding, after the score (by_opening: after the opening) "places", "demand", "price" and of
 * a match "left", null where it is unknown; and outside "crowding":{"people":..,"pairs":..,
 * "places_unknown":..,"list_max":..}. */
typedef struct MatchList {
    const Snapshot *snapshot;
    bool by_opening;
    int whose; /* a candidate, or an opening */
    const Match *match;
    size_t count;
    const struct Crowding *crowding; /* explain/crowd.h; NULL: not asked */
} MatchList;
void match_list_json(Text *text, Tongue tongue, const MatchList *list);

#endif
