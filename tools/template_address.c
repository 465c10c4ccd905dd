/* Addresses in attributes: where a hole may stand in them, so that no value leads to another host
 * or runs. */
#include "template_reader.h"

/* Where a form goes, its token goes. */
static bool action_fits(TemplateReader *reader, size_t from, Str piece) {
    bool begins = !reader->value_has_hole && !strcmp(reader->tag->name, "form");
    bool ours = str_starts(piece, S("/")) && !str_starts(piece, S("//"));
    return !begins || ours ||
           template_fault(reader, from, "a form goes to an address of ours: /path");
}

bool address_fits(TemplateReader *reader, size_t from, Str piece) {
    Str scheme = reader->value_has_hole ? STR_EMPTY : html_scheme(piece);
    if (scheme.len && !html_scheme_fits(scheme)) {
        return template_fault(reader, from,
                              "an address is relative, or begins with http: https: "
                              "mailto: tel:");
    }
    for (size_t i = 0; i < piece.len; i++) {
        if (piece.at[i] == '&' && !str_starts(str_sub(piece, i, piece.len), S("&amp;"))) {
            return template_fault(reader, from + i, "only &amp; in an address, no other &name;");
        }
        if ((unsigned char)piece.at[i] <= ' ' || piece.at[i] == '\\') {
            return template_fault(reader, from + i, "no blanks and no \\ in an address");
        }
    }
    return action_fits(reader, from, piece);
}

/* After a hole whose value could be empty, or begin an address: nothing that could change where the
 * whole leads. */
static bool hole_ends_path(TemplateReader *reader, size_t at, const char *which) {
    size_t end = at + str_find(str_sub(reader->bytes, at, reader->bytes.len), S("}}")) + 2;
    char after = end < reader->bytes.len ? reader->bytes.at[end] : 0;
    if (after == '"' || after == '?' || after == '#') return true;
    return template_fault(reader, end, "after a hole that begins %s comes nothing, ? or #", which);
}

static bool whole_address_fits(TemplateReader *reader, size_t at) {
    Str tag = str_from(reader->tag->name);
    if (html_list_has("script link", tag)) {
        return template_fault(reader, at,
                              "a hole in the address of a <%s> comes after a fixed path: "
                              "\"/static/{{file}}\"",
                              reader->tag->name);
    }
    reader->value_place = str_equal(tag, S("form")) ? PLACE_ACTION : PLACE_URL;
    return hole_ends_path(reader, at, "an address");
}

/* The host of an address is never a stranger's: it is there, and over, before the first hole. A
 * browser reads ///host as //host; and "/{{x}}/{{y}}" is //y when x is empty. */
static bool host_fits(TemplateReader *reader, size_t at, Str before) {
    Str scheme = html_scheme(before), rest = before;
    if (scheme.len) rest = str_sub(before, scheme.len + 1, before.len);
    bool host = str_starts(rest, S("//"));
    if (host) rest = str_sub(rest, 2, rest.len);
    if (scheme.len && !host) return template_fault(reader, at, "after http: comes //host/");
    size_t over = str_find(rest, S("/"));
    if (over == rest.len) over = str_find(rest, S("?"));
    if (over == rest.len) over = str_find(rest, S("#"));
    if (over == rest.len || (host && !over)) {
        return template_fault(reader, at, "a hole comes after the first / ? or # of an address%s",
                              host ? ", and that after the name of a host" : "");
    }
    return !str_equal(before, S("/")) || hole_ends_path(reader, at, "a path");
}

bool address_hole(TemplateReader *reader, size_t at) {
    Str before = str_sub(reader->bytes, reader->value_from, at - reader->value_from);
    if (str_find(before, S("{{")) < before.len) {
        bool whole = reader->value_place == PLACE_URL || reader->value_place == PLACE_ACTION;
        if (whole) reader->value_place = PLACE_URL_PART;
        return true;
    }
    if (!before.len) return whole_address_fits(reader, at);
    Str scheme = html_scheme(before);
    if (html_list_has("mailto tel", scheme)) {
        reader->value_place = PLACE_CONTACT;
        return true;
    }
    reader->value_place = PLACE_URL_PART;
    return host_fits(reader, at, before);
}
