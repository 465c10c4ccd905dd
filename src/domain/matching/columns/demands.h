/* demands.h: what openings ask, one bit each, so that a person is compared with many at once.
 *
 * Within the room. A bit stands for one demand of some opening ("Dutch, speaking, B1", "licence B",
 * "there on Monday evening"). An opening requires bits; a person lacks those of which it is certain
 * that the demand is unmet, whatever the day of the start. So (required & lacked) != 0 means: not
 * feasible. The reverse does not hold: what depends on the day, and demands that are too rare to
 * have a bit, are judged pair by pair. Levels are thermometers: who lacks a level lacks all above
 * it.
 *
 * The demands that most openings have get the bits. Nothing here decides a list: with other bits
 * the same lists come out, only slower. */
#ifndef OPSTAP_MATCHING_DEMANDS_H
#define OPSTAP_MATCHING_DEMANDS_H

#include "matching/columns/facets.h"

enum { DEMAND_WORDS = 4, DEMAND_BITS = DEMAND_WORDS * 64, DEMANDS_OF_ONE_MAX = 256 };

typedef struct DemandBits {
    uint64_t word[DEMAND_WORDS];
} DemandBits;

typedef struct Demand {
    enum {
        DEMAND_LANGUAGE_LEVEL, /* what: slot * SKILL_COUNT + skill; than: level; script */
        DEMAND_MODE,           /* what: as OpeningProfile.mode */
        DEMAND_LICENCE,        /* what: position in its list; so for the next two */
        DEMAND_CERTIFICATE,
        DEMAND_CONDITION,
        DEMAND_EDUCATION,    /* what: rank */
        DEMAND_WORK_LEVEL,   /* what: level */
        DEMAND_HOURS_LEAST,  /* what: hours that it takes */
        DEMAND_HOURS_MOST,   /* what: hours that there are */
        DEMAND_FREE_TO_WORK, /* no work permit is asked for anybody */
        DEMAND_NO_GUIDANCE,  /* there is none */
        DEMAND_PART,         /* what: part of the week, as in WeekParts */
        DEMAND_NEEDS,        /* what: facet of weekly times */
        DEMAND_TARGETS,      /* what: facet of target groups */
        DEMAND_START         /* what: the start lies in days what .. than */
    } kind;
    int32_t what, than;
    int32_t script; /* it asks to read or write in Latin script */
} Demand;

typedef struct Demands {
    const Snapshot *snapshot;
    Facets needs, targets;
    Demand demand[DEMAND_BITS];
    int count;
    Slots bits;       /* key: the bytes of a Demand; its position among all demands */
    int16_t *bit;     /* per position; SLOT_NONE: too rare */
    size_t *openings; /* per position: how many openings ask it */
    size_t capacity;
    Text key; /* scratch */
} Demands;

/* Reads all openings of the snapshot. */
void demands_make(Arena *arena, const Snapshot *snapshot, Demands *ret_demands);

DemandBits demands_required(Demands *demands, const OpeningProfile *opening);
DemandBits demands_lacked(const Demands *demands, const CandidateProfile *candidate);
bool demand_is_lacked(const Demands *demands, const CandidateProfile *has, const Demand *demand);

/* The demands of one opening, at most DEMANDS_OF_ONE_MAX; needs and targets must know its facets or
 * `arena` be given, to add them. */
size_t demands_list(Arena *arena, Demands *demands, int32_t opening, Demand *ret_demand);

/* Nobody can start there any more, whoever they are. */
bool opening_is_closed(const Snapshot *snapshot, const OpeningProfile *opening);

/* It starts on one day that is known, whoever comes. */
bool opening_start_is_fixed(const OpeningProfile *opening);

/* Every day that people may be asked for lies in the one period of the needs, and whenever somebody
 * starts, all days of an even and an odd week are among them. */
bool opening_needs_are_plain(const Snapshot *snapshot, const OpeningProfile *opening);

/* One of its target groups is of an age. */
bool opening_targets_ask_age(const Snapshot *snapshot, const OpeningProfile *opening);

/* A demand of language of that opening is unmet for certain. */
bool languages_lacked(const CandidateProfile *candidate, const OpeningProfile *opening);

#endif
