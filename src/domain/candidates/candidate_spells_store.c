#include "candidates/candidate_spells.h"

SQL(spells_select,
    "SELECT candidate_number" SPELL_FIELDS(
        FIELD_COLUMN) " FROM candidate_spell"
                      " WHERE tenant_id = ?1 AND candidate_number = ?2 ORDER BY entry");
SQL(spell_insert, "INSERT INTO candidate_spell (tenant_id, candidate_number, entry" SPELL_FIELDS(
                      FIELD_COLUMN) ") VALUES (?1, ?2, ?3" SPELL_FIELDS(FIELD_HOLE) ")");
SQL(spells_remove, "DELETE FROM candidate_spell WHERE tenant_id = ?1 AND candidate_number = ?2");

static const FieldInfo spell_field[] = { SPELL_FIELDS(FIELD_INFO) };
const RecordType spell_type = { "spell", "candidate_spell", spell_field,   SPELL_FIELD_COUNT, 0,
                                false,   &spells_select,    &spell_insert, &spells_remove };

static Result spells_check(const RecordList *spells) {
    for (size_t row = 0; row < spells->count; row++) {
        Value from = record_value(&spell_type, spells, row, SPELL_starts_on);
        Value until = record_value(&spell_type, spells, row, SPELL_ends_on);
        if (!record_value(&spell_type, spells, row, SPELL_kind).known || !from.known)
            return INVALID;
        if (until.known && until.number < from.number) return INVALID;
    }
    return record_check(&spell_type, spells);
}

static Query *person_query(Db *db, const Sql *sql, int64_t tenant, int64_t number) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    return query;
}

Result candidate_spells_put(Db *db, int64_t tenant, int64_t number, const RecordList *spells) {
    Result result = spells_check(spells);
    if (result == OK) result = query_run(person_query(db, &spells_remove, tenant, number));
    for (size_t row = 0; row < spells->count && result == OK; row++) {
        Query *query = person_query(db, &spell_insert, tenant, number);
        query_set_integer(query, 3, (int64_t)row + 1);
        record_row_set(query, 4, spell_field, SPELL_FIELD_COUNT,
                       spells->value + row * SPELL_FIELD_COUNT);
        result = query_run(query);
    }
    return result;
}

Result candidate_spells_load(Db *db, Arena *arena, int64_t tenant, int64_t number,
                             RecordList *ret_spells) {
    RecordList spells = { 0 };
    Result result = OK;
    Query *query = person_query(db, &spells_select, tenant, number);
    while (result == OK && query_next(query)) {
        Value value[SPELL_FIELD_COUNT];
        result = record_row_get(query, arena, 1, spell_field, SPELL_FIELD_COUNT, value);
        if (result == OK) record_add(arena, &spell_type, &spells, value, (Provenance){ 0 });
    }
    Result ended = query_end(query);
    if (result == OK) result = ended;
    if (result == OK) *ret_spells = spells;
    return result;
}
