/* match_oracle.h: many lists, at random and at the edges of what is asked, each compared with that of
 * a full comparison, on all processors. */
#ifndef OPSTAP_PEERS_MATCH_ORACLE_H
#define OPSTAP_PEERS_MATCH_ORACLE_H

#include "match_market.h"

typedef enum OracleKind {
    ORACLE_COME,   /* as they come */
    ORACLE_HARD,   /* without wishes, home or anything, by turns */
    ORACLE_EDGES,  /* made after an opening (match_edges.h) */
    ORACLE_KINDS
} OracleKind;
Str oracle_kind_name(OracleKind kind);

typedef struct OracleFigures {
    int asked[ORACLE_KINDS], different[ORACLE_KINDS];
    int empty[ORACLE_KINDS]; /* nothing fits, in both */
    int first_different; /* position of the question; -1 */
    int64_t matches;     /* in all lists together */
    int whole;           /* lists of k larger than the openings */
    double seconds;
} OracleFigures;

/* k is mostly ten; also one, any number up to fifty, and more than there are openings. */
OracleFigures oracle_ask(Market *market, int questions);

#endif
