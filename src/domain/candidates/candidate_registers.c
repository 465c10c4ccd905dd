/* Keeps the last register of each tenant, for all threads. */
#include <pthread.h>
#include <stdlib.h>

#include "auto.h"
#include "candidates/candidate_register.h"
#include "memory.h"

enum {
    CHANGED_MAX = 500, /* more than this, and reading everybody costs less */
};
#define FRESH_BYTES_MAX (4UL * 1024 * 1024 * 1024)

typedef struct Slot Slot;
struct Slot {
    int64_t tenant;
    Register *last; /* NULL: none was made yet */
    pthread_mutex_t making;
    Slot *next;
};

struct CandidateRegisters {
    pthread_mutex_t lock; /* over all that follows, and over readers */
    Slot *first;
};

CandidateRegisters *candidate_registers_begin(void) {
    CandidateRegisters *registers = memory_get(sizeof *registers);
    *registers = (CandidateRegisters){ 0 };
    pthread_mutex_init(&registers->lock, NULL);
    return registers;
}

void candidate_registers_end(CandidateRegisters *registers) {
    for (Slot *slot = registers->first, *next; slot; slot = next) {
        next = slot->next;
        if (slot->last) register_end(slot->last);
        pthread_mutex_destroy(&slot->making);
        memory_give(slot);
    }
    pthread_mutex_destroy(&registers->lock);
    memory_give(registers);
}

/* --- with the lock --- */

static Slot *slot_of(CandidateRegisters *registers, int64_t tenant) {
    Slot *slot = registers->first;
    while (slot && slot->tenant != tenant) slot = slot->next;
    if (slot) return slot;
    slot = memory_get(sizeof *slot);
    *slot = (Slot){ .tenant = tenant, .next = registers->first };
    pthread_mutex_init(&slot->making, NULL);
    registers->first = slot;
    return slot;
}

/* Readers count from 1: the keeper is one of them. */
static void let_go(Register *all) {
    if (--all->readers == 0) register_end(all);
}

static Register *last_take(CandidateRegisters *registers, Slot *slot) {
    pthread_mutex_lock(&registers->lock);
    Register *last = slot->last;
    if (last) last->readers++;
    pthread_mutex_unlock(&registers->lock);
    return last;
}

static void last_set(CandidateRegisters *registers, Slot *slot, Register *made) {
    pthread_mutex_lock(&registers->lock);
    if (slot->last) let_go(slot->last);
    slot->last = made;
    made->readers++;
    pthread_mutex_unlock(&registers->lock);
}

void register_give(CandidateRegisters *registers, Register *all) {
    if (!all) return;
    pthread_mutex_lock(&registers->lock);
    let_go(all);
    pthread_mutex_unlock(&registers->lock);
}

/* --- making --- */

static int numbers_compare(const void *a, const void *b) {
    int64_t one = *(const int64_t *)a, two = *(const int64_t *)b;
    return one < two ? -1 : one > two;
}

/* People and their placements, each number once. */
static Result changed_read(Db *db, Arena *arena, int64_t tenant, const Register *old,
                           ChangedNumbers *ret_numbers) {
    ChangedNumbers people, placements;
    ChangeSince files = { CHANGE_CANDIDATE, old->mark.last };
    ChangeSince moves = { CHANGE_PLACEMENT, old->mark.last };
    Result result = changes_since(db, arena, tenant, files, &people);
    if (result == OK) result = changes_since(db, arena, tenant, moves, &placements);
    if (result != OK) return result;
    ChangedNumbers all = { arena_many(arena, int64_t, people.count + placements.count), 0 };
    for (size_t i = 0; i < people.count; i++) all.number[all.count++] = people.number[i];
    for (size_t i = 0; i < placements.count; i++) all.number[all.count++] = placements.number[i];
    qsort(all.number, all.count, sizeof *all.number, numbers_compare);
    size_t kept = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (!kept || all.number[kept - 1] != all.number[i]) all.number[kept++] = all.number[i];
    }
    all.count = kept;
    *ret_numbers = all;
    return OK;
}

static Result register_renew(Db *db, int64_t tenant, const Register *old, ChangeMark mark,
                             Register **ret_made) {
    AUTO(arena_end_at) Arena *arena = arena_new("people who changed", FRESH_BYTES_MAX);
    ChangedNumbers changed = { 0 };
    Occupations occupations;
    int64_t occupations_change = 0;
    RegisterInput input = { .mark = mark, .occupations = &occupations };
    Result result = occupations_load(db, arena, tenant, &occupations);
    if (result == OK) result = change_of(db, tenant, CHANGE_OCCUPATION, 0, &occupations_change);
    bool same = old && old->mark.epoch == mark.epoch && occupations_change <= old->mark.last;
    if (result == OK && same) {
        result = changed_read(db, arena, tenant, old, &changed);
        if (changed.count <= CHANGED_MAX) {
            input.old = old;
            input.changed = &changed;
        }
    }
    RegisterAsk ask = { arena, tenant, input.changed, &occupations };
    if (result == OK) result = register_read(db, ask, &input.fresh);
    if (result != OK) return result;
    *ret_made = register_make(input);
    (*ret_made)->readers = 1;
    return OK;
}

static bool is_new_enough(const Register *all, ChangeMark mark) {
    return all && all->mark.epoch == mark.epoch && all->mark.last >= mark.last;
}

/* What a writing transaction sees may never be kept: it is made for that one alone. */
static Result take_newer(CandidateRegisters *registers, Slot *slot, Db *db, Register **ret_all) {
    ChangeMark mark;
    Result result = change_mark(db, slot->tenant, &mark);
    if (result != OK) return result;
    Register *last = last_take(registers, slot);
    if (is_new_enough(last, mark)) {
        *ret_all = last;
        return OK;
    }
    Register *made = NULL;
    result = register_renew(db, slot->tenant, last, mark, &made);
    register_give(registers, last);
    if (result != OK) return result;
    if (!db_is_writing(db)) last_set(registers, slot, made);
    *ret_all = made;
    return OK;
}

static Result take_in_transaction(CandidateRegisters *registers, Db *db, int64_t tenant,
                                  Register **ret_all) {
    ChangeMark mark;
    Result result = change_mark(db, tenant, &mark);
    if (result != OK) return result;
    pthread_mutex_lock(&registers->lock);
    Slot *slot = slot_of(registers, tenant);
    pthread_mutex_unlock(&registers->lock);
    Register *last = last_take(registers, slot);
    if (is_new_enough(last, mark)) {
        *ret_all = last;
        return OK;
    }
    register_give(registers, last);
    if (db_is_writing(db)) return take_newer(registers, slot, db, ret_all);
    pthread_mutex_lock(&slot->making); /* who comes second finds it made */
    result = take_newer(registers, slot, db, ret_all);
    pthread_mutex_unlock(&slot->making);
    return result;
}

Result register_take(CandidateRegisters *registers, Db *db, int64_t tenant, Register **ret_all) {
    bool own = !db_in_transaction(db);
    Result result = own ? db_begin_read(db) : OK;
    if (result == OK) result = take_in_transaction(registers, db, tenant, ret_all);
    if (own) db_rollback(db);
    return result;
}
