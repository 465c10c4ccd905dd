/* A list as text: lines of matches, and its head. Pure. */
#include "shown/shown_lines.h"

#include "limits.h"
#include "number.h"

enum { LINE_BYTES_MAX = 256, HEAD_BYTES_MAX = 128 * 1024 };

static int64_t candidate_number_at(const World *world, int candidate) {
    return world->candidates.record[candidate].number;
}

static void line_add(Text *text, const World *world, const Match *match, size_t place) {
    unsigned unknown = 0;
    text_addf(text, "%zu %lld %d %d %d ", place,
              (long long)world->openings.record[match->opening].number, match->score,
              match->unmet_count, match->unknown_count);
    for (int i = 0; i < PART_COUNT; i++) {
        text_addf(text, "%s%d", i ? ":" : "", match->part_points[i]);
        unknown |= (unsigned)match->part_unknown[i] << i;
    }
    text_addf(text, " %u\n", unknown);
}

static size_t at_most(size_t count, size_t most) {
    return count < most ? count : most;
}

/* All lines of one list are about its person. */
static void person_part(Arena *arena, const World *world, const ShownMatches *matches,
                        ShownList *list) {
    size_t rows = at_most(matches->count, SHOWN_ROWS_MAX);
    Text text = text_new(arena, (rows + matches->near_count) * LINE_BYTES_MAX + 1);
    for (size_t i = 0; i < rows; i++) {
        line_add(&text, world, &matches->match[i], matches->first + i + 1);
    }
    for (size_t i = 0; i < matches->near_count; i++) line_add(&text, world, &matches->near[i], 0);
    list->part = arena_one(arena, ShownPart);
    list->part[list->part_count++] = (ShownPart){ .candidate_number = list->subject_number,
                                                  .lines = text_str(&text) };
}

static void people_parts(Arena *arena, const World *world, const ShownMatches *matches,
                         ShownList *list) {
    size_t rows = at_most(matches->count, SHOWN_ROWS_MAX);
    list->part = arena_many(arena, ShownPart, rows);
    for (size_t i = 0; i < rows; i++) {
        Text text = text_new(arena, LINE_BYTES_MAX);
        line_add(&text, world, &matches->match[i], matches->first + i + 1);
        list->part[list->part_count++] = (ShownPart){
            .candidate_number = candidate_number_at(world, matches->match[i].candidate),
            .lines = text_str(&text)
        };
    }
}

/* How rare a skill is, is counted over all openings: they decide about each pair. */
Str shown_input(Arena *arena, const World *world, const ShownSubject *of) {
    const Snapshot *snapshot = world->snapshot;
    bool people = of->kind == SHOWN_PEOPLE;
    const Print print[] = { print_rules(world->rules, of->day), world->prints.ground,
                            world->prints.openings,
                            people ? print_opening(snapshot, of->whose)
                                   : print_candidate(snapshot, of->whose),
                            people ? world->prints.candidates : (Print){ { 0 } } };
    return print_text(arena, print_of(print, sizeof print / sizeof *print));
}

ShownList *shown_of(Arena *arena, const World *world, const ShownMatches *matches) {
    ShownList *list = arena_one(arena, ShownList);
    bool people = matches->kind == SHOWN_PEOPLE;
    ShownSubject subject = { matches->kind, matches->whose, snapshot_today(world->snapshot) };
    *list = (ShownList){ .kind = matches->kind,
                         .subject_number = people
                                               ? world->openings.record[matches->whose].number
                                               : candidate_number_at(world, matches->whose),
                         .made_on = subject.day,
                         .rule_version = str_copy(arena, rules_version(world->rules)),
                         .input = world->prints.made ? shown_input(arena, world, &subject)
                                                     : STR_EMPTY,
                         .first = (int64_t)matches->first,
                         .rows = (int64_t)matches->count,
                         .near = (int64_t)matches->near_count };
    if (people) people_parts(arena, world, matches, list);
    else person_part(arena, world, matches, list);
    return list;
}

/* --- the head --- */

Str shown_head(Arena *arena, const ShownList *list) {
    Text text = text_new(arena, HEAD_BYTES_MAX);
    text_addf(&text, "list 1\nkind %.*s\nday %.*s\nrules %.*s\ninput %.*s\n",
              STR_ARGS(codes_at(SHOWN_KIND_CODES, list->kind)),
              STR_ARGS(day_text(arena, list->made_on)), STR_ARGS(list->rule_version),
              STR_ARGS(list->input));
    text_addf(&text, "first %lld rows %lld near %lld\nparts", (long long)list->first,
              (long long)list->rows, (long long)list->near);
    for (int i = 0; i < PART_COUNT; i++) text_addf(&text, " %.*s", STR_ARGS(part_name((Part)i)));
    text_add_char(&text, '\n');
    for (size_t i = 0; i < list->part_count; i++) {
        const ShownPart *part = &list->part[i];
        text_addf(&text, "%.*s\n", STR_ARGS(audit_salted(arena, part->salt, part->lines)));
    }
    return text_str(&text);
}

/* --- reading --- */

static bool number_next(Str *rest, char mark, int64_t *ret_number) {
    Str word;
    return str_cut(rest, mark, &word) && number_read(word, ret_number);
}

bool shown_line_read(Str line, ShownLine *ret_line) {
    ShownLine read = { 0 };
    int64_t *head[] = { &read.place, &read.opening_number, &read.score, &read.unmet,
                        &read.unknown };
    Str rest = line, points;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        if (!number_next(&rest, ' ', head[i])) return false;
    }
    if (!str_cut(&rest, ' ', &points)) return false;
    for (int i = 0; i < PART_COUNT; i++) {
        if (!number_next(&points, ':', &read.points[i])) return false;
    }
    if (!number_next(&rest, ' ', &read.unknown_parts)) return false;
    *ret_line = read;
    return true;
}
