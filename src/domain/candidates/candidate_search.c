#include "candidates/candidate_register.h"
#include "limits.h"

#include <string.h>

enum { NAME_WORDS_MAX = 2 * SEARCH_WORDS_MAX };

/* A word of a name, as it is written and as it sounds; and with the next one, when there is one. */
typedef struct NameWord {
    Str folded;
    NameKey key, key_with_next;
    uint64_t begins, sounds, sounds_with_next;
    bool article;
} NameWord;

/* A word between spaces: some words of a name, or an id, or a postcode. */
typedef struct AskedWord {
    Str given; /* small ASCII letters; "3511ab" also when a space stood in it */
    Str spelled;
    bool has_digit;
    size_t first, count; /* of its name words */
} AskedWord;

typedef struct Asked {
    AskedWord word[SEARCH_WORDS_MAX];
    size_t word_count;
    NameWord name[NAME_WORDS_MAX];
    size_t name_count;
    Str whole; /* for the whole of an id */
} Asked;

/* --- reading what was asked --- */

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool word_next(Str *rest, Str *ret_word) {
    while (rest->len && is_space(rest->at[0])) *rest = str_sub(*rest, 1, rest->len);
    size_t len = 0;
    while (len < rest->len && !is_space(rest->at[len])) len++;
    *ret_word = str_sub(*rest, 0, len);
    *rest = str_sub(*rest, len, rest->len);
    return len > 0;
}

static bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/* "3511 ab": the letters belong to the digits before them. */
static bool ends_postcode(const Asked *asked, Str word) {
    enum { DIGITS = 4, LETTERS = 2 };
    if (!asked->word_count || word.len != LETTERS) return false;
    if (!is_letter(word.at[0]) || !is_letter(word.at[1])) return false;
    Str before = asked->word[asked->word_count - 1].given;
    bool digits = before.len == DIGITS;
    for (size_t i = 0; i < before.len && digits; i++) digits = is_digit(before.at[i]);
    return digits;
}

static void names_read(Arena *arena, Asked *asked, AskedWord *word) {
    Str rest = name_fold(arena, word->spelled), part;
    word->first = asked->name_count;
    while (rest.len && asked->name_count < NAME_WORDS_MAX && str_cut(&rest, ' ', &part)) {
        NameWord *name = &asked->name[asked->name_count++];
        *name = (NameWord){ .folded = part, .key = name_key(arena, part) };
        name->begins = name_folded_begins(part);
        name->sounds = name_key_may_begin(name->key);
        name->article = name_is_article(part);
        word->count++;
    }
}

static void names_join(Arena *arena, Asked *asked) {
    for (size_t i = 0; i + 1 < asked->name_count; i++) {
        NameWord *name = &asked->name[i];
        Str both = str_printf(arena, "%.*s%.*s", STR_ARGS(name->folded),
                              STR_ARGS(asked->name[i + 1].folded));
        name->key_with_next = name_key(arena, both);
        name->sounds_with_next = name_key_may_begin(name->key_with_next);
    }
}

static Asked asked_read(Arena *arena, Str words) {
    Asked asked = { 0 };
    Str rest = str_lower(arena, str_sub(words, 0, SEARCH_BYTES_MAX)), word;
    asked.whole = str_trim(rest);
    while (word_next(&rest, &word) && asked.word_count < SEARCH_WORDS_MAX) {
        AskedWord *last = asked.word_count ? &asked.word[asked.word_count - 1] : NULL;
        if (last && ends_postcode(&asked, word)) {
            last->spelled = str_printf(arena, "%.*s %.*s", STR_ARGS(last->given), STR_ARGS(word));
            last->given = str_printf(arena, "%.*s%.*s", STR_ARGS(last->given), STR_ARGS(word));
            continue;
        }
        AskedWord *added = &asked.word[asked.word_count++];
        *added = (AskedWord){ .given = word, .spelled = word };
        for (size_t i = 0; i < word.len; i++) added->has_digit |= is_digit(word.at[i]);
    }
    for (size_t i = 0; i < asked.word_count; i++) names_read(arena, &asked, &asked.word[i]);
    names_join(arena, &asked);
    return asked;
}

/* --- one person --- */

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool begins_small(Str whole, Str start) {
    if (start.len > whole.len) return false;
    for (size_t i = 0; i < start.len; i++) {
        if (small(whole.at[i]) != start.at[i]) return false;
    }
    return true;
}

static bool in_id(Str id, Str word) {
    for (size_t at = 0; at + word.len <= id.len; at++) {
        bool piece = at == 0 || strchr("-_.", id.at[at - 1]) != NULL;
        if (piece && begins_small(str_sub(id, at, id.len), word)) return true;
    }
    return false;
}

static bool in_codes(const Register *all, const RegisterPerson *person, const AskedWord *word) {
    bool is_postcode = word->given.len >= 2 && is_digit(word->given.at[0]) &&
                       is_digit(word->given.at[1]);
    if (is_postcode && begins_small(person_postcode(person), word->given)) return true;
    return in_id(person_id(all, person), word->given);
}

typedef struct Looking {
    const Register *all;
    const Asked *asked;
    size_t position;
} Looking;

static bool as_written(const Looking *looking, const NameWord *name) {
    const Register *all = looking->all;
    if (!(all->begins[looking->position] & name->begins)) return false;
    return name_folded_found(name->folded, person_folded(all, &all->person[looking->position]));
}

static bool by_sound(const Looking *looking, NameKey key, uint64_t sounds) {
    const Register *all = looking->all;
    if (!(all->sounds[looking->position] & sounds)) return false;
    return name_key_found(key, person_key(all, &all->person[looking->position]));
}

static bool whole_word_alike(const Looking *looking, const NameWord *name) {
    const Register *all = looking->all;
    if (!(all->sounds[looking->position] & name->sounds)) return false;
    return name_key_alike(name->key, person_key(all, &all->person[looking->position]));
}

static bool name_word_found(const Looking *looking, const NameWord *name) {
    return as_written(looking, name) || by_sound(looking, name->key, name->sounds) ||
           whole_word_alike(looking, name);
}

/* The name words from `first`: one by one, or two as one. */
static bool names_found(const Looking *looking, size_t first, size_t until) {
    if (first >= until) return true;
    const NameWord *name = &looking->asked->name[first];
    bool may_miss = name->article && looking->asked->name_count > 1;
    if ((may_miss || name_word_found(looking, name)) && names_found(looking, first + 1, until)) {
        return true;
    }
    if (first + 1 >= until) return false;
    return by_sound(looking, name->key_with_next, name->sounds_with_next) &&
           names_found(looking, first + 2, until);
}

/* Words that are codes are taken out; runs of others are names. */
static bool words_found(const Looking *looking) {
    const Asked *asked = looking->asked;
    const RegisterPerson *person = &looking->all->person[looking->position];
    size_t first = 0;
    for (size_t i = 0; i < asked->word_count; i++) {
        const AskedWord *word = &asked->word[i];
        if (!word->has_digit || !in_codes(looking->all, person, word)) continue;
        if (!names_found(looking, first, word->first)) return false;
        first = word->first + word->count;
    }
    return names_found(looking, first, asked->name_count);
}

/* For odd ids only: others are found by the word that they are. */
static bool whole_id(const Looking *looking) {
    Str id = person_id(looking->all, &looking->all->person[looking->position]);
    return id.len == looking->asked->whole.len && begins_small(id, looking->asked->whole);
}

static bool person_close(const Looking *looking) {
    for (size_t i = 0; i < looking->asked->name_count; i++) {
        if (!as_written(looking, &looking->asked->name[i])) return false;
    }
    return true;
}

/* --- filters --- */

typedef struct Filter {
    const CandidateSearch *search;
    uint32_t municipality, organisation; /* positions of codes; NOBODY_HAS */
    bool any;
} Filter;
enum { NOBODY_HAS = UINT32_MAX };

static uint32_t code_wanted(const Register *all, Str code) {
    if (!code.len) return 0;
    for (size_t i = 1; i < all->code_count; i++) {
        if (str_equal(all->code[i].code, code)) return (uint32_t)i;
    }
    return NOBODY_HAS;
}

static Filter filter_read(const Register *all, const CandidateSearch *search) {
    Filter filter = { .search = search,
                      .municipality = code_wanted(all, search->municipality),
                      .organisation = code_wanted(all, search->organisation) };
    filter.any = filter.municipality || filter.organisation || search->speaks ||
                 search->facts_below || search->confirmed_before || search->standings ||
                 search->wanted_majors;
    return filter;
}

static bool passes(const Filter *filter, const RegisterPerson *person) {
    const CandidateSearch *search = filter->search;
    if (filter->municipality && person->municipality != filter->municipality) return false;
    if (filter->organisation && person->organisation != filter->organisation) return false;
    if (search->speaks && person->speaking_low < search->speaking_min) return false;
    if (search->facts_below && person->facts_known >= search->facts_below) return false;
    bool old = person->oldest != DAY_UNKNOWN && person->oldest < search->confirmed_before;
    if (search->confirmed_before && !old) return false;
    if (search->standings && !(search->standings >> person->standing & 1)) return false;
    return !search->wanted_majors || (search->wanted_majors & person->wanted_majors);
}

/* --- all of them --- */

typedef struct Hits {
    uint64_t *bit, *close; /* one bit per position; close NULL: nobody asks */
    size_t total;
} Hits;

static bool bit_of(const uint64_t *bits, size_t position) {
    return bits[position / 64] >> (position % 64) & 1;
}

static void hit(Hits *hits, const Looking *looking) {
    uint64_t bit = UINT64_C(1) << (looking->position % 64);
    uint64_t *bits = &hits->bit[looking->position / 64];
    if (*bits & bit) return;
    *bits |= bit;
    hits->total++;
    if (hits->close && person_close(looking)) hits->close[looking->position / 64] |= bit;
}

static Hits hits_find(Arena *arena, const Register *all, const CandidateSearch *search) {
    Asked asked = asked_read(arena, search->words);
    Filter filter = filter_read(all, search);
    Hits hits = { .bit = arena_many(arena, uint64_t, all->count / 64 + 1) };
    if (asked.name_count && search->sort == CANDIDATE_SORT_CLOSEST) {
        hits.close = arena_many(arena, uint64_t, all->count / 64 + 1);
    }
    Looking looking = { all, &asked, 0 };
    for (size_t i = 0; i < all->count; i++) {
        looking.position = i;
        if (filter.any && !passes(&filter, &all->person[i])) continue;
        if (!asked.word_count || words_found(&looking)) hit(&hits, &looking);
    }
    for (size_t i = 0; i < all->odd_count && asked.word_count; i++) {
        looking.position = all->odd[i];
        if (filter.any && !passes(&filter, &all->person[all->odd[i]])) continue;
        if (whole_id(&looking)) hit(&hits, &looking);
    }
    return hits;
}

/* --- the page --- */

typedef struct Page {
    Arena *arena;
    const Register *all;
    const CandidateSearch *search;
    const Hits *hits;
    CandidateFound *found;
    size_t passed;
} Page;

static bool page_full(const Page *page) {
    return page->found->count == page->search->count_max;
}

static void page_add(Page *page, uint32_t position) {
    if (page->passed++ < page->search->first || page_full(page)) return;
    page->found->row[page->found->count++] = register_row(page->arena, page->all, position);
}

typedef enum Tier { TIER_ANY, TIER_CLOSE, TIER_FAR } Tier;

static void part_add(Page *page, Tier tier, uint32_t position) {
    if (!bit_of(page->hits->bit, position)) return;
    if (tier != TIER_ANY && bit_of(page->hits->close, position) != (tier == TIER_CLOSE)) return;
    page_add(page, position);
}

/* Those who have nothing to be ordered by come last, both ways. */
static void order_add(Page *page, RegisterOrder order, Tier tier) {
    const Register *all = page->all;
    const uint32_t *position = all->order[order];
    size_t known = all->order_known[order], rest = all->count - known;
    bool down = page->search->descending;
    for (size_t i = 0; i < known && !page_full(page); i++) {
        part_add(page, tier, position[down ? known - 1 - i : i]);
    }
    for (size_t i = 0; i < rest && !page_full(page); i++) {
        part_add(page, tier, position[down ? all->count - 1 - i : known + i]);
    }
}

static void arrival_add(Page *page) {
    size_t count = page->all->count;
    for (size_t i = 0; i < count && !page_full(page); i++) {
        part_add(page, TIER_ANY, (uint32_t)(page->search->descending ? count - 1 - i : i));
    }
}

static void page_fill(Page *page) {
    switch (page->search->sort) {
    case CANDIDATE_SORT_CLOSEST:
        if (page->hits->close) {
            order_add(page, ORDER_NAME, TIER_CLOSE);
            order_add(page, ORDER_NAME, TIER_FAR);
        } else {
            order_add(page, ORDER_NAME, TIER_ANY);
        }
        return;
    case CANDIDATE_SORT_NAME: order_add(page, ORDER_NAME, TIER_ANY); return;
    case CANDIDATE_SORT_COMPLETENESS: order_add(page, ORDER_COMPLETENESS, TIER_ANY); return;
    case CANDIDATE_SORT_OLDEST: order_add(page, ORDER_OLDEST, TIER_ANY); return;
    case CANDIDATE_SORT_ARRIVAL: arrival_add(page); return;
    case CANDIDATE_SORT_COUNT: return;
    }
}

static void register_search(Arena *arena, const Register *all, const CandidateSearch *search,
                            CandidateFound *ret_found) {
    Hits hits = hits_find(arena, all, search);
    CandidateFound found = { .total = hits.total, .everybody = all->count };
    size_t left = hits.total > search->first ? hits.total - search->first : 0;
    if (left > search->count_max) left = search->count_max;
    found.row = arena_many(arena, CandidateRow, left);
    Page page = { arena, all, search, &hits, &found, 0 };
    if (left) page_fill(&page);
    *ret_found = found;
}

Result candidate_search(CandidateRegisters *registers, Db *db, Arena *arena,
                        const CandidateSearch *search, CandidateFound *ret_found) {
    if (search->sort >= CANDIDATE_SORT_COUNT || search->speaking_min < LEVEL_A0 ||
        search->speaking_min > LEVEL_C2) return INVALID;
    Register *all;
    Result result = register_take(registers, db, search->tenant, &all);
    if (result != OK) return result;
    register_search(arena, all, search, ret_found);
    register_give(registers, all);
    return OK;
}
