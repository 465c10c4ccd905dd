#include "style_sheet.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The place behind a string, or one past the end when it does not end. */
static size_t string_end(Str text, size_t at) {
    char mark = text.at[at++];
    while (at < text.len && text.at[at] != mark) at += text.at[at] == '\\' ? 2 : 1;
    return at + 1;
}

/* Without comments; false when one of them, or a string, does not end. */
static bool drop_comments(Text *out, Str text) {
    for (size_t at = 0; at < text.len;) {
        char c = text.at[at];
        if (c == '"' || c == '\'') {
            size_t end = string_end(text, at);
            if (end > text.len) return false;
            text_add(out, str_sub(text, at, end - at));
            at = end;
        } else if (str_starts(str_sub(text, at, 2), S("/*"))) {
            size_t length = str_find(str_sub(text, at + 2, text.len), S("*/"));
            if (at + 2 + length == text.len) return false;
            text_add_char(out, ' ');
            at += length + 4;
        } else {
            text_add_char(out, c);
            at++;
        }
    }
    return true;
}

/* Blanks become one, and none beside what divides by itself. */
static void add_tight(Text *out, Str text, const char *before, const char *after) {
    bool blank = false;
    char last = 0;
    text = str_trim(text);
    for (size_t at = 0; at < text.len;) {
        char c = text.at[at];
        if (is_blank(c)) {
            blank = true;
            at++;
            continue;
        }
        bool close = !last || strchr(after, last) || strchr(before, c);
        if (blank && !close) text_add_char(out, ' ');
        blank = false;
        size_t end = c == '"' || c == '\'' ? string_end(text, at) : at + 1;
        text_add(out, str_sub(text, at, end - at));
        last = text.at[end - 1];
        at = end;
    }
}

/* The place of the first of `marks` that stands in no string and no bracket, or the end. */
static size_t find_outside(Str text, size_t at, const char *marks) {
    int depth = 0;
    while (at < text.len) {
        char c = text.at[at];
        if (c == '"' || c == '\'') {
            at = string_end(text, at);
            continue;
        }
        if (!depth && strchr(marks, c)) return at;
        if (c == '(' || c == '[' || c == '{') depth++;
        if (c == ')' || c == ']' || c == '}') depth--;
        at++;
    }
    return text.len;
}

static void add_declaration(Text *out, Str declaration) {
    size_t colon = find_outside(declaration, 0, ":");
    if (colon == declaration.len) return;
    add_tight(out, str_sub(declaration, 0, colon), "", "");
    text_add_char(out, ':');
    add_tight(out, str_sub(declaration, colon + 1, declaration.len), ",)!", ",(");
}

static void add_declarations(Text *out, Str block) {
    size_t begin = out->len;
    if (find_outside(block, 0, "{") < block.len) { /* a rule inside a rule */
        add_tight(out, block, "{};,", "{};,");
        return;
    }
    for (size_t at = 0; at < block.len;) {
        size_t end = find_outside(block, at, ";");
        size_t before = out->len;
        if (before > begin) text_add_char(out, ';');
        size_t behind = out->len;
        add_declaration(out, str_sub(block, at, end - at));
        if (out->len == behind) out->len = before;
        at = end + 1;
    }
}

/* Behind ":": the end of what :not(...) or a list of choices holds, where a class that nobody uses
 * does not make the selector idle. The same place when there is none. */
static size_t skip_choice(Str selector, size_t at) {
    Str rest = str_sub(selector, at, selector.len);
    size_t open = str_find(rest, S("("));
    if (open == rest.len) return at;
    for (size_t i = 0; i < open; i++) {
        if (!(rest.at[i] == ':' || rest.at[i] == '-' || (rest.at[i] >= 'a' && rest.at[i] <= 'z'))) {
            return at;
        }
    }
    size_t close = find_outside(rest, open + 1, ")");
    Str inner = str_sub(rest, open + 1, close - open - 1);
    bool choice = str_starts(rest, S(":not(")) || find_outside(inner, 0, ",") < inner.len;
    return choice ? at + close + 1 : at;
}

static bool selector_is_used(Str selector, Classes *used) {
    bool all = true;
    for (size_t at = 0; at < selector.len;) {
        char c = selector.at[at];
        if (c == '[') {
            at = find_outside(selector, at + 1, "]") + 1;
        } else if (c == ':') {
            size_t behind = skip_choice(selector, at);
            at = behind > at ? behind : at + 1;
        } else if (c == '.') {
            size_t end = at + 1;
            while (end < selector.len && !strchr(".:[]()>+~, \t\n\r", selector.at[end])) end++;
            if (!class_is_used(used, str_sub(selector, at + 1, end - at - 1))) all = false;
            at = end;
        } else {
            at++;
        }
    }
    return all;
}

static void add_selectors(Text *out, Str selectors, Classes *used) {
    bool first = true;
    for (size_t at = 0; at < selectors.len;) {
        size_t end = find_outside(selectors, at, ",");
        Str selector = str_sub(selectors, at, end - at);
        at = end + 1;
        if (used && !selector_is_used(selector, used)) continue;
        if (!first) text_add_char(out, ',');
        first = false;
        add_tight(out, selector, ",)>", ",(>");
    }
}

static bool add_rules(Text *out, Str sheet, Classes *used);

static bool holds_rules(Str prelude) {
    return str_starts(prelude, S("@media")) || str_starts(prelude, S("@supports")) ||
           str_starts(prelude, S("@layer")) || str_starts(prelude, S("@container"));
}

/* One rule or at-rule with a block. Leaves nothing behind when nothing of it is used. */
static bool add_block(Text *out, Str prelude, Str block, Classes *used) {
    size_t begin = out->len;
    if (str_starts(prelude, S("@"))) add_tight(out, prelude, ",)", ",(");
    else add_selectors(out, prelude, used);
    size_t opened = out->len;
    text_add_char(out, '{');
    bool well = true;
    if (holds_rules(prelude)) well = add_rules(out, block, used);
    else if (str_starts(prelude, S("@"))) add_tight(out, block, "{};,", "{};:,");
    else if (opened > begin) add_declarations(out, block);
    if (out->len == opened + 1) out->len = begin;
    else text_add_char(out, '}');
    return well;
}

static bool add_rules(Text *out, Str sheet, Classes *used) {
    for (size_t at = 0; at < sheet.len;) {
        size_t end = find_outside(sheet, at, "{;");
        Str prelude = str_sub(sheet, at, end - at);
        while (prelude.len && is_blank(*prelude.at)) prelude = str_sub(prelude, 1, prelude.len);
        if (end == sheet.len) return !prelude.len;
        at = end + 1;
        if (sheet.at[end] == ';') { /* @charset, @import: nothing that we have */
            if (!str_starts(prelude, S("@charset"))) return false;
            continue;
        }
        size_t close = find_outside(sheet, at, "}");
        if (close == sheet.len) return false;
        if (!add_block(out, prelude, str_sub(sheet, at, close - at), used)) return false;
        at = close + 1;
    }
    return true;
}

bool style_sheet_add(Text *out, Str sheet, Classes *used) {
    Text plain = text_new(out->arena, sheet.len + 1);
    return drop_comments(&plain, sheet) && add_rules(out, text_str(&plain), used) &&
           !text_failed(out);
}
