#include "changes/changes.h"
#include "parties/parties_index.h"

SQL(occupation_upsert,
    "INSERT INTO occupation_mapping (tenant_id, occupation, isco, label) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (tenant_id, occupation) DO UPDATE SET isco = excluded.isco,"
    " label = COALESCE(excluded.label, occupation_mapping.label)"
    " WHERE occupation_mapping.isco <> excluded.isco"
    " OR COALESCE(excluded.label, occupation_mapping.label, '') <>"
    " COALESCE(occupation_mapping.label, '')");
SQL(occupations_select, "SELECT occupation, isco, label FROM occupation_mapping"
                        " WHERE tenant_id = ?1 ORDER BY occupation");

static Result occupation_check(const Value *value, Phrase *ret_why) {
    for (int i = OCCUPATION_occupation; i <= OCCUPATION_isco; i++) {
        if (value[i].known) continue;
        *ret_why = PHRASE(WORD_party_field_missing,
                          VALUE_TEXT("field", str_from(occupation_field[i].name)));
        return INVALID;
    }
    if (isco_exists(value[OCCUPATION_isco].text)) return OK;
    *ret_why = PHRASE(WORD_party_isco_unknown, VALUE_TEXT("isco", value[OCCUPATION_isco].text));
    return INVALID;
}

Result occupation_put(Db *db, int64_t tenant, const Value *value, bool *ret_changed,
                      Phrase *ret_why) {
    Result result = occupation_check(value, ret_why);
    if (result != OK) return result;
    Query *query = db_query(db, &occupation_upsert);
    query_set_integer(query, 1, tenant);
    record_row_set(query, 2, occupation_field, OCCUPATION_FIELD_COUNT, value);
    result = query_run(query);
    if (result != OK) return result;
    bool changed = query_changes(db) > 0;
    int64_t change;
    if (changed) result = change_note(db, tenant, CHANGE_OCCUPATION, 0, &change);
    if (result == OK) *ret_changed = changed;
    return result;
}

Result occupations_load(Db *db, Arena *arena, int64_t tenant, Occupations *ret_all) {
    Occupations all = occupations_builtin(arena);
    size_t capacity = all.count;
    Query *query = db_query(db, &occupations_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) {
        all.row = arena_room(arena, Occupation, all.row, all.count, &capacity);
        all.row[all.count++] = (Occupation){ .address = query_text(query, arena, 0),
                                             .isco = query_text(query, arena, 1),
                                             .label = query_text(query, arena, 2) };
    }
    Result result = query_end(query);
    if (result != OK) return result;
    all.index = index_new(arena, all.count);
    for (size_t i = 0; i < all.count; i++) index_put(all.index, all.row[i].address, (uint32_t)i);
    *ret_all = all;
    return OK;
}
