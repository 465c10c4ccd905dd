/* db_rewrite.h: our ?1 as PostgreSQL writes it: $1.
 *
 * Pure: text in, text out, one pass, the same length. A question mark inside 'text' (with '' for a
 * quote), "name" (with ""), a comment to the end of the line or between slash-star and star-slash
 * is part of that, and stays. Everything that the two engines read differently is refused instead
 * of guessed:
 *
 *     ?       without a number, or with one that is 0, above PARAMETERS_MAX or runs on into a name
 *     $       outside quotes: it would be a parameter, or begin a dollar-quoted text
 *     E''     backslashes mean something else in it
 *     a comment within a block comment, and whatever is not closed
 *
 * The statements are our own literals, so a refusal is a mistake of ours: the catalogue test finds
 * it. */
#ifndef OPSTAP_DB_REWRITE_H
#define OPSTAP_DB_REWRITE_H

#include "result.h"
#include "str.h"

enum {
    PARAMETERS_MAX = 999 /* what SQLite takes without being asked */
};

/* INVALID: refused. *ret_parameters is the highest number. The text ends in a zero byte. */
Result statement_rewrite(Arena *arena, Str text, Str *ret_text, int *ret_parameters);

#endif
