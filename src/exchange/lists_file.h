/* lists_file.h: the best openings of many people in a file that is there whole or not at all.
 *
 *     ListsFile *file;
 *     Result result = lists_begin(arena, &asked, &file, &why);
 *     if (result == OK) result = lists_open(file, snapshot);
 *     ... people with a number above lists_counts(file).last, with lists_take as what takes ...
 *     if (result == OK) result = lists_keep(file);
 *     lists_end(file);
 *
 * It grows as FILE.part (file_part.h). After each batch of people that is synced, and FILE.state
 * says how far it is, what it is made of, and the sum of its bytes. Whoever asks for the same file,
 * made of the same, after an interruption goes on from there, and gets the same bytes as without
 * one. A full disk is such an interruption. Without anything to go on with, it begins anew. */
#ifndef OPSTAP_LISTS_FILE_H
#define OPSTAP_LISTS_FILE_H

#include "lists_format.h"

/* What decides about the bytes. A word per line names it when it differs. */
#define LISTS_MADE_OF(M)                                                                           \
    M(program, WORD_lists_of_program)                                                              \
    M(rules, WORD_lists_of_rules)                                                                  \
    M(tenant, WORD_lists_of_tenant)                                                                \
    M(data, WORD_lists_of_data)                                                                    \
    M(today, WORD_lists_of_today)                                                                  \
    M(region, WORD_lists_of_region)                                                                \
    M(top, WORD_lists_of_top)                                                                      \
    M(format, WORD_lists_of_format)

#define LISTS_MADE_ENUM(name, word) LISTS_OF_##name,
typedef enum ListsMade { LISTS_MADE_OF(LISTS_MADE_ENUM) LISTS_MADE_COUNT } ListsMade;

typedef struct ListsAsked {
    const char *path;
    ListsFormat format;
    int64_t top;
    bool replace; /* a file of ours that has this name */
    bool again;   /* anew, whatever there is to go on with */
    Str made[LISTS_MADE_COUNT]; /* one line each */
} ListsAsked;

typedef struct ListsCounts {
    int64_t people, without, matches, bytes;
    int64_t last; /* number of the last person whose list is in it */
} ListsCounts;

typedef struct ListsFile ListsFile;

/* CONFLICT, BUSY, REFUSED, INVALID: *ret_why says what is in the way, and nothing was touched.
 * CONFLICT is also that what is left was made of something else. */
Result lists_begin(Arena *arena, const ListsAsked *asked, ListsFile **ret_file, Phrase *ret_why);
bool lists_goes_on(const ListsFile *file); /* with what was left */
ListsCounts lists_counts(const ListsFile *file);

/* Before the first list: the head, unless it is there. The snapshot must outlive the file. */
Result lists_open(ListsFile *file, const Snapshot *snapshot);
Result lists_take(void *file, const PairsPart *part); /* a PairsTake */
/* BROKEN (logged) when it could not be written; then what is synced is left to go on with. CONFLICT:
 * meanwhile somebody made a file of that name. */
Result lists_keep(ListsFile *file);
void lists_end(ListsFile *file); /* NULL: nothing */
void lists_end_at(ListsFile **file); /* for AUTO() */

#endif
