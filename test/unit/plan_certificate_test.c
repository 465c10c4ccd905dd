/* The checker of certificates: each kind of line is believed where it is true, and each kind of lie
 * is refused with its line. Problems and prices are worked out by hand; ' stands for ". */
#include "../peers/plan_certificate.h"

#include "test.h"

typedef struct Case {
    const char *problem, *placements; /* "aA bB": who and where */
} Case;

/* a in B and b in A: 16. At prices 7 and 6 nothing is worth more. */
static const Case plain = {
    "{'candidates':[{'id':'a'},{'id':'b'}],"
    "'options':[{'id':'A','maximum':1},{'id':'B','maximum':1}],"
    "'pairs':[{'candidate':'a','option':'A','value':10},{'candidate':'a','option':'B','value':7},"
    "{'candidate':'b','option':'A','value':9},{'candidate':'b','option':'B','value':4}]}",
    "aB bA"
};

/* b and c start A, a is in B: 7. Who does not know whether A starts cannot say better than 8. */
static const Case group = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'}],"
    "'options':[{'id':'A','minimum':2,'maximum':3,'opening_cost':3},{'id':'B','maximum':1}],"
    "'pairs':[{'candidate':'a','option':'A','value':4},{'candidate':'b','option':'A','value':4},"
    "{'candidate':'c','option':'A','value':1},{'candidate':'a','option':'B','value':5},"
    "{'candidate':'b','option':'B','value':3}]}",
    "bA cA aB"
};

/* The same as a class: A and C start together. */
static const Case class_group = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'}],"
    "'options':[{'id':'A'},{'id':'C'},{'id':'B','maximum':1}],"
    "'classes':[{'id':'K','options':['A','C'],'minimum':2,'maximum':3,'opening_cost':3}],"
    "'pairs':[{'candidate':'a','option':'A','value':4},{'candidate':'b','option':'C','value':4},"
    "{'candidate':'c','option':'A','value':1},{'candidate':'a','option':'B','value':5},"
    "{'candidate':'b','option':'B','value':3}]}",
    "bC cA aB"
};

/* a must be placed, at a loss: 1. */
static const Case duty = {
    "{'candidates':[{'id':'a','must_place':true},{'id':'b'}],"
    "'options':[{'id':'A','maximum':1},{'id':'B','maximum':1}],"
    "'pairs':[{'candidate':'a','option':'A','value':-2},{'candidate':'a','option':'B','value':-4},"
    "{'candidate':'b','option':'A','value':5},{'candidate':'b','option':'B','value':3}]}",
    "aA bB"
};

/* The resource is enough for two: 9. */
static const Case resource = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'}],'options':[{'id':'A'},{'id':'B'}],"
    "'resources':[{'id':'r','capacity':5}],"
    "'pairs':[{'candidate':'a','option':'A','value':5,'demand':{'r':2}},"
    "{'candidate':'b','option':'A','value':4,'demand':{'r':2}},"
    "{'candidate':'c','option':'A','value':1,'demand':{'r':2}},"
    "{'candidate':'c','option':'B','value':3,'demand':{'r':2}}]}",
    "aA bA"
};

static const Case uneven = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'}],'options':[{'id':'A'},{'id':'B'}],"
    "'resources':[{'id':'r','capacity':4}],"
    "'pairs':[{'candidate':'a','option':'A','value':5,'demand':{'r':2}},"
    "{'candidate':'b','option':'A','value':4,'demand':{'r':2}},"
    "{'candidate':'c','option':'B','value':3,'demand':{'r':1}}]}",
    "aA bA"
};

/* Who does not use it may come besides. */
static const Case unused = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'}],'options':[{'id':'A'}],"
    "'resources':[{'id':'r','capacity':4}],"
    "'pairs':[{'candidate':'a','option':'A','value':5,'demand':{'r':2}},"
    "{'candidate':'b','option':'A','value':4,'demand':{'r':2}},"
    "{'candidate':'c','option':'A','value':3}]}",
    "aA bA cA"
};

/* The resource is used by one option of the class, and by one outside. */
static const Case crossing = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'}],"
    "'options':[{'id':'A'},{'id':'B'},{'id':'C'}],"
    "'classes':[{'id':'K','options':['A','B'],'maximum':2}],"
    "'resources':[{'id':'r','capacity':1}],"
    "'pairs':[{'candidate':'a','option':'A','value':5,'demand':{'r':1}},"
    "{'candidate':'b','option':'B','value':4},"
    "{'candidate':'c','option':'C','value':3,'demand':{'r':1}}]}",
    "aA bB"
};

/* One of the group must be placed: a, who takes the place of c. */
static const Case floor_case = {
    "{'candidates':[{'id':'a','groups':['g']},{'id':'b','groups':['g']},{'id':'c'}],"
    "'options':[{'id':'A','maximum':1}],'floors':[{'group':'g','minimum_placed':1}],"
    "'pairs':[{'candidate':'a','option':'A','value':2},{'candidate':'c','option':'A','value':10}]}",
    "aA"
};

/* Five people, two groups of three: only one can start. */
static const Case crowd = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'},{'id':'d'},{'id':'e'}],"
    "'options':[{'id':'A','minimum':3,'opening_cost':-10},"
    "{'id':'B','minimum':3,'opening_cost':-10}],"
    "'pairs':[{'candidate':'a','option':'A','value':1},{'candidate':'b','option':'A','value':1},"
    "{'candidate':'c','option':'A','value':1},{'candidate':'d','option':'A','value':1},"
    "{'candidate':'e','option':'A','value':1},{'candidate':'a','option':'B','value':1},"
    "{'candidate':'b','option':'B','value':1},{'candidate':'c','option':'B','value':1},"
    "{'candidate':'d','option':'B','value':1},{'candidate':'e','option':'B','value':1}]}",
    "aA bA cA dA eA"
};

static const Case two_parts = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'}],"
    "'options':[{'id':'A'},{'id':'B'},{'id':'C'}],'resources':[{'id':'r','capacity':5}],"
    "'pairs':[{'candidate':'a','option':'A','value':30,'demand':{'r':1}},"
    "{'candidate':'b','option':'B','value':40,'demand':{'r':1}},"
    "{'candidate':'c','option':'C','value':-5}]}",
    "aA bB"
};

/* What starting costs A and its class are nothing together, so all that counts is even. */
static const Case alone_in_class = {
    "{'candidates':[{'id':'a'},{'id':'b'}],"
    "'options':[{'id':'A','minimum':2,'opening_cost':-1}],"
    "'classes':[{'id':'K','options':['A'],'opening_cost':1}],"
    "'pairs':[{'candidate':'a','option':'A','value':4},{'candidate':'b','option':'A','value':2}]}",
    "aA bA"
};

/* Who must be placed has A left, which cannot start without b. */
static const Case idle = {
    "{'candidates':[{'id':'a','must_place':true},{'id':'b'},{'id':'c'}],"
    "'options':[{'id':'A','minimum':2},{'id':'B','maximum':1}],"
    "'pairs':[{'candidate':'a','option':'A','value':3},{'candidate':'b','option':'A','value':3},"
    "{'candidate':'a','option':'B','value':10},{'candidate':'c','option':'B','value':1}]}",
    "aB"
};

static const char *text_end(Arena *arena, const Text *text) {
    return str_zero_ended(arena, text_str(text));
}

static json_t *json_of(Arena *arena, const char *text) {
    size_t bytes = strlen(text);
    char *copy = arena_many(arena, char, bytes + 1);
    for (size_t i = 0; i < bytes; i++) copy[i] = text[i] == '\'' ? '"' : text[i];
    json_t *json = json_loadb(copy, bytes, 0, NULL);
    assert_non_null(json);
    return json;
}

static json_t *answer_of(const char *placements) {
    json_t *list = json_array();
    for (const char *at = placements; *at; at += at[2] ? 3 : 2) {
        char who[2] = { at[0], 0 }, where[2] = { at[1], 0 };
        json_array_append_new(list, json_pack("{s:s,s:s}", "candidate", who, "option", where));
    }
    return json_pack("{s:o}", "assignments", list);
}

static bool is_believed(const Case *of, const char *certificate, PlanCertificate *ret_read) {
    TEST_ARENA(arena);
    size_t bytes = strlen(certificate);
    char *text = arena_many(arena, char, bytes + 1);
    for (size_t i = 0; i < bytes; i++) text[i] = certificate[i] == '\'' ? '"' : certificate[i];
    json_t *problem = json_of(arena, of->problem), *answer = answer_of(of->placements);
    bool fine = plan_certificate_check(problem, answer, text, bytes, ret_read);
    json_decref(problem);
    json_decref(answer);
    return fine;
}

static void check_believed(const Case *of, const char *certificate) {
    PlanCertificate read;
    if (!is_believed(of, certificate, &read)) fail_msg("%s\n%s", read.why, certificate);
}

static void check_refused(const Case *of, const char *certificate, const char *why) {
    PlanCertificate read;
    if (is_believed(of, certificate, &read)) fail_msg("believed, not '%s':\n%s", why, certificate);
    assert_string_equal(read.why, why);
}

#define BEGIN(people) "{'certificate':1}\n{'part':{'candidates':[" people "]}}\n"
#define PRICES(people) "{'prices':{'shift':0,'people':[" people "]}}\n"
#define LEAF "{'leaf':{'prices':0}}\n"
#define COUNTING "{'leaf':{'counting':true}}\n"
#define DROP(pairs) "{'drop':{'prices':0,'pairs':[" pairs "]}}\n"
#define SPLIT(what, at, first) "{'split':{'what':'" what "','at':" at ",'first':'" first "'}}\n"
#define PART_END(value) "{'part_end':{'value':" value "}}\n"
#define ENDS(value) PART_END(value) "{'end':{'value':" value "}}\n"
#define GOOD "[0,7],[1,6]"

static void prices_prove_a_plan(void **state) {
    (void)state;
    check_believed(&plain, BEGIN("0,1") PRICES(GOOD) LEAF ENDS("16"));
    check_believed(&plain, BEGIN("1,0") "{'prices':{'shift':2,'people':[[1,24],[0,28]]}}\n" LEAF
                               ENDS("16"));
    check_refused(&plain, BEGIN("0,1") PRICES("[0,6],[1,6]") LEAF ENDS("16"),
                  "line 4: the bound is 17, the part is said to be worth 16");
    check_refused(&plain, BEGIN("0,1") PRICES("[0,8],[1,6]") LEAF ENDS("16"),
                  "line 4: the bound is 17, the part is said to be worth 16");
    check_refused(&plain, BEGIN("0,1") "{'prices':{'shift':1,'people':[[0,16],[1,12]]}}\n" LEAF
                              ENDS("16"),
                  "line 4: the bound is 17, the part is said to be worth 16");
}

/* c is worth less than nothing to everybody, so all that counts is a multiple of 10. */
static void only_steps_of_all_values_are_looked_at(void **state) {
    (void)state;
    check_believed(&two_parts, BEGIN("0,1") PRICES("[0,36],[1,43]") LEAF ENDS("70"));
    check_refused(&two_parts, BEGIN("0,1") PRICES("[0,36],[1,44]") LEAF ENDS("70"),
                  "line 4: the bound is 80, the part is said to be worth 70");
    check_believed(&alone_in_class, BEGIN("0,1") PRICES("[0,5],[1,2]") LEAF ENDS("6"));
    check_refused(&alone_in_class, BEGIN("0,1") PRICES("[0,6],[1,2]") LEAF ENDS("6"),
                  "line 4: the bound is 8, the part is said to be worth 6");
}

static void what_cannot_start_any_more_is_dropped(void **state) {
    (void)state;
#define B_OUT BEGIN("0,1,2") PRICES("") PRICES("[0,6]") PRICES("[2,50]") SPLIT("option", "1", "out")
#define DROP_A "{'drop':{'prices':2,'pairs':[0]}}\n"
#define B_IN "{'leaf':{'prices':1}}\n"
    check_believed(&idle, B_OUT DROP("1") DROP_A COUNTING B_IN ENDS("10"));
    check_refused(&idle, B_OUT DROP("1") COUNTING B_IN ENDS("10"),
                  "line 8: there may be a plan: nothing is short");
    check_refused(&idle, B_OUT DROP_A DROP("1") COUNTING B_IN ENDS("10"),
                  "line 7: pair 0 cannot be dropped: with it the bound is 56");
#undef B_OUT
#undef DROP_A
#undef B_IN
}

static void pairs_are_dropped(void **state) {
    (void)state;
    check_believed(&plain, BEGIN("0,1") PRICES(GOOD) DROP("0,3") DROP("0,1,2") LEAF ENDS("16"));
    check_believed(&plain, BEGIN("0,1") PRICES("[0,3],[1,0]") PRICES(GOOD)
                               DROP("") "{'leaf':{'prices':1}}\n" ENDS("16"));
    check_refused(&plain, BEGIN("0,1") PRICES("[0,9],[1,7]") DROP("3") LEAF ENDS("16"),
                  "line 5: the bound is 18, the part is said to be worth 16");
    check_refused(&plain, BEGIN("0,1") PRICES("[0,6],[1,6]") DROP("3,0") LEAF ENDS("16"),
                  "line 4: pair 0 cannot be dropped: with it the bound is 17");
    check_refused(&plain, BEGIN("0,1") PRICES(GOOD) DROP("4") LEAF ENDS("16"),
                  "line 4: position 4 is not 0 to 3");
    check_refused(&two_parts,
                  BEGIN("0") PRICES("[0,30]") DROP("1") LEAF PART_END("30"),
                  "line 4: pair 1 is not of this part");
    check_refused(&plain, BEGIN("0,1") PRICES(GOOD) "{'drop':{'prices':0}}\n" LEAF ENDS("16"),
                  "line 4: pairs: not a list");
}

/* What was dropped on one side counts again on the other. */
static void a_split_needs_both_sides(void **state) {
    (void)state;
#define ZERO PRICES("")
#define IN_PRICES PRICES("[0,4],[1,3]")
#define LEAF_IN "{'leaf':{'prices':1}}\n"
#define OUT_FIRST(what) BEGIN("0,1,2") ZERO IN_PRICES SPLIT(what, "0", "out")
    check_believed(&group, OUT_FIRST("option") LEAF LEAF_IN ENDS("7"));
    check_believed(&class_group, OUT_FIRST("class") LEAF LEAF_IN ENDS("7"));
    check_refused(&group, OUT_FIRST("option") LEAF LEAF ENDS("7"),
                  "line 7: the bound is 11, the part is said to be worth 7");
    check_refused(&class_group, OUT_FIRST("class") LEAF LEAF ENDS("7"),
                  "line 7: the bound is 11, the part is said to be worth 7");
    check_refused(&class_group, OUT_FIRST("class") LEAF_IN LEAF ENDS("7"),
                  "line 6: the bound is 8, the part is said to be worth 7");
    check_refused(&group, OUT_FIRST("option") LEAF ENDS("7"),
                  "line 7: part_end: a drop, split or leaf is expected");
    check_believed(&group, BEGIN("0,1,2") IN_PRICES ZERO SPLIT("option", "0", "in") LEAF LEAF_IN
                               ENDS("7"));
    check_refused(&group, BEGIN("0,1,2") IN_PRICES LEAF ENDS("7"),
                  "line 4: the bound is 8, the part is said to be worth 7");
    check_refused(&class_group, BEGIN("0,1,2") IN_PRICES LEAF ENDS("7"),
                  "line 4: the bound is 8, the part is said to be worth 7");
    check_refused(&group, BEGIN("0,1,2") IN_PRICES ZERO SPLIT("option", "0", "in")
                              SPLIT("option", "0", "in") LEAF LEAF LEAF ENDS("7"),
                  "line 6: option 0 is decided already");
    check_refused(&two_parts, BEGIN("0") ZERO SPLIT("option", "1", "in") LEAF LEAF PART_END("30"),
                  "line 4: option 1 is not in this part");
    check_refused(&group, BEGIN("0,1,2") ZERO SPLIT("option", "0", "up") LEAF LEAF ENDS("7"),
                  "line 4: first is not in or out");
    check_refused(&group, BEGIN("0,1,2") ZERO SPLIT("pair", "0", "in") LEAF LEAF ENDS("7"),
                  "line 4: what is split?");
}

/* Nobody uses C, for c in it is worth less than nothing. */
static void what_nobody_can_use_does_not_start(void **state) {
    (void)state;
    check_believed(&two_parts, BEGIN("0,1") PRICES("[0,36],[1,43]") SPLIT("option", "2", "in")
                                   COUNTING LEAF ENDS("70"));
    check_believed(&two_parts, BEGIN("0,1") PRICES("[0,36],[1,43]") SPLIT("option", "2", "out") LEAF
                                   LEAF ENDS("70"));
    check_refused(&two_parts, BEGIN("0,1") PRICES("[0,36],[1,43]") SPLIT("option", "2", "out")
                                  COUNTING LEAF ENDS("70"),
                  "line 5: there may be a plan: nothing is short");
}

static void who_must_be_placed_may_have_a_price_below_nothing(void **state) {
    (void)state;
    check_believed(&duty, BEGIN("0,1") PRICES("[0,-4],[1,3]") LEAF ENDS("1"));
    check_refused(&duty, BEGIN("0,1") PRICES("[1,-1],[0,-4]") LEAF ENDS("1"),
                  "line 3: the price of candidate 1 is negative");
    check_refused(&duty, BEGIN("0,1") PRICES("[1,3]") LEAF ENDS("1"),
                  "line 4: the bound is 5, the part is said to be worth 1");
    check_believed(&duty, BEGIN("0,1") PRICES("[0,-4],[1,3]") DROP("0,1") COUNTING ENDS("1"));
    check_refused(&duty, BEGIN("0,1") PRICES("[0,-4],[1,3]") DROP("0,2,3") COUNTING ENDS("1"),
                  "line 5: there may be a plan: nothing is short");
}

static void what_starts_needs_enough_people(void **state) {
    (void)state;
    /* Without a and b in it, A has c alone. */
    check_believed(&group, BEGIN("0,1,2") PRICES("") PRICES("[0,4],[1,3]") PRICES("[0,4],[1,5]")
                               SPLIT("option", "0", "out") LEAF
                               "{'drop':{'prices':1,'pairs':[0,1,2]}}\n" COUNTING ENDS("7"));
    check_refused(&group, BEGIN("0,1,2") PRICES("") PRICES("[0,4],[1,3]")
                              SPLIT("option", "0", "out") COUNTING
                              "{'drop':{'prices':1,'pairs':[0,1,2]}}\n" COUNTING ENDS("7"),
                  "line 6: there may be a plan: nothing is short");
    check_refused(&group, BEGIN("0,1,2") PRICES("") PRICES("[0,4],[1,3]")
                              SPLIT("option", "0", "out") LEAF
                              "{'drop':{'prices':1,'pairs':[0]}}\n" COUNTING ENDS("7"),
                  "line 8: there may be a plan: nothing is short");
}

#define RESOURCE(more) "{'prices':{'shift':0,'resources':[" more "]}}\n"
#define KEEPS(people, kept)                                                                        \
    "{'certificate':1}\n{'part':{'candidates':[" people "],'kept':[" kept "]}}\n"

static void resources_are_priced_or_kept(void **state) {
    (void)state;
    check_believed(&resource, BEGIN("0,1,2") RESOURCE("[0,3]") LEAF ENDS("9"));
    check_believed(&resource, KEEPS("0,1,2", "0") RESOURCE("") LEAF ENDS("9"));
    check_refused(&resource, BEGIN("0,1,2") RESOURCE("[0,2]") LEAF ENDS("9"),
                  "line 4: the bound is 10, the part is said to be worth 9");
    check_refused(&resource, BEGIN("0,1,2") RESOURCE("") LEAF ENDS("9"),
                  "line 4: the bound is 13, the part is said to be worth 9");
    check_refused(&resource, BEGIN("0,1,2") RESOURCE("[0,-1]") LEAF ENDS("9"),
                  "line 3: the price of resource 0 is negative");
    check_refused(&resource, BEGIN("0,1,2") RESOURCE("[0,1],[0,2]") LEAF ENDS("9"),
                  "line 3: two prices of resource 0");
    check_refused(&uneven, BEGIN("0,1,2") RESOURCE("[0,3]") LEAF ENDS("9"),
                  "line 3: resource 0 is used unevenly");
    check_refused(&uneven, KEEPS("0,1,2", "0") RESOURCE("") LEAF ENDS("9"),
                  "line 2: resource 0 is used unevenly");
    check_refused(&unused, BEGIN("0,1,2") RESOURCE("[0,3]") LEAF ENDS("12"),
                  "line 3: resource 0 is used unevenly");
    check_refused(&crossing, KEEPS("0,1,2", "0") RESOURCE("") LEAF ENDS("9"),
                  "line 2: resource 0 cannot be kept: its options");
    check_believed(&crossing, BEGIN("0,1,2") RESOURCE("[0,3]") LEAF ENDS("9"));
    check_refused(&two_parts, BEGIN("0") RESOURCE("[0,3]") LEAF PART_END("30"),
                  "line 3: resource 0 is in several parts");
    check_refused(&two_parts, KEEPS("0", "0") RESOURCE("") LEAF PART_END("30"),
                  "line 2: option 1 is in several parts");
}

static void floors_are_priced_and_counted(void **state) {
    (void)state;
#define FLOOR(price) "{'prices':{'shift':0,'floors':[[0," price "]]}}\n"
    check_believed(&floor_case, BEGIN("0,2") FLOOR("8") LEAF ENDS("2"));
    check_believed(&floor_case, BEGIN("0,1,2") FLOOR("8") DROP("0") COUNTING ENDS("2"));
    check_refused(&floor_case, BEGIN("0,2") FLOOR("6") LEAF ENDS("2"),
                  "line 4: the bound is 4, the part is said to be worth 2");
    check_refused(&floor_case, BEGIN("0,2") FLOOR("-8") LEAF ENDS("2"),
                  "line 3: the price of floor 0 is negative");
    check_refused(&floor_case, BEGIN("0,2") FLOOR("8") DROP("1") COUNTING ENDS("2"),
                  "line 5: there may be a plan: nothing is short");
}

static void a_crowd_is_too_small_for_all_minimums(void **state) {
    (void)state;
#define CROWD(crowd)                                                                               \
    "{'prices':{'shift':0,'people':[[0,1],[1,1],[2,1],[3,1],[4,1]],'crowd':" crowd "}}\n"
    check_believed(&crowd, BEGIN("0,1,2,3,4") CROWD("[3,10]") LEAF ENDS("15"));
    check_refused(&crowd, BEGIN("0,1,2,3,4") CROWD("[2,10]") LEAF ENDS("15"),
                  "line 4: the bound is 25, the part is said to be worth 15");
    check_refused(&crowd, BEGIN("0,1,2,3,4") CROWD("[3,9]") LEAF ENDS("15"),
                  "line 4: the bound is 16, the part is said to be worth 15");
    check_refused(&crowd, BEGIN("0,1,2,3,4") CROWD("[3,-1]") LEAF ENDS("15"),
                  "line 3: the price of the crowd 0 is negative");
    check_refused(&crowd, BEGIN("0,1,2,3,4") CROWD("[0,9]") LEAF ENDS("15"),
                  "line 3: crowd: not by 1 or more people");
}

static void parts_hold_everybody_once_and_add_up(void **state) {
    (void)state;
#define PART(people) "{'part':{'candidates':[" people "]}}\n"
#define A_PART BEGIN("0") PRICES("[0,30]") LEAF PART_END("30")
#define B_PART PART("1") PRICES("[1,40]") LEAF PART_END("40")
#define END(value) "{'end':{'value':" value "}}\n"
    check_believed(&two_parts, A_PART B_PART END("70"));
    check_believed(&two_parts, A_PART B_PART PART("2") PRICES("") LEAF PART_END("0") END("70"));
    check_refused(&two_parts, A_PART END("30"), "line 6: candidate 1 is in no part");
    check_refused(&two_parts, A_PART B_PART END("71"), "line 10: the parts do not add up to 71");
    check_refused(&two_parts, A_PART PART("0") PRICES("") LEAF PART_END("0") END("30"),
                  "line 6: candidate 0 is in a part already");
    check_refused(&plain, BEGIN("0") PRICES("[0,10]") LEAF PART_END("10"),
                  "line 2: option 0 is in several parts");
    check_refused(&class_group, BEGIN("0,2") PRICES("[0,10]") LEAF PART_END("10"),
                  "line 2: option 1 is in several parts");
    check_refused(&two_parts, BEGIN("0") PRICES("[1,30]") LEAF PART_END("30"),
                  "line 3: candidate 1 is not in this part");
    check_refused(&plain, BEGIN("0,1") PRICES(GOOD) LEAF ENDS("17"),
                  "line 6: the answer is worth 16");
    check_refused(&plain, BEGIN("0,1") PRICES(GOOD) LEAF ENDS("15"),
                  "line 4: the bound is 16, the part is said to be worth 15");
}

static void the_form_is_kept(void **state) {
    (void)state;
#define START BEGIN("0,1") PRICES(GOOD)
    static const struct {
        const char *text, *why;
    } lies[] = {
        { "", "line 1: it stops here: the certificate begins with its form" },
        { "{'certificate':2}\n", "line 1: form 2 is unknown" },
        { PART("0,1"), "line 1: part: the certificate begins with its form" },
        { START "{'leaf':{'prices':1}}\n" ENDS("16"), "line 4: prices 1 is not 0 to 0" },
        { START "{'leaf':{}}\n" ENDS("16"), "line 4: a leaf is by prices or by counting" },
        { START "{'leaf':{'prices':0,'counting':true}}\n" ENDS("16"),
          "line 4: a leaf is by prices or by counting" },
        { START "{'leaf':{'prices':0,'why':1}}\n" ENDS("16"), "line 4: unknown member 'why'" },
        { START "{'leaf':{'counting':false}}\n" ENDS("16"), "line 4: counting is not true" },
        { START LEAF LEAF ENDS("16"), "line 5: leaf: the end of the part is expected" },
        { START LEAF "{'end':{'value':16}}\n" PART_END("16"),
          "line 5: end: the end of the part is expected" },
        { START ENDS("16"), "line 4: part_end: a drop, split or leaf is expected" },
        { START LEAF ENDS("16") "{'end':{'value':16}}\n", "line 7: end: nothing comes after the end" },
        { START LEAF PART_END("16"), "line 6: it stops here: a part or the end is expected" },
        { START LEAF, "line 2: this part has no end" },
        { START "\n", "line 2: this part has no end" },
        { START "{'proof':1}\n" ENDS("16"), "line 4: unknown line 'proof'" },
        { START "{'leaf':{'prices':0},'prices':{}}\n" ENDS("16"),
          "line 4: not an object with one member" },
        { START "[]\n" ENDS("16"), "line 4: not an object with one member" },
        { BEGIN("0,1") PRICES("[0,7],[0,6]") LEAF ENDS("16"), "line 3: two prices of candidate 0" },
        { BEGIN("0,1") PRICES("[0,7.5]") LEAF ENDS("16"), "line 3: a price is no whole number" },
        { BEGIN("0,1") PRICES("[0,7,1]") LEAF ENDS("16"), "line 3: people: a price is two numbers" },
        { BEGIN("0,1") PRICES("[2,7]") LEAF ENDS("16"), "line 3: people 2 is not 0 to 1" },
        { BEGIN("0,1") PRICES("[0,2000000000000000000]") LEAF ENDS("16"),
          "line 3: the price of candidate 0 is too large" },
        { BEGIN("0,1") "{'prices':{'shift':33}}\n" LEAF ENDS("16"), "line 3: shift 33 is not 0 to 32" },
        { BEGIN("0,1") "{'prices':{}}\n" LEAF ENDS("16"), "line 3: shift is no whole number" },
        { BEGIN("0,2") PRICES("") LEAF ENDS("16"), "line 2: position 2 is not 0 to 1" },
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        check_refused(&plain, lies[i].text, lies[i].why);
    }
}

static void the_answer_keeps_every_rule(void **state) {
    (void)state;
    Case wrong = { plain.problem, "aA bA" };
    check_refused(&wrong, START LEAF ENDS("19"), "the answer: A is overfull with 2");
    Case group_alone = { group.problem, "aA" };
    check_refused(&group_alone, START LEAF ENDS("1"), "the answer: A starts with 1");
}

static void a_household_is_in_no_part_and_stages_have_no_certificate(void **state) {
    (void)state;
    static const Case household = {
        "{'candidates':[{'id':'a'},{'id':'b'}],'options':[{'id':'A'}],"
        "'households':[{'candidates':['a','b']}],"
        "'pairs':[{'candidate':'a','option':'A','value':1}]}", ""
    };
    static const Case staged = {
        "{'candidates':[{'id':'a'}],'options':[{'id':'A'}],'stages':[{'maximise':'placed'}],"
        "'pairs':[{'candidate':'a','option':'A','value':1}]}", "aA"
    };
    check_refused(&household, BEGIN("0") ENDS("0"), "line 2: candidate 0 is in a household");
    check_refused(&staged, BEGIN("0") ENDS("0"), "the problem: there are stages");
}

static void a_tree_may_be_deep(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = text_new(arena, 1 << 24);
    text_addf(&text, "%s", START);
    for (int i = 0; i < 50000; i++) text_addf(&text, "%s", DROP("0"));
    text_addf(&text, "%s", LEAF ENDS("16"));
    check_believed(&plain, text_end(arena, &text));
}

SUITE("plan_certificate", cmocka_unit_test(prices_prove_a_plan),
      cmocka_unit_test(only_steps_of_all_values_are_looked_at), cmocka_unit_test(pairs_are_dropped),
      cmocka_unit_test(what_cannot_start_any_more_is_dropped),
      cmocka_unit_test(a_split_needs_both_sides),
      cmocka_unit_test(what_nobody_can_use_does_not_start),
      cmocka_unit_test(who_must_be_placed_may_have_a_price_below_nothing),
      cmocka_unit_test(what_starts_needs_enough_people),
      cmocka_unit_test(resources_are_priced_or_kept),
      cmocka_unit_test(floors_are_priced_and_counted),
      cmocka_unit_test(a_crowd_is_too_small_for_all_minimums),
      cmocka_unit_test(parts_hold_everybody_once_and_add_up), cmocka_unit_test(the_form_is_kept),
      cmocka_unit_test(the_answer_keeps_every_rule),
      cmocka_unit_test(a_household_is_in_no_part_and_stages_have_no_certificate),
      cmocka_unit_test(a_tree_may_be_deep))
