#include "options.h"

#include "import.h"

enum { STATUSES_BYTES_MAX = 1000 };

static const struct {
    const char *name, *argument;
    Word word;
} option_table[OPTION_COUNT] = {
#define OPTION_ROW(name, argument, word) { #name, argument, word },
    COMMAND_OPTIONS(OPTION_ROW)
};

static const uint64_t common_options =
    OPTION_BIT(db) | OPTION_BIT(tenant) | OPTION_BIT(today) | OPTION_BIT(lang) | OPTION_BIT(help);

const char *option_name(Flag option) {
    static char typed[OPTION_COUNT][32];
    if (!typed[option][0]) {
        snprintf(typed[option], sizeof typed[option], "%s", option_table[option].name);
        for (char *at = typed[option]; *at; at++) {
            if (*at == '_') *at = '-';
        }
    }
    return typed[option];
}

const char *option_argument(Flag option) {
    return option_table[option].argument;
}

Word option_word(Flag option) {
    return option_table[option].word;
}

bool option_is_common(Flag option) {
    return (common_options >> option) & 1;
}

bool verb_takes(const Verb *verb, Flag option) {
    return ((verb->options >> option) & 1) || option_is_common(option);
}

static Str in_tongue(Command *command, Word word) {
    return phrase_text(command->arena, command->tongue, PHRASE(word));
}

const ExitMeaning exit_meanings[] = {
    { EXIT_OK, WORD_cli_status_ok },
    { EXIT_REFUSED, WORD_cli_status_refused },
    { EXIT_USAGE, WORD_cli_status_usage },
    { EXIT_INFEASIBLE, WORD_cli_status_infeasible },
    { EXIT_TIME, WORD_cli_status_time },
    { EXIT_BROKEN, WORD_cli_status_broken },
    { 0, WORD_none },
};

/* "0 ok, 1 refused input, ..." */
static Str statuses_said(Command *command) {
    Text text = text_new(command->arena, STATUSES_BYTES_MAX);
    for (const ExitMeaning *row = exit_meanings; row->word != WORD_none; row++) {
        text_addf(&text, "%s%d %.*s", row == exit_meanings ? "" : ", ", row->status,
                  STR_ARGS(in_tongue(command, row->word)));
    }
    return text_str(&text);
}

/* To standard output when it was asked for, to standard error when a verb is missing. */
static void help_all(Command *command, FILE *file) {
    fprintf(file, "%.*s\n\n", STR_ARGS(in_tongue(command, WORD_cli_help_head)));
    for (const Verb *verb = verb_table; verb->name; verb++) {
        fprintf(file, "  opstap %-10s %-46s %.*s\n", verb->name, verb->arguments,
                STR_ARGS(in_tongue(command, verb->what)));
    }
    Str statuses = phrase_text(command->arena, command->tongue,
                               PHRASE(WORD_cli_status_head,
                                      VALUE_TEXT("statuses", statuses_said(command))));
    fprintf(file, "\n%.*s\n%.*s\n", STR_ARGS(in_tongue(command, WORD_cli_help_foot)),
            STR_ARGS(statuses));
}

static void help_kinds(Command *command, bool exported) {
    printf("KIND:\n");
    for (const ImportKind *kind = import_kinds; kind->name; kind++) {
        if (exported && !kind->export) continue;
        printf("  %-28s %.*s\n", kind->name, STR_ARGS(in_tongue(command, kind->explanation)));
    }
    printf("\n");
}

static void help_verb(Command *command) {
    const Verb *verb = command->verb;
    printf("opstap %s%s%s\n\n", verb->name, *verb->arguments ? " " : "", verb->arguments);
    say(command, PHRASE(verb->what));
    printf("\n");
    if (verb->kinds) help_kinds(command, verb->kinds == KINDS_EXPORTED);
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!verb_takes(verb, (Flag)i)) continue;
        Str what = in_tongue(command, option_table[i].word);
        char left[64];
        snprintf(left, sizeof left, "--%s %s", option_name((Flag)i), option_table[i].argument);
        printf("  %-28s %.*s\n", left, STR_ARGS(what));
    }
}

static int option_find(Str name) {
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (str_equal(name, str_from(option_name((Flag)i)))) return i;
    }
    return -1;
}

static bool usage(Command *command, Phrase phrase) {
    complain(command, phrase);
    Str verb = command->verb ? str_printf(command->arena, " %s", command->verb->name) : STR_EMPTY;
    complain(command, PHRASE(WORD_cli_see_help, VALUE_TEXT("verb", verb)));
    return false;
}

/* One option at argv[*at]; moves *at over its argument. */
static bool option_read(Command *command, int argc, char **argv, int *at) {
    Str rest = str_from(argv[*at] + 2), name;
    str_cut(&rest, '=', &name);
    int option = option_find(name);
    if (option < 0 || !verb_takes(command->verb, (Flag)option)) {
        return usage(command, PHRASE(WORD_cli_option_unknown,
                                     VALUE_TEXT("option", str_from(argv[*at])),
                                     VALUE_TEXT("verb", str_from(command->verb->name))));
    }
    bool flag = !*option_table[option].argument;
    const char *value = rest.at;
    if (flag) {
        if (value) return usage(command, PHRASE(WORD_cli_flag_value, VALUE_TEXT("option", name)));
        value = "";
    } else if (!value) {
        if (*at + 1 == argc) {
            return usage(command, PHRASE(WORD_cli_option_needs, VALUE_TEXT("option", name),
                                         VALUE_TEXT("argument",
                                                    str_from(option_table[option].argument))));
        }
        value = argv[++*at];
    }
    if (command->repeat_count[option] == REPEATS_MAX) {
        return usage(command, PHRASE(WORD_cli_option_too_often, VALUE_TEXT("option", name)));
    }
    command->repeat[option][command->repeat_count[option]++] = value;
    command->option[option] = value;
    return true;
}

static bool values_read(Command *command) {
    const char *lang = command->option[OPTION_lang], *today = command->option[OPTION_today];
    if (lang && !tongue_read(str_from(lang), &command->tongue)) {
        return usage(command, PHRASE(WORD_cli_lang_refused, VALUE_TEXT("value", str_from(lang))));
    }
    if (today && !day_read(str_from(today), &command->today)) {
        return usage(command, PHRASE(WORD_cli_day_refused, VALUE_TEXT("value", str_from(today))));
    }
    return true;
}

/* The tongue is looked for first, so that complaints about the rest are in it. */
static void tongue_look(Command *command, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        Str rest = str_from(argv[i]), name;
        if (!str_starts(rest, S("--lang"))) continue;
        str_cut(&rest, '=', &name);
        const char *value = rest.at ? rest.at : i + 1 < argc ? argv[i + 1] : "";
        tongue_read(str_from(value), &command->tongue);
    }
}

static const Verb *verb_find(const char *name) {
    for (const Verb *verb = verb_table; verb->name; verb++) {
        if (strcmp(verb->name, name) == 0) return verb;
    }
    return NULL;
}

/* The first word that is no option and no value of one; argc when there is none. */
static int verb_place(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (!str_starts(str_from(argv[i]), S("--"))) return i;
        int option = option_find(str_from(argv[i] + 2));
        if (option >= 0 && *option_table[option].argument) i++;
    }
    return argc;
}

static bool arguments_read(Command *command, int argc, char **argv, int verb_at) {
    bool options_end = false;
    for (int i = 1; i < argc; i++) {
        if (i == verb_at) continue;
        if (!options_end && strcmp(argv[i], "--") == 0) {
            options_end = true;
        } else if (!options_end && strcmp(argv[i], "-h") == 0) {
            command->option[OPTION_help] = "";
        } else if (!options_end && str_starts(str_from(argv[i]), S("--"))) {
            if (!option_read(command, argc, argv, &i)) return false;
        } else if (command->argument_count == command->verb->arguments_max) {
            return usage(command, PHRASE(WORD_cli_too_many_arguments,
                                         VALUE_TEXT("argument", str_from(argv[i])),
                                         VALUE_TEXT("verb", str_from(command->verb->name))));
        } else {
            command->argument[command->argument_count++] = argv[i];
        }
    }
    return true;
}

/* Help on all verbs, or a complaint about the one that is missing or unknown. Exit status. */
static int without_verb(Command *command, int argc, char **argv, int verb_at) {
    bool asked = verb_at < argc && strcmp(argv[verb_at], "help") == 0;
    if (asked && verb_at + 1 < argc && !str_starts(str_from(argv[verb_at + 1]), S("--"))) {
        asked = false;
        verb_at++;
    }
    for (int i = 1; i < argc; i++) {
        asked = asked || strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0;
    }
    if (asked || verb_at == argc) {
        help_all(command, asked ? stdout : stderr);
        return asked ? EXIT_OK : EXIT_USAGE;
    }
    usage(command, PHRASE(WORD_cli_verb_unknown, VALUE_TEXT("verb", str_from(argv[verb_at]))));
    return EXIT_USAGE;
}

bool options_read(Command *command, int argc, char **argv, int *ret_status) {
    static char version[] = "version";
    if (argc > 1 && strcmp(argv[1], "--version") == 0) argv[1] = version;
    int verb_at = verb_place(argc, argv);
    tongue_look(command, argc, argv);
    *ret_status = EXIT_USAGE;
    if (verb_at + 1 < argc && strcmp(argv[verb_at], "help") == 0) {
        command->verb = verb_find(argv[verb_at + 1]);
        if (command->verb) {
            help_verb(command);
            *ret_status = EXIT_OK;
            return false;
        }
    } else if (verb_at < argc) {
        command->verb = verb_find(argv[verb_at]);
    }
    if (!command->verb) {
        *ret_status = without_verb(command, argc, argv, verb_at);
        return false;
    }
    if (!arguments_read(command, argc, argv, verb_at) || !values_read(command)) return false;
    if (command->option[OPTION_help]) {
        help_verb(command);
        *ret_status = EXIT_OK;
        return false;
    }
    if (command->argument_count < command->verb->arguments_min) {
        return usage(command, PHRASE(WORD_cli_arguments_missing,
                                     VALUE_TEXT("verb", str_from(command->verb->name)),
                                     VALUE_TEXT("arguments", str_from(command->verb->arguments))));
    }
    return true;
}
