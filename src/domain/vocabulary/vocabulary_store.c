#include "vocabulary/vocabulary.h"

#include "changes/changes.h"
#include "log.h"
#include "records/own_table.h"
#include "records/records.h"

SQL(concepts_select, "SELECT c.scheme, c.address, c.isco, c.same_as, c.near_to, c.gone_on,"
                     " nl.label, nl.alternatives, en.label, en.alternatives"
                     " FROM vocabulary_concept c"
                     " LEFT JOIN vocabulary_label nl ON nl.tenant_id = c.tenant_id AND nl.kind ="
                     " c.kind AND nl.scheme = c.scheme AND nl.address = c.address AND nl.language"
                     " = 'nl'"
                     " LEFT JOIN vocabulary_label en ON en.tenant_id = c.tenant_id AND en.kind ="
                     " c.kind AND en.scheme = c.scheme AND en.address = c.address AND en.language"
                     " = 'en'"
                     " WHERE c.tenant_id = ?1 AND c.kind = ?2"
                     " ORDER BY CASE c.scheme WHEN 'own' THEN 0 WHEN 'esco' THEN 1 ELSE 2 END,"
                     " c.address");
SQL(concept_upsert, "INSERT INTO vocabulary_concept (tenant_id, kind, scheme, address, isco,"
                    " same_as, near_to, gone_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                    " ON CONFLICT (tenant_id, kind, scheme, address) DO UPDATE SET"
                    " isco = excluded.isco, same_as = excluded.same_as,"
                    " near_to = excluded.near_to, gone_on = excluded.gone_on");
SQL(concept_label_upsert, "INSERT INTO vocabulary_label (tenant_id, kind, scheme, address,"
                          " language, label, alternatives) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                          " ON CONFLICT (tenant_id, kind, scheme, address, language) DO UPDATE SET"
                          " label = excluded.label, alternatives = excluded.alternatives");
SQL(own_occupations_select, "SELECT occupation, isco, label FROM occupation_mapping"
                            " WHERE tenant_id = ?1 ORDER BY occupation");

/* --- reading --- */

static Result concept_read(Query *query, Arena *arena, Concept *concept) {
    int scheme = codes_find(SCHEME_CODES, query_text(query, arena, 0));
    concept->address = query_text(query, arena, 1);
    concept->isco = query_text(query, arena, 2);
    concept->same_as = query_text(query, arena, 3);
    concept->near_to = query_text(query, arena, 4);
    concept->gone_on = DAY_UNKNOWN;
    Str gone = query_text(query, arena, 5);
    for (int tongue = 0; tongue < TONGUE_COUNT; tongue++) {
        concept->label[tongue] = query_text(query, arena, 6 + 2 * tongue);
        concept->alternatives[tongue] = query_text(query, arena, 7 + 2 * tongue);
    }
    if (scheme >= 0 && (!gone.len || day_read(gone, &concept->gone_on))) {
        concept->scheme = (Scheme)scheme;
        return OK;
    }
    log_line("vocabulary: a concept that is not readable");
    return BROKEN;
}

typedef struct Gathering {
    Concept *row;
    size_t count, capacity;
} Gathering;

static Concept *concept_add(Arena *arena, Gathering *all) {
    all->row = arena_room(arena, Concept, all->row, all->count, &all->capacity);
    Concept *concept = &all->row[all->count++];
    *concept = (Concept){ .gone_on = DAY_UNKNOWN };
    return concept;
}

typedef struct Source {
    Db *db;
    Arena *arena;
    int64_t tenant;
} Source;

static Result concepts_gather(Source from, ConceptKind kind, Gathering *all) {
    Query *query = db_query(from.db, &concepts_select);
    query_set_integer(query, 1, from.tenant);
    query_set_text(query, 2, codes_at(CONCEPT_KIND_CODES, kind));
    Result result = OK;
    while (result == OK && query_next(query)) {
        Concept *concept = concept_add(from.arena, all);
        concept->kind = kind;
        result = concept_read(query, from.arena, concept);
    }
    Result ended = query_end(query);
    return result == OK ? ended : result;
}

Result concepts_load(Db *db, Arena *arena, int64_t tenant, ConceptKind kind, Concepts *ret_all) {
    Gathering all = { 0 };
    Result result = concepts_gather((Source){ db, arena, tenant }, kind, &all);
    if (result == OK) *ret_all = (Concepts){ all.row, all.count };
    return result;
}

static Result own_occupations_gather(Source from, Gathering *all) {
    Query *query = db_query(from.db, &own_occupations_select);
    query_set_integer(query, 1, from.tenant);
    while (query_next(query)) {
        Concept *concept = concept_add(from.arena, all);
        concept->address = query_text(query, from.arena, 0);
        concept->isco = query_text(query, from.arena, 1);
        concept->label[TONGUE_NL] = query_text(query, from.arena, 2);
    }
    return query_end(query);
}

/* Those of ESCO; their addresses are its own. */
static void builtin_gather(Arena *arena, Gathering *all) {
    OwnTable table = own_table_open("occupations.csv");
    while (own_table_next(&table)) {
        Concept *concept = concept_add(arena, all);
        concept->scheme = SCHEME_ESCO;
        concept->address = own_table_text(&table, "esco_uri");
        concept->isco = own_table_text(&table, "isco");
        concept->label[TONGUE_NL] = own_table_text(&table, "label_nl");
    }
    table = own_table_open("skills.csv");
    while (own_table_next(&table)) {
        Concept *concept = concept_add(arena, all);
        concept->kind = CONCEPT_SKILL;
        concept->scheme = SCHEME_COUNT; /* of nobody: it may be one with any */
        concept->address = own_table_text(&table, "code");
        concept->label[TONGUE_NL] = own_table_text(&table, "label_nl");
        concept->label[TONGUE_EN] = own_table_text(&table, "label_en");
    }
}

Vocabulary *vocabulary_builtin(Arena *arena) {
    Gathering all = { 0 };
    builtin_gather(arena, &all);
    return vocabulary_make(arena, (Concepts){ all.row, all.count });
}

Result vocabulary_load(Db *db, Arena *arena, int64_t tenant, Vocabulary **ret_vocabulary) {
    Gathering all = { 0 };
    Source from = { db, arena, tenant };
    Result result = own_occupations_gather(from, &all);
    for (int kind = 0; kind < CONCEPT_KIND_COUNT && result == OK; kind++) {
        result = concepts_gather(from, (ConceptKind)kind, &all);
    }
    if (result != OK) return result;
    builtin_gather(arena, &all);
    *ret_vocabulary = vocabulary_make(arena, (Concepts){ all.row, all.count });
    return OK;
}

/* --- writing --- */

static void text_set(Query *query, int parameter, Str text) {
    if (text.len) query_set_text(query, parameter, text);
    else query_set_null(query, parameter);
}

/* The four that name a concept. */
static Query *concept_query(Db *db, const Sql *sql, int64_t tenant, const Concept *concept) {
    Query *query = db_query(db, sql);
    query_set_integer(query, 1, tenant);
    query_set_text(query, 2, codes_at(CONCEPT_KIND_CODES, concept->kind));
    query_set_text(query, 3, codes_at(SCHEME_CODES, concept->scheme));
    query_set_text(query, 4, concept->address);
    return query;
}

Result concept_put(Db *db, int64_t tenant, const Concept *concept) {
    static const FieldInfo gone_on = { "gone_on", FIELD_DAY, 0, 0, NULL };
    Value gone = { .known = concept->gone_on != DAY_UNKNOWN, .number = concept->gone_on };
    Query *query = concept_query(db, &concept_upsert, tenant, concept);
    text_set(query, 5, concept->isco);
    text_set(query, 6, concept->same_as);
    text_set(query, 7, concept->near_to);
    record_row_set(query, 8, &gone_on, 1, &gone);
    Result result = query_run(query);
    for (int tongue = 0; tongue < TONGUE_COUNT && result == OK; tongue++) {
        if (!concept->label[tongue].len) continue;
        query = concept_query(db, &concept_label_upsert, tenant, concept);
        query_set_text(query, 5, str_from(tongue_name((Tongue)tongue)));
        query_set_text(query, 6, concept->label[tongue]);
        text_set(query, 7, concept->alternatives[tongue]);
        result = query_run(query);
    }
    return result;
}

Result vocabulary_changed(Db *db, int64_t tenant) {
    int64_t change;
    return change_note(db, tenant, CHANGE_OCCUPATION, 0, &change);
}
