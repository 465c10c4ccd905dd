/* asset.c: style, script and icons, to anybody. */
#include "assets.h"
#include "pages.h"
#include "visit.h"

Answer asset_show(Visit *visit) {
    const Asset *asset = asset_find(visit->request->path);
    if (!asset) return answer_not_found(visit);
    bool packed = http_takes_gzip(visit->request);
    Answer answer = answer_asset(visit, asset->type, packed ? asset->packed : asset->bytes);
    http_answer_field(&answer, S("ETag"), packed ? asset->packed_tag : asset->tag);
    http_answer_field(&answer, S("Vary"), S("Accept-Encoding"));
    if (asset_is_held(asset, http_field(visit->request, S("if-none-match")))) {
        answer.status = 304;
        answer.type = answer.body = STR_EMPTY;
    } else if (packed) {
        http_answer_field(&answer, S("Content-Encoding"), S("gzip"));
    }
    return answer;
}
