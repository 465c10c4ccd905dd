#include "number.h"

#include <math.h>

bool number_read(Str text, int64_t *ret_number) {
    bool negative = text.len && text.at[0] == '-';
    if (negative) text = str_sub(text, 1, text.len);
    if (!text.len || text.len > 19) return false;
    int64_t number = 0; /* below zero while reading: there is room for one more there */
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c < '0' || c > '9') return false;
        if (__builtin_mul_overflow(number, 10, &number)) return false;
        if (__builtin_sub_overflow(number, c - '0', &number)) return false;
    }
    if (!negative && number == INT64_MIN) return false;
    *ret_number = negative ? number : -number;
    return true;
}

bool number_read_between(Str text, int64_t minimum, int64_t maximum, int64_t *ret_number) {
    int64_t number;
    if (!number_read(text, &number) || number < minimum || number > maximum) return false;
    *ret_number = number;
    return true;
}

/* IEEE 754 rounds a root as if it were exact; above 2^53 the number itself was rounded before. */
int64_t number_root(int64_t square) {
    int64_t root = (int64_t)sqrt((double)square);
    while (root * root > square) root--;
    while ((root + 1) * (root + 1) <= square) root++;
    return root;
}
