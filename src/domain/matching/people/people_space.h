/* people_space.h: what one thread knows of the opening it searches for.
 *
 * Within the room. */
#ifndef OPSTAP_MATCHING_PEOPLE_SPACE_H
#define OPSTAP_MATCHING_PEOPLE_SPACE_H

#include "matching/columns/memo.h"
#include "matching/columns/reach.h"
#include "matching/people/people.h"
#include "matching/rank/ranking.h"

/* From a cell to the nearest place of the opening: at least so many metres, and their step. */
typedef struct CellWay {
    uint32_t search;
    int32_t metres, step;
} CellWay;

/* What is known of the way before anybody's home is looked at. */
typedef enum WayKnown {
    WAY_NOWHERE,  /* it earns nothing, wherever somebody lives */
    WAY_ANYWHERE, /* nothing bounds it */
    WAY_PLACED
} WayKnown;

typedef struct SkillAsked {
    int bit;
    int32_t weight;
} SkillAsked;
enum { SKILLS_COUNTED_BITS = 4, SKILLS_KEPT = (1 << SKILLS_COUNTED_BITS) - 1 };

/* Who of a bucket may be among the best: so many of the skills asked, with a job that is near and
 * without one. SKILLS_KEPT + 1: nobody. */
typedef struct Wanted {
    int skills_near, skills_far;
} Wanted;

struct PeopleSpace {
    const People *people;
    Demands demands; /* with a key of its own: threads share the rest */
    uint32_t search;
    Memo *levels, *prospects; /* per facet */
    CellWay *cell;
    uint32_t *judged; /* per candidate: the search that judged them last */
    int32_t *group_points, *job_points, *region_points; /* at most */
    Ordered *group, *region;                            /* best first */
    int32_t *regions_done;                              /* per place in `group` */
    int32_t *begin;                                     /* scratch: per number of points */
    ReachTables tables;
    CandidateProfile made; /* to ask the score what one thing earns */
    Wish made_wish;
    Experience made_job;
    LevelRange *levels_ideal;

    const OpeningProfile *opening;
    int position;
    int demand[DEMAND_BITS], demand_count; /* bits that it requires */
    WayKnown way;
    unsigned modes; /* by which somebody may come */
    SkillAsked skill[SKILLS_KEPT];
    int skill_count;                 /* 0: none is asked, or too many to look at */
    int skills_top[SKILLS_KEPT + 1]; /* what so many of them earn at most */
    int64_t skill_weights;
    int near_bit[64], near_count; /* of jobs that earn much; others earn job_far at most */
    int job_far_most;
    int skills_most, job_most, levels_most, prospects_most, left_most;
    Ranking ranking;
    BestSeen seen;
};

/* What can be had from wishes, jobs, regions and the rest. */
void people_bounds_begin(PeopleSpace *space);

/* At most, for this person; POINTS_UNMET when it is too far for certain. */
int person_way_most(PeopleSpace *space, const PersonFacts *facts);
int person_skills_most(const PeopleSpace *space, const PersonFacts *facts);
int person_job_most(const PeopleSpace *space, const PersonFacts *facts);

/* `need`: what jobs and skills must earn together. */
Wanted person_wanted(const PeopleSpace *space, int need);

/* Exact, but for a facet that is one of too many: then at most. */
int person_levels_points(PeopleSpace *space, const PersonFacts *facts);
int person_prospects_points(PeopleSpace *space, const PersonFacts *facts);

#endif
