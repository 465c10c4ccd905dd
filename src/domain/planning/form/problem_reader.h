/* problem_reader.h: what the files that read a plain problem share. */
#ifndef OPSTAP_PROBLEM_READER_H
#define OPSTAP_PROBLEM_READER_H

#include <jansson.h>

#include "id_index.h"
#include "problem.h"

/* Where we are in the file: "pairs[12].option", "classes[0].options[3]". */
typedef struct Place {
    const char *list;
    size_t at;
    const char *field;
    bool has_inner;
    size_t inner;
} Place;

/* The groups that candidates said they are in, in order of reading. */
typedef struct Membership {
    int32_t candidate;
    Str group;
} Membership;

typedef struct Reader {
    Arena *arena;
    Problem *problem;
    Phrase *ret_why;
    IdIndex candidates, options, resources, groups;
    Membership *membership;
    size_t membership_count;
} Reader;

void json_end(json_t **json); /* for AUTO() */

/* Parses; the caller gives *ret_root back. */
Result read_json(Str json, json_t **ret_root, Phrase *ret_why);

/* All return INVALID, with the reason, or OK. */

/* value: what stood there; NULL: nothing. */
Result read_refuse(Reader *reader, Place place, const json_t *value, Word allowed);
Result read_too_many(Reader *reader, const char *place, int64_t count, int64_t count_max);
Result read_unknown_id(Reader *reader, Place place, Str id, const char *list);
Result read_twice(Reader *reader, Place place, Str what, const char *list, size_t first);

/* An object whose every field is one of `allowed`, a list that ends in NULL. */
Result read_object(Reader *reader, Place place, json_t *value, const char *const *allowed);
Result read_id(Reader *reader, Place place, const json_t *value, Str *ret_id);

/* A whole number of 0 or more, at most PLAN_VALUE_MAX. */
Result read_amount(Reader *reader, Place place, const json_t *value, int64_t *ret_amount);

/* The field of the object that names something in a list, as its position there. */
Result read_position(Reader *reader, Place place, const json_t *value, const IdIndex *index,
                     const char *list, int32_t *ret_position);

/* The list of this name; an absent one counts as empty where it may be absent. */
Result read_list(Reader *reader, json_t *root, const char *name, bool needed, json_t **ret_list);
Result read_each(Reader *reader, const char *name, json_t *list,
                 Result (*read)(Reader *, Place, json_t *));

/* problem_read_rules.c: what may bind besides places. Resources come before the pairs, the rest
 * after them. */
Result read_resources(Reader *reader, json_t *root);
Result read_demand(Reader *reader, Place place, json_t *demand, Pair *pair);
Result read_rules(Reader *reader, json_t *root);

/* problem_read_stages.c: what is wanted in stages, and the groups that it is about. After the rest.
 */
Result read_stages(Reader *reader, json_t *root);

#endif
