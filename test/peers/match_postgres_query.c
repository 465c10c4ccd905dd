#include "match_postgres.h"

#include "text.h"

enum { TEXT_BYTES_MAX = 1 << 20 };

const PostgresPlan postgres_plans[POSTGRES_PLANS] = {
    { "scan, join", "SET enable_seqscan = on", SCAN, false },
    { "scan, each", "SET enable_seqscan = on", SCAN, true },
    { "GiST, each", "SET enable_seqscan = on", GIST, true },
    { "GIN, each", "SET enable_seqscan = off", GIN, true },
};

#define POINTS "coalesce(work.points, 0) + language.points + way.points + offer.points"
#define KNOWN " FROM opening_skills JOIN skills_%d USING (skill)"
#define SHARE "* 1000 / skill_sum * 150 / 1000, 0)"

static void facets_join(Text *text, int person) {
    text_addf(text, " FROM openings JOIN way_%d way USING (way) JOIN times_%d USING (times)", person,
              person);
    text_addf(text, " JOIN language_%d language USING (language)", person);
    text_addf(text, " JOIN offer_%d offer USING (offer)", person);
    text_addf(text, " LEFT JOIN work_%d work USING (work)", person);
}

static const char *value_of(const PersonRow *row, const char *column) {
    return PQgetvalue(row->result, row->person, PQfnumber(row->result, column));
}

static void start_add(Text *text, const PersonRow *row) {
    text_addf(text, "CASE WHEN moves THEN greatest(begin, %s) ELSE begin END",
              value_of(row, "available_from"));
}

static void start_compare(Text *text, const PersonRow *row, const char *with, const char *value) {
    text_add(text, S(" AND "));
    start_add(text, row);
    text_addf(text, " %s %s", with, value);
}

static void hard_add(Text *text, const PersonRow *row) {
    text_addf(text, " WHERE required_1 & %s = 0 AND required_2 & %s = 0", value_of(row, "lacked_1"),
              value_of(row, "lacked_2"));
    text_addf(text, " AND openings.hours_min <= %s AND openings.hours_max >= %s",
              value_of(row, "hours_max"), value_of(row, "hours_min"));
    text_addf(text, " AND openings.education <= %s AND openings.work_level <= %s",
              value_of(row, "education"), value_of(row, "work_level"));
    text_addf(text, " AND latest >= %s", value_of(row, "available_from"));
    start_compare(text, row, "<=", value_of(row, "available_until"));
    start_compare(text, row, "<=", value_of(row, "right_until"));
    start_compare(text, row, ">=", "language.start");
    text_add(text, S(" AND (moves OR "));
    start_add(text, row);
    text_addf(text, " >= %s)", value_of(row, "right_from"));
    text_add(text, S(" AND (work.points IS NULL OR work.points >= 0)"));
}

Str postgres_query(Arena *arena, const PersonRow *row, const PostgresPlan *plan) {
    Text text = text_new(arena, TEXT_BYTES_MAX);
    text_add(&text, S("PREPARE best AS SELECT number, " POINTS " + coalesce("));
    if (!plan->each) text_add(&text, S("covered"));
    else text_addf(&text, "(SELECT sum(weight)::int" KNOWN " WHERE opening = number)", row->person);
    text_add(&text, S(SHARE " AS score"));
    facets_join(&text, row->person);
    if (!plan->each) {
        text_addf(&text, " LEFT JOIN (SELECT opening, sum(weight)::int AS covered" KNOWN
                         " GROUP BY opening) known ON opening = number", row->person);
    }
    hard_add(&text, row);
    if (plan->access == GIST) {
        text_addf(&text, " AND point(x, y) <@ box '((%s,%s),(%s,%s))'", value_of(row, "east"),
                  value_of(row, "north"), value_of(row, "west"), value_of(row, "south"));
    }
    if (plan->access == GIN) {
        text_addf(&text, " AND required <@ '%s'::smallint[]", value_of(row, "has"));
    }
    text_addf(&text, " ORDER BY score DESC, number LIMIT %d", PEER_LIST);
    return text_str(&text);
}
