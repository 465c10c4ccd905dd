/* Passwords that are tried first, because many people use them: rows of keys, first names, towns,
 * clubs, seasons, words of an office, in Dutch and English. Written by hand for Opstap. In lower
 * case; digits and marks at the end do not save a word: "welkom01!" is "welkom". */
#include "limits.h"
#include "passwords.h"

/* With digits and marks taken off at both ends. */
static const char *const word[] = {
    "abc",       "aaaaaaaa",   "abcabc",      "abcd",       "abcde",       "abcdef",
    "abcdefg",   "abcdefgh",   "access",      "admin",      "administrator", "ajax",
    "ajaxamsterdam", "alexander", "almere",   "amersfoort", "amsterdam",   "andrea",
    "apeldoorn", "appel",      "april",       "arnhem",     "asdf",        "asdfasdf",
    "asdfgh",    "asdfghjk",   "asdfghjkl",   "augustus",   "autumn",      "azerty",
    "azertyuiop", "bailey",    "baseball",    "batman",     "beheer",      "beheerder",
    "bloem",     "bloemen",    "boeken",      "breda",      "butterfly",   "changeme",
    "charlie",   "chelsea",    "chocolade",   "chocolate",  "computer",    "december",
    "default",   "delft",      "demo",        "denhaag",    "deventer",    "diamond",
    "donderdag", "dragon",     "eindhoven",   "emmen",      "enschede",    "februari",
    "feyenoord", "fiets",      "fietsen",     "football",   "geheim",      "gebruiker",
    "gemeente",  "groningen",  "guest",       "haarlem",    "hallo",       "hallohallo",
    "heerlen",   "hello",      "hellohello",  "herfst",     "hockey",      "holland",
    "hunter",    "iloveyou",   "internet",    "januari",    "jasmijn",     "jordan",
    "juli",      "juni",       "jongens",     "kandidaat",  "kantoor",     "klantmanager",
    "klaverjas", "knuffel",    "koekje",      "koffie",     "konijn",      "koning",
    "koningin",  "laatmeerin", "lente",       "leeuwarden", "leiden",      "letmein",
    "letmeinnow", "lieverd",   "liefde",      "liverpool",  "login",       "lovely",
    "maandag",   "maart",      "maastricht",  "master",     "medewerker",  "merhaba",
    "michael",   "mijnwachtwoord", "monkey",  "monster",    "mypassword",  "naruto",
    "nederland", "netherlands", "newpassword", "nieuwwachtwoord", "nijmegen", "november",
    "nummer",    "oktober",    "ollie",       "online",     "opstap",      "opstapopstap",
    "oranje",    "paard",      "paarden",     "paashaas",   "pass",        "passpass",
    "passwd",    "password",   "passwordpassword", "passw",  "pokemon",    "poes",
    "poesje",    "pompoen",    "prinses",     "princess",   "purple",      "qazwsx",
    "qazwsxedc", "qwer",       "qwerasdf",    "qwert",      "qwerty",      "qwertyui",
    "qwertyuiop", "regenboog", "robbert",     "root",       "rotterdam",   "samsung",
    "schatje",   "schildpad",  "school",      "secret",     "september",   "server",
    "shadow",    "silver",     "slaapkamer",  "sinterklaas", "snoopy",     "soccer",
    "sofie",     "solution",   "sparta",      "spring",     "standaard",   "starwars",
    "summer",    "sunshine",   "superman",    "system",     "taalcoach",   "team",
    "teamleider", "temp",      "temporary",   "test",       "tester",      "testtest",
    "tijdelijk", "tilburg",    "toegang",     "trajecten",  "trustno",     "twente",
    "user",      "utrecht",    "vakantie",    "valentijn",  "venlo",       "verander",
    "veranderen", "vergeten",  "vitesse",     "vlinder",    "voetbal",     "vogel",
    "voorjaar",  "voornaam",   "vrijdag",     "wachtwoord", "wachtwoordwachtwoord", "wachtwoorden",
    "welcome",   "welcomeback", "welkom",     "welkomthuis", "welkomwelkom", "werkcentrum",
    "werken",    "werkplek",   "whatever",    "willem",     "winter",      "winterswijk",
    "woensdag",  "zaanstad",   "zaterdag",    "zaq",        "zaqxsw",      "zeeland",
    "zoetermeer", "zomer",     "zomervakantie", "zondag",   "zonnebloem",  "zonnetje",
    "zonneschijn", "zwolle",   "zxcvbn",      "zxcvbnm",
};

/* With digits inside, as a whole. */
static const char *const whole[] = {
    "1q2w3e4r",   "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx",   "1qaz2wsx3edc", "a1b2c3d4",
    "a1s2d3f4",   "abc123abc",  "admin123admin", "p@$$w0rd",  "p@ssw0rd",     "p@ssword",
    "pa$$w0rd",   "passw0rd",   "q1w2e3r4",     "q1w2e3r4t5", "qwe123qwe",    "qwer1234qwer",
    "test123test", "w3lcome",   "w8woord",      "w@chtwoord", "wachtw00rd",   "welk0m",
    "zaq12wsx",   "zaq1xsw2",   "zaq1zaq1",
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_listed(const char *const *list, size_t count, Str text) {
    for (size_t i = 0; i < count; i++) {
        if (str_equal(str_from(list[i]), text)) return true;
    }
    return false;
}

/* At most so many bytes round a word do not make a new one of it: a year and a mark. */
enum { ROUND_BYTES_MAX = 6 };

static bool is_word_with_marks(Str text) {
    size_t from = 0, until = text.len;
    while (from < until && !is_letter(text.at[from])) from++;
    while (until > from && !is_letter(text.at[until - 1])) until--;
    bool listed = is_listed(word, sizeof word / sizeof *word, str_sub(text, from, until - from));
    if (from == until) return text.len < PASSWORD_BYTES_ADVISED; /* digits and marks alone */
    return listed && text.len - (until - from) <= ROUND_BYTES_MAX;
}

static bool is_listed_with_marks(Str text) {
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        Str listed = str_from(whole[i]);
        if (!str_starts(text, listed) || text.len - listed.len > ROUND_BYTES_MAX) continue;
        size_t at = listed.len;
        while (at < text.len && !is_letter(text.at[at])) at++;
        if (at == text.len) return true;
    }
    return false;
}

/* One or two or three signs again and again: "aaaaaaaa", "12121212". */
static bool is_repeated(Str text) {
    for (size_t step = 1; step <= 3; step++) {
        size_t at = step;
        while (at < text.len && text.at[at] == text.at[at - step]) at++;
        if (at == text.len) return true;
    }
    return false;
}

bool password_is_common(Str password) {
    char copy[PASSWORD_BYTES_MAX];
    if (password.len > sizeof copy) return false;
    for (size_t i = 0; i < password.len; i++) copy[i] = char_lower(password.at[i]);
    Str text = { copy, password.len };
    return is_repeated(text) || is_word_with_marks(text) || is_listed_with_marks(text);
}
