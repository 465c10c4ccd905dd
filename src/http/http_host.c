/* Whom a request is for (RFC 9110 section 7.2; names after RFC 1123, and "_" that networks use). */
#include <arpa/inet.h>

#include "http_chars.h"
#include "http_read.h"
#include "number.h"

static bool port_is_good(Str port) {
    int64_t number;
    return port.len && port.at[0] != '0' && port.at[0] != '-' &&
           number_read_between(port, 1, 65535, &number);
}

static bool name_is_good(Str name) {
    if (str_ends(name, S("."))) name.len--;
    if (!name.len || name.len > HTTP_HOST_BYTES_MAX) return false;
    Str rest = name, label;
    while (str_cut(&rest, '.', &label)) {
        if (!label.len) return false;
        for (size_t i = 0; i < label.len; i++) {
            char c = label.at[i];
            if (!char_is_letter(c) && !char_is_digit(c) && c != '-' && c != '_') return false;
        }
    }
    return true;
}

/* What stands in brackets. */
static bool address_is_good(Arena *arena, Str address) {
    struct in6_addr read;
    return address.len < INET6_ADDRSTRLEN &&
           inet_pton(AF_INET6, str_zero_ended(arena, address), &read) == 1;
}

int http_host_read(Arena *arena, Str value, Str *ret_host) {
    Str rest = value, name = STR_EMPTY;
    if (str_starts(value, S("["))) {
        rest = str_sub(value, 1, value.len);
        if (!str_cut(&rest, ']', &name) || !rest.at || !address_is_good(arena, name)) return 400;
        if (rest.len && rest.at[0] != ':') return 400;
        rest = rest.len ? str_sub(rest, 1, rest.len) : (Str){ NULL, 0 };
    } else {
        str_cut(&rest, ':', &name);
        if (!name_is_good(name)) return 400;
    }
    if (rest.at && !port_is_good(rest)) return 400;
    *ret_host = str_lower(arena, value);
    return 0;
}
