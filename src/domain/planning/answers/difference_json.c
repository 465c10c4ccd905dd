#include "difference.h"
#include "planning/search/solution_json.h"

static void write_place(Text *text, const char *field, Str id) {
    text_addf(text, ",\"%s\":", field);
    if (id.len) write_text(text, id);
    else text_add(text, S("null"));
}

static void because_next(Text *text, bool *more) {
    text_add(text, *more ? S(",") : S(",\"because\":{"));
    *more = true;
}

static const char *name_field(DifferenceCause cause) {
    switch (cause) {
    case DIFFERENCE_class_smaller: return "class";
    case DIFFERENCE_resource_short: return "resource";
    default: return "option";
    }
}

static void write_because(Text *text, const Difference *told) {
    bool more = false;
    bool chain = told->cause == DIFFERENCE_chain;
    if (told->because_candidate.len) {
        because_next(text, &more);
        text_add(text, S("\"candidate\":"));
        write_text(text, told->because_candidate);
    }
    if (chain) {
        because_next(text, &more);
        text_addf(text, "\"cause\":\"%s\"", difference_cause_name(told->because_cause));
    }
    if (told->because_name.len) {
        because_next(text, &more);
        text_addf(text, "\"%s\":", name_field(chain ? told->because_cause : told->cause));
        write_text(text, told->because_name);
    }
    if (told->people >= 0) {
        because_next(text, &more);
        text_addf(text, "\"people\":%lld", (long long)told->people);
    }
    if (told->people_max >= 0) text_addf(text, ",\"maximum\":%lld", (long long)told->people_max);
    text_add(text, more ? S("}") : S(",\"because\":null"));
}

void differences_write_json(Text *text, const Differences *differences) {
    text_addf(text, ",\"stayed\":%lld,\"differences\":[", (long long)differences->stayed);
    for (int32_t i = 0; i < differences->count; i++) {
        const Difference *told = &differences->difference[i];
        text_add(text, i ? S(",\n{\"candidate\":") : S("\n{\"candidate\":"));
        write_text(text, told->candidate);
        write_place(text, "from", told->from);
        write_place(text, "to", told->to);
        text_addf(text, ",\"cause\":\"%s\"", difference_cause_name(told->cause));
        write_because(text, told);
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
}
