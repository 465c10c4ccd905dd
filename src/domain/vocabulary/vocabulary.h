/* vocabulary.h: what occupations and skills are called, and which of them are one.
 *
 * A concept is one occupation or skill in the list of somebody who publishes it: ESCO of the
 * European Commission, CompetentNL of UWV and others, or the tenant itself. It has an address, a
 * label and other labels in Dutch and English; an occupation has its group in ISCO-08. Lists come
 * in with the import (exchange/csv_vocabulary.c). What a newer list lacks stays, with the day on
 * which it was first missed: people may have it. Built in are data/occupations.csv and
 * data/skills.csv.
 *
 * A term is what one occupation or skill is to people: all concepts that mean the same. They are
 * one when they have one address; when one names the other as the same (same_as); and when their
 * labels in one language are equal (fold.h) while they come from different lists and are not in
 * different groups of ISCO-08. What comes first decides for all: the tenant's own, then ESCO,
 * CompetentNL, what is built in; and within a list the order of addresses, never that of a file.
 *
 * A text in somebody's file is an address, or what somebody typed. What was typed means the term
 * that has it as a label: a label before another label, Dutch before English, a list of today
 * before what has left it. When two terms have it with the same right, it means neither. A text
 * that means no term is kept as it is, and reported (vocabulary_unknown.h).
 *
 * A Vocabulary is made once and never changes; threads may share it. Its texts belong to the arena
 * that it was made in, or to the concepts given. Limits: VOCABULARY_LABEL_BYTES_MAX for a label,
 * VOCABULARY_ALTERNATIVES_MAX other labels, RECORDS_MAX concepts in a file. */
#ifndef OPSTAP_VOCABULARY_H
#define OPSTAP_VOCABULARY_H

#include "db.h"
#include "phrase.h"

#define CONCEPT_KIND_CODES "occupation|skill"
typedef enum ConceptKind { CONCEPT_OCCUPATION, CONCEPT_SKILL, CONCEPT_KIND_COUNT } ConceptKind;

#define SCHEME_CODES "own|esco|competentnl"
typedef enum Scheme { SCHEME_OWN, SCHEME_ESCO, SCHEME_COMPETENTNL, SCHEME_COUNT } Scheme;

/* An address is what a field of a person takes; no label of ESCO 1.2 has 200 bytes. */
enum {
    VOCABULARY_ADDRESS_BYTES_MAX = 200,
    VOCABULARY_LABEL_BYTES_MAX = 500,
    VOCABULARY_ALTERNATIVES_MAX = 200 /* ESCO 1.2 has 60 at most */
};

typedef struct Concept {
    ConceptKind kind;
    Scheme scheme;
    Str address;
    Str isco, same_as, near_to;     /* "" none; near_to: an occupation with the same group */
    Str label[TONGUE_COUNT];        /* "" none */
    Str alternatives[TONGUE_COUNT]; /* a line each; .at NULL: not said */
    Day gone_on;                    /* DAY_UNKNOWN: it is in the list */
} Concept;

typedef struct Concepts {
    Concept *row; /* by scheme, then by address */
    size_t count;
} Concepts;

/* --- lists (vocabulary_store.c) --- */

/* What is stored of one kind, of all lists. */
Result concepts_load(Db *db, Arena *arena, int64_t tenant, ConceptKind kind, Concepts *ret_all);

/* Lays what is given over what is stored under its address: labels, a group or an address where
 * there is one, alternatives where they are said; and it is in the list, or gone. True when
 * anything is new. */
bool concept_merge(const Concept *given, Concept *stored);

/* Writes a concept and its labels as they are. Inside a transaction. */
Result concept_put(Db *db, int64_t tenant, const Concept *concept);

/* To be called once after any of them: whoever holds occupations or skills reads them anew. */
Result vocabulary_changed(Db *db, int64_t tenant);

/* --- terms --- */

typedef struct Term {
    ConceptKind kind;
    Str address;             /* of the concept that decides */
    Str isco;                /* "" unknown */
    Str label[TONGUE_COUNT]; /* "" when it has none in that tongue */
    bool gone;               /* every list that had it has it no more */
} Term;

typedef struct Vocabulary Vocabulary;

/* Those that come first decide. The concepts must live as long. */
Vocabulary *vocabulary_make(Arena *arena, Concepts concepts);
Vocabulary *vocabulary_builtin(Arena *arena); /* of what is built in alone */

/* Everything of the tenant, with its own table of occupations (parties.h) and what is built in. */
Result vocabulary_load(Db *db, Arena *arena, int64_t tenant, Vocabulary **ret_vocabulary);

typedef enum TermFound {
    TERM_UNKNOWN,
    TERM_KNOWN,
    TERM_AMBIGUOUS /* a label of several */
} TermFound;

/* An address or a label. *ret_term is set when it is TERM_KNOWN; it may be NULL. */
TermFound vocabulary_find(const Vocabulary *vocabulary, ConceptKind kind, Str text,
                          const Term **ret_term);

/* What stands for a text when texts are compared: equal for all that mean the same. A typed text
 * that means no term is folded; an address that means none is itself. */
Str vocabulary_key(Arena *arena, const Vocabulary *vocabulary, ConceptKind kind, Str text);

/* What people call it: the label in that tongue, else in the other, else the address. */
Str term_label(const Term *term, Tongue tongue);

/* --- finding a term by a few letters --- */

typedef struct TermSearch {
    ConceptKind kind;
    Str words; /* each must begin a word of one and the same label; accents need not be typed */
    size_t count_max;
} TermSearch;

/* Dutch first: terms that have the words in their label, then in another Dutch label, then in
 * English ones; by label within each. What has left its list is not found. Returns how many there
 * are in all; at most count_max of them are written. */
size_t vocabulary_search(const Vocabulary *vocabulary, TermSearch search, const Term **ret_term);

#endif
