/* candidate_labels.h: what the facts of a person, and their groups, are called for people. Values,
 * lists and rows: records/labels.h. */
#ifndef OPSTAP_CANDIDATE_LABELS_H
#define OPSTAP_CANDIDATE_LABELS_H

#include "candidates/candidates.h"
#include "phrase.h"

Word fact_word(Fact fact);               /* "Maximale reistijd" */
Word fact_help(Fact fact);               /* WORD_none: it explains itself */
Word fact_group_word(FactGroup group);   /* "Reizen": over its facts; WORD_none: it has lists only */

#endif
