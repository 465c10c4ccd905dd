/* What must hold of every pair of a person and an opening, on random ones: fairness, order, sums.
 */
#include "../matching_records.h"

enum { PEOPLE = 1500, OPENINGS = 60, PEOPLE_MANY = 300, PEOPLE_FEW = 60 };

static void parts_add_up(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    int feasible = 0;
    for (int i = 0; i < PEOPLE; i++) {
        for (int k = 0; k < OPENINGS; k++) {
            Match match = match_pair(world.snapshot, i, k);
            int sum = 0;
            for (int part = 0; part < PART_COUNT; part++) {
                int maximum = rules_maximum(world.rules, (Part)part);
                assert_in_range(match.part_points[part], 0, maximum);
                if (match.part_unknown[part]) assert_int_equal(match.part_points[part], 0);
                sum += match.part_points[part];
            }
            assert_int_equal(match.score, match_feasible(&match) ? sum : -1);
            if (!match_feasible(&match)) assert_int_equal(sum, 0);
            feasible += match_feasible(&match);
        }
    }
    print_message("# %d of %d pairs feasible\n", feasible, PEOPLE * OPENINGS);
    assert_true(feasible > PEOPLE);
}

/* --- what may change nothing --- */

static bool names_age_or_sex(const OpeningRecord *opening) {
    const RecordList *list = &opening->list[OPENING_LIST_TARGET];
    const RecordType *type = &opening_list_type[OPENING_LIST_TARGET];
    for (size_t row = 0; row < list->count; row++) {
        if (record_value(type, list, row, TARGET_age_min).known ||
            record_value(type, list, row, TARGET_age_max).known ||
            record_value(type, list, row, TARGET_sex).known) {
            return true;
        }
        Str group = record_value(type, list, row, TARGET_target_group).text;
        if (str_equal(group, S("women")) || str_equal(group, S("under_27")) ||
            str_equal(group, S("fifty_plus"))) {
            return true;
        }
    }
    return false;
}

/* Another name, sex, age, mother tongue, place where a valued diploma was obtained, and another
 * house in the same postcode area. */
static CandidateRecord somebody_else(Arena *arena, Dice *dice, const CandidateRecord *person) {
    CandidateRecord other = person_copy(arena, person);
    for (int i = 0; i < FACT_COUNT; i++) {
        if (fact_info[i].group != GROUP_IDENTITY) continue;
        other.fact[i] =
            dice_chance(dice, 80) ? dice_value(arena, dice, &fact_info[i].field) : UNKNOWN;
    }
    if (other.fact[FACT_postcode].known) {
        Str area = str_sub(other.fact[FACT_postcode].text, 0, 4);
        other.fact[FACT_postcode] = TEXT_OF(str_printf(arena, "%.*sZX", STR_ARGS(area)));
    }
    RecordList *education = &other.list[LIST_EDUCATION];
    for (size_t row = 0; row < education->count; row++) {
        Value *value = &education->value[row * EDUCATION_FIELD_COUNT];
        if (value[EDUCATION_valuation_level].known) {
            value[EDUCATION_obtained] = NUMBER(dice_between(dice, 0, 1));
        }
    }
    return other;
}

static void assert_same_match(const Match *a, const Match *b) {
    assert_int_equal(a->score, b->score);
    assert_int_equal(a->unmet_count, b->unmet_count);
    assert_int_equal(a->unknown_count, b->unknown_count);
    for (int part = 0; part < PART_COUNT; part++) {
        assert_int_equal(a->part_points[part], b->part_points[part]);
        assert_int_equal(a->part_unknown[part], b->part_unknown[part]);
    }
}

static void who_somebody_is_changes_only_target_group(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    World other = world;
    other.candidates.record = arena_many(arena, CandidateRecord, PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
        other.candidates.record[i] = somebody_else(arena, &dice, &world.candidates.record[i]);
    }
    world_snapshot(&other);
    int changed = 0;
    for (int i = 0; i < PEOPLE; i++) {
        for (int k = 0; k < OPENINGS; k++) {
            Verdict before[CRITERION_COUNT], after[CRITERION_COUNT];
            match_verdicts(world.snapshot, i, k, before);
            match_verdicts(other.snapshot, i, k, after);
            for (int c = 0; c < CRITERION_COUNT; c++) {
                if (c != CRITERION_target_group) assert_int_equal(before[c], after[c]);
            }
            if (before[CRITERION_target_group] != after[CRITERION_target_group]) {
                assert_true(names_age_or_sex(&world.openings.record[k]));
                changed++;
                continue;
            }
            Match a = match_pair(world.snapshot, i, k), b = match_pair(other.snapshot, i, k);
            assert_same_match(&a, &b);
        }
    }
    print_message("# target group changed on %d pairs\n", changed);
    assert_true(changed > 0);
}

static void age_and_sex_need_a_legal_ground(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    for (int k = 0; k < OPENINGS; k++) {
        RecordList *list = &world.openings.record[k].list[OPENING_LIST_TARGET];
        *list = (RecordList){ 0 };
        opening_add(arena, &world.openings.record[k], OPENING_LIST_TARGET, UNKNOWN,
                    NUMBER(dice_between(&dice, 18, 60)), UNKNOWN,
                    NUMBER(dice_between(&dice, 0, 1)));
    }
    world_snapshot(&world);
    for (int i = 0; i < PEOPLE; i++) {
        for (int k = 0; k < OPENINGS; k++) {
            Verdict verdict[CRITERION_COUNT];
            match_verdicts(world.snapshot, i, k, verdict);
            assert_int_equal(verdict[CRITERION_target_group], VERDICT_UNKNOWN);
        }
    }
}

/* Two areas without a centre of their own take the same mean: different postcodes, equal travel. */
static void postcode_counts_by_travel_only(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    Place first = map_place(world.map, TEXT("3409"), UNKNOWN);
    Place second = map_place(world.map, TEXT("3408"), UNKNOWN);
    assert_int_equal(first.precision, PLACE_NEARBY_AREAS);
    assert_int_equal(second.precision, PLACE_NEARBY_AREAS);
    assert_int_equal(map_metres(first, second), 0);
    World other = world;
    other.candidates.record = arena_many(arena, CandidateRecord, PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
        other.candidates.record[i] = world.candidates.record[i];
        world.candidates.record[i].fact[FACT_postcode] = TEXT("3409");
        other.candidates.record[i].fact[FACT_postcode] = TEXT("3408");
    }
    world_snapshot(&world);
    world_snapshot(&other);
    for (int i = 0; i < PEOPLE; i++) {
        for (int k = 0; k < OPENINGS; k++) {
            Match a = match_pair(world.snapshot, i, k), b = match_pair(other.snapshot, i, k);
            assert_same_match(&a, &b);
        }
    }
}

/* --- a better level --- */

static int verdict_rank(Verdict verdict) {
    return verdict == VERDICT_UNMET ? 0 : verdict == VERDICT_UNKNOWN ? 1 : 2;
}

static void levels_raise(Dice *dice, CandidateRecord *person) {
    RecordList *list = &person->list[LIST_LANGUAGE];
    for (size_t row = 0; row < list->count; row++) {
        Value *value = &list->value[row * LANGUAGE_FIELD_COUNT];
        int64_t raise = dice_between(dice, 0, 2);
        if (value[LANGUAGE_level_low].known) value[LANGUAGE_level_low].number += raise;
        if (value[LANGUAGE_level_high].known) value[LANGUAGE_level_high].number += raise;
    }
}

static void a_better_level_never_lowers_a_score(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    World better = world;
    better.candidates.record = arena_many(arena, CandidateRecord, PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
        better.candidates.record[i] = person_copy(arena, &world.candidates.record[i]);
        levels_raise(&dice, &better.candidates.record[i]);
    }
    world_snapshot(&better);
    int higher = 0;
    for (int i = 0; i < PEOPLE; i++) {
        for (int k = 0; k < OPENINGS; k++) {
            Match a = match_pair(world.snapshot, i, k), b = match_pair(better.snapshot, i, k);
            assert_true(b.score >= a.score);
            for (int part = 0; part < PART_COUNT && a.score >= 0; part++) {
                assert_true(b.part_points[part] >= a.part_points[part]);
            }
            Verdict before[CRITERION_COUNT], after[CRITERION_COUNT];
            match_verdicts(world.snapshot, i, k, before);
            match_verdicts(better.snapshot, i, k, after);
            for (int c = 0; c < CRITERION_COUNT; c++) {
                assert_true(verdict_rank(after[c]) >= verdict_rank(before[c]));
            }
            higher += b.score > a.score;
        }
    }
    print_message("# higher on %d pairs\n", higher);
    assert_true(higher > 0);
}

/* --- order --- */

static void rows_shuffle(Dice *dice, void *rows, size_t size, size_t count) {
    char kept[sizeof(OpeningRecord) > sizeof(CandidateRecord) ? sizeof(OpeningRecord)
                                                              : sizeof(CandidateRecord)];
    assert_true(size <= sizeof kept);
    char *at = rows;
    for (size_t i = count; i > 1; i--) {
        size_t k = (size_t)dice_between(dice, 0, (int64_t)i - 1);
        memcpy(kept, at + (i - 1) * size, size);
        memmove(at + (i - 1) * size, at + k * size, size);
        memcpy(at + k * size, kept, size);
    }
}

/* People, openings, and the rows within them; the phases of a trajectory have an order that means
 * something. */
static World world_shuffled(Arena *arena, Dice *dice, const World *world) {
    World other = *world;
    other.candidates.record = arena_many(arena, CandidateRecord, world->candidates.count);
    other.openings.record = arena_many(arena, OpeningRecord, world->openings.count);
    for (size_t i = 0; i < world->candidates.count; i++) {
        CandidateRecord copy = person_copy(arena, &world->candidates.record[i]);
        for (int k = 0; k < CANDIDATE_LIST_COUNT; k++) {
            size_t row = (size_t)candidate_list_type[k].field_count * sizeof(Value);
            rows_shuffle(dice, copy.list[k].value, row, copy.list[k].count);
        }
        other.candidates.record[i] = copy;
    }
    for (size_t i = 0; i < world->openings.count; i++) {
        OpeningRecord copy = opening_copy(arena, &world->openings.record[i]);
        for (int k = 0; k < OPENING_LIST_COUNT; k++) {
            if (k == OPENING_LIST_PHASE) continue;
            size_t row = (size_t)opening_list_type[k].field_count * sizeof(Value);
            rows_shuffle(dice, copy.list[k].value, row, copy.list[k].count);
        }
        other.openings.record[i] = copy;
    }
    rows_shuffle(dice, other.candidates.record, sizeof(CandidateRecord), other.candidates.count);
    rows_shuffle(dice, other.openings.record, sizeof(OpeningRecord), other.openings.count);
    world_snapshot(&other);
    return other;
}

static void input_order_never_changes_a_ranking(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    World other = world_shuffled(arena, &dice, &world);
    for (int i = 0; i < PEOPLE; i++) {
        Match first[OPENINGS], second[OPENINGS];
        int there = snapshot_find_candidate(other.snapshot, world.candidates.record[i].id);
        size_t count = rank_for_candidate(world.snapshot, i, 7, first);
        assert_int_equal(rank_for_candidate(other.snapshot, there, 7, second), count);
        for (size_t k = 0; k < count; k++) {
            assert_same_match(&first[k], &second[k]);
            assert_int_equal(snapshot_opening(world.snapshot, first[k].opening)->number,
                             snapshot_opening(other.snapshot, second[k].opening)->number);
        }
    }
    for (int k = 0; k < OPENINGS; k++) {
        Match first[PEOPLE], second[PEOPLE];
        int there = snapshot_find_opening(other.snapshot, world.openings.record[k].id);
        size_t count = rank_for_opening(world.snapshot, k, 11, first);
        assert_int_equal(rank_for_opening(other.snapshot, there, 11, second), count);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(snapshot_candidate(world.snapshot, first[i].candidate)->number,
                             snapshot_candidate(other.snapshot, second[i].candidate)->number);
        }
    }
}

/* All ranked at once, by sorting: the k best must be its beginning. */
static int match_order(const void *left, const void *right) {
    const Match *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return a->opening - b->opening;
}

static void the_best_are_exact_and_both_sides_agree(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    static Match of_opening[OPENINGS][PEOPLE];
    size_t opening_count[OPENINGS], pairs = 0;
    for (int k = 0; k < OPENINGS; k++) {
        opening_count[k] = rank_for_opening(world.snapshot, k, PEOPLE, of_opening[k]);
        pairs += opening_count[k];
    }
    for (int i = 0; i < PEOPLE; i++) {
        Match all[OPENINGS], best[OPENINGS];
        size_t count = 0;
        for (int k = 0; k < OPENINGS; k++) {
            Match match = match_pair(world.snapshot, i, k);
            if (match_feasible(&match)) all[count++] = match;
        }
        qsort(all, count, sizeof *all, match_order);
        size_t wanted = (size_t)dice_between(&dice, 0, OPENINGS);
        size_t found = rank_for_candidate(world.snapshot, i, wanted, best);
        assert_int_equal(found, wanted < count ? wanted : count);
        for (size_t k = 0; k < found; k++) assert_int_equal(best[k].opening, all[k].opening);
        pairs -= count;
        for (size_t k = 0; k < count; k++) {
            const Match *there = NULL;
            for (size_t p = 0; p < opening_count[all[k].opening]; p++) {
                if (of_opening[all[k].opening][p].candidate == i)
                    there = &of_opening[all[k].opening][p];
            }
            assert_non_null(there);
            assert_same_match(there, &all[k]);
        }
    }
    assert_int_equal(pairs, 0);
}

/* --- explanations --- */

static void explanations_agree_with_matches(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE_MANY, OPENINGS);
    for (int i = 0; i < PEOPLE_MANY; i++) {
        for (int k = 0; k < OPENINGS; k++) {
            ArenaMark mark = arena_mark(arena);
            Match match = match_pair(world.snapshot, i, k);
            Explanation explanation = match_explain(arena, world.snapshot, i, k);
            int unmet = 0, unknown = 0;
            for (size_t e = 0; e < explanation.entry_count; e++) {
                const Entry *entry = &explanation.entry[e];
                unmet += entry->verdict == VERDICT_UNMET;
                unknown += entry->verdict == VERDICT_UNKNOWN;
                assert_int_equal(entry->question.word != WORD_none,
                                 entry->verdict == VERDICT_UNKNOWN);
                assert_int_equal(entry->step.word != WORD_none, entry->verdict == VERDICT_UNMET);
                if (entry->verdict == VERDICT_MET) continue;
                assert_int_not_equal(entry->asked.word, WORD_none);
                assert_int_not_equal(entry->has.word, WORD_none);
                const Phrase said[] = { entry->asked, entry->has, entry->question, entry->step };
                for (int p = 0; p < 8; p++) {
                    Str text = phrase_text(arena, (Tongue)(p % 2), said[p / 2]);
                    if (str_find(text, S("{")) < text.len) fail_msg("a hole: %.*s", STR_ARGS(text));
                }
            }
            assert_int_equal(unmet, match.unmet_count);
            assert_int_equal(unknown, match.unknown_count);
            assert_same_match(&match, &explanation.match);
            arena_rewind(arena, mark);
        }
    }
}

static const Entry *entry_find(Arena *arena, const Explanation *explanation, Str name) {
    for (size_t i = 0; i < explanation->entry_count; i++) {
        if (str_equal(entry_name(arena, &explanation->entry[i]), name))
            return &explanation->entry[i];
    }
    return NULL;
}

static void assert_drop_changes(Arena *arena, const World *world, int candidate, int opening,
                                const Entry *entry) {
    CandidateRecord person = person_copy(arena, &world->candidates.record[candidate]);
    OpeningRecord place = opening_copy(arena, &world->openings.record[opening]);
    entry_drop(arena, &person, &place, entry);
    World without = { .arena = arena,
                      .candidates = { &person, 1 },
                      .openings = { &place, 1 },
                      .classes = world->classes,
                      .map = world->map,
                      .rules = world->rules };
    world_snapshot(&without);
    Explanation after = match_explain(arena, without.snapshot, 0, 0);
    Str name = entry_name(arena, entry);
    const Entry *still = entry_find(arena, &after, name);
    if (!still || still->verdict != entry->verdict) return;
    fail_msg("%.*s stays %.*s for %.*s and %.*s", STR_ARGS(name),
             STR_ARGS(verdict_name(entry->verdict)), STR_ARGS(person.id), STR_ARGS(place.id));
}

static void without_a_blocking_demand_the_verdict_changes(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE_FEW, OPENINGS);
    int dropped[CRITERION_COUNT] = { 0 };
    for (int i = 0; i < PEOPLE_FEW; i++) {
        for (int k = 0; k < OPENINGS; k++) {
            ArenaMark mark = arena_mark(arena);
            Explanation explanation = match_explain(arena, world.snapshot, i, k);
            for (size_t e = 0; e < explanation.entry_count; e++) {
                if (explanation.entry[e].verdict != VERDICT_UNMET) continue;
                assert_drop_changes(arena, &world, i, k, &explanation.entry[e]);
                dropped[explanation.entry[e].criterion]++;
            }
            arena_rewind(arena, mark);
        }
    }
    for (int c = 0; c < CRITERION_COUNT; c++) {
        Str name = criterion_name((Criterion)c);
        print_message("# %.*s dropped %d times\n", STR_ARGS(name), dropped[c]);
        assert_true(dropped[c] > 0);
    }
}

/* Nothing that an opening leaves out can exclude somebody, and nothing unknown of a person either.
 */
static void unknown_never_excludes(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, 1, PEOPLE);
    world.candidates.record[0] = (CandidateRecord){ .number = 1, .id = S("nobody knows") };
    for (size_t k = 0; k < world.openings.count; k++) {
        world.openings.record[k].field[OPENING_start_on] = UNKNOWN;
        world.openings.record[k].field[OPENING_until_on] = UNKNOWN;
        world.openings.record[k].list[OPENING_LIST_START].count = 0;
    }
    world_snapshot(&world);
    for (size_t k = 0; k < world.openings.count; k++) {
        Match match = match_pair(world.snapshot, 0, (int)k);
        assert_int_equal(match.unmet_count, 0);
        assert_true(match.unknown_count > 0);
    }
}

SUITE("matching property", cmocka_unit_test(parts_add_up),
      cmocka_unit_test(who_somebody_is_changes_only_target_group),
      cmocka_unit_test(age_and_sex_need_a_legal_ground),
      cmocka_unit_test(postcode_counts_by_travel_only),
      cmocka_unit_test(a_better_level_never_lowers_a_score),
      cmocka_unit_test(input_order_never_changes_a_ranking),
      cmocka_unit_test(the_best_are_exact_and_both_sides_agree),
      cmocka_unit_test(explanations_agree_with_matches),
      cmocka_unit_test(without_a_blocking_demand_the_verdict_changes),
      cmocka_unit_test(unknown_never_excludes))
