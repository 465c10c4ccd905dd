#include "many_people.h"

#include "auto.h"
#include "demo/demo.h"
#include "log.h"
#include "tenants/tenants.h"

enum { SLICE = 5000 };

static const char *const given[] = { "Mohammed", "Ahmad", "Fatima", "Amina", "Youssef", "Khaled", "Omar", "Ali",
    "Hassan", "Hussein", "Maryam", "Zainab", "Ibrahim", "Samir", "Nour", "Rania", "Layla", "Tesfay", "Haile",
    "Selam", "Mebrahtu", "Olena", "Oleksandr", "Dmytro", "Iryna", "Andriy", "Anna", "Jan", "Maria", "Sofia",
    "Mehmet", "Ayse", "Emre", "Elif", "Reza", "Shirin", "Parisa", "Farhad", "Abdul Karim", "Abdelaziz",
    "Yonas", "Natalia", "Kateryna", "Bilal", "Salma", "Karim", "Hamid", "Nasrin", "Tariq", "Walid" };
static const char *const family[] = { "Haddad", "Al Khalaf", "El Idrissi", "Shevchenko", "Kovalenko", "Bondarenko",
    "Tesfamariam", "Gebremedhin", "Kidane", "Yilmaz", "Kaya", "Demir", "Hosseini", "Ahmadi", "Karimi", "Rahimi",
    "de Vries", "Jansen", "van den Berg", "Bakker", "Meijer", "Hassan", "Mohammed", "Ali", "Ibrahim", "Othman",
    "Saleh", "Mahmoud", "Nasser", "Aziz", "Petrenko", "Melnyk", "Abdi", "Warsame", "Nguyen", "Tran", "Osman",
    "Yusuf", "Barzani", "Sultani" };
enum { GIVEN = sizeof given / sizeof *given, FAMILY = sizeof family / sizeof *family };

uint64_t many_people_mixed(uint64_t number) {
    uint64_t z = number * 0x9E3779B97F4A7C15ULL + 0x1234567;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    return z ^ (z >> 27);
}

static void must(Result result, const char *what) {
    if (result != OK) log_fatal("%s: %s", what, result_name(result));
}

static void name_set(CandidateRecord *record, Fact fact, const char *name) {
    record->fact[fact] = (Value){ .known = true, .text = str_from(name) };
}

static void people_fill(Db *db, int64_t tenant, int people) {
    for (int first = 0; first < people; first += SLICE) {
        AUTO(arena_end_at) Arena *arena = arena_new("people", (size_t)8 << 30);
        int count = people - first < SLICE ? people - first : SLICE;
        DemoRequest request = { .seed = 1 + (uint64_t)first, .today = MANY_PEOPLE_TODAY, .candidates = count, .openings = 1 };
        CandidateRows rows;
        OpeningRows openings;
        ClassRows classes;
        bool changed;
        demo_make(arena, request, &rows, &openings, &classes);
        must(db_begin(db), "begin");
        for (size_t i = 0; i < rows.count; i++) {
            uint64_t bits = many_people_mixed((uint64_t)first + i);
            rows.record[i].id = str_printf(arena, "k%07d", first + (int)i);
            name_set(&rows.record[i], FACT_given_name, given[bits % GIVEN]);
            name_set(&rows.record[i], FACT_family_name, family[(bits >> 32) % FAMILY]);
            must(candidate_put(db, arena, tenant, &rows.record[i], &changed), "person");
        }
        must(db_commit(db), "commit");
    }
}

void many_people_make(const char *path, int count, Db **ret_db, int64_t *ret_tenant) {
    Phrase why;
    Tenant tenant = { .name = S("demo"), .region = S(DEMO_REGION), .demo = true };
    must(db_open(path, DB_NEW, ret_db, &why), "making the database");
    must(db_begin(*ret_db), "begin");
    must(tenant_make(*ret_db, &tenant, ret_tenant), "making the tenant");
    must(db_commit(*ret_db), "commit");
    people_fill(*ret_db, *ret_tenant, count);
}

Str many_people_typed(Arena *arena, uint64_t round, int letters) {
    uint64_t bits = many_people_mixed(round + 777);
    Str name = str_from(bits % 2 ? given[(bits >> 8) % GIVEN] : family[(bits >> 8) % FAMILY]);
    return str_copy(arena, str_sub(name, 0, (size_t)letters));
}
