/* http_counts.h: what the server did, counted by several threads at once. */
#ifndef OPSTAP_HTTP_COUNTS_H
#define OPSTAP_HTTP_COUNTS_H

#include <stdatomic.h>

#include "http.h"

typedef struct HttpTally {
    _Atomic int64_t requests, refused, answers_by_class[6];
    _Atomic int64_t connections_open, connections_refused;
    _Atomic int64_t seconds_bucket[12], took_us;
} HttpTally;

void http_tally_answer(HttpTally *tally, int status, int64_t took_us); /* of a request */
void http_tally_refusal(HttpTally *tally, int status); /* of what was none, or came too fast */
void http_tally_read(HttpTally *tally, HttpCounts *ret_counts); /* all but queue_longest */

#endif
