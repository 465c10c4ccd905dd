/* The made-up region: what it promises of everybody in it. */
#include "test.h"

#include "demo/demo.h"
#include "demo/dice.h"
#include "demo/figures.h"
#include "plausible.h"
#include "table.h"

enum { TODAY = 20600, MANY = 5000 };

typedef struct Made {
    CandidateRows people;
    OpeningRows openings;
    ClassRows classes;
} Made;

static Made made(Arena *arena, DemoRequest request) {
    Made region;
    demo_make(arena, request, &region.people, &region.openings, &region.classes);
    return region;
}

static Made usual(Arena *arena, uint64_t seed) {
    return made(arena, (DemoRequest){ .seed = seed, .today = TODAY });
}

static Made many_people(Arena *arena) {
    return made(arena, (DemoRequest){ .seed = 7, .today = TODAY, .candidates = MANY });
}

/* --- dice --- */

static void the_dice_are_the_published_ones(void **state) {
    (void)state;
    static const uint64_t published[] = {
        UINT64_C(6457827717110365317), UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
        UINT64_C(4593380528125082431), UINT64_C(16408922859458223821)
    };
    Dice dice = { 1234567 };
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        assert_true(dice_next(&dice) == published[i]);
    }
}

static void dice_fall_evenly_and_within_bounds(void **state) {
    (void)state;
    int count[6] = { 0 };
    Dice dice = dice_of(dice_root(1, S("test"), 1), S("six"));
    for (int i = 0; i < 60000; i++) count[dice_below(&dice, 6)]++;
    for (int i = 0; i < 6; i++) assert_in_range(count[i], 9600, 10400);
    for (int i = 0; i < 1000; i++) {
        assert_false(dice_chance(&dice, 0));
        assert_true(dice_chance(&dice, 1000));
        int64_t between = dice_between(&dice, -3, 3);
        assert_true(between >= -3 && between <= 3);
        assert_int_equal(dice_between(&dice, 9, 9), 9);
    }
}

static void every_question_has_dice_of_its_own(void **state) {
    (void)state;
    uint64_t first = dice_root(1, S("candidate"), 1), second = dice_root(1, S("candidate"), 2);
    Dice a = dice_of(first, S("language")), b = dice_of(first, S("language"));
    assert_true(dice_next(&a) == dice_next(&b));
    Dice other = dice_of(first, S("wish")), neighbour = dice_of(second, S("language"));
    Dice again = dice_of(first, S("language"));
    uint64_t thrown = dice_next(&again);
    assert_true(thrown != dice_next(&other));
    assert_true(thrown != dice_next(&neighbour));
    assert_true(dice_root(1, S("candidate"), 1) != dice_root(2, S("candidate"), 1));
    assert_true(dice_root(1, S("candidate"), 1) != dice_root(1, S("opening"), 1));
}

/* --- the table --- */

static const char *const figure_rows[] = {
#define ROW_OF_FIGURE(name, row) row,
    DEMO_FIGURES(ROW_OF_FIGURE)
};
static const char *const share_rows[] = {
#define ROW_OF_SHARES(name, rows, field) rows,
    DEMO_SHARES(ROW_OF_SHARES)
};

static bool row_is_read(Str name) {
    for (size_t i = 0; i < sizeof figure_rows / sizeof *figure_rows; i++) {
        if (str_equal(name, str_from(figure_rows[i]))) return true;
    }
    for (size_t i = 0; i < sizeof share_rows / sizeof *share_rows; i++) {
        Str rows = str_from(share_rows[i]);
        Str rest = str_sub(name, rows.len, name.len);
        if (str_starts(name, rows) && str_find(rest, S(".")) == rest.len) return true;
    }
    return false;
}

static void no_row_of_the_table_is_idle(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Table table = table_read(arena, "demo/parameters.csv");
    for (size_t row = 0; row < table.row_count; row++) {
        Str name = table_cell(&table, row, "parameter");
        if (!row_is_read(name)) fail_msg("nothing reads %.*s", STR_ARGS(name));
    }
}

static void figures_are_those_of_the_table(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const Figures *figures = figures_load(arena);
    Table table = table_read(arena, "demo/parameters.csv");
    for (int i = 0; i < FIGURE_COUNT; i++) {
        size_t row = table_find(&table, "parameter", str_from(figure_rows[i]));
        assert_int_equal(figure(figures, (Figure)i), table_number(&table, row, "value"));
    }
    assert_int_equal(figures->sector_count, table_read(arena, "demo/sectors.csv").row_count);
    assert_int_equal(figures->class_count, table_read(arena, "demo/classes.csv").row_count);
    assert_int_equal(figures->term_months, 36);
    size_t postcodes = 0;
    for (size_t i = 0; i < figures->area_count; i++) postcodes += figures->areas[i].count;
    assert_int_equal(postcodes, table_read(arena, "postcodes_demo.csv").row_count);
}

static void assert_parts_in(Arena *arena, Str set, const char *name, const char *column) {
    Table table = table_read(arena, name);
    Str part;
    while (str_cut(&set, ';', &part)) {
        if (!table_has(&table, column, part)) fail_msg("%s lacks %.*s", name, STR_ARGS(part));
    }
}

static void sectors_and_classes_name_what_exists(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const names[] = { "demo/sectors.csv", "demo/classes.csv" };
    Table times = table_read(arena, "demo/times.csv");
    assert_filled(&times, "source");
    for (size_t i = 0; i < 2; i++) {
        Table table = table_read(arena, names[i]);
        assert_filled(&table, "source");
        for (size_t row = 0; row < table.row_count; row++) {
            assert_parts_in(arena, table_cell(&table, row, "isco"), "isco_groups.csv", "code");
            assert_parts_in(arena, table_cell(&table, row, "isco"), "occupations.csv", "isco");
            assert_parts_in(arena, table_cell(&table, row, "crebo"), "qualifications.csv", "crebo");
            assert_parts_in(arena, table_cell(&table, row, "times"), "demo/times.csv", "times");
        }
    }
}

static void a_place_in_the_thousand_finds_its_share(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const Figures *figures = figures_load(arena);
    const Shares *shares = &figures->shares[SHARE_sex];
    int64_t place = 0;
    for (int i = 0; i < shares->count; i++) {
        const Share *share = &shares->share[i];
        assert_ptr_equal(figures_at(figures, SHARE_sex, place), share);
        assert_ptr_equal(figures_at(figures, SHARE_sex, place + share->permille - 1), share);
        assert_int_equal(share->value.known, !str_equal(share->code, S("unknown")));
        place += share->permille;
    }
    assert_int_equal(place, 1000);
}

/* --- the region as a whole --- */

static void the_region_has_its_size(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    assert_int_equal(region.people.count, 1200);
    assert_int_equal(region.openings.count, 260);
    assert_int_equal(region.classes.count, 12);
    for (size_t i = 0; i < region.people.count; i++) {
        Str id = str_printf(arena, "kandidaat-%04zu", i + 1);
        assert_true(str_equal(region.people.record[i].id, id));
        assert_true(region.people.record[i].demo);
    }
    for (size_t i = 0; i < region.openings.count; i++) {
        Str id = str_printf(arena, "opening-%03zu", i + 1);
        assert_true(str_equal(region.openings.record[i].id, id));
        assert_true(region.openings.record[i].demo);
    }
}

static void other_sizes_are_made_too(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made one = made(arena, (DemoRequest){ .seed = 1, .today = TODAY, .candidates = 1, .openings = 1 });
    assert_int_equal(one.people.count, 1);
    assert_int_equal(one.openings.count, 1);
    assert_int_equal(one.classes.count, 0);
    Made few = made(arena, (DemoRequest){ .seed = 1, .today = TODAY, .candidates = 2, .openings = 22 });
    assert_int_equal(few.classes.count, 1);
    Made twice =
        made(arena, (DemoRequest){ .seed = 1, .today = TODAY, .candidates = 3, .openings = 520 });
    assert_int_equal(twice.classes.count, 24);
}

static Str text_of(Arena *arena, const FieldInfo *field, Value value) {
    return value_text(arena, field, value);
}

/* One number for everything that a region says. */
static unsigned long long list_hash(Arena *arena, const RecordType *type, const RecordList *list) {
    unsigned long long hash = str_hash(record_list_text(arena, type, list));
    for (size_t row = 0; row < list->count; row++) {
        hash = hash * 31 + (unsigned long long)list->from[row].confirmed * 2 +
               list->from[row].verified;
    }
    return hash;
}

static unsigned long long person_hash(Arena *arena, const CandidateRecord *person) {
    unsigned long long hash = str_hash(person->id);
    for (int i = 0; i < FACT_COUNT; i++) {
        hash = hash * 31 + str_hash(text_of(arena, &fact_info[i].field, person->fact[i]));
        hash = hash * 31 + (unsigned long long)person->fact_from[i].confirmed;
    }
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        hash = hash * 31 + list_hash(arena, &candidate_list_type[i], &person->list[i]);
    }
    return hash;
}

static unsigned long long opening_hash(Arena *arena, const OpeningRecord *opening) {
    unsigned long long hash = str_hash(opening->id);
    for (int i = 0; i < OPENING_FIELD_COUNT; i++) {
        hash = hash * 31 + str_hash(text_of(arena, &opening_field[i], opening->field[i]));
    }
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        hash = hash * 31 + list_hash(arena, &opening_list_type[i], &opening->list[i]);
    }
    return hash;
}

static unsigned long long region_hash(Arena *arena, const Made *region) {
    unsigned long long hash = 0;
    for (size_t i = 0; i < region->people.count; i++) {
        hash = hash * 31 + person_hash(arena, &region->people.record[i]);
    }
    for (size_t i = 0; i < region->openings.count; i++) {
        hash = hash * 31 + opening_hash(arena, &region->openings.record[i]);
    }
    for (size_t i = 0; i < region->classes.count; i++) {
        const ClassRecord *record = &region->classes.record[i];
        for (int k = 0; k < CLASS_FIELD_COUNT; k++) {
            hash = hash * 31 + str_hash(text_of(arena, &class_field[k], record->field[k]));
        }
    }
    return hash;
}

static void the_same_request_gives_the_same_region(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made first = usual(arena, 1), again = usual(arena, 1), other = usual(arena, 2);
    Made later = made(arena, (DemoRequest){ .seed = 1, .today = TODAY + 1 });
    unsigned long long hash = region_hash(arena, &first);
    assert_true(hash == region_hash(arena, &again));
    assert_true(hash != region_hash(arena, &other));
    assert_true(hash != region_hash(arena, &later));
}

static void a_larger_region_holds_the_same_people_first(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made small = made(arena, (DemoRequest){ .seed = 3, .today = TODAY, .candidates = 100 });
    Made large = made(arena, (DemoRequest){ .seed = 3, .today = TODAY, .candidates = 300 });
    for (size_t i = 0; i < small.people.count; i++) {
        assert_true(person_hash(arena, &small.people.record[i]) ==
                    person_hash(arena, &large.people.record[i]));
    }
}

/* Only days move with the day. */
static void another_day_gives_the_same_people(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made first = usual(arena, 1);
    Made later = made(arena, (DemoRequest){ .seed = 1, .today = TODAY + 200 });
    for (size_t i = 0; i < first.people.count; i++) {
        for (int fact = 0; fact < FACT_COUNT; fact++) {
            if (fact_info[fact].field.kind == FIELD_DAY) continue;
            if (fact == FACT_under_27) continue; /* follows the birth date, in whole months */
            Value a = first.people.record[i].fact[fact], b = later.people.record[i].fact[fact];
            if (!value_equal(fact_info[fact].field.kind, a, b)) {
                fail_msg("%s of person %zu", fact_info[fact].field.name, i + 1);
            }
        }
    }
}

/* --- everybody --- */

static void assert_sound(Arena *arena, const FieldInfo *field, Value value) {
    if (!value.known) return;
    Value back;
    Phrase why;
    Str text = text_of(arena, field, value);
    if (!text.len || value_read(arena, field, text, &back, &why) != OK) {
        fail_msg("%s: '%.*s' is refused", field->name, STR_ARGS(text));
    }
    if (!value_equal(field->kind, value, back)) fail_msg("%s: '%.*s'", field->name, STR_ARGS(text));
    if (field->kind == FIELD_LISTED) assert_int_equal(value.number, back.number);
}

static void assert_list_sound(Arena *arena, const RecordType *type, const RecordList *list) {
    for (size_t row = 0; row < list->count; row++) {
        const Value *value = list->value + row * (size_t)type->field_count;
        for (int i = 0; i < type->field_count; i++) assert_sound(arena, &type->field[i], value[i]);
        if (type->key_count && record_find(type, list, value) != (int)row) {
            fail_msg("%s: an entry stands twice", type->name);
        }
    }
}

static void every_value_is_one_that_may_be_given(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 4);
    for (size_t i = 0; i < region.people.count; i++) {
        const CandidateRecord *person = &region.people.record[i];
        for (int k = 0; k < FACT_COUNT; k++) {
            assert_sound(arena, &fact_info[k].field, person->fact[k]);
        }
        for (int k = 0; k < CANDIDATE_LIST_COUNT; k++) {
            assert_list_sound(arena, &candidate_list_type[k], &person->list[k]);
        }
    }
    for (size_t i = 0; i < region.openings.count; i++) {
        const OpeningRecord *opening = &region.openings.record[i];
        for (int k = 0; k < OPENING_FIELD_COUNT; k++) {
            assert_sound(arena, &opening_field[k], opening->field[k]);
        }
        for (int k = 0; k < OPENING_LIST_COUNT; k++) {
            assert_list_sound(arena, &opening_list_type[k], &opening->list[k]);
        }
    }
    for (size_t i = 0; i < region.classes.count; i++) {
        for (int k = 0; k < CLASS_FIELD_COUNT; k++) {
            assert_true(region.classes.record[i].field[k].known);
            assert_sound(arena, &class_field[k], region.classes.record[i].field[k]);
        }
    }
}

static void tell_failure(void *context, Str column, Phrase reason) {
    Str text = phrase_text(context, TONGUE_EN, reason);
    fail_msg("%.*s: %.*s", STR_ARGS(column), STR_ARGS(text));
}

static void every_value_is_plausible(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const Day days[] = { TODAY, 19790, 21243 }; /* among them a 29 February */
    for (size_t day = 0; day < sizeof days / sizeof *days; day++) {
        Made region = made(arena, (DemoRequest){ .seed = day, .today = days[day] });
        PlausibleEar ear = { .arena = arena, .today = days[day], .tell = tell_failure,
                             .context = arena };
        for (size_t i = 0; i < region.people.count; i++) {
            candidate_plausible(&ear, &region.people.record[i]);
        }
        for (size_t i = 0; i < region.openings.count; i++) {
            opening_plausible(&ear, &region.openings.record[i]);
        }
        for (size_t i = 0; i < region.classes.count; i++) {
            class_plausible(&ear, &region.classes.record[i]);
        }
    }
}

static void nobody_has_a_name_but_the_marked_one(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    for (size_t i = 0; i < region.people.count; i++) {
        const CandidateRecord *person = &region.people.record[i];
        Str number = str_printf(arena, "%04zu", i + 1);
        assert_true(str_equal(person->fact[FACT_given_name].text, S("Kandidaat")));
        assert_true(str_equal(person->fact[FACT_family_name].text, number));
        assert_false(person->fact[FACT_email].known);
        assert_false(person->fact[FACT_phone].known);
        Value checked = person->fact[FACT_right_to_work_checked_by];
        if (checked.known) assert_true(str_ends(checked.text, S("(demo)")));
    }
    for (size_t i = 0; i < region.openings.count; i++) {
        const OpeningRecord *opening = &region.openings.record[i];
        assert_true(str_starts(opening->field[OPENING_employer_name].text, S("Werkgever ")));
        assert_true(str_ends(opening->field[OPENING_employer_name].text, S("(demo)")));
        assert_true(str_equal(opening->field[OPENING_source].text, S("demo")));
    }
}

static void assert_postcode(const Table *postcodes, Value postcode, Value municipality) {
    if (!postcode.known) return;
    size_t row = table_find(postcodes, "postcode4", postcode.text);
    assert_true(row < postcodes->row_count);
    if (!municipality.known) return;
    assert_true(str_equal(table_cell(postcodes, row, "municipality"), municipality.text));
}

static void everybody_lives_and_works_in_the_region(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 5);
    Table postcodes = table_read(arena, "postcodes_demo.csv");
    for (size_t i = 0; i < region.people.count; i++) {
        const Value *fact = region.people.record[i].fact;
        assert_postcode(&postcodes, fact[FACT_postcode], fact[FACT_municipality]);
        assert_postcode(&postcodes, fact[FACT_move_postcode], VALUE_UNKNOWN);
        assert_int_equal(fact[FACT_move_postcode].known, fact[FACT_move_on].known);
    }
    for (size_t i = 0; i < region.openings.count; i++) {
        const OpeningRecord *opening = &region.openings.record[i];
        assert_true(opening->field[OPENING_postcode].known);
        assert_postcode(&postcodes, opening->field[OPENING_postcode],
                        opening->field[OPENING_municipality]);
        const RecordType *type = &opening_list_type[OPENING_LIST_PHASE];
        const RecordList *phases = &opening->list[OPENING_LIST_PHASE];
        for (size_t row = 0; row < phases->count; row++) {
            assert_postcode(&postcodes, record_value(type, phases, row, PHASE_lesson_postcode),
                            VALUE_UNKNOWN);
        }
    }
}

/* --- shares --- */

/* Within four standard deviations of a sample of that size. */
static void assert_share(const char *what, size_t found, size_t of, int64_t permille) {
    double expected = (double)of * (double)permille / 1000;
    double off = (double)found - expected;
    double variance = expected * (1 - (double)permille / 1000);
    if (off * off > 16 * variance + 16) {
        fail_msg("%s: %zu of %zu, the table says %lld permille", what, found, of,
                 (long long)permille);
    }
}

/* A fact that everybody's dice are thrown for: its shares are those of the table. */
static void assert_fact_shares(Arena *arena, const Made *region, Fact fact, ShareName name) {
    const Shares *shares = &figures_load(arena)->shares[name];
    for (int i = 0; i < shares->count; i++) {
        size_t found = 0;
        for (size_t k = 0; k < region->people.count; k++) {
            Value value = region->people.record[k].fact[fact];
            found += value_equal(fact_info[fact].field.kind, value, shares->share[i].value);
        }
        assert_share(fact_info[fact].field.name, found, region->people.count,
                     shares->share[i].permille);
    }
}

static size_t people_without(const Made *region, Fact fact) {
    size_t count = 0;
    for (size_t i = 0; i < region->people.count; i++) {
        count += !region->people.record[i].fact[fact].known;
    }
    return count;
}

static void shares_of_people_are_those_of_the_table(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    const Figures *figures = figures_load(arena);
    assert_fact_shares(arena, &region, FACT_sex, SHARE_sex);
    assert_fact_shares(arena, &region, FACT_legal_fact, SHARE_legal_fact);
    assert_fact_shares(arena, &region, FACT_latin_literacy, SHARE_latin_literacy);
    assert_fact_shares(arena, &region, FACT_guidance_wish, SHARE_guidance_wish);
    assert_fact_shares(arena, &region, FACT_preferred_channel, SHARE_contact_channel);
    assert_share("postcode", people_without(&region, FACT_postcode), MANY,
                 figure(figures, FIGURE_facts_missing_postcode_permille));
    assert_share("hours", people_without(&region, FACT_hours_max), MANY,
                 figure(figures, FIGURE_facts_missing_hours_permille));
    size_t no_school = 0;
    for (size_t i = 0; i < MANY; i++) {
        no_school += !region.people.record[i].list[LIST_EDUCATION].count;
    }
    int64_t missing = figure(figures, FIGURE_education_missing_permille);
    assert_int_equal(missing, 400);
    assert_share("education", no_school, MANY, missing);
    assert_int_equal(no_school, people_without(&region, FACT_education_level));
}

static Value dutch(const CandidateRecord *person, int skill, int field) {
    const RecordType *type = &candidate_list_type[LIST_LANGUAGE];
    const RecordList *list = &person->list[LIST_LANGUAGE];
    for (size_t row = 0; row < list->count; row++) {
        if (!str_equal(record_value(type, list, row, LANGUAGE_language).text, S("nld"))) continue;
        if (record_value(type, list, row, LANGUAGE_skill).number != skill) continue;
        return record_value(type, list, row, field);
    }
    return VALUE_UNKNOWN;
}

/* People outside the Z and education routes are an even sample of all who learn. */
static void levels_of_dutch_are_those_of_the_table(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    const Shares *shares = &figures_load(arena)->shares[SHARE_language_nld_speaking];
    const FieldInfo *route = &fact_info[FACT_integration_route].field;
    size_t of = 0, found[LEVEL_C2 + 1] = { 0 };
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        Value on = person->fact[FACT_integration_route];
        if (on.known && on.number != codes_find(route->codes, S("b1"))) continue;
        of++;
        Value level = dutch(person, SKILL_SPEAKING, LANGUAGE_level_low);
        if (level.known) found[level.number]++;
    }
    for (int i = 0; i < shares->count; i++) {
        const Share *share = &shares->share[i];
        if (share->value.known) {
            assert_share("speaking", found[share->value.number], of, share->permille);
        }
    }
}

static void skills_of_one_person_lie_close_together(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    size_t both = 0, far = 0, ranges = 0;
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        Value hears = dutch(person, SKILL_LISTENING, LANGUAGE_level_low);
        Value speaks = dutch(person, SKILL_SPEAKING, LANGUAGE_level_low);
        Value most = dutch(person, SKILL_SPEAKING, LANGUAGE_level_high);
        if (!hears.known || !speaks.known) continue;
        both++;
        far += llabs(hears.number - speaks.number) > 1;
        ranges += most.number > speaks.number;
    }
    assert_true(far * 20 < both);
    assert_share("range", ranges, both,
                 figure(figures_load(arena), FIGURE_language_as_range_permille));
}

static void routes_differ_in_language(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    const char *codes = fact_info[FACT_integration_route].field.codes;
    int64_t sum[3] = { 0 }, count[3] = { 0 };
    for (size_t i = 0; i < MANY; i++) {
        Value route = region.people.record[i].fact[FACT_integration_route];
        Value level = dutch(&region.people.record[i], SKILL_READING, LANGUAGE_level_low);
        if (!route.known || !level.known) continue;
        sum[route.number] += level.number * 1000;
        count[route.number]++;
    }
    int b1 = codes_find(codes, S("b1")), z = codes_find(codes, S("z"));
    int education = codes_find(codes, S("education"));
    assert_true(sum[z] / count[z] < sum[b1] / count[b1]);
    assert_true(sum[b1] / count[b1] < sum[education] / count[education]);
}

/* --- what belongs together --- */

static bool is_code(const CandidateRecord *person, Fact fact, const char *code) {
    Value value = person->fact[fact];
    const char *codes = fact_info[fact].field.codes;
    return value.known && str_equal(codes_at(codes, value.number), str_from(code));
}

static void right_to_work_follows_the_legal_fact(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        if (!person->fact[FACT_right_to_work].known) {
            assert_false(person->fact[FACT_right_to_work_until].known);
            continue;
        }
        bool displaced = is_code(person, FACT_legal_fact, "displaced_person");
        bool seeker = is_code(person, FACT_legal_fact, "asylum_seeker");
        assert_int_equal(displaced, is_code(person, FACT_right_to_work, "employer_notifies"));
        assert_int_equal(seeker, is_code(person, FACT_right_to_work, "permit_needed"));
        if (displaced || seeker) assert_false(is_code(person, FACT_integration_regime, "2021"));
    }
}

static void integration_holds_together(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        const Value *fact = person->fact;
        bool now = is_code(person, FACT_integration_regime, "2021");
        bool before = is_code(person, FACT_integration_regime, "2013");
        if (fact[FACT_integration_route].known) assert_true(now);
        assert_int_equal(fact[FACT_integration_from].known, now || before);
        if (fact[FACT_hours_z_language].known) {
            assert_true(is_code(person, FACT_integration_route, "z"));
        }
        if (is_code(person, FACT_integration_route, "education")) {
            assert_false(fact[FACT_labour_market_module].known);
        }
        if (!fact[FACT_integration_from].known) continue;
        assert_true(fact[FACT_integration_from].number <= TODAY);
        Day end = (Day)fact[FACT_integration_until].number;
        if (fact[FACT_integration_extended_until].known) {
            end = (Day)fact[FACT_integration_extended_until].number;
        }
        assert_true(end >= TODAY);
    }
}

static bool says_when(const CandidateRecord *person) {
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    const RecordList *list = &person->list[LIST_TIMETABLE];
    for (size_t row = 0; row < list->count; row++) {
        if (record_value(type, list, row, TIMETABLE_available).number) return true;
    }
    return false;
}

static int lesson_count(const CandidateRecord *person) {
    const RecordType *type = &candidate_list_type[LIST_TIMETABLE];
    const RecordList *list = &person->list[LIST_TIMETABLE];
    int count = 0;
    for (size_t row = 0; row < list->count; row++) {
        if (record_value(type, list, row, TIMETABLE_available).number) continue;
        assert_true(record_value(type, list, row, TIMETABLE_valid_until).number > TODAY);
        count++;
    }
    return count;
}

static void weeks_follow_lessons_and_children(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    size_t unsaid = 0;
    for (size_t i = 0; i < MANY; i++) {
        const CandidateRecord *person = &region.people.record[i];
        int lessons = lesson_count(person);
        if (is_code(person, FACT_integration_route, "b1")) assert_in_range(lessons, 2, 5);
        if (is_code(person, FACT_integration_route, "z")) assert_in_range(lessons, 2, 5);
        if (is_code(person, FACT_integration_route, "education")) assert_in_range(lessons, 6, 9);
        if (is_code(person, FACT_integration_regime, "none")) assert_int_equal(lessons, 0);
        if (is_code(person, FACT_household_norm, "single")) {
            assert_true(is_code(person, FACT_childcare, "not_needed"));
        }
        bool waits = is_code(person, FACT_childcare, "waiting");
        assert_int_equal(waits, person->fact[FACT_childcare_from].known);
        unsaid += !says_when(person);
    }
    assert_share("week", unsaid, MANY,
                 figure(figures_load(arena), FIGURE_availability_timetable_unknown_permille));
}

static void people_of_one_household_share_a_home(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    size_t pairs = 0;
    for (size_t i = 1; i < region.people.count; i++) {
        const Value *a = region.people.record[i - 1].fact, *b = region.people.record[i].fact;
        if (!str_equal(a[FACT_household].text, b[FACT_household].text)) continue;
        pairs++;
        assert_true(str_equal(a[FACT_municipality].text, b[FACT_municipality].text));
        assert_int_equal(a[FACT_household_norm].number, b[FACT_household_norm].number);
        bool known = a[FACT_postcode].known && b[FACT_postcode].known;
        if (known) assert_true(str_equal(a[FACT_postcode].text, b[FACT_postcode].text));
    }
    assert_in_range(pairs, 150, 350);
}

/* --- sources and age --- */

static void assert_source(Provenance from, size_t *ret_stale) {
    assert_true(str_equal(from.source, S("demo")));
    assert_true(from.confirmed <= TODAY && from.confirmed >= TODAY - 730);
    *ret_stale += from.confirmed <= TODAY - 183;
}

static void every_fact_has_a_source_and_many_are_stale(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    size_t facts = 0, stale = 0, verified = 0;
    for (size_t i = 0; i < region.people.count; i++) {
        const CandidateRecord *person = &region.people.record[i];
        for (int fact = 0; fact < FACT_COUNT; fact++) {
            if (!person->fact[fact].known) continue;
            assert_source(person->fact_from[fact], &stale);
            verified += person->fact_from[fact].verified;
            facts++;
        }
        for (int list = 0; list < CANDIDATE_LIST_COUNT; list++) {
            size_t ignored = 0;
            for (size_t row = 0; row < person->list[list].count; row++) {
                assert_source(person->list[list].from[row], &ignored);
            }
        }
    }
    assert_in_range(stale * 100 / facts, 30, 60);
    assert_in_range(verified * 100 / facts, 25, 35);
}

static bool is_known_of_some(const Made *region, CandidateList list) {
    size_t with = 0;
    for (size_t i = 0; i < region->people.count; i++) {
        with += region->people.record[i].list[list].count > 0;
    }
    return with > 0 && with < region->people.count;
}

static void files_have_what_real_files_have(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = many_people(arena);
    for (int fact = 0; fact < FACT_COUNT; fact++) {
        bool nobody = fact == FACT_email || fact == FACT_phone;
        size_t without = people_without(&region, (Fact)fact);
        if (nobody != (without == MANY)) fail_msg("%s", fact_info[fact].field.name);
    }
    for (int list = 0; list < CANDIDATE_LIST_COUNT; list++) {
        if (list == LIST_LANGUAGE) continue; /* everybody has a mother tongue */
        if (!is_known_of_some(&region, (CandidateList)list)) {
            fail_msg("%s", candidate_list_type[list].name);
        }
    }
}

/* --- openings --- */

static int class_of(const Made *region, const OpeningRecord *opening) {
    Value class = opening->field[OPENING_class];
    for (size_t i = 0; class.known && i < region->classes.count; i++) {
        if (str_equal(region->classes.record[i].id, class.text)) return (int)i;
    }
    assert_false(class.known);
    return -1;
}

static void assert_class(const Made *region, int at) {
    const Value *class = region->classes.record[at].field;
    int64_t places = 0;
    size_t openings = 0;
    for (size_t i = 0; i < region->openings.count; i++) {
        const OpeningRecord *opening = &region->openings.record[i];
        if (class_of(region, opening) != at) continue;
        places += opening->field[OPENING_places].number;
        openings++;
        assert_int_equal(opening->field[OPENING_start_on].number, class[CLASS_start_on].number);
        assert_int_equal(opening->list[OPENING_LIST_PHASE].count, 6);
        for (size_t k = 0; k < i; k++) {
            const OpeningRecord *other = &region->openings.record[k];
            if (class_of(region, other) != at) continue;
            assert_false(str_equal(opening->field[OPENING_employer].text,
                                   other->field[OPENING_employer].text));
        }
    }
    assert_in_range(openings, 2, 6);
    assert_int_equal(places, class[CLASS_maximum].number);
    assert_in_range(class[CLASS_minimum].number, 8, 12);
    assert_true(class[CLASS_minimum].number <= class[CLASS_maximum].number);
    Day start = (Day)class[CLASS_start_on].number;
    assert_true(start > TODAY && start <= TODAY + 184);
    assert_int_equal(day_weekday(start), 0);
    assert_true(class[CLASS_enrol_by].number < start && class[CLASS_enrol_by].number >= TODAY);
}

static void classes_have_their_places_at_several_employers(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (uint64_t seed = 1; seed <= 5; seed++) {
        Made region = usual(arena, seed);
        int64_t places = 0;
        for (size_t i = 0; i < region.classes.count; i++) {
            assert_class(&region, (int)i);
            places += region.classes.record[i].field[CLASS_maximum].number;
        }
        assert_int_equal(places, 150);
    }
}

static void other_openings_have_one_to_three_places(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Made region = usual(arena, 1);
    const RecordType *kinds = &opening_list_type[OPENING_LIST_KIND];
    size_t of_kind[6] = { 0 };
    for (size_t i = 0; i < region.openings.count; i++) {
        const OpeningRecord *opening = &region.openings.record[i];
        const Value *field = opening->field;
        assert_int_equal(opening->list[OPENING_LIST_KIND].count, 1);
        int64_t kind = record_value(kinds, &opening->list[OPENING_LIST_KIND], 0, KIND_kind).number;
        of_kind[kind]++;
        assert_true(field[OPENING_isco].known && field[OPENING_hours_max].known);
        assert_true(field[OPENING_hours_min].number <= field[OPENING_hours_max].number);
        assert_true(opening->list[OPENING_LIST_DEMAND].count > 0);
        if (class_of(&region, opening) >= 0) continue;
        assert_in_range(field[OPENING_places].number, 1, 3);
        assert_true(!field[OPENING_enrol_by].known || field[OPENING_enrol_by].number >= TODAY);
    }
    for (int i = 0; i < 6; i++) assert_true(of_kind[i] >= 5);
}

static void programmes_name_their_legal_ground(void **state) {
    (void)state;
    TEST_ARENA(arena);
    const RecordType *type = &opening_list_type[OPENING_LIST_TARGET];
    size_t targets = 0;
    Made region = usual(arena, 1);
    for (size_t i = 0; i < region.openings.count; i++) {
        const RecordList *list = &region.openings.record[i].list[OPENING_LIST_TARGET];
        for (size_t row = 0; row < list->count; row++) {
            assert_true(record_value(type, list, row, TARGET_legal_ground).known);
            targets++;
        }
    }
    assert_true(targets > 0);
}

/* --- who is ready --- */

static const CandidateRecord *a_ready_person(const Made *region) {
    for (size_t i = 0; i < region->people.count; i++) {
        if (demo_is_ready(&region->people.record[i], TODAY)) return &region->people.record[i];
    }
    fail_msg("nobody is ready");
    return NULL;
}

static void a_ready_person_lacks_nothing(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const Fact needed[] = { FACT_postcode,       FACT_travel_minutes_max, FACT_hours_max,
                                   FACT_available_from, FACT_right_to_work,      FACT_childcare };
    Made region = usual(arena, 1);
    const CandidateRecord *ready = a_ready_person(&region);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        CandidateRecord person = *ready;
        person.fact[needed[i]] = VALUE_UNKNOWN;
        assert_false(demo_is_ready(&person, TODAY));
    }
    CandidateRecord person = *ready;
    person.fact[FACT_available_from].number = day_add_months(TODAY, 3);
    assert_true(demo_is_ready(&person, TODAY));
    person.fact[FACT_available_from].number++;
    assert_false(demo_is_ready(&person, TODAY));
    person = *ready;
    person.list[LIST_TIMETABLE].count = 0;
    assert_false(demo_is_ready(&person, TODAY));
    person = *ready;
    person.list[LIST_LANGUAGE].count = 0;
    assert_false(demo_is_ready(&person, TODAY));
}

static void a_quarter_to_a_third_is_ready(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (uint64_t seed = 1; seed <= 8; seed++) {
        Made region = usual(arena, seed);
        size_t ready = 0;
        for (size_t i = 0; i < region.people.count; i++) {
            ready += demo_is_ready(&region.people.record[i], TODAY);
        }
        if (ready * 4 < region.people.count || ready * 3 > region.people.count) {
            fail_msg("seed %llu: %zu ready", (unsigned long long)seed, ready);
        }
    }
}

SUITE("demo", cmocka_unit_test(the_dice_are_the_published_ones),
      cmocka_unit_test(dice_fall_evenly_and_within_bounds),
      cmocka_unit_test(every_question_has_dice_of_its_own),
      cmocka_unit_test(no_row_of_the_table_is_idle),
      cmocka_unit_test(figures_are_those_of_the_table),
      cmocka_unit_test(sectors_and_classes_name_what_exists),
      cmocka_unit_test(a_place_in_the_thousand_finds_its_share),
      cmocka_unit_test(the_region_has_its_size), cmocka_unit_test(other_sizes_are_made_too),
      cmocka_unit_test(the_same_request_gives_the_same_region),
      cmocka_unit_test(a_larger_region_holds_the_same_people_first),
      cmocka_unit_test(another_day_gives_the_same_people),
      cmocka_unit_test(every_value_is_one_that_may_be_given),
      cmocka_unit_test(every_value_is_plausible),
      cmocka_unit_test(nobody_has_a_name_but_the_marked_one),
      cmocka_unit_test(everybody_lives_and_works_in_the_region),
      cmocka_unit_test(shares_of_people_are_those_of_the_table),
      cmocka_unit_test(levels_of_dutch_are_those_of_the_table),
      cmocka_unit_test(skills_of_one_person_lie_close_together),
      cmocka_unit_test(routes_differ_in_language),
      cmocka_unit_test(right_to_work_follows_the_legal_fact),
      cmocka_unit_test(integration_holds_together),
      cmocka_unit_test(weeks_follow_lessons_and_children),
      cmocka_unit_test(people_of_one_household_share_a_home),
      cmocka_unit_test(every_fact_has_a_source_and_many_are_stale),
      cmocka_unit_test(files_have_what_real_files_have),
      cmocka_unit_test(classes_have_their_places_at_several_employers),
      cmocka_unit_test(other_openings_have_one_to_three_places),
      cmocka_unit_test(programmes_name_their_legal_ground),
      cmocka_unit_test(a_ready_person_lacks_nothing), cmocka_unit_test(a_quarter_to_a_third_is_ready))
