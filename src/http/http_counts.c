#include "http_counts.h"

const int64_t http_seconds_bound_us[12] = { 500,   1000,   2500,   5000,    10000,   25000,
                                            50000, 100000, 250000, 1000000, 5000000, INT64_MAX };

static void status_count(HttpTally *tally, int status) {
    atomic_fetch_add(&tally->answers_by_class[status / 100 % 6], 1);
}

void http_tally_answer(HttpTally *tally, int status, int64_t took_us) {
    size_t bucket = 0;
    while (took_us > http_seconds_bound_us[bucket]) bucket++;
    atomic_fetch_add(&tally->requests, 1);
    atomic_fetch_add(&tally->seconds_bucket[bucket], 1);
    atomic_fetch_add(&tally->took_us, took_us);
    status_count(tally, status);
}

void http_tally_refusal(HttpTally *tally, int status) {
    atomic_fetch_add(&tally->refused, 1);
    status_count(tally, status);
}

void http_tally_read(HttpTally *tally, HttpCounts *ret_counts) {
    HttpCounts counts = {
        .requests = tally->requests,
        .refused = tally->refused,
        .connections_open = tally->connections_open,
        .connections_refused = tally->connections_refused,
        .took_us = tally->took_us,
    };
    for (size_t i = 0; i < 6; i++) counts.answers_by_class[i] = tally->answers_by_class[i];
    for (size_t i = 0; i < 12; i++) counts.seconds_bucket[i] = tally->seconds_bucket[i];
    *ret_counts = counts;
}
