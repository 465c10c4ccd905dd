/* fold.h: are two texts the same but for capitals and spaces?
 *
 * Each letter becomes the one that the simple case folding of Unicode 14 gives (CaseFolding.txt,
 * status C and S): "Lassen" is "LASSEN", "ÉTÉ" is "été". Spaces, tabs, line ends and no-break
 * spaces around a text are left out, and several of them count as one space. Accents
 * and all other signs stay: "C#" is not "C", "pate" is not "paté". A letter and an accent in two
 * code points is not the same as both in one (no normalisation). Bytes that are not UTF-8 stay what
 * they are. Nothing depends on a locale. */
#ifndef OPSTAP_FOLD_H
#define OPSTAP_FOLD_H

#include "str.h"

/* Folding what is folded changes nothing. At most one and a half times as long. */
Str str_folded(Arena *arena, Str text);

/* The same as comparing or hashing the two folded texts, without making them. */
bool str_equal_folded(Str a, Str b);
unsigned long long str_hash_folded(Str text);

#endif
