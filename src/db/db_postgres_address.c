/* Addresses of databases on a server: what is wrong with one, before libpq sees it; and what may be
 * said of it. An address may hold a password, and messages of libpq about an address that it cannot
 * read repeat parts of it. So nothing of those is passed on. */
#include "db_postgres.h"

#include <string.h>

#include "log.h"
#include "number.h"

enum { PORT_MAX = 65535 };

static Str behind_scheme(Str address) {
    return str_sub(address, str_find(address, S("://")) + 3, address.len);
}

/* Where the last @ stands; the length when there is none. */
static size_t last_at_sign(Str text) {
    for (size_t i = text.len; i > 0; i--) {
        if (text.at[i - 1] == '@') return i - 1;
    }
    return text.len;
}

/* Before the host stand a name and a password. A mark in them that ends them early makes the rest
 * of a password the name of a host, a port or a database, which are told. */
static bool has_loose_mark(Str address) {
    Str rest = behind_scheme(address);
    size_t end = last_at_sign(rest);
    for (size_t i = 0; i < rest.len; i++) {
        if ((unsigned char)rest.at[i] <= ' ') return true;
        if (end < rest.len && i < end && memchr("/?#@", rest.at[i], 4)) return true;
    }
    return false;
}

/* One number per host, or nothing. */
static bool ports_are_numbers(const char *given) {
    Str rest = str_from(given), part;
    while (str_cut(&rest, ',', &part)) {
        int64_t port;
        if (part.len && !number_read_between(part, 1, PORT_MAX, &port)) return false;
    }
    return true;
}

/* A password behind a mark that was forgotten (host/name&password=...) is part of another value. */
static bool option_is_plain(const PQconninfoOption *option) {
    Str value = str_from(option->val);
    if (strstr(option->keyword, "password")) return true;
    if (str_find(value, S("password=")) < value.len) return false;
    return strcmp(option->keyword, "port") != 0 || ports_are_numbers(option->val);
}

/* libpq says in words only that it had no memory; no locale of ours translates them. */
PQconninfoOption *postgres_options(const char *address) {
    char *why = NULL;
    PQconninfoOption *option = PQconninfoParse(address, &why);
    if (!option && (!why || strstr(why, "out of memory"))) {
        log_fatal("no memory left to read the address of a database");
    }
    PQfreemem(why);
    return option;
}

Word postgres_path_fault(const char *address) {
    if (has_loose_mark(str_from(address))) return WORD_db_address_marks;
    PQconninfoOption *option = postgres_options(address);
    bool good = option;
    for (PQconninfoOption *at = option; at && at->keyword; at++) {
        good = good && option_is_plain(at);
    }
    PQconninfoFree(option);
    return good ? WORD_none : WORD_db_address_unreadable;
}

/* The host and the name of the database: they stay a part of the address, so nobody has to keep
 * them. */
Str postgres_shown(const char *address) {
    Str whole = str_from(address), rest = behind_scheme(whole), shown = rest;
    Str scheme = str_sub(whole, 0, whole.len - rest.len);
    if (postgres_path_fault(address) != WORD_none) return scheme;
    size_t at_sign = last_at_sign(rest);
    if (at_sign < rest.len) rest = str_sub(rest, at_sign + 1, rest.len);
    str_cut(&rest, '?', &shown);
    return shown.len ? shown : scheme;
}
