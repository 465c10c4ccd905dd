/* basis_file.h: a basis as a file, so that the plan of next week starts from that of this week.
 *
 * JSON by ids, of a version of its own:
 *
 *     { "opstap_basis": 1,
 *       "candidates": ["c1","c2"], "options": ["A"], "classes": [], "resources": [], "floors": [],
 *       "plan":   [0,null],          per candidate: where, as a position in `options`
 *       "tree":   { "pairs":[[0,0]], "home":"lt", "options":"t", "blocks":"u", "resources":"",
 *                   "floors":"" },   l: at its lower amount, t: in the tree, u: at its upper
 *       "prices": [ {"candidates":[1.5,null], "options":[0], "resources":[], "floors":[]} ] }
 *
 * Nothing in it has to be true (basis.h), so it is never trusted; but it has to be whole. */
#ifndef OPSTAP_BASIS_FILE_H
#define OPSTAP_BASIS_FILE_H

#include "basis.h"
#include "text.h"

/* What a file of ours begins with. */
bool basis_file_is_ours(const char *head, size_t len);

void basis_write(Text *text, const Basis *basis);

/* A basis of a problem that holds ids and no more: to be carried to another one (basis_carry).
 * INVALID: *ret_why names the place. */
Result basis_read(Arena *arena, Str json, const Basis **ret_basis, Phrase *ret_why);

#endif
