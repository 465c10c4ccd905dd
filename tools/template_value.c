/* Holes that write: values, and words with values. */
#include "template_reader.h"

static Place place_now(const TemplateReader *reader, Floor floor) {
    if (floor == FLOOR_VALUE) return reader->value_place;
    const HtmlElement *element = open_element(reader);
    if (element && element->flags & ELEMENT_WORDS) {
        return element->flags & ELEMENT_KEPT ? PLACE_VALUE : PLACE_SPOKEN;
    }
    bool slot_of_words =
        reader->slot_now >= 0 && reader->template.slot[reader->slot_now].words_only;
    return slot_of_words ? PLACE_SPOKEN : PLACE_TEXT;
}

/* The macro of html.h that writes a value so at that place; NULL: not there. */
static const char *put_verb(Str verb, Place place) {
    static const char *const plain[] = { "HTML_PUT_TEXT",  "HTML_PUT_SPOKEN",   "HTML_PUT_VALUE",
                                         "HTML_PUT_URL",   "HTML_PUT_URL_PART", "HTML_PUT_CONTACT",
                                         "HTML_PUT_ACTION" };
    if (!verb.len) return plain[place];
    bool spoken = place == PLACE_TEXT || place == PLACE_SPOKEN;
    if (place == PLACE_URL || place == PLACE_CONTACT || place == PLACE_ACTION) return NULL;
    if (str_equal(verb, S("day"))) return spoken ? "HTML_PUT_DAY" : "HTML_PUT_DAY_ISO";
    if (str_equal(verb, S("number")) && spoken) return "HTML_PUT_NUMBER";
    return "HTML_PUT_DIGITS";
}

bool value_hole(TemplateReader *reader, const Hole *hole) {
    bool verbed = str_equal(hole->token[0], S("number")) || str_equal(hole->token[0], S("day")) ||
                  str_equal(hole->token[0], S("digits"));
    if (hole->count != (verbed ? 2 : 1)) {
        return template_fault(reader, hole->at,
                              "a hole is {{path}}, {{number path}}, {{digits path}}, "
                              "{{day path}}, or begins with word, if, each, part ...");
    }
    Str verb = verbed ? hole->token[0] : STR_EMPTY, expression;
    const char *put = put_verb(verb, place_now(reader, hole->floor));
    if (!put) {
        return template_fault(reader, hole->at, "no {{%.*s}} in this part of an address",
                              STR_ARGS(verb));
    }
    Str path = hole->token[hole->count - 1];
    if (!token_path_fits(reader, hole, path) || !path_write(reader, path, &expression)) {
        return false;
    }
    emit_at(reader, hole->at, "%s(out, %.*s);", put, STR_ARGS(expression));
    return true;
}

/* --- words --- */

static const PoEntry *word_find(const PoFile *words, Str key) {
    size_t low = 0, high = words->entry_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(words->entry[middle].key, key);
        if (!order) return &words->entry[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

static bool text_has_hole(Str text, Str name) {
    Str rest = text, part, hole;
    while (str_cut(&rest, '{', &part) && rest.at) {
        str_cut(&rest, '}', &hole);
        if (str_equal(hole, name)) return true;
    }
    return false;
}

typedef struct Given {
    Str name, verb, path;
} Given;

typedef struct GivenList {
    Given given[TOKENS_MAX];
    int count;
} GivenList;

static bool is_given(const GivenList *list, Str name) {
    for (int i = 0; i < list->count; i++) {
        if (str_equal(list->given[i].name, name)) return true;
    }
    return false;
}

static bool holes_are_given(TemplateReader *reader, const Hole *hole, const PoEntry *entry,
                            const GivenList *list) {
    Str texts[] = { entry->single, entry->plural }, part, name;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Str rest = texts[i];
        while (str_cut(&rest, '{', &part) && rest.at) {
            str_cut(&rest, '}', &name);
            if (is_given(list, name)) continue;
            return template_fault(reader, hole->at, "word %.*s needs a value: %.*s=path",
                                  STR_ARGS(entry->key), STR_ARGS(name));
        }
    }
    if (entry->plural.at && !is_given(list, S("count"))) {
        return template_fault(reader, hole->at, "word %.*s has a plural: give count=path",
                              STR_ARGS(entry->key));
    }
    return true;
}

static bool given_fit(TemplateReader *reader, const Hole *hole, const GivenList *list) {
    if (!reader->set->words) return true;
    Str key = hole->token[1];
    const PoEntry *entry = word_find(reader->set->words, key);
    if (!entry) {
        return template_fault(reader, token_at(reader, key), "word %.*s is not in the word list",
                              STR_ARGS(key));
    }
    for (int i = 0; i < list->count; i++) {
        Str name = list->given[i].name;
        bool wanted = text_has_hole(entry->single, name) || text_has_hole(entry->plural, name) ||
                      (entry->plural.at && str_equal(name, S("count")));
        if (wanted) continue;
        return template_fault(reader, token_at(reader, name), "word %.*s has no {%.*s}",
                              STR_ARGS(key), STR_ARGS(name));
    }
    return holes_are_given(reader, hole, entry, list);
}

/* name=path or name=verb:path */
static bool given_read(TemplateReader *reader, Str token, GivenList *list) {
    Given given = { .path = token };
    str_cut(&given.path, '=', &given.name);
    if (!given.path.at || !name_fits(given.name)) {
        return template_fault(reader, token_at(reader, token), "a value of a word is name=path");
    }
    if (is_given(list, given.name)) {
        return template_fault(reader, token_at(reader, token), "%.*s is given twice",
                              STR_ARGS(given.name));
    }
    size_t colon = str_find(given.path, S(":"));
    if (colon < given.path.len) str_cut(&given.path, ':', &given.verb);
    else if (str_equal(given.name, S("count"))) given.verb = S("number");
    if (given.verb.len && !html_list_has("number digits day", given.verb)) {
        return template_fault(reader, token_at(reader, token),
                              "a value is path, number:path, "
                              "digits:path or day:path");
    }
    list->given[list->count++] = given;
    return true;
}

static bool given_add(TemplateReader *reader, const Hole *hole, const Given *given, Text *values) {
    Str expression;
    if (!token_path_fits(reader, hole, given->path)) return false;
    if (!path_write(reader, given->path, &expression)) return false;
    const char *give = "HTML_GIVE";
    if (str_equal(given->verb, S("number"))) give = "HTML_GIVE_NUMBER";
    if (str_equal(given->verb, S("digits"))) give = "HTML_GIVE_DIGITS";
    if (str_equal(given->verb, S("day"))) give = "HTML_GIVE_DAY";
    text_addf(values, ", %s(\"%.*s\", %.*s)", give, STR_ARGS(given->name), STR_ARGS(expression));
    return true;
}

static bool key_fits(Str key) {
    for (size_t i = 0; i < key.len; i++) {
        char c = key.at[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '_' || (c == '.' && i > 0);
        if (!fits) return false;
    }
    return key.len > 0;
}

bool word_hole(TemplateReader *reader, const Hole *hole) {
    GivenList list = { .count = 0 };
    if (hole->count < 2 || !key_fits(hole->token[1])) {
        return template_fault(reader, hole->at, "a word is {{word key}} or {{word key name=path}}");
    }
    if (hole->floor == FLOOR_VALUE && reader->attribute->kind == ATTRIBUTE_URL) {
        return template_fault(reader, hole->at, "a word is no address");
    }
    for (int i = 2; i < hole->count; i++) {
        if (!given_read(reader, hole->token[i], &list)) return false;
    }
    if (!given_fit(reader, hole, &list)) return false;
    Text values = text_new(reader->arena, TEMPLATE_BYTES_MAX);
    for (int i = 0; i < list.count; i++) {
        if (!given_add(reader, hole, &list.given[i], &values)) return false;
    }
    Str key = str_copy(reader->arena, hole->token[1]);
    char *name = str_zero_ended(reader->arena, key);
    for (size_t i = 0; i < key.len; i++) {
        if (name[i] == '.') name[i] = '_';
    }
    if (list.count) emit_at(reader, hole->at, "HTML_PUT_WORDS(out, WORD_%s%s);", name, values.at);
    else emit_at(reader, hole->at, "html_word(out, WORD_%s);", name);
    return true;
}
