#include "form.h"

#include "gate_parts.h"
#include "http_form.h"
#include "limits.h"
#include "number.h"

typedef struct FormProblem {
    const char *field;
    Phrase why;
} FormProblem;

/* Of one visit: what was sent, and what is wrong with it. */
typedef struct FormState {
    HttpForm sent;
    Result sent_result;
    const Form *form;
    FormProblem problem[FORM_FIELDS_MAX];
    size_t problem_count;
    bool is_foreign;
    Phrase foreign; /* why, as far as it can be said */
} FormState;

enum { COUNT_MAX_OTHERWISE = 1000 * 1000 * 1000, CHOICES_MAX = 64, NAMES_BYTES_MAX = 8 * 1024 };

static const Str token_name = { "token", 5 };

static FormState *state_of(Visit *visit) {
    if (visit->form) return visit->form;
    FormState *state = arena_one(visit->arena, FormState);
    visit->form = state;
    const HttpRequest *request = visit->request;
    bool posted = request->method == HTTP_POST;
    if (posted && request->body.len && !http_is_form(request)) {
        state->sent_result = INVALID;
    } else {
        Str encoded = posted ? request->body : request->query;
        state->sent_result = http_form_read(visit->arena, encoded, &state->sent);
    }
    state->is_foreign = state->sent_result != OK;
    return state;
}

Str form_token(Visit *visit) {
    FormState *state = state_of(visit);
    const Str *token = NULL;
    if (state->sent_result == OK) token = http_form_value(&state->sent, token_name);
    return token ? *token : STR_EMPTY;
}

/* --- problems --- */

void form_refuse(Visit *visit, const char *field, Phrase why) {
    FormState *state = state_of(visit);
    if (form_why(visit, field).word != WORD_none) return; /* the first is said */
    if (state->problem_count == FORM_FIELDS_MAX) return;
    state->problem[state->problem_count++] = (FormProblem){ field, why };
}

Phrase form_why(const Visit *visit, const char *field) {
    const FormState *state = visit->form;
    for (size_t i = 0; state && i < state->problem_count; i++) {
        if (strcmp(state->problem[i].field, field) == 0) return state->problem[i].why;
    }
    return PHRASE(WORD_none);
}

bool form_is_well(const Visit *visit) {
    return !visit->form || (!visit->form->problem_count && !visit->form->is_foreign);
}

bool form_is_foreign(const Visit *visit) {
    return visit->form && visit->form->is_foreign;
}

static const FormField *field_find(const Form *form, Str name) {
    for (size_t i = 0; form && i < form->count; i++) {
        if (str_equal(str_from(form->field[i].name), name)) return &form->field[i];
    }
    return NULL;
}

Str form_typed(const Visit *visit, const char *field) {
    const FormState *state = visit->form;
    if (!state || state->is_foreign) return STR_EMPTY;
    const FormField *known = field_find(state->form, str_from(field));
    if (!known || known->kind == FORM_SECRET) return STR_EMPTY;
    const Str *value = http_form_value(&state->sent, str_from(field));
    return value ? *value : STR_EMPTY;
}

/* --- one value --- */

/* Without control characters but tab and line end; these too only where `lines`. */
static bool is_clean(Str text, bool lines) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == 0x7F) return false;
        if (c >= ' ') continue;
        if (!lines || (c != '\t' && c != '\n' && c != '\r')) return false;
    }
    return true;
}

static Str with_plain_line_ends(Arena *arena, Str text) {
    if (str_find(text, S("\r")) == text.len) return text;
    char *copy = arena_get(arena, text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != '\r') copy[len++] = text.at[i];
        else if (i + 1 == text.len || text.at[i + 1] != '\n') copy[len++] = '\n';
    }
    return (Str){ copy, len };
}

static size_t length_max(const FormField *field) {
    if (field->kind == FORM_ID) return ID_BYTES_MAX;
    return field->length_max ? field->length_max : FORM_TEXT_BYTES_MAX;
}

static Phrase text_read(Arena *arena, const FormField *field, Str typed, Str *ret_text) {
    bool secret = field->kind == FORM_SECRET;
    Str text = secret ? typed : with_plain_line_ends(arena, str_trim(typed));
    size_t most = length_max(field);
    if (text.len > most) {
        return PHRASE(WORD_access_form_too_long, VALUE_NUMBER("maximum", (int64_t)most));
    }
    bool lines = field->kind == FORM_TEXT;
    if (!secret && !is_clean(text, lines)) return PHRASE(WORD_access_form_no_text);
    *ret_text = text;
    return PHRASE(WORD_none);
}

static Phrase count_read(const FormField *field, Str typed, int64_t *ret_count) {
    int64_t maximum = field->value_max ? field->value_max : COUNT_MAX_OTHERWISE;
    if (number_read_between(str_trim(typed), field->value_min, maximum, ret_count)) {
        return PHRASE(WORD_none);
    }
    return PHRASE(WORD_access_form_no_count, VALUE_NUMBER("minimum", field->value_min),
                  VALUE_NUMBER("maximum", maximum));
}

static Phrase choice_read(const FormField *field, Str typed, int *ret_choice) {
    for (int i = 0; i < field->choice_count; i++) {
        if (!str_equal(typed, str_from(field->choice[i]))) continue;
        *ret_choice = i;
        return PHRASE(WORD_none);
    }
    return PHRASE(WORD_access_form_no_choice);
}

static Phrase flag_read(Str typed, bool *ret_flag) {
    *ret_flag = str_equal(typed, S("1")) || str_equal(typed, S("on")) ||
                str_equal(typed, S("yes"));
    return PHRASE(*ret_flag ? WORD_none : WORD_access_form_no_choice);
}

/* --- one field that comes at most once --- */

static void empty_set(const FormField *field, void *place) {
    switch (field->kind) {
    case FORM_TEXT:
    case FORM_SECRET:
    case FORM_ID: *(Str *)place = STR_EMPTY; break;
    case FORM_COUNT: *(int64_t *)place = field->otherwise; break;
    case FORM_CHOICE: *(int *)place = (int)field->otherwise; break;
    case FORM_DAY: *(Day *)place = DAY_UNKNOWN; break;
    case FORM_FLAG: *(bool *)place = false; break;
    case FORM_COUNTS: *(FormCounts *)place = (FormCounts){ 0 }; break;
    case FORM_CHOICES: *(uint64_t *)place = 0; break;
    }
}

static Phrase one_read(Arena *arena, const FormField *field, Str typed, void *place) {
    switch (field->kind) {
    case FORM_COUNT: return count_read(field, typed, place);
    case FORM_CHOICE: return choice_read(field, typed, place);
    case FORM_FLAG: return flag_read(typed, place);
    case FORM_DAY:
        if (day_read(str_trim(typed), place)) return PHRASE(WORD_none);
        return PHRASE(WORD_access_form_no_day);
    default: return text_read(arena, field, typed, place);
    }
}

/* --- one that may come often --- */

typedef struct Many {
    const FormField *field;
    int64_t *number;
    uint64_t bits;
    size_t count, maximum;
} Many;

static bool is_many(const FormField *field) {
    return field->kind == FORM_COUNTS || field->kind == FORM_CHOICES;
}

static Phrase many_add(Many *many, Str typed) {
    const FormField *field = many->field;
    int choice = 0;
    Phrase why;
    if (many->count == many->maximum) {
        return PHRASE(WORD_access_form_too_many, VALUE_NUMBER("maximum", (int64_t)many->maximum));
    }
    if (field->kind == FORM_COUNTS) {
        why = count_read(field, typed, &many->number[many->count]);
    } else {
        why = choice_read(field, typed, &choice);
        if (why.word == WORD_none && choice < CHOICES_MAX) many->bits |= UINT64_C(1) << choice;
    }
    many->count += why.word == WORD_none;
    return why;
}

static void many_read(Visit *visit, const FormField *field, const HttpForm *sent, void *place) {
    Many many = { .field = field,
                  .maximum = field->count_max ? field->count_max : FORM_TIMES_MAX };
    many.number = arena_many(visit->arena, int64_t, many.maximum);
    for (size_t i = 0; i < sent->count; i++) {
        if (!str_equal(sent->pair[i].name, str_from(field->name))) continue;
        if (!sent->pair[i].value.len) continue;
        Phrase why = many_add(&many, sent->pair[i].value);
        if (why.word != WORD_none) form_refuse(visit, field->name, why);
    }
    if (!many.count && field->needed) {
        form_refuse(visit, field->name, PHRASE(WORD_access_form_needed));
    }
    if (field->kind == FORM_COUNTS) *(FormCounts *)place = (FormCounts){ many.number, many.count };
    if (field->kind == FORM_CHOICES) *(uint64_t *)place = many.bits;
}

/* --- the whole --- */

static Str names_of(Arena *arena, const Form *form) {
    Text names = text_new(arena, NAMES_BYTES_MAX);
    for (size_t i = 0; i < form->count; i++) {
        if (i) text_add(&names, S(", "));
        text_add(&names, str_from(form->field[i].name));
    }
    return text_str(&names);
}

/* A name that is text is said; what may be there instead as well. */
static Phrase undeclared(Visit *visit, const Form *form, Str name) {
    if (!is_clean(name, false)) return PHRASE(WORD_none);
    if (!form->count) return PHRASE(WORD_access_form_none, VALUE_TEXT("name", name));
    return PHRASE(WORD_access_form_names, VALUE_TEXT("name", name),
                  VALUE_TEXT("allowed", names_of(visit->arena, form)));
}

static bool comes_before(const HttpForm *sent, size_t place) {
    for (size_t i = 0; i < place; i++) {
        if (str_equal(sent->pair[i].name, sent->pair[place].name)) return true;
    }
    return false;
}

/* False: *ret_why says why not. */
static bool is_declared(Visit *visit, const Form *form, const HttpForm *sent, Phrase *ret_why) {
    for (size_t i = 0; i < sent->count; i++) {
        Str name = sent->pair[i].name;
        bool is_token = visit->request->method == HTTP_POST && str_equal(name, token_name);
        const FormField *field = is_token ? NULL : field_find(form, name);
        if (!field && !is_token) {
            *ret_why = undeclared(visit, form, name);
            return false;
        }
        if (field && is_many(field)) continue;
        if (comes_before(sent, i)) {
            *ret_why = PHRASE(WORD_access_form_twice, VALUE_TEXT("name", name));
            return false;
        }
    }
    return true;
}

static void field_read(Visit *visit, const FormField *field, const HttpForm *sent, void *place) {
    const Str *typed = http_form_value(sent, str_from(field->name));
    bool blank = !typed || !(field->kind == FORM_SECRET ? *typed : str_trim(*typed)).len;
    if (blank) {
        if (field->needed) form_refuse(visit, field->name, PHRASE(WORD_access_form_needed));
        return;
    }
    Phrase why = one_read(visit->arena, field, *typed, place);
    if (why.word == WORD_none) return;
    empty_set(field, place);
    form_refuse(visit, field->name, why);
}

static void fields_read(Visit *visit, const Form *form, const HttpForm *sent, void *ret_values) {
    for (size_t i = 0; i < form->count; i++) {
        const FormField *field = &form->field[i];
        void *place = (char *)ret_values + field->at;
        if (is_many(field)) many_read(visit, field, sent, place);
        else field_read(visit, field, sent, place);
    }
}

bool form_read(Visit *visit, const Form *form, void *ret_values) {
    FormState *state = state_of(visit);
    state->form = form;
    for (size_t i = 0; i < form->count; i++) {
        empty_set(&form->field[i], (char *)ret_values + form->field[i].at);
    }
    if (!state->is_foreign) {
        state->is_foreign = !is_declared(visit, form, &state->sent, &state->foreign);
    }
    if (!state->is_foreign) fields_read(visit, form, &state->sent, ret_values);
    return form_is_well(visit);
}

bool form_read_empty(Visit *visit) {
    static const Form empty = { 0 };
    return form_read(visit, &empty, NULL);
}

/* --- what is wrong, for who made an address by hand --- */

static Str choices_of(Arena *arena, const FormField *field) {
    Text names = text_new(arena, NAMES_BYTES_MAX);
    for (int i = 0; i < field->choice_count; i++) {
        if (!*field->choice[i]) continue;
        if (text_str(&names).len) text_add(&names, S(", "));
        text_add(&names, str_from(field->choice[i]));
    }
    return text_str(&names);
}

Phrase form_fault(const Visit *visit) {
    const FormState *state = visit->form;
    if (!state) return PHRASE(WORD_none);
    if (state->is_foreign) return state->foreign;
    if (!state->problem_count) return PHRASE(WORD_none);
    const FormProblem *problem = &state->problem[0];
    const FormField *field = field_find(state->form, str_from(problem->field));
    Phrase *why = arena_one(visit->arena, Phrase);
    *why = problem->why;
    if (field && field->choice_count && why->word == WORD_access_form_no_choice) {
        *why = PHRASE(WORD_access_form_allowed,
                      VALUE_TEXT("allowed", choices_of(visit->arena, field)));
    }
    return PHRASE(WORD_access_form_at, VALUE_TEXT("name", str_from(problem->field)),
                  VALUE_PHRASE("why", why));
}
