/* print.h: what decided about a list, as one hash, so that the same list can be made again and
 * proven equal, or somebody is told that its input has changed.
 *
 * Every record has a print (BLAKE2b-256 over what is known of it, field by field, and over what its
 * occupations and skills mean in this snapshot). The print of all openings, or of all people, is the
 * sum of theirs, word by word: it does not depend on their order, and of openings what changed can
 * be taken out and put in without looking at the rest (what people know is compared with what is
 * asked, so theirs depend on the openings too). It tells an input that is the same from one that is
 * not, also after a restore; against somebody who makes up records to get a certain sum, the audit
 * chain stands.
 *
 * Not in it, for matching does not read it: names, contact, language of the person, household, and
 * where a fact comes from. Numbers are in it, for ties go to the lower one; ids are not, but where
 * one names another record. */
#ifndef OPSTAP_MATCHING_PRINT_H
#define OPSTAP_MATCHING_PRINT_H

#include "matching/matching.h"

enum { PRINT_WORDS = 4 };
typedef struct Print {
    uint64_t word[PRINT_WORDS];
} Print;

/* Records must be there (snapshot_begin forgets them): of one without, all zero. */
Print print_candidate(const Snapshot *snapshot, int candidate);
Print print_opening(const Snapshot *snapshot, int opening);
Print print_candidates(const Snapshot *snapshot);
Print print_openings(const Snapshot *snapshot);

/* What all pairs share: the classes, the places and the ways between them; and by which rules, for
 * which day. */
Print print_ground(const Snapshot *snapshot);
Print print_rules(const Rules *rules, Day today);

void print_add(Print *sum, Print print);
void print_take(Print *sum, Print print);

/* One print of several, in their order. */
Print print_of(const Print *print, size_t count);
Str print_text(Arena *arena, Print print); /* in hex */

#endif
