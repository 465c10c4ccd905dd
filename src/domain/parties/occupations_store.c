#include "changes/changes.h"
#include "parties/parties_index.h"

SQL(occupation_upsert,
    "INSERT INTO occupation_mapping (tenant_id, occupation, isco, label) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (tenant_id, occupation) DO UPDATE SET isco = excluded.isco,"
    " label = COALESCE(excluded.label, occupation_mapping.label)"
    " WHERE occupation_mapping.isco <> excluded.isco"
    " OR COALESCE(excluded.label, occupation_mapping.label, '') <>"
    " COALESCE(occupation_mapping.label, '')");
SQL(occupations_published, "SELECT c.address, c.isco, l.label, c.same_as, c.near_to"
                           " FROM vocabulary_concept c LEFT JOIN vocabulary_label l ON"
                           " l.tenant_id = c.tenant_id AND l.kind = c.kind AND l.scheme = c.scheme"
                           " AND l.address = c.address AND l.language = 'nl'"
                           " WHERE c.tenant_id = ?1 AND c.kind = 'occupation'"
                           " ORDER BY c.scheme DESC, c.address");
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

typedef struct Gathering {
    Db *db;
    Arena *arena;
    int64_t tenant;
    Occupations all;
    size_t capacity;
} Gathering;

static void occupation_add(Gathering *gathering, Query *query) {
    Occupations *all = &gathering->all;
    Arena *arena = gathering->arena;
    all->row = arena_room(arena, Occupation, all->row, all->count, &gathering->capacity);
    all->row[all->count++] = (Occupation){ .address = query_text(query, arena, 0),
                                           .isco = query_text(query, arena, 1),
                                           .label = query_text(query, arena, 2) };
}

static void index_make(Gathering *gathering) {
    Occupations *all = &gathering->all;
    all->index = index_new(gathering->arena, all->count);
    for (size_t i = 0; i < all->count; i++) index_put(all->index, all->row[i].address, (uint32_t)i);
}

static Str group_of(const Occupations *all, Str address) {
    const Occupation *found = occupation_find(all, address);
    return found ? found->isco : STR_EMPTY;
}

/* One that has no group has that of the other which it names; without any it says nothing here. */
static Result published_gather(Gathering *gathering) {
    Query *query = db_query(gathering->db, &occupations_published);
    query_set_integer(query, 1, gathering->tenant);
    size_t first = gathering->all.count, kept = first, named_count = 0, capacity = 0;
    Str *named = NULL;
    while (query_next(query)) {
        occupation_add(gathering, query);
        bool same = !query_is_null(query, 3);
        named = arena_room(gathering->arena, Str, named, named_count, &capacity);
        named[named_count++] = query_text(query, gathering->arena, same ? 3 : 4);
    }
    index_make(gathering);
    Occupations *all = &gathering->all;
    for (size_t i = first; i < all->count; i++) {
        if (!all->row[i].isco.len) all->row[i].isco = group_of(all, named[i - first]);
    }
    for (size_t i = first; i < all->count; i++) {
        if (all->row[i].isco.len) all->row[kept++] = all->row[i];
    }
    all->count = all->own_first = kept;
    return query_end(query);
}

Result occupations_load(Db *db, Arena *arena, int64_t tenant, Occupations *ret_all) {
    Gathering gathering = { db, arena, tenant, occupations_builtin(arena), 0 };
    gathering.capacity = gathering.all.count;
    Result result = published_gather(&gathering);
    if (result != OK) return result;
    Query *query = db_query(db, &occupations_select);
    query_set_integer(query, 1, tenant);
    while (query_next(query)) occupation_add(&gathering, query);
    result = query_end(query);
    if (result != OK) return result;
    index_make(&gathering);
    *ret_all = gathering.all;
    return OK;
}
