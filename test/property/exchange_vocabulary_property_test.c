/* Lists that come in: once is twice, and the order of rows says nothing. */
#include "../store/exchange_csv.h"
#include "chance.h"
#include "vocabulary/vocabulary.h"

enum { ROWS_MAX = 40, LISTS = 60 };

typedef struct List {
    Str row[ROWS_MAX];
    size_t count;
} List;

static void list_fill(Arena *arena, Chance *chance, List *list) {
    list->count = 0;
    for (int id = 0; id < ROWS_MAX; id++) {
        if (!chance_between(chance, 0, 2)) continue;
        list->row[list->count++] =
            str_printf(arena, "http://data.europa.eu/esco/skill/%d,s,woord %d,\"een %d\ntwee %d\",%s\n",
                       id, (int)chance_between(chance, 0, 60), (int)chance_between(chance, 0, 9),
                       (int)chance_between(chance, 0, 9),
                       chance_between(chance, 0, 9) ? "released" : "obsolete");
    }
}

static void list_shuffle(Chance *chance, List *list) {
    for (size_t i = list->count; i > 1; i--) {
        size_t k = (size_t)chance_between(chance, 0, (int64_t)i - 1);
        Str kept = list->row[i - 1];
        list->row[i - 1] = list->row[k];
        list->row[k] = kept;
    }
}

static Str list_file(Arena *arena, const List *list) {
    Text text = text_new(arena, 64 * 1024);
    text_add(&text, S("conceptUri,skillType,preferredLabel,altLabels,status\n"));
    for (size_t i = 0; i < list->count; i++) text_add(&text, list->row[i]);
    return text_str(&text);
}

static ImportReport taken(Store *store, Arena *arena, Tongue tongue, Str file) {
    ImportRequest request = test_request(store, arena);
    request.labels_told = true;
    request.labels = tongue;
    Imported imported = import_with(&request, "skills", file);
    assert_int_equal(imported.result, OK);
    return imported.report;
}

static void a_list_counts_once_in_any_order(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TEST_STORE(store);
    TEST_STORE(other);
    Chance chance = chance_begin();
    for (int i = 0; i < LISTS; i++) {
        ArenaMark mark = arena_mark(arena);
        List list;
        list_fill(arena, &chance, &list);
        Tongue tongue = (Tongue)chance_between(&chance, 0, 1);
        ImportReport one = taken(&store, arena, tongue, list_file(arena, &list));
        list_shuffle(&chance, &list);
        ImportReport two = taken(&other, arena, tongue, list_file(arena, &list));
        assert_int_equal(one.fresh, two.fresh);
        assert_int_equal(one.changed, two.changed);
        assert_int_equal(one.gone, two.gone);
        Str digest = digest_of(&store, arena);
        assert_true(str_equal(digest, digest_of(&other, arena)));
        list_shuffle(&chance, &list);
        ImportReport again = taken(&store, arena, tongue, list_file(arena, &list));
        assert_int_equal(again.fresh + again.changed + again.gone, 0);
        assert_true(str_equal(digest, digest_of(&store, arena)));
        arena_rewind(arena, mark);
    }
    Concepts all; /* nothing that was ever there is lost */
    assert_int_equal(concepts_load(store.db, arena, store.tenant, CONCEPT_SKILL, &all), OK);
    assert_int_equal(all.count, ROWS_MAX);
}

SUITE("exchange vocabulary properties", cmocka_unit_test(a_list_counts_once_in_any_order))
