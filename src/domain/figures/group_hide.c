#include "figures/group_hide.h"

#include <stdbool.h>

#include "log.h"

static bool is_few(int64_t count) {
    return count > 0 && count < FIGURE_PEOPLE_MIN;
}

/* Of so many people, a part. */
typedef struct Split {
    int64_t of, part;
} Split;

static bool split_is_few(Split split) {
    return is_few(split.part) || is_few(split.of - split.part);
}

static bool is_given_away(int64_t hidden, int64_t total) {
    return total > 0 && hidden < FIGURE_PEOPLE_MIN;
}

/* True when the whole, less what is shown, tells what is hidden. One alone is always told: it is
 * hidden because it is of few. */
static bool hidden_are_told(const Split *split, const bool *hidden, size_t groups) {
    Split whole = { 0 }, unseen = { 0 };
    bool any = false;
    for (size_t i = 0; i < groups; i++) {
        whole.of += split[i].of;
        whole.part += split[i].part;
        if (!hidden[i]) continue;
        any = true;
        unseen.of += split[i].of;
        unseen.part += split[i].part;
    }
    return any && (is_given_away(unseen.part, whole.part) ||
                   is_given_away(unseen.of - unseen.part, whole.of - whole.part));
}

static size_t smallest_shown(const Split *split, const bool *hidden, size_t groups) {
    size_t smallest = groups;
    for (size_t i = 0; i < groups; i++) {
        if (hidden[i] || !split[i].of) continue;
        if (smallest == groups || split[i].of < split[smallest].of) smallest = i;
    }
    return smallest;
}

static void splits_hide(const Split *split, bool *hidden, size_t groups) {
    for (size_t i = 0; i < groups; i++) hidden[i] |= split_is_few(split[i]);
    while (hidden_are_told(split, hidden, groups)) {
        size_t next = smallest_shown(split, hidden, groups);
        if (next == groups) return;
        hidden[next] = true;
    }
}

GroupShown whole_shown(GroupCounts whole) {
    Split reached = { whole.people, whole.reached };
    Split one_step = { whole.people - whole.reached, whole.one_step };
    if (is_few(whole.people)) return GROUP_SHOWS_NOTHING;
    if (split_is_few(reached)) return GROUP_SHOWS_PEOPLE;
    return split_is_few(one_step) ? GROUP_SHOWS_REACHED : GROUP_SHOWS_ALL;
}

static void people_hide(const GroupCounts *count, bool *hidden, size_t groups) {
    int64_t people[GROUPS_MAX];
    for (size_t i = 0; i < groups; i++) people[i] = count[i].people;
    small_counts_hide(people, groups);
    for (size_t i = 0; i < groups; i++) hidden[i] = people[i] == FIGURE_HIDDEN;
}

static void cap(GroupShown *shown, const bool *hidden, size_t groups, GroupShown most) {
    for (size_t i = 0; i < groups; i++) {
        if (hidden[i] && shown[i] > most) shown[i] = most;
    }
}

void groups_shown(const GroupCounts *count, size_t groups, GroupShown *ret_shown) {
    GroupCounts whole = { 0 };
    Split reached[GROUPS_MAX] = { 0 }, one_step[GROUPS_MAX] = { 0 };
    bool hidden[GROUPS_MAX];
    if (groups > GROUPS_MAX) log_fatal("figures: %zu groups", groups);
    for (size_t i = 0; i < groups; i++) {
        whole.people += count[i].people;
        whole.reached += count[i].reached;
        whole.one_step += count[i].one_step;
        reached[i] = (Split){ count[i].people, count[i].reached };
        one_step[i] = (Split){ count[i].people - count[i].reached, count[i].one_step };
    }
    GroupShown most = whole_shown(whole);
    for (size_t i = 0; i < groups; i++) ret_shown[i] = most;
    if (most == GROUP_SHOWS_NOTHING) return;
    people_hide(count, hidden, groups);
    cap(ret_shown, hidden, groups, GROUP_SHOWS_NOTHING);
    splits_hide(reached, hidden, groups);
    cap(ret_shown, hidden, groups, GROUP_SHOWS_PEOPLE);
    splits_hide(one_step, hidden, groups);
    cap(ret_shown, hidden, groups, GROUP_SHOWS_REACHED);
}
