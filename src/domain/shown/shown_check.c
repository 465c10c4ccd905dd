/* Is a list that was kept whole, and does the same come out again? */
#include "limits.h"
#include "shown/shown_lines.h"

const char *shown_outcome_name(ShownOutcome outcome) {
#define SHOWN_OUTCOME_NAME(name) #name,
    static const char *const name[SHOWN_OUTCOME_COUNT] = { SHOWN_OUTCOMES(SHOWN_OUTCOME_NAME) };
    return name[outcome];
}

/* --- against the chain --- */

/* The head with the parts that are left out: line by line the same, but for their hashes. */
static ShownOutcome heads_compare(Str kept, Str made, const ShownList *list) {
    enum { LINES_BEFORE_PARTS = 7 };
    bool erased = false;
    size_t lines = 0;
    for (Str a, b; str_cut(&kept, '\n', &a) && a.len; lines++) {
        bool both = str_cut(&made, '\n', &b);
        if (lines < LINES_BEFORE_PARTS) {
            if (!both || !str_equal(a, b)) return SHOWN_broken;
            continue;
        }
        size_t part = lines - LINES_BEFORE_PARTS;
        if (part >= list->part_count || !list->part[part].salt.len) erased = true;
        else if (!both || !str_equal(a, b)) return SHOWN_broken;
    }
    return erased ? SHOWN_erased : SHOWN_equal;
}

Result shown_prove(Db *db, Arena *arena, int64_t tenant, const ShownList *list,
                   ShownOutcome *ret_outcome) {
    Str value;
    Result result = audit_value(db, arena, tenant, list->event_number, &value);
    *ret_outcome = result == NOT_FOUND ? SHOWN_erased : SHOWN_broken;
    if (result == NOT_FOUND || result == INVALID) return OK;
    if (result == OK) *ret_outcome = heads_compare(value, shown_head(arena, list), list);
    return result;
}

/* --- made again --- */

static void rows_again(Arena *arena, const World *world, const ShownList *list,
                       ShownMatches *matches) {
    size_t last = (size_t)(list->first + list->rows);
    Match *match = arena_many(arena, Match, last), *near = NULL;
    size_t found = matches->kind == SHOWN_PEOPLE
                ? rank_for_opening(world->snapshot, matches->whose, last, match)
                : rank_for_candidate(world->snapshot, matches->whose, last, match);
    size_t first = (size_t)list->first < found ? (size_t)list->first : found;
    matches->match = match + first;
    matches->count = found - first;
    if (!list->near) return;
    matches->near = near = arena_many(arena, Match, (size_t)list->near);
    matches->near_count =
        openings_one_step_away(world->snapshot, matches->whose, (size_t)list->near, near);
}

/* Each line by itself: near ones stand behind the others. */
static bool pairs_again(Arena *arena, const World *world, const ShownList *list,
                        ShownMatches *matches) {
    size_t rows = (size_t)(list->rows + list->near), count = 0;
    Match *match = arena_many(arena, Match, rows);
    Str rest = list->part_count ? list->part[0].lines : STR_EMPTY, text;
    for (ShownLine line; count < rows && str_cut(&rest, '\n', &text) && text.len;) {
        if (!shown_line_read(text, &line)) return false;
        int opening = opening_numbered(&world->openings, line.opening_number);
        if (opening < 0) return false;
        match[count++] = match_pair(world->snapshot, matches->whose, opening);
    }
    matches->match = match;
    matches->count = count < (size_t)list->rows ? count : (size_t)list->rows;
    matches->near = match + matches->count;
    matches->near_count = count - matches->count;
    return true;
}

static bool parts_equal(const ShownList *a, const ShownList *b) {
    if (a->part_count != b->part_count) return false;
    for (size_t i = 0; i < a->part_count; i++) {
        if (a->part[i].candidate_number != b->part[i].candidate_number) return false;
        if (!str_equal(a->part[i].lines, b->part[i].lines)) return false;
    }
    return true;
}

static int whose_of(const World *world, const ShownList *list) {
    return list->kind == SHOWN_PEOPLE
               ? opening_numbered(&world->openings, list->subject_number)
               : candidate_numbered(&world->candidates, list->subject_number);
}

ShownOutcome shown_input_look(Arena *arena, const World *world, const ShownList *list) {
    if (!list->input.len) return SHOWN_unproven;
    if (!str_equal(list->rule_version, rules_version(world->rules))) return SHOWN_rules;
    ShownSubject subject = { list->kind, whose_of(world, list), list->made_on };
    if (subject.whose < 0) return SHOWN_changed;
    Str input = shown_input(arena, world, &subject);
    return str_equal(input, list->input) ? SHOWN_equal : SHOWN_changed;
}

ShownOutcome shown_again(Arena *arena, const World *world, const ShownList *list) {
    ShownOutcome outcome = shown_input_look(arena, world, list);
    if (outcome != SHOWN_equal) return outcome;
    if (list->made_on != snapshot_today(world->snapshot)) return SHOWN_changed;
    ShownMatches matches = { .kind = list->kind,
                             .whose = whose_of(world, list),
                             .first = (size_t)list->first };
    if (list->kind != SHOWN_PAIRS) rows_again(arena, world, list, &matches);
    else if (!pairs_again(arena, world, list, &matches)) return SHOWN_changed;
    return parts_equal(shown_of(arena, world, &matches), list) ? SHOWN_equal : SHOWN_differs;
}
