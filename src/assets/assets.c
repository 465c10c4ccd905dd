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

bool asset_is_held(const Asset *asset, Str tags) {
    Str one;
    while (str_cut(&tags, ',', &one)) {
        one = str_trim(one);
        if (str_starts(one, S("W/"))) one = str_sub(one, 2, one.len);
        if (str_equal(one, asset->tag) || str_equal(one, asset->packed_tag)) return true;
    }
    return false;
}
