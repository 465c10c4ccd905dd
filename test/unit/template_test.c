/* What the template compiler makes of what it takes, how parts fit, and its program. What it
 * refuses stands in template_refused_test; what comes out of a page in html_test. */
#include "template_set.h"

#include <sys/wait.h>
#include <unistd.h>

#include "file.h"

/* --- what is taken --- */

static const struct GoodTemplate {
    TemplateKind kind;
    const char *bytes;
    const char *code; /* a piece of what is made */
} good[] = {
    { PAGE, VIEW "<p>{{x}}</p>",
      "S(\"<p>\"));\n#line 2 \"x.html\"\n    HTML_PUT_TEXT(out, view->x);" },
    { PAGE, VIEW "<p>{{a.b.c_d2}}</p>", "HTML_PUT_TEXT(out, view->a.b.c_d2);" },
    { PAGE, VIEW "<p title=\"{{x}}\"></p>", "HTML_PUT_SPOKEN(out, view->x);" },
    { PAGE, VIEW "<p id=\"{{x}}\"></p>", "HTML_PUT_VALUE(out, view->x);" },
    { PAGE, VIEW "<textarea name=\"a\">{{x}}</textarea>", "HTML_PUT_VALUE(out, view->x);" },
    { PAGE, VIEW "<a href=\"{{x}}\"></a>", "HTML_PUT_URL(out, view->x);" },
    { PAGE, VIEW "<a href=\"{{x}}?y={{y}}#{{z}}\"></a>", "HTML_PUT_URL_PART(out, view->z);" },
    { PAGE, VIEW "<a href=\"/{{x}}\"></a>", "HTML_PUT_URL_PART(out, view->x);" },
    { PAGE, VIEW "<a href=\"/{{x}}?y={{y}}\"></a>", "HTML_PUT_URL_PART(out, view->y);" },
    { PAGE, VIEW "<a href=\"https://a.nl/{{x}}/{{y}}\"></a>", "HTML_PUT_URL_PART(out, view->y);" },
    { PAGE, VIEW "<a href=\"//a.nl/{{x}}\"></a>", "HTML_PUT_URL_PART(out, view->x);" },
    { PAGE, VIEW "<form method=\"get\" action=\"{{x}}?y={{y}}\"></form>",
      "HTML_PUT_ACTION(out, view->x);" },
    { PAGE, VIEW "<a href=\"?q={{x}}\"></a>", "HTML_PUT_URL_PART(out, view->x);" },
    { PAGE, VIEW "<a href=\"https://a.nl/{{x}}\"></a>", "HTML_PUT_URL_PART(out, view->x);" },
    { PAGE, VIEW "<a href=\"mailto:{{x}}\"></a>", "HTML_PUT_CONTACT(out, view->x);" },
    { PAGE, VIEW "<script src=\"/s/{{x}}\"></script>", "HTML_PUT_URL_PART(out, view->x);" },
    { PAGE, VIEW "<p>{{day x}}</p>", "HTML_PUT_DAY(out, view->x);" },
    { PAGE, VIEW "<time datetime=\"{{day x}}\">1</time>", "HTML_PUT_DAY_ISO(out, view->x);" },
    { PAGE, VIEW "<p>{{number x}}</p>", "HTML_PUT_NUMBER(out, view->x);" },
    { PAGE, VIEW "<p title=\"{{number x}}\"></p>", "HTML_PUT_NUMBER(out, view->x);" },
    { PAGE, VIEW "<b>{{digits x}}</b>", "HTML_PUT_DIGITS(out, view->x);" },
    { PAGE, VIEW "<a href=\"/{{number x}}\"></a>", "HTML_PUT_DIGITS(out, view->x);" },
    { PAGE, VIEW "<p>{{word a.b}}</p>", "html_word(out, WORD_a_b);" },
    { PAGE, VIEW "<p>{{word people count=x.n}}</p>",
      "HTML_PUT_WORDS(out, WORD_people, HTML_GIVE_NUMBER(\"count\", view->x.n));" },
    { PAGE, VIEW "<p>{{word name where=day:x\n who=y}}</p>",
      "HTML_PUT_WORDS(out, WORD_name, HTML_GIVE_DAY(\"where\", view->x), HTML_GIVE(\"who\", "
      "view->y));" },
    { PAGE, VIEW "{{each a in b.c}}{{a}}{{a.d}}{{x}}{{end}}",
      "for (size_t index_a = 0; index_a < (size_t)view->b.c_count; index_a++) {" },
    { PAGE, VIEW "{{each a in b}}{{a}}{{end}}", "HTML_PUT_TEXT(out, (*each_a));" },
    { PAGE, VIEW "{{each a in b}}{{each c in a.d}}{{c.e}}{{end}}{{end}}",
      "const __typeof__(*each_a->d) *each_c = &each_a->d[index_c];" },
    { PAGE, VIEW "{{each a in b}}{{end}}{{each a in c}}{{end}}", "view->c_count" },
    { PAGE, VIEW "{{each a in b}}{{none}}1{{end}}",
      "if (!view->b_count) {\n    html_static(out, S(\"1\"));" },
    { PAGE, VIEW "{{if not x}}1{{else if number y}}2{{else}}3{{end}}",
      "} else if (HTML_IS_NUMBER(view->y)) {" },
    { PAGE, VIEW "<input checked?=\"{{not x}}\">",
      "if (!HTML_IS(view->x)) html_static(out, S(\" checked\"));" },
    { PAGE, VIEW "<p {{if x}}id=\"a\"{{else}}id=\"b\"{{end}}></p>", "S(\" id=\\\"b\\\"\")" },
    { PAGE, VIEW "<p class=\"a{{each b in c}} {{b}}{{end}}\"></p>",
      "HTML_PUT_VALUE(out, (*each_b));" },
    { PAGE, VIEW "{{part row a.b}}{{part row}}", "row_part(out, &view->a.b);" },
    { PAGE, VIEW "{{part row}}", "row_part(out, &(*view));" },
    { PAGE, VIEW "<p>{{verbatim}}O'stap <b>{{x}}</b>{{end}}</p>", "S(\"<p>O'stap <b>\")" },
    { PAGE, VIEW "<p>1 &lt; 2 &#8594; \xE2\x86\x92</p>",
      "S(\"<p>1 &lt; 2 &#8594; \\342\\206\\222</p>\")" },
    { PAGE, VIEW "<p>?\?=</p>", "S(\"<p>\\077\\077=</p>\")" },
    { PAGE,
      VIEW "<form method=\"post\"><div><input type=\"hidden\" name=\"token\" "
           "value=\"{{x}}\"></div></form>",
      "</form>" },
    { PAGE,
      VIEW "<form method=\"post\"><input type=\"hidden\" name=\"token\" value=\"{{x}}\"></form>",
      "</form>" },
    /* Blanks. */
    { PAGE, VIEW "<ul>\n  <li>  1  2 </li>\n\n</ul>\n", "S(\"<ul><li>1 2</li></ul>\")" },
    { PAGE, VIEW "<p>1 <b>2</b>\n<i>3</i> 4</p>", "S(\"<p>1 <b>2</b> <i>3</i> 4</p>\")" },
    { PAGE, VIEW "<pre>\n 1  2\n</pre>", "S(\"<pre>\\n 1  2\\n</pre>\")" },
    { PAGE, VIEW "<pre><code> 1  2</code></pre>", "S(\"<pre>\\n<code> 1  2</code></pre>\")" },
    { PAGE, VIEW "<p>1<!-- x -->2</p>", "S(\"<p>12</p>\")" },
    { PAGE, VIEW "<p>1 {{if x}}<b>2</b>{{end}} 3</p>", "S(\" 3</p>\")" },
    { PAGE, VIEW "<p  class=\"a\"\n   id=\"b\" ></p>",
      "S(\"<p class=\\\"a\\\" id=\\\"b\\\"></p>\")" },
    { PAGE, VIEW "<svg viewBox=\"0 0 1 1\">\n <g> <path d=\"M0 0\"/> </g>\n</svg>",
      "S(\"<svg viewBox=\\\"0 0 1 1\\\"><g><path d=\\\"M0 0\\\"/></g></svg>\")" },
    /* Functions. */
    { PART, VIEW "{{x}}", "void x_part(HtmlOut *out, const V *view) {" },
    { PAGE, VIEW, "void x_page(HtmlOut *out, const V *view) {" },
    { PAGE, FRAME REST, "static void x_page_slot_title(HtmlOut *out, const void *page_view) {" },
    { PAGE, FRAME REST, "frame_layout(out, &view->layout, &filled);" },
    { PAGE, FRAME "{{slot title}}{{x}}{{end}}{{slot main}}{{end}}",
      "HTML_PUT_SPOKEN(out, view->x);" },
    { PAGE, FRAME REST "{{slot crumbs}}<li>1</li>{{end}}", ".crumbs = x_page_slot_crumbs," },
};

static void good_templates_become_c(void **state) {
    (void)state;
    TEST_ARENA(arena);
    PoFile list = word_list();
    TemplateSet set = set_begin(arena, &list);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        TemplateFault fault, again_fault;
        Str bytes = str_from(good[i].bytes);
        Template template = template_of(arena, &set, good[i].kind, bytes, &fault);
        if (!template.code.at) {
            fail_msg("%s\n%d:%d %.*s", good[i].bytes, fault.line, fault.column,
                     STR_ARGS(fault.why));
        }
        if (str_find(template.code, str_from(good[i].code)) == template.code.len) {
            fail_msg("%s\nexpected %s\nfound %.*s", good[i].bytes, good[i].code,
                     STR_ARGS(template.code));
        }
        Template again = template_of(arena, &set, good[i].kind, bytes, &again_fault);
        assert_true(str_equal(template.code, again.code));
    }
}

static Str repeated(Arena *arena, const char *piece, int times) {
    Text text = text_new(arena, 10 * 1024 * 1024);
    text_add(&text, S(VIEW));
    for (int i = 0; i < times; i++) text_add(&text, str_from(piece));
    return text_str(&text);
}

static void what_is_too_much_is_refused(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TemplateSet set = set_begin(arena, NULL);
    TemplateFault fault;
    template_of(arena, &set, PAGE, repeated(arena, "<p>1</p>", 40000), &fault);
    assert_str(fault.why, "larger than 262144 bytes");
    template_of(arena, &set, PAGE, repeated(arena, "<div>", TEMPLATE_DEPTH_MAX), &fault);
    assert_true(str_ends(fault.why, S("does not end")));
    template_of(arena, &set, PAGE, repeated(arena, "<div>", TEMPLATE_DEPTH_MAX + 1), &fault);
    assert_str(fault.why, "more than 64 elements and blocks within one another");
    template_of(arena, &set, PAGE, repeated(arena, "{{if x}}", TEMPLATE_DEPTH_MAX + 1), &fault);
    assert_str(fault.why, "more than 64 elements and blocks within one another");
    template_of(arena, &set, PAGE, S(VIEW "{{a b c d e f g h i j k l m n o p q}}"), &fault);
    assert_str(fault.why, "more than 16 words between {{ and }}");
    Text text = text_new(arena, 10000);
    text_add(&text, S(VIEW "<p"));
    for (int i = 0; i <= 64; i++) text_addf(&text, " data-a%d=\"\"", i);
    template_of(arena, &set, PAGE, text_str(&text), &fault);
    assert_str(fault.why, "more than 64 attributes");
    text_clear(&text);
    text_add(&text, S(VIEW "<!doctype html><html lang=\"nl\"><body>"));
    for (int i = 0; i <= TEMPLATE_SLOTS_MAX; i++) text_addf(&text, "{{slot a%d}}", i);
    template_of(arena, &set, LAYOUT, text_str(&text), &fault);
    assert_str(fault.why, "more than 16 slots");
}

/* A #line that went on in the next would blame a place that is not there. */
static void a_long_path_stands_in_one_line(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TemplateSet set = set_begin(arena, NULL);
    Text path = text_new(arena, 1000);
    for (int i = 0; i < 30; i++) text_add(&path, S("folder/"));
    text_add(&path, S("x.html"));
    TemplateSource source = {
        .kind = PAGE, .path = text_str(&path), .name = S("x"), .bytes = S(VIEW "{{a}}")
    };
    Template template;
    TemplateFault fault;
    assert_true(template_read(arena, &set, source, &template, &fault));
    Str line = str_printf(arena, "#line 2 \"%.*s\"\n", STR_ARGS(source.path));
    assert_true(str_find(template.code, line) < template.code.len);
}

/* Without a list of words the C compiler tells about keys. */
static void words_may_be_left_to_the_c_compiler(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TemplateSet set = set_begin(arena, NULL);
    TemplateFault fault;
    Template template =
        template_of(arena, &set, PAGE, S(VIEW "<p>{{word no.such who=x}}</p>"), &fault);
    assert_true(str_find(template.code, S("WORD_no_such")) < template.code.len);
}

/* --- parts of a set --- */

static void add(Arena *arena, TemplateSet *set, TemplateKind kind, const char *name,
                const char *bytes) {
    TemplateSource source = {
        .kind = kind, .path = str_from(name), .name = str_from(name), .bytes = str_from(bytes)
    };
    TemplateFault fault = { 0 };
    if (!template_read(arena, set, source, &set->template[set->template_count], &fault)) {
        fail_msg("%s: %.*s", bytes, STR_ARGS(fault.why));
    }
    set->template_count++;
}

static const struct BadUse {
    const char *part, *page;
    int column;
    const char *why;
} bad_uses[] = {
    { VIEW "<p></p>", VIEW "<div>{{part other}}</div>", 13, "there is no part other" },
    { VIEW "<p></p>", VIEW "<svg>{{part row}}</svg>", 13, "belongs inside <svg>" },
    { "{{view V \"v.h\" svg}}<g></g>", VIEW "<div>{{part row}}</div>", 13, "belongs inside <svg>" },
    { VIEW "<p></p>", VIEW "<p>{{part row}}</p>", 11, "<p> of part row cannot stand" },
    { VIEW "<li></li>", VIEW "<div>{{part row}}</div>", 13, "<li> of part row cannot stand" },
    { VIEW "<p></p>", VIEW "<ul>{{part row}}</ul>", 12, "<p> of part row cannot stand" },
    { VIEW "{{x}}", VIEW "<ul>{{part row}}</ul>", 12, "text of part row cannot stand" },
    { VIEW "1", VIEW "<ul>{{part row}}</ul>", 12, "text of part row cannot stand" },
};

/* Parts within parts: a leaf in a row in a page. */
static const struct BadNest {
    const char *leaf, *row, *page, *why;
} bad_nests[] = {
    { VIEW "<div></div>", VIEW "{{part leaf}}", VIEW "<p>{{part row}}</p>", "<div> of part leaf" },
    { VIEW "1", VIEW "{{if x}}{{part leaf}}{{end}}", VIEW "<ul>{{part row}}</ul>",
      "text of part leaf cannot stand here" },
    { VIEW "<i></i>", VIEW "<a href=\"/\"><div></div></a>", VIEW "<p>{{part row}}</p>",
      "<div> of part row cannot stand here: <div> cannot stand inside <p>" },
    { VIEW "<i></i>", VIEW "<div><form method=\"get\"></form></div>",
      VIEW "<form method=\"get\"><div>{{part row}}</div></form>",
      "<form> of part row cannot stand here: <form> cannot stand inside <form>" },
    { VIEW "<b><a href=\"/\"></a></b>", VIEW "<b>{{part leaf}}</b>",
      VIEW "<p><a href=\"/\">{{part row}}</a></p>", "<a> of part leaf cannot stand here" },
    { VIEW "<b><a href=\"/\"></a></b>", VIEW "<a href=\"/\">{{part leaf}}</a>", VIEW "{{part row}}",
      "<a> of part leaf cannot stand here" },
    { VIEW "<input name=\"a\">", VIEW "<i>{{part leaf}}</i>",
      VIEW "<button type=\"button\">{{part row}}</button>", "<input> of part leaf cannot stand" },
};

static void parts_of_a_part_fit_where_it_is_put(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof bad_nests / sizeof *bad_nests; i++) {
        TemplateSet set = set_begin(arena, NULL);
        add(arena, &set, PART, "leaf", bad_nests[i].leaf);
        add(arena, &set, PART, "row", bad_nests[i].row);
        add(arena, &set, PAGE, "page", bad_nests[i].page);
        size_t index;
        TemplateFault fault = { 0 };
        if (templates_fit(arena, &set, &index, &fault)) fail_msg("taken: %s", bad_nests[i].page);
        if (str_find(fault.why, str_from(bad_nests[i].why)) == fault.why.len) {
            fail_msg("%s: %.*s", bad_nests[i].page, STR_ARGS(fault.why));
        }
    }
}

static void parts_within_one_another_have_a_limit(void **state) {
    (void)state;
    TEST_ARENA(arena);
    TemplateSet set = { .template = arena_many(arena, Template, 100) };
    size_t index;
    TemplateFault fault = { 0 };
    for (int i = 0; i <= TEMPLATE_DEPTH_MAX; i++) {
        Str bytes = str_printf(arena, VIEW "<b>{{part p%d}}</b>", i + 1);
        add(arena, &set, PART, str_printf(arena, "p%d", i).at, bytes.at);
    }
    add(arena, &set, PART, str_printf(arena, "p%d", TEMPLATE_DEPTH_MAX + 1).at, VIEW "1");
    assert_false(templates_fit(arena, &set, &index, &fault));
    assert_str(fault.why, "more than 64 parts within one another");
    assert_int_equal(index, 0);
}

static void a_part_fits_where_it_is_put(void **state) {
    (void)state;
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof bad_uses / sizeof *bad_uses; i++) {
        TemplateSet set = set_begin(arena, NULL);
        add(arena, &set, PART, "row", bad_uses[i].part);
        add(arena, &set, PAGE, "page", bad_uses[i].page);
        size_t index = 99;
        TemplateFault fault = { 0 };
        if (templates_fit(arena, &set, &index, &fault)) fail_msg("taken: %s", bad_uses[i].page);
        assert_int_equal(index, 2);
        assert_int_equal(fault.line, 2);
        assert_int_equal(fault.column, bad_uses[i].column);
        if (str_find(fault.why, str_from(bad_uses[i].why)) == fault.why.len) {
            fail_msg("%s: %.*s", bad_uses[i].page, STR_ARGS(fault.why));
        }
    }
    TemplateSet set = set_begin(arena, NULL);
    add(arena, &set, PART, "row", VIEW "<li>{{part leaf}}<ul>{{part row}}</ul></li>");
    add(arena, &set, PART, "leaf", VIEW "{{x}}<b></b>");
    add(arena, &set, PAGE, "page", VIEW "<ul>{{each a in b}}{{part row a}}{{end}}</ul>");
    size_t index = 99;
    TemplateFault fault = { 0 };
    assert_true(templates_fit(arena, &set, &index, &fault));
    assert_int_equal(index, 99);
}

/* --- the program of the build --- */

typedef struct Workshop {
    char folder[64];
    Arena *arena;
    int status;
} Workshop;

static void workshop_begin(Workshop *shop, Arena *arena) {
    *shop = (Workshop){ .folder = "/tmp/opstap-pages-XXXXXX", .arena = arena };
    assert_non_null(mkdtemp(shop->folder));
    Str command = str_printf(arena, "mkdir %s/pages %s/parts %s/layout", shop->folder, shop->folder,
                             shop->folder);
    assert_int_equal(system(command.at), 0);
}

static void workshop_end(Workshop *shop) {
    Str command = str_printf(shop->arena, "rm -r %s", shop->folder);
    if (system(command.at)) print_error("%s stays\n", shop->folder);
}

static Str file_in(Workshop *shop, const char *name) {
    Str path = str_printf(shop->arena, "%s/%s", shop->folder, name), bytes = { NULL, 0 };
    if (access(path.at, F_OK)) return bytes;
    assert_int_equal(file_read(shop->arena, path.at, 100000, &bytes), OK);
    return bytes;
}

static void put(Workshop *shop, const char *name, const char *bytes) {
    assert_int_equal(
        file_write(str_printf(shop->arena, "%s/%s", shop->folder, name).at, str_from(bytes)), OK);
}

/* What it said on standard error. */
static Str run(Workshop *shop, const char *arguments) {
    put(shop, "words.po",
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n"
        "Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\nmsgid \"a\"\nmsgstr \"x\"\n");
    Str command = str_printf(shop->arena, "cd %s && " OPSTAP_TEMPLATE_COMPILE " %s 2>said",
                             shop->folder, arguments);
    shop->status = WEXITSTATUS(system(command.at));
    return file_in(shop, "said");
}

#define TEST_WORKSHOP(shop)                                                                        \
    TEST_ARENA(shop_arena);                                                                        \
    AUTO(workshop_end) Workshop shop;                                                              \
    workshop_begin(&shop, shop_arena)

static void files_become_two_files_of_c(void **state) {
    (void)state;
    TEST_WORKSHOP(shop);
    put(&shop, "layout/frame.html", layout);
    put(&shop, "parts/row.html", VIEW "<p>{{word a}}</p>");
    put(&shop, "pages/one.html", FRAME "{{slot title}}1{{end}}{{slot main}}{{part row}}{{end}}");
    /* In any order: a page is read after its layout. */
    Str said = run(&shop, "t.h t.c words.po pages/one.html parts/row.html layout/frame.html");
    assert_str(said, "");
    assert_int_equal(shop.status, 0);
    Str header = file_in(&shop, "t.h"), code = file_in(&shop, "t.c");
    assert_true(
        str_find(header, S("typedef struct V V;\nvoid one_page(HtmlOut *out, const V *view);")) <
        header.len);
    assert_true(str_find(header, S("void row_part(")) < header.len);
    assert_true(str_find(header, S("frame")) == header.len);
    assert_true(str_find(code, S("#include \"t.h\"\n")) < code.len);
    assert_true(str_find(code, S("#line 3 \"pages/one.html\"\n    row_part(out, &(*view));")) <
                code.len);
    run(&shop, "u.h t.c words.po pages/one.html parts/row.html layout/frame.html");
    assert_true(str_equal(file_in(&shop, "u.h"), header));
}

static void a_bad_file_stops_the_build(void **state) {
    (void)state;
    TEST_WORKSHOP(shop);
    put(&shop, "pages/one.html", VIEW "<p>{{word b}}</p>");
    put(&shop, "pages/two.html", VIEW "<p>1</p>\n  <b>");
    Str said = run(&shop, "t.h t.c words.po pages/one.html pages/two.html");
    assert_str(said, "pages/one.html:2:11: error: word b is not in the word list\n"
                     "pages/two.html:3:3: error: <b> of line 3 does not end\n");
    assert_int_equal(shop.status, 1);
    assert_null(file_in(&shop, "t.h").at);
    assert_null(file_in(&shop, "t.c").at);
    put(&shop, "pages/one.html", VIEW "<p>1</p>{{part row}}");
    said = run(&shop, "t.h t.c words.po pages/one.html");
    assert_str(said, "pages/one.html:2:16: error: there is no part row\n");
    assert_int_equal(shop.status, 1);
    put(&shop, "layout/frame.html", VIEW "1");
    put(&shop, "pages/one.html", FRAME);
    said = run(&shop, "t.h t.c words.po pages/one.html layout/frame.html");
    assert_true(str_starts(said, S("layout/frame.html:2:1: error: ")));
}

static void bad_usage_is_told(void **state) {
    (void)state;
    TEST_WORKSHOP(shop);
    put(&shop, "pages/one.html", VIEW);
    put(&shop, "pages/One.html", VIEW);
    put(&shop, "one.html", VIEW);
    static const char *const commands[][2] = {
        { "t.h t.c", "usage: " },
        { "t.h t.c none.po", "none.po: error: cannot be read" },
        { "t.h t.c pages/one.html", "pages/one.html: error: line 1" },
        { "t.h t.c words.po pages/none.html", "pages/none.html: error: cannot be read" },
        { "t.h t.c words.po pages/One.html", "pages/One.html: error: not layout/NAME.html" },
        { "t.h t.c words.po one.html", "one.html: error: not layout/NAME.html" },
        { "t.h t.c words.po words.po", "words.po: error: not layout/NAME.html" },
        { "t.h t.c words.po pages/one.html pages/one.html", "pages/one.html: error: given twice" },
        { "none/t.h t.c words.po pages/one.html", "none/t.h: error: cannot be written" },
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        Str said = run(&shop, commands[i][0]);
        if (!str_starts(said, str_from(commands[i][1]))) {
            fail_msg("%s: %.*s", commands[i][0], STR_ARGS(said));
        }
        assert_int_equal(shop.status, i ? 1 : 2);
    }
}

SUITE("template", cmocka_unit_test(good_templates_become_c),
      cmocka_unit_test(what_is_too_much_is_refused),
      cmocka_unit_test(words_may_be_left_to_the_c_compiler),
      cmocka_unit_test(a_long_path_stands_in_one_line),
      cmocka_unit_test(a_part_fits_where_it_is_put),
      cmocka_unit_test(parts_of_a_part_fit_where_it_is_put),
      cmocka_unit_test(parts_within_one_another_have_a_limit),
      cmocka_unit_test(files_become_two_files_of_c), cmocka_unit_test(a_bad_file_stops_the_build),
      cmocka_unit_test(bad_usage_is_told))
