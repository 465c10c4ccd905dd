/* plan_certificate_reader.h: reads a certificate line by line; between plan_certificate.c and
 * plan_certificate_piece.c. */
#ifndef OPSTAP_PLAN_CERTIFICATE_READER_H
#define OPSTAP_PLAN_CERTIFICATE_READER_H

#include "plan_certificate.h"
#include "plan_node.h"
#include "plan_piece.h"

/* What is open on the way from the root. */
typedef struct Frame {
    int dropped; /* pairs that were dropped before it */
    bool is_split, is_second;
    NodeChoice choice; /* of a split */
} Frame;

/* Splits of a piece. */
typedef struct PieceFrame {
    int trails; /* decisions before it */
    bool dead, is_second;
    PieceDecision decision;
    unsigned char side;
} PieceFrame;

/* What may come: anything of a tree only while a node is awaited. */
typedef enum Await { AWAIT_HEADER, AWAIT_PART, AWAIT_NODE, AWAIT_PART_END, AWAIT_NOTHING } Await;

typedef struct Reader {
    const char *text;
    size_t bytes, at; /* at: where the next line begins */
    long line;
    Await await;
    Arena *arena;     /* scratch of a line, but for the frames */
    PlanFacts facts;
    PlanNode *node;
    int *person;      /* of the part */
    Frame *frame;
    size_t depth, frame_room;
    int *dropped, dropped_count;
    long long part_value;
    Piece *piece;
    bool in_piece, hopeless; /* hopeless: some piece has no plan */
    PieceFrame *piece_frame;
    size_t piece_depth, piece_frame_room;
    int piece_prices;
    Wide sum;
    PlanCertificate *certificate;
} Reader;

bool reader_refuse(Reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool reader_members_are(Reader *reader, json_t *object, const char *const *names);
bool reader_number_of(Reader *reader, const json_t *value, const char *what,
                      long long *ret_number);
bool reader_position_of(Reader *reader, const json_t *value, const char *what, int count,
                        int *ret_position);
bool reader_positions_of(Reader *reader, Arena *arena, const json_t *list, int count,
                         int **ret_position);
bool reader_prices_of(Reader *reader, const json_t *list, const char *what, int count,
                      PriceList *ret_list);

/* --- plan_certificate_piece.c: lines of a piece --- */

bool piece_line(Reader *reader, json_t *value);
bool piece_prices_line(Reader *reader, json_t *value);
bool piece_decide_line(Reader *reader, json_t *value);
bool piece_split_line(Reader *reader, json_t *value);
bool piece_leaf_line(Reader *reader, json_t *value);

#endif
