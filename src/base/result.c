#include "result.h"

const char *result_name(Result result) {
    switch (result) {
    case OK: return "ok";
    case NOT_FOUND: return "not_found";
    case REFUSED: return "refused";
    case INVALID: return "invalid";
    case CONFLICT: return "conflict";
    case BUSY: return "busy";
    case BROKEN: return "broken";
    }
    return "unnamed";
}
