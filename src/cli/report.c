/* opstap report groups: how far the openings reach each group of people, beside everybody.
 * For programs: {"rule_version":..,"today":..,"minimum":..,"everybody":{..},
 *   "divisions":[{"name":..,"groups":[{"name":..,"people":..,"reached":..,"one_step":..,
 *   "openings_median":..,"score_mean":..}]}]}; what is hidden is null. */
#include <unistd.h>

#include "figures/group_report.h"
#include "json_text.h"
#include "options.h"
#include "progress.h"
#include "support/childcare_supply.h"
#include "world_open.h"

/* --- for people --- */

static Str figure_said(Command *command, int64_t value) {
    if (value == SCORE_MEAN_NONE) return S("-");
    if (value != FIGURE_HIDDEN) return str_printf(command->arena, "%lld", (long long)value);
    return phrase_text(command->arena, command->tongue, PHRASE(WORD_groups_hidden));
}

/* "62 %", "62 % (+3)". */
static Str figure_beside(Command *command, int64_t value, int64_t whole, const char *unit) {
    int64_t difference;
    if (value < 0) return figure_said(command, value);
    if (!group_difference(value, whole, &difference)) {
        return str_printf(command->arena, "%lld%s", (long long)value, unit);
    }
    return str_printf(command->arena, difference ? "%lld%s (%+lld)" : "%lld%s (%lld)",
                      (long long)value, unit, (long long)difference);
}

static void group_say(Command *command, Str name, const GroupFigures *own,
                      const GroupFigures *whole) {
    static const GroupFigures nothing = { FIGURE_HIDDEN, FIGURE_HIDDEN, FIGURE_HIDDEN,
                                          FIGURE_HIDDEN, FIGURE_HIDDEN };
    const GroupFigures *beside = whole ? whole : &nothing;
    if (!own->people) {
        say(command, PHRASE(WORD_groups_nobody, VALUE_TEXT("name", name)));
        return;
    }
    say(command,
        PHRASE(WORD_groups_row, VALUE_TEXT("name", name),
               VALUE_TEXT("people", figure_said(command, own->people)),
               VALUE_TEXT("reached", figure_beside(command, group_reached_per_cent(own),
                                                   group_reached_per_cent(beside), " %")),
               VALUE_TEXT("openings", figure_beside(command, own->openings_median,
                                                    beside->openings_median, "")),
               VALUE_TEXT("score",
                          figure_beside(command, own->score_mean, beside->score_mean, "")),
               VALUE_TEXT("one_step", figure_beside(command, group_one_step_per_cent(own),
                                                    group_one_step_per_cent(beside), " %"))));
}

static Str word_said(Command *command, Word word) {
    return phrase_text(command->arena, command->tongue, PHRASE(word));
}

static void report_say(Command *command, const World *world, const GroupReport *report) {
    say(command, PHRASE(WORD_groups_made, VALUE_DAY("day", command->today),
                        VALUE_TEXT("version", rules_version(world->rules))));
    group_say(command, word_said(command, WORD_groups_everybody), &report->whole, NULL);
    for (int i = 0; i < DIVISION_COUNT; i++) {
        const GroupDivision *division = &report->division[i];
        say_heading(command, PHRASE(WORD_groups_by, VALUE_WORD("name", division->name)));
        for (size_t k = 0; k < division->group_count; k++) {
            const GroupRow *row = &division->group[k];
            group_say(command, word_said(command, row->name), &row->figures, &report->whole);
        }
    }
    say_heading(command, PHRASE(WORD_groups_meaning_difference));
    say(command, PHRASE(WORD_groups_meaning_not_read));
    say(command, PHRASE(WORD_groups_meaning_hidden, VALUE_NUMBER("min", FIGURE_PEOPLE_MIN)));
}

/* --- for programs --- */

static json_t *figure_json(int64_t value) {
    return value < 0 ? json_null() : json_integer(value);
}

static json_t *figures_json(const GroupFigures *figures) {
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "people", figure_json(figures->people), "reached",
                     figure_json(figures->reached), "one_step", figure_json(figures->one_step),
                     "openings_median", figure_json(figures->openings_median), "score_mean",
                     figure_json(figures->score_mean));
}

static json_t *division_json(const GroupDivision *division) {
    json_t *groups = json_array();
    for (size_t i = 0; i < division->group_count; i++) {
        json_t *group = json_pack("{s:o}", "name", json_str(division->group[i].code));
        json_t *figures = figures_json(&division->group[i].figures);
        json_object_update(group, figures);
        json_decref(figures);
        json_array_append_new(groups, group);
    }
    return json_pack("{s:o, s:o}", "name", json_str(division->code), "groups", groups);
}

static void report_json(Command *command, const World *world, const GroupReport *report) {
    json_t *divisions = json_array();
    for (int i = 0; i < DIVISION_COUNT; i++) {
        json_array_append_new(divisions, division_json(&report->division[i]));
    }
    json_print(json_pack("{s:o, s:o, s:i, s:o, s:o}", "rule_version",
                         json_str(rules_version(world->rules)), "today",
                         json_str(day_text(command->arena, command->today)), "minimum",
                         FIGURE_PEOPLE_MIN, "everybody", figures_json(&report->whole), "divisions",
                         divisions));
}

/* --- the verb --- */

int verb_report(Command *command) {
    int64_t threads, processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (strcmp(command->argument[0], "groups") != 0) {
        complain(command, PHRASE(WORD_list_subject,
                                 VALUE_TEXT("value", str_from(command->argument[0])),
                                 VALUE_TEXT("allowed", S("groups"))));
        return EXIT_USAGE;
    }
    if (!option_number(command, OPTION_threads, 1, PEOPLE_THREADS_MAX, processors, &threads)) {
        return EXIT_USAGE;
    }
    World world;
    int status = command_open(command);
    if (status == EXIT_OK) status = world_open(command, &world);
    if (status != EXIT_OK) return status;
    ChildcareSupply childcare;
    Result result =
        childcare_supply_load(command->db, command->arena, command->tenant.id, &childcare);
    if (result != OK) return command_failed(command, result, PHRASE(WORD_none));
    progress_phase(WORD_cli_phase_groups);
    GroupReportRequest request = { &world, &childcare, (int)threads, progress_show, NULL };
    GroupReport report = group_report_make(command->arena, &request);
    if (command->option[OPTION_json]) report_json(command, &world, &report);
    else report_say(command, &world, &report);
    return EXIT_OK;
}
