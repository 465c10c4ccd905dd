/* Whoever knows all counts that are shown, of the whole and of the groups, can pin no hidden count
 * to one number: every table that fits what is shown is tried, until each hidden count was seen with
 * two numbers. */
#include "../chance.h"

#include "figures/group_hide.h"

enum { TRIES = 20000, GROUPS = 3, PARTS = 5, UNSEEN = -1 };

/* What is counted of a group: people, reached, not reached, one step, neither. */
typedef enum Part { PART_PEOPLE, PART_REACHED, PART_REST, PART_ONE_STEP, PART_NEITHER } Part;

typedef struct Told {
    GroupCounts count[GROUPS], whole;
    GroupShown shown[GROUPS], whole_shows;
    size_t groups;
} Told;

typedef struct Adversary {
    const Told *told;
    int64_t people[GROUPS], reached[GROUPS];
    int64_t least[GROUPS][PARTS], most[GROUPS][PARTS]; /* least UNSEEN: not met yet */
    int64_t tables;
} Adversary;

static int64_t part_of(GroupCounts count, Part part) {
    int64_t rest = count.people - count.reached;
    const int64_t parts[] = { count.people, count.reached, rest, count.one_step,
                              rest - count.one_step };
    return parts[part];
}

static GroupShown part_needs(Part part) {
    if (part == PART_PEOPLE) return GROUP_SHOWS_PEOPLE;
    return part <= PART_REST ? GROUP_SHOWS_REACHED : GROUP_SHOWS_ALL;
}

/* Hidden, unless nobody at all is counted there, in the group or in the whole, and that is shown. */
static bool is_hidden(const Told *told, size_t group, Part part) {
    GroupShown shown = told->shown[group], needs = part_needs(part);
    if (shown >= needs) return false;
    if (told->whole_shows >= needs && !part_of(told->whole, part)) return false;
    if (shown >= GROUP_SHOWS_PEOPLE && !told->count[group].people) return false;
    bool none_left = part >= PART_ONE_STEP && shown >= GROUP_SHOWS_REACHED &&
                     !part_of(told->count[group], PART_REST);
    bool rest_is_none = part >= PART_ONE_STEP && told->whole_shows >= GROUP_SHOWS_REACHED &&
                        !part_of(told->whole, PART_REST);
    return !none_left && !rest_is_none;
}

static void saw(Adversary *adversary, size_t group, Part part, int64_t least, int64_t most) {
    int64_t *own = &adversary->least[group][part];
    if (*own == UNSEEN || least < *own) *own = least;
    if (most > adversary->most[group][part]) adversary->most[group][part] = most;
}

static bool all_are_open(const Adversary *adversary) {
    for (size_t i = 0; i < adversary->told->groups; i++) {
        for (int part = 0; part < PARTS; part++) {
            bool open = adversary->least[i][part] < adversary->most[i][part] &&
                        adversary->least[i][part] != UNSEEN;
            if (is_hidden(adversary->told, i, (Part)part) && !open) return false;
        }
    }
    return true;
}

/* With people and reached chosen, who is one step away is between two bounds. */
static void one_step_try(Adversary *adversary) {
    const Told *told = adversary->told;
    bool sum_known = told->whole_shows == GROUP_SHOWS_ALL;
    int64_t left = told->whole.one_step, rest[GROUPS], free = 0;
    for (size_t i = 0; i < told->groups; i++) {
        rest[i] = adversary->people[i] - adversary->reached[i];
        if (told->shown[i] == GROUP_SHOWS_ALL) left -= told->count[i].one_step;
        else free += rest[i];
    }
    if (sum_known && (left < 0 || left > free)) return;
    adversary->tables++;
    for (size_t i = 0; i < told->groups; i++) {
        saw(adversary, i, PART_PEOPLE, adversary->people[i], adversary->people[i]);
        saw(adversary, i, PART_REACHED, adversary->reached[i], adversary->reached[i]);
        saw(adversary, i, PART_REST, rest[i], rest[i]);
        if (told->shown[i] == GROUP_SHOWS_ALL) continue;
        int64_t others = free - rest[i];
        int64_t least = sum_known && left > others ? left - others : 0;
        int64_t most = sum_known && left < rest[i] ? left : rest[i];
        saw(adversary, i, PART_ONE_STEP, least, most);
        saw(adversary, i, PART_NEITHER, rest[i] - most, rest[i] - least);
    }
}

static void reached_try(Adversary *adversary, size_t group, int64_t left) {
    const Told *told = adversary->told;
    if (all_are_open(adversary)) return;
    if (group == told->groups || group >= GROUPS) {
        if (!left || told->whole_shows < GROUP_SHOWS_REACHED) one_step_try(adversary);
        return;
    }
    bool known = told->shown[group] >= GROUP_SHOWS_REACHED;
    int64_t first = known ? told->count[group].reached : 0;
    int64_t last = known ? first : adversary->people[group];
    for (int64_t reached = first; reached <= last; reached++) {
        adversary->reached[group] = reached;
        reached_try(adversary, group + 1, left - reached);
    }
}

static void people_try(Adversary *adversary, size_t group, int64_t left) {
    const Told *told = adversary->told;
    if (left < 0 || all_are_open(adversary)) return;
    if (group == told->groups || group >= GROUPS) {
        if (!left) reached_try(adversary, 0, told->whole.reached);
        return;
    }
    bool known = told->shown[group] >= GROUP_SHOWS_PEOPLE;
    int64_t first = known ? told->count[group].people : 0;
    int64_t last = known ? first : left;
    for (int64_t people = first; people <= last; people++) {
        adversary->people[group] = people;
        people_try(adversary, group + 1, left - people);
    }
}

static int64_t count_drawn(Chance *chance) {
    int64_t most = chance_between(chance, 0, 2) ? 12 : 30;
    return chance_between(chance, 0, 3) ? chance_between(chance, 0, most) : 0;
}

static Told told_drawn(Chance *chance) {
    Told told = { .groups = (size_t)chance_between(chance, 1, GROUPS) };
    for (size_t i = 0; i < told.groups; i++) {
        GroupCounts *own = &told.count[i];
        own->reached = count_drawn(chance);
        own->one_step = count_drawn(chance);
        own->people = own->reached + own->one_step + count_drawn(chance);
        told.whole.people += own->people;
        told.whole.reached += own->reached;
        told.whole.one_step += own->one_step;
    }
    groups_shown(told.count, told.groups, told.shown);
    told.whole_shows = whole_shown(told.whole);
    return told;
}

static bool is_few(int64_t count) {
    return count > 0 && count < FIGURE_PEOPLE_MIN;
}

static void assert_few_are_hidden(const Told *told) {
    for (int part = 0; part < PARTS; part++) {
        GroupShown needs = part_needs((Part)part);
        if (told->whole_shows >= needs) assert_false(is_few(part_of(told->whole, (Part)part)));
        for (size_t i = 0; i < told->groups; i++) {
            assert_true(told->shown[i] <= told->whole_shows);
            if (told->shown[i] < needs) continue;
            assert_false(is_few(part_of(told->count[i], (Part)part)));
        }
    }
}

static void no_hidden_count_can_be_pinned(void **state) {
    (void)state;
    Chance chance = chance_begin();
    int64_t hidden = 0, shown = 0;
    for (int i = 0; i < TRIES; i++) {
        Told told = told_drawn(&chance);
        assert_few_are_hidden(&told);
        if (told.whole_shows == GROUP_SHOWS_NOTHING) continue;
        Adversary adversary = { .told = &told };
        memset(adversary.least, UNSEEN, sizeof adversary.least);
        people_try(&adversary, 0, told.whole.people);
        if (!all_are_open(&adversary)) {
            for (size_t k = 0; k < told.groups; k++) {
                print_message("group %zu: people %lld, reached %lld, one step %lld; shows %d of %d\n",
                              k, (long long)told.count[k].people, (long long)told.count[k].reached,
                              (long long)told.count[k].one_step, told.shown[k], told.whole_shows);
            }
            fail_msg("a hidden count is pinned (try %d)", i);
        }
        for (size_t k = 0; k < told.groups; k++) {
            hidden += told.shown[k] < GROUP_SHOWS_ALL;
            shown += told.shown[k] == GROUP_SHOWS_ALL;
        }
    }
    assert_true(hidden > TRIES / 10 && shown > TRIES / 10);
}

static void no_more_is_hidden_than_needed(void **state) {
    (void)state;
    GroupShown shown[3];
    groups_shown((GroupCounts[]){ { 60, 30, 20 }, { 90, 45, 20 }, { 0, 0, 0 } }, 3, shown);
    for (int i = 0; i < 3; i++) assert_int_equal(shown[i], GROUP_SHOWS_ALL);
    groups_shown((GroupCounts[]){ { 60, 55, 0 }, { 90, 45, 20 }, { 200, 100, 50 } }, 3, shown);
    assert_int_equal(shown[0], GROUP_SHOWS_PEOPLE);
    assert_int_equal(shown[1], GROUP_SHOWS_PEOPLE); /* else the first is the whole less the rest */
    assert_int_equal(shown[2], GROUP_SHOWS_ALL);
    groups_shown((GroupCounts[]){ { 4, 0, 0 }, { 90, 45, 20 }, { 200, 100, 50 } }, 3, shown);
    assert_int_equal(shown[0], GROUP_SHOWS_NOTHING);
    assert_int_equal(shown[1], GROUP_SHOWS_NOTHING);
    assert_int_equal(shown[2], GROUP_SHOWS_ALL);
    groups_shown((GroupCounts[]){ { 4, 0, 0 }, { 5, 5, 0 } }, 2, shown);
    assert_int_equal(shown[1], GROUP_SHOWS_NOTHING);
}

SUITE("group hide property", cmocka_unit_test(no_hidden_count_can_be_pinned),
      cmocka_unit_test(no_more_is_hidden_than_needed))
