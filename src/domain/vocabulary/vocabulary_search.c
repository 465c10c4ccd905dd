#include <stdlib.h>

#include "auto.h"
#include "limits.h"
#include "names/names.h"
#include "vocabulary/vocabulary_made.h"

enum { SCRATCH_BYTES_MAX = 16 * 1024 * 1024, WORDS_MAX = 10 };

/* How good a term is found: the lower, the better. */
enum { FOUND_LABEL, FOUND_ALTERNATIVE, FOUND_PER_TONGUE, FOUND_NOT = UINT8_MAX };

typedef struct Finding {
    Arena *scratch;
    Str word[WORDS_MAX];
    size_t word_count;
} Finding;

static bool label_has(Finding *finding, Str label) {
    if (!label.len) return false;
    ArenaMark mark = arena_mark(finding->scratch);
    Str folded = name_fold(finding->scratch, label);
    bool has = true;
    for (size_t i = 0; i < finding->word_count && has; i++) {
        has = name_folded_found(finding->word[i], folded);
    }
    arena_rewind(finding->scratch, mark);
    return has;
}

static uint8_t concept_found(Finding *finding, const Concept *concept) {
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        uint8_t from = (uint8_t)(tongue * FOUND_PER_TONGUE);
        Str rest = concept->alternatives[tongue], line;
        if (label_has(finding, concept->label[tongue])) return from + FOUND_LABEL;
        while (str_cut(&rest, '\n', &line)) {
            if (label_has(finding, line)) return from + FOUND_ALTERNATIVE;
        }
    }
    return FOUND_NOT;
}

typedef struct Found {
    const Term *term;
    uint8_t how;
} Found;

static int found_compare(const void *a, const void *b) {
    const Found *one = a, *other = b;
    if (one->how != other->how) return one->how < other->how ? -1 : 1;
    int order = str_compare(term_label(one->term, TONGUE_NL), term_label(other->term, TONGUE_NL));
    return order ? order : str_compare(one->term->address, other->term->address);
}

static void words_take(Finding *finding, Str words) {
    Str rest = name_fold(finding->scratch, words), word;
    while (str_cut(&rest, ' ', &word) && finding->word_count < WORDS_MAX) {
        if (word.len) finding->word[finding->word_count++] = word;
    }
}

size_t vocabulary_search(const Vocabulary *vocabulary, TermSearch search, const Term **ret_term) {
    AUTO(arena_end_at) Arena *arena = arena_new("finding a term", SCRATCH_BYTES_MAX);
    Finding finding = { .scratch = arena };
    words_take(&finding, search.words);
    if (!finding.word_count) return 0;
    uint8_t *how = arena_many(arena, uint8_t, vocabulary->term_count);
    for (size_t i = 0; i < vocabulary->term_count; i++) how[i] = FOUND_NOT;
    size_t count = 0;
    for (size_t i = 0; i < vocabulary->concept_count; i++) {
        const Concept *concept = &vocabulary->concept[i];
        uint32_t at = vocabulary->term_of[i];
        if (concept->kind != search.kind || vocabulary->term[at].gone) continue;
        uint8_t found = concept_found(&finding, concept);
        count += how[at] == FOUND_NOT && found != FOUND_NOT;
        if (found < how[at]) how[at] = found;
    }
    Found *all = arena_many(arena, Found, count);
    size_t written = 0;
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        if (how[i] != FOUND_NOT) all[written++] = (Found){ &vocabulary->term[i], how[i] };
    }
    if (count) qsort(all, count, sizeof *all, found_compare);
    for (size_t i = 0; i < count && i < search.count_max; i++) ret_term[i] = all[i].term;
    return count;
}
