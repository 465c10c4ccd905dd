#include "figures/small_counts.h"

typedef struct Hidden {
    size_t counts;
    int64_t people;
} Hidden;

static void hide(int64_t *count, Hidden *hidden) {
    hidden->counts++;
    hidden->people += *count;
    *count = FIGURE_HIDDEN;
}

static int64_t *smallest_shown(int64_t *count, size_t counts) {
    int64_t *smallest = NULL;
    for (size_t i = 0; i < counts; i++) {
        if (count[i] > 0 && (!smallest || count[i] < *smallest)) smallest = &count[i];
    }
    return smallest;
}

int64_t small_counts_hide(int64_t *count, size_t counts) {
    Hidden hidden = { 0 };
    int64_t total = 0;
    for (size_t i = 0; i < counts; i++) {
        total += count[i];
        if (count[i] > 0 && count[i] < FIGURE_PEOPLE_MIN) hide(&count[i], &hidden);
    }
    while (hidden.counts && (hidden.counts == 1 || hidden.people < FIGURE_PEOPLE_MIN)) {
        int64_t *next = smallest_shown(count, counts);
        if (!next) break;
        hide(next, &hidden);
    }
    return total > 0 && total < FIGURE_PEOPLE_MIN ? FIGURE_HIDDEN : total;
}
