/* Which ways of writing are one name, and which are not. */
#include "../chance.h"
#include "names/names.h"

/* Each name with another way of writing it. */
static const char *const alike[][2] = {
    { "Mohammed", "Muhammad" },     { "Mohammed", "Mohamad" },     { "Mohamed", "Muhamed" },
    { "Mohammed", "Mouhammad" },    { "Mohammed", "Moehammed" },   { "Youssef", "Yusuf" },
    { "Youssef", "Joesoef" },       { "Joseph", "Yousef" },        { "Yusuf", "Jusuf" },
    { "Yousif", "Joesef" },         { "Ahmed", "Ahmad" },          { "Ahmed", "Achmed" },
    { "Ahmet", "Ahmed" },           { "Ahmad", "Achmad" },         { "Hassan", "Hasan" },
    { "Hussein", "Hoessein" },      { "Hussein", "Husain" },       { "Hussein", "Hossein" },
    { "Houssine", "Hussein" },      { "Khalid", "Khaled" },        { "Khalid", "Chalid" },
    { "Khaled", "Haled" },          { "Halit", "Khalid" },         { "Fatima", "Fatma" },
    { "Fatima", "Fatimah" },        { "Fatima", "Fatemeh" },       { "Fatima", "Faatima" },
    { "Aisha", "Aïcha" },           { "Aisha", "Aicha" },          { "Aisha", "Aischa" },
    { "Aisha", "Aisja" },           { "Rachid", "Rashid" },        { "Rachid", "Rasjid" },
    { "Rasheed", "Rachid" },        { "Said", "Saïd" },            { "Said", "Saeed" },
    { "Said", "Saeid" },            { "Karim", "Kareem" },         { "Kassem", "Qasim" },
    { "Qasim", "Kasim" },           { "Ibrahim", "Ebrahim" },      { "Ibrahim", "Ibraheem" },
    { "Ismail", "Esmail" },         { "Ismail", "Ismael" },        { "Osama", "Oesama" },
    { "Osama", "Usama" },           { "Omar", "Umar" },            { "Omar", "Oemar" },
    { "Walid", "Oualid" },          { "Walid", "Waleed" },         { "Wafa", "Ouafa" },
    { "Nawal", "Naoual" },          { "Souad", "Suad" },           { "Soead", "Suad" },
    { "Dawud", "Daoud" },           { "Dawood", "Daoud" },         { "Rauf", "Raouf" },
    { "Jamal", "Djamal" },          { "Jamal", "Jamaal" },         { "Cemal", "Jamal" },
    { "Maryam", "Mariam" },         { "Maryam", "Meryem" },        { "Miriam", "Meryam" },
    { "Yahya", "Yahia" },           { "Yahya", "Jahja" },          { "Zainab", "Zeinab" },
    { "Zainab", "Zeynab" },     { "Zineb", "Zeineb" },         { "Abdullah", "Abdallah" },
    { "Abdullah", "Abdoellah" },    { "Abdullah", "Abdulla" },     { "Abdelkarim", "Abdulkareem" },
    { "Abdulrahman", "Abderrahman" }, { "Abdelrahman", "Abdurrahman" }, { "Abdelaziz", "Abdulaziz" },
    { "Amine", "Amin" },            { "Yassine", "Yasin" },        { "Sarah", "Sara" },
    { "Khadija", "Chadija" },       { "Khadija", "Khadidja" },     { "Murad", "Murat" },
    { "Mehmet", "Mehmed" },         { "Philip", "Filip" },         { "Stephan", "Stefan" },
    { "Wladimir", "Vladimir" },     { "Ivanov", "Iwanow" },        { "Aleksandr", "Alexander" },
    { "Oleksandr", "Oleksander" },  { "Shevchenko", "Sjevtsjenko" }, { "Shevchenko", "Schewtschenko" },
    { "Тарас", "Taras" },           { "Шевченко", "Shevchenko" },  { "Özgür", "Ozgur" },
    { "Özgür", "Oezguer" },         { "Şahin", "Sahin" },          { "Müller", "Mueller" },
    { "Müller", "Muller" },         { "Meijer", "Meyer" },         { "Meier", "Meijer" },
    { "Maier", "Meyer" },           { "Łukasz", "Lukasz" },        { "Nguyễn", "Nguyen" },
    { "Renée", "Renee" },           { "Ziad", "Ziyad" },           { "Tesfay", "Tesfai" },
    { "Haile", "Hayle" },           { "Mebrahtu", "Mebrahtoe" },   { "Girmay", "Girmai" },
    { "O'Neil", "Oneil" },          { "Ma'moun", "Mamoun" },       { "Haitham", "Haytam" },
    { "Ghazi", "Gazi" },            { "Louis", "Luis" },           { "Daniyal", "Danial" },
    { "Sofie", "Sophie" },          { "Iyad", "Eyad" },            { "Nour", "Noor" },
    { "Zjanna", "Zhanna" },         { "Jasmin", "Yasmin" },        { "Farouk", "Faroek" }
};

static const char *const different[][2] = {
    { "Mohammed", "Mahmoud" },   { "Hassan", "Hussein" },  { "Hassan", "Hasna" },
    { "Karim", "Karam" "a" },    { "Said", "Saad" "i" },   { "Ali", "Ola" },
    { "Omar", "Amir" },          { "Amal", "Iman" },       { "Amina", "Imane" },
    { "Salim", "Salma" },        { "Salam", "Salma" },     { "Nadia", "Nadir" },
    { "Fatima", "Farida" },      { "Fatima", "Fadia" },    { "Khalid", "Walid" },
    { "Khalid", "Majid" },       { "Rashid", "Rasul" },    { "Rashid", "Rabih" },
    { "Yusuf", "Younes" },       { "Yusuf", "Yasin" },     { "Yusuf", "Asif" },
    { "Ahmed", "Hamid" },        { "Ahmed", "Amjad" },     { "Ibrahim", "Abraham" },
    { "Ismail", "Samuel" },      { "Jamal", "Kamal" },     { "Jamal", "Jamil" "a" },
    { "Kamal", "Kamil" "ia" },   { "Maryam", "Marwan" },   { "Zainab", "Zaid" },
    { "Bilal", "Belal" "i" },    { "Tariq", "Tarik" "a" }, { "Samir", "Samira" "n" },
    { "Anna", "Hanna" },         { "Peter", "Pieter" "s" }, { "Jan", "Johan" },
    { "Maria", "Mario" "n" },    { "Olena", "Alina" },     { "Ivan", "Iwona" },
    { "Dmytro", "Petro" },       { "Tesfay", "Tekle" },    { "Haile", "Helen" },
    { "Abdullah", "Abdelkader" }, { "Abdelaziz", "Abdelkarim" }, { "Rahma", "Rahima" "n" },
    { "Nour", "Nora" "h" "n" },  { "Ziad", "Zaid" },       { "Layla", "Lila" "s" },
    { "Murad", "Mourid" "i" },   { "Sara", "Sahar" },      { "Hana", "Nahla" }
};

static bool are_alike(Arena *arena, const char *one, const char *two) {
    NameKey a = name_key(arena, name_fold(arena, str_from(one)));
    NameKey b = name_key(arena, name_fold(arena, str_from(two)));
    bool forth = name_words_alike(a, b), back = name_words_alike(b, a);
    if (forth != back) fail_msg("%s and %s: one way only", one, two);
    return forth;
}

static void ways_of_writing_one_name_are_alike(void **state) {
    (void)state;
    TEST_ARENA(arena);
    int wrong = 0;
    assert_true(sizeof alike / sizeof *alike >= 80);
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        if (are_alike(arena, alike[i][0], alike[i][1])) continue;
        print_message("# %s is not like %s\n", alike[i][0], alike[i][1]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void different_names_are_different(void **state) {
    (void)state;
    TEST_ARENA(arena);
    int wrong = 0;
    assert_true(sizeof different / sizeof *different >= 40);
    for (size_t i = 0; i < sizeof different / sizeof *different; i++) {
        if (!are_alike(arena, different[i][0], different[i][1])) continue;
        print_message("# %s is like %s\n", different[i][0], different[i][1]);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void folding_takes_case_and_accents_away(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const fold[][2] = {
        { "", "" }, { "  ", "" }, { "Anna-Maria  de Vries", "anna maria de vries" },
        { "O'Neil", "oneil" }, { "O\xE2\x80\x99Neil", "oneil" }, { "J\xC3\x96RG", "jorg" },
        { "Stra\xC3\x9F" "e", "strasse" }, { "\xC3\x86gir", "aegir" }, { "A\xCC\x81", "a" },
        { "\xC4\xB2mker", "ijmker" }, { "\xD8\xB4\xD8\xA7\xD9\x85", "sham" }, { "0042", "0042" },
        { "a\xFF" "b", "a b" }, { "\xC3", "" }, { "\xE4\xB8\xAD", "\xE4\xB8\xAD" }, { "-,.", "" }
    };
    for (size_t i = 0; i < sizeof fold / sizeof *fold; i++) {
        assert_str(name_fold(arena, str_from(fold[i][0])), fold[i][1]);
    }
}

static Str bytes_at_random(Chance *chance, Arena *arena) {
    Text text = text_new(arena, 400);
    static const char *const piece[] = { "a", "E", "\xC3\xA9", "\xD0\xA9", "\xD8\xB4", "-", " ", "'", "y", "j",
                                         "ou", "ch", "\xCC\x81", "\xE1\xBA\xBF", "\xE4\xB8\xAD", "T", "h", "7" };
    for (int64_t i = chance_between(chance, 0, 30); i > 0; i--) {
        bool any = chance_between(chance, 0, 9) == 0;
        if (any) text_add_char(&text, (char)chance_between(chance, 0, 255));
        else text_add(&text, str_from(piece[chance_between(chance, 0, 17)]));
    }
    return text_str(&text);
}

static void folding_twice_is_folding_once(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < 20000; i++) {
        AUTO(arena_end_at) Arena *arena = arena_new("fold", 1024 * 1024);
        Str text = bytes_at_random(&chance, arena);
        Str once = name_fold(arena, text), twice = name_fold(arena, once);
        assert_true(str_equal(once, twice));
        assert_true(str_is_utf8(once));
        assert_true(name_key(arena, once).count <= once.len * 2);
    }
}

/* Whoever has the name is found by it: every word, and every beginning of a word as it is written. */
static void every_word_is_found_in_its_own_name(void **state) {
    (void)state;
    Chance chance = chance_begin();
    for (int i = 0; i < 20000; i++) {
        AUTO(arena_end_at) Arena *arena = arena_new("own", 1024 * 1024);
        Str folded = name_fold(arena, bytes_at_random(&chance, arena)), rest = folded, word;
        NameKey key = name_key(arena, folded);
        while (folded.len && str_cut(&rest, ' ', &word)) {
            NameKey own = name_key(arena, word);
            assert_true(name_key_found(own, key));
            assert_true(name_words_alike(own, own));
            assert_true(name_key_begins(key) & name_key_may_begin(own));
            Str begins = str_sub(word, 0, (size_t)chance_between(&chance, 1, (int64_t)word.len));
            assert_true(name_folded_found(begins, folded));
            assert_true(name_folded_begins(folded) & name_folded_begins(begins));
        }
    }
}

static void words_run_on_and_articles_end(void **state) {
    (void)state;
    TEST_ARENA(arena);
    static const char *const found[][2] = {
        { "abdulkarim", "Abdul Karim" }, { "karim", "Abdulkarim" }, { "rahman", "Abderrahman" },
        { "khalaf", "Alkhalaf" }, { "hassan", "El Hassan" }, { "moh", "Hassan Mohammed" }
    };
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        NameKey word = name_key(arena, str_from(found[i][0]));
        NameKey name = name_key(arena, name_fold(arena, str_from(found[i][1])));
        if (!name_key_found(word, name)) fail_msg("%s in %s", found[i][0], found[i][1]);
    }
    NameKey word = name_key(arena, S("arim")), name = name_key(arena, S("karim"));
    assert_false(name_key_found(word, name));
    assert_true(name_is_article(S("al")) && !name_is_article(S("ali")));
}

SUITE("names", cmocka_unit_test(ways_of_writing_one_name_are_alike),
      cmocka_unit_test(different_names_are_different),
      cmocka_unit_test(folding_takes_case_and_accents_away),
      cmocka_unit_test(folding_twice_is_folding_once),
      cmocka_unit_test(every_word_is_found_in_its_own_name),
      cmocka_unit_test(words_run_on_and_articles_end))
