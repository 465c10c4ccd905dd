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

/* --- what stands around them --- */

static Result parties_put(Db *db, int64_t tenant, const DemoAround *around, Phrase *ret_why) {
    bool changed;
    Result result = OK;
    for (size_t i = 0; i < around->party.count && result == OK; i++) {
        result = party_put(db, tenant, &around->party.record[i], &changed, ret_why);
    }
    for (size_t i = 0; i < around->recognition_count && result == OK; i++) {
        result = recognition_put(db, tenant, around->recognition[i], &changed, ret_why);
    }
    return result;
}

static Result support_put_all(Db *db, int64_t tenant, const DemoAround *around, Phrase *ret_why) {
    bool changed;
    Result result = OK;
    for (size_t i = 0; i < around->support.count && result == OK; i++) {
        SupportRecord record = around->support.record[i];
        Str of = around->course_group_of[i];
        int64_t number = 0;
        if (of.len) result = party_number(db, tenant, PARTY_ORGANISATION, of, &number);
        if (of.len) {
            record.field[COURSE_GROUP_organisation_number] =
                (Value){ .known = true, .number = number };
        }
        if (result == OK) result = support_put(db, tenant, &record, &changed, ret_why);
    }
    return result;
}

/* The row whose capacity it is. */
static Result subject_number(Db *db, int64_t tenant, const DemoResource *resource,
                             int64_t *ret_number) {
    Str kind = codes_at(RESOURCE_KIND_CODES, resource->record.field[RESOURCE_kind].number);
    if (str_equal(kind, S("course_group"))) {
        SupportRecord group = { .kind = SUPPORT_COURSE_GROUP, .id = resource->subject };
        return support_number(db, tenant, &group, ret_number);
    }
    PartyKind party = str_equal(kind, S("supervisor")) ? PARTY_SUPERVISOR : PARTY_COUNSELLOR;
    return party_number(db, tenant, party, resource->subject, ret_number);
}

static Result resource_put(Db *db, int64_t tenant, const DemoResource *resource, Phrase *ret_why) {
    bool changed;
    SupportRecord record = resource->record;
    Value *subject = &record.field[RESOURCE_subject_number];
    Demand demand = { .demand = 1 };
    Result result = subject_number(db, tenant, resource, &subject->number);
    subject->known = result == OK;
    if (result == OK) result = support_put(db, tenant, &record, &changed, ret_why);
    if (result != OK || !resource->opening.len) return result;
    result = support_number(db, tenant, &record, &demand.resource_number);
    if (result == OK) {
        result = opening_number(db, tenant, resource->opening, &demand.opening_number);
    }
    return result == OK ? demand_put(db, tenant, demand, &changed) : result;
}

static Result around_put(Db *db, int64_t tenant, const DemoAround *around, Phrase *ret_why) {
    Result result = parties_put(db, tenant, around, ret_why);
    if (result == OK) result = support_put_all(db, tenant, around, ret_why);
    for (size_t i = 0; i < around->resource_count && result == OK; i++) {
        result = resource_put(db, tenant, &around->resource[i], ret_why);
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
    DemoAround around;
    bool changed;
    demo_make(arena, request, &candidates, &openings, &classes);
    demo_make_around(arena, request, &openings, &around);
    Result result = openings_put(db, arena, tenant, &classes, &openings);
    if (result == OK) result = around_put(db, tenant, &around, ret_why);
    for (size_t i = 0; i < candidates.count && result == OK; i++) {
        result = candidate_put(db, arena, tenant, &candidates.record[i], &changed);
    }
    if (result != OK) *ret_why = (Phrase){ 0 };
    return result;
}
