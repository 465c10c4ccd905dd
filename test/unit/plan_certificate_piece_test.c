/* The checker of certificates, pieces: each kind of line is believed where it is true, and each kind
 * of lie is refused with its line. Problems and prices are worked out by hand; ' stands for ". */
#include "../peers/plan_certificate.h"

#include "test.h"

typedef struct Case {
    const char *problem, *placements; /* "aA bB": who and where; NULL: there is no plan */
} Case;

/* a and c fill A, b is in B: 10. */
static const Case knapsack = {
    "{'candidates':[{'id':'a'},{'id':'b'},{'id':'c'}],'options':[{'id':'A'},{'id':'B'}],"
    "'resources':[{'id':'r','capacity':4}],"
    "'pairs':[{'candidate':'a','option':'A','value':5,'demand':{'r':3}},"
    "{'candidate':'b','option':'A','value':4,'demand':{'r':3}},"
    "{'candidate':'c','option':'A','value':3,'demand':{'r':1}},"
    "{'candidate':'b','option':'B','value':2}]}",
    "aA cA bB"
};

/* One does not come without the other: 3. */
#define HOUSEHOLD(together, other)                                                                 \
    "{'candidates':[{'id':'a'},{'id':'b'}],'options':[{'id':'A'},{'id':'B'}],"                     \
    "'households':[{'candidates':['a','b'],'same_option':" together "}],"                          \
    "'pairs':[{'candidate':'a','option':'A','value':5},"                                           \
    "{'candidate':'b','option':'" other "','value':-2}]}"
static const Case together = { HOUSEHOLD("true", "A"), "aA bA" };
static const Case linked = { HOUSEHOLD("false", "B"), "aA bB" };

/* One place for both options: 5. */
static const Case class = {
    "{'candidates':[{'id':'a'},{'id':'b'}],'options':[{'id':'A'},{'id':'B'}],"
    "'classes':[{'id':'K','options':['A','B'],'maximum':1}],"
    "'pairs':[{'candidate':'a','option':'A','value':5},"
    "{'candidate':'b','option':'B','value':4}]}",
    "aA"
};

/* Three must be placed, and there are two places. */
static const Case hopeless = {
    "{'candidates':[{'id':'a','must_place':true},{'id':'b','must_place':true},"
    "{'id':'d','must_place':true},{'id':'c'}],"
    "'options':[{'id':'A','maximum':1},{'id':'B','maximum':1},{'id':'C'}],"
    "'pairs':[{'candidate':'a','option':'A','value':5},{'candidate':'b','option':'A','value':4},"
    "{'candidate':'d','option':'A','value':3},{'candidate':'a','option':'B','value':5},"
    "{'candidate':'b','option':'B','value':4},{'candidate':'d','option':'B','value':3},"
    "{'candidate':'c','option':'C','value':4}]}",
    NULL
};

/* a must be somewhere: in A for 5, not in B for 3. */
static const Case duty = {
    "{'candidates':[{'id':'a','must_place':true}],'options':[{'id':'A'},{'id':'B'}],"
    "'pairs':[{'candidate':'a','option':'A','value':5},"
    "{'candidate':'a','option':'B','value':3}]}",
    "aB"
};

static json_t *json_of(Arena *arena, const char *text, size_t *ret_bytes, char **ret_text) {
    size_t bytes = strlen(text);
    char *copy = arena_many(arena, char, bytes + 1);
    for (size_t i = 0; i < bytes; i++) copy[i] = text[i] == '\'' ? '"' : text[i];
    if (ret_text) *ret_text = copy, *ret_bytes = bytes;
    return ret_text ? NULL : json_loadb(copy, bytes, 0, NULL);
}

static json_t *answer_of(const char *placements) {
    if (!placements) return json_pack("{s:s}", "status", "infeasible");
    json_t *list = json_array();
    for (const char *at = placements; *at; at += at[2] ? 3 : 2) {
        char who[2] = { at[0], 0 }, where[2] = { at[1], 0 };
        json_array_append_new(list, json_pack("{s:s,s:s}", "candidate", who, "option", where));
    }
    return json_pack("{s:o}", "assignments", list);
}

static bool is_believed(const Case *of, const char *certificate, PlanCertificate *ret_read) {
    TEST_ARENA(arena);
    size_t bytes;
    char *text;
    json_of(arena, certificate, &bytes, &text);
    json_t *problem = json_of(arena, of->problem, NULL, NULL), *answer = answer_of(of->placements);
    assert_non_null(problem);
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

#define START "{'certificate':1}\n"
#define PIECE(people, value) "{'piece':{'candidates':[" people "],'value':" value "}}\n"
#define BEGIN(people, value) START PIECE(people, value)
#define PRICES(lists) "{'prices':{'shift':0,'row_shift':0" lists "}}\n"
#define LEAF(prices) "{'leaf':{'prices':" prices "}}\n"
#define COUNTING "{'leaf':{'counting':true}}\n"
#define DECIDED "{'leaf':{'decided':true}}\n"
#define SPLIT(what, at, first) "{'split':{'what':'" what "','at':" at ",'first':'" first "'}}\n"
#define DECIDE(in, out)                                                                            \
    "{'decide':{'prices':0,'pairs_in':[" in "],'pairs_out':[" out                                  \
    "],'options_in':[],'options_out':[],'classes_in':[],'classes_out':[]}}\n"
#define END(value) "{'end':{'value':" value "}}\n"
#define ALL BEGIN("0,1,2", "10")
#define RESOURCE PRICES(",'resources':[[0,1]]")

static void a_best_set_is_counted(void **state) {
    (void)state;
    check_believed(&knapsack, ALL PRICES(",'counted':[[0,[0],false]]") LEAF("0") END("10"));
    check_believed(&knapsack, ALL PRICES(",'counted':[[0,[0],true]]") LEAF("0") END("10"));
    check_refused(&knapsack, ALL PRICES("") LEAF("0") END("10"),
                  "line 4: the bound is above the value");
    check_refused(&knapsack,
                  BEGIN("0,1,2", "9") PRICES(",'counted':[[0,[0],false]]") LEAF("0") END("9"),
                  "line 4: the bound is above the value");
    check_believed(&knapsack, ALL PRICES(",'people':[[1,1]],'resources':[[0,1]]") LEAF("0")
                                  END("10"));
    check_refused(&knapsack, ALL PRICES(",'people':[[1,-1]]") LEAF("0") END("10"),
                  "line 3: people: a price below 0 of who may stay without a place");
    check_refused(&knapsack, ALL PRICES(",'resources':[[0,-1]]") LEAF("0") END("10"),
                  "line 3: resources: a price below 0");
}

static void prices_decide(void **state) {
    (void)state;
    check_believed(&knapsack, ALL RESOURCE DECIDE("0,2,3", "") DECIDED END("10"));
    check_refused(&knapsack, ALL RESOURCE DECIDE("0,2", "") DECIDED END("10"),
                  "line 5: there may be a better plan here");
    check_refused(&knapsack, ALL RESOURCE DECIDE("0", "1") DECIDED END("10"),
                  "line 4: pairs_out: a better plan may have 1 otherwise");
    check_refused(&knapsack, ALL RESOURCE DECIDE("", "0") DECIDED END("10"),
                  "line 4: pairs_out: a better plan may have 0 otherwise");
    check_refused(&knapsack, ALL RESOURCE RESOURCE DECIDE("0", "") DECIDED END("10"),
                  "line 5: prices 0 are not the last");
}

static void a_split_needs_both_sides(void **state) {
    (void)state;
    check_believed(&knapsack,
                   ALL RESOURCE SPLIT("pair", "0", "in") LEAF("0") LEAF("0") END("10"));
    check_refused(&knapsack, ALL RESOURCE SPLIT("pair", "0", "in") LEAF("0") END("10"),
                  "line 6: end: a drop, split or leaf is expected");
    check_refused(&knapsack, ALL RESOURCE SPLIT("option", "0", "in") LEAF("0") LEAF("0") END("10"),
                  "line 5: the bound is above the value");
    check_believed(&knapsack, ALL RESOURCE SPLIT("pair", "0", "in") SPLIT("pair", "1", "in")
                                  COUNTING LEAF("0") LEAF("0") END("10"));
    check_refused(&knapsack, ALL RESOURCE SPLIT("pair", "0", "in") COUNTING LEAF("0") END("10"),
                  "line 5: there may be a plan: nothing contradicts");
    check_believed(&knapsack,
                   ALL RESOURCE SPLIT("option", "0", "out") LEAF("0") SPLIT("pair", "0", "out")
                       LEAF("0") LEAF("0") END("10"));
    check_refused(&knapsack, ALL RESOURCE SPLIT("class", "0", "out") LEAF("0"),
                  "line 4: class 0 is not 0 to -1");
}

static void households_stay_together(void **state) {
    (void)state;
#define BOTH BEGIN("0,1", "3")
    check_believed(&together, BOTH PRICES("") LEAF("0") END("3"));
    check_refused(&together, BEGIN("0", "3"), "line 2: option 0 is not in one piece");
    check_refused(&linked, BEGIN("0", "3") PRICES("") LEAF("0") END("3"),
                  "line 2: a household is not in one piece");
    check_believed(&linked, BOTH PRICES(",'links':[[0,2,0]]") LEAF("0") END("3"));
    check_refused(&linked, BOTH PRICES("") LEAF("0") END("3"),
                  "line 4: the bound is above the value");
    check_refused(&linked, BOTH PRICES(",'links':[[1,2,0]]") LEAF("0") END("3"),
                  "line 3: links: not of the piece");
}

static void a_class_has_prices(void **state) {
    (void)state;
#define PAIR BEGIN("0,1", "5")
    check_believed(&class, PAIR PRICES(",'classes':[[0,4,0]]") LEAF("0") END("5"));
    check_refused(&class, PAIR PRICES("") LEAF("0") END("5"),
                  "line 4: the bound is above the value");
    check_believed(&class, PAIR PRICES("") SPLIT("pair", "0", "in") LEAF("0")
                               SPLIT("class", "0", "out") LEAF("0") LEAF("0") END("5"));
}

static void that_there_is_no_plan_is_proven(void **state) {
    (void)state;
#define PAID PRICES(",'people':[[0,-1],[1,-1],[2,-1]]")
#define NONE BEGIN("0,1,2", "null")
    check_believed(&hopeless, NONE PAID LEAF("0") END("null"));
    check_believed(&hopeless, NONE SPLIT("pair", "0", "in") COUNTING COUNTING END("null"));
    check_refused(&hopeless, NONE PRICES("") LEAF("0") END("null"),
                  "line 4: the bound is above the value");
    check_refused(&hopeless, BEGIN("3", "4") PRICES("") LEAF("0") END("null"),
                  "line 5: nothing shows that there is no plan");
    check_refused(&hopeless, NONE PAID LEAF("0") END("4"), "line 5: candidate 3 is in no part");
    check_refused(&knapsack, BEGIN("0,1,2", "null") PRICES("") LEAF("0") END("null"),
                  "line 4: the bound is above the value");
}

/* A price below 0 of a duty says that a place is paid for; who has one is paid for no more. */
static void who_is_in_has_paid(void **state) {
    (void)state;
    check_refused(&duty, BEGIN("0", "3") PRICES(",'people':[[0,-10]]") SPLIT("pair", "0", "in")
                             LEAF("0") LEAF("0") END("3"),
                  "line 5: the bound is above the value");
    check_refused(&duty, BEGIN("0", "3") PRICES(",'people':[[0,-10]]") LEAF("0") END("3"),
                  "line 4: the bound is above the value");
    check_refused(&duty, BEGIN("0", "3") PRICES(",'people':[[0,4000000000000000000]],"
                                                "'classes':[[0,1,1]]") LEAF("0") END("3"),
                  "line 3: classes 0 is not 0 to -1");
    check_refused(&duty, BEGIN("0", "3") PRICES(",'people':[[0,4000000000000000000]]") LEAF("0"),
                  "line 4: the gain of a pair leaves 61 bits");
}

static void pieces_are_apart_and_whole(void **state) {
    (void)state;
    check_refused(&knapsack, BEGIN("0", "5") PRICES("") LEAF("0"),
                  "line 2: option 0 is not in one piece");
    check_refused(&class, BEGIN("0", "5") PRICES("") LEAF("0"),
                  "line 2: class 0 is not in one piece");
    check_refused(&knapsack, BEGIN("0,0,1,2", "10"), "line 2: candidate 0 is in a part already");
    check_refused(&hopeless, BEGIN("3", "4") PRICES("") LEAF("0") PIECE("3", "4"),
                  "line 5: candidate 3 is in a part already");
}

static void what_is_before_anew_is_void(void **state) {
    (void)state;
    check_believed(&knapsack, START "{'part':\n{'anew':true}\n" PIECE("0,1,2", "10")
                                  PRICES(",'counted':[[0,[0],false]]") LEAF("0") END("10"));
    check_refused(&knapsack, START "{'part':\n{'anew':true}\n" PIECE("0,1,2", "10") PRICES("")
                                 LEAF("0") END("10"),
                  "line 6: the bound is above the value");
}

SUITE("plan_certificate, pieces", cmocka_unit_test(a_best_set_is_counted),
      cmocka_unit_test(prices_decide), cmocka_unit_test(a_split_needs_both_sides),
      cmocka_unit_test(households_stay_together), cmocka_unit_test(a_class_has_prices),
      cmocka_unit_test(that_there_is_no_plan_is_proven),
      cmocka_unit_test(who_is_in_has_paid), cmocka_unit_test(pieces_are_apart_and_whole),
      cmocka_unit_test(what_is_before_anew_is_void))
