/* opstap manual: the man page, made from the tables that the program itself goes by. man(7). */
#include "import.h"
#include "options.h"
#include "version_made.h"

/* Text as it is: no character of it is a request to the formatter. */
static void roff(Str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool line_begins = i == 0 || text.at[i - 1] == '\n';
        if (line_begins && (c == '.' || c == '\'')) fputs("\\&", stdout);
        if (c == '\\') {
            fputs("\\e", stdout);
        } else if (c == '-') {
            fputs("\\-", stdout);
        } else {
            putchar(c);
        }
    }
}

static void roff_bold(Str text) {
    fputs("\\fB", stdout);
    roff(text);
    fputs("\\fR", stdout);
}

/* "verb ARGUMENT": what is typed as it stands is bold. */
static void roff_typed(const char *name, const char *arguments) {
    roff_bold(str_from(name));
    if (!*arguments) return;
    fputs(" \\fI", stdout);
    roff(str_from(arguments));
    fputs("\\fR", stdout);
}

static void roff_word(Command *command, Word word) {
    roff(phrase_text(command->arena, command->tongue, PHRASE(word)));
    putchar('\n');
}

static void heading(Command *command, Word word) {
    printf(".SH ");
    roff_word(command, word);
}

/* A term is what printed it; then its explanation. */
static void term_begin(void) {
    printf(".TP\n");
}

static void term_end(Command *command, Word what) {
    putchar('\n');
    roff_word(command, what);
}

static void option_print(Command *command, Flag option) {
    term_begin();
    roff_typed(str_printf(command->arena, "--%s", option_name(option)).at, option_argument(option));
    term_end(command, option_word(option));
}

static void beginning_print(Command *command) {
    printf(".\\\" opstap manual --lang %s\n", tongue_name(command->tongue));
    printf(".TH OPSTAP 1 \"\" \"opstap %s\"\n", OPSTAP_VERSION);
    heading(command, WORD_cli_manual_name);
    printf("opstap \\- ");
    roff_word(command, WORD_cli_manual_name_line);
    heading(command, WORD_cli_manual_synopsis);
    for (const Verb *verb = verb_table; verb->name; verb++) {
        Str typed = str_printf(command->arena, "opstap %s", verb->name);
        if (verb != verb_table) printf(".br\n");
        roff_typed(typed.at, verb->arguments);
        putchar('\n');
    }
    heading(command, WORD_cli_manual_what);
    roff_word(command, WORD_cli_manual_what_data);
    printf(".PP\n");
    roff_word(command, WORD_cli_manual_what_streams);
}

static void verbs_print(Command *command) {
    heading(command, WORD_cli_manual_verbs);
    for (const Verb *verb = verb_table; verb->name; verb++) {
        term_begin();
        roff_typed(verb->name, verb->arguments);
        term_end(command, verb->what);
        if (verb->options) printf(".RS\n");
        for (int i = 0; i < OPTION_COUNT; i++) {
            bool own = verb_takes(verb, (Flag)i) && !option_is_common((Flag)i);
            if (own) option_print(command, (Flag)i);
        }
        if (verb->options) printf(".RE\n");
    }
}

static void options_print(Command *command) {
    heading(command, WORD_cli_manual_options);
    roff_word(command, WORD_cli_manual_alike);
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (option_is_common((Flag)i)) option_print(command, (Flag)i);
    }
}

static void kinds_print(Command *command) {
    heading(command, WORD_cli_manual_kinds);
    for (const ImportKind *kind = import_kinds; kind->name; kind++) {
        Word word = kind->export ? WORD_cli_manual_kinds_both : WORD_cli_manual_kinds_in;
        term_begin();
        roff_bold(phrase_text(command->arena, command->tongue,
                              PHRASE(word, VALUE_TEXT("kind", str_from(kind->name)))));
        term_end(command, kind->explanation);
    }
}

static void status_print(Command *command) {
    heading(command, WORD_cli_manual_status);
    for (const ExitMeaning *row = exit_meanings; row->word != WORD_none; row++) {
        term_begin();
        roff_bold(str_printf(command->arena, "%d", row->status));
        term_end(command, row->word);
    }
}

static void environment_print(Command *command) {
    static const struct {
        const char *name;
        Word what;
    } variable[] = {
        { "OPSTAP_DB", WORD_cli_environment_db },
        { "OPSTAP_BACKUP_DIR", WORD_cli_environment_backup_dir },
        { "OPSTAP_PROGRESS", WORD_cli_environment_progress },
        { "OPSTAP_SIMD", WORD_cli_environment_simd },
        { "PGPASSWORD, PGSSLMODE, ...", WORD_cli_environment_postgres },
    };
    heading(command, WORD_cli_manual_environment);
    for (size_t i = 0; i < sizeof variable / sizeof *variable; i++) {
        term_begin();
        roff_bold(str_from(variable[i].name));
        term_end(command, variable[i].what);
    }
}

static void examples_print(Command *command) {
    static const char *const example[] = {
        "opstap init --db region.db --tenant utrecht --region AM13",
        "opstap import candidates --template > candidates.csv",
        "opstap import candidates candidates.csv --db region.db --dry-run",
        "opstap match --candidate K-17 --db region.db",
        "opstap match --all --top 10 --out lists.csv --db region.db",
        "opstap barriers --candidate K-17 --db region.db",
        "opstap plan --db region.db",
        "opstap backup region.opstap --db region.db",
    };
    heading(command, WORD_cli_manual_examples);
    printf(".EX\n");
    for (size_t i = 0; i < sizeof example / sizeof *example; i++) {
        roff(str_from(example[i]));
        putchar('\n');
    }
    printf(".EE\n");
}

int verb_manual(Command *command) {
    beginning_print(command);
    verbs_print(command);
    options_print(command);
    kinds_print(command);
    status_print(command);
    environment_print(command);
    examples_print(command);
    return EXIT_OK;
}
