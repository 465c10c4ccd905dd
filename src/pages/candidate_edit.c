/* A section of a file, changed by hand.
 *
 * The form says what it was filled with, field by field, and at which version of the file. Only
 * what the visitor changed is written. When somebody else changed other fields meanwhile, both
 * stand; when it was the same field, both are shown and the visitor chooses. */
#include "candidate_edit_page.h"

#include "candidate.h"
#include "candidates/candidate_edit.h"
#include "candidates/candidate_labels.h"
#include "changed_by.h"
#include "form.h"
#include "pages.h"
#include "plausible.h"
#include "records/labels.h"

enum { FACT_TYPED_BYTES_MAX = 500 };

#define FACT_FIELDS(group, name, ...)                                                              \
    FIELD(name, TEXT, .length_max = FACT_TYPED_BYTES_MAX),                                         \
        FIELD(was_##name, TEXT, .length_max = FACT_TYPED_BYTES_MAX),
FORM(FactsForm, facts_form, CANDIDATE_FACTS(FACT_FIELDS)
     FIELD(version, COUNT, .needed = true, .value_max = INT64_MAX), FIELD(verified, FLAG),
     FIELD(confirmed, FLAG));

/* As they stand in an address; the last two have lists only. */
static const char *const group_name[GROUP_COUNT] = {
    [GROUP_IDENTITY] = "identity",     [GROUP_HOME] = "home",
    [GROUP_RIGHT] = "right",           [GROUP_INTEGRATION] = "integration",
    [GROUP_INCOME] = "income",         [GROUP_LANGUAGE] = "language",
    [GROUP_EDUCATION] = "education",   [GROUP_TRAVEL] = "travel",
    [GROUP_AVAILABILITY] = "availability", [GROUP_CHILDCARE] = "childcare",
    [GROUP_GUIDANCE] = "guidance",
};

Str group_edit_address(Arena *arena, Str candidate_id, FactGroup group) {
    if (!group_name[group]) return STR_EMPTY;
    const char *tail = str_zero_ended(arena, str_printf(arena, "/edit/%s", group_name[group]));
    return address_of(arena, "candidates", candidate_id, tail);
}

typedef struct Editing {
    Visit *visit;
    FactGroup group;
    CandidateRecord record; /* as it is now */
    int64_t version;        /* what the next form says */
    bool sent, conflict;
    FactsForm form;
    Phrase why[FACT_COUNT], theirs[FACT_COUNT];
} Editing;

static Str form_text(const Editing *editing, int fact, bool was) {
    Str text;
    size_t at = facts_form.field[fact * 2 + was].at;
    memcpy(&text, (const char *)&editing->form + at, sizeof text);
    return text;
}

static Str text_now(const Editing *editing, int fact) {
    return value_text(editing->visit->arena, &fact_info[fact].field, editing->record.fact[fact]);
}

static bool is_changed(const Editing *editing, int fact) {
    return !str_equal(form_text(editing, fact, false), form_text(editing, fact, true));
}

/* --- showing --- */

static EditFieldView field_view(const Editing *editing, int fact) {
    Visit *visit = editing->visit;
    const FieldInfo *field = &fact_info[fact].field;
    Str now = text_now(editing, fact);
    bool keeps = editing->sent && (!editing->conflict || is_changed(editing, fact));
    Str was = editing->sent && !editing->conflict ? form_text(editing, fact, true) : now;
    EditFieldView view = { .name = str_from(field->name),
                           .was_name = str_printf(visit->arena, "was_%s", field->name),
                           .value = keeps ? form_text(editing, fact, false) : now,
                           .was = was,
                           .label = PHRASE(fact_word((Fact)fact)),
                           .help = PHRASE(fact_help((Fact)fact)),
                           .unit = PHRASE(field_unit(field)),
                           .why = editing->why[fact],
                           .theirs = editing->theirs[fact] };
    edit_field_fill(visit, field, &view);
    return view;
}

static Answer editing_answer(const Editing *editing, int status) {
    Visit *visit = editing->visit;
    Str id = editing->record.id;
    EditFieldView *field = arena_many(visit->arena, EditFieldView, FACT_COUNT);
    CandidateEditView view = { .layout = candidate_layout(visit, id),
                               .person = candidate_name(visit->arena, &editing->record),
                               .address = group_edit_address(visit->arena, id, editing->group),
                               .file_address = address_of(visit->arena, "candidates", id, ""),
                               .token = visit_token(visit),
                               .title = PHRASE(fact_group_word(editing->group)),
                               .version = editing->version,
                               .verified = editing->form.verified,
                               .confirmed = editing->form.confirmed,
                               .conflict = editing->conflict,
                               .wrong = status == 422,
                               .unsaved = status != 200,
                               .fields = field };
    for (int i = 0; i < FACT_COUNT; i++) {
        if (fact_info[i].group != editing->group) continue;
        field[view.fields_count++] = field_view(editing, i);
    }
    audit_seen(visit, AUDIT_candidate_read, id, STR_EMPTY);
    return PAGE_STATUS(visit, status, candidate_edit_page, &view);
}

/* --- reading and writing --- */

static Result editing_load(Editing *editing) {
    Visit *visit = editing->visit;
    int64_t tenant = visit->who.tenant, number;
    int group = 0;
    while (group < GROUP_COUNT &&
           !(group_name[group] && str_equal(visit->id[1], str_from(group_name[group])))) {
        group++;
    }
    if (group == GROUP_COUNT) return NOT_FOUND;
    editing->group = (FactGroup)group;
    Result result = candidate_number(visit->db, tenant, visit->id[0], &number);
    if (result == OK) result = candidate_version(visit->db, tenant, number, &editing->version);
    if (result != OK) return result;
    return candidate_load(visit->db, visit->arena, tenant, visit->id[0], true, &editing->record);
}

Answer candidate_edit_show(Visit *visit) {
    if (!form_read_empty(visit)) return answer_invalid(visit);
    Editing *editing = arena_one(visit->arena, Editing);
    editing->visit = visit;
    Result result = editing_load(editing);
    return result == OK ? editing_answer(editing, 200) : answer_failed(visit, result);
}

/* What was changed, and what was looked at again. False: something cannot be read. */
static bool edits_read(Editing *editing, CandidateEdit *edit, CandidateEdits *edits) {
    bool well = true;
    for (int i = 0; i < FACT_COUNT; i++) {
        const FieldInfo *field = &fact_info[i].field;
        if (fact_info[i].group != editing->group) continue;
        Str typed = form_text(editing, i, false);
        bool counts = is_changed(editing, i) || (editing->form.confirmed && typed.len);
        Value value = VALUE_UNKNOWN;
        editing->why[i] = counts ? edit_field_read(editing->visit, field, typed, &value)
                                 : form_why(editing->visit, field->name);
        well = well && editing->why[i].word == WORD_none;
        if (counts) edit[edits->count++] = EDIT_FACT(i, value);
    }
    return well;
}

static bool is_edited(const CandidateEdits *edits, int fact) {
    for (size_t i = 0; i < edits->count; i++) {
        if (edits->edit[i].fact == fact) return true;
    }
    return false;
}

/* Facts of this section that contradict each other, of which one was changed. False: some do. */
static bool edits_plausible(Editing *editing, const CandidateEdits *edits) {
    Visit *visit = editing->visit;
    CandidateRecord *given = arena_one(visit->arena, CandidateRecord);
    CandidateRecord *kept = arena_one(visit->arena, CandidateRecord);
    int first = -1, last = -1;
    bool edited = false;
    memcpy(given->fact, editing->record.fact, sizeof given->fact);
    for (size_t i = 0; i < edits->count; i++) {
        given->fact[edits->edit[i].fact] = edits->edit[i].value;
    }
    *kept = *given;
    PlausibleEar ear = { visit->arena, visit->today, edit_plausible_tell, NULL };
    candidate_plausible(&ear, kept);
    for (int i = 0; i < FACT_COUNT; i++) {
        bool here = fact_info[i].group == editing->group;
        if (!here || kept->fact[i].known == given->fact[i].known) continue;
        if (first < 0) first = i;
        last = i;
        edited = edited || is_edited(edits, i);
    }
    if (!edited) return true;
    editing->why[last] = first == last
                             ? PHRASE(WORD_edit_future)
                             : PHRASE(WORD_edit_order, VALUE_WORD("high", fact_word((Fact)last)),
                                      VALUE_WORD("low", fact_word((Fact)first)));
    return false;
}

static Result theirs_fill(Editing *editing, const CandidateEdited *edited, bool *ret_any) {
    Visit *visit = editing->visit;
    for (size_t i = 0; i < edited->field_count; i++) {
        const ChangedField *changed = &edited->field[i];
        if (!changed->mine || changed->fact < 0) continue;
        Phrase *now = arena_many(visit->arena, Phrase, 2), *last = now + 1;
        ChangedBy by = { WORD_changed_by_field, changed->moment, changed->actor };
        Result result = changed_by_phrase(visit, by, last);
        if (result != OK) return result;
        *now = value_phrase(visit->arena, &fact_info[changed->fact].field,
                            editing->record.fact[changed->fact]);
        editing->theirs[changed->fact] =
            PHRASE(WORD_edit_theirs, VALUE_PHRASE("value", now), VALUE_PHRASE("changed", last));
        *ret_any = true;
    }
    return OK;
}

static Answer saved_answer(const Editing *editing, size_t count) {
    Arena *arena = editing->visit->arena;
    AddressQuery query = address_query(arena, address_of(arena, "candidates", editing->record.id,
                                                         ""));
    address_add_number(&query, "saved", (int64_t)count);
    return answer_redirect(editing->visit, address_str(&query));
}

static Answer edits_write(Editing *editing, CandidateEdits *edits) {
    Visit *visit = editing->visit;
    CandidateEdited edited = { 0 };
    int64_t tenant = visit->who.tenant;
    Result result = candidate_fact_edit(visit->db, visit->arena, tenant, edits, &edited);
    if (result == CONFLICT) {
        bool mine = false;
        result = theirs_fill(editing, &edited, &mine);
        if (result != OK) return answer_failed(visit, result);
        editing->version = edited.version;
        editing->conflict = mine || !edited.field_count;
        if (editing->conflict) return editing_answer(editing, 409);
        edits->version_seen = edited.version; /* others changed other fields: both stand */
        result = candidate_fact_edit(visit->db, visit->arena, tenant, edits, &edited);
    }
    if (result == OK) result = visit_commit(visit);
    return result == OK ? saved_answer(editing, edits->count) : answer_failed(visit, result);
}

Answer candidate_edit_do(Visit *visit) {
    Editing *editing = arena_one(visit->arena, Editing);
    CandidateEdit *edit = arena_many(visit->arena, CandidateEdit, FACT_COUNT);
    editing->visit = visit;
    editing->sent = true;
    bool well = form_read(visit, &facts_form, &editing->form);
    if (form_is_foreign(visit) || form_why(visit, "version").word != WORD_none) {
        return answer_invalid(visit);
    }
    Result result = editing_load(editing);
    if (result != OK) return answer_failed(visit, result);
    CandidateEdits edits = { .number = editing->record.number,
                             .version_seen = editing->form.version,
                             .actor = visit->who.id,
                             .from = { S("intake"), editing->form.verified, visit->today },
                             .edit = edit };
    if (!edits_read(editing, edit, &edits) || !well || !edits_plausible(editing, &edits)) {
        editing->version = editing->form.version;
        return editing_answer(editing, 422);
    }
    return edits.count ? edits_write(editing, &edits) : saved_answer(editing, 0);
}
