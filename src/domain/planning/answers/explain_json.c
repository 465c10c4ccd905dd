#include "explain.h"
#include "planning/search/solution_json.h"

void write_between(Text *text, const char *name, const Between *between) {
    text_addf(text, ",\"%s\":{\"at_least\":", name);
    if (between->has_least) text_add_integer(text, between->least);
    else text_add(text, S("null"));
    text_add(text, S(",\"at_most\":"));
    if (between->has_most) text_add_integer(text, between->most);
    else text_add(text, S("null"));
    text_add_char(text, '}');
}

static void write_truth(Text *text, const char *name, bool truth) {
    text_addf(text, ",\"%s\":%s", name, truth ? "true" : "false");
}

/* {"option":"A" */
static void row_begin(Text *text, bool more, const char *field, Str id) {
    text_addf(text, "%s\n{\"%s\":", more ? "," : "", field);
    write_text(text, id);
}

static void write_closed(Text *text, const Problem *problem, const PlanExplanation *explanation) {
    text_add(text, S("\"closed\":["));
    for (int32_t i = 0; i < explanation->closed_count; i++) {
        const ClosedAnswer *closed = &explanation->closed[i];
        Str id = closed->is_class ? problem->option_class[closed->at].id
                                  : problem->option[closed->at].id;
        row_begin(text, i > 0, closed->is_class ? "class" : "option", id);
        write_number(text, "people", true, closed->people);
        write_number(text, "without_place", true, closed->without_place);
        write_number(text, "missing", true, closed->missing);
        write_between(text, "cost", &closed->cost);
        write_truth(text, "impossible", closed->impossible);
        write_truth(text, "asked", closed->asked);
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    write_number(text, "closed_unasked", true, explanation->closed_unasked);
}

static void write_full(Text *text, const Problem *problem, const PlanExplanation *explanation) {
    static const char *const fields[] = { "option", "class", "resource" };
    text_add(text, S(",\n\"full\":["));
    for (int32_t i = 0; i < explanation->full_count; i++) {
        const FullAnswer *full = &explanation->full[i];
        Str id = full->kind == FULL_OPTION  ? problem->option[full->at].id
                 : full->kind == FULL_CLASS ? problem->option_class[full->at].id
                                            : problem->resource[full->at].id;
        row_begin(text, i > 0, fields[full->kind], id);
        write_number(text, "more", true, full->more);
        write_between(text, "worth", &full->worth);
        write_truth(text, "asked", full->asked);
        text_add_char(text, '}');
    }
    text_add_char(text, ']');
    write_number(text, "full_unasked", true, explanation->full_unasked);
}

static void write_envy(Text *text, const Problem *problem, const Envy *envy) {
    text_add(text, S(",\n\"envy\":{\"count\":"));
    if (envy->counted) text_add_integer(text, envy->count);
    else text_add(text, S("null"));
    write_number(text, "people", envy->counted, envy->people);
    text_add(text, S(",\"listed\":["));
    for (int32_t i = 0; i < envy->listed_count; i++) {
        const EnvyRow *row = &envy->listed[i];
        row_begin(text, i > 0, "candidate", problem->candidate[row->candidate]);
        write_named(text, "option", problem->option[row->option].id);
        text_add(text, S(",\"of\":"));
        if (row->of == PLAN_UNPLACED) text_add(text, S("null"));
        else write_text(text, problem->candidate[row->of]);
        text_add_char(text, '}');
    }
    text_add(text, S("]}"));
}

static void write_same(Text *text, const Problem *problem, const Within *within) {
    bool more = false;
    text_add(text, S(",\n\"same_in_every_plan\":["));
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (within->alike[i] != ALIKE_SAME) continue;
        row_begin(text, more, "candidate", problem->candidate[i]);
        write_named(text, "option", problem->option[within->option[i]].id);
        text_add_char(text, '}');
        more = true;
    }
    text_add_char(text, ']');
}

static void write_alike(Text *text, const Problem *problem, const Within *within, Alike alike,
                        const char *name) {
    bool more = false;
    text_addf(text, ",\n\"%s\":[", name);
    for (int32_t i = 0; i < problem->candidate_count; i++) {
        if (within->alike[i] == alike) write_id(text, problem->candidate[i], &more);
    }
    text_add_char(text, ']');
}

static void write_groups(Text *text, const Problem *problem, const Within *within) {
    text_add(text, S(",\n\"interchangeable\":["));
    for (int32_t g = 0; g < within->group_count; g++) {
        bool more = false;
        text_add(text, g ? S(",\n[") : S("\n["));
        for (int32_t i = within->group[g]; i < within->group[g + 1]; i++) {
            write_id(text, problem->candidate[within->traded[i]], &more);
        }
        text_add_char(text, ']');
    }
    text_add_char(text, ']');
    write_truth(text, "interchangeable_all", within->traded_all);
}

static void write_within(Text *text, const Problem *problem, const Within *within) {
    text_add(text, S(",\n\"within\":"));
    if (!within->known) {
        text_add(text, S("null"));
        return;
    }
    text_add(text, S("{\"tolerance\":"));
    text_add_integer(text, within->tolerance);
    write_truth(text, "exact", within->exact);
    write_same(text, problem, within);
    write_alike(text, problem, within, ALIKE_PLACED, "placed_in_every_plan");
    write_alike(text, problem, within, ALIKE_SOMETIMES, "sometimes_placed");
    write_alike(text, problem, within, ALIKE_NEVER, "never_placed");
    write_alike(text, problem, within, ALIKE_UNKNOWN, "unknown");
    write_groups(text, problem, within);
    text_add_char(text, '}');
}

void plan_explanation_write_json(Text *text, const Problem *problem,
                                 const PlanExplanation *explanation) {
    text_add(text, S(",\n\"explanation\":{"));
    write_closed(text, problem, explanation);
    write_full(text, problem, explanation);
    write_envy(text, problem, &explanation->envy);
    write_within(text, problem, &explanation->within);
    text_add_char(text, '}');
}
