/* How far the openings reach each group of people: what `opstap report groups` says, with bars, and
 * as a file. */
#include "region_groups.h"

#include "bars.h"
#include "csv_write.h"
#include "form.h"
#include "limits.h"
#include "page.h"
#include "pages.h"

/* --- a figure as it is read --- */

static Phrase not_shown(int64_t value) {
    return PHRASE(value == SCORE_MEAN_NONE ? WORD_groups_score_none : WORD_groups_hidden);
}

/* "+3", "0", "−3" */
static Str difference_said(Arena *arena, int64_t difference) {
    if (difference >= 0) return str_printf(arena, difference ? "+%lld" : "0", (long long)difference);
    return str_printf(arena, "\xE2\x88\x92%lld", (long long)-difference);
}

typedef struct FigureWords {
    Word alone, beside;
} FigureWords;
static const FigureWords number_words = { WORD_groups_figure, WORD_groups_figure_beside };
static const FigureWords share_words = { WORD_groups_share, WORD_groups_share_beside };

/* whole: FIGURE_HIDDEN where there is nothing to lay it beside. */
static Phrase figure_said(Arena *arena, FigureWords words, int64_t value, int64_t whole) {
    int64_t difference;
    if (value < 0) return not_shown(value);
    if (!group_difference(value, whole, &difference)) {
        return PHRASE(words.alone, VALUE_AMOUNT("figure", value));
    }
    return PHRASE(words.beside, VALUE_AMOUNT("figure", value),
                  VALUE_TEXT("difference", difference_said(arena, difference)));
}

static GroupCellsView cells_of(Arena *arena, Word name, const GroupFigures *own,
                               const GroupFigures *whole) {
    int64_t reached = group_reached_per_cent(own), one_step = group_one_step_per_cent(own);
    int64_t reached_whole = group_reached_per_cent(whole);
    int64_t one_step_whole = group_one_step_per_cent(whole);
    GroupCellsView view = { .name = name, .nobody = !own->people };
    if (view.nobody) return view;
    view.people = figure_said(arena, number_words, own->people, FIGURE_HIDDEN);
    view.reached = figure_said(arena, share_words, reached, reached_whole);
    view.openings = figure_said(arena, number_words, own->openings_median, whole->openings_median);
    view.score = figure_said(arena, number_words, own->score_mean, whole->score_mean);
    view.one_step = figure_said(arena, share_words, one_step, one_step_whole);
    if (reached >= 0) view.reached_bar = bar_share(arena, reached, reached_whole);
    if (one_step >= 0) view.one_step_bar = bar_share(arena, one_step, one_step_whole);
    return view;
}

static void shown_fill(Visit *visit, const KeptFigures *kept, RegionGroupsView *view) {
    static const GroupFigures nothing = { FIGURE_HIDDEN, FIGURE_HIDDEN, FIGURE_HIDDEN,
                                          FIGURE_HIDDEN, FIGURE_HIDDEN };
    const GroupReport *report = &kept->groups;
    GroupDivisionView *division = arena_many(visit->arena, GroupDivisionView, DIVISION_COUNT);
    for (int i = 0; i < DIVISION_COUNT; i++) {
        const GroupDivision *own = &report->division[i];
        GroupCellsView *group = arena_many(visit->arena, GroupCellsView, own->group_count);
        for (size_t k = 0; k < own->group_count; k++) {
            group[k] = cells_of(visit->arena, own->group[k].name, &own->group[k].figures,
                                &report->whole);
        }
        division[i] = (GroupDivisionView){ own->code, own->name, group, own->group_count };
    }
    view->shown = true;
    view->counted_on = kept->counted_on;
    view->rule_version = str_copy(visit->arena, kept->rule_version);
    view->empty = !report->whole.people;
    view->any_hidden = report->any_hidden;
    view->whole = cells_of(visit->arena, WORD_groups_everybody, &report->whole, &nothing);
    view->divisions = division;
    view->divisions_count = DIVISION_COUNT;
}

Answer region_groups(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    RegionGroupsView view = { .layout = page_layout(visit, SECTION_regions),
                              .state = { .command = S("opstap report groups") },
                              .people_min = FIGURE_PEOPLE_MIN };
    Result result = figures_amount_look(visit, &view.state);
    if (result != OK) return answer_failed(visit, result);
    if (view.state.too_many) return PAGE(visit, region_groups_page, &view);
    FiguresAsked asked = { .kind = FIGURES_GROUPS };
    const KeptFigures *kept;
    result = figures_ask(visit, &asked, &view.state, &kept);
    if (result != OK) return answer_failed(visit, result);
    if (kept) shown_fill(visit, kept, &view);
    figures_done(visit, &asked, kept);
    Answer answer = PAGE(visit, region_groups_page, &view);
    figures_refresh(&view.state, &answer);
    return answer;
}

/* --- the same as a file --- */

static void csv_words(Visit *visit, Text *text, const Word *word, size_t count) {
    for (size_t i = 0; i < count; i++) {
        text_add_char(text, ',');
        csv_cell_add(text, visit->arena, phrase_text(visit->arena, visit->tongue, PHRASE(word[i])));
    }
}

static void csv_head(Visit *visit, Text *text) {
    static const Word column[] = { WORD_groups_division,   WORD_groups_group,
                                   WORD_groups_people,     WORD_groups_reached,
                                   WORD_groups_reached_of, WORD_groups_openings,
                                   WORD_groups_score,      WORD_groups_one_step,
                                   WORD_groups_one_step_of };
    text_add(text, S("day,rule_version,division,group"));
    csv_words(visit, text, column, sizeof column / sizeof *column);
    text_add_char(text, '\n');
}

typedef struct GroupLine {
    Str division, group;
    Word names[2]; /* of both */
    const GroupFigures *figures;
} GroupLine;

static void csv_row(Visit *visit, Text *text, const KeptFigures *kept, const GroupLine *group) {
    const GroupFigures *figures = group->figures;
    const Str code[] = { day_text(visit->arena, kept->counted_on), kept->rule_version,
                         group->division, group->group };
    const int64_t figure[] = { figures->people, figures->reached, group_reached_per_cent(figures),
                               figures->openings_median, figures->score_mean, figures->one_step,
                               group_one_step_per_cent(figures) };
    for (size_t i = 0; i < sizeof code / sizeof *code; i++) {
        if (i) text_add_char(text, ',');
        csv_cell_add(text, visit->arena, code[i]);
    }
    csv_words(visit, text, group->names, 2);
    for (size_t i = 0; i < sizeof figure / sizeof *figure; i++) {
        text_add_char(text, ',');
        bool no_share = figure[i] == FIGURE_HIDDEN && !figures->people;
        if (figure[i] >= 0) text_addf(text, "%lld", (long long)figure[i]);
        else if (!no_share && figure[i] == FIGURE_HIDDEN) {
            csv_cell_add(text, visit->arena,
                         phrase_text(visit->arena, visit->tongue, PHRASE(WORD_groups_hidden)));
        }
    }
    text_add_char(text, '\n');
}

static Answer csv_answer(Visit *visit, const KeptFigures *kept) {
    Text text = text_new(visit->arena, EXPORT_BYTES_MAX);
    csv_head(visit, &text);
    const GroupReport *report = &kept->groups;
    csv_row(visit, &text, kept,
            &(GroupLine){ S("everybody"), S("everybody"),
                         { WORD_groups_everybody, WORD_groups_everybody }, &report->whole });
    for (int i = 0; i < DIVISION_COUNT; i++) {
        const GroupDivision *division = &report->division[i];
        for (size_t k = 0; k < division->group_count; k++) {
            const GroupRow *row = &division->group[k];
            csv_row(visit, &text, kept,
                    &(GroupLine){ division->code, row->code, { division->name, row->name },
                                 &row->figures });
        }
    }
    if (text_failed(&text)) return answer_failed(visit, BROKEN);
    return answer_file(visit, S("text/csv; charset=utf-8"), S("bereik-per-groep.csv"),
                       text_str(&text));
}

/* Where there are no figures the page says why. */
Answer region_groups_csv(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    FiguresStateView state = { .too_many = false };
    FiguresAsked asked = { .kind = FIGURES_GROUPS };
    const KeptFigures *kept = NULL;
    Result result = figures_amount_look(visit, &state);
    if (result != OK) return answer_failed(visit, result);
    if (state.too_many) return answer_redirect(visit, S("/regions/groups"));
    result = figures_ask(visit, &asked, &state, &kept);
    if (result != OK) return answer_failed(visit, result);
    Answer answer = kept ? csv_answer(visit, kept) : answer_redirect(visit, S("/regions/groups"));
    figures_done(visit, &asked, kept);
    return answer;
}
