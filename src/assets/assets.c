#include "assets.h"

#include "log.h"

const Asset *asset_find(Str path) {
    for (size_t i = 0; i < asset_count; i++) {
        if (str_equal(assets[i].path, path)) return &assets[i];
    }
    return NULL;
}

Str asset_file(const char *name) {
    Str wanted = str_from(name), folder = S("/static/");
    for (size_t i = 0; i < asset_count; i++) {
        if (!str_equal(assets[i].name, wanted)) continue;
        return str_sub(assets[i].path, folder.len, assets[i].path.len);
    }
    log_fatal("the build knows no asset of that name");
}

/* A weight of nothing: "q=0", "q=0.000" (RFC 9110, 12.4.2). */
static bool is_nothing(Str weight) {
    if (!str_starts(weight, S("q=0"))) return false;
    for (size_t i = 3; i < weight.len; i++) {
        if (weight.at[i] >= '1' && weight.at[i] <= '9') return false;
    }
    return true;
}

bool asset_packed_is_taken(Str accept) {
    Str one, name;
    while (str_cut(&accept, ',', &one)) {
        str_cut(&one, ';', &name);
        if (!str_equal(str_trim(name), S("gzip"))) continue;
        return !one.at || !is_nothing(str_trim(one));
    }
    return false;
}

bool asset_is_held(const Asset *asset, Str tags) {
    Str one;
    while (str_cut(&tags, ',', &one)) {
        one = str_trim(one);
        if (str_starts(one, S("W/"))) one = str_sub(one, 2, one.len);
        if (str_equal(one, asset->tag) || str_equal(one, asset->packed_tag)) return true;
    }
    return false;
}
