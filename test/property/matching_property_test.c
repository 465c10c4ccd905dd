/* What must hold of every pair of a person and an opening, on random ones. */
#include "../matching_records.h"

#include <time.h>

enum { PEOPLE = 300, OPENINGS = 40 };

static void parts_add_up(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Dice dice = { dice_seed() };
    World world = dice_world(arena, &dice, PEOPLE, OPENINGS);
    int feasible = 0, certain = 0;
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
            if (!match_feasible(&match)) {
                assert_int_equal(match.score, -1);
                assert_int_equal(sum, 0);
                continue;
            }
            feasible++;
            certain += match.unknown_count == 0;
            assert_int_equal(match.score, sum);
        }
    }
    print_message("# %d of %d pairs feasible, %d for certain\n", feasible, PEOPLE * OPENINGS, certain);
    assert_true(feasible > 50);
}

SUITE("matching property", cmocka_unit_test(parts_add_up))
