/* A new file, after a look at who may be the same. */
#include "candidate_edit_page.h"

#include "candidates/candidate_edit.h"
#include "candidates.h"
#include "candidates/candidate_search.h"
#include "form.h"
#include "pages.h"

FORM(NewForm, new_form, FIELD(given_name, TEXT, .length_max = 200),
     FIELD(family_name, TEXT, .length_max = 200), FIELD(birth_date, DAY),
     FIELD(postcode, TEXT, .length_max = 20), FIELD(looked, TEXT, .length_max = 600));

/* What the look was for: another name asks for another look. */
static Str look_of(Visit *visit, const NewForm *form) {
    bool has_born = form->birth_date != DAY_UNKNOWN;
    Str born = has_born ? day_text(visit->arena, form->birth_date) : STR_EMPTY;
    return str_printf(visit->arena, "%.*s|%.*s|%.*s|%.*s", STR_ARGS(form->given_name),
                      STR_ARGS(form->family_name), STR_ARGS(born), STR_ARGS(form->postcode));
}

static void similar_fill(Visit *visit, const SimilarCandidates *found, CandidateNewView *view) {
    SimilarView *similar = arena_many(visit->arena, SimilarView, found->count);
    for (size_t i = 0; i < found->count; i++) {
        const SimilarCandidate *one = &found->row[i];
        Phrase *reason = arena_many(visit->arena, Phrase, (size_t)one->reason_count);
        for (int k = 0; k < one->reason_count; k++) reason[k] = one->reason[k];
        similar[i] = (SimilarView){ .name = candidate_row_name(visit, &one->row),
                                    .address = address_of(visit->arena, "candidates", one->row.id,
                                                          ""),
                                    .reasons = reason,
                                    .reasons_count = (size_t)one->reason_count };
    }
    view->similar = similar;
    view->similar_count = found->count;
    if (found->count) audit_seen(visit, AUDIT_list_read, S("similar"), STR_EMPTY);
}

static Answer new_answer(Visit *visit, CandidateNewView *view, int status) {
    view->layout = page_layout(visit, SECTION_candidates);
    view->token = visit_token(visit);
    return PAGE_STATUS(visit, status, candidate_new_page, view);
}

Answer candidate_new_show(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    return new_answer(visit, &(CandidateNewView){ 0 }, 200);
}

typedef struct NewFile {
    Visit *visit;
    NewForm form;
    CandidateEdit edit[4];
    size_t edit_count;
    CandidateNewView view;
} NewFile;

/* What is wrong with the fact, WORD_none when nothing is; then it is among the edits. */
static Phrase fact_take(NewFile *file, Fact fact) {
    const FieldInfo *field = &fact_info[fact].field;
    Str typed = form_typed(file->visit, field->name);
    Value value = VALUE_UNKNOWN;
    Phrase why = edit_field_read(file->visit, field, typed, &value);
    if (why.word == WORD_none && value.known) {
        file->edit[file->edit_count++] = EDIT_FACT(fact, value);
    }
    return why;
}

/* False: something is missing or wrong; the view says what. */
static bool facts_take(NewFile *file) {
    CandidateNewView *view = &file->view;
    view->why_given = fact_take(file, FACT_given_name);
    view->why_family = fact_take(file, FACT_family_name);
    view->why_birth = fact_take(file, FACT_birth_date);
    view->why_postcode = fact_take(file, FACT_postcode);
    bool named = str_trim(view->given_name).len || str_trim(view->family_name).len;
    view->why_name = PHRASE(named ? WORD_none : WORD_new_candidate_no_name);
    const Phrase why[] = { view->why_given, view->why_family, view->why_birth, view->why_postcode };
    bool well = named && form_is_well(file->visit);
    for (size_t i = 0; i < sizeof why / sizeof *why; i++) well = well && why[i].word == WORD_none;
    return well;
}

static Answer file_make(NewFile *file) {
    Visit *visit = file->visit;
    CandidateEdits edits = { .actor = visit->who.id,
                             .from = { S("intake"), false, visit->today },
                             .edit = file->edit,
                             .count = file->edit_count };
    CandidateMade made;
    Result result = candidate_make(visit->db, visit->arena, visit->who.tenant, &edits, &made);
    if (result == OK) result = visit_commit(visit);
    if (result != OK) return answer_failed(visit, result);
    Str address = address_of(visit->arena, "candidates", made.id, "");
    return answer_redirect(visit, str_printf(visit->arena, "%.*s?saved=%zu", STR_ARGS(address),
                                             file->edit_count));
}

static Result similar_find(NewFile *file, SimilarCandidates *ret_found) {
    Visit *visit = file->visit;
    const NewForm *form = &file->form;
    CandidateLikeness likeness = { .tenant = visit->who.tenant,
                                   .given_name = form->given_name,
                                   .family_name = form->family_name,
                                   .birth_date = form->birth_date,
                                   .postcode = form->postcode };
    if (str_equal(form->looked, file->view.looked)) return OK; /* the visitor looked at them */
    return candidate_similar(visit->house->registers, visit->db, visit->arena, &likeness,
                             ret_found);
}

Answer candidate_new_do(Visit *visit) {
    NewFile file = { .visit = visit };
    SimilarCandidates found = { 0 };
    form_read(visit, &new_form, &file.form);
    if (form_is_foreign(visit)) return answer_invalid(visit);
    file.view = (CandidateNewView){ .given_name = form_typed(visit, "given_name"),
                                    .family_name = form_typed(visit, "family_name"),
                                    .birth_date = form_typed(visit, "birth_date"),
                                    .postcode = form_typed(visit, "postcode"),
                                    .looked = look_of(visit, &file.form) };
    if (!facts_take(&file)) return new_answer(visit, &file.view, 422);
    Result result = similar_find(&file, &found);
    if (result != OK) return answer_failed(visit, result);
    if (!found.count) return file_make(&file);
    similar_fill(visit, &found, &file.view);
    return new_answer(visit, &file.view, 200);
}
