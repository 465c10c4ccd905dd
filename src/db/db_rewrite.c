#include "db_rewrite.h"

#include <string.h>

typedef struct Walk {
    char *text; /* what comes out; begins as what came in */
    size_t len, at;
    int parameters;
} Walk;

static char here(const Walk *walk, size_t ahead) {
    return walk->at + ahead < walk->len ? walk->text[walk->at + ahead] : '\0';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Bytes of a name; those above ASCII count as letters, as both engines do. */
static bool is_name(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* To behind the closing quote; a doubled one does not close. */
static bool quoted_skip(Walk *walk) {
    char quote = walk->text[walk->at++];
    for (; walk->at < walk->len; walk->at++) {
        if (walk->text[walk->at] != quote) continue;
        if (here(walk, 1) != quote) {
            walk->at++;
            return true;
        }
        walk->at++;
    }
    return false;
}

static void line_skip(Walk *walk) {
    while (walk->at < walk->len && walk->text[walk->at] != '\n') walk->at++;
}

static bool block_skip(Walk *walk) {
    for (walk->at += 2; walk->at < walk->len; walk->at++) {
        if (here(walk, 0) == '/' && here(walk, 1) == '*') return false;
        if (here(walk, 0) == '*' && here(walk, 1) == '/') {
            walk->at += 2;
            return true;
        }
    }
    return false;
}

static bool parameter_take(Walk *walk) {
    int number = 0;
    walk->text[walk->at++] = '$';
    if (here(walk, 0) == '0') return false;
    for (; is_digit(here(walk, 0)); walk->at++) {
        number = number * 10 + (here(walk, 0) - '0');
        if (number > PARAMETERS_MAX) return false;
    }
    if (!number || is_name(here(walk, 0))) return false;
    if (number > walk->parameters) walk->parameters = number;
    return true;
}

/* A name, a keyword or a number. One that a quote follows would give the quoted text a meaning of
 * its own: E'' and U&'' are PostgreSQL's, x'' is written differently in both. */
static bool name_skip(Walk *walk) {
    while (is_name(here(walk, 0))) walk->at++;
    return here(walk, 0) != '\'' && !(here(walk, 0) == '&' && here(walk, 1) == '\'');
}

static bool token_take(Walk *walk) {
    char c = here(walk, 0), next = here(walk, 1);
    if (c == '\'' || c == '"') return quoted_skip(walk);
    if (c == '/' && next == '*') return block_skip(walk);
    if (c == '?') return parameter_take(walk);
    if (c == '$' || c == '\0') return false;
    if (is_name(c)) return name_skip(walk);
    if (c == '-' && next == '-') line_skip(walk);
    else walk->at++;
    return true;
}

Result statement_rewrite(Arena *arena, Str text, Str *ret_text, int *ret_parameters) {
    if (text.len && memchr(text.at, '\0', text.len)) return INVALID;
    Walk walk = { .text = str_zero_ended(arena, text), .len = text.len };
    while (walk.at < walk.len) {
        if (!token_take(&walk)) return INVALID;
    }
    *ret_text = (Str){ walk.text, walk.len };
    *ret_parameters = walk.parameters;
    return OK;
}
