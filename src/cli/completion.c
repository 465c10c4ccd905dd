/* opstap completion bash: lines that make bash complete verbs, options and their values, made from
 * the tables that the program itself goes by. */
#include "import.h"
#include "options.h"

/* "a|b" are the values themselves; words in capitals stand for something else. */
static bool is_choice(const char *argument) {
    for (const char *at = argument; *at; at++) {
        if (!(*at >= 'a' && *at <= 'z') && *at != '|') return false;
    }
    return *argument != 0;
}

/* "candidates openings", to stand between quotes; the alternatives of "candidates|openings". */
static void choice_print(const char *argument) {
    for (const char *at = argument; *at; at++) putchar(*at == '|' ? ' ' : *at);
}

static void kinds_print(bool exported) {
    const char *between = "";
    for (const ImportKind *kind = import_kinds; kind->name; kind++) {
        if (exported && !kind->export) continue;
        printf("%s%s", between, kind->name);
        between = " ";
    }
}

/* One line of a case in the shell: what may stand where `argument` stands. */
static void values_print(const char *argument, const Verb *verb) {
    if (strcmp(argument, "FILE") == 0) {
        printf("_opstap_files -f");
    } else if (strcmp(argument, "FOLDER") == 0) {
        printf("_opstap_files -d");
    } else if (verb && strcmp(argument, "KIND") == 0) {
        printf("_opstap_words \"");
        kinds_print(verb->kinds == KINDS_EXPORTED);
        printf("\"");
    } else if (is_choice(argument)) {
        printf("_opstap_words \"");
        choice_print(argument);
        printf("\"");
    } else {
        printf(": '%s'", argument);
    }
    printf(" ;;\n");
}

static void option_values_print(void) {
    printf("    case $before in\n");
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!*option_argument((Flag)i)) continue;
        printf("    --%s) ", option_name((Flag)i));
        values_print(option_argument((Flag)i), NULL);
    }
    printf("    *) return 1 ;;\n    esac\n    return 0\n");
}

static void options_print(const Verb *verb) {
    const char *between = "";
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (verb ? !verb_takes(verb, (Flag)i) : !option_is_common((Flag)i)) continue;
        printf("%s--%s", between, option_name((Flag)i));
        between = " ";
    }
}

static void options_of_verbs_print(void) {
    printf("    case $verb in\n");
    for (const Verb *verb = verb_table; verb->name; verb++) {
        printf("    %s) _opstap_words \"", verb->name);
        options_print(verb);
        printf("\" ;;\n");
    }
    printf("    *) _opstap_words \"");
    options_print(NULL);
    printf("\" ;;\n    esac\n");
}

static void arguments_print(void) {
    printf("    case $verb:$place in\n    :*) _opstap_words \"help");
    for (const Verb *verb = verb_table; verb->name; verb++) printf(" %s", verb->name);
    printf("\" ;;\n    help:0) _opstap_words \"");
    for (const Verb *verb = verb_table; verb->name; verb++) {
        printf("%s%s", verb == verb_table ? "" : " ", verb->name);
    }
    printf("\" ;;\n");
    for (const Verb *verb = verb_table; verb->name; verb++) {
        Str rest = str_from(verb->arguments), word;
        for (int place = 0; rest.len; place++) {
            char argument[64];
            str_cut(&rest, ' ', &word);
            snprintf(argument, sizeof argument, "%.*s", STR_ARGS(word));
            printf("    %s:%d) ", verb->name, place);
            values_print(argument, verb);
        }
    }
    printf("    esac\n");
}

int verb_completion(Command *command) {
    if (strcmp(command->argument[0], "bash") != 0) {
        complain(command, PHRASE(WORD_cli_completion_unknown,
                                 VALUE_TEXT("shell", str_from(command->argument[0]))));
        return EXIT_USAGE;
    }
    printf("# Completion for opstap in bash, made by: opstap completion bash\n"
           "_opstap_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\"); }\n"
           "_opstap_files() {\n"
           "    mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$word\")\n"
           "    compopt -o filenames 2> /dev/null || true\n"
           "}\n"
           "_opstap_option_value() {\n");
    option_values_print();
    printf("}\n"
           "_opstap_option() {\n");
    options_of_verbs_print();
    printf("}\n"
           "_opstap_argument() {\n");
    arguments_print();
    printf("}\n"
           "# An option may stand anywhere; its value is no argument. Bash parts words at '='.\n"
           "_opstap() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before='' verb='' place=0 i\n"
           "    COMPREPLY=()\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        case ${COMP_WORDS[i]} in\n"
           "        =) continue ;;\n"
           "        -*) before=${COMP_WORDS[i]} ;;\n"
           "        *)\n"
           "            if _opstap_option_value; then\n"
           "                before=''\n"
           "            elif [[ -z $verb ]]; then\n"
           "                verb=${COMP_WORDS[i]} before=''\n"
           "            else\n"
           "                place=$((place + 1)) before=''\n"
           "            fi\n"
           "            ;;\n"
           "        esac\n"
           "    done\n"
           "    COMPREPLY=()\n"
           "    [[ $word != = ]] || word=''\n"
           "    if _opstap_option_value; then\n"
           "        return\n"
           "    elif [[ $word == -* ]]; then\n"
           "        _opstap_option\n"
           "    else\n"
           "        _opstap_argument\n"
           "    fi\n"
           "}\n"
           "complete -F _opstap opstap\n");
    return EXIT_OK;
}
