/* lists_format.h: the best openings of many people as bytes: CSV, and a compact binary form
 * (doc/match-format.md says both, byte by byte).
 *
 * Pure: the same lists give the same bytes. What comes here is added to a text; lists_file.h takes
 * it out. A person without a list has one row of rank 0 in CSV, and a count of 0 in binary. A part
 * of a score that is unknown is an empty cell, and a bit. */
#ifndef OPSTAP_LISTS_FORMAT_H
#define OPSTAP_LISTS_FORMAT_H

#include "matching/pairs/pairs.h"

typedef enum ListsFormat { LISTS_CSV, LISTS_BINARY, LISTS_FORMATS } ListsFormat;

#define LISTS_CSV_HEAD "candidate_id,rank,opening_id,score,unknown_count"
#define LISTS_MAGIC "\x8FOPSLST\n"
enum { LISTS_MAGIC_BYTES = 8, LISTS_VERSION = 1, LISTS_SUM_BYTES = 32 };

/* --- CSV --- */

void lists_csv_head(Text *text);
void lists_csv_add(Text *text, Arena *scratch, const Snapshot *snapshot, const PersonList *list);

/* --- binary --- */

typedef struct ListsHead {
    const Snapshot *snapshot;
    Str program, region; /* region "": everybody */
    int64_t top;
} ListsHead;

/* All but the ids of the openings, which follow one by one, by position. */
void lists_binary_head(Text *text, const ListsHead *head);
void lists_binary_opening(Text *text, Str id);
void lists_binary_add(Text *text, const PersonList *list);
void lists_binary_end(Text *text, int64_t people, int64_t matches); /* the sum comes behind it */

#endif
