#include "names/names.h"

#include <string.h>

/* Signs. The four vowels first; LAST_E and LAST_H need not be there at the end of a word. */
typedef enum Sign {
    NO_SIGN,
    VOWEL_A,
    VOWEL_E, /* e, ai, ei: like a and like i */
    VOWEL_I,
    VOWEL_U,
    LAST_E,
    LAST_H,
    SOUND_B, SOUND_D, SOUND_F, SOUND_G, SOUND_H, SOUND_K, SOUND_L, SOUND_M, SOUND_N, SOUND_P,
    SOUND_R, SOUND_S, SOUND_T, SOUND_V, SOUND_W, SOUND_Z,
    SOUND_Y,  /* j, y before a vowel, dj, zh */
    SOUND_SH, /* sh, sj, sch */
    SOUND_CH, /* ch: sh, kh or tsh */
    SOUND_TSH, /* tsj, tch, tsch, cz */
    SOUND_KH,
    SOUND_C,  /* c before e, i, y: s, k, or as in Turkish dj */
    LAST_T,   /* d or t at the end of a word */
    DIGIT_0,
    OTHER_0 = DIGIT_0 + 10, /* letters of other alphabets, in two signs of 16 */
    SIGN_COUNT = OTHER_0 + 16
} Sign;
_Static_assert((int)SIGN_COUNT <= (int)NAME_SIGNS, "a set of signs has 64 bits");

#define BIT(sign) (UINT64_C(1) << (sign))

/* What else a sign is like; every sign is like itself. */
static const uint64_t like[NAME_SIGNS] = {
    [VOWEL_A] = BIT(VOWEL_E),
    [VOWEL_E] = BIT(VOWEL_A) | BIT(VOWEL_I) | BIT(LAST_E),
    [VOWEL_I] = BIT(VOWEL_E),
    [LAST_E] = BIT(VOWEL_E),
    [LAST_H] = BIT(SOUND_H) | BIT(SOUND_KH) | BIT(SOUND_CH),
    [SOUND_D] = BIT(LAST_T),
    [SOUND_T] = BIT(LAST_T),
    [LAST_T] = BIT(SOUND_D) | BIT(SOUND_T),
    [SOUND_F] = BIT(SOUND_V),
    [SOUND_V] = BIT(SOUND_F) | BIT(SOUND_W),
    [SOUND_W] = BIT(SOUND_V),
    [SOUND_SH] = BIT(SOUND_CH),
    [SOUND_CH] = BIT(SOUND_SH) | BIT(SOUND_KH) | BIT(SOUND_TSH) | BIT(SOUND_H) | BIT(LAST_H),
    [SOUND_TSH] = BIT(SOUND_CH),
    [SOUND_KH] = BIT(SOUND_CH) | BIT(SOUND_H) | BIT(SOUND_K) | BIT(LAST_H),
    [SOUND_H] = BIT(SOUND_KH) | BIT(SOUND_CH) | BIT(LAST_H),
    [SOUND_K] = BIT(SOUND_KH) | BIT(SOUND_C),
    [SOUND_S] = BIT(SOUND_C),
    [SOUND_C] = BIT(SOUND_S) | BIT(SOUND_K) | BIT(SOUND_Y),
    [SOUND_Y] = BIT(SOUND_C),
};

static bool is_vowel(Sign sign) {
    return sign >= VOWEL_A && sign <= LAST_E;
}

/* --- making a key --- */

typedef struct Making {
    Str word;
    size_t at;
    uint8_t *sign; /* of this word */
    size_t count;
} Making;

static char letter(const Making *making, size_t ahead) {
    size_t at = making->at + ahead;
    return at < making->word.len ? making->word.at[at] : '\0';
}

static bool is_plain_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static Sign last_sign(const Making *making) {
    return making->count ? (Sign)making->sign[making->count - 1] : NO_SIGN;
}

/* The same again, and a vowel after a vowel, add nothing. An i before a y is part of it. */
static void sign_add(Making *making, Sign sign) {
    Sign last = last_sign(making);
    if (sign == last || (is_vowel(sign) && is_vowel(last))) return;
    if (sign == SOUND_Y && last == VOWEL_I && making->count > 1) making->count--;
    if (sign == SOUND_Y && last_sign(making) == SOUND_Y) return;
    making->sign[making->count++] = (uint8_t)sign;
}

typedef struct Spelled {
    const char *letters;
    Sign sign, then;
} Spelled;

/* The longest first. */
static const Spelled consonants[] = {
    { "tsch", SOUND_TSH, NO_SIGN }, { "tsj", SOUND_TSH, NO_SIGN }, { "tch", SOUND_TSH, NO_SIGN },
    { "tsh", SOUND_TSH, NO_SIGN },  { "sch", SOUND_SH, NO_SIGN },  { "dzj", SOUND_Y, NO_SIGN },
    { "dzh", SOUND_Y, NO_SIGN },    { "sh", SOUND_SH, NO_SIGN },   { "sj", SOUND_SH, NO_SIGN },
    { "ch", SOUND_CH, NO_SIGN },    { "kh", SOUND_KH, NO_SIGN },   { "gh", SOUND_G, NO_SIGN },
    { "ph", SOUND_F, NO_SIGN },     { "th", SOUND_T, NO_SIGN },    { "dh", SOUND_D, NO_SIGN },
    { "dj", SOUND_Y, NO_SIGN },     { "zj", SOUND_Y, NO_SIGN },    { "zh", SOUND_Y, NO_SIGN },
    { "ck", SOUND_K, NO_SIGN },     { "cz", SOUND_TSH, NO_SIGN },  { "tz", SOUND_T, SOUND_S },
    { "b", SOUND_B, NO_SIGN },      { "d", SOUND_D, NO_SIGN },     { "f", SOUND_F, NO_SIGN },
    { "g", SOUND_G, NO_SIGN },      { "h", SOUND_H, NO_SIGN },     { "j", SOUND_Y, NO_SIGN },
    { "k", SOUND_K, NO_SIGN },      { "l", SOUND_L, NO_SIGN },     { "m", SOUND_M, NO_SIGN },
    { "n", SOUND_N, NO_SIGN },      { "p", SOUND_P, NO_SIGN },     { "q", SOUND_K, NO_SIGN },
    { "r", SOUND_R, NO_SIGN },      { "s", SOUND_S, NO_SIGN },     { "t", SOUND_T, NO_SIGN },
    { "v", SOUND_V, NO_SIGN },      { "w", SOUND_W, NO_SIGN },     { "x", SOUND_K, SOUND_S },
    { "z", SOUND_Z, NO_SIGN }
};

static void consonant_take(Making *making) {
    char c = letter(making, 0), next = letter(making, 1);
    if (c == 'c' && next != 'h' && next != 'k' && next != 'z') {
        bool soft = next == 'e' || next == 'i' || next == 'y';
        sign_add(making, soft ? SOUND_C : SOUND_K);
        making->at++;
        return;
    }
    Str rest = str_sub(making->word, making->at, making->word.len);
    for (size_t i = 0; i < sizeof consonants / sizeof *consonants; i++) {
        Str letters = str_from(consonants[i].letters);
        if (!str_starts(rest, letters)) continue;
        sign_add(making, consonants[i].sign);
        if (consonants[i].then != NO_SIGN) sign_add(making, consonants[i].then);
        making->at += letters.len;
        return;
    }
    unsigned char byte = (unsigned char)c; /* of another alphabet */
    making->sign[making->count++] = (uint8_t)(OTHER_0 + byte % 16);
    making->sign[making->count++] = (uint8_t)(OTHER_0 + byte / 16);
    making->at++;
}

/* oe, ou, oo, uu, ue, eu: letters of one u; 0 when it is none. */
static size_t u_letters(const Making *making) {
    static const char pairs[][3] = { "oe", "ou", "oo", "uu", "ue", "eu" };
    char c = letter(making, 0), next = letter(making, 1);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (c == pairs[i][0] && next == pairs[i][1]) return 2;
    }
    return c == 'u' || c == 'o' ? 1 : 0;
}

/* A u before another vowel is a w (Oualid, Souad), also between an a and a consonant (Daoud). */
static void u_take(Making *making, size_t letters) {
    bool is_o = letters == 1 && letter(making, 0) == 'o';
    char next = letter(making, letters);
    making->at += letters;
    bool before_vowel = is_plain_vowel(next) && !is_o;
    if (before_vowel) {
        sign_add(making, SOUND_W);
        return;
    }
    if (last_sign(making) == VOWEL_A && !is_o) sign_add(making, SOUND_W);
    sign_add(making, VOWEL_U);
}

/* i and y: a vowel, or before another vowel a y. ie, ee, ii and ij are one i. */
static void i_take(Making *making) {
    char next = letter(making, 1), after = letter(making, 2);
    bool one = next == 'e' || next == 'i' || next == 'y' || next == 'j';
    bool glides = letter(making, 0) == 'y' ? is_plain_vowel(next) : is_plain_vowel(next) && !one;
    bool between = is_vowel(last_sign(making)) && is_plain_vowel(next); /* Meier */
    if (letter(making, 0) == 'i' && (next == 'y' || next == 'j') && is_plain_vowel(after)) {
        if (!making->count) sign_add(making, VOWEL_I); /* Iyad */
        making->at++;
        glides = true;
    }
    glides = glides || between;
    if (glides) {
        sign_add(making, SOUND_Y);
        making->at++;
        return;
    }
    sign_add(making, VOWEL_I);
    making->at += one ? 2 : 1;
}

/* a and e, with the i, y or j that belongs to them; ee is an i. */
static void a_take(Making *making) {
    char c = letter(making, 0), next = letter(making, 1), after = letter(making, 2);
    bool with_i = (next == 'i' || next == 'y' || next == 'j') && !is_plain_vowel(after);
    if (c == 'e' && next == 'e') {
        sign_add(making, VOWEL_I);
        making->at += 2;
    } else if (with_i || (c == 'a' && next == 'e')) {
        sign_add(making, VOWEL_E);
        making->at += 2;
        if (letter(making, 0) == 'j' && !is_plain_vowel(letter(making, 1))) making->at++;
    } else {
        sign_add(making, c == 'a' ? VOWEL_A : VOWEL_E);
        making->at++;
    }
}

static void sign_take(Making *making) {
    char c = letter(making, 0);
    size_t letters = u_letters(making);
    if (c >= '0' && c <= '9') {
        making->sign[making->count++] = (uint8_t)(DIGIT_0 + (c - '0'));
        making->at++;
    } else if (letters) {
        u_take(making, letters);
    } else if (c == 'i' || c == 'y') {
        i_take(making);
    } else if (c == 'a' || c == 'e') {
        a_take(making);
    } else {
        consonant_take(making);
    }
}

static bool has_vowel_before(const Making *making, size_t until) {
    for (size_t i = 0; i < until; i++) {
        if (is_vowel((Sign)making->sign[i])) return true;
    }
    return false;
}

static void end_soften(Making *making) {
    if (making->count < 2) return;
    uint8_t *last = &making->sign[making->count - 1];
    Sign before = (Sign)making->sign[making->count - 2];
    bool is_e = *last == VOWEL_E && making->word.at[making->word.len - 1] == 'e';
    if (*last == SOUND_H && is_vowel(before)) *last = LAST_H;
    else if (*last == SOUND_D || *last == SOUND_T) *last = LAST_T;
    else if (is_e && has_vowel_before(making, making->count - 2)) *last = LAST_E;
}

/* Abdelrahman, Abderrahman: the l of the article becomes the sound that follows it. */
static size_t servant_article(Making *making) {
    static const uint8_t abd[] = { VOWEL_A, SOUND_B, SOUND_D };
    static const uint64_t sun = BIT(SOUND_R) | BIT(SOUND_S) | BIT(SOUND_N) | BIT(SOUND_D) |
                                BIT(SOUND_Z) | BIT(SOUND_T) | BIT(SOUND_SH);
    if (making->count < 7 || memcmp(making->sign, abd, sizeof abd) != 0) return 0;
    if (!is_vowel((Sign)making->sign[3])) return 0;
    if (making->sign[4] != SOUND_L) return 4;
    if (!(sun >> making->sign[5] & 1)) return 5;
    memmove(making->sign + 4, making->sign + 5, making->count - 5);
    making->count--;
    return 4;
}

/* Where what follows an article begins, when it is written together with it; 0: nowhere. */
static size_t article_end(Making *making) {
    size_t servant = servant_article(making);
    if (servant) return servant;
    const uint8_t *sign = making->sign;
    bool article = making->count >= 5 && (sign[0] == VOWEL_A || sign[0] == VOWEL_E) &&
                   sign[1] == SOUND_L && !is_vowel((Sign)sign[2]);
    return article ? 2 : 0;
}

static size_t word_key(Str word, uint8_t *sign) {
    Making making = { .word = word, .sign = sign };
    while (making.at < word.len) sign_take(&making);
    end_soften(&making);
    size_t begins = article_end(&making);
    if (begins) sign[begins] |= NAME_BEGINS | NAME_WITHIN;
    if (making.count) sign[0] |= NAME_BEGINS;
    return making.count;
}

NameKey name_key(Arena *arena, Str folded) {
    uint8_t *sign = arena_get(arena, folded.len * 2 + 2);
    NameKey key = { .sign = sign };
    Str rest = folded, word;
    while (str_cut(&rest, ' ', &word)) key.count += word_key(word, sign + key.count);
    return key;
}

/* --- comparing --- */

static Sign sign_at(NameKey key, size_t at) {
    return (Sign)(key.sign[at] & (NAME_SIGNS - 1));
}

static bool may_be_missing(Sign sign) {
    return sign == LAST_E || sign == LAST_H;
}

static bool signs_alike(Sign a, Sign b) {
    return a == b || (like[a] >> b & 1);
}

/* The first vowel must be like the other; later ones may be any. */
static bool step_alike(Sign a, Sign b, bool *vowel_seen) {
    if (!is_vowel(a) || !is_vowel(b)) return signs_alike(a, b);
    bool alike = *vowel_seen || signs_alike(a, b);
    *vowel_seen = true;
    return alike;
}

/* How far into `name` from `from` the whole word reaches; 0 when it does not. */
static size_t word_reach(NameKey word, NameKey name, size_t from) {
    size_t i = 0, k = from;
    bool vowel_seen = false;
    while (i < word.count) {
        Sign asked = sign_at(word, i);
        if (k < name.count && step_alike(asked, sign_at(name, k), &vowel_seen)) {
            i++;
            k++;
        } else if (k < name.count && k > from && may_be_missing(sign_at(name, k))) {
            k++;
        } else if (may_be_missing(asked) && i + 1 == word.count) {
            i++;
        } else {
            return 0;
        }
    }
    return k;
}

bool name_key_found(NameKey word, NameKey name) {
    if (!word.count) return false;
    for (size_t at = 0; at < name.count; at++) {
        if ((name.sign[at] & NAME_BEGINS) && word_reach(word, name, at)) return true;
    }
    return false;
}

/* All but the last sign must be there on both sides. */
static bool may_reach_end(NameKey word, NameKey other) {
    if (word.count > other.count + 1 || other.count > word.count + 1) return false;
    return signs_alike(sign_at(word, 0), sign_at(other, 0));
}

static bool reaches_end(NameKey word, NameKey other) {
    if (!may_reach_end(word, other)) return false;
    size_t reach = word_reach(word, other, 0);
    if (reach && reach + 1 == other.count && may_be_missing(sign_at(other, reach))) reach++;
    return reach && reach == other.count;
}

/* `longer` has one vowel more than `shorter`, between consonants. */
static bool vowel_between(NameKey longer, NameKey shorter) {
    enum { SIGNS_MIN = 5 };
    uint8_t without[256];
    if (longer.count < SIGNS_MIN || longer.count > sizeof without) return false;
    NameKey rest = { longer.sign, longer.count - 1 };
    if (!may_reach_end(rest, shorter)) return false;
    bool first = true;
    for (size_t at = 0; at + 1 < longer.count; at++) {
        if (!is_vowel(sign_at(longer, at))) continue;
        bool skip = !first && !is_vowel(sign_at(longer, at + 1));
        first = false;
        if (!skip) continue;
        memcpy(without, longer.sign, at);
        memcpy(without + at, longer.sign + at + 1, longer.count - at - 1);
        if (reaches_end((NameKey){ without, longer.count - 1 }, shorter)) return true;
    }
    return false;
}

bool name_words_alike(NameKey word, NameKey other) {
    if (!word.count || !other.count) return false;
    return reaches_end(word, other) || vowel_between(word, other) || vowel_between(other, word);
}

/* Not only what follows an article. */
static bool word_begins(uint8_t sign) {
    return (sign & NAME_BEGINS) && !(sign & NAME_WITHIN);
}

bool name_key_alike(NameKey word, NameKey name) {
    for (size_t from = 0; from < name.count; from++) {
        if (!(name.sign[from] & NAME_BEGINS)) continue;
        size_t until = from + 1;
        while (until < name.count && !word_begins(name.sign[until])) until++;
        if (name_words_alike(word, (NameKey){ name.sign + from, until - from })) return true;
    }
    return false;
}

uint64_t name_key_begins(NameKey name) {
    uint64_t bits = 0;
    for (size_t at = 0; at < name.count; at++) {
        if (name.sign[at] & NAME_BEGINS) bits |= BIT(sign_at(name, at));
    }
    return bits;
}

uint64_t name_key_may_begin(NameKey word) {
    if (!word.count) return 0;
    Sign sign = sign_at(word, 0);
    return like[sign] | BIT(sign);
}
