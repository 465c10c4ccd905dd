#include "bars.h"

enum { WIDTH = 240, HEIGHT = 20, BAR_HEIGHT = 12, SVG_BYTES_MAX = 4096, LENGTH_WIDTH = 96,
       HUNDRED = 100 };

static int64_t x_of(int64_t people, int64_t scale) {
    return scale > 0 ? people * WIDTH / scale : 0;
}

static void rect_add(Text *text, const char *class, int64_t from, int64_t until) {
    if (until <= from) return;
    text_addf(text, "<rect class=\"%s\" x=\"%lld\" y=\"%d\" width=\"%lld\" height=\"%d\"/>", class,
              (long long)from, (HEIGHT - BAR_HEIGHT) / 2, (long long)(until - from), BAR_HEIGHT);
}

static void mark_add(Text *text, const char *class, int64_t x) {
    text_addf(text, "<path class=\"%s\" d=\"M%lld 0v%d\"/>", class, (long long)x, HEIGHT);
}

static Text svg_begin(Arena *arena, int width, int height) {
    Text text = text_new(arena, SVG_BYTES_MAX);
    text_addf(&text,
              "<svg class=\"bar\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
              "aria-hidden=\"true\" focusable=\"false\">",
              width, height, width, height);
    return text;
}

Html bar_group(Arena *arena, GroupBar bar) {
    int64_t placed = bar.firm + bar.provisional;
    int64_t scale = bar.maximum > placed ? bar.maximum : placed;
    if (bar.minimum > scale) scale = bar.minimum;
    Text text = svg_begin(arena, WIDTH, HEIGHT);
    rect_add(&text, "bar__room", 0, x_of(bar.maximum, scale));
    rect_add(&text, "bar__firm", 0, x_of(bar.firm, scale));
    rect_add(&text, "bar__provisional", x_of(bar.firm, scale), x_of(placed, scale));
    if (bar.minimum > 0) mark_add(&text, "bar__minimum", x_of(bar.minimum, scale));
    text_add(&text, S("</svg>"));
    return (Html){ text_str(&text) };
}

Html bar_share(Arena *arena, int64_t per_cent, int64_t whole) {
    Text text = svg_begin(arena, WIDTH, HEIGHT);
    rect_add(&text, "bar__room", 0, WIDTH);
    rect_add(&text, "bar__firm", 0, x_of(per_cent, HUNDRED));
    if (whole >= 0) mark_add(&text, "bar__minimum", x_of(whole, HUNDRED));
    text_add(&text, S("</svg>"));
    return (Html){ text_str(&text) };
}

Html bar_length(Arena *arena, int64_t value, int64_t most) {
    int64_t length = most > 0 ? value * LENGTH_WIDTH / most : 0;
    Text text = svg_begin(arena, LENGTH_WIDTH, BAR_HEIGHT);
    text_addf(&text, "<rect class=\"bar__firm\" width=\"%lld\" height=\"%d\"/></svg>",
              (long long)(length > 0 ? length : 1), BAR_HEIGHT);
    return (Html){ text_str(&text) };
}
