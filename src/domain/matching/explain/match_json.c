#include "matching/explain/crowd.h"
#include "matching/matching.h"

enum { SCRATCH_BYTES_MAX = 64 * 1024 * 1024 };

/* A JSON string: RFC 8259. Texts are UTF-8 already. */
static void string_add(Text *text, Str string) {
    text_add_char(text, '"');
    for (size_t i = 0; i < string.len; i++) {
        unsigned char c = (unsigned char)string.at[i];
        if (c == '"' || c == '\\') text_add_char(text, '\\');
        if (c < 0x20) text_addf(text, "\\u%04x", c);
        else text_add_char(text, (char)c);
    }
    text_add_char(text, '"');
}

static void name_add(Text *text, const char *name) {
    text_addf(text, "\"%s\":", name);
}

static void phrase_add(Text *text, Arena *arena, Tongue tongue, Phrase phrase) {
    if (phrase.word == WORD_none) text_add(text, S("null"));
    else string_add(text, phrase_text(arena, tongue, phrase));
}

static void parts_add(Text *text, const Rules *rules, const Match *match) {
    name_add(text, "parts");
    text_add_char(text, '[');
    for (int i = 0; i < PART_COUNT; i++) {
        if (i) text_add_char(text, ',');
        text_addf(text, "{\"name\":\"%.*s\",\"points\":%d,\"maximum\":%d}",
                  STR_ARGS(part_name((Part)i)), match->part_points[i],
                  rules_maximum(rules, (Part)i));
    }
    text_add_char(text, ']');
}

static void entry_add(Text *text, Arena *arena, Tongue tongue, const Entry *entry) {
    text_add_char(text, '{');
    name_add(text, "name");
    string_add(text, entry_name(arena, entry));
    text_addf(text, ",\"verdict\":\"%.*s\",", STR_ARGS(verdict_name(entry->verdict)));
    name_add(text, "asked");
    phrase_add(text, arena, tongue, entry->asked);
    text_add_char(text, ',');
    name_add(text, "has");
    phrase_add(text, arena, tongue, entry->has);
    text_add_char(text, ',');
    name_add(text, "step");
    phrase_add(text, arena, tongue,
               entry->verdict == VERDICT_UNKNOWN ? entry->question : entry->step);
    text_add_char(text, '}');
}

static void number_add(Text *text, const char *name, bool known, int64_t number) {
    text_add_char(text, ',');
    name_add(text, name);
    if (known) text_addf(text, "%lld", (long long)number);
    else text_add(text, S("null"));
}

static void crowd_add(Text *text, const Crowd *crowd) {
    number_add(text, "places", crowd->places != PLACES_UNKNOWN, crowd->places);
    number_add(text, "demand", true, crowd->demand);
    number_add(text, "price", crowd->price != PLACE_PRICE_UNKNOWN, crowd->price);
}

static void crowding_add(Text *text, const Crowding *crowding) {
    text_addf(text, ",\"crowding\":{\"people\":%lld", (long long)crowding->people);
    number_add(text, "pairs", true, crowding->pairs);
    number_add(text, "places_unknown", true, crowding->places_unknown);
    number_add(text, "list_max", crowding->list_max > 0, crowding->list_max);
    text_add_char(text, '}');
}

static void match_add(Text *text, Arena *arena, Tongue tongue, const MatchList *list,
                      const Match *match) {
    const Snapshot *snapshot = list->snapshot;
    Explanation explanation = match_explain(arena, snapshot, match->candidate, match->opening);
    text_add_char(text, '{');
    name_add(text, list->by_opening ? "candidate" : "opening");
    string_add(text, list->by_opening ? snapshot_candidate(snapshot, match->candidate)->id
                                      : snapshot_opening(snapshot, match->opening)->id);
    number_add(text, "score", match->score >= 0, match->score);
    if (list->crowding && !list->by_opening) {
        int left = 0;
        const Crowd *crowd = &list->crowding->opening[match->opening];
        bool has_left = crowd_left(crowd, match->score, &left);
        crowd_add(text, crowd);
        number_add(text, "left", has_left, left);
    }
    text_add_char(text, ',');
    parts_add(text, snapshot_rules(snapshot), match);
    text_add(text, S(",\"criteria\":["));
    for (size_t i = 0; i < explanation.entry_count; i++) {
        if (i) text_add_char(text, ',');
        entry_add(text, arena, tongue, &explanation.entry[i]);
    }
    text_add(text, S("]}"));
}

void match_list_json(Text *text, Tongue tongue, const MatchList *list) {
    const Snapshot *snapshot = list->snapshot;
    Arena *arena = arena_new("match json", SCRATCH_BYTES_MAX);
    text_add_char(text, '{');
    name_add(text, "rule_version");
    string_add(text, rules_version(snapshot_rules(snapshot)));
    text_add_char(text, ',');
    name_add(text, list->by_opening ? "opening" : "candidate");
    string_add(text, list->by_opening ? snapshot_opening(snapshot, list->whose)->id
                                      : snapshot_candidate(snapshot, list->whose)->id);
    if (list->crowding && list->by_opening) {
        crowd_add(text, &list->crowding->opening[list->whose]);
    }
    if (list->crowding) crowding_add(text, list->crowding);
    text_add(text, S(",\"matches\":["));
    for (size_t i = 0; i < list->count; i++) {
        ArenaMark mark = arena_mark(arena);
        if (i) text_add_char(text, ',');
        match_add(text, arena, tongue, list, &list->match[i]);
        arena_rewind(arena, mark);
    }
    text_add(text, S("]}"));
    arena_end(arena);
}
