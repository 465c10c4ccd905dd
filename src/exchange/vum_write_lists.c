/* How lists of a profile follow what is stored; the rules stand in vum_write.h. */
#include "auto.h"
#include "vum_codes.h"
#include "vum_json.h"
#include "vum_values.h"
#include "vum_write.h"

/* --- sets and entries --- */

/* Old entries and new ones, both as the writer would write them; NULL for what says nothing of
 * ours. A pair that is equal is matched. */
typedef struct Sides {
    json_t **old, **new;
    bool *old_matched, *new_matched;
    size_t old_count, new_count;
} Sides;

static Sides sides_make(VumReading *reading, const VumListWriter *writer, const RecordList *now,
                        const json_t *entries) {
    const RecordType *type = &candidate_list_type[writer->list];
    Sides sides = { .old_count = json_array_size(entries), .new_count = now->count };
    sides.old = arena_many(reading->arena, json_t *, sides.old_count);
    sides.new = arena_many(reading->arena, json_t *, sides.new_count);
    sides.old_matched = arena_many(reading->arena, bool, sides.old_count);
    sides.new_matched = arena_many(reading->arena, bool, sides.new_count);
    for (size_t i = 0; i < sides.old_count; i++) {
        Value row[RECORD_FIELDS_MAX] = { 0 };
        Str path = vum_entry_path(reading, writer->path, i);
        if (!writer->read(reading, json_array_get(entries, i), path, row)) continue;
        sides.old[i] = writer->write(row);
    }
    for (size_t i = 0; i < sides.new_count; i++) {
        sides.new[i] = writer->write(now->value + i * (size_t)type->field_count);
    }
    return sides;
}

static void sides_end(Sides *sides) {
    for (size_t i = 0; i < sides->old_count; i++) json_decref(sides->old[i]);
    for (size_t i = 0; i < sides->new_count; i++) json_decref(sides->new[i]);
}

/* In a set one side may match several of the other. */
static void sides_match(Sides *sides, VumListKind kind) {
    for (size_t n = 0; n < sides->new_count; n++) {
        for (size_t o = 0; o < sides->old_count; o++) {
            if (!sides->new[n] || !sides->old[o]) continue;
            if (kind == VUM_ENTRIES && (sides->old_matched[o] || sides->new_matched[n])) continue;
            if (!json_equal(sides->old[o], sides->new[n])) continue;
            sides->old_matched[o] = sides->new_matched[n] = true;
        }
    }
}

static size_t unmatched(json_t *const *side, const bool *matched, size_t count) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) found += side[i] && !matched[i];
    return found;
}

/* Our fields of one entry become those of `new`; what else it holds stays. */
static void entry_change(json_t *entry, json_t *old, json_t *new) {
    const char *name;
    json_t *value;
    json_object_foreach(old, name, value) {
        if (!json_object_get(new, name)) json_object_del(entry, name);
    }
    json_object_foreach(new, name, value) {
        if (!json_equal(json_object_get(old, name), value)) json_object_set(entry, name, value);
    }
}

static void entries_change(Sides *sides, json_t *entries) {
    size_t n = 0;
    for (size_t o = 0; o < sides->old_count; o++) {
        if (!sides->old[o] || sides->old_matched[o]) continue;
        while (!sides->new[n] || sides->new_matched[n]) n++;
        entry_change(json_array_get(entries, o), sides->old[o], sides->new[n]);
        sides->old_matched[o] = sides->new_matched[n] = true;
    }
}

static bool entry_stands(const json_t *entries, const json_t *entry) {
    for (size_t i = 0; i < json_array_size(entries); i++) {
        if (json_equal(json_array_get(entries, i), entry)) return true;
    }
    return false;
}

static void entries_leave_and_come(Sides *sides, VumListKind kind, json_t *entries) {
    for (size_t o = sides->old_count; o-- > 0;) {
        if (sides->old[o] && !sides->old_matched[o]) json_array_remove(entries, o);
    }
    for (size_t n = 0; n < sides->new_count; n++) {
        if (!sides->new[n] || sides->new_matched[n]) continue;
        if (kind == VUM_SET && entry_stands(entries, sides->new[n])) continue;
        json_array_append(entries, sides->new[n]);
    }
}

/* The exchange carries addresses of its own scheme, and what it said itself before. */
static bool address_is_sayable(const Sides *sides, const json_t *entry, const char *path) {
    const json_t *address = vum_at(entry, path);
    if (!address || vum_is_competentnl(vum_json_str(address))) return true;
    for (size_t o = 0; o < sides->old_count; o++) {
        if (sides->old[o] && json_equal(vum_at(sides->old[o], path), address)) return true;
    }
    return false;
}

/* What is new and cannot be said counts as not there; work keeps its dates. */
static void drop_unsayable(Sides *sides) {
    for (size_t n = 0; n < sides->new_count; n++) {
        json_t *entry = sides->new[n];
        if (!entry || sides->new_matched[n]) continue;
        if (!address_is_sayable(sides, entry, "beroep.codeBeroepsnaam")) {
            json_object_del(entry, "beroep");
        }
        if (address_is_sayable(sides, entry, "codeBeroepsnaam") &&
            address_is_sayable(sides, entry, "codeCompetentie") && json_object_size(entry))
            continue;
        json_decref(entry);
        sides->new[n] = NULL;
    }
}

void vum_list_write(VumReading *reading, const VumListWriter *writer, const RecordList *now,
                    json_t *profile) {
    json_t *entries = vum_at(profile, writer->path);
    Sides sides = sides_make(reading, writer, now, entries);
    sides_match(&sides, writer->kind);
    drop_unsayable(&sides);
    size_t leaving = unmatched(sides.old, sides.old_matched, sides.old_count);
    size_t coming = unmatched(sides.new, sides.new_matched, sides.new_count);
    if (coming && !entries) vum_put(profile, writer->path, entries = json_array());
    if (writer->kind == VUM_ENTRIES && leaving == coming && coming) entries_change(&sides, entries);
    else if (leaving || coming) entries_leave_and_come(&sides, writer->kind, entries);
    sides_end(&sides);
}

/* --- lists in which several entries may speak of one thing --- */

/* What one such list is about: `key_name` names the thing in an entry. */
typedef struct Said {
    json_t *entries;
    const char *key_name;
    json_t *key;
    bool bare_goes; /* an entry that is left with its key alone says nothing */
} Said;

static bool is_about(const Said *said, const json_t *entry) {
    return json_equal(json_object_get(entry, said->key_name), said->key);
}

/* The first that named the answer, else the first about this thing; NULL: none. */
static json_t *holder_of(const Said *said, const char *name) {
    json_t *holder = NULL;
    for (size_t i = 0; i < json_array_size(said->entries); i++) {
        json_t *entry = json_array_get(said->entries, i);
        if (!is_about(said, entry)) continue;
        if (json_object_get(entry, name)) return entry;
        if (!holder) holder = entry;
    }
    return holder;
}

/* The answer stands in one entry; the others lose it. NULL takes the answer away. */
static void answer_set(const Said *said, const char *name, json_t *answer) {
    json_t *holder = holder_of(said, name);
    if (!holder && answer) {
        holder = json_object();
        json_object_set(holder, said->key_name, said->key);
        json_array_append_new(said->entries, holder);
    }
    for (size_t i = json_array_size(said->entries); i-- > 0;) {
        json_t *entry = json_array_get(said->entries, i);
        if (!is_about(said, entry) || (entry == holder && answer)) continue;
        bool lost = json_object_del(entry, name) == 0;
        if (lost && said->bare_goes && json_object_size(entry) == 1) {
            json_array_remove(said->entries, i);
        }
    }
    if (answer) json_object_set_new(holder, name, answer);
}

static json_t *list_made(json_t *profile, const char *path) {
    json_t *list = vum_at(profile, path);
    if (!list) vum_put(profile, path, list = json_array());
    return list;
}

/* --- languages --- */

static const char languages_path[] = "arbeidsmarktkwalificatie.taalbeheersing";

static void grade_set(json_t *profile, Str language, int skill, json_t *grade) {
    AUTO(vum_json_end) json_t *key = json_stringn(language.at, language.len);
    Said said = { list_made(profile, languages_path), "codeTaal", key, .bare_goes = true };
    answer_set(&said, vum_skill_name(skill), grade);
}

static bool language_same(const VumLanguage *before, const Value *row) {
    Value low = row[LANGUAGE_level_low], high = row[LANGUAGE_level_high];
    return low.known && high.known && low.number == before->low && high.number == before->high;
}

void vum_languages_write(VumReading *reading, const RecordList *now, json_t *profile) {
    VumLanguages before = vum_languages(reading, vum_at(profile, languages_path), languages_path);
    bool *still = arena_many(reading->arena, bool, before.count);
    for (size_t k = 0; k < before.count; k++) { /* entries that leave take their texts along */
        before.at[k].language.text = str_copy(reading->arena, before.at[k].language.text);
    }
    for (size_t i = 0; i < now->count; i++) {
        const Value *row = now->value + i * LANGUAGE_FIELD_COUNT;
        Value language = row[LANGUAGE_language], skill = row[LANGUAGE_skill];
        if (!language.known || !skill.known) continue;
        bool same = false;
        for (size_t k = 0; k < before.count; k++) {
            if (before.at[k].skill != skill.number ||
                !str_equal(before.at[k].language.text, language.text)) continue;
            still[k] = row[LANGUAGE_level_low].known;
            same = language_same(&before.at[k], row);
        }
        if (same || !row[LANGUAGE_level_low].known) continue;
        grade_set(profile, language.text, (int)skill.number,
                  json_integer(vum_level_grade(row[LANGUAGE_level_low].number)));
    }
    for (size_t k = 0; k < before.count; k++) {
        if (!still[k]) grade_set(profile, before.at[k].language.text, before.at[k].skill, NULL);
    }
}

/* --- vehicles --- */

static void use_write(json_t *profile, int mode, const char *name, Value before, Value now) {
    if (value_equal(FIELD_YES, before, now)) return;
    AUTO(vum_json_end) json_t *key = json_integer(vum_mode_vehicle(mode));
    Said said = { list_made(profile, "vervoermiddel"), "codeVervoermiddel", key };
    answer_set(&said, name, now.known ? json_integer(now.number ? 1 : 2) : NULL);
}

static void vehicle_leave(json_t *profile, int mode) {
    json_t *list = json_object_get(profile, "vervoermiddel");
    for (size_t i = json_array_size(list); i-- > 0;) {
        json_t *code = json_object_get(json_array_get(list, i), "codeVervoermiddel");
        if (json_integer_value(code) == vum_mode_vehicle(mode)) json_array_remove(list, i);
    }
}

static void vehicle_come(json_t *profile, int mode) {
    json_array_append_new(
        list_made(profile, "vervoermiddel"),
        json_pack("{s:I}", "codeVervoermiddel", (json_int_t)vum_mode_vehicle(mode)));
}

void vum_transport_write(VumReading *reading, const RecordList *now, json_t *profile) {
    const RecordType *type = &candidate_list_type[LIST_TRANSPORT];
    VumTransport before = vum_transport(reading, json_object_get(profile, "vervoermiddel"));
    for (int mode = 0; mode < VUM_MODE_COUNT; mode++) {
        if (!vum_mode_vehicle(mode)) continue;
        Value key[TRANSPORT_FIELD_COUNT] = { [TRANSPORT_mode] = { .known = true, .number = mode } };
        int at = record_find(type, now, key);
        if (at < 0) {
            if (before.named[mode]) vehicle_leave(profile, mode);
            continue;
        }
        if (!before.named[mode]) vehicle_come(profile, mode);
        use_write(profile, mode, "indicatieBeschikbaarVoorWoonWerkverkeer", before.to_work[mode],
                  record_value(type, now, (size_t)at, TRANSPORT_to_work));
        use_write(profile, mode, "indicatieBeschikbaarVoorUitvoeringWerk", before.at_work[mode],
                  record_value(type, now, (size_t)at, TRANSPORT_at_work));
    }
}
