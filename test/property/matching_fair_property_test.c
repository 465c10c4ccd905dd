/* Who somebody is changes no list: worlds that differ only in what must not count give the same
 * lists, from people to openings and from openings to people, through the full comparison and
 * through columns, with the same scores, parts, questions and steps.
 *
 * A swap changes one kind of thing in every person (and in openings, where those have it too). What
 * matching_property_test.c compares pair by pair is compared here by list. */
#include "../matching_records.h"
#include "matching/columns/columns.h"
#include "places/places_map.h"

enum { PEOPLE = 1100, OPENINGS = 56, EXPLAINED_EVERY = 23 };

/* --- the same lists --- */

static void assert_same_matches(const Match *a, const Match *b, size_t count, const char *swap) {
    for (size_t i = 0; i < count; i++) {
        bool same = a[i].candidate == b[i].candidate && a[i].opening == b[i].opening &&
                    a[i].score == b[i].score && a[i].unmet_count == b[i].unmet_count &&
                    a[i].unknown_count == b[i].unknown_count;
        for (int part = 0; part < PART_COUNT; part++) {
            same = same && a[i].part_points[part] == b[i].part_points[part] &&
                   a[i].part_unknown[part] == b[i].part_unknown[part];
        }
        if (!same) {
            fail_msg("%s: at %zu stands %d for %d with %d, and stood %d for %d with %d", swap,
                     i + 1, b[i].opening, b[i].candidate, b[i].score, a[i].opening,
                     a[i].candidate, a[i].score);
        }
    }
}

/* A list shorter than the whole is its beginning: how far columns look depends on it. */
static size_t openings_compare(const World *a, const World *b, Dice *dice, const char *swap) {
    AUTO(arena_end_at) Arena *arena = arena_new("columns", (size_t)64 * 1024 * 1024);
    BestSpace *space[] = {
        best_space_new(arena, columns_make(arena, a->snapshot), simd_used()),
        best_space_new(arena, columns_make(arena, b->snapshot), simd_used())
    };
    size_t matches = 0;
    for (int i = 0; i < PEOPLE; i++) {
        Match all[OPENINGS], other[OPENINGS];
        size_t count = rank_for_candidate(a->snapshot, i, OPENINGS, all);
        assert_int_equal(rank_for_candidate(b->snapshot, i, OPENINGS, other), count);
        assert_same_matches(all, other, count, swap);
        size_t k = (size_t)dice_between(dice, 1, OPENINGS);
        for (int w = 0; w < 2; w++) {
            const World *world = w ? b : a;
            size_t found = best_openings(space[w], &world->snapshot->candidate[i], i, k, other);
            assert_int_equal(found, k < count ? k : count);
            assert_same_matches(all, other, found, swap);
        }
        matches += count;
    }
    return matches;
}

static void people_compare(const World *a, const World *b, const char *swap) {
    static Match all[PEOPLE], other[PEOPLE];
    for (int k = 0; k < OPENINGS; k++) {
        size_t count = rank_for_opening(a->snapshot, k, PEOPLE, all);
        assert_int_equal(rank_for_opening(b->snapshot, k, PEOPLE, other), count);
        assert_same_matches(all, other, count, swap);
    }
}

/* Where rows may stand in another order, so may what is said of them. */
static bool is_said_too(Arena *arena, const Explanation *explanation, const Entry *wanted) {
    Str name = entry_name(arena, wanted);
    for (size_t i = 0; i < explanation->entry_count; i++) {
        const Entry *entry = &explanation->entry[i];
        if (str_equal(entry_name(arena, entry), name) && entry->verdict == wanted->verdict &&
            step_equal(entry->step_key, wanted->step_key) &&
            entry->question.word == wanted->question.word &&
            entry->step.word == wanted->step.word) {
            return true;
        }
    }
    return false;
}

static void explanations_compare(const World *a, const World *b, Dice *dice, const char *swap) {
    AUTO(arena_end_at) Arena *arena = arena_new("explanations", (size_t)16 * 1024 * 1024);
    for (int i = (int)dice_between(dice, 0, EXPLAINED_EVERY); i < PEOPLE; i += EXPLAINED_EVERY) {
        for (int k = 0; k < OPENINGS; k++) {
            ArenaMark mark = arena_mark(arena);
            Explanation one = match_explain(arena, a->snapshot, i, k);
            Explanation two = match_explain(arena, b->snapshot, i, k);
            assert_int_equal(one.entry_count, two.entry_count);
            for (size_t e = 0; e < one.entry_count; e++) {
                if (is_said_too(arena, &two, &one.entry[e])) continue;
                Str name = entry_name(arena, &one.entry[e]);
                fail_msg("%s: another answer on %.*s for %d and %d", swap, STR_ARGS(name), i, k);
            }
            assert_same_matches(&one.match, &two.match, 1, swap);
            arena_rewind(arena, mark);
        }
    }
}

static void assert_same_lists(const World *a, const World *b, Dice *dice, const char *swap) {
    size_t matches = openings_compare(a, b, dice, swap);
    people_compare(a, b, swap);
    explanations_compare(a, b, dice, swap);
    print_message("# %s: %zu matches\n", swap, matches);
    assert_true(matches > PEOPLE);
}

/* --- worlds --- */

/* Without groups that name age or sex: then nothing at all may change. */
static void age_and_sex_drop(World *world) {
    for (size_t k = 0; k < world->openings.count; k++) {
        RecordList *list = &world->openings.record[k].list[OPENING_LIST_TARGET];
        for (size_t row = 0; row < list->count; row++) {
            Value *value = &list->value[row * TARGET_FIELD_COUNT];
            value[TARGET_age_min] = value[TARGET_age_max] = value[TARGET_sex] = UNKNOWN;
            Str group = value[TARGET_target_group].text;
            if (str_equal(group, S("women")) || str_equal(group, S("under_27")) ||
                str_equal(group, S("fifty_plus"))) {
                value[TARGET_target_group] = TEXT("welfare");
            }
        }
    }
}

/* More of them meet than at random, so that lists are long enough to be put in order. */
static World world_at_random(Arena *arena, Dice *dice) {
    static const OpeningList hard[] = { OPENING_LIST_DEMAND, OPENING_LIST_OPENING_CONDITION,
                                        OPENING_LIST_OPENING_LICENCE, OPENING_LIST_BLOCK,
                                        OPENING_LIST_OPENING_CERTIFICATE };
    World world = dice_world(arena, dice, PEOPLE, OPENINGS);
    for (size_t k = 0; k < world.openings.count; k++) {
        OpeningRecord *opening = &world.openings.record[k];
        for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
            if (dice_chance(dice, 60)) opening->list[hard[i]].count = 0;
        }
        if (dice_chance(dice, 60)) opening->field[OPENING_until_on] = UNKNOWN;
        if (dice_chance(dice, 50)) opening->field[OPENING_start_on] = UNKNOWN;
        if (dice_chance(dice, 50)) opening->field[OPENING_education_level] = UNKNOWN;
    }
    age_and_sex_drop(&world);
    return world;
}

/* The same people and openings in records of their own, to be changed. */
static World world_copy(const World *world) {
    World other = *world;
    other.candidates.record = arena_many(world->arena, CandidateRecord, world->candidates.count);
    other.openings.record = arena_many(world->arena, OpeningRecord, world->openings.count);
    for (size_t i = 0; i < world->candidates.count; i++) {
        other.candidates.record[i] = person_copy(world->arena, &world->candidates.record[i]);
    }
    for (size_t i = 0; i < world->openings.count; i++) {
        other.openings.record[i] = opening_copy(world->arena, &world->openings.record[i]);
    }
    return other;
}

typedef void Swap(Arena *arena, Dice *dice, CandidateRecord *person, CandidateRecord *other);

/* `swap` may change both: what a person is to differ in, and what both must have for it. */
static void assert_people_swap(Swap *swap, const char *name) {
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = world_at_random(arena, &dice), other = world_copy(&world);
    for (int i = 0; i < PEOPLE; i++) {
        swap(arena, &dice, &world.candidates.record[i], &other.candidates.record[i]);
    }
    world_snapshot(&world);
    world_snapshot(&other);
    assert_same_lists(&world, &other, &dice, name);
}

static Value *cell(RecordList *list, size_t row, int fields, int field) {
    return &list->value[row * (size_t)fields + (size_t)field];
}

/* --- who somebody is --- */

static void identity_swap(Arena *arena, Dice *dice, CandidateRecord *person,
                          CandidateRecord *other) {
    (void)person;
    for (int i = 0; i < FACT_COUNT; i++) {
        if (fact_info[i].group != GROUP_IDENTITY) continue;
        other->fact[i] = dice_chance(dice, 80) ? dice_value(arena, dice, &fact_info[i].field)
                                               : UNKNOWN;
    }
    other->demo = !other->demo;
}

static void names_sex_age_tongue_and_contact(void **state) {
    (void)state;
    assert_people_swap(identity_swap, "names, sex, age, mother tongue, contact, household");
}

/* --- words of origin --- */

/* What is compared by its meaning, and counts: own words there, that no opening uses. */
static bool is_compared(const FieldInfo *field) {
    Str name = str_from(field->name);
    return str_equal(name, S("occupation")) || str_equal(name, S("skill"));
}

static Value words_of_origin(Arena *arena, Dice *dice) {
    static const char *const words[] = { "Aleppo", "Eritrea",  "Syrische keuken", "moskee",
                                         "Tigrinya", "Marokko", "naturel",         "Kabul" };
    enum { WORDS = sizeof words / sizeof *words };
    return TEXT_OF(str_printf(arena, "%s, %s %d", words[dice_between(dice, 0, WORDS - 1)],
                              words[dice_between(dice, 0, WORDS - 1)],
                              (int)dice_between(dice, 0, 999)));
}

static void row_reword(Arena *arena, Dice *dice, const RecordType *type, Value *one, Value *two) {
    for (int i = 0; i < type->field_count; i++) {
        const FieldInfo *field = &type->field[i];
        if (field->kind != FIELD_TEXT) continue;
        if (is_compared(field)) {
            if (!one[i].known || dice_chance(dice, 60)) continue;
            one[i] = TEXT_OF(str_printf(arena, "werk in Zeist %d", (int)dice_between(dice, 0, 99)));
        }
        two[i] = words_of_origin(arena, dice);
    }
}

static void words_swap(Arena *arena, Dice *dice, CandidateRecord *person, CandidateRecord *other) {
    for (int i = 0; i < FACT_COUNT; i++) {
        if (fact_info[i].field.kind != FIELD_TEXT) continue;
        other->fact[i] = words_of_origin(arena, dice);
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        const RecordType *type = &candidate_list_type[i];
        for (size_t row = 0; row < person->list[i].count; row++) {
            row_reword(arena, dice, type, cell(&person->list[i], row, type->field_count, 0),
                       cell(&other->list[i], row, type->field_count, 0));
        }
    }
}

static void words_of_origin_in_every_text_of_a_person(void **state) {
    (void)state;
    assert_people_swap(words_swap, "words of origin in texts of people");
}

/* legal_ground counts by being there: it says that a programme may ask age or sex. */
static void opening_reword(Arena *arena, Dice *dice, OpeningRecord *opening) {
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        if (opening_field[i].kind != FIELD_TEXT || is_compared(&opening_field[i])) continue;
        opening->field[i] = words_of_origin(arena, dice);
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        const RecordType *type = &opening_list_type[i];
        for (size_t row = 0; row < opening->list[i].count; row++) {
            Value *value = cell(&opening->list[i], row, type->field_count, 0);
            for (int k = 0; k < type->field_count; k++) {
                if (type->field[k].kind != FIELD_TEXT || is_compared(&type->field[k])) continue;
                value[k] = words_of_origin(arena, dice);
            }
        }
    }
}

static void words_of_origin_in_every_text_of_an_opening(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = world_at_random(arena, &dice), other = world_copy(&world);
    for (int k = 0; k < OPENINGS; k++) opening_reword(arena, &dice, &other.openings.record[k]);
    world_snapshot(&world);
    world_snapshot(&other);
    assert_same_lists(&world, &other, &dice, "words of origin in texts of openings");
}

/* --- where a diploma was obtained --- */

/* With its value known: here or abroad, asked for or not, whatever it was called there. */
static void diploma_swap(Arena *arena, Dice *dice, CandidateRecord *person,
                         CandidateRecord *other) {
    for (size_t row = 0; row < person->list[LIST_EDUCATION].count; row++) {
        Value *one = cell(&person->list[LIST_EDUCATION], row, EDUCATION_FIELD_COUNT, 0);
        Value *two = cell(&other->list[LIST_EDUCATION], row, EDUCATION_FIELD_COUNT, 0);
        const FieldInfo *field = candidate_list_type[LIST_EDUCATION].field;
        if (!one[EDUCATION_valuation_level].known && dice_chance(dice, 70)) {
            one[EDUCATION_valuation_level] =
                dice_value(arena, dice, &field[EDUCATION_valuation_level]);
        }
        two[EDUCATION_valuation_level] = one[EDUCATION_valuation_level];
        if (!one[EDUCATION_valuation_level].known) continue;
        one[EDUCATION_obtained] = NUMBER(row % 2);
        two[EDUCATION_obtained] = dice_chance(dice, 80) ? NUMBER(1 - row % 2) : UNKNOWN;
        two[EDUCATION_valuation_requested_on] = NUMBER(TODAY - dice_between(dice, 0, 2000));
        two[EDUCATION_valuation_on] = NUMBER(TODAY - dice_between(dice, 0, 2000));
    }
}

static void where_a_valued_diploma_was_obtained(void **state) {
    (void)state;
    assert_people_swap(diploma_swap, "where a valued diploma was obtained");
}

/* --- the permit and civic integration --- */

/* From before the first start, until after the last day of anything: the same right on every day
 * that counts. */
static void permit_swap(Arena *arena, Dice *dice, CandidateRecord *person, CandidateRecord *other) {
    CandidateRecord *record[] = { person, other };
    bool from = dice_chance(dice, 70), until = dice_chance(dice, 70);
    for (int i = 0; i < 2; i++) {
        Value *fact = record[i]->fact;
        if (from) fact[FACT_right_to_work_from] = NUMBER(TODAY - dice_between(dice, 100, 4000));
        if (until) {
            fact[FACT_right_to_work_until] = NUMBER(TODAY + dice_between(dice, 20000, 40000));
        }
    }
    other->fact[FACT_right_to_work_checked_on] = NUMBER(TODAY - dice_between(dice, 0, 4000));
    for (int i = 0; i < FACT_COUNT; i++) {
        if (fact_info[i].group != GROUP_INTEGRATION) continue;
        other->fact[i] = dice_chance(dice, 80) ? dice_value(arena, dice, &fact_info[i].field)
                                               : UNKNOWN;
    }
}

static void when_a_permit_was_given(void **state) {
    (void)state;
    assert_people_swap(permit_swap, "the days of a permit, civic integration");
}

/* --- where somebody lives, when every way takes as long --- */

enum { HOME_FIRST = 3421, HOMES = 20, WORK_FIRST = 3500, WORKS = 40 };

/* Homes in pairs, 3421 and 3422, 3423 and 3424: ways measured alike, that have nothing to do with
 * how far it is. */
static Map *map_of_twins(Arena *arena, Dice *dice) {
    Map *map = map_begin(arena);
    for (int i = 0; i < HOMES + WORKS; i++) {
        bool twin = i < HOMES && i % 2;
        int32_t number = i < HOMES ? HOME_FIRST + i : WORK_FIRST + i - HOMES;
        Place before = map->area[number - 1];
        PostcodeArea area = { .postcode4 = number,
                              .municipality = S("GM0344"),
                              .latitude = 52100000 + (int32_t)dice_between(dice, -300000, 300000),
                              .longitude = 5100000 + (int32_t)dice_between(dice, -300000, 300000) };
        if (twin) area.latitude = before.latitude;
        if (twin) area.longitude = before.longitude;
        map_add_area(map, &area);
    }
    map_finish(map);
    TravelTimeRows rows = { 0 };
    rows.time = arena_many(arena, TravelTime, HOMES * WORKS * MODE_COUNT);
    for (int i = 0; i < HOMES; i += 2) {
        for (int k = 0; k < WORKS * MODE_COUNT; k++) {
            if (dice_chance(dice, 40)) continue;
            TravelTime time = { .from4 = HOME_FIRST + i, .to4 = WORK_FIRST + k / MODE_COUNT,
                                .mode = (Mode)(k % MODE_COUNT),
                                .part = (DayPart)dice_between(dice, 0, DAYPART_COUNT - 1),
                                .minutes = (int32_t)dice_between(dice, 0, 120) };
            rows.time[rows.count++] = time;
            time.from4++;
            rows.time[rows.count++] = time;
        }
    }
    map_add_travel(map, arena, &rows);
    return map;
}

static Value area_at(Arena *arena, int number) {
    return TEXT_OF(str_printf(arena, "%d", number));
}

static void where_somebody_lives_at_equal_ways(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = world_at_random(arena, &dice);
    world.map = map_of_twins(arena, &dice);
    for (int k = 0; k < OPENINGS; k++) {
        Value *field = world.openings.record[k].field;
        int work = WORK_FIRST + (int)dice_between(&dice, 0, WORKS - 1);
        field[OPENING_postcode] = area_at(arena, work);
    }
    World other = world_copy(&world);
    for (int i = 0; i < PEOPLE; i++) {
        int home = HOME_FIRST + 2 * (int)dice_between(&dice, 0, HOMES / 2 - 1);
        Value *one = world.candidates.record[i].fact, *two = other.candidates.record[i].fact;
        one[FACT_municipality] = two[FACT_municipality] = UNKNOWN;
        one[FACT_move_postcode] = two[FACT_move_postcode] = UNKNOWN;
        one[FACT_postcode] = area_at(arena, home);
        two[FACT_postcode] = area_at(arena, home + 1);
        two[FACT_municipality] = i % 2 ? TEXT("GM0344") : UNKNOWN;
    }
    world_snapshot(&world);
    world_snapshot(&other);
    assert_same_lists(&world, &other, &dice, "where somebody lives, at equal ways");
}

/* --- ids and the order of rows --- */

static Value id_other(Arena *arena, Value id, const char *prefix) {
    return id.known ? TEXT_OF(str_printf(arena, "%s-%.*s", prefix, STR_ARGS(id.text))) : UNKNOWN;
}

/* Ids fall in the opposite order; a programme has another name on both sides. */
static void what_ids_people_and_openings_have(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = world_at_random(arena, &dice), other = world_copy(&world);
    for (int i = 0; i < PEOPLE; i++) {
        CandidateRecord *person = &other.candidates.record[i];
        person->id = str_printf(arena, "%08d", PEOPLE - i);
        RecordList *list = &person->list[LIST_NOMINATION];
        for (size_t row = 0; row < list->count; row++) {
            Value *value = cell(list, row, NOMINATION_FIELD_COUNT, NOMINATION_programme);
            *value = id_other(arena, *value, "p");
        }
    }
    for (int k = 0; k < OPENINGS; k++) {
        OpeningRecord *opening = &other.openings.record[k];
        opening->id = str_printf(arena, "%08d", OPENINGS - k);
        opening->field[OPENING_programme] = id_other(arena, opening->field[OPENING_programme], "p");
        opening->field[OPENING_employer] = id_other(arena, opening->field[OPENING_employer], "e");
        opening->field[OPENING_source] = id_other(arena, opening->field[OPENING_source], "s");
    }
    world_snapshot(&world);
    world_snapshot(&other);
    assert_same_lists(&world, &other, &dice, "ids");
}

static void rows_shuffle(Dice *dice, const RecordType *type, RecordList *list) {
    size_t size = (size_t)type->field_count * sizeof(Value);
    char kept[RECORD_FIELDS_MAX * sizeof(Value)];
    for (size_t i = list->count; i > 1; i--) {
        char *last = (char *)list->value + (i - 1) * size;
        char *any = (char *)list->value + (size_t)dice_between(dice, 0, (int64_t)i - 1) * size;
        memcpy(kept, last, size);
        memmove(last, any, size);
        memcpy(any, kept, size);
    }
}

/* The phases of a trajectory have an order that means something. */
static void the_order_of_rows_within_a_file(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = world_at_random(arena, &dice), other = world_copy(&world);
    for (int i = 0; i < PEOPLE * CANDIDATE_LIST_COUNT; i++) {
        int list = i % CANDIDATE_LIST_COUNT;
        rows_shuffle(&dice, &candidate_list_type[list],
                     &other.candidates.record[i / CANDIDATE_LIST_COUNT].list[list]);
    }
    for (int i = 0; i < OPENINGS * OPENING_LIST_COUNT; i++) {
        int list = i % OPENING_LIST_COUNT;
        if (list == OPENING_LIST_PHASE) continue;
        rows_shuffle(&dice, &opening_list_type[list],
                     &other.openings.record[i / OPENING_LIST_COUNT].list[list]);
    }
    world_snapshot(&world);
    world_snapshot(&other);
    assert_same_lists(&world, &other, &dice, "the order of rows");
}

/* --- who reads it --- */

/* What stands between quotes after these names is said in words; all else is the answer itself. */
static Str without_words(Arena *arena, Str json) {
    Text text = text_new(arena, json.len + 1);
    static const char *const said[] = { "\"asked\":", "\"has\":", "\"step\":" };
    for (size_t i = 0; i < json.len;) {
        size_t skip = 0;
        for (size_t k = 0; k < sizeof said / sizeof *said; k++) {
            if (str_starts(str_sub(json, i, json.len), str_from(said[k]))) skip = strlen(said[k]);
        }
        if (!skip) {
            text_add_char(&text, json.at[i++]);
            continue;
        }
        i += skip;
        if (json.at[i] != '"') continue; /* null */
        for (i++; json.at[i] != '"'; i++) i += json.at[i] == '\\';
        i++;
    }
    return text_str(&text);
}

static Str list_said(Arena *arena, const MatchList *list, Tongue tongue) {
    Text text = text_new(arena, (size_t)4 * 1024 * 1024);
    match_list_json(&text, tongue, list);
    assert_false(text_failed(&text));
    return text_str(&text);
}

static void in_which_language_it_is_read(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = world_at_random(arena, &dice);
    world_snapshot(&world);
    for (int i = 0; i < PEOPLE; i += EXPLAINED_EVERY) {
        ArenaMark mark = arena_mark(arena);
        Match match[OPENINGS];
        MatchList list = { .snapshot = world.snapshot, .whose = i, .match = match };
        list.count = rank_for_candidate(world.snapshot, i, OPENINGS, match);
        Str dutch = list_said(arena, &list, TONGUE_NL);
        Str english = list_said(arena, &list, TONGUE_EN);
        assert_true(!list.count || !str_equal(dutch, english));
        assert_true(str_equal(without_words(arena, dutch), without_words(arena, english)));
        arena_rewind(arena, mark);
    }
}

/* --- age and sex with a legal ground --- */

/* Where a programme may ask them, they reach one verdict; every other, and every part of a score,
 * stays. */
static void age_and_sex_with_a_ground_change_target_group_only(void **state) {
    (void)state;
    enum { SOME = 240 };
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = world_at_random(arena, &dice);
    for (int k = 0; k < OPENINGS; k++) {
        RecordList *list = &world.openings.record[k].list[OPENING_LIST_TARGET];
        *list = (RecordList){ 0 };
        opening_add(arena, &world.openings.record[k], OPENING_LIST_TARGET, UNKNOWN, NUMBER(30),
                    UNKNOWN, k % 2 ? NUMBER(0) : UNKNOWN, TEXT("a law"));
    }
    World other = world_copy(&world);
    for (int i = 0; i < PEOPLE; i++) {
        world.candidates.record[i].fact[FACT_birth_date] = NUMBER(TODAY - 40 * 366);
        world.candidates.record[i].fact[FACT_sex] = NUMBER(0);
        other.candidates.record[i].fact[FACT_birth_date] =
            NUMBER(TODAY - (i % 2 ? 20 : 60) * 366);
        other.candidates.record[i].fact[FACT_sex] = NUMBER(i % 3);
    }
    world_snapshot(&world);
    world_snapshot(&other);
    int changed = 0, alike = 0;
    for (int pair = 0; pair < SOME * OPENINGS; pair++) {
        int i = pair / OPENINGS, k = pair % OPENINGS;
        ArenaMark mark = arena_mark(arena);
        Explanation one = match_explain(arena, world.snapshot, i, k);
        Explanation two = match_explain(arena, other.snapshot, i, k);
        assert_int_equal(one.entry_count, two.entry_count);
        bool same = true;
        for (size_t e = 0; e < one.entry_count; e++) {
            if (one.entry[e].verdict == two.entry[e].verdict) continue;
            assert_int_equal(one.entry[e].criterion, CRITERION_target_group);
            same = false;
        }
        changed += !same;
        if (one.match.score >= 0 && two.match.score >= 0) {
            assert_same_matches(&one.match, &two.match, same, "age and sex with a ground");
            assert_memory_equal(one.match.part_points, two.match.part_points,
                                sizeof one.match.part_points);
            alike++;
        }
        arena_rewind(arena, mark);
    }
    print_message("# %d pairs changed, %d feasible in both\n", changed, alike);
    assert_true(changed > SOME && alike > SOME);
}

SUITE("matching is fair",
      cmocka_unit_test(names_sex_age_tongue_and_contact),
      cmocka_unit_test(words_of_origin_in_every_text_of_a_person),
      cmocka_unit_test(words_of_origin_in_every_text_of_an_opening),
      cmocka_unit_test(where_a_valued_diploma_was_obtained),
      cmocka_unit_test(when_a_permit_was_given),
      cmocka_unit_test(where_somebody_lives_at_equal_ways),
      cmocka_unit_test(what_ids_people_and_openings_have),
      cmocka_unit_test(the_order_of_rows_within_a_file),
      cmocka_unit_test(in_which_language_it_is_read),
      cmocka_unit_test(age_and_sex_with_a_ground_change_target_group_only))
