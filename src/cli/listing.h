/* listing.h: what the subjects of `opstap list` share: one item after the other, in words or for
 * programs. */
#ifndef OPSTAP_LISTING_H
#define OPSTAP_LISTING_H

#include "command.h"
#include "json_text.h"

typedef struct Listing {
    Command *command;
    Arena *scratch; /* emptied after every item */
    int64_t count, count_max;
    bool json;
} Listing;

static inline bool is_full(const Listing *listing) {
    return listing->count == listing->count_max;
}

/* The next item, one of the two; takes the object. */
void item_put(Listing *listing, json_t *object, Phrase line);

/* list_shown.c: lists that were shown for a decision, and the rows of one, whose number is the second
 * argument. NOT_FOUND: there is none. */
Result shown_lists_put(Listing *listing);
Result shown_rows_put(Listing *listing);
Result shown_rows_audit(Command *command);

#endif
