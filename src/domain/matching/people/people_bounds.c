/* What anybody can earn at most with an opening: by wish, job, home, skills and levels. Where it
 * can be, the score itself is asked, about somebody who has that one thing. */
#include "matching/people/people_space.h"

static Pair pair_with(const PeopleSpace *space, const CandidateProfile *candidate) {
    return (Pair){ .snapshot = space->people->snapshot,
                   .candidate = candidate,
                   .opening = space->opening };
}

static int made_points(const PeopleSpace *space, Part part) {
    Pair pair = pair_with(space, &space->made);
    return points_of(&pair, part);
}

/* --- wishes and jobs --- */

static const Work work_none = { .isco = { 0xFFFF, 0 },
                                .occupation = SLOT_NONE,
                                .division = NUMBER_UNKNOWN };

static void group_ask(PeopleSpace *space, int32_t at, Work work) {
    const WishGroup *group = &space->people->group[at];
    if (group->kind == WISH_NOTHING) return;
    work.isco = group->isco;
    space->made_wish = (Wish){ .work = work };
    space->made_wish.kind = (typeof(space->made_wish.kind))group->kind;
    int points = made_points(space, PART_occupation_wish);
    space->group_points[at] = larger(space->group_points[at], points);
}

static void job_ask(PeopleSpace *space, int32_t at, Work work) {
    work.isco = space->people->job[at];
    space->made_job = (Experience){ .work = work, .months = INT32_MAX };
    int points = made_points(space, PART_experience_nearness);
    space->job_points[at] = larger(space->job_points[at], points);
    space->job_most = larger(space->job_most, points);
}

typedef void Ask(PeopleSpace *space, int32_t at, Work work);

static void list_ask(PeopleSpace *space, const Lists *lists, int32_t key, Work work, Ask *ask) {
    if (key < 0 || key >= lists->key_count) return;
    for (int32_t i = lists->first[key]; i < lists->first[key + 1]; i++) {
        ask(space, lists->item[i], work);
    }
}

/* Jobs that earn a third of the most are near: mostly those that share two digits. */
static void jobs_part(PeopleSpace *space) {
    const People *people = space->people;
    uint64_t near = 0;
    space->job_far_most = space->near_count = 0;
    for (int32_t i = 0; i < people->job_count; i++) {
        int points = space->job_points[i];
        if (points > 0 && points * 3 >= space->job_most)
            near |= UINT64_C(1) << job_bit(people->job[i]);
        else space->job_far_most = larger(space->job_far_most, points);
    }
    for (; near; near &= near - 1) space->near_bit[space->near_count++] = __builtin_ctzll(near);
}

static void work_ask(PeopleSpace *space) {
    const People *people = space->people;
    const Work *offered = &space->opening->work;
    Work same = work_none, sector = work_none;
    same.named = true;
    same.occupation = offered->occupation;
    sector.division = offered->division;
    space->job_most = 0;
    memset(space->group_points, 0, sizeof *space->group_points * (size_t)people->group_count);
    memset(space->job_points, 0, sizeof *space->job_points * (size_t)people->job_count);
    for (int32_t i = 0; i < people->group_count; i++) group_ask(space, i, work_none);
    for (int32_t i = 0; i < people->job_count; i++) job_ask(space, i, work_none);
    list_ask(space, &people->wish_by_occupation, offered->occupation, same, group_ask);
    list_ask(space, &people->wish_by_division, offered->division, sector, group_ask);
    list_ask(space, &people->job_by_occupation, offered->occupation, same, job_ask);
    jobs_part(space);
}

int person_job_most(const PeopleSpace *space, const PersonFacts *facts) {
    if (facts->job[0] == JOB_ANY) return space->job_most;
    int most = 0;
    for (int i = 0; i < JOBS_KEPT; i++) {
        if (facts->job[i] != JOB_NONE) most = larger(most, space->job_points[facts->job[i]]);
    }
    return most;
}

/* --- skills --- */

static int skills_points(const PeopleSpace *space, int64_t covered) {
    int permille = (int)(covered * SHARE_WHOLE / space->skill_weights);
    return space->skills_most * permille / SHARE_WHOLE;
}

static int heavier_first(const void *left, const void *right) {
    const SkillAsked *a = left, *b = right;
    return (a->weight < b->weight) - (a->weight > b->weight);
}

static void skills_ask(PeopleSpace *space) {
    const OpeningProfile *opening = space->opening;
    const Snapshot *snapshot = space->people->snapshot;
    int count = opening->skill_count;
    space->skills_most = count ? snapshot->rules->maximum[PART_skills_coverage] : 0;
    space->skills_top[0] = count > SKILLS_KEPT ? space->skills_most : 0;
    space->skill_weights = 0;
    space->skill_count = count > SKILLS_KEPT ? 0 : count;
    for (int i = 0; i < space->skill_count; i++) {
        int32_t slot = opening->skill[i];
        space->skill[i] = (SkillAsked){ skill_bit(slot), snapshot->skill_weight[slot] };
        space->skill_weights += space->skill[i].weight;
    }
    if (space->skill_count) {
        qsort(space->skill, (size_t)space->skill_count, sizeof *space->skill, heavier_first);
    }
    int64_t covered = 0;
    for (int i = 0; i < space->skill_count; i++) {
        covered += space->skill[i].weight;
        space->skills_top[i + 1] = skills_points(space, covered);
    }
}

int person_skills_most(const PeopleSpace *space, const PersonFacts *facts) {
    if (!space->skill_count) return space->skills_most;
    int64_t covered = 0;
    for (int i = 0; i < space->skill_count; i++) {
        if (facts->skills >> space->skill[i].bit & 1) covered += space->skill[i].weight;
    }
    return skills_points(space, covered);
}

static int skills_for(const PeopleSpace *space, int points) {
    for (int i = 0; i <= space->skill_count; i++) {
        if (space->skills_top[i] >= points) return i;
    }
    return SKILLS_KEPT + 1;
}

Wanted person_wanted(const PeopleSpace *space, int need) {
    return (Wanted){ skills_for(space, need - space->job_most),
                     skills_for(space, need - space->job_far_most) };
}

/* --- levels and prospects --- */

static int facet_points(PeopleSpace *space, Memo *memo, int32_t candidate, bool levels) {
    if (memo->search == space->search) return memo->points;
    Pair pair = pair_with(space, &space->people->snapshot->candidate[candidate]);
    int points =
        levels ? points_of(&pair, PART_language_margin)
               : points_of(&pair, PART_counselling_fit) + points_of(&pair, PART_outcome_level);
    *memo = (Memo){ space->search, points };
    return points;
}

int person_levels_points(PeopleSpace *space, const PersonFacts *facts) {
    if (facts->levels == FACETS_MAX) return space->levels_most;
    return facet_points(space, &space->levels[facts->levels],
                        space->people->levels.first[facts->levels], true);
}

int person_prospects_points(PeopleSpace *space, const PersonFacts *facts) {
    if (facts->prospects == FACETS_MAX) return space->prospects_most;
    return facet_points(space, &space->prospects[facts->prospects],
                        space->people->prospects.first[facts->prospects], false);
}

/* What somebody earns who has every level and any education, and asks no guidance. */
static void ideal_ask(PeopleSpace *space) {
    space->made.level = space->levels_ideal;
    space->made.level_count = (int32_t)space->people->snapshot->languages.count * SKILL_COUNT;
    space->made.education_low = INT32_MAX;
    space->made.guidance_wish = 0;
    space->levels_most = made_points(space, PART_language_margin);
    space->prospects_most =
        made_points(space, PART_counselling_fit) + made_points(space, PART_outcome_level);
}

/* --- the way --- */

static const Stop *stop_of(const PeopleSpace *space, int at) {
    return &space->people->snapshot->stop[space->opening->stop[at]];
}

/* A way that is rough to one of the places earns nothing (judge_travel.c). */
static WayKnown way_known(const PeopleSpace *space) {
    WayKnown known = space->opening->stop_count ? WAY_PLACED : WAY_NOWHERE;
    for (int i = 0; i < space->opening->stop_count; i++) {
        Place place = space->people->snapshot->place[stop_of(space, i)->place];
        if (place.precision == PLACE_MUNICIPALITY) return WAY_NOWHERE;
        if (!cells_know(place)) known = WAY_ANYWHERE;
    }
    return known;
}

static int64_t outside(int32_t at, int32_t low, int32_t high) {
    if (at < low) return (int64_t)low - at;
    return at > high ? (int64_t)at - high : 0;
}

/* To the nearest point of a box, measured along its north side or farther north, where degrees are
 * shortest: never more than to any place in it. */
static int32_t metres_to(const Cells *cells, Place from, const Box *box) {
    Place near = from, away = from;
    near.latitude = box->north > from.latitude ? box->north : from.latitude;
    away.latitude = near.latitude - (int32_t)outside(from.latitude, box->south, box->north);
    if (from.longitude < box->west) near.longitude = box->west;
    if (from.longitude > box->east) near.longitude = box->east;
    return cells_metres_least(cells, away, near);
}

static CellWay way_from(const PeopleSpace *space, const Box *box) {
    const People *people = space->people;
    CellWay way = { .search = space->search, .metres = INT32_MAX };
    for (int i = 0; i < space->opening->stop_count; i++) {
        Place to = people->snapshot->place[stop_of(space, i)->place];
        int32_t metres = metres_to(&people->cells, to, box);
        if (metres < way.metres) way.metres = metres;
    }
    way.step = near_code(way.metres);
    return way;
}

static int minutes_least(const PeopleSpace *space, const CellWay *way, unsigned modes) {
    int least = MINUTES_UNKNOWN;
    for (; modes; modes &= modes - 1) {
        int minutes = space->tables.minutes[__builtin_ctz(modes)][way->step];
        if (minutes == MINUTES_UNKNOWN) continue;
        if (least == MINUTES_UNKNOWN || minutes < least) least = minutes;
    }
    return least;
}

static int travel_points(const PeopleSpace *space, int minutes) {
    bool earns = minutes != MINUTES_UNKNOWN && minutes < space->tables.minutes_end;
    return earns ? space->tables.points[minutes] : 0;
}

/* judge_travel.c: who said nothing about walking may walk a short way. */
static int way_points(const PeopleSpace *space, const PersonFacts *facts, const CellWay *way) {
    enum { METRES_IN_KILOMETRE = 1000 };
    const Rules *rules = space->people->snapshot->rules;
    if (facts->kilometres_max != NUMBER_UNKNOWN &&
        way->metres > facts->kilometres_max * METRES_IN_KILOMETRE) {
        return POINTS_UNMET;
    }
    int walk = space->tables.minutes[MODE_WALK][way->step];
    bool walks = !(facts->modes_maybe & WALK_SAID) && walk != MINUTES_UNKNOWN &&
                 walk <= rules->constant[RULE_walk_minutes_max];
    unsigned modes = (facts->modes & space->modes) | (walks ? 1U << MODE_WALK : 0);
    int known = minutes_least(space, way, modes);
    if (facts->minutes_max != NUMBER_UNKNOWN && !space->opening->shuttle) {
        int any = minutes_least(space, way, modes | (facts->modes_maybe & space->modes));
        if (any == MINUTES_UNKNOWN || any > facts->minutes_max) return POINTS_UNMET;
    }
    return travel_points(space, known);
}

static int way_points_from(PeopleSpace *space, const PersonFacts *facts, uint16_t cell) {
    if (cell == HOME_NONE || cell == CELL_ROUGH) return 0;
    if (cell == CELL_UNPLACED) {
        return space->people->snapshot->rules->maximum[PART_travel_comfort];
    }
    CellWay *way = &space->cell[cell];
    if (way->search != space->search) {
        *way = way_from(space, &space->people->box[cell]);
    }
    return way_points(space, facts, way);
}

int person_way_most(PeopleSpace *space, const PersonFacts *facts) {
    if (space->way == WAY_NOWHERE) return 0;
    if (space->way == WAY_ANYWHERE) {
        return space->people->snapshot->rules->maximum[PART_travel_comfort];
    }
    int now = way_points_from(space, facts, facts->home);
    if (facts->home_later == HOME_NONE) return now;
    return larger(now, way_points_from(space, facts, facts->home_later));
}

static int region_points(const PeopleSpace *space, int32_t region) {
    if (space->way == WAY_NOWHERE || region == REGION_NOWHERE) return 0;
    if (space->way == WAY_ANYWHERE || region == REGION_ANYWHERE) {
        return space->people->snapshot->rules->maximum[PART_travel_comfort];
    }
    CellWay way = way_from(space, &space->people->region[region]);
    return travel_points(space, minutes_least(space, &way, space->modes));
}

/* --- best first --- */

/* By counting; equals in the order given. */
static void points_sort(const PeopleSpace *space, const int32_t *points, int32_t count,
                        Ordered *ret_ordered) {
    int32_t *begin = space->begin;
    memset(begin, 0, sizeof *begin * (SCORE_MAX + 2));
    for (int32_t i = 0; i < count; i++) begin[SCORE_MAX - points[i] + 1]++;
    for (int32_t i = 1; i <= SCORE_MAX; i++) begin[i] += begin[i - 1];
    for (int32_t i = 0; i < count; i++) {
        ret_ordered[begin[SCORE_MAX - points[i]]++] = (Ordered){ points[i], i };
    }
}

static void regions_begin(PeopleSpace *space) {
    int32_t count = space->people->region_count;
    for (int32_t i = 0; i < count; i++) space->region_points[i] = region_points(space, i);
    points_sort(space, space->region_points, count, space->region);
}

void people_bounds_begin(PeopleSpace *space) {
    enum { ALL_MODES = (1U << MODE_COUNT) - 1, PUBLIC = 1U << MODE_PUBLIC_TRANSPORT };
    space->modes = space->opening->public_transport ? ALL_MODES : ALL_MODES & ~PUBLIC;
    space->way = way_known(space);
    work_ask(space);
    skills_ask(space);
    ideal_ask(space);
    regions_begin(space);
    points_sort(space, space->group_points, space->people->group_count, space->group);
    memset(space->regions_done, 0,
           sizeof *space->regions_done * (size_t)space->people->group_count);
    space->left_most =
        space->job_most + space->skills_most + space->levels_most + space->prospects_most;
}
