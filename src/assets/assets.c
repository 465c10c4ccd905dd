#include "assets.h"

#include <assert.h>

const Asset *asset_find(Str path) {
    for (size_t i = 0; i < asset_count; i++) {
        if (str_equal(assets[i].path, path)) return &assets[i];
    }
    return NULL;
}

Str asset_path(Str name) {
    for (size_t i = 0; i < asset_count; i++) {
        if (str_equal(assets[i].name, name)) return assets[i].path;
    }
    assert(!"a name that the build does not know");
    return STR_EMPTY;
}
