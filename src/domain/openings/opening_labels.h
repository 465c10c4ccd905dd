/* opening_labels.h: titles of the six components of a trajectory. Fields, values and rows:
 * records/labels.h. */
#ifndef OPSTAP_OPENING_LABELS_H
#define OPSTAP_OPENING_LABELS_H

#include "openings/openings.h"
#include "phrase.h"

/* By position in COMPONENT_CODES: "Voortraject". WORD_none: there is no such component. */
Word component_word(int64_t component);

#endif
