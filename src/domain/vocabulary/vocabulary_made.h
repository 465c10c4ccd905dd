/* vocabulary_made.h: what a Vocabulary is made of. Only the files of this room include it. */
#ifndef OPSTAP_VOCABULARY_MADE_H
#define OPSTAP_VOCABULARY_MADE_H

#include "vocabulary/vocabulary.h"

/* What a label means. `of`: a kind, for what is looked for; above it, a kind in one tongue. */
typedef struct LabelSlot {
    Str label; /* .at is NULL where it is empty */
    uint32_t term, hash; /* hash: of the label, so that others need not be read */
    uint8_t of, rank;
    bool ambiguous;
} LabelSlot;

struct Vocabulary {
    const Concept *concept;
    size_t concept_count;
    Term *term;
    size_t term_count;
    uint32_t *term_of; /* per concept */
    uint32_t *address; /* concept + 1 */
    LabelSlot *label;
    size_t address_mask, label_mask;
};

#endif
