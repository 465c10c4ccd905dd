/* barriers.h: which step opens what; exact, for one person, one opening, and a country.
 *
 * A step of the catalogue below is taken in a copy of the person, and that copy is compared with
 * all openings again: an opening is opened when it was infeasible and is feasible then. So what is
 * counted is what would be found, not an estimate. Openings at which no step could change anything
 * are passed by in blocks (columns/), which changes no count.
 *
 * The catalogue, with what each step changes in the record of the person:
 *
 *   language     one skill raised to a level above what is known of it, or a course that raises all
 *                skills; a skill of which nothing is known is at least that level afterwards
 *   literacy     is learning the Latin script
 *   travel       goes by public transport, bicycle or moped too; may travel 15 minutes longer
 *   timetable    a part of the week is no longer impossible, or all mornings, afternoons or evenings
 *                of working days, or the weekend; or on working days the mornings that are taken,
 *                and the evenings of those days are taken instead; irregular hours, office hours
 *   childcare    the working hours of working days in which a place can be had are no longer
 *                impossible. What would open with places everywhere is counted apart, as supply
 *                that is missing or of which nobody knows, and is never proposed
 *   hours        can work up to that many hours a week
 *   licence, certificate   holds it, and what it covers
 *
 * An answer is not a step: it settles what is unknown. Openings are counted that are feasible and
 * would be sure when that one question is answered with yes; the valuation of a diploma is one.
 *
 * Without a step that opens anything, pairs of steps that can be proposed are looked at. Not in the catalogue: what only
 * the employer or the law can change, and an exclusion, which is the person's own. Days do not
 * change, so no step makes somebody available earlier. */
#ifndef OPSTAP_MATCHING_BARRIERS_H
#define OPSTAP_MATCHING_BARRIERS_H

#include <stdatomic.h>

#include "matching/encode/week.h"
#include "matching/matching.h"

/* Where a place for children can be had. Half hours of the week; not known: nothing is recorded. */
typedef struct ChildcareSupply {
    bool known;
    Week week;
} ChildcareSupply;

typedef enum Supply { SUPPLY_NONE_NEEDED, SUPPLY_HAD, SUPPLY_MISSING, SUPPLY_UNKNOWN } Supply;

typedef struct BarrierStep {
    Step step; /* weeks: of this person */
    Criterion criterion;
    Supply supply; /* of childcare; MISSING, UNKNOWN: not to be proposed */
    int opens;     /* openings */
    Match best;    /* after the step: the highest score, then the lower number, then position */
} BarrierStep;

typedef struct BarrierPair {
    Step step[2];
    int opens;
    Match best;
    int place; /* in the catalogue: breaks ties */
} BarrierPair;

typedef struct BarrierAnswer {
    Criterion criterion;
    Word question;
    Str demand; /* as in an entry of an explanation: "nld.speaking", "B"; or empty */
    int settles; /* openings */
    int opening; /* one of them: the first position */
} BarrierAnswer;

/* In order: what opens most first, then the fewest weeks, then order of the catalogue. Steps that
 * open nothing are not in it. An answer about what can reveal health has no demand. */
typedef struct PersonBarriers {
    int openings, feasible, sure; /* sure: feasible, and nothing unknown */
    BarrierStep *step;
    size_t step_count;
    BarrierPair *pair; /* only when no step that can be proposed opens anything */
    size_t pair_count;
    BarrierAnswer *answer;
    size_t answer_count;
} PersonBarriers;

/* What one thread needs to look at many people; it takes of the arena while it looks, so that may not
 * be rewound in between. childcare may be NULL: not known. */
typedef struct BarrierSpace BarrierSpace;
BarrierSpace *barrier_space_new(Arena *arena, const Snapshot *snapshot,
                                const ChildcareSupply *childcare);

/* Lists live in `arena`. */
PersonBarriers person_barriers(Arena *arena, BarrierSpace *space, int candidate);

/* True when another step of the list opens as much of the same kind with no more weeks: to be left
 * out where a list is read by people. */
bool barrier_step_is_idle(const PersonBarriers *barriers, size_t at);

/* MISSING or UNKNOWN: it opens what it would if places could be had everywhere, so it is told, less
 * what is opened with the places that there are, and never proposed. */
bool supply_is_lacking(Supply supply);
int barriers_opened_anyway(const PersonBarriers *barriers, const BarrierStep *lacking);

/* The question as it is asked of that person about that one opening; none for what can reveal health,
 * or when openings have no records. */
Phrase barrier_question(Arena *arena, const Snapshot *snapshot, int candidate,
                        const BarrierAnswer *answer);

/* --- an opening: which demand keeps people out --- */

/* A demand asked less, by one: a level lower, a paper less, eight hours less, one part of the week
 * less. What is asked for safety and what a programme or the law asks is never less. */
typedef enum RelaxedKind {
    RELAXED_LEVEL,    /* demand: "nld.speaking"; from, to: levels */
    RELAXED_LANGUAGE, /* demand: "nld": all its skills one level lower */
    RELAXED_SHUTTLE,  /* the employer arranges transport */
    RELAXED_MODE,     /* demand: a way of travel that is not asked */
    RELAXED_PART,     /* from: a set with one part of the week, in which nobody need be there */
    RELAXED_TIMES,    /* irregular or office hours are not asked */
    RELAXED_HOURS,    /* from, to: the least hours a week */
    RELAXED_START,    /* the start can move */
    RELAXED_PERMIT,   /* the employer asks for a work permit */
    RELAXED_EDUCATION, /* demand: the level that is asked then */
    RELAXED_WORK_LEVEL, /* from, to */
    RELAXED_LICENCE,   /* demand: the one that is not asked; so for the next two */
    RELAXED_CERTIFICATE,
    RELAXED_CONDITION,
    RELAXED_GUIDANCE, /* guidance is offered */
    RELAXED_KIND_COUNT
} RelaxedKind;

typedef struct Relaxed {
    RelaxedKind kind;
    Criterion criterion;
    Str demand;
    int from, to;
    int people; /* infeasible now, feasible then */
} Relaxed;

/* Relaxed demands in order: most people first, then order of kinds and demands; without those that
 * let nobody in. */
typedef struct OpeningBarriers {
    int people, feasible;
    int alone[CRITERION_COUNT]; /* people whom only this criterion keeps out */
    Relaxed *relaxed;
    size_t relaxed_count;
} OpeningBarriers;

OpeningBarriers opening_barriers(Arena *arena, const Snapshot *snapshot, int opening);
Phrase relaxed_phrase(Arena *arena, const Relaxed *relaxed);

/* --- a region, or all of them --- */

/* A step by the group that would take it: who have that level, those hours. */
typedef struct GroupStep {
    Step step; /* weeks: the fewest of any of them */
    Criterion criterion;
    Supply supply;
    int64_t people;          /* for whom it opens something */
    int64_t openings, pairs; /* that it opens for at least one of them; for each of them */
} GroupStep;

typedef struct AreaBarriers {
    Str municipality; /* "GM0344"; empty: unknown where */
    int region;       /* REGION_UNKNOWN */
    int64_t people, people_without;     /* who live there; of whom nothing fits */
    int64_t openings, openings_without; /* open, and there; that fit nobody, wherever they live */
} AreaBarriers;

typedef struct CriterionBarriers {
    int64_t people, pairs; /* kept out by this alone, somewhere; openings of each of them */
} CriterionBarriers;

typedef struct CountryBarriers {
    AreaBarriers total;
    AreaBarriers *area; /* with people or openings, by code; the last may be the unknown one */
    size_t area_count;
    GroupStep *step; /* that opens most first, then most people, then fewest weeks */
    size_t step_count;
    CriterionBarriers criterion[CRITERION_COUNT];
} CountryBarriers;

enum { PEOPLE_THREADS_MAX = 64 };

typedef struct CountryRequest {
    const Snapshot *snapshot;
    const ChildcareSupply *childcare; /* may be NULL */
    const bool *left_out;             /* per candidate; NULL: nobody */
    int region;                       /* position in regions_all; REGION_UNKNOWN: all */
    int threads;
    bool judged; /* each opening by itself, as an oracle does: the same, and slow */
    void (*progress)(int64_t done, int64_t total); /* NULL; called by the calling thread */
    const atomic_bool *ends; /* NULL; true: it stops soon, and what it tells is of some only */
} CountryRequest;

/* Counts of people are not suppressed here (figures/small_counts.h): who shows them does that. The
 * same whatever the number of threads. */
CountryBarriers country_barriers(Arena *arena, const CountryRequest *request);

/* As barriers_opened_anyway, of the same group. */
int64_t country_opened_anyway(const CountryBarriers *barriers, const GroupStep *lacking);

/* As barrier_step_is_idle: a lower level of the same group opens as many. */
bool group_step_is_idle(const CountryBarriers *barriers, size_t at);

#endif
