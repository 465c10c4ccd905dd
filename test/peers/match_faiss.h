/* match_faiss.h: openings and people as vectors for Faiss, and what it finds among those that fit.
 *
 * The inner product of the two is the score, as far as a product of fixed vectors can say it: exact
 * for language and offer, and for work down to the first two digits of its occupation; nearly for
 * the rest of the occupation and for skills, which are spread over fewer places than there are
 * codes; for the way, which the score counts in minutes, something that falls with the distance. A
 * last place makes all openings equally long: then the nearest vector is the one with the largest
 * product, and indexes are made of distances, which serve them better (Bachrach and others, 2014).
 *
 * Which openings fit a person is given to it, one bit each (IDSelectorBitmap), and is not in its
 * time. It is asked for a hundred; of those our own score makes the ten best, within its time. */
#ifndef OPSTAP_PEERS_MATCH_FAISS_H
#define OPSTAP_PEERS_MATCH_FAISS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { FAISS_PLACES = 128, FAISS_ASKED = 100 };

typedef enum FaissKind { FAISS_FLAT, FAISS_IVF, FAISS_HNSW, FAISS_KINDS } FaissKind;

typedef struct FaissIndex FaissIndex;

/* Two threads. effort, when it is asked: lists looked at (IVF), openings kept on the way (HNSW). */
FaissIndex *faiss_build(FaissKind kind, const float *vectors, size_t count);
void faiss_end(FaissIndex *index);

typedef struct FaissQuestion {
    const float *vector;
    const uint8_t *fits; /* a bit per opening */
    size_t openings;
    int effort;
} FaissQuestion;

/* Positions of at most FAISS_ASKED, best first; -1 where there are fewer. One thread. */
void faiss_ask(FaissIndex *index, const FaissQuestion *question, int64_t *ret_position);

#ifdef __cplusplus
}
#endif

#endif
