#include "csv_write.h"
#include "lists_format.h"

enum { DIGITS_MAX = 20 };

void lists_csv_head(Text *text) {
    text_add(text, S(LISTS_CSV_HEAD));
    for (int i = 0; i < PART_COUNT; i++) {
        text_add_char(text, ',');
        text_add(text, part_name((Part)i));
    }
    text_add_char(text, '\n');
}

/* Ten of these for each match: printf takes five times as long. */
static void number_add(Text *text, int64_t number) {
    char digit[DIGITS_MAX];
    size_t at = DIGITS_MAX;
    do {
        digit[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    text_add_char(text, ',');
    text_add(text, (Str){ digit + at, DIGITS_MAX - at });
}

static void commas_add(Text *text, int count) {
    while (count--) text_add_char(text, ',');
}

static void match_add(Text *text, Arena *scratch, const Snapshot *snapshot, const Match *match) {
    text_add_char(text, ',');
    csv_cell_add(text, scratch, snapshot_opening_id(snapshot, match->opening));
    number_add(text, match->score);
    number_add(text, match->unknown_count);
    for (int i = 0; i < PART_COUNT; i++) {
        if (match->part_unknown[i]) commas_add(text, 1);
        else number_add(text, match->part_points[i]);
    }
}

void lists_csv_add(Text *text, Arena *scratch, const Snapshot *snapshot, const PersonList *list) {
    enum { COLUMNS_AFTER_RANK = 3 + PART_COUNT };
    for (size_t i = 0; i < list->count; i++) {
        csv_cell_add(text, scratch, list->id);
        number_add(text, (int64_t)i + 1);
        match_add(text, scratch, snapshot, &list->match[i]);
        text_add_char(text, '\n');
    }
    if (list->count) return;
    csv_cell_add(text, scratch, list->id);
    number_add(text, 0);
    commas_add(text, COLUMNS_AFTER_RANK);
    text_add_char(text, '\n');
}
