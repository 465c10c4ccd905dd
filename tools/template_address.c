/* Addresses in attributes: where a hole may stand in them, so that no value leads to another host
 * or runs. */
#include "template_reader.h"

bool address_fits(TemplateReader *reader, size_t from, Str before) {
    Str scheme = html_scheme(before);
    if (scheme.len && !html_scheme_fits(scheme)) {
        return template_fault(reader, from,
                              "an address is relative, or begins with http: https: "
                              "mailto: tel:");
    }
    for (size_t i = 0; i < before.len; i++) {
        if (before.at[i] == '&' && !str_starts(str_sub(before, i, before.len), S("&amp;"))) {
            return template_fault(reader, from + i, "only &amp; in an address, no other &name;");
        }
        if ((unsigned char)before.at[i] <= ' ' || before.at[i] == '\\') {
            return template_fault(reader, from + i, "no blanks and no \\ in an address");
        }
    }
    return true;
}

/* What may follow an address that is one hole: nothing that could change where it leads. */
static bool whole_address_fits(TemplateReader *reader, size_t at) {
    Str tag = str_from(reader->tag->name);
    if (html_list_has("script link", tag)) {
        return template_fault(reader, at,
                              "a hole in the address of a <%s> comes after a fixed path: "
                              "\"/static/{{file}}\"",
                              reader->tag->name);
    }
    size_t end = at + str_find(str_sub(reader->bytes, at, reader->bytes.len), S("}}")) + 2;
    char after = end < reader->bytes.len ? reader->bytes.at[end] : 0;
    if (after == '"' || after == '?' || after == '#') return true;
    return template_fault(reader, end, "after a hole that begins an address comes nothing, ? or #");
}

/* The host of an address is never a stranger's: it must be over before the first hole. */
static bool host_fits(TemplateReader *reader, size_t at, Str before) {
    Str scheme = html_scheme(before), rest = before;
    if (scheme.len) rest = str_sub(before, scheme.len + 1, before.len);
    bool host = str_starts(rest, S("//"));
    if (host) rest = str_sub(rest, 2, rest.len);
    if (scheme.len && !host) return template_fault(reader, at, "after http: comes //host/");
    bool over = str_find(rest, S("/")) < rest.len || str_find(rest, S("?")) < rest.len ||
                str_find(rest, S("#")) < rest.len;
    return over ||
           template_fault(reader, at, "a hole comes after the first / ? or # of an address");
}

bool address_hole(TemplateReader *reader, size_t at) {
    Str before = str_sub(reader->bytes, reader->value_from, at - reader->value_from);
    if (str_find(before, S("{{")) < before.len) {
        if (reader->value_place == PLACE_URL) reader->value_place = PLACE_URL_PART;
        return true;
    }
    if (!before.len) {
        reader->value_place = PLACE_URL;
        return whole_address_fits(reader, at);
    }
    Str scheme = html_scheme(before);
    if (html_list_has("mailto tel", scheme)) {
        reader->value_place = PLACE_CONTACT;
        return true;
    }
    reader->value_place = PLACE_URL_PART;
    return host_fits(reader, at, before);
}
