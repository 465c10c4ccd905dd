/* candidate_register.h: all people of a tenant in memory, as the list and the search need them. For
 * the files of this room.
 *
 * A register never changes after it was made, so threads read it without a lock. Texts lie in one
 * run of bytes, ids and names of a person together; the orders of the list are made beforehand. A
 * newer one is made from an older one and the people that changed (register_make): a copy, with
 * orders merged and not sorted. Everything belongs to the register's own arena.
 *
 * A person takes sizeof(RegisterPerson) + 16 + 4 * ORDER_COUNT bytes and the texts: 150 in all as
 * people are. */
#ifndef OPSTAP_CANDIDATE_REGISTER_H
#define OPSTAP_CANDIDATE_REGISTER_H

#include "candidates/candidate_search.h"
#include "changes/changes.h"
#include "names/names.h"
#include "parties/parties.h"

/* A code that many people share, with its label. Position 0: unknown. */
typedef struct RegisterCode {
    Str code;
    Str label[TONGUE_COUNT];
    bool labelled;
} RegisterCode;

typedef struct RegisterPerson {
    int64_t number;
    uint32_t text;                           /* where its texts begin */
    uint16_t folded_bytes, key_signs;
    uint8_t id_bytes, given_bytes, family_bytes;
    uint8_t facts_known;
    char postcode[6];                        /* zeroes behind it; all zero: unknown */
    uint16_t wanted_majors;                  /* set of ISCO-08 major groups */
    Day birth_date, oldest;
    uint32_t municipality, organisation, wanted; /* positions of codes */
    int8_t speaking_low, speaking_high;
    uint8_t standing, placement;
    bool demo;
} RegisterPerson;

typedef enum RegisterOrder {
    ORDER_NAME, ORDER_COMPLETENESS, ORDER_OLDEST, ORDER_COUNT
} RegisterOrder;

typedef struct Register {
    Arena *arena;
    ChangeMark mark; /* what it knows of */
    RegisterPerson *person; /* by number */
    uint64_t *begins, *sounds; /* name_folded_begins and name_key_begins of each */
    uint32_t *order[ORDER_COUNT]; /* positions */
    size_t order_known[ORDER_COUNT]; /* those after it have nothing to be ordered by */
    size_t count;
    uint32_t *odd; /* positions of ids that no word of a search can find: without a digit, or with a
                      space */
    size_t odd_count;
    const char *texts; /* of each: id, given name, family name, folded name, key */
    RegisterCode *code;
    size_t code_count;
    int readers; /* of the keeper: candidate_registers.c */
} Register;

static inline Str person_id(const Register *all, const RegisterPerson *person) {
    return (Str){ all->texts + person->text, person->id_bytes };
}
static inline Str person_given(const Register *all, const RegisterPerson *person) {
    return (Str){ all->texts + person->text + person->id_bytes, person->given_bytes };
}
static inline Str person_family(const Register *all, const RegisterPerson *person) {
    Str given = person_given(all, person);
    return (Str){ given.at + given.len, person->family_bytes };
}
/* "vries anna maria": the family name first */
static inline Str person_folded(const Register *all, const RegisterPerson *person) {
    Str family = person_family(all, person);
    return (Str){ family.at + family.len, person->folded_bytes };
}
static inline NameKey person_key(const Register *all, const RegisterPerson *person) {
    Str folded = person_folded(all, person);
    return (NameKey){ (const uint8_t *)folded.at + folded.len, person->key_signs };
}
static inline Str person_postcode(const RegisterPerson *person) {
    size_t len = 0;
    while (len < sizeof person->postcode && person->postcode[len]) len++;
    return (Str){ person->postcode, len };
}

/* --- making --- */

/* One person as read from the database, texts still loose. */
typedef struct FreshPerson {
    RegisterPerson person; /* number, facts_known, ...; no texts, no codes */
    Str id, given, family;
    Str municipality, organisation, wanted;
} FreshPerson;

typedef struct FreshPeople {
    FreshPerson *row; /* by number */
    size_t count;
} FreshPeople;

/* The people with these numbers (NULL: all), those erased left out. In a transaction. */
typedef struct RegisterAsk {
    Arena *arena;
    int64_t tenant;
    const ChangedNumbers *numbers;
    const Occupations *occupations;
} RegisterAsk;
Result register_read(Db *db, RegisterAsk ask, FreshPeople *ret_people);

typedef struct RegisterInput {
    const Register *old; /* NULL: there is none */
    const ChangedNumbers *changed; /* who of the old one is replaced, or gone; NULL: everybody */
    FreshPeople fresh;
    const Occupations *occupations;
    ChangeMark mark;
} RegisterInput;
Register *register_make(RegisterInput input);
void register_end(Register *all);

/* Orders by which rows are shown: <0, 0, >0; ties are by number. */
int register_compare(const Register *all, RegisterOrder order, uint32_t a, uint32_t b);
bool register_orders(const Register *all, RegisterOrder order, uint32_t position);

/* --- keeping --- */

/* As new as what the Db sees. Give it back. */
Result register_take(CandidateRegisters *registers, Db *db, int64_t tenant, Register **ret_all);
void register_give(CandidateRegisters *registers, Register *all);

CandidateRow register_row(Arena *arena, const Register *all, uint32_t position);

#endif
