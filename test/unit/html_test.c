/* Compiled templates: what comes out of every kind of hole. The templates are those in templates/.
 */
#include "test.h"

#include "templates.h"
#include "views.h"

static const PersonView two_people[] = {
    { .id = { "a&b", 3 }, .name = { "Abeba <T>", 9 }, .since = 20514, .chosen = true },
    { .id = { "c", 1 }, .name = { "Omar", 4 }, .since = DAY_UNKNOWN },
};

static Str page_of(Arena *arena, const EveryView *view, Tongue tongue) {
    Text text = html_text(arena);
    HtmlOut out = html_out(&text, tongue);
    every_page(&out, view);
    assert_false(text_failed(&text));
    return text_str(&text);
}

static void shows(Str page, const char *piece) {
    if (str_find(page, str_from(piece)) < page.len) return;
    fprintf(stderr, "%.*s\n", STR_ARGS(page));
    fail_msg("no '%s'", piece);
}

static EveryView a_view(void) {
    static const Str label[TONGUE_COUNT] = { { "B & C", 5 }, { "D", 1 } };
    return (EveryView){
        .layout = { .site = S("S&S") },
        .text = S("a/b \"<x>'&\xC3\xA9"),
        .address = S("https://example.org/a b?q=1&r='2'"),
        .phone = S("+31 6"),
        .picture = { S("<svg></svg>") },
        .word = WORD_plain,
        .phrase = PHRASE(WORD_place, VALUE_TEXT("who", S("<i>")), VALUE_AMOUNT("where", 1234567)),
        .label = label,
        .amount = 1234567,
        .whole = -1234,
        .day = 20514,
        .yes = true,
        .people = two_people,
        .people_count = 2,
        .first = { .name = S("Sam") },
    };
}

static void a_hole_is_escaped_by_where_it_stands(void **state) {
    (void)state;
    TEST_ARENA(arena);
    EveryView view = a_view();
    Str page = page_of(arena, &view, TONGUE_NL);
    shows(page, "title=\"a/b &#34;&lt;x&gt;&#39;&amp;\xC3\xA9\"");
    shows(page, ">a/b &#34;&lt;x&gt;&#39;&amp;\xC3\xA9</p>");
    shows(page, "<textarea name=\"text\">\na/b &#34;&lt;x&gt;&#39;&amp;\xC3\xA9</textarea>");
    shows(page, "<title>Sam in a/b &#34;&lt;x&gt;&#39;&amp;\xC3\xA9 - S&amp;S</title>");
    shows(page, "<h1>Sam in a/b &#34;&lt;x&gt;&#39;&amp;\xC3\xA9</h1>");
    shows(page, "href=\"/people/"
                "a%2Fb%20%22%3Cx%3E%27%26%C3%A9?q=a%2Fb%20%22%3Cx%3E%27%26%C3%A9&amp;n=-1234\"");
    shows(page, "href=\"https://example.org/a%20b?q=1&amp;r=%272%27\"");
    shows(page, "href=\"tel:+31%206\">+31 6</a>");
    shows(page, "</form><svg></svg>");
    shows(page, "<option value=\"a&amp;b\" selected>Abeba &lt;T&gt;</option><option "
                "value=\"c\">Omar</option>");
}

static void numbers_days_and_words_are_said_in_the_tongue(void **state) {
    (void)state;
    TEST_ARENA(arena);
    EveryView view = a_view();
    Str page = page_of(arena, &view, TONGUE_NL);
    shows(page, "<html lang=\"nl\">");
    shows(page, "<p>1.234.567 1234567 1.234.567 -1.234 "
                "<time datetime=\"2026-03-02\">2 maart 2026</time></p>");
    shows(page, "&lt;i&gt; in 1.234.567</a>");
    shows(page, ">B &amp; C</a>");
    shows(page, "data-n=\"1234567\" aria-hidden=\"false\"");
    shows(page, "value=\"1234567\"");
    page = page_of(arena, &view, TONGUE_EN);
    shows(page, "<html lang=\"en\">");
    shows(page, "<p>1,234,567 1234567 1,234,567 -1,234 "
                "<time datetime=\"2026-03-02\">2 March 2026</time></p>");
    shows(page, "&lt;i&gt; at 1,234,567</a>");
    shows(page, ">D</a>");
    view.label = NULL;
    view.day = DAY_UNKNOWN;
    page = page_of(arena, &view, TONGUE_EN);
    shows(page, ">unknown</a> ");
    shows(page, "<time datetime=\"\">unknown</time>");
}

static void what_is_chosen_is_there_and_the_rest_is_not(void **state) {
    (void)state;
    TEST_ARENA(arena);
    EveryView view = a_view();
    Str page = page_of(arena, &view, TONGUE_NL);
    shows(page, "<p class=\"a b\"");
    shows(page, "<input name=\"chosen\" type=\"checkbox\" checked value=");
    shows(page, "<ul><li class=\"chosen\"><b>Abeba &lt;T&gt;</b> 2 maart 2026 </li>"
                "<li class=\"other\"><b>Omar</b> onbekend </li></ul>");
    assert_true(str_find(page, S("comments")) == page.len);
    assert_true(str_find(page, S("<aside>")) == page.len);
    view.yes = false;
    view.people_count = 0;
    page = page_of(arena, &view, TONGUE_NL);
    shows(page, "<p class=\"a c\"");
    shows(page, "type=\"checkbox\" disabled value=");
    shows(page, "<select name=\"one\"></select>");
    shows(page, "<p>0 mensen</p></main></body></html>");
    view.no = true;
    shows(page_of(arena, &view, TONGUE_NL), "<p>no</p></main>");
}

static void a_page_may_do_without_a_layout(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = html_text(arena);
    HtmlOut out = html_out(&text, TONGUE_EN);
    BareView view = { .people = two_people, .people_count = 2, .left = 1 };
    bare_page(&out, &view);
    assert_str(text_str(&text),
               "<table><tbody><tr><td>Abeba &lt;T&gt;</td><td>2 March 2026</td></tr>"
               "<tr><td>Omar</td><td>unknown</td></tr></tbody></table>"
               "<p>one person</p><pre>\n  1   21\n</pre>");
    text_clear(&text);
    view = (BareView){ .left = 1200 };
    bare_page(&out, &view);
    assert_str(text_str(&text),
               "<table><tbody><tr><td colspan=\"2\">unknown</td></tr></tbody></table>"
               "<p>1,200 people</p><pre>\n  1   21,200\n</pre>");
}

static void pictures_are_templates_too(void **state) {
    (void)state;
    TEST_ARENA(arena);
    Text text = html_text(arena);
    HtmlOut out = html_out(&text, TONGUE_EN);
    static const BarView bars[] = { { .x = 1500, .width = 20, .name = { "a<b", 3 } } };
    picture_page(&out, &(PictureView){ .bars = bars, .bars_count = 1 });
    assert_str(
        text_str(&text),
        "<svg viewBox=\"0 0 2000 20\" role=\"img\" aria-label=\"unknown\"><title>unknown</title>"
        "<g><rect x=\"1500\" y=\"0\" width=\"20\" height=\"10\" fill=\"currentColor\"/>"
        "<text x=\"1500\" y=\"9\">a&lt;b</text></g></svg>");
}

static void an_address_leads_nowhere_when_its_scheme_is_not_known(void **state) {
    (void)state;
    static const struct {
        const char *address;
        bool safe;
    } addresses[] = {
        { "", true },
        { "/a", true },
        { "a:b", false },
        { "a/b:c", true },
        { "?q=a:b", true },
        { "#a:b", true },
        { "HTTPS://x", true },
        { "mailto:a@b.nl", true },
        { "tel:+31", true },
        { "javascript:alert(1)", false },
        { "JavaScript:alert(1)", false },
        { "java\nscript:alert(1)", false },
        { "java\tscript:alert(1)", false },
        { " javascript:alert(1)", false },
        { "\x01javascript:alert(1)", false },
        { "java\x7Fscript:alert(1)", false },
        { "data:text/html,x", false },
        { "vbscript:x", false },
        { "\\\\host", false },
        { ":", false },
        { "javascript&colon;x", true }, /* a path: & is escaped */
    };
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        EveryView view = a_view();
        view.address = str_from(addresses[i].address);
        if (html_address_is_safe(view.address) != addresses[i].safe) {
            fail_msg("%s", addresses[i].address);
        }
        Str page = page_of(arena, &view, TONGUE_NL);
        if (!addresses[i].safe) shows(page, "<a href=\"#\">&lt;i&gt;");
    }
    assert_false(html_address_is_safe((Str){ "java\0script:x", 14 }));
}

static void a_form_goes_to_an_address_of_ours(void **state) {
    (void)state;
    static const char *const actions[][2] = {
        { "/a/b?c=d", "/a/b?c=d" },
        { "//host/a", "#" },
        { "https://host/", "#" },
        { "a", "#" },
        { "", "#" },
        { "/\\host", "#" },
        { "/a b", "/a%20b" },
    };
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        Text text = html_text(arena);
        HtmlOut out = html_out(&text, TONGUE_NL);
        const Str action = str_from(actions[i][0]);
        HTML_PUT_ACTION(&out, action);
        assert_str(text_str(&text), actions[i][1]);
    }
}

static void bytes_that_are_no_text_are_replaced(void **state) {
    (void)state;
    static const struct {
        Str value;
        const char *written;
    } values[] = {
        { { "", 0 }, "" },
        { { "a\0b", 3 },
          "a\xEF\xBF\xBD"
          "b" },
        { { "\x1B[0m\x7F", 5 }, "\xEF\xBF\xBD[0m\xEF\xBF\xBD" },
        { { "\t\r\n", 3 }, "\t\r\n" },
        { { "\xC3", 1 }, "\xEF\xBF\xBD" },
        { { "\xC3<", 2 }, "\xEF\xBF\xBD&lt;" },
        { { "\xE2\x82\xAC\xF0\x9F\x98\x80", 7 }, "\xE2\x82\xAC\xF0\x9F\x98\x80" },
        { { "\xED\xA0\x80", 3 }, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
        { { "\xC0\xBC", 2 }, "\xEF\xBF\xBD\xEF\xBF\xBD" },
        { { "\xF0\x9F\x98", 3 }, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
        { { "<<>>&&\"\"''", 10 }, "&lt;&lt;&gt;&gt;&amp;&amp;&#34;&#34;&#39;&#39;" },
    };
    TEST_ARENA(arena);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        Text text = text_new(arena, 1000);
        html_escape(&text, values[i].value);
        assert_str(text_str(&text), values[i].written);
    }
}

static void a_page_past_its_maximum_is_failed(void **state) {
    (void)state;
    TEST_ARENA(arena);
    EveryView view = a_view();
    Text text = text_new(arena, 500);
    HtmlOut out = html_out(&text, TONGUE_NL);
    every_page(&out, &view);
    assert_true(text_failed(&text));
    /* What is said before it is escaped has a maximum too, and does not go missing in silence. */
    text = html_text(arena);
    out = html_out(&text, TONGUE_NL);
    char *long_name = arena_get(arena, 70 * 1024);
    memset(long_name, 'x', 70 * 1024);
    view.first.name = (Str){ long_name, 70 * 1024 };
    every_page(&out, &view);
    assert_true(text_failed(&text));
}

SUITE("html", cmocka_unit_test(a_hole_is_escaped_by_where_it_stands),
      cmocka_unit_test(numbers_days_and_words_are_said_in_the_tongue),
      cmocka_unit_test(what_is_chosen_is_there_and_the_rest_is_not),
      cmocka_unit_test(a_page_may_do_without_a_layout),
      cmocka_unit_test(pictures_are_templates_too),
      cmocka_unit_test(an_address_leads_nowhere_when_its_scheme_is_not_known),
      cmocka_unit_test(a_form_goes_to_an_address_of_ours),
      cmocka_unit_test(bytes_that_are_no_text_are_replaced),
      cmocka_unit_test(a_page_past_its_maximum_is_failed))
