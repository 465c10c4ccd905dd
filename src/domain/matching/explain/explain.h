/* explain.h: how an entry of an explanation is filled. Within the room; each criterion has one
 * filler. */
#ifndef OPSTAP_MATCHING_EXPLAIN_H
#define OPSTAP_MATCHING_EXPLAIN_H

#include "matching/judge/judge.h"

typedef struct Telling {
    Arena *arena;
    const Pair *pair;
    int demand;
    bool asks; /* false: the opening asks nothing here */
    Finding finding;
    Entry *entry;
} Telling;

typedef void Teller(Telling *telling);
Teller tell_language, tell_travel, tell_timetable, tell_hours, tell_start;
Teller tell_right_to_work, tell_education, tell_licence, tell_certificate;
Teller tell_conditions, tell_target_group, tell_excluded_occupation;

/* Labels of a code in each tongue; the code itself when the list has none. Never NULL. */
const Str *labels_or_code(Arena *arena, Str list, Str code);

/* "Monday to Friday morning, Sunday evening or night", in each tongue. */
const Str *week_parts_labels(Arena *arena, WeekParts parts);

/* The texts of several phrases in each tongue, separated by a comma. */
const Str *phrases_joined(Arena *arena, const Phrase *phrase, size_t count);

Phrase *phrase_kept(Arena *arena, Phrase phrase); /* in the arena, to stand in another phrase */
Word skill_word(int skill);
Word mode_word(int mode);    /* "bicycle" */
Word mode_by_word(int mode); /* "by bicycle" */
Str level_text(int level);   /* "A2" */

/* Met: yes; unmet: no; unknown: unknown. */
Phrase has_it(Verdict verdict);

#endif
