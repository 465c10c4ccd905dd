#include "vocabulary/vocabulary.h"

#include "fold.h"
#include "vocabulary/vocabulary_made.h"

/* --- tables: open addressing, at most half full --- */

static size_t slots_for(size_t keys) {
    size_t slots = 16;
    while (slots < keys * 2) slots *= 2;
    return slots;
}

static size_t address_place(const Vocabulary *made, ConceptKind kind, Str address) {
    size_t at = (size_t)(str_hash(address) + (unsigned)kind) & made->address_mask;
    for (; made->address[at]; at = (at + 1) & made->address_mask) {
        const Concept *concept = &made->concept[made->address[at] - 1];
        if (concept->kind == kind && str_equal(concept->address, address)) break;
    }
    return at;
}

/* Of the first concept with that address; SIZE_MAX: there is none. */
static size_t address_find(const Vocabulary *made, ConceptKind kind, Str address) {
    uint32_t found = made->address[address_place(made, kind, address)];
    return found ? found - 1 : SIZE_MAX;
}

/* Sets the hash of what is wanted. */
static LabelSlot *label_place(const Vocabulary *made, LabelSlot *wanted) {
    unsigned long long hash = str_hash_folded(wanted->label) + wanted->of;
    wanted->hash = (uint32_t)(hash >> 32);
    size_t at = (size_t)hash & made->label_mask;
    for (; made->label[at].label.at; at = (at + 1) & made->label_mask) {
        const LabelSlot *slot = &made->label[at];
        bool may_be = slot->hash == wanted->hash && slot->of == wanted->of;
        if (may_be && str_equal_folded(slot->label, wanted->label)) break;
    }
    return &made->label[at];
}

static size_t labels_count(const Concept *concept) {
    size_t count = 0;
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        Str rest = concept->alternatives[tongue], line;
        count += concept->label[tongue].len > 0;
        while (str_cut(&rest, '\n', &line)) count += line.len > 0;
    }
    return count;
}

static void tables_make(Arena *arena, Vocabulary *made) {
    size_t labels = 0;
    for (size_t i = 0; i < made->concept_count; i++) labels += labels_count(&made->concept[i]);
    made->address_mask = slots_for(made->concept_count) - 1;
    made->address = arena_many(arena, uint32_t, made->address_mask + 1);
    /* Twice: labels are met while concepts become terms, and again as what is looked for. */
    made->label_mask = slots_for(labels + TONGUE_COUNT * made->concept_count) - 1;
    made->label = arena_many(arena, LabelSlot, made->label_mask + 1);
}

/* --- which concepts are one: each points at an earlier one, the first at itself --- */

static uint32_t first_of(uint32_t *parent, uint32_t at) {
    while (parent[at] != at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    return at;
}

static void unite(uint32_t *parent, size_t a, size_t b) {
    uint32_t first = first_of(parent, (uint32_t)a), second = first_of(parent, (uint32_t)b);
    if (first < second) parent[second] = first;
    else parent[first] = second;
}

static void unite_by_address(Vocabulary *made, uint32_t *parent) {
    for (size_t i = 0; i < made->concept_count; i++) {
        const Concept *concept = &made->concept[i];
        size_t at = address_place(made, concept->kind, concept->address);
        if (made->address[at]) unite(parent, made->address[at] - 1, i);
        else made->address[at] = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < made->concept_count; i++) {
        const Concept *concept = &made->concept[i];
        if (!concept->same_as.len) continue;
        size_t same = address_find(made, concept->kind, concept->same_as);
        if (same != SIZE_MAX) unite(parent, same, i);
    }
}

static bool may_be_one(const Concept *a, const Concept *b) {
    bool groups_differ = a->isco.len && b->isco.len && !str_equal(a->isco, b->isco);
    return a->scheme != b->scheme && !groups_differ;
}

/* The labels that concepts are united by stand in the same table, beside what is looked for. */
static uint8_t label_of_kind(ConceptKind kind, int tongue) {
    return (uint8_t)(CONCEPT_KIND_COUNT + (int)kind * TONGUE_COUNT + tongue);
}

static void unite_by_label(Vocabulary *made, uint32_t *parent) {
    for (size_t i = 0; i < made->concept_count; i++) {
        const Concept *concept = &made->concept[i];
        for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
            LabelSlot wanted = { .label = concept->label[tongue], .term = (uint32_t)i,
                                 .of = label_of_kind(concept->kind, tongue) };
            if (!wanted.label.len) continue;
            LabelSlot *slot = label_place(made, &wanted);
            if (!slot->label.at) *slot = wanted;
            else if (may_be_one(&made->concept[slot->term], concept)) unite(parent, slot->term, i);
        }
    }
}

/* --- terms --- */

static void term_learn(Term *term, const Concept *concept) {
    if (!term->isco.len) term->isco = concept->isco;
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        if (!term->label[tongue].len) term->label[tongue] = concept->label[tongue];
    }
    term->gone = term->gone && concept->gone_on != DAY_UNKNOWN;
}

static void terms_make(Arena *arena, Vocabulary *made, uint32_t *parent) {
    made->term = arena_many(arena, Term, made->concept_count);
    made->term_of = arena_many(arena, uint32_t, made->concept_count);
    for (size_t i = 0; i < made->concept_count; i++) {
        const Concept *concept = &made->concept[i];
        uint32_t first = first_of(parent, (uint32_t)i);
        if (first == i) {
            made->term_of[i] = (uint32_t)made->term_count;
            made->term[made->term_count++] =
                (Term){ .kind = concept->kind, .address = concept->address, .gone = true };
        }
        made->term_of[i] = made->term_of[first];
        term_learn(&made->term[made->term_of[i]], concept);
    }
}

/* An occupation that only comes near another has its group. */
static void groups_borrow(Vocabulary *made) {
    for (size_t i = 0; i < made->concept_count; i++) {
        const Concept *concept = &made->concept[i];
        Term *term = &made->term[made->term_of[i]];
        if (term->isco.len || !concept->near_to.len) continue;
        size_t near = address_find(made, concept->kind, concept->near_to);
        if (near != SIZE_MAX) term->isco = made->term[made->term_of[near]].isco;
    }
}

static void label_add(Vocabulary *made, LabelSlot wanted) {
    if (!wanted.label.len) return;
    LabelSlot *slot = label_place(made, &wanted);
    if (!slot->label.at || wanted.rank < slot->rank) *slot = wanted;
    else if (wanted.rank == slot->rank && wanted.term != slot->term) slot->ambiguous = true;
}

/* The right that a text has to mean a term: the lower, the more. */
static uint8_t rank_of(const Term *term, bool alternative, int tongue) {
    return (uint8_t)((term->gone * 2 + alternative) * TONGUE_COUNT + tongue);
}

static void labels_add(Vocabulary *made) {
    for (size_t i = 0; i < made->concept_count; i++) {
        const Concept *concept = &made->concept[i];
        uint32_t at = made->term_of[i];
        for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
            LabelSlot wanted = { .term = at, .of = (uint8_t)concept->kind,
                                 .label = concept->label[tongue],
                                 .rank = rank_of(&made->term[at], false, tongue) };
            label_add(made, wanted);
            Str rest = concept->alternatives[tongue];
            wanted.rank = rank_of(&made->term[at], true, tongue);
            while (str_cut(&rest, '\n', &wanted.label)) label_add(made, wanted);
        }
    }
}

Vocabulary *vocabulary_make(Arena *arena, Concepts concepts) {
    Vocabulary *made = arena_one(arena, Vocabulary);
    made->concept = concepts.row;
    made->concept_count = concepts.count;
    tables_make(arena, made);
    uint32_t *parent = arena_many(arena, uint32_t, concepts.count);
    for (size_t i = 0; i < concepts.count; i++) parent[i] = (uint32_t)i;
    unite_by_address(made, parent);
    unite_by_label(made, parent);
    terms_make(arena, made, parent);
    groups_borrow(made);
    labels_add(made);
    return made;
}

/* --- finding --- */

TermFound vocabulary_find(const Vocabulary *vocabulary, ConceptKind kind, Str text,
                          const Term **ret_term) {
    size_t at = address_find(vocabulary, kind, text);
    LabelSlot wanted = { .label = text, .of = (uint8_t)kind };
    const LabelSlot *slot = at == SIZE_MAX ? label_place(vocabulary, &wanted) : NULL;
    if (slot && !slot->label.at) return TERM_UNKNOWN;
    if (slot && slot->ambiguous) return TERM_AMBIGUOUS;
    if (ret_term) *ret_term = &vocabulary->term[slot ? slot->term : vocabulary->term_of[at]];
    return TERM_KNOWN;
}

Str vocabulary_key(Arena *arena, const Vocabulary *vocabulary, ConceptKind kind, Str text) {
    const Term *term;
    if (vocabulary_find(vocabulary, kind, text, &term) == TERM_KNOWN) return term->address;
    bool is_address = str_find(text, S("://")) < text.len;
    return is_address ? text : str_folded(arena, text);
}

Str term_label(const Term *term, Tongue tongue) {
    if (term->label[tongue].len) return term->label[tongue];
    for (int i = 0; i < TONGUE_COUNT; i++) {
        if (term->label[i].len) return term->label[i];
    }
    return term->address;
}

/* --- lists --- */

static bool text_take(Str given, Str *stored) {
    if (!given.len || str_equal(given, *stored)) return false;
    *stored = given;
    return true;
}

bool concept_merge(const Concept *given, Concept *stored) {
    bool changed = given->gone_on != stored->gone_on;
    stored->gone_on = given->gone_on;
    changed |= text_take(given->isco, &stored->isco);
    changed |= text_take(given->same_as, &stored->same_as);
    changed |= text_take(given->near_to, &stored->near_to);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        changed |= text_take(given->label[tongue], &stored->label[tongue]);
        Str alternatives = given->alternatives[tongue];
        if (!alternatives.at || str_equal(alternatives, stored->alternatives[tongue])) continue;
        stored->alternatives[tongue] = alternatives;
        changed = true;
    }
    return changed;
}
