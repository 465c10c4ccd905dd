#include "parties/parties_index.h"

#include "auto.h"
#include "limits.h"

SQL(company_find, "SELECT id FROM organisation WHERE tenant_id = ?1 AND company_id = ?2"
                  " ORDER BY number LIMIT 1");
SQL(recognition_upsert,
    "INSERT INTO recognition (tenant_id, organisation_number, crebo, postcode, valid_from,"
    " valid_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (tenant_id, organisation_number, crebo, postcode, valid_from) DO UPDATE SET"
    " valid_until = COALESCE(excluded.valid_until, recognition.valid_until)"
    " WHERE COALESCE(excluded.valid_until, recognition.valid_until, '') <>"
    " COALESCE(recognition.valid_until, '')");
SQL(recognitions_select,
    "SELECT organisation.number, organisation.id, organisation.company_id, organisation.name,"
    " crebo, postcode, valid_from, valid_until FROM recognition"
    " JOIN organisation ON organisation.tenant_id = recognition.tenant_id"
    " AND organisation.number = recognition.organisation_number WHERE recognition.tenant_id = ?1"
    " ORDER BY organisation.number, crebo, postcode, valid_from");

enum { COLUMN_FIRST = RECOGNITION_crebo }; /* from here on the fields are columns of recognition */

static Result required_check(const Value *value, Phrase *ret_why) {
    static const int required[] = { RECOGNITION_company_id, RECOGNITION_crebo, RECOGNITION_postcode,
                                    RECOGNITION_valid_from };
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        if (value[required[i]].known) continue;
        *ret_why = PHRASE(WORD_party_field_missing,
                          VALUE_TEXT("field", str_from(recognition_field[required[i]].name)));
        return INVALID;
    }
    return OK;
}

/* The organisation with this company id, else the one with this id, else a new one. */
static Result company_load(Db *db, Arena *arena, int64_t tenant, PartyRecord *company) {
    Query *query = db_query(db, &company_find);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, company->id);
    if (query_next(query)) company->id = query_text(query, arena, 0);
    Result result = query_end(query);
    if (result == OK) result = party_load(db, arena, tenant, company);
    return result == NOT_FOUND ? OK : result;
}

/* A name that somebody else gave stays; one that was only the id gives way. */
static Result company_put(Db *db, int64_t tenant, const Value *value, int64_t *ret_number,
                          bool *ret_changed) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one company", STRING_BYTES_MAX);
    Phrase why; /* nothing required is missing */
    Value id = value[RECOGNITION_company_id], name = value[RECOGNITION_company_name];
    PartyRecord company = { .kind = PARTY_ORGANISATION, .id = id.text };
    Result result = company_load(db, scratch, tenant, &company);
    if (result != OK) return result;
    if (!company.number) {
        company.field[ORGANISATION_kind] =
            (Value){ .known = true, .number = codes_find(ORGANISATION_KIND_CODES, S("employer")) };
        company.field[ORGANISATION_name] = id;
    }
    bool unnamed = str_equal(company.field[ORGANISATION_name].text, id.text);
    if (name.known && unnamed) company.field[ORGANISATION_name] = name;
    company.field[ORGANISATION_company_id] = id;
    result = party_put(db, tenant, &company, ret_changed, &why);
    if (result != OK) return result;
    return party_number(db, tenant, PARTY_ORGANISATION, company.id, ret_number);
}

Result recognition_put(Db *db, int64_t tenant, const Value *value, bool *ret_changed,
                       Phrase *ret_why) {
    int64_t number = 0;
    bool company_changed = false;
    Result result = required_check(value, ret_why);
    if (result == OK) result = company_put(db, tenant, value, &number, &company_changed);
    if (result != OK) return result;
    Query *query = db_query(db, &recognition_upsert);
    query_set_integer(query, 1, tenant);
    query_set_integer(query, 2, number);
    record_row_set(query, 3, recognition_field + COLUMN_FIRST,
                   RECOGNITION_FIELD_COUNT - COLUMN_FIRST, value + COLUMN_FIRST);
    result = query_run(query);
    if (result == OK) *ret_changed = company_changed || query_changes(db) > 0;
    return result;
}

/* The first row of each organisation, by company id and by id; an id goes before a company id. */
static void recognitions_index(Arena *arena, Recognitions *all) {
    PartyIndex *index = index_new(arena, all->count * 2);
    for (int ids = 0; ids <= 1; ids++) {
        for (size_t i = all->count; i-- > 0;) {
            Value company = all->row[i].field[RECOGNITION_company_id];
            if (ids) index_put(index, all->row[i].organisation, (uint32_t)i);
            else if (company.known) index_put(index, company.text, (uint32_t)i);
        }
    }
    all->index = index;
}

Result recognitions_load(Db *db, Arena *arena, int64_t tenant, Recognitions *ret_all) {
    Recognitions all = { 0 };
    size_t capacity = 0;
    Result result = OK;
    Query *query = db_query(db, &recognitions_select);
    query_set_integer(query, 1, tenant);
    while (result == OK && query_next(query)) {
        all.row = arena_room(arena, Recognition, all.row, all.count, &capacity);
        Recognition *row = &all.row[all.count++];
        row->organisation_number = query_integer(query, 0);
        row->organisation = query_text(query, arena, 1);
        result =
            record_row_get(query, arena, 2, recognition_field, RECOGNITION_FIELD_COUNT, row->field);
    }
    Result ended = query_end(query);
    if (result == OK) result = ended;
    if (result != OK) return result;
    recognitions_index(arena, &all);
    *ret_all = all;
    return OK;
}
