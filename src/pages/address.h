/* address.h: addresses of our own pages. */
#ifndef OPSTAP_ADDRESS_H
#define OPSTAP_ADDRESS_H

#include "text.h"

/* "/candidates/k-1" and what stands after it: "/matches". */
Str address_of(Arena *arena, const char *section, Str id, const char *tail);
Str pair_address(Arena *arena, Str candidate_id, Str opening_id); /* the page about a pair */

/* A query, pair by pair; values are escaped, empty ones left out. */
typedef struct AddressQuery {
    Text text;
    bool any;
} AddressQuery;
AddressQuery address_query(Arena *arena, Str path);
void address_add(AddressQuery *query, const char *name, Str value);
void address_add_number(AddressQuery *query, const char *name, int64_t value);
Str address_str(AddressQuery *query);

#endif
