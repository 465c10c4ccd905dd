#include "address.h"

#include "limits.h"
#include "routes.h"

Str address_of(Arena *arena, const char *section, Str id, const char *tail) {
    Text text = text_new(arena, 4 * ID_BYTES_MAX + 64);
    text_addf(&text, "/%s/", section);
    path_part_add(&text, id);
    text_add(&text, str_from(tail));
    return text_str(&text);
}

Str pair_address(Arena *arena, Str candidate_id, Str opening_id) {
    Text text = text_new(arena, 8 * ID_BYTES_MAX + 64);
    text_add(&text, address_of(arena, "candidates", candidate_id, "/matches/"));
    path_part_add(&text, opening_id);
    return text_str(&text);
}

AddressQuery address_query(Arena *arena, Str path) {
    AddressQuery query = { .text = text_new(arena, 16 * LOCAL_PATH_BYTES_MAX) };
    text_add(&query.text, path);
    return query;
}

void address_add(AddressQuery *query, const char *name, Str value) {
    if (!value.len) return;
    text_addf(&query->text, "%c%s=", query->any ? '&' : '?', name);
    query->any = true;
    text_add_escaped(&query->text, value, "");
}

void address_add_number(AddressQuery *query, const char *name, int64_t value) {
    text_addf(&query->text, "%c%s=%lld", query->any ? '&' : '?', name, (long long)value);
    query->any = true;
}

Str address_str(AddressQuery *query) {
    return text_str(&query->text);
}
