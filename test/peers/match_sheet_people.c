/* What a person earns with every facet, and which facets are out of the question. */
#include "log.h"
#include "match_sheet.h"
#include "matching/judge/judge.h"
#include "matching/judge/score.h"

enum { RIGHT_PERMIT_NEEDED = 2, RIGHT_NONE, REACH_ANY = 99, HOURS_ANY = 999 };

typedef struct Files {
    FILE *people, *work, *way, *language, *times, *offer, *skills;
} Files;

/* One person, while the tables are written. */
typedef struct Writing {
    Sheet *sheet;
    const Files *files;
    const CandidateProfile *person;
    int at;
} Writing;

static void person_refuse(const CandidateProfile *person) {
    bool plain = person->home_later == SLOT_NONE && person->can.count < 2 &&
                 !person->certificate_until && person->birth_date == DAY_UNKNOWN &&
                 person->right_to_work != RIGHT_NONE;
    if (plain) return;
    log_fatal("person %lld has what the tables for other programs do not say",
              (long long)person->number);
}

static Pair pair_of(const Writing *writing, int32_t opening) {
    const Snapshot *snapshot = writing->sheet->market->snapshot;
    Pair pair = { .snapshot = snapshot,
                  .candidate = writing->person,
                  .opening = &snapshot->opening[opening] };
    pair_begin(&pair);
    return pair;
}

static int points_of(const Pair *pair, Part part) {
    return pair->snapshot->rules->maximum[part] * score_part(pair, part).permille / SHARE_WHOLE;
}

static bool is_unmet(const Pair *pair, Criterion criterion, int demand) {
    return judge(pair, criterion, demand).verdict == VERDICT_UNMET;
}

/* --- facets --- */

static void work_write(const Writing *writing, int32_t facet) {
    Pair pair = pair_of(writing, writing->sheet->work.first[facet]);
    int points = points_of(&pair, PART_occupation_wish) + points_of(&pair, PART_experience_nearness);
    if (is_unmet(&pair, CRITERION_excluded_occupation, 0)) points = WORK_EXCLUDED;
    if (points) fprintf(writing->files->work, "%d,%d,%d\n", writing->at, facet, points);
}

/* The smallest box in which all the places lie that can be reached. */
typedef struct Box {
    int32_t west, south, east, north;
} Box;

static void box_widen(Box *box, const Place *place) {
    if (place->longitude < box->west) box->west = place->longitude;
    if (place->longitude > box->east) box->east = place->longitude;
    if (place->latitude < box->south) box->south = place->latitude;
    if (place->latitude > box->north) box->north = place->latitude;
}

static void way_write(const Writing *writing, int32_t facet, Box *box) {
    Pair pair = pair_of(writing, writing->sheet->way.first[facet]);
    if (is_unmet(&pair, CRITERION_travel, 0)) return;
    const Snapshot *snapshot = pair.snapshot;
    box_widen(box, &snapshot->place[snapshot->stop[pair.opening->stop[0]].place]);
    fprintf(writing->files->way, "%d,%d,%d\n", writing->at, facet,
            points_of(&pair, PART_travel_comfort));
}

/* The first start at which nothing of this is unmet: a course may end before it. False: none. */
static bool languages_start(Pair *pair, Day *ret_start) {
    Day start = -SHEET_DAY_NONE;
    for (int i = 0; i < pair->opening->demand_count[CRITERION_language]; i++) {
        pair->start = SHEET_DAY_NONE;
        if (is_unmet(pair, CRITERION_language, i)) return false;
        pair->start = -SHEET_DAY_NONE;
        if (!is_unmet(pair, CRITERION_language, i)) continue;
        Day on = language_level_of(pair, &pair->opening->language[i]).expected_on;
        if (on > start) start = on;
    }
    *ret_start = start;
    return true;
}

static void language_write(const Writing *writing, int32_t facet) {
    Pair pair = pair_of(writing, writing->sheet->language.first[facet]);
    Day start;
    if (!languages_start(&pair, &start)) return;
    fprintf(writing->files->language, "%d,%d,%d,%d\n", writing->at, facet,
            points_of(&pair, PART_language_margin), start);
}

static void times_write(const Writing *writing, int32_t facet) {
    Pair pair = pair_of(writing, writing->sheet->times.first[facet]);
    if (is_unmet(&pair, CRITERION_timetable, 0)) return;
    fprintf(writing->files->times, "%d,%d\n", writing->at, facet);
}

static void offer_write(const Writing *writing, int32_t facet) {
    Pair pair = pair_of(writing, writing->sheet->offer.first[facet]);
    int conditions = pair.opening->demand_count[CRITERION_conditions];
    for (int i = conditions; i < pair_demand_count(&pair, CRITERION_conditions); i++) {
        if (is_unmet(&pair, CRITERION_conditions, i)) return;
    }
    fprintf(writing->files->offer, "%d,%d,%d\n", writing->at, facet,
            points_of(&pair, PART_counselling_fit) + points_of(&pair, PART_outcome_level));
}

static int32_t facet_count(const Facets *facets) {
    return (int32_t)facets->keys.count;
}

static Box facets_write(const Writing *writing) {
    const Sheet *sheet = writing->sheet;
    Box box = { INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN };
    for (int32_t i = 0; i < facet_count(&sheet->work); i++) work_write(writing, i);
    for (int32_t i = 0; i < facet_count(&sheet->way); i++) way_write(writing, i, &box);
    for (int32_t i = 0; i < facet_count(&sheet->language); i++) language_write(writing, i);
    for (int32_t i = 0; i < facet_count(&sheet->times); i++) times_write(writing, i);
    for (int32_t i = 0; i < facet_count(&sheet->offer); i++) offer_write(writing, i);
    return box;
}

/* --- the row of a person --- */

static bool bit_lacked(const Writing *writing, const SheetBit *bit) {
    if (bit->criterion == CRITERION_right_to_work) {
        return writing->person->right_to_work == RIGHT_PERMIT_NEEDED;
    }
    Pair pair = pair_of(writing, bit->opening);
    return is_unmet(&pair, bit->criterion, bit->demand);
}

/* Two words of what is lacked, then a list of what is not. */
static void bits_write(const Writing *writing) {
    FILE *file = writing->files->people;
    uint64_t lacked[SHEET_BITS / 64] = { 0 };
    const char *before = "";
    for (size_t i = 0; i < writing->sheet->bits.count; i++) {
        bool lacks = bit_lacked(writing, &writing->sheet->bit[i]);
        lacked[i / 64] |= (uint64_t)lacks << i % 64;
    }
    fprintf(file, "%lld,%lld,\"{", (long long)lacked[0], (long long)lacked[1]);
    for (size_t i = 0; i < writing->sheet->bits.count; i++) {
        if (lacked[i / 64] >> i % 64 & 1) continue;
        fprintf(file, "%s%zu", before, i);
        before = ",";
    }
    fputs("}\",", file);
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

static Day day_or(Day day, Day otherwise) {
    return day == DAY_UNKNOWN ? otherwise : day;
}

static void person_write(const Writing *writing, const Box *box) {
    const CandidateProfile *person = writing->person;
    FILE *file = writing->files->people;
    bool right = person->right_to_work != NUMBER_UNKNOWN;
    int education = larger(0, larger(person->education_low, person->education_high));
    fprintf(file, "%d,%d,%d,%d,%d,", writing->at, box->west, box->south, box->east, box->north);
    bits_write(writing);
    fprintf(file, "%d,%d,", day_or(person->available_from, -SHEET_DAY_NONE),
            day_or(person->available_until, SHEET_DAY_NONE));
    fprintf(file, "%d,%d,", right ? day_or(person->right_from, -SHEET_DAY_NONE) : -SHEET_DAY_NONE,
            right ? day_or(person->right_until, SHEET_DAY_NONE) : SHEET_DAY_NONE);
    fprintf(file, "%d,%d,", larger(0, person->hours_min),
            person->hours_max == NUMBER_UNKNOWN ? HOURS_ANY : person->hours_max);
    fprintf(file, "%d,%d\n", person->education_known ? education : REACH_ANY,
            person->work_level == NUMBER_UNKNOWN
                ? REACH_ANY
                : larger(person->work_level, person->work_level_proven));
}

static void skills_write(const Writing *writing) {
    for (int32_t i = 0; i < writing->person->skill_count; i++) {
        fprintf(writing->files->skills, "%d,%d\n", writing->at, writing->person->skill[i]);
    }
}

#define PEOPLE_COLUMNS                                                                             \
    "person,west,south,east,north,lacked_1,lacked_2,has,available_from,available_until,"           \
    "right_from,right_until,hours_min,hours_max,education,work_level"

static Files files_open(const Sheet *sheet) {
    return (Files){ .people = sheet_file(sheet, "people.csv", PEOPLE_COLUMNS),
                    .work = sheet_file(sheet, "work.csv", "person,work,points"),
                    .way = sheet_file(sheet, "way.csv", "person,way,points"),
                    .language = sheet_file(sheet, "language.csv", "person,language,points,start"),
                    .times = sheet_file(sheet, "times.csv", "person,times"),
                    .offer = sheet_file(sheet, "offer.csv", "person,offer,points"),
                    .skills = sheet_file(sheet, "skills.csv", "person,skill") };
}

void sheet_people(Sheet *sheet, const CandidateProfile *person, int people) {
    Files files = files_open(sheet);
    double began = seconds_now();
    for (int i = 0; i < people; i++) {
        person_refuse(&person[i]);
        Writing writing = { sheet, &files, &person[i], i };
        Box box = facets_write(&writing);
        person_write(&writing, &box);
        skills_write(&writing);
    }
    sheet->judging = seconds_now() - began;
    FILE *const all[] = { files.people, files.work,  files.way,   files.language,
                          files.times,  files.offer, files.skills };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) sheet_close(all[i]);
}
