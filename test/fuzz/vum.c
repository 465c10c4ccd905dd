/* A file of the national exchange, from bytes of a stranger: read, checked, mapped both ways, and written
 * back. No database. Nothing that changed nothing may change a profile; and a profile over which another
 * person's facts are written stays within the contract as far as its required fields go. */
#include <assert.h>
#include <stdint.h>

#include "auto.h"
#include "vum_fields.h"
#include "vum_json.h"
#include "vum_map.h"
#include "vum_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { ARENA_BYTES = 512 * 1024 * 1024, TODAY = 20700, RECORDS_TRIED = 50 };

static bool keeps_contract(Arena *arena, VumDomain domain, const json_t *record) {
    VumFault fault = { .reason = { .word = WORD_none } };
    if (vum_record_check(arena, domain, record, &fault)) return true;
    assert(fault.reason.word != WORD_none);
    assert(str_is_utf8(phrase_text(arena, TONGUE_NL, fault.reason)));
    return false;
}

static void flags_say_why(Arena *arena, const VumReading *reading) {
    for (size_t i = 0; i < reading->flag_count; i++) {
        assert(reading->flag[i].path.len && reading->flag[i].reason != WORD_none);
        assert(str_is_utf8(reading->flag[i].value));
        phrase_text(arena, TONGUE_EN, PHRASE(reading->flag[i].reason,
                                             VALUE_TEXT("value", reading->flag[i].value)));
    }
}

static CandidateRecord person_of(Arena *arena, const json_t *profile) {
    VumReading reading = { .arena = arena, .today = TODAY };
    CandidateRecord person;
    vum_jobseeker_map(&reading, profile, &person);
    flags_say_why(arena, &reading);
    return person;
}

static void write_over(Arena *arena, const json_t *profile, const CandidateRecord *now, bool same) {
    VumReading reading = { .arena = arena, .today = TODAY };
    CandidateRecord before = person_of(arena, profile);
    AUTO(vum_json_end) json_t *copy = json_deep_copy(profile);
    vum_jobseeker_write(&reading, &before, now, copy);
    assert(!same || json_equal(copy, profile));
    if (now->fact[FACT_postcode].known) assert(keeps_contract(arena, VUM_JOBSEEKER, copy));
}

static void profile_try(Arena *arena, const json_t *records, size_t position) {
    const json_t *profile = json_array_get(records, position);
    const json_t *next = json_array_get(records, position + 1);
    CandidateRecord person = person_of(arena, profile);
    write_over(arena, profile, &person, true);
    if (next && keeps_contract(arena, VUM_JOBSEEKER, next)) {
        CandidateRecord other = person_of(arena, next);
        write_over(arena, profile, &other, false);
    }
    AUTO(vum_json_end) json_t *again = vum_json_again(vum_json_text(arena, profile));
    assert(again && json_equal(again, profile));
}

static void vacancy_try(Arena *arena, const json_t *vacancy) {
    VumReading reading = { .arena = arena, .today = TODAY };
    OpeningRecord opening;
    vum_vacancy_map(&reading, vacancy, &opening);
    flags_say_why(arena, &reading);
    assert(opening.field[OPENING_places].number == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
    AUTO(arena_end_at) Arena *arena = arena_new("fuzz", ARENA_BYTES);
    AUTO(vum_json_end) json_t *records = NULL;
    Phrase why = { .word = WORD_none };
    if (vum_json_read((Str){ (const char *)bytes, len }, &records, &why) != OK) {
        assert(why.word != WORD_none);
        phrase_text(arena, TONGUE_NL, why);
        return 0;
    }
    for (size_t i = 0; i < json_array_size(records) && i < RECORDS_TRIED; i++) {
        const json_t *record = json_array_get(records, i);
        if (keeps_contract(arena, VUM_JOBSEEKER, record)) profile_try(arena, records, i);
        if (keeps_contract(arena, VUM_VACANCY, record)) vacancy_try(arena, record);
    }
    return 0;
}
