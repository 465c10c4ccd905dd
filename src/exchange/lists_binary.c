#include "lists_format.h"

enum { TAG_END, TAG_PERSON };
_Static_assert(PART_COUNT <= 32, "a bit for each part stands in 32 bits");
_Static_assert(SCORE_MAX <= UINT16_MAX && PAIRS_TOP_MAX <= UINT16_MAX, "they stand in 16 bits");

/* Lowest byte first, on every machine. */
static void number_add(Text *text, uint64_t number, size_t bytes) {
    char byte[sizeof number];
    for (size_t i = 0; i < bytes; i++) byte[i] = (char)(number >> 8 * i & 0xFF);
    text_add(text, (Str){ byte, bytes });
}

static void str_add(Text *text, Str str) {
    number_add(text, str.len, 2);
    text_add(text, str);
}

void lists_binary_head(Text *text, const ListsHead *head) {
    const Snapshot *snapshot = head->snapshot;
    const Rules *rules = snapshot_rules(snapshot);
    text_add(text, (Str){ LISTS_MAGIC, LISTS_MAGIC_BYTES });
    number_add(text, LISTS_VERSION, 4);
    number_add(text, (uint64_t)snapshot_today(snapshot), 4);
    number_add(text, (uint64_t)head->top, 4);
    str_add(text, head->program);
    str_add(text, rules_version(rules));
    str_add(text, head->region);
    number_add(text, PART_COUNT, 4);
    for (int i = 0; i < PART_COUNT; i++) {
        str_add(text, part_name((Part)i));
        number_add(text, (uint64_t)rules_maximum(rules, (Part)i), 4);
    }
    number_add(text, snapshot_opening_count(snapshot), 4);
}

void lists_binary_opening(Text *text, Str id) {
    str_add(text, id);
}

static void match_add(Text *text, const Match *match) {
    uint32_t unknown = 0;
    for (int i = 0; i < PART_COUNT; i++) unknown |= (uint32_t)match->part_unknown[i] << i;
    number_add(text, (uint64_t)match->opening, 4);
    number_add(text, (uint64_t)match->score, 2);
    number_add(text, (uint64_t)match->unknown_count, 4);
    number_add(text, unknown, 4);
    for (int i = 0; i < PART_COUNT; i++) number_add(text, (uint64_t)match->part_points[i], 2);
}

void lists_binary_add(Text *text, const PersonList *list) {
    text_add_char(text, TAG_PERSON);
    str_add(text, list->id);
    number_add(text, list->count, 2);
    for (size_t i = 0; i < list->count; i++) match_add(text, &list->match[i]);
}

void lists_binary_end(Text *text, int64_t people, int64_t matches) {
    text_add_char(text, TAG_END);
    number_add(text, (uint64_t)people, 8);
    number_add(text, (uint64_t)matches, 8);
}
