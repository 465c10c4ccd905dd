/* Language, travel and time, told. */
#include "matching/explain/explain.h"

/* --- language --- */

static Phrase language_has(const Telling *telling, LevelRange has) {
    if (telling->finding.step.kind == STEP_LITERACY)
        return PHRASE(WORD_matching_has_no_latin_script);
    if (has.high == NUMBER_UNKNOWN) return PHRASE(WORD_unknown);
    Str low = level_text(has.low), high = level_text(has.high);
    if (telling->finding.question == WORD_matching_ask_course) {
        return PHRASE(WORD_matching_has_course, VALUE_TEXT("level", high),
                      VALUE_TEXT("expected", level_text(has.expected)),
                      VALUE_DAY("day", has.expected_on));
    }
    if (has.low == has.high) return PHRASE(WORD_matching_has_level, VALUE_TEXT("level", low));
    return PHRASE(WORD_matching_has_levels, VALUE_TEXT("low", low), VALUE_TEXT("high", high));
}

void tell_language(Telling *telling) {
    if (!telling->asks) return;
    Entry *entry = telling->entry;
    const LanguageDemand *demand = &telling->pair->opening->language[telling->demand];
    Str code = telling->pair->snapshot->languages.key[demand->slot];
    const Str *language = labels_or_code(telling->arena, S("languages"), code);
    int asked = language_level_asked(demand);
    Word skill = skill_word(demand->skill);
    Str level = asked == NUMBER_UNKNOWN ? S("?") : level_text(asked);
    entry->demand =
        str_printf(telling->arena, "%.*s.%.*s%s", STR_ARGS(code),
                   STR_ARGS(codes_at(SKILL_CODES, demand->skill)), demand->safety ? ".safety" : "");
    bool supported = demand->level != NUMBER_UNKNOWN && asked < demand->level;
    Word said = demand->safety ? WORD_matching_asked_language_safety
                : supported    ? WORD_matching_asked_language_supported
                               : WORD_matching_asked_language;
    entry->asked = PHRASE(said, VALUE_LABEL("language", language), VALUE_WORD("skill", skill),
                          VALUE_TEXT("level", level));
    entry->has = language_has(telling, language_level_of(telling->pair, demand));
    entry->question = PHRASE(telling->finding.question, VALUE_LABEL("language", language),
                             VALUE_WORD("skill", skill), VALUE_TEXT("level", level),
                             VALUE_DAY("day", telling->finding.day));
}

/* --- travel --- */

static Phrase place_phrase(const Telling *telling) {
    const Pair *pair = telling->pair;
    if (pair->trip.stop == SLOT_NONE) return PHRASE(WORD_matching_asked_place_unknown);
    int16_t place = pair->snapshot->stop[pair->trip.stop].place;
    Place at = pair->snapshot->place[place];
    Str town = at.postcode4 ? map_municipality(pair->snapshot->map, at.postcode4) : STR_EMPTY;
    Str code = str_trim(pair->snapshot->place_keys.key[place]);
    if (!town.len && code.len == 6) town = code; /* only the municipality is known */
    if (!town.len) return PHRASE(WORD_matching_asked_place, VALUE_TEXT("place", code));
    const Str *labels = labels_or_code(telling->arena, S("municipalities"), town);
    return PHRASE(WORD_matching_asked_place, VALUE_LABEL("place", labels));
}

static Phrase trip_has(const Pair *pair) {
    const Trip *trip = &pair->trip;
    int64_t kilometres = (trip->metres + 999) / 1000;
    if (trip->reason == TRIP_TOO_FAR) {
        return PHRASE(WORD_matching_has_distance, VALUE_NUMBER("kilometres", kilometres),
                      VALUE_NUMBER("maximum", pair->candidate->kilometres_max));
    }
    if (trip->minutes == NUMBER_UNKNOWN && trip->metres == METRES_UNKNOWN)
        return PHRASE(WORD_unknown);
    if (trip->minutes == NUMBER_UNKNOWN) {
        return PHRASE(WORD_matching_has_kilometres, VALUE_NUMBER("kilometres", kilometres));
    }
    if (pair->candidate->minutes_max == NUMBER_UNKNOWN) {
        return PHRASE(WORD_matching_has_minutes, VALUE_NUMBER("minutes", trip->minutes),
                      VALUE_WORD("mode", mode_by_word(trip->mode)));
    }
    return PHRASE(WORD_matching_has_minutes_of, VALUE_NUMBER("minutes", trip->minutes),
                  VALUE_WORD("mode", mode_by_word(trip->mode)),
                  VALUE_NUMBER("maximum", pair->candidate->minutes_max));
}

static void tell_mode(Telling *telling) {
    uint8_t demand = telling->pair->opening->mode[telling->demand - 1];
    int mode = demand & ~MODE_AT_WORK;
    bool at_work = demand & MODE_AT_WORK;
    Entry *entry = telling->entry;
    entry->demand = str_printf(telling->arena, "%.*s%s", STR_ARGS(codes_at(MODE_CODES, mode)),
                               at_work ? ".at_work" : "");
    entry->asked = PHRASE(at_work ? WORD_matching_asked_mode_at_work : WORD_matching_asked_mode,
                          VALUE_WORD("mode", mode_word(mode)));
    entry->has = has_it(entry->verdict);
    entry->question = PHRASE(telling->finding.question, VALUE_WORD("mode", mode_word(mode)));
}

void tell_travel(Telling *telling) {
    if (telling->demand > 0) {
        tell_mode(telling);
        return;
    }
    telling->entry->asked = place_phrase(telling);
    telling->entry->has = trip_has(telling->pair);
    telling->entry->question = PHRASE(telling->finding.question);
}

/* --- timetable --- */

static WeekParts parts_asked(const Pair *pair) {
    CanPeriods nobody = { 0 };
    return week_clash(&pair->opening->need, &nobody, pair->start, pair_looks_until(pair)).unknown;
}

static Phrase times_asked(const Telling *telling) {
    const OpeningProfile *opening = telling->pair->opening;
    WeekParts parts = opening->need.count ? parts_asked(telling->pair) : 0;
    if (!opening->need.count) {
        if (opening->irregular_hours == ANSWER_YES) parts |= WEEK_IRREGULAR;
        if (opening->office_hours == ANSWER_YES) parts |= WEEK_OFFICE;
    }
    if (!parts) {
        bool met = telling->entry->verdict == VERDICT_MET;
        return PHRASE(met ? WORD_none : WORD_matching_asked_times_unknown);
    }
    return PHRASE(WORD_matching_asked_times,
                  VALUE_LABEL("times", week_parts_labels(telling->arena, parts)));
}

static Phrase times_has(const Telling *telling) {
    const Finding *finding = &telling->finding;
    const Str *parts = week_parts_labels(telling->arena, finding->parts);
    if (finding->verdict == VERDICT_MET) return PHRASE(WORD_matching_has_times);
    if (finding->verdict == VERDICT_UNKNOWN) {
        if (finding->question == WORD_matching_ask_childcare)
            return PHRASE(WORD_matching_has_no_childcare);
        if (finding->day != DAY_UNKNOWN) {
            return PHRASE(WORD_matching_has_absence, VALUE_DAY("day", finding->day));
        }
        return PHRASE(WORD_unknown);
    }
    if (!finding->parts) return PHRASE(WORD_matching_has_no);
    return PHRASE(WORD_matching_has_not_times, VALUE_LABEL("times", parts));
}

void tell_timetable(Telling *telling) {
    const Finding *finding = &telling->finding;
    telling->entry->asked = times_asked(telling);
    telling->entry->has = times_has(telling);
    telling->entry->question =
        PHRASE(finding->question, VALUE_DAY("day", finding->day),
               VALUE_LABEL("times", week_parts_labels(telling->arena, finding->parts)));
}

/* --- hours --- */

static Phrase hours_phrase(int minimum, int maximum) {
    if (minimum == NUMBER_UNKNOWN && maximum == NUMBER_UNKNOWN) return PHRASE(WORD_unknown);
    if (minimum == NUMBER_UNKNOWN) {
        return PHRASE(WORD_matching_hours_until, VALUE_NUMBER("maximum", maximum));
    }
    if (maximum == NUMBER_UNKNOWN) {
        return PHRASE(WORD_matching_hours_from, VALUE_NUMBER("minimum", minimum));
    }
    if (minimum == maximum)
        return PHRASE(WORD_matching_hours_exact, VALUE_NUMBER("hours", minimum));
    return PHRASE(WORD_matching_hours_between, VALUE_NUMBER("minimum", minimum),
                  VALUE_NUMBER("maximum", maximum));
}

void tell_hours(Telling *telling) {
    const Pair *pair = telling->pair;
    telling->entry->asked = hours_phrase(pair->opening->hours_min, pair->opening->hours_max);
    telling->entry->has = hours_phrase(pair->candidate->hours_min, pair->candidate->hours_max);
    telling->entry->question = PHRASE(telling->finding.question);
}

/* --- start --- */

static Phrase start_asked(const Pair *pair) {
    const OpeningProfile *opening = pair->opening;
    if (opening->start_flexible == ANSWER_YES) return PHRASE(WORD_matching_asked_start_flexible);
    if (pair->start_on == DAY_UNKNOWN) return PHRASE(WORD_matching_asked_start_unknown);
    return PHRASE(WORD_matching_asked_start, VALUE_DAY("day", pair->start_on));
}

static Phrase start_has(const Telling *telling) {
    const CandidateProfile *candidate = telling->pair->candidate;
    if (telling->finding.step.kind == STEP_NEXT_START) return PHRASE(WORD_matching_has_closed);
    if (telling->finding.step.kind == STEP_CONDUCT) return PHRASE(WORD_matching_has_conduct_late);
    if (telling->finding.step.kind == STEP_STAY) {
        return PHRASE(WORD_matching_has_available_until,
                      VALUE_DAY("day", candidate->available_until));
    }
    if (candidate->available_from == DAY_UNKNOWN) return PHRASE(WORD_unknown);
    if (candidate->available_from <= telling->pair->snapshot->today) {
        return PHRASE(WORD_matching_has_available_now);
    }
    return PHRASE(WORD_matching_has_available, VALUE_DAY("day", candidate->available_from));
}

void tell_start(Telling *telling) {
    telling->entry->asked = start_asked(telling->pair);
    telling->entry->has = start_has(telling);
    telling->entry->question =
        PHRASE(telling->finding.question, VALUE_DAY("day", telling->finding.day));
}
