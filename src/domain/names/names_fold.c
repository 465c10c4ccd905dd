#include "names/names.h"

#include <string.h>

#include "text.h"

/* What stands for one letter of another alphabet: small Latin letters, " " to end a word, "" for
 * nothing, NULL when the letter stays as it is. */

#define NOTHING ""
#define ENDS " "

/* U+00A0 .. U+00FF */
static const char *const latin_1[96] = {
    ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, ENDS, ENDS,
    NOTHING, ENDS, "a", ENDS, ENDS, ENDS, ENDS, ENDS,
    ENDS, ENDS, "2", "3", NOTHING, "u", ENDS, ENDS, NOTHING, "1", "o", ENDS, ENDS, ENDS, ENDS, ENDS,
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "o", ENDS, "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "o", ENDS, "o", "u", "u", "u", "u", "y", "th", "y"
};

/* U+0100 .. U+017F; 1 is ij, 2 is oe */
static const char latin_a[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii11jjkkkllllllllll"
                              "nnnnnnnnnoooooo22rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
_Static_assert(sizeof latin_a == 128 + 1, "one letter for each of U+0100 .. U+017F");

/* U+0430 .. U+044F, and from U+0450 */
static const char *const cyrillic[48] = {
    "a", "b", "v", "h", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", NOTHING, "i", NOTHING, "e", "yu", "ya",
    "e", "yo", "dj", "g", "ye", "s", "i", "yi", "j", "l", "n", "c", "k", "i", "u", "dz"
};

/* U+0621 .. U+064A */
static const char *const arabic[42] = {
    NOTHING, "a", "a", "u", "i", "i", "a", "b", "a", "t", "th", "j", "h", "kh", "d", "dh",
    "r", "z", "s", "sh", "s", "d", "t", "z", "a", "gh", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING,
    NOTHING, "f", "q", "k", "l", "m", "n", "h", "u", "a", "i"
};

static const struct Other {
    uint32_t from, until;
    const char *latin;
} others[] = {
    { 0x018F, 0x018F, "e" },      { 0x01A0, 0x01A1, "o" },  { 0x01AF, 0x01B0, "u" },
    { 0x01CD, 0x01CE, "a" },      { 0x0218, 0x0219, "s" },  { 0x021A, 0x021B, "t" },
    { 0x0259, 0x0259, "e" },      { 0x02B0, 0x036F, NOTHING }, /* marks and apostrophes */
    { 0x0490, 0x0491, "g" },      { 0x064B, 0x065F, NOTHING }, { 0x0660, 0x066D, ENDS },
    { 0x0670, 0x0670, NOTHING },  { 0x067E, 0x067E, "p" },  { 0x0686, 0x0686, "ch" },
    { 0x0698, 0x0698, "zh" },     { 0x06A9, 0x06A9, "k" },  { 0x06AF, 0x06AF, "g" },
    { 0x06CC, 0x06CC, "i" },      { 0x1E0C, 0x1E0F, "d" },  { 0x1E20, 0x1E21, "g" },
    { 0x1E24, 0x1E25, "h" },      { 0x1E2A, 0x1E2B, "h" },  { 0x1E62, 0x1E63, "s" },
    { 0x1E6C, 0x1E6F, "t" },      { 0x1E92, 0x1E93, "z" },  { 0x1EA0, 0x1EB7, "a" },
    { 0x1EB8, 0x1EC7, "e" },      { 0x1EC8, 0x1ECB, "i" },  { 0x1ECC, 0x1EE3, "o" },
    { 0x1EE4, 0x1EF1, "u" },      { 0x1EF2, 0x1EF9, "y" },  { 0x200B, 0x200F, NOTHING },
    { 0x2018, 0x201B, NOTHING },  { 0x2000, 0x206F, ENDS }, { 0x3000, 0x303F, ENDS },
    { 0x0080, 0x009F, ENDS },     { 0xFEFF, 0xFEFF, NOTHING }
};

static const char *other_latin(uint32_t code) {
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (code >= others[i].from && code <= others[i].until) return others[i].latin;
    }
    return NULL;
}

static const char *latin_of(uint32_t code) {
    static const char *const letter[26] = { "a", "b", "c", "d", "e", "f", "g", "h", "i",
                                            "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                            "s", "t", "u", "v", "w", "x", "y", "z" };
    if (code >= 0xA0 && code <= 0xFF) return latin_1[code - 0xA0];
    if (code >= 0x100 && code <= 0x17F) {
        char base = latin_a[code - 0x100];
        return base == '1' ? "ij" : base == '2' ? "oe" : letter[base - 'a'];
    }
    if (code >= 0x410 && code <= 0x42F) code += 0x20;
    if (code >= 0x400 && code <= 0x40F) code += 0x50;
    if (code >= 0x430 && code <= 0x45F) return cyrillic[code - 0x430];
    if (code >= 0x621 && code <= 0x64A) return arabic[code - 0x621];
    return other_latin(code);
}

/* One code point of UTF-8, or one byte that is none (then *ret_code is 0). */
static size_t code_take(Str rest, uint32_t *ret_code) {
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned char first = (unsigned char)rest.at[0];
    size_t len = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    *ret_code = first;
    if (len == 1) return 1;
    *ret_code = 0;
    if (first < 0xC2 || first > 0xF4 || rest.len < len) return 1;
    uint32_t code = first & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)rest.at[i];
        if ((next & 0xC0) != 0x80) return 1;
        code = code << 6 | (next & 0x3F);
    }
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < least[len] || code > 0x10FFFF || surrogate) return 1;
    *ret_code = code;
    return len;
}

static void ascii_fold(Text *out, char c) {
    bool small = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c >= 'A' && c <= 'Z') text_add_char(out, (char)(c + 'a' - 'A'));
    else if (small) text_add_char(out, c);
    else if (c != '\'' && c != '`' && out->len && out->at[out->len - 1] != ' ') {
        text_add_char(out, ' ');
    }
}

Str name_fold(Arena *arena, Str text) {
    Text out = text_new(arena, text.len * 2 + 8);
    for (size_t at = 0; at < text.len;) {
        uint32_t code;
        Str rest = { text.at + at, text.len - at };
        size_t len = code_take(rest, &code);
        const char *latin = code < 0x80 ? NULL : latin_of(code);
        if (code < 0x80) {
            ascii_fold(&out, code ? (char)code : ' ');
        } else if (latin && *latin == ' ') {
            ascii_fold(&out, ' ');
        } else {
            text_add(&out, latin ? str_from(latin) : str_sub(rest, 0, len));
        }
        at += len;
    }
    Str folded = text_str(&out);
    if (folded.len && folded.at[folded.len - 1] == ' ') folded.len--;
    return folded;
}

bool name_folded_found(Str word, Str folded) {
    if (!word.len || word.len > folded.len) return false;
    for (size_t at = 0; at + word.len <= folded.len; at++) {
        if (at && folded.at[at - 1] != ' ') continue;
        if (memcmp(folded.at + at, word.at, word.len) == 0) return true;
    }
    return false;
}

uint64_t name_folded_begins(Str folded) {
    uint64_t bits = 0;
    for (size_t at = 0; at < folded.len; at++) {
        if (at && folded.at[at - 1] != ' ') continue;
        unsigned char c = (unsigned char)folded.at[at];
        int bit = c >= '0' && c <= '9' ? c - '0' + 26 : 36;
        if (c >= 'a' && c <= 'z') bit = c - 'a';
        bits |= UINT64_C(1) << bit;
    }
    return bits;
}

bool name_is_article(Str folded_word) {
    static const char *const article[] = { "al", "el", "il", "ul" };
    for (size_t i = 0; i < sizeof article / sizeof *article; i++) {
        if (str_equal(folded_word, str_from(article[i]))) return true;
    }
    return false;
}
