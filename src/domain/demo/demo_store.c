#include "auto.h"
#include "demo/demo.h"
#include "limits.h"

static Result openings_put(Db *db, Arena *arena, int64_t tenant, const ClassRows *classes,
                           const OpeningRows *openings) {
    Result result = OK;
    bool changed;
    for (size_t i = 0; i < classes->count && result == OK; i++) {
        result = class_put(db, arena, tenant, &classes->record[i], &changed);
    }
    for (size_t i = 0; i < openings->count && result == OK; i++) {
        result = opening_put(db, arena, tenant, &openings->record[i], &changed);
    }
    return result;
}

static bool request_is_sound(DemoRequest request, Phrase *ret_why) {
    int largest = request.candidates > request.openings ? request.candidates : request.openings;
    int least = request.candidates < request.openings ? request.candidates : request.openings;
    if (least < 0 || largest > RECORDS_MAX) {
        *ret_why = PHRASE(WORD_demo_count_refused, VALUE_NUMBER("maximum", RECORDS_MAX));
        return false;
    }
    if (request.today < day_of((Date){ 2000, 1, 1 }) ||
        request.today > day_of((Date){ 2150, 1, 1 })) {
        *ret_why = PHRASE(WORD_demo_day_refused);
        return false;
    }
    return true;
}

Result demo_fill(Db *db, Arena *arena, int64_t tenant, DemoRequest request, Phrase *ret_why) {
    if (!request_is_sound(request, ret_why)) return INVALID;
    CandidateRows candidates;
    OpeningRows openings;
    ClassRows classes;
    bool changed;
    demo_make(arena, request, &candidates, &openings, &classes);
    Result result = openings_put(db, arena, tenant, &classes, &openings);
    for (size_t i = 0; i < candidates.count && result == OK; i++) {
        result = candidate_put(db, arena, tenant, &candidates.record[i], &changed);
    }
    if (result != OK) *ret_why = (Phrase){ 0 };
    return result;
}
