/* A list of occupations or skills from bytes of a stranger: its form, its rows, and what they mean,
 * without a database. */
#include <assert.h>
#include <stdint.h>

#include "csv_vocabulary.h"
#include "fold.h"
#include "limits.h"
#include "seen.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024, TODAY = 20600 };

typedef struct Taking {
    const ConceptForm *form;
    Arena *arena;
    Concept *row;
    size_t count, capacity;
} Taking;

static Str kept(Arena *arena, Str text) {
    return text.at ? str_copy(arena, text) : text;
}

static void label_try(Arena *arena, Str label) {
    Str folded = str_folded(arena, label);
    assert(folded.len <= label.len + label.len / 2);
    assert(str_equal_folded(label, folded) && str_hash_folded(label) == str_hash_folded(folded));
    assert(str_equal(str_folded(arena, folded), folded));
}

static Result concept_take(CsvReader *reader, void *context, bool *ret_changed) {
    Taking *taking = context;
    Concept concept;
    concept_read(reader, taking->form, &concept);
    *ret_changed = csv_row_is_good(reader);
    if (!*ret_changed) return OK;
    assert(concept.address.len && concept.address.len <= VOCABULARY_ADDRESS_BYTES_MAX);
    concept.address = kept(taking->arena, concept.address);
    concept.isco = kept(taking->arena, concept.isco);
    concept.same_as = kept(taking->arena, concept.same_as);
    concept.near_to = kept(taking->arena, concept.near_to);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        concept.label[tongue] = kept(taking->arena, concept.label[tongue]);
        concept.alternatives[tongue] = kept(taking->arena, concept.alternatives[tongue]);
        Str rest = concept.alternatives[tongue], line;
        int count = 0;
        label_try(taking->arena, concept.label[tongue]);
        for (; str_cut(&rest, '\n', &line); count++) {
            assert(line.len <= VOCABULARY_LABEL_BYTES_MAX);
            assert(!str_equal_folded(line, concept.label[tongue]) || !line.len);
        }
        assert(count <= VOCABULARY_ALTERNATIVES_MAX);
    }
    taking->row =
        arena_room(taking->arena, Concept, taking->row, taking->count, &taking->capacity);
    taking->row[taking->count++] = concept;
    return OK;
}

static void terms_try(Arena *arena, const Taking *taking) {
    Vocabulary *made = vocabulary_make(arena, (Concepts){ taking->row, taking->count });
    for (size_t i = 0; i < taking->count; i++) {
        const Concept *concept = &taking->row[i];
        const Term *term = NULL;
        assert(vocabulary_find(made, concept->kind, concept->address, &term) == TERM_KNOWN);
        assert(vocabulary_find(made, concept->kind, term->address, NULL) == TERM_KNOWN);
        for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
            Str label = concept->label[tongue];
            if (!label.len) continue;
            assert(vocabulary_find(made, concept->kind, label, NULL) != TERM_UNKNOWN);
            const Term *found;
            TermSearch search = { concept->kind, label, 1 };
            vocabulary_search(made, search, &found);
        }
    }
}

static void phrase_try(Arena *arena, Phrase phrase) {
    assert(phrase.word != WORD_none); /* a refusal says why */
    assert(str_is_utf8(phrase_text(arena, TONGUE_NL, phrase)));
}

static void file_try(Arena *arena, const ConceptForm *form, Str bytes) {
    ImportRequest request = { .arena = arena, .today = TODAY, .labels_told = true,
                              .labels = TONGUE_EN };
    ImportReport report = { 0 };
    CsvReader reader = { .request = &request, .report = &report,
                         .layout = concept_layout(arena, form) };
    Taking taking = { .form = form, .arena = arena };
    Phrase why = PHRASE(WORD_none);
    if (csv_open(&reader, arena, bytes, &why) != OK) {
        phrase_try(arena, why);
        return;
    }
    if (reader.table.row_count > 1000) return;
    Result result = csv_each(&reader, concept_take, &taking);
    assert(result == OK && report.taken + report.refused == report.rows);
    for (size_t i = 0; i < report.remark_count; i++) {
        phrase_try(arena, report.remark[i].place);
        phrase_try(arena, report.remark[i].reason);
    }
    terms_try(arena, &taking);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    Str file = { (const char *)bytes, len };
    for (int kind = 0; kind < CONCEPT_KIND_COUNT; kind++) {
        const ConceptForm *form = concept_form_of((ConceptKind)kind, file);
        if (form) file_try(arena, form, file);
    }
    file_try(arena, concept_form_own(), file);
    return 0;
}
