/* words_table.h: the texts that tools/words_compile made from po/. Sorted by key; row 0 is
 * WORD_none. Only phrase.c reads it. */
#ifndef OPSTAP_WORDS_TABLE_H
#define OPSTAP_WORDS_TABLE_H

#include "phrase.h"

typedef struct WordTexts {
    const char *single, *plural; /* plural: NULL when the text has one form */
} WordTexts;

typedef struct WordRow {
    const char *key;
    WordTexts tongue[TONGUE_COUNT];
} WordRow;

extern const WordRow word_table[WORD_COUNT];

#endif
