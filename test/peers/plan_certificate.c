#include "plan_certificate.h"

#include <stdarg.h>
#include <string.h>

#include "auto.h"
#include "plan_certificate_reader.h"
#include "plan_rules.h"

static const size_t facts_bytes_max = (size_t)4 << 30, part_bytes_max = (size_t)8 << 30;

bool reader_refuse(Reader *reader, const char *format, ...) {
    char why[280];
    va_list values;
    va_start(values, format);
    vsnprintf(why, sizeof why, format, values);
    va_end(values);
    snprintf(reader->certificate->why, sizeof reader->certificate->why, "line %ld: %s",
             reader->line, why);
    return false;
}

/* --- JSON --- */

bool reader_members_are(Reader *reader, json_t *object, const char *const *names) {
    const char *name;
    json_t *value;
    if (!json_is_object(object)) return reader_refuse(reader, "not an object");
    json_object_foreach(object, name, value) {
        const char *const *known = names;
        while (*known && strcmp(*known, name) != 0) known++;
        if (!*known) return reader_refuse(reader, "unknown member '%s'", name);
    }
    return true;
}

bool reader_number_of(Reader *reader, const json_t *value, const char *what, long long *ret_number) {
    if (!json_is_integer(value)) return reader_refuse(reader, "%s is no whole number", what);
    *ret_number = json_integer_value(value);
    return true;
}

bool reader_position_of(Reader *reader, const json_t *value, const char *what, int count,
                        int *ret_position) {
    long long number = 0;
    if (!reader_number_of(reader, value, what, &number)) return false;
    if (number < 0 || number >= count) {
        return reader_refuse(reader, "%s %lld is not 0 to %d", what, number, count - 1);
    }
    *ret_position = (int)number;
    return true;
}

/* An array of positions. What is absent is empty. */
bool reader_positions_of(Reader *reader, Arena *arena, const json_t *list, int count,
                         int **ret_position) {
    size_t i;
    json_t *one;
    if (list && !json_is_array(list)) return reader_refuse(reader, "not a list");
    *ret_position = arena_many(arena, int, json_array_size(list));
    json_array_foreach(list, i, one) {
        if (!reader_position_of(reader, one, "position", count, &(*ret_position)[i])) return false;
    }
    return true;
}

bool reader_prices_of(Reader *reader, const json_t *list, const char *what, int count,
                      PriceList *ret_list) {
    size_t i, room = json_array_size(list);
    json_t *one;
    if (list && !json_is_array(list)) return reader_refuse(reader, "%s: not a list", what);
    *ret_list = (PriceList){ .at = arena_many(reader->arena, int, room),
                             .price = arena_many(reader->arena, long long, room) };
    json_array_foreach(list, i, one) {
        if (json_array_size(one) != 2) return reader_refuse(reader, "%s: a price is two numbers", what);
        if (!reader_position_of(reader, json_array_get(one, 0), what, count, &ret_list->at[i]) ||
            !reader_number_of(reader, json_array_get(one, 1), "a price", &ret_list->price[i])) {
            return false;
        }
        ret_list->count++;
    }
    return true;
}

/* --- the tree --- */

static bool frame_push(Reader *reader, Frame frame) {
    if (reader->depth >= PLAN_CERTIFICATE_DEPTH_MAX) {
        return reader_refuse(reader, "the tree is deeper than %d", PLAN_CERTIFICATE_DEPTH_MAX);
    }
    reader->frame = arena_room(reader->facts.arena, Frame, reader->frame, reader->depth,
                               &reader->frame_room);
    reader->frame[reader->depth++] = frame;
    return true;
}

/* After a leaf: back to the last split whose other side is still to come. */
static void node_done(Reader *reader) {
    while (reader->depth) {
        Frame *top = &reader->frame[reader->depth - 1];
        while (reader->dropped_count > top->dropped) {
            reader->node->pair_out[reader->dropped[--reader->dropped_count]] = false;
        }
        if (top->is_split) plan_node_take_back(reader->node, top->choice);
        if (top->is_split && !top->is_second) {
            top->is_second = true;
            top->choice.side = NODE_IN + NODE_OUT - top->choice.side;
            plan_node_decide(reader->node, top->choice);
            return;
        }
        reader->depth--;
    }
    reader->await = AWAIT_PART_END;
}

static bool prices_named(Reader *reader, const json_t *object, size_t *ret_prices) {
    int prices = 0;
    if (!reader_position_of(reader, json_object_get(object, "prices"), "prices",
                     (int)reader->node->price_count, &prices)) {
        return false;
    }
    *ret_prices = (size_t)prices;
    return true;
}

/* --- lines --- */

/* To where it began anew for the last time. */
static void void_skip(Reader *reader) {
    static const char anew[] = "\n{\"anew\":true}\n";
    const char *from = reader->text + reader->at - 1, *end = reader->text + reader->bytes;
    const char *last = NULL;
    while ((from = memmem(from, (size_t)(end - from), anew, sizeof anew - 1))) last = from++;
    if (!last) return;
    size_t at = (size_t)(last - reader->text) + sizeof anew - 1;
    for (; reader->at < at; reader->at++) reader->line += reader->text[reader->at] == '\n';
}

static bool header_line(Reader *reader, json_t *value) {
    long long form = 0;
    if (!reader_number_of(reader, value, "certificate", &form)) return false;
    if (form != 1) return reader_refuse(reader, "form %lld is unknown", form);
    reader->await = AWAIT_PART;
    void_skip(reader);
    return true;
}

/* Of the part that begins here. */
static bool value_ahead(Reader *reader) {
    static const char word[] = "\"part_end\"";
    const char *from = reader->text + reader->at;
    const char *end = memmem(from, reader->bytes - reader->at, word, sizeof word - 1);
    if (!end) return reader_refuse(reader, "this part has no end");
    while (end > from && end[-1] != '\n') end--;
    const char *stop = memchr(end, '\n', reader->bytes - (size_t)(end - reader->text));
    size_t bytes = stop ? (size_t)(stop - end) : reader->bytes - (size_t)(end - reader->text);
    json_t *line = json_loadb(end, bytes, 0, NULL);
    const json_t *value = json_object_get(json_object_get(line, "part_end"), "value");
    bool fine = json_is_integer(value);
    reader->part_value = json_integer_value(value);
    json_decref(line);
    return fine ? true : reader_refuse(reader, "the end of this part has no value");
}

static bool part_line(Reader *reader, json_t *value) {
    reader->in_piece = false;
    static const char *const names[] = { "candidates", "kept", NULL };
    const json_t *candidates = json_object_get(value, "candidates");
    const json_t *kept = json_object_get(value, "kept");
    int *kept_at;
    if (!reader_members_are(reader, value, names)) return false;
    if (!json_is_array(candidates)) return reader_refuse(reader, "candidates: not a list");
    reader->certificate->parts++;
    reader->person = arena_many(reader->facts.arena, int, json_array_size(candidates));
    if (!reader_positions_of(reader, reader->facts.arena, candidates, reader->facts.candidates,
                      &reader->person) ||
        !reader_positions_of(reader, reader->arena, kept, reader->facts.resources, &kept_at)) {
        return false;
    }
    PartLine line = { .candidate = reader->person, .candidates = (int)json_array_size(candidates),
                      .kept = kept_at, .kepts = (int)json_array_size(kept) };
    if (!plan_node_part(reader->node, &line)) return reader_refuse(reader, "%s", reader->node->why);
    reader->await = AWAIT_NODE;
    return value_ahead(reader);
}

static bool crowd_of(Reader *reader, const json_t *value, NodePrices *prices) {
    if (!value) return true;
    if (json_array_size(value) != 2) return reader_refuse(reader, "crowd: two numbers");
    if (!reader_number_of(reader, json_array_get(value, 0), "crowd", &prices->crowd_unit) ||
        !reader_number_of(reader, json_array_get(value, 1), "crowd", &prices->crowd_price)) {
        return false;
    }
    return prices->crowd_unit > 0 ? true : reader_refuse(reader, "crowd: not by 1 or more people");
}

static bool prices_line(Reader *reader, json_t *value) {
    if (reader->in_piece) return piece_prices_line(reader, value);
    static const char *const names[] = { "shift", "people", "crowd", "resources", "floors", NULL };
    NodePrices prices = { 0 };
    const PlanFacts *facts = &reader->facts;
    if (!reader_members_are(reader, value, names) ||
        !reader_position_of(reader, json_object_get(value, "shift"), "shift", NODE_SHIFT_MAX + 1,
                     &prices.shift) ||
        !reader_prices_of(reader, json_object_get(value, "people"), "people", facts->candidates,
                   &prices.people) ||
        !reader_prices_of(reader, json_object_get(value, "resources"), "resources", facts->resources,
                   &prices.resources) ||
        !reader_prices_of(reader, json_object_get(value, "floors"), "floors", facts->floors,
                   &prices.floors) ||
        !crowd_of(reader, json_object_get(value, "crowd"), &prices)) {
        return false;
    }
    reader->certificate->prices++;
    if (plan_node_prices(reader->node, &prices)) return true;
    return reader_refuse(reader, "%s", reader->node->why);
}

static bool drop_line(Reader *reader, json_t *value) {
    if (reader->in_piece) return reader_refuse(reader, "a piece drops nothing: it decides");
    static const char *const names[] = { "prices", "pairs", NULL };
    const json_t *list = json_object_get(value, "pairs");
    PlanNode *node = reader->node;
    size_t prices = 0;
    int *pair, pairs = (int)json_array_size(list);
    if (!reader_members_are(reader, value, names) || !prices_named(reader, value, &prices)) return false;
    if (!json_is_array(list)) return reader_refuse(reader, "pairs: not a list");
    if (!reader_positions_of(reader, reader->arena, list, reader->facts.pairs, &pair)) return false;
    if (!plan_node_drops(node, prices, pair, pairs, reader->part_value)) {
        return reader_refuse(reader, "%s", node->why);
    }
    reader->certificate->drops++;
    if (!frame_push(reader, (Frame){ .dropped = reader->dropped_count })) return false;
    for (int i = 0; i < pairs; i++) {
        if (node->pair_out[pair[i]]) continue;
        node->pair_out[pair[i]] = true;
        reader->dropped[reader->dropped_count++] = pair[i];
    }
    return true;
}

static bool split_line(Reader *reader, json_t *value) {
    if (reader->in_piece) return piece_split_line(reader, value);
    static const char *const names[] = { "what", "at", "first", NULL };
    const char *what = plan_text(value, "what"), *first = plan_text(value, "first");
    Frame frame = { .dropped = reader->dropped_count, .is_split = true };
    bool is_class = strcmp(what, "class") == 0, is_in = strcmp(first, "in") == 0;
    if (!reader_members_are(reader, value, names)) return false;
    if (!is_class && strcmp(what, "option") != 0) return reader_refuse(reader, "what is split?");
    if (!is_in && strcmp(first, "out") != 0) return reader_refuse(reader, "first is not in or out");
    int count = is_class ? reader->facts.classes : reader->facts.options, at = 0;
    if (!reader_position_of(reader, json_object_get(value, "at"), what, count, &at)) return false;
    frame.choice = (NodeChoice){ is_class, at, is_in ? NODE_IN : NODE_OUT };
    if (!plan_node_decide(reader->node, frame.choice)) {
        return reader_refuse(reader, "%s", reader->node->why);
    }
    reader->certificate->splits++;
    return frame_push(reader, frame);
}

static bool leaf_line(Reader *reader, json_t *value) {
    if (reader->in_piece) return piece_leaf_line(reader, value);
    static const char *const names[] = { "prices", "counting", NULL };
    PlanNode *node = reader->node;
    size_t prices = 0;
    if (!reader_members_are(reader, value, names)) return false;
    if (json_object_size(value) != 1) return reader_refuse(reader, "a leaf is by prices or by counting");
    reader->certificate->leaves++;
    if (json_object_get(value, "counting")) {
        if (!json_is_true(json_object_get(value, "counting"))) {
            return reader_refuse(reader, "counting is not true");
        }
        if (!plan_node_is_empty(node)) return reader_refuse(reader, "there may be a plan: nothing is short");
    } else {
        if (!prices_named(reader, value, &prices)) return false;
        if (!plan_node_bounds(node, prices, reader->part_value)) {
            return reader_refuse(reader, "%s", node->why);
        }
    }
    node_done(reader);
    return true;
}

static bool value_line(Reader *reader, json_t *value, long long *ret_value) {
    static const char *const names[] = { "value", NULL };
    return reader_members_are(reader, value, names) &&
           reader_number_of(reader, json_object_get(value, "value"), "value", ret_value);
}

static bool part_end_line(Reader *reader, json_t *value) {
    long long said = 0;
    if (!value_line(reader, value, &said)) return false;
    if (said != reader->part_value) return reader_refuse(reader, "the part has another value");
    reader->sum += said;
    reader->await = AWAIT_PART;
    return true;
}

/* Everybody who matters is somewhere. */
static bool is_whole(Reader *reader) {
    const PlanFacts *facts = &reader->facts;
    for (int i = 0; i < facts->candidates; i++) {
        bool matters = facts->candidate_first[i] != facts->candidate_first[i + 1];
        if (!matters || reader->node->candidate_part[i] != FACT_NONE) continue;
        return reader_refuse(reader, "candidate %d is in no part", i);
    }
    return true;
}

static bool end_line(Reader *reader, json_t *value) {
    const PlanCertificate *certificate = reader->certificate;
    const json_t *told = json_object_get(value, "value");
    long long said = 0;
    reader->await = AWAIT_NOTHING;
    if (json_is_null(told) && json_object_size(value) == 1) {
        if (!reader->hopeless) return reader_refuse(reader, "nothing shows that there is no plan");
        return certificate->has_plan ? reader_refuse(reader, "the answer is a plan") : true;
    }
    if (!value_line(reader, value, &said) || !is_whole(reader)) return false;
    if (reader->hopeless) return reader_refuse(reader, "a piece has no plan");
    if (!certificate->has_plan) return reader_refuse(reader, "the answer is no plan");
    if (reader->sum != said) {
        return reader_refuse(reader, "the parts do not add up to %lld", said);
    }
    if (said == certificate->value) return true;
    return reader_refuse(reader, "the answer is worth %lld", certificate->value);
}

/* `await`: when it may stand there; prices also after the tree. */
static const struct {
    const char *name;
    bool (*read)(Reader *reader, json_t *value);
    Await await;
} lines[] = {
    { "certificate", header_line, AWAIT_HEADER }, { "part", part_line, AWAIT_PART },
    { "prices", prices_line, AWAIT_NODE },        { "drop", drop_line, AWAIT_NODE },
    { "split", split_line, AWAIT_NODE },          { "leaf", leaf_line, AWAIT_NODE },
    { "part_end", part_end_line, AWAIT_PART_END }, { "end", end_line, AWAIT_PART },
    { "piece", piece_line, AWAIT_PART },          { "decide", piece_decide_line, AWAIT_NODE },
};

static const char *const awaited[] = {
    [AWAIT_HEADER] = "the certificate begins with its form",
    [AWAIT_PART] = "a part or the end is expected",
    [AWAIT_NODE] = "a drop, split or leaf is expected",
    [AWAIT_PART_END] = "the end of the part is expected",
    [AWAIT_NOTHING] = "nothing comes after the end",
};

static bool line_is_true(Reader *reader, json_t *line) {
    if (json_object_size(line) != 1) return reader_refuse(reader, "not an object with one member");
    const char *name = json_object_iter_key(json_object_iter(line));
    json_t *value = json_object_get(line, name);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (strcmp(lines[i].name, name) != 0) continue;
        bool late_prices = reader->await == AWAIT_PART_END && lines[i].read == prices_line;
        if (lines[i].await != reader->await && !late_prices) {
            return reader_refuse(reader, "%s: %s", name, awaited[reader->await]);
        }
        return lines[i].read(reader, value);
    }
    return reader_refuse(reader, "unknown line '%s'", name);
}

static bool lines_are_true(Reader *reader) {
    while (reader->at < reader->bytes) {
        const char *from = reader->text + reader->at;
        const char *stop = memchr(from, '\n', reader->bytes - reader->at);
        size_t bytes = stop ? (size_t)(stop - from) : reader->bytes - reader->at;
        reader->at += bytes + (stop ? 1 : 0);
        reader->line++;
        json_error_t error;
        json_t *line = json_loadb(from, bytes, JSON_REJECT_DUPLICATES, &error);
        if (!line) return reader_refuse(reader, "not JSON: %s", error.text);
        ArenaMark mark = arena_mark(reader->arena);
        bool fine = line_is_true(reader, line);
        arena_rewind(reader->arena, mark);
        json_decref(line);
        if (!fine) return false;
    }
    if (reader->await == AWAIT_NOTHING) return true;
    reader->line++;
    return reader_refuse(reader, "it stops here: %s", awaited[reader->await]);
}

/* --- the answer --- */

static bool answer_is_a_plan(PlanRules *rules, const json_t *answer, PlanCertificate *certificate) {
    size_t i;
    json_t *one;
    bool fine = true;
    certificate->has_plan = strcmp(plan_text(answer, "status"), "infeasible") != 0;
    if (!certificate->has_plan) return true;
    json_array_foreach(json_object_get(answer, "assignments"), i, one) {
        if (!fine) break;
        fine = plan_rules_place(rules, plan_text(one, "candidate"), plan_text(one, "option"));
    }
    fine = fine && plan_rules_kept(rules);
    certificate->value = plan_rules_value(rules);
    if (fine) return true;
    snprintf(certificate->why, sizeof certificate->why, "the answer: %s", rules->why);
    return false;
}

static bool proof_is_true(Arena *arena, const json_t *problem, Reader *reader) {
    AUTO(arena_end_at) Arena *of_part = arena_new("plan_certificate part", part_bytes_max);
    AUTO(arena_end_at) Arena *of_piece = arena_new("plan_certificate piece", part_bytes_max);
    AUTO(arena_end_at) Arena *of_line = arena_new("plan_certificate line", facts_bytes_max);
    reader->arena = of_line;
    if (!plan_facts_read(&reader->facts, arena, problem)) {
        snprintf(reader->certificate->why, sizeof reader->certificate->why, "the problem: %s",
                 reader->facts.why);
        return false;
    }
    reader->node = plan_node_new(of_part, &reader->facts);
    reader->piece = piece_checked_new(of_piece, &reader->facts);
    reader->dropped = arena_many(arena, int, (size_t)reader->facts.pairs);
    return lines_are_true(reader);
}

bool plan_certificate_check(json_t *problem, const json_t *answer, const char *text, size_t bytes,
                            PlanCertificate *ret_certificate) {
    AUTO(arena_end_at) Arena *arena = arena_new("plan_certificate", facts_bytes_max);
    *ret_certificate = (PlanCertificate){ 0 };
    Reader reader = { .text = text, .bytes = bytes, .certificate = ret_certificate };
    PlanRules rules = plan_rules_new(problem);
    bool fine = answer_is_a_plan(&rules, answer, ret_certificate) &&
                proof_is_true(arena, problem, &reader);
    plan_rules_end(&rules);
    return fine;
}
