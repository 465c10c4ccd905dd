/* Style, scripts and icons: the same for everybody. */
#include "assets.h"
#include "pages.h"

Answer asset_show(Visit *visit) {
    const Asset *asset = asset_find(visit->request->path);
    if (!asset) return answer_not_found(visit);
    return answer_asset(visit, asset->type, asset->bytes);
}
