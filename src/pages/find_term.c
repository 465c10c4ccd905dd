#include "find_term.h"

enum { TERMS_SHOWN_MAX = 20 };

bool find_term_kind(const FieldInfo *field, ConceptKind *ret_kind) {
    if (field->kind != FIELD_TEXT) return false;
    int kind = codes_find(CONCEPT_KIND_CODES, str_from(field->name));
    if (kind < 0) return false;
    *ret_kind = (ConceptKind)kind;
    return true;
}

Phrase find_term_title(ConceptKind kind) {
    return PHRASE(kind == CONCEPT_SKILL ? WORD_find_term_title_skill
                                        : WORD_find_term_title_occupation);
}

Value find_term_value(const Visit *visit, const Vocabulary *vocabulary, const FieldInfo *field,
                      Value value) {
    ConceptKind kind;
    const Term *term;
    bool may_be = value.known && find_term_kind(field, &kind);
    if (!may_be || str_find(value.text, S("://")) == value.text.len) return value;
    if (vocabulary_find(vocabulary, kind, value.text, &term) != TERM_KNOWN) return value;
    value.text = term_label(term, visit->tongue);
    return value;
}

RecordList find_term_rows(Visit *visit, const Vocabulary *vocabulary, const RecordType *type,
                          const RecordList *list) {
    RecordList shown = record_list_copy(visit->arena, type, list);
    for (size_t i = 0; i < shown.count * (size_t)type->field_count; i++) {
        const FieldInfo *field = &type->field[i % (size_t)type->field_count];
        shown.value[i] = find_term_value(visit, vocabulary, field, shown.value[i]);
    }
    return shown;
}

static Phrase group_phrase(const Term *term) {
    const Str *labels = term->isco.len ? code_labels(S("isco_groups"), term->isco) : NULL;
    if (!labels) return PHRASE(WORD_none);
    return PHRASE(WORD_label_isco, VALUE_LABEL("label", labels), VALUE_TEXT("code", term->isco));
}

/* That nobody knows a few letters says nothing while they find something. */
static Phrase meaning_phrase(const Vocabulary *vocabulary, ConceptKind kind, Str typed,
                             size_t found) {
    const Term *term;
    switch (vocabulary_find(vocabulary, kind, typed, &term)) {
    case TERM_KNOWN:
        return PHRASE(WORD_find_term_means, VALUE_TEXT("text", typed),
                      VALUE_TEXT("label", term_label(term, TONGUE_NL)));
    case TERM_AMBIGUOUS: return PHRASE(WORD_find_term_ambiguous, VALUE_TEXT("text", typed));
    case TERM_UNKNOWN: break;
    }
    return found ? PHRASE(WORD_none) : PHRASE(WORD_find_term_unknown, VALUE_TEXT("text", typed));
}

/* Its label, so that people read what they chose; its address where the label means another. */
static Str value_of(const Vocabulary *vocabulary, const Term *term) {
    const Term *meant = NULL;
    Str label = term_label(term, TONGUE_NL);
    vocabulary_find(vocabulary, term->kind, label, &meant);
    return meant == term ? label : term->address;
}

static TermChoiceView choice_of(const Vocabulary *vocabulary, const Term *term) {
    Str label = term_label(term, TONGUE_NL), english = term->label[TONGUE_EN];
    bool other = english.len && !str_equal(english, label);
    return (TermChoiceView){ .value = value_of(vocabulary, term),
                             .label = label,
                             .other = other ? english : STR_EMPTY,
                             .group = group_phrase(term) };
}

static Phrase found_phrase(size_t count) {
    if (!count) return PHRASE(WORD_find_term_none);
    if (count <= TERMS_SHOWN_MAX) {
        return PHRASE(WORD_find_term_found, VALUE_NUMBER("count", (int64_t)count));
    }
    return PHRASE(WORD_find_term_more, VALUE_NUMBER("count", (int64_t)count),
                  VALUE_NUMBER("shown", TERMS_SHOWN_MAX));
}

Result find_term_fill(Visit *visit, ConceptKind kind, Str typed, FindTermView *view) {
    Vocabulary *vocabulary;
    view->title = find_term_title(kind);
    view->found = PHRASE(WORD_find_term_empty);
    if (!typed.len) return OK;
    Result result = vocabulary_load(visit->db, visit->arena, visit->who.tenant, &vocabulary);
    if (result != OK) return result;
    const Term *term[TERMS_SHOWN_MAX];
    TermSearch search = { kind, typed, TERMS_SHOWN_MAX };
    size_t count = vocabulary_search(vocabulary, search, term);
    size_t shown = count < TERMS_SHOWN_MAX ? count : TERMS_SHOWN_MAX;
    TermChoiceView *choice = arena_many(visit->arena, TermChoiceView, shown);
    for (size_t i = 0; i < shown; i++) choice[i] = choice_of(vocabulary, term[i]);
    view->meaning = meaning_phrase(vocabulary, kind, typed, count);
    view->found = found_phrase(count);
    view->terms = choice;
    view->terms_count = shown;
    return OK;
}
