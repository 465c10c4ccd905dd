#include "embedded.h"

Str embedded_find(Str name) {
    size_t from = 0, until = embedded_file_count;
    while (from < until) {
        size_t middle = from + (until - from) / 2;
        int order = str_compare(str_from(embedded_files[middle].name), name);
        if (!order) return (Str){ embedded_files[middle].bytes, embedded_files[middle].len };
        if (order < 0) from = middle + 1;
        else until = middle;
    }
    return (Str){ NULL, 0 };
}
