/* The list of people: search, filters, order, columns; and exactly that as a file. */
#include "candidates.h"

#include "candidates/candidate_search.h"
#include "csv_write.h"
#include "form.h"
#include "records/labels.h"
#include "limits.h"
#include "number.h"
#include "pages.h"

enum { ROWS_PER_PAGE = 25, LEVELS = 7, MAJORS = 10 };

static const char *const sort_names[] = { "closest", "name", "completeness", "oldest", "arrival" };
static const Word sort_words[] = { WORD_candidates_sort_closest, WORD_candidates_sort_name,
                                   WORD_candidates_sort_completeness,
                                   WORD_candidates_sort_oldest, WORD_candidates_sort_arrival };
static const char *const level_names[] = { "", "A0", "A1", "A2", "B1", "B2", "C1", "C2" };
static const char *const standing_names[] = { "placed", "under_way", "proposed", "ended", "none" };
static const Word standing_words[] = { WORD_candidates_standing_placed,
                                       WORD_candidates_standing_under_way,
                                       WORD_candidates_standing_proposed,
                                       WORD_candidates_standing_ended,
                                       WORD_candidates_standing_none };
Word standing_word(CandidateStanding standing) {
    return standing_words[standing];
}

static const char *const age_names[] = { "", "3", "6", "12" };
#define COLUMN_NAME(name) #name,
static const char *const column_names[] = { CANDIDATE_COLUMNS(COLUMN_NAME) };
#define COLUMN_WORD(name) WORD_candidates_column_##name,
static const Word column_words[] = { CANDIDATE_COLUMNS(COLUMN_WORD) };

/* "columns_chosen" tells a form without any column from an address that says nothing of them. */
FORM(CandidatesForm, candidates_form, FIELD(words, TEXT, .length_max = SEARCH_BYTES_MAX),
     FIELD(municipality, ID), FIELD(level, CHOICE, .choice = level_names, .choice_count = 8),
     FIELD(standing, CHOICES, .choice = standing_names, .choice_count = STANDING_COUNT),
     FIELD(major, COUNTS, .value_min = 0, .value_max = 9, .count_max = MAJORS),
     FIELD(age, CHOICE, .choice = age_names, .choice_count = 4), FIELD(incomplete, FLAG),
     FIELD(sort, CHOICE, .choice = sort_names, .choice_count = CANDIDATE_SORT_COUNT),
     FIELD(descending, FLAG), FIELD(columns_chosen, FLAG),
     FIELD(column, CHOICES, .choice = column_names, .choice_count = COLUMN_COUNT),
     FIELD(page, COUNT, .value_min = 1, .value_max = 100000, .otherwise = 1));

static CandidateSearch search_of(const Visit *visit, const CandidatesForm *form) {
    static const int age_months[] = { 0, 3, 6, 12 };
    CandidateSearch search = { .tenant = visit->who.tenant,
                               .words = form->words,
                               .municipality = form->municipality,
                               .speaks = form->level > 0,
                               .speaking_min = form->level > 0 ? form->level - 1 : 0,
                               .standings = (unsigned)form->standing,
                               .sort = (CandidateSort)form->sort,
                               .descending = form->descending };
    if (form->incomplete) search.facts_below = FACTS_ASKED_COUNT;
    if (form->age) {
        search.confirmed_before = day_add_months(visit->today, -age_months[form->age]);
    }
    for (size_t i = 0; i < form->major.count; i++) {
        search.wanted_majors |= 1u << form->major.at[i];
    }
    return search;
}

/* --- the address of the same list --- */

static Str address_with(Visit *visit, const CandidatesForm *form, const char *path) {
    AddressQuery query = address_query(visit->arena, str_from(path));
    address_add(&query, "words", form->words);
    address_add(&query, "municipality", form->municipality);
    address_add(&query, "level", str_from(level_names[form->level]));
    for (int i = 0; i < STANDING_COUNT; i++) {
        if (form->standing >> i & 1) address_add(&query, "standing", str_from(standing_names[i]));
    }
    for (size_t i = 0; i < form->major.count; i++) {
        address_add_number(&query, "major", form->major.at[i]);
    }
    address_add(&query, "age", str_from(age_names[form->age]));
    if (form->incomplete) address_add(&query, "incomplete", S("on"));
    if (form->sort) address_add(&query, "sort", str_from(sort_names[form->sort]));
    if (form->descending) address_add(&query, "descending", S("on"));
    if (form->columns_chosen) address_add(&query, "columns_chosen", S("on"));
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (form->column >> i & 1) address_add(&query, "column", str_from(column_names[i]));
    }
    return address_str(&query);
}

/* --- rows --- */

Str candidate_row_name(Visit *visit, const CandidateRow *row) {
    if (!row->given_name.len && !row->family_name.len) return row->id;
    return str_printf(visit->arena, "%.*s%s%.*s", STR_ARGS(row->given_name),
                      row->given_name.len && row->family_name.len ? " " : "",
                      STR_ARGS(row->family_name));
}

static Str speaking_of(Visit *visit, const CandidateRow *row) {
    if (row->speaking_low < 0) return STR_EMPTY;
    const char *low = level_names[row->speaking_low + 1];
    if (row->speaking_high <= row->speaking_low) return str_from(low);
    return str_printf(visit->arena, "%s-%s", low, level_names[row->speaking_high + 1]);
}

static const Str *municipality_of(const CandidateRow *row) {
    return row->municipality.len ? code_labels(S("municipalities"), row->municipality) : NULL;
}

static CandidateRowView row_view(Visit *visit, const CandidateRow *row) {
    return (CandidateRowView){
        .name = candidate_row_name(visit, row),
        .id = row->id,
        .address = address_of(visit->arena, "candidates", row->id, ""),
        .matches_address = address_of(visit->arena, "candidates", row->id, "/matches"),
        .demo = row->demo,
        .municipality = municipality_of(row),
        .postcode = row->postcode,
        .wanted = row->wanted_label,
        .speaking = speaking_of(visit, row),
        .known = row->facts_known,
        .asked = row->facts_asked,
        .confirmed = confirmed_phrase(row->oldest, visit->today),
        .standing = PHRASE(standing_word(row->standing))
    };
}

/* --- choices --- */

typedef struct Choosing {
    const char *const *name;
    const Word *word; /* NULL: the names say it themselves */
    int count;
    Word none; /* what the empty name is called */
    uint64_t chosen;
} Choosing;

static const ChoiceView *choices(Visit *visit, Choosing choosing) {
    ChoiceView *view = arena_many(visit->arena, ChoiceView, (size_t)choosing.count);
    for (int i = 0; i < choosing.count; i++) {
        Str name = str_from(choosing.name[i]);
        view[i] = (ChoiceView){ .value = name, .chosen = choosing.chosen >> i & 1 };
        if (choosing.word) view[i].name = PHRASE(choosing.word[i]);
        else if (!name.len) view[i].name = PHRASE(choosing.none);
        else view[i].name = PHRASE(WORD_candidates_name_itself, VALUE_TEXT("name", name));
    }
    return view;
}

static void ages_fill(Visit *visit, const CandidatesForm *form, CandidatesView *view) {
    ChoiceView *age = arena_many(visit->arena, ChoiceView, 4);
    for (int i = 0; i < 4; i++) {
        Str name = str_from(age_names[i]);
        int64_t months = 0;
        age[i] = (ChoiceView){ .value = name, .chosen = i == form->age };
        if (!number_read_between(name, 0, 100, &months)) age[i].name = PHRASE(WORD_candidates_any);
        else age[i].name = PHRASE(WORD_candidates_age, VALUE_NUMBER("count", months));
    }
    view->ages = age;
    view->ages_count = 4;
}

static void majors_fill(Visit *visit, const CandidatesForm *form, CandidatesView *view) {
    ChoiceView *major = arena_many(visit->arena, ChoiceView, MAJORS);
    for (int i = 0; i < MAJORS; i++) {
        Str code = str_printf(visit->arena, "%d", i);
        major[i] = (ChoiceView){ .value = code };
        FieldInfo isco = { .name = "isco", .kind = FIELD_ISCO };
        major[i].name = value_phrase(visit->arena, &isco, (Value){ .known = true, .text = code });
        for (size_t k = 0; k < form->major.count; k++) {
            major[i].chosen = major[i].chosen || form->major.at[k] == i;
        }
    }
    view->majors = (ChoiceBoxes){ S("major"), WORD_candidates_filter_major, major, MAJORS };
}

static uint64_t columns_of(const CandidatesForm *form) {
    uint64_t usual = 1u << COLUMN_municipality | 1u << COLUMN_wanted | 1u << COLUMN_speaking |
                     1u << COLUMN_complete | 1u << COLUMN_confirmed | 1u << COLUMN_standing;
    return form->columns_chosen || form->column ? form->column : usual;
}

static void columns_fill(uint64_t column, CandidatesView *view) {
    view->shows_postcode = column >> COLUMN_postcode & 1;
    view->shows_municipality = column >> COLUMN_municipality & 1;
    view->shows_wanted = column >> COLUMN_wanted & 1;
    view->shows_speaking = column >> COLUMN_speaking & 1;
    view->shows_complete = column >> COLUMN_complete & 1;
    view->shows_confirmed = column >> COLUMN_confirmed & 1;
    view->shows_standing = column >> COLUMN_standing & 1;
}

static void choices_fill(Visit *visit, const CandidatesForm *form, CandidatesView *view) {
    view->sorts = choices(visit, (Choosing){ .name = sort_names, .word = sort_words,
                                             .count = CANDIDATE_SORT_COUNT,
                                             .chosen = 1u << form->sort });
    view->sorts_count = CANDIDATE_SORT_COUNT;
    view->levels = choices(visit, (Choosing){ .name = level_names, .count = LEVELS + 1,
                                              .none = WORD_candidates_any,
                                              .chosen = 1u << form->level });
    view->levels_count = LEVELS + 1;
    const ChoiceView *standing = choices(
        visit, (Choosing){ .name = standing_names, .word = standing_words, .count = STANDING_COUNT,
                           .chosen = form->standing });
    view->standings = (ChoiceBoxes){ S("standing"), WORD_candidates_filter_standing, standing,
                                     STANDING_COUNT };
    const ChoiceView *column =
        choices(visit, (Choosing){ .name = column_names, .word = column_words,
                                   .count = COLUMN_COUNT, .chosen = columns_of(form) });
    view->columns = (ChoiceBoxes){ S("column"), WORD_candidates_filter_columns, column,
                                   COLUMN_COUNT };
    ages_fill(visit, form, view);
    majors_fill(visit, form, view);
    columns_fill(columns_of(form), view);
}

static bool is_filtered(const CandidatesForm *form) {
    return form->words.len || form->municipality.len || form->level || form->standing ||
           form->major.count || form->age || form->incomplete;
}

/* --- the page --- */

Answer candidates_list(Visit *visit) {
    CandidatesForm form;
    if (!form_read(visit, &candidates_form, &form)) return answer_invalid(visit);
    CandidateSearch search = search_of(visit, &form);
    CandidateFound found;
    search.first = (size_t)(form.page - 1) * ROWS_PER_PAGE;
    search.count_max = ROWS_PER_PAGE;
    Result result =
        candidate_search(visit->house->registers, visit->db, visit->arena, &search, &found);
    if (result != OK) return answer_failed(visit, result);
    CandidateRowView *row = arena_many(visit->arena, CandidateRowView, found.count);
    for (size_t i = 0; i < found.count; i++) row[i] = row_view(visit, &found.row[i]);
    Str here = address_with(visit, &form, "/candidates");
    CandidatesView view = { .layout = page_layout(visit, SECTION_candidates),
                            .words = form.words,
                            .municipality = form.municipality,
                            .may_write = visit_may(visit, PERMISSION_candidates_write),
                            .may_export = visit_may(visit, PERMISSION_export),
                            .reads_matches = visit_may(visit, PERMISSION_matches_read),
                            .only_incomplete = form.incomplete,
                            .descending = form.descending,
                            .any_filter = is_filtered(&form),
                            .rows = row,
                            .rows_count = found.count,
                            .total = (int64_t)found.total,
                            .empty_house = found.everybody == 0,
                            .export_address = address_with(visit, &form, "/candidates.csv"),
                            .paging = page_paging(visit, here, form.page, ROWS_PER_PAGE,
                                                  (int64_t)found.total) };
    choices_fill(visit, &form, &view);
    audit_seen(visit, AUDIT_list_read, S("candidates"), STR_EMPTY);
    return PAGE(visit, candidates_page, &view);
}

/* --- the same as a file --- */

static void csv_head(Visit *visit, Text *text, uint64_t column) {
    text_add(text, S("id,"));
    csv_cell_add(text, visit->arena,
                 phrase_text(visit->arena, visit->tongue, PHRASE(WORD_candidates_name)));
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (!(column >> i & 1)) continue;
        text_add_char(text, ',');
        csv_cell_add(text, visit->arena,
                     phrase_text(visit->arena, visit->tongue, PHRASE(column_words[i])));
    }
    text_add_char(text, '\n');
}

static Str label_text(const Visit *visit, const Str *label) {
    return label ? label[visit->tongue] : STR_EMPTY;
}

static Str candidate_cell(Visit *visit, const CandidateRow *row, CandidateColumn column) {
    switch (column) {
    case COLUMN_postcode: return row->postcode;
    case COLUMN_municipality: return label_text(visit, municipality_of(row));
    case COLUMN_wanted: return label_text(visit, row->wanted_label);
    case COLUMN_speaking: return speaking_of(visit, row);
    case COLUMN_complete:
        return str_printf(visit->arena, "%d/%d", row->facts_known, row->facts_asked);
    case COLUMN_confirmed: return day_text(visit->arena, row->oldest);
    case COLUMN_standing:
        return phrase_text(visit->arena, visit->tongue, PHRASE(standing_word(row->standing)));
    case COLUMN_COUNT: break;
    }
    return STR_EMPTY;
}

static void csv_row(Visit *visit, Text *text, const CandidateRow *row, uint64_t column) {
    csv_cell_add(text, visit->arena, row->id);
    text_add_char(text, ',');
    csv_cell_add(text, visit->arena, candidate_row_name(visit, row));
    for (int i = 0; i < COLUMN_COUNT; i++) {
        if (!(column >> i & 1)) continue;
        text_add_char(text, ',');
        csv_cell_add(text, visit->arena, candidate_cell(visit, row, (CandidateColumn)i));
    }
    text_add_char(text, '\n');
}

Answer candidates_csv(Visit *visit) {
    CandidatesForm form;
    if (!form_read(visit, &candidates_form, &form)) return answer_invalid(visit);
    CandidateSearch search = search_of(visit, &form);
    CandidateFound found;
    search.count_max = RECORDS_MAX;
    Result result =
        candidate_search(visit->house->registers, visit->db, visit->arena, &search, &found);
    if (result != OK) return answer_failed(visit, result);
    Text text = text_new(visit->arena, EXPORT_BYTES_MAX);
    csv_head(visit, &text, columns_of(&form));
    for (size_t i = 0; i < found.count; i++) {
        csv_row(visit, &text, &found.row[i], columns_of(&form));
    }
    if (text_failed(&text)) return answer_failed(visit, BROKEN);
    audit_seen(visit, AUDIT_export_read, S("candidates"), STR_EMPTY);
    return answer_file(visit, S("text/csv; charset=utf-8"), S("kandidaten.csv"),
                       text_str(&text));
}
