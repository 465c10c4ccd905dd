#include "candidates/candidate_register.h"

#include <stdlib.h>
#include <string.h>

#include "auto.h"

#define REGISTER_BYTES_MAX (4UL * 1024 * 1024 * 1024)

CandidateStanding placement_standing(PlacementState state) {
    static const CandidateStanding standing[PLACEMENT_STATE_COUNT] = {
        [PLACEMENT_proposed] = STANDING_PROPOSED,
        [PLACEMENT_reserve] = STANDING_PROPOSED,
        [PLACEMENT_invited] = STANDING_UNDER_WAY,
        [PLACEMENT_on_hold] = STANDING_UNDER_WAY,
        [PLACEMENT_selected] = STANDING_UNDER_WAY,
        [PLACEMENT_agreed] = STANDING_UNDER_WAY,
        [PLACEMENT_started] = STANDING_PLACED,
        [PLACEMENT_completed] = STANDING_PLACED,
        [PLACEMENT_in_work] = STANDING_PLACED,
        [PLACEMENT_kept_6_months] = STANDING_PLACED,
        [PLACEMENT_kept_12_months] = STANDING_PLACED,
        [PLACEMENT_declined_by_candidate] = STANDING_ENDED,
        [PLACEMENT_declined_by_employer] = STANDING_ENDED,
        [PLACEMENT_no_show] = STANDING_ENDED,
        [PLACEMENT_stopped] = STANDING_ENDED
    };
    return standing[state];
}

/* --- codes --- */

typedef struct Making {
    RegisterInput input;
    Register *made;
    char *texts;
    size_t text_bytes;
    size_t code_capacity;
    uint32_t *slot; /* open addressing over codes, by hash: positions, 0 is free */
    size_t slot_count;
    uint32_t *from_old; /* new position of each old person; GONE */
} Making;
enum { GONE = UINT32_MAX };

static void slots_grow(Making *making) {
    Register *made = making->made;
    making->slot_count = making->slot_count ? making->slot_count * 2 : 256;
    making->slot = arena_many(made->arena, uint32_t, making->slot_count);
    for (size_t i = 1; i < made->code_count; i++) {
        size_t at = str_hash(made->code[i].code) % making->slot_count;
        while (making->slot[at]) at = (at + 1) % making->slot_count;
        making->slot[at] = (uint32_t)i;
    }
}

static uint32_t code_add(Making *making, RegisterCode code) {
    Register *made = making->made;
    made->code = arena_room(made->arena, RegisterCode, made->code, made->code_count,
                            &making->code_capacity);
    RegisterCode *added = &made->code[made->code_count];
    *added = (RegisterCode){ .code = str_copy(made->arena, code.code), .labelled = code.labelled };
    for (int i = 0; i < TONGUE_COUNT; i++) added->label[i] = str_copy(made->arena, code.label[i]);
    return (uint32_t)made->code_count++;
}

/* Its position; new codes get the label of the occupation, when it is one. */
static uint32_t code_position(Making *making, Str code, bool occupation) {
    if (!code.len) return 0;
    Register *made = making->made;
    if (made->code_count * 2 >= making->slot_count) slots_grow(making);
    size_t at = str_hash(code) % making->slot_count;
    for (; making->slot[at]; at = (at + 1) % making->slot_count) {
        if (str_equal(made->code[making->slot[at]].code, code)) return making->slot[at];
    }
    RegisterCode added = { .code = code };
    const Occupation *found = occupation ? occupation_find(making->input.occupations, code) : NULL;
    Str isco = found ? found->isco : code;
    const Str *labels = occupation ? code_labels(S("isco_groups"), isco) : NULL;
    for (int i = 0; i < TONGUE_COUNT && occupation; i++) {
        Str label = found && found->label.len ? found->label : STR_EMPTY;
        if (!label.len && labels) label = labels[i].len ? labels[i] : labels[TONGUE_NL];
        added.label[i] = label;
        added.labelled = label.len > 0;
    }
    uint32_t position = code_add(making, added);
    making->slot[at] = position;
    return position;
}

static void codes_copy(Making *making) {
    const Register *old = making->input.old;
    code_add(making, (RegisterCode){ 0 });
    for (size_t i = 1; old && i < old->code_count; i++) code_add(making, old->code[i]);
    slots_grow(making);
}

/* --- people --- */

static void texts_put(Making *making, Str text) {
    if (text.len) memcpy(making->texts + making->text_bytes, text.at, text.len);
    making->text_bytes += text.len;
}

static Str shortened(Str text) {
    return str_sub(text, 0, UINT8_MAX);
}

static size_t fresh_text_bytes(const FreshPerson *fresh) {
    size_t names = shortened(fresh->given).len + shortened(fresh->family).len;
    return shortened(fresh->id).len + names + (2 * names + 16) + 2 * (2 * names + 16);
}

static void fresh_add(Making *making, Arena *scratch, const FreshPerson *fresh) {
    Register *made = making->made;
    ArenaMark mark = arena_mark(scratch);
    RegisterPerson person = fresh->person;
    Str id = shortened(fresh->id), given = shortened(fresh->given);
    Str family = shortened(fresh->family);
    Str folded = name_fold(scratch, str_printf(scratch, "%.*s %.*s", STR_ARGS(family),
                                               STR_ARGS(given)));
    NameKey key = name_key(scratch, folded);
    person.text = (uint32_t)making->text_bytes;
    person.id_bytes = (uint8_t)id.len;
    person.given_bytes = (uint8_t)given.len;
    person.family_bytes = (uint8_t)family.len;
    person.folded_bytes = (uint16_t)folded.len;
    person.key_signs = (uint16_t)key.count;
    texts_put(making, id);
    texts_put(making, given);
    texts_put(making, family);
    texts_put(making, folded);
    texts_put(making, (Str){ (const char *)key.sign, key.count });
    person.municipality = code_position(making, fresh->municipality, false);
    person.organisation = code_position(making, fresh->organisation, false);
    person.wanted = code_position(making, fresh->wanted, true);
    made->begins[made->count] = name_folded_begins(folded);
    made->sounds[made->count] = name_key_begins(key);
    made->person[made->count++] = person;
    arena_rewind(scratch, mark);
}

static size_t person_text_bytes(const RegisterPerson *person) {
    return (size_t)person->id_bytes + person->given_bytes + person->family_bytes +
           person->folded_bytes + person->key_signs;
}

static void old_add(Making *making, size_t position) {
    Register *made = making->made;
    const Register *old = making->input.old;
    RegisterPerson person = old->person[position];
    Str text = { old->texts + person.text, person_text_bytes(&person) };
    person.text = (uint32_t)making->text_bytes;
    texts_put(making, text);
    made->begins[made->count] = old->begins[position];
    made->sounds[made->count] = old->sounds[position];
    making->from_old[position] = (uint32_t)made->count;
    made->person[made->count++] = person;
}

/* Old and fresh in one order of number; of the old ones only those who did not change. */
static void people_merge(Making *making) {
    AUTO(arena_end_at) Arena *scratch = arena_new("one name", 1024 * 1024);
    const Register *old = making->input.old;
    const ChangedNumbers *changed = making->input.changed;
    FreshPeople fresh = making->input.fresh;
    size_t old_count = old && changed ? old->count : 0, at = 0, gone = 0;
    for (size_t i = 0; i < old_count; i++) {
        int64_t number = old->person[i].number;
        while (gone < changed->count && changed->number[gone] < number) gone++;
        making->from_old[i] = GONE;
        if (gone < changed->count && changed->number[gone] == number) continue;
        while (at < fresh.count && fresh.row[at].person.number < number) {
            fresh_add(making, scratch, &fresh.row[at++]);
        }
        old_add(making, i);
    }
    while (at < fresh.count) fresh_add(making, scratch, &fresh.row[at++]);
}

/* --- odd ids --- */

static bool is_odd(Str id) {
    bool digit = false, space = false;
    for (size_t i = 0; i < id.len; i++) {
        digit = digit || (id.at[i] >= '0' && id.at[i] <= '9');
        space = space || (unsigned char)id.at[i] <= ' ';
    }
    return !digit || space;
}

static void odd_add(Register *made, size_t *capacity, uint32_t position) {
    made->odd = arena_room(made->arena, uint32_t, made->odd, made->odd_count, capacity);
    made->odd[made->odd_count++] = position;
}

/* Of the old ones it is known already. */
static void odd_find(Making *making, const uint32_t *fresh, size_t count) {
    const Register *old = making->input.changed ? making->input.old : NULL;
    Register *made = making->made;
    size_t capacity = 0;
    for (size_t i = 0; old && i < old->odd_count; i++) {
        uint32_t position = making->from_old[old->odd[i]];
        if (position != GONE) odd_add(made, &capacity, position);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_odd(person_id(made, &made->person[fresh[i]]))) odd_add(made, &capacity, fresh[i]);
    }
}

/* --- orders --- */

bool register_orders(const Register *all, RegisterOrder order, uint32_t position) {
    const RegisterPerson *person = &all->person[position];
    if (order == ORDER_NAME) return person->folded_bytes > 0;
    return order == ORDER_OLDEST ? person->oldest != DAY_UNKNOWN : true;
}

int register_compare(const Register *all, RegisterOrder order, uint32_t a, uint32_t b) {
    const RegisterPerson *one = &all->person[a], *two = &all->person[b];
    bool orders = register_orders(all, order, a), other_orders = register_orders(all, order, b);
    int result = 0;
    if (orders != other_orders) return orders ? -1 : 1;
    if (order == ORDER_NAME) {
        result = str_compare(person_folded(all, one), person_folded(all, two));
    } else if (order == ORDER_OLDEST) {
        result = one->oldest < two->oldest ? -1 : one->oldest > two->oldest;
    } else {
        result = one->facts_known - two->facts_known;
    }
    if (result) return result;
    return one->number < two->number ? -1 : one->number > two->number;
}

typedef struct Sorting {
    const Register *all;
    RegisterOrder order;
} Sorting;

static int positions_compare(const void *a, const void *b, void *context) {
    const Sorting *sorting = context;
    return register_compare(sorting->all, sorting->order, *(const uint32_t *)a,
                            *(const uint32_t *)b);
}

/* Positions of fresh people, which are those that no old one became. */
static size_t fresh_positions(const Making *making, uint32_t *ret_position) {
    const Register *made = making->made;
    size_t count = 0, fresh = 0;
    for (uint32_t i = 0; i < made->count && fresh < making->input.fresh.count; i++) {
        if (made->person[i].number != making->input.fresh.row[fresh].person.number) continue;
        ret_position[count++] = i;
        fresh++;
    }
    return count;
}

/* How many of an ordered row come before this one. */
static size_t place_in(const Sorting *sorting, const uint32_t *ordered, size_t count,
                       uint32_t one) {
    size_t from = 0, until = count;
    while (from < until) {
        size_t middle = from + (until - from) / 2;
        bool before = register_compare(sorting->all, sorting->order, ordered[middle], one) < 0;
        if (before) from = middle + 1;
        else until = middle;
    }
    return from;
}

static size_t known_count(const Register *all, RegisterOrder order) {
    size_t from = 0, until = all->count;
    while (from < until) {
        size_t middle = from + (until - from) / 2;
        if (register_orders(all, order, all->order[order][middle])) from = middle + 1;
        else until = middle;
    }
    return from;
}

/* The old ones keep their order; the fresh ones are put in where they belong. */
static void order_make(Making *making, RegisterOrder order, uint32_t *fresh, size_t count) {
    AUTO(arena_end_at) Arena *scratch = arena_new("an order", REGISTER_BYTES_MAX);
    Register *made = making->made;
    const Register *old = making->input.changed ? making->input.old : NULL;
    Sorting sorting = { made, order };
    uint32_t *into = made->order[order] = arena_many(made->arena, uint32_t, made->count);
    uint32_t *kept = arena_many(scratch, uint32_t, old ? old->count : 0);
    size_t kept_count = 0, at = 0, next = 0;
    for (size_t i = 0; old && i < old->count; i++) {
        uint32_t position = making->from_old[old->order[order][i]];
        if (position != GONE) kept[kept_count++] = position;
    }
    if (count) qsort_r(fresh, count, sizeof *fresh, positions_compare, &sorting);
    for (size_t i = 0; i < count; i++) {
        size_t before = place_in(&sorting, kept, kept_count, fresh[i]);
        while (next < before) into[at++] = kept[next++];
        into[at++] = fresh[i];
    }
    while (next < kept_count) into[at++] = kept[next++];
    made->order_known[order] = known_count(made, order);
}

Register *register_make(RegisterInput input) {
    AUTO(arena_end_at) Arena *scratch = arena_new("making a register", REGISTER_BYTES_MAX);
    Arena *arena = arena_new("candidate register", REGISTER_BYTES_MAX);
    Register *made = arena_one(arena, Register);
    *made = (Register){ .arena = arena, .mark = input.mark };
    Making making = { .input = input, .made = made };
    size_t kept = input.old && input.changed ? input.old->count : 0;
    size_t most = kept + input.fresh.count, bytes = 0;
    for (size_t i = 0; i < kept; i++) bytes += person_text_bytes(&input.old->person[i]);
    for (size_t i = 0; i < input.fresh.count; i++) bytes += fresh_text_bytes(&input.fresh.row[i]);
    making.from_old = arena_many(scratch, uint32_t, kept);
    making.texts = arena_many(scratch, char, bytes);
    made->person = arena_many(arena, RegisterPerson, most);
    made->begins = arena_many(arena, uint64_t, most);
    made->sounds = arena_many(arena, uint64_t, most);
    codes_copy(&making);
    people_merge(&making);
    Str texts = str_copy(arena, (Str){ making.texts, making.text_bytes });
    made->texts = texts.at;
    uint32_t *fresh = arena_many(scratch, uint32_t, input.fresh.count);
    size_t count = fresh_positions(&making, fresh);
    odd_find(&making, fresh, count);
    for (int i = 0; i < ORDER_COUNT; i++) order_make(&making, (RegisterOrder)i, fresh, count);
    return made;
}

void register_end(Register *all) {
    arena_end(all->arena);
}

/* --- rows --- */

CandidateRow register_row(Arena *arena, const Register *all, uint32_t position) {
    const RegisterPerson *person = &all->person[position];
    const RegisterCode *wanted = &all->code[person->wanted];
    CandidateRow row = { .number = person->number,
                         .id = str_copy(arena, person_id(all, person)),
                         .demo = person->demo,
                         .given_name = str_copy(arena, person_given(all, person)),
                         .family_name = str_copy(arena, person_family(all, person)),
                         .postcode = str_copy(arena, person_postcode(person)),
                         .municipality = str_copy(arena, all->code[person->municipality].code),
                         .organisation = str_copy(arena, all->code[person->organisation].code),
                         .wanted = str_copy(arena, wanted->code),
                         .speaking_low = person->speaking_low,
                         .speaking_high = person->speaking_high,
                         .facts_known = person->facts_known,
                         .facts_asked = FACTS_ASKED_COUNT,
                         .oldest = person->oldest,
                         .standing = (CandidateStanding)person->standing,
                         .placement = (PlacementState)person->placement };
    if (wanted->labelled) {
        Str *label = arena_many(arena, Str, TONGUE_COUNT);
        for (int i = 0; i < TONGUE_COUNT; i++) label[i] = str_copy(arena, wanted->label[i]);
        row.wanted_label = label;
    }
    return row;
}
