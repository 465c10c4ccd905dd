#include "matching/print.h"

#include <sodium.h>

#include "matching/encode/profile.h"
#include "places/places_print.h"

typedef crypto_generichash_state Hash;

static Hash hash_begin(char what) {
    Hash hash;
    crypto_generichash_init(&hash, NULL, 0, sizeof(Print));
    crypto_generichash_update(&hash, (const unsigned char *)&what, 1);
    return hash;
}

/* The lowest byte first, on every machine. */
static void hash_number(Hash *hash, int64_t number) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    crypto_generichash_update(hash, bytes, sizeof bytes);
}

static void hash_text(Hash *hash, Str text) {
    hash_number(hash, (int64_t)text.len);
    crypto_generichash_update(hash, (const unsigned char *)text.at, text.len);
}

static Print hash_end(Hash *hash) {
    unsigned char bytes[sizeof(Print)];
    Print print = { { 0 } };
    crypto_generichash_final(hash, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        print.word[i / 8] |= (uint64_t)bytes[i] << (8 * (i % 8));
    }
    return print;
}

static void hash_fields(Hash *hash, const FieldInfo *field, int count, const Value *value) {
    for (int i = 0; i < count; i++) {
        if (!value[i].known) continue;
        hash_number(hash, i);
        hash_number(hash, field[i].kind == FIELD_LISTED ? 0 : value[i].number);
        hash_text(hash, value[i].text);
    }
}

static void hash_list(Hash *hash, const RecordType *type, const RecordList *list) {
    hash_number(hash, (int64_t)list->count);
    for (size_t row = 0; row < list->count; row++) {
        hash_fields(hash, type->field, type->field_count,
                    &list->value[row * (size_t)type->field_count]);
        hash_number(hash, -1);
    }
}

static Str slot_key(const Slots *slots, int32_t slot) {
    return slot == SLOT_NONE ? STR_EMPTY : slots->key[slot];
}

static void hash_work(Hash *hash, const Snapshot *snapshot, const Work *work) {
    hash_number(hash, work->isco.digits);
    hash_number(hash, work->isco.length);
    hash_number(hash, work->division);
    hash_text(hash, slot_key(&snapshot->occupations, work->occupation));
}

/* Facts that matching reads, or may come to read: all but who somebody is. */
static void hash_facts(Hash *hash, const CandidateRecord *record) {
    for (int i = 0; i < FACT_COUNT; i++) {
        bool read = fact_info[i].group != GROUP_IDENTITY || i == FACT_birth_date || i == FACT_sex;
        if (!read || !record->fact[i].known) continue;
        hash_number(hash, i);
        hash_fields(hash, &fact_info[i].field, 1, &record->fact[i]);
    }
}

Print print_candidate(const Snapshot *snapshot, int candidate) {
    const CandidateProfile *profile = &snapshot->candidate[candidate];
    const CandidateRecord *record = profile->record;
    if (!record) return (Print){ { 0 } };
    Hash hash = hash_begin('c');
    hash_number(&hash, record->number);
    hash_facts(&hash, record);
    for (int i = 0; i < CANDIDATE_LIST_COUNT; i++) {
        hash_list(&hash, &candidate_list_type[i], &record->list[i]);
    }
    for (size_t i = 0; i < profile->wish_count; i++) {
        hash_work(&hash, snapshot, &profile->wish[i].work);
    }
    for (size_t i = 0; i < profile->experience_count; i++) {
        hash_work(&hash, snapshot, &profile->experience[i].work);
    }
    for (int32_t i = 0; i < profile->skill_count; i++) {
        hash_text(&hash, snapshot->skills.key[profile->skill[i]]);
    }
    return hash_end(&hash);
}

Print print_opening(const Snapshot *snapshot, int opening) {
    const OpeningProfile *profile = &snapshot->opening[opening];
    const OpeningRecord *record = profile->record;
    if (!record) return (Print){ { 0 } };
    Hash hash = hash_begin('o');
    hash_number(&hash, record->number);
    hash_fields(&hash, opening_field, OPENING_FIELD_COUNT, record->field);
    for (int i = 0; i < OPENING_LIST_COUNT; i++) {
        hash_list(&hash, &opening_list_type[i], &record->list[i]);
    }
    hash_work(&hash, snapshot, &profile->work);
    for (int i = 0; i < profile->skill_count; i++) {
        hash_text(&hash, snapshot->skills.key[profile->skill[i]]);
    }
    return hash_end(&hash);
}

void print_add(Print *sum, Print print) {
    for (int i = 0; i < PRINT_WORDS; i++) sum->word[i] += print.word[i];
}

void print_take(Print *sum, Print print) {
    for (int i = 0; i < PRINT_WORDS; i++) sum->word[i] -= print.word[i];
}

Print print_candidates(const Snapshot *snapshot) {
    Print sum = { { 0 } };
    int count = (int)snapshot_candidate_count(snapshot);
    for (int i = 0; i < count; i++) print_add(&sum, print_candidate(snapshot, i));
    return sum;
}

Print print_openings(const Snapshot *snapshot) {
    Print sum = { { 0 } };
    int count = (int)snapshot_opening_count(snapshot);
    for (int i = 0; i < count; i++) print_add(&sum, print_opening(snapshot, i));
    return sum;
}

Print print_ground(const Snapshot *snapshot) {
    Hash hash = hash_begin('g');
    unsigned char map[PLACES_PRINT_BYTES];
    for (size_t i = 0; i < snapshot->classes.count; i++) {
        hash_text(&hash, snapshot->classes.record[i].id);
        hash_fields(&hash, class_field, CLASS_FIELD_COUNT, snapshot->classes.record[i].field);
    }
    map_print(snapshot->map, map);
    hash_text(&hash, (Str){ (const char *)map, sizeof map });
    return hash_end(&hash);
}

Print print_rules(const Rules *rules, Day today) {
    Hash hash = hash_begin('r');
    hash_text(&hash, rules_version(rules));
    hash_number(&hash, today);
    return hash_end(&hash);
}

Print print_of(const Print *print, size_t count) {
    Hash hash = hash_begin('l');
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < PRINT_WORDS; k++) hash_number(&hash, (int64_t)print[i].word[k]);
    }
    return hash_end(&hash);
}

Str print_text(Arena *arena, Print print) {
    Text text = text_new(arena, 2 * sizeof print + 1);
    for (int i = 0; i < PRINT_WORDS; i++) {
        text_addf(&text, "%016llx", (unsigned long long)print.word[i]);
    }
    return text_str(&text);
}
